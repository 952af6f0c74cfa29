"""The state explorer: it walks every state of a bounded world (`model`), breadth first.

It brings the order, the levels and the end of a search. Breadth first means that the first story
found is a shortest one, so nothing here has to shrink. What does *not* live here: the promises (the
model judges), the bookkeeping (`books`), what is said of loops and dead ends (`liveness`), random
search (`walks`).

States themselves are kept for one level only.
"""

from collections.abc import Callable
from sys import maxsize
from typing import NamedTuple, TypeVar

from sim.explore.books import Place, Walk
from sim.explore.liveness import Graph, goes_round, lasting_faults
from sim.explore.model import Exploration, Model

State = TypeVar("State")
Step = TypeVar("Step")

PACE = 256
"""States expanded between two looks at `should_stop`: a quarter second even for a slow model."""


def never() -> bool:
    """The stop signal that stays off."""
    return False


class Progress(NamedTuple):
    """How far a search is: states found, moves generated, level being walked, states of it left."""

    states: int
    transitions: int
    depth: int
    waiting: int


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
    at the first one beyond (None: no bound; a state costs its identity and about a hundred bytes).
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
    distinct = {model.identity(state): state for state in model.initial}
    roots = list(distinct.values())
    walk = Walk(model=model, roots=roots[:limit], limit=limit, stop_at_first=stop_at_first)
    walk.transitions = len(model.initial)
    if model.lasting is not None:
        walk.graph = Graph(model.lasting)
    unjudged = False
    try:
        complete = _open(walk) and len(roots) <= limit and _levels(walk, should_stop, on_progress)
        if complete and walk.graph is not None:
            unjudged = model.partial and goes_round(walk.graph)
            walk.loops = {} if unjudged else lasting_faults(walk.graph, walk.broken)
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
        unjudged=unjudged,
    )


def _open(walk: Walk[State, Step]) -> bool:
    """Enter the initial states; False if the search is to end with them."""
    for index, state in enumerate(walk.roots):
        walk.known[walk.model.identity(state)] = index
        verdict = walk.model.settled(state)
        if walk.graph is not None:
            walk.graph.enter(state, at_rest=verdict is not None)
        if verdict is not None and walk.settle(verdict, index):
            return False
    return True


def _levels(
    walk: Walk[State, Step],
    should_stop: Callable[[], bool],
    on_progress: Callable[[Progress], None] | None,
) -> bool:
    """Expand level after level until nothing new turns up; False if the search ended before."""
    level, depth = list(enumerate(walk.roots)), 1
    while level:
        fresh: list[tuple[int, State]] = []
        for start in range(0, len(level), PACE):
            if should_stop():
                return False
            if not _expand(walk, level[start : start + PACE], fresh):
                return False
            if on_progress is not None:
                waiting = max(0, len(level) - start - PACE)
                on_progress(Progress(walk.states, walk.transitions, depth, waiting))
        level, depth = fresh, depth + 1
    return True


def _expand(
    walk: Walk[State, Step], states: list[tuple[int, State]], fresh: list[tuple[int, State]]
) -> bool:
    """Take every step of some states, given with their numbers.

    New states are added to `fresh`; False if the search is to end. This is the loop in which all
    the time goes, hence the local names. A state is judged when it is discovered, not when it is
    expanded: only so is a story that ends at rest found before any longer one of that promise.
    """
    steps, identity, known, graph = walk.model.steps, walk.model.identity, walk.known, walk.graph
    generated = 0
    try:
        for index, state in states:
            if graph is not None:
                graph.open()
            for ordinal, (step, after, broken, seen) in enumerate(steps(state)):
                generated += 1
                if seen:
                    walk.show(seen, Place(index, (ordinal,)))
                if broken:
                    if graph is not None:
                        graph.leave(step)
                    if walk.blame(broken, Place(index, (ordinal,))):
                        return False
                    continue
                name = identity(after)
                target = known.get(name)
                if target is None:
                    if len(known) >= walk.limit:
                        return False
                    target, verdict = walk.enter(after, name, index, ordinal)
                    fresh.append((target, after))
                    if verdict is not None and walk.settle(verdict, target):
                        return False
                if graph is not None:
                    graph.connect(step, target)
    finally:
        walk.transitions += generated
    return True
