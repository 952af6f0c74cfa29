"""Warehouse: the execution status, and the news it tells Sales (flow 1.2)."""

import pytest
from rules.given import given
from rules.vocabulary import (
    CUSTOMER,
    DH1,
    LINES,
    RECEIVED,
    administrator,
    clerk,
    saved,
    slip,
    taken,
)

from sim.rules.events import (
    OrderCancelled,
    OrderChanged,
    OrderReceived,
    RequestTakenOn,
    SlipDeleted,
    SlipEdited,
    SlipSaved,
)
from sim.rules.messages import (
    CancelOrder,
    DeleteSlip,
    EditSlip,
    Envelope,
    MakeIssueCommand,
    OrderNews,
    SaveSlip,
    SwitchFlow,
)
from sim.rules.values import Flows, Line, SlipInfo, SlipLine

MANUAL = Flows(slip_to_accounting="manual")


def save(*quantities, name="PX-9", **fields) -> SaveSlip:
    return clerk(SaveSlip, slip=name, type="sale", lines=taken(*quantities), **fields)


def edit(*quantities, name="PX-1", **fields) -> EditSlip:
    also = {"type": "sale", "number": name, **fields}
    return clerk(EditSlip, slip=name, lines=taken(*quantities), **also)


# --- the status from the quantities (domain.md 2.2) ----------------------------------------------

# 10 of line 1 and 5 of line 2 are ordered; issued -> status
STATUSES = {
    (1, 0): "in_progress",
    (0, 1): "in_progress",
    (10, 0): "in_progress",
    (9, 5): "in_progress",
    (10, 4): "in_progress",
    (12, 4): "in_progress",
    (10, 5): "completed",
    (12, 5): "completed",
    (12, 7): "completed",
}


@pytest.mark.parametrize(("issued", "status"), STATUSES.items(), ids=str)
def test_the_execution_status_follows_the_quantities_line_by_line(issued, status) -> None:
    """Hoàn thành needs every line; too much on one makes up for nothing on another (F16)."""
    lines = [(no, quantity) for no, quantity in enumerate(issued, 1) if quantity]
    after = given(RECEIVED, flows=MANUAL).when(save(*lines))

    after.then(SlipSaved, OrderChanged, OrderNews)
    assert after.events[1].status == status
    assert after.events[1].issued == ((1, issued[0]), (2, issued[1]))


def test_several_slips_complete_an_order_together() -> None:
    """R1.2b: issued is the sum over the slips."""
    past = (RECEIVED, saved("PX-1", (1, 4)), saved("PX-2", (1, 6), (2, 2)))
    after = given(*past).when(save((2, 3)))

    assert after.events[1].status == "completed"
    assert after.events[1].issued == ((1, 10), (2, 5))


def test_lines_of_the_same_item_are_kept_apart() -> None:
    """R1.2b: matched by line number, not by item."""
    twins = OrderReceived(
        order=DH1, request=1, customer=CUSTOMER, lines=(Line(1, "A", 10), Line(2, "A", 10))
    )
    said = clerk(SaveSlip, slip="PX-1", type="sale", lines=(SlipLine(2, "A", 10),))
    after = given(twins).when(said)

    assert after.events[1].issued == ((1, 0), (2, 10))
    assert after.events[1].status == "in_progress"


BACKWARDS = {
    "edited down from complete": (edit((1, 9), (2, 5)), "in_progress", ((1, 9), (2, 5))),
    "a line taken off": (edit((1, 10)), "in_progress", ((1, 10), (2, 0))),
    "deleted": (clerk(DeleteSlip, slip="PX-1"), "not_started", ((1, 0), (2, 0))),
}


@pytest.mark.parametrize(("said", "status", "issued"), BACKWARDS.values(), ids=BACKWARDS)
def test_the_status_also_moves_backwards(said, status, issued) -> None:
    """A slip edited down or deleted takes its quantities away again (F14)."""
    after = given(RECEIVED, saved("PX-1", (1, 10), (2, 5))).when(said)

    assert (after.events[1].status, after.events[1].issued) == (status, issued)


# --- what is told, and when ---------------------------------------------------------------------


def test_the_news_is_the_whole_present_state() -> None:
    """R1.2a-c in one message: status, quantities and slips, numbered by request and version."""
    after = given(RECEIVED, saved("PX-1", (1, 3)), flows=MANUAL).when(save((2, 2), date=6))

    told = OrderNews(
        order=DH1,
        request=1,
        version=1,
        status="in_progress",
        issued=((1, 3), (2, 2)),
        slips=(
            SlipInfo("PX-1", "PX-1", 0, "sale", taken((1, 3))),
            SlipInfo("PX-9", "PX-9", 6, "sale", taken((2, 2))),
        ),
    )
    after.then(SlipSaved, OrderChanged, Envelope("warehouse", "sales", "status_to_sales", told))


ALONE = {
    "only the status": (clerk(CancelOrder), OrderCancelled),
    "only a quantity": (edit((1, 4)), SlipEdited),
    "only a slip's number": (edit((1, 3), number="PX-1b"), SlipEdited),
    "only a slip's date": (edit((1, 3), date=1), SlipEdited),
    "only a slip's type": (edit((1, 3), type="other"), SlipEdited),
    "a slip more": (save((1, 1)), SlipSaved),
    "a slip less": (clerk(DeleteSlip, slip="PX-1"), SlipDeleted),
}


@pytest.mark.parametrize(("said", "event"), ALONE.values(), ids=ALONE)
def test_each_of_the_three_changes_alone_is_told(said, event) -> None:
    """R1.2d: any one of them is enough, also with the status word unchanged."""
    given(RECEIVED, saved("PX-1", (1, 3)), flows=MANUAL).when(said).then(
        event, OrderChanged, OrderNews
    )


def test_an_issue_command_is_no_news() -> None:
    """Nothing of what rule 1.2 lists has changed."""
    after = given(RECEIVED).when(clerk(MakeIssueCommand, issue_command="LX-1"))

    assert after.sent == ()


def test_versions_count_up_by_one() -> None:
    """R1.2f: by them Sales can tell the newest."""
    after = given(RECEIVED, flows=MANUAL)
    versions = []
    for said in (save((1, 1)), edit((1, 2), name="PX-9"), clerk(DeleteSlip, slip="PX-9")):
        after = after.when(said)
        versions.append(after.sent[0].message.version)

    assert versions == [1, 2, 3]


def test_with_the_flow_off_nothing_is_told_but_the_version_counts() -> None:
    """domain.md 4.1: off = not sent, not replayed; the next news says all there is."""
    silent = given(RECEIVED, flows=Flows(status_to_sales=False, slip_to_accounting="manual"))
    silent = silent.when(save((1, 3))).then(SlipSaved, OrderChanged)
    assert not silent.events[1].told

    switched = silent.when(administrator(SwitchFlow, flow="status_to_sales", setting="on"))
    assert switched.sent == ()
    told = switched.when(save((2, 1), name="PX-10")).sent[0].message
    assert (told.version, told.issued) == (2, ((1, 3), (2, 1)))


def test_news_after_a_taken_on_request_carries_that_request() -> None:
    """design.md 2: the order that stayed speaks under the new number."""
    past = (RECEIVED, saved("PX-1", (1, 3)), RequestTakenOn(order=DH1, request=2))

    assert given(*past, flows=MANUAL).when(save((1, 1))).sent[0].message.request == 2


def test_what_the_clerk_sees_is_what_sales_is_told() -> None:
    """The slips in the dossier and in the news are the same (R1.2c)."""
    after = given(RECEIVED, flows=MANUAL).when(save((1, 3), name="PX-1"))

    assert after.stored().slips == (slip("PX-1", (1, 3)),)
    assert after.events[1].slips == (slip("PX-1", (1, 3)).info(),)
    assert after.stored().document.lines == LINES
