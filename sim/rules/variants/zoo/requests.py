"""Planted bugs: the next request after a revoke or a rejection, and the flow's switch (R1.1l-n)."""

from __future__ import annotations

from msgspec.structs import replace

from sim.rules.decider import Decision, ignored
from sim.rules.events import AnyEvent, HoldEnded, RevokeCommitted
from sim.rules.messages import EndHold, OpenRequest, OrderRequested, SaveRequest
from sim.rules.sales import Sales
from sim.rules.state import WarehouseState
from sim.rules.values import SalesOrder, WarehouseDossier
from sim.rules.variants.bug import bug
from sim.rules.warehouse import Warehouse


@bug(
    "revoked-for-ever",
    "R1.1l",
    vi="Thu hồi một lần rồi thì đơn không bao giờ sang Kho lại được.",
    en="An order that was revoked once is never made again.",
)
class RevokedForEver(Warehouse):
    def order_requested(
        self, state: WarehouseState, dossier: WarehouseDossier, said: OrderRequested
    ) -> Decision:
        if dossier.guard.ended_request:
            return ignored(said, "revoked")
        return super().order_requested(state, dossier, said)


@bug(
    "late-delete-kills-next",
    "R1.1l",
    "F23",
    "late delete",
    "request number",
    vi="Tin xóa đến trễ xóa luôn đơn của lần đề nghị sau.",
    en="A late delete kills the order of the next request.",
)
class LateDeleteKillsNext(Warehouse):
    def end_hold(self, dossier: WarehouseDossier, said: EndHold) -> Decision:
        later = dossier.document.request if dossier.document else said.request
        return super().end_hold(dossier, replace(said, request=max(said.request, later)))


@bug(
    "delete-counted-twice",
    "R1.1l",
    "delete twice",
    vi="Tin xóa đến hai lần thì lần đề nghị sau cũng bị coi là đã thu hồi.",
    en="A delete that comes twice ends the next request as well.",
)
class DeleteCountedTwice(Warehouse):
    def evolved(self, dossier: WarehouseDossier, event: AnyEvent) -> WarehouseDossier:
        after = super().evolved(dossier, event)
        if isinstance(event, HoldEnded) and event.deleted:
            counted = dossier.guard.ended_request + 1
            return replace(after, guard=replace(after.guard, ended_request=counted))
        return after


@bug(
    "delivery-kept",
    "R1.1l",
    "F10",
    vi="Thu hồi rồi mà Bán hàng vẫn hiện lần giao cũ.",
    en="Sales still shows the old delivery after a revoke.",
)
class DeliveryKept(Sales):
    def evolved(self, order: SalesOrder, event: AnyEvent) -> SalesOrder:
        after = super().evolved(order, event)
        if isinstance(event, RevokeCommitted):
            return replace(after, delivery=order.delivery)
        return after


@bug(
    "lines-overwritten",
    "R1.1m",
    vi="Đề nghị lại ghi đè dòng hàng dù đã có phiếu xuất kho.",
    en="A further request overwrites the lines although there is a slip.",
)
class LinesOverwritten(Warehouse):
    def order_requested(
        self, state: WarehouseState, dossier: WarehouseDossier, said: OrderRequested
    ) -> Decision:
        return super().order_requested(state, replace(dossier, slips=()), said)


@bug(
    "request-number-ignored",
    "R1.1m",
    "request number",
    vi="Lần đề nghị sau bị coi là tin lặp của lần trước.",
    en="A further request is taken for a repeat of the first.",
)
class RequestNumberIgnored(Warehouse):
    def order_requested(
        self, state: WarehouseState, dossier: WarehouseDossier, said: OrderRequested
    ) -> Decision:
        if dossier.document is not None:
            return ignored(said, "repeat")
        return super().order_requested(state, dossier, said)


@bug(
    "off-still-sends",
    "R1.1n",
    vi="Luồng 1.1 tắt mà đơn vẫn sang Kho.",
    en="The order is sent although flow 1.1 is off.",
)
class OffStillSends(Sales):
    def goes_to_warehouse(self, order: SalesOrder, said: SaveRequest | OpenRequest) -> bool:
        return not order.parent_now()
