"""The search against a slow judge, on histories made to pass, and at its limits."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from checks.history.brute import explained
from checks.history.published import REGISTER, STORE, by_key
from hypothesis import given
from hypothesis import strategies as st

from sim.checks.history.check import check
from sim.checks.history.model import Model
from sim.checks.history.operation import Operation
from sim.checks.history.search import Search

SAID = st.one_of(
    st.just(("read", ())),
    st.tuples(st.just("write"), st.tuples(st.integers(1, 2))),
    st.tuples(st.just("cas"), st.tuples(st.integers(1, 2), st.integers(1, 2))),
)
ANSWER = st.tuples(st.booleans(), st.sampled_from([(), (1,), (2,)]))


def operation(
    n: int, said: object, answer: object, invoked: int, completed: int | None
) -> Operation:
    return Operation(n, f"p{n}", said, answer, invoked, completed)


@st.composite
def anything(draw: st.DrawFn) -> list[Operation]:
    """Any few operations: most such histories nobody can explain."""
    made = []
    for n in range(draw(st.integers(0, 5))):
        invoked = draw(st.integers(0, 8))
        completed = draw(st.none() | st.integers(invoked, 9))
        made.append(operation(n, draw(SAID), draw(ANSWER), invoked, completed))
    return made


@st.composite
def happened(draw: st.DrawFn) -> list[Operation]:
    """Operations that did happen, one after another, each seen in an interval around its moment."""
    state: tuple[int, ...] = ()
    made = []
    for n in range(draw(st.integers(0, 30))):
        said, at = draw(SAID), 10 * n
        ok = said[0] != "cas" or state == said[1][:1]
        known = draw(st.booleans()) or draw(st.booleans())
        takes_place = known or draw(st.booleans())
        if takes_place and said[0] != "read" and ok:
            state = said[1][-1:]
        early, late = draw(st.integers(0, 50)), draw(st.integers(0, 50))
        completed = at + late if known else None
        made.append(operation(n, said, (ok, state), at - early, completed))
    return draw(st.permutations(made))


@given(anything())
def test_agrees_with_every_order(history: list[Operation]) -> None:
    """On any small history the search and the trial of every order give one verdict."""
    verdict = "pass" if explained(REGISTER, history) else "fail"
    assert check(REGISTER, history, shrinking=0).verdict == verdict


@given(happened())
def test_what_happened_can_be_explained(history: list[Operation]) -> None:
    """A history of operations that each took effect within their interval passes."""
    assert check(REGISTER, history).verdict == "pass"


# --- what happens by itself, and what is left open ----------------------------------------------

Tray = tuple[tuple[int, ...], tuple[int, ...]]  # what lies in the outbox, what has arrived


def tray_step(state: Tray, one: Operation) -> tuple[Tray, ...]:
    """`put` lays a number down; `get` takes any number that has arrived."""
    outbox, arrived = state
    what, number = one.said
    if what == "put":
        return ((tuple(sorted((*outbox, number))), arrived),)
    taken = set(arrived) if one.completed is None else set(arrived) & {one.answer}
    return tuple((outbox, without(arrived, got)) for got in sorted(taken))


def tray_hidden(state: Tray) -> tuple[Tray, ...]:
    """One number after another arrives, in any order, whenever it likes."""
    outbox, arrived = state
    return tuple(
        (without(outbox, one), tuple(sorted((*arrived, one)))) for one in sorted(set(outbox))
    )


def without(numbers: tuple[int, ...], one: int) -> tuple[int, ...]:
    at = numbers.index(one)
    return (*numbers[:at], *numbers[at + 1 :])


TRAY: Model[Tray] = Model(
    init=((), ()), step=tray_step, before=lambda state, _due, _others: ((), tray_hidden(state))
)


@st.composite
def trays(draw: st.DrawFn) -> list[Operation]:
    made = []
    for n in range(draw(st.integers(0, 5))):
        said = (draw(st.sampled_from(["put", "get"])), draw(st.integers(1, 2)))
        invoked = draw(st.integers(0, 8))
        completed = draw(st.none() | st.integers(invoked, 9))
        made.append(operation(n, said, draw(st.integers(1, 2)), invoked, completed))
    return made


@given(trays())
def test_hidden_moves_and_open_answers(history: list[Operation]) -> None:
    """With moves that nobody invoked and steps with several outcomes the verdict is still exact."""
    verdict = "pass" if explained(TRAY, history, tray_hidden) else "fail"
    assert check(TRAY, history, shrinking=0).verdict == verdict


# --- parts --------------------------------------------------------------------------------------

KV_SAID = st.tuples(st.sampled_from(["get", "put", "append"]), st.sampled_from("ab"), st.just("x"))


def keyed(state: tuple[str, str], one: Operation) -> tuple[tuple[str, str], ...]:
    """The store of both keys as one object."""
    at = "ab".index(one.said[1])
    after = STORE.step(state[at], one)
    return tuple((*state[:at], text, *state[at + 1 :]) for text in after)


@given(
    st.lists(st.tuples(KV_SAID, st.sampled_from(["", "x", "xx"]), st.integers(0, 8)), max_size=6)
)
def test_parts_have_the_verdict_of_the_whole(made: Sequence[tuple[object, str, int]]) -> None:
    """A store judged key by key has the verdict of the same store judged as one object."""
    history = [
        operation(n, said, (True, text), at, at + 2) for n, (said, text, at) in enumerate(made)
    ]
    whole = Model(init=("", ""), step=keyed)
    assert check(STORE, history).verdict == check(whole, history).verdict
    assert sum(len(part.operations) for part in by_key(history)) == len(history)


# --- limits -------------------------------------------------------------------------------------


def test_intervals_are_closed() -> None:
    """Two operations that touch in one moment overlap, so either may have come first."""
    read = operation(1, ("read", ()), (True, ()), 5, 6)
    write = operation(0, ("write", (1,)), (True, ()), 1, 5)
    assert check(REGISTER, [write, read]).verdict == "pass"
    assert check(REGISTER, [write._replace(completed=4), read]).verdict == "fail"


def test_unknown_may_happen_late_or_never() -> None:
    """A write whose answer was lost explains a read much later, and also its absence."""
    lost = operation(0, ("write", (1,)), None, 0, None)
    before = operation(1, ("read", ()), (True, ()), 5, 6)
    after = operation(2, ("read", ()), (True, (1,)), 7, 8)
    assert check(REGISTER, [lost, before, after]).verdict == "pass"
    assert check(REGISTER, [lost, before]).verdict == "pass"
    assert check(REGISTER, [before, after, lost._replace(invoked=9)]).verdict == "fail"


@pytest.mark.parametrize("unknown", [20, 40])
def test_many_unknown_outcomes_stay_cheap(unknown: int) -> None:
    """Refuting a history costs no power of the number of writes whose outcome is unknown."""
    lost = [operation(n, ("write", (n % 4,)), None, n, None) for n in range(unknown)]
    read = operation(unknown, ("read", ()), (True, (9,)), 100, 101)
    search = Search(REGISTER, [*lost, read])
    assert search.go(100 * unknown) == "fail"


def test_long_histories_need_no_deep_stack() -> None:
    """Five thousand operations in a row are no deeper for Python than five."""
    history = [operation(n, ("write", (n,)), (True, ()), 2 * n, 2 * n + 1) for n in range(5_000)]
    assert check(REGISTER, history).verdict == "pass"


def hard(n: int) -> list[Operation]:
    """Return concurrent appends that no get fits: every order of them has to be tried."""
    texts = "bcdefghijklm"[:n]
    appends = [
        operation(k, ("append", "a", text), (True, ""), 0, 9) for k, text in enumerate(texts)
    ]
    return [*appends, operation(n, ("get", "a", ""), (True, "no"), 10, 11)]


def test_a_budget_used_up_is_unknown() -> None:
    """If the steps do not suffice the verdict is unknown, and a larger budget finds it."""
    assert check(STORE, hard(6), budget=1_000).verdict == "unknown"
    assert check(STORE, hard(6), budget=10_000).verdict == "fail"


def test_a_small_bad_part_is_found_beside_an_endless_one() -> None:
    """Parts take turns: what one of them costs does not keep another from being refuted."""
    bad = operation(50, ("get", "b", ""), (True, "x"), 0, 1)
    found = check(STORE, [*hard(12), bad])
    assert found.verdict == "fail"
    assert [one.verdict for one in found.parts] == ["unknown", "fail"]
    assert found.unexplained is not None
    assert found.unexplained.part == "b"
