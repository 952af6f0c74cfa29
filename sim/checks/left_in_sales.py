"""What an accepted command, or a message that counted, leaves of its order in Sales.

Each function is told the moment and what was said, and returns the order that must be there
afterwards, whole: what is not named stays as it was. None: no such order is left.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from sim.checks.promise import Moment
from sim.checks.tables import REVOKE_ANSWER, delivery_for
from sim.rules.messages import (
    CreateOrder,
    DeleteOrder,
    DeliveryByAccounting,
    EditOrder,
    EndAnswer,
    GiveUpRevoke,
    HandOver,
    HoldAnswer,
    OpenRequest,
    OrderNews,
    RecordingNews,
    RecordOrder,
    RejectOrder,
    RevokeRequest,
    SaveRequest,
    SetDelivery,
)
from sim.rules.values import AppName, Delivery, Revoke, SalesOrder

BOTH: tuple[AppName, ...] = ("warehouse", "accounting")


def _was(moment: Moment, said: Any) -> SalesOrder:
    return moment.before.sales.orders[said.order]


def _entered(moment: Moment, said: CreateOrder) -> SalesOrder:
    del moment
    return SalesOrder(
        order=said.order,
        customer=said.customer,
        lines=said.lines,
        parent=said.parent,
        is_parent=said.is_parent,
    )


def _edited(moment: Moment, said: EditOrder) -> SalesOrder:
    was = _was(moment, said)
    return replace(was, lines=said.lines, edition=was.edition + 1)


def _requested(moment: Moment, said: SaveRequest) -> SalesOrder:
    was = _was(moment, said)
    return replace(
        was,
        recording="requested",
        recording_version=0,
        request=was.request + 1,
        copied=moment.before.workflow.flows.direct_link,
        refusal=("", ""),
    )


def _asking(moment: Moment, said: RevokeRequest) -> SalesOrder:
    was = _was(moment, said)
    attempt = was.attempt + 1
    revoke = Revoke(attempt, "asking", ("warehouse",))
    return replace(was, attempt=attempt, revoke=revoke, refusal=("", ""))


def _refused(was: SalesOrder, reason: str, document: str) -> SalesOrder:
    """Whoever was asked is told the end: Warehouse first, Accounting only after its yes."""
    waiting = was.revoke.waiting if was.revoke is not None else ()
    asked = BOTH if "accounting" in waiting else BOTH[:1]
    return replace(was, revoke=Revoke(was.attempt, "ending", asked), refusal=(reason, document))


def _given_up(moment: Moment, said: GiveUpRevoke) -> SalesOrder:
    return _refused(_was(moment, said), "not_verified", "")


def _answered(moment: Moment, said: HoldAnswer) -> SalesOrder:
    was = _was(moment, said)
    if not said.held:
        return _refused(was, said.reason, said.document)
    if said.app == "warehouse":
        return replace(was, revoke=Revoke(was.attempt, "asking", ("accounting",)))
    if against := REVOKE_ANSWER[was.recording]:
        return _refused(was, against, "")
    return replace(
        was,
        recording="draft",
        ended=was.request,
        copied=False,
        delivery=Delivery(),
        revoke=Revoke(was.attempt, "ending", BOTH),
    )


def _confirmed(moment: Moment, said: EndAnswer) -> SalesOrder:
    was = _was(moment, said)
    waiting = was.revoke.waiting if was.revoke is not None else ()
    left = tuple(one for one in waiting if one != said.app)
    return replace(was, revoke=Revoke(was.attempt, "ending", left) if left else None)


def _recorded(moment: Moment, said: RecordOrder) -> SalesOrder:
    return replace(_was(moment, said), recording="recorded", recording_version=0)


def _rejected(moment: Moment, said: RejectOrder) -> SalesOrder:
    return replace(_was(moment, said), recording="rejected", recording_version=0)


def _told_recording(moment: Moment, said: RecordingNews) -> SalesOrder:
    was = _was(moment, said)
    return replace(was, recording=said.recording, recording_version=said.version)


def _told_delivery(moment: Moment, said: OrderNews) -> SalesOrder:
    seen = (said.request, said.version)
    return replace(_was(moment, said), delivery=delivery_for(said), seen=seen)


def _set(moment: Moment, said: SetDelivery | DeliveryByAccounting) -> SalesOrder:
    was = _was(moment, said)
    return replace(was, delivery=replace(was.delivery, status=said.status))


IN_SALES: dict[type, Callable[[Moment, Any], SalesOrder | None]] = {
    CreateOrder: _entered,
    EditOrder: _edited,
    DeleteOrder: lambda _, __: None,
    OpenRequest: _was,
    HandOver: _was,
    SaveRequest: _requested,
    RevokeRequest: _asking,
    GiveUpRevoke: _given_up,
    RecordOrder: _recorded,
    RejectOrder: _rejected,
    SetDelivery: _set,
    HoldAnswer: _answered,
    EndAnswer: _confirmed,
    OrderNews: _told_delivery,
    RecordingNews: _told_recording,
    DeliveryByAccounting: _set,
}
