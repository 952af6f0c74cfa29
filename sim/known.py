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

Status = Literal["accepted", "expired", "gone"]


class Met(NamedTuple):
    """A failure or a gap of one run that an entry names; `at` is the run's place in the call."""

    at: int
    failure: Failure


class Standing(NamedTuple):
    """What became of one entry in a call; `met` are its failures, the shortest story first."""

    entry: KnownFailure
    status: Status
    met: tuple[Met, ...] = ()


class Sorted(NamedTuple):
    """The results of a call without what is accepted, and what became of each entry.

    An entry of which the call tells nothing has no standing.
    """

    results: tuple[Result, ...]
    standings: tuple[Standing, ...]


def sorted_out(
    entries: Sequence[KnownFailure],
    results: Sequence[Result],
    *,
    today: date,
    library: Iterable[str] = (),
) -> Sorted:
    """Tell the known failures of a call from the others.

    `library` are the scenarios that a call has to run before it can say that a promise no longer
    fails anywhere.
    """
    everywhere = set(library) <= {result.scenario for result in results}
    standings = (_standing(one, entries, results, today, everywhere) for one in entries)
    return Sorted(
        tuple(_without_accepted(result, entries, today) for result in results),
        tuple(one for one in standings if one is not None),
    )


def entry_of(
    failure: Failure, scenario: str, entries: Sequence[KnownFailure]
) -> KnownFailure | None:
    """Return the entry that a failure falls under, the one that names its scenario first."""
    mine = [one for one in entries if one.promise == failure.promise]
    exact = [one for one in mine if one.scenario == scenario]
    return next(iter((*exact, *(one for one in mine if one.scenario == EVERYWHERE))), None)


def _standing(
    entry: KnownFailure,
    entries: Sequence[KnownFailure],
    results: Sequence[Result],
    today: date,
    everywhere: bool,
) -> Standing | None:
    met = [
        Met(at, failure)
        for at, result in enumerate(results)
        for failure in (*result.failures, *result.gaps)
        if entry_of(failure, result.scenario, entries) is entry
    ]
    if met:
        met.sort(key=lambda one: (not one.failure.plays, len(one.failure.story)))
        return Standing(entry, "expired" if today > entry.expires else "accepted", tuple(met))
    mine = [one for one in results if entry.scenario in (EVERYWHERE, one.scenario)]
    told = everywhere if entry.scenario == EVERYWHERE else True
    return Standing(entry, "gone") if told and any(_held(entry, one) for one in mine) else None


def _held(entry: KnownFailure, result: Result) -> bool:
    """Tell whether a run went to its end and put the promise of an entry to the test."""
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
