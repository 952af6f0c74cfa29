"""The power of the harness: each rule number has a promise, a scenario, and a bug it catches."""

from __future__ import annotations

import json
from functools import cache

import pytest

from sim.campaign import run_plan
from sim.checks.judge import PROMISES
from sim.library import ROOT, plan_of, read, scenario_files
from sim.result import Result
from sim.rules.variants import BUGS
from sim.scenario import CLAUSES

STORIES = [name for name, path in scenario_files().items() if read(path).form == "story"]
CLAUSES_OF = {promise.name: promise.clauses for promise in PROMISES}
JUDGING = [promise for promise in PROMISES if promise.kind in ("always", "eventually")]


@cache
def told(story: str, rules: str) -> Result:
    return run_plan(plan_of(scenario_files()[story], seed=1, rules=rules))


def test_there_are_thirty_three_rule_numbers():
    """domain.md section 7 numbers 14 rules of part 1.1, 7 of 1.2, 10 of 1.3, and two derived."""
    assert len(CLAUSES) == 33
    assert len(set(CLAUSES)) == 33


@pytest.mark.parametrize("clause", CLAUSES)
def test_each_clause_has_a_promise_that_a_shipped_scenario_reaches(clause):
    """A rule number without a promise, or with one that no scenario reaches, is a hole."""
    reach = json.loads((ROOT / "reach.json").read_text(encoding="utf-8"))
    of_clause = [promise.name for promise in JUDGING if clause in promise.clauses]
    assert of_clause
    reached = [name for name in of_clause if reach[name]]
    assert reached, f"{clause}: no shipped scenario reaches {of_clause}"
    claiming = [name for name, path in scenario_files().items() if clause in read(path).clauses]
    assert any(name in reach[promise] for promise in reached for name in claiming)


@pytest.mark.parametrize("clause", CLAUSES)
def test_each_clause_has_a_planted_bug_that_its_own_promise_catches(clause):
    """The promise can fail for the reason it exists: some story shows the bug to it."""
    bugs = [bug for bug in BUGS.values() if bug.clause == clause]
    assert bugs, f"{clause}: no planted bug"
    for bug in bugs:
        caught = {
            failure.promise
            for story in STORIES
            for failure in told(story, bug.name).failures
            if clause in CLAUSES_OF[failure.promise]
        }
        assert caught, f"{bug.name} escaped the promises of {clause}"


@pytest.mark.parametrize("story", STORIES)
def test_no_story_blames_the_reference(story):
    """The same stories under the reference rules break nothing: no false alarm."""
    result = told(story, "reference")
    assert [failure.promise for failure in result.failures] == []
    assert result.verdict == "pass"


def test_a_bug_is_one_app_with_a_changed_rule():
    """Each planted bug replaces one decider of the reference and leaves the others alone."""
    from sim.rules.assumptions import Assumptions  # noqa: PLC0415
    from sim.rules.world import reference  # noqa: PLC0415

    sound = reference()
    for bug in BUGS.values():
        rules = bug.rules(Assumptions())
        other = [
            field
            for field in ("sales", "warehouse", "accounting", "workflow")
            if type(getattr(rules, field)) is not type(getattr(sound, field))
        ]
        assert other == [bug.kind.name]
