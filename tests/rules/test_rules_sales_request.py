"""Sales: what each action answers in each recording status; recording, rejecting, hand-over."""

import pytest
from rules.given import given
from rules.vocabulary import (
    CREATED,
    CUSTOMER,
    DH1,
    LINES,
    REJECTED,
    REQUESTED,
    REVOKED,
    STATUSES,
    manager,
    requested,
    salesperson,
)

from sim.rules.events import (
    MessageIgnored,
    NumberHandedOver,
    OrderCreated,
    OrderDeleted,
    OrderEdited,
    RequestOpened,
    RequestSaved,
    RevokeStarted,
    SalesRecorded,
    SalesRejected,
)
from sim.rules.messages import (
    Busy,
    DeleteOrder,
    EditOrder,
    Envelope,
    GiveUpRevoke,
    HandOver,
    Hold,
    NumberTold,
    OpenRequest,
    OrderCopied,
    OrderRequested,
    RecordingNews,
    RecordOrder,
    Refused,
    RejectOrder,
    RevokeRequest,
    SaveRequest,
    SetDelivery,
)
from sim.rules.values import Flows

ACTIONS = {
    "open": salesperson(OpenRequest),
    "save": salesperson(SaveRequest),
    "edit": salesperson(EditOrder, lines=LINES[:1]),
    "delete": salesperson(DeleteOrder),
    "revoke": salesperson(RevokeRequest),
    "give up": salesperson(GiveUpRevoke),
    "record": manager(RecordOrder),
    "reject": manager(RejectOrder),
    "hand over": salesperson(HandOver),
    "set delivery": salesperson(SetDelivery, status="delivered"),
}

OPENED, SAVED, STARTED = (RequestOpened,), (RequestSaved, OrderRequested), (RevokeStarted, Hold)
EDITED, DELETED, TOLD = (OrderEdited,), (OrderDeleted,), (NumberHandedOver, NumberTold)
BOOKED, TURNED_DOWN = (SalesRecorded,), (SalesRejected,)
NOT_DRAFT, LOCKED, NOT_ASKED = "not_draft", "locked", "not_requested"
NO_REVOKE, OWNED = "nothing_to_give_up", "owned_by_warehouse"

# domain.md 1.1 and 1.2: what happens, or why not; the columns are the statuses
TABLE = {
    #               draft       requested    recorded     rejected
    "open": (OPENED, NOT_DRAFT, NOT_DRAFT, OPENED),
    "save": (SAVED, NOT_DRAFT, NOT_DRAFT, SAVED),
    "edit": (EDITED, LOCKED, LOCKED, EDITED),
    "delete": (DELETED, LOCKED, LOCKED, LOCKED),
    "revoke": (NOT_ASKED, STARTED, "recorded", NOT_ASKED),
    "give up": (NO_REVOKE, NO_REVOKE, NO_REVOKE, NO_REVOKE),
    "record": (NOT_ASKED, BOOKED, NOT_ASKED, NOT_ASKED),
    "reject": (NOT_ASKED, TURNED_DOWN, TURNED_DOWN, NOT_ASKED),
    "hand over": (NOT_ASKED, TOLD, TOLD, TOLD),
    "set delivery": (OWNED, OWNED, OWNED, OWNED),
}
CELLS = {
    f"{status}: {action}": (STATUSES[status], ACTIONS[action], cell)
    for action, row in TABLE.items()
    for status, cell in zip(("draft", "requested", "recorded", "rejected"), row, strict=True)
}


def expected(cell) -> tuple[object, ...]:
    return cell if isinstance(cell, tuple) else (Refused(cell),)


@pytest.mark.parametrize(("past", "said", "cell"), CELLS.values(), ids=CELLS)
def test_the_recording_status_decides_what_can_be_done(past, said, cell) -> None:
    """A request starts from Bản nháp or Từ chối ghi only; a revoke from Đề nghị ghi only."""
    given(CREATED, *past).when(said).then(*expected(cell))


@pytest.mark.parametrize("action", TABLE)
def test_a_revoked_order_is_a_draft_like_any_other(action) -> None:
    """After a successful revoke the order is Bản nháp, in every action (R1.1f)."""
    given(CREATED, *STATUSES["draft again"]).when(ACTIONS[action]).then(*expected(TABLE[action][0]))


# --- the request --------------------------------------------------------------------------------


def test_opening_the_request_screen_sends_nothing_and_changes_nothing() -> None:
    """R1.1c: on saving the request, not on opening its screen."""
    before = given(CREATED)
    after = before.when(salesperson(OpenRequest)).then(RequestOpened(order=DH1))

    assert after.apps is before.apps


SENT = OrderRequested(order=DH1, request=1, customer=CUSTOMER, lines=LINES)
COPY = OrderCopied(order=DH1, request=1, edition=0, customer=CUSTOMER, lines=LINES)
TO_WAREHOUSE = Envelope("sales", "warehouse", "order_to_warehouse", SENT)
TO_ACCOUNTING = Envelope("sales", "accounting", "direct_link", COPY)

# R1.1a, b, n and domain.md 3.5: (parent, flow 1.1 on, direct link on) -> where the order goes
DESTINATIONS = {
    (False, True, False): (TO_WAREHOUSE,),
    (False, True, True): (TO_WAREHOUSE, TO_ACCOUNTING),
    (False, False, False): (),
    (False, False, True): (TO_ACCOUNTING,),
    (True, True, False): (),
    (True, True, True): (TO_ACCOUNTING,),
    (True, False, False): (),
    (True, False, True): (TO_ACCOUNTING,),
}
NAMES = [
    " ".join(("parent" if parent else "order", "flow" if on else "no flow", "link" if link else ""))
    for parent, on, link in DESTINATIONS
]


@pytest.mark.parametrize(("case", "letters"), DESTINATIONS.items(), ids=NAMES)
def test_a_saved_request_goes_where_the_flows_lead(case, letters) -> None:
    """Never a parent to Warehouse (R1.1b); nothing with the flow off (R1.1n); all as they are."""
    parent, on, link = case
    order = OrderCreated(order=DH1, customer=CUSTOMER, lines=LINES, is_parent=parent)
    flows = Flows(order_to_warehouse=on, direct_link=link)

    after = given(order, flows=flows).when(salesperson(SaveRequest)).then(RequestSaved, *letters)

    assert after.order().recording == "requested"
    assert after.order().live()
    assert after.order().copied == link


@pytest.mark.parametrize(
    "past",
    [STATUSES["rejected"], STATUSES["draft again"]],
    ids=["after a rejection", "after a revoke"],
)
def test_each_request_has_its_own_number(past) -> None:
    """Requests count up; with it a late message of an ended one can be told apart (F23)."""
    after = given(CREATED, *past).when(salesperson(SaveRequest))

    after.then(RequestSaved, OrderRequested(order=DH1, request=2, customer=CUSTOMER, lines=LINES))
    assert after.order().request == 2
    assert after.order().live()


# --- recording and rejecting --------------------------------------------------------------------


@pytest.mark.parametrize("action", ["record", "reject"])
@pytest.mark.parametrize("status", ["requested", "recorded", "rejected"])
def test_where_accounting_has_a_copy_the_accountant_decides_there(status, action) -> None:
    """domain.md 1.1: with "accounting is used" the order is recorded in Accounting, not in CRM."""
    past = (requested(to_accounting=True), *STATUSES[status][1:])

    given(CREATED, *past).when(ACTIONS[action]).then(Refused("accounting_records"))


@pytest.mark.parametrize(
    ("action", "status"), [("record", "recorded"), ("reject", "rejected")], ids=["record", "reject"]
)
def test_the_managers_decision_is_the_new_status(action, status) -> None:
    """Đã ghi or Từ chối ghi; the request stays live, Warehouse's order stays (R1.1m)."""
    after = given(CREATED, REQUESTED).when(ACTIONS[action])

    assert after.order().recording == status
    assert after.order().live()


def news(request: int, version: int, recording: str) -> RecordingNews:
    return RecordingNews(order=DH1, request=request, version=version, recording=recording)


COPIED_1 = (CREATED, requested(to_accounting=True))
AGAIN = (*COPIED_1, SalesRejected(order=DH1, version=4), requested(2, to_accounting=True))
OLD, GONE = "older", "no_live_request"
NEWS_TABLE = {
    "recorded": (COPIED_1, news(1, 1, "recorded"), "recorded"),
    "rejected": (COPIED_1, news(1, 1, "rejected"), "rejected"),
    "rejected from recorded": (
        (*COPIED_1, SalesRecorded(order=DH1, version=1)),
        news(1, 2, "rejected"),
        "rejected",
    ),
    "rejected overtook recorded": (
        (*COPIED_1, SalesRejected(order=DH1, version=2)),
        news(1, 1, "recorded"),
        OLD,
    ),
    "told twice": ((*COPIED_1, SalesRecorded(order=DH1, version=1)), news(1, 1, "recorded"), OLD),
    "the count begins again with a request": (AGAIN, news(2, 1, "recorded"), "recorded"),
    "of the request before": (AGAIN, news(1, 5, "recorded"), GONE),
    "of a revoked request": ((*COPIED_1, *REVOKED), news(1, 1, "recorded"), GONE),
    "of a draft": ((CREATED,), news(1, 1, "recorded"), GONE),
    "of an unknown order": ((), news(1, 1, "recorded"), GONE),
}


@pytest.mark.parametrize(("past", "said", "outcome"), NEWS_TABLE.values(), ids=NEWS_TABLE)
def test_accountings_decision_is_taken_over_by_version(past, said, outcome) -> None:
    """Both decisions may come from Accounting, also one after the other; the newest wins."""
    after = given(*past).when(said)

    if outcome in (OLD, GONE):
        after.then(MessageIgnored(order=DH1, message="RecordingNews", reason=outcome))
        assert after.apps is after.before
    else:
        after.then(SalesRecorded if outcome == "recorded" else SalesRejected)
        assert after.order().recording == outcome


# --- hand-over ----------------------------------------------------------------------------------


def test_the_number_is_handed_over_by_word_of_mouth() -> None:
    """The accountants hear the order's present request; nothing else happens in Sales."""
    before = given(CREATED, REQUESTED, REJECTED, requested(2))
    after = before.when(salesperson(HandOver))

    spoken = Envelope("sales", "accounting", "spoken", NumberTold(order=DH1, request=2))
    after.then(NumberHandedOver(order=DH1, request=2), spoken)
    assert after.apps is before.apps


# --- during a revoke ----------------------------------------------------------------------------

ASKING = (CREATED, REQUESTED, RevokeStarted(order=DH1, request=1, attempt=1))
ENDING = (CREATED, REQUESTED, *REVOKED[:1])
OTHERS = [action for action in ACTIONS if action not in ("give up", "hand over")]


@pytest.mark.parametrize("past", [ASKING, ENDING], ids=["undecided", "its end is under way"])
@pytest.mark.parametrize("action", OTHERS)
def test_during_a_revoke_a_person_is_told_to_try_again(past, action) -> None:
    """design.md 2: busy, nothing changes, try again; also a second revoke."""
    given(*past).when(ACTIONS[action]).then(Busy())


def test_words_are_not_held_up_by_a_revoke() -> None:
    """A hand-over is spoken, and the request lives until a revoke of it commits."""
    given(*ASKING).when(ACTIONS["hand over"]).then(NumberHandedOver, NumberTold)
    given(*ENDING).when(ACTIONS["hand over"]).then(Refused(NOT_ASKED))


@pytest.mark.parametrize("status", ["requested", "recorded", "rejected"])
def test_a_request_is_live_whatever_its_recording_status(status) -> None:
    """A live request is one from Save until a revoke of it commits (design.md 2)."""
    assert given(CREATED, *STATUSES[status]).order().live()


@pytest.mark.parametrize("action", ACTIONS)
def test_on_an_unknown_number_nothing_can_be_done(action) -> None:
    """No action makes an order appear."""
    given().when(ACTIONS[action]).then(Refused("no_such_order"))
