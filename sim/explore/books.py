"""The books of one search: which states are known, how each was found, what was broken and shown.

Of each state only its identity is kept, and by which move of which state it was found. A story is
found again by taking those moves anew: that costs time for the few stories that are told, and
saves memory for the many states that are not.
"""

from array import array
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from sim.explore.liveness import Graph, Loop
from sim.explore.model import Finding, Model, Sighting

State = TypeVar("State")
Step = TypeVar("Step")


class Place(NamedTuple):
    """A point of the walk: a state by its number, and the moves that follow it by their place."""

    number: int
    tail: tuple[int, ...] = ()


@dataclass(slots=True, kw_only=True)
class Walk(Generic[State, Step]):
    """The books of one search.

    States are numbered in the order of discovery. State number `len(roots) + i` was found from
    number `origins[i]` by that state's move number `ordinals[i]`. Appending to `ordinals` is what
    makes a state exist: an interruption may fall between any two lines.
    """

    model: Model[State, Step]
    roots: list[State]
    limit: int
    stop_at_first: bool
    known: dict[Hashable, int] = field(default_factory=dict)
    origins: "array[int]" = field(default_factory=lambda: array("q"))
    ordinals: "array[int]" = field(default_factory=lambda: array("q"))
    transitions: int = 0
    terminal: int = 0
    broken: dict[str, Place] = field(default_factory=dict)
    loops: dict[str, Loop] = field(default_factory=dict)
    shown: dict[tuple[str, ...], Place] = field(default_factory=dict)
    tally: dict[tuple[str, ...], int] = field(default_factory=dict)
    graph: Graph[State, Step] | None = None

    @property
    def states(self) -> int:
        """How many states are known."""
        return len(self.roots) + len(self.ordinals)

    def blame(self, promises: tuple[str, ...], place: Place) -> bool:
        """Note broken promises where they broke first; True if the search is to end here."""
        for promise in promises:
            self.broken.setdefault(promise, place)
        return self.stop_at_first and bool(promises)

    def settle(self, verdict: tuple[str, ...], index: int) -> bool:
        """Note a state at rest and what it broke; True if the search is to end here."""
        self.terminal += 1
        return self.blame(verdict, Place(index))

    def show(self, seen: tuple[str, ...], place: Place) -> None:
        """Count what a move has shown."""
        if seen not in self.shown:
            self.tally[seen], self.shown[seen] = 0, place
        self.tally[seen] += 1

    def enter(
        self, after: State, name: Hashable, origin: int, ordinal: int
    ) -> tuple[int, tuple[str, ...] | None]:
        """Enter a new state; return its number and what it owes if it is at rest."""
        number = self.states
        self.known[name] = number
        self.origins.append(origin)
        self.ordinals.append(ordinal)
        verdict = self.model.settled(after)
        if self.graph is not None:
            self.graph.enter(after, at_rest=verdict is not None)
        return number, verdict

    def story(self, place: Place) -> tuple[State, tuple[Step, ...]]:
        """The initial state and the steps that lead to a place, found by taking them anew."""
        start, steps, _ = self.again(place)
        return start, steps

    def again(self, place: Place) -> tuple[State, tuple[Step, ...], State]:
        """The initial state, the steps that lead to a place, and the state there."""
        roots, index = len(self.roots), place.number
        backwards: list[int] = []
        while index >= roots:
            backwards.append(self.ordinals[index - roots])
            index = self.origins[index - roots]
        state = self.roots[index]
        steps: list[Step] = []
        for ordinal in (*reversed(backwards), *place.tail):
            step, state = self._move(state, ordinal)
            steps.append(step)
        return self.roots[index], tuple(steps), state

    def _move(self, state: State, ordinal: int) -> tuple[Step, State]:
        for at, (step, after, _, _) in enumerate(self.model.steps(state)):
            if at == ordinal:
                return step, after
        raise AssertionError("a state offers other moves than it did: the model is not pure")

    def round(self, loop: Loop) -> Finding[State, Step]:
        """A finding that goes round: the story to the loop, then the steps of the loop.

        A state of the loop may be another than the one that was walked, the same in all but
        names; so each next step is the one that leads to the next identity.
        """
        start, story, state = self.again(Place(loop.numbers[0]))
        steps: list[Step] = []
        for number in (*loop.numbers[1:], *loop.numbers[:1]) if loop.closed else ():
            for step, after, broken, _ in self.model.steps(state):
                if not broken and self.known.get(self.model.identity(after)) == number:
                    steps.append(step)
                    state = after
                    break
        return Finding(loop.promise, start, story, tuple(steps))

    def depth(self) -> int:
        """The level of the state found last, which is the deepest."""
        number, depth = self.states - 1, 1
        while number >= len(self.roots):
            number, depth = self.origins[number - len(self.roots)], depth + 1
        return depth

    def findings(self) -> dict[str, Finding[State, Step]]:
        """Each broken promise with its story, in the order of their discovery."""
        found = {name: Finding(name, *self.story(place)) for name, place in self.broken.items()}
        return found | {name: self.round(loop) for name, loop in self.loops.items()}

    def sightings(self) -> dict[str, Sighting[State, Step]]:
        """Each goal with its story, in the order of their discovery.

        The loop counts by the whole tuple of names, one look-up for all; here they come apart.
        """
        first: dict[str, Place] = {}
        times: dict[str, int] = {}
        for names, place in self.shown.items():
            for name in dict.fromkeys(names):
                first.setdefault(name, place)
                times[name] = times.get(name, 0) + self.tally.get(names, 0)
        return {
            name: Sighting(name, times[name], *self.story(place)) for name, place in first.items()
        }
