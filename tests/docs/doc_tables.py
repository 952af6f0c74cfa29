"""The tables of the documentation that are made from the code.

`python tests/docs/doc_tables.py` writes them anew; a test compares them. A table stands between
the comments `<!-- NAME: begin -->` and `<!-- NAME: end -->`.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from pydantic.fields import FieldInfo  # noqa: E402

from sim import scenario as models  # noqa: E402
from sim.library import read, scenario_files  # noqa: E402
from sim.reading import COMMAND_OF, MESSAGE_OF, json_schema  # noqa: E402
from sim.reading.commands import own_fields  # noqa: E402
from sim.rules.offers import KINDS_OF  # noqa: E402
from sim.scenario import CHANCE, CLOCK, DURATION, FOREIGN, Part  # noqa: E402

PATTERNS = {DURATION: "duration", CLOCK: "time of day", CHANCE: "chance"}
ROLE_GROUPS = ("Salespeople", "Managers", "Clerks", "Accountants", "Administrators")
WORLDS_TEST = ROOT / "tests" / "explore" / "test_explore_worlds.py"

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
MESSAGE = "[message](#what-is-under-way)"
NAMES_OF = {
    "Scenario.clauses": "list of rule numbers ([rules.md](rules.md))",
    "Actor.may": "[kind](#what-a-person-of-a-world-may-do): 0 to 9",
    "StoryStep.do": "[command](#what-people-do)",
    "StoryStep.deliver": MESSAGE,
    "StoryStep.lose": MESSAGE,
    "StoryStep.duplicate": MESSAGE,
}

Schema = dict[str, Any]


# --- the fields of a scenario -------------------------------------------------------------------


def fields() -> str:
    """Return all fields of a scenario, a table a group."""
    schema = json_schema()
    parts: dict[str, Schema] = {"Scenario": schema, **schema["$defs"]}
    assert set(parts) == {"Scenario", *GROUPS}
    return "\n".join(line for name in ("Scenario", *GROUPS) for line in _group(name, parts[name]))


def _group(name: str, part: Schema) -> Iterator[str]:
    model: type[Part] = getattr(models, name)
    forms = name == "Scenario"
    yield f"### {name}"
    yield ""
    yield part["description"]
    yield ""
    yield "| field | value | default | " + ("forms | " if forms else "") + "meaning |"
    yield "| --- | --- | --- | " + ("--- | " if forms else "") + "--- |"
    for field, kind in part["properties"].items():
        value = NAMES_OF.get(f"{name}.{field}") or _value(kind)
        cells = [f"`{field}`", value, _default(field, kind, model.model_fields[field])]
        if forms:
            cells.append(_forms(field))
        yield f"| {' | '.join((*cells, kind['description']))} |"
    yield ""


def _forms(field: str) -> str:
    having = [form for form, foreign in FOREIGN.items() if field not in foreign]
    return "all" if len(having) == len(FOREIGN) else ", ".join(having)


def _value(kind: Schema) -> str:
    if "$ref" in kind:
        name = kind["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in kind:
        return ", ".join(f"`{one}`" for one in kind["enum"] if one)
    match kind.get("type"):
        case "array":
            return f"list of {_value(kind['items'])}"
        case "object":
            return f"name: {_value(kind['additionalProperties'])}"
        case "integer":
            return _whole(kind)
        case "boolean":
            return "`true`, `false`"
    return PATTERNS.get(kind.get("pattern", ""), "text")


def _whole(kind: Schema) -> str:
    least, most = kind.get("minimum"), kind.get("maximum")
    if least is None:
        return "whole number"
    return f"{least} or more" if most is None else f"{least} to {most}"


def _default(field: str, kind: Schema, info: FieldInfo) -> str:
    if info.is_required():
        return "needed"
    if isinstance(info.default, Part):
        return _written(info.default)
    if field == "lines" and info.default:
        return "one line"
    if field == "settings":
        return "one, empty"
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


def commands() -> str:
    """Return the commands of a story: who gives them, and their own fields."""
    rows = ["| `do` | who | fields |", "| --- | --- | --- |"]
    for name, kind in COMMAND_OF.items():
        own = [f"`{one.name}`" + ("" if one.required else "?") for one in own_fields(kind)]
        rows.append(f"| `{name}` | {', '.join(kind.roles)} | {', '.join(own)} |")
    return "\n".join(rows)


def messages() -> str:
    """Return the messages that a step may deliver, lose or duplicate."""
    rows = ["| message | what it says |", "| --- | --- |"]
    for name, kind in MESSAGE_OF.items():
        about = (kind.__doc__ or "").split("\n\n")[0].replace("\n", " ")
        rows.append(f"| `{name}` | {about} |")
    return "\n".join(rows)


def offers() -> str:
    """Return what a person of a world may be allowed to do."""
    rows = ["| role | `may` |", "| --- | --- |"]
    for role, kinds in KINDS_OF.items():
        rows.append(f"| `{role}` | {', '.join(f'`{kind}`' for kind in kinds)} |")
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
    """Read the table COUNTS of the explorer's test, without importing the test."""
    tree = ast.parse(WORLDS_TEST.read_text(encoding="utf-8"))
    table = next(
        one.value
        for one in tree.body
        if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "COUNTS"
    )
    assert isinstance(table, ast.Dict)
    found: dict[tuple[str, str], int] = {}
    for key, value in zip(table.keys, table.values, strict=True):
        assert key is not None
        assert isinstance(value, ast.Call)
        found[ast.literal_eval(key)] = ast.literal_eval(value.args[0])
    return found


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

TABLES: dict[str, tuple[str, Make]] = {
    "fields": ("docs/scenarios.md", lambda _: fields()),
    "commands": ("docs/scenarios.md", lambda _: commands()),
    "messages": ("docs/scenarios.md", lambda _: messages()),
    "offers": ("docs/scenarios.md", lambda _: offers()),
    "counts": ("docs/revoke.md", lambda _: counts()),
    "patterns": ("docs/failures.md", lambda table: with_scenarios(table, "patterns")),
    "holes": ("docs/failures.md", lambda table: with_scenarios(table, "holes")),
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
