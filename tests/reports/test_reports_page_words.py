"""The words of the report: the same keys and fields in both languages, each of them used."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import reports.page
from reports.words import known as known_words
from reports.words.page import PAGE, Both, both, known
from sim.faults import BUILT
from sim.rules.messages import COMMANDS, AnyMessage
from sim.rules.step import FaultKind

VI, EN = PAGE["vi"], PAGE["en"]
FOLDER = Path(reports.page.__file__).parent
SOURCES = sorted((*FOLDER.glob("*.py"), *FOLDER.glob("templates/*.html")))


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(VI) == list(EN)


@pytest.mark.parametrize("key", EN)
def test_both_languages_fill_in_the_same_fields(key: str) -> None:
    assert fields(VI[key]) == fields(EN[key])
    assert VI[key].strip()
    assert EN[key].strip()


def test_a_field_may_itself_be_in_both_languages() -> None:
    assert both("title", what=Both("một", "one")) == ("Báo cáo một", "Report of one")


def test_every_command_message_and_fault_has_a_short_word_for_its_arrow() -> None:
    names = [*COMMANDS, *(kind.__name__ for kind in get_args(AnyMessage))]
    assert [name for name in names if not known(f"short.{name}")] == []
    causes = {*BUILT, *get_args(FaultKind)} - {"begin", "end", "meet", "correct", "swallow"}
    assert [name for name in causes if not known_words(f"trouble.{name}")] == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_short_word_fits_between_two_lanes(lang: str) -> None:
    for key, text in PAGE[lang].items():
        if key.startswith("short."):
            assert len(text) <= 17, key


def test_every_sentence_is_used() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    begun = set(re.findall(r'"([a-z_.]+\.)(?:" ~|\{)', text))  # "run." ~ key, f"verdict.{…}"
    unused = [
        key
        for key in EN
        if f'"{key}"' not in text and not any(key.startswith(start) for start in begun)
    ]
    assert unused == []
