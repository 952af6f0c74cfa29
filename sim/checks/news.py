"""Promises of part 1.2 of the document: what Warehouse tells Sales (R1.2a-g)."""

from __future__ import annotations

from collections.abc import Iterator

from sim.checks.ledger import Ledger
from sim.checks.promise import Moment, Promise, Ruling, Words, broken, ruled
from sim.checks.tables import (
    DELIVERY_STATUS,
    delivery_for,
    issued_of,
    same_quantities,
    shown_by_warehouse,
)
from sim.rules.events import (
    DeliveryUpdated,
    OrderCancelled,
    OrderChanged,
    SlipDeleted,
    SlipEdited,
    SlipSaved,
)
from sim.rules.messages import Accepted, OrderNews, SetDelivery
from sim.rules.state import Apps
from sim.rules.values import EMPTY_WAREHOUSE_DOSSIER, Delivery, SalesOrder, WarehouseDossier


def maps(moment: Moment, event: DeliveryUpdated) -> Ruling:
    """R1.2a: what Sales shows after news is the table's value for it."""
    news = moment.step.said.message  # type: ignore[union-attr]
    assert isinstance(news, OrderNews)
    some = any(quantity > 0 for _, quantity in news.issued)
    expected = DELIVERY_STATUS.get((news.status, some))
    shown = moment.after.sales.orders[event.order].delivery.status
    return ruled(shown == expected, event.order)


def status_follows(moment: Moment, event: OrderChanged) -> Ruling | None:
    """R1.2a: the execution status that is told is the one that the quantities give, unrounded."""
    stored = moment.after.warehouse.dossiers.get(event.order, EMPTY_WAREHOUSE_DOSSIER)
    there = shown_by_warehouse(stored)
    return None if there is None else ruled(event.status == there.status, event.order)


def told_orders(
    ledger: Ledger, apps: Apps
) -> Iterator[tuple[SalesOrder, WarehouseDossier, Delivery]]:
    """Return the live orders whose latest change in Warehouse was told to Sales.

    News that stands in the run log as failed, newer than what Sales has, waits for a person.
    """
    waiting = _waiting(ledger, apps)
    for _, order in sorted(apps.sales.orders.items()):
        stored = apps.warehouse.dossiers.get(order.order)
        if stored is None or stored.document is None or not order.live():
            continue
        if order.order in waiting:
            continue
        if ledger.told.get(order.order, False) and order.order not in ledger.by_hand:
            yield order, stored, order.delivery


def _waiting(ledger: Ledger, apps: Apps) -> set[str]:
    """Return the orders with a failed run of news that is newer than all that reached Sales."""
    found: set[str] = set()
    for failed in apps.workflow.failed.values():
        news = failed.envelope.message
        if isinstance(news, OrderNews):
            known = ledger.news.get(news.order)
            if known is None or (known.request, known.version) < (news.request, news.version):
                found.add(news.order)
    return found


def status_settles(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """R1.2a, settled: the delivery status is the table's value for Warehouse's own state."""
    for order, stored, delivery in told_orders(ledger, apps):
        there = shown_by_warehouse(stored)
        assert there is not None
        some = any(quantity > 0 for _, quantity in there.issued)
        yield ruled(delivery.status == DELIVERY_STATUS.get((there.status, some)), order.order)


def quantities_settle(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """R1.2b, settled: delivered equals issued on the same line, the sum over the slips."""
    for order, stored, delivery in told_orders(ledger, apps):
        there = tuple(sorted(issued_of(stored).items()))
        yield ruled(same_quantities(delivery.delivered, there), order.order)


def not_over_issued(moment: Moment, event: SlipSaved | SlipEdited) -> Ruling | None:
    """R1.2b: where the company forbids it, the slips together never issue above the order."""
    stored = moment.after.warehouse.dossiers.get(event.order, EMPTY_WAREHOUSE_DOSSIER)
    if moment.assumptions.over_issue == "allow" or stored.document is None:
        return None
    got = issued_of(stored)
    above = any(got.get(line.no, 0) > line.quantity for line in stored.document.lines)
    return ruled(not above, event.order, event.slip.slip)


def issues_settle(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """R1.2c, settled: the Actual issues tab shows the same slips, field by field."""
    for order, stored, delivery in told_orders(ledger, apps):
        there = shown_by_warehouse(stored)
        assert there is not None
        yield ruled(delivery.issues == there.slips, order.order)


def any_change_tells(
    moment: Moment, event: SlipSaved | SlipEdited | SlipDeleted | OrderCancelled
) -> Ruling | None:
    """R1.2d: one news for any of the three changes, also with the status word unchanged."""
    before = moment.before.warehouse.dossiers.get(event.order, EMPTY_WAREHOUSE_DOSSIER)
    after = moment.after.warehouse.dossiers.get(event.order, EMPTY_WAREHOUSE_DOSSIER)
    shown = shown_by_warehouse(after)
    if shown is None:
        return None
    sent = [one.message for one in moment.step.sent if isinstance(one.message, OrderNews)]
    if shown == shown_by_warehouse(before) or not moment.before.workflow.flows.status_to_sales:
        return ruled(not sent, event.order)
    whole = [(one.status, one.issued, one.slips) == tuple(shown) for one in sent]
    return ruled(whole == [True], event.order)


def one_way(moment: Moment, command: SetDelivery) -> Ruling | None:
    """R1.2e: editing delivery fields in Sales reaches nobody."""
    if moment.step.answer != Accepted():
        return None
    untouched = moment.before.warehouse == moment.after.warehouse
    return ruled(untouched and not moment.step.sent, command.order)


def newest_wins(moment: Moment, news: OrderNews) -> Ruling | None:
    """R1.2f: Sales shows Warehouse's state at the greatest (request, version) received."""
    order = moment.after.sales.orders.get(news.order)
    newest = moment.ledger_after.news.get(news.order)
    if order is None or newest is None or news.order in moment.ledger_after.by_hand:
        return None
    return ruled(order.delivery == delivery_for(newest), news.order)


def never_back(moment: Moment, event: DeliveryUpdated) -> Ruling:
    """R1.2f: the pair (request, version) that Sales shows never decreases."""
    before = moment.before.sales.orders[event.order].seen
    return ruled(before < moment.after.sales.orders[event.order].seen, event.order)


def only_for_live_requests(moment: Moment, news: OrderNews) -> Ruling | None:
    """R1.2g: news for an order that is not, or no longer, requested changes nothing."""
    order = moment.before.sales.orders.get(news.order)
    if order is not None and news.request > moment.ledger.ended.get(news.order, 0):
        return None
    return ruled(moment.before.sales == moment.after.sales, news.order)


def versions_rise(moment: Moment, event: OrderChanged) -> Ruling | None:
    """R1.2f: each change in Warehouse has a greater (request, version) than the one before."""
    before = moment.before.warehouse.dossiers[event.order].document
    if before is None:
        return broken(event.order)
    return ruled((event.request, event.version) > (before.request, before.version), event.order)


PROMISES = (
    Promise(
        name="delivery-status-maps",
        kind="always",
        clauses=("R1.2a",),
        title=Words(
            "Tình trạng giao hàng trên Bán hàng đúng với tình trạng thực hiện mà Kho báo về.",
            "Sales shows the delivery status that belongs to Warehouse's execution status.",
        ),
        on=(DeliveryUpdated,),
        watch=maps,
    ),
    Promise(
        name="execution-status-follows",
        kind="always",
        clauses=("R1.2a",),
        title=Words(
            "Tình trạng thực hiện mà Kho báo đúng với số lượng đã xuất, không làm tròn.",
            "The execution status that Warehouse tells follows from the quantities, unrounded.",
        ),
        on=(OrderChanged,),
        watch=status_follows,
    ),
    Promise(
        name="delivery-status-settles",
        kind="eventually",
        clauses=("R1.2a",),
        title=Words(
            "Đồng bộ xong thì tình trạng giao hàng khớp với tình trạng thực hiện bên Kho.",
            "Once settled the delivery status agrees with Warehouse's execution status.",
        ),
        settle=status_settles,
    ),
    Promise(
        name="delivered-equals-issued",
        kind="eventually",
        clauses=("R1.2b",),
        title=Words(
            "Đồng bộ xong thì số lượng giao của từng dòng bằng số lượng đã xuất của đúng dòng đó.",
            "Once settled the delivered quantity of each line is the issued one of that line.",
        ),
        settle=quantities_settle,
        assumptions=("over_issue", "stock_shortage"),
    ),
    Promise(
        name="not-over-issued",
        kind="always",
        clauses=("R1.2b",),
        title=Words(
            "Công ty không cho xuất quá thì tổng các phiếu không vượt số lượng đặt.",
            "Where it is forbidden, the slips together never issue more than was ordered.",
        ),
        on=(SlipSaved, SlipEdited),
        watch=not_over_issued,
        assumptions=("over_issue",),
    ),
    Promise(
        name="actual-issues-mirror",
        kind="eventually",
        clauses=("R1.2c",),
        title=Words(
            "Đồng bộ xong thì tab Thực xuất hiện đúng các phiếu xuất kho của đơn.",
            "Once settled the Actual issues tab shows exactly the order's slips.",
        ),
        settle=issues_settle,
    ),
    Promise(
        name="any-change-tells",
        kind="always",
        clauses=("R1.2d",),
        title=Words(
            "Một trong ba thay đổi (tình trạng, số lượng, phiếu xuất kho) là đủ để báo về"
            " Bán hàng.",
            "Any of the three changes (status, quantity, slips) is enough for news to Sales.",
        ),
        on=(SlipSaved, SlipEdited, SlipDeleted, OrderCancelled),
        watch=any_change_tells,
    ),
    Promise(
        name="one-way-to-sales",
        kind="always",
        clauses=("R1.2e",),
        title=Words(
            "Sửa tình trạng giao hàng trên Bán hàng không làm thay đổi gì bên Kho.",
            "Editing delivery fields in Sales changes nothing in Warehouse.",
        ),
        on=(SetDelivery,),
        watch=one_way,
        assumptions=("delivery_writer",),
    ),
    Promise(
        name="newest-news-wins",
        kind="always",
        clauses=("R1.2f",),
        title=Words(
            "Tin từ Kho đến trễ hay đến hai lần không ghi đè tình trạng mới hơn.",
            "News that comes late or twice never overwrites a newer state.",
        ),
        on=(OrderNews,),
        watch=newest_wins,
    ),
    Promise(
        name="news-never-goes-back",
        kind="always",
        clauses=("R1.2f",),
        title=Words(
            "Phiên bản tin mà Bán hàng đang hiện không bao giờ giảm.",
            "The version of the news that Sales shows never decreases.",
        ),
        on=(DeliveryUpdated,),
        watch=never_back,
    ),
    Promise(
        name="versions-rise",
        kind="always",
        clauses=("R1.2f",),
        title=Words(
            "Mỗi thay đổi bên Kho mang số phiên bản lớn hơn lần trước.",
            "Each change in Warehouse carries a greater version than the one before.",
        ),
        on=(OrderChanged,),
        watch=versions_rise,
    ),
    Promise(
        name="no-news-without-request",
        kind="always",
        clauses=("R1.2g",),
        title=Words(
            "Tin của đơn không còn đề nghị bị bỏ qua, Bán hàng giữ nguyên.",
            "News for an order that is no longer requested is ignored by Sales.",
        ),
        on=(OrderNews,),
        watch=only_for_live_requests,
    ),
)
