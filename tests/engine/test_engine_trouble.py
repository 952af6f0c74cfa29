"""Times of trouble: what each kind of fault does to messages, apps and people, while it is on."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from small_office import MINUTE, SECOND, Bench, issue, request, revoke

from sim.engine.spells import Spell
from sim.engine.trouble import Trouble
from sim.faults import BUILT, FAULTS
from sim.record import Entry
from sim.rules.events import AnyEvent, MessageIgnored, OrderReceived
from sim.rules.messages import (
    Accepted,
    Busy,
    OrderNews,
    OrderRequested,
    Rerun,
    SaveRequest,
    SwitchFlow,
)
from sim.rules.values import AppName

HOUR = 60 * MINUTE


def troubled(
    kind: str,
    app: AppName | None = None,
    *,
    made: Mapping[str, int] | None = None,
    begins: int = 0,
    ends: int = HOUR,
    odds: tuple[int, int] = (1, 1),
    **fields: object,
) -> Bench:
    """Return an office with one spell of one kind: for an hour, at every occasion."""
    bench = Bench(made, **fields)
    spell = Spell(kind, app, begins, ends, odds)
    bench.office.trouble = Trouble(bench.office, (spell,))
    return bench


def struck(bench: Bench, kind: str) -> int:
    assert bench.office.trouble is not None
    return bench.office.trouble.times[kind]


# --- spells -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [n for n in BUILT if FAULTS[n].reach != "once"])
def test_each_spell_stands_in_the_record_with_its_times(kind: str) -> None:
    """It begins and ends as an operation among the others, so that a chart can shade its time."""
    bench = troubled(kind, "sales", begins=MINUTE, ends=5 * MINUTE).run(until=HOUR)
    told = [(one.at, one.said.kind) for one in bench.entries if one.said.cause == kind]
    assert (MINUTE, "begin") in told
    assert (5 * MINUTE, "end") in told


@pytest.mark.parametrize("kind", [n for n in BUILT if FAULTS[n].reach in ("message", "app")])
def test_a_fault_strikes_only_while_it_is_on(kind: str) -> None:
    """What happens before and after it takes its usual way."""
    bench = troubled(kind, begins=10 * MINUTE, ends=11 * MINUTE)
    bench.say(request())
    bench.say(request("DH-2"), at=20 * MINUTE)
    bench.run(until=2 * HOUR)
    assert struck(bench, kind) == 0
    assert [one.at for one in bench.arrivals(OrderRequested)] == [SECOND, 20 * MINUTE + SECOND]


@pytest.mark.parametrize("kind", [n for n in BUILT if FAULTS[n].reach in ("message", "app")])
def test_the_dullest_choices_are_no_fault_at_all(kind: str) -> None:
    """However long it is on: a choice that nobody made is no, so nothing strikes."""
    bench = troubled(kind, odds=(1, 2))
    bench.say(request())
    bench.run(until=2 * HOUR)
    assert struck(bench, kind) == 0
    assert len(bench.arrivals(OrderRequested)) == 1


def test_a_fault_of_one_app_leaves_the_others_alone() -> None:
    """The message to Warehouse is not that of Sales."""
    bench = troubled("loss", "sales", tries=2)
    bench.say(request())
    bench.run(until=MINUTE)
    assert len(bench.arrivals(OrderRequested)) == 1


def test_no_fault_costs_no_choice() -> None:
    """The office asks chance for what it asked without trouble, and takes as many steps."""

    class Counting:
        def __init__(self) -> None:
            self.keys: list[tuple[str, str]] = []

        def pick(self, _: int, key: tuple[str, str]) -> int:
            self.keys.append(key)
            return 0

    def asked(kind: str | None) -> tuple[list[tuple[str, str]], int]:
        counting = Counting()
        bench = Bench(choices=counting)
        if kind is not None:
            spell = Spell(kind, None, 2 * HOUR, 3 * HOUR)
            bench.office.trouble = Trouble(bench.office, (spell,))
        bench.say(request())
        bench.say(issue(), at=MINUTE)
        bench.run(until=HOUR)
        return counting.keys, len(bench.entries)

    plain, entries = asked(None)
    assert {purpose for _, purpose in plain} == {"delay", "duplicate", "loss"}
    for kind in BUILT:
        assert asked(kind) == (plain, entries), kind


# --- messages -----------------------------------------------------------------------------------


def test_a_delayed_message_is_overtaken_and_arrives_before_the_faults_are_over() -> None:
    """Held up for a while; a later one on the same way, with no delay, is there before it."""
    made = {"sales>warehouse/delay/0": 1, "sales>warehouse/delay for/0": 30 * MINUTE}
    bench = Bench(made)
    bench.office.trouble = Trouble(bench.office, (Spell("delay", None, 0, 2 * HOUR, (1, 2)),))
    bench.say(request("DH-1"))
    bench.say(request("DH-2"), at=MINUTE)
    bench.run(until=3 * HOUR)
    arrived = [(one.said.message.order, one.at) for one in bench.arrivals(OrderRequested)]
    assert arrived == [("DH-2", MINUTE + SECOND), ("DH-1", 35 * MINUTE + SECOND)]
    assert [one.said.cause for one in bench.faults("meet")] == ["delay"]


def test_no_delay_lasts_longer_than_the_faults() -> None:
    """In the second phase nothing is held up any more: drawn for two hours, over in one."""
    bench = troubled("delay", "warehouse", made={"sales>warehouse/delay for/0": 115 * MINUTE})
    bench.say(request(), at=MINUTE)
    bench.run(until=3 * HOUR)
    assert [one.at for one in bench.arrivals(OrderRequested)] == [HOUR + SECOND]


def test_a_copy_arrives_hours_later_and_changes_nothing() -> None:
    """The order stands since the morning; the copy of its message is known for what it is."""
    bench = troubled(
        "late_duplicate",
        "warehouse",
        ends=9 * HOUR,
        made={"sales>warehouse/late_duplicate for/0": 2 * HOUR},
    )
    bench.say(request())
    bench.run(until=9 * HOUR)
    first, second = bench.arrivals(OrderRequested)
    assert OrderReceived in map(type, first.events)
    assert MessageIgnored in map(type, second.events)
    assert second.at >= 3 * HOUR


def test_a_partition_cuts_both_ways_while_people_work_on() -> None:
    """Warehouse gets no order and Sales no news, yet the clerk saves a slip; then all arrives."""
    bench = troubled("partition", "warehouse", begins=MINUTE, tries=50)
    bench.say(request())
    slip = bench.say(issue(), at=2 * MINUTE)
    late = bench.say(request("DH-2"), at=2 * MINUTE)
    bench.run(until=HOUR)
    assert slip.answer == late.answer == Accepted()
    assert len(bench.arrivals(OrderRequested)) == 1
    assert bench.arrivals(OrderNews) == []
    bench.run(until=4 * HOUR)
    assert len(bench.arrivals(OrderRequested)) == 2
    assert len(bench.arrivals(OrderNews)) == 1
    assert bench.office.under_way == 0


def test_an_expired_token_stops_the_flows_and_not_the_revoke() -> None:
    """The check of a revoke is no flow: it is asked and answered while the flows fail."""
    bench = troubled("expired_token", "warehouse", begins=MINUTE, tries=2)
    bench.say(request())
    bench.say(request("DH-2"), at=2 * MINUTE)
    bench.say(revoke(), at=3 * MINUTE)
    bench.run(until=HOUR)
    assert bench.office.apps.sales.orders["DH-1"].recording == "draft"
    assert [one.order for one in map(failed_of, bench.faults("fail"))] == ["DH-2"]


def failed_of(entry: Entry) -> AnyEvent:
    return entry.events[0]


def test_an_app_that_limits_its_rate_takes_one_message_a_minute() -> None:
    """Two messages of one moment: one is taken, the other turned away and tried again."""
    bench = troubled("rate_limit", "warehouse", tries=50)
    bench.say(request("DH-1"))
    bench.say(request("DH-2"))
    bench.run(until=HOUR)
    first, second = bench.arrivals(OrderRequested)
    assert second.at - first.at >= MINUTE
    assert struck(bench, "rate_limit") > 0


def test_while_workflow_is_down_its_messages_wait_and_nobody_can_use_it() -> None:
    """No try is counted: with a single try the order still arrives once Workflow is up again."""
    bench = troubled("workflow_down", begins=0, ends=30 * MINUTE, tries=1)
    bench.say(request(), at=MINUTE)
    rerun = bench.say(Rerun(by="dung", role="administrator", run="x"), at=MINUTE)
    bench.run(until=HOUR)
    assert rerun.answer is None
    (arrived,) = bench.arrivals(OrderRequested)
    assert arrived.at >= 30 * MINUTE


def test_a_message_that_can_never_be_delivered_becomes_a_failed_run() -> None:
    """Its tries are used up while the other message arrives; run again, it arrives as well."""
    bench = troubled("retries_exhausted", ends=HOUR, tries=3)
    bench.say(request())
    bench.run(until=HOUR)
    (run,) = bench.office.apps.workflow.failed.keys()
    assert bench.arrivals(OrderRequested) == []
    assert [one.said.cause for one in bench.faults("fail")] == ["retries_exhausted"]
    bench.say(Rerun(by="dung", role="administrator", run=run), at=2 * HOUR)
    bench.run(until=3 * HOUR)
    assert len(bench.arrivals(OrderRequested)) == 1
    assert len(bench.office.apps.workflow.failed) == 0


def test_a_false_ok_loses_the_document_and_logs_a_success() -> None:
    """F5: nothing is under way, no run has failed, and Warehouse has no order."""
    bench = troubled("false_ok", "warehouse")
    bench.say(request())
    bench.run(until=HOUR)
    (swallowed,) = bench.faults("swallow")
    assert [type(one).__name__ for one in swallowed.events] == ["RunSucceeded"]
    assert bench.office.apps.warehouse.dossiers.get("DH-1") is None
    assert len(bench.office.apps.workflow.failed) == 0
    assert bench.office.under_way == 0


def test_a_lost_answer_makes_the_message_come_again() -> None:
    """What the app did the first time it knows the second time."""
    bench = troubled("lost_answer", "warehouse", ends=2 * SECOND)
    bench.say(request())
    bench.run(until=HOUR)
    first, second = bench.arrivals(OrderRequested)
    assert OrderReceived in map(type, first.events)
    assert MessageIgnored in map(type, second.events)
    assert bench.office.under_way == 0


def test_a_flow_is_switched_off_and_back_to_what_it_was() -> None:
    """An administrator does it; what was saved meanwhile went nowhere (R1.1n)."""
    bench = Bench()
    spell = Spell("flow_switched", None, MINUTE, HOUR, flow="slip_to_accounting")
    bench.office.trouble = Trouble(bench.office, (spell,))
    bench.run(until=2 * HOUR)
    settings = [one.said.setting for one in bench.said(SwitchFlow)]
    assert settings == ["off", "automatic"]


# --- apps ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("point", "commits", "arrives"),
    [
        ("crash_before_commit", False, 0),
        ("crash_before_send", True, 1),
        ("crash_before_answer", True, 1),
    ],
)
def test_an_app_crashes_at_each_point(point: str, commits: bool, arrives: int) -> None:
    """The person gets no answer; what was committed stands, and is sent from the app's own log."""
    bench = troubled(point, "sales", ends=SECOND)
    reply = bench.say(request())
    bench.run(until=HOUR)
    assert reply.answer is None
    assert bool(bench.said(SaveRequest)) == commits
    assert len(bench.arrivals(OrderRequested)) == arrives
    assert [one.said.cause for one in bench.faults("crash")] == [point]
    assert bench.office.under_way == 0


def test_what_was_committed_and_not_sent_is_sent_when_the_app_is_back() -> None:
    """Not before: the message leaves the outbox only after the restart."""
    bench = troubled(
        "crash_before_send",
        "sales",
        ends=3 * MINUTE,
        made={
            "sales/crash_before_send for/0": 90 * SECOND,
        },
    )
    bench.say(request())
    bench.run(until=HOUR)
    (arrived,) = bench.arrivals(OrderRequested)
    assert arrived.at == 2 * MINUTE + SECOND
    assert arrived.mail == bench.said(SaveRequest)[0].mails[0]


def test_two_causes_take_an_app_down_and_both_must_be_over() -> None:
    """An outage within an outage: up again at the end of the longer one."""
    bench = Bench()
    spells = (
        Spell("outage", "sales", MINUTE, 10 * MINUTE),
        Spell("outage", "sales", 2 * MINUTE, 5 * MINUTE),
    )
    bench.office.trouble = Trouble(bench.office, spells)
    during = bench.say(request(), at=6 * MINUTE)
    after = bench.say(request(), at=11 * MINUTE)
    bench.run(until=HOUR)
    assert (during.answer, after.answer) == (None, Accepted())
    assert len(bench.faults("crash")) == 1


def test_a_correction_past_the_screens_tells_nobody() -> None:
    """Warehouse's slip has another quantity, it survives a crash, and no news is sent."""
    bench = Bench()
    bench.say(request())
    bench.say(issue(), at=MINUTE)
    bench.run(until=5 * MINUTE)
    news = len(bench.arrivals(OrderNews))
    spell = Spell("one_sided_correction", None, 6 * MINUTE, 6 * MINUTE)
    bench.office.trouble = Trouble(bench.office, (spell,))
    bench.run(until=HOUR)
    (done,) = bench.faults("correct")
    assert done.said.document == "PX-1"
    bench.office.crash("warehouse")
    bench.office.restart("warehouse")
    (slip,) = bench.office.apps.warehouse.dossiers["DH-1"].slips
    assert [line.quantity for line in slip.lines] == [1]
    assert len(bench.arrivals(OrderNews)) == news
    assert Busy() not in [one.answer for one in bench.entries]
