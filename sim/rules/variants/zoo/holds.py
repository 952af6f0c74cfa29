"""Planted bugs: the hold while a revoke is undecided, who respects it, what ends it (R1.1i, k)."""

from __future__ import annotations

from msgspec.structs import replace
from rpds import HashTrieMap as Map

from sim.rules.accounting import Accounting
from sim.rules.decider import Decision
from sim.rules.events import AnyEvent, HoldEnded, HoldPlaced
from sim.rules.messages import (
    AccountingCommand,
    Envelope,
    HoldAnswer,
    MakeIssueCommand,
    RecordCopy,
    RejectCopy,
    SlipPushed,
    WarehouseCommand,
)
from sim.rules.sales import Sales
from sim.rules.state import AccountingState, SalesState, WarehouseState
from sim.rules.values import AccountingDossier, SalesOrder, WarehouseDossier
from sim.rules.variants.bug import bug
from sim.rules.warehouse import Warehouse


def hold_is(dossier: WarehouseDossier, attempt: int) -> WarehouseDossier:
    """Return the dossier held by that attempt, 0: by none."""
    return replace(dossier, guard=replace(dossier.guard, hold=attempt))


def free(dossier: AccountingDossier) -> AccountingDossier:
    """Return the dossier as if nothing held it."""
    return replace(dossier, guard=replace(dossier.guard, hold=0))


@bug(
    "busy-for-ever",
    "R1.1i",
    vi="Thu hồi bị từ chối xong, đơn bận mãi.",
    en="After a refused revoke the order is busy for ever.",
)
class BusyForEver(Warehouse):
    def busy(self, dossier: WarehouseDossier) -> bool:
        return dossier.guard.hold > 0 or dossier.guard.ended_attempt > 0


@bug(
    "hold-not-released",
    "R1.1i",
    "hold not released",
    vi="Thu hồi bị từ chối mà Kho không nhả đơn.",
    en="After a refused revoke Warehouse keeps the order held.",
)
class HoldNotReleased(Warehouse):
    def evolved(self, dossier: WarehouseDossier, event: AnyEvent) -> WarehouseDossier:
        after = super().evolved(dossier, event)
        if isinstance(event, HoldEnded) and not event.deleted:
            return hold_is(after, dossier.guard.hold)
        return after


@bug(
    "attempt-ignored",
    "R1.1i",
    "attempt number",
    vi="Câu hỏi của lần thu hồi đã xong vẫn giữ đơn.",
    en="A late question of an attempt that is over holds the order for ever.",
)
class AttemptIgnored(Warehouse):
    def evolved(self, dossier: WarehouseDossier, event: AnyEvent) -> WarehouseDossier:
        after = super().evolved(dossier, event)
        return replace(after, guard=replace(after.guard, ended_attempt=0))


@bug(
    "early-release-forgotten",
    "R1.1i",
    vi="Tin nhả đến trước câu hỏi thì Kho không ghi lại, câu hỏi đến sau giữ đơn mãi.",
    en="A release that overtakes its question is not noted; the question holds the order for ever.",
)
class EarlyReleaseForgotten(Warehouse):
    def evolved(self, dossier: WarehouseDossier, event: AnyEvent) -> WarehouseDossier:
        if isinstance(event, HoldEnded) and not (event.deleted or dossier.guard.hold):
            return dossier
        return super().evolved(dossier, event)


@bug(
    "revoke-lost-in-crash",
    "R1.1i",
    "lost in crash",
    vi="Bán hàng sập là quên lần thu hồi dở dang, đơn bị giữ mãi.",
    en="Sales forgets a revoke under way when it crashes; the order stays held.",
)
class RevokeLostInCrash(Sales):
    def recover(self, state: SalesState) -> SalesState:
        orders = {no: replace(order, revoke=None) for no, order in state.orders.items()}
        return replace(state, orders=Map(orders))


@bug(
    "clerk-ignores-hold",
    "R1.1k",
    "F25",
    vi="Đang thu hồi mà thủ kho vẫn lưu được phiếu xuất kho.",
    en="Clerks save slips while the order is held.",
)
class ClerkIgnoresHold(Warehouse):
    def busy(self, dossier: WarehouseDossier) -> bool:
        return False


@bug(
    "command-ignores-hold",
    "R1.1k",
    "hold on one path",
    vi="Đang thu hồi vẫn lập được lệnh xuất kho.",
    en="Issue commands pass the hold.",
)
class CommandIgnoresHold(Warehouse):
    def command(
        self, state: WarehouseState, dossier: WarehouseDossier, said: WarehouseCommand
    ) -> Decision:
        passes = isinstance(said, MakeIssueCommand)
        return super().command(state, hold_is(dossier, 0) if passes else dossier, said)


@bug(
    "push-ignores-hold",
    "R1.1k",
    "hold on one path",
    vi="Đang thu hồi mà Kế toán vẫn nhận phiếu đẩy sang.",
    en="A push passes the hold in Accounting.",
)
class PushIgnoresHold(Accounting):
    def slip_pushed(
        self, state: AccountingState, dossier: AccountingDossier, said: SlipPushed
    ) -> Decision:
        return super().slip_pushed(state, free(dossier), said)


@bug(
    "record-ignores-hold",
    "R1.1k",
    "hold on one path",
    "recording crosses",
    vi="Đang thu hồi mà Kế toán vẫn ghi hoặc từ chối ghi được.",
    en="Recording and rejecting pass the hold in Accounting.",
)
class RecordIgnoresHold(Accounting):
    def command(
        self, state: AccountingState, dossier: AccountingDossier, said: AccountingCommand
    ) -> Decision:
        passes = isinstance(said, (RecordCopy, RejectCopy))
        return super().command(state, free(dossier) if passes else dossier, said)


@bug(
    "any-release-frees",
    "R1.1k",
    "late release",
    "attempt number",
    vi="Tin nhả trễ của lần thu hồi trước nhả luôn lần này.",
    en="A late release of the first attempt frees the second.",
)
class AnyReleaseFrees(Warehouse):
    def evolved(self, dossier: WarehouseDossier, event: AnyEvent) -> WarehouseDossier:
        after = super().evolved(dossier, event)
        return hold_is(after, 0) if isinstance(event, HoldEnded) else after


@bug(
    "release-frees-others",
    "R1.1k",
    vi="Nhả một đơn là nhả luôn các đơn khác đang bị giữ.",
    en="A release of one order frees the others that are held.",
)
class ReleaseFreesOthers(Warehouse):
    def evolve(self, state: WarehouseState, event: AnyEvent) -> WarehouseState:
        after = super().evolve(state, event)
        if not isinstance(event, HoldEnded):
            return after
        mine = after.dossiers.get(event.order)
        others = {no: hold_is(dossier, 0) for no, dossier in after.dossiers.items()}
        freed = Map(others)
        return replace(after, dossiers=freed.insert(event.order, mine) if mine else freed)


@bug(
    "hold-lost-in-crash",
    "R1.1k",
    "hold ends otherwise",
    "lost in crash",
    vi="Kho sập là quên đơn đang bị giữ.",
    en="Warehouse forgets its holds when it crashes.",
)
class HoldLostInCrash(Warehouse):
    def recover(self, state: WarehouseState) -> WarehouseState:
        dossiers = {no: hold_is(dossier, 0) for no, dossier in state.dossiers.items()}
        return replace(state, dossiers=Map(dossiers))


@bug(
    "hold-before-order-lost",
    "R1.1k",
    "F2",
    vi="Lệnh giữ đến trước đơn thì bị bỏ qua.",
    en="A hold that comes before its order is not kept.",
)
class HoldBeforeOrderLost(Warehouse):
    def evolved(self, dossier: WarehouseDossier, event: AnyEvent) -> WarehouseDossier:
        if isinstance(event, HoldPlaced) and dossier.document is None:
            return dossier
        return super().evolved(dossier, event)


@bug(
    "late-answer-counts",
    "R1.1k",
    "attempt number",
    vi="Câu trả lời của lần thu hồi trước được tính cho lần này.",
    en="An answer to the first attempt counts for the second.",
)
class LateAnswerCounts(Sales):
    def hold_answer(self, order: SalesOrder | None, said: HoldAnswer) -> Decision:
        if order is not None and order.revoke is not None:
            said = replace(said, attempt=order.revoke.attempt)
        return super().hold_answer(order, said)


@bug(
    "not-asked-again",
    "R1.1k",
    vi="Câu hỏi của lần thu hồi bị mất thì Bán hàng không hỏi lại, thu hồi treo mãi.",
    en="Sales does not ask again when a revoke's question is lost; it is never decided.",
)
class NotAskedAgain(Sales):
    def unanswered(self, order: SalesOrder) -> tuple[Envelope, ...]:
        return ()
