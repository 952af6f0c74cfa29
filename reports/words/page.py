"""The one door to the words of the HTML report (`page_en`, `page_vi`), in both languages at once.

A report holds both languages and shows one: `both` gives a sentence in each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from reports.words import page_en, page_vi

PAGE: Mapping[str, Mapping[str, str]] = {"vi": page_vi.WORDS, "en": page_en.WORDS}


class Both(NamedTuple):
    """A text in Vietnamese and in English."""

    vi: str
    en: str


def both(key: str, /, **fields: object) -> Both:
    """Return the words of a key in both languages; a field may itself be in both.

    An unknown key is a KeyError.
    """
    return each(lambda lang: say_in(lang, key, **_in(lang, fields)))


def say_in(lang: str, key: str, /, **fields: object) -> str:
    """Return the words of a key in one language."""
    return PAGE[lang][key].format(**fields)


def each(tell: Callable[[str], str]) -> Both:
    """Return what a function says in each language."""
    return Both(tell("vi"), tell("en"))


def lines_of(tell: Callable[[str], Iterable[str]]) -> tuple[Both, ...]:
    """Return the lines that a function says in each language; there are as many in both."""
    return tuple(Both(vi, en) for vi, en in zip(tell("vi"), tell("en"), strict=True))


def same(text: str) -> Both:
    """Return a text that is the same in both languages: a name, a number."""
    return Both(text, text)


def known(key: str) -> bool:
    """Tell whether there are words for a key."""
    return key in page_en.WORDS


def _in(lang: str, fields: Mapping[str, object]) -> dict[str, object]:
    return {
        name: getattr(value, lang) if isinstance(value, Both) else value
        for name, value in fields.items()
    }
