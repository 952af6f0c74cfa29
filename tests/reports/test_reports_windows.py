"""The guard-window matrix as people and tools read it, in both languages."""

from __future__ import annotations

import io
import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from rich.console import Console

from reports import windows as report
from reports.windows import windows_summary, windows_text
from reports.words.windows import WINDOWS
from sim.checks.windows import (
    CELLS,
    GOALS,
    IMPOSSIBLE,
    MOMENTS,
    TABLE,
    Answer,
    Answered,
    Window,
)

VI, EN = WINDOWS["vi"], WINDOWS["en"]
BUSY = Window("slip", "held", (Answered("busy", 2, allowed=True),))
OPEN = Window(
    "slip",
    "decided",
    (Answered("revoke_succeeded", 3, allowed=False),),
    (("no-revoke-over-a-slip", 3),),
)


def printed(*windows: Window, lang: str = "en") -> str:
    out = io.StringIO()
    windows_text(Console(file=out, width=120), [windows], lang=lang)
    return out.getvalue()


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_without_a_revoke_nothing_is_printed():
    """Most runs try none: their summary stays as short as it was."""
    assert printed() == ""


def test_only_the_rows_that_were_reached_are_printed():
    """Each with all its moments: what was answered, what was not reached, what cannot be."""
    text = printed(BUSY)
    assert f"1 of {len(GOALS)} cells reached" in text
    row = next(line for line in text.splitlines() if "slip for sale" in line)
    assert row.split() == ["slip", "for", "sale", ".", "busy", "2", "-", ".", ".", "."]
    assert "invoice" not in text


def test_an_answer_that_must_not_be_is_marked_with_what_broke():
    """The mark in the cell, the promises below."""
    text = printed(BUSY, OPEN)
    assert "1 answered as they must not be (!)" in text
    assert "revoked 3!" in text
    assert "! slip for sale, at success: broke no-revoke-over-a-slip 3" in text


def test_the_matrix_speaks_vietnamese():
    """Every word of it."""
    text = printed(BUSY, OPEN, lang="vi")
    assert "phiếu xuất kho bán hàng" in text
    assert "bận 2" in text
    assert "thu hồi 3!" in text


def test_the_summary_has_every_cell():
    """Those that were not reached are what to look for; those that cannot be say why."""
    told = {one["name"]: one for one in windows_summary([[BUSY, OPEN], [BUSY]], "en")}
    assert list(told) == list(CELLS)
    assert told["window-slip-held"]["reached"] == 4
    assert told["window-slip-held"]["answers"] == {"busy": 4}
    assert told["window-slip-decided"]["wrong"] == ["revoke_succeeded"]
    assert told["window-slip-decided"]["broken"] == {"no-revoke-over-a-slip": 3}
    assert told["window-invoice-held"]["reached"] == 0
    assert told["window-receipt-decided"]["opened_by"] == {"receipts_count": "no"}
    reasons = {name for name, one in told.items() if one["why"]}
    assert reasons == {name for name, one in told.items() if not one["possible"]}


# --- the words ----------------------------------------------------------------------------------


def test_both_languages_have_the_same_keys_and_fields():
    assert list(VI) == list(EN)
    assert [key for key in EN if fields(VI[key]) != fields(EN[key])] == []


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("kind", set(TABLE)),
        ("moment", set(MOMENTS)),
        ("answer", set(get_args(Answer))),
        ("why", set(IMPOSSIBLE.values())),
    ],
)
def test_every_name_of_the_table_has_a_word_and_no_other_has(group, names):
    assert {key.partition(".")[2] for key in EN if key.startswith(f"{group}.")} == names


def test_no_words_are_left_that_nobody_says():
    code = Path(report.__file__).read_text(encoding="utf-8")
    groups = "title|legend|cell|broken|column|kind|moment|answer|why"
    said = set(re.findall(rf"[\"'](({groups})[.a-z]*)", code))
    beginnings = {whole for whole, _ in said}
    assert [key for key in EN if not any(key.startswith(one) for one in beginnings)] == []


def test_no_language_speaks_the_other():
    english = re.compile(r"\b(order|slip|revoke|the|is|of|no|with|when|before|after)\b")
    plain = {key: re.sub(r"{\w+}", "", text) for key, text in VI.items()}
    assert [key for key, text in plain.items() if english.search(text)] == []
    assert [key for key, text in EN.items() if not text.isascii()] == []
