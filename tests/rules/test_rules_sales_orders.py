"""Sales: entering, editing and deleting orders; parents and children."""

import pytest
from rules.given import given
from rules.vocabulary import (
    CREATED,
    CUSTOMER,
    DH1,
    DH2,
    DH3,
    LINES,
    RECORDED,
    REJECTED,
    REQUESTED,
    REVOKED,
    STATUSES,
    requested,
    salesperson,
)

from sim.rules.events import (
    OrderCreated,
    OrderDeleted,
    OrderEdited,
)
from sim.rules.messages import CreateOrder, DeleteOrder, EditOrder, Envelope, OrderCopied, Refused
from sim.rules.values import Flows, Line


def child(number: str, *lines: Line) -> OrderCreated:
    return OrderCreated(order=number, customer=CUSTOMER, lines=lines, parent=DH1)


def create(number: str, *lines: Line, parent: str = "") -> CreateOrder:
    return salesperson(CreateOrder, order=number, customer=CUSTOMER, lines=lines, parent=parent)


DELETED = OrderDeleted(order=DH1)

# --- entering -----------------------------------------------------------------------------------


def test_a_new_order_is_entered_as_it_was_typed() -> None:
    """Number, customer and lines are taken over; the order starts as a draft, unlinked."""
    order = given().when(create(DH1, *LINES)).then(CREATED).order()

    assert (order.recording, order.request, order.is_parent) == ("draft", 0, False)
    assert (order.delivery.status, order.delivery.issues) == ("not_delivered", ())


def test_an_order_can_be_entered_as_a_parent() -> None:
    """The parent flag is a field of the order (domain.md 1.4)."""
    said = salesperson(CreateOrder, customer=CUSTOMER, lines=LINES, is_parent=True)

    assert given().when(said).then(OrderCreated).order().is_parent


SENSELESS = {
    "number taken": ((CREATED,), create(DH1, *LINES), Refused("number_taken", DH1)),
    "number of a deleted order": (
        (CREATED, DELETED),
        create(DH1, *LINES),
        Refused("number_taken", DH1),
    ),
    "no line": ((), create(DH1), Refused("no_lines")),
    "quantity 0": ((), create(DH1, LINES[0], Line(2, "B", 0)), Refused("no_lines")),
    "negative quantity": ((), create(DH1, Line(1, "A", -1)), Refused("no_lines")),
    "unknown parent": ((), create(DH2, *LINES, parent=DH1), Refused("no_such_order", DH1)),
}


@pytest.mark.parametrize(("past", "said", "reason"), SENSELESS.values(), ids=SENSELESS)
def test_an_order_that_makes_no_sense_is_refused(past, said, reason) -> None:
    """A number is given once, for the other apps may still know it; lines are above 0."""
    given(*past).when(said).then(reason)


# --- parents and children (domain.md 1.4) --------------------------------------------------------

CHILD_TABLE = {
    "all of the parent": ((), LINES, True),
    "a part": ((), (Line(1, "A", 4),), True),
    "one more than the parent": ((), (Line(1, "A", 11),), False),
    "a line the parent has not": ((), (Line(3, "A", 1),), False),
    "the rest that a child left": ((Line(1, "A", 4),), (Line(1, "A", 6),), True),
    "one more than the rest": ((Line(1, "A", 4),), (Line(1, "A", 7),), False),
    "another line is still whole": ((Line(1, "A", 10),), (Line(2, "B", 5),), True),
    "one line fits, one does not": ((Line(1, "A", 10),), (Line(2, "B", 5), LINES[0]), False),
}


@pytest.mark.parametrize(("other", "lines", "fits"), CHILD_TABLE.values(), ids=CHILD_TABLE)
def test_a_child_takes_at_most_what_its_parents_other_children_left(other, lines, fits) -> None:
    """Offered is the quantity of the parent minus what children have ordered, line by line."""
    past = (CREATED, child(DH2, *other)) if other else (CREATED,)
    after = given(*past).when(create(DH3, *lines, parent=DH1))

    after.then(OrderCreated if fits else Refused("over_parent", DH1))


def test_an_order_is_a_parent_while_it_has_children() -> None:
    """It lists them in the order in which they were made; without links it is an ordinary one."""
    family = (CREATED, child(DH2, Line(1, "A", 1)), child(DH3, Line(1, "A", 1)))
    after = given(*family)
    assert after.order().children == (DH2, DH3)
    assert after.order().parent_now()
    assert (after.order(DH2).parent, after.order(DH2).parent_now()) == (DH1, False)

    gone = [OrderDeleted(order=number, parent=DH1) for number in (DH2, DH3)]
    assert given(*family, gone[0]).order().parent_now()
    assert not given(*family, *gone).order().parent_now()


def test_an_order_entered_as_a_parent_stays_one() -> None:
    """Also without children: the flag is its own (R1.1b: "test the flag at request time")."""
    parent = OrderCreated(order=DH1, customer=CUSTOMER, lines=LINES, is_parent=True)
    gone = OrderDeleted(order=DH2, parent=DH1)

    assert given(parent).order().parent_now()
    assert given(parent, child(DH2, LINES[0]), gone).order().parent_now()


def test_a_child_starts_as_a_draft_whatever_its_parent_is() -> None:
    """The sales-recording status is not copied (domain.md 1.4)."""
    after = given(CREATED, REQUESTED, RECORDED).when(create(DH2, LINES[0], parent=DH1))

    assert after.then(OrderCreated).order(DH2).recording == "draft"
    assert after.order().recording == "recorded"


# --- editing ------------------------------------------------------------------------------------

NEW = (Line(1, "A", 12, 1_000),)
EDIT = salesperson(EditOrder, lines=NEW)


@pytest.mark.parametrize("policy", ["refuse", "allow"])
@pytest.mark.parametrize("status", STATUSES)
def test_the_lines_are_locked_while_the_request_is_requested_or_recorded(status, policy) -> None:
    """domain.md 1.2: locked in Đề nghị ghi and Đã ghi, unless the older policy of R12 is on."""
    locked = status in ("requested", "recorded") and policy == "refuse"
    story = given(CREATED, *STATUSES[status], edit_while_requested=policy).when(EDIT)

    story.then(Refused("locked") if locked else OrderEdited)
    assert story.order().lines == (LINES if locked else NEW)
    assert story.order().edition == (0 if locked else 1)


@pytest.mark.parametrize("lines", [(), (Line(1, "A", 0),)], ids=["no line", "quantity 0"])
def test_an_edit_needs_lines_as_a_new_order_does(lines) -> None:
    """The guard of the entry stands before the edit, too (domain.md F11)."""
    given(CREATED).when(salesperson(EditOrder, lines=lines)).then(Refused("no_lines"))


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        ((Line(1, "A", 6),), OrderEdited),
        ((Line(1, "A", 7),), Refused("over_parent", DH1)),
        ((Line(1, "A", 1),), OrderEdited),
    ],
    ids=["up to the rest", "above the rest", "down"],
)
def test_a_child_is_edited_within_what_the_other_children_left(lines, answer) -> None:
    """Its own former quantity does not stand in its way."""
    family = (CREATED, child(DH2, Line(1, "A", 4)), child(DH3, Line(1, "A", 5)))

    given(*family).when(salesperson(EditOrder, order=DH3, lines=lines)).then(answer)


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        ((Line(1, "A", 9), Line(2, "B", 1)), OrderEdited),
        ((Line(1, "A", 8), Line(2, "B", 5)), Refused("under_children")),
        ((Line(1, "A", 9),), Refused("under_children")),
        ((Line(1, "C", 9), Line(2, "B", 1)), Refused("under_children")),
    ],
    ids=[
        "exactly what the children took",
        "one less",
        "a line that a child has is gone",
        "a line that a child has is of another item",
    ],
)
def test_a_parent_keeps_at_least_what_its_children_ordered(lines, answer) -> None:
    """The rest of a parent never falls below 0."""
    family = (CREATED, child(DH2, Line(1, "A", 4)), child(DH3, Line(1, "A", 5), Line(2, "B", 1)))

    given(*family).when(salesperson(EditOrder, lines=lines)).then(answer)


def test_each_edit_has_its_own_edition() -> None:
    """Editions count up, so that a late older one can be told from a newer one."""
    after = given(CREATED).when(EDIT).when(salesperson(EditOrder, lines=LINES))

    edited = OrderEdited(order=DH1, request=0, edition=2, customer=CUSTOMER, lines=LINES)
    after.then(edited)


COPIED = requested(to_accounting=True)

# What follows an edit in Accounting (domain.md 1.2, R12): past, link on at the edit -> told?
COPY_TABLE = {
    "requested, with a copy there": ((COPIED,), True, True),
    "recorded, with a copy there": ((COPIED, RECORDED), True, True),
    "requested, no copy there": ((REQUESTED,), True, False),
    "rejected: the next request brings it": ((COPIED, REJECTED), True, False),
    "revoked: the copy is gone": ((COPIED, *REVOKED), True, False),
    "draft": ((), True, False),
    "requested, copied, then the link was cut": ((COPIED,), False, False),
}


@pytest.mark.parametrize(("past", "link", "told"), COPY_TABLE.values(), ids=COPY_TABLE)
def test_an_edit_of_a_copied_order_follows_in_accounting(past, link, told) -> None:
    """An edit in CRM updates the copy by itself (R12), unless the link is off when it is saved."""
    flows = Flows(direct_link=link)
    story = given(CREATED, *past, flows=flows, edit_while_requested="allow").when(EDIT)

    copy = OrderCopied(order=DH1, request=1, edition=1, customer=CUSTOMER, lines=NEW)
    letter = Envelope("sales", "accounting", "direct_link", copy)
    story.then(OrderEdited, *([letter] if told else []))


# --- deleting -----------------------------------------------------------------------------------

DELETE = salesperson(DeleteOrder)


@pytest.mark.parametrize("policy", ["refuse", "allow"])
@pytest.mark.parametrize("status", STATUSES)
def test_an_order_with_a_live_request_is_not_deleted(status, policy) -> None:
    """domain.md 1.2: revoke first, unless the switch allows it; a rejected request lives on.

    A delete is no message: nothing is sent (the orphan in Warehouse is hole 5 of the document).
    """
    locked = status in ("requested", "recorded", "rejected") and policy == "refuse"
    story = given(CREATED, *STATUSES[status], delete_while_requested=policy).when(DELETE)

    story.then(Refused("locked") if locked else OrderDeleted(order=DH1))
    assert (DH1 in story.apps.sales.orders) == locked


def test_a_parent_is_not_deleted_before_its_children() -> None:
    """The refusal names the first child."""
    given(CREATED, child(DH2, LINES[0])).when(DELETE).then(Refused("has_children", DH2))


def test_a_deleted_child_gives_its_quantities_back_to_the_parent() -> None:
    """What the child had taken can be ordered again."""
    family = (CREATED, child(DH2, Line(1, "A", 10)))
    after = given(*family).when(salesperson(DeleteOrder, order=DH2))

    after.then(OrderDeleted(order=DH2, parent=DH1))
    assert after.order().children == ()
    after.when(create(DH3, Line(1, "A", 10), parent=DH1)).then(OrderCreated)


def test_the_deleted_child_leaves_its_sisters_alone() -> None:
    """Only the child's own number leaves the parent's list."""
    family = (CREATED, child(DH2, Line(1, "A", 1)), child(DH3, Line(1, "A", 1)))

    assert given(*family, OrderDeleted(order=DH2, parent=DH1)).order().children == (DH3,)


# --- what is not there --------------------------------------------------------------------------


@pytest.mark.parametrize("said", [EDIT, DELETE], ids=["edit", "delete"])
def test_an_unknown_number_is_refused(said) -> None:
    """Nothing can be done on an order that Sales has not."""
    given().when(said).then(Refused("no_such_order"))
