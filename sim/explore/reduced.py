"""A walk made smaller by what the user allows: which reductions there are, when one is of no use.

`symmetry`: states that differ in names and rising numbers only are one (`identity`). `order`:
deliveries that nobody can notice are taken at once (`commuting`).

A walk with `order` answers as much as one without. At rest nothing is late any more, so each state
at rest is found, by a story as short; what is promised *eventually* is judged there. If no story
that was walked goes round, none does at all. What else an answer needs is walked in full: a promise
that is *always* to hold and is broken, since its story could be told shorter; a world in which
stories go round; a goal that the world needs and that only a late delivery shows, until it is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Literal, NamedTuple, TypeAlias, get_args

from sim.explore.bounded import State
from sim.explore.commuting import Commuting, of_use
from sim.explore.cores import Cores
from sim.explore.model import Exploration, Model, Move
from sim.explore.office import Office
from sim.explore.search import Progress, explore
from sim.rules.step import Step

Reduction = Literal["symmetry", "order"]
REDUCTIONS: tuple[Reduction, ...] = get_args(Reduction)
DEFAULT: tuple[Reduction, ...] = ("symmetry",)

Found: TypeAlias = Exploration[State, Step]


class Walker(NamedTuple):
    """How an office is walked.

    `reduce`: the reductions to use. `unmet(names)`: whether a goal that the world needs is not
    among what was seen. The others are those of `search.explore`.
    """

    reduce: Collection[Reduction]
    unmet: Callable[[Collection[str]], bool]
    max_states: int | None
    should_stop: Callable[[], bool]
    on_progress: Callable[[Progress], None] | None

    def walk(self, office: Office) -> tuple[Found, tuple[Reduction, ...]]:
        """Return what a walk has learned, and the reductions that it was made smaller by."""
        if "order" in self.reduce and of_use(office):
            found = self._at_once(office)
            if found is not None:
                return found, ("order",)
        symmetry = "symmetry" in self.reduce
        model = office.model(canonical=symmetry)
        return self._explored(model, self.should_stop), ("symmetry",) if symmetry else ()

    def _explored(self, model: Model[State, Step], should_stop: Callable[[], bool]) -> Found:
        return explore(
            model,
            max_states=self.max_states,
            should_stop=should_stop,
            on_progress=self.on_progress,
        )

    def _at_once(self, office: Office) -> Found | None:
        """Return what a walk with silent deliveries at once has learned; None if it is of no use.

        It is walked again with more kinds of messages that wait until it is proved that none needs.
        """
        walk = Commuting(Cores(office))
        while True:
            found = self._explored(walk.model(), either(self.should_stop, walk.in_vain))
            cut = found.states == self.max_states
            if not (found.complete or walk.vain or (cut and walk.broken)):
                return found  # stopped from outside, or cut
            if walk.broken or found.unjudged:
                return None
            doubts = walk.doubts()
            if not doubts:
                return self._with_goals(office, found)
            walk = Commuting(walk.cores, walk.waits | doubts)

    def _with_goals(self, office: Office, found: Found) -> Found:
        """Return it with the goals that the world needs, looked for among late deliveries too."""
        shown = {*found.seen, *found.findings}
        if not self.unmet(shown):
            return found
        model = office.model(canonical="symmetry" in self.reduce)

        def steps(state: State) -> Iterator[Move[Step, State]]:
            for move in model.steps(state):
                shown.update(move[3])
                yield move

        more = self._explored(
            replace(model, steps=steps, lasting=None),
            either(self.should_stop, lambda: not self.unmet(shown)),
        )
        looked = more.complete or not self.unmet(shown)
        return replace(found, seen=more.seen | found.seen, complete=looked)


def either(one: Callable[[], bool], other: Callable[[], bool]) -> Callable[[], bool]:
    """Return a stop signal that is on if one of two is."""
    return lambda: one() or other()
