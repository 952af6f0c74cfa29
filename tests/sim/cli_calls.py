"""Calls of the command line, in this process or in one of their own. No test lives here."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sim.cli import main

ROOT = Path(__file__).parents[2]
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]$')  # what Windows forbids in a name
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class Called(NamedTuple):
    """What a call came to: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Return stdout as the one JSON object that it is."""
        data = json.loads(self.out)
        assert isinstance(data, dict)
        return data


def call(capsys: pytest.CaptureFixture[str], *argv: str) -> Called:
    """Call the command line in this process."""
    capsys.readouterr()
    code = main(argv)
    out, err = capsys.readouterr()
    return Called(code, out, err)


def command(*argv: str) -> list[str]:
    return [sys.executable, str(ROOT / "run_sim.py"), *argv]


def process(folder: Path, *argv: str, **environment: str) -> tuple[int, bytes, bytes]:
    """Call the command line in a process of its own, with these variables set."""
    done = subprocess.run(
        command(*argv),
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        timeout=100,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def files(folder: Path) -> list[Path]:
    """Return the files under a folder, in the order of their names."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def wrong_names(folder: Path) -> list[str]:
    """Return the names under a folder that some system would refuse."""
    names = [path.name for path in folder.rglob("*")]
    return [one for one in names if FORBIDDEN.search(one) or RESERVED.fullmatch(one)]


def told(text: str, *parts: str) -> bool:
    """Tell whether all parts stand in a text, and no traceback does."""
    return all(part in text for part in parts) and "Traceback" not in text
