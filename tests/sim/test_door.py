"""The door `run_sim.py` under a Python that cannot run the program."""

from __future__ import annotations

import subprocess
import sys

import pytest
from cli_calls import ROOT

import run_sim

HOW = (
    ".venv/bin/python run_sim.py",
    ".venv\\Scripts\\python run_sim.py",
    "README.md",
    "README.vi.md",
)


def test_a_python_without_the_packages_is_told_how_to_set_one_up() -> None:
    """As with the Python of the system: both languages, wrong usage, no traceback."""
    command = [sys.executable, "-S", str(ROOT / "run_sim.py"), "list", "flows"]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    told = done.stderr.decode("utf-8")

    assert (done.returncode, done.stdout) == (64, b"")
    assert "this Python lacks the package " in told
    assert "Python này chưa có gói " in told
    assert [part for part in (*HOW, "Traceback") if (part in told) == (part == "Traceback")] == []


def test_a_python_that_is_too_old_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run_sim, "OLDEST", (9, 0))

    assert run_sim.door() == 64
    told = capsys.readouterr().err
    assert f"this is {sys.version.split()[0]}" in told
    assert [part for part in HOW if part not in told] == []
