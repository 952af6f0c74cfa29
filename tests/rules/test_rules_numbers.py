"""Numbers and quantities that cannot be right: each is refused where it is entered."""

from __future__ import annotations

import pytest
from rules.given import given
from rules.vocabulary import (
    CUSTOMER,
    DH1,
    TOLD,
    accountant,
    clerk,
    salesperson,
)

from sim.rules.events import GoodsReceived, PaperMade, SlipReceived, SlipSaved
from sim.rules.messages import (
    CreateOrder,
    EditOrder,
    MakePaper,
    ReceiveGoods,
    Refused,
    SaveSlip,
    SlipPushed,
)
from sim.rules.values import Line, SlipLine

TWICE = (Line(1, "A", 1), Line(1, "B", 2))
TAKEN = (SlipLine(1, "A", 3),)
RECEIVED = SlipReceived(order=DH1, slip="PX-1", request=1, type="sale", lines=TAKEN)
PUSHED = SlipPushed(order=DH1, slip="PX-1", request=1, type="sale", customer=CUSTOMER, lines=TAKEN)


def test_an_order_has_each_line_number_once() -> None:
    """R1.2b: quantities come back for the same line, so a number names one line."""
    made = salesperson(CreateOrder, order="DH-9", customer=CUSTOMER, lines=TWICE)
    given().when(made).then(Refused("line_twice"))
    fine = salesperson(CreateOrder, order="DH-9", customer=CUSTOMER, lines=TWICE[:1])
    edited = salesperson(EditOrder, order="DH-9", lines=TWICE)
    given().when(fine).when(edited).then(Refused("line_twice"))


def test_a_child_takes_the_items_of_its_parent() -> None:
    """domain.md 1.4: the rest of a parent is the rest of its own goods."""
    parent = salesperson(CreateOrder, order="DH-8", customer=CUSTOMER, lines=(Line(1, "A", 5),))
    other = (Line(1, "B", 1),)
    child = salesperson(CreateOrder, order="DH-9", customer=CUSTOMER, lines=other, parent="DH-8")
    given().when(parent).when(child).then(Refused("over_parent", "DH-8"))


@pytest.mark.parametrize("quantity", [0, -1])
def test_goods_received_are_more_than_none(quantity) -> None:
    """A receipt of nothing, or of less, is a mistake; goods leave on slips."""
    given().when(clerk(ReceiveGoods, order="", item="A", quantity=quantity)).then(
        Refused("no_lines")
    )
    given().when(clerk(ReceiveGoods, order="", item="A", quantity=1)).then(GoodsReceived)


def test_a_slip_without_an_order_has_no_issue_command() -> None:
    """Issue commands are made from orders (R1.1e)."""
    said = {"order": "", "slip": "PX-9", "type": "other", "lines": (SlipLine(0, "A", 1),)}
    given().when(clerk(SaveSlip, **said, issue_command="LX-9")).then(
        Refused("no_such_issue_command", "LX-9")
    )
    given().when(clerk(SaveSlip, **said)).then(SlipSaved, SlipPushed)


def test_a_voucher_does_not_take_the_number_of_a_received_slip() -> None:
    """Deleting one would delete the other."""
    made = accountant(MakePaper, paper="PX-1", kind="voucher", request=1)
    given(TOLD, RECEIVED).when(made).then(Refused("number_taken", "PX-1"))


def test_a_slip_does_not_arrive_under_the_number_of_a_voucher() -> None:
    """It stays in the run log as failed, where an administrator finds it."""
    made = PaperMade(order=DH1, paper="PX-1", kind="voucher", request=1)
    given(TOLD, made).when(PUSHED).then(Refused("number_taken", "PX-1"))
