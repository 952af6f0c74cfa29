"""The plain state explorer: it walks every state of a bounded world, breadth first.

It knows no app. A world is a `Model`: where it starts, which steps a state allows, and what a
state owes once it has come to rest. The explorer brings the order, the bookkeeping and the
stories. Breadth first means that the first story found is a shortest one, so nothing here has to
shrink. What does *not* live here: the promises themselves (the model judges), random search,
reduction by symmetry or by independence.

A state must already contain whatever the promises remember, because two equal states are walked
once: a memory kept outside would be that of whoever came first.
"""

from array import array
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from sys import maxsize
from typing import Generic, NamedTuple, TypeAlias, TypeVar

State = TypeVar("State", bound=Hashable)
Step = TypeVar("Step")

Move: TypeAlias = tuple[Step, State, tuple[str, ...], tuple[str, ...]]
"""One transition: the step, the state after it, the promises it broke, what it has shown.

A plain tuple `(step, after, broken, seen)`: a world makes millions, and a class would cost more
than the rest of the loop. `broken` names promises; `seen` names *sometimes* goals reached and
promises put to the test. Both are mostly empty; share constant tuples rather than building them.
"""

PACE = 256
"""States expanded between two looks at `should_stop`: a quarter second even for a slow model."""


def unsettled(_state: object) -> None:
    """The judge of a world that owes nothing at rest: no state is settled."""
    return


def never() -> bool:
    """The stop signal that stays off."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Model(Generic[State, Step]):
    """A world to explore, as a record of functions.

    `initial`: the states in which a story may begin; taken to be sound.
    `steps(state)`: every move possible there, in an order that depends on the state alone.
    `settled(state)`: None while the world still has something under way; else the *eventually*
    promises that this state breaks (empty: all were kept). It is asked once per distinct state.
    """

    initial: tuple[State, ...]
    steps: Callable[[State], Iterable[Move[Step, State]]]
    settled: Callable[[State], tuple[str, ...] | None] = unsettled


class Progress(NamedTuple):
    """How far a search is: states found, moves generated, level being walked, states of it left."""

    states: int
    transitions: int
    depth: int
    waiting: int


class Finding(NamedTuple, Generic[State, Step]):
    """A broken promise with a shortest story: the initial state, and the steps that break it."""

    promise: str
    start: State
    story: tuple[Step, ...]


class Sighting(NamedTuple, Generic[State, Step]):
    """A goal that was reached: by how many transitions, and the shortest story to the first."""

    goal: str
    times: int
    start: State
    story: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exploration(Generic[State, Step]):
    """What a search has learned.

    `states`: distinct states. `transitions`: states generated, counted as TLC does: each move
    counts, those that lead to a known state or back to the same one too, and so does each initial
    state. `depth`: levels, also as TLC counts: the initial states are level 1, so the longest of
    all shortest stories has `depth - 1` steps. `terminal`: distinct states that `settled` judged.
    `complete`: the whole bounded space was walked; False after a cut, a stop or an interruption.

    A move that breaks a promise is generated but not entered: its target is no state by that move
    and nothing is explored behind it, for what a broken world does next says nothing new.
    """

    states: int
    transitions: int
    depth: int
    terminal: int
    complete: bool
    findings: dict[str, Finding[State, Step]]
    seen: dict[str, Sighting[State, Step]]


class _Place(NamedTuple, Generic[Step]):
    """A point of the walk: a state by its number, and the steps that still follow it."""

    number: int
    tail: tuple[Step, ...]


@dataclass(slots=True, kw_only=True)
class _Walk(Generic[State, Step]):
    """The books of one search.

    States are numbered in the order of discovery; only their set is kept, not their order. State
    number `len(roots) + i` was reached from number `origins[i]` by `taken[i]`. Appending to
    `taken` is what makes a state exist: an interruption may fall between any two lines.
    """

    model: Model[State, Step]
    roots: list[State]
    limit: int
    stop_at_first: bool
    known: set[State] = field(default_factory=set)
    origins: "array[int]" = field(default_factory=lambda: array("q"))
    taken: list[Step] = field(default_factory=list)
    transitions: int = 0
    terminal: int = 0
    broken: dict[str, _Place[Step]] = field(default_factory=dict)
    shown: dict[tuple[str, ...], _Place[Step]] = field(default_factory=dict)
    tally: dict[tuple[str, ...], int] = field(default_factory=dict)

    @property
    def states(self) -> int:
        return len(self.roots) + len(self.taken)

    def blame(self, promises: tuple[str, ...], index: int, tail: tuple[Step, ...]) -> bool:
        """Note broken promises where they broke first; True if the search is to end here."""
        for promise in promises:
            self.broken.setdefault(promise, _Place(index, tail))
        return self.stop_at_first and bool(promises)

    def settle(self, verdict: tuple[str, ...], index: int) -> bool:
        """Note a state at rest and what it broke; True if the search is to end here."""
        self.terminal += 1
        return self.blame(verdict, index, ())

    def story(self, place: _Place[Step]) -> tuple[State, tuple[Step, ...]]:
        """The initial state and the steps that lead to a place, found by walking back."""
        roots, index = len(self.roots), place.number
        backwards: list[Step] = []
        while index >= roots:
            backwards.append(self.taken[index - roots])
            index = self.origins[index - roots]
        return self.roots[index], (*reversed(backwards), *place.tail)

    def depth(self) -> int:
        """The level of the state found last, which is the deepest."""
        _, steps = self.story(_Place(self.states - 1, ()))
        return len(steps) + 1

    def findings(self) -> dict[str, Finding[State, Step]]:
        """Each broken promise with its story, in the order of their discovery."""
        return {name: Finding(name, *self.story(place)) for name, place in self.broken.items()}

    def sightings(self) -> dict[str, Sighting[State, Step]]:
        """Each goal with its story, in the order of their discovery.

        The loop counts by the whole tuple of names, one look-up for all; here they come apart.
        """
        first: dict[str, _Place[Step]] = {}
        times: dict[str, int] = {}
        for names, place in self.shown.items():
            for name in dict.fromkeys(names):
                first.setdefault(name, place)
                times[name] = times.get(name, 0) + self.tally.get(names, 0)
        return {
            name: Sighting(name, times[name], *self.story(place)) for name, place in first.items()
        }


def explore(
    model: Model[State, Step],
    *,
    max_states: int | None,
    should_stop: Callable[[], bool] = never,
    on_progress: Callable[[Progress], None] | None = None,
    stop_at_first: bool = False,
) -> Exploration[State, Step]:
    """Walk the states of a model, breadth first, and tell what was found.

    The result depends on the model alone, not on hash seeds or timing, unless the search is
    stopped from outside. `max_states` keeps at most so many distinct states and ends the search
    at the first one beyond (None: no bound; a state costs its own size and about a hundred bytes).
    `should_stop` is asked, and `on_progress` told, at least every `PACE` states: keep both quick.
    `stop_at_first` ends at the first broken promise. After any stop, and after a
    KeyboardInterrupt, what was learned is returned with `complete` False. Raises ValueError
    without an initial state or if `max_states` is below 1; what the model raises passes through.
    """
    if not model.initial:
        raise ValueError("a model needs at least one initial state")
    if max_states is not None and max_states < 1:
        raise ValueError(f"max_states must be at least 1, not {max_states}")
    limit = maxsize if max_states is None else max_states
    roots = list(dict.fromkeys(model.initial))
    walk = _Walk(model=model, roots=roots[:limit], limit=limit, stop_at_first=stop_at_first)
    walk.transitions = len(model.initial)
    try:
        complete = _open(walk) and len(roots) <= limit and _levels(walk, should_stop, on_progress)
    except KeyboardInterrupt:
        complete = False
    return Exploration(
        states=walk.states,
        transitions=walk.transitions,
        depth=walk.depth(),
        terminal=walk.terminal,
        complete=complete,
        findings=walk.findings(),
        seen=walk.sightings(),
    )


def _open(walk: _Walk[State, Step]) -> bool:
    """Enter the initial states; False if the search is to end with them."""
    for index, state in enumerate(walk.roots):
        walk.known.add(state)
        verdict = walk.model.settled(state)
        if verdict is not None and walk.settle(verdict, index):
            return False
    return True


def _levels(
    walk: _Walk[State, Step],
    should_stop: Callable[[], bool],
    on_progress: Callable[[Progress], None] | None,
) -> bool:
    """Expand level after level until nothing new turns up; False if the search ended before."""
    level, first, depth = walk.roots, 0, 1
    while level:
        fresh: list[State] = []
        for start in range(0, len(level), PACE):
            if should_stop():
                return False
            if not _expand(walk, level[start : start + PACE], first + start, fresh):
                return False
            if on_progress is not None:
                waiting = max(0, len(level) - start - PACE)
                on_progress(Progress(walk.states, walk.transitions, depth, waiting))
        first += len(level)
        level, depth = fresh, depth + 1
    return True


def _expand(walk: _Walk[State, Step], states: list[State], first: int, fresh: list[State]) -> bool:
    """Take every step of some states, the first of which has number `first`.

    New states are added to `fresh`; False if the search is to end. This is the loop in which all
    the time goes, hence the local names. A state is judged when it is discovered, not when it is
    expanded: only so is a story that ends at rest found before any longer one of that promise.
    """
    steps, settled = walk.model.steps, walk.model.settled
    known, limit, tally, shown = walk.known, walk.limit, walk.tally, walk.shown
    enter, remember = known.add, fresh.append
    reached_from, take = walk.origins.append, walk.taken.append
    generated = 0
    try:
        for index, state in enumerate(states, first):
            for step, after, broken, seen in steps(state):
                generated += 1
                if seen:
                    if seen not in shown:
                        tally[seen], shown[seen] = 0, _Place(index, (step,))
                    tally[seen] += 1
                if broken:
                    if walk.blame(broken, index, (step,)):
                        return False
                elif after not in known:
                    if len(known) >= limit:
                        return False
                    reached_from(index)
                    remember(after)
                    enter(after)
                    take(step)
                    verdict = settled(after)
                    if verdict is not None and walk.settle(verdict, walk.states - 1):
                        return False
    finally:
        walk.transitions += generated
    return True
