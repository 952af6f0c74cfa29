"""One sample: walks through a world under one budget of faults, judged, as plain values.

For worlds that are too large for `exploring`. The verdict is never "pass": walks prove nothing.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator

from sim.checks.judge import Judge
from sim.checks.promise import Promise
from sim.checks.steady import Steady
from sim.checks.tally import unmet
from sim.checks.windows import collected, other_goals
from sim.explore.aspects import actor_of, event_of, marks_of, situation
from sim.explore.bounded import State
from sim.explore.choices import Choices
from sim.explore.coverage import Coverage
from sim.explore.model import Model
from sim.explore.samples import Draw, Hit, Sample, Sampler
from sim.explore.stories import Stage
from sim.explore.swarm import switched_off
from sim.explore.worlds import model_of, setting_name
from sim.found import Story, prelude_of, stage_of
from sim.opening import opening_of
from sim.record import Opening
from sim.result import Explored, Failure, Sampled, Stretch
from sim.rules.step import Step
from sim.rules.variants import rule_set
from sim.rules.world import Rules
from sim.run import Plan
from sim.scenario import Scenario, Setting
from sim.telling import told_small

FAULTS = tuple(Setting.model_fields)
Taken = Sample[State, Step]
Books = Coverage[State, Step]


def sample_world(
    plan: Plan,
    setting: Setting,
    judge: Judge,
    draw: Draw,
    *,
    walks: int | None,
    should_stop: Callable[[], bool] = lambda: False,
    on_walk: Callable[[Taken], None] = lambda _: None,
) -> Sampled:
    """Walk through a world under one setting; fail if a promise broke on the way, else unknown.

    Rules that crash on the way are a failure, told with their traceback; the walks before it are
    lost with it.
    """
    rules, steady = rule_set(plan.rules, plan.assumptions), Steady(judge)
    opening = tuple(opening_of(plan.scenario))
    coverage = Books(marks_of(tuple(one.order for one in plan.scenario.orders)), event_of)
    began, crash = time.monotonic(), ""

    def world(choices: Choices | None) -> Model[State, Step]:
        scenario, faults = plan.scenario, setting
        if choices is not None:
            scenario, faults = without(scenario, setting, off_in(scenario, setting, choices))
        return model_of(scenario, faults, rules, steady, opening)

    sampler = Sampler(
        world=world, draw=draw, actor_of=actor_of, coverage=coverage, identity=situation
    )
    try:
        found = sampler.sample(walks, should_stop=should_stop, on_walk=on_walk)
    except Exception:  # a crash inside the rules is a finding, told with its trace
        found, crash = Taken(), traceback.format_exc()
    broken = tuple(_failures(plan, rules, steady, opening, found))
    failures = tuple(one for one in broken if one.kind != "gap")
    shown = {*found.seen, *found.hits}
    explored = Explored(
        scenario=plan.scenario.name,
        setting=setting_name(setting),
        rules=plan.rules,
        assumptions=plan.assumptions,
        opening=opening,
        verdict="fail" if failures or crash else "unknown",
        states=found.states,
        transitions=found.steps,
        depth=found.deepest + 1,
        terminal=found.walks - found.unrested,
        complete=False,
        interrupted=found.interrupted,
        seconds=time.monotonic() - began,
        failures=failures,
        gaps=tuple(one for one in broken if one.kind == "gap"),
        seen=other_goals(found.seen),
        missing=unmet(plan.scenario.needs, shown, judge.promises),
        crash=crash,
        crashes=tuple(steady.crashes.items()),
        windows=collected(found.seen),
    )
    return Sampled(
        explored=explored,
        strategy=draw.strategy,
        seed=draw.seed,
        walks=found.walks,
        unrested=found.unrested,
        first={name: hit.walk for name, hit in found.hits.items()},
        goals=tuple(
            one.name for one in judge.promises if one.kind == "sometimes" and one.name in found.seen
        ),
        standings=tuple(sorted(coverage.marks)),
        both_ways=tuple(coverage.both_ways()),
        one_way=tuple(coverage.one_way()),
        curve=tuple(Stretch(*news) for news in coverage.curve()),
        last_new=max((*coverage.marks.values(), *coverage.pairs.values()), default=0),
    )


# --- what a swarm switches off ------------------------------------------------------------------


def off_in(scenario: Scenario, setting: Setting, choices: Choices) -> frozenset[str]:
    """Draw what one walk goes without: people, kinds of offers, budgets of faults.

    Somebody stays and something is left to do; what may go wrong may all be off.
    """
    people = [f"person {name}" for name in scenario.cast]
    kinds = dict.fromkeys(kind for one in scenario.cast.values() for kind in one.may)
    faults = [f"fault {name}" for name in FAULTS if getattr(setting, name)]
    return switched_off(choices, (people, [f"offer {kind}" for kind in kinds]), faults)


def without(scenario: Scenario, setting: Setting, off: frozenset[str]) -> tuple[Scenario, Setting]:
    """Return a world and its budget of faults without what is off."""
    cast = {
        name: one.model_copy(
            update={"may": {kind: n for kind, n in one.may.items() if f"offer {kind}" not in off}}
        )
        for name, one in scenario.cast.items()
        if f"person {name}" not in off
    }
    none = {name: 0 for name in FAULTS if f"fault {name}" in off}
    return scenario.model_copy(update={"cast": cast}), setting.model_copy(update=none)


# --- what broke ---------------------------------------------------------------------------------


def _failures(
    plan: Plan, rules: Rules, steady: Steady, opening: tuple[Opening, ...], found: Taken
) -> Iterator[Failure]:
    """Return every promise that broke, and every gap, in the order of their first break."""
    prelude, stage = prelude_of(plan, rules, opening), stage_of(rules, steady, opening)
    by_name = {promise.name: promise for promise in steady.promises}
    for name, hit in found.hits.items():
        yield _failure(by_name[name], prelude, hit, stage)


def _failure(
    promise: Promise, prelude: Story, hit: Hit[State, Step], stage: Callable[[], Stage]
) -> Failure:
    """Return a hit as a failure, made small; as it was, if it needs the walk."""
    whole = [(None, step) for step in (*prelude, *hit.story)]
    order = next((step.order for _, step in reversed(whole) if step.order), "")
    found = told_small(stage, promise, whole, wanted=None, order=order)
    return found._replace(times=hit.times)
