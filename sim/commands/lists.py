"""The commands `list` and `validate`: what there is, and whether a file is right."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from reports.words import say, word
from reports.words.problems import PROBLEMS
from sim.checks.judge import PROMISES
from sim.commands.shared import EXIT_OK, console, write_json
from sim.faults import CATALOGUE as FAULTS
from sim.faults import FaultInfo, standing_of
from sim.library import ROOT, find, read, scenario_files
from sim.phrase import told
from sim.reading import InputError, Problem, holds_profile, read_profile
from sim.rules.assumptions import CATALOGUE, Assumptions
from sim.rules.messages import FLOWS
from sim.rules.variants import BUGS, RULE_SETS

Rows = list[dict[str, Any]]
PROFILE = "profile"  # beside the forms of scenarios


def _scenarios(lang: str) -> Rows:
    found = []
    for name, path in scenario_files().items():
        scenario = read(path)
        title = scenario.title.vi if lang == "vi" else scenario.title.en
        found.append(
            {
                "name": name,
                "form": scenario.form,
                "clauses": list(scenario.clauses),
                "title": title,
            }
        )
    return found


def _promises(lang: str) -> Rows:
    reached = json.loads((ROOT / "reach.json").read_text(encoding="utf-8"))
    return [
        {
            "name": promise.name,
            "kind": promise.kind,
            "clauses": list(promise.clauses),
            "title": promise.title.vi if lang == "vi" else promise.title.en,
            "scenarios": reached.get(promise.name, []),
        }
        for promise in PROMISES
    ]


def _assumptions(lang: str) -> Rows:
    defaults = Assumptions()
    return [
        {
            "name": one.name,
            "default": getattr(defaults, one.name),
            "alternatives": list(one.alternatives),
            "clauses": list(one.clauses),
            "silent": one.silent_vi if lang == "vi" else one.silent_en,
            "promises": [p.name for p in PROMISES if one.name in p.assumptions],
        }
        for one in CATALOGUE
    ]


def _rules(lang: str) -> Rows:
    said = 0 if lang == "vi" else 1
    return [
        {
            "name": name,
            "clause": BUGS[name].clause if name in BUGS else "",
            "title": BUGS[name].says[said] if name in BUGS else say(lang, f"rules.{name}"),
        }
        for name in RULE_SETS
    ]


def _faults(lang: str) -> Rows:
    return [_fault(one, lang) for one in FAULTS]


def _fault(one: FaultInfo, lang: str) -> dict[str, Any]:
    because = one.because_vi if lang == "vi" else one.because_en
    key = "list.is" if one.same_as else "list.breaks" if one.promise else "list.why"
    return {
        "name": one.name,
        "where": one.where,
        "standing": standing_of(one.name),
        "title": one.vi if lang == "vi" else one.en,
        "note": say(lang, key, what=one.same_as or one.promise, because=because),
        "promise": one.promise,
        "patterns": list(one.patterns),
        "same_as": one.same_as,
        "because": because,
    }


def _flows(lang: str) -> Rows:
    push = ["automatic", "manual", "off"]
    return [
        {
            "name": flow,
            "setting": push if flow == "slip_to_accounting" else ["on", "off"],
            "title": word(lang, "flow", flow),
        }
        for flow in FLOWS
    ]


LISTS: dict[str, Callable[[str], Rows]] = {
    "scenarios": _scenarios,
    "promises": _promises,
    "assumptions": _assumptions,
    "rules": _rules,
    "faults": _faults,
    "flows": _flows,
}

# What a table leaves to the JSON: of promises the scenarios, of faults what the note says.
HIDDEN = ("scenarios", "promises", "promise", "patterns", "same_as", "because")


def go(options: argparse.Namespace) -> int:
    """Print one of the lists."""
    rows = LISTS[options.what](options.lang)
    _print(console(options), rows, options.lang)
    write_json(options, {"schema_version": 1, "command": "list", options.what: rows})
    return EXIT_OK


def _print(out: Console, rows: Rows, lang: str) -> None:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    shown = [name for name in rows[0] if name not in HIDDEN]
    for name in shown:
        table.add_column(say(lang, f"list.{name}"), overflow="fold", no_wrap=name == "name")
    for row in rows:
        cells = [_cell(row[name]) for name in shown]
        if "silent" in row:
            names = say(lang, "list.promises", names=_cell(row["promises"]))
            cells[-1] = f"{cells[-1]}\n{names}"
        table.add_row(*cells)
    out.print(table, markup=False)


def _cell(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def validate(options: argparse.Namespace) -> int:
    """Check scenario files and company profiles; all errors of all files at once."""
    problems: list[Problem] = []
    valid: list[dict[str, str]] = []
    for name in options.files:
        try:
            path = Path(name) if Path(name).is_file() else find(name)
            called, form = _named(path)
        except InputError as error:
            problems.extend(error.problems)
            continue
        valid.append({"file": name, "name": called, "form": form})
        shown = say(options.lang, "text.company_profile") if form == PROFILE else form
        out = console(options)
        out.print(say(options.lang, "text.valid", path=name, form=shown), markup=False)
    rows = [_row(one, options.lang) for one in problems]
    write_json(
        options, {"schema_version": 1, "command": "validate", "valid": valid, "problems": rows}
    )
    if problems:
        raise InputError(problems)
    return EXIT_OK


def _named(path: Path) -> tuple[str, str]:
    """Return the name and the form of what is in a file; InputError with all that is wrong."""
    if holds_profile(path):
        return read_profile(path).name, PROFILE
    scenario = read(path)
    return scenario.name, scenario.form


def _row(problem: Problem, lang: str) -> dict[str, Any]:
    """Return a problem as the summary has it: its place as data, the rest in words."""
    words = PROBLEMS[lang]
    place = {key: getattr(problem, key) for key in ("file", "line", "column", "where")}
    return {**place, "message": told(problem.message, words), "hint": told(problem.hint, words)}


__all__: Sequence[str] = ("LISTS", "go", "validate")
