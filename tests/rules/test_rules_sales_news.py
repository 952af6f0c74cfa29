"""Sales: what it shows of the delivery, and who may write it (R1.2a-g)."""

from itertools import product

import pytest
from rules.given import given
from rules.vocabulary import CREATED, DH1, LINES, REQUESTED, STATUSES, requested, salesperson, taken

from sim.rules.events import DeliverySet, DeliveryUpdated, MessageIgnored, OrderEdited
from sim.rules.messages import DeliveryByAccounting, EditOrder, OrderNews, Refused, SetDelivery
from sim.rules.values import Delivery, Flows, SlipInfo

LIVE = (CREATED, REQUESTED)
NOTHING, SOME, ALL, MORE = ((1, 0), (2, 0)), ((1, 3), (2, 0)), ((1, 10), (2, 5)), ((1, 12), (2, 5))


def news(request=1, version=1, status="in_progress", issued=SOME, slips=()) -> OrderNews:
    return OrderNews(
        order=DH1, request=request, version=version, status=status, issued=issued, slips=slips
    )


# domain.md 7.1: (Warehouse's execution status, issued) -> delivery status in Sales
MAPPING = {
    ("not_started", NOTHING): "not_delivered",
    ("in_progress", SOME): "partial",
    ("in_progress", NOTHING): "not_delivered",
    ("completed", ALL): "delivered",
    ("completed", MORE): "delivered",
    ("cancelled", NOTHING): "not_delivered",
    ("cancelled", SOME): "partial",
    ("cancelled", ALL): "partial",
}
NAMES = [f"{status} {issued}" for status, issued in MAPPING]


@pytest.mark.parametrize(("case", "shown"), MAPPING.items(), ids=NAMES)
def test_the_delivery_status_is_mapped_from_warehouses_status(case, shown) -> None:
    """R1.2a by the assumed table 7.1; the quantities are those of the same lines (R1.2b)."""
    status, issued = case
    after = given(*LIVE).when(news(status=status, issued=issued)).then(DeliveryUpdated)

    assert after.order().delivery == Delivery(shown, issued, ())


@pytest.mark.parametrize("line", [1, 2])
def test_one_issued_line_is_a_partial_delivery(line) -> None:
    """ "Any issued > 0": the first line is no better than the last."""
    issued = tuple((no, 1 if no == line else 0) for no in (1, 2))

    assert given(*LIVE).when(news(issued=issued)).order().delivery.status == "partial"


def test_quantities_are_absolute_and_also_go_down() -> None:
    """R1.2b: the present quantity, not a change; decreases included (F14)."""
    after = given(*LIVE).when(news(version=1, issued=((1, 7), (2, 4))))
    after = after.when(news(version=2, issued=((1, 2), (2, 4))))
    assert after.order().delivery.delivered == ((1, 2), (2, 4))

    after = after.when(news(version=3, status="not_started", issued=NOTHING))
    assert after.order().delivery == Delivery("not_delivered", NOTHING, ())


def test_the_actual_issues_tab_mirrors_warehouses_slips() -> None:
    """R1.2c: number, date, type, lines, quantities; a slip that is gone there is gone here."""
    first = SlipInfo("PX-1", "PX-1b", 3, "sale", taken((1, 3)))
    second = SlipInfo("PX-2", "PX-2", 4, "other", taken((2, 1)))
    after = given(*LIVE).when(news(version=1, slips=(first, second)))
    assert after.order().delivery.issues == (first, second)

    assert after.when(news(version=2, slips=(second,))).order().delivery.issues == (second,)


def test_sales_shows_the_words_of_one_moment_and_never_a_mixture() -> None:
    """R1.2d: one message carries all three, and all three are replaced."""
    slip = SlipInfo("PX-1", "PX-1", 0, "sale", taken((1, 3)))
    after = given(*LIVE).when(news(version=1, slips=(slip,)))
    after = after.when(news(version=2, status="completed", issued=ALL, slips=()))

    assert after.order().delivery == Delivery("delivered", ALL, ())
    assert after.order().seen == (1, 2)


def test_news_touches_only_the_delivery() -> None:
    """The request, its status and the lines are Sales' own."""
    before = given(*LIVE)
    old, new = before.order(), before.when(news()).order()

    assert (new.recording, new.request, new.lines) == (old.recording, old.request, old.lines)


# --- which news is newer (R1.2f) ----------------------------------------------------------------

AGAIN = (CREATED, *STATUSES["rejected"], requested(2))
ORDERING = {
    # (request, version) seen -> arriving: taken over?
    "the next": ((1, 1), (1, 2), True),
    "a later one, one is missing": ((1, 1), (1, 5), True),
    "the same again": ((1, 2), (1, 2), False),
    "an older one": ((1, 2), (1, 1), False),
    "a later request counts from 1": ((1, 7), (2, 1), True),
    "a later request counts on": ((1, 7), (2, 8), True),
    "an older request, higher version": ((2, 1), (1, 9), False),
}


@pytest.mark.parametrize(("seen", "arriving", "taken_over"), ORDERING.values(), ids=ORDERING)
def test_the_newest_news_wins_whatever_the_order_of_arrival(seen, arriving, taken_over) -> None:
    """R1.2f: by (request, version); a late older one never overwrites a newer one (F3)."""
    before = given(*AGAIN).when(news(*seen, issued=SOME)).then(DeliveryUpdated)
    after = before.when(news(*arriving, issued=ALL))

    if taken_over:
        after.then(DeliveryUpdated)
        assert after.order().seen == arriving
        assert after.order().delivery.delivered == ALL
    else:
        after.then(MessageIgnored(order=DH1, message="OrderNews", reason="older"))
        assert after.apps is before.apps


# --- whose news (R1.2g) -------------------------------------------------------------------------

CONCERNED = {
    "requested": ((CREATED, *STATUSES["requested"]), True),
    "recorded": ((CREATED, *STATUSES["recorded"]), True),
    "rejected, but live": ((CREATED, *STATUSES["rejected"]), True),
    "requested again after a rejection": (AGAIN, True),
    "revoked": ((CREATED, *STATUSES["draft again"]), False),
    "revoked and requested again": ((CREATED, *STATUSES["draft again"], requested(2)), False),
    "never requested": ((CREATED,), False),
    "unknown": ((), False),
}


@pytest.mark.parametrize(("past", "concerned"), CONCERNED.values(), ids=CONCERNED)
def test_news_of_a_request_that_is_not_live_is_ignored(past, concerned) -> None:
    """R1.2g: an update for an order not (or no longer) requested in Sales changes nothing."""
    after = given(*past).when(news(request=1))

    if concerned:
        after.then(DeliveryUpdated)
    else:
        after.then(MessageIgnored(order=DH1, message="OrderNews", reason="no_live_request"))
        assert after.apps is after.before


def test_an_edit_in_sales_keeps_what_was_delivered() -> None:
    """Warehouse owns the delivery (R1.2e): an edit of the lines does not touch it."""
    before = given(*LIVE, edit_while_requested="allow").when(news(issued=SOME))
    after = before.when(salesperson(EditOrder, lines=LINES[:1])).then(OrderEdited)

    assert after.order().delivery == before.order().delivery


# --- delivery by other hands (R1.2e) ------------------------------------------------------------

SHOWN = Delivery("partial", ((1, 3), (2, 0)), ())
UPDATED = DeliveryUpdated(order=DH1, request=1, version=1, delivery=SHOWN)
BY_HAND = salesperson(SetDelivery, status="delivered")
WRITERS = list(product([True, False], [True, False], ["warehouse", "anyone"]))


@pytest.mark.parametrize(("orders", "statuses", "writer"), WRITERS)
def test_sales_writes_the_status_only_where_warehouse_does_not(orders, statuses, writer) -> None:
    """With Warehouse connected (both flows on) it owns the delivery fields, unless anyone may."""
    flows = Flows(order_to_warehouse=orders, status_to_sales=statuses)
    owned = orders and statuses and writer == "warehouse"
    after = given(CREATED, REQUESTED, UPDATED, flows=flows, delivery_writer=writer)
    after = after.when(BY_HAND)

    by_hand = DeliverySet(order=DH1, status="delivered", by="sales")
    after.then(Refused("owned_by_warehouse") if owned else by_hand)
    assert after.order().delivery.status == ("partial" if owned else "delivered")


def test_a_status_by_hand_leaves_quantities_and_slips_alone() -> None:
    """Only the status word is written, and nothing reaches Warehouse (R1.2e)."""
    after = given(CREATED, REQUESTED, UPDATED, delivery_writer="anyone")
    shown = after.when(BY_HAND).then(DeliverySet).order().delivery

    assert shown == Delivery("delivered", SHOWN.delivered, SHOWN.issues)


BY_LINK = DeliveryByAccounting(order=DH1, request=1, status="delivered")
GONE = "no_live_request"
LINK_TABLE = {
    "anyone may write": ((CREATED, REQUESTED), "anyone", ""),
    "Warehouse owns it": ((CREATED, REQUESTED), "warehouse", "owned_by_warehouse"),
    "rejected, still live": ((CREATED, *STATUSES["rejected"]), "anyone", ""),
    "of an earlier request": (
        (CREATED, *STATUSES["rejected"], requested(2)),
        "anyone",
        GONE,
    ),
    "of a revoked request": ((CREATED, *STATUSES["draft again"]), "anyone", GONE),
    "of a draft": ((CREATED,), "anyone", GONE),
    "of an unknown order": ((), "anyone", GONE),
}


@pytest.mark.parametrize(("past", "writer", "ignored"), LINK_TABLE.values(), ids=LINK_TABLE)
def test_the_second_writer_writes_only_where_anyone_may(past, writer, ignored) -> None:
    """domain.md 3.5: the direct link writes the same field; by default Warehouse owns it."""
    after = given(*past, delivery_writer=writer).when(BY_LINK)

    if ignored:
        after.then(MessageIgnored(order=DH1, message="DeliveryByAccounting", reason=ignored))
        assert after.apps is after.before
    else:
        after.then(DeliverySet(order=DH1, status="delivered", by="accounting"))
        assert after.order().delivery.status == "delivered"
