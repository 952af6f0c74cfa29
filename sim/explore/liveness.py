"""What no endless story may do: judged on the graph of all states, once it is complete.

A promise of the kind *eventually* can be broken in three ways that no single state shows: the
world goes round for ever without coming to rest; it goes round while something lasts that ought to
end; it comes to a place from which rest cannot be reached any more. Fairness is weak: a step of
the system's own that stays possible all the way round is taken some day, so a loop that never
takes it is none. People are not fair: nobody is obliged to act, and nobody to stop.

What does not live here: the walk (`search`), what a step or a state means (the model's `Lasting`).
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Container, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

import networkx as nx

from sim.explore.model import Lasting, Lasts

State = TypeVar("State")
Step = TypeVar("Step")

OUTSIDE = -1  # the target of a move that broke a promise: no state, but a way out
NOBODY = 0  # the action of a step that nobody owes: a person's, or a fault


class Loop(NamedTuple):
    """A promise broken without end: the numbers of the states, round if `closed`."""

    promise: str
    numbers: tuple[int, ...]
    closed: bool


@dataclass(slots=True)
class Graph(Generic[State, Step]):
    """The states by number with all their moves, as flat arrays: nine bytes a move."""

    lasting: Lasting[State, Step]
    starts: array[int] = field(default_factory=lambda: array("q"))  # of each state's moves
    targets: array[int] = field(default_factory=lambda: array("q"))
    actions: array[int] = field(default_factory=lambda: array("h"))
    names: dict[Hashable, int] = field(default_factory=dict)
    at_rest: bytearray = field(default_factory=bytearray)
    lasts: dict[int, tuple[Lasts, ...]] = field(default_factory=dict)

    def enter(self, state: State, *, at_rest: bool) -> None:
        """Note a new state."""
        lasts = self.lasting.lasts(state)
        if lasts:
            self.lasts[len(self.at_rest)] = lasts
        self.at_rest.append(at_rest)

    def open(self) -> None:
        """Begin the moves of the next state; states are expanded in the order of their numbers."""
        self.starts.append(len(self.targets))

    def connect(self, step: Step, target: int) -> None:
        """Note a move of the state opened last."""
        owed = self.lasting.owed(step)
        self.targets.append(target)
        self.actions.append(
            NOBODY if owed is None else self.names.setdefault(owed, len(self.names) + 1)
        )

    def leave(self, step: Step) -> None:
        """Note a move that broke a promise: it leads out of the graph."""
        self.connect(step, OUTSIDE)

    def moves(self, number: int) -> Iterator[tuple[int, int]]:
        """Return the moves of a state: target and action."""
        last = number + 1 == len(self.starts)
        end = len(self.targets) if last else self.starts[number + 1]
        for at in range(self.starts[number], end):
            yield self.targets[at], self.actions[at]


def lasting_faults(graph: Graph[State, Step], known: Container[str]) -> dict[str, Loop]:
    """Return the promises that an endless story breaks, each with its nearest loop.

    Promises that were found broken already (`known`) have a story without a loop: that one stays.
    """
    faults: dict[str, Loop] = {}
    for loop in (*_restless(graph), *_stuck(graph), *_no_way(graph)):
        if loop.promise not in known:
            faults.setdefault(loop.promise, loop)
    return faults


def goes_round(graph: Graph[State, Step]) -> bool:
    """Tell whether a story can come back to a state by way of another one."""
    numbers = range(len(graph.at_rest))
    return bool(
        _peeled({n: [t for t, _ in graph.moves(n) if t not in (n, OUTSIDE)] for n in numbers})
    )


def _restless(graph: Graph[State, Step]) -> Iterator[Loop]:
    """Yield the loop in which only the system moves and the world never comes to rest."""

    def inside(number: int) -> Iterator[tuple[int, int]]:
        return ((target, action) for target, action in graph.moves(number) if action != NOBODY)

    yield from _fair(graph, graph.lasting.rest, range(len(graph.at_rest)), inside)


def _stuck(graph: Graph[State, Step]) -> Iterator[Loop]:
    """Yield, for each thing that must not last, the loop all along which it does."""
    for thing in sorted({thing for things in graph.lasts.values() for thing in things}):
        members = [number for number, things in graph.lasts.items() if thing in things]
        yield from _fair(graph, thing[0], members, graph.moves)


def _fair(
    graph: Graph[State, Step],
    promise: str,
    members: Iterable[int],
    inside: Callable[[int], Iterable[tuple[int, int]]],
) -> Iterator[Loop]:
    """Yield the nearest loop among these states and moves that is fair to every owed step."""
    for core in _cores(members, inside):
        taken = {a for n in core for t, a in inside(n) if t in core and a != NOBODY}
        owed = [{a for _, a in graph.moves(n) if a != NOBODY} for n in sorted(core)]
        if set.intersection(*owed) <= taken:
            yield Loop(promise, _round(core, inside), closed=True)
            return


def _cores(
    members: Iterable[int], inside: Callable[[int], Iterable[tuple[int, int]]]
) -> list[frozenset[int]]:
    """Return the strongly connected parts that hold a loop, nearest first.

    What leads nowhere is peeled off first: in most worlds nothing is left.
    """
    among = set(members)
    follows = {n: [t for t, _ in inside(n) if t in among] for n in sorted(among)}
    left = _peeled(follows)
    drawn = nx.DiGraph((n, t) for n in sorted(left) for t in follows[n] if t in left)
    cores = [
        frozenset(core)
        for core in nx.strongly_connected_components(drawn)
        if len(core) > 1 or any(drawn.has_edge(n, n) for n in core)
    ]
    return sorted(cores, key=min)


def _peeled(follows: dict[int, list[int]]) -> set[int]:
    """Return the states that are left once those without a follower are taken away, again."""
    leads: dict[int, list[int]] = {}
    for number, targets in follows.items():
        for target in targets:
            leads.setdefault(target, []).append(number)
    count = {number: len(targets) for number, targets in follows.items()}
    ends = deque(number for number, n in count.items() if n == 0)
    left = set(follows)
    while ends:
        number = ends.popleft()
        left.discard(number)
        for origin in leads.get(number, ()):
            count[origin] -= 1
            if count[origin] == 0:
                ends.append(origin)
    return left


def _round(
    core: frozenset[int], inside: Callable[[int], Iterable[tuple[int, int]]]
) -> tuple[int, ...]:
    """Return a shortest way round from the core's first state, that state once."""
    first = min(core)
    origin: dict[int, int] = {}
    waiting = deque([first])
    while waiting:
        number = waiting.popleft()
        for target, _ in inside(number):
            if target == first:
                return _back(origin, first, number)
            if target in core and target not in origin:
                origin[target] = number
                waiting.append(target)
    raise AssertionError("a strongly connected part without a way round")


def _back(origin: dict[int, int], first: int, last: int) -> tuple[int, ...]:
    numbers = [last]
    while numbers[-1] != first:
        numbers.append(origin[numbers[-1]])
    return tuple(reversed(numbers))


def _no_way(graph: Graph[State, Step]) -> Iterator[Loop]:
    """Yield the nearest state from which no state at rest can be reached.

    A move that broke a promise counts as a way: what lies behind it was not walked.
    """
    leads: dict[int, list[int]] = {}
    reached: deque[int] = deque()
    for number in range(len(graph.at_rest)):
        for target, _ in graph.moves(number):
            leads.setdefault(target, []).append(number)
        if graph.at_rest[number]:
            reached.append(number)
    reached.extend(leads.get(OUTSIDE, ()))
    found = set(reached)
    while reached:
        for origin in leads.get(reached.popleft(), ()):
            if origin not in found:
                found.add(origin)
                reached.append(origin)
    lost = next((number for number in range(len(graph.at_rest)) if number not in found), None)
    if lost is not None:
        yield Loop(graph.lasting.way, (lost,), closed=False)
