"""Warehouse: the synced order, its issue commands, cancelling, stock and customer codes."""

import pytest
from rules.given import given
from rules.vocabulary import (
    CUSTOMER,
    DH1,
    LINES,
    RECEIVED,
    clerk,
    delete,
    hold,
    loose,
    saved,
    taken,
)

from sim.rules.events import (
    CustomerAdded,
    GoodsReceived,
    HoldEnded,
    HoldPlaced,
    IssueCommandMade,
    MessageIgnored,
    OrderCancelled,
    OrderChanged,
    OrderReceived,
    OrderRefreshed,
    OrderWithdrawn,
    RequestTakenOn,
)
from sim.rules.messages import (
    AddCustomer,
    Busy,
    CancelOrder,
    DeleteSlip,
    EditSlip,
    MakeIssueCommand,
    OrderNews,
    OrderRequested,
    PushSlip,
    ReceiveGoods,
    Refused,
    SaveSlip,
)
from sim.rules.values import Line

NEW_LINES = (Line(1, "A", 7), Line(4, "B", 1))
COMMAND = IssueCommandMade(order=DH1, issue_command="LX-1")
CANCELLED = OrderCancelled(order=DH1)
HELD = HoldPlaced(order=DH1, app="warehouse", request=1, attempt=1)
ENDED = HoldEnded(order=DH1, app="warehouse", request=1, attempt=1, deleted=True)


def arriving(request: int = 1, lines=LINES, customer: str = CUSTOMER) -> OrderRequested:
    return OrderRequested(order=DH1, request=request, customer=customer, lines=lines)


# --- flow 1.1: the order arrives ------------------------------------------------------------------


def test_the_order_corresponds_to_the_order_in_sales() -> None:
    """R1.1d: same number, customer, lines, quantities; R1.1a: there is one."""
    after = given().when(arriving()).then(RECEIVED)

    order = after.stored().document
    assert order is not None
    assert (order.customer, order.lines, order.request) == (CUSTOMER, LINES, 1)
    assert (order.issue_commands, order.cancelled) == ((), False)


REFRESHED = OrderRefreshed(order=DH1, request=2, customer=CUSTOMER, lines=NEW_LINES)
REPEAT = MessageIgnored(order=DH1, message="OrderRequested", reason="repeat")
SLIP = saved("PX-1", (1, 3))
SECOND = OrderReceived(order=DH1, request=2, customer=CUSTOMER, lines=LINES)
WITHDRAWN = (RECEIVED, ENDED, OrderWithdrawn(order=DH1, request=1))

ARRIVALS = {
    "a repeat makes no second order": ((RECEIVED,), arriving(), REPEAT),
    "a repeat after a slip": ((RECEIVED, SLIP), arriving(), REPEAT),
    "a late one of the request before": ((SECOND,), arriving(1), REPEAT),
    "again after a rejection, no activity": ((RECEIVED,), arriving(2, NEW_LINES), REFRESHED),
    "again after a rejection, with a command only": (
        (RECEIVED, COMMAND),
        arriving(2, NEW_LINES),
        REFRESHED,
    ),
    "again after a rejection, with activity": (
        (RECEIVED, SLIP),
        arriving(2, NEW_LINES),
        RequestTakenOn(order=DH1, request=2),
    ),
    "late, its request was revoked": ((ENDED,), arriving(1), Refused("revoked", DH1)),
    "twice, its request was revoked": (WITHDRAWN, arriving(1), Refused("revoked", DH1)),
    "again after a revoke": (
        WITHDRAWN,
        arriving(2, NEW_LINES),
        OrderReceived(order=DH1, request=2, customer=CUSTOMER, lines=NEW_LINES),
    ),
    "while a revoke holds it": ((HELD,), arriving(), RECEIVED),
    "unknown customer": ((), arriving(customer="KH-9"), Refused("unknown_customer", "KH-9")),
    "unknown item on the last line": (
        (),
        arriving(lines=(*LINES, Line(3, "C", 1))),
        Refused("unknown_item", "C"),
    ),
    "again with an unknown item": (
        (RECEIVED,),
        arriving(2, (Line(1, "C", 1),)),
        Refused("unknown_item", "C"),
    ),
}


@pytest.mark.parametrize(("past", "said", "outcome"), ARRIVALS.values(), ids=ARRIVALS)
def test_one_order_per_sales_order_however_often_it_is_sent(past, said, outcome) -> None:
    """R1.1a, d, l, m and F1, F23: the key is the number; an ended request comes to nothing."""
    given(*past).when(said).then(outcome)


def test_a_refreshed_order_has_the_present_lines_and_keeps_its_commands() -> None:
    """R1.1m: the order stays; on the re-request its lines are the current ones, nothing issued."""
    stored = given(RECEIVED, COMMAND).when(arriving(2, NEW_LINES)).stored()

    assert stored.document is not None
    assert (stored.document.lines, stored.document.request) == (NEW_LINES, 2)
    assert stored.document.issue_commands == ("LX-1",)
    assert stored.slips == ()


def test_a_refreshed_order_has_the_present_customer() -> None:
    """R1.1d holds for a re-request as for the first one."""
    known = CustomerAdded(customer="KH-2")
    stored = given(RECEIVED, known).when(arriving(2, customer="KH-2")).stored()

    assert stored.document is not None
    assert stored.document.customer == "KH-2"


def test_an_order_with_activity_keeps_its_lines_under_the_new_request() -> None:
    """R1.1m: lines unchanged; design.md 2: it takes on the new request number."""
    stored = given(RECEIVED, SLIP).when(arriving(2, NEW_LINES)).stored()

    assert stored.document is not None
    assert (stored.document.lines, stored.document.request) == (LINES, 2)
    assert len(stored.slips) == 1


def test_a_slip_that_was_deleted_is_no_activity() -> None:
    """R1.1g: deleted slip = none, so the order is refreshed."""
    after = given(RECEIVED, SLIP).when(clerk(DeleteSlip, slip="PX-1"))

    after.when(arriving(2, NEW_LINES)).then(OrderRefreshed)


# --- issue commands -----------------------------------------------------------------------------


def make(name: str) -> MakeIssueCommand:
    return clerk(MakeIssueCommand, issue_command=name)


def test_several_issue_commands_can_be_made_from_an_order() -> None:
    """R1.1e: in the order in which they were made; Sales is told nothing."""
    after = given(RECEIVED).when(make("LX-1")).then(COMMAND).when(make("LX-2"))

    after.then(IssueCommandMade(order=DH1, issue_command="LX-2"))
    assert after.stored().document is not None
    assert after.stored().document.issue_commands == ("LX-1", "LX-2")


@pytest.mark.parametrize(
    ("past", "reason"),
    [
        ((RECEIVED, COMMAND), Refused("number_taken", "LX-1")),
        ((RECEIVED, CANCELLED), Refused("cancelled")),
        ((), Refused("no_such_order", DH1)),
        (WITHDRAWN, Refused("no_such_order", DH1)),
        ((RECEIVED, HELD), Busy()),
    ],
    ids=["number taken", "cancelled", "no order", "revoked", "held"],
)
def test_an_issue_command_needs_an_order_that_can_be_issued(past, reason) -> None:
    """A double click makes no second one (F21); a cancelled or revoked order has none (F25)."""
    given(*past).when(make("LX-1")).then(reason)


# --- cancelling by hand -------------------------------------------------------------------------


def test_a_cancelled_order_keeps_its_slips_and_tells_sales() -> None:
    """Đã hủy bỏ is set by hand; what was issued was issued (domain.md 7.1)."""
    after = given(RECEIVED, SLIP).when(clerk(CancelOrder))

    after.then(CANCELLED, OrderChanged, OrderNews)
    assert after.events[1].status == "cancelled"
    assert after.events[1].issued == ((1, 3), (2, 0))
    assert len(after.stored().slips) == 1


@pytest.mark.parametrize(
    ("past", "reason"),
    [
        ((RECEIVED, CANCELLED), Refused("cancelled")),
        ((), Refused("no_such_order", DH1)),
        ((RECEIVED, HELD), Busy()),
    ],
    ids=["twice", "no order", "held"],
)
def test_only_a_standing_order_is_cancelled(past, reason) -> None:
    """Once; not during a revoke."""
    given(*past).when(clerk(CancelOrder)).then(reason)


# --- held, gone ---------------------------------------------------------------------------------

ON_THE_ORDER = {
    "issue command": make("LX-2"),
    "cancel": clerk(CancelOrder),
    "save slip": clerk(SaveSlip, slip="PX-2", type="sale", lines=taken((1, 1))),
    "edit slip": clerk(EditSlip, slip="PX-1", type="sale", lines=taken((1, 1)), number="PX-1"),
    "delete slip": clerk(DeleteSlip, slip="PX-1"),
    "push": clerk(PushSlip, slip="PX-1"),
}


@pytest.mark.parametrize("said", ON_THE_ORDER.values(), ids=ON_THE_ORDER)
def test_while_a_revoke_holds_the_order_clerks_are_told_to_try_again(said) -> None:
    """design.md 2: every command on that order, and nothing changes."""
    given(RECEIVED, SLIP, HELD).when(said).then(Busy())


@pytest.mark.parametrize("said", ON_THE_ORDER.values(), ids=ON_THE_ORDER)
def test_once_revoked_nobody_can_act_on_the_order(said) -> None:
    """design.md 3: the order and its commands are gone (R1.1f)."""
    given(RECEIVED, COMMAND).when(hold(), to="warehouse").when(delete(), to="warehouse").when(
        said
    ).then(Refused("no_such_order", DH1))


@pytest.mark.parametrize("said", ON_THE_ORDER.values(), ids=ON_THE_ORDER)
def test_another_order_is_not_held(said) -> None:
    """A hold is of one order."""
    other = HoldPlaced(order="DH-2", app="warehouse", request=1, attempt=1)
    answer = given(RECEIVED, SLIP, other).when(said).answer

    assert answer != Busy()


# --- stock and codes ----------------------------------------------------------------------------


def test_goods_come_in() -> None:
    """A receipt adds to the stock; an unknown item becomes known."""
    after = given().when(clerk(ReceiveGoods, item="A", quantity=20))
    after.then(GoodsReceived(item="A", quantity=20))
    after = after.when(clerk(ReceiveGoods, item="C", quantity=3))

    assert (after.apps.warehouse.stock["A"], after.apps.warehouse.stock["C"]) == (120, 3)


def test_a_customer_code_becomes_known() -> None:
    """What was refused for its customer is received afterwards (R1.1d)."""
    unknown = arriving(customer="KH-9")
    after = given().when(clerk(AddCustomer, customer="KH-9"))

    after.then(CustomerAdded(customer="KH-9"))
    after.when(unknown).then(OrderReceived)


@pytest.mark.parametrize(
    "said",
    [clerk(ReceiveGoods, item="A", quantity=1), clerk(AddCustomer, customer="KH-9")],
    ids=["goods", "customer"],
)
def test_stock_and_codes_belong_to_no_order(said) -> None:
    """A hold does not keep goods outside the door."""
    assert given(RECEIVED, HELD).when(said).events != ()


def test_slips_without_an_order_are_no_activity_of_any_order() -> None:
    """R1.1g: Xuất khác not tied to the order does not count."""
    after = given(RECEIVED, loose("PX-9", 1)).when(hold(), to="warehouse")

    assert after.stored().guard.hold == 1
