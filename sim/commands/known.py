"""The failures that a call accepts for now: which file, read before the first run, and applied.

Without `--known` it is `known-failures.yaml` in the current folder, if there is one: a person and
the build come to the same verdict without an option that one of them might forget. Whatever the
file changes is told, with its name. `--known none` reads no file.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from sim.campaign import Request
from sim.checks.judge import PROMISES
from sim.commands.usage import Parser
from sim.known import Sorter
from sim.library import read, scenario_files
from sim.own import promises_of
from sim.phrase import Phrase, Said, phrase
from sim.reading import InputError, KnownFailure, Names, Problem, read_known
from sim.reading.files import text_of
from sim.reading.known_file import EVERYWHERE, FILE_ENDS
from sim.reading.problem import quoted, suggestion

DEFAULT = Path("known-failures.yaml")
NO_FILE = "none"


class Listed(NamedTuple):
    """The known failures of a call, and the file that lists them (empty: none)."""

    file: str = ""
    entries: tuple[KnownFailure, ...] = ()


def add(sub: Parser) -> None:
    """Add the option to a command."""
    about = sub.words("run.known", default=DEFAULT, none=NO_FILE)
    sub.add_argument("--known", metavar="FILE", help=about)


def listed(options: argparse.Namespace, requests: Sequence[Request]) -> Listed:
    """Return the known failures that the call accepts; InputError with all that is wrong."""
    if options.known == NO_FILE or (options.known is None and not DEFAULT.exists()):
        return Listed()
    path = DEFAULT if options.known is None else Path(options.known)
    text_of(path)  # tells that there is no such file before the scenarios are read
    return Listed(path.as_posix(), read_known(path, names(path.parent, requests)))


def sorter(known: Listed, *, today: date | None = None) -> Sorter:
    """Return what tells the known failures of a call from the others."""
    everywhere = any(one.scenario == EVERYWHERE for one in known.entries)
    return Sorter(
        known.entries, today=today or this_day(), library=_library() if everywhere else ()
    )


def _library() -> list[str]:
    """Return the scenarios that a call without names runs."""
    return [name for name, path in scenario_files().items() if read(path).form != "world"]


def this_day() -> date:
    """Return today; the only use of a wall clock besides the names of folders."""
    return datetime.now().astimezone().date()  # noqa: TID251 - what is accepted ends some day


def names(folder: Path, requests: Sequence[Request]) -> Names:
    """Return the names that the file may use: shipped ones, and those of the scenarios to run."""
    known: dict[str, frozenset[str]] = dict.fromkeys(scenario_files(), frozenset())
    known.update(_named(Path(path), said) for path, said in _asked(requests))

    def look(text: str) -> tuple[str, frozenset[str]]:
        if not text.endswith(FILE_ENDS):
            hint = suggestion(text, known) or phrase("name.scenario.hint")
            raise _wrong(phrase("name.scenario", name=quoted(text)), hint)
        try:
            return _named(folder / text, ())
        except InputError as error:
            problem = error.problems[0]
            message = phrase("name.scenario.unusable", name=quoted(text), problem=problem)
            raise _wrong(message) from None

    promises = frozenset(promise.name for promise in PROMISES)
    return Names(promises=promises, scenarios=known, read=look)


def _asked(requests: Sequence[Request]) -> list[tuple[str, tuple[str, ...]]]:
    return list(dict.fromkeys((one.path, one.overrides) for one in requests))


def _named(path: Path, overrides: tuple[str, ...]) -> tuple[str, frozenset[str]]:
    """Return the name of the scenario in a file, and the names of its own promises."""
    scenario = read(path, overrides)
    own = promises_of(scenario, path.parent)[len(PROMISES) :]
    return scenario.name, frozenset(promise.name for promise in own)


def _wrong(message: Phrase, hint: Said = "") -> InputError:
    return InputError([Problem("", 0, 0, "", message, hint)])
