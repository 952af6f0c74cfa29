"""Warehouse: saving issue slips, and the stock they take."""

import pytest
from rules.given import given
from rules.vocabulary import DH1, DH2, LINES, RECEIVED, clerk, loose, saved, slip, taken

from sim.rules.events import (
    IssueCommandMade,
    OrderCancelled,
    OrderChanged,
    OrderReceived,
    SlipDeleted,
    SlipSaved,
)
from sim.rules.messages import OrderNews, Refused, SaveSlip
from sim.rules.values import SLIP_TYPES, Flows, SlipLine

MANUAL = Flows(slip_to_accounting="manual")
CANCELLED = OrderCancelled(order=DH1)
COMMAND = IssueCommandMade(order=DH1, issue_command="LX-1")
LOOSE_LINE = (SlipLine(0, "A", 2),)


def save(*quantities, name="PX-1", kind="sale", **fields) -> SaveSlip:
    lines = fields.pop("lines", taken(*quantities))
    return clerk(SaveSlip, slip=name, type=kind, lines=lines, **fields)


def stock(story) -> tuple[int, int]:
    return story.apps.warehouse.stock["A"], story.apps.warehouse.stock["B"]


# --- saving -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SLIP_TYPES)
def test_a_saved_slip_is_effective_at_once(kind) -> None:
    """domain.md 2.4: no drafts; it takes stock, belongs to the order's request, is not synced."""
    after = given(RECEIVED, flows=MANUAL).when(save((1, 3), (2, 1), kind=kind, date=4))

    made = slip("PX-1", (1, 3), (2, 1), type=kind, date=4)
    after.then(SlipSaved, OrderChanged, OrderNews)
    assert after.events[0].slip == made
    assert after.stored().slips == (made,)
    assert stock(after) == (97, 99)


def test_a_slip_can_be_made_from_an_issue_command() -> None:
    """domain.md 2.3: a command may have several slips."""
    after = given(RECEIVED, COMMAND).when(save((1, 1), issue_command="LX-1"))
    after = after.when(save((1, 1), name="PX-2", issue_command="LX-1"))

    assert [one.issue_command for one in after.stored().slips] == ["LX-1", "LX-1"]


def test_a_slip_of_an_order_that_took_on_a_request_belongs_to_that_request() -> None:
    """With it Accounting can tell a push of an ended request (design.md 2)."""
    second = OrderReceived(order=DH1, request=2, customer="KH-1", lines=LINES)

    assert given(second).when(save((1, 1))).stored().slips[0].request == 2


@pytest.mark.parametrize("kind", ["other", "production", "transfer"])
def test_goods_may_leave_without_an_order_but_not_for_sale(kind) -> None:
    """R1.1g: Xuất khác need not be tied to an order; nobody in Sales is told of it."""
    after = given(flows=MANUAL).when(save(kind=kind, order="", lines=LOOSE_LINE))

    after.then(SlipSaved)
    assert after.stored("").slips[0].request == 0
    assert stock(after) == (98, 100)


NOT_SAVED = {
    "no order of that number": ((), save((1, 1)), Refused("no_such_order", DH1)),
    "a sale without an order": ((), save(order="", lines=LOOSE_LINE), Refused("needs_order")),
    "the number is taken": (
        (RECEIVED, saved("PX-1", (1, 1))),
        save((1, 1)),
        Refused("number_taken", "PX-1"),
    ),
    "the number of a deleted slip": (
        (RECEIVED, saved("PX-1", (1, 1)), SlipDeleted(order=DH1, slip=slip("PX-1", (1, 1)))),
        save((1, 1)),
        Refused("number_taken", "PX-1"),
    ),
    "the number of another order's slip": (
        (RECEIVED, saved("PX-1", (1, 1), order=DH2)),
        save((1, 1)),
        Refused("number_taken", "PX-1"),
    ),
    "the number of a slip without order": (
        (RECEIVED, loose("PX-1", 1)),
        save((1, 1)),
        Refused("number_taken", "PX-1"),
    ),
    "the order is cancelled": ((RECEIVED, CANCELLED), save((1, 1)), Refused("cancelled")),
    "no such issue command": (
        (RECEIVED, COMMAND),
        save((1, 1), issue_command="LX-2"),
        Refused("no_such_issue_command", "LX-2"),
    ),
    "no line": ((RECEIVED,), save(), Refused("no_lines")),
    "quantity 0": ((RECEIVED,), save((1, 2), (2, 0)), Refused("no_lines")),
    "negative quantity": ((RECEIVED,), save((1, -2)), Refused("no_lines")),
    "no such order line": (
        (RECEIVED,),
        save(lines=(SlipLine(3, "A", 1),)),
        Refused("no_such_line"),
    ),
    "another item than the line's": (
        (RECEIVED,),
        save(lines=(*taken((2, 1)), SlipLine(1, "B", 1))),
        Refused("no_such_line"),
    ),
    "an item nobody knows": (
        (),
        save(kind="other", order="", lines=(SlipLine(0, "C", 1),)),
        Refused("unknown_item", "C"),
    ),
}


@pytest.mark.parametrize(("past", "said", "reason"), NOT_SAVED.values(), ids=NOT_SAVED)
def test_a_slip_that_does_not_fit_is_refused(past, said, reason) -> None:
    """Nothing is saved, no stock moves, nobody is told."""
    given(*past).when(said).then(reason)


# --- more than ordered, more than in stock (domain.md 2.5) ---------------------------------------

OVER = {
    "exactly the order": ((), save((1, 10), (2, 5)), False),
    "one more on the first line": ((), save((1, 11)), True),
    "one more on the last line": ((), save((1, 1), (2, 6)), True),
    "one line twice on a slip": ((), save((1, 6), (1, 5)), True),
    "the rest after another slip": ((saved("PX-9", (1, 4)),), save((1, 6)), False),
    "more than the rest": ((saved("PX-9", (1, 4)),), save((1, 7)), True),
}


@pytest.mark.parametrize("switch", ["allow", "refuse"])
@pytest.mark.parametrize(("slips", "said", "over"), OVER.values(), ids=OVER)
def test_issuing_more_than_ordered_is_a_switch(slips, said, over, switch) -> None:
    """Allowed by default; per order line, never by item or by total."""
    after = given(RECEIVED, *slips, flows=MANUAL, over_issue=switch).when(said)

    if over and switch == "refuse":
        after.then(Refused("over_issue"))
    else:
        after.then(SlipSaved, OrderChanged, OrderNews)


SCARCE = (RECEIVED, loose("PX-0", 95))  # 5 of A are left, 100 of B


@pytest.mark.parametrize(("quantity", "left"), [(94, 6), (99, 1), (100, 0)])
def test_not_one_piece_more_than_there_is(quantity, left) -> None:
    """The border, where it is 0 as where it is not."""
    story = given(RECEIVED, loose("PX-0", quantity), flows=MANUAL)

    story.when(save((1, left + 1))).then(Refused("stock_shortage", "A"))
    if left:
        story.when(save((1, left))).then(SlipSaved, OrderChanged, OrderNews)


SHORT = {
    "the last one": (save((1, 5)), False),
    "one more than there is": (save((1, 6)), True),
    "the other item is enough": (save((2, 5)), False),
    "two lines of one slip": (save((1, 3), (1, 3)), True),
    "one item is short": (save((2, 1), (1, 6)), True),
}


@pytest.mark.parametrize("switch", ["refuse", "allow"])
@pytest.mark.parametrize(("said", "short"), SHORT.values(), ids=SHORT)
def test_issuing_more_than_the_stock_is_a_switch(said, short, switch) -> None:
    """Refused by default; where it is allowed the stock goes below 0 (xuất âm)."""
    after = given(*SCARCE, stock_shortage=switch).when(said)
    left = after.apps.warehouse.stock["A"]

    if short and switch == "refuse":
        after.then(Refused("stock_shortage", "A"))
        assert left == 5
    else:
        assert isinstance(after.events[0], SlipSaved)
        assert (left < 0) == short
