"""The zoo: for each rule number one planted bug, one rule changed in a line or two.

Each must be caught by a promise of its own clause (`tests/zoo`), which proves that the promise can
fail for the reason it exists. What does not live here: how the bugs are run and reported.
"""

from __future__ import annotations

from msgspec.structs import replace

from sim.rules.accounting import Accounting
from sim.rules.decider import Decision, ignored
from sim.rules.events import (
    AnyEvent,
    DeliverySet,
    DeliveryUpdated,
    HoldPlaced,
    OrderReceived,
    PushRequested,
    SlipEdited,
    SlipSaved,
)
from sim.rules.messages import (
    DeleteSlip,
    EditSlip,
    EndHold,
    Envelope,
    MakeIssueCommand,
    OpenRequest,
    OrderNews,
    OrderRequested,
    PushSlip,
    Refused,
    SaveRequest,
    SaveSlip,
    SlipPushed,
)
from sim.rules.sales import Sales
from sim.rules.state import AccountingState, WarehouseState
from sim.rules.values import (
    AccountingDossier,
    Delivery,
    DeliveryStatus,
    ExecutionStatus,
    Flows,
    Quantities,
    SalesOrder,
    Slip,
    SlipType,
    WarehouseDossier,
)
from sim.rules.variants.bug import BUGS, bug
from sim.rules.warehouse import Warehouse
from sim.rules.warehouse_slips import Shown, push


@bug("create-again", "R1.1a", vi="Tin lặp tạo đơn lần nữa.", en="A repeat makes the order anew.")
class CreateAgain(Warehouse):
    def order_requested(
        self, state: WarehouseState, dossier: WarehouseDossier, said: OrderRequested
    ) -> Decision:
        if said.request <= dossier.guard.ended_request:
            return super().order_requested(state, dossier, said)
        return (self.received(said),)


@bug("parent-sent", "R1.1b", vi="Đơn cha cũng sang Kho.", en="A parent is sent to Warehouse.")
class ParentSent(Sales):
    def goes_to_warehouse(self, order: SalesOrder, said: SaveRequest | OpenRequest) -> bool:
        return said.flows.order_to_warehouse


@bug("opening-sends", "R1.1c", vi="Mở màn hình đã gửi.", en="Opening the screen already sends.")
class OpeningSends(Sales):
    def open_request(self, order: SalesOrder, said: OpenRequest) -> Decision:
        return self.save_request(order, said)


@bug("quantity-changed", "R1.1d", vi="Số lượng sang Kho bị sai.", en="Quantities arrive changed.")
class QuantityChanged(Warehouse):
    def received(self, said: OrderRequested) -> OrderReceived:
        first, *rest = said.lines
        return replace(super().received(said), lines=(replace(first, quantity=1), *rest))


@bug("one-command-only", "R1.1e", vi="Chỉ lập được một lệnh.", en="Only one issue command.")
class OneCommandOnly(Warehouse):
    def make_issue_command(self, dossier: WarehouseDossier, said: MakeIssueCommand) -> Decision:
        if dossier.document and dossier.document.issue_commands:
            return Refused("number_taken", said.issue_command)
        return super().make_issue_command(dossier, said)


@bug("command-is-activity", "R1.1f", vi="Lệnh bị coi là phát sinh.", en="A command is activity.")
class CommandIsActivity(Warehouse):
    def obstacle(self, dossier: WarehouseDossier) -> tuple[str, str] | None:
        if dossier.document and dossier.document.issue_commands:
            return "activity_in_warehouse", dossier.document.issue_commands[0]
        return super().obstacle(dossier)


@bug("slip-not-seen", "R1.1g", vi="Không thấy phiếu của Kho.", en="Slips do not block a revoke.")
class SlipNotSeen(Warehouse):
    def obstacle(self, dossier: WarehouseDossier) -> tuple[str, str] | None:
        return None


@bug("voucher-not-seen", "R1.1h", vi="Không thấy chứng từ.", en="Vouchers do not block a revoke.")
class VoucherNotSeen(Accounting):
    def obstacle(self, dossier: AccountingDossier, request: int) -> tuple[str, str] | None:
        return None


@bug("busy-for-ever", "R1.1i", vi="Từ chối xong vẫn bận.", en="Busy after a refused revoke.")
class BusyForEver(Warehouse):
    def busy(self, dossier: WarehouseDossier) -> bool:
        return dossier.guard.hold > 0 or dossier.guard.ended_attempt > 0


@bug("command-deleted-first", "R1.1j", vi="Xóa lệnh trước khi hỏi.", en="Deletes before the check.")
class CommandDeletedFirst(Warehouse):
    def evolved(self, dossier: WarehouseDossier, event: AnyEvent) -> WarehouseDossier:
        dossier = super().evolved(dossier, event)
        if isinstance(event, HoldPlaced) and dossier.document:
            return replace(dossier, document=replace(dossier.document, issue_commands=()))
        return dossier


@bug("clerk-ignores-hold", "R1.1k", vi="Đang thu hồi vẫn lưu phiếu.", en="Slips pass the hold.")
class ClerkIgnoresHold(Warehouse):
    def busy(self, dossier: WarehouseDossier) -> bool:
        return False


@bug("revoked-for-ever", "R1.1l", vi="Thu hồi rồi không gửi lại được.", en="Revoked for good.")
class RevokedForEver(Warehouse):
    def order_requested(
        self, state: WarehouseState, dossier: WarehouseDossier, said: OrderRequested
    ) -> Decision:
        if dossier.guard.ended_request:
            return ignored(said, "revoked")
        return super().order_requested(state, dossier, said)


@bug("late-delete-kills-next", "R1.1l", vi="Xóa trễ giết đơn mới.", en="A late delete kills anew.")
class LateDeleteKillsNext(Warehouse):
    def end_hold(self, dossier: WarehouseDossier, said: EndHold) -> Decision:
        later = dossier.document.request if dossier.document else said.request
        return super().end_hold(dossier, replace(said, request=max(said.request, later)))


@bug("lines-overwritten", "R1.1m", vi="Đề nghị lại ghi đè dòng.", en="A re-request overwrites.")
class LinesOverwritten(Warehouse):
    def order_requested(
        self, state: WarehouseState, dossier: WarehouseDossier, said: OrderRequested
    ) -> Decision:
        return super().order_requested(state, replace(dossier, slips=()), said)


@bug("off-still-sends", "R1.1n", vi="Tắt luồng vẫn gửi đơn.", en="Sends with the flow off.")
class OffStillSends(Sales):
    def goes_to_warehouse(self, order: SalesOrder, said: SaveRequest | OpenRequest) -> bool:
        return not order.parent_now()


@bug("partial-is-delivered", "R1.2a", vi="Giao một phần hiện đã giao.", en="Partial shows as all.")
class PartialIsDelivered(Sales):
    def status_for(self, status: ExecutionStatus, issued: Quantities) -> DeliveryStatus:
        return "delivered" if any(got for _, got in issued) else "not_delivered"


@bug("wrong-line", "R1.2b", vi="Số lượng giao nhầm dòng.", en="Quantities go to the wrong line.")
class WrongLine(Sales):
    def shown(self, said: OrderNews) -> Delivery:
        right = super().shown(said)
        swapped = zip(said.issued, reversed(said.issued), strict=True)
        return Delivery(right.status, tuple((no, q) for (no, _), (_, q) in swapped), right.issues)


@bug("tab-hides-edits", "R1.2c", vi="Tab Thực xuất giữ số cũ.", en="The tab keeps old numbers.")
class TabHidesEdits(Sales):
    def shown(self, said: OrderNews) -> Delivery:
        right = super().shown(said)
        return replace(right, issues=tuple(replace(one, number=one.slip) for one in right.issues))


@bug("word-only", "R1.2d", vi="Chỉ báo khi đổi tình trạng.", en="Only the status word is told.")
class WordOnly(Warehouse):
    def worth_telling(self, before: Shown, after: Shown) -> bool:
        return before[0] != after[0]


@bug("sales-writes-back", "R1.2e", vi="Sửa bên Bán hàng sang Kho.", en="Sales writes to Warehouse.")
class SalesWritesBack(Sales):
    def react(self, event: AnyEvent) -> tuple[Envelope, ...]:
        if isinstance(event, DeliverySet):
            message = OrderRequested(order=event.order, request=0, customer="", lines=())
            return (Envelope("sales", "warehouse", "order_to_warehouse", message),)
        return super().react(event)


@bug("older-news-applied", "R1.2f", vi="Tin cũ ghi đè tin mới.", en="Older news overwrites newer.")
class OlderNewsApplied(Sales):
    def newer(self, order: SalesOrder, said: OrderNews) -> bool:
        return (said.request, said.version) != order.seen


@bug("news-of-revoked", "R1.2g", vi="Nhận tin của đơn đã thu hồi.", en="News of revoked orders.")
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


@bug("edit-pushes", "R1.3a", vi="Sửa phiếu cũng đẩy.", en="Editing a slip pushes it.")
class EditPushes(Warehouse):
    def react(self, event: AnyEvent) -> tuple[Envelope, ...]:
        sent = super().react(event)
        if isinstance(event, SlipEdited):
            return (*sent, push(SlipSaved(order=event.order, slip=event.slip)))
        return sent


@bug("every-type-pushed", "R1.3b", vi="Loại nào cũng đẩy.", en="Every type is pushed.")
class EveryTypePushed(Warehouse):
    def eligible(self, slip_type: SlipType) -> bool:
        return True


@bug("automatic-waits", "R1.3c", vi="Tự động mà không đẩy.", en="Automatic does not push.")
class AutomaticWaits(Warehouse):
    def pushes(self, slip: Slip, flows: Flows) -> bool:
        return False


@bug("manual-pushes", "R1.3d", vi="Thủ công mà lưu đã đẩy.", en="Manual pushes on save.")
class ManualPushes(Warehouse):
    def pushes(self, slip: Slip, flows: Flows) -> bool:
        return flows.slip_to_accounting != "off" and self.eligible(slip.type)


@bug("push-makes-again", "R1.3e", vi="Đẩy lặp tạo hai phiếu.", en="A repeated push makes two.")
class PushMakesAgain(Accounting):
    def known(self, state: AccountingState, said: SlipPushed) -> bool:
        return False


@bug("synced-too-early", "R1.3f", vi="Đã đồng bộ khi chưa tạo.", en="Synced before it is made.")
class SyncedTooEarly(Warehouse):
    def evolved(self, dossier: WarehouseDossier, event: AnyEvent) -> WarehouseDossier:
        if isinstance(event, SlipSaved) and event.pushed:
            event = replace(event, slip=replace(event.slip, synced=True))
        return super().evolved(dossier, event)


@bug("synced-pushed-again", "R1.3g", vi="Phiếu đã đồng bộ vẫn đẩy.", en="Synced is pushed again.")
class SyncedPushedAgain(Warehouse):
    def push_slip(self, dossier: WarehouseDossier, slip: Slip, said: PushSlip) -> Decision:
        return super().push_slip(dossier, replace(slip, synced=False), said)


@bug("button-only-manual", "R1.3h", vi="Tự động thì nút không chạy.", en="No button in automatic.")
class ButtonOnlyManual(Warehouse):
    def push_slip(self, dossier: WarehouseDossier, slip: Slip, said: PushSlip) -> Decision:
        if said.flows.slip_to_accounting == "automatic":
            return Refused("flow_not_set")
        return super().push_slip(dossier, slip, said)


@bug("older-swept-up", "R1.3i", vi="Lưu phiếu mới đẩy cả phiếu cũ.", en="Older slips are swept up.")
class OlderSweptUp(Warehouse):
    def save_slip(
        self, state: WarehouseState, dossier: WarehouseDossier, said: SaveSlip
    ) -> Decision:
        decision = super().save_slip(state, dossier, said)
        if not isinstance(decision, tuple) or said.flows.slip_to_accounting != "automatic":
            return decision
        older = [slip for slip in dossier.slips if not slip.synced and self.eligible(slip.type)]
        return decision + tuple(PushRequested(order=said.order, slip=slip) for slip in older)


@bug("button-when-off", "R1.3j", vi="Tắt luồng vẫn đẩy được.", en="The button works when off.")
class ButtonWhenOff(Warehouse):
    def push_slip(self, dossier: WarehouseDossier, slip: Slip, said: PushSlip) -> Decision:
        manual = replace(said.flows, slip_to_accounting="manual")
        return super().push_slip(dossier, slip, replace(said, flows=manual))


@bug("synced-undeletable", "R1.X1", vi="Phiếu đã đồng bộ bị khóa xóa.", en="Synced: no delete.")
class SyncedUndeletable(Warehouse):
    def delete_slip(self, dossier: WarehouseDossier, slip: Slip, said: DeleteSlip) -> Decision:
        if slip.synced:
            return Refused("synced", slip.slip)
        return super().delete_slip(dossier, slip, said)


@bug("synced-uneditable", "R1.X2", vi="Phiếu đã đồng bộ bị khóa sửa.", en="Synced: no edit.")
class SyncedUneditable(Warehouse):
    def edit_slip(
        self, state: WarehouseState, dossier: WarehouseDossier, slip: Slip, said: EditSlip
    ) -> Decision:
        if slip.synced:
            return Refused("synced", slip.slip)
        return super().edit_slip(state, dossier, slip, said)


ZOO: tuple[str, ...] = tuple(BUGS)
