"""The harness alone as a judge of rules: the shipped library, cheapest first, each must pass.

Mutation testing of `sim/rules` (`mutants`) asks nobody else: what kills a mutant is a broken
promise, an answer that a story does not expect, a needed *sometimes* not seen, rules that fall
over; never a unit test, never a digest. What does not live here: the mutants.
"""

from __future__ import annotations

from typing import NamedTuple
from unittest.mock import patch

from sim import run
from sim.campaign import run_plan
from sim.checks.judge import Judge
from sim.explore.worlds import setting_name
from sim.exploring import explore_world
from sim.library import plan_of, scenario_files
from sim.run import Plan

WITH_FAULTS = {  # budgets of faults under which a world is small as well
    ("double-push", "1 duplicate"),
    ("double-push", "1 loss"),
    ("double-push", "1 crash"),
    ("push-of-deleted-slip", "1 loss"),
    ("mode-switched", "1 outage"),
    ("flows-switched", "1 loss"),
    ("flows-switched", "1 outage"),
}
MOST_STATES = 20_000  # the largest walk has 2,087: only rules that go on for ever come so far


class Ground(NamedTuple):
    """One scenario to pass; of a world, under one setting."""

    form: str
    name: str
    setting: int = 0


PLANS: dict[str, Plan] = {name: plan_of(path, seed=1) for name, path in scenario_files().items()}


def _grounds() -> list[Ground]:
    """Return the stories, the populations of one day, the worlds of some thousand states."""
    found = []
    for name, plan in PLANS.items():
        form = plan.scenario.form
        if form == "world":
            found += [
                Ground(form, name, at)
                for at, setting in enumerate(plan.scenario.settings)
                if at == 0 or (name, setting_name(setting)) in WITH_FAULTS
            ]
        elif form == "story" or plan.scenario.days == 1:
            found.append(Ground(form, name))
    return sorted(found, key=lambda one: ("story", "population", "world").index(one.form))


GROUNDS = {"-".join(map(str, one)): one for one in _grounds()}


def wrong(ground: Ground) -> str:
    """Return what the harness says of the reference rules there, empty if PASS.

    The shortest story is not looked for: nobody reads a mutant's, and it takes longest.
    """
    plan = PLANS[ground.name]
    if ground.form == "world":
        setting = plan.scenario.settings[ground.setting]
        walked = explore_world(plan, setting, Judge(plan.assumptions), max_states=MOST_STATES)
        broken = [one.promise for one in walked.failures]
        said = (walked.verdict, broken, walked.missing, walked.crash or walked.crashes)
    else:
        with patch.object(run, "failures_of", return_value=()):
            ran = run_plan(plan)
        broken = [one.name for one in ran.promises if one.verdict == "fail"]
        said = (ran.verdict, broken, ran.missing, ran.crash)
    return "" if said[0] == "pass" else repr(said)
