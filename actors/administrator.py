"""The administrator: reads the run log, runs failed runs again, switches flows, adds codes."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import simpy

from sim.engine.desk import Desk, Task
from sim.rules.messages import Rerun, SwitchFlow
from sim.rules.state import WorkflowState
from sim.scenario import UNITS_MS, Administrators

Working = Generator[simpy.Event, Any, None]

HOPELESS = ("revoked",)  # nothing an administrator could mend


def administrator(desk: Desk, group: Administrators) -> Working:
    """Look at the run log every half hour; do what was planned for a stated time."""
    desk.later(30 * UNITS_MS["min"], Task("run log"))
    while True:
        task = yield from desk.next()
        match task.what:
            case "run log":
                yield from _run_log(desk, group)
                desk.later(30 * UNITS_MS["min"], Task("run log"))
            case "switch":
                flow, setting = task.data
                yield from desk.do(SwitchFlow(**desk.says(), flow=flow, setting=setting))
            case "code":
                yield from desk.do(task.data(desk.says()))


def _run_log(desk: Desk, group: Administrators) -> Working:
    """Run the failed runs again that may succeed by now."""
    seen = desk.view("")
    if not isinstance(seen, WorkflowState):
        return
    for run in sorted(seen.failed.keys()):
        if seen.failed[run].reason not in HOPELESS and desk.chance(group.rerun, "run again"):
            yield from desk.do(Rerun(**desk.says(), run=run))
