"""A clerk who issues all of an order at once, and never looks back."""

from collections.abc import Generator
from typing import Any

import simpy

from sim.engine.desk import Desk, Task
from sim.scenario import Clerks


def generous_clerk(desk: Desk, group: Clerks) -> Generator[simpy.Event, Any, None]:
    """Issue whatever is still to issue, as soon as the order appears."""
    while True:
        task: Task = yield from desk.next()
        yield desk.wait(desk.within(group.think, "begin"))
        if task.order:
            yield from desk.try_to(task.order, "issue_all")
