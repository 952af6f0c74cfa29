"""The tables of what steps touch, held against what the rules do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import pytest
from adapters.crowd import EVERYTHING, STAFF, Crowd
from msgspec.structs import replace

from sim.adapters.footprints import STEPS, TOUCHING_ALL, footprint, meet, name_of
from sim.explore.bounded import in_order, without
from sim.rules.messages import COMMANDS, Busy, Envelope, Message, SwitchFlow
from sim.rules.offers import offers, view
from sim.rules.state import Apps
from sim.rules.step import Step
from sim.rules.values import Delivery, SalesOrder
from sim.rules.world import act, deliver

ORDERS = ("DH-1", "DH-2")
BLANK = SalesOrder(order="", customer="", lines=())


def busy_office(seed: int) -> Crowd:
    """Return a crowd in the middle of its work, with the direct link on in every second one."""
    crowd = Crowd("reference", seed, orders=2, stock=30)
    if seed % 2:
        link = SwitchFlow(by="an", role="administrator", flow="direct_link", setting="on")
        crowd.system.submit(link)
    crowd.play(0)
    for _ in range(60):
        crowd.moment(tuple(kind for kind in EVERYTHING if kind != "delete_order"))
    return crowd


def possible(crowd: Crowd) -> Iterator[Any]:
    """Return what could be said next: everything that screens offer, all messages under way."""
    for by, role in STAFF:
        for order in ORDERS:
            seen = view(role, crowd.system.apps, order)
            yield from (one.command for one in offers(role, by, order, seen, crowd.fresh))
    yield from dict.fromkeys(crowd.system.under_way)


def taken(crowd: Crowd, apps: Apps, said: Any) -> tuple[Step, Apps]:
    one = deliver if isinstance(said, Envelope) else act
    return one(crowd.system.rules, apps, said)  # type: ignore[operator]


def things(apps: Apps) -> dict[tuple[str, str], Any]:
    """Return what the tables tell apart, with its present value."""
    found: dict[tuple[str, str], Any] = {("stock", ""): apps.warehouse.stock}
    for order in ORDERS:
        sold = apps.sales.orders.get(order, BLANK)
        kept = apps.warehouse.dossiers.get(order)
        held = apps.accounting.dossiers.get(order)
        slips = kept.slips if kept else ()
        bare = replace(sold, delivery=Delivery(), seen=(0, 0), request=0, ended=0)
        found |= {
            ("sales", order): bare,
            ("live", order): (sold.request, sold.ended),
            ("delivery or news", order): (sold.delivery, sold.seen),
            ("warehouse", order): kept and (kept.document, [(s.slip, s.lines) for s in slips]),
            ("synced", order): {one.slip: one.synced for one in slips},
            ("keeps", order): kept and kept.guard,
            ("papers", order): held and (held.papers, held.copy),
            ("noted", order): held.noted if held else 0,
            ("holds", order): held and held.guard,
        }
    return found


def test_every_step_has_a_row() -> None:
    """Each command has a row, or touches all; each message has one, those of a revoke several."""
    names = {name.split()[0] for name in STEPS} - {"Decided", "Release"}
    messages = {kind.__name__ for kind in Message.__subclasses__()}
    assert names == (set(COMMANDS) | messages) - set(TOUCHING_ALL)
    assert {sent for does in STEPS.values() for sent in does.sends} <= set(STEPS)


@pytest.mark.parametrize("seed", range(12))
def test_a_step_changes_and_sends_only_what_its_row_says(seed: int) -> None:
    """Whatever could be said in the middle of a day: nothing else changes, nothing else is sent."""
    crowd = busy_office(seed)
    before = things(crowd.system.apps)
    for said in possible(crowd):
        step, apps = taken(crowd, crowd.system.apps, said)
        name = name_of(said) if isinstance(said, Envelope) else type(said).__name__
        assert {name_of(one) for one in step.sent} <= set(STEPS[name].sends), name
        mine = footprint(said)
        assert mine is not None
        written = {*mine.writes, *(("delivery or news", order) for what, order in mine.writes
                                   if what in ("delivery", "news"))}  # fmt: skip
        after = things(apps)
        changed = {thing for thing, value in after.items() if differs(before[thing], value)}
        assert changed <= written, name


def differs(before: Any, after: Any) -> bool:
    """Tell whether a thing has changed; a slip that came or went is no change of its mark."""
    if isinstance(before, dict):
        return any(after.get(slip, mark) != mark for slip, mark in before.items())
    return before not in (None, after)  # an empty dossier is nothing


@pytest.mark.parametrize("seed", range(12))
def test_steps_that_do_not_meet_may_come_in_any_order(seed: int) -> None:
    """Both orders of two such steps give both the same answers, and end the same."""
    crowd = busy_office(seed)
    tried = 0
    for one, other in permutations(possible(crowd), 2):
        a, b = footprint(one), footprint(other)
        assert a is not None
        assert b is not None
        way = crowd.system.under_way
        if meet(a, b, True) or (one in way and one == other):
            continue
        tried += 1
        assert ended(crowd, one, other) == ended(crowd, other, one)[::-1], (one, other)
    assert tried > 50


def ended(crowd: Crowd, *said: Any) -> tuple[Any, ...]:
    """Return the answers in the order given, between them what stood and was under way at last."""
    apps, way, answers = crowd.system.apps, crowd.system.under_way, []
    for one in said:
        step, apps = taken(crowd, apps, one)
        answers.append(step.answer)
        if isinstance(one, Envelope) and not isinstance(step.answer, Busy):
            way = without(way, one)
        way = (*way, *step.sent)
    return answers[0], (apps.sales, apps.warehouse, apps.accounting, in_order(way)), answers[1]
