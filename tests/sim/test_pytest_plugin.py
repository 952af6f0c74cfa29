"""`pytest --amis-scenarios DIR`: scenario files as tests, in a pytest of their own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli_calls import ROOT

from sim.library import scenario_files

NAMES = ("revoke-clean", "revoke-rush")


@pytest.fixture
def scenarios(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in NAMES:
        shutil.copy(scenario_files()[name], folder)
    return folder


def pytest_of(folder: Path, *more: str) -> tuple[int, str]:
    """Run pytest beside the folder, with the plugin loaded by its module's name alone."""
    plugin = ("-p", "no:amis", "-p", "sim.pytest_plugin", "-p", "no:cacheprovider")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *plugin, "--amis-scenarios", folder.name, *more],
        cwd=folder.parent,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_an_item_is_a_scenario_and_a_seed(scenarios):
    """Populations have one for each seed, stories one; nothing else of the folder above runs."""
    (scenarios.parent / "test_other.py").write_text("def test_other(): assert False\n")
    code, out = pytest_of(scenarios, "--collect-only", "-q", "--amis-seeds", "3..4")
    assert code == 0
    assert re.findall(r"::(.+)", out) == ["revoke-clean[3]", "revoke-rush[3]", "revoke-rush[4]"]


def test_what_passes_passes(scenarios):
    """Exit code 0; -k picks by name."""
    code, out = pytest_of(scenarios, "-k", "revoke-clean")
    assert code == 0, out
    assert "1 passed, 1 deselected" in out


def test_the_text_of_a_failure_is_its_story(scenarios):
    """Promise, numbered story, and the command that makes the run again; no traceback."""
    code, out = pytest_of(scenarios, "-x", "--amis-rules", "look-then-delete", "-k", "rush")
    assert code == 1
    assert "A revoke never succeeds while Warehouse has a slip of the order." in out
    assert re.search(r"^ *1\. .*salesperson", out, re.MULTILINE)
    assert "python run_sim.py run mine/revoke-rush.yaml --seed 1 --rules look-then-delete" in out
    assert "Traceback" not in out


def test_a_wrong_file_is_an_error_with_its_places(scenarios):
    """All that is wrong, in the language that was asked for."""
    (scenarios / "wrong.yaml").write_text("name: wrong\nform: storry\n", encoding="utf-8")
    code, out = pytest_of(scenarios, "--amis-lang", "vi")
    assert code != 0
    assert "wrong.yaml:2:7" in out


def test_it_runs_in_several_processes(scenarios):
    """With pytest-xdist each item runs once."""
    code, out = pytest_of(scenarios, "-n", "2")
    assert code == 0, out
    assert "2 passed" in out


def test_a_folder_that_is_not_there_is_told(tmp_path):
    """Usage error of pytest, with the folder's name."""
    code, out = pytest_of(tmp_path / "nowhere")
    assert code == 4
    assert "--amis-scenarios nowhere: there is no such folder" in out
