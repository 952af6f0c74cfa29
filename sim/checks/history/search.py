"""The search for an order of one part: Wing and Gong's, with Lowe's memory of where it has been.

Calls and returns lie in a doubly linked list by time. Every call that stands before the first
return may come next; the operation of that return is due, since no later return can be passed
without it. Placing an operation lifts its entries out of the list; going back puts them in again.
What was placed, and the state it led to, is remembered, and is not entered twice.

Operations without an outcome stay in the list to the end, so a plain search costs 2 to the power
of their number. Two things prevent that. They are tried last, when nothing else leads on. And of
two ways to the same place the one that used fewer of them can do all that the other can, so the
other is not entered; of several that said the same, the one invoked first is used first.

What does not live here: several parts and their budgets (`check`), what a failure means to people
(`unexplained`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Generic, NamedTuple

from sim.checks.history.model import Model, State
from sim.checks.history.operation import Operation
from sim.checks.verdict import Verdict

HIDDEN = -1
"""What was placed by a move that nobody invoked."""

CALL, RETURN = 0, 1  # at equal times calls come first: the intervals are closed


class Frame(NamedTuple):
    """A place on the way: what was placed to get there, all so far as bits, what may come next.

    `done` are the operations with an outcome, `free` those without.
    """

    placed: int
    done: int
    free: int
    moves: Iterator[tuple[int, Any]]


class Search(Generic[State]):
    """A search that can be interrupted: `go` takes some steps of it.

    `verdict` is "unknown" until it is done. `order` are the operations placed by the way that got
    past the most returns, and `stuck` the operation whose return it could not pass: everything
    answered before can be explained, and that answer with it cannot.
    """

    def __init__(self, model: Model[State], operations: Sequence[Operation]) -> None:
        self.operations = tuple(operations)
        self.verdict: Verdict = "unknown"
        self.steps = 0
        self.order: tuple[Operation, ...] = ()
        self.stuck: Operation | None = None
        self._model = model
        self._link_up()
        self._alike = _alike(self.operations)
        self._left = sum(one.completed is not None for one in self.operations)
        self._furthest = -1
        self._seen: dict[Any, list[int]] = {}
        self._stack: list[Frame] = []
        self._enter(HIDDEN, 0, 0, model.init)

    def go(self, steps: int) -> Verdict:
        """Take up to so many steps, each one move tried; return the verdict so far."""
        for _ in range(steps):
            if self.verdict != "unknown":
                break
            self.steps += 1
            here = self._stack[-1]
            move = next(here.moves, None)
            if move is None:
                self._go_back()
            else:
                self._enter(move[0], here.done, here.free, move[1])
        return self.verdict

    # --- the way --------------------------------------------------------------------------------

    def _enter(self, placed: int, done: int, free: int, state: State) -> None:
        """Go on to a place, unless one as good was entered before."""
        if placed != HIDDEN:
            if self._return[placed]:
                done |= 1 << placed
            else:
                free |= 1 << placed
        known = self._seen.setdefault((done, self._model.identity(state)), [])
        if any(used & free == used for used in known):
            return
        known.append(free)
        if placed != HIDDEN:
            self._lift(placed)
        due, others, unknown = self._candidates()
        moves = self._moves(state, due, others, unknown)
        self._stack.append(Frame(placed, done, free, moves))
        self._note(due)

    def _go_back(self) -> None:
        placed = self._stack.pop().placed
        if placed != HIDDEN:
            self._put_back(placed)
        if not self._stack:
            self.verdict = "fail"

    def _note(self, due: int) -> None:
        """Remember the way if none got past more returns; all returns passed is a success."""
        passed = self._return[due] if self._left else len(self._next)
        if passed <= self._furthest:
            return
        self._furthest = passed
        placed = (frame.placed for frame in self._stack)
        self.order = tuple(self.operations[one] for one in placed if one != HIDDEN)
        self.stuck = self.operations[due] if self._left else None
        if not self._left:
            self.verdict = "pass"

    def _moves(
        self, state: State, due: int, others: list[int], unknown: list[int]
    ) -> Iterator[tuple[int, State]]:
        """Yield what may come next and the state it leads to, the likeliest first."""
        step, operations = self._model.step, self.operations
        rest = [*others, *unknown]
        put_off, hidden = self._model.before(state, operations[due], [operations[i] for i in rest])
        tried = [one for at, one in enumerate(rest) if at not in put_off]
        for one in (due, *(one for one in tried if self._return[one])):
            for after in step(state, operations[one]):
                yield one, after
        for after in hidden:
            yield HIDDEN, after
        for one in tried:
            if not self._return[one]:
                for after in step(state, operations[one]):
                    yield one, after

    # --- the list -------------------------------------------------------------------------------

    def _link_up(self) -> None:
        """Lay calls and returns out by time: entry 0 is the head, links are entry numbers."""
        events = [(one.invoked, CALL, at) for at, one in enumerate(self.operations)]
        events += [
            (one.completed, RETURN, at)
            for at, one in enumerate(self.operations)
            if one.completed is not None
        ]
        events.sort()
        self._whose = [HIDDEN, *(at for _, _, at in events)]
        self._call = [0] * len(self.operations)
        self._return = [0] * len(self.operations)  # 0: never
        for entry, (_, kind, at) in enumerate(events, 1):
            (self._return if kind == RETURN else self._call)[at] = entry
        entries = len(events) + 1
        self._next = [*range(1, entries), 0]
        self._back = [entries - 1, *range(entries - 1)]

    def _candidates(self) -> tuple[int, list[int], list[int]]:
        """Return the operation that is due, the others that may come next, those without outcome.

        Nothing is due once every return has been passed.
        """
        others: list[int] = []
        unknown: list[int] = []
        said: set[int] = set()
        if not self._left:
            return HIDDEN, others, unknown
        entry = self._next[0]
        while entry != self._return[whose := self._whose[entry]]:
            if self._return[whose]:
                others.append(whose)
            elif self._alike[whose] not in said:
                said.add(self._alike[whose])
                unknown.append(whose)
            entry = self._next[entry]
        others.remove(whose)
        return whose, others, unknown

    def _lift(self, one: int) -> None:
        for entry in filter(None, (self._call[one], self._return[one])):
            before, after = self._back[entry], self._next[entry]
            self._next[before], self._back[after] = after, before
        self._left -= self._return[one] > 0

    def _put_back(self, one: int) -> None:
        for entry in filter(None, (self._return[one], self._call[one])):
            before, after = self._back[entry], self._next[entry]
            self._next[before] = self._back[after] = entry
        self._left += self._return[one] > 0


def _alike(operations: tuple[Operation, ...]) -> list[int]:
    """Return a number per operation, the same for those that said the same."""
    numbers: dict[Any, int] = {}
    return [numbers.setdefault(one.said, len(numbers)) for one in operations]
