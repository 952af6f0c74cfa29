"""The one door to the words of an unexplained history (`history_en`, `history_vi`)."""

from __future__ import annotations

from collections.abc import Mapping

from reports.words import history_en, history_vi

HISTORY: Mapping[str, Mapping[str, str]] = {"vi": history_vi.WORDS, "en": history_en.WORDS}


def say(lang: str, key: str, /, **fields: object) -> str:
    """Return the words of a key with its fields filled in; an unknown key is a KeyError."""
    return HISTORY[lang][key].format(**fields)
