"""The side of a revoke that Warehouse and Accounting share: hold, release, end.

Why numbers and not flags (each point was a counterexample once). A release may overtake its own
hold: without `ended_attempt` the hold would come after it and last for ever. A release may arrive
twice: without comparing attempts, the second copy of attempt 1's release would free attempt 2. A
create or a push may arrive after the revoke: without `ended_request` it would bring the order
back. A hold may arrive before its order: it is kept here, beside the order, not inside it.
"""

from __future__ import annotations

from msgspec.structs import replace

from sim.rules.events import AnyEvent, HoldEnded, HoldPlaced, HoldRefused, MessageIgnored
from sim.rules.messages import EndAnswer, Envelope, Hold, HoldAnswer
from sim.rules.values import AppName, Guard


def decide_hold(
    app: AppName, guard: Guard, said: Hold, obstacle: tuple[str, str] | None
) -> tuple[AnyEvent, ...]:
    """Answer "is there related activity?"; `obstacle` is (reason, document) or None.

    A repeated question is answered again: the first answer may have been lost.
    """
    if said.request <= guard.ended_request or said.attempt <= guard.ended_attempt:
        return (MessageIgnored(order=said.order, message="Hold", reason="ended"),)
    if obstacle is not None:
        reason, document = obstacle
        return (
            HoldRefused(
                order=said.order,
                app=app,
                request=said.request,
                attempt=said.attempt,
                reason=reason,
                document=document,
            ),
        )
    return (HoldPlaced(order=said.order, app=app, request=said.request, attempt=said.attempt),)


def evolve_guard(guard: Guard, event: AnyEvent) -> Guard:
    """Return the guard after an event of its own app."""
    match event:
        case HoldPlaced(attempt=attempt):
            return replace(guard, hold=attempt)
        case HoldEnded(attempt=attempt, request=request, deleted=deleted):
            return Guard(
                hold=guard.hold if guard.hold > attempt else 0,
                ended_attempt=max(guard.ended_attempt, attempt),
                ended_request=max(guard.ended_request, request if deleted else 0),
            )
    return guard


def react_guard(event: AnyEvent) -> tuple[Envelope, ...]:
    """Return the answer to Sales that an event of the guard sends."""
    match event:
        case HoldPlaced(app=app, attempt=attempt):
            held = HoldAnswer(order=event.order, app=app, attempt=attempt, held=True)
            return (Envelope(app, "sales", "revoke", held),)
        case HoldRefused(app=app, attempt=attempt):
            refused = HoldAnswer(
                order=event.order,
                app=app,
                attempt=attempt,
                held=False,
                reason=event.reason,
                document=event.document,
            )
            return (Envelope(app, "sales", "revoke", refused),)
        case HoldEnded(app=app, attempt=attempt):
            done = EndAnswer(order=event.order, app=app, attempt=attempt)
            return (Envelope(app, "sales", "revoke", done),)
    return ()
