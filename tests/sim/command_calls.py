"""Calls of one command by its own module, as the command line makes them. No test lives here."""

from __future__ import annotations

import argparse
import json
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from sim.reading import InputError


class Done(NamedTuple):
    """What a call came to: its exit code (64: the input was wrong) and what it wrote."""

    code: int
    out: str
    wrong: str = ""

    @property
    def json(self) -> dict[str, Any]:
        data = json.loads(self.out)
        assert isinstance(data, dict)
        return data


def do(capsys: pytest.CaptureFixture[str], command: ModuleType, *argv: str) -> Done:
    """Call a command with the options that every command has."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json")
    parser.add_argument("--out", default="out")
    parser.add_argument("--lang", default="en")
    parser.add_argument("--quiet", action="store_true")
    command.add(parser)
    options = parser.parse_args(argv)
    capsys.readouterr()
    try:
        code = options.go(options)
    except InputError as error:
        return Done(64, capsys.readouterr().out, str(error))
    return Done(code, capsys.readouterr().out)
