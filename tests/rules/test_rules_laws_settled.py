"""Laws that hold once everything has settled, whatever the history was (domain.md 7.3)."""

from collections import Counter
from itertools import chain

from rules.given import settle
from rules.histories import LAW, any_history, calm_history, events_of
from rules.vocabulary import DH1, DH2

from sim.rules.events import RequestSaved
from sim.rules.values import AccountingDossier, WarehouseDossier, WarehouseOrder


def stored(apps, order: str) -> WarehouseDossier:
    return apps.warehouse.dossiers.get(order, WarehouseDossier())


def booked(apps, order: str) -> AccountingDossier:
    return apps.accounting.dossiers.get(order, AccountingDossier())


def mapped(document: WarehouseOrder | None, issued: Counter[int]) -> str:
    """Return what Sales must show, by the quantities alone (domain.md 7.1)."""
    if document is None or not issued:
        return "not_delivered"
    enough = all(issued[line.no] >= line.quantity for line in document.lines)
    return "delivered" if enough and not document.cancelled else "partial"


@LAW
@calm_history
def test_settled_sales_shows_what_warehouse_has(history) -> None:
    """R1.2a-c, 7.3 no. 3 and 4: delivered equals issued, and the tab has the same slips."""
    apps, _ = settle(history.rules, history.apps, history.way)
    for number in (DH1, DH2):
        order, dossier = apps.sales.orders.get(number), stored(apps, number)
        if order is None:
            continue
        issued = Counter[int]()
        for line in chain.from_iterable(slip.lines for slip in dossier.slips):
            issued[line.no] += line.quantity

        assert {no: got for no, got in order.delivery.delivered if got} == dict(issued)
        assert order.delivery.issues == tuple(slip.info() for slip in dossier.slips)
        if history.rules.sales.assumptions.delivery_writer == "warehouse":
            assert order.delivery.status == mapped(dossier.document, issued)


@LAW
@any_history
def test_settled_nothing_stands_on_a_request_that_is_not_live(history) -> None:
    """7.3 no. 1 and 2, R1.1f, l: no order, no slip, no document; and nobody is held."""
    apps, _ = settle(history.rules, history.apps, history.way)
    for number, order in apps.sales.orders.items():
        here, there = stored(apps, number), booked(apps, number)

        assert order.revoke is None
        assert (here.guard.hold, there.guard.hold) == (0, 0)
        if not order.live():
            assert (here.document, here.slips) == (None, ())
            assert there.copy is None
            assert [one for one in there.papers if one.kind != "receipt"] == []


@LAW
@any_history
def test_settled_every_live_request_that_was_sent_has_its_order(history) -> None:
    """R1.1a: exactly one in Warehouse, under the latest request; none that was not sent."""
    apps, _ = settle(history.rules, history.apps, history.way)
    sent = {
        (event.order, event.request): event.to_warehouse
        for event in events_of(history)
        if isinstance(event, RequestSaved)
    }
    for number in (DH1, DH2):
        order, document = apps.sales.orders.get(number), stored(apps, number).document
        if order is not None and order.live() and sent[number, order.request]:
            assert document is not None
            assert document.request == order.request
    for number in apps.sales.orders:
        if not any(goes for (one, _), goes in sent.items() if one == number):
            assert stored(apps, number).document is None
