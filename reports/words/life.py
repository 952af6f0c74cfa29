"""The one door to the words of `show`, of known failures and of `new` (`life_vi`, `life_en`)."""

from __future__ import annotations

from collections.abc import Mapping

from reports.words import life_en, life_vi

LIFE: Mapping[str, Mapping[str, str]] = {"vi": life_vi.WORDS, "en": life_en.WORDS}


def say(lang: str, key: str, /, **fields: object) -> str:
    """Return the words of a key with its fields filled in; an unknown key is a KeyError."""
    return LIFE[lang][key].format(**fields)
