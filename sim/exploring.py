"""One exploration: a world under one budget of faults, walked and judged, as plain values."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Collection

from sim.checks.judge import Judge, Verdict
from sim.checks.promise import Promise
from sim.checks.steady import Steady
from sim.checks.tally import unmet
from sim.checks.told import REST_STAYS_IN_REACH
from sim.checks.windows import collected, other_goals
from sim.explore.bounded import State
from sim.explore.model import Exploration, Finding
from sim.explore.reduced import DEFAULT, Reduction, Walker
from sim.explore.search import Progress
from sim.explore.stories import Stage
from sim.explore.worlds import office_of, setting_name
from sim.found import Story, failure_of, prelude_of, stage_of
from sim.opening import opening_of
from sim.record import Opening
from sim.result import Explored, Failure
from sim.rules.step import Step
from sim.rules.variants import rule_set
from sim.run import Plan
from sim.scenario import Setting


def explore_world(
    plan: Plan,
    setting: Setting,
    judge: Judge,
    *,
    reduce: Collection[Reduction] = DEFAULT,
    max_states: int | None = None,
    should_stop: Callable[[], bool] = lambda: False,
    on_progress: Callable[[Progress], None] | None = None,
) -> Explored:
    """Walk a world under one setting; the verdict is unknown if the space was cut.

    Rules that crash on the way are a failure, told with their traceback.
    """
    rules, steady = rule_set(plan.rules, plan.assumptions), Steady(judge)
    opening = tuple(opening_of(plan.scenario))
    began = time.monotonic()
    try:
        office = office_of(plan.scenario, setting, rules, steady, opening)
        found, reduced = Walker(
            reduce=reduce,
            unmet=lambda shown: bool(
                unmet(plan.scenario.needs, {*shown, *office.kept}, judge.promises)
            ),
            max_states=max_states,
            should_stop=should_stop,
            on_progress=on_progress,
        ).walk(office)
    except Exception:  # a crash inside the rules is a finding, told with its trace
        return _crashed(plan, setting, opening, time.monotonic() - began)
    prelude, stage = prelude_of(plan, rules, opening), stage_of(rules, steady, opening)
    by_name = {promise.name: promise for promise in judge.promises}
    broken = [
        _failure(by_name[name], prelude, finding, stage) for name, finding in found.findings.items()
    ]
    failures = tuple(one for one in broken if one.kind != "gap")
    seen = tuple(dict.fromkeys((*found.seen, *sorted(office.kept))))
    missing = unmet(plan.scenario.needs, {*seen, *found.findings}, judge.promises)
    return Explored(
        scenario=plan.scenario.name,
        setting=setting_name(setting),
        rules=plan.rules,
        assumptions=plan.assumptions,
        opening=opening,
        verdict=_verdict(failures, (*missing, *steady.crashes), found),
        states=found.states,
        transitions=found.transitions,
        depth=found.depth,
        terminal=found.terminal,
        complete=found.complete,
        interrupted=not found.complete and not should_stop() and found.states != max_states,
        seconds=time.monotonic() - began,
        failures=failures,
        gaps=tuple(one for one in broken if one.kind == "gap"),
        seen=other_goals(seen),
        missing=missing,
        reduced=reduced,
        crashes=tuple(steady.crashes.items()),
        windows=collected({name: one.times for name, one in found.seen.items()}),
    )


def _crashed(
    plan: Plan, setting: Setting, opening: tuple[Opening, ...], seconds: float
) -> Explored:
    """Return what is known of a walk on which the rules crashed: that they did."""
    return Explored(
        scenario=plan.scenario.name,
        setting=setting_name(setting),
        rules=plan.rules,
        assumptions=plan.assumptions,
        opening=opening,
        verdict="fail",
        states=0,
        transitions=0,
        depth=0,
        terminal=0,
        complete=False,
        interrupted=False,
        seconds=seconds,
        failures=(),
        gaps=(),
        seen=(),
        missing=(),
        crash=traceback.format_exc(),
    )


def _verdict(
    failures: tuple[Failure, ...], open_points: tuple[str, ...], found: Exploration[State, Step]
) -> Verdict:
    if failures:
        return "fail"
    return "pass" if found.complete and not open_points else "unknown"


def _failure(
    promise: Promise, prelude: Story, finding: Finding[State, Step], stage: Callable[[], Stage]
) -> Failure:
    """Return a finding of the explorer as a failure, told from the entering of its order."""
    endless = finding.loop or promise.name == REST_STAYS_IN_REACH.name
    return failure_of(
        promise,
        (*prelude, *finding.story, *finding.loop),
        stage,
        times=1,
        settle=promise.settle is not None and not endless,
        endless=len(finding.loop) if endless else None,
    )
