"""What the commands share: exit codes, talk on stderr, JSON, where a call's files land."""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from reports.words import say
from sim.checks.judge import Verdict
from sim.library import profile_files
from sim.phrase import Spoken, Wording, phrase, told
from sim.phrase.en import WORDS
from sim.reading import InputError, Problem
from sim.reading.problem import suggestion
from sim.scenario import DURATION, UNITS_MS

EXIT_OK = 0
EXIT_BROKEN = 1
EXIT_UNKNOWN = 2
EXIT_WRONG_INPUT = 64
EXIT_UNREACHABLE = 69
EXIT_OUR_BUG = 70
EXIT_INTERRUPTED = 130

WIDTH = 120  # of text that goes to a file or a pipe
PACE_S = 10  # seconds between two lines of progress where there is no terminal
MOST_SEEDS = 1_000_000


class UsageError(Exception):
    """The command line makes no sense; what is said tells why, and what would."""

    def __init__(self, said: str | Spoken) -> None:
        self.said = said
        super().__init__(said)

    def told(self, words: Wording) -> str:
        """Return it in the words of a language."""
        return told(self.said, words)

    def __str__(self) -> str:
        return self.told(WORDS)


def mistyped(key: str, text: str, **values: int) -> argparse.ArgumentTypeError:
    """Return the error of a value; the parser takes nothing but English text (`usage`)."""
    return argparse.ArgumentTypeError(str(phrase(key, value=repr(text), **values)))


def duration_ms(text: str) -> int:
    """Return a duration of the command line in milliseconds."""
    found = re.fullmatch(DURATION, text)
    if found is None:
        raise mistyped("usage.duration", text)
    return int(found[1]) * UNITS_MS[found[2]]


def seeds(text: str) -> range:
    """Return the seeds of "A..B", both ends included."""
    found = re.fullmatch(r"(\d{1,18})\.\.(\d{1,18})", text)
    if found is None or int(found[1]) > int(found[2]):
        raise mistyped("usage.seeds", text)
    if int(found[2]) - int(found[1]) >= MOST_SEEDS:
        raise mistyped("usage.many_seeds", text, most=MOST_SEEDS)
    return range(int(found[1]), int(found[2]) + 1)


def deadline(options: argparse.Namespace) -> float | None:
    """Return the moment (time.monotonic) after which nothing further is begun, or None."""
    return None if options.budget is None else time.monotonic() + options.budget / 1000


def profile_path(name: str | None) -> Path | None:
    """Return the file of a company profile, by name or path."""
    if name is None:
        return None
    files = profile_files()
    if name in files:
        return files[name]
    if Path(name).is_file():
        return Path(name)
    message = phrase("find.no_profile")
    raise InputError([Problem(name, 0, 0, "", message, suggestion(name, files))])


def console(options: argparse.Namespace) -> Console:
    """Return where the result is printed: stdout, unless JSON goes there."""
    stream = sys.stderr if options.json == "-" else sys.stdout
    if options.json == "-" and options.quiet:
        return Console(quiet=True)
    width = None if stream.isatty() else WIDTH
    return Console(file=stream, width=width, highlight=False, emoji=False)


def write_json(options: argparse.Namespace, data: dict[str, Any]) -> None:
    """Write the summary where `--json` says."""
    write_json_parts(options, lambda: iter([json.dumps(data, ensure_ascii=False, indent=1) + "\n"]))


def write_json_parts(options: argparse.Namespace, parts: Callable[[], Iterator[str]]) -> None:
    """Write a summary that comes part by part where `--json` says."""
    if options.json is None:
        return
    if options.json == "-":
        sys.stdout.writelines(parts())
        return
    path = Path(options.json)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(parts())


def exit_code(verdict: Verdict, *, gaps: bool, strict: bool, interrupted: bool) -> int:
    """Return the exit code of a judged call, by the table of the documentation."""
    if interrupted:
        return EXIT_INTERRUPTED
    if verdict == "fail" or (strict and gaps):
        return EXIT_BROKEN
    return EXIT_UNKNOWN if verdict == "unknown" else EXIT_OK


class Talk:
    """Progress on stderr: a bar on a terminal, else a line every ten seconds; quiet: nothing."""

    def __init__(self, options: argparse.Namespace, total: int) -> None:
        self.lang: str = options.lang
        self.quiet: bool = options.quiet
        self.total = total
        self._told = time.monotonic()
        self._bar: Progress | None = None
        if not self.quiet and sys.stderr.isatty():
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._bar.add_task("", total=total)
            self._bar.start()

    def say(self, key: str, **fields: object) -> None:
        """Say a sentence on stderr."""
        self.line(say(self.lang, key, **fields))

    def line(self, text: str) -> None:
        """Say a sentence that is in words already."""
        if not self.quiet:
            sys.stderr.write(f"{text}\n")

    def progress(self, done: int, key: str, **fields: object) -> None:
        """Tell how far it is."""
        text = say(self.lang, key, done=done, total=self.total, **fields)
        if self._bar is not None:
            lines = text.replace("; ", "\n")  # beside the bar there is no room for a long one
            self._bar.update(self._task, completed=done, description=lines)
        elif not self.quiet and time.monotonic() - self._told >= PACE_S:
            self._told = time.monotonic()
            sys.stderr.write(f"{text}\n")

    def end(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
