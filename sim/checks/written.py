"""Promises about what a step writes down, whatever it is about: it is evidence, so it is exact.

Every value is of its kind, every event and message is of the order that was spoken of, every
message goes from its app to its app, every "no" has its reason. What does not live here: whether
what was decided is right (the parts of the document), whether it was done (`done`).
"""

from __future__ import annotations

from typing import Any, get_args

import msgspec
from msgspec import Struct

from sim.checks.promise import HELD, Moment, Promise, Ruling, Words, broken, ruled
from sim.checks.reasons import REFUSED
from sim.rules.events import AnyEvent, RunFailed
from sim.rules.messages import (
    FLOWS,
    Accepted,
    AnyCommand,
    AnyMessage,
    Busy,
    Command,
    Envelope,
    Refused,
    Rerun,
)
from sim.rules.step import Fault
from sim.rules.values import AppName

Said = Command | AnyMessage | Fault
ANYTHING_SAID = (*get_args(AnyCommand), *get_args(AnyMessage), Fault)

# message -> from which app, to which, on which channel
WAY: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "DeliveryByAccounting": (("accounting",), ("sales",), "direct_link"),
    "EndAnswer": (("warehouse", "accounting"), ("sales",), "revoke"),
    "EndHold": (("sales",), ("warehouse", "accounting"), "revoke"),
    "Hold": (("sales",), ("warehouse", "accounting"), "revoke"),
    "HoldAnswer": (("warehouse", "accounting"), ("sales",), "revoke"),
    "NumberTold": (("sales",), ("accounting",), "spoken"),
    "OrderCopied": (("sales",), ("accounting",), "direct_link"),
    "OrderNews": (("warehouse",), ("sales",), "status_to_sales"),
    "OrderRequested": (("sales",), ("warehouse",), "order_to_warehouse"),
    "RecordingNews": (("accounting",), ("sales",), "direct_link"),
    "SlipPushed": (("warehouse",), ("accounting",), "slip_to_accounting"),
    "SlipTaken": (("accounting",), ("warehouse",), "answer"),
}


class Written(Struct, frozen=True, array_like=True):
    """A step as its values are declared."""

    app: AppName
    said: AnyCommand | Envelope | Fault
    answer: Accepted | Refused | Busy
    events: tuple[AnyEvent, ...]
    sent: tuple[Envelope, ...]


READER = msgspec.json.Decoder(Written)


def of_its_kind(moment: Moment, said: Said) -> Ruling:
    """All that a step writes down can be read back as what it is declared to be."""
    step = moment.step
    written = Written(step.app, step.said, step.answer, step.events, step.sent)  # type: ignore[arg-type]
    try:
        again = READER.decode(msgspec.json.encode(written))
    except msgspec.MsgspecError:
        return broken(order_of(moment, said))
    return ruled(again == written, order_of(moment, said))


def order_of(moment: Moment, said: Said) -> str:
    """Return the order that was spoken of, empty if none."""
    if isinstance(said, Fault):
        return said.envelope.message.order if said.envelope is not None else ""
    if isinstance(said, Rerun):
        failed = moment.before.workflow.failed.get(said.run)
        return failed.envelope.message.order if failed is not None else ""
    return str(getattr(said, "order", ""))


def of_its_order(moment: Moment, said: Said) -> Ruling:
    """What follows from a step is of the order that was spoken of, in the app that heard it."""
    step, order = moment.step, order_of(moment, said)
    orders = [event.order for event in step.events]
    orders += [envelope.message.order for envelope in step.sent]
    heard = step.said.target if isinstance(step.said, Envelope) else getattr(said, "app", step.app)
    if isinstance(said, Fault) and said.kind == "fail":
        heard = "workflow"
    return ruled(all(one == order for one in orders) and step.app == heard, order)


def goes_its_way(moment: Moment, envelope: Envelope) -> Ruling:
    """A message goes from the app that sends it to the one it is for, by its own flow."""
    sources, targets, channel = WAY[type(envelope.message).__name__]
    told_by = getattr(envelope.message, "app", envelope.source)
    right = envelope.source in sources and envelope.target in targets
    right = right and envelope.channel == channel and told_by == envelope.source
    by_itself = isinstance(moment.step.said, Rerun) or moment.step.app == envelope.source
    return ruled(right and by_itself, envelope.message.order)


def refusal_says_why(moment: Moment, answer: Refused) -> Ruling:
    """Every "no" has a reason of its app's list and names what stands against it."""
    step = moment.step
    said: Any = step.said.message if isinstance(step.said, Envelope) else step.said
    named = REFUSED[step.app].get(answer.reason)
    if named is None:
        return broken(step.order)
    there = next((one for one in map(_found(moment, said), named) if one is not None), ("",))
    return ruled(answer.document in there, step.order, answer.document)


def _found(moment: Moment, said: Any) -> Any:
    """Return what finds the names that something said, or the order it is about, has there."""
    order = moment.before.sales.orders.get(getattr(said, "order", ""))

    def names(field: str) -> tuple[str, ...] | None:
        if field == "item":
            return tuple(line.item for line in said.lines)
        if field == "child":
            return order.children if order is not None else None
        if field == "parent" and not hasattr(said, field):
            return (order.parent,) if order is not None else None
        return (getattr(said, field),) if hasattr(said, field) else None

    return names


def failure_is_logged(moment: Moment, event: RunFailed) -> Ruling:
    """R1.1d: a run that failed stands in the run log with its message and its reason."""
    step = moment.step
    envelope = step.said.envelope if isinstance(step.said, Fault) else step.said
    why = (event.reason, event.document)
    if isinstance(step.answer, Refused):
        right = why == (step.answer.reason, step.answer.document)
    else:
        right = isinstance(step.said, Fault) and why == ("not_reached", "")
    before, after = moment.before.workflow.failed, moment.after.workflow.failed
    entry, earlier = after.get(event.run), before.get(event.run)
    kept = entry is not None and (entry.envelope, entry.reason, entry.document) == (envelope, *why)
    kept = kept and (earlier is None or earlier.envelope == envelope)  # no other run is covered up
    return ruled(right and kept and event.envelope == envelope, event.order)


def success_clears(moment: Moment, said: Said) -> Ruling | None:
    """R1.1d: a run stands in the run log as long as its message has not arrived, no longer."""
    del said
    step = moment.step
    if not isinstance(step.said, Envelope) or step.said.channel not in FLOWS:
        return None
    waiting = [one.envelope for one in moment.after.workflow.failed.values()]
    failed = isinstance(step.answer, Refused)
    if isinstance(step.answer, Busy):
        return HELD
    return ruled((step.said in waiting) == failed, step.order)


PROMISES = (
    Promise(
        name="of-its-kind",
        kind="always",
        clauses=(),
        title=Words(
            "Mọi điều một bước ghi lại đều đọc lại được đúng như đã khai báo.",
            "All that a step writes down can be read back as what it is declared to be.",
        ),
        on=ANYTHING_SAID,
        watch=of_its_kind,
    ),
    Promise(
        name="of-its-order",
        kind="always",
        clauses=(),
        title=Words(
            "Mọi điều một bước gây ra đều thuộc đúng đơn hàng mà bước đó nói đến.",
            "All that follows from a step is of the order that the step is about.",
        ),
        on=ANYTHING_SAID,
        watch=of_its_order,
    ),
    Promise(
        name="messages-go-their-way",
        kind="always",
        clauses=(),
        title=Words(
            "Mỗi tin đi từ đúng ứng dụng gửi đến đúng ứng dụng nhận, theo đúng luồng.",
            "Each message goes from its app to the app that it is for, by its own flow.",
        ),
        on_sent=get_args(AnyMessage),
        watch=goes_its_way,
    ),
    Promise(
        name="refusal-says-why",
        kind="always",
        clauses=(),
        title=Words(
            "Mỗi lần từ chối đều nêu lý do đã biết và chứng từ vướng mắc.",
            "Every refusal has a known reason and names what stands against it.",
        ),
        on=(Refused,),
        watch=refusal_says_why,
    ),
    Promise(
        name="failed-run-is-logged",
        kind="always",
        clauses=(),
        title=Words(
            "Lần chạy lỗi nằm trong nhật ký chạy với đúng tin và đúng lý do.",
            "A run that failed stands in the run log with its message and its reason.",
        ),
        on=(RunFailed,),
        watch=failure_is_logged,
    ),
    Promise(
        name="run-log-is-true",
        kind="always",
        clauses=(),
        title=Words(
            "Nhật ký chạy lỗi chỉ giữ những lần chạy mà tin chưa đến nơi.",
            "The run log keeps a failed run until its message has arrived, and no longer.",
        ),
        on=get_args(AnyMessage),
        watch=success_clears,
    ),
)
