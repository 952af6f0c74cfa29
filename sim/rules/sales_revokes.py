"""Sales, the revoke: ask Warehouse to hold, then Accounting, decide, tell both the end.

The decision is made here and nowhere else. Each step is one method, so that a rule set can vary
one. What does not live here: the other side of it (`guard`), the rest of Sales (`sales`).
"""

from __future__ import annotations

from sim.rules.decider import App, Decision, ignored
from sim.rules.events import (
    AccountingAsked,
    EndConfirmed,
    RevokeCommitted,
    RevokeRefused,
    RevokeStarted,
)
from sim.rules.messages import (
    EndAnswer,
    EndHold,
    Envelope,
    Hold,
    HoldAnswer,
    Refused,
)
from sim.rules.state import SalesState
from sim.rules.values import (
    AppName,
    SalesOrder,
)

ASKED: tuple[AppName, ...] = ("warehouse", "accounting")


class Revokes(App[SalesState]):
    """The part of Sales that decides on revokes (R1.1f-k)."""

    def revoke(self, order: SalesOrder) -> Decision:
        """Begin a revoke attempt (R1.1f-k); only a requested order can be revoked."""
        if order.recording == "recorded":
            return Refused("recorded")
        if order.recording != "requested":
            return Refused("not_requested")
        return (RevokeStarted(order=order.order, request=order.request, attempt=order.attempt + 1),)

    def hold_answer(self, order: SalesOrder | None, said: HoldAnswer) -> Decision:
        """Warehouse holds: ask Accounting. Both hold: decide. One refuses: refuse."""
        if order is None or not awaited(order, said, "asking"):
            return ignored(said, "ended")
        if not said.held:
            return (self.refusal(order, said.reason, said.document),)
        if said.app == "warehouse":
            return (
                AccountingAsked(order=order.order, request=order.request, attempt=said.attempt),
            )
        if order.recording != "requested":  # the news overtook the hold
            reason = "recorded" if order.recording == "recorded" else "not_requested"
            return (self.refusal(order, reason, ""),)
        return (
            RevokeCommitted(
                order=order.order, request=order.request, attempt=said.attempt, ending=ASKED
            ),
        )

    def give_up(self, order: SalesOrder) -> Decision:
        """Refuse what could not be verified: Sales decides, no hold ends by a timer elsewhere."""
        if order.revoke is None or order.revoke.phase != "asking":
            return Refused("nothing_to_give_up")
        return (self.refusal(order, "not_verified", ""),)

    def refusal(self, order: SalesOrder, reason: str, document: str) -> RevokeRefused:
        """Refuse the attempt under way and release whoever was asked, held or not.

        Also an app that refused is told the end: its late duplicate question must find the
        attempt over, or it would hold the order for ever.
        """
        assert order.revoke is not None
        asked = ASKED[: ASKED.index(order.revoke.waiting[0]) + 1]
        return RevokeRefused(
            order=order.order,
            request=order.request,
            attempt=order.revoke.attempt,
            reason=reason,
            document=document,
            ending=asked,
        )

    def end_answer(self, order: SalesOrder | None, said: EndAnswer) -> Decision:
        """An app confirmed the end of the attempt."""
        if order is None or not awaited(order, said, "ending"):
            return ignored(said, "ended")
        return (EndConfirmed(order=order.order, attempt=said.attempt, app=said.app),)

    def unanswered(self, order: SalesOrder) -> tuple[Envelope, ...]:
        """Return what a revoke under way asks again, without end, of who has not answered."""
        revoke = order.revoke
        if revoke is None:
            return ()
        if revoke.phase == "asking":
            return tuple(
                hold(app, order.order, order.request, revoke.attempt) for app in revoke.waiting
            )
        deleted = order.ended == order.request
        return tuple(
            Envelope(
                "sales",
                app,
                "revoke",
                EndHold(
                    order=order.order,
                    request=order.request,
                    attempt=revoke.attempt,
                    deleted=deleted,
                ),
            )
            for app in revoke.waiting
        )


def awaited(order: SalesOrder, said: HoldAnswer | EndAnswer, phase: str) -> bool:
    """Tell whether this answer is the one that the order's revoke waits for."""
    revoke = order.revoke
    return (
        revoke is not None
        and revoke.phase == phase
        and revoke.attempt == said.attempt
        and said.app in revoke.waiting
    )


def hold(app: AppName, order: str, request: int, attempt: int) -> Envelope:
    """Return the question to one app."""
    message = Hold(order=order, request=request, attempt=attempt)
    return Envelope("sales", app, "revoke", message)


def end(app: AppName, event: RevokeCommitted | RevokeRefused, *, deleted: bool) -> Envelope:
    """Return the decision to one app."""
    message = EndHold(
        order=event.order, request=event.request, attempt=event.attempt, deleted=deleted
    )
    return Envelope("sales", app, "revoke", message)
