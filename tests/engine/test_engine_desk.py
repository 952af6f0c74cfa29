"""A person's desk: the agenda, the working hours, chances of their own, one app's screen."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest
import simpy
from small_office import MINUTE, SECOND, Bench, issue, request

from sim.engine.desk import Desk, Task
from sim.engine.office import HANDLING_MS
from sim.explore.choices import Seeded
from sim.rules.messages import (
    Accepted,
    Answer,
    HandOver,
    MakeIssueCommand,
    RevokeRequest,
    SaveRequest,
    SaveSlip,
)
from sim.rules.state import WorkflowState
from sim.rules.values import AccountingDossier, Role, SalesOrder, WarehouseDossier
from sim.scenario import DAY_MS, Hours, span

HOUR = 60 * MINUTE
Done = list[tuple[int, str]]


def desk(bench: Bench, by: str = "lan", role: Role = "salesperson", days: int = 2) -> Desk:
    return Desk(office=bench.office, by=by, role=role, hours=Hours(), closes_at=days * DAY_MS)


def sit(bench: Bench, place: Desk) -> Done:
    """Let a person work through an agenda; return when which task was begun."""
    done: Done = []

    def work() -> Generator[simpy.Event, Any, None]:
        while True:
            task = yield from place.next()
            done.append((bench.office.now, task.what))

    bench.office.env.process(work())
    return done


# --- the agenda ---------------------------------------------------------------------------------


def test_the_earliest_task_is_done_first_and_equal_ones_in_the_order_they_came() -> None:
    """Whatever the order in which they were written down."""
    bench = Bench()
    place = desk(bench)
    for due, what in [(30, "late"), (10, "first"), (20, "second"), (20, "third"), (10, "and")]:
        place.at(9 * HOUR + due, Task(what))
    done = sit(bench, place)
    bench.run(until=DAY_MS)

    nine = 9 * HOUR
    assert done == [
        (nine + 10, "first"),
        (nine + 10, "and"),
        (nine + 20, "second"),
        (nine + 20, "third"),
        (nine + 30, "late"),
    ]


def test_a_task_that_comes_in_while_a_person_waits_for_a_later_one_is_not_kept_waiting() -> None:
    """The bell rings: the new task is done at its time, then the one that was waited for."""
    bench = Bench()
    place = desk(bench)
    done = sit(bench, place)
    place.at(11 * HOUR, Task("planned"))
    bench.at(9 * HOUR, lambda: place.at(10 * HOUR, Task("urgent")))
    bench.run(until=DAY_MS)

    assert done == [(10 * HOUR, "urgent"), (11 * HOUR, "planned")]


def test_a_person_who_was_busy_takes_up_what_became_due_meanwhile() -> None:
    """Nothing is forgotten: two tasks of half past nine are taken up at ten."""
    bench = Bench()
    place = desk(bench)
    done: Done = []

    def slow() -> Generator[simpy.Event, Any, None]:
        while True:
            task = yield from place.next()
            done.append((bench.office.now, task.what))
            yield place.wait(HOUR)

    bench.office.env.process(slow())
    for due, what in [(9 * HOUR, "a"), (9 * HOUR + 30 * MINUTE, "b"), (9 * HOUR + 31, "c")]:
        place.at(due, Task(what))
    bench.run(until=DAY_MS)

    assert done == [(9 * HOUR, "a"), (10 * HOUR, "c"), (11 * HOUR, "b")]


def test_what_is_due_after_the_last_day_is_dropped() -> None:
    """The run ends in the night after the last day: nobody begins anything then."""
    bench = Bench()
    place = desk(bench, days=1)
    place.at(DAY_MS - 1, Task("last"))
    place.at(DAY_MS, Task("too late"))
    bench.at(17 * HOUR, lambda: place.later(HOUR, Task("tomorrow")))
    done = sit(bench, place)
    bench.run(until=5 * DAY_MS)

    assert done == [(DAY_MS - 1, "last")]


# --- working hours ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "works_at"),
    [
        (0, 8 * HOUR),
        (8 * HOUR - 1, 8 * HOUR),
        (8 * HOUR, 8 * HOUR),
        (12 * HOUR - 1, 12 * HOUR - 1),
        (12 * HOUR, 13 * HOUR),
        (13 * HOUR - 1, 13 * HOUR),
        (13 * HOUR, 13 * HOUR),
        (17 * HOUR + 30 * MINUTE - 1, 17 * HOUR + 30 * MINUTE - 1),
        (17 * HOUR + 30 * MINUTE, DAY_MS + 8 * HOUR),
        (DAY_MS - 1, DAY_MS + 8 * HOUR),
        (DAY_MS + 3 * HOUR, DAY_MS + 8 * HOUR),
        (3 * DAY_MS + 12 * HOUR + MINUTE, 3 * DAY_MS + 13 * HOUR),
    ],
)
def test_work_waits_for_the_morning_and_for_the_end_of_lunch(at: int, works_at: int) -> None:
    """8:00 to 12:00 and 13:00 to 17:30; the first moment counts, the last does not."""
    assert desk(Bench()).working(at) == works_at


def test_a_task_for_later_falls_into_working_hours_and_a_planned_one_on_its_minute() -> None:
    """An hour after half past eleven is one o'clock; a switch planned for the night is at night."""
    bench = Bench()
    place = desk(bench)
    done = sit(bench, place)
    bench.at(11 * HOUR + 30 * MINUTE, lambda: place.later(HOUR, Task("after lunch")))
    bench.at(17 * HOUR, lambda: place.later(HOUR, Task("next morning")))
    place.at(22 * HOUR, Task("in the night"))
    bench.run(until=2 * DAY_MS)

    assert done == [
        (13 * HOUR, "after lunch"),
        (22 * HOUR, "in the night"),
        (DAY_MS + 8 * HOUR, "next morning"),
    ]


# --- chance -------------------------------------------------------------------------------------


def draws(place: Desk, purpose: str = "revoke") -> list[object]:
    """Return some choices of each kind, all for one purpose."""
    return [
        [place.pick(1_000_000, purpose) for _ in range(5)],
        [place.chance((1, 2), purpose) for _ in range(20)],
        [place.within(span("1s", "10min"), purpose) for _ in range(5)],
    ]


@pytest.mark.parametrize("seed", range(5))
def test_one_persons_chances_do_not_depend_on_anothers(seed: int) -> None:
    """Lan draws a hundred times more, or not at all: Minh's days stay the same."""
    alone = draws(desk(Bench(choices=Seeded(seed)), "minh"))
    bench = Bench(choices=Seeded(seed))
    lan, minh = desk(bench, "lan"), desk(bench, "minh")
    for _ in range(100):
        draws(lan)
    together = draws(minh)

    assert together == alone
    assert draws(desk(Bench(choices=Seeded(seed)), "lan")) != alone


@pytest.mark.parametrize("odds", [(0, 1), (1, 1), (0, 7), (7, 7), (1, 2)])
def test_a_decision_is_one_draw_whatever_its_odds(odds: tuple[int, int]) -> None:
    """Switching a habit off must not shift what the person chooses next for the same purpose."""
    place = desk(Bench(choices=Seeded(5)))
    reference = desk(Bench(choices=Seeded(5)))
    place.chance(odds, "revoke")
    reference.pick(10, "revoke")

    assert place.pick(1_000_000, "revoke") == reference.pick(1_000_000, "revoke")


def test_never_is_never_and_always_is_always() -> None:
    """For two hundred draws each."""
    place = desk(Bench(choices=Seeded(5)))

    assert not any(place.chance((0, 1), "never") for _ in range(200))
    assert all(place.chance((1, 1), "always") for _ in range(200))


# --- the app ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("salesperson", SalesOrder),
        ("sales_manager", SalesOrder),
        ("clerk", WarehouseDossier),
        ("accountant", AccountingDossier),
        ("administrator", WorkflowState),
    ],
)
def test_a_person_sees_their_own_app_and_only_what_is_there(role: Role, kind: type) -> None:
    """Each role has a screen of its own; an order that has not arrived is not on it."""
    bench = Bench()
    bench.say(request())
    bench.say(issue(), at=10 * SECOND)
    bench.run(until=MINUTE)
    place = desk(bench, role=role)

    assert isinstance(place.view("DH-1"), kind)
    if role in ("clerk", "accountant"):
        assert place.view("DH-2") is None
        assert place.offers("DH-2") == ()


def answers(bench: Bench, work: Generator[simpy.Event, Any, Answer | None]) -> list[Answer | None]:
    """Let a person do one thing, and return what they were told."""
    told: list[Answer | None] = []

    def person() -> Generator[simpy.Event, Any, None]:
        told.append((yield from work))

    bench.office.env.process(person())
    bench.run(until=bench.office.now + 10 * SECOND)
    return told


def test_what_the_app_does_not_offer_is_not_even_tried() -> None:
    """A draft cannot be revoked: nothing is said, and the answer is None."""
    bench = Bench()

    assert answers(bench, desk(bench).try_to("DH-1", "revoke")) == [None]
    assert bench.said(RevokeRequest) == []
    assert answers(bench, desk(bench).try_to("DH-1", "request")) == [Accepted()]
    assert [one.said.by for one in bench.said(SaveRequest)] == ["lan"]


def test_a_document_gets_its_number_when_it_is_made() -> None:
    """Two clerks, two slips, two commands: numbers are given office-wide, kind by kind."""
    bench = Bench()
    for order in ("DH-1", "DH-2"):
        answers(bench, desk(bench).try_to(order, "request"))
    for by, order in [("minh", "DH-1"), ("binh", "DH-2")]:
        clerk = desk(bench, by, "clerk")
        assert answers(bench, clerk.try_to(order, "make_issue_command")) == [Accepted()]
        assert answers(bench, clerk.try_to(order, "issue_all")) == [Accepted()]

    assert [one.said.slip for one in bench.said(SaveSlip)] == ["PX-0001", "PX-0002"]
    commands = [one.said.issue_command for one in bench.said(MakeIssueCommand)]
    assert commands == ["LX-0001", "LX-0002"]


def test_a_person_who_waits_for_an_app_is_busy_for_so_long() -> None:
    """Two commands, each answered after the app's handling time."""
    bench = Bench()
    place = desk(bench)
    answers(bench, place.try_to("DH-1", "request"))
    answers(bench, place.do(HandOver(**place.says(), order="DH-1")))

    assert place.busy_ms == 2 * HANDLING_MS


def test_an_app_that_is_down_gives_a_person_no_answer() -> None:
    """None, at once."""
    bench = Bench()
    bench.office.crash("sales")

    assert answers(bench, desk(bench).do(request())) == [None]
    assert bench.office.apps.sales.orders["DH-1"].recording == "draft"
