"""Planted bugs: one slip in Accounting for one in Warehouse, and what Synced means (R1.3e, f)."""

from __future__ import annotations

from msgspec.structs import replace
from rpds import HashTrieMap as Map

from sim.rules.accounting import Accounting, marked
from sim.rules.decider import Decision, ignored
from sim.rules.events import AnyEvent, PushRequested, SlipReceived, SlipSaved
from sim.rules.messages import Refused, SaveSlip, SlipPushed, SlipTaken
from sim.rules.state import AccountingState, WarehouseState
from sim.rules.values import EMPTY_ACCOUNTING_DOSSIER, AccountingDossier, WarehouseDossier
from sim.rules.variants.bug import bug
from sim.rules.warehouse import Warehouse
from sim.rules.warehouse_slips import find


@bug(
    "push-makes-again",
    "R1.3e",
    "F1",
    "F21",
    vi="Tin đẩy đến lần nữa thì Kế toán tạo phiếu thứ hai.",
    en="A push that comes again makes a second slip.",
)
class PushMakesAgain(Accounting):
    def known(self, state: AccountingState, said: SlipPushed) -> bool:
        return False


@bug(
    "push-error-swallowed",
    "R1.3e",
    "F5",
    vi="Kế toán gặp mã lạ, không tạo phiếu mà vẫn báo xong.",
    en="Accounting meets an unknown code, makes nothing and says done.",
)
class PushErrorSwallowed(Accounting):
    def slip_pushed(
        self, state: AccountingState, dossier: AccountingDossier, said: SlipPushed
    ) -> Decision:
        decision = super().slip_pushed(state, dossier, said)
        if isinstance(decision, Refused) and decision.reason.startswith("unknown"):
            return ignored(said, decision.reason)
        return decision


@bug(
    "made-posted",
    "R1.3e",
    vi="Phiếu sang Kế toán là ghi sổ luôn.",
    en="A pushed slip is posted at once.",
)
class MadePosted(Accounting):
    def evolved(self, dossier: AccountingDossier, event: AnyEvent) -> AccountingDossier:
        after = super().evolved(dossier, event)
        return marked(after, event.slip, posted=True) if isinstance(event, SlipReceived) else after


@bug(
    "key-by-order",
    "R1.3e",
    "key reused",
    vi="Chống trùng theo số đơn: phiếu thứ hai của đơn bị coi là đã có.",
    en="The order's number is the key: its second slip is taken for a repeat.",
)
class KeyByOrder(Accounting):
    def known(self, state: AccountingState, said: SlipPushed) -> bool:
        mine = state.dossiers.get(said.order, EMPTY_ACCOUNTING_DOSSIER).papers
        return super().known(state, said) or any(one.kind == "slip" for one in mine)


@bug(
    "slip-number-reused",
    "R1.3e",
    "key reused",
    vi="Số của phiếu đã xóa được dùng lại, Kế toán tưởng là phiếu cũ.",
    en="A deleted slip's number is used again; Accounting takes it for the old one.",
)
class SlipNumberReused(Warehouse):
    def save_slip(
        self, state: WarehouseState, dossier: WarehouseDossier, said: SaveSlip
    ) -> Decision:
        there = find(dossier, said.slip) is not None
        return super().save_slip(state if there else replace(state, slips=Map()), dossier, said)


@bug(
    "key-before-work",
    "R1.3e",
    "F6",
    "key before work",
    "lost in crash",
    vi="Kế toán ghi khóa chống trùng trước; sập là mất phiếu mà tưởng đã có.",
    en="The key is stored first: after a crash the slip is lost and counts as made.",
)
class KeyBeforeWork(Accounting):
    def recover(self, state: AccountingState) -> AccountingState:
        def written(dossier: AccountingDossier) -> AccountingDossier:
            kept = tuple(one for one in dossier.papers if one.kind != "slip" or one.posted)
            return replace(dossier, papers=kept)

        dossiers = {no: written(dossier) for no, dossier in state.dossiers.items()}
        return replace(state, dossiers=Map(dossiers))


@bug(
    "echo",
    "R1.3e",
    "echo",
    vi="Kho trả lời cả tin xác nhận bằng một lần đẩy nữa, không bao giờ dứt.",
    en="Warehouse answers a confirmation with another push, without end.",
)
class Echo(Warehouse):
    def slip_taken(self, dossier: WarehouseDossier, said: SlipTaken) -> Decision:
        slip = find(dossier, said.slip)
        if slip is None:
            return super().slip_taken(dossier, said)
        decision = super().slip_taken(dossier, said)
        assert isinstance(decision, tuple)
        return (*decision, PushRequested(order=said.order, slip=slip))


@bug(
    "synced-too-early",
    "R1.3f",
    "synced too early",
    vi="Hiện Đã đồng bộ khi Kế toán chưa tạo phiếu.",
    en="The slip is Synced before Accounting has made it.",
)
class SyncedTooEarly(Warehouse):
    def evolved(self, dossier: WarehouseDossier, event: AnyEvent) -> WarehouseDossier:
        if isinstance(event, SlipSaved) and event.pushed:
            event = replace(event, slip=replace(event.slip, synced=True))
        return super().evolved(dossier, event)


@bug(
    "synced-never",
    "R1.3f",
    "F20",
    "synced never",
    vi="Kế toán báo đã tạo mà Kho vẫn hiện Chưa đồng bộ.",
    en="Accounting has made the slip and it stays Not synced.",
)
class SyncedNever(Warehouse):
    def slip_taken(self, dossier: WarehouseDossier, said: SlipTaken) -> Decision:
        return ignored(said, "repeat")
