"""Why a message may change nothing: the closed list, and when each reason is true.

A message that is ignored without a true reason is lost, and nobody would ever miss it: it stands
in the log as done. What does not live here: that what must be ignored is (`news`, `revokes`,
`done`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.checks.promise import Moment, Promise, Ruling, Words, ruled
from sim.checks.tables import slips_of
from sim.rules.events import MessageIgnored
from sim.rules.messages import (
    Accepted,
    DeliveryByAccounting,
    EndAnswer,
    Envelope,
    Hold,
    HoldAnswer,
    Message,
    OrderCopied,
    OrderNews,
    OrderRequested,
    RecordingNews,
    SlipTaken,
)
from sim.rules.values import (
    EMPTY_ACCOUNTING_DOSSIER,
    EMPTY_WAREHOUSE_DOSSIER,
    Guard,
    SalesOrder,
)

Holds = Callable[[Moment, Any], bool]


def _order(moment: Moment, said: Any) -> SalesOrder | None:
    return moment.before.sales.orders.get(said.order)


def _not_awaited(moment: Moment, said: HoldAnswer | EndAnswer) -> bool:
    order = _order(moment, said)
    revoke = order.revoke if order is not None else None
    phase = "asking" if isinstance(said, HoldAnswer) else "ending"
    awaited = revoke is not None and (revoke.attempt, revoke.phase) == (said.attempt, phase)
    return not (awaited and revoke is not None and said.app in revoke.waiting)


def _over(moment: Moment, said: Hold) -> bool:
    """The attempt, or the request, that is asked about is over here."""
    books: Any = getattr(moment.before, moment.step.app).dossiers
    guard: Guard = books[said.order].guard if said.order in books else Guard()
    return said.attempt <= guard.ended_attempt or said.request <= guard.ended_request


def _not_this_request(moment: Moment, said: RecordingNews | DeliveryByAccounting) -> bool:
    order = _order(moment, said)
    return order is None or said.request != order.request or said.request <= order.ended


def _no_such_request(moment: Moment, said: OrderNews) -> bool:
    order = _order(moment, said)
    return order is None or not order.ended < said.request <= order.request


def _older_news(moment: Moment, said: OrderNews) -> bool:
    order = _order(moment, said)
    return order is not None and (said.request, said.version) <= order.seen


def _older_recording(moment: Moment, said: RecordingNews) -> bool:
    order = _order(moment, said)
    return order is not None and said.version <= order.recording_version


def _owned(moment: Moment, said: DeliveryByAccounting) -> bool:
    del said
    return moment.assumptions.delivery_writer == "warehouse"


def _there(moment: Moment, said: OrderRequested) -> bool:
    stored = moment.before.warehouse.dossiers.get(said.order, EMPTY_WAREHOUSE_DOSSIER).document
    return stored is not None and stored.request >= said.request


def _copied(moment: Moment, said: OrderCopied) -> bool:
    copy = moment.before.accounting.dossiers.get(said.order, EMPTY_ACCOUNTING_DOSSIER).copy
    return copy is not None and (copy.request, copy.edition) >= (said.request, said.edition)


def _slip(moment: Moment, said: SlipTaken) -> list[bool]:
    slips = slips_of(moment.before, said.order)
    return [one.synced for one in slips if one.slip == said.slip]


IGNORED: dict[tuple[type, str], Holds] = {
    (DeliveryByAccounting, "no_live_request"): _not_this_request,
    (DeliveryByAccounting, "owned_by_warehouse"): _owned,
    (EndAnswer, "ended"): _not_awaited,
    (Hold, "ended"): _over,
    (HoldAnswer, "ended"): _not_awaited,
    (OrderCopied, "repeat"): _copied,
    (OrderNews, "no_live_request"): _no_such_request,
    (OrderNews, "older"): _older_news,
    (OrderRequested, "repeat"): _there,
    (RecordingNews, "no_live_request"): _not_this_request,
    (RecordingNews, "older"): _older_recording,
    (SlipTaken, "no_such_slip"): lambda moment, said: not _slip(moment, said),
    (SlipTaken, "repeat"): lambda moment, said: _slip(moment, said) == [True],
}


def ignored_says_why(moment: Moment, event: MessageIgnored) -> Ruling:
    """R1.2g: what is ignored stands in the log, with what it was and a true reason."""
    said: Any = moment.step.said
    message = said.message if isinstance(said, Envelope) else said
    true = IGNORED.get((type(message), event.reason))
    right = true is not None and true(moment, message)
    return ruled(right and event.message == type(message).__name__, event.order)


def heard_in_time(moment: Moment, said: Message) -> Ruling | None:
    """What comes late or twice is not acted on: no reason against it was true when it counted."""
    ignored = any(isinstance(event, MessageIgnored) for event in moment.step.events)
    if moment.step.answer != Accepted() or ignored:
        return None
    against = [true(moment, said) for (kind, _), true in IGNORED.items() if kind is type(said)]
    return ruled(not any(against), said.order)


PROMISES = (
    Promise(
        name="ignored-says-why",
        kind="always",
        clauses=(),
        title=Words(
            "Tin bị bỏ qua thì nhật ký ghi đó là tin gì, và lý do bỏ qua là thật.",
            "A message that is ignored stands in the log, with what it was and a true reason.",
        ),
        on=(MessageIgnored,),
        watch=ignored_says_why,
    ),
    Promise(
        name="late-words-do-not-count",
        kind="always",
        clauses=(),
        title=Words(
            "Tin đến muộn hoặc đến hai lần thì không được tính nữa.",
            "What arrives late or twice does not count any more.",
        ),
        on=tuple(dict.fromkeys(kind for kind, _ in IGNORED)),
        watch=heard_in_time,
    ),
)
