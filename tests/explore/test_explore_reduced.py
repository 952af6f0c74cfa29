"""What a reduction may not change: every answer, on every world small enough to be walked twice."""

from __future__ import annotations

from typing import NamedTuple

from sim.checks.judge import Judge
from sim.explore.reduced import Reduction
from sim.explore.worlds import setting_name
from sim.exploring import explore_world
from sim.library import plan_of, scenario_files
from sim.result import Explored


def walked(world: str, setting: str, rules: str, *reduce: Reduction) -> Explored:
    plan = plan_of(scenario_files()[world], seed=0, rules=rules)
    chosen = next(one for one in plan.scenario.settings if setting_name(one) == setting)
    return explore_world(plan, chosen, Judge(plan.assumptions), reduce=reduce)


class Answer(NamedTuple):
    verdict: str
    broken: dict[str, int]  # the promise, with the length of its shortest story
    missing: tuple[str, ...]
    complete: bool


def answer(found: Explored) -> Answer:
    broken = {one.promise: len(one.story) for one in (*found.failures, *found.gaps)}
    return Answer(found.verdict, broken, found.missing, found.complete)
