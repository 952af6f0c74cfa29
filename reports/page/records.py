"""The records that a report draws from: read once, up to a stated number of steps in all.

What lives here: reading, and the walk that shows each entry with the apps after it to whoever
watches. What does not live here: what is made of it (`timeline`, `standings`, `charts`, …).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reports.summary import Place
from reports.words.page import Both, both
from sim.record import Entry, Footer, evolve, opened, read
from sim.result import Result
from sim.rules.state import Apps
from sim.rules.variants import rule_set

MOST_STEPS = 20_000  # read for one report, all runs together


class Recorded(NamedTuple):
    """One run with its entries; `ended_at` is the time of the last of them or of the end."""

    result: Result
    place: Place
    entries: tuple[Entry, ...]
    ended_at: int


def recorded(ran: Sequence[tuple[Result, Place]]) -> tuple[tuple[Recorded, ...], Both | None]:
    """Return the records, the shorter ones first if not all can be read, and a notice if so."""
    found: dict[int, Recorded] = {}
    left = MOST_STEPS
    shortest_first = sorted(range(len(ran)), key=lambda at: (ran[at][0].entries, at))
    cut: list[str] = []
    for at in shortest_first:
        result, place = ran[at]
        path = Path(place.folder) / "record.jsonl"
        if not place.folder or not path.is_file():
            continue
        if left <= 0 or (found and result.entries > left):
            cut.append(result.scenario)
            continue
        found[at] = _read(path, result, place, left)
        if result.entries > left:
            cut.append(result.scenario)
        left -= len(found[at].entries)
    names = ", ".join(dict.fromkeys(cut))
    notice = both("records.cut", most=MOST_STEPS, scenarios=names) if cut else None
    return tuple(found[at] for at in sorted(found)), notice


def _read(path: Path, result: Result, place: Place, most: int) -> Recorded:
    entries: list[Entry] = []
    ended_at = 0
    for line in read(path):
        if isinstance(line, Entry):
            if len(entries) == most:
                break
            entries.append(line)
            ended_at = line.at
        elif isinstance(line, Footer):
            ended_at = line.at
    return Recorded(result, place, tuple(entries), ended_at)


def walk(one: Recorded) -> Iterator[tuple[Entry, Apps]]:
    """Return each entry with the apps as they stand after it; nothing is decided again."""
    rules = rule_set(one.result.rules, one.result.assumptions)
    apps = opened(rules, one.result.opening)
    for entry in one.entries:
        for event in entry.events:
            apps = evolve(rules, apps, entry.app, event)
        yield entry, apps
