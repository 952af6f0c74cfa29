"""Planted bugs: the order on its way to Warehouse, and what may be done to it there (R1.1a-e)."""

from __future__ import annotations

from msgspec.structs import replace

from sim.rules.decider import Decision, ignored
from sim.rules.events import OrderDeleted, OrderReceived
from sim.rules.messages import (
    EditOrder,
    MakeIssueCommand,
    OpenRequest,
    OrderRequested,
    Refused,
    SaveRequest,
)
from sim.rules.sales import Sales
from sim.rules.state import SalesState, WarehouseState
from sim.rules.values import SalesOrder, WarehouseDossier
from sim.rules.variants.bug import bug
from sim.rules.warehouse import Warehouse


@bug(
    "create-again",
    "R1.1a",
    "F1",
    vi="Tin tạo đơn đến lần nữa thì Kho tạo đơn lần nữa.",
    en="A message that comes again makes the order again.",
)
class CreateAgain(Warehouse):
    def order_requested(
        self, state: WarehouseState, dossier: WarehouseDossier, said: OrderRequested
    ) -> Decision:
        if said.request <= dossier.guard.ended_request:
            return super().order_requested(state, dossier, said)
        return (self.received(said),)


@bug(
    "order-error-swallowed",
    "R1.1a",
    "F5",
    vi="Kho gặp mã lạ, không tạo đơn mà vẫn báo xong.",
    en="Warehouse meets an unknown code, makes nothing and says done.",
)
class OrderErrorSwallowed(Warehouse):
    def order_requested(
        self, state: WarehouseState, dossier: WarehouseDossier, said: OrderRequested
    ) -> Decision:
        decision = super().order_requested(state, dossier, said)
        if isinstance(decision, Refused) and decision.reason.startswith("unknown"):
            return ignored(said, decision.reason)
        return decision


@bug(
    "requested-deletable",
    "R1.1a",
    "F11",
    vi="Sửa thì bị chặn, xóa đơn đang đề nghị thì lọt.",
    en="Edits are guarded, but a requested order can be deleted.",
)
class RequestedDeletable(Sales):
    def delete(self, order: SalesOrder) -> Decision:
        if order.children:
            return super().delete(order)
        return (OrderDeleted(order=order.order, parent=order.parent),)


@bug(
    "parent-sent",
    "R1.1b",
    vi="Đơn hàng cha cũng sang Kho.",
    en="A parent order is sent to Warehouse.",
)
class ParentSent(Sales):
    def goes_to_warehouse(self, order: SalesOrder, said: SaveRequest | OpenRequest) -> bool:
        return said.flows.order_to_warehouse


@bug(
    "parent-instead-of-child",
    "R1.1b",
    "parent without child",
    vi="Gửi đơn hàng cha sang Kho, đơn hàng con thì không.",
    en="The parent is sent to Warehouse, its child is not.",
)
class ParentInsteadOfChild(Sales):
    def goes_to_warehouse(self, order: SalesOrder, said: SaveRequest | OpenRequest) -> bool:
        return said.flows.order_to_warehouse and not order.parent


@bug(
    "opening-sends",
    "R1.1c",
    vi="Vừa mở màn hình đề nghị, đơn đã sang Kho.",
    en="Opening the request screen already sends the order.",
)
class OpeningSends(Sales):
    def open_request(self, order: SalesOrder, said: OpenRequest) -> Decision:
        return self.save_request(order, said)


@bug(
    "child-not-sent",
    "R1.1c",
    "parent without child",
    vi="Lưu đề nghị của đơn hàng con không gửi gì.",
    en="Saving the request of a child order sends nothing.",
)
class ChildNotSent(Sales):
    def goes_to_warehouse(self, order: SalesOrder, said: SaveRequest | OpenRequest) -> bool:
        return super().goes_to_warehouse(order, said) and not order.parent


@bug(
    "quantity-changed",
    "R1.1d",
    vi="Đơn sang Kho với số lượng khác.",
    en="The order arrives in Warehouse with another quantity.",
)
class QuantityChanged(Warehouse):
    def received(self, said: OrderRequested) -> OrderReceived:
        first, *rest = said.lines
        return replace(super().received(said), lines=(replace(first, quantity=1), *rest))


@bug(
    "requested-editable",
    "R1.1d",
    "F11",
    vi="Đơn đã đề nghị vẫn sửa được, Kho giữ dòng hàng cũ.",
    en="A requested order can be edited, and Warehouse keeps the older lines.",
)
class RequestedEditable(Sales):
    def edit(self, state: SalesState, order: SalesOrder, said: EditOrder) -> Decision:
        return super().edit(state, replace(order, recording="draft"), said)


@bug(
    "one-command-only",
    "R1.1e",
    vi="Mỗi đơn chỉ lập được một lệnh xuất kho.",
    en="Only one issue command can be made of an order.",
)
class OneCommandOnly(Warehouse):
    def make_issue_command(self, dossier: WarehouseDossier, said: MakeIssueCommand) -> Decision:
        if dossier.document and dossier.document.issue_commands:
            return Refused("number_taken", said.issue_command)
        return super().make_issue_command(dossier, said)
