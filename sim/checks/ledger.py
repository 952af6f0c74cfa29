"""What the promises remember: facts written down as they happen, by nobody else's word.

One ledger serves all promises and is part of a state's identity in the explorer, so it holds only
what some promise needs. It is filled from events and messages, never by asking the rules.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from rpds import HashTrieMap as Map

from sim.rules.events import (
    DeliverySet,
    HoldEnded,
    HoldPlaced,
    HoldRefused,
    OrderChanged,
    OrderReceived,
    RequestSaved,
    RevokeCommitted,
    SlipReceived,
)
from sim.rules.messages import Envelope, OrderNews, SlipPushed
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.rules.values import AppName, Line


class SavedRequest(NamedTuple):
    """A request as it was saved: what Warehouse must get, and whether it must get it."""

    customer: str
    lines: tuple[Line, ...]
    is_parent: bool
    flow_on: bool

    @property
    def goes_to_warehouse(self) -> bool:
        """R1.1a, b, n: an ordinary order, saved while the flow was on."""
        return self.flow_on and not self.is_parent


class Ledger(NamedTuple):
    """The facts; keys are order numbers, (order, request) pairs, or slip ids."""

    saved: Map[tuple[str, int], SavedRequest] = Map()
    ended: Map[str, int] = Map()  # the highest request that a committed revoke ended
    arrived: Map[tuple[str, int], bool] = Map()  # orders made in Warehouse
    refusals: Map[tuple[str, int, str, str], bool] = Map()  # order, last attempt, why, document
    news: Map[str, OrderNews] = Map()  # the greatest news that reached Sales
    told: Map[str, bool] = Map()  # was the latest change in Warehouse told to Sales?
    by_hand: Map[str, bool] = Map()  # the delivery status was set by somebody else than Warehouse
    pushed: Map[str, str] = Map()  # slip ids ever sent to Accounting, with their order
    made: Map[str, bool] = Map()  # slip ids ever made in Accounting
    checked: Map[tuple[str, AppName], int] = Map()  # attempt an app said yes to, its end not told
    mistaken: Map[str, tuple[str, str]] = Map()  # slip ids: the order they were saved on, and meant


def remember(ledger: Ledger, before: Apps, step: Step) -> Ledger:
    """Return the ledger after a step; the same object if the step left nothing to remember."""
    for event in step.events:
        note = NOTES.get(type(event))
        if note is not None:
            ledger = note(ledger, before, event)
    if isinstance(step.said, Envelope) and isinstance(step.said.message, OrderNews):
        ledger = _note_news(ledger, step.said.message)
    if isinstance(step.said, Fault) and step.said.meant:
        where = (step.said.order, step.said.meant)
        ledger = ledger._replace(mistaken=ledger.mistaken.insert(step.said.document, where))
    for envelope in step.sent:
        message = envelope.message
        if isinstance(message, SlipPushed) and message.slip not in ledger.pushed:
            ledger = ledger._replace(pushed=ledger.pushed.insert(message.slip, message.order))
    return ledger


def _note_request(ledger: Ledger, before: Apps, event: RequestSaved) -> Ledger:
    order = before.sales.orders[event.order]
    saved = SavedRequest(
        customer=order.customer,
        lines=order.lines,
        is_parent=order.is_parent or bool(order.children),
        flow_on=before.workflow.flows.order_to_warehouse,
    )
    return ledger._replace(saved=ledger.saved.insert((event.order, event.request), saved))


def _note_commit(ledger: Ledger, _: Apps, event: RevokeCommitted) -> Ledger:
    return ledger._replace(
        ended=ledger.ended.insert(event.order, event.request),
        news=ledger.news.discard(event.order),
        by_hand=ledger.by_hand.discard(event.order),
        told=ledger.told.discard(event.order),
    )


def _note_arrival(ledger: Ledger, _: Apps, event: OrderReceived) -> Ledger:
    return ledger._replace(arrived=ledger.arrived.insert((event.order, event.request), True))


def _note_refusal(ledger: Ledger, _: Apps, event: HoldRefused) -> Ledger:
    """Keep why an attempt was refused; what an earlier attempt met no longer matters.

    Otherwise somebody who revokes again and again would never come back to a state that was.
    """
    refusals = ledger.refusals
    for key in ledger.refusals:
        if key[0] == event.order and key[1] < event.attempt:
            refusals = refusals.remove(key)
    why = (event.order, event.attempt, event.reason, event.document)
    return ledger._replace(refusals=refusals.insert(why, True))


def _note_check(ledger: Ledger, _: Apps, event: HoldPlaced) -> Ledger:
    at = (event.order, event.app)
    return ledger._replace(checked=ledger.checked.insert(at, event.attempt))


def _note_end(ledger: Ledger, _: Apps, event: HoldEnded) -> Ledger:
    at = (event.order, event.app)
    if ledger.checked.get(at, event.attempt + 1) > event.attempt:
        return ledger
    return ledger._replace(checked=ledger.checked.remove(at))


def _note_change(ledger: Ledger, before: Apps, event: OrderChanged) -> Ledger:
    told = before.workflow.flows.status_to_sales
    return ledger._replace(told=ledger.told.insert(event.order, told))


def _note_hand(ledger: Ledger, _: Apps, event: DeliverySet) -> Ledger:
    return ledger._replace(by_hand=ledger.by_hand.insert(event.order, True))


def _note_made(ledger: Ledger, _: Apps, event: SlipReceived) -> Ledger:
    return ledger._replace(made=ledger.made.insert(event.slip, True))


def _note_news(ledger: Ledger, news: OrderNews) -> Ledger:
    """Keep the greatest (request, version) that reached Sales for a request not ended."""
    known = ledger.news.get(news.order)
    if news.request <= ledger.ended.get(news.order, 0):
        return ledger
    if known is not None and (known.request, known.version) >= (news.request, news.version):
        return ledger
    return ledger._replace(
        news=ledger.news.insert(news.order, news), by_hand=ledger.by_hand.discard(news.order)
    )


NOTES: dict[type, Callable[[Ledger, Apps, Any], Ledger]] = {
    RequestSaved: _note_request,
    RevokeCommitted: _note_commit,
    OrderReceived: _note_arrival,
    HoldPlaced: _note_check,
    HoldRefused: _note_refusal,
    HoldEnded: _note_end,
    OrderChanged: _note_change,
    DeliverySet: _note_hand,
    SlipReceived: _note_made,
}
