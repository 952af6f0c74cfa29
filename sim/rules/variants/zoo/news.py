"""Planted bugs: what Warehouse tells Sales, when, and what Sales makes of it (R1.2a, c-g)."""

from __future__ import annotations

from msgspec.structs import replace

from sim.rules.decider import Decision, ignored
from sim.rules.events import AnyEvent, DeliverySet, DeliveryUpdated, OrderChanged, SlipDeleted
from sim.rules.messages import EditSlip, Envelope, OrderNews, OrderRequested
from sim.rules.sales import Sales
from sim.rules.state import WarehouseState
from sim.rules.values import (
    Delivery,
    DeliveryStatus,
    ExecutionStatus,
    Flows,
    Quantities,
    SalesOrder,
    Slip,
    WarehouseDossier,
    WarehouseOrder,
)
from sim.rules.variants.bug import bug
from sim.rules.warehouse import Warehouse
from sim.rules.warehouse_slips import Shown


@bug(
    "partial-is-delivered",
    "R1.2a",
    vi="Mới giao một phần mà hiện Đã giao đủ.",
    en="A part that was delivered shows as all.",
)
class PartialIsDelivered(Sales):
    def status_for(self, status: ExecutionStatus, issued: Quantities) -> DeliveryStatus:
        return "delivered" if any(got for _, got in issued) else "not_delivered"


@bug(
    "cancelled-is-delivered",
    "R1.2a",
    vi="Kho hủy đơn thì Bán hàng hiện Đã giao đủ.",
    en="An order cancelled in Warehouse shows as delivered.",
)
class CancelledIsDelivered(Sales):
    def status_for(self, status: ExecutionStatus, issued: Quantities) -> DeliveryStatus:
        return "delivered" if status == "cancelled" else super().status_for(status, issued)


@bug(
    "rounded-percent",
    "R1.2a",
    "F16",
    "rounded",
    vi="Làm tròn phần trăm, gần đủ đã thành Hoàn thành.",
    en="Percentages are rounded: almost all is Completed.",
)
class RoundedPercent(Warehouse):
    def status(self, order: WarehouseOrder, issued: Quantities) -> ExecutionStatus:
        ordered = sum(line.quantity for line in order.lines)
        got = sum(quantity for _, quantity in issued)
        percent = (200 * got + ordered) // (2 * ordered)
        done = percent >= 100 and not order.cancelled
        return "completed" if done else super().status(order, issued)


@bug(
    "tab-hides-edits",
    "R1.2c",
    vi="Tab Thực xuất giữ số cũ của phiếu đã sửa số.",
    en="The Actual issues tab keeps the old number of an edited slip.",
)
class TabHidesEdits(Sales):
    def shown(self, said: OrderNews) -> Delivery:
        right = super().shown(said)
        return replace(right, issues=tuple(replace(one, number=one.slip) for one in right.issues))


@bug(
    "tab-only-grows",
    "R1.2c",
    vi="Phiếu đã xóa vẫn còn trên tab Thực xuất.",
    en="A deleted slip stays on the Actual issues tab.",
)
class TabOnlyGrows(Sales):
    def news(self, order: SalesOrder | None, said: OrderNews) -> Decision:
        decision = super().news(order, said)
        if order is None or not isinstance(decision, tuple):
            return decision
        there = {one.slip for one in said.slips}
        gone = tuple(one for one in order.delivery.issues if one.slip not in there)
        return tuple(_with_slips(event, gone) for event in decision)


def _with_slips(event: AnyEvent, more: tuple[object, ...]) -> AnyEvent:
    if not isinstance(event, DeliveryUpdated):
        return event
    issues = (*more, *event.delivery.issues)
    return replace(event, delivery=replace(event.delivery, issues=issues))


@bug(
    "word-only",
    "R1.2d",
    vi="Chỉ báo về Bán hàng khi tình trạng đổi chữ.",
    en="News is sent only when the status word changes.",
)
class WordOnly(Warehouse):
    def worth_telling(self, before: Shown, after: Shown) -> bool:
        return before[0] != after[0]


@bug(
    "second-part-not-told",
    "R1.2d",
    "second part not sent",
    vi="Chỉ phiếu đầu tiên được báo về, các phiếu sau thì không.",
    en="The first slip is told, further ones are not.",
)
class SecondPartNotTold(Warehouse):
    def worth_telling(self, before: Shown, after: Shown) -> bool:
        further = bool(before[2]) and len(after[2]) > len(before[2])
        return super().worth_telling(before, after) and not further


@bug(
    "edit-not-told",
    "R1.2d",
    "F18",
    vi="Sửa phiếu xuất kho không báo về Bán hàng.",
    en="An edited slip is not told to Sales.",
)
class EditNotTold(Warehouse):
    def edit_slip(
        self, state: WarehouseState, dossier: WarehouseDossier, slip: Slip, said: EditSlip
    ) -> Decision:
        decision = super().edit_slip(state, dossier, slip, said)
        return decision[:1] if isinstance(decision, tuple) else decision


@bug(
    "sales-writes-back",
    "R1.2e",
    vi="Sửa tình trạng giao hàng bên Bán hàng thì gửi sang Kho.",
    en="A status set in Sales is sent to Warehouse.",
)
class SalesWritesBack(Sales):
    def react(self, event: AnyEvent) -> tuple[Envelope, ...]:
        if isinstance(event, DeliverySet):
            message = OrderRequested(order=event.order, request=0, customer="", lines=())
            return (Envelope("sales", "warehouse", "order_to_warehouse", message),)
        return super().react(event)


@bug(
    "older-news-applied",
    "R1.2f",
    "F3",
    "older version",
    vi="Tin cũ đến trễ ghi đè tin mới.",
    en="Older news that comes late overwrites newer news.",
)
class OlderNewsApplied(Sales):
    def newer(self, order: SalesOrder, said: OrderNews) -> bool:
        return (said.request, said.version) != order.seen


@bug(
    "version-kept",
    "R1.2f",
    vi="Xóa phiếu không tăng số phiên bản của tin.",
    en="Deleting a slip does not raise the version of the news.",
)
class VersionKept(Warehouse):
    def told(self, dossier: WarehouseDossier, flows: Flows, event: AnyEvent) -> Decision:
        decision = super().told(dossier, flows, event)
        if isinstance(decision, tuple) and isinstance(event, SlipDeleted):
            return tuple(
                replace(one, version=one.version - 1) if isinstance(one, OrderChanged) else one
                for one in decision
            )
        return decision


@bug(
    "news-of-revoked",
    "R1.2g",
    vi="Bán hàng nhận tin của đơn đã thu hồi.",
    en="News of an order that was revoked is applied.",
)
class NewsOfRevoked(Sales):
    def news(self, order: SalesOrder | None, said: OrderNews) -> Decision:
        if order is None or not self.newer(order, said):
            return ignored(said, "older")
        return (
            DeliveryUpdated(
                order=order.order,
                request=said.request,
                version=said.version,
                delivery=self.shown(said),
            ),
        )
