"""The command `replay`: a saved story step by step, or a recorded run byte for byte."""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from pathlib import Path, PurePosixPath, PureWindowsPath

import msgspec
from msgspec import UNSET

from actors.trace import Trace
from reports.failure import failure_text
from reports.story import Names, tell_story
from reports.summary import Place, overall, summary
from reports.text import indented, printed, run_text
from reports.words import say
from sim import saved
from sim.campaign import run_plan
from sim.checks.judge import Verdict
from sim.checks.promise import Promise
from sim.commands.saved_story import known_rules, read_saved
from sim.commands.shared import console, exit_code, write_json
from sim.library import plan_of
from sim.phrase import phrase
from sim.reading import InputError, Problem
from sim.record import Header, OwnFile, read
from sim.run import Plan


def go(options: argparse.Namespace) -> int:
    """Play the file again, whichever of the two it is."""
    path = Path(options.file)
    if not path.is_file():
        raise InputError([Problem(options.file, 0, 0, "", phrase("file.missing"))])
    if path.suffix == ".jsonl":
        return _record(path, options)
    return _story(path, options)


def _story(path: Path, options: argparse.Namespace) -> int:
    story, promise = read_saved(path)
    went = saved.replay(story, promise)
    fails = went.broke_at is not None
    open_end = story.endless is not None or bool(went.crash)
    verdict: Verdict = "fail" if fails else "unknown" if open_end else "pass"
    out, lang = console(options), options.lang
    if fails:
        printed(out, _failure(story, promise, went, path, lang))
    else:
        for line in tell_story(went.story, lang, Names.of(story.names)):
            printed(out, line)
    printed(out, f"\n{_last_line(story, went, lang)}")
    data = {
        "schema_version": 1,
        "command": "replay",
        "verdict": verdict,
        "promise": story.promise,
        "still_fails": fails,
        "broke_at": went.broke_at,
        "crash": went.crash,
        "steps": tell_story(went.story, lang, Names.of(story.names)),
    }
    write_json(options, data)
    return exit_code(verdict, gaps=False, strict=False, interrupted=False)


def _failure(
    story: saved.SavedStory, promise: Promise, went: saved.Replay, path: Path, lang: str
) -> str:
    return failure_text(
        promise=promise,
        story=went.story,
        apps=went.stage.apps,
        order=story.order,
        assumptions=story.assumptions,
        replay=f"python run_sim.py replay {path.as_posix()}",
        report=None,
        lang=lang,
        names=Names.of(story.names),
    )


def _last_line(story: saved.SavedStory, went: saved.Replay, lang: str) -> str:
    if went.broke_at is not None:
        return say(lang, "text.replay_fails", step=went.broke_at, promise=story.promise)
    if went.crash:
        why = went.crash.strip().splitlines()[-1]
        told = say(lang, "text.check_crashed", promise=story.promise, why=why)
        return f"{told}\n{indented(went.crash)}"
    if story.endless is not None:
        return say(lang, "text.replay_endless", promise=story.promise, scenario=story.scenario)
    return say(lang, "text.replay_passes", promise=story.promise)


def _record(path: Path, options: argparse.Namespace) -> int:
    header = next(iter(read(path)), None)
    if not isinstance(header, Header):
        raise InputError([Problem(options.file, 1, 1, "", phrase("record.no_header"))])
    known_rules(header.rules, options.file)
    if header.own and not options.quiet:
        files = ", ".join(file.path for file in header.own)
        sys.stderr.write(f"{say(options.lang, 'text.runs_own', files=files)}\n")
    with tempfile.TemporaryDirectory() as folder:
        plan = plan_from(header, Path(folder))
        again = io.BytesIO()
        result = run_plan(plan, again)
    out, lang = console(options), options.lang
    place = Place()
    verdict = overall([result.verdict], cut=False)
    run_text(out, [(result, place)], verdict=verdict, lang=lang)
    differs = first_difference(path, again.getvalue())
    if differs is None:
        printed(out, say(lang, "text.replay_same", digest=result.digest[:12]))
    else:
        line, recorded, now = differs
        printed(out, say(lang, "text.replay_differs", line=line))
        printed(out, f"  {say(lang, 'text.recorded')}: {recorded}")
        printed(out, f"  {say(lang, 'text.now')}: {now}")
    data = summary("replay", [(result, place)], verdict=verdict, lang=lang)
    write_json(options, {**data, "same": differs is None})
    return exit_code(verdict, gaps=False, strict=False, interrupted=False)


def plan_from(header: Header, folder: Path) -> Plan:
    """Return what a record ran, from its header alone; the folder takes the texts."""
    own = () if header.own is UNSET else header.own
    scenario = _home(folder, own) / PureWindowsPath(header.source).name
    scenario.write_text(header.text, encoding="utf-8")
    for file in own:
        path = scenario.parent / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8", newline="")
    profile = None
    if header.profile:
        profile = folder / "profile.yaml"
        profile.write_text(header.profile, encoding="utf-8")
    trace = None if header.trace is None else msgspec.convert(header.trace, Trace)
    return plan_of(
        scenario,
        seed=header.seed,
        rules=header.rules,
        overrides=header.overrides,
        profile=profile,
        trace=trace,
    )


def _home(folder: Path, own: tuple[OwnFile, ...]) -> Path:
    """Return where the scenario goes, deep enough for each own file to lie within the folder."""
    ups = [PurePosixPath(file.path).parts.count("..") for file in own]
    home = folder.joinpath(*["home"] * max(ups, default=0))
    for file in own:
        if not (home / file.path).resolve().is_relative_to(folder.resolve()):
            message = phrase("record.fixed_place", file=file.path)
            raise InputError([Problem(file.path, 0, 0, "own", message)])
    home.mkdir(parents=True, exist_ok=True)
    return home


def first_difference(path: Path, again: bytes) -> tuple[int, str, str] | None:
    """Return the first line that differs, decoration left aside: its number and both texts.

    A line that only one of the two has is told with an empty text for the other.
    """
    recorded = _judged_lines(path.read_bytes())
    now = _judged_lines(again)
    for (number, was), (_, is_now) in zip(recorded, now, strict=False):
        if was != is_now:
            return number, was[:200].decode(errors="replace"), is_now[:200].decode()
    if len(recorded) > len(now):
        number, was = recorded[len(now)]
        return number, was[:200].decode(errors="replace"), ""
    if len(recorded) < len(now):
        after = recorded[-1][0] if recorded else 0
        return after + 1, "", now[len(recorded)][1][:200].decode()
    return None


def _judged_lines(data: bytes) -> list[tuple[int, bytes]]:
    """Return the lines of a record that its digest covers, with their numbers in the file."""
    lines = enumerate(data.splitlines(), 1)
    return [(n, line) for n, line in lines if not line.startswith(b'{"is":"Nameplate"')]
