"""Planted bugs: what happens to a slip that was pushed and is corrected then (R1.X1, R1.X2)."""

from __future__ import annotations

from sim.rules.decider import Decision
from sim.rules.events import AnyEvent, SlipDeleted, SlipSaved
from sim.rules.messages import DeleteSlip, EditSlip, Envelope, Refused
from sim.rules.state import WarehouseState
from sim.rules.values import Slip, WarehouseDossier
from sim.rules.variants.bug import bug
from sim.rules.warehouse import Warehouse
from sim.rules.warehouse_slips import push


@bug(
    "synced-undeletable",
    "R1.X1",
    vi="Phiếu đã đồng bộ không xóa được.",
    en="A synced slip cannot be deleted.",
)
class SyncedUndeletable(Warehouse):
    def delete_slip(self, dossier: WarehouseDossier, slip: Slip, said: DeleteSlip) -> Decision:
        if slip.synced:
            return Refused("synced", slip.slip)
        return super().delete_slip(dossier, slip, said)


@bug(
    "delete-follows",
    "R1.X1",
    vi="Xóa phiếu đã đồng bộ thì gửi thêm tin sang Kế toán.",
    en="Deleting a synced slip sends word to Accounting.",
)
class DeleteFollows(Warehouse):
    def react(self, event: AnyEvent) -> tuple[Envelope, ...]:
        sent = super().react(event)
        if isinstance(event, SlipDeleted) and event.slip.synced:
            return (*sent, push(SlipSaved(order=event.order, slip=event.slip)))
        return sent


@bug(
    "synced-uneditable",
    "R1.X2",
    vi="Phiếu đã đồng bộ không sửa được.",
    en="A synced slip cannot be edited.",
)
class SyncedUneditable(Warehouse):
    def edit_slip(
        self, state: WarehouseState, dossier: WarehouseDossier, slip: Slip, said: EditSlip
    ) -> Decision:
        if slip.synced:
            return Refused("synced", slip.slip)
        return super().edit_slip(state, dossier, slip, said)
