"""Finds the story of each broken promise: from a whole run to the few steps that matter.

A run is cut to what concerns the order and what all orders share; then step by step whatever the
broken promise does not need. A story that cannot be played without time is told as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from sim.checks.ledger import Ledger
from sim.checks.steady import Steady
from sim.checks.tally import Break, Tally
from sim.explore.stories import Stage, play, shortest
from sim.record import Entry, Opening, opened
from sim.result import Failure
from sim.rules.step import Step
from sim.rules.world import Rules

LONGEST_TO_SHRINK = 2_000  # entries about one order; beyond this the story is told as it was


def failures_of(
    rules: Rules, tally: Tally, opening: tuple[Opening, ...], entries: list[Entry]
) -> tuple[Failure, ...]:
    """Return every promise that broke, and every gap, in the order of their first break."""
    start, judge = opened(rules, opening), Steady(tally.judge)

    def stage() -> Stage:
        return Stage(rules, judge, start, Ledger())

    return tuple(
        _failure(stage_of=stage, tally=tally, first=first, entries=entries)
        for first in tally.first.values()
    )


def _failure(
    *, stage_of: Callable[[], Stage], tally: Tally, first: Break, entries: list[Entry]
) -> Failure:
    until = first.entry or len(entries)
    told = [one for one in entries[:until] if one.step().order in (first.ruling.order, "")]
    steps = [entry.step() for entry in told]
    settle = first.promise.settle is not None
    cut = None
    if len(steps) <= LONGEST_TO_SHRINK:
        cut = shortest(stage_of, steps, first.promise.name, settle=settle)
    story = steps if cut is None else cut
    played = play(stage_of, story, settle=False)
    shown = played.steps if cut is not None else tuple(steps)
    return Failure(
        promise=first.promise.name,
        order=first.ruling.order,
        documents=first.ruling.documents,
        story=tuple(zip(_times(shown, told), shown, strict=True)),
        apps=played.apps,
        times=tally.breaks[first.promise.name],
        settle=settle,
        plays=cut is not None,
        title=first.promise.title,
        clauses=first.promise.clauses,
        kind=first.promise.kind,
        assumptions=first.promise.assumptions,
        origin=first.promise.origin,
    )


def _times(story: Sequence[Step], told: Sequence[Entry]) -> list[int | None]:
    """Return when each step of a story happened in the run, None where it happened only in it.

    The run is read forwards once, so that the times of a story never go back.
    """
    found: list[int | None] = []
    rest = iter(told)
    for step in story:
        said = msgspec.json.encode(step.said)
        ahead = list(rest)
        at = next((i for i, e in enumerate(ahead) if msgspec.json.encode(e.said) == said), None)
        found.append(None if at is None else ahead[at].at)
        rest = iter(ahead if at is None else ahead[at + 1 :])
    return found
