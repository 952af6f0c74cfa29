"""The bounded worlds under every pair of assumptions: promises hold, gaps are as stated."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from sim.checks.judge import Judge
from sim.exploring import explore_world
from sim.library import plan_of, read, scenario_files
from sim.result import Explored
from sim.rules.assumptions import CATALOGUE, Assumptions

NAMES = [one.name for one in CATALOGUE]
ALTERNATIVES = {one.name: one.alternatives for one in CATALOGUE}

# A covering array of strength two for seven switches of two values: 0 is the default, 1 the other.
ROWS = (
    (0, 0, 0, 0, 0, 0, 0),
    (0, 1, 1, 1, 1, 1, 1),
    (1, 0, 1, 0, 1, 0, 1),
    (1, 1, 0, 1, 0, 0, 1),
    (1, 1, 1, 0, 0, 1, 0),
    (1, 0, 0, 1, 1, 1, 0),
    (0, 1, 0, 0, 1, 0, 0),
    (0, 0, 1, 1, 0, 0, 1),
)

# Which gap a switch opens where orders are edited, deleted or delivered by hand while requested,
# thought through from domain.md section 8.
OPENS = {
    ("switches-in-sales", "edit_while_requested", "allow"): "gap-edited-while-requested",
    ("switches-in-sales", "delete_while_requested", "allow"): "gap-orphan-in-warehouse",
    ("switches-in-sales", "delivery_writer", "anyone"): "gap-two-writers",
    ("revoke-request-again", "edit_while_requested", "allow"): "gap-edited-while-requested",
}
# What happens to a pushed slip stays a gap whatever synced_slip_changes says: it can be edited or
# deleted while its push is still under way, before anybody could call it synced. A rejected order
# stays in Warehouse under any setting, and news that a switched-off link no longer carries leaves
# the apps apart.
ALWAYS_OPEN = {
    "switches-in-warehouse": {"gap-deleted-after-push", "gap-edited-after-push"},
    "push-of-deleted-slip": {"gap-deleted-after-push"},
    "revoke-against-slip": {"gap-deleted-after-push"},
    "revoke-against-record": {"gap-rejected-order-stays"},
    "link-switched-off": {"gap-recording-apart", "gap-rejected-order-stays"},
}
MADE_FOR_IT = ("switches-in-sales", "switches-in-warehouse")
OTHERS = [
    name
    for name, path in scenario_files().items()
    if name not in MADE_FOR_IT and read(path).form == "world"
]


def setting(row: tuple[int, ...]) -> dict[str, str]:
    return {name: ALTERNATIVES[name][at] for name, at in zip(NAMES, row, strict=True)}


def walk(world: str, row: tuple[int, ...]) -> Explored:
    assumptions = Assumptions(**setting(row))
    plan = plan_of(scenario_files()[world], seed=0)._replace(assumptions=assumptions)
    return explore_world(plan, plan.scenario.settings[0], Judge(assumptions))


def test_the_rows_cover_every_pair_of_settings():
    """Pairwise: for any two switches, each of the four combinations stands in some row."""
    assert all(len(one.alternatives) == 2 for one in CATALOGUE)
    assert all(len(row) == len(NAMES) for row in ROWS)
    for one, other in combinations(range(len(NAMES)), 2):
        seen = {(row[one], row[other]) for row in ROWS}
        assert seen == set(product((0, 1), repeat=2)), (NAMES[one], NAMES[other])


def check(world: str, row: tuple[int, ...]) -> None:
    """Every promise holds, and the gaps are those that follow from world and switches alone."""
    found = walk(world, row)
    chosen = {(world, *key) for key in setting(row).items()}
    opened = {gap for key, gap in OPENS.items() if key in chosen}
    assert found.complete, world
    assert [failure.promise for failure in found.failures] == [], world
    assert {gap.promise for gap in found.gaps} == ALWAYS_OPEN.get(world, set()) | opened, world


@pytest.mark.parametrize("world", MADE_FOR_IT)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: "".join(map(str, row)))
def test_each_combination_opens_exactly_the_stated_gaps(world, row):
    """In the two worlds that were made for the switches."""
    check(world, row)


@pytest.mark.slow
@pytest.mark.parametrize("world", OTHERS)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: "".join(map(str, row)))
def test_the_other_worlds_open_exactly_the_stated_gaps_under_each_combination(world, row):
    """No setting of the assumptions breaks the protocol."""
    check(world, row)
