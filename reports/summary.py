"""The summary of a call as one JSON object: the fields that other tools rely on."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from reports.failure import assumption_lines
from reports.faults import faults_summary
from reports.risk import risk_summary
from reports.story import Names, tell_story
from reports.windows import windows_summary
from reports.words.problems import PROBLEMS
from sim.checks.judge import Verdict, worst
from sim.result import Failure, Result, Shrinkage
from sim.totals import Finding, Totals

SCHEMA_VERSION = 1
RUNS = "@runs"  # stands for the runs while the rest becomes text


class Place(NamedTuple):
    """Where a run or a world is saved, and the command that replays one of its failures."""

    folder: str = ""
    command: str = "python run_sim.py"

    def replay(self, failure: Failure) -> str:
        """Return the command that plays a failure again."""
        name = f"story-{failure.promise}.json" if failure.plays else "record.jsonl"
        return f"{self.command} replay {self.folder}/{name}" if self.folder else ""


def summary(
    command: str, totals: Totals, runs: Sequence[dict[str, Any]], *, verdict: Verdict, lang: str
) -> dict[str, Any]:
    """Return the summary of the runs of a call, given that of each run."""
    findings = (*totals.failures.told(), *totals.gaps.told())
    return {
        "schema_version": SCHEMA_VERSION,
        "command": command,
        "verdict": verdict,
        "runs": runs,
        "findings": [finding_summary(one, lang) for one in findings],
        "lost": totals.lost_runs,
        "faults": faults_summary(totals.faults),
        "windows": windows_summary([totals.windows()], lang),
        "coverage": {
            "clauses": sorted(totals.clauses),
            "not_reached": sorted(totals.all_clauses - totals.clauses),
        },
        "risk": risk_summary(totals),
    }


def streamed(data: dict[str, Any], runs: Iterable[str]) -> Iterator[str]:
    """Return a summary as text, part by part: its runs, which may be many, each as JSON of its own.

    `data` has none of them.
    """
    text = json.dumps({**data, "runs": RUNS}, ensure_ascii=False, indent=1)
    before, _, after = text.partition(json.dumps(RUNS))
    yield f"{before}["
    for n, run in enumerate(runs):
        yield f"{',' if n else ''}\n  {run.strip()}"
    yield f"\n ]{after}\n"


def finding_summary(finding: Finding, lang: str) -> dict[str, Any]:
    """Return a kind of failure or gap: how often it was met, and its shortest story."""
    failure, result, folder = finding.best
    told = found(failure, result, Place(folder), Names.of(result.names), lang)
    return {
        "kind": failure.kind,
        "shape": finding.shape,
        "runs": finding.runs,
        "seeds": [{"scenario": scenario, "seed": seed} for scenario, seed in finding.seeds],
        **told,
        "times": finding.times,
    }


def overall(verdicts: Collection[Verdict], *, cut: bool) -> Verdict:
    """Return the verdict of a call; runs that were not made leave it unknown at best."""
    return worst((*verdicts, *(("unknown",) if cut or not verdicts else ())))


def run_summary(result: Result, place: Place, lang: str) -> dict[str, Any]:
    """Return one run."""
    names = Names.of(result.names)
    return {
        "scenario": result.scenario,
        "form": result.form,
        "seed": result.seed,
        "rules": result.rules,
        "verdict": result.verdict,
        "digest": result.digest,
        "events": result.events,
        "operations": result.operations,
        "settled": result.settled,
        "interrupted": result.interrupted,
        "folder": place.folder,
        "missing": list(result.missing),
        "faults": [one._asdict() for one in result.faults],
        "waiting": list(result.waiting),
        "crash": result.crash,
        "lost": "" if result.lost is None else result.lost.told(PROBLEMS[lang]),
        "trace_problems": [problem.told(PROBLEMS[lang]) for problem in result.problems],
        "trace": {kind: {"lines": n, "played": played} for kind, n, played in result.notes},
        "promises": [
            {
                "name": kept.name,
                "kind": kept.kind,
                "clauses": list(kept.clauses),
                "title": kept.title.vi if lang == "vi" else kept.title.en,
                "verdict": kept.verdict,
                "held": kept.held,
                "broken": kept.broken,
                "crash": kept.crash,
            }
            for kept in result.promises
        ],
        "failures": [found(one, result, place, names, lang) for one in result.failures],
        "gaps": [found(one, result, place, names, lang) for one in result.gaps],
    }


def found(
    failure: Failure, result: Result, place: Place, names: Names, lang: str
) -> dict[str, Any]:
    """Return one failure or gap."""
    return {
        "promise": failure.promise,
        "clauses": list(failure.clauses),
        "title": failure.title.vi if lang == "vi" else failure.title.en,
        "assumptions": assumption_lines(failure.about, result.assumptions, lang),
        "order": failure.order,
        "documents": list(failure.documents),
        "times": failure.times,
        "steps": tell_story(failure.story, lang, names),
        "then": tell_story(failure.tail, lang, names, len(failure.story)),
        "shrunk": None if failure.shrunk is None else shrunk_summary(failure.shrunk),
        "replay": place.replay(failure),
    }


def shrunk_summary(shrunk: Shrinkage) -> dict[str, Any]:
    """Return how a story was made small."""
    told: dict[str, Any] = msgspec.to_builtins(shrunk)
    return {**told, "tries": shrunk.tries}
