"""What was found in a bounded world, as people are told it: alike for walks and for samples.

What does not live here: the walking (`exploring`), the sampling (`sampling`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.checks.judge import Judge
from sim.checks.ledger import Ledger
from sim.checks.promise import Promise
from sim.explore.stories import Stage, play
from sim.explore.worlds import entering
from sim.record import Opening, opened
from sim.result import Failure
from sim.rules.step import Step
from sim.rules.world import Rules, act
from sim.run import Plan

Story = tuple[Step, ...]


def stage_of(rules: Rules, judge: Judge, opening: tuple[Opening, ...]) -> Callable[[], Stage]:
    """Return what gives a fresh stage with the office as it opens."""
    start = opened(rules, opening)
    return lambda: Stage(rules, judge, start, Ledger())


def prelude_of(plan: Plan, rules: Rules, opening: tuple[Opening, ...]) -> Story:
    """Return the steps that enter the orders which exist when the world begins."""
    cast = plan.scenario.cast.items()
    seller = next((name for name, one in cast if one.role == "salesperson"), "")
    apps, steps = opened(rules, opening), []
    for order in plan.scenario.orders:
        step, apps = act(rules, apps, entering(order, seller))
        steps.append(step)
    return tuple(steps)


def failure_of(promise: Promise, story: Story, stage: Callable[[], Stage], **more: Any) -> Failure:
    """Return a broken promise, or a gap, with its story and what the apps believe at its end."""
    return Failure(
        promise=promise.name,
        order=next((step.order for step in reversed(story) if step.order), ""),
        documents=(),
        story=tuple((None, step) for step in story),
        apps=play(stage, story, settle=False).apps,
        title=promise.title,
        clauses=promise.clauses,
        kind=promise.kind,
        assumptions=promise.assumptions,
        origin=promise.origin,
        **more,
    )
