"""The JSON Schema: valid, complete, up to date, and never stricter than the reader."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from reading_samples import SCENARIOS, STORY, WORLD
from ruamel.yaml import YAML

from sim.commands.schema import schema_of
from sim.reading import COMMAND_OF, json_schema, write_schema
from sim.reading.document import plain
from sim.reading.field_words import WORDS_OF
from sim.reading.yaml_text import read_yaml
from sim.rules.offers import KINDS
from sim.scenario import CLAUSES

SHIPPED = Path(__file__).parents[2] / "scenarios"


def complaints(text: str) -> list[str]:
    data = plain(read_yaml(text, "x.yaml").root)
    return [error.message for error in Draft202012Validator(json_schema()).iter_errors(data)]


def test_the_schema_is_a_schema() -> None:
    """Of the draft that it names."""
    Draft202012Validator.check_schema(json_schema())
    assert json_schema()["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


@pytest.mark.parametrize(
    ("what", "file"), [("scenario", "schema.json"), ("profile", "profile-schema.json")]
)
def test_the_shipped_schemas_are_up_to_date(what: str, file: str, tmp_path: Path) -> None:
    """If not: python run_sim.py schema WHAT --lang en --json scenarios/FILE writes one anew."""
    write_schema(tmp_path / file, schema_of(what, "en"))

    written = (tmp_path / file).read_text(encoding="utf-8")
    assert json.loads(written) == schema_of(what, "en")
    anew = f"python run_sim.py schema {what} --lang en --json scenarios/{file}"
    assert (SHIPPED / file).read_text(encoding="utf-8") == written, anew


@pytest.mark.parametrize("form", SCENARIOS)
def test_valid_scenarios_fit_the_schema(form: str) -> None:
    """An editor marks nothing in a file that can be read."""
    assert complaints(SCENARIOS[form]) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("name: x\ndays: 0", "0 is less than the minimum of 1"),
        ("name: x\ndais: 1", "Additional properties are not allowed ('dais' was unexpected)"),
        ("name: x\nnetwork: {loss: 5%}", "'5%' does not match"),
        ("name: x\nnetwork: {retry_after: 5m}", "'5m' does not match"),
        ("name: x\nhours: {opens: 24:00}", "'24:00' does not match"),
        ("name: x\nclauses: [R9]", "'R9' is not one of"),
        (STORY.replace("do: push", "do: p").replace("save_slip", "save"), "'save' is not one of"),
        (STORY.replace("type: sale", "type: sales"), "'sales' is not one of"),
        (STORY.replace("order_requested", "order"), "'order' is not one of"),
        (WORLD.replace("issue_all", "issue"), "'issue' is not one of"),
        ("name: x\ntrace:", "None is not of type 'object'"),
        ("days: 1", "'name' is a required property"),
    ],
)
def test_an_editor_marks_what_is_wrong(text: str, complaint: str) -> None:
    """The usual mistakes are seen while they are typed."""
    assert any(one.startswith(complaint) for one in complaints(text))


def test_every_field_has_one_sentence() -> None:
    """And there is no sentence without a field."""
    schema = json_schema()
    parts = {"Scenario": schema, **schema["$defs"]}
    fields = [(n, f, field) for n, part in parts.items() for f, field in part["properties"].items()]

    assert all(field["description"].endswith((".", "?")) for _, _, field in fields)
    used = {field["description"] for _, _, field in fields}
    assert used == set(WORDS_OF.values())
    assert all(part["description"] for part in parts.values())


def test_an_editor_can_complete_names() -> None:
    """Commands, kinds of offers, clauses; and values that show how they are written."""
    schema = json_schema()
    step = schema["$defs"]["StoryStep"]["properties"]

    assert step["do"]["enum"] == [*COMMAND_OF, ""]
    assert step["kind"]["enum"] == ["slip", "voucher", "invoice", "receipt", "item", "customer"]
    may = schema["$defs"]["Actor"]["properties"]["may"]
    assert may["propertyNames"] == {"enum": list(KINDS)}
    assert schema["properties"]["clauses"]["items"]["enum"] == list(CLAUSES)
    hours = schema["$defs"]["Hours"]["properties"]
    assert hours["closes"]["default"] == "17:30"
    assert hours["closes"]["examples"] == ["08:00", "17:30"]
    assert schema["$defs"]["Network"]["properties"]["retry_after"]["default"] == "2min"
    assert schema["$defs"]["Clerks"]["properties"]["issue_part"]["default"] == "1/3"


def test_every_default_fits_its_own_field() -> None:
    """A default is shown as a file would write it."""
    schema = json_schema()
    for part in (schema, *schema["$defs"].values()):
        for field in part["properties"].values():
            if "default" in field:
                Draft202012Validator({"$defs": schema["$defs"], **field}).validate(field["default"])


def test_the_first_line_that_editors_look_for_is_a_comment() -> None:
    """It names the schema and changes nothing."""
    line = "# yaml-language-server: $schema=schema.json\n"

    assert complaints(line + WORLD) == []
    assert YAML(typ="safe", pure=True).load(line + WORLD)["form"] == "world"
