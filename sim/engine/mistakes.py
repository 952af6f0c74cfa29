"""The mistakes of a person at a desk: the wrong order, a screen out of date, two clicks for one.

They are asked for only in times of trouble. What does not live here: what people do when all goes
well (`desk`, `actors`).
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import simpy
from msgspec.structs import replace

from sim.rules.messages import Accepted, Answer, Command, SaveSlip
from sim.rules.step import Fault, Step
from sim.scenario import span

if TYPE_CHECKING:
    from sim.engine.desk import Desk

STALE = span("1min", "1h")  # how old a screen is when somebody presses Save on it


def mistaken(desk: Desk, order: str, kind: str, command: Command) -> Command:
    """Return a slip that was meant for one order on another that offers the same, if it comes so.

    Anything else is returned as it is.
    """
    trouble = desk.office.trouble
    if trouble is None or not isinstance(command, SaveSlip) or not order:
        return command
    if not trouble.strikes("wrong_order", "warehouse", desk.by):
        return command
    others = [
        other
        for other in sorted(desk.office.apps.warehouse.dossiers)
        if other not in ("", order) and desk.offered(other, kind)
    ]
    if not others:
        trouble.times["wrong_order"] -= 1
        return command
    other = others[desk.pick(len(others), "which wrong order")]
    wrong = replace(desk.offered(other, kind)[0], slip=command.slip)
    meet(desk, "wrong_order", wrong, document=command.slip, meant=order)
    return wrong


def with_mistakes(desk: Desk, command: Command) -> Generator[simpy.Event, Any, Answer | None]:
    """Submit a command as a person does in times of trouble; the answer as far as they see it."""
    office, trouble = desk.office, desk.office.trouble
    assert trouble is not None
    if trouble.strikes("stale_screen", command.app, desk.by):
        meet(desk, "stale_screen", command)
        lasts = trouble.within("stale_screen", STALE.shortest, STALE.longest, desk.by)
        yield office.env.timeout(lasts)
    answered = office.submit(command)
    if trouble.strikes("double_click", command.app, desk.by):
        meet(desk, "double_click", command)
        office.submit(command)
    answer: Answer | None = yield answered
    if answer == Accepted() and trouble.strikes("lost_answer", command.app, desk.by):
        meet(desk, "lost_answer", command)
        return None
    return answer


def meet(desk: Desk, cause: str, command: Command, *, document: str = "", meant: str = "") -> None:
    """Write down that a person met with a fault."""
    fault = Fault(
        "meet",
        command.app,
        cause=cause,
        by=desk.by,
        order=getattr(command, "order", ""),
        document=document,
        meant=meant,
    )
    desk.office.write(Step(command.app, fault, Accepted()), desk.office.apps)
