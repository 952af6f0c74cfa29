"""Promises about the revoke that are easily blind: each is shown what it must not overlook."""

from __future__ import annotations

import pytest

from sim.checks.judge import PROMISES, Judge
from sim.exploring import explore_world
from sim.library import plan_of, scenario_files
from sim.result import Explored

(HELD,) = (promise for promise in PROMISES if promise.name == "nobody-is-held")


def judged_alone(rules: str) -> Explored:
    """A world in which a revoke can be given up, judged by nothing but the promise on holds."""
    plan = plan_of(scenario_files()["revoke-before-arrival"], seed=0, rules=rules)
    return explore_world(plan, plan.scenario.settings[0], Judge(plan.assumptions, (HELD,)))


@pytest.mark.parametrize("rules", ["early-release-forgotten", "attempt-ignored"])
def test_a_revoke_that_was_given_up_must_not_leave_its_hold(rules):
    """Nobody refused, Sales stopped waiting: that is a decision too, and the hold must go."""
    (failure,) = judged_alone(rules).failures

    assert failure.promise == "nobody-is-held"
    assert "GiveUpRevoke" in {type(step.said).__name__ for _, step in failure.story}


def test_a_hold_that_goes_in_the_end_is_no_fault():
    """Attempts are asked, refused, given up and committed in every order: each hold goes."""
    found = judged_alone("reference")

    assert (found.complete, found.failures) == (True, ())
