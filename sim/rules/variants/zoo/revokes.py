"""Planted bugs: what counts as related activity, and what a revoke does before it is decided."""

from __future__ import annotations

from msgspec.structs import replace

from sim.rules.accounting import Accounting
from sim.rules.decider import Decision
from sim.rules.events import AccountingAsked, AnyEvent, HoldPlaced, RevokeCommitted, RevokeStarted
from sim.rules.messages import HoldAnswer
from sim.rules.sales import Sales
from sim.rules.sales_revokes import ASKED
from sim.rules.values import AccountingDossier, Paper, SalesOrder, WarehouseDossier
from sim.rules.variants.bug import also, bug
from sim.rules.warehouse import Warehouse

Obstacle = tuple[str, str] | None


@bug(
    "command-is-activity",
    "R1.1f",
    vi="Lệnh xuất kho bị coi là phát sinh liên quan.",
    en="An issue command counts as activity.",
)
class CommandIsActivity(Warehouse):
    def obstacle(self, dossier: WarehouseDossier) -> Obstacle:
        if dossier.document and dossier.document.issue_commands:
            return "activity_in_warehouse", dossier.document.issue_commands[0]
        return super().obstacle(dossier)


@bug(
    "clean-revoke-refused",
    "R1.1f",
    "row no-no",
    vi="Không có phát sinh mà vẫn từ chối thu hồi.",
    en="A revoke without any activity is refused.",
)
class CleanRevokeRefused(Accounting):
    def obstacle(self, dossier: AccountingDossier, request: int) -> Obstacle:
        return super().obstacle(dossier, request) or ("activity_in_accounting", "")


@bug(
    "copy-is-activity",
    "R1.1f",
    "row no-no",
    vi="Bản sao của đơn bên Kế toán bị coi là phát sinh.",
    en="The copy of the order in Accounting counts as activity.",
)
class CopyIsActivity(Accounting):
    def obstacle(self, dossier: AccountingDossier, request: int) -> Obstacle:
        found = super().obstacle(dossier, request)
        return ("activity_in_accounting", "") if found is None and dossier.copy else found


@bug(
    "deleted-slip-counts",
    "R1.1f",
    "F8",
    vi="Phiếu xuất kho đã xóa vẫn chặn thu hồi.",
    en="A slip that was deleted still blocks the revoke.",
)
class DeletedSlipCounts(Warehouse):
    def obstacle(self, dossier: WarehouseDossier) -> Obstacle:
        if dossier.document and dossier.document.version and not dossier.slips:
            return "activity_in_warehouse", ""
        return super().obstacle(dossier)


@bug(
    "slip-not-seen",
    "R1.1g",
    "F7",
    "row yes-no",
    vi="Phiếu xuất kho bên Kho không chặn được thu hồi.",
    en="Slips do not block a revoke.",
)
class SlipNotSeen(Warehouse):
    def obstacle(self, dossier: WarehouseDossier) -> Obstacle:
        return None


@bug(
    "voucher-not-seen",
    "R1.1h",
    "row no-yes",
    vi="Chứng từ bên Kế toán không chặn được thu hồi.",
    en="Vouchers do not block a revoke.",
)
class VoucherNotSeen(Accounting):
    def obstacle(self, dossier: AccountingDossier, request: int) -> Obstacle:
        return None


@bug(
    "accounting-not-asked",
    "R1.1h",
    "row no-yes",
    vi="Kho không có gì là thu hồi luôn, không hỏi Kế toán.",
    en="Warehouse's word is enough, Accounting is not asked.",
)
class AccountingNotAsked(Sales):
    def hold_answer(self, order: SalesOrder | None, said: HoldAnswer) -> Decision:
        decision = super().hold_answer(order, said)
        if not (isinstance(decision, tuple) and isinstance(decision[0], AccountingAsked)):
            return decision
        asked = decision[0]
        return (
            RevokeCommitted(
                order=asked.order, request=asked.request, attempt=asked.attempt, ending=ASKED
            ),
        )


@bug(
    "unposted-not-counted",
    "R1.1h",
    "F17",
    vi="Chứng từ chưa ghi sổ không chặn thu hồi.",
    en="A document that is not posted does not block a revoke.",
)
class UnpostedNotCounted(Accounting):
    def counts(self, paper: Paper) -> bool:
        return paper.posted and super().counts(paper)


@bug(
    "command-deleted-first",
    "R1.1j",
    "F9",
    "refusal deletes command",
    vi="Xóa lệnh xuất kho trước khi hỏi xong.",
    en="Deletes the issue commands before the check.",
)
class CommandDeletedFirst(Warehouse):
    def evolved(self, dossier: WarehouseDossier, event: AnyEvent) -> WarehouseDossier:
        dossier = super().evolved(dossier, event)
        if isinstance(event, HoldPlaced) and dossier.document:
            return replace(dossier, document=replace(dossier.document, issue_commands=()))
        return dossier


@bug(
    "order-deleted-first",
    "R1.1j",
    "F9",
    "delete before check",
    vi="Kho xóa đơn rồi mới chờ Kế toán trả lời.",
    en="Warehouse deletes the order before Accounting has answered.",
)
class OrderDeletedFirst(Warehouse):
    def evolved(self, dossier: WarehouseDossier, event: AnyEvent) -> WarehouseDossier:
        dossier = super().evolved(dossier, event)
        return replace(dossier, document=None) if isinstance(event, HoldPlaced) else dossier


@bug(
    "draft-at-once",
    "R1.1j",
    "F9",
    vi="Vừa nhấn thu hồi, đơn đã về Bản nháp.",
    en="The order is a draft again as soon as the button is pressed.",
)
class DraftAtOnce(Sales):
    def evolved(self, order: SalesOrder, event: AnyEvent) -> SalesOrder:
        after = super().evolved(order, event)
        return replace(after, recording="draft") if isinstance(event, RevokeStarted) else after


@bug(
    "both-have-it",
    "R1.1k",
    "row yes-yes",
    vi="Phiếu mà cả hai bên cùng có thì không bên nào tính là phát sinh.",
    en="A slip that both apps have counts as activity in neither.",
)
class SyncedNotCounted(Warehouse):
    def obstacle(self, dossier: WarehouseDossier) -> Obstacle:
        left = tuple(slip for slip in dossier.slips if not slip.synced)
        return super().obstacle(replace(dossier, slips=left))


@also("both-have-it")
class PushedNotCounted(Accounting):
    def counts(self, paper: Paper) -> bool:
        return paper.kind != "slip" and super().counts(paper)


@bug(
    "recorded-revocable",
    "R1.1k",
    vi="Đơn Đã ghi vẫn thu hồi được.",
    en="A revoke of a recorded order can be started.",
)
class RecordedRevocable(Sales):
    def revoke(self, order: SalesOrder) -> Decision:
        if order.recording == "recorded":
            return super().revoke(replace(order, recording="requested"))
        return super().revoke(order)
