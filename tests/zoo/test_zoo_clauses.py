"""The power of the harness: each rule number has a promise, a scenario, and a bug it catches."""

from __future__ import annotations

import json
from functools import cache

import pytest

from sim.campaign import run_plan
from sim.checks.judge import PROMISES, Judge
from sim.explore.worlds import setting_name
from sim.exploring import explore_world
from sim.library import ROOT, plan_of, read, scenario_files
from sim.result import Result
from sim.rules.assumptions import Assumptions
from sim.rules.variants import BUGS
from sim.rules.world import reference
from sim.run import Plan
from sim.scenario import CLAUSES

APPS = ("sales", "warehouse", "accounting", "workflow")
ONLY_WALKED = {  # it takes what no story has, as a crash between commit and send: world, setting
    "request-lost-in-crash": ("double-push", "1 crash"),
    "push-lost-in-crash": ("double-push", "1 crash"),
    "not-asked-again": ("revoke-before-arrival", "1 loss"),
}
TWO_APPS = {"both-have-it"}  # it takes both apps to overlook the same slip
STORIES = {
    name: read(path).clauses
    for name, path in scenario_files().items()
    if read(path).form == "story"
}
CLAUSES_OF = {promise.name: promise.clauses for promise in PROMISES}
JUDGING = [promise for promise in PROMISES if promise.kind in ("always", "eventually")]


@cache
def plan(story: str) -> Plan:
    return plan_of(scenario_files()[story], seed=1)


def told(story: str, rules: str) -> Result:
    return run_plan(plan(story)._replace(rules=rules))


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
def test_each_clause_has_a_planted_bug(clause):
    """Without one nobody knows whether the clause's promises can fail at all."""
    assert [one.name for one in BUGS.values() if one.clause == clause]


@pytest.mark.parametrize("bug", sorted({*BUGS} - {*ONLY_WALKED}))
def test_a_promise_of_its_own_clause_catches_the_bug_in_some_story(bug):
    """The promise can fail for the reason it exists: some exact story shows the bug to it."""
    clause = BUGS[bug].clause
    for story in sorted(STORIES, key=lambda name: clause not in STORIES[name]):  # nearest first
        if any(clause in CLAUSES_OF[one.promise] for one in told(story, bug).failures):
            return
    pytest.fail(f"{bug} escaped the promises of {clause}")


@pytest.mark.parametrize("bug", ONLY_WALKED)
def test_a_promise_of_its_own_clause_catches_the_bug_in_a_world(bug):
    """Some faults only the explorer has; its walk through a small world shows the bug."""
    world, wanted = ONLY_WALKED[bug]
    walked = plan(world)._replace(rules=bug)
    (setting,) = (one for one in walked.scenario.settings if setting_name(one) == wanted)
    found = explore_world(walked, setting, Judge(walked.assumptions, walked.promises))

    assert any(BUGS[bug].clause in one.clauses for one in found.failures)


@pytest.mark.parametrize("story", STORIES)
def test_no_story_blames_the_reference(story):
    """The same stories under the reference rules break nothing: no false alarm."""
    result = told(story, "reference")
    assert [failure.promise for failure in result.failures] == []
    assert result.verdict == "pass"


def test_a_bug_is_a_rule_changed_in_one_app():
    """Each planted bug replaces one decider of the reference, or two where it takes two."""
    sound = reference()
    for bug in BUGS.values():
        rules = bug.rules(Assumptions())
        changed = [
            name for name in APPS if type(getattr(rules, name)) is not type(getattr(sound, name))
        ]
        assert sorted(changed) == sorted(kind.name for kind in bug.kinds)
        assert len(changed) == 1 + (bug.name in TWO_APPS)
