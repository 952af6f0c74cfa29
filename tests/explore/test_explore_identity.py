"""When two states are the same: published orbits, and every answer as without the reduction."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_worlds import Protocol, two_phase_commit
from test_explore_worlds import COUNTS, ENDLESS

from sim.checks.judge import Judge
from sim.explore.model import Exploration, Model
from sim.explore.search import explore
from sim.explore.worlds import model_of, setting_name
from sim.library import plan_of, scenario_files
from sim.opening import opening_of
from sim.rules.variants import rule_set

QUICK, SMALL = 250, 1_100  # states: walked on each change, walked in CI
BROKEN = ("look-then-delete", "late-delete-kills-next", "older-news-applied")
GATES = [
    pytest.param(*key, rules, id="-".join((*key, rules)), marks=[pytest.mark.slow] * (n > QUICK))
    for key, n in ((key, counts.states) for key, counts in COUNTS.items())
    if n <= SMALL and key[0] not in ENDLESS
    for rules in ("reference", *BROKEN)
]


def swapped(n: int) -> Model[Protocol, str]:
    """Two-phase commit in which the managers are interchangeable."""

    def identity(state: Protocol) -> object:
        each, leader, heard, sent = state
        managers = sorted((each[i], heard >> i & 1, sent >> i & 1) for i in range(n))
        return (tuple(managers), leader)

    return replace(two_phase_commit(n), identity=identity)  # type: ignore[arg-type]


@pytest.mark.parametrize(("n", "classes"), [(3, 80), (5, 314)])
def test_interchangeable_managers_make_the_true_number_of_classes(n: int, classes: int) -> None:
    """80 and 314 orbits, as computed for TLA+'s protocol; a library that says 665 does not merge
    all of them."""
    found = explore(swapped(n), max_states=None)

    assert found.states == classes
    assert found.depth == 3 * n + 2
    assert found.complete


def walked(world: str, setting: str, rules: str, *, canonical: bool) -> Exploration[object, object]:
    plan = plan_of(scenario_files()[world], seed=0, rules=rules)
    chosen = next(one for one in plan.scenario.settings if setting_name(one) == setting)
    set_to = rule_set(rules, plan.assumptions)
    opening = tuple(opening_of(plan.scenario))
    judge = Judge(plan.assumptions)
    model = model_of(plan.scenario, chosen, set_to, judge, opening, canonical=canonical)
    return explore(model, max_states=None)  # type: ignore[arg-type]


def answers(found: Exploration[object, object]) -> tuple[object, ...]:
    """What a reduction may not change: verdicts, lengths of shortest stories, goals, depth."""
    broken = {name: (len(one.story), bool(one.loop)) for name, one in found.findings.items()}
    return broken, set(found.seen), found.depth, found.complete


@pytest.mark.parametrize(("world", "setting", "rules"), GATES)
def test_canonical_states_keep_every_answer(world: str, setting: str, rules: str) -> None:
    """With and without: the same promises broken by stories as short, the same goals seen.

    Not where people go on without end: attempts are numbered on for ever, so that without canonical
    states the walk has none.
    """
    plain = walked(world, setting, rules, canonical=False)
    canonical = walked(world, setting, rules, canonical=True)

    assert answers(canonical) == answers(plain)
    assert canonical.states <= plain.states


def test_interchangeable_clerks_halve_their_world() -> None:
    """Two clerks with the same budget: nearly every state has a mirror image."""
    plain = walked("two-clerks", "reorder", "reference", canonical=False)
    canonical = walked("two-clerks", "reorder", "reference", canonical=True)

    assert plain.states == 2_027
    assert canonical.states == 1_043
