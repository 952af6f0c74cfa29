"""Shrinking: the fewest people, orders, lines, faults and steps that break the same promise."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from broken_runs import again, broken, failure, first_breaks, stage_of, steps_of, told
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sim.explore.passes import PASSES
from sim.explore.shrink import Shrunk, shrink
from sim.explore.stories import Move, Moves, Said, kind, retold
from sim.result import Failure, Result, Size
from sim.rules.messages import (
    Command,
    CreateOrder,
    Envelope,
    HandOver,
    OrderRequested,
    SaveRequest,
    SaveSlip,
)
from sim.rules.step import Fault
from sim.rules.values import Line, SlipLine

PLANTED = (
    ("revoke-rush", "look-then-delete"),
    ("revoke-rush", "clerk-ignores-hold"),
    ("revoke-rush", "slip-not-seen"),
    ("revoke-rush", "order-deleted-first"),
    ("revoke-rush", "revoked-for-ever"),
    ("rough-network-day", "older-news-applied"),
    ("rough-network-day", "tab-hides-edits"),
    ("rough-network-day", "push-makes-again"),
    ("parent-orders-day", "parent-sent"),
)
RACES = ("look-then-delete", "clerk-ignores-hold", "older-news-applied", "push-makes-again")
MOST_STEPS = 8
MOST_TRIES = 500


# --- small stories, and what breaks them --------------------------------------------------------


def enter(order: str, *quantities: int, by: str = "lan") -> CreateOrder:
    lines = tuple(Line(no, f"HH-0{no}", quantity) for no, quantity in enumerate(quantities, 1))
    return CreateOrder(by=by, role="salesperson", order=order, customer="KH-01", lines=lines)


def save(order: str, by: str = "lan") -> SaveRequest:
    return SaveRequest(by=by, role="salesperson", order=order)


def issue(order: str, slip: str, *quantities: int, by: str = "minh", command: str = "") -> SaveSlip:
    lines = tuple(SlipLine(no, f"HH-0{no}", quantity) for no, quantity in enumerate(quantities, 1))
    return SaveSlip(
        by=by,
        role="clerk",
        order=order,
        slip=slip,
        type="sale",
        lines=lines,
        issue_command=command,
    )


def arrival(order: str) -> Envelope:
    message = OrderRequested(order=order, request=1, customer="KH-01", lines=())
    return Envelope("sales", "warehouse", "order_to_warehouse", message)


def moves(*said: Said) -> Moves:
    return tuple(Move(at, one) for at, one in enumerate(said))


class Judged:
    """Breaks whenever something is true of what was said; counts how often it was asked."""

    def __init__(self, breaks: Callable[[list[Said]], bool]) -> None:
        self.breaks = breaks
        self.seen: list[tuple[Said, ...]] = []

    def __call__(self, story: Sequence[Move]) -> Moves | None:
        said = [one.said for one in story]
        self.seen.append(tuple(said))
        return tuple(story) if self.breaks(said) else None


def small(story: Moves, breaks: Callable[[list[Said]], bool], order: str = "") -> Shrunk:
    found = shrink(Judged(breaks), story, order=order)
    assert found is not None
    return found


def said(found: Shrunk) -> list[Said]:
    return [one.said for one in found.story]


def slips(story: Sequence[Said]) -> list[SaveSlip]:
    return [one for one in story if isinstance(one, SaveSlip)]


# --- what is dropped ----------------------------------------------------------------------------


def test_a_story_that_does_not_break_is_not_shrunk() -> None:
    """None, after the order's own steps and the whole were played."""
    judged = Judged(lambda _: False)

    assert shrink(judged, moves(enter("DH-1", 1), enter("DH-2", 1)), order="DH-1") is None
    assert [len(one) for one in judged.seen] == [1, 2]


def test_the_order_that_the_break_is_about_is_tried_first() -> None:
    """A month is never played as a whole if one order of it tells the failure."""
    story = moves(*(enter(f"DH-{n}", 1) for n in range(1, 400)), save("DH-7"))
    judged = Judged(lambda tale: save("DH-7") in tale)
    found = shrink(judged, story, order="DH-7")

    assert found is not None
    assert said(found) == [save("DH-7")]
    assert max(map(len, judged.seen)) == 2


def test_orders_that_are_needed_stay_and_the_others_go() -> None:
    """A break that takes two orders out of fifty, of which only one is named."""
    story = moves(*(enter(f"DH-{n}", 1) for n in range(50)), save("DH-49"))
    found = small(
        story, lambda tale: enter("DH-3", 1) in tale and save("DH-49") in tale, order="DH-49"
    )

    assert said(found) == [enter("DH-3", 1), save("DH-49")]
    assert found.shrinkage.before.orders == 50
    assert found.shrinkage.after.orders == 2


def test_people_who_do_nothing_for_it_leave_and_those_of_a_role_become_one() -> None:
    """Fewer people matter more than anything else; roles stay what they are."""
    story = moves(
        enter("DH-1", 1, by="lan"), save("DH-1", by="hoa"), issue("DH-1", "PX-1", 1, by="minh"),
        issue("DH-1", "PX-2", 1, by="tú"), HandOver(by="mai", role="salesperson", order="DH-1"),
    )  # fmt: skip
    found = small(
        story,
        lambda tale: len(slips(tale)) == 2 and any(isinstance(one, SaveRequest) for one in tale),
    )

    people = {one.by: one.role for one in said(found) if isinstance(one, Command)}
    assert people == {"hoa": "salesperson", "minh": "clerk"}
    assert found.shrinkage.after.people == 2


def test_a_line_goes_from_the_order_and_from_its_slips() -> None:
    """Only the line that is over-issued is left, wherever it stood."""

    def over(tale: list[Said]) -> bool:
        ordered = {line.no: line.quantity for one in tale if isinstance(one, CreateOrder)
                   for line in one.lines}  # fmt: skip
        return any(
            line.quantity > ordered.get(line.no, 99) for one in slips(tale) for line in one.lines
        )

    found = small(moves(enter("DH-1", 5, 5, 5), issue("DH-1", "PX-1", 5, 7, 5)), over)
    order, slip = said(found)

    assert isinstance(order, CreateOrder)
    assert isinstance(slip, SaveSlip)
    assert [line.no for line in order.lines] == [line.no for line in slip.lines] == [2]
    assert [line.quantity for line in (*order.lines, *slip.lines)] == [1, 2]


def test_faults_go_before_steps_do() -> None:
    """A story with a fault less is smaller, however many steps it has."""
    lost = Fault("lose", "warehouse", arrival("DH-1"))
    twice = [save("DH-1")] * 2
    found = small(
        moves(enter("DH-1", 1), lost, *twice),
        lambda tale: enter("DH-1", 1) in tale and (lost in tale or tale[-2:] == twice),
    )

    assert said(found) == [enter("DH-1", 1), *twice]


def test_details_and_quantities_that_do_not_matter_are_plain() -> None:
    """No issue command, and quantities of one."""
    story = moves(enter("DH-1", 40), issue("DH-1", "PX-1", 17, command="LX-1"))
    found = small(story, lambda tale: bool(slips(tale)) and len(tale) == 2)

    assert said(found) == [enter("DH-1", 1), issue("DH-1", "PX-1", 1)]


def test_a_quantity_that_matters_is_as_low_as_it_can_be() -> None:
    """Exactly at the border, found without trying every number."""
    judged = Judged(lambda tale: any(one.lines[0].quantity >= 613 for one in slips(tale)))
    found = shrink(judged, moves(issue("", "PX-1", 100_000)))

    assert found is not None
    (slip,) = slips(said(found))
    assert slip.lines[0].quantity == 613
    assert len(judged.seen) < 1_000


def test_no_over_issue_is_made_up() -> None:
    """What was ordered is not lowered below what is issued."""
    story = moves(enter("DH-1", 9), issue("DH-1", "PX-1", 4))
    found = small(story, lambda tale: len(tale) == 2 and slips(tale)[0].lines[0].quantity >= 4)
    order, slip = said(found)

    assert isinstance(order, CreateOrder)
    assert isinstance(slip, SaveSlip)
    assert order.lines[0].quantity == slip.lines[0].quantity == 4


def test_large_quantities_that_hang_together_cost_tries_by_their_digits() -> None:
    """999,999 of 1,000,000 rounds to all of it; the smallest such share is 199 of 200."""

    def rounds_to_all(said: list[Said]) -> bool:
        ordered = [
            line.quantity for one in said if isinstance(one, CreateOrder) for line in one.lines
        ]
        issued = [line.quantity for one in slips(said) for line in one.lines]
        return sum(issued) < sum(ordered) and 200 * sum(issued) >= 199 * sum(ordered)

    found = small(moves(enter("DH-1", 1_000_000), issue("DH-1", "PX-1", 999_999)), rounds_to_all)
    quantities = [line.quantity for one in found.story for line in one.said.lines]  # type: ignore[union-attr]
    assert quantities == [200, 199]
    assert found.shrinkage.tries < 100


# --- the books ----------------------------------------------------------------------------------


@given(st.sets(st.integers(0, 11), min_size=1), st.integers(0, 3))
def test_what_is_left_is_what_the_break_needs(needed: set[int], kinds: int) -> None:
    """Whichever steps a break needs, they are found, and no other step is kept."""
    story = moves(*(save(f"DH-{n % (kinds + 1)}", by=f"p{n}") for n in range(12)))

    def retell(tale: Sequence[Move]) -> Moves | None:
        return tuple(tale) if needed <= {one.origin for one in tale} else None

    found = shrink(retell, story)
    assert found is not None
    assert {one.origin for one in found.story} == needed
    assert found.shrinkage.minimal


def test_the_passes_account_for_all_that_was_taken_away() -> None:
    """Before less what each pass removed is what is left; successes are tries."""
    for name, rules in PLANTED[:3]:
        for one in told(broken(name, rules)):
            books = one.shrunk
            assert books is not None
            removed = Size()
            for line in books.passes:
                removed = removed.plus(line.removed)
                assert 0 <= line.successes <= line.tries
            assert books.before.less(removed) == books.after
            assert books.after < books.before
            assert books.tries == sum(line.tries for line in books.passes)
            assert {line.name for line in books.passes} <= {
                "own order", "whole story", *(name for name, _ in PASSES)
            }  # fmt: skip


def test_each_candidate_is_played_once() -> None:
    """A story that was tried is known."""
    judged = Judged(lambda tale: save("DH-1") in tale and enter("DH-1", 3, 3) in tale)
    shrink(judged, moves(enter("DH-1", 3, 3), *[save("DH-1")] * 9, enter("DH-2", 1)))

    assert len(judged.seen) == len(set(judged.seen))


def test_when_the_budget_is_used_up_the_best_so_far_is_told_as_not_minimal() -> None:
    """It still breaks, and says that it may not be the smallest."""
    story = moves(*(save(f"DH-{n}") for n in range(64)))
    judged = Judged(lambda tale: save("DH-9") in tale)
    found = shrink(judged, story, most=100)

    assert found is not None
    assert not found.shrinkage.minimal
    assert judged.breaks(said(found))
    assert sum(map(len, judged.seen)) <= 100


# --- failures of simulations --------------------------------------------------------------------


@pytest.mark.parametrize(("name", "rules"), PLANTED)
def test_whichever_single_step_is_dropped_the_promise_holds(name: str, rules: str) -> None:
    """1-minimal, for every failure and gap, each played on its own terms."""
    result = broken(name, rules)
    for one in told(result):
        steps = steps_of(one)
        assert one.shrunk is not None
        assert one.shrunk.minimal, one.promise
        assert one.promise in again(result, one).breaks, one.promise
        for at in range(len(steps)):
            rest = [*steps[:at], *steps[at + 1 :]]
            assert one.promise not in again(result, one, rest).breaks, (one.promise, at)


@pytest.mark.parametrize(("name", "rules"), PLANTED)
def test_the_same_promise_breaks_in_the_same_way(name: str, rules: str) -> None:
    """On the same kind of command or message in the same app, or at rest, as in the run."""
    result, seen = broken(name, rules), first_breaks(name, rules)
    for one in told(result):
        assert again(result, one).violations[one.promise] == seen[one.promise]


def test_shrinking_comes_to_the_same_every_time() -> None:
    """Story, passes and tries."""
    result = broken("revoke-rush", "look-then-delete")
    broken.cache_clear()

    assert broken("revoke-rush", "look-then-delete").failures == result.failures


def test_a_story_in_which_a_message_says_something_else_is_played_on() -> None:
    """With an order of one piece the create message is another, and stands for the first."""
    result = broken("revoke-rush", "look-then-delete")
    one = failure(result, "no-revoke-over-a-slip")
    wanted = again(result, one).violations[one.promise]
    story = [Move(at, step.said) for at, step in enumerate(steps_of(one))]
    changed = [
        move._replace(said=replace(move.said, lines=(replace(move.said.lines[0], quantity=5),)))
        if isinstance(move.said, CreateOrder)
        else move
        for move in story
    ]
    found = retold(lambda: stage_of(result), changed, wanted)

    assert found is not None
    assert [kind(move.said) for move in found] == [kind(move.said) for move in story]
    assert found != tuple(story)


# --- the busy end of a month --------------------------------------------------------------------


def shortest(result: Result) -> Failure:
    return min(told(result), key=lambda one: len(one.story) + 99 * (one.kind == "gap"))


def test_the_busy_month_end_comes_down_to_eight_steps() -> None:
    """12,000 steps of 13 people; counted in tries, so that no machine is too slow for it."""
    result = broken("month-end", "look-then-delete")
    one = failure(result, "no-revoke-over-a-slip")

    assert result.entries > 10_000
    assert one.shrunk is not None
    assert one.shrunk.before.people == 13
    assert len(one.story) <= MOST_STEPS
    assert one.shrunk.after.people == 2
    assert one.shrunk.after.orders == 1
    assert one.shrunk.tries <= MOST_TRIES


@pytest.mark.slow
@pytest.mark.parametrize("rules", RACES)
def test_every_race_of_the_month_end_comes_down_to_eight_steps(rules: str) -> None:
    """The failure that a tester looks at first, of each race in the zoo."""
    result = broken("month-end", rules)
    one = shortest(result)

    assert len(one.story) <= MOST_STEPS, one.promise
    for other in told(result):
        assert other.shrunk is not None
        assert other.shrunk.tries <= MOST_TRIES
        assert other.shrunk.minimal
