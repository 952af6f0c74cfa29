"""The words of `show`, known failures and `new`: the same keys and fields in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import get_args

from reports.life import Kind
from reports.words.life import LIFE, say

VI, EN = LIFE["vi"], LIFE["en"]
ROOT = Path(__file__).parents[2]
USERS = (
    "reports/life_text.py",
    "reports/gate.py",
    "reports/known.py",
    "sim/commands/check.py",
    "sim/commands/new.py",
    "sim/commands/show.py",
)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys_and_fields() -> None:
    assert list(VI) == list(EN)
    assert [key for key in EN if fields(VI[key]) != fields(EN[key])] == []
    assert [key for key in EN if not VI[key].strip() or not EN[key].strip()] == []


def test_each_kind_of_document_has_a_word() -> None:
    assert {key.split(".")[1] for key in EN if key.startswith("kind.")} == set(get_args(Kind))


def test_no_words_are_left_that_nobody_says() -> None:
    """A key stands in the code as a whole, or by its beginning where a part is filled in."""
    code = "".join((ROOT / file).read_text(encoding="utf-8") for file in USERS)
    said = set(re.findall(r'"((?:life|known|new|kind|gate)\.[a-z_.]*)', code))
    unsaid = [key for key in EN if not any(key == s or key.startswith(s) for s in said)]

    assert unsaid == []


def test_no_language_speaks_the_other() -> None:
    english = re.compile(r"\b(order|slip|revoke|run|the|is|of|no|with)\b")
    plain = {key: re.sub(r"{\w+}", "", text) for key, text in VI.items()}
    assert [key for key, text in plain.items() if english.search(text)] == []
    foreign = {key: re.sub("[→·]", "", text) for key, text in EN.items()}
    assert [key for key, text in foreign.items() if not text.isascii()] == []


def test_an_empty_place_is_told() -> None:
    assert say("vi", "life.none") == "–"
