"""What the command line prints: the table of runs, the failures, the gaps, the worlds.

What lives here: the choice of what a person reads first. What does not live here: the sentences
(`words`), one failure (`failure`), the JSON for other tools (`summary`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from reports.failure import failure_text, promise_lines
from reports.faults import faults_lines
from reports.risk import lost_lines, risk_lines
from reports.story import Names, tell_story
from reports.summary import Place
from reports.windows import windows_text
from reports.words import say, word
from reports.words.problems import PROBLEMS
from sim.checks.judge import Verdict
from sim.result import Explained, Failure, Result
from sim.totals import Finding, Open, Totals

MOST_PROBLEMS = 20  # of an order log; the rest is in the summary
MOST_FAILURES = 5  # failures told in full; the rest are in the summary and the run's folder

Why = Callable[[Result, Failure], Explained | None]  # why a failure breaks its promise


def run_text(
    console: Console,
    totals: Totals,
    *,
    verdict: Verdict,
    lang: str,
    strict: bool = False,
    why: Why | None = None,
) -> None:
    """Print what the runs of a call found; `strict` tells that gaps count as failures.

    `why` explains the failures that are told in full.
    """
    console.print(runs_table(totals, lang))
    failures = totals.failures.told()
    for one in failures[:MOST_FAILURES]:
        failure, result, _ = one.best
        printed(console, _failure(one, lang, why and why(result, failure)))
    if len(failures) > MOST_FAILURES:
        printed(console, say(lang, "text.more_failures", n=len(failures) - MOST_FAILURES))
    told: set[str] = set()
    for point, runs in totals.open_points():
        for line in _open_point(point, runs, lang, told):
            printed(console, line)
    for line in (*lost_lines(totals, lang), *_trace(totals, lang)):
        printed(console, line)
    told_gaps: dict[str, list[Finding]] = {}
    for one in totals.gaps.told():
        told_gaps.setdefault(one.promise, []).append(one)
    for gaps in told_gaps.values():
        printed(console, _gap(gaps, lang))
    for line in faults_lines(totals.faults, totals.waiting, lang):
        printed(console, line)
    windows_text(console, [totals.windows()], lang=lang)
    for line in risk_lines(totals, lang):
        printed(console, line)
    by_gap = strict and verdict != "fail" and totals.gapped
    printed(console, say(lang, "text.end_strict") if by_gap else last_line(totals, verdict, lang))


def printed(console: Console, text: str) -> None:
    """Print a text as it is: no markup, lines as long as they are."""
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def indented(traceback: str) -> str:
    """Return a traceback as part of a text."""
    return "\n".join(f"    {line}" for line in traceback.strip().splitlines())


def runs_table(totals: Totals, lang: str) -> Table:
    """Return the table: a row a run, or a row a scenario where there are many."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say(lang, "table.scenario"), no_wrap=True)
    table.add_column(say(lang, "table.runs" if totals.many else "table.seed"), justify="right")
    table.add_column(say(lang, "table.rules"))
    table.add_column(say(lang, "table.verdict"))
    for column in ("steps", "held", "broken", "gaps"):
        table.add_column(say(lang, f"table.{column}"), justify="right")
    for row in totals.rows():
        counts = (row.steps, row.held, row.broken, row.gaps)
        table.add_row(
            row.scenario,
            str(row.runs if totals.many else row.seed),
            row.rules,
            word(lang, "verdict", row.verdict),
            *map(str, counts),
            style={"fail": "bold red", "unknown": "yellow"}.get(row.verdict),
        )
    return table


def _failure(finding: Finding, lang: str, explained: Explained | None) -> str:
    failure, result, folder = finding.best
    text = failure_text(
        promise=failure.about,
        story=failure.story,
        apps=failure.apps if failure.order else None,
        order=failure.order,
        assumptions=result.assumptions,
        replay=Place(folder).replay(failure),
        report=folder or None,
        lang=lang,
        names=Names.of(result.names),
        settle=failure.settle,
        tail=failure.tail,
        shrunk=failure.shrunk,
        explained=explained,
    )
    where = say(
        lang,
        "text.where",
        scenario=result.scenario,
        seed=result.seed,
        runs=finding.runs,
        times=finding.times,
    )
    detail = ", ".join(failure.documents)
    return f"\n{text}\n\n{where}{f': {detail}' if detail else ''}\n"


def _gap(findings: list[Finding], lang: str) -> str:
    """Return a gap with the shortest of its stories, whatever their shapes."""
    failure, result, folder = findings[0].best
    title, called, *_ = promise_lines(failure.about, lang)
    runs, times = sum(one.runs for one in findings), sum(one.times for one in findings)
    lines = [
        f"{say(lang, 'section.gap')}: {title}",
        f"  {called}, " + say(lang, "text.found", runs=runs, times=times),
        *(f"  {line}" for line in tell_story(failure.story, lang, Names.of(result.names))),
        f"  {say(lang, 'story.settles')}",
    ]
    replay = Place(folder).replay(failure)
    return "\n".join((*lines, f"  {replay}" if replay else "")).rstrip() + "\n"


def _open_point(point: Open, runs: int, lang: str, told: set[str]) -> Iterator[str]:
    """Return why runs are no pass although nothing broke; a traceback is told once."""
    often = f" ({say(lang, 'text.in_runs', runs=runs)})" if runs > 1 else ""
    match point.kind:
        case "missing":
            yield f"{point.scenario}: {say(lang, 'section.unseen')}: {point.what}{often}"
        case "check":
            last = point.crash.strip().splitlines()[-1]
            yield say(lang, "text.check_crashed", promise=point.what, why=last) + often
            if point.crash not in told:
                told.add(point.crash)
                yield indented(point.crash)
        case "interrupted":
            yield say(lang, "progress.interrupted")
        case _:
            yield say(lang, f"text.{point.kind}_crashed", scenario=point.scenario) + often
            yield point.crash


def _trace(totals: Totals, lang: str) -> Iterator[str]:
    """Return what became of the lines of real order logs."""
    for problems in totals.problems.values():
        for problem in problems[:MOST_PROBLEMS]:
            yield problem.told(PROBLEMS[lang])
        if len(problems) > MOST_PROBLEMS:
            yield say(lang, "text.more_problems", n=len(problems) - MOST_PROBLEMS)
    for scenario, notes in totals.notes().items():
        counts = ", ".join(
            say(
                lang,
                "text.trace_left" if kind in ("unmapped", "bad") else "text.trace_count",
                kind=say(lang, f"trace.{kind}"),
                n=n,
                played=played,
            )
            for kind, n, played in notes
        )
        yield f"{scenario}: {counts}"


def last_line(totals: Totals, verdict: Verdict, lang: str) -> str:
    """Return the verdict of the whole call in one line."""
    return say(
        lang,
        f"text.end_{verdict}",
        runs=totals.runs,
        steps=totals.entries,
        broken=totals.broken,
        gaps=totals.gapped,
    )
