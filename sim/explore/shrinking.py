"""A story while it gets small: what is kept, what was tried, what each pass did.

What does not live here: what is tried (`passes`), in which order (`shrink`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sim.explore.moves import size_of
from sim.explore.stories import Move, Moves, Said
from sim.result import PassCount, Size

Retell = Callable[[Sequence[Move]], Moves | None]
"""Plays a story; returns it as played up to the break, None if it does not break the same."""


class Shrinking:
    """A story while it gets small: what is kept so far, and what every pass did."""

    def __init__(self, retell: Retell, story: Moves, most: int) -> None:
        self.kept = story
        self.first = self.size = size_of(story)
        self.proven = False
        self.cut = False
        self.name = ""
        self._retell = retell
        self._left = most
        self._tried: set[tuple[Said, ...]] = set()
        self._counts: dict[str, PassCount] = {}

    def proves(self, name: str, candidate: Sequence[Move]) -> None:
        """Begin with a story if it breaks; nothing is known before that."""
        self.name = name
        self.proven = self._takes(tuple(candidate), at_most=self.first)

    def attempt(self, candidate: Sequence[Move]) -> bool:
        """Keep a candidate if it is smaller and breaks the same."""
        story = tuple(candidate)
        return size_of(story) < self.size and self._takes(story, at_most=None)

    def _takes(self, story: Moves, at_most: Size | None) -> bool:
        said = tuple(one.said for one in story)
        if said in self._tried:
            return False
        if len(story) > self._left:
            self.cut = True
            return False
        self._tried.add(said)
        self._left -= len(story)
        again = self._retell(story)
        found = None if again is None else size_of(again)
        better = found is not None and (found < self.size or found == at_most)
        removed = self.size.less(found) if better and found is not None else Size()
        if better and again is not None and found is not None:
            self.kept, self.size = again, found
        self._count(removed, better=better)
        return better

    def _count(self, removed: Size, *, better: bool) -> None:
        was = self._counts.get(self.name, PassCount(self.name, 0, 0, Size()))
        self._counts[self.name] = PassCount(
            self.name, was.tries + 1, was.successes + better, was.removed.plus(removed)
        )

    def counted(self) -> tuple[PassCount, ...]:
        """Return what the passes did, in the order in which each first tried."""
        return tuple(self._counts.values())
