"""The bounded worlds: exact counts, complete and clean for the reference, broken for the naive."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from sim.checks.judge import Judge
from sim.explore.worlds import setting_name
from sim.exploring import explore_world
from sim.library import plan_of, read, scenario_files
from sim.result import Explored
from sim.scenario import ANY

WORLDS = [name for name, path in scenario_files().items() if read(path).form == "world"]
ENDLESS = {  # where somebody may do a thing as often as they like
    name
    for name in WORLDS
    for person in read(scenario_files()[name]).cast.values()
    if ANY in person.may.values()
}


class Counts(NamedTuple):
    states: int
    transitions: int
    depth: int


# What the explorer counts. No published answer exists for these worlds, so the numbers guard
# against unseen changes of the rules; the explorer itself is held to published answers elsewhere.
COUNTS = {
    ("double-push", "reorder"): Counts(61, 135, 14),
    ("double-push", "1 duplicate"): Counts(304, 888, 16),
    ("double-push", "1 loss"): Counts(207, 595, 16),
    ("double-push", "1 crash"): Counts(284, 980, 15),
    ("double-push", "1 outage"): Counts(187, 505, 14),
    ("flows-switched", "reorder"): Counts(462, 1_469, 19),
    ("flows-switched", "1 duplicate"): Counts(4_094, 16_206, 21),
    ("flows-switched", "1 loss"): Counts(1_651, 6_303, 21),
    ("flows-switched", "1 crash"): Counts(3_985, 16_995, 21),
    ("flows-switched", "1 outage"): Counts(1_049, 3_635, 21),
    ("late-news", "reorder"): Counts(1_601, 4_630, 20),
    ("late-news", "1 duplicate"): Counts(20_670, 75_839, 23),
    ("late-news", "1 loss"): Counts(9_616, 34_255, 23),
    ("late-news", "1 crash"): Counts(19_788, 78_182, 23),
    ("late-news", "1 outage"): Counts(5_744, 20_557, 22),
    ("link-switched-off", "reorder"): Counts(996, 3_037, 18),
    ("link-switched-off", "1 duplicate"): Counts(11_605, 44_939, 21),
    ("link-switched-off", "1 loss"): Counts(5_082, 18_925, 21),
    ("link-switched-off", "1 crash"): Counts(11_417, 47_978, 21),
    ("link-switched-off", "1 outage"): Counts(3_082, 11_129, 20),
    ("mode-switched", "reorder"): Counts(446, 1_236, 14),
    ("mode-switched", "1 duplicate"): Counts(2_842, 10_344, 15),
    ("mode-switched", "1 loss"): Counts(1_876, 6_667, 16),
    ("mode-switched", "1 crash"): Counts(2_841, 11_663, 15),
    ("mode-switched", "1 outage"): Counts(1_548, 5_275, 16),
    ("push-of-deleted-slip", "reorder"): Counts(371, 967, 18),
    ("push-of-deleted-slip", "1 duplicate"): Counts(4_601, 15_645, 21),
    ("push-of-deleted-slip", "1 loss"): Counts(2_087, 6_794, 21),
    ("push-of-deleted-slip", "1 crash"): Counts(4_452, 16_245, 21),
    ("push-of-deleted-slip", "1 outage"): Counts(1_163, 3_672, 20),
    ("revoke-against-record", "reorder"): Counts(1_519, 4_210, 20),
    ("revoke-against-record", "1 duplicate"): Counts(20_906, 74_152, 23),
    ("revoke-against-record", "1 loss"): Counts(7_591, 26_754, 23),
    ("revoke-against-record", "1 crash"): Counts(20_281, 77_453, 23),
    ("revoke-against-record", "1 outage"): Counts(5_175, 17_620, 22),
    ("revoke-against-slip", "reorder"): Counts(2_019, 6_589, 26),
    ("revoke-against-slip", "1 duplicate"): Counts(31_387, 126_286, 29),
    ("revoke-against-slip", "1 loss"): Counts(11_602, 45_203, 28),
    ("revoke-against-slip", "1 crash"): Counts(31_285, 133_665, 29),
    ("revoke-against-slip", "1 outage"): Counts(6_388, 24_298, 28),
    ("revoke-against-voucher", "reorder"): Counts(731, 2_277, 26),
    ("revoke-against-voucher", "1 duplicate"): Counts(9_882, 37_217, 29),
    ("revoke-against-voucher", "1 loss"): Counts(3_333, 12_040, 29),
    ("revoke-against-voucher", "1 crash"): Counts(10_490, 42_316, 29),
    ("revoke-against-voucher", "1 outage"): Counts(1_805, 6_160, 28),
    ("revoke-before-arrival", "reorder"): Counts(919, 2_731, 18),
    ("revoke-before-arrival", "1 duplicate"): Counts(9_568, 36_506, 20),
    ("revoke-before-arrival", "1 loss"): Counts(4_185, 15_339, 19),
    ("revoke-before-arrival", "1 crash"): Counts(10_266, 43_350, 19),
    ("revoke-before-arrival", "1 outage"): Counts(2_490, 8_323, 20),
    ("revoke-request-again", "reorder"): Counts(844, 2_261, 24),
    ("revoke-request-again", "1 duplicate"): Counts(13_378, 46_046, 26),
    ("revoke-request-again", "1 loss"): Counts(3_717, 12_309, 26),
    ("revoke-request-again", "1 crash"): Counts(13_193, 48_363, 26),
    ("revoke-request-again", "1 outage"): Counts(2_437, 7_637, 26),
    ("revoke-without-end", "reorder"): Counts(864, 2_818, 28),
    ("revoke-without-end", "1 duplicate"): Counts(16_307, 64_220, 37),
    ("revoke-without-end", "1 loss"): Counts(3_688, 13_581, 33),
    ("revoke-without-end", "1 crash"): Counts(16_443, 68_043, 37),
    ("revoke-without-end", "1 outage"): Counts(1_849, 6_170, 30),
    ("two-clerks", "reorder"): Counts(1_043, 3_473, 18),
    ("two-clerks", "1 duplicate"): Counts(8_392, 34_603, 20),
    ("two-clerks", "1 loss"): Counts(4_979, 20_191, 20),
    ("two-clerks", "1 crash"): Counts(8_969, 43_256, 19),
    ("two-clerks", "1 outage"): Counts(3_911, 15_765, 20),
    ("two-orders-alike", "reorder"): Counts(1_001, 3_562, 23),
    ("two-orders-alike", "1 duplicate"): Counts(14_635, 63_254, 25),
    ("two-orders-alike", "1 loss"): Counts(5_590, 23_936, 25),
    ("two-orders-alike", "1 crash"): Counts(17_155, 84_778, 25),
    ("two-orders-alike", "1 outage"): Counts(2_662, 10_415, 25),
}
COUNTS |= {
    ("double-push", "1 duplicate, 1 loss, 1 crash, 1 outage"): Counts(18_260, 103_552, 19),
    ("switches-in-sales", "reorder"): Counts(624, 2_314, 17),
    ("switches-in-warehouse", "reorder"): Counts(57, 133, 11),
}
LARGE = 5_000  # states; larger walks take seconds and run in CI


def walk(world: str, setting: str, rules: str = "reference") -> Explored:
    plan = plan_of(scenario_files()[world], seed=0, rules=rules)
    chosen = [one for one in plan.scenario.settings if setting_name(one) == setting]
    return explore_world(plan, chosen[0], Judge(plan.assumptions))


def cases() -> list[object]:
    return [
        pytest.param(*key, id="-".join(key), marks=[pytest.mark.slow] * (counts.states > LARGE))
        for key, counts in COUNTS.items()
    ]


def test_each_world_is_counted_under_each_of_its_settings():
    """Fourteen worlds under five budgets, one of all at once, two of assumptions: none left out."""
    settings = {
        (name, setting_name(one))
        for name in WORLDS
        for one in read(scenario_files()[name]).settings
    }
    assert settings == set(COUNTS)
    assert len(WORLDS) == 16


@pytest.mark.parametrize(("world", "setting"), cases())
def test_the_reference_passes_complete_with_exact_counts(world, setting):
    """Every interleaving was walked, every promise held, and the interesting cases were seen."""
    found = walk(world, setting)
    assert found.complete
    assert [failure.promise for failure in found.failures] == []
    assert found.missing == ()
    assert found.verdict == "pass"
    assert Counts(found.states, found.transitions, found.depth) == COUNTS[world, setting]


@pytest.mark.parametrize(
    "world", [name for name in WORLDS if name.startswith("revoke") and "record" not in name]
)
def test_look_then_delete_is_broken_by_a_short_story(world):
    """Nothing holds the order between the look and the delete: at most ten steps show it."""
    found = walk(world, "reorder", rules="look-then-delete")
    assert found.verdict == "fail"
    shortest = min(len(failure.story) for failure in found.failures)
    assert shortest <= 10
    broken = {failure.promise for failure in found.failures}
    assert broken & {"no-revoke-over-a-slip", "no-revoke-over-accounting"}
    assert "revoked-are-gone" in broken


def test_a_cut_walk_is_unknown_never_pass():
    """A bound on the states ends the walk early: what was not walked was not proven."""
    plan = plan_of(scenario_files()["double-push"], seed=0)
    found = explore_world(plan, plan.scenario.settings[0], Judge(plan.assumptions), max_states=30)
    assert not found.complete
    assert found.verdict == "unknown"
    assert found.states == 30
