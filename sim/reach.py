"""Which shipped scenarios reach which promise, found out by running them: `scenarios/reach.json`.

`python -m sim.reach` writes the file anew; a test compares it with what really happens. A
population is run with seed 1; a world is walked under its first setting (any order of arrival).
"""

from __future__ import annotations

import json
from pathlib import Path

from sim.campaign import run_plan
from sim.checks.judge import PROMISES, Judge
from sim.exploring import explore_world
from sim.library import ROOT, plan_of, scenario_files

FILE = ROOT / "reach.json"


def reached_by(path: Path) -> list[str]:
    """Return the promises that one scenario puts to the test, and the gaps that it finds."""
    plan = plan_of(path, seed=1)
    if plan.scenario.form == "world":
        walked = explore_world(plan, plan.scenario.settings[0], Judge(plan.assumptions))
        return sorted({*walked.seen, *(gap.promise for gap in walked.gaps)})
    result = run_plan(plan)
    held = {kept.name for kept in result.promises if kept.held}
    return sorted({*held, *(gap.promise for gap in result.gaps)})


def reach() -> dict[str, list[str]]:
    """Return promise -> names of the scenarios that reach it, in the order of the promises."""
    found = {name: reached_by(path) for name, path in scenario_files().items()}
    return {
        promise.name: [name for name, promises in found.items() if promise.name in promises]
        for promise in PROMISES
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(reach(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
