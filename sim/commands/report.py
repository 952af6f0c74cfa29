"""The command `report`: draws stored runs again, each from its own record.

The run is made again from its record's header. If every line comes out the same, its judgement is
the one that is drawn, to the byte; else the code has changed since, and the stored steps are judged
by the promises of today. What does not live here: what a report shows (`reports.page`).
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from pathlib import Path

from reports.page.file import report_path, write_report
from reports.summary import Place, overall, run_summary, summary
from reports.words import say
from sim import saved
from sim.campaign import run_plan
from sim.checks.promise import Ruling
from sim.checks.told import COMES_TO_REST
from sim.commands.replay import first_difference
from sim.commands.shared import EXIT_OK, write_json
from sim.commands.show import LATEST, RECORD, record_of, recorded_in
from sim.commands.usage import Parser
from sim.record import Footer, evolve, opened, read
from sim.recorded import plan_from
from sim.result import Result
from sim.run import Plan, Run
from sim.totals import Totals

LATEST_FILE = "latest.txt"


def add(sub: Parser) -> None:
    """Add what the command takes."""
    sub.add_argument("runs", nargs="+", metavar="RUN",
                     help=sub.words("report.runs", record=RECORD, latest=LATEST))  # fmt: skip
    sub.set_defaults(go=go)


def go(options: argparse.Namespace) -> int:
    """Draw the runs; tells where the page lies."""
    lang, out = options.lang, Path(options.out)
    ran = []
    for name in options.runs:
        path = _record(name, out, lang)
        result, changed = stored(path, options)
        if changed and not options.quiet:
            sys.stderr.write(f"{say(lang, 'text.judged_again', path=path.as_posix())}\n")
        ran.append((result, Place(path.parent.as_posix())))
    verdict = overall([result.verdict for result, _ in ran], cut=False)
    page = report_path(out, ran)
    write_report(page, ran, verdict=verdict, lang=lang, why=saved.why)
    sys.stdout.write("" if options.json == "-" else f"{page.as_posix()}\n")
    totals = Totals(len(ran))
    for result, place in ran:
        totals.take(result, place.folder)
    runs = [run_summary(result, place, lang) for result, place in ran]
    data = summary("report", totals, runs, verdict=verdict, lang=lang)
    write_json(options, {**data, "report": page.as_posix()})
    return EXIT_OK


def _record(name: str, out: Path, lang: str) -> Path:
    """Return the record of a run; `latest.txt` may be named as a file."""
    path = Path(name)
    if path.name == LATEST_FILE and path.is_file():
        return record_of(LATEST, path.parent, lang)
    return record_of(name, out, lang)


def stored(path: Path, options: argparse.Namespace) -> tuple[Result, bool]:
    """Return what a stored run found, and whether the code has changed since it was made."""
    header = recorded_in(path, options.lang).header
    if header.own and not options.quiet:
        files = ", ".join(file.path for file in header.own)
        sys.stderr.write(f"{say(options.lang, 'text.runs_own', files=files)}\n")
    with tempfile.TemporaryDirectory() as folder:
        plan = plan_from(header, Path(folder))
        again = io.BytesIO()
        result = run_plan(plan, again)
        if first_difference(path, again.getvalue()) is None:
            return result, False
        return judged(plan, path, options.lang), True


def judged(plan: Plan, path: Path, lang: str) -> Result:
    """Return what the stored steps of a run come to when they are judged now."""
    recorded = recorded_in(path, lang)
    run = Run(plan, None)
    run.opening = recorded.header.opening
    run.names = tuple(recorded.plates)
    apps = opened(run.rules, run.opening)
    for entry in recorded.entries:
        before = apps
        for event in entry.events:
            apps = evolve(run.rules, apps, entry.app, event)
        run.see(entry, before, apps)
    footers = [line for line in read(path) if isinstance(line, Footer)]
    last = recorded.entries[-1].at if recorded.entries else 0
    end = footers[0] if footers else Footer(at=last, entries=0, settled=False, interrupted=True)
    if not end.interrupted:
        run.tally.note(COMES_TO_REST, Ruling(end.settled), 0)
    return run.end(apps, end.at, settled=end.settled, interrupted=end.interrupted)
