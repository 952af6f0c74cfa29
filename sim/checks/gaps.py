"""R1.X1, R1.X2 and the gaps: the rules did as the document says, and the apps drift apart.

A gap is no failure of the rules but a finding about the document (domain.md section 8). It is
looked for once everything has settled. What the derived rules promise all the same (the change
is allowed, Accounting keeps its slip) is judged here too.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.checks.ledger import Ledger
from sim.checks.promise import Moment, Promise, Ruling, Words, broken, ruled
from sim.checks.tables import shown_by_warehouse
from sim.rules.events import SlipDeleted, SlipEdited
from sim.rules.messages import DeleteSlip, EditSlip, Refused
from sim.rules.state import Apps
from sim.rules.values import EMPTY_WAREHOUSE_DOSSIER


def _synced(moment: Moment, command: DeleteSlip | EditSlip) -> bool:
    stored = moment.before.warehouse.dossiers.get(command.order, EMPTY_WAREHOUSE_DOSSIER)
    named = [slip for slip in stored.slips if slip.slip == command.slip]
    free = not stored.guard.hold and command.role == "clerk"
    return free and bool(named) and named[0].synced


def change_allowed(moment: Moment, command: DeleteSlip | EditSlip) -> Ruling | None:
    """R1.X1, R1.X2: a synced slip can be deleted or edited (assumption; the document is silent)."""
    if not _synced(moment, command):
        return None
    if moment.assumptions.synced_slip_changes == "refuse":
        return ruled(moment.step.answer == Refused("synced", command.slip), command.order)
    refused = moment.step.answer == Refused("synced", command.slip)
    return ruled(not refused, command.order, command.slip)


def accounting_keeps(moment: Moment, event: SlipDeleted | SlipEdited) -> Ruling | None:
    """R1.X1, R1.X2: the pushed slip in Accounting stays exactly as it was."""
    if event.slip.slip not in moment.ledger.made:
        return None
    untouched = moment.before.accounting == moment.after.accounting
    silent = all(one.target != "accounting" for one in moment.step.sent)
    return ruled(untouched and silent, event.order, event.slip.slip)


def deleted_but_booked(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """R1.X1: Accounting has a slip that Warehouse has no more."""
    del ledger
    for order, booked in sorted(apps.accounting.dossiers.items()):
        stored = apps.warehouse.dossiers.get(order, EMPTY_WAREHOUSE_DOSSIER)
        there = {slip.slip for slip in stored.slips}
        for paper in booked.papers:
            if paper.kind == "slip" and paper.paper not in there:
                yield broken(order, paper.paper)


def edited_after_push(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """R1.X2: a slip has other lines in Warehouse than in Accounting."""
    del ledger
    for order, booked in sorted(apps.accounting.dossiers.items()):
        stored = apps.warehouse.dossiers.get(order, EMPTY_WAREHOUSE_DOSSIER)
        there = {slip.slip: slip.lines for slip in stored.slips}
        for paper in booked.papers:
            if paper.kind == "slip" and there.get(paper.paper, paper.lines) != paper.lines:
                yield broken(order, paper.paper)


def rejected_stays(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """Hole 4: a rejected order stays in Warehouse and can be issued."""
    del ledger
    for number, order in sorted(apps.sales.orders.items()):
        stored = apps.warehouse.dossiers.get(number, EMPTY_WAREHOUSE_DOSSIER)
        if order.recording == "rejected" and stored.document is not None:
            yield broken(number)


def orphan(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """Hole 5: Sales deleted a requested order, Warehouse still has it."""
    del ledger
    for number, stored in sorted(apps.warehouse.dossiers.items()):
        if number and stored.document is not None and number not in apps.sales.orders:
            yield broken(number)


def edited_in_sales(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """Hole 5: a requested order was edited in Sales, Warehouse has the older lines."""
    for number, order in sorted(apps.sales.orders.items()):
        stored = apps.warehouse.dossiers.get(number, EMPTY_WAREHOUSE_DOSSIER)
        if stored.document is None or not order.live() or stored.slips:
            continue
        saved = ledger.saved.get((number, order.request))
        if saved is not None and order.recording != "rejected" and saved.lines != order.lines:
            yield broken(number)


def two_writers(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """Hole 6: Sales shows a delivery that somebody else than Warehouse wrote."""
    for number in sorted(ledger.by_hand.keys()):
        order = apps.sales.orders.get(number)
        stored = apps.warehouse.dossiers.get(number, EMPTY_WAREHOUSE_DOSSIER)
        there = shown_by_warehouse(stored)
        if order is None or there is None:
            continue
        if (order.delivery.status == "delivered") != (there.status == "completed"):
            yield broken(number)


def recording_apart(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """Hole 10: the direct link was cut; Sales never hears what Accounting recorded or rejected."""
    del ledger
    for number, order in sorted(apps.sales.orders.items()):
        booked = apps.accounting.dossiers.get(number)
        copy = booked.copy if booked is not None else None
        if copy is None or not order.live() or copy.request != order.request:
            continue
        if copy.recording != order.recording:
            yield broken(number)


def parent_in_warehouse(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """Hole 12: an order turned parent after it was sent; Warehouse keeps it beside the children."""
    del ledger
    for number, order in sorted(apps.sales.orders.items()):
        stored = apps.warehouse.dossiers.get(number, EMPTY_WAREHOUSE_DOSSIER)
        if (order.is_parent or order.children) and stored.document is not None:
            yield broken(number)


PROMISES = (
    Promise(
        name="synced-slip-can-be-deleted",
        kind="always",
        clauses=("R1.X1",),
        title=Words(
            "Phiếu đã đồng bộ vẫn xóa được bên Kho (giả định).",
            "A synced slip can be deleted in Warehouse (assumption).",
        ),
        on=(DeleteSlip,),
        watch=change_allowed,
        assumptions=("synced_slip_changes",),
    ),
    Promise(
        name="accounting-keeps-deleted-slip",
        kind="always",
        clauses=("R1.X1",),
        title=Words(
            "Xóa phiếu bên Kho không đụng đến phiếu đã đẩy sang Kế toán.",
            "Deleting a slip in Warehouse leaves the pushed one in Accounting as it is.",
        ),
        on=(SlipDeleted,),
        watch=accounting_keeps,
    ),
    Promise(
        name="synced-slip-can-be-edited",
        kind="always",
        clauses=("R1.X2",),
        title=Words(
            "Phiếu đã đồng bộ vẫn sửa được bên Kho (giả định).",
            "A synced slip can be edited in Warehouse (assumption).",
        ),
        on=(EditSlip,),
        watch=change_allowed,
        assumptions=("synced_slip_changes",),
    ),
    Promise(
        name="accounting-keeps-edited-slip",
        kind="always",
        clauses=("R1.X2",),
        title=Words(
            "Sửa phiếu bên Kho không đụng đến phiếu đã đẩy sang Kế toán.",
            "Editing a slip in Warehouse leaves the pushed one in Accounting as it is.",
        ),
        on=(SlipEdited,),
        watch=accounting_keeps,
    ),
)

GAPS = (
    Promise(
        name="gap-deleted-after-push",
        kind="gap",
        clauses=("R1.X1",),
        title=Words(
            "Phiếu đã đẩy rồi bị xóa bên Kho: Kế toán vẫn còn phiếu, đơn không thu hồi được nữa.",
            "Pushed, then deleted in Warehouse: Accounting keeps the slip, and no revoke passes.",
        ),
        settle=deleted_but_booked,
        assumptions=("synced_slip_changes",),
    ),
    Promise(
        name="gap-edited-after-push",
        kind="gap",
        clauses=("R1.X2",),
        title=Words(
            "Phiếu đã đẩy rồi bị sửa bên Kho: Kho và Bán hàng hiện số mới, Kế toán giữ số cũ.",
            "Pushed, then edited in Warehouse: Accounting keeps the old quantity.",
        ),
        settle=edited_after_push,
        assumptions=("synced_slip_changes",),
    ),
    Promise(
        name="gap-rejected-order-stays",
        kind="gap",
        clauses=("R1.1m",),
        title=Words(
            "Đơn bị từ chối ghi doanh số nhưng vẫn còn bên Kho và xuất kho được.",
            "A rejected order stays in Warehouse and can still be issued.",
        ),
        settle=rejected_stays,
    ),
    Promise(
        name="gap-orphan-in-warehouse",
        kind="gap",
        clauses=("R1.1a",),
        title=Words(
            "Đơn đã đề nghị bị xóa trên Bán hàng nhưng vẫn còn bên Kho.",
            "A requested order was deleted in Sales and is still in Warehouse.",
        ),
        settle=orphan,
        assumptions=("delete_while_requested",),
    ),
    Promise(
        name="gap-edited-while-requested",
        kind="gap",
        clauses=("R1.1d",),
        title=Words(
            "Đơn đã đề nghị bị sửa trên Bán hàng, Kho vẫn giữ dòng hàng cũ.",
            "A requested order was edited in Sales, Warehouse keeps the older lines.",
        ),
        settle=edited_in_sales,
        assumptions=("edit_while_requested",),
    ),
    Promise(
        name="gap-two-writers",
        kind="gap",
        clauses=("R1.2e",),
        title=Words(
            "Hai nơi cùng ghi tình trạng giao hàng: Bán hàng hiện khác với Kho.",
            "Two writers of the delivery status: Sales shows something else than Warehouse.",
        ),
        settle=two_writers,
        assumptions=("delivery_writer",),
    ),
    Promise(
        name="gap-recording-apart",
        kind="gap",
        clauses=("R1.1m",),
        title=Words(
            "Kết nối trực tiếp bị tắt giữa chừng: Bán hàng và Kế toán hiện hai tình trạng ghi"
            " doanh số khác nhau.",
            "The direct link was cut under way: Sales and Accounting show different recordings.",
        ),
        settle=recording_apart,
    ),
    Promise(
        name="gap-parent-in-warehouse",
        kind="gap",
        clauses=("R1.1b",),
        title=Words(
            "Đơn thành đơn hàng cha sau khi đã sang Kho: Kho giữ cả cha lẫn con.",
            "An order turned parent after it was sent: Warehouse keeps it beside its children.",
        ),
        settle=parent_in_warehouse,
    ),
)
