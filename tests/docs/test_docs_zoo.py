"""The zoo's pages say what the zoo does: every bug, who catches it where, what it stands for."""

from __future__ import annotations

import pytest
from doc_tables import between
from zoo_tables import ENGLISH, VIETNAMESE, bugs, caught_on, items

from sim.campaign import run_plan
from sim.checks.judge import Judge
from sim.exploring import explore_world
from sim.library import plan_of, scenario_files
from sim.result import Failure
from sim.rules.variants import BUGS, ZOO
from sim.zoo import MOST_STATES

CAUGHT = caught_on(ENGLISH)


def test_each_planted_bug_has_its_row_in_both_languages():
    """In the words of the code; `python tests/docs/zoo_tables.py` writes the tables."""
    assert tuple(CAUGHT) == ZOO
    for page, vi, name in ((ENGLISH, False, "bugs"), (VIETNAMESE, True, "bugs-vi")):
        assert between(name, page.read_text(encoding="utf-8"))[2] == bugs(CAUGHT, vi=vi)


def test_what_the_bugs_stand_for_is_that_of_the_code():
    """The catalogue with the bugs that show each item, in both languages."""
    for page, vi, name in ((ENGLISH, False, "items"), (VIETNAMESE, True, "items-vi")):
        assert between(name, page.read_text(encoding="utf-8"))[2] == items(vi=vi)


@pytest.mark.parametrize("bug", ZOO)
def test_the_scenario_of_a_row_shows_the_bug_to_that_promise(bug):
    """What the row says happens, and the promise is one of the bug's own rule."""
    promise, scenario = CAUGHT[bug]
    broken = {one.promise: one.clauses for one in failures(scenario, bug)}

    assert promise in broken
    assert BUGS[bug].clause in broken[promise]


def failures(scenario: str, bug: str) -> list[Failure]:
    plan = plan_of(scenario_files()[scenario], seed=1, rules=bug)
    if plan.scenario.form != "world":
        return list(run_plan(plan).failures)
    judge = Judge(plan.assumptions, plan.promises)
    return [
        failure
        for setting in plan.scenario.settings
        for failure in explore_world(plan, setting, judge, max_states=MOST_STATES).failures
    ]
