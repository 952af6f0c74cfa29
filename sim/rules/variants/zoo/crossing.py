"""Planted bugs: what was under way when a revoke committed, and comes after it (R1.1f, k)."""

from __future__ import annotations

from msgspec.structs import replace

from sim.rules.accounting import Accounting
from sim.rules.decider import Decision
from sim.rules.events import AnyEvent, HoldEnded
from sim.rules.messages import SlipPushed
from sim.rules.state import AccountingState
from sim.rules.values import AccountingDossier, WarehouseDossier
from sim.rules.variants.bug import bug
from sim.rules.warehouse import Warehouse


@bug(
    "ended-forgotten",
    "R1.1f",
    "F23",
    "ended forgotten",
    vi="Kho quên lần đề nghị đã thu hồi, tin tạo đơn đến trễ làm đơn sống lại.",
    en="Warehouse forgets what was revoked; a late create brings the order back.",
)
class EndedForgotten(Warehouse):
    def evolved(self, dossier: WarehouseDossier, event: AnyEvent) -> WarehouseDossier:
        after = super().evolved(dossier, event)
        return replace(after, guard=replace(after.guard, ended_request=0))


@bug(
    "old-run-revives",
    "R1.1f",
    "old run",
    vi="Đơn chưa sang được Kho thì Kho không nhớ là đã thu hồi; chạy lại lần lỗi cũ, đơn sống lại.",
    en="What never reached Warehouse is not remembered as revoked; an old run brings it back.",
)
class OldRunRevives(Warehouse):
    def evolved(self, dossier: WarehouseDossier, event: AnyEvent) -> WarehouseDossier:
        after = super().evolved(dossier, event)
        if isinstance(event, HoldEnded) and dossier.document is None:
            before = dossier.guard.ended_request
            return replace(after, guard=replace(after.guard, ended_request=before))
        return after


@bug(
    "push-of-revoked-taken",
    "R1.1k",
    "push of ended",
    vi="Kế toán nhận phiếu của lần đề nghị đã thu hồi.",
    en="Accounting takes a push of a revoked request.",
)
class PushOfRevokedTaken(Accounting):
    def slip_pushed(
        self, state: AccountingState, dossier: AccountingDossier, said: SlipPushed
    ) -> Decision:
        guard = replace(dossier.guard, ended_request=0)
        return super().slip_pushed(state, replace(dossier, guard=guard), said)


@bug(
    "record-not-seen",
    "R1.1k",
    "recording crosses",
    vi="Kế toán đã ghi hoặc từ chối ghi, tin còn trên đường, vẫn thu hồi được.",
    en="Recorded or rejected in Accounting, the news under way, and the revoke succeeds.",
)
class RecordNotSeen(Accounting):
    def obstacle(self, dossier: AccountingDossier, request: int) -> tuple[str, str] | None:
        return super().obstacle(replace(dossier, copy=None), request)
