"""What is told of a part that cannot be explained: where it gets stuck, and which few suffice.

An operation is left out of what is told only if the others cannot be explained *whatever* it did.
One that only read is dropped. Any other is let free to have happened at any moment, with any
answer, or not at all, and the rest must still fail: dropping it would drop the write that a read
did see, and end with a lone read that nobody could have answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sim.checks.history.model import Model, State
from sim.checks.history.operation import Operation
from sim.checks.history.search import Search

A_TRY = 2_000  # steps to see that a smaller list still fails, or four times those of all of it


class Unexplained(NamedTuple):
    """Operations that no order explains.

    `part` is the name of their part and `of` its number of operations. `operations` cannot be
    explained whatever the other operations of the part did. `order` explains all that was answered
    before `stuck` was; nothing explains that answer too.
    """

    part: str
    of: int
    operations: tuple[Operation, ...]
    order: tuple[Operation, ...]
    stuck: Operation


def unexplained(model: Model[State], name: str, failed: Search[State], budget: int) -> Unexplained:
    """Make a failure small, within a budget of steps.

    The result is minimal unless the budget, or that of one try, was used up; the answer that
    nothing explains always stays in it.
    """
    stuck, order, spent = _last_straw(model, failed, budget)
    budget -= spent
    until = _until(failed.operations, stuck)
    kept = [one for one in until if one.completed is not None]
    for less in _proposals(model, kept, stuck):
        search = Search(model, _freed(model, until, less))
        if search.go(min(max(A_TRY, 4 * failed.steps), budget)) == "fail":
            kept[:] = less
        budget -= search.steps
        if budget <= 0:
            break
    return Unexplained(name, len(failed.operations), tuple(kept), order, stuck)


def _last_straw(
    model: Model[State], failed: Search[State], budget: int
) -> tuple[Operation, tuple[Operation, ...], int]:
    """Return the first answer up to which nothing explains, an order before it, and the steps.

    It may come after the answer at which the search got stuck: that one may have been out of the
    question only for what a pending operation answers later.
    """
    stuck, order, spent = failed.stuck, failed.order, 0
    assert stuck is not None
    answered = sorted((o for o in failed.operations if o.completed is not None), key=_completion)
    for until in answered[answered.index(stuck) : -1]:
        search = Search(model, _until(failed.operations, until))
        verdict = search.go(min(max(A_TRY, 4 * failed.steps), max(budget - spent, 1)))
        spent += search.steps
        if verdict == "fail":
            return until, order, spent
        if verdict == "pass":
            order = search.order
    return answered[-1], order, spent


def _proposals(
    model: Model[State], kept: list[Operation], stuck: Operation
) -> Iterator[list[Operation]]:
    """Propose smaller lists; what only read goes first, since to drop it costs the least.

    `kept` is the list so far; whoever accepts a proposal changes it.
    """
    yield from _smaller(kept, [one for one in kept if one != stuck and model.only_read(one)])
    yield from _smaller(kept, [one for one in kept if one != stuck])


def _smaller(kept: list[Operation], some: list[Operation]) -> Iterator[list[Operation]]:
    """Propose the list without a half of some operations, a quarter … each, until all must stay."""
    size = max(len(some) // 2, 1)
    while some:
        before, at = len(some), 0
        while at < len(some):
            chunk = some[at : at + size]
            yield [one for one in kept if one not in chunk]
            if chunk[0] in kept:
                at += size
            else:
                del some[at : at + size]
        if size == 1 and len(some) == before:
            return
        size = max(size // 2, 1)


def _until(operations: tuple[Operation, ...], stuck: Operation) -> list[Operation]:
    """Return the history up to the answer that nothing explains: later answers are not known."""
    answered = [one for one in operations if one.completed is not None]
    answered.sort(key=_completion)  # stable: of equal times the first listed comes first
    known = set(answered[: answered.index(stuck) + 1])
    end = _completion(stuck)
    return [
        one if one in known else one._replace(completed=None, answer=None)
        for one in operations
        if one.invoked <= end
    ]


def _completion(one: Operation) -> int:
    assert one.completed is not None
    return one.completed


def _freed(model: Model[State], until: list[Operation], kept: list[Operation]) -> list[Operation]:
    """Return the history with all but some operations dropped, or free to have happened."""
    start = min(one.invoked for one in until)
    numbers = {one.n for one in kept}
    return [
        one
        if one.n in numbers or one.completed is None
        else one._replace(invoked=start, completed=None, answer=None)
        for one in until
        if one.n in numbers or not model.only_read(one)
    ]
