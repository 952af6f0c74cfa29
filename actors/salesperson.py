"""The salesperson: enters orders, requests the recording of sales, hands over numbers, revokes."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import simpy
from msgspec.structs import replace

from sim.engine.desk import Desk, Task
from sim.rules.messages import Accepted, Busy, CreateOrder
from sim.rules.values import SalesOrder
from sim.scenario import UNITS_MS, Salespeople, span

Working = Generator[simpy.Event, Any, None]

SOON = span("5min", "3h")  # after the request: when a salesperson comes back to the order
GIVES_UP_AFTER_MS = UNITS_MS["h"]


def salesperson(desk: Desk, group: Salespeople) -> Working:
    """Work through the agenda: new orders as they come, later looks at earlier ones."""
    while True:
        task = yield from desk.next()
        match task.what:
            case "enter":
                yield from _enter(desk, group, task)
            case "request":
                yield from _request(desk, group, task)
            case "revoke":
                yield from _revoke(desk, task)
            case "after_revoke":
                yield from _after_revoke(desk, group, task)
            case "look":
                yield from _look(desk, group, task)
            case "sell":
                yield from _sell(desk, task)
            case "take_back":
                yield from _take_back(desk, group, task)
            case kind:
                yield from desk.try_to(task.order, kind)


def _enter(desk: Desk, group: Salespeople, task: Task) -> Working:
    """Enter a new order; `data` is the order as a customer gave it."""
    command: CreateOrder = replace(task.data, **desk.says())
    answer = yield from desk.do(command)
    if answer == Accepted():
        desk.later(desk.within(group.think, "enter"), Task("request", command.order))
    elif answer is None:  # the app was down: try again
        desk.later(desk.within(group.think, "enter again"), task)


def _request(desk: Desk, group: Salespeople, task: Task) -> Working:
    """Open the request screen, save it, and plan what comes of it."""
    yield from desk.try_to(task.order, "open_request")
    yield desk.wait(desk.within(span("10s", "2min"), "request screen"))
    answer = yield from desk.try_to(task.order, "request")
    if answer is None or isinstance(answer, Busy):
        order = desk.view(task.order)
        if isinstance(order, SalesOrder) and order.recording in ("draft", "rejected"):
            desk.later(desk.within(group.think, "request again"), task)
        return
    if desk.chance(group.hand_over, "hand over"):
        desk.later(desk.within(SOON, "hand over at"), Task("hand_over", task.order))
    if desk.chance(group.revoke, "revoke"):
        desk.later(desk.within(SOON, "revoke at"), Task("revoke", task.order))
    if desk.chance(group.edit_requested, "edit requested"):
        desk.later(desk.within(SOON, "edit at"), Task("edit_order", task.order))
    if desk.chance(group.delete_requested, "delete requested"):
        desk.later(desk.within(SOON, "delete at"), Task("delete_order", task.order))
    if desk.chance(group.set_delivery, "set delivery"):
        desk.later(desk.within(SOON, "set delivery at"), Task("set_delivery", task.order))
    desk.later(desk.within(SOON, "look at"), Task("look", task.order))


def _sell(desk: Desk, task: Task) -> Working:
    """Enter an order of a real log and request it at once, as the log's till did."""
    command, done = task.data
    answer = yield from desk.do(replace(command, **desk.says()))
    if answer is None:
        desk.later(UNITS_MS["min"], task)
        return
    yield from desk.try_to(task.order, "open_request")
    done((yield from desk.try_to(task.order, "request")))


def _take_back(desk: Desk, group: Salespeople, task: Task) -> Working:
    """Revoke an order of a real log, because the customer cancelled it."""
    answer = yield from desk.try_to(task.order, "revoke")
    if answer is None or isinstance(answer, Busy):
        order = desk.view(task.order)
        if isinstance(order, SalesOrder) and order.recording in ("draft", "requested"):
            desk.later(desk.within(group.think, "take back again"), task)
        return
    task.data(answer)


def _revoke(desk: Desk, task: Task) -> Working:
    """Revoke the request; the answer comes later, when the apps have been asked."""
    answer = yield from desk.try_to(task.order, "revoke")
    if answer == Accepted():
        desk.later(5 * UNITS_MS["min"], Task("after_revoke", task.order, desk.office.now))
    elif isinstance(answer, Busy):
        desk.later(5 * UNITS_MS["min"], task)


def _after_revoke(desk: Desk, group: Salespeople, task: Task) -> Working:
    """See what became of the revoke: request again, leave it, or stop waiting for it."""
    order = desk.view(task.order)
    if not isinstance(order, SalesOrder):
        return
    if order.revoke is not None:
        if desk.office.now - task.data >= GIVES_UP_AFTER_MS:
            yield from desk.try_to(task.order, "give_up")
        desk.later(10 * UNITS_MS["min"], task)
    elif order.recording == "draft" and desk.chance(group.request_again, "request again"):
        yield from _edit_before(desk, group, order)
        desk.later(desk.within(group.think, "request again at"), Task("request", task.order))


def _edit_before(desk: Desk, group: Salespeople, order: SalesOrder) -> Working:
    """Change the order before it is requested again."""
    if desk.chance(group.edit_before_again, "edit before again"):
        yield from desk.try_to(order.order, "edit_order")


def _look(desk: Desk, group: Salespeople, task: Task) -> Working:
    """Look at an order later: a rejected one may be mended and requested again."""
    order = desk.view(task.order)
    if not isinstance(order, SalesOrder) or order.recording != "rejected":
        return
    if desk.chance(group.request_again, "after reject"):
        yield from _edit_before(desk, group, order)
        desk.later(desk.within(group.think, "after reject at"), Task("request", task.order))
