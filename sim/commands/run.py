"""The command `run`: simulate scenarios, judge, tell."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from reports.known import known_summary, known_text
from reports.page.file import report_path, write_report
from reports.summary import Place, overall, summary
from reports.text import run_text
from sim import saved
from sim.campaign import Request, folder_of, perform_all, stamp
from sim.commands import ci
from sim.commands.known import listed, sort_out
from sim.commands.shared import (
    Talk,
    UsageError,
    console,
    deadline,
    exit_code,
    profile_path,
    write_json,
)
from sim.library import ROOT, TRACE_SCENARIO, find, plan_of, read, scenario_files
from sim.phrase import phrase
from sim.reading import Problem
from sim.result import Result


def go(options: argparse.Namespace) -> int:
    """Run the scenarios of the command line; returns the exit code."""
    requests = requests_of(options)
    known = listed(options, requests)
    talk = Talk(options, len(requests))
    broken = 0

    def tell(request: Request, result: Result) -> None:
        nonlocal broken
        del request
        broken += len(result.failures)
        seen.append(result)
        talk.progress(len(seen), "progress.runs", broken=broken)

    seen: list[Result] = []
    try:
        done, interrupted = perform_all(
            requests, jobs=options.jobs, tell=tell, until=deadline(options)
        )
    finally:
        talk.end()
    cut = len(done) < len(requests)
    ran = [(done[at], Place(requests[at].folder)) for at in sorted(done)]
    ran, standings = sort_out(known, ran)
    verdict = overall([result.verdict for result, _ in ran], cut=cut)
    out, lang = console(options), options.lang
    run_text(out, ran, verdict=verdict, lang=lang, strict=options.strict, why=saved.why)
    known_text(out, standings, ran, file=known.file, verdict=verdict, lang=lang)
    if cut:
        talk.say("progress.interrupted" if interrupted else "text.stopped")
    files = {result.scenario: requests[at].path for at, result in done.items()}
    ci.written(options, ran, files, verdict)
    gaps = any(result.gaps for result, _ in ran)
    data = summary("run", ran, verdict=verdict, lang=lang)
    data["known"] = known_summary(standings, ran, file=known.file, lang=lang)
    report = (
        report_path(Path(options.out), ran) if options.report and ran and not interrupted else None
    )
    data["report"] = report and report.as_posix()
    write_json(options, data)
    _keep(options, data, [place.folder for _, place in ran], talk)
    if report is not None:
        write_report(report, ran, verdict=verdict, lang=lang, why=saved.why)
        talk.say("progress.report", path=report.as_posix())
    return exit_code(verdict, gaps=gaps, strict=options.strict, interrupted=interrupted)


def requests_of(options: argparse.Namespace) -> list[Request]:
    """Return the runs that the command line asks for; everything is checked before the first."""
    if options.jobs < 1:
        wrong = phrase("usage.one_process")
        raise UsageError(Problem(f"--jobs {options.jobs}", 0, 0, "", wrong))
    if options.trace_map and not options.trace:
        raise UsageError(phrase("usage.needs_trace"))
    overrides = tuple(options.overrides)
    names = options.scenarios
    log = _log(options) if options.trace else None
    if log is not None:
        names = names or [TRACE_SCENARIO]
    profile = profile_path(options.profile)
    paths = [find(name) for name in names] if names else _library()
    seeds = options.seeds or [1 if options.seed is None else options.seed]
    when, out = stamp(), Path(options.out)
    requests: list[Request] = []
    taken: set[str] = set()
    for path in paths:
        plan = plan_of(
            path,
            seed=0,
            rules=options.rules,
            overrides=overrides,
            profile=profile,
            strict_trace=options.strict_trace,
            log=log,
        )
        for seed in seeds:
            folder = folder_of(out, plan.scenario.name, when, seed, taken)
            taken.add(folder.as_posix())
            requests.append(
                Request(
                    path=str(path),
                    seed=seed,
                    rules=options.rules,
                    overrides=overrides,
                    profile=str(profile) if profile else "",
                    strict_trace=options.strict_trace,
                    log=log,
                    folder=folder.as_posix(),
                )
            )
    return requests


def _library() -> list[Path]:
    """Return all shipped populations and stories."""
    return [path for path in scenario_files().values() if read(path).form != "world"]


def _log(options: argparse.Namespace) -> tuple[str, str]:
    """Return the files of an order log and of its mapping, which may be a shipped one."""
    shipped = {path.stem: path for path in sorted((ROOT / "traces").glob("*.yaml"))}
    if not options.trace_map:
        raise UsageError(phrase("usage.needs_map", names=tuple(shipped)))
    return options.trace, str(shipped.get(options.trace_map, options.trace_map))


def _keep(
    options: argparse.Namespace, data: dict[str, object], folders: list[str], talk: Talk
) -> None:
    """Write the summary beside the runs, and where the latest of those made lies."""
    out = Path(options.out)
    if not folders:
        return
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    (out / "summary.json").write_text(text, encoding="utf-8")
    (out / "latest.txt").write_text(f"{folders[-1]}\n", encoding="utf-8")
    talk.say("progress.saved", path=f"{out.as_posix()}/")
