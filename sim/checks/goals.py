"""The interesting cases: *sometimes* goals that prove that a run or a world was not empty."""

from __future__ import annotations

from sim.checks.promise import HELD, Moment, Promise, Ruling, Words
from sim.checks.tables import papers_of, shown_by_warehouse, slips_of
from sim.rules.events import (
    AnyEvent,
    MessageIgnored,
    OrderChanged,
    PaperMade,
    RequestTakenOn,
    RevokeCommitted,
    RevokeRefused,
    RevokeStarted,
    RunFailed,
    RunRepeated,
    SlipReceived,
)
from sim.rules.messages import Busy, Envelope, OrderRequested, Refused, SaveSlip


def seen(moment: Moment, event: object) -> Ruling:
    """Seen as soon as it happens."""
    del moment, event
    return HELD


def refused_for(reason: str, *, other_side: bool) -> object:
    """Return a watch for a refusal by one app, with or without activity in the other."""

    def watch(moment: Moment, event: RevokeRefused) -> Ruling | None:
        if event.reason != reason:
            return None
        warehouse = bool(slips_of(moment.before, event.order))
        accounting = bool(papers_of(moment.before, event.order))
        other = accounting if reason == "activity_in_warehouse" else warehouse
        return HELD if other == other_side else None

    return watch


def before_arrival(moment: Moment, event: RevokeStarted) -> Ruling | None:
    """The create message is still under way when the revoke starts (F23)."""
    saved = moment.ledger.saved.get((event.order, event.request))
    there = (event.order, event.request) in moment.ledger.arrived
    return HELD if saved is not None and saved.goes_to_warehouse and not there else None


def late_create(moment: Moment, event: RunFailed) -> Ruling | None:
    """The create message arrives after the revoke was committed (F23)."""
    del moment
    late = isinstance(event.envelope.message, OrderRequested) and event.reason == "revoked"
    return HELD if late else None


def slip_during_revoke(moment: Moment, answer: Busy) -> Ruling | None:
    """A clerk saves a slip between the check and the decision (hole 2)."""
    del answer
    return HELD if isinstance(moment.step.said, SaveSlip) else None


def push_of_deleted(moment: Moment, event: SlipReceived) -> Ruling | None:
    """A slip arrives in Accounting that Warehouse has deleted meanwhile."""
    there = {slip.slip for slip in slips_of(moment.before, event.order)}
    return None if event.slip in there else HELD


def ignored_because(reason: str) -> object:
    """Return a watch for messages that were ignored for this reason."""

    def watch(moment: Moment, event: MessageIgnored) -> Ruling | None:
        del moment
        return HELD if event.reason == reason else None

    return watch


def word_unchanged(moment: Moment, event: OrderChanged) -> Ruling | None:
    """Quantities changed while the status word stayed (R1.2d)."""
    before = shown_by_warehouse(moment.before.warehouse.dossiers[event.order])
    same = before is not None and before.status == event.status and before.issued != event.issued
    return HELD if same else None


def goes_down(moment: Moment, event: OrderChanged) -> Ruling | None:
    """An issued quantity went down (F14)."""
    before = shown_by_warehouse(moment.before.warehouse.dossiers[event.order])
    if before is None:
        return None
    lower = sum(q for _, q in event.issued) < sum(q for _, q in before.issued)
    return HELD if lower else None


def more_than_ordered(moment: Moment, event: OrderChanged) -> Ruling | None:
    """More was issued than ordered."""
    order = moment.after.warehouse.dossiers[event.order].document
    if order is None:
        return None
    ordered = {line.no: line.quantity for line in order.lines}
    return HELD if any(q > ordered[no] for no, q in event.issued) else None


def revoked_push(moment: Moment, event: RunFailed) -> Ruling | None:
    """A push of an ended request was refused."""
    del moment
    pushed = event.envelope.channel == "slip_to_accounting" and event.reason == "revoked"
    return HELD if pushed else None


def unknown_code(moment: Moment, event: RunFailed) -> Ruling | None:
    """A run failed for an unknown item or customer code."""
    del moment
    return HELD if event.reason in ("unknown_item", "unknown_customer") else None


def short_of_stock(moment: Moment, answer: Refused) -> Ruling | None:
    """A slip was refused for lack of stock."""
    del moment
    return HELD if answer.reason == "stock_shortage" else None


def by_hand_over(moment: Moment, event: PaperMade) -> Ruling | None:
    """A voucher or invoice was made on a number told by word of mouth."""
    booked = moment.before.accounting.dossiers.get(event.order)
    return HELD if booked is not None and booked.copy is None else None


def requested_again(moment: Moment, event: AnyEvent) -> Ruling | None:
    """An order was requested again after a revoke."""
    again = event.order in moment.ledger.ended and isinstance(moment.step.said, Envelope)
    return HELD if again else None


def _goal(
    name: str,
    clauses: tuple[str, ...],
    vi: str,
    en: str,
    on: tuple[type, ...],
    watch: object = seen,
) -> Promise:
    return Promise(
        name=name,
        kind="sometimes",
        clauses=clauses,
        title=Words(vi, en),
        on=on,
        watch=watch,  # type: ignore[arg-type]
    )


GOALS = (
    _goal(
        "revoke-succeeded",
        ("R1.1f", "R1.1k"),
        "Có lần thu hồi thành công.",
        "A revoke succeeded.",
        (RevokeCommitted,),
    ),
    _goal(
        "refused-for-warehouse",
        ("R1.1g", "R1.1k"),
        "Có lần thu hồi bị từ chối chỉ vì Kho có phát sinh.",
        "A revoke was refused for Warehouse alone.",
        (RevokeRefused,),
        refused_for("activity_in_warehouse", other_side=False),
    ),
    _goal(
        "refused-for-both",
        ("R1.1g", "R1.1k"),
        "Có lần thu hồi bị từ chối khi cả Kho và Kế toán có phát sinh.",
        "A revoke was refused with activity in Warehouse and in Accounting.",
        (RevokeRefused,),
        refused_for("activity_in_warehouse", other_side=True),
    ),
    _goal(
        "refused-for-accounting",
        ("R1.1h", "R1.1k"),
        "Có lần thu hồi bị từ chối chỉ vì Kế toán có phát sinh.",
        "A revoke was refused for Accounting alone.",
        (RevokeRefused,),
        refused_for("activity_in_accounting", other_side=False),
    ),
    _goal(
        "revoke-before-arrival",
        ("R1.1f",),
        "Có lần thu hồi khi tin tạo đơn còn trên đường sang Kho.",
        "A revoke started while the create message was still under way.",
        (RevokeStarted,),
        before_arrival,
    ),
    _goal(
        "create-after-revoke",
        ("R1.1k",),
        "Có tin tạo đơn đến Kho sau khi đã thu hồi xong.",
        "A create message arrived after the revoke had succeeded.",
        (RunFailed,),
        late_create,
    ),
    _goal(
        "slip-during-revoke",
        ("R1.1k",),
        "Có thủ kho lưu phiếu xuất kho đúng lúc đơn đang được thu hồi.",
        "A clerk saved a slip while the order was being revoked.",
        (Busy,),
        slip_during_revoke,
    ),
    _goal(
        "requested-again",
        ("R1.1l",),
        "Có đơn được đề nghị lại sau khi thu hồi.",
        "An order was requested again after a revoke.",
        (OrderRequested,),
        requested_again,
    ),
    _goal(
        "lines-kept-on-re-request",
        ("R1.1m",),
        "Có đơn bị từ chối, đã có phiếu xuất kho, được đề nghị lại.",
        "A rejected order with a slip was requested again.",
        (RequestTakenOn,),
    ),
    _goal(
        "status-word-unchanged",
        ("R1.2d",),
        "Có lần xuất thêm mà tình trạng thực hiện không đổi chữ.",
        "More was issued while the status word stayed the same.",
        (OrderChanged,),
        word_unchanged,
    ),
    _goal(
        "issued-goes-down",
        ("R1.2b",),
        "Có lần số lượng đã xuất giảm.",
        "An issued quantity went down.",
        (OrderChanged,),
        goes_down,
    ),
    _goal(
        "over-issued",
        ("R1.2b",),
        "Có lần xuất nhiều hơn số lượng đặt.",
        "More was issued than ordered.",
        (OrderChanged,),
        more_than_ordered,
    ),
    _goal(
        "older-news-ignored",
        ("R1.2f",),
        "Có tin cũ từ Kho đến sau tin mới.",
        "Older news arrived after newer news.",
        (MessageIgnored,),
        ignored_because("older"),
    ),
    _goal(
        "repeat-ignored",
        ("R1.1a",),
        "Có tin đến lần thứ hai và được bỏ qua.",
        "A message arrived a second time and was ignored.",
        (MessageIgnored,),
        ignored_because("repeat"),
    ),
    _goal(
        "deleted-slip-arrives",
        ("R1.X1",),
        "Có phiếu đến Kế toán khi bên Kho đã xóa.",
        "A slip arrived in Accounting that Warehouse had deleted.",
        (SlipReceived,),
        push_of_deleted,
    ),
    _goal(
        "push-of-revoked",
        ("R1.1k", "R1.3e"),
        "Có phiếu của lần đề nghị đã thu hồi bị Kế toán từ chối.",
        "A push of a revoked request was refused by Accounting.",
        (RunFailed,),
        revoked_push,
    ),
    _goal(
        "unknown-code",
        ("R1.1d",),
        "Có đơn hoặc phiếu bị lỗi vì mã chưa có bên nhận.",
        "A run failed for a code that the target does not know.",
        (RunFailed,),
        unknown_code,
    ),
    _goal(
        "run-again",
        ("R1.1a",),
        "Có lần quản trị chạy lại một lần chạy lỗi.",
        "An administrator ran a failed run again.",
        (RunRepeated,),
    ),
    _goal(
        "stock-shortage",
        ("R1.2b",),
        "Có phiếu xuất kho bị từ chối vì thiếu tồn kho.",
        "A slip was refused for lack of stock.",
        (Refused,),
        short_of_stock,
    ),
    _goal(
        "voucher-by-hand-over",
        ("R1.1h",),
        "Có chứng từ lập theo số đơn được báo miệng.",
        "A document was made on an order number told by word of mouth.",
        (PaperMade,),
        by_hand_over,
    ),
)
