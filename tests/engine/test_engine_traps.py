"""Crashes, and the three traps of SimPy: what an app loses, what it keeps, what nobody loses."""

from __future__ import annotations

import traceback
from typing import Any

import pytest
from msgspec.structs import replace
from small_office import MINUTE, NOT_YET, OPENING, SECOND, Bench, issue, request, revoke, unissue

from sim.engine.office import HANDLING_MS, SERVERS
from sim.explore.choices import Seeded
from sim.record import opened
from sim.rules.events import MessageIgnored, OrderReceived
from sim.rules.messages import (
    Accepted,
    AddCustomer,
    HandOver,
    Hold,
    MakePaper,
    OrderRequested,
    ReceiveGoods,
    Refused,
)
from sim.rules.values import AppName
from sim.rules.warehouse import Warehouse
from sim.rules.world import reference


def busy_morning() -> Bench:
    """Return an office in which each app has something to remember, and nothing is under way."""
    bench = Bench()
    bench.say(request())
    bench.say(request("DH-2"), at=SECOND)
    bench.say(issue(), at=10 * SECOND)
    bench.say(HandOver(by="lan", role="salesperson", order="DH-2"), at=20 * SECOND)
    voucher = MakePaper(
        by="hoa", role="accountant", order="DH-2", paper="CT-1", kind="voucher", request=1
    )
    bench.say(voucher, at=30 * SECOND)
    bench.say(revoke("DH-2"), at=40 * SECOND)
    bench.run(until=10 * MINUTE)
    assert bench.office.under_way == 0
    return bench


# --- what a crash loses, what it keeps ----------------------------------------------------------


@pytest.mark.parametrize("name", SERVERS)
def test_a_restarted_app_knows_what_its_log_says_whatever_its_memory_held(name: AppName) -> None:
    """Memory is spoilt before the crash; afterwards the state is the fold of the log again."""
    bench = busy_morning()
    told = bench.folded()
    memory = getattr(bench.office.apps, name)
    assert memory != getattr(opened(bench.office.rules, OPENING), name), "nothing to remember"

    bench.office.apps = replace(bench.office.apps, **{name: type(memory)()})
    bench.office.crash(name)
    bench.office.restart(name)

    assert bench.office.apps == told


@pytest.mark.parametrize("name", SERVERS)
def test_a_restarted_app_knows_nothing_but_its_log(name: AppName) -> None:
    """What is torn out of the log is forgotten, however well memory remembered it."""
    bench = busy_morning()
    bench.office.logs[name].clear()
    bench.office.crash(name)
    bench.office.restart(name)

    empty = opened(bench.office.rules, OPENING)
    assert getattr(bench.office.apps, name) == getattr(empty, name)
    for other in set(SERVERS) - {name}:
        assert getattr(bench.office.apps, other) == getattr(bench.folded(), other)


@pytest.mark.parametrize("name", SERVERS)
def test_the_log_of_an_app_holds_the_events_of_its_own_steps(name: AppName) -> None:
    """In their order, and nobody else's."""
    bench = busy_morning()
    own = [event for entry in bench.entries if entry.app == name for event in entry.events]

    assert bench.office.logs[name] == own


def test_whoever_waits_for_an_app_that_goes_down_gets_no_answer() -> None:
    """One command is committed and not yet answered, two wait in the inbox: None for all three."""
    bench = Bench()
    replies = [bench.say(request(order)) for order in ("DH-1", "DH-2", "DH-9")]
    bench.at(10, lambda: bench.office.crash("sales"))
    bench.at(SECOND, lambda: bench.office.restart("sales"))
    bench.run(until=MINUTE)

    assert [(one.answer, one.at) for one in replies] == [(None, 10)] * 3
    assert [one.said.order for one in bench.said(type(request()))] == ["DH-1"]
    assert bench.office.apps.sales.orders["DH-1"].recording == "requested"
    assert bench.office.apps.sales.orders["DH-2"].recording == "draft"


def test_an_app_that_is_down_answers_nobody() -> None:
    """A command submitted meanwhile gets None at once, and is not kept for later."""
    bench = Bench()
    bench.at(SECOND, lambda: bench.office.crash("sales"))
    lost = bench.say(request(), at=2 * SECOND)
    bench.at(3 * SECOND, lambda: bench.office.restart("sales"))
    taken = bench.say(request("DH-2"), at=4 * SECOND)
    bench.run(until=MINUTE)

    assert (lost.answer, lost.at) == (None, 2 * SECOND)
    assert taken.answer == Accepted()
    assert bench.office.apps.sales.orders["DH-1"].recording == "draft"


def test_a_message_to_an_app_that_is_down_arrives_after_the_restart() -> None:
    """The sender tries again until the target is back; nothing waits inside what is down."""
    bench = Bench()
    bench.at(0, lambda: bench.office.crash("warehouse"))
    bench.say(request())
    bench.at(5 * MINUTE, lambda: bench.office.restart("warehouse"))
    bench.run(until=60 * MINUTE)

    (arrived,) = bench.arrivals(OrderRequested)
    assert arrived.at > 5 * MINUTE
    assert bench.office.apps.warehouse.dossiers["DH-1"].document is not None
    assert bench.office.under_way == 0


def test_the_outbox_of_an_app_that_goes_down_survives() -> None:
    """The sender crashes while its message is on the way: the message arrives all the same."""
    bench = Bench()
    bench.say(request())
    bench.at(SECOND // 2, lambda: bench.office.crash("sales"))
    bench.run(until=MINUTE)

    assert len(bench.arrivals(OrderRequested)) == 1


def test_an_answer_lost_by_a_crash_brings_a_message_again_that_changes_nothing() -> None:
    """Warehouse commits, goes down before it answers, comes back: the repeat is recognised."""
    bench = Bench()
    bench.say(request())
    bench.at(SECOND + HANDLING_MS // 2, lambda: bench.office.crash("warehouse"))
    bench.at(5 * SECOND, lambda: bench.office.restart("warehouse"))
    bench.run(until=SECOND + 1)
    once = bench.office.apps.warehouse
    bench.run(until=10 * MINUTE)

    first, again = bench.arrivals(OrderRequested)
    assert first.said == again.said
    assert OrderReceived in map(type, first.events)
    assert MessageIgnored in map(type, again.events)
    assert bench.office.apps.warehouse == once
    assert bench.office.under_way == 0


def test_crashing_twice_is_crashing_once_and_a_running_app_cannot_be_restarted() -> None:
    """The record has one crash; what is up stays as it is."""
    bench = busy_morning()
    before = bench.office.apps
    bench.office.restart("sales")
    assert bench.office.apps is before

    bench.office.crash("sales")
    bench.office.crash("sales")
    bench.office.restart("sales")
    reply = bench.say(request("DH-2"), at=11 * MINUTE)
    bench.run(until=12 * MINUTE)

    assert len(bench.faults("crash")) == 1
    assert reply.answer == Refused("not_draft")


# --- trap one: an interrupted get eats the next item --------------------------------------------


def test_an_idle_app_that_crashed_takes_the_very_next_thing_after_its_restart() -> None:
    """Its old process waited for a letter when it was interrupted; it must not take one more."""
    bench = Bench()
    for n in range(3):
        bench.at(10 * n * SECOND, lambda: bench.office.crash("warehouse"))
        bench.at((10 * n + 5) * SECOND, lambda: bench.office.restart("warehouse"))
    goods = ReceiveGoods(by="minh", role="clerk", item="HH-01", quantity=1)
    replies = [bench.say(goods, at=(10 * n + 6) * SECOND) for n in range(3)]
    bench.run(until=MINUTE)

    assert [one.answer for one in replies] == [Accepted()] * 3
    assert bench.office.apps.warehouse.stock["HH-01"] == 103


@pytest.mark.parametrize("steps", range(6))
def test_a_crash_at_the_very_moment_a_letter_is_taken_eats_no_letter(steps: int) -> None:
    """Several things happen within one millisecond; wherever the crash falls, the person hears.

    The command is submitted and the app goes down in the same millisecond, so many events later.
    """
    bench = Bench()
    office = bench.office
    reply = bench.say(request(), at=SECOND)

    def crash_soon() -> Any:
        yield office.env.timeout(SECOND)
        for _ in range(steps):
            yield office.env.timeout(0)
        office.crash("sales")

    office.env.process(crash_soon())
    bench.at(2 * SECOND, lambda: office.restart("sales"))
    bench.run(until=MINUTE)

    assert reply.answer is None, "a letter that went down with the app is answered None"
    assert reply.at == SECOND


# --- trap two: exceptions are rebuilt from their arguments --------------------------------------


class WrongSlipError(Exception):
    """An exception whose fields are keyword-only, as exceptions often are."""

    def __init__(self, *, slip: str) -> None:
        super().__init__(f"slip {slip} is wrong")
        self.slip = slip


class BrokenWarehouse(Warehouse):
    """Rules with a bug that is not in what they answer: they crash."""

    def save_slip(self, *given: Any) -> Any:
        return decide_badly(given[-1])


def decide_badly(said: Any) -> None:
    raise WrongSlipError(slip=said.slip)


def test_a_crash_of_the_rules_is_told_as_what_it_is() -> None:
    """Whoever reads the traceback finds the function that failed, not SimPy's own trouble."""
    rules = reference()
    bench = Bench(rules=rules._replace(warehouse=BrokenWarehouse(rules.warehouse.assumptions)))
    bench.say(request())
    bench.say(issue(), at=10 * SECOND)

    with pytest.raises(Exception) as caught:  # noqa: PT011 - which one is what we ask
        bench.run(until=MINUTE)

    told = "".join(traceback.format_exception(caught.value))
    assert "decide_badly" in told
    assert "slip PX-1 is wrong" in told


def test_nothing_that_can_go_wrong_in_an_office_is_an_exception() -> None:
    """Refusals, busy answers, losses, crashes, unknown codes: all of them are values."""
    bench = Bench(choices=Seeded(7), loss="1/3", duplicate="1/3", tries=2)
    stranger = AddCustomer(by="hoa", role="accountant", customer="KH-09")
    said = [request(), issue(), issue(), unissue("PX-9"), revoke(), revoke("DH-2"), stranger]
    replies = [bench.say(command, at=n * 7 * SECOND) for n, command in enumerate(said)]
    bench.at(20 * SECOND, lambda: bench.office.crash("warehouse"))
    bench.at(60 * SECOND, lambda: bench.office.restart("warehouse"))
    bench.run(until=600 * MINUTE)

    assert all(one.answer is not NOT_YET for one in replies)
    assert bench.office.under_way == 0


# --- trap three: float time breaks ties ---------------------------------------------------------


def test_all_time_is_whole_milliseconds() -> None:
    """Random delays, back-off, crashes: the clock never leaves the whole numbers."""
    bench = Bench(
        choices=Seeded(3), loss="1/3", duplicate="1/3", delay={"shortest": "1ms", "longest": "7min"}
    )
    for n, command in enumerate([request(), request("DH-2"), issue(), revoke("DH-2")]):
        bench.say(command, at=n * 13 * SECOND)
    bench.at(15 * SECOND, lambda: bench.office.crash("warehouse"))
    bench.at(75 * SECOND, lambda: bench.office.restart("warehouse"))
    while bench.office.env.peek() < 6_000 * MINUTE:
        bench.office.env.step()
        assert type(bench.office.env.now) is int

    assert bench.arrivals(Hold), "the story went its way"
    assert {type(entry.at) for entry in bench.entries} == {int}


def test_what_happens_in_one_millisecond_happens_in_the_order_in_which_it_was_begun() -> None:
    """Ties are broken by who came first: fifty people, one moment, one line."""
    bench = Bench()
    orders = [f"DH-{n}" for n in range(50)]
    for order in orders:
        bench.say(request(order), at=SECOND)
    bench.run(until=MINUTE)

    assert [one.said.order for one in bench.said(type(request()))] == orders
