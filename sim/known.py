"""Known failures: which of the failures of a call are accepted for now, and which no longer happen.

An entry names a promise and a scenario, or every scenario ("*"); the one that names the scenario
counts before the other. Up to its last day it is *accepted*: the failure is told, and breaks
nothing. After that day it is *expired*: the failure counts again. It is *gone* once the promise was
put to the test in its scenario and held: the entry is to be removed. Pure: the day of today is
given. What does not live here: the file (`reading.known_file`), the words (`reports.known`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from sim.checks.judge import Verdict
from sim.checks.told import COMES_TO_REST
from sim.reading import KnownFailure
from sim.reading.known_file import EVERYWHERE
from sim.result import Failure, Result, in_the_rules
from sim.totals import alone, rank

Status = Literal["accepted", "expired", "gone"]


class Met(NamedTuple):
    """The shortest failure or gap that an entry names, what run it was, and where that lies."""

    failure: Failure
    result: Result
    folder: str = ""


class Standing(NamedTuple):
    """What became of one entry in a call: in how many runs it was met, how often in all."""

    entry: KnownFailure
    status: Status
    runs: int = 0
    times: int = 0
    shortest: Met | None = None


class Sorter:
    """Tells the known failures of a call from the others, run by run.

    `library` are the scenarios that a call has to run before it can say that a promise no longer
    fails anywhere.
    """

    def __init__(
        self, entries: Sequence[KnownFailure], *, today: date, library: Iterable[str] = ()
    ) -> None:
        self._entries = entries
        self._today = today
        self._library = set(library)
        self._ran: set[str] = set()
        self._held: set[KnownFailure] = set()
        self._met: dict[KnownFailure, Standing] = {}

    def take(self, result: Result, folder: str = "") -> Result:
        """Add the next run; return it without what is accepted, with the verdict that is left."""
        if not self._entries:
            return result
        self._ran.add(result.scenario)
        self._held.update(one for one in self._entries if _held(one, result))
        met: set[KnownFailure] = set()
        for failure in (*result.failures, *result.gaps):
            entry = entry_of(failure, result.scenario, self._entries)
            if entry is not None:
                self._meet(entry, Met(failure, alone(result), folder), again=entry in met)
                met.add(entry)
        return self.left(result)

    def left(self, result: Result) -> Result:
        """Return a run without what is accepted, and count nothing."""
        return _without_accepted(result, self._entries, self._today)

    def standings(self) -> list[Standing]:
        """Return what became of each entry; one of which the call tells nothing has no standing."""
        found = (self._met.get(one) or self._gone(one) for one in self._entries)
        return [one for one in found if one is not None]

    def _meet(self, entry: KnownFailure, met: Met, *, again: bool) -> None:
        status: Status = "expired" if self._today > entry.expires else "accepted"
        so_far = self._met.get(entry, Standing(entry, status))
        first = so_far.shortest
        shorter = first is None or rank(met.failure) < rank(first.failure)
        self._met[entry] = so_far._replace(
            runs=so_far.runs + (not again),
            times=so_far.times + met.failure.times,
            shortest=met if shorter else first,
        )

    def _gone(self, entry: KnownFailure) -> Standing | None:
        told = entry.scenario != EVERYWHERE or self._library <= self._ran
        return Standing(entry, "gone") if told and entry in self._held else None


def entry_of(
    failure: Failure, scenario: str, entries: Sequence[KnownFailure]
) -> KnownFailure | None:
    """Return the entry that a failure falls under, the one that names its scenario first."""
    mine = [one for one in entries if one.promise == failure.promise]
    exact = [one for one in mine if one.scenario == scenario]
    return next(iter((*exact, *(one for one in mine if one.scenario == EVERYWHERE))), None)


def _held(entry: KnownFailure, result: Result) -> bool:
    """Tell whether a run of an entry went to its end and put its promise to the test."""
    if entry.scenario not in (EVERYWHERE, result.scenario):
        return False
    whole = result.settled and not result.interrupted and not result.crash
    return whole and any(
        one.name == entry.promise and one.verdict == "pass" for one in result.promises
    )


def _without_accepted(result: Result, entries: Sequence[KnownFailure], today: date) -> Result:
    """Return a result without its accepted failures and gaps, and the verdict that is left."""

    def accepted(failure: Failure) -> bool:
        entry = entry_of(failure, result.scenario, entries)
        return entry is not None and today <= entry.expires

    taken = {one.promise for one in (*result.failures, *result.gaps) if accepted(one)}
    if not taken:
        return result
    left = tuple(one for one in result.failures if one.promise not in taken)
    gaps = tuple(one for one in result.gaps if one.promise not in taken)
    rests = result.settled or COMES_TO_REST.name in taken
    return result._replace(failures=left, gaps=gaps, verdict=_verdict(result, left, rests=rests))


def _verdict(result: Result, left: tuple[Failure, ...], *, rests: bool) -> Verdict:
    """Return the verdict of a run of whose failures only some are left."""
    if left or (result.crash and in_the_rules(result.crash)):
        return "fail"
    if result.interrupted or result.crash:
        return "unknown"
    if not rests:
        return "fail"
    return "unknown" if result.missing or any(one.crash for one in result.promises) else "pass"
