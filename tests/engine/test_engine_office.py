"""The simulated office: apps commit and answer, the network delays, overtakes, loses, doubles."""

from __future__ import annotations

from itertools import pairwise

import pytest
from small_office import MINUTE, SECOND, Bench, issue, network, request, revoke, unissue

from sim.engine.office import HANDLING_MS
from sim.explore.choices import Seeded
from sim.rules.events import HoldPlaced, MessageIgnored, OrderReceived, RunFailed, SlipReceived
from sim.rules.messages import (
    Accepted,
    Busy,
    GiveUpRevoke,
    HandOver,
    Hold,
    NumberTold,
    OrderRequested,
    Refused,
    Rerun,
    SaveRequest,
    SlipPushed,
    SwitchFlow,
)

LONG_WAY = {"delay": {"shortest": "1s", "longest": "1000s"}}

# --- apps ---------------------------------------------------------------------------------------


def test_an_app_commits_at_once_and_answers_a_moment_later() -> None:
    """A crash can fall between commit and answer only because there is time between them."""
    bench = Bench()
    reply = bench.say(request(), at=5 * SECOND)
    bench.run(until=6 * SECOND)

    assert [entry.at for entry in bench.said(SaveRequest)] == [5 * SECOND]
    assert reply.answer == Accepted()
    assert reply.at == 5 * SECOND + HANDLING_MS


def test_an_app_takes_one_thing_after_another_in_the_order_of_asking() -> None:
    """Three commands of one moment: handled first come first served, none at the same time."""
    bench = Bench()
    replies = [bench.say(request(order)) for order in ("DH-2", "DH-1", "DH-9")]
    bench.run(until=SECOND)

    assert [entry.said.order for entry in bench.said(SaveRequest)] == ["DH-2", "DH-1", "DH-9"]
    assert [entry.at for entry in bench.entries] == [0, HANDLING_MS, 2 * HANDLING_MS]
    assert [one.at for one in replies] == [HANDLING_MS, 2 * HANDLING_MS, 3 * HANDLING_MS]


def test_two_apps_work_at_the_same_time() -> None:
    """What Sales does keeps nobody waiting in Warehouse."""
    bench = Bench()
    replies = [bench.say(request()), bench.say(issue("PX-9", "DH-9"))]
    bench.run(until=SECOND)

    assert [one.at for one in replies] == [HANDLING_MS, HANDLING_MS]


def test_a_refusal_is_an_answer_and_changes_nothing() -> None:
    """An unknown order: told so, nothing committed, nothing sent."""
    bench = Bench()
    reply = bench.say(request("DH-9"))
    before = bench.office.apps
    bench.run(until=MINUTE)

    assert reply.answer == Refused("no_such_order")
    assert bench.office.apps is before
    assert [(one.events, one.sent) for one in bench.entries] == [((), ())]


def test_workflow_answers_at_once() -> None:
    """The flow set-up is no app with an inbox: the switch works for the very next command."""
    bench = Bench()
    off = SwitchFlow(by="dung", role="administrator", flow="order_to_warehouse", setting="off")
    switched = bench.say(off)
    bench.say(request())
    bench.run(until=MINUTE)

    assert (switched.answer, switched.at) == (Accepted(), 0)
    assert bench.arrivals(OrderRequested) == []


# --- the network --------------------------------------------------------------------------------


def test_a_message_arrives_after_its_delay_and_tells_which_step_sent_it() -> None:
    """The number that the sending step wrote down is the number with which it arrives."""
    bench = Bench()
    bench.say(request())
    bench.run(until=MINUTE)

    (sent,) = bench.said(SaveRequest)
    (arrived,) = bench.arrivals(OrderRequested)
    assert arrived.at == SECOND
    assert sent.mails == (arrived.mail,)
    assert arrived.said == sent.sent[0]
    assert bench.office.under_way == 0


def test_a_late_message_is_overtaken() -> None:
    """Each message has a delay of its own, so the second may be the first to arrive."""
    bench = Bench({"sales>warehouse/delay/0": 30 * SECOND}, **LONG_WAY)
    bench.say(request("DH-1"))
    bench.say(request("DH-2"), at=SECOND)
    bench.run(until=MINUTE)

    arrived = [(one.said.message.order, one.at) for one in bench.arrivals(OrderRequested)]
    assert arrived == [("DH-2", 2 * SECOND), ("DH-1", 31 * SECOND)]


def test_random_delays_bring_both_orders_of_arrival() -> None:
    """Two messages of one moment with equal chances: over forty seeds, both ways are seen."""
    first = set()
    for seed in range(40):
        bench = Bench(choices=Seeded(seed), **LONG_WAY)
        bench.say(request("DH-1"))
        bench.say(request("DH-2"))
        bench.run(until=20 * MINUTE)
        first.add(bench.arrivals(OrderRequested)[0].said.message.order)

    assert first == {"DH-1", "DH-2"}


def test_delays_stay_within_their_span() -> None:
    """No message arrives before the shortest nor after the longest delay."""
    for seed in range(40):
        bench = Bench(choices=Seeded(seed), delay={"shortest": "3s", "longest": "5s"})
        bench.say(request())
        bench.run(until=MINUTE)
        (arrived,) = bench.arrivals(OrderRequested)
        assert 3 * SECOND <= arrived.at <= 5 * SECOND


def test_a_lost_message_is_tried_again_until_it_arrives() -> None:
    """Lost twice, arrived the third time, once; each loss stands in the record."""
    lost = {"sales>warehouse/loss/0": 1, "sales>warehouse/loss/1": 1}
    bench = Bench(lost, loss="1/2")
    bench.say(request())
    bench.run(until=20 * MINUTE)

    (arrived,) = bench.arrivals(OrderRequested)
    losses = bench.faults("lose")
    assert len(losses) == 2
    assert {entry.said.envelope for entry in losses} == {arrived.said}
    assert {entry.mail for entry in losses} == {arrived.mail}
    assert all(entry.at < arrived.at for entry in losses)
    assert bench.office.under_way == 0


def test_the_pause_between_two_tries_doubles_five_times_and_then_stays() -> None:
    """`retry_after` is how long a sender waits before it tries again: ten seconds, then longer."""
    lost = {f"sales>warehouse/loss/{n}": 1 for n in range(8)}
    bench = Bench(lost, loss="1/2", delay={"shortest": "0s"}, tries=50)
    bench.say(request())
    bench.run(until=60 * MINUTE)

    tries = [entry.at for entry in bench.faults("lose")]
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert pauses == [n * SECOND for n in (10, 20, 40, 80, 160, 320, 320)]


def test_a_flow_message_that_uses_up_its_tries_becomes_a_failed_run() -> None:
    """After three tries the sender gives up: the run log says "not_reached", nothing is left."""
    bench = Bench(choices=Seeded(1), loss="always", tries=3)
    bench.say(request())
    bench.run(until=60 * MINUTE)

    assert len([one for one in bench.faults("lose") if one.app == "warehouse"]) == 3
    assert bench.arrivals(OrderRequested) == []
    failed = [one for entry in bench.entries for one in entry.events if isinstance(one, RunFailed)]
    assert [(one.order, one.reason) for one in failed] == [("DH-1", "not_reached")]
    assert [one.reason for one in bench.office.apps.workflow.failed.values()] == ["not_reached"]
    assert bench.office.under_way == 0


def test_an_administrator_can_run_an_unreachable_run_again() -> None:
    """The network is mended, the run is repeated from the run log, and the order arrives."""
    bench = Bench(choices=Seeded(1), loss="always", tries=3)
    bench.say(request())
    bench.run(until=60 * MINUTE)
    (run,) = bench.office.apps.workflow.failed.keys()

    bench.office.network = network()
    reply = bench.say(Rerun(by="dung", role="administrator", run=run), at=60 * MINUTE)
    bench.run(until=70 * MINUTE)

    assert reply.answer == Accepted()
    assert len(bench.arrivals(OrderRequested)) == 1
    assert bench.office.apps.warehouse.dossiers["DH-1"].document is not None
    assert len(bench.office.apps.workflow.failed) == 0


def test_the_question_of_a_revoke_is_asked_without_end() -> None:
    """It is no flow: lost twenty times where flows give up after two, it still arrives."""
    lost = {f"sales>warehouse/loss/{n}": 1 for n in range(1, 21)}  # the order itself arrives
    bench = Bench(lost, loss="1/2", tries=2)
    bench.say(request())
    bench.say(revoke(), at=MINUTE)
    bench.run(until=400 * MINUTE)

    assert len(bench.faults("lose")) == 20
    assert len([one for one in bench.arrivals(Hold) if one.app == "warehouse"]) == 1
    assert len(bench.office.apps.workflow.failed) == 0
    assert bench.office.apps.sales.orders["DH-1"].recording == "draft"
    assert bench.office.under_way == 0


def test_a_doubled_message_arrives_twice_and_changes_things_once() -> None:
    """The copy is a message like any other; the app recognises it."""
    bench = Bench({"sales>warehouse/duplicate/0": 1}, duplicate="1/2")
    bench.say(request())
    bench.run(until=MINUTE)

    first, second = bench.arrivals(OrderRequested)
    assert first.said == second.said
    assert first.mail == second.mail
    assert SECOND == first.at < second.at, "the copy is on its way too"
    assert len(bench.faults("duplicate")) == 1
    assert MessageIgnored in map(type, second.events)
    assert OrderReceived in map(type, first.events)
    assert bench.office.apps.warehouse.dossiers["DH-1"].document is not None
    assert bench.office.under_way == 0


def test_spoken_words_are_neither_lost_nor_doubled() -> None:
    """A salesperson who tells accountants a number is no network."""
    bench = Bench(choices=Seeded(1), loss="always", duplicate="always", tries=2)
    bench.say(request())
    bench.say(HandOver(by="lan", role="salesperson", order="DH-1"), at=MINUTE)
    bench.run(until=60 * MINUTE)

    assert len(bench.arrivals(NumberTold)) == 1
    assert bench.office.apps.accounting.dossiers["DH-1"].noted == 1


@pytest.mark.parametrize("tries", [1, 8])
def test_a_push_that_finds_the_order_held_waits_for_the_end_of_the_hold(tries: int) -> None:
    """Busy is no failure: however few tries a flow has, the push comes again until it is taken.

    The slip is saved and deleted, its push is slow; Accounting holds the order when it arrives,
    because the answer of Accounting to Sales is slower still. Then the salesperson gives up.
    """
    slow = {
        "warehouse>accounting/delay/0": 99 * SECOND,
        "accounting>sales/delay/0": 999 * SECOND,
    }
    bench = Bench(slow, tries=tries, **LONG_WAY)
    bench.say(request())
    bench.say(issue(), at=10 * SECOND)
    bench.say(unissue(), at=20 * SECOND)
    bench.say(revoke(), at=30 * SECOND)
    bench.say(GiveUpRevoke(by="lan", role="salesperson", order="DH-1"), at=300 * SECOND)
    bench.run(until=60 * MINUTE)

    holds = [entry.at for entry in bench.entries if HoldPlaced in map(type, entry.events)]
    pushes = bench.arrivals(SlipPushed)
    busy = [entry for entry in pushes if entry.answer == Busy()]
    assert pushes[0].at == 110 * SECOND > max(holds)
    assert len(busy) > 1
    assert all(entry.events == () and entry.at < 302 * SECOND for entry in busy)
    assert [type(one) for one in pushes[-1].events][:1] == [SlipReceived]
    assert len(pushes) == len(busy) + 1
    assert bench.office.under_way == 0


def test_a_push_that_waited_for_a_revoke_that_succeeded_is_refused() -> None:
    """The waiting push is taken once the hold ends; the request is over: the run log says so."""
    slow = {
        "warehouse>accounting/delay/0": 99 * SECOND,
        "accounting>sales/delay/0": 199 * SECOND,
    }
    bench = Bench(slow, **LONG_WAY)
    bench.say(request())
    bench.say(issue(), at=10 * SECOND)
    bench.say(unissue(), at=20 * SECOND)
    bench.say(revoke(), at=30 * SECOND)
    bench.run(until=60 * MINUTE)

    pushes = bench.arrivals(SlipPushed)
    assert pushes[0].answer == Busy()
    assert pushes[-1].answer == Refused("revoked", "DH-1")
    assert bench.office.apps.accounting.dossiers["DH-1"].papers == ()
    assert [one.reason for one in bench.office.apps.workflow.failed.values()] == ["revoked"]
