"""Accounting: vouchers, invoices, receipts, numbers and codes."""

import pytest
from rules.given import given
from rules.vocabulary import (
    COPIED,
    CUSTOMER,
    DH1,
    DH2,
    LINES,
    TOLD,
    accountant,
    taken,
)

from sim.rules.events import (
    CodeAdded,
    CopyReceived,
    HoldEnded,
    HoldPlaced,
    NumberNoted,
    PaperDeleted,
    PaperMade,
    PaperPosted,
    PaperUnposted,
    SlipReceived,
)
from sim.rules.messages import (
    AddCode,
    Busy,
    DeletePaper,
    DeliveryByAccounting,
    Envelope,
    MakePaper,
    NumberTold,
    PostPaper,
    RecordCopy,
    Refused,
    RejectCopy,
    UnpostPaper,
)
from sim.rules.values import Flows

HELD = HoldPlaced(order=DH1, app="accounting", request=1, attempt=1)
ENDED = HoldEnded(order=DH1, app="accounting", request=1, attempt=1, deleted=True)
VOUCHER = PaperMade(order=DH1, paper="CT-1", kind="voucher", request=1)
POSTED = PaperPosted(order=DH1, paper="CT-1")


def make(kind: str = "voucher", request: int = 1, **fields) -> MakePaper:
    return accountant(MakePaper, **{"paper": "CT-1", "kind": kind, "request": request, **fields})


# --- making documents ---------------------------------------------------------------------------


@pytest.mark.parametrize("known", [TOLD, COPIED], ids=["by word of mouth", "by the copy"])
@pytest.mark.parametrize("kind", ["voucher", "invoice", "receipt"])
def test_a_document_is_made_on_an_order_the_accountant_knows(kind, known) -> None:
    """domain.md 3.1: both ways make the seed's second branch reachable; it is not posted yet."""
    after = given(known).when(make(kind))

    assert isinstance(after.events[0], PaperMade)
    paper = after.booked().papers[0]
    assert (paper.paper, paper.kind, paper.request, paper.posted) == ("CT-1", kind, 1, False)


NOTED_2 = NumberNoted(order=DH1, request=2)
NOT_MADE = {
    "nobody told the number": ((), make(), Refused("no_such_order", DH1)),
    "only an earlier request is known": ((TOLD,), make(request=2), Refused("no_such_order", DH1)),
    "another order was told": ((TOLD,), make(order=DH2), Refused("no_such_order", DH2)),
    "the request was revoked": ((TOLD, ENDED), make(), Refused("revoked", DH1)),
    "an ended one, though a later is known": ((NOTED_2, ENDED), make(), Refused("revoked", DH1)),
    "the number is taken": ((TOLD, VOUCHER), make(), Refused("number_taken", "CT-1")),
    "a slip has the number": (
        (TOLD, SlipReceived(order=DH1, slip="CT-1", request=1, type="sale", lines=taken((1, 1)))),
        make(),
        Refused("number_taken", "CT-1"),
    ),
    "a revoke holds the order": ((TOLD, HELD), make(), Busy()),
}


@pytest.mark.parametrize(("past", "said", "reason"), NOT_MADE.values(), ids=NOT_MADE)
def test_no_document_without_a_live_request_that_is_known_here(past, said, reason) -> None:
    """design.md 3: once a revoke commits, none of that request is ever created."""
    given(*past).when(said).then(reason)


def test_the_greatest_known_request_counts() -> None:
    """By copy or by word of mouth, whichever is later."""
    second = CopyReceived(order=DH1, request=2, edition=0, customer=CUSTOMER, lines=LINES)

    given(TOLD, second).when(make("invoice", request=2)).then(PaperMade)
    given(COPIED, NOTED_2).when(make("invoice", request=2)).then(PaperMade)


def test_after_a_revoke_the_next_request_can_be_invoiced() -> None:
    """Only what ended is over."""
    given(NOTED_2, ENDED).when(make("invoice", request=2)).then(PaperMade)


def test_a_document_may_belong_to_no_order() -> None:
    """Nothing of the sync concerns it."""
    given().when(make(order="", request=0)).then(PaperMade)


def test_an_issue_slip_is_not_made_by_hand() -> None:
    """design.md 3: every slip here has one cause, a save in automatic mode or the button."""
    given(TOLD).when(make("slip")).then(Refused("not_by_hand", "CT-1"))


# --- the second writer (domain.md 3.5) -----------------------------------------------------------


@pytest.mark.parametrize("known", [TOLD, COPIED], ids=["no copy", "copy"])
@pytest.mark.parametrize("kind", ["voucher", "invoice", "receipt"])
def test_a_voucher_on_a_copied_order_tells_sales_it_is_delivered(kind, known) -> None:
    """Only a voucher delivers, and only the direct link tells."""
    after = given(known, flows=Flows(direct_link=True)).when(make(kind))

    told = DeliveryByAccounting(order=DH1, request=1, status="delivered")
    letter = Envelope("accounting", "sales", "direct_link", told)
    goes = kind == "voucher" and known is COPIED
    after.then(PaperMade, *([letter] if goes else []))


# --- posting, unposting, deleting (domain.md 3.3) ------------------------------------------------

ON_A_PAPER = {
    "post": accountant(PostPaper, paper="CT-1"),
    "unpost": accountant(UnpostPaper, paper="CT-1"),
    "delete": accountant(DeletePaper, paper="CT-1"),
}
PAPER_TABLE = {
    "unposted: post": ((VOUCHER,), "post", POSTED),
    "unposted: unpost": ((VOUCHER,), "unpost", Refused("not_posted", "CT-1")),
    "unposted: delete": ((VOUCHER,), "delete", PaperDeleted(order=DH1, paper="CT-1")),
    "posted: post": ((VOUCHER, POSTED), "post", Refused("posted", "CT-1")),
    "posted: unpost": ((VOUCHER, POSTED), "unpost", PaperUnposted(order=DH1, paper="CT-1")),
    "posted: delete": ((VOUCHER, POSTED), "delete", Refused("posted", "CT-1")),
}


@pytest.mark.parametrize(("past", "action", "outcome"), PAPER_TABLE.values(), ids=PAPER_TABLE)
def test_a_posted_document_is_unposted_before_it_is_deleted(past, action, outcome) -> None:
    """domain.md 3.3; a slip from Warehouse is a document like the others."""
    given(*past).when(ON_A_PAPER[action]).then(outcome)


@pytest.mark.parametrize("action", ON_A_PAPER)
def test_the_other_documents_stay_as_they_are(action) -> None:
    """Each action concerns the one document it names."""
    other = PaperMade(order=DH1, paper="CT-2", kind="invoice", request=1)
    past = (VOUCHER, other, *((POSTED,) if action == "unpost" else ()))
    papers = {one.paper: one for one in given(*past).when(ON_A_PAPER[action]).booked().papers}

    assert papers["CT-2"] == given(other).booked().papers[0]
    assert ("CT-1" in papers) == (action != "delete")
    if action != "delete":
        assert papers["CT-1"].posted == (action == "post")


@pytest.mark.parametrize("said", ON_A_PAPER.values(), ids=ON_A_PAPER)
def test_a_document_that_is_not_there_is_refused_by_its_number(said) -> None:
    """Also where another order has one of that number."""
    elsewhere = PaperMade(order=DH2, paper="CT-1", kind="voucher", request=1)

    given(TOLD, elsewhere).when(said).then(Refused("no_such_paper", "CT-1"))


ALL = {**ON_A_PAPER, "record": accountant(RecordCopy), "reject": accountant(RejectCopy)}


@pytest.mark.parametrize("said", ALL.values(), ids=ALL)
def test_while_a_revoke_holds_the_order_accountants_are_told_to_try_again(said) -> None:
    """design.md 2: every command on that order, and nothing changes."""
    given(COPIED, VOUCHER, HELD).when(said).then(Busy())


# --- words and codes ----------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "second", "noted"), [(1, 2, 2), (2, 1, 2), (1, 1, 1)])
def test_the_notepad_keeps_the_latest_request(first, second, noted) -> None:
    """Words may be heard late; a number is noted, no document is made."""
    after = given().when(NumberTold(order=DH1, request=first))
    after = after.when(NumberTold(order=DH1, request=second))

    after.then(NumberNoted(order=DH1, request=second))
    assert after.booked().noted == noted
    assert (after.booked().copy, after.booked().papers) == (None, ())


@pytest.mark.parametrize("kind", ["item", "customer"])
def test_a_code_becomes_known(kind) -> None:
    """In the list of its own kind."""
    after = given(HELD).when(accountant(AddCode, kind=kind, code="X-1"))

    after.then(CodeAdded(kind=kind, code="X-1"))
    assert ("X-1" in after.apps.accounting.items) == (kind == "item")
    assert ("X-1" in after.apps.accounting.customers) == (kind == "customer")
