"""The first screen: the verdict in words, what broke and how to replay it, on which assumptions.

What does not live here: the rules one by one (`matrix`), the stories (`tales`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import sim.rules
from reports.risk import lost_line
from reports.summary import Place
from reports.words import word
from reports.words.page import Both, both, each, same
from sim.checks.judge import Verdict
from sim.record import SCHEMA_VERSION
from sim.result import Failure, Result
from sim.rules.assumptions import CATALOGUE, Assumptions
from sim.totals import rank

MOST_RUNS = 200  # rows of the table of runs; the rest is in the JSON summary
MOST_NAMED = 3  # scenarios named beside an assumption

Ran = Sequence[tuple[Result, Place]]


class Group(NamedTuple):
    """One promise over all runs: in how many it broke, how often, and its shortest story."""

    promise: str
    runs: int
    times: int
    failure: Failure
    result: Result
    place: Place


class Finding(NamedTuple):
    """A broken promise or a gap over all runs: in words, where, and how to play it again.

    `anchor` is the id of its story on the page.
    """

    promise: str
    clauses: tuple[str, ...]
    title: Both
    where: Both
    replay: str
    anchor: str
    group: Group


class Setting(NamedTuple):
    """One assumption as it is set: `changed` if that is not the default, `where` if not always."""

    name: str
    value: Both
    silent: Both
    changed: bool
    where: Both


class RunRow(NamedTuple):
    """One run in the table of runs."""

    scenario: str
    seed: int
    rules: str
    verdict: Verdict
    word: Both
    steps: int
    held: int
    broken: int
    gaps: int
    digest: str
    record: str


class First(NamedTuple):
    """All that the first screen shows."""

    title: Both
    verdict: Verdict
    sentence: Both
    counted: Both
    open_points: tuple[Both, ...]
    broken: tuple[Finding, ...]
    gaps: tuple[Finding, ...]
    settings: tuple[Setting, ...]
    runs: tuple[RunRow, ...]
    cut: Both | None
    rules: str


def first_screen(ran: Ran, verdict: Verdict, made: int | None = None) -> First:
    """Return the first screen of a call; `made` is how many runs it made, if not these alone."""
    broken = findings(ran, gaps=False)
    gaps = findings(ran, gaps=True)
    kept = {one.name for r, _ in ran for one in r.promises if one.kind != "gap"}
    held = {one.name for r, _ in ran for one in r.promises if one.verdict == "pass"} & kept
    lost = {one.promise for one in broken}
    sentence = both(f"verdict.{verdict}", broken=len(lost), asked=len(held | lost))
    counted = both(
        "verdict.count",
        runs=len(ran),
        steps=sum(result.entries for result, _ in ran),
        held=len(held - lost),
        broken=len(lost),
        gaps=len(gaps),
    )
    return First(
        title=both("title", what=_what(ran)),
        verdict=verdict,
        sentence=sentence,
        counted=counted,
        open_points=(
            *_left_out(ran, made or len(ran)),
            *(line for r, _ in ran for line in _open(r)),
        ),
        broken=broken,
        gaps=gaps,
        settings=tuple(_settings([result for result, _ in ran])),
        runs=tuple(_row(result, place) for result, place in ran[:MOST_RUNS]),
        cut=both("runs.cut", shown=MOST_RUNS, all=len(ran)) if len(ran) > MOST_RUNS else None,
        rules=rules_digest(),
    )


def findings(ran: Ran, *, gaps: bool) -> tuple[Finding, ...]:
    """Return what broke (or the gaps) over all runs, one a promise with its shortest story."""
    found = ((one, r, p) for r, p in ran for one in (r.gaps if gaps else r.failures))
    return tuple(_finding(group) for group in grouped(found))


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
        shorter = rank(failure) < rank(known.failure)
        best = (failure, result, place) if shorter else known[3:]
        groups[failure.promise] = Group(
            failure.promise, known.runs + 1, known.times + failure.times, *best
        )
    return list(groups.values())


def _finding(group: Group) -> Finding:
    failure = group.failure
    return Finding(
        promise=failure.promise,
        clauses=failure.clauses,
        title=Both(*failure.title),
        where=both(
            "found",
            scenario=group.result.scenario,
            seed=group.result.seed,
            times=group.times,
            runs=group.runs,
        ),
        replay=group.place.replay(failure),
        anchor=f"story-{failure.promise}",
        group=group,
    )


def _what(ran: Ran) -> Both:
    if len(ran) != 1:
        return both("title.runs", n=len(ran))
    result = ran[0][0]
    return both("title.run", scenario=result.scenario, seed=result.seed)


def _left_out(ran: Ran, made: int) -> Iterator[Both]:
    """Return that not all runs are drawn, where there are too many."""
    if len(ran) < made:
        yield both("runs.drawn", shown=len(ran), all=made)


def _open(result: Result) -> Iterator[Both]:
    """Return why a run is not a pass although no promise of the rules broke."""
    if result.lost is not None:
        yield each(lambda lang: lost_line(result, lang))
        return
    if result.missing:
        yield both("open.missing", scenario=result.scenario, needs=", ".join(result.missing))
    for kept in result.promises:
        if kept.crash:
            why = kept.crash.strip().splitlines()[-1]
            yield both("open.crash", promise=kept.name, scenario=result.scenario, why=why)
    if result.crash:
        why = result.crash.strip().splitlines()[-1]
        yield both("open.rules", scenario=result.scenario, why=why)
    elif result.interrupted:
        yield both("open.interrupted", scenario=result.scenario)
    elif not result.settled:
        yield both("open.settled", scenario=result.scenario)


def _settings(results: Sequence[Result]) -> Iterator[Setting]:
    """Return each assumption as it was set; twice where the runs differ."""
    default = Assumptions()
    for info in CATALOGUE:
        by_value: dict[str, list[str]] = {}
        for result in results:
            by_value.setdefault(getattr(result.assumptions, info.name), []).append(result.scenario)
        for value, scenarios in by_value.items():
            names = list(dict.fromkeys(scenarios))
            shown = ", ".join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")
            yield Setting(
                name=info.name,
                value=_in_words("setting", value),
                silent=Both(info.silent_vi, info.silent_en),
                changed=value != getattr(default, info.name),
                where=both("assumption.in", scenarios=shown) if len(by_value) > 1 else same(""),
            )


def _in_words(group: str, value: str) -> Both:
    return each(lambda lang: word(lang, group, value))


def _row(result: Result, place: Place) -> RunRow:
    held = sum(1 for one in result.promises if one.verdict == "pass" and one.kind != "gap")
    return RunRow(
        scenario=result.scenario,
        seed=result.seed,
        rules=result.rules,
        verdict=result.verdict,
        word=_in_words("verdict", result.verdict),
        steps=result.entries,
        held=held,
        broken=len(result.failures),
        gaps=len(result.gaps),
        digest=result.digest[:12],
        record=f"{place.folder}/record.jsonl" if place.folder else "",
    )


@cache
def rules_digest() -> str:
    """Return the sha256 of the rules' source, the same on every system: short, for comparing."""
    sha = hashlib.sha256()
    folder = Path(sim.rules.__file__).parent
    for path in sorted(folder.rglob("*.py"), key=lambda path: path.relative_to(folder).as_posix()):
        sha.update(path.relative_to(folder).as_posix().encode())
        sha.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return sha.hexdigest()[:12]


def versions() -> tuple[tuple[Both, str], ...]:
    """Return what a report needs to be compared with another: form and rules."""
    return (
        (both("version.record"), str(SCHEMA_VERSION)),
        (both("version.rules"), rules_digest()),
    )
