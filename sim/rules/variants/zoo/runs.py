"""Planted bugs: the run log of Workflow, failed runs and their repetition, and crashes."""

from __future__ import annotations

from msgspec.structs import replace
from rpds import HashTrieMap as Map

from sim.rules.decider import Decision
from sim.rules.events import AnyEvent, RunRepeated
from sim.rules.messages import Accepted, Envelope, Refused, Rerun, RunReport
from sim.rules.sales import Sales
from sim.rules.state import SalesState, WarehouseState, WorkflowState
from sim.rules.values import Delivery, WarehouseDossier
from sim.rules.variants.bug import bug
from sim.rules.warehouse import Warehouse
from sim.rules.workflow import Workflow


@bug(
    "failure-not-logged",
    "R1.1a",
    "F24",
    vi="Lần chạy bị từ chối không có trong nhật ký.",
    en="A run that was refused does not stand in the run log.",
)
class FailureNotLogged(Workflow):
    def report(self, said: RunReport) -> Decision:
        return super().report(replace(said, answer=Accepted()))


@bug(
    "rerun-sends-nothing",
    "R1.1a",
    "F24",
    vi="Nhấn chạy lại: hết lỗi trong nhật ký mà không gửi gì.",
    en="Running it again takes it off the log and sends nothing.",
)
class RerunSendsNothing(Workflow):
    def react(self, event: AnyEvent) -> tuple[Envelope, ...]:
        return () if isinstance(event, RunRepeated) else super().react(event)


@bug(
    "order-lost-in-crash",
    "R1.1a",
    "lost in crash",
    vi="Kho báo đã nhận đơn, sập, thì mất đơn.",
    en="Warehouse said it has the order, crashes, and has it no more.",
)
class OrderLostInCrash(Warehouse):
    def recover(self, state: WarehouseState) -> WarehouseState:
        def written(dossier: WarehouseDossier) -> WarehouseDossier:
            order = dossier.document
            touched = order is None or order.issue_commands or dossier.slips
            return dossier if touched else replace(dossier, document=None)

        dossiers = {no: written(dossier) for no, dossier in state.dossiers.items()}
        return replace(state, dossiers=Map(dossiers))


@bug(
    "request-lost-in-crash",
    "R1.1a",
    "lost in crash",
    vi="Bán hàng sập giữa lúc lưu đề nghị và lúc gửi: đơn không bao giờ sang Kho.",
    en="Sales crashes between save and send: the order never goes to Warehouse.",
)
class RequestLostInCrash(Sales):
    def resend(self, unsent: tuple[Envelope, ...]) -> tuple[Envelope, ...]:
        return ()


@bug(
    "push-lost-in-crash",
    "R1.3e",
    "lost in crash",
    vi="Kho sập giữa lúc ghi và lúc gửi: phiếu không bao giờ sang Kế toán.",
    en="Warehouse crashes between commit and send: the slip never goes to Accounting.",
)
class PushLostInCrash(Warehouse):
    def resend(self, unsent: tuple[Envelope, ...]) -> tuple[Envelope, ...]:
        return ()


@bug(
    "delivery-lost-in-crash",
    "R1.2b",
    "lost in crash",
    vi="Bán hàng sập thì mất số lượng giao đã nhận.",
    en="Sales forgets the delivered quantities when it crashes.",
)
class DeliveryLostInCrash(Sales):
    def recover(self, state: SalesState) -> SalesState:
        orders = {no: replace(one, delivery=Delivery()) for no, one in state.orders.items()}
        return replace(state, orders=Map(orders))


@bug(
    "rerun-reads-set-up",
    "R1.3i",
    "mode at arrival",
    vi="Chạy lại thì xét chế độ luồng bây giờ, không phải lúc lưu phiếu.",
    en="A repeated run goes by the present mode, not by the one at the save.",
)
class RerunReadsSetUp(Workflow):
    def rerun(self, state: WorkflowState, said: Rerun) -> Decision:
        failed = state.failed.get(said.run)
        push = failed is not None and failed.envelope.channel == "slip_to_accounting"
        if push and state.flows.slip_to_accounting != "automatic":
            return Refused("flow_not_set")
        return super().rerun(state, said)
