"""The one door to the words of `--help` in each language.

What does not live here: the commands and their options (`sim.cli`, `sim.commands`).
"""

from __future__ import annotations

from collections.abc import Mapping

from reports.words import help_en, help_vi

HELP: Mapping[str, Mapping[str, str]] = {"vi": help_vi.WORDS, "en": help_en.WORDS}


def say(lang: str, key: str, /, **fields: object) -> str:
    """Return the words of a key with its fields filled in; an unknown key is a KeyError."""
    return HELP[lang][key].format(**fields)
