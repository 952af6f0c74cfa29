"""The command `replay`: a saved story step by step, or a recorded run byte for byte."""

from __future__ import annotations

import argparse
import io
import tempfile
from pathlib import Path

import msgspec

from actors.trace import Trace
from reports.failure import failure_text
from reports.story import Names, tell_story
from reports.summary import BY_NAME, Place, overall, summary
from reports.text import printed, run_text
from reports.words import say
from sim import saved
from sim.campaign import run_plan
from sim.commands.shared import EXIT_BROKEN, EXIT_OK, console, exit_code, write_json
from sim.library import plan_of
from sim.reading import InputError, Problem
from sim.record import Header, Nameplate, encode, read
from sim.run import Plan


def go(options: argparse.Namespace) -> int:
    """Play the file again, whichever of the two it is."""
    path = Path(options.file)
    if not path.is_file():
        raise InputError([Problem(options.file, 0, 0, "", "there is no such file")])
    if path.suffix == ".jsonl":
        return _record(path, options)
    return _story(path, options)


def _story(path: Path, options: argparse.Namespace) -> int:
    try:
        story = saved.read(path.read_bytes())
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        message = f"this is no saved story: {error}"
        raise InputError([Problem(options.file, 0, 0, "", message)]) from None
    if story.promise not in BY_NAME:
        message = f"the promise {story.promise!r} does not exist any more"
        raise InputError([Problem(options.file, 0, 0, "promise", message)])
    went = saved.replay(story)
    out, lang = console(options), options.lang
    names = Names()
    fails = went.broke_at is not None
    if fails:
        printed(
            out,
            failure_text(
                promise=BY_NAME[story.promise],
                story=went.story,
                apps=went.stage.apps,
                order=story.order,
                assumptions=story.assumptions,
                replay=f"python run_sim.py replay {path.as_posix()}",
                report=None,
                lang=lang,
                names=names,
            ),
        )
        verdict = say(lang, "text.replay_fails", step=went.broke_at, promise=story.promise)
    else:
        for line in tell_story(went.story, lang, names):
            printed(out, line)
        verdict = say(lang, "text.replay_passes", promise=story.promise)
    printed(out, f"\n{verdict}")
    data = {
        "schema_version": 1,
        "command": "replay",
        "verdict": "fail" if fails else "pass",
        "promise": story.promise,
        "still_fails": fails,
        "broke_at": went.broke_at,
        "steps": tell_story(went.story, lang, names),
    }
    write_json(options, data)
    return EXIT_BROKEN if fails else EXIT_OK


def _record(path: Path, options: argparse.Namespace) -> int:
    header = next(iter(read(path)), None)
    if not isinstance(header, Header):
        message = "the first line of a record tells what was run; this one does not"
        raise InputError([Problem(options.file, 1, 1, "", message)])
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
    scenario = folder / header.source
    scenario.write_text(header.text, encoding="utf-8")
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


def first_difference(path: Path, again: bytes) -> tuple[int, str, str] | None:
    """Return the first line that differs, decoration left aside: its number and both texts."""
    recorded = [encode(one) for one in read(path) if not isinstance(one, Nameplate)]
    now = [line for line in again.splitlines() if not line.startswith(b'{"is":"Nameplate"')]
    for number, (was, is_now) in enumerate(zip(recorded, now, strict=False), 1):
        if was != is_now:
            return number, was[:200].decode(), is_now[:200].decode()
    if len(recorded) != len(now):
        shorter = min(len(recorded), len(now))
        return shorter + 1, f"{len(recorded)} lines", f"{len(now)} lines"
    return None
