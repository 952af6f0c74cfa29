"""Hunts a planted bug through the library, until a promise of its own clause catches it.

Every bug is hunted on the same grounds in the same order, cheap ones first: all stories, all
populations with the first seed, all worlds under each of their settings up to so many states, then
the populations with further seeds. Nothing tells the hunt where its bug is. The reference is
hunted likewise, and must come out clean. What does not live here: several processes, words.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sim import saved
from sim.campaign import run_plan, story_file
from sim.checks.judge import Judge
from sim.exploring import explore_world
from sim.hunted import REFERENCE, Catch, Hunted
from sim.library import plan_of, read, scenario_files
from sim.record import Nameplate, Opening
from sim.result import Failure, Result
from sim.rules.variants import BUGS
from sim.run import Plan

SEEDS = (1, 2, 3)
MOST_STATES = 5_000  # of one world under one setting


class Ground(NamedTuple):
    """One place to search: a story, a population with a seed, a world under a setting."""

    path: str
    form: str
    seed: int = SEEDS[0]
    setting: int = 0


class Hunt(NamedTuple):
    """One hunt to make: all that a worker process needs to know."""

    name: str
    profile: str = ""
    folder: str = ""  # where the story goes; empty: nowhere
    most: int | None = None  # grounds to search at most
    seconds: float | None = None  # real time to spend at most


class Found(NamedTuple):
    """What broke on one ground."""

    scenario: str
    seed: int
    setting: str
    opening: tuple[Opening, ...]
    names: tuple[Nameplate, ...]
    failures: tuple[Failure, ...]
    interrupted: bool
    crash: str


@cache
def grounds() -> tuple[Ground, ...]:
    """Return where bugs are hunted, in the order of the search: the same for all of them."""
    of_form: dict[str, list[tuple[str, int]]] = {"story": [], "population": [], "world": []}
    for path in scenario_files().values():
        scenario = read(path)
        of_form[scenario.form].append((str(path), len(scenario.settings)))
    populations = [path for path, _ in of_form["population"]]
    return (
        *(Ground(path, "story") for path, _ in of_form["story"]),
        *(Ground(path, "population") for path in populations),
        *(Ground(path, "world", 0, at) for path, n in of_form["world"] for at in range(n)),
        *(Ground(path, "population", seed) for seed in SEEDS[1:] for path in populations),
    )


def hunt(wanted: Hunt) -> Hunted:
    """Search the grounds one after another; KeyboardInterrupt ends the hunt early."""
    began = time.monotonic()
    others: dict[str, None] = {}
    crash, interrupted, runs = "", False, 0
    catch: Catch | None = None

    def out_of_time() -> bool:
        return wanted.seconds is not None and time.monotonic() - began >= wanted.seconds

    searched = grounds()[: wanted.most]
    try:
        for ground in searched:
            if out_of_time():
                break
            plan = _plan(ground.path, wanted.profile)._replace(rules=wanted.name, seed=ground.seed)
            found = _search(ground, plan, out_of_time)
            runs += 1
            crash = crash or found.crash
            own = [one for one in found.failures if _gives_away(wanted.name, one)]
            if own:
                catch = _keep(found, plan, _shortest(own), wanted.folder)
                break
            others.update(dict.fromkeys(one.promise for one in found.failures))
            if found.interrupted:
                interrupted = True
                break
    except KeyboardInterrupt:
        interrupted = True
    bug = BUGS.get(wanted.name)
    return Hunted(
        name=wanted.name,
        clause=bug.clause if bug is not None else "",
        says=bug.says if bug is not None else ("", ""),
        items=bug.items if bug is not None else (),
        runs=runs,
        catch=catch,
        others=tuple(others),
        complete=catch is not None or (runs == len(searched) and not interrupted),
        seconds=time.monotonic() - began,
        interrupted=interrupted,
        crash=crash,
    )


@cache
def _plan(path: str, profile: str) -> Plan:
    return plan_of(Path(path), seed=0, profile=Path(profile) if profile else None)


def _gives_away(name: str, failure: Failure) -> bool:
    """Tell whether a promise catches this bug: one of its own clause; of the reference, any."""
    return name == REFERENCE or BUGS[name].clause in failure.clauses


def _shortest(failures: list[Failure]) -> Failure:
    """Return the one with the shortest story, of those that can be played if there are any."""
    return min(failures, key=lambda one: (not one.plays, len(one.story)))


def _search(ground: Ground, plan: Plan, should_stop: Callable[[], bool]) -> Found:
    """Run or walk one ground."""
    if ground.form == "world":
        walked = explore_world(
            plan,
            plan.scenario.settings[ground.setting],
            Judge(plan.assumptions, plan.promises),
            max_states=MOST_STATES,
            should_stop=should_stop,
        )
        crash = walked.crash or next((text for _, text in walked.crashes), "")
        return Found(
            walked.scenario,
            ground.seed,
            walked.setting,
            walked.opening,
            (),
            walked.failures,
            walked.interrupted,
            crash,
        )
    ran = run_plan(plan)
    return Found(
        ran.scenario,
        ground.seed,
        "",
        ran.opening,
        ran.names,
        ran.failures,
        ran.interrupted,
        _crash_of(ran),
    )


def _crash_of(ran: Result) -> str:
    return ran.crash or next((kept.crash for kept in ran.promises if kept.crash), "")


def _keep(found: Found, plan: Plan, failure: Failure, folder: str) -> Catch:
    """Save the story of a catch, or the whole run where the story needs time to happen."""
    catch = Catch(
        scenario=found.scenario,
        seed=found.seed,
        setting=found.setting,
        assumptions=plan.assumptions,
        opening=found.opening,
        names=found.names,
        failure=failure,
    )
    if not folder:
        return catch
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    if not failure.plays:
        with (place / "record.jsonl").open("wb") as file:
            run_plan(plan, file)
        return catch._replace(folder=folder)
    story = saved.saved(
        failure,
        scenario=found.scenario,
        seed=found.seed,
        rules=plan.rules,
        assumptions=plan.assumptions,
        opening=found.opening,
        names=found.names,
    )
    saved.write(story, place / story_file(failure.promise))
    return catch._replace(folder=folder)
