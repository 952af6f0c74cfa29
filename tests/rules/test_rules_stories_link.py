"""Whole stories with the older direct link between Sales and Accounting (domain.md 3.5)."""

import pytest
from rules.given import ready
from rules.vocabulary import (
    DH1,
    REQUEST,
    REVOKE,
    accountant,
    manager,
    salesperson,
    save,
    switch,
)

from sim.rules.events import RunSucceeded, SalesRecorded
from sim.rules.messages import (
    DeletePaper,
    EditOrder,
    MakePaper,
    OrderCopied,
    RecordCopy,
    RecordingNews,
    RecordOrder,
    Refused,
    RejectCopy,
)
from sim.rules.values import Flows, Line

LINKED = Flows(direct_link=True)
RECORD, REJECT = accountant(RecordCopy), accountant(RejectCopy)
NEW_LINES = (Line(1, "A", 7), Line(2, "B", 1))


def linked(**settings):
    return ready(flows=LINKED, **settings)


def test_a_requested_order_is_copied_and_recorded_in_accounting() -> None:
    """domain.md 1.1: where accounting is used, Sales learns it and cannot revoke any more."""
    story = linked().when(RECORD).arrives(RecordingNews)

    story.then(SalesRecorded(order=DH1, version=1), RunSucceeded)
    story.when(manager(RecordOrder)).then(Refused("accounting_records"))
    story.when(REVOKE).then(Refused("recorded"))


@pytest.mark.parametrize(
    ("said", "reason", "status"),
    [(RECORD, "recorded", "recorded"), (REJECT, "not_requested", "rejected")],
    ids=["recorded", "rejected"],
)
def test_a_decision_whose_news_is_in_flight_refuses_the_revoke(said, reason, status) -> None:
    """design.md 2: Accounting refuses the hold when its own recording state differs."""
    story = linked().when(said)
    news = story.under_way(RecordingNews)
    refused = story.lost(RecordingNews).when(REVOKE).settled()

    assert refused.order().refusal == (reason, "")
    assert refused.order().recording == "requested"
    agreed = refused.late(*news).settled()
    assert agreed.order().recording == agreed.booked().copy.recording == status


def test_a_revoke_takes_the_copy_along() -> None:
    """R1.1f: the copy is no activity, it goes with the order."""
    story = linked().when(REVOKE).settled()

    assert (story.order().recording, story.booked().copy) == ("draft", None)
    story.when(RECORD).then(Refused("no_such_order", DH1))


def test_a_copy_in_flight_comes_to_nothing_after_the_revoke() -> None:
    """F23, for the copy as for the order."""
    story = linked().when(REJECT).settled().when(REQUEST)
    copies = story.under_way(OrderCopied)
    story = story.lost(OrderCopied).settled().when(REVOKE).settled().late(*copies)

    assert story.order().recording == "draft"
    assert story.settled().booked().copy is None


def test_rejected_edited_and_requested_again() -> None:
    """R1.1m: the copy waits to be recorded again, with the present lines, and Warehouse follows."""
    story = linked().when(REJECT).settled().when(salesperson(EditOrder, lines=NEW_LINES))
    story = story.when(REQUEST).settled()

    copy = story.booked().copy
    assert (copy.recording, copy.lines, copy.request) == ("requested", NEW_LINES, 2)
    assert story.stored().document.lines == NEW_LINES
    assert story.when(RECORD).settled().order().recording == "recorded"


def test_an_edit_while_requested_reaches_the_copy() -> None:
    """domain.md 1.2, R12: the older policy; two edits may overtake each other."""
    story = linked(edit_while_requested="allow")
    story = story.when(salesperson(EditOrder, lines=NEW_LINES[:1]))
    story = story.when(salesperson(EditOrder, lines=NEW_LINES))
    older, newer = story.under_way(OrderCopied)

    assert story.lost(OrderCopied).late(newer, older).settled().booked().copy.lines == NEW_LINES


@pytest.mark.parametrize(
    ("writer", "shown"), [("warehouse", "not_delivered"), ("anyone", "delivered")]
)
def test_two_writers_of_the_delivery_status(writer, shown) -> None:
    """Hole 6: Warehouse owns it by default; else the last writer wins, until the next news."""
    voucher = accountant(MakePaper, paper="CT-1", kind="voucher", request=1)
    story = linked(delivery_writer=writer).when(voucher).settled()

    assert story.order().delivery.status == shown
    assert story.when(save()).settled().order().delivery.status == "partial"


def test_a_voucher_on_the_copy_is_activity_until_it_is_deleted() -> None:
    """R1.1h: the other natural way into the seed's second branch."""
    voucher = accountant(MakePaper, paper="CT-1", kind="voucher", request=1)
    story = linked().when(voucher).settled().when(REVOKE).settled()
    assert story.order().refusal == ("activity_in_accounting", "CT-1")

    story = story.when(accountant(DeletePaper, paper="CT-1")).when(REVOKE).settled()
    assert story.order().recording == "draft"


def test_with_the_link_off_at_the_request_sales_records_itself() -> None:
    """domain.md 1.1, "accounting not used"; a copy of an earlier request has no say any more."""
    story = linked().when(REJECT).settled().when(switch("direct_link", "off")).when(REQUEST)
    story = story.settled()

    assert story.booked().copy.request == 1
    story.when(manager(RecordOrder)).then(SalesRecorded(order=DH1))
    assert story.when(REVOKE).settled().order().recording == "draft"
