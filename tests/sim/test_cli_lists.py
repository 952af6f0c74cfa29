"""The commands `list`, `validate` and `schema`: what there is, and whether a file is right."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from cli_calls import call, told
from small_runs import QUIET_DAY, STORY

from sim.checks.judge import PROMISES
from sim.faults import FAULTS
from sim.library import profile_files, read, scenario_files
from sim.reading import holds_profile
from sim.reading.document import plain
from sim.reading.yaml_text import read_yaml
from sim.rules.assumptions import Assumptions
from sim.rules.messages import FLOWS
from sim.rules.variants import RULE_SETS
from sim.scenario import CLAUSES

FIELDS = {
    "scenarios": {"name", "form", "clauses", "title"},
    "promises": {"name", "kind", "clauses", "title", "scenarios"},
    "assumptions": {"name", "default", "alternatives"},
    "rules": {"name", "title"},
    "faults": {"name", "title", "where", "standing", "promise", "patterns", "same_as"},
    "flows": {"name", "title"},
}
NAMES = {
    "scenarios": list(scenario_files()),
    "promises": [one.name for one in PROMISES],
    "assumptions": list(Assumptions.__struct_fields__),
    "rules": list(RULE_SETS),
    "faults": list(FAULTS),
    "flows": list(FLOWS),
}


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("what", FIELDS)
def test_a_list_has_all_there_is_under_its_own_name(
    capsys: pytest.CaptureFixture[str], what: str
) -> None:
    """One JSON object; each row has the fields of design.md, section 6, and a title."""
    done = call(capsys, "list", what, "--json", "-")
    data = done.json

    assert done.code == 0
    assert data["schema_version"] == 1
    assert [row["name"] for row in data[what]] == NAMES[what]
    for row in data[what]:
        assert set(row) >= FIELDS[what]
        assert row.get("title", "x") != ""


@pytest.mark.parametrize("what", FIELDS)
def test_a_list_is_a_table_for_people(capsys: pytest.CaptureFixture[str], what: str) -> None:
    """On stdout, every name in it, nothing on stderr; in Vietnamese other words, the same names."""
    for lang in ("en", "vi"):
        done = call(capsys, "list", what, "--lang", lang)
        assert done.code == 0
        assert done.err == ""
        assert [name for name in NAMES[what] if name not in done.out] == []
    titles = [
        [row.get("title", row.get("silent")) for row in rows]
        for rows in (
            call(capsys, "list", what, "--lang", lang, "--json", "-").json[what]
            for lang in ("en", "vi")
        )
    ]
    assert titles[0] != titles[1]


def test_an_assumption_is_listed_with_what_rests_on_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Name, default, alternatives, where the document is silent, promises; in JSON too."""
    rows = call(capsys, "list", "assumptions", "--json", "-").json["assumptions"]
    table = " ".join(call(capsys, "list", "assumptions").out.split())

    assert [row["name"] for row in rows if not row["promises"]] == []
    for row in rows:
        rest = {one.name for one in PROMISES if row["name"] in one.assumptions}
        assert set(row["promises"]) == rest
        assert row["default"] in row["alternatives"]
        for name in (row["name"], row["default"], *row["alternatives"], *rest):
            assert name in table


def test_quiet_lists_are_json_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """With --json - the table would go to stderr; --quiet leaves it out."""
    done = call(capsys, "list", "flows", "--json", "-", "--quiet")
    assert done.err == ""
    assert "slip_to_accounting" in call(capsys, "list", "flows", "--json", "-").err

    call(capsys, "list", "flows", "--json", "flows.json")
    assert json.loads(Path("flows.json").read_text(encoding="utf-8")) == done.json


def test_each_scenario_is_listed_as_its_file_says(capsys: pytest.CaptureFixture[str]) -> None:
    """Form, clauses and title; every clause is one of the document's."""
    rows = call(capsys, "list", "scenarios", "--json", "-").json["scenarios"]
    for row in rows:
        scenario = read(scenario_files()[row["name"]])
        assert (row["form"], row["title"]) == (scenario.form, scenario.title.en)
        assert tuple(row["clauses"]) == scenario.clauses
        assert set(row["clauses"]) <= set(CLAUSES)


def test_each_promise_names_scenarios_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    """What reaches a promise can be run."""
    rows = call(capsys, "list", "promises", "--json", "-").json["promises"]

    assert {name for row in rows for name in row["scenarios"]} <= set(scenario_files())
    assert {row["kind"] for row in rows} == {"always", "eventually", "sometimes", "gap"}


# --- validate and schema ------------------------------------------------------------------------


def test_a_valid_file_is_told_as_valid(capsys: pytest.CaptureFixture[str]) -> None:
    """A shipped one by its name, one's own by its path."""
    Path("tale.yaml").write_text(STORY, encoding="utf-8")
    done = call(capsys, "validate", "tale.yaml", "office-day")
    data = call(capsys, "validate", "tale.yaml", "office-day", "--json", "-").json

    assert done.code == 0
    assert told(done.out, "tale.yaml", "office-day")
    assert [(one["name"], one["form"]) for one in data["valid"]] == [
        ("small-story", "story"),
        ("office-day", "population"),
    ]
    assert data["problems"] == []


def test_a_company_profile_is_told_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    """It would pass for a scenario of which nothing but the set-up is given; its mistakes count."""
    Path("ours.yaml").write_text("name: Ours\nassumptions: {over_issue: refuse}\n", "utf-8")
    Path("typo.yaml").write_text("name: Ours\nassumption: {}\nflows: {}\n", "utf-8")
    files = ["ours.yaml", *(path.as_posix() for path in profile_files().values())]
    done = call(capsys, "validate", *files)
    data = call(capsys, "validate", *files, "--json", "-").json

    assert done.out.splitlines() == [f"{file}: valid (company profile)" for file in files]
    assert {one["form"] for one in data["valid"]} == {"profile"}
    assert call(capsys, "validate", "ours.yaml", "--lang", "vi").out == (
        "ours.yaml: hợp lệ (hồ sơ công ty)\n"
    )
    wrong = call(capsys, "validate", "typo.yaml")
    assert (wrong.code, 'did you mean "assumptions"?' in wrong.err) == (64, True)


def test_no_shipped_scenario_is_taken_for_a_profile() -> None:
    assert [name for name, path in scenario_files().items() if holds_profile(path)] == []


def test_a_wrong_file_is_told_in_json_and_in_text(capsys: pytest.CaptureFixture[str]) -> None:
    """The same problems on both; the exit code is that of wrong input."""
    Path("wrong.yaml").write_text("name: x\ndays: -1\n", encoding="utf-8")
    done = call(capsys, "validate", "wrong.yaml", "--json", "-", "--quiet")
    (problem,) = done.json["problems"]

    assert done.code == 64
    assert (problem["file"], problem["line"], problem["column"]) == ("wrong.yaml", 2, 7)
    assert (problem["where"], done.json["valid"]) == ("days", [])
    assert told(done.err, "wrong.yaml:2:7: days: ", problem["message"])


def test_the_schema_is_printed_and_describes_every_shipped_scenario(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One JSON Schema on stdout, with or without --json -."""
    done = call(capsys, "schema")
    schema = done.json

    assert done.code == 0
    assert call(capsys, "schema", "--json", "-").json == schema
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    texts = {path.name: path.read_text(encoding="utf-8") for path in scenario_files().values()}
    for name, text in (*texts.items(), ("quiet", QUIET_DAY), ("story", STORY)):
        data = plain(read_yaml(text, name).root)
        assert [error.message for error in validator.iter_errors(data)] == [], name
    assert list(validator.iter_errors({"name": "x", "dys": 3})) != []
