"""Whole stories of flow 1.1 through the three apps: requests, revokes, rejections, codes."""

import pytest
from rules.given import given, ready
from rules.vocabulary import (
    CODES,
    CREATED,
    CUSTOMER,
    DH1,
    DH2,
    HAND_OVER,
    LINES,
    REJECT,
    REQUEST,
    REVOKE,
    accountant,
    administrator,
    clerk,
    salesperson,
    save,
    switch,
)

from sim.rules.events import (
    MessageIgnored,
    OrderReceived,
    RequestTakenOn,
    RunFailed,
    RunSucceeded,
    SlipReceived,
)
from sim.rules.messages import (
    Accepted,
    AddCustomer,
    CancelOrder,
    CreateOrder,
    DeleteOrder,
    DeleteSlip,
    EditOrder,
    MakeIssueCommand,
    MakePaper,
    OrderRequested,
    ReceiveGoods,
    Refused,
    Rerun,
    SaveRequest,
    SaveSlip,
    SlipPushed,
    SlipTaken,
)
from sim.rules.values import Flows, Line, SlipLine

NEW_LINES = (Line(1, "A", 7), Line(2, "B", 1))


def edit(*lines: Line) -> EditOrder:
    return salesperson(EditOrder, lines=lines)


# --- R1.1: the order and its revoke -------------------------------------------------------------


def test_a_requested_order_arrives_once_however_often_it_is_delivered() -> None:
    """R1.1a, F1: at-least-once delivery, one order."""
    story = given(CREATED).when(REQUEST).arrives(OrderRequested, twice=True)
    again = story.arrives(OrderRequested)

    again.then(MessageIgnored, RunSucceeded)
    assert again.stored() == story.stored()
    assert story.stored().document.lines == LINES


def test_a_parent_never_arrives() -> None:
    """R1.1b: it had a child when it was requested; the child arrives."""
    child = salesperson(CreateOrder, order=DH2, customer=CUSTOMER, lines=LINES[:1], parent=DH1)
    story = given(CREATED, child).when(REQUEST).settled()
    story = story.when(salesperson(SaveRequest, order=DH2)).settled()

    assert story.stored(DH1).document is None
    assert story.stored(DH2).document.lines == LINES[:1]


def test_an_order_whose_only_child_was_deleted_is_an_ordinary_order_again() -> None:
    """R1.1b, resolution: test the flag at request time; an order without links is ordinary."""
    child = salesperson(CreateOrder, order=DH2, customer=CUSTOMER, lines=LINES[:1], parent=DH1)
    story = given(CREATED, child).when(salesperson(DeleteOrder, order=DH2))

    assert story.when(REQUEST).settled().stored().document is not None


# R1.1k: (activity in Warehouse, activity in Accounting) -> may the revoke succeed, else why not
TRUTH = {
    "none, none": (False, False, ""),
    "none, Accounting": (False, True, "activity_in_accounting"),
    "Warehouse, none": (True, False, "activity_in_warehouse"),
    "Warehouse, Accounting": (True, True, "activity_in_warehouse"),
}


@pytest.mark.parametrize(("in_warehouse", "in_accounting", "reason"), TRUTH.values(), ids=TRUTH)
@pytest.mark.parametrize("flows", ["on", "off"])
def test_the_revoke_truth_table(in_warehouse, in_accounting, reason, flows) -> None:
    """R1.1f-k, whatever flows are switched off: the check is not a flow (design.md 2)."""
    story = ready(flows=Flows(slip_to_accounting="manual"))
    story = story.when(clerk(MakeIssueCommand, issue_command="LX-1")).when(HAND_OVER).settled()
    if in_warehouse:
        story = story.when(save(issue_command="LX-1")).settled()
    if in_accounting:
        story = story.when(accountant(MakePaper, paper="CT-1", kind="invoice", request=1))
    for flow in ("order_to_warehouse", "status_to_sales", "slip_to_accounting"):
        story = story.when(switch(flow, "off")) if flows == "off" else story
    after = story.when(REVOKE).settled()

    assert after.order().refusal[0] == reason
    assert after.order().recording == ("requested" if reason else "draft")
    assert after.stored().document == (story.stored().document if reason else None)
    assert after.stored().slips == story.stored().slips
    assert after.booked().papers == story.booked().papers
    assert (after.stored().guard.hold, after.booked().guard.hold) == (0, 0)


def test_after_a_refused_revoke_everything_works_as_before() -> None:
    """R1.1i: the seed's "như bình thường", in all three apps."""
    story = ready().when(save()).settled().when(REVOKE).settled()

    assert story.when(clerk(MakeIssueCommand, issue_command="LX-1")).answer == Accepted()
    assert story.when(save("PX-2")).answer == Accepted()
    assert story.when(clerk(DeleteSlip, slip="PX-1")).answer == Accepted()
    assert story.when(clerk(CancelOrder)).answer == Accepted()
    assert story.when(REJECT).answer == Accepted()
    assert story.when(REVOKE).answer == Accepted()


def test_revoke_edit_and_request_again() -> None:
    """R1.1l, F10: exactly one order with the current lines, nothing issued."""
    story = ready().when(REVOKE).settled().when(edit(*NEW_LINES)).when(REQUEST).settled()

    assert story.stored().document.lines == NEW_LINES
    assert story.stored().slips == ()
    assert story.when(save()).settled().order().delivery.delivered == ((1, 3), (2, 0))


def test_rejected_and_requested_again_without_activity() -> None:
    """R1.1m: the order stays in Warehouse and is refreshed."""
    story = ready().when(REJECT)
    assert story.stored().document is not None

    again = story.when(edit(*NEW_LINES)).when(REQUEST).settled()
    assert (again.stored().document.lines, again.stored().document.request) == (NEW_LINES, 2)


def test_rejected_and_requested_again_with_activity() -> None:
    """R1.1m: the lines stay as they were, and the run says so."""
    story = ready().when(save()).settled().when(REJECT).when(edit(*NEW_LINES)).when(REQUEST)
    again = story.arrives(OrderRequested)

    again.then(RequestTakenOn(order=DH1, request=2), RunSucceeded)
    assert again.stored().document.lines == LINES
    assert again.when(REVOKE).settled().order().refusal == ("activity_in_warehouse", "PX-1")


def test_the_flow_switched_on_later_replays_nothing() -> None:
    """R1.1n: a request saved with the flow off never arrives."""
    off = Flows(order_to_warehouse=False)
    story = given(CREATED, flows=off).when(REQUEST).when(switch("order_to_warehouse", "on"))

    assert story.settled().stored().document is None


def test_the_flow_switched_off_later_keeps_nothing_back() -> None:
    """design.md 2: the stamp of the save decides; what is under way arrives."""
    story = given(CREATED).when(REQUEST).when(switch("order_to_warehouse", "off"))

    assert story.settled().stored().document is not None


# --- unknown codes and the rerun (R1.1d) --------------------------------------------------------


def test_an_unknown_customer_is_added_and_the_run_is_run_again() -> None:
    """R1.1d, domain.md 4.1: failed with a reason; run again, the order arrives."""
    stranger = salesperson(CreateOrder, customer="KH-9", lines=LINES)
    failed = given(stranger).when(REQUEST).arrives(OrderRequested)
    failed.then(Refused("unknown_customer", "KH-9"), RunFailed)
    run = next(iter(failed.apps.workflow.failed))

    again = failed.when(administrator(Rerun, run=run)).arrives(OrderRequested)
    again.then(Refused("unknown_customer", "KH-9"), RunFailed)

    known = again.when(clerk(AddCustomer, customer="KH-9")).when(administrator(Rerun, run=run))
    known = known.arrives(OrderRequested).then(OrderReceived, RunSucceeded)
    assert list(known.apps.workflow.failed) == []


def test_a_slip_with_an_unknown_code_is_pushed_again_and_becomes_synced() -> None:
    """R1.3c, f: the slip stays saved and Chưa đồng bộ; after the rerun it is Đã đồng bộ."""
    extra = (SlipLine(0, "C", 1),)
    stocked = given(clerk(ReceiveGoods, item="C", quantity=5))
    story = stocked.when(clerk(SaveSlip, order="", slip="PX-1", type="other", lines=extra))
    failed = story.arrives(SlipPushed).then(Refused("unknown_item", "C"), RunFailed)
    assert not failed.stored("").slips[0].synced

    run = next(iter(failed.apps.workflow.failed))
    again = failed.when(CODES["item"]).when(administrator(Rerun, run=run))
    again = again.arrives(SlipPushed).then(SlipReceived, RunSucceeded, SlipTaken).settled()
    assert again.stored("").slips[0].synced


def test_a_rerun_keeps_the_stamp_of_the_save() -> None:
    """design.md 2: a retry goes out though the flow is off by now."""
    stranger = salesperson(CreateOrder, customer="KH-9", lines=LINES)
    story = given(stranger).when(REQUEST).settled().when(switch("order_to_warehouse", "off"))
    run = next(iter(story.apps.workflow.failed))
    story = story.when(clerk(AddCustomer, customer="KH-9")).when(administrator(Rerun, run=run))

    assert story.settled().stored().document is not None
