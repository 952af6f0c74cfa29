"""The words of `--help`: the same keys and fields in both languages, each used, none foreign."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

from vietnamese import english_in

from reports.words.help import HELP

VI, EN = HELP["vi"], HELP["en"]
ROOT = Path(__file__).parents[2]
USERS = [ROOT / "sim" / "cli.py", *sorted((ROOT / "sim" / "commands").glob("*.py"))]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys_and_fields() -> None:
    assert list(VI) == list(EN)
    assert [key for key in EN if fields(VI[key]) != fields(EN[key])] == []
    assert [key for key in EN if not VI[key].strip() or not EN[key].strip()] == []


def test_no_words_are_left_that_nobody_says() -> None:
    """The words of a command are asked for by the command's name."""
    code = "".join(path.read_text(encoding="utf-8") for path in USERS)
    said = set(re.findall(r'"([a-z_.]+)"', code))

    assert [key for key in EN if key.removeprefix("command.") not in said] == []


def test_no_language_speaks_the_other() -> None:
    assert {key: english_in(text) for key, text in VI.items() if english_in(text)} == {}
    assert [key for key, text in EN.items() if not text.isascii()] == []


def test_both_languages_tell_the_same_exit_codes() -> None:
    """Those of the table in the documentation."""
    for words in (VI, EN):
        told = re.findall(r"^  (\d+) ", words["exit_codes"], re.MULTILINE)
        assert told == ["0", "1", "2", "3", "64", "69", "70", "130"]
