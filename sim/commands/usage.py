"""Help and wrong usage of the command line, told in the language that is asked for.

What is wrong with the words of a call is found by argparse, which tells it in English text only:
its sentences are read back as phrases, those that nobody expected stay as they are. What does not
live here: the commands and their options (`sim.cli`), the words (`reports.words.help`).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, NoReturn

from reports.words.help import say
from sim.commands.shared import UsageError
from sim.phrase import Phrase, Said, phrase, read_back
from sim.reading import Problem
from sim.reading.problem import suggestion

LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "en"

# The sentences of argparse, and those that the commands hand to it.
OF_A_CALL = (
    "usage.argument",
    "usage.required",
    "usage.unknown",
)
OF_AN_ARGUMENT = (
    "usage.choice",
    "usage.whole",
    "usage.one_value",
    "usage.not_with",
    "usage.no_value",
    "usage.duration",
    "usage.seeds",
    "usage.many_seeds",
    "usage.positive",
)


class Layout(argparse.RawDescriptionHelpFormatter):
    """The layout of the help: lines as they are written, the usage begun in the language."""

    def __init__(self, lang: str, prog: str) -> None:
        super().__init__(prog)
        self.lang = lang

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Add the usage of a command; argparse names its beginning only where it is its own."""
        prefix = say(self.lang, "usage") if prefix is None else prefix
        super().add_usage(usage, actions, groups, prefix)


class Parser(argparse.ArgumentParser):
    """Speaks the language of a call, tells wrong usage by an exception, with the nearest word."""

    def __init__(self, *, lang: str, **settings: Any) -> None:
        self.lang = lang
        super().__init__(**settings, formatter_class=partial(Layout, lang), add_help=False)
        self._positionals.title = self.words("arguments")
        self._optionals.title = self.words("options")
        self.add_argument("-h", "--help", action="help", help=self.words("help"))

    def words(self, key: str, /, **fields: object) -> str:
        """Return the words of the help for a key."""
        return say(self.lang, key, **fields)

    def error(self, message: str) -> NoReturn:
        """Raise UsageError instead of exiting with argparse's own code."""
        found = re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message)
        hint: Said = ""
        if found is not None:
            hint = suggestion(found[1], re.findall(r"[\w:.-]+", found[2]))
        self.wrong(_said(message), hint)

    def wrong(self, said: Said, hint: Said = "") -> NoReturn:
        """Raise UsageError for a call of this command."""
        raise UsageError(Problem(self.prog, 0, 0, "", said, hint))


def _said(message: str) -> Said:
    """Return argparse's sentence as a phrase, with what it says of the argument inside."""
    said = read_back(message, OF_A_CALL)
    if isinstance(said, Phrase) and said.key == "usage.argument":
        name, what = (str(value) for _, value in said.values)
        return phrase(said.key, name=name, what=read_back(what, OF_AN_ARGUMENT))
    return said


def language_of(argv: Sequence[str]) -> str:
    """Return the language that a call asks for, also where the rest of it makes no sense."""
    found = re.findall(rf"(?<!\S)--lang[ =]({'|'.join(LANGUAGES)})(?!\S)", " ".join(argv))
    return found[-1] if found else DEFAULT_LANGUAGE
