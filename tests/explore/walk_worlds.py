"""Small worlds for walks, drawn by hand, and what to walk them with. No test lives here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sim.explore.choices import Choices, Seeded
from sim.explore.coverage import Coverage
from sim.explore.model import Model, Move
from sim.explore.samples import Draw, Sample, Sampler
from sim.explore.strategies import Strategy
from sim.explore.walks import Walk, walk

Counts = tuple[int, ...]  # how many steps each actor has taken

NOTHING: tuple[str, ...] = ()
RACE = ("race",)


def actor_of(step: str) -> str:
    """Whose step "b7" is: b's."""
    return step[0]


def threads(breaks: Callable[[str, Counts], bool], **lengths: int) -> Model[Counts, str]:
    """Actors that take so many steps each, named by one letter; some step breaks the promise.

    `breaks(actor, before)` tells whether this step does, after so many of each.
    """
    names, ends = tuple(lengths), tuple(lengths.values())

    def steps(state: Counts) -> Iterator[Move[str, Counts]]:
        for at, name in enumerate(names):
            if state[at] < ends[at]:
                after = (*state[:at], state[at] + 1, *state[at + 1 :])
                yield f"{name}{state[at]}", after, RACE if breaks(name, state) else NOTHING, ()

    def settled(state: Counts) -> tuple[str, ...] | None:
        return () if state == ends else None

    return Model(initial=((0,) * len(names),), steps=steps, settled=settled)


def sound(_actor: str, _before: Counts) -> bool:
    """No step breaks anything."""
    return False


def behind(steps: int) -> Model[Counts, str]:
    """A world whose bug needs a to come when b has taken exactly so many of its 50 steps.

    Once a has come there is nothing more to break, so the world ends there.
    """

    def moves(state: Counts) -> Iterator[Move[str, Counts]]:
        a, b = state
        if not a:
            yield "a", (1, b), RACE if b == steps else NOTHING, ()
            if b < 50:
                yield f"b{b}", (0, b + 1), NOTHING, ()

    return Model(initial=((0, 0),), steps=moves)


def polling(work: int) -> Model[int, str]:
    """A world in which p asks without end until w has done its work; a debt unless that is told."""

    def moves(state: int) -> Iterator[Move[str, int]]:
        if state <= work:
            yield "p", work + 1 if state == work else state, NOTHING, ()
        if state < work:
            yield f"w{state}", state + 1, NOTHING, ()

    return Model(initial=(0,), steps=moves, settled=lambda state: () if state > work else None)


def walked(
    model: Model[Counts, str] | Model[int, str],
    strategy: Callable[[Choices], Strategy],
    seed: int,
    *,
    bound: int = 1_000,
) -> Walk[str]:
    """One walk of a seed."""
    choices = Seeded(seed)
    return walk(
        model,  # type: ignore[arg-type]
        model.initial[0],
        strategy(choices),
        choices,
        actor_of=actor_of,
        bound=bound,
        watch=lambda _step, _after: None,
    )


def sampled(
    model: Model[Counts, str],
    draw: Draw,
    walks: int | None,
    *,
    until: str = "",
) -> Sample[Counts, str]:
    """A sample of one world, until a promise broke if one is named."""
    so_far: list[Sample[Counts, str]] = []
    sampler: Sampler[Counts, str] = Sampler(
        world=lambda _: model,
        draw=draw,
        actor_of=actor_of,
        coverage=Coverage(lambda _: (), lambda _: None),
    )
    return sampler.sample(
        walks,
        should_stop=lambda: bool(so_far) and until in so_far[0].hits,
        on_walk=so_far.append if until else lambda _: None,
    )


def chi_square(counts: list[int]) -> float:
    """How far counts are from being equal."""
    mean = sum(counts) / len(counts)
    return sum((count - mean) ** 2 for count in counts) / mean
