"""Sales: the revoke, from the question to the last confirmation (R1.1f-k)."""

import pytest
from rules.given import given
from rules.vocabulary import (
    ASKED,
    COMMITTED,
    CREATED,
    DH1,
    REJECTED,
    REQUESTED,
    REVOKED,
    STARTED,
    delete,
    held,
    hold,
    not_held,
    release,
    requested,
    salesperson,
    to,
)

from sim.rules.events import (
    DeliveryUpdated,
    EndConfirmed,
    MessageIgnored,
    RevokeCommitted,
    RevokeRefused,
    RevokeStarted,
    SalesRecorded,
    SalesRejected,
)
from sim.rules.messages import (
    GiveUpRevoke,
    Hold,
    Refused,
    RevokeRequest,
)
from sim.rules.values import Delivery, SlipInfo

REVOKE, GIVE_UP = salesperson(RevokeRequest), salesperson(GiveUpRevoke)
LIVE = (CREATED, REQUESTED)
WAITS_FOR_WAREHOUSE = (*LIVE, STARTED)
WAITS_FOR_ACCOUNTING = (*LIVE, STARTED, ASKED)
BOTH = ("warehouse", "accounting")


def refused(reason: str, document: str = "", ending: tuple[str, ...] = BOTH) -> RevokeRefused:
    return RevokeRefused(
        order=DH1, request=1, attempt=1, reason=reason, document=document, ending=ending
    )


# --- asking -------------------------------------------------------------------------------------


def test_a_revoke_asks_warehouse_first_and_changes_no_document() -> None:
    """Nothing is decided before both have answered; the order stays Đề nghị ghi meanwhile."""
    after = given(*LIVE).when(REVOKE).then(STARTED, to("warehouse", hold()))

    assert after.order().recording == "requested"
    assert after.order().live()


def test_attempts_count_up_over_all_requests_of_an_order() -> None:
    """design.md 2: an app ignores ended attempts, so a number is never used twice."""
    tried = (REQUESTED, STARTED, refused("recorded", ending=("warehouse",)))
    freed = EndConfirmed(order=DH1, attempt=1, app="warehouse")
    again = given(CREATED, *tried, freed).when(REVOKE)
    later = given(CREATED, REQUESTED, *REVOKED, requested(2)).when(salesperson(RevokeRequest))

    again.then(RevokeStarted(order=DH1, request=1, attempt=2), to("warehouse", hold(2)))
    later.then(RevokeStarted, Hold)
    assert later.events[0].request == 2
    assert later.order().attempt == given(CREATED, REQUESTED, *REVOKED).order().attempt + 1


def test_a_new_attempt_no_longer_shows_the_old_refusal() -> None:
    """What is shown is the answer to the last attempt."""
    past = (*LIVE, STARTED, refused("activity_in_warehouse", "PX-1", ("warehouse",)))
    freed = EndConfirmed(order=DH1, attempt=1, app="warehouse")
    before = given(*past, freed)

    assert before.order().refusal == ("activity_in_warehouse", "PX-1")
    assert before.when(REVOKE).order().refusal == ("", "")


def test_a_new_request_no_longer_shows_the_old_refusal() -> None:
    """It was the answer about another request."""
    freed = EndConfirmed(order=DH1, attempt=1, app="warehouse")
    past = (*LIVE, STARTED, refused("activity_in_warehouse", "PX-1", ("warehouse",)), freed)

    assert given(*past, REJECTED, requested(2)).order().refusal == ("", "")


# --- the answers --------------------------------------------------------------------------------

RECORDED_BY_NEWS = SalesRecorded(order=DH1, version=1)
REJECTED_BY_NEWS = SalesRejected(order=DH1, version=1)
IN_WAREHOUSE, IN_ACCOUNTING = "activity_in_warehouse", "activity_in_accounting"

ANSWERS = {
    "Warehouse holds": (
        WAITS_FOR_WAREHOUSE,
        held("warehouse"),
        (ASKED, to("accounting", hold())),
    ),
    "Warehouse has activity": (
        WAITS_FOR_WAREHOUSE,
        not_held("warehouse", IN_WAREHOUSE, "PX-1"),
        (refused(IN_WAREHOUSE, "PX-1", ("warehouse",)), to("warehouse", release())),
    ),
    "Accounting holds as well": (
        WAITS_FOR_ACCOUNTING,
        held("accounting"),
        (
            RevokeCommitted(order=DH1, request=1, attempt=1, ending=BOTH),
            to("warehouse", delete()),
            to("accounting", delete()),
        ),
    ),
    "Accounting has activity": (
        WAITS_FOR_ACCOUNTING,
        not_held("accounting", IN_ACCOUNTING, "CT-1"),
        (
            refused(IN_ACCOUNTING, "CT-1"),
            to("warehouse", release()),
            to("accounting", release()),
        ),
    ),
    "Accounting has recorded, the news is in flight": (
        WAITS_FOR_ACCOUNTING,
        not_held("accounting", "recorded"),
        (refused("recorded"), to("warehouse", release()), to("accounting", release())),
    ),
    "recorded, the news overtook the answer": (
        (*WAITS_FOR_ACCOUNTING, RECORDED_BY_NEWS),
        held("accounting"),
        (refused("recorded"), to("warehouse", release()), to("accounting", release())),
    ),
    "rejected, the news overtook the answer": (
        (*WAITS_FOR_ACCOUNTING, REJECTED_BY_NEWS),
        held("accounting"),
        (refused("not_requested"), to("warehouse", release()), to("accounting", release())),
    ),
}


@pytest.mark.parametrize(("past", "said", "outcome"), ANSWERS.values(), ids=ANSWERS)
def test_the_answers_decide_the_revoke(past, said, outcome) -> None:
    """R1.1k: it succeeds only if both hold; whoever was asked is told the end, held or not."""
    given(*past).when(said).then(*outcome)


LATE = {
    "Accounting, not asked yet": (WAITS_FOR_WAREHOUSE, held("accounting")),
    "Accounting refuses, not asked yet": (
        WAITS_FOR_WAREHOUSE,
        not_held("accounting", IN_ACCOUNTING, "CT-1"),
    ),
    "Warehouse once more": (WAITS_FOR_ACCOUNTING, held("warehouse")),
    "an attempt before": (
        (*LIVE, RevokeStarted(order=DH1, request=1, attempt=2)),
        held("warehouse", attempt=1),
    ),
    "after the decision": ((*WAITS_FOR_ACCOUNTING, COMMITTED), held("warehouse")),
    "no revoke": (LIVE, held("warehouse")),
    "no order": ((), held("warehouse")),
}


@pytest.mark.parametrize(("past", "said"), LATE.values(), ids=LATE)
def test_an_answer_nobody_waits_for_is_ignored(past, said) -> None:
    """Late and doubled answers neither commit nor refuse anything."""
    after = given(*past).when(said)

    after.then(MessageIgnored(order=DH1, message="HoldAnswer", reason="ended"))
    assert after.apps is after.before


# --- what a decision leaves ---------------------------------------------------------------------

INFO = SlipInfo("PX-1", "PX-1", 0, "sale", ())
SHOWN = DeliveryUpdated(
    order=DH1, request=1, version=3, delivery=Delivery("partial", ((1, 3), (2, 0)), (INFO,))
)


def test_a_successful_revoke_leaves_a_draft_without_delivery() -> None:
    """R1.1f: Bản nháp, the request ended, nothing delivered; the news already seen stays seen."""
    order = given(*LIVE, SHOWN, STARTED, ASKED).when(held("accounting")).order()

    assert (order.recording, order.request, order.ended) == ("draft", 1, 1)
    assert not order.live()
    assert order.delivery == Delivery()
    assert order.seen == (1, 3)


def test_a_successful_revoke_forgets_that_accounting_had_a_copy() -> None:
    """The copy is removed too, so the next request may be recorded in Sales."""
    past = (CREATED, requested(to_accounting=True), STARTED, ASKED)

    assert not given(*past).when(held("accounting")).order().copied


def test_a_refused_revoke_changes_nothing_of_the_order() -> None:
    """R1.1i, j: still Đề nghị ghi, same lines, same delivery; only the refusal is shown."""
    before = given(*LIVE, SHOWN, STARTED)
    old, new = (
        before.order(),
        before.when(not_held("warehouse", IN_WAREHOUSE, "PX-1")).order(),
    )

    assert (new.recording, new.request, new.ended, new.lines) == ("requested", 1, 0, old.lines)
    assert (new.delivery, new.seen) == (old.delivery, old.seen)
    assert new.refusal == (IN_WAREHOUSE, "PX-1")


# --- giving up ----------------------------------------------------------------------------------

NO_ANSWER = "not_verified"
GIVING_UP = {
    "Warehouse is silent": (
        WAITS_FOR_WAREHOUSE,
        (refused(NO_ANSWER, "", ("warehouse",)), to("warehouse", release())),
    ),
    "Accounting is silent": (
        WAITS_FOR_ACCOUNTING,
        (refused(NO_ANSWER), to("warehouse", release()), to("accounting", release())),
    ),
    "decided: deleting": ((*LIVE, COMMITTED), (Refused("nothing_to_give_up"),)),
    "decided: releasing": (
        (*LIVE, STARTED, refused("recorded", ending=("warehouse",))),
        (Refused("nothing_to_give_up"),),
    ),
    "no revoke": (LIVE, (Refused("nothing_to_give_up"),)),
}


@pytest.mark.parametrize(("past", "outcome"), GIVING_UP.values(), ids=GIVING_UP)
def test_a_revoke_that_cannot_be_verified_is_refused(past, outcome) -> None:
    """Sales decides, no timer elsewhere; what is decided cannot be given up any more."""
    given(*past).when(GIVE_UP).then(*outcome)
