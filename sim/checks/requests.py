"""Promises of part 1.1 of the document, up to the revoke: R1.1a-e and R1.1l-n."""

from __future__ import annotations

from collections.abc import Iterator

from sim.checks.ledger import Ledger
from sim.checks.promise import HELD, Moment, Promise, Ruling, Words, broken, ruled
from sim.checks.tables import documents
from sim.rules.events import OrderReceived, OrderRefreshed, RequestSaved, RevokeCommitted
from sim.rules.messages import (
    Accepted,
    DeleteOrder,
    EditOrder,
    Envelope,
    MakeIssueCommand,
    OrderRequested,
    Refused,
    Rerun,
    SaveRequest,
)
from sim.rules.state import Apps
from sim.rules.step import Fault
from sim.rules.values import Delivery, WarehouseDossier


def sent_orders(moment: Moment) -> list[Envelope]:
    """Return the messages of this step that make an order in Warehouse."""
    return [one for one in moment.step.sent if isinstance(one.message, OrderRequested)]


def made_once(moment: Moment, event: OrderReceived) -> Ruling:
    """R1.1a: a repeat finds the existing order and creates none."""
    stored = moment.before.warehouse.dossiers.get(event.order, WarehouseDossier())
    again = (event.order, event.request) in moment.ledger.arrived
    return ruled(stored.document is None and not again, event.order)


def arrives(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """R1.1a: each live request saved with the flow on has its order in Warehouse.

    A failed run in the run log waits for a person, and is not judged here.
    """
    waiting = {one.envelope.message.order for one in apps.workflow.failed.values()}
    for _, order in sorted(apps.sales.orders.items()):
        saved = ledger.saved.get((order.order, order.request))
        if saved is None or not order.live() or order.order in waiting:
            continue
        if saved.goes_to_warehouse:
            stored = apps.warehouse.dossiers.get(order.order, WarehouseDossier())
            yield ruled(stored.document is not None, order.order)


def crash_loses_nothing(moment: Moment, fault: Fault) -> Ruling | None:
    """R1.1a, R1.2b, R1.3e: what an app wrote down is still there when it comes back."""
    if fault.kind != "crash":
        return None
    before, after = moment.before, moment.after
    held: dict[str, object] = {}
    for part in (before.sales.orders, before.warehouse.dossiers, before.accounting.dossiers):
        held.update(dict.fromkeys(part))
    lost = [one for one in sorted(held) if documents(before, one) != documents(after, one)]
    return broken(lost[0], *lost[1:]) if lost else HELD


def not_deleted(moment: Moment, command: DeleteOrder) -> Ruling | None:
    """R1.1a: an order whose request is live is not deleted in Sales (assumption)."""
    order = moment.before.sales.orders.get(command.order)
    if order is None or not order.live():
        return None
    if moment.assumptions.delete_while_requested == "allow":
        return None
    return ruled(moment.step.answer != Accepted(), command.order)


def parent_stays(moment: Moment, event: RequestSaved | OrderReceived) -> Ruling | None:
    """R1.1b: the flag is tested when the request is saved."""
    if isinstance(event, OrderReceived):
        saved = moment.ledger.saved.get((event.order, event.request))
        return broken(event.order) if saved is not None and saved.is_parent else None
    order = moment.before.sales.orders[event.order]
    if not (order.is_parent or order.children):
        return None
    return ruled(not sent_orders(moment), event.order)


def saving_sends(moment: Moment, event: RequestSaved) -> Ruling | None:
    """R1.1c: Save alone is enough, with no further action of anybody."""
    order = moment.before.sales.orders[event.order]
    if order.is_parent or order.children or not moment.before.workflow.flows.order_to_warehouse:
        return None
    return ruled(len(sent_orders(moment)) == 1, event.order)


def only_saving_sends(moment: Moment, envelope: Envelope) -> Ruling:
    """R1.1c: opening the screen, saving the order or recording the sales sends nothing."""
    said = moment.step.said
    return ruled(isinstance(said, (SaveRequest, Rerun)), envelope.message.order)


def corresponds(moment: Moment, event: OrderReceived | OrderRefreshed) -> Ruling:
    """R1.1d: same number, customer, lines and quantities as when the request was saved."""
    saved = moment.ledger.saved.get((event.order, event.request))
    made = moment.after.warehouse.dossiers[event.order].document
    same = saved is not None and made is not None
    same = same and (made.customer, made.lines) == (saved.customer, saved.lines)  # type: ignore[union-attr]
    return ruled(same, event.order)


def not_edited(moment: Moment, command: EditOrder) -> Ruling | None:
    """R1.1d: while requested or recorded the lines stay as Warehouse got them (assumption)."""
    order = moment.before.sales.orders.get(command.order)
    if order is None or order.recording not in LOCKED:
        return None
    if moment.assumptions.edit_while_requested == "allow":
        return None
    return ruled(moment.step.answer != Accepted(), command.order)


def command_can_be_made(moment: Moment, command: MakeIssueCommand) -> Ruling | None:
    """R1.1e: from the synced order, several times; not while a revoke holds it."""
    stored = moment.before.warehouse.dossiers.get(command.order, WarehouseDossier())
    order = stored.document
    if order is None or order.cancelled or stored.guard.hold or command.role != "clerk":
        return None
    if command.issue_command in order.issue_commands:
        return None
    after = moment.after.warehouse.dossiers[command.order].document
    there = after is not None and command.issue_command in after.issue_commands
    return ruled(moment.step.answer == Accepted() and there, command.order)


def fresh_after_revoke(moment: Moment, event: OrderReceived) -> Ruling | None:
    """R1.1l: the order made after a revoke has the current lines, no slips, no commands."""
    if event.order not in moment.ledger.ended:
        return None
    saved = moment.ledger.saved.get((event.order, event.request))
    stored = moment.after.warehouse.dossiers[event.order]
    made = stored.document
    fresh = made is not None and not stored.slips and not made.issue_commands
    current = saved is not None and made is not None and made.lines == saved.lines
    return ruled(fresh and current, event.order)


def next_request_taken(moment: Moment, message: OrderRequested) -> Ruling | None:
    """R1.1l: after a revoke the next request is not turned down as revoked, nor for ever."""
    ended = moment.ledger.ended.get(message.order)
    if ended is None or message.request <= ended:
        return None
    return ruled(moment.step.answer != Refused("revoked", message.order), message.order)


def nothing_shown(moment: Moment, event: RevokeCommitted) -> Ruling:
    """R1.1l: with the revoke Sales forgets the delivery, so the next request begins at nothing."""
    shown = moment.after.sales.orders[event.order].delivery
    return ruled(shown == Delivery(), event.order)


def present_request(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """R1.1l, m: after a further request, Warehouse holds one order, of that request."""
    waiting = {one.envelope.message.order for one in apps.workflow.failed.values()}
    for _, order in sorted(apps.sales.orders.items()):
        saved = ledger.saved.get((order.order, order.request))
        if saved is None or order.request < 2 or not order.live() or order.order in waiting:
            continue
        if saved.goes_to_warehouse:
            stored = apps.warehouse.dossiers.get(order.order, WarehouseDossier())
            made = stored.document
            yield ruled(made is not None and made.request == order.request, order.order)


def request_after_reject(moment: Moment, message: OrderRequested) -> Ruling | None:
    """R1.1m: the order that stayed is refreshed if it has no slip, else its lines stay."""
    stored = moment.before.warehouse.dossiers.get(message.order, WarehouseDossier())
    order = stored.document
    saved = moment.ledger.saved.get((message.order, message.request))
    if order is None or saved is None or order.request >= message.request:
        return None
    if message.request <= moment.ledger.ended.get(message.order, 0):
        return None
    if moment.step.answer != Accepted():  # an unknown code: told in the run log
        return None
    after = moment.after.warehouse.dossiers[message.order].document
    lines = order.lines if stored.slips else saved.lines
    taken = after is not None and after.request == message.request and after.lines == lines
    return ruled(taken, message.order)


def off_stays_off(moment: Moment, event: RequestSaved | OrderReceived) -> Ruling | None:
    """R1.1n: off means not sent, and switching on later replays nothing."""
    if isinstance(event, OrderReceived):
        saved = moment.ledger.saved.get((event.order, event.request))
        return broken(event.order) if saved is not None and not saved.flow_on else None
    if moment.before.workflow.flows.order_to_warehouse:
        return None
    return HELD if not sent_orders(moment) else broken(event.order)


LOCKED = ("requested", "recorded")

PROMISES = (
    Promise(
        name="order-made-once",
        kind="always",
        clauses=("R1.1a",),
        title=Words(
            "Mỗi đề nghị ghi doanh số tạo đúng một đơn đặt hàng bên Kho, dù tin gửi lặp lại.",
            "Each request makes exactly one order in Warehouse, however often it is delivered.",
        ),
        on=(OrderReceived,),
        watch=made_once,
    ),
    Promise(
        name="order-arrives",
        kind="eventually",
        clauses=("R1.1a",),
        title=Words(
            "Đơn hàng đã đề nghị ghi doanh số cuối cùng có đơn đặt hàng bên Kho.",
            "A requested order has its order in Warehouse in the end.",
        ),
        settle=arrives,
    ),
    Promise(
        name="crash-loses-nothing",
        kind="always",
        clauses=("R1.1a", "R1.2b", "R1.3e"),
        title=Words(
            "Ứng dụng sập rồi chạy lại thì không mất chứng từ nào.",
            "An app that crashes and comes back has lost no document.",
        ),
        on=(Fault,),
        watch=crash_loses_nothing,
    ),
    Promise(
        name="requested-is-not-deleted",
        kind="always",
        clauses=("R1.1a",),
        title=Words(
            "Đơn hàng đang đề nghị ghi doanh số không xóa được trên Bán hàng (giả định).",
            "An order whose request is live cannot be deleted in Sales (assumption).",
        ),
        on=(DeleteOrder,),
        watch=not_deleted,
        assumptions=("delete_while_requested",),
    ),
    Promise(
        name="parent-never-arrives",
        kind="always",
        clauses=("R1.1b",),
        title=Words(
            "Đơn hàng cha được đề nghị ghi doanh số không bao giờ sang Kho.",
            "An order that is a parent when requested never arrives in Warehouse.",
        ),
        on=(RequestSaved, OrderReceived),
        watch=parent_stays,
    ),
    Promise(
        name="saving-sends",
        kind="always",
        clauses=("R1.1c",),
        title=Words(
            "Nhấn Lưu đề nghị là đơn hàng tự sang Kho, không cần thao tác nào khác.",
            "Saving the request sends the order to Warehouse, with no further action.",
        ),
        on=(RequestSaved,),
        watch=saving_sends,
    ),
    Promise(
        name="only-saving-sends",
        kind="always",
        clauses=("R1.1c",),
        title=Words(
            "Ngoài việc Lưu đề nghị, không thao tác nào gửi đơn hàng sang Kho.",
            "Nothing but saving the request sends an order to Warehouse.",
        ),
        on_sent=(OrderRequested,),
        watch=only_saving_sends,
    ),
    Promise(
        name="order-corresponds",
        kind="always",
        clauses=("R1.1d",),
        title=Words(
            "Đơn đặt hàng bên Kho có cùng số, khách hàng, dòng hàng và số lượng với đơn hàng.",
            "The order in Warehouse has the number, customer, lines and quantities of the request.",
        ),
        on=(OrderReceived, OrderRefreshed),
        watch=corresponds,
    ),
    Promise(
        name="requested-is-not-edited",
        kind="always",
        clauses=("R1.1d",),
        title=Words(
            "Đơn hàng đã đề nghị hoặc đã ghi không sửa được trên Bán hàng (giả định).",
            "A requested or recorded order cannot be edited in Sales (assumption).",
        ),
        on=(EditOrder,),
        watch=not_edited,
        assumptions=("edit_while_requested",),
    ),
    Promise(
        name="issue-command-can-be-made",
        kind="always",
        clauses=("R1.1e",),
        title=Words(
            "Từ đơn đặt hàng đã đồng bộ lập được lệnh xuất kho, nhiều lệnh cũng được.",
            "Issue commands can be made from the synced order, several too.",
        ),
        on=(MakeIssueCommand,),
        watch=command_can_be_made,
    ),
    Promise(
        name="fresh-after-revoke",
        kind="always",
        clauses=("R1.1l",),
        title=Words(
            "Thu hồi rồi đề nghị lại: Kho có đơn với dòng hàng hiện tại, chưa xuất gì.",
            "Revoked and requested again: Warehouse has the current lines and nothing issued.",
        ),
        on=(OrderReceived,),
        watch=fresh_after_revoke,
    ),
    Promise(
        name="next-request-is-taken",
        kind="always",
        clauses=("R1.1l",),
        title=Words(
            "Sau khi thu hồi, Kho không từ chối lần đề nghị tiếp theo vì “đã thu hồi”.",
            "After a revoke Warehouse does not turn the next request down as revoked.",
        ),
        on=(OrderRequested,),
        watch=next_request_taken,
    ),
    Promise(
        name="revoke-clears-delivery",
        kind="always",
        clauses=("R1.1l",),
        title=Words(
            "Thu hồi xong, Bán hàng không còn hiện lần giao hàng nào của đơn.",
            "Once a revoke succeeds Sales shows no delivery of the order any more.",
        ),
        on=(RevokeCommitted,),
        watch=nothing_shown,
    ),
    Promise(
        name="present-request-in-warehouse",
        kind="eventually",
        clauses=("R1.1l", "R1.1m"),
        title=Words(
            "Đề nghị lại xong thì Kho giữ đúng một đơn, thuộc lần đề nghị hiện tại.",
            "After a further request Warehouse holds one order, of the present request.",
        ),
        settle=present_request,
    ),
    Promise(
        name="request-after-reject",
        kind="always",
        clauses=("R1.1m",),
        title=Words(
            "Từ chối ghi rồi đề nghị lại: đơn còn bên Kho được làm mới, hoặc giữ nguyên dòng hàng"
            " nếu đã có phiếu xuất kho.",
            "Rejected and requested again: the order that stayed is refreshed, or keeps its lines"
            " if it has a slip.",
        ),
        on=(OrderRequested,),
        watch=request_after_reject,
    ),
    Promise(
        name="flow-off-sends-nothing",
        kind="always",
        clauses=("R1.1n",),
        title=Words(
            "Luồng 1.1 tắt thì đề nghị không tạo đơn bên Kho, bật lại cũng không gửi bù.",
            "With flow 1.1 off a request makes no order, and switching on replays nothing.",
        ),
        on=(RequestSaved, OrderReceived),
        watch=off_stays_off,
    ),
)
