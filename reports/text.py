"""What the command line prints: the table of runs, the failures, the gaps, the worlds.

What lives here: the choice of what a person reads first. What does not live here: the sentences
(`words`), one failure (`failure`), the JSON for other tools (`summary`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from reports.failure import failure_text, promise_lines
from reports.faults import faults_lines
from reports.story import Names, tell_story
from reports.summary import Place
from reports.windows import windows_text
from reports.words import say, word
from reports.words.problems import PROBLEMS
from sim.checks.judge import Verdict
from sim.result import Explained, Failure, Result

MOST_ROWS = 60  # more runs than this are added up by scenario
MOST_PROBLEMS = 20  # of an order log; the rest is in the summary
MOST_FAILURES = 5  # failures told in full; the rest are in the summary and the run's folder

Ran = Sequence[tuple[Result, Place]]
Why = Callable[[Result, Failure], Explained | None]  # why a failure breaks its promise


class Group(NamedTuple):
    """One promise over all runs: in how many it broke, how often, and its shortest story."""

    promise: str
    runs: int
    times: int
    failure: Failure
    result: Result
    place: Place


def run_text(
    console: Console,
    ran: Ran,
    *,
    verdict: Verdict,
    lang: str,
    strict: bool = False,
    why: Why | None = None,
) -> None:
    """Print what the runs of a call found; `strict` tells that gaps count as failures.

    `why` explains the failures that are told in full.
    """
    console.print(runs_table(ran, lang))
    failures = grouped((one, r, p) for r, p in ran for one in r.failures)
    for group in failures[:MOST_FAILURES]:
        printed(console, _failure(group, lang, why and why(group.result, group.failure)))
    if len(failures) > MOST_FAILURES:
        printed(console, say(lang, "text.more_failures", n=len(failures) - MOST_FAILURES))
    told: set[str] = set()
    for result, _ in ran:
        for line in _open_points(result, lang, told):
            printed(console, line)
        for line in _trace(result, lang):
            printed(console, line)
    for group in grouped((one, r, p) for r, p in ran for one in r.gaps):
        printed(console, _gap(group, lang))
    for line in faults_lines([result for result, _ in ran], lang):
        printed(console, line)
    windows_text(console, (result.windows for result, _ in ran), lang=lang)
    by_gap = strict and verdict != "fail" and any(result.gaps for result, _ in ran)
    printed(console, say(lang, "text.end_strict") if by_gap else last_line(ran, verdict, lang))


def printed(console: Console, text: str) -> None:
    """Print a text as it is: no markup, lines as long as they are."""
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def indented(traceback: str) -> str:
    """Return a traceback as part of a text."""
    return "\n".join(f"    {line}" for line in traceback.strip().splitlines())


def runs_table(ran: Ran, lang: str) -> Table:
    """Return the table: a row a run, or a row a scenario where there are many."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    many = len(ran) > MOST_ROWS
    table.add_column(say(lang, "table.scenario"), no_wrap=True)
    table.add_column(say(lang, "table.runs" if many else "table.seed"), justify="right")
    table.add_column(say(lang, "table.rules"))
    table.add_column(say(lang, "table.verdict"))
    for column in ("steps", "held", "broken", "gaps"):
        table.add_column(say(lang, f"table.{column}"), justify="right")
    for name, results in _by_row(ran, many=many):
        worst = max((r.verdict for r in results), key=("pass", "unknown", "fail").index)
        table.add_row(
            name,
            str(len(results) if many else results[0].seed),
            results[0].rules,
            word(lang, "verdict", worst),
            str(sum(r.entries for r in results)),
            str(sum(1 for k in results[0].promises if k.verdict == "pass" and k.kind != "gap")),
            str(sum(len(r.failures) for r in results)),
            str(sum(len(r.gaps) for r in results)),
            style={"fail": "bold red", "unknown": "yellow"}.get(worst),
        )
    return table


def _by_row(ran: Ran, *, many: bool) -> list[tuple[str, list[Result]]]:
    if not many:
        return [(result.scenario, [result]) for result, _ in ran]
    rows: dict[str, list[Result]] = {}
    for result, _ in ran:
        rows.setdefault(result.scenario, []).append(result)
    return list(rows.items())


def grouped(found: Iterable[tuple[Failure, Result, Place]]) -> list[Group]:
    """Return one group a promise, in the order of discovery, each with its shortest story."""
    groups: dict[str, Group] = {}
    for failure, result, place in found:
        known = groups.get(failure.promise)
        if known is None:
            groups[failure.promise] = Group(
                failure.promise, 1, failure.times, failure, result, place
            )
            continue
        shorter = (not failure.plays, len(failure.story)) < (
            not known.failure.plays,
            len(known.failure.story),
        )
        best = (failure, result, place) if shorter else known[3:]
        groups[failure.promise] = Group(
            failure.promise, known.runs + 1, known.times + failure.times, *best
        )
    return list(groups.values())


def _failure(group: Group, lang: str, explained: Explained | None) -> str:
    text = failure_text(
        promise=group.failure.about,
        story=group.failure.story,
        apps=group.failure.apps if group.failure.order else None,
        order=group.failure.order,
        assumptions=group.result.assumptions,
        replay=group.place.replay(group.failure),
        report=group.place.folder or None,
        lang=lang,
        names=Names.of(group.result.names),
        settle=group.failure.settle,
        tail=group.failure.tail,
        shrunk=group.failure.shrunk,
        explained=explained,
    )
    where = say(
        lang,
        "text.where",
        scenario=group.result.scenario,
        seed=group.result.seed,
        runs=group.runs,
        times=group.times,
    )
    detail = ", ".join(group.failure.documents)
    return f"\n{text}\n\n{where}{f': {detail}' if detail else ''}\n"


def _gap(group: Group, lang: str) -> str:
    title, called, *_ = promise_lines(group.failure.about, lang)
    names = Names.of(group.result.names)
    lines = [
        f"{say(lang, 'section.gap')}: {title}",
        f"  {called}, " + say(lang, "text.found", runs=group.runs, times=group.times),
        *(f"  {line}" for line in tell_story(group.failure.story, lang, names)),
        f"  {say(lang, 'story.settles')}",
    ]
    replay = group.place.replay(group.failure)
    return "\n".join((*lines, f"  {replay}" if replay else "")).rstrip() + "\n"


def _open_points(result: Result, lang: str, told: set[str]) -> Iterable[str]:
    """Return why a run is not a pass although nothing broke; a traceback is told once."""
    if result.missing:
        unseen = ", ".join(result.missing)
        yield f"{result.scenario}: {say(lang, 'section.unseen')}: {unseen}"
    for kept in result.promises:
        if kept.crash:
            last = kept.crash.strip().splitlines()[-1]
            yield say(lang, "text.check_crashed", promise=kept.name, why=last)
            if kept.crash not in told:
                told.add(kept.crash)
                yield indented(kept.crash)
    if result.crash:
        key = "text.rules_crashed" if result.verdict == "fail" else "text.actor_crashed"
        yield say(lang, key, scenario=result.scenario)
        yield result.crash
    if result.interrupted:
        yield say(lang, "progress.interrupted")


def _trace(result: Result, lang: str) -> Iterable[str]:
    """Return what became of the lines of a real order log."""
    for problem in result.problems[:MOST_PROBLEMS]:
        yield problem.told(PROBLEMS[lang])
    if len(result.problems) > MOST_PROBLEMS:
        yield say(lang, "text.more_problems", n=len(result.problems) - MOST_PROBLEMS)
    if result.notes:
        counts = ", ".join(
            say(
                lang,
                "text.trace_left" if kind in ("unmapped", "bad") else "text.trace_count",
                kind=say(lang, f"trace.{kind}"),
                n=n,
                played=played,
            )
            for kind, n, played in result.notes
        )
        yield f"{result.scenario}: {counts}"


def last_line(ran: Ran, verdict: Verdict, lang: str) -> str:
    """Return the verdict of the whole call in one line."""
    return say(
        lang,
        f"text.end_{verdict}",
        runs=len(ran),
        steps=sum(result.entries for result, _ in ran),
        broken=sum(len(result.failures) for result, _ in ran),
        gaps=sum(len(result.gaps) for result, _ in ran),
    )
