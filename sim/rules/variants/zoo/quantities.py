"""Planted bugs: how much was issued, of which line, and how much may be (R1.2b)."""

from __future__ import annotations

from msgspec.structs import replace

from sim.rules.decider import Decision
from sim.rules.events import DeliveryUpdated
from sim.rules.messages import OrderNews, Refused
from sim.rules.sales import Sales
from sim.rules.state import WarehouseState
from sim.rules.values import (
    Delivery,
    Quantities,
    SalesOrder,
    Slip,
    SlipLine,
    WarehouseDossier,
    quantities,
)
from sim.rules.variants.bug import bug
from sim.rules.warehouse import Warehouse
from sim.rules.warehouse_slips import Shown


@bug(
    "wrong-line",
    "R1.2b",
    vi="Số lượng giao hiện nhầm dòng hàng.",
    en="Delivered quantities are shown on the wrong line.",
)
class WrongLine(Sales):
    def shown(self, said: OrderNews) -> Delivery:
        right = super().shown(said)
        swapped = zip(said.issued, reversed(said.issued), strict=True)
        return Delivery(right.status, tuple((no, q) for (no, _), (_, q) in swapped), right.issues)


@bug(
    "matched-by-item",
    "R1.2b",
    "wrong line",
    vi="Khớp theo mã hàng: hai dòng cùng mã thì dồn hết vào dòng đầu.",
    en="Lines are matched by item: of two lines of one item the first gets all.",
)
class MatchedByItem(Warehouse):
    def shown(self, dossier: WarehouseDossier) -> Shown:
        status, issued, slips = super().shown(dossier)
        lines = dossier.document.lines if dossier.document else ()
        total: dict[str, int] = {}
        for line, (_, got) in zip(lines, issued, strict=True):
            total[line.item] = total.get(line.item, 0) + got
        return status, tuple((line.no, total.pop(line.item, 0)) for line in lines), slips


@bug(
    "news-as-delta",
    "R1.2b",
    "F26",
    "news as delta",
    vi="Bán hàng cộng thêm số lượng trong tin thay vì thay thế.",
    en="Sales adds the quantities of the news to what it shows.",
)
class NewsAsDelta(Sales):
    def news(self, order: SalesOrder | None, said: OrderNews) -> Decision:
        decision = super().news(order, said)
        if order is None or not isinstance(decision, tuple):
            return decision
        shown = dict(order.delivery.delivered)
        return tuple(
            replace(event, delivery=_plus(event.delivery, shown))
            if isinstance(event, DeliveryUpdated)
            else event
            for event in decision
        )


def _plus(delivery: Delivery, shown: dict[int, int]) -> Delivery:
    total: Quantities = tuple((no, got + shown.get(no, 0)) for no, got in delivery.delivered)
    return replace(delivery, delivered=total)


@bug(
    "decrease-not-told",
    "R1.2b",
    "F14",
    "decrease not sent",
    vi="Số lượng đã xuất giảm thì không báo về Bán hàng.",
    en="A decrease of what was issued is not told to Sales.",
)
class DecreaseNotTold(Warehouse):
    def worth_telling(self, before: Shown, after: Shown) -> bool:
        less = sum(got for _, got in after[1]) < sum(got for _, got in before[1])
        return super().worth_telling(before, after) and not less


@bug(
    "last-slip-only",
    "R1.2b",
    "F13",
    vi="Chỉ báo số lượng của phiếu mới nhất, quên các phiếu trước.",
    en="Only the latest slip's quantity is told, the earlier ones are lost.",
)
class LastSlipOnly(Warehouse):
    def shown(self, dossier: WarehouseDossier) -> Shown:
        status, issued, slips = super().shown(dossier)
        if dossier.document is not None:
            issued = quantities(dossier.document.lines, dossier.slips[-1:])
        return status, issued, slips


@bug(
    "by-hand-not-counted",
    "R1.2b",
    "F15",
    vi="Đơn có lệnh xuất kho thì phiếu lập tay không được tính.",
    en="With issue commands, slips entered without one are not counted.",
)
class ByHandNotCounted(Warehouse):
    def shown(self, dossier: WarehouseDossier) -> Shown:
        status, issued, slips = super().shown(dossier)
        order = dossier.document
        if order is not None and order.issue_commands:
            counted = tuple(slip for slip in dossier.slips if slip.issue_command)
            issued = quantities(order.lines, counted)
        return status, issued, slips


@bug(
    "over-issue-per-slip",
    "R1.2b",
    "F12",
    vi="Chỉ so từng phiếu với số đặt: hai phiếu cộng lại xuất quá.",
    en="Each slip alone is compared with the order: two of them issue too much.",
)
class OverIssuePerSlip(Warehouse):
    def wrong_lines(
        self,
        state: WarehouseState,
        dossier: WarehouseDossier,
        lines: tuple[SlipLine, ...],
        before: Slip | None,
    ) -> Refused | None:
        return super().wrong_lines(state, replace(dossier, slips=()), lines, before)
