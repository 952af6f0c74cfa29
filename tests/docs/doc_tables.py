"""The tables of the documentation that are made from the code.

`python tests/docs/doc_tables.py` writes them anew; a test compares them. A table stands between
the comments `<!-- NAME: begin -->` and `<!-- NAME: end -->`; that of a Vietnamese page has the name
of the English one with `-vi`, and is made from the same source.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from inspect import get_annotations
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

import doc_words_vi as vi  # noqa: E402
from doc_pages import slug  # noqa: E402
from pydantic.fields import FieldInfo  # noqa: E402

from reports.explored import setting_words  # noqa: E402
from reports.words import editor_vi  # noqa: E402
from reports.words import en as words_en  # noqa: E402
from reports.words import vi as words_vi  # noqa: E402
from reports.words.fields_vi import FIELDS as FIELDS_VI  # noqa: E402
from reports.words.windows import say  # noqa: E402
from sim import scenario as models  # noqa: E402
from sim.checks.windows import IMPOSSIBLE, MOMENTS, TABLE, When, name_of  # noqa: E402
from sim.commands.lists import LISTS  # noqa: E402
from sim.library import read, scenario_files  # noqa: E402
from sim.reach import WINDOWS  # noqa: E402
from sim.reading import COMMAND_OF, MESSAGE_OF, json_schema  # noqa: E402
from sim.reading.commands import own_fields  # noqa: E402
from sim.rules.offers import KINDS_OF  # noqa: E402
from sim.scenario import CHANCE, CLOCK, DURATION, FOREIGN, Part  # noqa: E402

PATTERNS = {DURATION: "duration", CLOCK: "time of day", CHANCE: "chance"}
ROLE_GROUPS = ("Salespeople", "Managers", "Clerks", "Accountants", "Administrators")
WORLDS_TEST = ROOT / "tests" / "explore" / "test_explore_worlds.py"
REDUCED_TEST = ROOT / "tests" / "explore" / "test_explore_reduced.py"
HEADS_OF_REDUCTIONS = {
    "en": (
        "world",
        "faults",
        *("states: none", "symmetry", "order"),
        *("transitions: none", "symmetry", "order"),
    ),
    "vi": (
        "thế giới",
        "sự cố",
        *("số trạng thái: none", "symmetry", "order"),
        *("số bước chuyển: none", "symmetry", "order"),
    ),
}

# The groups in the order in which somebody who writes a scenario meets them.
GROUPS = (
    "Words",
    "FlowSettings",
    "AssumptionSettings",
    "MissingCodes",
    "Hours",
    "People",
    *ROLE_GROUPS,
    "Arrivals",
    "Network",
    "PlannedFault",
    "Swarm",
    "PlannedSwitch",
    "TraceSource",
    "GivenOrder",
    "OrderLine",
    "Actor",
    "StoryStep",
    "Setting",
    "Span",
    "Range",
)

# Fields that take one of more names than a cell holds, and where these stand.
NAMES_OF = {
    "Scenario.clauses": "clauses",
    "Actor.may": "may",
    "StoryStep.do": "command",
    "StoryStep.deliver": "message",
    "StoryStep.lose": "message",
    "StoryStep.duplicate": "message",
    "StoryStep.reason": "reason",
    "PlannedFault.fault": "fault",
    "Swarm.kinds": "faults",
}

# What is not a name of the program, in both languages.
EN = {
    "clauses": "list of rule numbers ([rules.md](rules.md))",
    "may": "[kind](#what-a-person-of-a-world-may-do): 0 to 9, or any",
    "command": "[command](#what-people-do)",
    "message": "[message](#what-is-under-way)",
    "reason": "[reason](#why-an-app-refuses)",
    "fault": "[fault](faults.md#the-catalogue)",
    "faults": "list of [faults](faults.md#the-catalogue)",
    "fields": "| field | value | default | meaning |",
    "fields of forms": "| field | value | default | forms | meaning |",
    "commands": "| `do` | who | fields | meaning |",
    "messages": "| message | what it says |",
    "reasons": "| `reason` | meaning |",
    "choices": "| field | value | meaning |",
    "all": "all",
    "list of": "list of",
    "name": "name",
    "text": "text",
    "whole number": "whole number",
    "or more": "{least} or more",
    "to": "{least} to {most}",
    "duration": "duration",
    "time of day": "time of day",
    "chance": "chance",
    "needed": "needed",
    "one line": "one line",
    "one, empty": "one, empty",
}
VI = {
    "clauses": "danh sách số quy tắc ([tra ở đây](dieu-khoan.md))",
    "may": "[việc](#trong-thế-giới-nhỏ-mỗi-người-được-làm-gì): 0 đến 9, hoặc any",
    "command": "[thao tác](#các-thao-tác)",
    "message": "[tin](#các-tin-trên-đường)",
    "reason": "[lý do](#vì-sao-ứng-dụng-từ-chối)",
    "fault": "[loại](su-co.md#danh-mục)",
    "faults": "danh sách [loại](su-co.md#danh-mục)",
    "fields": "| trường | giá trị | mặc định | nghĩa |",
    "fields of forms": "| trường | giá trị | mặc định | dạng | nghĩa |",
    "commands": "| `do` | ai làm | trường | nghĩa |",
    "messages": "| tin | nội dung |",
    "reasons": "| `reason` | nghĩa |",
    "choices": "| trường | giá trị | nghĩa |",
    "all": "mọi dạng",
    "list of": "danh sách",
    "name": "tên",
    "text": "văn bản",
    "whole number": "số nguyên",
    "or more": "từ {least} trở lên",
    "to": "{least} đến {most}",
    "duration": "khoảng thời gian",
    "time of day": "giờ trong ngày",
    "chance": "tỷ lệ",
    "needed": "bắt buộc",
    "one line": "một dòng",
    "one, empty": "một mức, không sự cố",
}

Schema = dict[str, Any]
Words = dict[str, str]

# Fields whose values are words of the program: the group of its words that tells each.
CHOICES = {
    "role": ("role", ("salesperson", "sales_manager", "clerk", "accountant", "administrator")),
    "type": ("type", ("sale", "other", "production", "transfer")),
    "status": ("delivery", ("not_delivered", "partial", "delivered")),
    "kind": ("paper", ("slip", "voucher", "invoice", "receipt")),
    "crash": ("product", ("sales", "warehouse", "accounting")),
    "flow": (
        "flow",
        ("order_to_warehouse", "status_to_sales", "slip_to_accounting", "direct_link"),
    ),
    "setting": ("setting", ("on", "off", "automatic", "manual")),
    "rhythm": ("rhythm", ("steady", "poisson", "burst", "month_end")),
}
RHYTHMS = {
    "steady": ("at equal distances", "cách đều nhau"),
    "poisson": ("at random, evenly over the day", "ngẫu nhiên, rải khắp ngày"),
    "burst": (
        "at random, seven in ten within the first hour",
        "ngẫu nhiên, bảy phần mười dồn vào giờ đầu",
    ),
    "month_end": (
        "at random, half of them on the last three days",
        "ngẫu nhiên, một nửa dồn vào ba ngày cuối",
    ),
}

# Reasons that a step of a story never gets as its answer: `busy` is an answer of its own, the
# others are what a revoke comes to later.
NO_ANSWER = {"busy", "activity_in_accounting", "activity_in_warehouse", "not_verified"}


# --- the fields of a scenario -------------------------------------------------------------------


def fields(words: Words) -> str:
    """Return all fields of a scenario, a table a group."""
    schema = json_schema()
    parts: dict[str, Schema] = {"Scenario": schema, **schema["$defs"]}
    assert set(parts) == {"Scenario", *GROUPS}
    tables = (_group(name, parts[name], words) for name in ("Scenario", *GROUPS))
    return "\n".join(line for table in tables for line in table)


def _group(name: str, part: Schema, words: Words) -> Iterator[str]:
    model: type[Part] = getattr(models, name)
    forms = name == "Scenario"
    yield f"### {_heading(name, words)}"
    yield ""
    yield vi.GROUPS[name][1] if words is VI else part["description"]
    yield ""
    head = words["fields of forms" if forms else "fields"]
    yield head
    yield _rule(head)
    for field, kind in part["properties"].items():
        named = NAMES_OF.get(f"{name}.{field}")
        value = words[named] if named else _value(kind, words)
        cells = [f"`{field}`", value, _default(field, kind, model.model_fields[field], words)]
        if forms:
            cells.append(_forms(field, words))
        cells.append(_meaning(model, field) if words is VI else kind["description"])
        yield f"| {' | '.join(cells)} |"
    yield ""


def _rule(head: str) -> str:
    return f"|{' --- |' * (head.count('|') - 1)}"


def _heading(name: str, words: Words) -> str:
    return vi.GROUPS[name][0] if words is VI else name


def _meaning(model: type[Part], field: str) -> str:
    owner = next(one for one in reversed(model.__mro__) if field in get_annotations(one))
    return FIELDS_VI[f"{owner.__name__}.{field}"]


def _forms(field: str, words: Words) -> str:
    having = [form for form, foreign in FOREIGN.items() if field not in foreign]
    return words["all"] if len(having) == len(FOREIGN) else ", ".join(having)


def _value(kind: Schema, words: Words) -> str:
    if "$ref" in kind:
        heading = _heading(kind["$ref"].rpartition("/")[2], words)
        told = heading.partition(" (")[0]
        return f"[{told.lower() if words is VI else told}](#{slug(heading)})"
    if "enum" in kind:
        return ", ".join(f"`{one}`" for one in kind["enum"] if one)
    match kind.get("type"):
        case "array":
            return f"{words['list of']} {_value(kind['items'], words)}"
        case "object":
            return f"{words['name']}: {_value(kind['additionalProperties'], words)}"
        case "integer":
            return _whole(kind, words)
        case "boolean":
            return "`true`, `false`"
    return words[PATTERNS.get(kind.get("pattern", ""), "text")]


def _whole(kind: Schema, words: Words) -> str:
    least, most = kind.get("minimum"), kind.get("maximum")
    if least is None:
        return words["whole number"]
    return words["or more" if most is None else "to"].format(least=least, most=most)


def _default(field: str, kind: Schema, info: FieldInfo, words: Words) -> str:
    if info.is_required():
        return words["needed"]
    if isinstance(info.default, Part):
        return _written(info.default)
    if field == "lines" and info.default:
        return words["one line"]
    if field == "settings":
        return words["one, empty"]
    default = kind.get("default")
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    return "" if default is None else f"`{default}`"


def _written(part: Part) -> str:
    """Return what a default group sets, as a file would write it."""
    schema = json_schema()["$defs"][type(part).__name__]["properties"]
    told = [f"{name}: {_text(schema[name], getattr(part, name))}" for name in _set(part)]
    return f"`{{{', '.join(told)}}}`" if told else ""


def _set(part: Part) -> list[str]:
    return [
        name
        for name, info in type(part).model_fields.items()
        if name in part.model_fields_set and not isinstance(info.default, Part)
    ]


def _text(kind: Schema, value: object) -> str:
    from sim.reading.written import clock_text, duration_text  # noqa: PLC0415

    if kind.get("pattern") == DURATION:
        return duration_text(value)  # type: ignore[arg-type]
    if kind.get("pattern") == CLOCK:
        return clock_text(value)  # type: ignore[arg-type]
    return str(value)


# --- what a step may do -------------------------------------------------------------------------


def commands(words: Words) -> str:
    """Return the commands of a story: who gives them, their own fields, what they do."""
    rows = [words["commands"], _rule(words["commands"])]
    for name, kind in COMMAND_OF.items():
        own = [f"`{one.name}`" + ("" if one.required else "?") for one in own_fields(kind)]
        roles = (words_vi.WORDS[f"role.{one}"] if words is VI else one for one in kind.roles)
        told = editor_vi.COMMANDS[name] if words is VI else _about(kind)
        rows.append(f"| `{name}` | {', '.join(roles)} | {', '.join(own)} | {told} |")
    return "\n".join(rows)


def messages(words: Words) -> str:
    """Return the messages that a step may deliver, lose or duplicate."""
    rows = [words["messages"], _rule(words["messages"])]
    for name, kind in MESSAGE_OF.items():
        rows.append(f"| `{name}` | {editor_vi.MESSAGES[name] if words is VI else _about(kind)} |")
    return "\n".join(rows)


def _about(kind: type) -> str:
    return (kind.__doc__ or "").split("\n\n")[0].replace("\n", " ")


def reasons(words: Words) -> str:
    """Return the reasons that a refused step may give, in the words of a story."""
    told = (words_vi if words is VI else words_en).WORDS
    rows = [words["reasons"], _rule(words["reasons"])]
    for key, text in told.items():
        group, _, name = key.partition(".")
        if group == "reason" and name not in NO_ANSWER:
            rows.append(f"| `{name}` | {re.sub(r'{[a-z]+}', '…', text)} |")
    return "\n".join(rows)


def choices(words: Words) -> str:
    """Return the values that are words, as people read them in the apps."""
    told = (words_vi if words is VI else words_en).WORDS
    rows = [words["choices"], _rule(words["choices"])]
    for field, (group, values) in CHOICES.items():
        name = f"`{field}`"
        for one in values:
            meaning = RHYTHMS[one][words is VI] if group == "rhythm" else told[f"{group}.{one}"]
            rows.append(f"| {name} | `{one}` | {meaning} |")
            name = ""
    return "\n".join(rows)


def offers() -> str:
    """Return what a person of a world may be allowed to do."""
    rows = ["| role | `may` |", "| --- | --- |"]
    for role, kinds in KINDS_OF.items():
        rows.append(f"| `{role}` | {', '.join(f'`{kind}`' for kind in kinds)} |")
    return "\n".join(rows)


def offers_vi() -> str:
    """Return the same with what each name means."""
    told = words_vi.WORDS
    rows = ["| vai trò (`role`) | `may` | nghĩa |", "| --- | --- | --- |"]
    for role, kinds in KINDS_OF.items():
        who = f"`{role}`: {told[f'role.{role}']}"
        for kind in kinds:
            rows.append(f"| {who} | `{kind}` | {told[f'offer.{kind}']} |")
            who = ""
    return "\n".join(rows)


# --- the worlds ---------------------------------------------------------------------------------


def counts() -> str:
    """Return the states of each world under each setting, from the test that holds them."""
    found = _counted()
    settings = list(dict.fromkeys(setting for _, setting in found))
    shown = ["any order" if one == "reorder" else one for one in settings]
    rows = [f"| world | {' | '.join(shown)} |", f"| --- |{' ---: |' * len(shown)}"]
    for world in dict.fromkeys(world for world, _ in found):
        cells = (f"{found[world, setting]:,}" for setting in settings)
        rows.append(f"| `{world}` | {' | '.join(cells)} |")
    sums = [sum(n for (_, one), n in found.items() if one == setting) for setting in settings]
    rows.append(f"| together | {' | '.join(f'{one:,}' for one in sums)} |")
    return "\n".join(rows)


def _counted() -> dict[tuple[str, str], int]:
    """Return the states of each world under each of the settings that protocol worlds share."""
    return {key: counts[0] for key, counts in _held(WORLDS_TEST, "COUNTS", ast.Assign).items()}


def _held(test: Path, name: str, *kinds: type[ast.stmt]) -> dict[tuple[str, str], list[int]]:
    """Read a table of a test, without importing the test: a world and setting, its numbers."""
    found: dict[tuple[str, str], list[int]] = {}
    for one in ast.parse(test.read_text(encoding="utf-8")).body:
        if not isinstance(one, kinds) or not isinstance(one, ast.Assign | ast.AugAssign):
            continue
        target = one.targets[0] if isinstance(one, ast.Assign) else one.target
        if ast.unparse(target) == name:
            assert isinstance(one.value, ast.Dict)
            for key, value in zip(one.value.keys, one.value.values, strict=True):
                assert key is not None
                assert isinstance(value, ast.Call)
                found[ast.literal_eval(key)] = [ast.literal_eval(arg) for arg in value.args]
    return found


def reductions(lang: str) -> str:
    """Return states and transitions without a reduction and with each, from the tests."""
    canonical = _held(WORLDS_TEST, "COUNTS", ast.Assign, ast.AugAssign)
    at_once = _held(REDUCED_TEST, "SIZES", ast.Assign)
    heads = HEADS_OF_REDUCTIONS[lang]
    rows = [f"| {' | '.join(heads)} |", f"| --- | --- |{' ---: |' * 6}"]
    total = [0] * 6
    for (world, setting), (states, moves, fewer, fewer_moves) in at_once.items():
        merged, merged_moves = canonical[world, setting][:2]
        numbers = (states, merged, fewer, moves, merged_moves, fewer_moves)
        total = [one + other for one, other in zip(total, numbers, strict=True)]
        rows.append(_row([f"`{world}`", setting_words(setting, lang)], numbers, lang))
    together = "together" if lang == "en" else "cộng"
    return "\n".join([*rows, _row([together, ""], total, lang)])


def _row(names: list[str], numbers: Iterable[int], lang: str) -> str:
    mark = "," if lang == "en" else "."
    return f"| {' | '.join((*names, *(f'{one:,}'.replace(',', mark) for one in numbers)))} |"


# --- the guard windows --------------------------------------------------------------------------


def windows(lang: str) -> str:
    """Return the matrix of the library: what was answered in each cell, by how many scenarios."""
    found = json.loads(WINDOWS.read_text(encoding="utf-8"))
    heads = [say(lang, "column.kind"), *(say(lang, f"moment.{one}") for one in MOMENTS)]
    rows = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    for kind in TABLE:
        cells = (_window(kind, moment, found, lang) for moment in MOMENTS)
        rows.append(f"| {' | '.join((say(lang, f'kind.{kind}'), *cells))} |")
    return "\n".join(rows)


def _window(kind: str, moment: When, found: dict[str, Any], lang: str) -> str:
    if moment not in TABLE[kind]:
        return ""
    if (kind, moment) in IMPOSSIBLE:
        return "–"
    cell = found[name_of(kind, moment)]
    told = ", ".join(say(lang, f"answer.{one}") for one in cell["answers"])
    return f"{told} ({len(cell['scenarios'])})"


# --- the faults ---------------------------------------------------------------------------------


def faults(lang: str) -> str:
    """Return the catalogue of faults: name, declaration, what happens, and why it stands so."""
    heads = ("name", "where", "standing", "title", "note")
    rows = [f"| {' | '.join(words_of(lang)[f'list.{one}'] for one in heads)} |", "| --- " * 5 + "|"]
    for one in LISTS["faults"](lang):
        patterns = ", ".join(one["patterns"])
        title = f"{one['title']} ({patterns})" if patterns else one["title"]
        cells = (f"`{one['name']}`", one["where"], one["standing"], title, one["note"])
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def words_of(lang: str) -> Words:
    """Return the words of a language."""
    return words_vi.WORDS if lang == "vi" else words_en.WORDS


# --- what scenarios go into ---------------------------------------------------------------------


def with_scenarios(table: str, field: str) -> str:
    """Return a table with its last column filled: the scenarios that name a row's number."""
    all_of_them = [read(path) for path in scenario_files().values()]
    rows = table.split("\n")
    for at, row in enumerate(rows):
        number, *words, _ = (cell.strip() for cell in row.strip("|").split("|"))
        if re.fullmatch(r"F?\d+", number):
            named = (one.name for one in all_of_them if number in map(str, getattr(one, field)))
            cells = (number, *words, ", ".join(named))
            rows[at] = f"| {' | '.join(cells)} |"
    return "\n".join(rows)


# --- pages --------------------------------------------------------------------------------------

Make = Callable[[str], str]  # what stands there now -> what should

SCENARIOS, SCENARIOS_VI = "docs/scenarios.md", "docs/vi/kich-ban.md"
FAILURES, FAILURES_VI = "docs/failures.md", "docs/vi/loi-va-lo-hong.md"
TABLES: dict[str, tuple[str, Make]] = {
    "fields": (SCENARIOS, lambda _: fields(EN)),
    "fields-vi": (SCENARIOS_VI, lambda _: fields(VI)),
    "commands": (SCENARIOS, lambda _: commands(EN)),
    "commands-vi": (SCENARIOS_VI, lambda _: commands(VI)),
    "reasons": (SCENARIOS, lambda _: reasons(EN)),
    "reasons-vi": (SCENARIOS_VI, lambda _: reasons(VI)),
    "choices": (SCENARIOS, lambda _: choices(EN)),
    "choices-vi": (SCENARIOS_VI, lambda _: choices(VI)),
    "messages": (SCENARIOS, lambda _: messages(EN)),
    "messages-vi": (SCENARIOS_VI, lambda _: messages(VI)),
    "offers": (SCENARIOS, lambda _: offers()),
    "offers-vi": (SCENARIOS_VI, lambda _: offers_vi()),
    "counts": ("docs/revoke.md", lambda _: counts()),
    "reductions": ("docs/explorer.md", lambda _: reductions("en")),
    "reductions-vi": ("docs/vi/duyet-moi-thu-tu.md", lambda _: reductions("vi")),
    "windows": ("docs/guard-windows.md", lambda _: windows("en")),
    "windows-vi": ("docs/vi/khe-thu-hoi.md", lambda _: windows("vi")),
    "faults": ("docs/faults.md", lambda _: faults("en")),
    "faults-vi": ("docs/vi/su-co.md", lambda _: faults("vi")),
    "patterns": (FAILURES, lambda table: with_scenarios(table, "patterns")),
    "patterns-vi": (FAILURES_VI, lambda table: with_scenarios(table, "patterns")),
    "holes": (FAILURES, lambda table: with_scenarios(table, "holes")),
    "holes-vi": (FAILURES_VI, lambda table: with_scenarios(table, "holes")),
}


def between(name: str, text: str) -> re.Match[str]:
    """Return where a table stands in a page."""
    marks = rf"(<!-- {name}: begin -->\n)(.*?)(\n<!-- {name}: end -->)"
    found = re.search(marks, text, re.DOTALL)
    assert found, f"there is no place for the table {name!r}"
    return found


def write() -> None:
    """Write all tables anew."""
    for name, (page, make) in TABLES.items():
        path = ROOT / page
        text = path.read_text(encoding="utf-8")
        found = between(name, text)
        made = f"{text[: found.start(2)]}{make(found[2])}{text[found.end(2) :]}"
        path.write_text(made, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
