"""The command `explore`: every interleaving of bounded worlds, complete or told not to be."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from reports.explored import explored_summary, explored_text
from reports.summary import overall
from sim import saved
from sim.campaign import folder_of, stamp, story_file
from sim.checks.judge import Judge, Verdict
from sim.commands import sample
from sim.commands.shared import (
    Talk,
    UsageError,
    console,
    deadline,
    exit_code,
    profile_path,
    write_json,
)
from sim.explore.reduced import DEFAULT, REDUCTIONS, Reduction
from sim.exploring import explore_world
from sim.library import find, plan_of, read, scenario_files
from sim.phrase import phrase
from sim.reading import Problem
from sim.result import Explored
from sim.run import Plan

REDUCE: dict[str, tuple[Reduction, ...]] = {
    **{name: (name,) for name in REDUCTIONS},
    "all": REDUCTIONS,
    "none": (),
}


def go(options: argparse.Namespace) -> int:
    """Explore the worlds of the command line under each of their settings."""
    sample.check(options)
    plans = plans_of(options)
    if options.strategy != sample.EXHAUSTIVE:
        return sample.go(options, plans, lambda one: _kept(one, options))
    total = sum(len(plan.scenario.settings) for plan in plans)
    talk = Talk(options, total)
    until = deadline(options)
    explored: list[Explored] = []
    interrupted = False
    try:
        for plan in plans:
            for setting in plan.scenario.settings:
                one = explore_world(
                    plan,
                    setting,
                    Judge(plan.assumptions, plan.promises),
                    reduce=DEFAULT if options.reduce is None else REDUCE[options.reduce],
                    max_states=options.max_states,
                    should_stop=lambda: until is not None and time.monotonic() >= until,
                    on_progress=lambda p: talk.progress(
                        len(explored),
                        "progress.states",
                        states=p.states,
                        depth=p.depth,
                        broken=sum(len(e.failures) for e in explored),
                    ),
                )
                explored.append(_kept(one, options))
                if one.interrupted:
                    raise KeyboardInterrupt
    except KeyboardInterrupt:
        interrupted = True
    finally:
        talk.end()
    return _told(explored, options, cut=len(explored) < total, interrupted=interrupted)


def plans_of(options: argparse.Namespace) -> list[Plan]:
    """Return the worlds that the command line asks for."""
    if options.max_states is not None and options.max_states < 1:
        wrong = phrase("usage.one_state")
        raise UsageError(Problem(f"--max-states {options.max_states}", 0, 0, "", wrong))
    profile = profile_path(options.profile)
    paths = [find(name) for name in options.worlds] or _library()
    plans = [plan_of(path, seed=0, rules=options.rules, profile=profile) for path in paths]
    for plan in plans:
        if plan.scenario.form != "world":
            name, form = plan.scenario.name, plan.scenario.form
            raise UsageError(phrase("usage.no_world", name=name, form=form))
    return plans


def _library() -> list[Path]:
    return [path for path in scenario_files().values() if read(path).form == "world"]


def _kept(one: Explored, options: argparse.Namespace) -> Explored:
    """Save the stories of a world's failures and gaps; return it with the folder's name."""
    found = (*one.failures, *one.gaps)
    if not found:
        return one
    folder = folder_of(Path(options.out), one.scenario, stamp(), 0)
    folder.mkdir(parents=True)
    for failure in found:
        saved.write(saved.of_world(one, failure), folder / story_file(failure.promise))
    return one._replace(folder=folder.as_posix())


def _told(
    explored: list[Explored], options: argparse.Namespace, *, cut: bool, interrupted: bool
) -> int:
    verdicts: list[Verdict] = [one.verdict for one in explored]
    verdict = overall(verdicts, cut=cut)
    explored_text(console(options), explored, verdict=verdict, lang=options.lang, why=saved.why)
    data: dict[str, Any] = explored_summary(explored, verdict=verdict, lang=options.lang)
    write_json(options, data)
    gaps = any(one.gaps for one in explored)
    return exit_code(verdict, gaps=gaps, strict=options.strict, interrupted=interrupted)
