"""The runs that a report and a build server are shown: all of a call, or those that tell most.

A page with ten thousand runs helps nobody, and would not fit into memory. What does not live here:
how they are drawn (`reports.page`, `reports.ci`), the summary, which has every run.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from reports.summary import Place
from sim.campaign import RECORD, place_of
from sim.journal import Journal
from sim.known import Sorter
from sim.record import Entry, Nameplate, read
from sim.result import Result
from sim.runs import Runs
from sim.totals import Totals

MOST_DRAWN = 200


def drawn(runs: Runs, kept: Journal, totals: Totals, sort: Sorter) -> list[tuple[Result, Place]]:
    """Return the runs to show, in their order: all, or those behind findings, then the first."""
    every = (at for at in range(len(runs)) if kept.has(at))
    wanted: dict[int, None] = {}
    for at in chain(totals.telling(), every):
        if len(wanted) == MOST_DRAWN:
            break
        wanted[at] = None
    return [_shown(runs, kept, sort, at) for at in sorted(wanted)]


def _shown(runs: Runs, kept: Journal, sort: Sorter, at: int) -> tuple[Result, Place]:
    found = kept.result(at)
    folder = place_of(runs.request(at, kept.head), found)
    return sort.left(found)._replace(names=_names(folder) or found.names), Place(folder)


def _names(folder: str) -> tuple[Nameplate, ...]:
    """Return the names of all people of a run from its record, where they come first."""
    record = Path(folder) / RECORD
    found: list[Nameplate] = []
    if not folder or not record.is_file():
        return ()
    for line in read(record):
        if isinstance(line, Entry):
            break
        if isinstance(line, Nameplate):
            found.append(line)
    return tuple(found)
