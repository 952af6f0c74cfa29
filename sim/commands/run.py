"""The command `run`: simulate scenarios, judge, tell; many runs are a campaign that can be resumed.

What lives here: the course of a call, from what is asked to the exit code. What does not live here:
which runs there are (`sim.runs`), making them (`sim.campaign`), what is kept of them
(`sim.journal`, `sim.corpus`), adding them up (`sim.totals`).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from reports.known import known_summary, known_text
from reports.page.file import report_path, write_report
from reports.summary import Place, overall, run_summary, streamed, summary
from reports.text import run_text
from sim import corpus, journal, saved
from sim.campaign import Lost, Request, keeps_record, perform_all, place_of, stamp
from sim.cluster import Cluster
from sim.commands import ci
from sim.commands.drawn import drawn
from sim.commands.known import Listed, listed, sorter
from sim.commands.live import Live
from sim.commands.shared import (
    Talk,
    UsageError,
    console,
    deadline,
    exit_code,
    profile_path,
    write_json_parts,
)
from sim.executors import Here, Processes, Room
from sim.journal import Journal
from sim.known import Sorter
from sim.library import ROOT, TRACE_SCENARIO, find, read, scenario_files
from sim.phrase import phrase
from sim.reading import Problem
from sim.result import Result
from sim.runs import Runs, lost_run, part_of
from sim.totals import Totals

LATEST, SUMMARY = "latest.txt", "summary.json"


class Made(NamedTuple):
    """What a call has come to: whether a person interrupted it, whether runs are left to make."""

    interrupted: bool
    cut: bool


def go(options: argparse.Namespace) -> int:
    """Run the scenarios of the command line; returns the exit code."""
    runs = runs_of(options)
    known = listed(options, [part.request for part in runs.parts])
    executor = executor_of(options, runs)
    talk = Talk(options, len(runs))
    kept = opened(options, runs, talk)
    made = Made(interrupted=False, cut=True)
    try:
        made = _make(options, runs, kept, executor, talk)
        code = _tell(options, runs, kept, known, made, talk)
    finally:
        kept.close(over=not made.cut)
    return code


def executor_of(options: argparse.Namespace, runs: Runs) -> Room:
    """Return what makes the runs: this process, several, or the machines of a cluster."""
    if options.dask is not None:
        return Cluster(options.dask, runs)
    return Here() if options.jobs is None else Processes(options.jobs)


def opened(options: argparse.Namespace, runs: Runs, talk: Talk) -> Journal:
    """Return the journal of the call: that of a call that was cut short, or a new one."""
    frames = tuple(part.frame for part in runs.parts)
    found = None if options.fresh else journal.look(runs.journal, runs.campaign)
    if found is None:
        return Journal(runs.journal, runs.head(stamp()), frames)
    if found.damaged:
        talk.say("campaign.damaged", n=found.damaged, path=runs.journal.as_posix())
    return Journal(runs.journal, found.head, frames, found.size)


def _make(
    options: argparse.Namespace, runs: Runs, kept: Journal, executor: Room, talk: Talk
) -> Made:
    """Make the runs that are not made yet; those that broke something before come first."""
    live = Live(talk, runs.clauses)
    for _, result in kept.done():
        live.was(result)
    if kept.made:
        talk.say("campaign.resumed", when=kept.head.when, done=kept.made, total=len(runs))
    early = _early(runs, talk)
    head = kept.head

    def tell(at: int, made: Result | Lost) -> bool:
        result = lost_run(runs, at, made.why) if isinstance(made, Lost) else made
        live.take(kept.add(at, result))
        return result.interrupted

    todo = (at for at in corpus.in_order(runs, early) if not kept.has(at))
    try:
        interrupted = perform_all(
            ((at, runs.request(at, head)) for at in todo),
            executor=executor,
            tell=tell,
            until=deadline(options),
        )
    finally:
        talk.end()
    return Made(interrupted, cut=interrupted or kept.made < len(runs))


def _early(runs: Runs, talk: Talk) -> list[int]:
    """Return the runs to make first: those whose seeds are in the corpus."""
    seeds = corpus.read(runs.out)
    if seeds is None:
        talk.say("corpus.unreadable", path=(runs.out / corpus.FILE).as_posix())
    early = corpus.first(runs, seeds or ())
    if early and len(runs) > 1:
        talk.say("corpus.first", n=len(early), path=(runs.out / corpus.FILE).as_posix())
    return early


def _tell(
    options: argparse.Namespace, runs: Runs, kept: Journal, known: Listed, made: Made, talk: Talk
) -> int:
    """Add the runs up in their order, print and save what they come to; return the exit code."""
    totals, sort = Totals(len(runs)), sorter(known)
    with tempfile.TemporaryFile("w+", encoding="utf-8") as spool:
        latest = _added(runs, kept, totals, sort, spool, options.lang)
        verdict = overall(totals.verdicts, cut=made.cut)
        out, lang, standings = console(options), options.lang, sort.standings()
        ran = drawn(runs, kept, totals, sort)
        run_text(out, totals, verdict=verdict, lang=lang, strict=options.strict, why=saved.why)
        known_text(out, standings, file=known.file, verdict=verdict, lang=lang)
        if made.cut:
            talk.say("progress.interrupted" if made.interrupted else "text.stopped")
        files = {part.frame.result.scenario: part.request.path for part in runs.parts}
        ci.written(options, ran, files, verdict)
        data = summary("run", totals, [], verdict=verdict, lang=lang)
        data["known"] = known_summary(standings, file=known.file, lang=lang)
        wanted = options.report and ran and not made.interrupted
        report = report_path(runs.out, ran) if wanted else None
        data["report"] = report and report.as_posix()

        def parts() -> Iterator[str]:
            spool.seek(0)
            return streamed(data, spool)

        write_json_parts(options, parts)
        if totals.runs:
            _keep(runs, kept, totals, parts(), latest, talk)
        if report is not None:
            every = totals.runs
            write_report(report, ran, verdict=verdict, lang=lang, why=saved.why, made=every)
            talk.say("progress.report", path=report.as_posix())
    gaps = bool(totals.gapped)
    return exit_code(verdict, gaps=gaps, strict=options.strict, interrupted=made.interrupted)


def _added(
    runs: Runs, kept: Journal, totals: Totals, sort: Sorter, spool: IO[str], lang: str
) -> str:
    """Add up all runs that are made, write each as JSON, return the folder of the last record."""
    latest = ""
    for at, found in kept.results():
        request = runs.request(at, kept.head)
        folder = place_of(request, found)
        result = sort.take(found, folder)
        totals.take(result, folder, at)
        text = json.dumps(run_summary(result, Place(folder), lang), ensure_ascii=False)
        spool.write(f"{text}\n")
        latest = request.folder if keeps_record(request, found) else latest
    return latest


def _keep(
    runs: Runs, kept: Journal, totals: Totals, parts: Iterator[str], latest: str, talk: Talk
) -> None:
    """Write the summary beside the runs, where the latest of them lies, and what broke."""
    with (runs.out / SUMMARY).open("w", encoding="utf-8") as file:
        file.writelines(parts)
    if latest:
        (runs.out / LATEST).write_text(f"{latest}\n", encoding="utf-8")
    before = corpus.read(runs.out) or ()
    seeds = {at: runs.seed(at) for at in corpus.first(runs, before) if kept.has(at)}
    again = {(*runs.part(at).place, seed) for at, seed in seeds.items()}
    after = corpus.updated(before, totals.failures.told(), again)
    corpus.write(runs.out, after)
    if after != before and after:
        broke = {(*one.place, one.seed) for one in after}  # one seed may break several promises
        talk.say("corpus.kept", n=len(broke), path=(runs.out / corpus.FILE).as_posix())
    talk.say("progress.saved", path=f"{runs.out.as_posix()}/")


# --- what is asked ------------------------------------------------------------------------------


def runs_of(options: argparse.Namespace) -> Runs:
    """Return the runs that the command line asks for; everything is checked before the first."""
    if options.jobs is not None and options.jobs < 1:
        wrong = phrase("usage.one_process")
        raise UsageError(Problem(f"--jobs {options.jobs}", 0, 0, "", wrong))
    if options.trace_map and not options.trace:
        raise UsageError(phrase("usage.needs_trace"))
    names = options.scenarios
    log = _log(options) if options.trace else None
    if log is not None:
        names = names or [TRACE_SCENARIO]
    profile = profile_path(options.profile)
    paths = [find(name) for name in names] if names else _library()
    parts = []
    for path in paths:
        request = Request(
            path=str(path),
            seed=0,
            rules=options.rules,
            overrides=tuple(options.overrides),
            profile=str(profile) if profile else "",
            strict_trace=options.strict_trace,
            log=log,
        )
        parts.append(part_of(request))
    seeds = options.seeds or [1 if options.seed is None else options.seed]
    return Runs(tuple(parts), seeds, Path(options.out))


def _library() -> list[Path]:
    """Return all shipped populations and stories."""
    return [path for path in scenario_files().values() if read(path).form != "world"]


def _log(options: argparse.Namespace) -> tuple[str, str]:
    """Return the files of an order log and of its mapping, which may be a shipped one."""
    shipped = {path.stem: path for path in sorted((ROOT / "traces").glob("*.yaml"))}
    if not options.trace_map:
        raise UsageError(phrase("usage.needs_map", names=tuple(shipped)))
    return options.trace, str(shipped.get(options.trace_map, options.trace_map))
