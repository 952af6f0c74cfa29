"""What is measured in a run, by hand-made entries whose numbers can be counted by eye."""

from __future__ import annotations

import pytest

from reports.measures import Lag, Measures, Meter, Mishap, percentile, together
from sim.record import Entry
from sim.rules import events as ev
from sim.rules.messages import (
    Accepted,
    Busy,
    Envelope,
    OrderRequested,
    Refused,
    RevokeRequest,
    SaveRequest,
)
from sim.rules.state import Apps
from sim.rules.step import Fault
from sim.rules.values import Delivery

MAIL = Envelope(
    "sales",
    "warehouse",
    "order_to_warehouse",
    OrderRequested(order="DH-1", request=1, customer="KH", lines=()),
)
SAVED = ev.RequestSaved(
    order="DH-1",
    request=1,
    edition=1,
    customer="KH",
    lines=(),
    is_parent=False,
    to_warehouse=True,
    to_accounting=False,
)


def save(at: int = 0) -> Entry:
    said = SaveRequest(by="lan", role="salesperson", order="DH-1")
    return Entry(
        n=1,
        at=at,
        app="sales",
        said=said,
        answer=Accepted(),
        events=(SAVED,),
        sent=(MAIL,),
        mails=(7,),
    )


def arrive(at: int, answer: object = Accepted()) -> Entry:
    return Entry(n=2, at=at, app="warehouse", said=MAIL, answer=answer, mail=7)  # type: ignore[arg-type]


def measured(*entries: Entry) -> Measures:
    meter = Meter()
    for entry in entries:
        meter.see(entry, Apps())
    return meter.measures()


def test_the_lag_ends_with_the_first_arrival_that_is_not_busy() -> None:
    got = measured(save(1_000), arrive(3_000, Busy()), arrive(5_000), arrive(9_000))
    assert got.lags == {"order_to_warehouse": (Lag(1_000, 4_000),)}
    assert got.backlog == ((1_000, 1), (5_000, 0))


def test_what_was_given_up_is_under_way_no_more_and_has_no_lag() -> None:
    failed = Entry(
        n=3, at=8_000, app="workflow", said=Fault("fail", "warehouse", MAIL), answer=Accepted()
    )
    got = measured(save(), failed)
    assert got.lags == {}
    assert got.backlog[-1] == (8_000, 0)
    assert got.mishaps == (Mishap(8_000, "fail", "workflow"),)


def test_a_time_of_trouble_counts_once_and_lasts_until_its_end() -> None:
    """By its kind of the catalogue, for a chart to shade; what strikes now and then has no end."""

    def fault(n: int, kind: str, cause: str, app: str = "warehouse") -> Entry:
        said = Fault(kind, app, cause=cause)  # type: ignore[arg-type]
        return Entry(n=n, at=n * 1_000, app=app, said=said, answer=Accepted())  # type: ignore[arg-type]

    got = measured(
        fault(1, "begin", "partition"),
        fault(2, "begin", "outage"),
        fault(3, "crash", "outage"),
        fault(4, "begin", "loss", "workflow"),
        fault(5, "lose", "loss"),
        fault(6, "end", "partition"),
        fault(7, "end", "outage"),
        fault(8, "end", "loss", "workflow"),
    )
    assert got.mishaps == (
        Mishap(1_000, "partition", "warehouse", 6_000),
        Mishap(3_000, "outage", "warehouse", 7_000),
        Mishap(5_000, "loss", "warehouse"),
    )


def test_revokes_are_counted_by_outcome_and_other_refusals_by_reason() -> None:
    revoke = RevokeRequest(by="lan", role="salesperson", order="DH-1")
    saying = SaveRequest(by="lan", role="salesperson", order="DH-1")
    committed = ev.RevokeCommitted(order="DH-1", request=1, attempt=1, ending=())
    refused = ev.RevokeRefused(order="DH-1", request=1, attempt=2, reason="busy")
    got = measured(
        Entry(n=1, at=0, app="sales", said=revoke, answer=Refused("recorded")),
        Entry(n=2, at=1, app="sales", said=saying, answer=Refused("not_draft")),
        Entry(n=3, at=2, app="sales", said=saying, answer=Busy()),
        Entry(n=4, at=3, app="sales", said=MAIL, answer=Accepted(), events=(committed, refused)),
    )
    assert got.revokes == {"busy": 1, "recorded": 1, "succeeded": 1}
    assert got.refusals == {"not_draft": 1}
    assert got.actions == {"lan": (0, 2, 1)}


def test_the_lead_time_is_from_the_first_request_to_delivered() -> None:
    shown = ev.DeliveryUpdated(order="DH-1", request=1, version=1, delivery=Delivery("delivered"))
    news = Entry(n=5, at=60_000, app="sales", said=MAIL, answer=Accepted(), events=(shown, shown))
    assert measured(save(10_000), news).leads == (50_000,)


@pytest.mark.parametrize(("percent", "value"), [(0, 1), (50, 2), (75, 3), (95, 9), (100, 9)])
def test_a_percentile_is_one_of_the_values(percent: int, value: int) -> None:
    assert percentile([9, 1, 3, 2], percent) == value


def test_several_runs_add_up_without_a_common_clock() -> None:
    one = measured(save(), arrive(5_000))
    both = together([one, one])
    assert len(both.lags["order_to_warehouse"]) == 2
    assert both.backlog == ()
    assert both.states == ()
    assert together([one]) == one
