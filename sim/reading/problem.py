"""What is wrong with a file: the phrase, the place, and the nearest right word.

What lives here: `Finding` (what is wrong, and where in the document), `Problem` (the same with its
place in the file, ready to print), `InputError` (all problems of a file), and how values and names
are shown. What does not live here: what counts as wrong (`document`, `shape`, `references`), and
the words themselves (`sim.phrase`, `reports.words.problems`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import islice, takewhile
from typing import NamedTuple

from msgspec import Struct

from sim.phrase import Phrase, Said, Wording, phrase, told, told_in_lines
from sim.phrase.en import WORDS

Trail = tuple[str | int, ...]  # the way to a value in a document: names of fields, places in lists

SHOWN_CHARACTERS = 40
SHOWN_NAMES = 12
SHOWN_PROBLEMS = 50
COMPARED_NAMES = 300
NEAR_ENOUGH = 0.65  # from 0, nothing in common, to 1.1, the same


class Problem(Struct, frozen=True):
    """One thing that is wrong in a file or in a setting.

    `line` and `column` count from 1; both are 0 where no line of a file is to blame. `where` is
    the dotted path of the field; entries of a list count from 1. `hint` names what would be right.
    As a text it is English.
    """

    file: str
    line: int
    column: int
    where: str
    message: Said
    hint: Said = ""

    def told(self, words: Wording) -> str:
        """Return it on one line, in the words of a language."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        named = self.line or not self.file.startswith(f"--set {self.where}=")
        where = f"{self.where}: " if self.where and named else ""
        hint = f" ({told(self.hint, words)})" if self.hint else ""
        return f"{place}: {where}{told(self.message, words)}{hint}"

    def __str__(self) -> str:
        return self.told(WORDS)


class InputError(Exception):
    """A file cannot be used as it is; `problems` holds every reason, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        unique = dict.fromkeys(problems)
        self.problems = tuple(sorted(unique, key=lambda p: (p.line, p.column, p.where)))
        super().__init__(self.problems)

    def told(self, words: Wording) -> str:
        """Return the problems line by line, in the words of a language."""
        return told_in_lines(self.problems, SHOWN_PROBLEMS, words)

    def __str__(self) -> str:
        return self.told(WORDS)


class Finding(NamedTuple):
    """What is wrong at one place of a document.

    `at_name` blames the field's name and not its value; a `general` finding is left out where
    another one tells something more exact of the same group.
    """

    trail: Trail
    message: Said
    hint: Said = ""
    at_name: bool = False
    general: bool = False


def dotted(trail: Trail) -> str:
    """Return the way to a value as people write it: people.clerks.count, steps.1.do."""
    return ".".join(_step(step) for step in trail)


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return str(step + 1)
    plain = step and not set(step) & set('."= ')
    return printable(step) if plain else quoted(step)


def shown(value: object) -> Said:
    """Return a value as a file would write it, short and on one line; of several, what they are."""
    if isinstance(value, dict):
        return phrase("value.group")
    if isinstance(value, list | tuple):
        return phrase("value.list")
    return quoted(value)


def quoted(value: object) -> str:
    """Return a single value as a file would write it; a text stands in quotation marks."""
    return printable(json.dumps(value, ensure_ascii=False))


def printable(text: str) -> str:
    """Return a text that any terminal can show: cut, control characters and halves escaped."""
    cut = text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}..."
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the one of the names that looks most like this one, empty if none comes near.

    Capital letters and hyphens do not count; of two that are as like, the one that begins in the
    same way is nearer. Only the first hundreds of very many names are looked at.
    """
    wanted = _folded(name)
    matcher = SequenceMatcher(None, "", wanted)
    best, best_likeness = "", NEAR_ENOUGH
    for one in islice(names, COMPARED_NAMES):
        folded = _folded(one)
        bonus = 0.1 * _same_beginning(folded, wanted) / max(len(folded), len(wanted), 1)
        matcher.set_seq1(folded)
        # The upper bounds come first: they are quick, and most names are not alike at all.
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) + bonus > best_likeness:
            likeness = matcher.ratio() + bonus
            if likeness > best_likeness:
                best, best_likeness = one, likeness
    return best


def _folded(name: str) -> str:
    return name[:SHOWN_CHARACTERS].casefold().replace("-", "_").replace(" ", "_")


def _same_beginning(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def suggestion(name: object, names: Iterable[str], label: str = "hint.one_of") -> Said:
    """Return the hint for a wrong name: the nearest right one, else all if they are few."""
    right = tuple(names)
    near = nearest(name, right) if isinstance(name, str) else ""
    if near:
        return did_you_mean(near)
    if 0 < len(right) <= SHOWN_NAMES:
        return phrase(label, names=tuple(printable(one) for one in right))
    return ""


def did_you_mean(right: str) -> Phrase:
    """Return the hint that names one right text."""
    return phrase("hint.did_you_mean", right=quoted(right))
