"""Finds the story of each broken promise: from a whole run to the few steps that matter.

A run is made small until only what the broken promise needs is left. A story that cannot be played
without time is told as it was. What does not live here: how a story gets small (`explore.shrink`),
why it breaks what it breaks (`explore.explain`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sim.checks.judge import Judge
from sim.checks.ledger import Ledger
from sim.checks.promise import Promise
from sim.checks.steady import Steady
from sim.checks.tally import Break, Tally
from sim.explore.shrink import Shrunk, shrink
from sim.explore.stories import (
    Move,
    Played,
    Stage,
    Violation,
    asked,
    play,
    retold,
    violation,
)
from sim.record import Entry, Opening, opened
from sim.result import Failure, Told
from sim.rules.state import Apps
from sim.rules.step import Step
from sim.rules.world import Rules

StageOf = Callable[[], Stage]


def failures_of(
    rules: Rules, tally: Tally, opening: tuple[Opening, ...], entries: list[Entry]
) -> tuple[Failure, ...]:
    """Return every promise that broke, and every gap, in the order of their first break."""
    start = opened(rules, opening)
    return tuple(_failure(rules, start, tally, first, entries) for first in tally.first.values())


def _failure(
    rules: Rules, start: Apps, tally: Tally, first: Break, entries: list[Entry]
) -> Failure:
    told = entries[: first.entry or len(entries)]
    alone = tuple(one for one in tally.judge.promises if one.name == first.promise.name)
    judge = Steady(Judge(tally.judge.assumptions, alone))
    last = told[-1].step() if first.entry else None
    found = told_small(
        lambda: Stage(rules, judge, start, Ledger()),
        first.promise,
        [(one.at, one.step()) for one in told],
        wanted=violation(first.promise.name, last),
        order=first.ruling.order,
    )
    times = tally.breaks[first.promise.name]
    return found._replace(documents=first.ruling.documents, times=times)


def told_small(
    stage: StageOf,
    promise: Promise,
    whole: Sequence[tuple[int | None, Step]],
    *,
    wanted: Violation | None,
    order: str,
) -> Failure:
    """Return a break as a failure: with its story made small or, if it needs its time, as it was.

    `wanted` is the kind of break; None: the one that shows when the story is played.
    """
    if wanted is None:
        steps = [step for _, step in whole]
        wanted = play(stage, steps, settle=True).violations.get(promise.name)
    small = None if wanted is None else _small(stage, whole, wanted, order)
    if small is not None:
        played = play(stage, [asked(one.said) for one in small.story], settle=True)
        if played.violations.get(promise.name) == wanted:  # no story is told that was not played
            return _told(promise, order, _timed(small, played, whole), played, small)
    own = [(at, step) for at, step in whole if step.order in (order, "")]
    played = play(stage, [step for _, step in own], settle=False)
    return _told(promise, order, tuple(own), played, None)


def _small(
    stage: StageOf, whole: Sequence[tuple[int | None, Step]], wanted: Violation, order: str
) -> Shrunk | None:
    """Return the run made small; None if it does not break again without time."""
    moves = [Move(number, step.said) for number, (_, step) in enumerate(whole)]
    return shrink(lambda story: retold(stage, story, wanted), moves, order=order)


def _timed(small: Shrunk, played: Played, whole: Sequence[tuple[int | None, Step]]) -> Told:
    """Return the steps of a small story with the times that they had in the run."""
    steps = played.steps[: len(small.story)]
    times = [whole[one.origin][0] for one in small.story]
    return tuple(zip(times, steps, strict=True))


def _told(
    promise: Promise, order: str, story: Told, played: Played, small: Shrunk | None
) -> Failure:
    broke = played.breaks.get(promise.name, len(story))
    at_rest = promise.settle is not None
    tail = () if at_rest or small is None else played.steps[len(story) : broke]
    return Failure(
        promise=promise.name,
        order=order,
        documents=(),
        story=story,
        apps=played.apps if at_rest else _apps(played, broke),
        times=1,
        settle=at_rest or bool(tail),
        plays=small is not None,
        title=promise.title,
        clauses=promise.clauses,
        kind=promise.kind,
        assumptions=promise.assumptions,
        origin=promise.origin,
        tail=tuple((None, step) for step in tail),
        shrunk=None if small is None else small.shrinkage,
    )


def _apps(played: Played, steps: int) -> Apps:
    """Return the apps after so many steps of a story."""
    return played.befores[steps] if steps < len(played.befores) else played.apps
