"""What the pages tell people to type works: exit codes, printed samples, files to save."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from doc_pages import COMMAND, PAGES, ROOT, Block, blocks, missing, name_of, run

SET_UP = {
    "sh": ("python3 -m venv .venv && ",),
    "bat": ("py -m venv .venv && ",),
    "powershell": ("py -m venv .venv", ".venv\\Scripts\\"),
}
WITH_COMMANDS = [page for page in PAGES if any(block.commands for block in blocks(page))]
SLOW = [block for page in PAGES for block in blocks(page) if block.slow]


@pytest.fixture
def desk() -> Iterator[Path]:
    """A folder with a short name, as after a fresh clone: what commands name is there."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        shutil.copytree(ROOT / "scenarios", folder / "scenarios")
        yield folder


def follow(page: Path, folder: Path, *, slow: bool) -> int:
    """Do what a page says from the top down; return the number of commands that were run."""
    done, printed = 0, ""
    for block in blocks(page):
        if saved := block.note("file"):
            (folder / saved).write_text(block.text, encoding="utf-8")
        if block.language == "sh" and block.slow == slow:
            for command in block.commands:
                printed = check(command, block, folder)
                done += 1
        elif block.language == "text" and printed:
            line = missing(block, printed)
            assert line == "", f"{block.place}: not printed: {line}\n{printed}"
        printed = printed if block.language == "sh" and block.slow == slow else ""
    return done


def check(command: str, block: Block, folder: Path) -> str:
    """Run a command and compare its exit code with the page's; return what it printed."""
    code, printed = run(command, folder)
    wanted = int(block.note("exit") or 0)
    assert code == wanted, f"{block.place}: {command}\nexit {code}, not {wanted}\n{printed}"
    return printed


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name_of)
def test_every_command_of_a_page_does_what_the_page_says(page, desk):
    """In order, in one folder: a later command may use what an earlier one left."""
    slow = sum(len(block.commands) for block in SLOW if block.page == page)
    every = sum(len(block.commands) for block in blocks(page))

    assert follow(page, desk, slow=False) == every - slow


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("page", sorted({block.page for block in SLOW}), ids=name_of)
def test_slow_commands_do_what_the_page_says(page, desk):
    """Walks that take more than ten seconds."""
    assert follow(page, desk, slow=True) > 0


def test_the_door_works_as_a_program_of_its_own(desk):
    """The same through the operating system: exit code, stdout, UTF-8."""
    command = [sys.executable, str(ROOT / "run_sim.py"), "run", "revoke-clean", "--lang", "vi"]
    done = subprocess.run(command, cwd=desk, capture_output=True, check=False, timeout=60)

    assert done.returncode == 0
    assert "ĐẠT" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_shell_blocks_hold_commands_of_the_program_and_the_set_up_lines(page):
    """Nothing else is typed, so nothing else can be wrong; each line works by itself."""
    for block in blocks(page):
        for line in block.lines if block.language in SET_UP else ():
            assert line.startswith((COMMAND, *SET_UP[block.language])), f"{block.place}: {line}"


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name_of)
def test_commands_are_the_same_in_every_shell(page):
    """Command Prompt knows no single quotation marks; zsh reads bare brackets and stars itself."""
    for block in blocks(page):
        for command in block.commands:
            bare = re.sub(r'"[^"]*"', "", command)
            assert not re.search(r"['\[\]{}*?$`;|&^%]", bare), f"{block.place}: {command}"


def set_up_lines(page: Path) -> list[str]:
    starts = tuple(start for of_shell in SET_UP.values() for start in of_shell)
    return [line for block in blocks(page) for line in block.lines if line.startswith(starts)]


def test_both_readmes_have_the_same_set_up_lines():
    """The main job and the tests, each one line, for both kinds of systems; CI runs them."""
    english = set_up_lines(ROOT / "README.md")

    assert english == set_up_lines(ROOT / "README.vi.md")
    assert len(english) == 4
    assert english[0] == (
        "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/python run_sim.py run"
    )
    assert english[2] == (
        'python3 -m venv .venv && .venv/bin/pip install -q -e ".[dev]"'
        " && .venv/bin/python -m pytest -n auto"
    )
    assert [windows(line) for line in english[0::2]] == english[1::2]


def test_windows_powershell_types_the_same_line_part_by_part():
    """The shell that comes with Windows knows no "&&"."""
    whole = next(line for line in set_up_lines(ROOT / "README.md") if line.startswith("py "))
    found = [
        block.lines for page in PAGES for block in blocks(page) if block.language == "powershell"
    ]
    assert found
    assert all(" && ".join(lines) == whole for lines in found)


def test_ci_runs_the_set_up_lines_as_they_stand():
    """What people type on a fresh machine is what CI types."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert [line for line in set_up_lines(ROOT / "README.md")[0::2] if line not in script] == []


def windows(line: str) -> str:
    return (
        line.replace("python3 -m", "py -m")
        .replace(".venv/bin/pip", r".venv\Scripts\pip")
        .replace(".venv/bin/python", r".venv\Scripts\python")
    )
