"""The accountant: vouchers and invoices on numbers handed over, posting, recording on copies."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import simpy

from sim.engine.desk import Desk, Task
from sim.rules.messages import Busy, MakePaper
from sim.rules.values import AccountingDossier
from sim.scenario import Accountants, span

Working = Generator[simpy.Event, Any, None]

LATER = span("10min", "2h")


def accountant(desk: Desk, group: Accountants) -> Working:
    """Work through the agenda: orders and slips as they appear in Accounting."""
    while True:
        task = yield from desk.next()
        match task.what:
            case "look":
                yield from _look(desk, group, task)
            case "post":
                yield from _post(desk, group, task)
            case "ledger":
                yield from _ledger(desk, task)
            case kind:
                answer = yield from desk.try_to(task.order, kind)
                if isinstance(answer, Busy):
                    desk.later(desk.within(group.think, "again"), task)


def _look(desk: Desk, group: Accountants, task: Task) -> Working:
    """See something new in Accounting, and plan what to do about it."""
    yield desk.wait(desk.within(span("10s", "2min"), "read"))
    seen = desk.view(task.order)
    if not isinstance(seen, AccountingDossier):
        return
    plans = (
        ("make_voucher", group.voucher),
        ("make_invoice", group.invoice),
        ("make_receipt", group.receipt),
        ("record_copy", group.record),
        ("reject_copy", group.reject),
    )
    for kind, odds in plans:
        wanted = desk.chance(odds, kind)
        if wanted and desk.offered(task.order, kind):
            desk.later(desk.within(LATER, f"{kind} at"), Task(kind, task.order))
    desk.later(desk.within(LATER, "post at"), Task("post", task.order))


def _post(desk: Desk, group: Accountants, task: Task) -> Working:
    """Post what is not posted; now and then unpost and delete."""
    if desk.chance(group.post, "post"):
        yield from desk.try_to(task.order, "post")
    if desk.chance(group.delete, "delete"):
        yield from desk.try_to(task.order, "unpost")
        yield desk.wait(desk.within(span("5s", "1min"), "next screen"))
        yield from desk.try_to(task.order, "delete_paper")


def _ledger(desk: Desk, task: Task) -> Working:
    """Book an entry that belongs to no order (postage, discounts, fees)."""
    paper = MakePaper(**desk.says(), order="", paper="CT", kind="receipt", request=0)
    task.data((yield from desk.do(paper)))
