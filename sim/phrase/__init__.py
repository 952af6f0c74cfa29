"""A sentence as data: its key in the words, and the values that are filled in.

What is wrong with an input is found deep inside, where nobody knows the reader's language. So it is
said as a `Phrase`, which becomes words where it is printed. English is at hand everywhere (`en`),
since an exception must read well in a traceback too. What does not live here: the words of other
languages (`reports.words.problems`), and what is wrong with what.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, reduce
from string import Formatter
from typing import Protocol, TypeAlias

from msgspec import Struct

from sim.phrase.en import WORDS

Wording = Mapping[str, str]  # the words of a language by their keys

OS_REASONS = ("os.missing", "os.denied", "os.folder", "os.no_folder", "os.exists")


class Spoken(Protocol):
    """What can be told in the words of a language."""

    def told(self, words: Wording) -> str:
        """Return it in these words."""


Value: TypeAlias = "str | int | Spoken | tuple[Value, ...]"


class Phrase(Struct, frozen=True):
    """A sentence or a part of one; a value of several parts becomes a list with commas.

    A record keeps phrases. What is spoken and no phrase is no value of those, though of others.
    """

    key: str
    values: tuple[tuple[str, str | int | Phrase | tuple[str | int | Phrase, ...]], ...] = ()

    def told(self, words: Wording) -> str:
        """Return the phrase in the words of a language."""
        return words[self.key].format(**{name: _filled(one, words) for name, one in self.values})

    def __str__(self) -> str:
        return self.told(WORDS)


Said: TypeAlias = str | Phrase  # a text is told as it is: names, code, words of another program


def phrase(key: str, /, **values: Value) -> Phrase:
    """Return the phrase of a key with the values for its fields."""
    return Phrase(key, tuple(values.items()))  # type: ignore[arg-type]


def told(said: str | Spoken, words: Wording) -> str:
    """Return what is said in the words of a language."""
    return said if isinstance(said, str) else said.told(words)


def told_in_lines(problems: Sequence[Spoken], most: int, words: Wording) -> str:
    """Return the first of the problems, each on its line, and how many more there are."""
    lines = [problem.told(words) for problem in problems[:most]]
    if len(problems) > most:
        lines.append(phrase("problems.more", rest=len(problems) - most).told(words))
    return "\n".join(lines)


def _filled(value: Value, words: Wording) -> str | int:
    if isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return ", ".join(str(_filled(one, words)) for one in value)
    return value.told(words)


def either(names: Sequence[Said]) -> Said:
    """Return a choice of names: "a", "a or b", "a or b or c"."""
    return reduce(lambda one, other: phrase("either", one=one, other=other), names)


# --- what others say in English -----------------------------------------------------------------


def read_back(text: str, keys: Sequence[str]) -> Said:
    """Return the phrase of one of the keys that an English text is; else the text as it is.

    For what speaks English and nothing else: the parser of the command line, the system.
    """
    for key in keys:
        if found := _pattern(key).fullmatch(text):
            return phrase(key, **found.groupdict())
    return text


@cache
def _pattern(key: str) -> re.Pattern[str]:
    """Return what reads the English words of a key."""
    parts = (
        re.escape(text) + (f"(?P<{name}>.+?)" if name else "")
        for text, name, _, _ in Formatter().parse(WORDS[key])
    )
    return re.compile("".join(parts), re.DOTALL)


def reason_of(error: Exception) -> Said:
    """Return why the system does not read or write a file."""
    return read_back(getattr(error, "strerror", None) or str(error), OS_REASONS)
