"""Strategies of a walk: who of those that could go next goes next.

A strategy sees names of actors and nothing else, so it serves every world. `Random` draws anew at
each step. `Pct` (Burckhardt and others, 2010) draws an order of the actors once and changes it in
few places only: then somebody may be late for a very long time, which independent draws make next
to impossible. A bug that needs `depth` such orders among `n` actors within `k` decisions is hit by
one walk with a chance of at least 1 / (n · k^(depth - 1)).

What does *not* live here: what an actor is, and which of its moves one takes (`walks`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sim.explore.choices import Choices


class Strategy(Protocol):
    """Something that picks, step by step, who goes next in one walk."""

    def pick(self, actors: Sequence[str]) -> str:
        """Return one of the actors that can go: at least one, none twice, in a stable order."""
        ...

    def yielded(self, actor: str) -> None:
        """Hear that the last step of an actor changed nothing: it only waits or knocks."""
        ...


class Random:
    """Each actor that can go is as likely as any other, at every step anew."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices

    def pick(self, actors: Sequence[str]) -> str:
        """Return any of them."""
        return actors[self._choices.pick(len(actors), ("random", "actor"))]

    def yielded(self, actor: str) -> None:
        """Nothing follows: the next draw is as fair as the last."""


class Pct:
    """Random priorities, changed in `depth` - 1 places among the first `length` decisions.

    An actor that is met first gets a random rank among those that still have their first one, from
    the top to the bottom; for those of the beginning that comes to a random order of all. A
    decision is a pick among two or more. At each of the chosen decisions whoever would go is put
    below all of them *before* the pick. One that yields is put below everybody, or it might be
    picked for ever. Priorities are unfair; so after `length` decisions the rest of the walk is
    drawn like `Random`, and whatever can come to rest does.
    """

    def __init__(self, choices: Choices, *, depth: int, length: int) -> None:
        self._choices = choices
        self._length = length
        self._points = change_points(choices, depth=depth, length=length)
        self._fair = Random(choices)
        self._ranking: list[str] = []  # those with their first priority, the highest first
        self._lowered: dict[str, int] = {}  # the others: 1 … depth - 1, and 0, -1 … for yielding
        self._decisions = 0
        self._yields = 0

    def pick(self, actors: Sequence[str]) -> str:
        """Return the actor of the highest priority, once changes and newcomers are seen to."""
        for actor in actors:
            if actor not in self._lowered and actor not in self._ranking:
                self._enter(actor)
        if len(actors) == 1:
            return actors[0]
        self._decisions += 1
        if self._decisions > self._length:
            return self._fair.pick(actors)
        if self._decisions in self._points:
            self._lower(self._highest(actors), self._points[self._decisions])
        return self._highest(actors)

    def yielded(self, actor: str) -> None:
        """Put the actor below all others."""
        self._lower(actor, -self._yields)
        self._yields += 1

    def _enter(self, actor: str) -> None:
        """Give a newcomer a rank; the dullest is the last, behind whoever was there before."""
        ranks = len(self._ranking)
        above = ranks - self._choices.pick(ranks + 1, ("pct", "rank"))
        self._ranking.insert(above, actor)

    def _lower(self, actor: str, priority: int) -> None:
        if actor in self._ranking:
            self._ranking.remove(actor)
        self._lowered[actor] = priority

    def _highest(self, actors: Sequence[str]) -> str:
        for actor in self._ranking:
            if actor in actors:
                return actor
        return max(actors, key=self._lowered.__getitem__)


def change_points(choices: Choices, *, depth: int, length: int) -> dict[int, int]:
    """Return the decisions, from 1 to `length`, at which a priority falls, and what it falls to.

    `depth` - 1 different ones (all there are, if `length` is shorter), each set equally likely.
    The first drawn falls to 1, the next to 2: which of two change points lies lower is open.
    """
    left = list(range(1, length + 1))
    points: dict[int, int] = {}
    for priority in range(1, min(depth, length + 1)):
        points[left.pop(choices.pick(len(left), ("pct", "change")))] = priority
    return points
