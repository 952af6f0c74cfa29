"""Ctrl-C: what was done is saved and told, the exit code is 130, and there is no traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from cli_calls import call, command, told

from sim.commands import explore as explore_command
from sim.record import Footer, read
from sim.rules.warehouse import Warehouse
from sim.told import Teller

PATIENCE_S = 60
ON_A_TERMINAL = pytest.mark.skipif(
    sys.platform == "win32", reason="a group of processes is interrupted in another way there"
)


class Stopped(NamedTuple):
    """How an interrupted call ended; `begun` is the number of its runs when it was interrupted."""

    code: int
    out: str
    err: str
    begun: int


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def interrupt_at(monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
    """Let a person press Ctrl-C while the rules decide on the n-th slip of the call."""
    save, slips = Warehouse.save_slip, iter(range(1, 1_000_000))

    def save_slip(self: Warehouse, *said: Any) -> Any:
        if next(slips) == nth:
            raise KeyboardInterrupt
        return save(self, *said)

    monkeypatch.setattr(Warehouse, "save_slip", save_slip)


def test_an_interrupted_population_is_saved_as_far_as_it_came(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """130; its record is closed, the summary says that it was interrupted, nothing follows it."""
    interrupt_at(monkeypatch, 10)
    done = call(capsys, "run", "office-day", "--seeds", "1..3", "--json", "-")
    (run,) = done.json["runs"]
    lines = list(read(Path(run["folder"]) / "record.jsonl"))

    assert done.code == 130
    assert (run["interrupted"], run["verdict"], done.json["verdict"]) == (
        True,
        "unknown",
        "unknown",
    )
    assert isinstance(lines[-1], Footer)
    assert lines[-1].interrupted
    assert len(list(Path("out/office-day").iterdir())) == 1
    assert told(done.err, "Interrupted")


def test_the_runs_before_an_interruption_are_kept(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when the run that was under way leaves nothing: a story is not half told."""
    interrupt_at(monkeypatch, 30)
    done = call(capsys, "run", "automatic-push", "--seeds", "1..200", "--json", "-")
    data = done.json

    assert done.code == 130
    assert len(data["runs"]) > 5
    assert {run["verdict"] for run in data["runs"]} == {"pass"}
    assert data["verdict"] == "unknown", "not all was run"
    assert json.loads(Path("out/summary.json").read_text(encoding="utf-8")) == data
    assert all((Path(run["folder"]) / "record.jsonl").is_file() for run in data["runs"])


def test_the_latest_run_of_an_interrupted_call_is_one_that_was_made(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """latest.txt is for other tools: it names a folder that is there."""
    interrupt_at(monkeypatch, 30)
    call(capsys, "run", "automatic-push", "--seeds", "1..200")

    assert Path(Path("out/latest.txt").read_text(encoding="utf-8").strip()).is_dir()


def test_an_interruption_before_anything_was_done_is_no_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the first story is begun; while worlds are walked; while a list is made."""

    def interrupt(*args: object, **more: object) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(Teller, "tell", interrupt)
    assert call(capsys, "run", "flow-off", "--json", "-").json["runs"] == []
    monkeypatch.setattr(explore_command, "explore_world", interrupt)
    monkeypatch.setattr("sim.commands.lists.LISTS", {"flows": interrupt})

    for argv in (("run", "flow-off"), ("explore", "two-clerks"), ("list", "flows")):
        done = call(capsys, *argv)
        assert done.code == 130, argv
        assert "Traceback" not in done.err


def test_an_interrupted_exploration_tells_the_worlds_that_were_walked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """130; the first world is in the summary, the verdict unknown."""
    real, calls = explore_command.explore_world, iter(range(10))

    def walk(*args: Any, **more: Any) -> Any:
        if next(calls) == 1:
            raise KeyboardInterrupt
        return real(*args, **more)

    monkeypatch.setattr(explore_command, "explore_world", walk)
    done = call(capsys, "explore", "double-push", "two-clerks", "--json", "-")

    assert done.code == 130
    assert [world["scenario"] for world in done.json["worlds"]] == ["double-push"]
    assert done.json["verdict"] == "unknown"


# --- a real Ctrl-C ------------------------------------------------------------------------------


def finished(out: Path) -> list[Path]:
    """Return the records that are closed."""
    return [path for path in out.glob("*/*/record.jsonl") if b'"is":"Footer"' in path.read_bytes()]


def interrupted(folder: Path, *argv: str) -> Stopped:
    """Call, wait until two runs have ended, press Ctrl-C, and return what it came to."""
    # A job in the background ignores the keys, and so would what it starts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    started = subprocess.Popen(
        command(*argv),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    signal.signal(signal.SIGINT, before)
    try:
        until = time.monotonic() + PATIENCE_S
        while len(finished(folder / "out")) < 2 and time.monotonic() < until:
            time.sleep(0.02)
        begun = len(list(folder.glob("out/*/*/record.jsonl")))
        os.killpg(started.pid, signal.SIGINT)  # as a terminal does: to all of the call's processes
        out, err = started.communicate(timeout=PATIENCE_S)
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGKILL)
    return Stopped(started.returncode, out.decode(), err.decode(), begun)


@ON_A_TERMINAL
@pytest.mark.parametrize("jobs", ["1", pytest.param("2", marks=pytest.mark.slow)])
def test_ctrl_c_in_a_long_call_saves_what_was_done(tmp_path: Path, jobs: str) -> None:
    """Four hundred month ends, stopped after two: 130, whole records, a readable summary."""
    days = ("--set", "days=4", "--set", "needs=[]")
    argv = ("run", "month-end", *days, "--seeds", "1..400", "--jobs", jobs)
    code, out, err, _ = interrupted(tmp_path, *argv)

    assert code == 130, err
    assert told(err, "Interrupted"), err
    assert "Traceback" not in out
    data = json.loads((tmp_path / "out/summary.json").read_text(encoding="utf-8"))
    runs = data["runs"]
    assert 0 < len(runs) < 400
    assert (data["command"], data["verdict"]) == ("run", "unknown")
    for run in runs:
        lines = list(read(tmp_path / run["folder"] / "record.jsonl"))
        assert isinstance(lines[-1], Footer)
        assert lines[-1].interrupted == run["interrupted"]
        assert (run["verdict"], run["interrupted"]) in (("pass", False), ("unknown", True))


@pytest.mark.slow
@ON_A_TERMINAL
def test_no_run_is_begun_after_ctrl_c(tmp_path: Path) -> None:
    """Two processes: both stop where they are, and nothing that waits in a queue is begun."""
    days = ("--set", "days=4", "--set", "needs=[]")
    argv = ("run", "month-end", *days, "--seeds", "1..400", "--jobs", "2")
    stopped = interrupted(tmp_path, *argv)
    begun = len(list(tmp_path.glob("out/*/*/record.jsonl")))

    assert begun <= stopped.begun + 1, "one may have begun while we pressed the keys"
