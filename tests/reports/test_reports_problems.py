"""The words for what is wrong with an input: the same keys in both languages, and each is used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from vietnamese import english_in

from reports.words.problems import PROBLEMS

ROOT = Path(__file__).parents[2]
VI, EN = PROBLEMS["vi"], PROBLEMS["en"]
SOURCES = [
    path
    for folder in ("sim", "actors")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path != ROOT / "sim" / "phrase" / "en.py"
]

# Whoever calls one of these says what is wrong: from this argument on it is words.
SAID_FROM = {
    "Finding": 1,
    "NoPromiseError": 0,
    "NoWayError": 1,
    "Odd": 0,
    "Problem": 4,
    "RecordError": 1,
    "StaffError": 0,
    "UsageError": 0,
    "found": 1,
    "stop": 0,
    "wrong_name": 2,
}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def nodes() -> Iterator[tuple[Path, ast.AST]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield path, node


def called(node: ast.AST) -> str:
    """Return the name of the function that a node calls, empty if it calls none."""
    func = node.func if isinstance(node, ast.Call) else None
    return func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")


def texts_in(node: ast.AST) -> set[str]:
    found = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
    return {one for one in found if isinstance(one, str)}


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(VI) == list(EN)


@pytest.mark.parametrize("key", EN)
def test_both_languages_fill_in_the_same_values(key: str) -> None:
    assert fields(VI[key]) == fields(EN[key])
    assert VI[key].strip()
    assert EN[key].strip()


def test_every_key_is_used() -> None:
    """A hint of a measure is named by the key of its measure."""
    used = {
        node.value
        for _, node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

    assert [key for key in EN if key not in used and key.removesuffix(".hint") not in used] == []


def test_no_key_is_without_words() -> None:
    """Whatever stands in the first argument of a phrase; texts with a dot are keys."""
    keys = {
        text
        for _, node in nodes()
        if called(node) == "phrase" and isinstance(node, ast.Call) and node.args
        for text in texts_in(node.args[0])
    }

    assert len(keys) > 100
    assert {key for key in keys if key not in EN} <= {".hint"}


def test_no_sentence_stands_in_the_code() -> None:
    """What is wrong is said by a phrase: a text with a space in it would be told in English."""
    sentences = [
        (path.name, node.lineno, text)
        for path, node in nodes()
        if isinstance(node, ast.Call) and (at := SAID_FROM.get(called(node))) is not None
        for argument in node.args[at:]
        for text in texts_of(argument)
        if " " in text.strip()
    ]

    assert sentences == []


def texts_of(node: ast.expr) -> set[str]:
    """Return the texts in an argument, but not those in the calls that it makes."""
    if isinstance(node, ast.Call):
        return set()
    if isinstance(node, ast.IfExp):
        return texts_of(node.body) | texts_of(node.orelse)
    return texts_in(node) if isinstance(node, ast.Constant | ast.JoinedStr) else set()


def test_no_english_word_stands_in_a_vietnamese_sentence() -> None:
    """Names of fields and commands aside, which nobody translates."""
    assert {key: english_in(text) for key, text in VI.items() if english_in(text)} == {}
