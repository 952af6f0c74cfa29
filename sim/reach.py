"""Which shipped scenarios reach what, found out by running them.

`scenarios/reach.json` has the promises, `scenarios/windows.json` the cells of the guard-window
matrix with what was answered there. `python -m sim.reach` writes both anew; a test compares them
with what really happens. A population is run with seed 1; a world is walked under its first
setting (any order of arrival).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from sim.campaign import run_plan
from sim.checks.judge import PROMISES, Judge
from sim.checks.windows import CELLS, Window, merged
from sim.exploring import explore_world
from sim.library import ROOT, plan_of, scenario_files

FILE = ROOT / "reach.json"
WINDOWS = ROOT / "windows.json"


class Reached(NamedTuple):
    """What one scenario reaches: promises that it puts to the test, gaps, cells of the matrix."""

    promises: frozenset[str]
    windows: tuple[Window, ...]


def reached_by(path: Path) -> Reached:
    """Return what one scenario reaches."""
    plan = plan_of(path, seed=1)
    if plan.scenario.form == "world":
        walked = explore_world(plan, plan.scenario.settings[0], Judge(plan.assumptions))
        gaps = (gap.promise for gap in walked.gaps)
        return Reached(frozenset((*walked.seen, *gaps)), walked.windows)
    result = run_plan(plan)
    held = (kept.name for kept in result.promises if kept.held)
    gaps = (gap.promise for gap in result.gaps)
    return Reached(frozenset((*held, *gaps)), result.windows)


def library() -> dict[str, Reached]:
    """Return what each shipped scenario reaches."""
    return {name: reached_by(path) for name, path in scenario_files().items()}


def promises(found: dict[str, Reached]) -> dict[str, list[str]]:
    """Return promise -> names of the scenarios that reach it, in the order of the promises."""
    return {
        promise.name: [name for name, one in found.items() if promise.name in one.promises]
        for promise in PROMISES
    }


def windows(found: dict[str, Reached]) -> dict[str, dict[str, Any]]:
    """Return cell -> its answers, and names of the scenarios that reach it, in table order."""
    cells = {window.name: window for window in merged(one.windows for one in found.values())}
    return {
        name: {
            "answers": [one.answer for one in cells[name].answers] if name in cells else [],
            "scenarios": [
                scenario
                for scenario, one in found.items()
                if any(window.name == name for window in one.windows)
            ],
        }
        for name in CELLS
    }


def write() -> None:
    """Write both files anew."""
    found = library()
    for file, data in ((FILE, promises(found)), (WINDOWS, windows(found))):
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
