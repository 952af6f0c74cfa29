"""The sales manager: records or rejects the sales of requested orders, in Sales."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import simpy

from sim.engine.desk import Desk, Task
from sim.rules.messages import Busy
from sim.scenario import Managers, span

Working = Generator[simpy.Event, Any, None]


def manager(desk: Desk, group: Managers) -> Working:
    """Look at each order that appears in Sales, some time after it did."""
    while True:
        task = yield from desk.next()
        if task.what == "look":
            desk.later(desk.within(span("10min", "3h"), "decide at"), Task("decide", task.order))
        elif task.what == "decide":
            yield from _decide(desk, group, task)


def _decide(desk: Desk, group: Managers, task: Task) -> Working:
    """Record, reject, or leave the order as it is."""
    kind = ""
    if desk.chance(group.record, "record"):
        kind = "record"
    if desk.chance(group.reject, "reject"):
        kind = "reject"
    if not kind:
        return
    answer = yield from desk.try_to(task.order, kind)
    if answer is None or isinstance(answer, Busy):
        desk.later(desk.within(group.think, "again"), task)
