"""What is measured of a run: worked out by hand on records of a few lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from sim.campaign import run_plan
from sim.library import plan_of, scenario_files
from sim.metrics import METRICS, behaviour_of, measured, metrics_of
from sim.record import Entry
from sim.rules.messages import Accepted, Busy, Envelope, OrderRequested, Refused, SaveRequest
from sim.rules.step import Fault

SAVE = SaveRequest(by="lan", role="salesperson", order="DH-1")
REQUESTED = Envelope(
    "sales",
    "warehouse",
    "order_to_warehouse",
    OrderRequested(order="DH-1", request=1, customer="KH-01", lines=()),
)


def sent(n: int, at: int, *mails: int) -> Entry:
    return Entry(
        n=n, at=at, app="sales", said=SAVE, answer=Accepted(),
        sent=(REQUESTED,) * len(mails), mails=mails,
    )  # fmt: skip


def arrived(n: int, at: int, mail: int) -> Entry:
    return Entry(n=n, at=at, app="warehouse", said=REQUESTED, answer=Accepted(), mail=mail)


def refused(n: int, at: int) -> Entry:
    return Entry(n=n, at=at, app="sales", said=SAVE, answer=Refused("not_requested"))


def test_the_lag_is_what_95_of_100_messages_of_a_flow_do_not_exceed() -> None:
    """Nearest rank: of 20 messages that took 1 to 20 ms, the 19th."""
    entries = [sent(1, 0, *range(1, 21)), *(arrived(n + 1, n, n) for n in range(1, 21))]
    assert metrics_of(entries)["lag_p95_ms.order_to_warehouse"] == 19


def test_a_single_message_is_its_own_percentile() -> None:
    """One message that took 7 ms."""
    found = metrics_of([sent(1, 5, 1), arrived(2, 12, 1)])
    assert found["lag_p95_ms.order_to_warehouse"] == 7


def test_the_backlog_is_the_most_messages_under_way_at_one_time() -> None:
    """Two go out, one arrives, one more goes out: never more than two under way."""
    entries = [sent(1, 0, 1, 2), arrived(2, 1, 1), sent(3, 2, 3)]
    assert metrics_of(entries)["backlog"] == 2


def test_a_doubled_message_is_counted_once() -> None:
    """The same mail arriving again is no second lag."""
    entries = [sent(1, 0, 1), arrived(2, 4, 1), arrived(3, 900, 1)]
    assert metrics_of(entries)["lag_p95_ms.order_to_warehouse"] == 4


@pytest.mark.parametrize(
    "first",
    [
        Entry(n=2, at=3, app="warehouse", said=REQUESTED, answer=Busy(), mail=1),
        Entry(n=2, at=3, app="warehouse", said=Fault("lose", "warehouse", REQUESTED),
              answer=Accepted(), mail=1),
    ],
)  # fmt: skip
def test_a_message_that_comes_again_has_not_arrived(first: Entry) -> None:
    """Lost, or met by an app that is busy: the lag ends when it is taken at last."""
    found = metrics_of([sent(1, 0, 1), first, arrived(3, 10, 1)])
    assert found["lag_p95_ms.order_to_warehouse"] == 10


def test_a_message_that_is_given_up_has_no_lag() -> None:
    """It is under way no more, and it never arrived."""
    given_up = Fault("fail", "warehouse", REQUESTED)
    gone = Entry(n=2, at=3, app="workflow", said=given_up, answer=Accepted(), mail=1)
    assert metrics_of([sent(1, 0, 1), gone, sent(3, 4, 2)]) == {
        "backlog": 1,
        "refused_permille": 0,
    }


def test_refused_commands_are_told_in_a_thousand() -> None:
    """One of three commands: 333, rounded down; what arrives is no command."""
    entries = [sent(1, 0, 1), arrived(2, 1, 1), refused(3, 2), sent(4, 3)]
    assert metrics_of(entries)["refused_permille"] == 333


def test_what_did_not_happen_has_no_metric() -> None:
    """A record of nothing has none; every metric that there is has its name in METRICS."""
    assert metrics_of([]) == {}
    assert set(metrics_of([sent(1, 0, 1), arrived(2, 1, 1)])) < set(METRICS)


def test_behaviour_sees_when_where_and_what() -> None:
    """A step later, in another app, with another value or with another answer is another."""
    one = sent(1, 0, 1)
    changed = [
        replace(one, at=1),
        replace(one, app="warehouse"),
        replace(one, said=replace(SAVE, order="DH-2")),
        replace(one, answer=Refused("not_requested")),
        replace(one, sent=()),
    ]
    digests = {behaviour_of([each]) for each in (one, *changed)}
    assert len(digests) == 1 + len(changed)


def test_behaviour_does_not_see_how_steps_and_messages_are_numbered() -> None:
    """Numbers of lines and of mails are the record's own."""
    assert behaviour_of([sent(1, 0, 1)]) == behaviour_of([sent(8, 0, 5)])


def test_a_stored_record_measures_like_the_run(tmp_path: Path) -> None:
    """`measured` reads what `run` wrote."""
    record = tmp_path / "record.jsonl"
    with record.open("wb") as file:
        run_plan(plan_of(scenario_files()["revoke-rush"], seed=1), file)
    found = measured(record)
    assert found.metrics["backlog"] > 1
    assert len(found.behaviour) == 64
