"""The one door to the words of the guard-window matrix (`windows_en`, `windows_vi`)."""

from __future__ import annotations

from collections.abc import Mapping

from reports.words import windows_en, windows_vi

WINDOWS: Mapping[str, Mapping[str, str]] = {"vi": windows_vi.WORDS, "en": windows_en.WORDS}


def say(lang: str, key: str, /, **fields: object) -> str:
    """Return the words of a key with its fields filled in; an unknown key is a KeyError."""
    return WINDOWS[lang][key].format(**fields)
