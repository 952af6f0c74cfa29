"""Whole stories in which a revoke, or a number used twice, meets what is in flight."""

from rules.given import given, ready
from rules.vocabulary import (
    CREATED,
    CUSTOMER,
    DH1,
    DH2,
    HAND_OVER,
    LINES,
    REQUEST,
    REVOKE,
    accountant,
    administrator,
    clerk,
    salesperson,
    save,
)

from sim.rules.events import (
    RunFailed,
)
from sim.rules.messages import (
    Busy,
    CreateOrder,
    DeleteOrder,
    DeleteSlip,
    EditOrder,
    EndHold,
    Hold,
    HoldAnswer,
    MakePaper,
    NumberTold,
    OrderRequested,
    Refused,
    Rerun,
    SaveRequest,
    SlipPushed,
)
from sim.rules.values import Line

NEW_LINES = (Line(1, "A", 7), Line(2, "B", 1))


# --- the revoke against what is in flight (domain.md 8, design.md 2) -----------------------------


def test_a_create_in_flight_does_not_bring_a_revoked_order_back() -> None:
    """F23: the request arrives after its revoke; the run log says "revoked"."""
    story = given(CREATED).when(REQUEST)
    create = story.under_way(OrderRequested)
    revoked = story.lost(OrderRequested).when(REVOKE).settled()
    late = revoked.late(*create).arrives(OrderRequested)

    late.then(Refused("revoked", DH1), RunFailed)
    assert revoked.order().recording == "draft"
    assert late.stored().document is None


def test_a_slip_saved_between_the_look_and_the_delete_is_told_to_wait() -> None:
    """Hole 2: no slip may exist for an order whose revoke succeeded."""
    held = ready().when(REVOKE).arrives(Hold, to="warehouse")

    held.when(save()).then(Busy())
    gone = held.settled()
    gone.when(save()).then(Refused("no_such_order", DH1))
    assert (gone.stored().slips, gone.order().recording) == ((), "draft")


def test_a_slip_saved_before_the_look_refuses_the_revoke() -> None:
    """The other way round of the same race."""
    story = ready().when(REVOKE).when(save()).settled()

    assert story.order().refusal == ("activity_in_warehouse", "PX-1")
    assert story.stored().document is not None


def test_a_slip_still_in_flight_to_accounting_does_not_arrive_after_the_revoke() -> None:
    """design.md 2: saved, pushed, deleted, and the order revoked while the push was under way."""
    story = ready().when(save()).when(clerk(DeleteSlip, slip="PX-1"))
    push = story.under_way(SlipPushed)
    story = story.lost(SlipPushed).settled().when(REVOKE).settled()
    late = story.late(*push).arrives(SlipPushed)

    late.then(Refused("revoked", DH1), RunFailed)
    assert late.booked().papers == ()
    run = next(iter(late.apps.workflow.failed))
    again = late.when(administrator(Rerun, run=run)).arrives(SlipPushed)
    again.then(Refused("revoked", DH1), RunFailed)


def test_a_push_waits_while_accounting_holds_the_order() -> None:
    """Busy, not refused: when the revoke is over the slip is taken or not, by its end."""
    story = ready().when(save()).when(clerk(DeleteSlip, slip="PX-1"))
    story = story.when(REVOKE).arrives(Hold).arrives(HoldAnswer).arrives(Hold)

    busy = story.arrives(SlipPushed).then(Busy())
    assert len(busy.under_way(SlipPushed)) == 1
    assert busy.settled().booked().papers == ()


def test_a_number_told_before_a_revoke_is_worth_nothing_after_it() -> None:
    """design.md 3: no voucher of an ended request is ever made."""
    story = ready().when(HAND_OVER).settled().when(REVOKE).settled()
    made = accountant(MakePaper, paper="CT-1", kind="voucher", request=1)

    story.when(made).then(Refused("revoked", DH1))

    telling = ready().when(HAND_OVER)
    words = telling.under_way(NumberTold)
    late = telling.lost(NumberTold).when(REVOKE).settled().late(*words)
    late.arrives(NumberTold).when(made).then(Refused("revoked", DH1))


def test_the_old_delete_does_not_touch_the_new_request() -> None:
    """The delete was doubled by the network; the order is requested again meanwhile."""
    story = ready().when(REVOKE)
    while not story.under_way(EndHold):
        story = story.arrives(type(story.way[0].message))
    copies = story.under_way(EndHold)
    again = story.settled().when(REQUEST).settled().late(*copies)

    assert again.settled().stored() == again.stored()
    assert again.stored().document.request == 2


# --- numbers used twice -------------------------------------------------------------------------


def test_the_number_of_a_deleted_order_is_not_given_again() -> None:
    """R1.1a: Warehouse remembers what ended under it, so a new order would never arrive."""
    entered = salesperson(CreateOrder, customer=CUSTOMER, lines=NEW_LINES)
    story = ready().when(REVOKE).settled().when(salesperson(DeleteOrder))

    story.when(entered).then(Refused("number_taken", DH1))


def test_the_number_stays_given_whatever_happens_to_other_orders() -> None:
    """R1.1a: a step on another order of Sales must not make it forget which ones were deleted."""
    entered = salesperson(CreateOrder, customer=CUSTOMER, lines=NEW_LINES)
    other = salesperson(CreateOrder, order=DH2, customer=CUSTOMER, lines=NEW_LINES)
    story = ready().when(REVOKE).settled().when(salesperson(DeleteOrder)).when(other)
    story = story.when(salesperson(EditOrder, order=DH2, lines=NEW_LINES[:1]))

    story.when(entered).then(Refused("number_taken", DH1))


def test_a_slip_number_is_not_given_on_two_orders() -> None:
    """R1.3e, f: Accounting knows a slip by its number; it would take the second for a repeat."""
    second = salesperson(CreateOrder, order=DH2, customer=CUSTOMER, lines=LINES)
    story = ready().when(second).when(salesperson(SaveRequest, order=DH2)).settled()

    story.when(save()).settled().when(save(order=DH2)).then(Refused("number_taken", "PX-1"))


def test_the_number_of_a_deleted_slip_is_not_given_again() -> None:
    """R1.3e, f: else the new slip would be Synced, and Accounting have the old one's content."""
    story = ready().when(save(quantity=3)).settled().when(clerk(DeleteSlip, slip="PX-1"))

    story.when(save(quantity=8)).then(Refused("number_taken", "PX-1"))
