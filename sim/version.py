"""Which version of the program this is: a digest of the code that decides what a run finds.

Runs of two versions are not runs of one campaign. What does not live here: words and pictures
(`reports`), which change no run.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DECIDE = ("sim", "actors")


@cache
def code_digest() -> str:
    """Return the sha256 of all modules that take part in a run, with their names; read once."""
    sha = hashlib.sha256()
    for package in DECIDE:
        for path in sorted((ROOT / package).rglob("*.py")):
            text = path.read_text(encoding="utf-8")  # line ends are read alike on every system
            sha.update(f"{path.relative_to(ROOT).as_posix()}\0{text}\0".encode())
    return sha.hexdigest()
