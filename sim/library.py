"""The library: finds scenarios and profiles by name, and reads them as a run needs them.

A scenario is named by its file's name under `scenarios/` or by a path. What does not live here:
what is right or wrong in a file (`reading`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from actors.trace import Trace, TraceError, load_map, read_trace
from sim.checks.judge import PROMISES
from sim.checks.windows import GOALS
from sim.own import own_files, own_promise, promises_of
from sim.phrase import phrase
from sim.reading import InputError, Known, Problem, read_profile, read_scenario
from sim.reading.problem import suggestion
from sim.rules.assumptions import Assumptions
from sim.run import Plan
from sim.scenario import FlowSettings, Profile, Scenario
from sim.staff import find_actor

ROOT = Path(__file__).resolve().parent.parent / "scenarios"
FORMS = ("populations", "stories", "worlds", "regressions")
TRACE_SCENARIO = "trace-day"


@cache
def scenario_files() -> dict[str, Path]:
    """Return the shipped scenarios: name -> file, in the order of their names."""
    found = [path for folder in FORMS for path in (ROOT / folder).glob("*.yaml")]
    return {path.stem: path for path in sorted(found, key=lambda path: path.stem)}


@cache
def profile_files() -> dict[str, Path]:
    """Return the shipped company profiles: name -> file."""
    return {path.stem: path for path in sorted((ROOT / "profiles").glob("*.yaml"))}


@cache
def known() -> Known:
    """Return the names that a scenario may refer to."""
    return Known(
        promises=frozenset(promise.name for promise in PROMISES),
        windows=frozenset(GOALS),
        profiles=frozenset(profile_files()),
    )


def find(name: str) -> Path:
    """Return the file of a scenario, by name or path; InputError names the nearest right name."""
    files = scenario_files()
    if name in files:
        return files[name]
    path = Path(name)
    if path.is_file():
        return path
    message = phrase("file.missing" if path.suffix else "find.no_scenario")
    raise InputError([Problem(name, 0, 0, "", message, suggestion(name, files))])


def read(path: Path, overrides: Sequence[str] = ()) -> Scenario:
    """Return the scenario in a file; InputError with all its problems.

    A Python file with promises of its own is executed: that it holds them is part of being right.
    """
    names = replace(
        known(),
        own_promise=lambda text: own_promise(text, path.parent).name,
        find_actor=lambda text: find_actor(text, path.parent),
    )
    return read_scenario(path, names, tuple(overrides))


def plan_of(
    path: Path,
    *,
    seed: int,
    rules: str = "reference",
    overrides: Sequence[str] = (),
    profile: Path | None = None,
    strict_trace: bool = False,
    log: tuple[str, str] | None = None,
    trace: Trace | None = None,
) -> Plan:
    """Return what to run: the scenario with its profile and, if it has one, its order log.

    `log` (the files of an order log and of its mapping), or a `trace` read before, takes the place
    of the scenario's own.

    Raises InputError for a wrong scenario, profile or log, with every problem.
    """
    scenario = read(path, overrides)
    if profile is None and scenario.profile:
        profile = profile_files()[scenario.profile]
    company = read_profile(profile) if profile is not None else None
    return Plan(
        scenario=merged(scenario, company),
        source=path.name,
        folder=path.parent,
        rules=rules,
        seed=seed,
        assumptions=assumptions_of(scenario, company),
        text=path.read_text(encoding="utf-8-sig"),
        overrides=tuple(overrides),
        profile=profile.read_text(encoding="utf-8-sig") if profile is not None else "",
        trace=trace or trace_of(log or _log_of(scenario, path.parent), strict=strict_trace),
        promises=promises_of(scenario, path.parent),
        own=own_files(scenario, path.parent),
    )


def merged(scenario: Scenario, company: Profile | None) -> Scenario:
    """Return the scenario with the company's flow set-up where it states none of its own."""
    if company is None:
        return scenario
    own = scenario.flows.model_dump(exclude_unset=True)
    flows = FlowSettings(**{**company.flows.model_dump(), **own})
    return scenario.model_copy(update={"flows": flows})


def assumptions_of(scenario: Scenario, company: Profile | None) -> Assumptions:
    """Return the assumptions: defaults, then the company's, then the scenario's own."""
    base = company.assumptions.over(Assumptions()) if company is not None else Assumptions()
    return scenario.assumptions.over(base)


def _log_of(scenario: Scenario, folder: Path) -> tuple[str, str] | None:
    if scenario.trace is None:
        return None
    return str(folder / scenario.trace.file), str(folder / scenario.trace.map)


def trace_of(log: tuple[str, str] | None, *, strict: bool) -> Trace | None:
    """Return the works in an order log, given its file and its mapping's; None if there is none."""
    if log is None:
        return None
    file, columns = log
    try:
        return read_trace(Path(file), load_map(Path(columns)), strict=strict)
    except TraceError as error:
        raise InputError(
            Problem(
                problem.file,
                problem.line,
                problem.column or 1,
                problem.column_name,
                problem.reason,
                phrase("hint.here", value=repr(problem.value)) if problem.value else "",
            )
            for problem in error.problems
        ) from None
