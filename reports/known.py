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
from sim.known import Met, Standing
from sim.reading.known_file import EVERYWHERE


def known_text(
    console: Console,
    standings: Sequence[Standing],
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
        for line in _lines(standing, file, lang):
            printed(console, f"  {line}")
    accepted = _accepted(standings)
    if accepted and verdict == "pass":
        printed(console, say(lang, "known.end_pass", n=accepted))


def _lines(standing: Standing, file: str, lang: str) -> list[str]:
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
    if standing.shortest is None:
        return [told]
    found = say(lang, "known.found", runs=standing.runs, times=standing.times)
    replay = _replay(standing.shortest)
    return [f"{told}, {found}", *([f"  {replay}"] if replay else [])]


def known_summary(
    standings: Sequence[Standing], *, file: str, lang: str = "en"
) -> list[dict[str, Any]]:
    """Return what became of the known failures of a call, for its JSON summary.

    Each with its shortest story: among the failures of the runs an accepted one does not stand.
    """
    rows = []
    for standing in standings:
        entry, met = standing.entry, standing.shortest
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
                "runs": standing.runs,
                "times": standing.times,
                "steps": _steps(met, lang) if met else [],
                "replay": _replay(met) if met else "",
            }
        )
    return rows


def _accepted(standings: Sequence[Standing]) -> int:
    """Return how many entries keep a failure from counting; gaps count by themselves never."""
    met = (one.shortest for one in standings if one.status == "accepted")
    return sum(1 for one in met if one is not None and one.failure.kind != "gap")


def _replay(met: Met) -> str:
    """Return the command that plays the shortest of an entry's failures again."""
    return Place(met.folder).replay(met.failure)


def _steps(met: Met, lang: str) -> list[str]:
    return tell_story(met.failure.story, lang, Names.of(met.result.names))


def _day(day: date, lang: str) -> str:
    return say(
        lang, "known.day", day=f"{day.day:02}", month=f"{day.month:02}", year=f"{day.year:04}"
    )
