"""Many walks of one world, and what they add up to: a sample, which proves nothing but finds much.

Walk number i of a seed is the same walk whoever asks, however long the sample gets. What a walk
learns for the next ones is one number, how long walks are: the change points of `Pct` must lie
within a walk, and nobody can know beforehand how long it will be. What does *not* live here: one
walk (`walks`), what it has covered (`coverage`), the world (`search.Model`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, Literal, NamedTuple

from sim.explore.choices import LARGEST, Choices, Seeded
from sim.explore.coverage import Coverage
from sim.explore.model import Model, State, Step
from sim.explore.search import never
from sim.explore.strategies import Pct, Random, Strategy
from sim.explore.walks import Walk, walk

StrategyName = Literal["random", "pct"]

DEPTH = 3  # walks take depth 1, 2 … up to this in turn
FLOOR = 10  # decisions that a walk is taken to have before the first one has shown how many
BOUND = 300  # steps after which a walk ends without having come to rest


class Draw(NamedTuple):
    """How walks are drawn; `swarm` False leaves everything on in every walk."""

    strategy: StrategyName
    seed: int = 1
    depth: int = DEPTH
    swarm: bool = True
    bound: int = BOUND


class Hit(NamedTuple, Generic[State, Step]):
    """A broken promise: the walk that broke it first, its story, and how many walks broke it."""

    promise: str
    walk: int
    start: State
    story: tuple[Step, ...]
    times: int = 1


@dataclass(slots=True)
class Sample(Generic[State, Step]):
    """What the walks so far have found.

    `states` are the different states met, counted by a hash of what the sampler takes for their
    identity: a set of the states themselves would not fit for the very worlds that are sampled, and
    two of them share 64 bits once in a thousand samples of a hundred million. `longest` is in
    decisions, `deepest` in steps; `unrested` counts the walks that were cut at the bound. `seen`
    tells how many walks have shown a goal.
    """

    walks: int = 0
    steps: int = 0
    longest: int = 0
    deepest: int = 0
    unrested: int = 0
    interrupted: bool = False
    hits: dict[str, Hit[State, Step]] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    _met: set[int] = field(default_factory=set)

    @property
    def states(self) -> int:
        """How many different states were met."""
        return len(self._met)

    def meet(self, identity: Hashable) -> None:
        """Note a state that was passed."""
        self._met.add(hash(identity))

    def add(self, start: State, one: Walk[Step]) -> None:
        """Note a walk that has ended."""
        self.walks += 1
        self.steps += len(one.steps)
        self.longest = max(self.longest, one.decisions)
        self.deepest = max(self.deepest, len(one.steps))
        self.unrested += one.ending == "bound"
        for name in one.seen:
            self.seen[name] = self.seen.get(name, 0) + 1
        for promise, at in one.broken.items():
            known = self.hits.get(promise)
            if known is None:
                self.hits[promise] = Hit(promise, self.walks, start, one.steps[:at])
            else:
                self.hits[promise] = known._replace(times=known.times + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampler(Generic[State, Step]):
    """How walks are taken.

    `world(choices)` is the world of one walk, without what a swarm draws off; `world(None)` has
    everything on. The first walk has everything on, and then every other one: what needs all of
    the world at once is found by those. Two states are counted as one if `identity` has it so.
    """

    world: Callable[[Choices | None], Model[State, Step]]
    draw: Draw
    actor_of: Callable[[Step], str]
    coverage: Coverage[State, Step]
    identity: Callable[[State], Hashable] = hash

    def sample(
        self,
        walks: int | None,
        *,
        should_stop: Callable[[], bool] = never,
        on_walk: Callable[[Sample[State, Step]], None] = lambda _: None,
    ) -> Sample[State, Step]:
        """Take walks until there are so many (None: no bound), or until told to stop.

        After a KeyboardInterrupt what was learned is returned with `interrupted` set; a walk that
        was not ended does not count, though what it has covered does.
        """
        found: Sample[State, Step] = Sample()
        seeds = Seeded(self.draw.seed)
        try:
            while (walks is None or found.walks < walks) and not should_stop():
                self._take(found, Seeded(seeds.pick(LARGEST, ("walks", "seed"))))
                on_walk(found)
        except KeyboardInterrupt:
            found.interrupted = True
        return found

    def _take(self, found: Sample[State, Step], choices: Choices) -> None:
        """Take the next walk."""
        swarm = self.draw.swarm and found.walks % 2
        model = self.world(choices if swarm else None)
        start = model.initial[choices.pick(len(model.initial), ("walk", "start"))]

        def watch(step: Step, after: State) -> None:
            self.coverage.took(step, after)
            found.meet(self.identity(after))

        self.coverage.begin(start)
        found.meet(self.identity(start))
        one = walk(
            model,
            start,
            strategy_of(self.draw, choices, number=found.walks, longest=found.longest),
            choices,
            actor_of=self.actor_of,
            bound=self.draw.bound,
            watch=watch,
        )
        found.add(start, one)


def strategy_of(draw: Draw, choices: Choices, *, number: int, longest: int) -> Strategy:
    """Return the strategy of a walk, which is number 0, 1 …, after walks of so many decisions."""
    if draw.strategy == "random":
        return Random(choices)
    return Pct(choices, depth=1 + number % draw.depth, length=max(FLOOR, longest))
