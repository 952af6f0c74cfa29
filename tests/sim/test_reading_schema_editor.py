"""What an editor rests on: the schema with its names and cases, in either language.

The server behind editors is no part of the tests; how it answered is told in docs/editor.md, and
that the schema refuses the mistakes of that page at their places is held in tests/docs.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from reading_samples import SCENARIOS
from schema_places import with_places
from test_reading_fuzz import damaged

from actors import SHIPPED
from reports.words import editor_vi
from sim.checks.judge import PROMISES
from sim.checks.windows import GOALS
from sim.cli import main
from sim.commands.schema import lexicon, schema_of
from sim.library import profile_files, read, scenario_files
from sim.reading import COMMAND_OF, MESSAGE_OF, InputError
from sim.reading.commands import own_fields
from sim.reading.document import plain
from sim.reading.schema import PROFILE_FIELDS, REFUSALS
from sim.reading.yaml_text import read_yaml
from sim.rules.offers import KINDS_OF
from sim.scenario import CLAUSES, FOREIGN

LANGUAGES = ("en", "vi")
DAMAGED = range(400)
PEOPLE = "cast: {an: {role: salesperson}, binh: {role: clerk}}\n"
STORY = f"name: x\nform: story\norders: [{{order: DH-1}}]\n{PEOPLE}steps:\n  - "


def data_of(text: str) -> Any:
    return plain(read_yaml(text, "x.yaml").root)


@cache
def validator(what: str, lang: str) -> Draft202012Validator:
    return Draft202012Validator(with_places(schema_of(what, lang)))


def refused(text: str, what: str = "scenario") -> set[str]:
    """The places at which the schema refuses a text."""
    found = validator(what, "en").iter_errors(data_of(text))
    return {".".join(map(str, error.absolute_path)) for error in found}


# --- right files --------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_marked_in_a_shipped_file(lang: str) -> None:
    for what, files in (("scenario", scenario_files()), ("profile", profile_files())):
        for name, path in files.items():
            data = data_of(path.read_text(encoding="utf-8"))
            assert [one.message for one in validator(what, lang).iter_errors(data)] == [], name


@pytest.mark.parametrize(
    "text",
    [
        "name: x\npromises: ['mine.py:big']\nneeds: [big, R1.1a]",
        "name: x\npeople: {clerks: {actor: 'mine.py:clerk'}, managers: {actor: ''}}",
        "name: x\nprofile: ''",
        STORY + "{settle: true, do: '', crash: ''}",
        STORY + "{who: an, do: save_request, order: DH-1, settle: false, deliver: ''}",
        STORY + "{who: an, do: save_request, order: DH-1, expect: refused, reason: new_one}",
        STORY + "{who: an, do: switch_flow, flow: direct_link, setting: half}",
        STORY + "{who: binh, do: save_slip, order: '', slip: PX-1, type: other, lines: []}",
    ],
)
def test_what_the_reader_takes_is_not_marked(text: str) -> None:
    assert refused(text) == set()


def test_the_cases_are_never_stricter_than_the_reader(tmp_path: Path) -> None:
    """Of damaged scenarios too: whatever can be read also fits."""
    path, good = tmp_path / "x.yaml", 0
    for number in DAMAGED:
        text = damaged(number).decode("utf-8", "replace")
        path.write_text(text, encoding="utf-8", newline="")
        try:
            read(path)
        except InputError:
            continue
        good += 1
        validator("scenario", "en").validate(data_of(text))
    assert good > 10


# --- mistakes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name: x\nneeds: [R1.1a, revoke-suceeded]", "needs.1"),
        ("name: x\nprofile: strict", "profile"),
        ("name: x\npeople: {clerks: {actor: clark}}", "people.clerks.actor"),
        ("name: x\nsteps: []", "steps"),
        ("name: x\nform: story\ndays: 3", "days"),
        ("name: x\nform: world\nsteps: []", "steps"),
        ("name: x\nform: world\ncast: {an: {role: clerk, may: {revoke: 1}}}", "cast.an.may"),
        ("name: x\nform: world\ncast: {an: {may: {issue: 1}}}", "cast.an.may"),
        ("name: x\nswitches: [{at: '9:00', flow: direct_link, setting: manual}]",
         "switches.0.setting"),
        ("name: x\nswitches: [{at: '9:00', flow: slip_to_accounting, setting: on}]",
         "switches.0.setting"),
        (STORY + "{order: DH-1}", "steps.0"),
        (STORY + "{settle: false}", "steps.0"),
        (STORY + "{do: save_request, order: DH-1}", "steps.0"),
        (STORY + "{who: binh, do: save_slip, order: DH-1, slip: PX-1, lines: []}", "steps.0"),
        (STORY + "{who: an, do: save_request, order: DH-1, slip: PX-1}", "steps.0.slip"),
        (STORY + "{who: an, do: save_request, order: DH-1, settle: true}", "steps.0.settle"),
        (STORY + "{deliver: order_requested, crash: sales}", "steps.0.crash"),
        (STORY + "{deliver: order_requested, who: an}", "steps.0.who"),
        (STORY + "{settle: true, nth: 2}", "steps.0.nth"),
        (STORY + "{who: binh, do: make_paper, order: DH-1, paper: C, kind: item, request: 1}",
         "steps.0.kind"),
    ],
)  # fmt: skip
def test_a_mistake_that_only_a_case_tells_is_marked(text: str, place: str) -> None:
    assert place in refused(text)


def test_a_step_of_two_kinds_is_marked_once() -> None:
    text = STORY + "{who: an, do: save_request, order: DH-1, deliver: hold, settle: true}"
    assert refused(text) == {"steps.0.deliver", "steps.0.settle"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name: x\nassumptions: {over_isue: allow}", "assumptions"),
        ("name: x\nassumptions: {over_issue: maybe}", "assumptions.over_issue"),
        ("name: x\nflows: {direct_link: manual}", "flows.direct_link"),
        ("flows: {}", ""),
    ],
)
def test_a_mistake_in_a_profile_is_marked(text: str, place: str) -> None:
    assert refused(text, "profile") == {place}


# --- the command --------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("what", ["scenario", "profile"])
def test_the_command_writes_either_schema_in_either_language(
    what: str, lang: str, tmp_path: Path
) -> None:
    file = tmp_path / "x.json"
    assert main(["schema", what, "--lang", lang, "--json", str(file)]) == 0
    assert json.loads(file.read_text(encoding="utf-8")) == schema_of(what, lang)


def test_a_new_scenario_lies_beside_a_schema_in_its_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under a name that both share, so it works in any folder and on any system."""
    folder = tmp_path / "Kịch bản của tôi"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert main(["new", "mine", "--like", "office-day", "--lang", "vi", "--quiet"]) == 0

    line = (folder / "mine.yaml").read_text(encoding="utf-8").splitlines()[0]
    named = folder / line.removeprefix("# yaml-language-server: $schema=")
    assert json.loads(named.read_text(encoding="utf-8")) == schema_of("scenario", "vi")


# --- names and words ----------------------------------------------------------------------------


def enums(schema: Any) -> Iterator[list[Any]]:
    """Every list of names in a schema."""
    if isinstance(schema, dict):
        if isinstance(schema.get("enum"), list):
            yield schema["enum"]
        schema = list(schema.values())
    for one in schema if isinstance(schema, list) else ():
        yield from enums(one)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_names_can_be_completed(lang: str) -> None:
    known = [
        [*(promise.name for promise in PROMISES), *CLAUSES, *GOALS],
        list(CLAUSES),
        [*COMMAND_OF, ""],
        [*MESSAGE_OF, ""],
        [*profile_files(), ""],
        list(SHIPPED),
        list(lexicon(lang).reasons),
        list(FOREIGN),
    ]
    found = list(enums(schema_of("scenario", lang)))
    assert [names for names in known if names not in found] == []
    assert "stock_shortage" in lexicon(lang).reasons


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_and_every_name_says_what_it_means(lang: str) -> None:
    for what in ("scenario", "profile"):
        schema = schema_of(what, lang)
        for part in (schema, *schema["$defs"].values()):
            for name, kind in part["properties"].items():
                assert kind["description"], name
    told = lexicon(lang)
    for meanings in (told.promises, told.windows, told.profiles, told.offers, told.reasons):
        assert all(meanings.values())
        assert not any("{" in text for text in meanings.values())


def test_meanings_stand_beside_their_names() -> None:
    """An editor pairs them by position."""
    for lang in LANGUAGES:
        step = schema_of("scenario", lang)["$defs"]["StoryStep"]["properties"]
        for name in ("do", "deliver", "lose", "duplicate"):
            assert len(step[name]["enum"]) == len(step[name]["enumDescriptions"])
            assert all(step[name]["enumDescriptions"][:-1])


def test_both_languages_have_the_same_words() -> None:
    assert editor_vi.REFUSALS.keys() == REFUSALS.keys()
    assert editor_vi.PROFILE_FIELDS.keys() == PROFILE_FIELDS.keys()
    assert editor_vi.COMMANDS.keys() == COMMAND_OF.keys()
    assert editor_vi.MESSAGES.keys() == MESSAGE_OF.keys()


# --- what is offered ----------------------------------------------------------------------------


def offered(part: dict[str, Any], data: Any) -> set[str]:
    """The fields that an editor suggests beside the data of a group, in general and by its case."""
    found = [part]
    for case in part.get("allOf", ()):
        holds = Draft202012Validator(case["if"]).is_valid(data)
        found.append(case.get("then" if holds else "else", {}))
    kinds = [item for one in found for item in one.get("properties", {}).items()]
    return {n for n, kind in kinds if isinstance(kind, dict) and not kind.get("doNotSuggest")}


@pytest.mark.parametrize("form", SCENARIOS)
def test_a_form_is_offered_its_own_fields(form: str) -> None:
    schema = schema_of("scenario", "en")
    assert offered(schema, {"name": "x", "form": form}) == {*schema["properties"]} - FOREIGN[form]


def test_without_a_form_a_population_is_offered() -> None:
    schema = schema_of("scenario", "en")
    assert offered(schema, {"name": "x"}) == offered(schema, {"form": "population"})


def test_a_step_is_offered_what_it_takes() -> None:
    step = schema_of("scenario", "en")["$defs"]["StoryStep"]
    kinds = {"who", "do", "deliver", "lose", "duplicate", "crash", "settle"}

    assert offered(step, {}) == offered(step, None) == kinds
    assert offered(step, {"deliver": "hold"}) == {"order", "nth", "expect", "reason"}
    assert offered(step, {"settle": True}) == set()
    for name, command in COMMAND_OF.items():
        own = {one.name for one in own_fields(command)}
        assert offered(step, {"do": name}) == {"who", "expect", "reason", *own}, name


def test_a_role_is_offered_its_own_things() -> None:
    cases = schema_of("scenario", "en")["$defs"]["Actor"]["allOf"]
    for role, kinds in KINDS_OF.items():
        may = [
            case["then"]["properties"]["may"]
            for case in cases
            if Draft202012Validator(case["if"]).is_valid({"role": role})
        ]
        assert [list(one["properties"]) for one in may] == [list(kinds)]


# --- what editors are known to do ---------------------------------------------------------------


def conditions(schema: Any) -> Iterator[dict[str, Any]]:
    """Every group of fields within a condition of a schema."""
    for key, one in schema.items() if isinstance(schema, dict) else ():
        if key in ("if", "not") or (key == "anyOf" and isinstance(one[0], dict)):
            yield from _groups(one)
        yield from conditions(one)
    for one in schema if isinstance(schema, list) else ():
        yield from conditions(one)


def _groups(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield from [schema["properties"]] if "properties" in schema else []
        schema = list(schema.values())
    for one in schema if isinstance(schema, list) else ():
        yield from _groups(one)


def test_no_condition_is_suggested_or_asks_for_a_constant_true() -> None:
    """Some versions suggest what an `if` asks for; one does not take `true` for a constant true."""
    fields = [item for one in conditions(schema_of("scenario", "en")) for item in one.items()]

    assert len(fields) > 20
    assert all(kind["doNotSuggest"] for _, kind in fields)
    assert not any(kind.get("const") is True or kind.get("enum") == [True] for _, kind in fields)


def test_no_reference_has_a_neighbour_that_editors_would_drop() -> None:
    """Beside `$ref` an editor takes a description only, so the rest stands around it."""
    schema = schema_of("scenario", "en")
    for part in (schema, *schema["$defs"].values()):
        for kind in part["properties"].values():
            assert "$ref" not in kind or kind.keys() <= {"$ref", "description"}
