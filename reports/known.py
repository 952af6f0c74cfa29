"""Known failures as people and other tools read them: what is accepted, expired, gone.

What does not live here: which failures those are (`sim.known`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from rich.console import Console

from reports.story import Names, tell_story
from reports.summary import Place
from reports.text import printed
from reports.words.life import say
from sim.checks.judge import Verdict
from sim.known import Standing
from sim.reading.known_file import EVERYWHERE
from sim.result import Result

Ran = Sequence[tuple[Result, Place]]


def known_text(
    console: Console,
    standings: Sequence[Standing],
    ran: Ran,
    *,
    file: str,
    verdict: Verdict,
    lang: str,
) -> None:
    """Print what became of the known failures of a call; nothing if nothing did."""
    if not standings:
        return
    printed(console, f"\n{say(lang, 'known.title', file=file)}")
    for standing in standings:
        for line in _lines(standing, ran, file, lang):
            printed(console, f"  {line}")
    accepted = _accepted(standings)
    if accepted and verdict == "pass":
        printed(console, say(lang, "known.end_pass", n=accepted))


def _lines(standing: Standing, ran: Ran, file: str, lang: str) -> list[str]:
    entry = standing.entry
    everywhere = entry.scenario == EVERYWHERE
    told = say(
        lang,
        f"known.{standing.status}",
        owner=entry.owner,
        reason=entry.reason,
        until=_day(entry.expires, lang),
        promise=entry.promise,
        where=say(lang, "known.everywhere") if everywhere else entry.scenario,
        place=f"{file}:{entry.line}",
    )
    if not standing.met:
        return [told]
    runs, times = _counts(standing)
    found = say(lang, "known.found", runs=runs, times=times)
    replay = _replay(standing, ran)
    return [f"{told}, {found}", *([f"  {replay}"] if replay else [])]


def known_summary(
    standings: Sequence[Standing], ran: Ran, *, file: str, lang: str = "en"
) -> list[dict[str, Any]]:
    """Return what became of the known failures of a call, for its JSON summary.

    Each with its shortest story: among the failures of the runs an accepted one does not stand.
    """
    rows = []
    for standing in standings:
        entry = standing.entry
        runs, times = _counts(standing)
        rows.append(
            {
                "status": standing.status,
                "promise": entry.promise,
                "scenario": entry.scenario,
                "reason": entry.reason,
                "owner": entry.owner,
                "expires": entry.expires.isoformat(),
                "file": file,
                "line": entry.line,
                "runs": runs,
                "times": times,
                "steps": _steps(standing, ran, lang),
                "replay": _replay(standing, ran),
            }
        )
    return rows


def _accepted(standings: Sequence[Standing]) -> int:
    """Return how many entries keep a failure from counting; gaps count by themselves never."""
    met = (one.met[0].failure for one in standings if one.status == "accepted")
    return sum(1 for failure in met if failure.kind != "gap")


def _counts(standing: Standing) -> tuple[int, int]:
    """Return in how many runs an entry's promise broke, and how often in all."""
    runs = {met.at for met in standing.met}
    return len(runs), sum(met.failure.times for met in standing.met)


def _replay(standing: Standing, ran: Ran) -> str:
    """Return the command that plays the shortest of an entry's failures again."""
    if not standing.met:
        return ""
    first = standing.met[0]
    return ran[first.at][1].replay(first.failure)


def _steps(standing: Standing, ran: Ran, lang: str) -> list[str]:
    if not standing.met:
        return []
    first = standing.met[0]
    return tell_story(first.failure.story, lang, Names.of(ran[first.at][0].names))


def _day(day: date, lang: str) -> str:
    return say(
        lang, "known.day", day=f"{day.day:02}", month=f"{day.month:02}", year=f"{day.year:04}"
    )
