"""`--help` of every command, in the language that the call asks for."""

from __future__ import annotations

import argparse
import re

import pytest
from cli_calls import call
from vietnamese import english_in

from sim.cli import parser

COMMANDS = (
    "run", "explore", "replay", "report", "show", "script", "new", "zoo", "check", "list",
    "validate", "schema",
)  # fmt: skip
ARGPARSE = ("usage:", "positional arguments", "options:", "show this help")


def helped(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """Return the help of a call on one line; asking for it is no error."""
    with pytest.raises(SystemExit) as left:
        call(capsys, *argv)
    assert left.value.code == 0
    return " ".join(capsys.readouterr().out.split())


def subparsers(lang: str) -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of all commands."""
    found = [one for one in parser(lang)._actions if isinstance(one, argparse._SubParsersAction)]
    return dict(found[0].choices)


def test_these_are_all_commands() -> None:
    assert tuple(subparsers("en")) == COMMANDS


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_of_every_command_is_vietnamese(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """What argparse says by itself too; options and values keep their names."""
    told = helped(capsys, *command.split(), "--help", "--lang", "vi")

    assert told.startswith(f"cách dùng: run_sim.py {command}".strip())
    assert all(part in told for part in ("tùy chọn:", "in phần hướng dẫn này rồi thoát"))
    assert [part for part in ARGPARSE if part in told] == []
    assert english_in(told) == []


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_without_a_language_the_help_is_english(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    told = helped(capsys, *command.split(), "--help")

    assert told.startswith(f"usage: run_sim.py {command}".strip())
    assert all(part in told for part in ("options:", "show this help message and exit"))
    assert re.sub("[→×]", "", told).isascii()


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_has_words(lang: str, command: str) -> None:
    bare = [one.dest for one in subparsers(lang)[command]._actions if not one.help]

    assert bare == []


@pytest.mark.parametrize(
    "argv",
    [
        ("--lang", "vi", "--help"),
        ("--help", "--lang", "vi"),
        ("--lang=vi", "-h"),
        ("--lang", "vi", "run", "--help"),
        ("run", "--help", "--lang", "vi"),
        ("run", "--lang", "vi", "-h"),
    ],
)
def test_the_language_may_stand_anywhere(
    capsys: pytest.CaptureFixture[str], argv: tuple[str, ...]
) -> None:
    assert helped(capsys, *argv).startswith("cách dùng: ")


def test_the_language_before_the_command_counts_for_the_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The last one wins, as with any option."""
    vietnamese = call(capsys, "list", "flows", "--lang", "vi").out

    assert call(capsys, "--lang", "vi", "list", "flows").out == vietnamese
    assert call(capsys, "--lang", "en", "list", "flows", "--lang", "vi").out == vietnamese
    assert call(capsys, "list", "flows").out != vietnamese
