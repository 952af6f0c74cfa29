"""The warehouse clerk: makes issue commands, issues in full or in part, corrects, pushes."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import simpy

from sim.engine.desk import Desk, Task
from sim.rules.messages import Busy, Command, ReceiveGoods, Refused, SaveSlip
from sim.rules.values import SlipLine, WarehouseDossier
from sim.scenario import Clerks, span

Working = Generator[simpy.Event, Any, None]

CORRECTIONS = ("edit_quantity", "edit_number", "edit_date", "edit_type")
OTHER_TYPES = ("issue_other", "issue_production", "issue_transfer")
LATER = span("10min", "2h")


def clerk(desk: Desk, group: Clerks) -> Working:
    """Work through the agenda: orders as they appear in Warehouse, later looks at their slips."""
    while True:
        task = yield from desk.next()
        match task.what:
            case "look":
                desk.later(desk.within(group.think, "begin"), Task("issue", task.order))
                if desk.chance(group.cancel_order, "cancel"):
                    later = desk.within(LATER, "cancel at")
                    desk.later(later, Task("cancel_order", task.order))
            case "issue":
                yield from _issue(desk, group, task)
            case "check":
                yield from _check(desk, group, task)
            case "stock":
                yield from _stock(desk, task)
            case "code":
                yield from desk.do(task.data(desk.says()))
            case kind:
                yield from desk.try_to(task.order, kind)


def _issue(desk: Desk, group: Clerks, task: Task) -> Working:
    """Issue what is still to issue: all of it, or a part and the rest later."""
    seen = desk.view(task.order)
    if not isinstance(seen, WarehouseDossier) or seen.document is None:
        return
    if desk.chance(group.issue_command, "issue command"):
        yield from desk.try_to(task.order, "make_issue_command")
        yield desk.wait(desk.within(span("20s", "3min"), "pick goods"))
    kind = "issue_all"
    if desk.chance(group.other_types, "other type"):
        kind = OTHER_TYPES[desk.pick(len(OTHER_TYPES), "which type")]
    if desk.chance(group.issue_part, "part"):
        kind = "issue_part"
    if not desk.offered(task.order, kind):
        kind = "issue_more" if desk.chance(group.issue_more, "more than ordered") else ""
    if not kind:
        return
    answer = yield from desk.try_to(task.order, kind)
    if answer is None or isinstance(answer, Busy):
        desk.later(desk.within(group.think, "issue again"), task)
    elif isinstance(answer, Refused):
        yield from _mend_shortage(desk, answer)
    else:
        desk.later(desk.within(LATER, "check at"), Task("check", task.order))
        if kind == "issue_part":
            desk.later(desk.within(LATER, "rest at"), Task("issue", task.order))


def _mend_shortage(desk: Desk, refused: Refused) -> Working:
    """Receive goods where the stock did not suffice."""
    if refused.reason == "stock_shortage":
        yield from desk.do(ReceiveGoods(**desk.says(), item=refused.document, quantity=100))


def _check(desk: Desk, group: Clerks, task: Task) -> Working:
    """Look at the slips of an order again: push what is not synced, correct, delete."""
    seen = desk.view(task.order)
    if not isinstance(seen, WarehouseDossier) or not seen.slips:
        return
    for command in _to_push(desk, group, task.order, seen):
        yield from desk.do(command)
        yield desk.wait(desk.within(span("5s", "1min"), "next screen"))
    if desk.chance(group.correct_slip, "correct"):
        kind = CORRECTIONS[desk.pick(len(CORRECTIONS), "what to correct")]
        yield from desk.try_to(task.order, kind)
    if desk.chance(group.delete_slip, "delete"):
        yield from desk.try_to(task.order, "delete_slip")


def _to_push(desk: Desk, group: Clerks, order: str, seen: WarehouseDossier) -> tuple[Command, ...]:
    """Return the pushes of the slips that the list shows as Not synced, one after another.

    Now and then a clerk presses the button for a synced slip as well.
    """
    again = desk.chance(group.push_again, "push again")
    wanted = {slip.slip for slip in seen.slips if again or not slip.synced}
    offered = desk.offered(order, "push")
    return tuple(one for one in offered if getattr(one, "slip", "") in wanted)


def _stock(desk: Desk, task: Task) -> Working:
    """Book a stock correction: goods that are gone as an "other" slip, found ones as received."""
    item, quantity, done = task.data
    if quantity > 0:
        done((yield from desk.do(ReceiveGoods(**desk.says(), item=item, quantity=quantity))))
        return
    lines = (SlipLine(0, item, -quantity),)
    slip = SaveSlip(**desk.says(), order="", slip="PX", type="other", lines=lines)
    done((yield from desk.do(slip)))
