"""An unexplained history as text: lanes, intervals, sentences in both languages."""

from __future__ import annotations

import string
from typing import Any

from adapters.test_adapters_history import DRAFT, ISSUE, REQUESTED, REVOKE, judge, told
from vietnamese import english_in

from reports.history import history_text
from reports.words.history import HISTORY
from sim.adapters.recorder import Look
from sim.checks.history.unexplained import Unexplained
from sim.rules.messages import Accepted, Refused

SETTLED = Look("sales", "DH-1", settled=True)
RACE = told(
    *REQUESTED,
    (REVOKE, Accepted(), 10, 14),
    (ISSUE, Accepted(), 12, 16),
    (SETTLED, DRAFT, 20, 21),
)


def lines(lang: str, *rows: Any) -> list[str]:
    shown = told(*rows)
    return history_text(Unexplained("DH-1", 9, shown, (), shown[-1]), lang)


def test_the_story_of_a_race() -> None:
    """The slip and what Sales shows at last: one after the other, and in words."""
    unexplained = judge(RACE).unexplained
    assert unexplained is not None
    assert history_text(unexplained, "en") == [
        "No order explains these operations on DH-1 (2 of 5), whatever the others did:",
        "",
        "  minh  [--1--]",
        "  lan               [--2--]",
        "",
        "1. Clerk minh saves slip PX-1 for order DH-1 (issue for sale: A ×1) — done",
        "2. Once everything has settled, Sales shows of order DH-1: Draft",
        "",
        "All that was answered before 2 can be explained; its answer cannot.",
    ]


def test_what_overlaps_is_drawn_overlapping() -> None:
    """Two people at the same time share columns; without an answer the lane has no end."""
    drawn = lines("en", (REVOKE, Accepted(), 1, 5), (ISSUE, None, 3, None), (SETTLED, DRAFT, 7, 8))
    assert drawn[2:5] == [
        "  lan   [-----1-----]     [--3--]",
        "  minh        [-----------2----------->",
        "",
    ]
    assert drawn[6].endswith("— no answer")


def test_one_person_twice_at_the_same_time() -> None:
    """What one person did at the same time, on two screens, stands on two lines."""
    drawn = lines("en", (REVOKE, Accepted(), 1, 5), (REVOKE, Refused("recorded"), 3, 7))
    assert drawn[2:4] == ["  lan  [-----1-----]", "  lan        [-----2-----]"]
    assert drawn[6].endswith("— refused: the sales of the order are recorded")


def test_both_languages_have_the_same_keys_and_fields() -> None:
    """Same keys in the same order, and each sentence has the same fields."""
    assert list(HISTORY["vi"]) == list(HISTORY["en"])
    for key, text in HISTORY["en"].items():
        assert fields(HISTORY["vi"][key]) == fields(text), key


def test_in_vietnamese_no_english_is_left() -> None:
    """The whole text of a race, with its looks, is Vietnamese."""
    unexplained = judge(RACE).unexplained
    assert unexplained is not None
    assert english_in("\n".join(history_text(unexplained, "vi"))) == []


def fields(text: str) -> set[str | None]:
    return {field for _, field, _, _ in string.Formatter().parse(text)}
