"""What is told of a history that nothing explains: a few operations that cannot all be right."""

from __future__ import annotations

from checks.history.brute import explained
from checks.history.published import REGISTER, register_read
from checks.history.test_history_search import anything, operation
from hypothesis import given

from sim.checks.history.check import check
from sim.checks.history.operation import Operation
from sim.checks.history.unexplained import Unexplained


def wrote(n: int, value: int, at: int) -> Operation:
    return operation(n, ("write", (value,)), (True, ()), at, at + 1)


def saw(n: int, value: int, at: int) -> Operation:
    return operation(n, ("read", ()), (True, (value,)), at, at + 1)


def freed(told: Unexplained, history: list[Operation], kept: list[Operation]) -> list[Operation]:
    """Let what was answered by then, but for some, have happened at any time or not at all.

    What only read is left out.
    What had begun by then and was answered later may have happened from its beginning on.
    """
    end = told.stuck.completed
    assert end is not None
    result = []
    for one in history:
        if one in kept:
            result.append(one)
        elif one.completed is not None and one.completed <= end:
            if register_read(one):
                continue
            result.append(one._replace(invoked=-1, completed=None))
        elif one.invoked <= end:
            result.append(one._replace(completed=None))
    return result


def test_a_stale_read_comes_with_both_writes() -> None:
    """A read of an old value is told with the write it saw and the write it should have seen."""
    noise = [wrote(0, 7, 0), saw(1, 7, 2), wrote(2, 8, 4)]
    stale = [wrote(3, 1, 6), wrote(4, 2, 8), saw(5, 1, 10)]
    told = check(REGISTER, [*noise, *stale, wrote(6, 3, 12)]).unexplained
    assert told is not None
    assert told.operations == tuple(stale)
    assert told.stuck == stale[-1]
    assert told.of == 7


def test_a_value_from_nowhere_needs_no_company() -> None:
    """A read of what nobody wrote stands alone."""
    told = check(REGISTER, [wrote(0, 1, 0), saw(1, 5, 2), saw(2, 1, 4)]).unexplained
    assert told is not None
    assert [one.n for one in told.operations] == [1]


def test_what_is_explained_so_far() -> None:
    """The order told has everything that was answered before the answer that does not fit."""
    history = [wrote(0, 1, 0), wrote(1, 2, 2), saw(2, 1, 4), saw(3, 2, 6)]
    told = check(REGISTER, history).unexplained
    assert told is not None
    assert [one.n for one in told.order] == [0, 1]
    assert told.stuck.n == 2


@given(anything())
def test_what_is_told_fails_whatever_the_rest_did(history: list[Operation]) -> None:
    """The operations told cannot be explained, however free the others are; without one they can.

    What was answered before the answer that does not fit can be explained on its own.
    """
    told = check(REGISTER, history).unexplained
    if told is None:
        return
    kept = list(told.operations)
    assert not explained(REGISTER, freed(told, history, kept))
    for one in kept:
        if one == told.stuck and one.said[0] == "cas" and register_read(one):
            continue  # its answer is what rules the others out; told without it, it would be missed
        fewer = [other for other in kept if other != one]
        assert explained(REGISTER, freed(told, history, fewer))
    assert explained(REGISTER, list(told.order))
