"""The side of a revoke that Warehouse and Accounting share: hold, release, end."""

import pytest
from rules.given import given
from rules.vocabulary import (
    COPIED,
    CUSTOMER,
    DH1,
    LINES,
    RECEIVED,
    delete,
    done,
    held,
    hold,
    release,
)

from sim.rules.events import (
    CopyReceived,
    CopyWithdrawn,
    HoldEnded,
    HoldPlaced,
    IssueCommandMade,
    MessageIgnored,
    OrderReceived,
    OrderWithdrawn,
    RequestTakenOn,
)
from sim.rules.messages import Envelope, OrderCopied, OrderRequested
from sim.rules.values import Guard

APPS = ("warehouse", "accounting")
PRESENT = {"warehouse": RECEIVED, "accounting": COPIED}
SECOND = {
    "warehouse": OrderReceived(order=DH1, request=2, customer=CUSTOMER, lines=LINES),
    "accounting": CopyReceived(order=DH1, request=2, edition=0, customer=CUSTOMER, lines=LINES),
}
WITHDRAWN = {
    "warehouse": OrderWithdrawn(order=DH1, request=1),
    "accounting": CopyWithdrawn(order=DH1, request=1),
}
IGNORED = MessageIgnored(order=DH1, message="Hold", reason="ended")

each_app = pytest.mark.parametrize("app", APPS)


def placed(app: str, attempt: int = 1, request: int = 1) -> HoldPlaced:
    return HoldPlaced(order=DH1, app=app, request=request, attempt=attempt)


def ended(app: str, attempt: int = 1, request: int = 1, *, deleted: bool = False) -> HoldEnded:
    return HoldEnded(order=DH1, app=app, request=request, attempt=attempt, deleted=deleted)


def back(app: str, message) -> Envelope:
    return Envelope(app, "sales", "revoke", message)


def dossier(story, app: str):
    return story.stored() if app == "warehouse" else story.booked()


def document(story, app: str):
    return story.stored().document if app == "warehouse" else story.booked().copy


# --- asking -------------------------------------------------------------------------------------


@each_app
@pytest.mark.parametrize("there", [True, False], ids=["order there", "order not there yet"])
def test_without_related_activity_the_order_is_held(app, there) -> None:
    """R1.1f; a hold that comes before its order is kept beside it (design.md 2)."""
    after = given(*([PRESENT[app]] if there else [])).when(hold(), to=app)

    after.then(placed(app), back(app, held(app)))
    assert dossier(after, app).guard == Guard(hold=1)
    assert (document(after, app) is not None) == there


@each_app
def test_a_hold_that_came_first_holds_the_order_that_comes_after(app) -> None:
    """The create was still in flight when the revoke began (F23)."""
    message = (
        OrderRequested(order=DH1, request=1, customer=CUSTOMER, lines=LINES)
        if app == "warehouse"
        else OrderCopied(order=DH1, request=1, edition=0, customer=CUSTOMER, lines=LINES)
    )
    after = given(placed(app)).when(message)

    assert document(after, app) is not None
    assert dossier(after, app).guard.hold == 1


@each_app
def test_a_repeated_question_is_answered_again(app) -> None:
    """The first answer may have been lost; the state is the same as before."""
    after = given(PRESENT[app], placed(app)).when(hold(), to=app)

    after.then(placed(app), back(app, held(app)))
    assert dossier(after, app).guard == Guard(hold=1)


@each_app
def test_a_question_of_a_later_attempt_is_answered(app) -> None:
    """The attempt before is over."""
    after = given(PRESENT[app], ended(app, 1)).when(hold(2), to=app)

    after.then(placed(app, 2), back(app, held(app, 2)))
    assert dossier(after, app).guard == Guard(hold=2, ended_attempt=1)


# --- what is over -------------------------------------------------------------------------------


@each_app
def test_a_release_that_overtakes_its_own_hold_leaves_nothing_held(app) -> None:
    """Else the hold would come after it and last for ever (design.md 2)."""
    after = given(PRESENT[app]).when(release(), to=app).when(hold(), to=app)

    after.then(IGNORED)
    assert dossier(after, app).guard == Guard(ended_attempt=1)


@each_app
def test_a_doubled_release_of_one_attempt_does_not_free_the_next(app) -> None:
    """Else a slip slips in between (design.md 2); it is answered all the same."""
    past = (PRESENT[app], placed(app, 1), ended(app, 1), placed(app, 2))
    after = given(*past).when(release(1), to=app)

    after.then(ended(app, 1), back(app, done(app, 1)))
    assert dossier(after, app).guard == Guard(hold=2, ended_attempt=1)


@each_app
def test_an_older_release_takes_nothing_back(app) -> None:
    """The highest ended attempt and request are kept."""
    past = (ended(app, 3, 2, deleted=True),)
    after = given(*past).when(release(2, 1), to=app)

    assert dossier(after, app).guard == Guard(ended_attempt=3, ended_request=2)


@each_app
@pytest.mark.parametrize("attempt", [1, 2], ids=["an attempt before", "the last attempt"])
def test_a_question_of_an_ended_attempt_is_ignored(app, attempt) -> None:
    """Anything at or below the highest ended attempt."""
    after = given(PRESENT[app], ended(app, 2)).when(hold(attempt), to=app)

    after.then(IGNORED)
    assert after.apps is after.before


@each_app
def test_a_question_about_an_ended_request_is_ignored(app) -> None:
    """Whatever its attempt number says."""
    given(ended(app, 1, 2, deleted=True)).when(hold(5, request=2), to=app).then(IGNORED)
    given(ended(app, 1, 2, deleted=True)).when(hold(5, request=1), to=app).then(IGNORED)


# --- the end ------------------------------------------------------------------------------------


@each_app
@pytest.mark.parametrize("deleted", [False, True], ids=["release", "delete"])
def test_the_end_is_confirmed_each_time_it_is_told(app, deleted) -> None:
    """The first confirmation may have been lost; the second time nothing changes."""
    message = delete() if deleted else release()
    first = given(PRESENT[app], placed(app)).when(message, to=app)
    gone = (WITHDRAWN[app],) if deleted else ()
    first.then(ended(app, deleted=deleted), *gone, back(app, done(app)))

    again = first.when(message, to=app)
    again.then(ended(app, deleted=deleted), back(app, done(app)))
    assert again.apps == first.apps


@each_app
def test_a_release_frees_the_order_and_keeps_it(app) -> None:
    """R1.1i: every normal function works as before."""
    after = given(PRESENT[app], placed(app)).when(release(), to=app)

    assert dossier(after, app).guard == Guard(ended_attempt=1)
    assert document(after, app) == document(given(PRESENT[app]), app)


@each_app
def test_a_delete_takes_the_order_and_ends_the_request(app) -> None:
    """R1.1f: the order is gone, with its issue commands; Accounting's copy too."""
    after = given(PRESENT[app], placed(app)).when(delete(), to=app)

    assert dossier(after, app).guard == Guard(ended_attempt=1, ended_request=1)
    assert document(after, app) is None


def test_the_withdrawal_names_the_issue_commands_that_went_with_the_order() -> None:
    """The seed: the system deletes the issue commands and the order."""
    past = (RECEIVED, IssueCommandMade(order=DH1, issue_command="LX-1"), placed("warehouse"))
    after = given(*past).when(delete(), to="warehouse")

    gone = OrderWithdrawn(order=DH1, request=1, issue_commands=("LX-1",))
    after.then(ended("warehouse", deleted=True), gone, back("warehouse", done("warehouse")))


@each_app
def test_a_delete_without_an_order_ends_the_request_all_the_same(app) -> None:
    """The create still in flight comes to nothing when it arrives."""
    after = given(placed(app)).when(delete(), to=app)

    after.then(ended(app, deleted=True), back(app, done(app)))
    assert dossier(after, app).guard.ended_request == 1


@each_app
def test_a_late_delete_never_touches_a_later_request(app) -> None:
    """design.md 2: revoke, request again, then the delete comes once more."""
    after = given(ended(app, 1, 1, deleted=True), SECOND[app]).when(delete(), to=app)

    after.then(ended(app, deleted=True), back(app, done(app)))
    assert document(after, app) == document(given(SECOND[app]), app)


@each_app
def test_a_delete_also_takes_the_order_of_an_earlier_request(app) -> None:
    """Rejected, requested again, revoked, and the second create never arrived."""
    after = given(PRESENT[app], placed(app, 1, 2)).when(delete(1, 2), to=app)

    after.then(ended(app, 1, 2, deleted=True), WITHDRAWN[app], back(app, done(app)))
    assert document(after, app) is None


def test_an_order_that_took_on_the_request_goes_with_it() -> None:
    """design.md 2: after a re-request the order that stayed answers for the new number."""
    past = (RECEIVED, RequestTakenOn(order=DH1, request=2))

    assert given(*past).when(delete(1, 1), to="warehouse").stored().document is not None
    assert given(*past).when(delete(2, 2), to="warehouse").stored().document is None
