"""One exploration: a world under one budget of faults, walked and judged, as plain values."""

from __future__ import annotations

import time
from collections.abc import Callable

from sim.checks.judge import PROMISES, Judge, Verdict
from sim.checks.ledger import Ledger
from sim.explore.office import State
from sim.explore.search import Exploration, Progress, explore
from sim.explore.stories import Stage, play
from sim.explore.worlds import entering, model_of, setting_name
from sim.opening import opening_of
from sim.record import Opening, opened
from sim.result import Explored, Failure
from sim.rules.step import Step
from sim.rules.variants import rule_set
from sim.rules.world import act
from sim.run import Plan
from sim.scenario import Setting

KINDS = {promise.name: promise.kind for promise in PROMISES}
SETTLES = {promise.name: promise.settle is not None for promise in PROMISES}


def explore_world(
    plan: Plan,
    setting: Setting,
    judge: Judge,
    *,
    max_states: int | None = None,
    should_stop: Callable[[], bool] = lambda: False,
    on_progress: Callable[[Progress], None] | None = None,
) -> Explored:
    """Walk a world under one setting; the verdict is unknown if the space was cut."""
    rules = rule_set(plan.rules, plan.assumptions)
    opening = tuple(opening_of(plan.scenario))
    began = time.monotonic()
    found = explore(
        model_of(plan.scenario, setting, rules, judge, opening),
        max_states=max_states,
        should_stop=should_stop,
        on_progress=on_progress,
    )
    prelude = _prelude(plan, opening)
    start = opened(rules, opening)

    def stage() -> Stage:
        return Stage(rules, judge, start, Ledger())

    broken = tuple(_failure(name, found, prelude, stage) for name in found.findings)
    failures = tuple(one for one in broken if KINDS[one.promise] != "gap")
    missing = tuple(need for need in plan.scenario.needs if not _seen(need, found))
    return Explored(
        scenario=plan.scenario.name,
        setting=setting_name(setting),
        rules=plan.rules,
        assumptions=plan.assumptions,
        opening=opening,
        verdict=_verdict(failures, missing, found),
        states=found.states,
        transitions=found.transitions,
        depth=found.depth,
        terminal=found.terminal,
        complete=found.complete,
        interrupted=not found.complete and not should_stop() and found.states != max_states,
        seconds=time.monotonic() - began,
        failures=failures,
        gaps=tuple(one for one in broken if KINDS[one.promise] == "gap"),
        seen=tuple(found.seen),
        missing=missing,
    )


def _verdict(
    failures: tuple[Failure, ...], missing: tuple[str, ...], found: Exploration[State, Step]
) -> Verdict:
    if failures:
        return "fail"
    return "pass" if found.complete and not missing else "unknown"


def _seen(need: str, found: Exploration[State, Step]) -> bool:
    if need in found.seen:
        return True
    return any(need in one.clauses and one.name in found.seen for one in PROMISES)


def _prelude(plan: Plan, opening: tuple[Opening, ...]) -> tuple[Step, ...]:
    """Return the steps that enter the orders which exist when the world begins."""
    rules = rule_set(plan.rules, plan.assumptions)
    apps, steps = opened(rules, opening), []
    for order in plan.scenario.orders:
        step, apps = act(rules, apps, entering(order, _seller(plan)))
        steps.append(step)
    return tuple(steps)


def _seller(plan: Plan) -> str:
    cast = plan.scenario.cast.items()
    return next((name for name, one in cast if one.role == "salesperson"), "")


def _failure(
    name: str,
    found: Exploration[State, Step],
    prelude: tuple[Step, ...],
    stage: Callable[[], Stage],
) -> Failure:
    """Return a finding of the explorer as a failure, told from the entering of its order."""
    finding = found.findings[name]
    story = (*prelude, *finding.story)
    return Failure(
        promise=name,
        order=next((step.order for step in reversed(story) if step.order), ""),
        documents=(),
        story=tuple((None, step) for step in story),
        apps=play(stage, story, settle=False).apps,
        times=1,
        settle=SETTLES[name],
    )
