"""Sales: the revoke, how it ends in the apps, and what is asked again until then."""

import pytest
from rules.given import given
from rules.vocabulary import (
    ASKED,
    CREATED,
    DH1,
    REJECTED,
    REQUESTED,
    REVOKED,
    STARTED,
    delete,
    done,
    held,
    hold,
    release,
    requested,
    salesperson,
    to,
)

from sim.rules.events import (
    EndConfirmed,
    MessageIgnored,
    RevokeCommitted,
    RevokeRefused,
    RevokeStarted,
)
from sim.rules.messages import (
    EndHold,
    GiveUpRevoke,
    SaveRequest,
)

LIVE = (CREATED, REQUESTED)
WAITS_FOR_WAREHOUSE = (*LIVE, STARTED)
WAITS_FOR_ACCOUNTING = (*LIVE, STARTED, ASKED)
BOTH = ("warehouse", "accounting")


def refused(reason: str, document: str = "", ending: tuple[str, ...] = BOTH) -> RevokeRefused:
    return RevokeRefused(
        order=DH1, request=1, attempt=1, reason=reason, document=document, ending=ending
    )


# --- the end ------------------------------------------------------------------------------------


DELETING = (*WAITS_FOR_ACCOUNTING, RevokeCommitted(order=DH1, request=1, attempt=1, ending=BOTH))
RELEASING = (*WAITS_FOR_ACCOUNTING, refused("activity_in_accounting", "CT-1"))


@pytest.mark.parametrize("past", [DELETING, RELEASING], ids=["deleting", "releasing"])
@pytest.mark.parametrize("order", [BOTH, BOTH[::-1]], ids=["Warehouse first", "Accounting first"])
def test_the_revoke_is_over_when_both_have_confirmed(past, order) -> None:
    """In either order; only then is the order free again."""
    first, second = order
    half = given(*past).when(done(first))
    half.then(EndConfirmed(order=DH1, attempt=1, app=first))
    assert half.order().revoke is not None
    assert half.order().revoke.waiting == (second,)

    over = half.when(done(second)).then(EndConfirmed(order=DH1, attempt=1, app=second))
    assert over.order().revoke is None


@pytest.mark.parametrize(
    ("past", "said"),
    [
        (WAITS_FOR_WAREHOUSE, done("warehouse")),
        ((*DELETING, EndConfirmed(order=DH1, attempt=1, app="warehouse")), done("warehouse")),
        (DELETING, done("warehouse", attempt=0)),
        (LIVE, done("warehouse")),
        ((), done("warehouse")),
    ],
    ids=["undecided", "confirmed already", "another attempt", "no revoke", "no order"],
)
def test_a_confirmation_nobody_waits_for_is_ignored(past, said) -> None:
    """A doubled confirmation of one app is not the confirmation of the other."""
    after = given(*past).when(said)

    after.then(MessageIgnored(order=DH1, message="EndAnswer", reason="ended"))
    assert after.apps is after.before


def test_after_a_revoke_the_order_can_be_requested_again() -> None:
    """R1.1l: with the next request number, once both apps have confirmed."""
    after = given(*LIVE, *REVOKED).when(salesperson(SaveRequest))

    assert after.order().request == 2
    assert after.order().live()


# --- asking again -------------------------------------------------------------------------------

UNANSWERED = {
    "no revoke": (LIVE, ()),
    "Warehouse is to hold": (WAITS_FOR_WAREHOUSE, (to("warehouse", hold()),)),
    "Accounting is to hold": (WAITS_FOR_ACCOUNTING, (to("accounting", hold()),)),
    "both are to delete": (DELETING, (to("warehouse", delete()), to("accounting", delete()))),
    "both are to release": (RELEASING, (to("warehouse", release()), to("accounting", release()))),
    "Accounting is still to delete": (
        (*DELETING, EndConfirmed(order=DH1, attempt=1, app="warehouse")),
        (to("accounting", delete()),),
    ),
}


@pytest.mark.parametrize(("past", "letters"), UNANSWERED.values(), ids=UNANSWERED)
def test_hold_release_and_delete_are_sent_again_without_end(past, letters) -> None:
    """design.md 2: the very same question or decision, to whoever has not answered."""
    story = given(*past)

    assert story.rules.sales.unanswered(story.order()) == letters


def test_a_release_after_an_earlier_successful_revoke_is_still_a_release() -> None:
    """What decides is whether *this* request ended, not whether one ever did."""
    second = (requested(2), RevokeStarted(order=DH1, request=2, attempt=2))
    story = given(*LIVE, *REVOKED, *second).when(salesperson(GiveUpRevoke))

    end = EndHold(order=DH1, request=2, attempt=2, deleted=False)
    assert story.sent == (to("warehouse", end),)
    assert story.rules.sales.unanswered(story.order()) == (to("warehouse", end),)


def test_a_rejected_request_cannot_be_revoked_but_its_holds_can_be_released() -> None:
    """Từ chối ghi during the revoke: the attempt is refused and the apps are set free."""
    after = given(*LIVE, STARTED, REJECTED).when(held("warehouse")).when(held("accounting"))

    after.then(refused("not_requested"), to("warehouse", release()), to("accounting", release()))
    assert after.order().recording == "rejected"
