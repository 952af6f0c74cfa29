"""Wrong usage of the command line, told in the language that is asked for.

What is wrong with the words of a call is found by argparse, which tells it in English text only:
its sentences are read back as phrases, those that nobody expected stay as they are. What does not
live here: the commands and their options (`sim.cli`).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import NoReturn

from sim.commands.shared import UsageError
from sim.phrase import Phrase, Said, phrase, read_back
from sim.reading import Problem
from sim.reading.problem import suggestion

DEFAULT_LANGUAGE = "en"

# The sentences of argparse, and those that the commands hand to it.
OF_A_CALL = (
    "usage.argument",
    "usage.required",
    "usage.unknown",
    "usage.of_walks",
    "usage.of_states",
    "usage.of_depth",
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


class Parser(argparse.ArgumentParser):
    """Tells wrong usage by an exception, with the nearest right word."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError instead of exiting with argparse's own code."""
        found = re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message)
        hint: Said = ""
        if found is not None:
            hint = suggestion(found[1], re.findall(r"[\w:.-]+", found[2]))
        raise UsageError(Problem(self.prog, 0, 0, "", _said(message), hint))


def _said(message: str) -> Said:
    """Return argparse's sentence as a phrase, with what it says of the argument inside."""
    said = read_back(message, OF_A_CALL)
    if isinstance(said, Phrase) and said.key == "usage.argument":
        name, what = (str(value) for _, value in said.values)
        return phrase(said.key, name=name, what=read_back(what, OF_AN_ARGUMENT))
    return said


def language_of(argv: Sequence[str]) -> str:
    """Return the language that a call asks for, also where the rest of it makes no sense."""
    found = re.findall(r"(?<!\S)--lang[ =](vi|en)(?!\S)", " ".join(argv))
    return found[-1] if found else DEFAULT_LANGUAGE
