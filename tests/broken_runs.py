"""Runs that broke promises, and their stories played again. No test lives here."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache

import msgspec

from sim.campaign import run_plan
from sim.checks.judge import Judge
from sim.checks.ledger import Ledger
from sim.checks.steady import Steady
from sim.explore.stories import Played, Stage, Violation, play, violation
from sim.library import plan_of, scenario_files
from sim.record import AnyLine, Entry, opened
from sim.result import Failure, Result
from sim.rules.step import Step
from sim.rules.variants import rule_set
from sim.run import judge_entries


@cache
def broken(scenario: str, rules: str, seed: int = 1) -> Result:
    """Return a run that broke something."""
    result = run_plan(plan_of(scenario_files()[scenario], seed=seed, rules=rules))
    assert result.failures, f"{scenario} under {rules} breaks nothing"
    return result


@cache
def first_breaks(scenario: str, rules: str, seed: int = 1) -> dict[str, Violation]:
    """Return how each promise broke first in the run itself, judged from its record."""
    plan = plan_of(scenario_files()[scenario], seed=seed, rules=rules)
    file = io.BytesIO()
    result = run_plan(plan, file)
    lines = [msgspec.json.decode(line, type=AnyLine) for line in file.getvalue().splitlines()]
    entries = [line for line in lines if isinstance(line, Entry)]
    judge = Judge(plan.assumptions, plan.promises)
    tally, apps = judge_entries(rule_set(rules, plan.assumptions), judge, result.opening, entries)
    tally.settle(apps)
    return {
        name: violation(name, entries[one.entry - 1].step() if one.entry else None)
        for name, one in tally.first.items()
    }


def told(result: Result) -> list[Failure]:
    """Return the failures and gaps of a run whose stories can be played."""
    return [one for one in (*result.failures, *result.gaps) if one.plays]


def failure(result: Result, promise: str) -> Failure:
    return next(one for one in told(result) if one.promise == promise)


def stage_of(result: Result) -> Stage:
    """Return the stage on which the stories of a run are played, with every promise."""
    rules = rule_set(result.rules, result.assumptions)
    judge = Steady(Judge(result.assumptions))
    return Stage(rules, judge, opened(rules, result.opening), Ledger())


def steps_of(one: Failure) -> list[Step]:
    return [step for _, step in one.story]


def again(result: Result, one: Failure, steps: Sequence[Step] | None = None) -> Played:
    """Play a failure's story, or other steps, on its terms."""
    story = steps_of(one) if steps is None else steps
    return play(lambda: stage_of(result), story, settle=one.settle)
