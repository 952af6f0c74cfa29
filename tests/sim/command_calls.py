"""Calls of one command by its own module, as the command line makes them. No test lives here."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from sim.cli import parser
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
    """Call a command as the command line does; what is wrong with an input comes back as text."""
    options = parser("en").parse_args([command.__name__.rpartition(".")[2], *argv])
    capsys.readouterr()
    try:
        code = options.go(options)
    except InputError as error:
        return Done(64, capsys.readouterr().out, str(error))
    return Done(code, capsys.readouterr().out)
