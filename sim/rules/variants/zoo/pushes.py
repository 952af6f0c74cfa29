"""Planted bugs: which slip goes to Accounting, when, and by what cause (R1.3a-d, g-j)."""

from __future__ import annotations

from msgspec.structs import replace

from sim.rules.decider import Decision
from sim.rules.events import AnyEvent, PushRequested, SlipEdited, SlipSaved
from sim.rules.messages import Envelope, PushSlip, Refused, SaveSlip
from sim.rules.state import WarehouseState
from sim.rules.values import Flows, Slip, SlipType, WarehouseDossier
from sim.rules.variants.bug import bug
from sim.rules.warehouse import Warehouse
from sim.rules.warehouse_slips import push


@bug(
    "edit-pushes",
    "R1.3a",
    "push on edit",
    vi="Sửa phiếu xuất kho cũng đẩy sang Kế toán.",
    en="Editing a slip pushes it.",
)
class EditPushes(Warehouse):
    def react(self, event: AnyEvent) -> tuple[Envelope, ...]:
        sent = super().react(event)
        if isinstance(event, SlipEdited):
            return (*sent, push(SlipSaved(order=event.order, slip=event.slip)))
        return sent


@bug(
    "every-type-pushed",
    "R1.3b",
    vi="Phiếu loại nào cũng được đẩy.",
    en="Slips of every type are pushed.",
)
class EveryTypePushed(Warehouse):
    def eligible(self, slip_type: SlipType) -> bool:
        return True


@bug(
    "type-judged-on-save",
    "R1.3b",
    "type at wrong moment",
    vi="Loại phiếu chỉ được xét khi lưu, nút Đẩy sang kế toán không xét lại.",
    en="The type is judged at the save only; the button does not look again.",
)
class TypeJudgedOnSave(Warehouse):
    def push_slip(self, dossier: WarehouseDossier, slip: Slip, said: PushSlip) -> Decision:
        decision = super().push_slip(dossier, slip, said)
        if isinstance(decision, Refused) and decision.reason == "wrong_type":
            return (PushRequested(order=said.order, slip=slip),)
        return decision


@bug(
    "automatic-waits",
    "R1.3c",
    vi="Luồng tự động mà lưu phiếu không đẩy gì.",
    en="In automatic mode saving a slip pushes nothing.",
)
class AutomaticWaits(Warehouse):
    def pushes(self, slip: Slip, flows: Flows) -> bool:
        return False


@bug(
    "manual-pushes",
    "R1.3d",
    "manual pushes on save",
    vi="Luồng thủ công mà lưu phiếu đã tự đẩy.",
    en="In manual mode saving a slip pushes it.",
)
class ManualPushes(Warehouse):
    def pushes(self, slip: Slip, flows: Flows) -> bool:
        return flows.slip_to_accounting != "off" and self.eligible(slip.type)


@bug(
    "button-dead",
    "R1.3d",
    vi="Luồng thủ công mà nút Đẩy sang kế toán không chạy.",
    en="In manual mode the push button does nothing.",
)
class ButtonDead(Warehouse):
    def push_slip(self, dossier: WarehouseDossier, slip: Slip, said: PushSlip) -> Decision:
        if said.flows.slip_to_accounting == "manual":
            return Refused("flow_not_set")
        return super().push_slip(dossier, slip, said)


@bug(
    "synced-pushed-again",
    "R1.3g",
    "F19",
    vi="Phiếu đã đồng bộ vẫn đẩy lại được.",
    en="A synced slip is pushed again.",
)
class SyncedPushedAgain(Warehouse):
    def push_slip(self, dossier: WarehouseDossier, slip: Slip, said: PushSlip) -> Decision:
        return super().push_slip(dossier, replace(slip, synced=False), said)


@bug(
    "button-only-manual",
    "R1.3h",
    vi="Luồng tự động thì nút Đẩy sang kế toán không chạy.",
    en="In automatic mode the push button does nothing.",
)
class ButtonOnlyManual(Warehouse):
    def push_slip(self, dossier: WarehouseDossier, slip: Slip, said: PushSlip) -> Decision:
        if said.flows.slip_to_accounting == "automatic":
            return Refused("flow_not_set")
        return super().push_slip(dossier, slip, said)


@bug(
    "older-swept-up",
    "R1.3i",
    vi="Lưu phiếu mới thì đẩy luôn các phiếu cũ.",
    en="Saving a slip pushes the older ones as well.",
)
class OlderSweptUp(Warehouse):
    def save_slip(
        self, state: WarehouseState, dossier: WarehouseDossier, said: SaveSlip
    ) -> Decision:
        decision = super().save_slip(state, dossier, said)
        if not isinstance(decision, tuple) or said.flows.slip_to_accounting != "automatic":
            return decision
        older = [slip for slip in dossier.slips if not slip.synced and self.eligible(slip.type)]
        return decision + tuple(PushRequested(order=said.order, slip=slip) for slip in older)


@bug(
    "button-when-off",
    "R1.3j",
    vi="Luồng 1.3 tắt mà nút Đẩy sang kế toán vẫn chạy.",
    en="The push button works although the flow is off.",
)
class ButtonWhenOff(Warehouse):
    def push_slip(self, dossier: WarehouseDossier, slip: Slip, said: PushSlip) -> Decision:
        manual = replace(said.flows, slip_to_accounting="manual")
        return super().push_slip(dossier, slip, replace(said, flows=manual))
