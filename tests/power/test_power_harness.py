"""The judge of mutants: cheap grounds first, clean for the reference, it sees what is wrong."""

from __future__ import annotations

import harness
import pytest
from harness import GROUNDS, PLANS, Ground, wrong

STORY = Ground("story", "slip-during-revoke")
POPULATION = Ground("population", "office-day")
WORLD = Ground("world", "double-push", 1)


def with_rules(monkeypatch: pytest.MonkeyPatch, ground: Ground, rules: str) -> str:
    plan = PLANS[ground.name]._replace(rules=rules)
    monkeypatch.setitem(PLANS, ground.name, plan)
    return wrong(ground)


def test_the_grounds_are_all_stories_then_days_then_each_world():
    """Nothing that the library ships for a day or less is left out; the cheap come first."""
    forms = [one.form for one in GROUNDS.values()]
    assert forms == sorted(forms, key=("story", "population", "world").index)
    left_out = {*PLANS} - {one.name for one in GROUNDS.values()}
    assert left_out == {name for name, plan in PLANS.items() if plan.scenario.days > 1}
    assert {STORY, POPULATION, WORLD} <= {*GROUNDS.values()}


@pytest.mark.parametrize("ground", [STORY, POPULATION, WORLD])
def test_the_reference_passes(ground):
    """A judge that blames right rules would kill everything."""
    assert wrong(ground) == ""


@pytest.mark.parametrize(
    ("ground", "rules", "promise"),
    [
        (STORY, "look-then-delete", "no-revoke-over-a-slip"),
        (POPULATION, "automatic-waits", "automatic-pushes-on-save"),
        (WORLD, "manual-pushes", "manual-save-waits"),
    ],
)
def test_wrong_rules_do_not_pass(monkeypatch, ground, rules, promise):
    """What breaks is named, in a story, among people and in a world."""
    assert promise in with_rules(monkeypatch, ground, rules)


def test_a_case_that_is_needed_and_not_seen_does_not_pass(monkeypatch):
    """A world in which nothing interesting happens any more proves nothing."""
    scenario = PLANS[WORLD.name].scenario.model_copy(update={"needs": ("revoke-succeeded",)})
    monkeypatch.setitem(PLANS, WORLD.name, PLANS[WORLD.name]._replace(scenario=scenario))
    assert "revoke-succeeded" in wrong(WORLD)


def test_a_world_that_does_not_end_is_cut_and_does_not_pass(monkeypatch):
    """Rules that go on for ever are stopped by a count of states, and that is no PASS."""
    monkeypatch.setattr(harness, "MOST_STATES", 50)
    assert "unknown" in wrong(WORLD)
