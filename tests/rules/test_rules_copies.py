"""Accounting: its copy of the order by the older direct link (domain.md 1.2, 3.5)."""

import pytest
from rules.given import given
from rules.vocabulary import (
    COPIED,
    CUSTOMER,
    DH1,
    LINES,
    TOLD,
    accountant,
    administrator,
)

from sim.rules.events import (
    CopyReceived,
    CopyRecorded,
    CopyRejected,
    HoldEnded,
    MessageIgnored,
    PaperMade,
)
from sim.rules.messages import (
    Envelope,
    MakePaper,
    OrderCopied,
    RecordCopy,
    RecordingNews,
    Refused,
    RejectCopy,
    SwitchFlow,
)
from sim.rules.values import Flows, Line, OrderCopy

ENDED = HoldEnded(order=DH1, app="accounting", request=1, attempt=1, deleted=True)

# --- the copy (domain.md 1.2, 3.5) ---------------------------------------------------------------

NEW_LINES = (Line(1, "A", 7),)
REPEAT = MessageIgnored(order=DH1, message="OrderCopied", reason="repeat")


def copy(request: int = 1, edition: int = 0, lines=LINES) -> OrderCopied:
    return OrderCopied(order=DH1, request=request, edition=edition, customer=CUSTOMER, lines=lines)


def received(request: int, edition: int, lines=LINES) -> CopyReceived:
    return CopyReceived(order=DH1, request=request, edition=edition, customer=CUSTOMER, lines=lines)


EDITION_2 = received(1, 2, NEW_LINES)
COPIES = {
    "first": ((), copy(), COPIED),
    "twice": ((COPIED,), copy(), REPEAT),
    "edited": ((COPIED,), copy(1, 1, NEW_LINES), received(1, 1, NEW_LINES)),
    "an older edition comes late": ((EDITION_2,), copy(1, 1), REPEAT),
    "the edit overtook the request": ((EDITION_2,), copy(1, 0), REPEAT),
    "requested again": ((COPIED,), copy(2, 0), received(2, 0)),
    "requested again with a lower edition": ((EDITION_2,), copy(2, 0), received(2, 0)),
    "an older request comes late": ((received(2, 0),), copy(1, 5), REPEAT),
    "its request was revoked": ((ENDED,), copy(), Refused("revoked", DH1)),
    "requested again after a revoke": ((ENDED,), copy(2, 0), received(2, 0)),
}


@pytest.mark.parametrize(("past", "said", "outcome"), COPIES.values(), ids=COPIES)
def test_the_copy_follows_the_newest_edition(past, said, outcome) -> None:
    """By (request, edition), whatever the order of arrival (F2, F3); none of an ended request."""
    given(*past).when(said).then(outcome)


def test_an_edit_changes_the_lines_of_the_copy_and_nothing_else() -> None:
    """What the accountant has recorded stays recorded."""
    recorded = CopyRecorded(order=DH1, request=1, version=1)
    after = given(COPIED, recorded).when(copy(1, 1, NEW_LINES))

    assert after.booked().copy == OrderCopy(
        request=1,
        edition=1,
        customer=CUSTOMER,
        lines=NEW_LINES,
        recording="recorded",
        version=1,
    )


def test_a_new_request_makes_the_copy_new() -> None:
    """It waits to be recorded again; its decisions are counted from the beginning."""
    rejected = CopyRejected(order=DH1, request=1, version=3)
    new = given(COPIED, rejected).when(copy(2, 0, NEW_LINES)).booked().copy

    assert new == OrderCopy(request=2, edition=0, customer=CUSTOMER, lines=NEW_LINES)
    assert (new.recording, new.version) == ("requested", 0)


LINKED = Flows(direct_link=True)

# --- recording on the copy (domain.md 1.1) -------------------------------------------------------

RECORDED = CopyRecorded(order=DH1, request=1, version=1)
REJECTED = CopyRejected(order=DH1, request=1, version=1)
NO_COPY, NOT_ASKED = Refused("no_such_order", DH1), Refused("not_requested")
RECORDING = {
    "requested: record": ((COPIED,), RecordCopy, RECORDED),
    "requested: reject": ((COPIED,), RejectCopy, REJECTED),
    "recorded: record": ((COPIED, RECORDED), RecordCopy, NOT_ASKED),
    "recorded: reject": (
        (COPIED, RECORDED),
        RejectCopy,
        CopyRejected(order=DH1, request=1, version=2),
    ),
    "rejected: record": ((COPIED, REJECTED), RecordCopy, NOT_ASKED),
    "rejected: reject": ((COPIED, REJECTED), RejectCopy, NOT_ASKED),
    "no copy: record": ((TOLD,), RecordCopy, NO_COPY),
    "no copy: reject": ((TOLD,), RejectCopy, NO_COPY),
}


@pytest.mark.parametrize(("past", "action", "outcome"), RECORDING.values(), ids=RECORDING)
def test_the_accountant_records_and_rejects_on_the_copy(past, action, outcome) -> None:
    """Record from Đề nghị ghi, reject from Đề nghị ghi or Đã ghi; the news goes to Sales."""
    after = given(*past, flows=LINKED).when(accountant(action))

    if isinstance(outcome, Refused):
        after.then(outcome)
    else:
        word = "recorded" if action is RecordCopy else "rejected"
        told = RecordingNews(order=DH1, request=1, version=outcome.version, recording=word)
        after.then(outcome, Envelope("accounting", "sales", "direct_link", told))
        assert after.booked().copy.recording == word


# --- the link is switched off -------------------------------------------------------------------

CUT = Flows(direct_link=False)


CUT_OFF = {
    "record": (accountant(RecordCopy), CopyRecorded),
    "reject": (accountant(RejectCopy), CopyRejected),
    "voucher": (accountant(MakePaper, paper="CT-1", kind="voucher", request=1), PaperMade),
}


@pytest.mark.parametrize(("said", "event"), CUT_OFF.values(), ids=CUT_OFF)
def test_what_is_committed_with_the_link_off_is_not_sent(said, event) -> None:
    """domain.md 4.1, design.md 2: off = not sent, by the stamp of the command, as in any flow."""
    given(COPIED, flows=CUT).when(said).then(event)


def test_a_decision_kept_back_counts_all_the_same() -> None:
    """The next one is told under the next version, so that Sales never sees one twice."""
    story = given(COPIED, flows=CUT).when(accountant(RecordCopy))
    on = administrator(SwitchFlow, flow="direct_link", setting="on")
    after = story.when(on).when(accountant(RejectCopy))

    told = RecordingNews(order=DH1, request=1, version=2, recording="rejected")
    after.then(CopyRejected, told)
