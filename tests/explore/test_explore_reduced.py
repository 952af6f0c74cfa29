"""What a reduction may not change: every answer, on every world small enough to be walked twice.

Deliveries at once (`order`) are held against the walk without any reduction, for the rules of the
document and for planted bugs of each world; canonical states have their own test (`identity`).
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from test_explore_worlds import COUNTS

from sim.checks.judge import Judge
from sim.explore.reduced import Reduction
from sim.explore.worlds import setting_name
from sim.exploring import explore_world
from sim.library import plan_of, scenario_files
from sim.result import Explored

QUICK, SMALL = 400, 3_000  # states: walked on each change, walked in CI

# Of each world, planted bugs that break something there: always, at rest, and by going round.
BROKEN = {
    "double-push": ("push-makes-again", "synced-never", "button-dead"),
    "flows-switched": ("off-still-sends", "quantity-changed", "draft-at-once"),
    "late-news": ("older-news-applied", "news-as-delta", "version-kept"),
    "link-switched-off": ("look-then-delete", "record-not-seen", "draft-at-once"),
    "mode-switched": ("automatic-waits", "manual-pushes", "synced-never"),
    "push-of-deleted-slip": ("push-ignores-hold", "push-of-revoked-taken", "synced-never"),
    "revoke-against-record": ("look-then-delete", "hold-not-released", "draft-at-once"),
    "revoke-against-slip": ("clerk-ignores-hold", "hold-not-released", "echo"),
    "revoke-against-voucher": ("voucher-not-seen", "ended-forgotten", "accounting-not-asked"),
    "revoke-before-arrival": ("attempt-ignored", "hold-before-order-lost", "old-run-revives"),
    "revoke-request-again": ("revoked-for-ever", "ended-forgotten", "look-then-delete"),
    "switches-in-sales": ("requested-editable", "copy-is-activity", "hold-not-released"),
    "switches-in-warehouse": ("synced-uneditable", "echo", "decrease-not-told"),
    "two-orders-alike": ("look-then-delete", "clerk-ignores-hold", "quantity-changed"),
    "two-clerks": ("older-news-applied", "word-only", "partial-is-delivered"),
}


class Sizes(NamedTuple):
    """States and transitions of a walk without any reduction, and with deliveries at once."""

    states: int
    transitions: int
    states_at_once: int
    transitions_at_once: int


# The order of the documentation's table.
SIZES = {
    ("double-push", "reorder"): Sizes(61, 135, 33, 56),
    ("double-push", "1 duplicate"): Sizes(304, 888, 131, 300),
    ("double-push", "1 loss"): Sizes(207, 595, 151, 315),
    ("double-push", "1 crash"): Sizes(284, 980, 265, 714),
    ("late-news", "reorder"): Sizes(1_637, 4_720, 1_516, 3_194),
    ("late-news", "1 duplicate"): Sizes(21_120, 77_319, 15_540, 36_444),
    ("late-news", "1 loss"): Sizes(9_826, 34_899, 9_288, 24_299),
    ("late-news", "1 crash"): Sizes(20_166, 79_476, 15_299, 45_541),
    ("push-of-deleted-slip", "reorder"): Sizes(371, 967, 276, 472),
    ("push-of-deleted-slip", "1 duplicate"): Sizes(4_601, 15_645, 2_607, 5_124),
    ("push-of-deleted-slip", "1 loss"): Sizes(2_087, 6_794, 1_620, 3_461),
    ("push-of-deleted-slip", "1 crash"): Sizes(4_452, 16_245, 3_088, 7_977),
    ("revoke-against-record", "reorder"): Sizes(1_519, 4_210, 1_519, 4_210),
    ("revoke-against-record", "1 duplicate"): Sizes(20_906, 74_152, 17_416, 58_169),
    ("revoke-against-record", "1 loss"): Sizes(7_591, 26_754, 7_591, 26_754),
    ("revoke-against-record", "1 crash"): Sizes(20_281, 77_453, 17_017, 61_696),
    ("revoke-against-slip", "reorder"): Sizes(2_179, 6_981, 1_711, 4_272),
    ("revoke-against-slip", "1 duplicate"): Sizes(34_355, 135_910, 19_400, 55_670),
    ("revoke-against-slip", "1 loss"): Sizes(12_618, 48_343, 10_242, 31_069),
    ("revoke-against-slip", "1 crash"): Sizes(34_133, 143_221, 22_536, 74_960),
    ("revoke-against-voucher", "reorder"): Sizes(839, 2_515, 839, 2_515),
    ("revoke-against-voucher", "1 duplicate"): Sizes(11_224, 41_143, 8_018, 26_596),
    ("revoke-against-voucher", "1 loss"): Sizes(3_795, 13_324, 3_795, 13_324),
    ("revoke-against-voucher", "1 crash"): Sizes(11_912, 46_828, 8_853, 32_428),
    ("revoke-before-arrival", "reorder"): Sizes(919, 2_731, 288, 433),
    ("revoke-before-arrival", "1 duplicate"): Sizes(9_568, 36_506, 1_983, 3_435),
    ("revoke-before-arrival", "1 loss"): Sizes(4_185, 15_339, 1_563, 2_879),
    ("revoke-before-arrival", "1 crash"): Sizes(10_266, 43_350, 7_372, 21_062),
    ("revoke-request-again", "reorder"): Sizes(844, 2_261, 638, 1_423),
    ("revoke-request-again", "1 duplicate"): Sizes(13_378, 46_046, 7_144, 19_448),
    ("revoke-request-again", "1 loss"): Sizes(3_717, 12_309, 3_012, 8_214),
    ("revoke-request-again", "1 crash"): Sizes(13_193, 48_363, 8_690, 25_902),
    ("two-clerks", "reorder"): Sizes(2_027, 6_765, 403, 605),
    ("two-clerks", "1 duplicate"): Sizes(16_310, 67_496, 2_222, 3_766),
    ("two-clerks", "1 loss"): Sizes(9_719, 39_535, 2_539, 4_455),
    ("two-clerks", "1 crash"): Sizes(17_479, 84_643, 15_084, 53_620),
    ("flows-switched", "reorder"): Sizes(462, 1_469, 422, 1_311),
    ("flows-switched", "1 duplicate"): Sizes(4_094, 16_206, 2_914, 10_239),
    ("flows-switched", "1 loss"): Sizes(1_651, 6_303, 1_575, 5_816),
    ("flows-switched", "1 crash"): Sizes(3_985, 16_995, 3_105, 11_679),
    ("link-switched-off", "reorder"): Sizes(996, 3_037, 893, 1_989),
    ("link-switched-off", "1 duplicate"): Sizes(11_605, 44_939, 8_502, 20_672),
    ("link-switched-off", "1 loss"): Sizes(5_082, 18_925, 4_746, 13_039),
    ("link-switched-off", "1 crash"): Sizes(11_417, 47_978, 9_080, 27_939),
    ("two-orders-alike", "reorder"): Sizes(2_493, 8_307, 2_493, 8_307),
    ("two-orders-alike", "1 duplicate"): Sizes(35_550, 146_697, 28_310, 104_841),
    ("two-orders-alike", "1 loss"): Sizes(13_649, 55_387, 13_649, 55_387),
    ("two-orders-alike", "1 crash"): Sizes(41_292, 195_872, 34_744, 154_708),
    ("mode-switched", "reorder"): Sizes(446, 1_236, 152, 265),
    ("mode-switched", "1 duplicate"): Sizes(2_842, 10_344, 721, 1_694),
    ("mode-switched", "1 loss"): Sizes(1_876, 6_667, 908, 1_915),
    ("mode-switched", "1 crash"): Sizes(2_841, 11_663, 2_527, 7_411),
    ("switches-in-sales", "reorder"): Sizes(624, 2_314, 488, 1_582),
    ("switches-in-warehouse", "reorder"): Sizes(57, 133, 22, 27),
}


def walked(world: str, setting: str, rules: str, *reduce: Reduction) -> Explored:
    plan = plan_of(scenario_files()[world], seed=0, rules=rules)
    chosen = next(one for one in plan.scenario.settings if setting_name(one) == setting)
    return explore_world(plan, chosen, Judge(plan.assumptions), reduce=reduce)


def answer(found: Explored) -> tuple[object, ...]:
    """What must be the same: verdict, broken promises, lengths of shortest stories, goals."""
    broken = {one.promise: len(one.story) for one in (*found.failures, *found.gaps)}
    return found.verdict, broken, found.missing, found.complete


GATES = [
    pytest.param(
        world, setting, rules, id=f"{world}-{setting}-{rules}", marks=[pytest.mark.slow] * slow
    )
    for (world, setting), one in SIZES.items()
    if one.states <= SMALL
    for rules in ("reference", *BROKEN[world])
    for slow in [one.states > QUICK]
]


@pytest.mark.parametrize(("world", "setting", "rules"), GATES)
def test_deliveries_at_once_keep_every_answer(world: str, setting: str, rules: str) -> None:
    """With and without: the same verdict, the same promises broken by stories as short."""
    plain = walked(world, setting, rules)
    reduced = walked(world, setting, rules, "order")

    assert answer(reduced) == answer(plain)
    assert reduced.states <= plain.states
    assert reduced.transitions <= plain.transitions
    if setting == "reorder":
        assert bool(plain.failures) == (rules != "reference")


@pytest.mark.parametrize(
    ("world", "setting"),
    [
        pytest.param(*key, id="-".join(key), marks=[pytest.mark.slow] * (one.states > QUICK))
        for key, one in SIZES.items()
    ],
)
def test_what_deliveries_at_once_save_is_counted(world: str, setting: str) -> None:
    """The documentation tells these numbers; the reference is walked with order alone."""
    plain = walked(world, setting, "reference")
    reduced = walked(world, setting, "reference", "order")

    assert reduced.reduced == ("order",)
    assert (
        Sizes(plain.states, plain.transitions, reduced.states, reduced.transitions)
        == SIZES[world, setting]
    )


def test_each_world_and_setting_is_counted_and_gated() -> None:
    """None is left out but those where order is of no use: runs that fail, people without end."""
    left_out = {key for key in COUNTS if "outage" in key[1] or key[0] == "revoke-without-end"}

    assert set(SIZES) == set(COUNTS) - left_out
    assert set(BROKEN) == {world for world, _ in SIZES}
    assert all(len(set(bugs)) == 3 for bugs in BROKEN.values())


def test_where_order_is_of_no_use_symmetry_alone_is_used() -> None:
    """A run log tells one order of runs from another; people without end never come to one."""
    assert walked("double-push", "1 outage", "reference", "symmetry", "order").reduced == (
        "symmetry",
    )
    assert walked("revoke-without-end", "reorder", "reference", "symmetry", "order").reduced == (
        "symmetry",
    )
