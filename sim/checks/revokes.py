"""Promises about the revoke: R1.1f-k, the heart of the document."""

from __future__ import annotations

from collections.abc import Iterator

from sim.checks.ledger import Ledger
from sim.checks.promise import HELD, Moment, Promise, Ruling, Words, broken, ruled
from sim.checks.tables import (
    REVOKE_ANSWER,
    REVOKE_REASONS,
    REVOKE_TRUTH,
    counts,
    documents,
    papers_of,
    slips_of,
)
from sim.rules.events import (
    AccountingAsked,
    HoldEnded,
    HoldPlaced,
    HoldRefused,
    IssueCommandMade,
    PaperMade,
    RevokeCommitted,
    RevokeRefused,
    RevokeStarted,
    SlipReceived,
    SlipSaved,
)
from sim.rules.messages import (
    Accepted,
    Busy,
    CancelOrder,
    DeleteSlip,
    EditSlip,
    EndAnswer,
    Envelope,
    GiveUpRevoke,
    MakeIssueCommand,
    PushSlip,
    Refused,
    RevokeRequest,
    SaveSlip,
    SlipTaken,
    WarehouseCommand,
)
from sim.rules.state import Apps
from sim.rules.values import AccountingDossier, WarehouseDossier


def refusal_has_its_reason(moment: Moment, event: RevokeRefused) -> Ruling:
    """R1.1f: without related activity anywhere a revoke is not refused for activity."""
    told = (event.order, event.attempt, event.reason, event.document)
    if isinstance(moment.step.said, GiveUpRevoke):
        return ruled(event.reason == "not_verified", event.order)
    order = moment.before.sales.orders[event.order]
    own = REVOKE_ANSWER[order.recording]
    given = told in moment.ledger.refusals or (own != "" and event.reason == own)
    return ruled(event.reason in REVOKE_REASONS and given, event.order, event.document)


def refusing_document_exists(moment: Moment, event: HoldRefused) -> Ruling:
    """R1.1f: an app that says "activity" names a document that exists there at that moment."""
    match event.reason:
        case "activity_in_warehouse":
            there = [slip.slip for slip in slips_of(moment.before, event.order)]
        case "activity_in_accounting":
            switch = moment.assumptions.receipts_count
            papers = papers_of(moment.before, event.order)
            there = [paper.paper for paper in papers if counts(paper, switch)]
        case _:
            copy = moment.before.accounting.dossiers[event.order].copy
            own = REVOKE_ANSWER[copy.recording] if copy is not None else ""
            return ruled(own != "" and (event.reason, event.document) == (own, ""), event.order)
    return ruled(event.document in there, event.order, event.document)


def revoked_are_gone(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """R1.1f: the order of a revoked request and its commands are gone, the copy too."""
    for order, request in sorted(ledger.ended.items()):
        stored = apps.warehouse.dossiers.get(order, WarehouseDossier()).document
        copy = apps.accounting.dossiers.get(order, AccountingDossier()).copy
        left = (stored is not None and stored.request <= request) or (
            copy is not None and copy.request <= request
        )
        yield ruled(not left, order)


def decided(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """R1.1f, k: every revoke is decided in the end."""
    del ledger
    for _, order in sorted(apps.sales.orders.items()):
        if order.attempt:
            yield ruled(order.revoke is None, order.order)


def none_in_warehouse(moment: Moment, event: RevokeCommitted) -> Ruling:
    """R1.1g: a revoke never succeeds over a slip in Warehouse."""
    slips = slips_of(moment.before, event.order)
    return ruled(not slips, event.order, *(slip.slip for slip in slips))


def none_in_accounting(moment: Moment, event: RevokeCommitted) -> Ruling:
    """R1.1h: a revoke never succeeds over a voucher, a slip or an invoice in Accounting."""
    switch = moment.assumptions.receipts_count
    papers = [one for one in papers_of(moment.before, event.order) if counts(one, switch)]
    return ruled(not papers, event.order, *(paper.paper for paper in papers))


def nobody_is_held(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    """R1.1i: once a revoke is decided, nothing holds the order, all normal functions work again.

    A revoke that was given up is decided too: it is refused because it could not be verified.
    """
    del ledger
    for order, sold in sorted(apps.sales.orders.items()):
        if sold.attempt and (sold.revoke is None or sold.revoke.phase != "asking"):
            stored = apps.warehouse.dossiers.get(order, WarehouseDossier())
            booked = apps.accounting.dossiers.get(order, AccountingDossier())
            yield ruled(stored.guard.hold == 0 and booked.guard.hold == 0, order)


def busy_only_during_revoke(moment: Moment, answer: Busy) -> Ruling:
    """R1.1i: "busy" is said only while a revoke of that order is undecided or ending."""
    del answer
    order = moment.before.sales.orders.get(moment.step.order)
    return ruled(order is not None and order.revoke is not None, moment.step.order)


def normal_after_refusal(moment: Moment, command: WarehouseCommand) -> Ruling | None:
    """R1.1i: after a refusal a clerk's command is never turned down because of the revoke."""
    order = moment.before.sales.orders.get(command.order)
    if order is None or order.revoke is not None or order.attempt == 0 or not order.live():
        return None
    answer = moment.step.answer
    turned_down = answer == Busy() or answer == Refused("no_such_order", command.order)
    arrived = (command.order, order.request) in moment.ledger.arrived
    return ruled(not turned_down, command.order) if arrived else None


def refusal_changes_nothing(
    moment: Moment,
    event: RevokeStarted | AccountingAsked | RevokeRefused | HoldRefused | HoldPlaced | HoldEnded,
) -> Ruling | None:
    """R1.1j: asking, refusing and releasing change no business document in any app."""
    if isinstance(event, HoldEnded) and event.deleted:
        return None
    order = event.order
    return ruled(documents(moment.before, order) == documents(moment.after, order), order)


def refused_at_once(moment: Moment, command: RevokeRequest) -> Ruling | None:
    """R1.1j: a revoke refused at the button changes nothing and sends nothing."""
    if not isinstance(moment.step.answer, Refused):
        return None
    untouched = moment.before is moment.after or moment.before == moment.after
    return ruled(untouched and not moment.step.sent, command.order)


def answered_by_status(moment: Moment, command: RevokeRequest) -> Ruling | None:
    """R1.1k: at the button, only a requested order starts a revoke."""
    order = moment.before.sales.orders.get(command.order)
    if order is None or order.revoke is not None or command.role not in command.roles:
        return None
    expected = REVOKE_ANSWER[order.recording]
    answer = moment.step.answer
    if not expected:
        return ruled(answer == Accepted(), command.order)
    return ruled(answer == Refused(expected), command.order)


def truth_table(moment: Moment, event: RevokeCommitted) -> Ruling:
    """R1.1k: the decision holds at the moment of commit, by the table of four rows."""
    switch = moment.assumptions.receipts_count
    stored = bool(slips_of(moment.before, event.order))
    booked = any(counts(one, switch) for one in papers_of(moment.before, event.order))
    return ruled(REVOKE_TRUTH[stored, booked], event.order)


def none_recorded(moment: Moment, event: RevokeCommitted) -> Ruling | None:
    """R1.1k: a revoke never succeeds over a recording or a rejection of that request."""
    booked = moment.before.accounting.dossiers.get(event.order, AccountingDossier())
    copy = booked.copy
    if copy is None or copy.request != event.request:
        return None
    return ruled(copy.recording == "requested", event.order)


def confirmation_ends_talk(moment: Moment, answer: EndAnswer | SlipTaken) -> Ruling:
    """R1.1k, R1.3e: a confirmation is not answered, or two apps would talk for ever."""
    return ruled(not moment.step.sent, answer.order)


def nothing_after_commit(
    moment: Moment,
    event: SlipSaved | SlipReceived | PaperMade | IssueCommandMade | RevokeCommitted,
) -> Ruling | None:
    """R1.1k: once a revoke committed, no document of that request is ever created anywhere.

    The order itself is not meant: its create message may still arrive before the word of the
    decision does. It lies there held, nobody can act on it, and in the end it is gone.
    """
    match event:
        case RevokeCommitted():
            return HELD
        case SlipSaved(slip=slip):
            request, document = slip.request, slip.slip
        case SlipReceived():
            request, document = event.request, event.slip
        case PaperMade():
            request, document = event.request, event.paper
        case IssueCommandMade():
            made = moment.before.warehouse.dossiers[event.order].document
            request, document = (made.request if made else 0), event.issue_command
    ended = moment.ledger.ended.get(event.order, 0)
    return broken(event.order, document) if event.order and request <= ended else None


def nobody_acts_on_revoked(moment: Moment, command: WarehouseCommand) -> Ruling | None:
    """R1.1k: from the commit on nobody can act on the order and its commands."""
    stored = moment.before.warehouse.dossiers.get(command.order)
    if stored is None or stored.document is None:
        return None
    if stored.document.request > moment.ledger.ended.get(command.order, 0):
        return None
    return ruled(moment.step.answer != Accepted(), command.order)


def push_waits(moment: Moment, answer: Busy) -> Ruling | None:
    """A push that meets a hold waits; it is neither lost nor taken."""
    del answer
    if not isinstance(moment.step.said, Envelope):
        return None
    return ruled(moment.before == moment.after and not moment.step.sent, moment.step.order)


CLERK_COMMANDS = (MakeIssueCommand, SaveSlip, EditSlip, DeleteSlip, CancelOrder, PushSlip)

PROMISES = (
    Promise(
        name="refusal-has-its-reason",
        kind="always",
        clauses=("R1.1f",),
        title=Words(
            "Thu hồi chỉ bị từ chối khi có lý do thật; không phát sinh thì phải thu hồi được.",
            "A revoke is refused only for a true reason; without activity it succeeds.",
        ),
        on=(RevokeRefused,),
        watch=refusal_has_its_reason,
    ),
    Promise(
        name="refusing-document-exists",
        kind="always",
        clauses=("R1.1f", "R1.1g", "R1.1h"),
        title=Words(
            "Ứng dụng từ chối vì có phát sinh thì chứng từ nêu tên phải đang tồn tại ở đó.",
            "An app that refuses because of activity names a document that exists there.",
        ),
        on=(HoldRefused,),
        watch=refusing_document_exists,
        assumptions=("receipts_count",),
    ),
    Promise(
        name="revoked-are-gone",
        kind="eventually",
        clauses=("R1.1f",),
        title=Words(
            "Thu hồi thành công thì đơn đặt hàng và lệnh xuất kho tương ứng bị xóa.",
            "After a successful revoke the order and its issue commands are gone.",
        ),
        settle=revoked_are_gone,
    ),
    Promise(
        name="revokes-are-decided",
        kind="eventually",
        clauses=("R1.1f", "R1.1k"),
        title=Words(
            "Mọi lần thu hồi cuối cùng đều có kết quả.",
            "Every revoke is decided in the end.",
        ),
        settle=decided,
    ),
    Promise(
        name="no-revoke-over-a-slip",
        kind="always",
        clauses=("R1.1g",),
        title=Words(
            "Kho đã có phiếu xuất kho thì không thu hồi được đề nghị.",
            "A revoke never succeeds while Warehouse has a slip of the order.",
        ),
        on=(RevokeCommitted,),
        watch=none_in_warehouse,
    ),
    Promise(
        name="no-revoke-over-accounting",
        kind="always",
        clauses=("R1.1h",),
        title=Words(
            "Kế toán đã có chứng từ liên quan thì không thu hồi được đề nghị.",
            "A revoke never succeeds while Accounting has a document of the order.",
        ),
        on=(RevokeCommitted,),
        watch=none_in_accounting,
        assumptions=("receipts_count",),
    ),
    Promise(
        name="nobody-is-held",
        kind="eventually",
        clauses=("R1.1i",),
        title=Words(
            "Thu hồi đã có kết quả thì không ứng dụng nào còn giữ đơn hàng.",
            "Once a revoke is decided, no app keeps the order held.",
        ),
        settle=nobody_is_held,
    ),
    Promise(
        name="normal-after-refusal",
        kind="always",
        clauses=("R1.1i",),
        title=Words(
            "Sau khi bị từ chối thu hồi, thủ kho dùng mọi chức năng trên đơn như bình thường.",
            "After a refused revoke the clerks' functions on the order work as before.",
        ),
        on=CLERK_COMMANDS,
        watch=normal_after_refusal,
    ),
    Promise(
        name="busy-only-during-revoke",
        kind="always",
        clauses=("R1.1i",),
        title=Words(
            "Câu trả lời “đang bận” chỉ có khi đơn đang được thu hồi.",
            "“Busy” is answered only while a revoke of that order is under way.",
        ),
        on=(Busy,),
        watch=busy_only_during_revoke,
    ),
    Promise(
        name="refusal-changes-nothing",
        kind="always",
        clauses=("R1.1j",),
        title=Words(
            "Một lần thu hồi bị từ chối không thay đổi chứng từ nào ở cả ba ứng dụng.",
            "A refused revoke changes no document in any of the three apps.",
        ),
        on=(RevokeStarted, AccountingAsked, RevokeRefused, HoldRefused, HoldPlaced, HoldEnded),
        watch=refusal_changes_nothing,
    ),
    Promise(
        name="refused-at-the-button",
        kind="always",
        clauses=("R1.1j",),
        title=Words(
            "Thu hồi bị từ chối ngay thì không thay đổi gì và không gửi gì.",
            "A revoke refused at the button changes nothing and sends nothing.",
        ),
        on=(RevokeRequest,),
        watch=refused_at_once,
    ),
    Promise(
        name="revoke-answered-by-status",
        kind="always",
        clauses=("R1.1k",),
        title=Words(
            "Chỉ đơn ở tình trạng Đề nghị ghi mới thu hồi được.",
            "Only an order in status Requested can start a revoke.",
        ),
        on=(RevokeRequest,),
        watch=answered_by_status,
    ),
    Promise(
        name="revoke-truth-table",
        kind="always",
        clauses=("R1.1k",),
        title=Words(
            "Quyết định thu hồi đúng với bảng bốn trường hợp tại thời điểm quyết định.",
            "The decision agrees with the four rows of the table at the moment it is made.",
        ),
        on=(RevokeCommitted,),
        watch=truth_table,
        assumptions=("receipts_count",),
    ),
    Promise(
        name="no-revoke-over-a-recording",
        kind="always",
        clauses=("R1.1k",),
        title=Words(
            "Kế toán đã ghi hoặc từ chối ghi lần đề nghị đó thì không thu hồi được.",
            "A revoke never succeeds once Accounting has recorded or rejected that request.",
        ),
        on=(RevokeCommitted,),
        watch=none_recorded,
    ),
    Promise(
        name="confirmations-end-the-talk",
        kind="always",
        clauses=("R1.1k", "R1.3e"),
        title=Words(
            "Tin xác nhận không được trả lời lại, nên các ứng dụng không gửi qua lại mãi.",
            "A confirmation is not answered again, so the apps do not write back and forth.",
        ),
        on=(EndAnswer, SlipTaken),
        watch=confirmation_ends_talk,
    ),
    Promise(
        name="nothing-after-a-revoke",
        kind="always",
        clauses=("R1.1k",),
        title=Words(
            "Đã thu hồi thành công thì không chứng từ nào của lần đề nghị đó được tạo ra nữa.",
            "Once a revoke succeeded, no document of that request is ever created.",
        ),
        on=(
            RevokeCommitted,
            SlipSaved,
            SlipReceived,
            PaperMade,
            IssueCommandMade,
        ),
        watch=nothing_after_commit,
    ),
    Promise(
        name="nobody-acts-on-revoked",
        kind="always",
        clauses=("R1.1k",),
        title=Words(
            "Đã thu hồi thành công thì không ai thao tác được trên đơn và lệnh xuất kho của nó.",
            "Once a revoke succeeded, nobody can act on the order and its commands.",
        ),
        on=CLERK_COMMANDS,
        watch=nobody_acts_on_revoked,
    ),
    Promise(
        name="push-waits-for-the-revoke",
        kind="always",
        clauses=("R1.1k", "R1.3e"),
        title=Words(
            "Phiếu đẩy sang Kế toán gặp đơn đang thu hồi thì chờ, không mất và không được nhận.",
            "A push that meets a revoke under way waits; it is neither lost nor taken.",
        ),
        on=(Busy,),
        watch=push_waits,
    ),
)
