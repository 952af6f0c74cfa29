"""Runs that reports are drawn of, made once a test session. No test lives here."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from reports.page.page import Page, page_of
from reports.summary import Place, overall
from sim import saved
from sim.campaign import run_plan
from sim.library import plan_of, scenario_files
from sim.result import Result

Ran = tuple[Result, Place]


@cache
def ran(name: str, rules: str = "reference", seed: int = 1) -> Ran:
    """Return a shipped scenario's run, its record in a folder of its own."""
    folder = Path(mkdtemp(prefix="report-")) / f"{name}-{seed}"
    folder.mkdir()
    return again(folder, name, rules, seed)


def again(folder: Path, name: str, rules: str = "reference", seed: int = 1) -> Ran:
    """Return a run of a shipped scenario whose record lies in a folder."""
    plan = plan_of(scenario_files()[name], seed=seed, rules=rules)
    with (folder / "record.jsonl").open("wb") as file:
        result = run_plan(plan, file)
    return result, Place(folder.as_posix())


def page(*runs: Ran) -> Page:
    verdict = overall([result.verdict for result, _ in runs], cut=False)
    return page_of(runs, verdict=verdict, why=saved.why)


@cache
def broken_page() -> Page:
    """Return the report of a short story that breaks a promise."""
    return page(ran("slip-during-revoke", "look-then-delete"))


@cache
def good_page() -> Page:
    return page(ran("partial-issues"), ran("revoke-clean"))
