"""When a cell of the guard-window matrix is reached: what falls into which moment of a revoke.

A moment is told from Sales' own order and from what the ledger has written down (which app has
said "no activity" and has not been told the end), never from a hold: so rules that hold nothing
are seen to leave the window open. What does not live here: the table (`windows`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from sim.checks.promise import Moment, Promise
from sim.checks.windows import Answer, When, allowed, sighting
from sim.rules.assumptions import Assumptions
from sim.rules.events import (
    HoldPlaced,
    HoldRefused,
    MessageIgnored,
    PushRepeated,
    RevokeCommitted,
)
from sim.rules.messages import (
    Busy,
    Command,
    Envelope,
    MakeIssueCommand,
    MakePaper,
    OrderCopied,
    OrderRequested,
    RecordCopy,
    RecordingNews,
    RecordOrder,
    Refused,
    RejectCopy,
    RejectOrder,
    RevokeRequest,
    SaveSlip,
    SlipPushed,
)
from sim.rules.values import AppName, SalesOrder


class Reached(NamedTuple):
    """A cell that a step has reached, and what was answered there."""

    kind: str
    moment: When
    answer: Answer


def reached(moment: Moment) -> list[Reached]:
    """Return the cells that a step reaches; it is asked of every step, and most reach none."""
    said = moment.step.said
    if isinstance(said, Envelope):
        said = said.message  # type: ignore[assignment]
    found: list[Reached] = []
    watch = TRIED.get(type(said))
    if watch is not None:
        found.extend(watch(moment, said))
    for event in moment.step.events:
        watch = LOOKS.get(type(event))
        if watch is not None:
            found.extend(watch(moment, event))
    return found


def sightings(
    found: list[Reached], assumptions: Assumptions, broken: list[str]
) -> Iterator[Promise]:
    """Return the sightings of a step; `broken` are the promises that it has broken.

    A broken promise is laid to the cells whose answer is not allowed; if there is none, to all.
    """
    right = [allowed(*one, assumptions) for one in found]
    clean = all(right)
    for one, fits in zip(found, right, strict=True):
        yield sighting(one.kind, one.moment, "=" if fits else "#", one.answer)
        if clean or not fits:
            yield from (sighting(one.kind, one.moment, "!", name) for name in broken)


# --- something is tried, or arrives -------------------------------------------------------------


def when(moment: Moment, order: str, app: AppName, request: int) -> When | None:
    """Return the moment of a revoke in which one app is with one request, None if in none.

    None too for an earlier request while the end of the present one is under way: whether the
    app has been told of that one before is not remembered.
    """
    mine = moment.before.sales.orders.get(order)
    revoke = mine.revoke if mine is not None else None
    waits = revoke is not None and (
        app == "sales" or moment.ledger.checked.get((order, app)) == revoke.attempt
    )
    if mine is None or revoke is None or not waits:
        return "deleted" if request <= moment.ledger.ended.get(order, 0) else None
    if request <= moment.ledger.ended.get(order, 0):
        if revoke.phase == "asking" or mine.request > moment.ledger.ended[order]:
            return "deleted"
        return "deleting" if request == mine.request or app == "sales" else None
    return "held" if revoke.phase == "asking" else "releasing"


def tried(
    app: AppName, request_of: Callable[[Moment, Any], int], kind_of: Callable[[Any], str] | str
) -> Watch:
    """Return a watch for an act or a message; who may not do it does not count."""

    def watch(moment: Moment, said: Any) -> Iterable[Reached]:
        order = moment.before.sales.orders.get(said.order)
        if order is not None and not order.attempt:
            return ()  # nobody has ever revoked it
        if isinstance(said, Command) and said.role not in said.roles:
            return ()
        request = request_of(moment, said)
        found = when(moment, said.order, app, request) if request else None
        kind = kind_of if isinstance(kind_of, str) else kind_of(said)
        return (Reached(kind, found, answer_of(moment)),) if found is not None and kind else ()

    return watch


def slip_kind(said: SaveSlip) -> str:
    """Return the kind of a slip by its type."""
    return "slip" if said.type == "sale" else "other-slip"


def paper_kind(said: MakePaper) -> str:
    """Return the kind of a document; a slip is none that a person makes there."""
    return "" if said.kind == "slip" else said.kind


def answer_of(moment: Moment) -> Answer:
    """Return what was answered; a message that changed nothing was ignored."""
    match moment.step.answer:
        case Busy():
            return "busy"
        case Refused():
            return "refused"
    nothing = any(isinstance(one, (MessageIgnored, PushRepeated)) for one in moment.step.events)
    return "ignored" if nothing else "accepted"


def own(moment: Moment, said: Any) -> int:
    """Return the request number that the message or command names itself."""
    del moment
    return int(said.request)


def in_sales(moment: Moment, said: Any) -> int:
    """Return the request of the order in Sales, 0 without one."""
    order = moment.before.sales.orders.get(said.order)
    return order.request if order is not None else 0


def in_warehouse(moment: Moment, said: Any) -> int:
    """Return the request of the order in Warehouse, where there is none the present one."""
    stored = moment.before.warehouse.dossiers.get(said.order)
    document = stored.document if stored is not None else None
    return document.request if document is not None else in_sales(moment, said)


def on_copy(moment: Moment, said: Any) -> int:
    """Return the request of Accounting's copy, where there is none the present one."""
    booked = moment.before.accounting.dossiers.get(said.order)
    copy = booked.copy if booked is not None else None
    return copy.request if copy is not None else in_sales(moment, said)


def at_the_button(moment: Moment, said: RevokeRequest) -> Iterable[Reached]:
    """Sales is asked itself, when the button is pressed."""
    order = moment.before.sales.orders.get(said.order)
    if order is None or order.revoke is not None or said.role not in said.roles:
        return ()
    decided = order.recording in ("recorded", "rejected")
    return (Reached("recorded-in-sales", "asked", answer_of(moment)),) if decided else ()


# --- an app is asked, and the decision ----------------------------------------------------------


def asked(moment: Moment, event: HoldPlaced | HoldRefused) -> Iterator[Reached]:
    """Return what is there when an app is asked, or under way to it."""
    there = warehouse_has if event.app == "warehouse" else accounting_has
    order = moment.before.sales.orders.get(event.order)
    if order is not None:
        answer: Answer = "check_passed" if isinstance(event, HoldPlaced) else "check_refused"
        for kind in there(moment, order, event.request):
            yield Reached(kind, "asked", answer)


def committed(moment: Moment, event: RevokeCommitted) -> Iterator[Reached]:
    """Return what is there, or under way, in all apps when the revoke succeeds."""
    order = moment.before.sales.orders[event.order]
    for there in (warehouse_has, accounting_has):
        for kind in there(moment, order, event.request):
            yield Reached(kind, "decided", "revoke_succeeded")
    if order.recording != "requested":
        yield Reached("recorded-in-sales", "decided", "revoke_succeeded")


def warehouse_has(moment: Moment, order: SalesOrder, request: int) -> Iterator[str]:
    """Return the kinds that Warehouse has of an order, and those under way to it."""
    stored = moment.before.warehouse.dossiers.get(order.order)
    document = stored.document if stored is not None else None
    types = {slip.type for slip in stored.slips} if stored is not None else set()
    if document is not None and document.issue_commands:
        yield "command"
    if "sale" in types:
        yield "slip"
    if types - {"sale"}:
        yield "other-slip"
    saved = moment.ledger.saved.get((order.order, request))
    awaited = saved is not None and saved.goes_to_warehouse
    there = document is not None and document.request >= request
    if awaited and not there and not failed(moment, OrderRequested, order.order, request):
        yield "create"


def accounting_has(moment: Moment, order: SalesOrder, request: int) -> Iterator[str]:
    """Return the kinds that Accounting has of an order, and those under way to it."""
    booked = moment.before.accounting.dossiers.get(order.order)
    copy = booked.copy if booked is not None else None
    kinds = {paper.kind for paper in booked.papers} if booked is not None else set()
    if "slip" in kinds:
        yield "received-slip"
    for kind in ("voucher", "invoice", "receipt"):
        if kind in kinds:
            yield kind
    if copy is not None and copy.request == request and copy.recording != "requested":
        yield copy.recording
    there = copy is not None and copy.request >= request
    if order.copied and not there and not failed(moment, OrderCopied, order.order, request):
        yield "copy"
    if pushed_to(moment, order.order):
        yield "push"


def pushed_to(moment: Moment, order: str) -> bool:
    """Tell whether a slip of the order was sent to Accounting, and neither arrived nor failed."""
    ledger = moment.ledger
    waiting = (slip for slip, its in ledger.pushed.items() if its == order)
    return any(
        slip not in ledger.made and not failed(moment, SlipPushed, order, slip) for slip in waiting
    )


def failed(moment: Moment, kind: type, order: str, number: int | str) -> bool:
    """Tell whether a message stands in the run log as failed: it is not under way."""
    return any(
        isinstance(message := run.envelope.message, kind)
        and message.order == order
        and number in (getattr(message, "slip", ""), getattr(message, "request", 0))
        for run in moment.before.workflow.failed.values()
    )


# --- tables -------------------------------------------------------------------------------------

Watch = Callable[[Moment, Any], Iterable[Reached]]

TRIED: dict[type, Watch] = {
    MakeIssueCommand: tried("warehouse", in_warehouse, "command"),
    SaveSlip: tried("warehouse", in_warehouse, slip_kind),
    OrderRequested: tried("warehouse", own, "create"),
    SlipPushed: tried("accounting", own, "push"),
    MakePaper: tried("accounting", own, paper_kind),
    OrderCopied: tried("accounting", own, "copy"),
    RecordCopy: tried("accounting", on_copy, "recorded"),
    RejectCopy: tried("accounting", on_copy, "rejected"),
    RecordOrder: tried("sales", in_sales, "recorded-in-sales"),
    RejectOrder: tried("sales", in_sales, "recorded-in-sales"),
    RecordingNews: tried("sales", own, "recording-news"),
    RevokeRequest: at_the_button,
}
LOOKS: dict[type, Watch] = {
    HoldPlaced: asked,
    HoldRefused: asked,
    RevokeCommitted: committed,
}
