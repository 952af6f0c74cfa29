"""What a sample says it has covered, and what a swarm leaves out."""

from __future__ import annotations

from collections import Counter

import pytest

from sim.explore.choices import Replayed, Seeded
from sim.explore.coverage import Coverage, News
from sim.explore.swarm import SHARES, switched_off

GROUPS = (("lan", "minh", "hoa"), ("request", "revoke"))
FAULTS = ("crash",)


def books(*walks: str) -> Coverage[str, str]:
    """Walks of steps like "a1": event a of subject 1; the state after a step bears its name."""
    coverage: Coverage[str, str] = Coverage(
        lambda state: [(state,)] if state else [],
        lambda step: None if step == "--" else (step[1], step[0]),
    )
    for walk in walks:
        coverage.begin("")
        for step in walk.split():
            coverage.took(step, step)
    return coverage


# --- coverage -----------------------------------------------------------------------------------


def test_a_race_is_covered_once_either_event_came_first() -> None:
    """In one walk or in two; what came in one order only is listed in that order."""
    found = books("a1 b1 c1", "b1 a1")

    assert found.both_ways() == [("a", "b")]
    assert found.one_way() == [("a", "c"), ("b", "c")]


def test_events_of_different_subjects_or_walks_do_not_meet() -> None:
    """Two orders do not race, nor do two stories; a fault takes no part."""
    assert books("a1 b2", "a1", "b1", "-- a1").pairs == {}


def test_an_event_that_comes_twice_meets_what_lies_between_both_ways() -> None:
    """A revoke before and a revoke after the slip: both orders in one walk."""
    assert books("a1 b1 a1").both_ways() == [("a", "b")]


def test_marks_and_pairs_are_known_by_the_walk_that_saw_them_first() -> None:
    """The start of a walk bears marks too."""
    found = books("a1", "a1 b1", "a1 b1")
    found.begin("start")

    assert found.marks == {("a1",): 1, ("b1",): 2, ("start",): 4}
    assert found.pairs == {("a", "b"): 2}


def test_the_curve_tells_what_was_new_in_stretches_that_double() -> None:
    """Up to walk 1, 2, 4 and the last; the sums are all that was seen."""
    found = books("a1", "b1", "a1 b1", "a1", "b1 a1 c1")

    assert found.curve() == [News(1, 1, 0), News(2, 1, 0), News(4, 0, 1), News(5, 1, 3)]
    assert books().curve() == []


# --- swarm --------------------------------------------------------------------------------------


def off(seed: int) -> frozenset[str]:
    return switched_off(Seeded(seed), GROUPS, FAULTS)


def test_the_dullest_draw_switches_nothing_off() -> None:
    """Leaving choices out makes a walk fuller, not emptier."""
    assert switched_off(Replayed({}), GROUPS, FAULTS) == frozenset()


def test_of_each_group_one_stays_on_whatever_is_drawn() -> None:
    """Somebody is there and may do something; what may go wrong may all be off."""
    seen = Counter(len(off(seed) & set(group)) for seed in range(600) for group in GROUPS)

    assert seen[1] > 0
    assert all(set(group) - off(seed) for seed in range(600) for group in GROUPS)
    assert any("crash" in off(seed) for seed in range(600))


def test_every_feature_is_off_in_some_walks_and_on_in_most_others() -> None:
    """Over all shares a feature is off in half of the walks, less what has to stay."""
    counts = Counter(name for seed in range(2_000) for name in off(seed))

    assert set(counts) == {"lan", "minh", "hoa", "request", "revoke", "crash"}
    assert all(600 < counts[name] < 1_150 for name in counts)


def test_the_share_is_drawn_first_so_that_walks_differ_much() -> None:
    """With a coin for each of six features four are off in a quarter of the walks, never more."""
    sizes = Counter(len(off(seed)) for seed in range(2_000))

    assert sizes[0] > 2_000 / 64 * 4
    assert sizes[4] > 2_000 / 64 * 4


@pytest.mark.parametrize("name", ["lan", "request", "crash"])
def test_one_draw_more_moves_no_other_feature(name: str) -> None:
    """Each has a stream of its own: a feature that is added leaves the others as they were."""
    for seed in range(100):
        without = switched_off(Seeded(seed), GROUPS, ())
        assert off(seed) - {"crash"} == without
        if name in off(seed):
            assert Seeded(seed).pick(SHARES, ("swarm", "share")) > 0
