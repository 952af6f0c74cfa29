"""What a build server reads, read back with somebody else's parser."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from broken_runs import broken
from junitparser import Error, JUnitXml
from junitparser import Failure as Broken

from reports.ci import error_lines, github_summary, junit
from reports.summary import Place
from sim.campaign import run_plan
from sim.library import plan_of, scenario_files
from sim.result import Result

PLACE = Place("out/revoke-rush/t-1")
FILES = {name: path.as_posix() for name, path in scenario_files().items()}


def cases(*results: Result) -> dict[str, object]:
    """Return the cases of some runs by class and name, as the parser reads them."""
    xml = JUnitXml.fromstring(junit([(one, PLACE) for one in results], lang="en"))
    return {f"{case.classname}/{case.name}": case for suite in xml for case in suite}


@cache
def clean() -> Result:
    return run_plan(plan_of(scenario_files()["revoke-clean"], seed=1))


def test_a_suite_is_a_scenario_and_a_case_a_promise() -> None:
    """Counts as a build server shows them; a gap is no case."""
    rush, calm = broken("revoke-rush", "look-then-delete"), clean()
    xml = JUnitXml.fromstring(junit([(rush, PLACE), (calm, PLACE)], lang="en"))
    suites = {suite.name: suite for suite in xml}
    assert set(suites) == {"revoke-rush", "revoke-clean"}
    judged = [one for one in rush.promises if one.kind != "gap"]
    assert rush.missing  # what it needs and did not see is a case of its own
    assert suites["revoke-rush"].tests == len(judged) + 1
    assert suites["revoke-rush"].failures == len(rush.failures)
    assert xml.tests == suites["revoke-rush"].tests + suites["revoke-clean"].tests
    assert suites["revoke-clean"].failures == suites["revoke-clean"].errors == 0


def test_a_failure_holds_its_story_and_the_command_that_replays_it() -> None:
    """The text is the story, numbered; system-out the command."""
    rush = broken("revoke-rush", "look-then-delete")
    case = cases(rush)["revoke-rush/no-revoke-over-a-slip (seed 1)"]
    (failure,) = case.result  # type: ignore[attr-defined]
    assert isinstance(failure, Broken)
    assert failure.message == "A revoke never succeeds while Warehouse has a slip of the order."
    assert re.match(r"1\. .*salesperson", failure.text.strip())
    assert case.system_out == (  # type: ignore[attr-defined]
        "python run_sim.py replay out/revoke-rush/t-1/story-no-revoke-over-a-slip.json"
    )


def test_what_was_not_seen_is_an_error() -> None:
    """UNKNOWN must not look like passed."""
    unknown = clean()._replace(verdict="unknown", missing=("revoke-succeeded",))
    case = cases(unknown)["revoke-clean/run (seed 1)"]
    (error,) = case.result  # type: ignore[attr-defined]
    assert isinstance(error, Error)
    assert "revoke-succeeded" in error.text


def test_a_crash_is_an_error_with_its_traceback() -> None:
    """Whatever the crash says, the file can be read: XML holds no control characters."""
    crashed = clean()._replace(verdict="fail", crash="Traceback\n\x00\x1b[31m ]]> <boom>")
    (error,) = cases(crashed)["revoke-clean/run (seed 1)"].result  # type: ignore[attr-defined]
    assert "<boom>" in error.text
    assert "]]>" in error.text


def test_the_same_runs_are_the_same_bytes() -> None:
    """No time of day, no host."""
    runs = [(clean(), PLACE)]
    assert junit(runs, lang="en") == junit(runs, lang="en")
    assert b"timestamp" not in junit(runs, lang="en")


def test_an_annotation_stands_at_the_scenario() -> None:
    """GitHub's syntax: one line, its line breaks and marks escaped; the line says what it needs."""
    rush = broken("revoke-rush", "look-then-delete")
    lines = error_lines([(rush, PLACE)], FILES, lang="en")
    assert len(lines) == len(rush.failures)
    found = re.fullmatch(r"::error file=(.+),line=(\d+),title=([\w-]+)::(.+)", lines[0])
    assert found is not None
    assert "\n" not in lines[0]
    assert "%0A" in found[4]
    text = Path(FILES["revoke-rush"]).read_text(encoding="utf-8").splitlines()
    assert text[int(found[2]) - 1].startswith("needs:")


def test_the_summary_is_a_table_and_each_failure() -> None:
    """Markdown: a row a run; what a name contains is no markup."""
    rush = broken("revoke-rush", "look-then-delete")._replace(scenario="a|b<script>")
    text = github_summary([(rush, PLACE), (clean(), PLACE)], verdict="fail", lang="en")
    assert "a\\|b&lt;script>" in text
    assert "<script" not in text
    assert text.count("<details>") == len(rush.failures)
    assert "| revoke-clean | 1 | Pass |  |" in text
