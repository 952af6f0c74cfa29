"""Stories: exact steps, each with the answer it must get, and a failure that says which and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_runs import STORY, Made, kinds, made, shipped, slip, story, written

from sim.library import read, scenario_files
from sim.rules.messages import Envelope
from sim.rules.step import Fault

MINUTE = 60_000
EIGHT = 8 * 60 * MINUTE
STORIES = [name for name, path in scenario_files().items() if read(path).form == "story"]
REVOKE = "{who: lan, do: revoke_request, order: DH-1}"


def told(folder: Path, *steps: str, text: str = STORY) -> Made:
    return made(written(folder, story(*steps, text=text)), folder)


def untold(seen: Made) -> list[tuple[str, ...]]:
    """Return what did not go as told: (step, expected, came), as the first failure has it."""
    return [one.documents for one in seen.result.failures if one.promise == "as-told"]


# --- as told ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STORIES)
def test_each_shipped_story_goes_as_told(tmp_path: Path, name: str) -> None:
    """Nothing breaks, nothing is left under way, and it reaches what it says it needs."""
    seen = made(shipped(name), tmp_path)

    assert seen.result.verdict == "pass"
    assert seen.result.settled
    assert seen.verdict_of("as-told") == "pass"
    assert seen.result.missing == ()


@pytest.mark.parametrize(
    ("step", "detail"),
    [
        (slip()[:-1] + ", expect: refused}",
         ("steps.3", "refused", "accepted")),
        (slip(quantity=2_000), ("steps.3", "accepted", "refused: stock_shortage")),
        (slip(quantity=2_000)[:-1] + ", expect: busy}",
         ("steps.3", "busy", "refused: stock_shortage")),
        (slip(quantity=2_000)[:-1] + ", expect: refused, reason: no_right}",
         ("steps.3", "refused", "refused: stock_shortage")),
        ("{deliver: order_requested, order: DH-1}",
         ("steps.3", "accepted", "no such message is under way")),
        ("{lose: slip_pushed}", ("steps.3", "accepted", "no such message is under way")),
        ("{duplicate: hold, nth: 2}", ("steps.3", "accepted", "no such message is under way")),
    ],
)  # fmt: skip
def test_a_step_that_is_answered_otherwise_is_told_with_both_answers(
    tmp_path: Path, step: str, detail: tuple[str, ...]
) -> None:
    """The step's place, what the story expects, what came; and the run has failed."""
    seen = told(tmp_path, step)

    assert untold(seen) == [detail]
    assert seen.result.verdict == "fail"
    assert seen.verdict_of("as-told") == "fail"


@pytest.mark.parametrize(
    "step",
    [
        slip(),
        slip()[:-1] + ", expect: accepted}",
        slip(quantity=2_000)[:-1] + ", expect: refused}",
        slip(quantity=2_000)[:-1] + ", expect: refused, reason: stock_shortage}",
    ],
)
def test_a_step_that_is_answered_as_expected_is_as_told(tmp_path: Path, step: str) -> None:
    """No answer expected means accepted; a reason counts where one is given."""
    assert untold(told(tmp_path, step)) == []


def test_busy_is_an_answer_that_a_story_can_expect(tmp_path: Path) -> None:
    """While a revoke holds the order in Warehouse, the clerk has to wait."""
    steps = (REVOKE, "{deliver: hold}", slip()[:-1] + ", expect: busy}", "{settle: true}")

    assert untold(told(tmp_path, *steps)) == []


def test_a_story_goes_on_after_a_step_that_was_not_as_told(tmp_path: Path) -> None:
    """Each wrong step is counted, the first is told, and the rest is judged by its own promises."""
    wrong = slip(quantity=2_000)
    seen = told(tmp_path, wrong, wrong, slip("PX-2"))
    (failure,) = seen.result.failures

    assert failure.times == 2
    assert failure.documents[0] == "steps.3"
    assert failure.order == "DH-1"
    assert seen.verdict_of("automatic-pushes-on-save") == "pass"
    assert failure.story[-1][1].said == seen.entries[3].said


def test_a_story_under_rules_that_break_it_fails(tmp_path: Path) -> None:
    """The clerk who is let through during a revoke is noticed twice: by the story, by a promise."""
    seen = made(shipped("slip-during-revoke", rules="clerk-ignores-hold"), tmp_path)

    assert seen.result.verdict == "fail"
    assert "as-told" in [one.promise for one in seen.result.failures]


# --- time ---------------------------------------------------------------------------------------


def test_a_story_begins_at_eight_and_takes_a_minute_a_step(tmp_path: Path) -> None:
    """The orders that exist are entered at eight; then come the steps."""
    seen = told(tmp_path)

    assert [one.at - EIGHT for one in seen.entries] == [0, MINUTE, 2 * MINUTE]
    assert kinds([one.said for one in seen.entries]) == ["CreateOrder", "SaveRequest", "Envelope"]
    assert seen.entries[0].said.by == "lan"


def test_a_story_settles_at_its_end_without_being_told_to(tmp_path: Path) -> None:
    """What is still under way after the last step is delivered, and nothing is left."""
    seen = told(tmp_path, slip())
    arrived = [one.said.message for one in seen.entries if isinstance(one.said, Envelope)]

    assert sorted(kinds(arrived)) == ["OrderNews", "OrderRequested", "SlipPushed", "SlipTaken"]
    assert seen.result.settled


# --- messages -----------------------------------------------------------------------------------

TWO_ORDERS = STORY.replace("[{order: DH-1}]", "[{order: DH-1}, {order: DH-2}]")
SECOND = "{who: lan, do: save_request, order: DH-2}"


def arrivals(seen: Made) -> list[tuple[str, str]]:
    """Return (kind, order) of the messages that arrived, in their order."""
    said = [one.said for one in seen.entries if isinstance(one.said, Envelope)]
    return [(type(one.message).__name__, one.message.order) for one in said]


def test_a_message_is_named_by_its_kind_its_order_and_its_place(tmp_path: Path) -> None:
    """Without an order the first of its kind is meant, with `nth` a later one."""
    for deliver, order in [
        ("{deliver: order_news}", "DH-1"),
        ("{deliver: order_news, nth: 2}", "DH-2"),
        ("{deliver: order_news, order: DH-2}", "DH-2"),
    ]:
        both = (SECOND, "{deliver: order_requested}", slip(), slip("PX-2", "DH-2"))
        seen = told(tmp_path, *both, deliver, text=TWO_ORDERS)
        assert untold(seen) == []
        assert arrivals(seen)[2] == ("OrderNews", order)


def test_a_lost_message_comes_last_and_a_doubled_one_comes_twice(tmp_path: Path) -> None:
    """Losing is no end: the sender tries again. Both stand in the record as faults."""
    text = STORY.replace("  - {deliver: order_requested, order: DH-1}\n", "")
    two = (SECOND, "{lose: order_requested, order: DH-1}", "{settle: true}")
    lost = told(
        tmp_path, *two, text=text.replace("[{order: DH-1}]", "[{order: DH-1}, {order: DH-2}]")
    )
    assert arrivals(lost) == [("OrderRequested", "DH-2"), ("OrderRequested", "DH-1")]

    twice = told(tmp_path, "{duplicate: order_requested}", "{settle: true}", text=text)
    assert arrivals(twice) == [("OrderRequested", "DH-1")] * 2
    faults = [one.said for one in (*lost.entries, *twice.entries) if isinstance(one.said, Fault)]
    assert [one.kind for one in faults] == ["lose", "duplicate"]


def test_a_busy_answer_leaves_a_message_under_way(tmp_path: Path) -> None:
    """A push that finds the order held comes again; in the end the request is revoked."""
    text = story(
        slip(), "{who: minh, do: delete_slip, order: DH-1, slip: PX-1}", REVOKE,
        "{deliver: hold}", "{deliver: hold_answer}", "{deliver: hold}",
        "{deliver: slip_pushed, expect: busy}", "{deliver: slip_pushed, expect: busy}",
        "{settle: true}",
    )  # fmt: skip
    seen = made(written(tmp_path, text), tmp_path)

    assert untold(seen) == []
    assert arrivals(seen).count(("SlipPushed", "DH-1")) == 3
    assert seen.result.settled


def test_a_crash_in_a_story_loses_nothing_that_was_written_down(tmp_path: Path) -> None:
    """Warehouse goes down after the slip and knows it afterwards."""
    taken = "{who: minh, do: delete_slip, order: DH-1, slip: PX-1}"
    seen = told(tmp_path, slip(), "{crash: warehouse}", taken)

    assert untold(seen) == []
    assert [one.said.kind for one in seen.entries if isinstance(one.said, Fault)] == ["crash"]
