"""The command `check`: the library against its baseline, as a build runs it.

Which seeds is fixed, so that every build and every person sees the same runs. What does not live
here: what is compared (`sim.gate`), what is measured (`sim.metrics`).
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import msgspec

from reports.gate import gate_summary, gate_text
from reports.known import known_summary, known_text
from reports.risk import lost_line
from reports.summary import Place, overall
from reports.text import printed
from reports.words.life import say
from sim.campaign import Lost, Request, perform_all, stamp
from sim.commands import ci
from sim.commands.known import listed, sorter
from sim.commands.live import Live
from sim.commands.run import executor_of, runs_of
from sim.commands.shared import (
    EXIT_BROKEN,
    EXIT_INTERRUPTED,
    EXIT_OK,
    EXIT_UNKNOWN,
    Talk,
    console,
    deadline,
    duration_ms,
    write_json,
)
from sim.commands.usage import Parser
from sim.gate import WORSE, Baseline, Found, Seen, compared, seen
from sim.library import ROOT, read, scenario_files
from sim.metrics import METRICS, measured
from sim.phrase import phrase
from sim.reading import InputError, Problem, read_thresholds
from sim.result import Result
from sim.rules.variants import RULE_SETS
from sim.runs import Runs, lost_run
from sim.scenario import Scenario

EXIT_WORSE = 3
SEEDS = range(1, 3)
LIBRARY = "library.json"
THRESHOLDS = "thresholds.yaml"


def add(sub: Parser) -> None:
    """Add the options of the command to its parser."""
    folder = (
        os.path.relpath(ROOT / "baselines")
        if ROOT.is_relative_to(Path.cwd())
        else ROOT / "baselines"
    )
    sub.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=sub.words("run.scenarios"))
    sub.add_argument("--rules", metavar="NAME", choices=RULE_SETS, default="reference",
                     help=sub.words("rules"))  # fmt: skip
    sub.add_argument("--jobs", type=int, metavar="N", help=sub.words("run.jobs"))
    sub.add_argument("--for", dest="budget", metavar="5min", type=duration_ms,
                     help=sub.words("for"))  # fmt: skip
    sub.add_argument(
        "--baseline",
        metavar="DIR",
        default=folder,
        help=sub.words("check.baseline", default="scenarios/baselines"),
    )
    sub.add_argument("--update", action="store_true", help=sub.words("check.update"))
    ci.add(sub)
    sub.set_defaults(go=go, seed=None, seeds=SEEDS, overrides=[], profile=None,
                     trace=None, trace_map=None, strict_trace=False, known=None,
                     dask=None)  # fmt: skip


def go(options: argparse.Namespace) -> int:
    """Run the library with its seeds, compare, tell; `--update` keeps what was seen."""
    folder = Path(options.baseline)
    runs = runs_of(options)
    head = runs.head(stamp())
    every = [runs.request(at, head) for at in range(len(runs))]
    scenarios = {one.path: read(Path(one.path)) for one in every}
    requests = {n: one for n, one in enumerate(every) if _differs(scenarios[one.path], one.seed)}
    names = [one.name for one in scenarios.values()]
    limits = read_thresholds(folder / THRESHOLDS, METRICS, (*scenario_files(), *names))
    baseline = _baseline(folder / LIBRARY, new=options.update)
    known = listed(options, list(requests.values()))
    done, interrupted = _made(options, runs, requests)
    sort = sorter(known)
    ran = [(done[at], requests[at].folder) for at in sorted(done)]
    kept = [(sort.take(result, folder), Place(folder)) for result, folder in ran]
    standings = sort.standings()
    looked = [(one, seen(one, measured(Path(place.folder, "record.jsonl")))) for one, place in kept]
    asked = [one for one in baseline.runs if not options.scenarios or one.scenario in names]
    planned = [(scenarios[one.path].name, one.seed) for one in requests.values()]
    found = compared(asked, looked, limits, planned)
    out, lang = console(options), options.lang
    gate_text(out, found, kept, lang=lang, thresholds=folder / THRESHOLDS)
    verdict = overall([one.verdict for one, _ in kept], cut=False)
    known_text(out, standings, file=known.file, verdict=verdict, lang=lang)
    files = {one.name: path for path, one in scenarios.items()}
    ci.written(options, kept, files, verdict)
    data = gate_summary(found, kept)
    data["known"] = known_summary(standings, file=known.file, lang=lang)
    write_json(options, data)
    if interrupted:
        return EXIT_INTERRUPTED
    if options.update and len(done) == len(requests):
        others = [one for one in baseline.runs if one not in asked]
        _keep(folder / LIBRARY, [*others, *(one for _, one in looked)])
        printed(out, say(lang, "gate.kept", path=(folder / LIBRARY).as_posix()))
        return EXIT_OK
    return _exit(found)


def _exit(found: list[Found]) -> int:
    kinds = {one.kind for one in found}
    if kinds & {"broken", "crashed"}:
        return EXIT_BROKEN
    if kinds & WORSE:
        return EXIT_WORSE
    return EXIT_UNKNOWN if "unknown" in kinds else EXIT_OK


def _differs(scenario: Scenario, seed: int) -> bool:
    """Tell whether a run shows anything new: only populations differ from seed to seed."""
    return seed == SEEDS[0] or scenario.form == "population"


def _made(
    options: argparse.Namespace, runs: Runs, requests: dict[int, Request]
) -> tuple[dict[int, Result], bool]:
    """Make the runs; one that was lost has no result, so the gate misses it."""
    talk = Talk(options, len(requests))
    live = Live(talk, runs.clauses)
    done: dict[int, Result] = {}

    def tell(at: int, made: Result | Lost) -> bool:
        if isinstance(made, Lost):
            talk.line(lost_line(lost_run(runs, at, made.why), options.lang))
            return False
        done[at] = made
        live.take(made)
        return made.interrupted

    try:
        cut = perform_all(
            requests.items(),
            executor=executor_of(options, runs),
            tell=tell,
            until=deadline(options),
        )
    finally:
        talk.end()
    return done, cut


def _baseline(path: Path, *, new: bool) -> Baseline:
    """Return the baseline; none is needed where one is to be written."""
    if new and not path.exists():
        return Baseline(runs=())
    if not path.is_file():
        raise InputError([Problem(path.as_posix(), 0, 0, "", phrase("file.missing"))])
    try:
        return msgspec.json.decode(path.read_bytes(), type=Baseline)
    except msgspec.DecodeError as error:
        message = phrase("baseline.none", why=str(error))
        raise InputError([Problem(path.as_posix(), 0, 0, "", message)]) from None


def _keep(path: Path, runs: list[Seen]) -> None:
    """Write the baseline, a line a run, so that a change of it reads well in a review."""
    runs = sorted(runs, key=lambda one: (one.scenario, one.seed))
    lines = ",\n".join(msgspec.json.encode(one).decode() for one in runs)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{{"schema_version":1,"runs":[\n{lines}\n]}}\n', encoding="utf-8")
