"""What walks have covered: the marks they passed, and the pairs of events they saw in both orders.

A sample proves nothing, so it has to say what it has seen. A *mark* is a small summary of a state;
a pair of events about one subject is a race, and a race is tested once either has come first. Both
are known by the walk that saw them first: how many the later walks add tells whether more walks
are worth their time. What does *not* live here: what a mark or an event is (the caller says it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple

from sim.explore.model import State, Step

Mark = tuple[str, ...]
Pair = tuple[str, str]


class News(NamedTuple):
    """What was new in a stretch of walks: those after the last stretch, up to number `walk`."""

    walk: int
    marks: int
    pairs: int


class Coverage(Generic[State, Step]):
    """The books of many walks.

    `marks_of(state)` are the marks that a state bears; `event_of(step)` is the subject of a step
    and the kind of event it is, or None for a step that takes part in no race.
    """

    def __init__(
        self,
        marks_of: Callable[[State], Iterable[Mark]],
        event_of: Callable[[Step], tuple[str, str] | None],
    ) -> None:
        self.marks: dict[Mark, int] = {}  # -> the number of the walk that saw it first
        self.pairs: dict[Pair, int] = {}  # (earlier, later) -> likewise
        self.walks = 0
        self._marks_of = marks_of
        self._event_of = event_of
        self._past: dict[str, dict[str, None]] = {}

    def begin(self, start: State) -> None:
        """Begin a walk in a state."""
        self.walks += 1
        self._past.clear()
        self._pass(start)

    def took(self, step: Step, after: State) -> None:
        """Note a step of the present walk and the state after it."""
        self._pass(after)
        event = self._event_of(step)
        if event is None:
            return
        subject, kind = event
        past = self._past.setdefault(subject, {})
        for earlier in past:
            if earlier != kind:
                self.pairs.setdefault((earlier, kind), self.walks)
        past[kind] = None

    def _pass(self, state: State) -> None:
        for mark in self._marks_of(state):
            self.marks.setdefault(mark, self.walks)

    def both_ways(self) -> list[Pair]:
        """Return the pairs of events that were seen in both orders, sorted."""
        return sorted((a, b) for a, b in self.pairs if a < b and (b, a) in self.pairs)

    def one_way(self) -> list[Pair]:
        """Return the pairs that were seen in this order only, sorted."""
        return sorted((a, b) for a, b in self.pairs if (b, a) not in self.pairs)

    def curve(self) -> list[News]:
        """Return what was new up to walk 1, 2, 4, 8 … and up to the last one."""
        told: list[News] = []
        last, until = 0, 1
        while last < self.walks:
            until = min(until, self.walks)
            told.append(News(until, _new(self.marks, last, until), _new(self.pairs, last, until)))
            last, until = until, until * 2
        return told


def _new(first: dict[Mark, int] | dict[Pair, int], last: int, until: int) -> int:
    return sum(1 for walk in first.values() if last < walk <= until)
