"""Promises about what the apps write to each other: to whom, and that it is true.

A message says what the sender's own documents say at that moment, and who must be told is told.
What does not live here: the news and the pushes, on which the document has rules (`news`,
`pushes`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from sim.checks.promise import HELD, Moment, Promise, Ruling, Words, ruled
from sim.checks.tables import shown_by_warehouse, slips_of
from sim.rules.events import HoldRefused, MessageIgnored
from sim.rules.messages import (
    Accepted,
    AnyCommand,
    AnyMessage,
    DeliveryByAccounting,
    EditOrder,
    EndAnswer,
    EndHold,
    Envelope,
    GiveUpRevoke,
    HandOver,
    Hold,
    HoldAnswer,
    MakePaper,
    NumberTold,
    OrderCopied,
    OrderNews,
    OrderRequested,
    RecordCopy,
    RecordingNews,
    RejectCopy,
    Rerun,
    RevokeRequest,
    SaveRequest,
    SlipPushed,
    SlipTaken,
)

JUDGED_BY_THEIR_RULES = (OrderNews, SlipPushed)
To = tuple[type, str]


def tells_the_truth(moment: Moment, envelope: Envelope) -> Ruling:
    """What an app writes to another is what its own documents say at that moment."""
    message = envelope.message
    if moment.step.app == "workflow":  # run again as it was
        return HELD
    return ruled(message == TRUTH[type(message)](moment, message), message.order)


def _requested(moment: Moment, message: OrderRequested) -> OrderRequested:
    order = moment.after.sales.orders[message.order]
    return OrderRequested(
        order=order.order, request=order.request, customer=order.customer, lines=order.lines
    )


def _copied(moment: Moment, message: OrderCopied) -> OrderCopied:
    order = moment.after.sales.orders[message.order]
    return OrderCopied(
        order=order.order,
        request=order.request,
        edition=order.edition,
        customer=order.customer,
        lines=order.lines,
    )


def _number(moment: Moment, message: NumberTold) -> NumberTold:
    order = moment.after.sales.orders[message.order]
    return NumberTold(order=order.order, request=order.request)


def _hold(moment: Moment, message: Hold) -> Hold:
    order = moment.after.sales.orders[message.order]
    return Hold(order=order.order, request=order.request, attempt=order.attempt)


def _end(moment: Moment, message: EndHold) -> EndHold:
    order = moment.after.sales.orders[message.order]
    return EndHold(
        order=order.order,
        request=order.request,
        attempt=order.attempt,
        deleted=order.ended == order.request,
    )


def _heard(moment: Moment) -> Any:
    return moment.step.said.message if isinstance(moment.step.said, Envelope) else moment.step.said


def _hold_answer(moment: Moment, message: HoldAnswer) -> HoldAnswer:
    app = moment.step.app
    books: Any = getattr(moment.after, app).dossiers
    attempt = _heard(moment).attempt
    held = message.order in books and books[message.order].guard.hold == attempt
    no = [one for one in moment.step.events if isinstance(one, HoldRefused)]
    held = held or not no  # an app that only looks holds nothing, and refuses nothing
    return HoldAnswer(
        order=message.order,
        app=app,
        attempt=attempt,
        held=held,
        reason="" if held else no[0].reason,
        document="" if held else no[0].document,
    )


def _end_answer(moment: Moment, message: EndAnswer) -> EndAnswer:
    return EndAnswer(order=message.order, app=moment.step.app, attempt=_heard(moment).attempt)


def _news(moment: Moment, message: OrderNews) -> OrderNews | None:
    dossier = moment.after.warehouse.dossiers[message.order]
    order, shown = dossier.document, shown_by_warehouse(dossier)
    if order is None or shown is None:
        return None
    return OrderNews(
        order=message.order,
        request=order.request,
        version=order.version,
        status=shown.status,  # type: ignore[arg-type]
        issued=shown.issued,
        slips=shown.slips,
    )


def _slip(moment: Moment, message: SlipPushed) -> SlipPushed | None:
    order = moment.after.warehouse.dossiers[message.order].document
    named = [one for one in slips_of(moment.after, message.order) if one.slip == message.slip]
    if not named:
        return None
    return SlipPushed(
        order=message.order,
        slip=named[0].slip,
        request=named[0].request,
        type=named[0].type,
        customer=order.customer if order is not None else "",
        lines=named[0].lines,
    )


def _taken(moment: Moment, message: SlipTaken) -> SlipTaken:
    return SlipTaken(order=message.order, slip=_heard(moment).slip)


def _recording(moment: Moment, message: RecordingNews) -> RecordingNews | None:
    copy = moment.after.accounting.dossiers[message.order].copy
    if copy is None:
        return None
    return RecordingNews(
        order=message.order, request=copy.request, version=copy.version, recording=copy.recording
    )


def _delivery(moment: Moment, message: DeliveryByAccounting) -> DeliveryByAccounting:
    request = _heard(moment).request
    return DeliveryByAccounting(order=message.order, request=request, status="delivered")


TRUTH: dict[type, Callable[[Moment, Any], AnyMessage | None]] = {
    OrderRequested: _requested,
    OrderCopied: _copied,
    NumberTold: _number,
    Hold: _hold,
    EndHold: _end,
    HoldAnswer: _hold_answer,
    EndAnswer: _end_answer,
    OrderNews: _news,
    SlipPushed: _slip,
    SlipTaken: _taken,
    RecordingNews: _recording,
    DeliveryByAccounting: _delivery,
}


def who_must_know_is_told(moment: Moment, said: Any) -> Ruling | None:
    """Each step tells those whom it concerns, once, and nobody else."""
    step = moment.step
    if step.answer != Accepted() or isinstance(said, Rerun):
        return None
    ignored = any(isinstance(one, MessageIgnored) for one in step.events)
    owed = [] if ignored else _owed(moment, said)
    sent = [
        (type(one.message), one.target)
        for one in step.sent
        if not isinstance(one.message, JUDGED_BY_THEIR_RULES)
    ]
    return ruled(sent == owed, step.order)


def _owed(moment: Moment, said: Any) -> list[To]:
    flows = moment.before.workflow.flows
    match said:
        case HandOver():
            return [(NumberTold, "accounting")]
        case RevokeRequest():
            return [(Hold, "warehouse")]
        case HoldAnswer() | GiveUpRevoke():
            revoke = moment.after.sales.orders[said.order].revoke
            asked = revoke.waiting if revoke is not None else ()
            kind = Hold if revoke is not None and revoke.phase == "asking" else EndHold
            return [(kind, app) for app in asked]
        case Hold():
            return [(HoldAnswer, "sales")]
        case EndHold():
            return [(EndAnswer, "sales")]
        case SlipPushed():
            return [(SlipTaken, "warehouse")]
        case RecordCopy() | RejectCopy() if flows.direct_link:
            return [(RecordingNews, "sales")]
        case MakePaper(kind="voucher") if flows.direct_link:
            copy = moment.before.accounting.dossiers[said.order].copy
            return [(DeliveryByAccounting, "sales")] if copy is not None else []
        case SaveRequest() | EditOrder():
            return _order_goes(moment, said)
    return []


def _order_goes(moment: Moment, said: SaveRequest | EditOrder) -> list[To]:
    order, flows = moment.before.sales.orders[said.order], moment.before.workflow.flows
    if isinstance(said, EditOrder):
        booked = order.copied and order.recording in ("requested", "recorded")
        return [(OrderCopied, "accounting")] if booked and flows.direct_link else []
    parent = order.is_parent or bool(order.children)
    owed: list[To] = []
    if flows.order_to_warehouse and not parent:
        owed.append((OrderRequested, "warehouse"))
    if flows.direct_link:
        owed.append((OrderCopied, "accounting"))
    return owed


PROMISES = (
    Promise(
        name="messages-are-true",
        kind="always",
        clauses=(),
        title=Words(
            "Tin gửi đi nói đúng điều chứng từ bên gửi đang ghi lúc đó.",
            "A message says what the sender's own documents say at that moment.",
        ),
        on_sent=get_args(AnyMessage),
        watch=tells_the_truth,
    ),
    Promise(
        name="who-must-know-is-told",
        kind="always",
        clauses=(),
        title=Words(
            "Mỗi bước báo cho đúng những nơi liên quan, mỗi nơi một lần.",
            "Each step tells those whom it concerns, once, and nobody else.",
        ),
        on=(*get_args(AnyCommand), *get_args(AnyMessage)),
        watch=who_must_know_is_told,
    ),
)
