"""What a file of known failures may hold: which promise, in which scenario, why, whose, until when.

    known:
      - promise: no-second-push
        scenario: month-end            # a shipped one, the path of your own, or "*"
        reason: waits for the patch of the push queue
        owner: Lan
        expires: 2026-12-31            # accepted up to and with this day

What does not live here: whether a failure is one of them (`sim.known`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from sim.phrase import phrase
from sim.reading.problem import Finding, InputError, Trail, quoted, suggestion
from sim.scenario import Name, Part

EVERYWHERE = "*"
FILE_ENDS = (".yaml", ".yml")


class KnownFailure(NamedTuple):
    """A failure that is accepted for now; `line` is where the file says so."""

    promise: str
    scenario: str
    reason: str
    owner: str
    expires: date
    line: int = 0


def _day(value: object) -> object:
    try:
        if isinstance(value, str) and len(value) == len("2026-12-31"):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("day", "no day of the calendar")


Day = Annotated[date, BeforeValidator(_day)]
Text = Annotated[str, Field(min_length=1, max_length=500)]


class Entry(Part):
    """One failure that is accepted for now."""

    promise: Name
    scenario: Text
    reason: Text
    owner: Name
    expires: Day


class KnownFile(Part):
    """All failures that are accepted for now."""

    known: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class Names:
    """The names that an entry may use.

    `scenarios` are names of scenarios with the promises of their own; `read` does the same for a
    scenario's file, whose path is relative to the file of known failures. It may raise InputError.
    """

    promises: frozenset[str]
    scenarios: dict[str, frozenset[str]]
    read: Callable[[str], tuple[str, frozenset[str]]]


def known_names(data: Any, names: Names) -> tuple[dict[int, str], list[Finding]]:
    """Return the scenario of each entry by its name, and every name that names nothing."""
    scenarios: dict[int, str] = {}
    wrong: list[Finding] = []
    before: set[tuple[str, str]] = set()
    for at, entry in _entries(data):
        trail: Trail = ("known", at)
        own: frozenset[str] = frozenset().union(*names.scenarios.values())
        text, promise = entry.get("scenario"), entry.get("promise")
        if isinstance(text, str) and text:
            try:
                scenarios[at], own = _scenario(text, names, own)
            except InputError as error:
                problem = error.problems[0]
                wrong.append(Finding((*trail, "scenario"), problem.message, problem.hint))
                continue
        if isinstance(promise, str) and promise:
            right = (*sorted(names.promises), *sorted(own))
            if promise not in right:
                message = phrase("name.promise", name=quoted(promise))
                wrong.append(Finding((*trail, "promise"), message, suggestion(promise, right)))
            elif at in scenarios:
                wrong.extend(_twice(trail, (promise, scenarios[at]), before))
    return scenarios, wrong


def _scenario(text: str, names: Names, own: frozenset[str]) -> tuple[str, frozenset[str]]:
    """Return the name of an entry's scenario, and the promises that are known there."""
    if text == EVERYWHERE:
        return text, own
    if text in names.scenarios:
        return text, names.scenarios[text]
    return names.read(text)


def _twice(trail: Trail, entry: tuple[str, str], before: set[tuple[str, str]]) -> Iterator[Finding]:
    if entry in before:
        promise, scenario = entry
        yield Finding(trail, phrase("known.twice", promise=promise, scenario=scenario))
    before.add(entry)


def _entries(data: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    entries = data.get("known") if isinstance(data, dict) else None
    for at, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield at, entry
