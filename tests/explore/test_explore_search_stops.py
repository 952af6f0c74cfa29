"""The state explorer when it is cut, stopped or interrupted, and its determinism."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import pytest
from small_worlds import fan, graph, grid, jugs, two_phase_commit

from sim.explore.model import Exploration, Model, Move
from sim.explore.search import PACE, Progress, explore

S = TypeVar("S")
T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[2]


def interrupted(model: Model[S, T], *, after: int) -> Model[S, T]:
    """The same world, in which somebody presses Ctrl-C when the n-th state is expanded."""
    calls = 0

    def steps(state: S) -> Iterable[Move[T, S]]:
        nonlocal calls
        calls += 1
        for move in model.steps(state):
            if calls == after:
                raise KeyboardInterrupt
            yield move

    return Model(initial=model.initial, steps=steps, settled=model.settled)


@pytest.mark.parametrize("bound", range(1, 19))
def test_a_bound_on_states_is_kept_and_reported(bound: int) -> None:
    """The search keeps at most so many states, and is complete exactly if that was enough."""
    found = explore(jugs(), max_states=bound)

    assert found.states == min(bound, 16)
    assert found.complete == (bound >= 16)


def test_a_bound_below_the_initial_states_cuts_them() -> None:
    """Two initial states and room for one: one state, not complete."""
    found = explore(graph({}, initial="AB"), max_states=1)

    assert (found.states, found.complete) == (1, False)


def test_stop_at_first_ends_at_the_first_broken_promise() -> None:
    """Fewer moves than the whole walk, the same story, not complete."""
    model = two_phase_commit(3, commits_early=True)

    whole = explore(model, max_states=None)
    first = explore(model, max_states=None, stop_at_first=True)

    assert first.findings == whole.findings
    assert first.transitions < whole.transitions
    assert (whole.complete, first.complete) == (True, False)


def test_stop_at_first_changes_nothing_when_all_promises_hold() -> None:
    """Settled states that owe nothing do not end the search."""
    model = two_phase_commit(3)

    assert explore(model, max_states=None, stop_at_first=True) == explore(model, max_states=None)


def check_kept(kept: Exploration[S, T], model: Model[S, T]) -> None:
    """An interrupted walk of the hasty protocol still holds the story found before."""
    whole = explore(model, max_states=None)
    assert not kept.complete
    assert PACE <= kept.states < whole.states
    assert PACE <= kept.transitions < whole.transitions
    assert kept.depth <= whole.depth
    assert kept.findings == whole.findings


def test_a_stop_signal_keeps_what_was_learned() -> None:
    """The seventh look stops the search; states, moves and stories until then are returned."""
    answers = iter([False] * 6 + [True])
    model = two_phase_commit(5, commits_early=True)

    kept = explore(model, max_states=None, should_stop=lambda: next(answers))

    check_kept(kept, model)


def test_a_stop_signal_at_once_leaves_the_initial_state() -> None:
    """Nothing is expanded when the signal is on from the beginning."""
    found = explore(jugs(), max_states=None, should_stop=lambda: True)

    assert (found.states, found.transitions, found.depth, found.complete) == (1, 1, 1, False)


def test_a_keyboard_interrupt_in_the_model_keeps_what_was_learned() -> None:
    """Ctrl-C in the middle of a state's moves: the counts and stories until then are returned."""
    model = two_phase_commit(5, commits_early=True)

    check_kept(explore(interrupted(model, after=300), max_states=None), model)


def test_moves_made_before_an_interrupt_are_counted() -> None:
    """A to B, then Ctrl-C while B's first move is made: the initial state and one move."""
    found = explore(interrupted(graph({"A": "B", "B": "C"}), after=2), max_states=None)

    assert (found.states, found.transitions, found.complete) == (2, 2, False)


def test_an_interrupt_amid_a_states_moves_keeps_those_already_made() -> None:
    """Ctrl-C before the third move of the first state: two moves, and their states, are kept."""

    def steps(_state: str) -> Iterable[Move[str, str]]:
        yield "AB", "B", (), ()
        yield "AC", "C", ("p",), ()
        raise KeyboardInterrupt

    found = explore(Model(initial=("A",), steps=steps), max_states=None)

    assert (found.states, found.transitions, found.complete) == (2, 3, False)
    assert found.findings["p"].story == ("AC",)


def test_a_keyboard_interrupt_while_progress_is_told_keeps_what_was_learned() -> None:
    """The callbacks are inside the protected part as well."""
    model = two_phase_commit(5, commits_early=True)

    def tell(progress: Progress) -> None:
        if progress.depth == 5:
            raise KeyboardInterrupt

    check_kept(explore(model, max_states=None, on_progress=tell), model)


def test_progress_never_falls_and_ends_at_the_result() -> None:
    """Numbers grow, every level is mentioned, nothing waits at a level's end."""
    told: list[Progress] = []

    found = explore(two_phase_commit(5), max_states=None, on_progress=told.append)

    assert told == sorted(told, key=lambda p: (p.states, p.transitions))
    assert [p.depth for p in told if p.waiting == 0] == list(range(1, found.depth + 1))
    assert (told[-1].states, told[-1].transitions) == (found.states, found.transitions)


def test_progress_tells_how_much_of_a_level_is_left() -> None:
    """Levels of 1 and of 2 × PACE + 10 states: four portions."""
    told: list[Progress] = []

    explore(fan(2 * PACE + 10), max_states=None, on_progress=told.append)

    assert [(p.depth, p.waiting) for p in told] == [(1, 0), (2, PACE + 10), (2, 10), (2, 0)]


def test_an_error_of_the_model_passes_through() -> None:
    """A model that fails is not taken for a world without moves."""

    def steps(_state: str) -> Iterable[Move[str, str]]:
        raise LookupError("no such state")

    with pytest.raises(LookupError, match="no such state"):
        explore(Model(initial=("A",), steps=steps), max_states=None)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: explore(graph({}, initial=""), max_states=None), "at least one initial state"),
        (lambda: explore(jugs(), max_states=0), "at least 1, not 0"),
    ],
)
def test_a_search_that_could_find_nothing_is_refused(
    call: Callable[[], object], message: str
) -> None:
    """No initial state, or no room for one, is a mistake of the caller."""
    with pytest.raises(ValueError, match=message):
        call()


# --- determinism ---------------------------------------------------------------------------------

PROGRAM = """
from small_worlds import grid
from sim.explore.search import explore
print(explore(grid(4), max_states=None))
print(explore(grid(4), max_states=20))
"""


def test_the_result_does_not_depend_on_the_hash_seed() -> None:
    """States of text and frozensets, whole and cut short: the same under several hash seeds."""
    path = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])

    texts = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }

    assert len(texts) == 1
    assert "never full" in texts.pop()


def test_two_walks_of_one_model_are_equal() -> None:
    """Nothing of the first walk is left in the model or the module."""
    model = grid(3)

    assert explore(model, max_states=None) == explore(model, max_states=None)
