"""The command `replay`: a saved story step by step, a run byte for byte, or by its choices."""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from reports.explained import explained_summary
from reports.failure import failure_text, to_the_end
from reports.story import Names, tell_story
from reports.summary import Place, run_summary, summary
from reports.text import indented, printed, run_text
from reports.words import say
from sim import saved
from sim.campaign import run_plan
from sim.checks.judge import Verdict
from sim.checks.promise import Promise
from sim.commands.replay_differs import line_lines, story_lines
from sim.commands.saved_story import known_rules, read_choices, read_saved
from sim.commands.shared import console, exit_code, write_json
from sim.explore.choices import Replayed
from sim.phrase import phrase
from sim.reading import InputError, Problem
from sim.record import Header, read
from sim.recorded import plan_from
from sim.result import Explained, Result
from sim.totals import Totals

MOST_SHOWN = 200  # characters of a line of a record


def go(options: argparse.Namespace) -> int:
    """Play the file again, whichever of the three it is."""
    path = Path(options.file)
    if not path.is_file():
        raise InputError([Problem(options.file, 0, 0, "", phrase("file.missing"))])
    if path.suffix == ".jsonl":
        return _record(path, options)
    choices = read_choices(path)
    return _story(path, options) if choices is None else _choices(choices, path, options)


def _story(path: Path, options: argparse.Namespace) -> int:
    story, promise = read_saved(path)
    went = saved.replay(story, promise)
    why = saved.explained(story, promise)
    fails = went.broke_at is not None
    open_end = story.endless is not None or bool(went.crash)
    verdict: Verdict = "fail" if fails else "unknown" if open_end else "pass"
    out, lang = console(options), options.lang
    if fails:
        printed(out, _failure(story, promise, went, why, path, lang))
    else:
        for line in _passed(story, went, lang):
            printed(out, line)
    printed(out, "")
    for line in story_lines(went.differs, lang):
        printed(out, line)
    printed(out, _last_line(story, went, lang))
    data = {
        "schema_version": 1,
        "command": "replay",
        "verdict": verdict,
        "promise": story.promise,
        "still_fails": fails,
        "broke_at": went.broke_at,
        "crash": went.crash,
        "steps": tell_story(went.taken, lang, Names.of(story.names)),
        "then": tell_story(went.story[len(went.taken) :], lang, Names.of(story.names)),
        "differs": None if went.differs is None else went.differs._asdict(),
        "explanation": why and explained_summary(why, story.order, lang, Names.of(story.names)),
    }
    write_json(options, data)
    return exit_code(verdict, gaps=False, strict=False, interrupted=False)


def _passed(story: saved.SavedStory, went: saved.Replay, lang: str) -> list[str]:
    """Return how a story went that breaks nothing any more."""
    names, tail = Names.of(story.names), went.story[len(went.taken) :]
    return to_the_end(went.taken, tail, lang, names, settles=story.settle)


def _failure(
    story: saved.SavedStory,
    promise: Promise,
    went: saved.Replay,
    why: Explained | None,
    path: Path,
    lang: str,
) -> str:
    return failure_text(
        promise=promise,
        story=went.taken,
        apps=went.stage.apps if why is None else why.after,
        order=story.order,
        assumptions=story.assumptions,
        replay=f"python run_sim.py replay {path.as_posix()}",
        report=None,
        lang=lang,
        names=Names.of(story.names),
        settle=story.settle,
        tail=went.after,
        shrunk=story.shrunk,
        explained=why,
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
    _names_own(header, options)
    with tempfile.TemporaryDirectory() as folder:
        plan = plan_from(header, Path(folder))
        again = io.BytesIO()
        result = run_plan(plan, again)
    out, lang = console(options), options.lang
    totals = _told(out, result, lang)
    differs = first_difference(path, again.getvalue())
    if differs is None:
        printed(out, say(lang, "text.replay_same", digest=result.digest[:12]))
    else:
        line, recorded, now = differs
        for told in line_lines(line, recorded, now, lang):
            printed(out, told)
        printed(out, f"  {say(lang, 'text.recorded')}: {recorded[:MOST_SHOWN]}")
        printed(out, f"  {say(lang, 'text.now')}: {now[:MOST_SHOWN]}")
    data = _summary(totals, result, lang)
    write_json(options, {**data, "same": differs is None})
    return exit_code(result.verdict, gaps=False, strict=False, interrupted=False)


def _choices(found: saved.SavedChoices, path: Path, options: argparse.Namespace) -> int:
    """Run a scenario again with the choices of a former run in place of a seed."""
    known_rules(found.header.rules, options.file)
    _names_own(found.header, options)
    again = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        plan = plan_from(found.header, Path(folder))._replace(choices=Replayed(found.made))
        result = run_plan(plan, again)
    out, lang = console(options), options.lang
    totals = _told(out, result, lang)
    same = result.digest == found.digest
    if same:
        printed(out, say(lang, "text.choices_same", digest=result.digest[:12]))
    else:
        printed(out, say(lang, "text.choices_differ"))
        for line in _first_step(path.with_name("record.jsonl"), again.getvalue(), lang):
            printed(out, line)
    still = [one for one in found.broken if one in {kept.promise for kept in result.failures}]
    mended = [one for one in found.broken if one not in still]
    for key, names in (("text.choices_fail", still), ("text.choices_pass", mended)):
        if names:
            printed(out, say(lang, key, promises=", ".join(names)))
    data = _summary(totals, result, lang)
    write_json(options, {**data, "same": same, "still_fails": still, "mended": mended})
    return exit_code(result.verdict, gaps=False, strict=False, interrupted=False)


def _told(out: Console, result: Result, lang: str) -> Totals:
    """Print what one run found."""
    totals = Totals(1)
    totals.take(result)
    run_text(out, totals, verdict=result.verdict, lang=lang)
    return totals


def _summary(totals: Totals, result: Result, lang: str) -> dict[str, object]:
    runs = [run_summary(result, Place(), lang)]
    return summary("replay", totals, runs, verdict=result.verdict, lang=lang)


def _first_step(record: Path, again: bytes, lang: str) -> list[str]:
    """Return where a run goes another way than the record that lies beside its choices."""
    differs = first_difference(record, again) if record.is_file() else None
    if differs is None:
        return []
    line, recorded, now = differs
    return [
        *line_lines(line, recorded, now, lang),
        f"  {say(lang, 'text.recorded')}: {recorded[:MOST_SHOWN]}",
        f"  {say(lang, 'text.now')}: {now[:MOST_SHOWN]}",
    ]


def _names_own(header: Header, options: argparse.Namespace) -> None:
    """Say which Python files of somebody's own are run."""
    if header.own and not options.quiet:
        files = ", ".join(file.path for file in header.own)
        sys.stderr.write(f"{say(options.lang, 'text.runs_own', files=files)}\n")


def first_difference(path: Path, again: bytes) -> tuple[int, str, str] | None:
    """Return the first line that differs, decoration left aside: its number and both texts.

    A line that only one of the two has is told with an empty text for the other.
    """
    recorded = _judged_lines(path.read_bytes())
    now = _judged_lines(again)
    for (number, was), (_, is_now) in zip(recorded, now, strict=False):
        if was != is_now:
            return number, was.decode(errors="replace"), is_now.decode()
    if len(recorded) > len(now):
        number, was = recorded[len(now)]
        return number, was.decode(errors="replace"), ""
    if len(recorded) < len(now):
        after = recorded[-1][0] if recorded else 0
        return after + 1, "", now[len(recorded)][1].decode()
    return None


def _judged_lines(data: bytes) -> list[tuple[int, bytes]]:
    """Return the lines of a record that its digest covers, with their numbers in the file."""
    lines = enumerate(data.splitlines(), 1)
    return [(n, line) for n, line in lines if not line.startswith(b'{"is":"Nameplate"')]
