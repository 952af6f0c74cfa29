"""A dask cluster, a scheduler and two workers on this machine: the same runs as elsewhere."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from cli_calls import ROOT, call, command, files, process, told

pytest.importorskip("distributed")

PATIENCE_S = 240
HERE = "127.0.0.1"


class Started(NamedTuple):
    """A cluster: its address, and its processes, the scheduler first."""

    address: str
    processes: list[subprocess.Popen[bytes]]


def begun(folder: Path, *argv: str) -> subprocess.Popen[bytes]:
    """Begin one of dask's own commands, in a folder and with files that are not ours."""
    folder.mkdir(parents=True)
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *argv],
            cwd=folder,
            stdout=log,
            stderr=log,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )


def worker(folder: Path, address: str) -> subprocess.Popen[bytes]:
    plain = ("--nthreads", "1", "--no-dashboard", "--no-nanny", "--host", HERE)
    return begun(folder, "worker", address, *plain)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Started]:
    with contextlib.closing(socket.socket()) as free:
        free.bind((HERE, 0))
        port = free.getsockname()[1]
    address = f"tcp://{HERE}:{port}"
    plain = ("--host", HERE, "--port", str(port), "--no-dashboard")
    processes = [begun(tmp_path / "scheduler", "scheduler", *plain)]
    processes += [worker(tmp_path / f"worker-{n}", address) for n in (1, 2)]
    try:
        yield Started(address, processes)
    finally:
        for one in processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(one.pid, signal.SIGKILL)
            one.wait()


def run(folder: Path, *argv: str) -> dict[str, Any]:
    """Make a call in a folder; return its summary without moments and folders."""
    folder.mkdir()
    code, _, err = process(folder, "run", *argv, "--quiet")
    assert code in (0, 1, 2), err.decode()
    return summary(folder)


def summary(folder: Path) -> dict[str, Any]:
    data = json.loads(timeless((folder / "out/summary.json").read_bytes()))
    assert isinstance(data, dict)
    return data


def timeless(data: bytes) -> bytes:
    """Without the moments by which folders are named."""
    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d", b"<time>", data)


def contents(folder: Path) -> dict[bytes, bytes]:
    """Return report, records and stories, by their names, without moments."""
    return {
        timeless(one.relative_to(folder).as_posix().encode()): timeless(one.read_bytes())
        for one in files(folder)
        if one.name not in ("summary.json", "latest.txt")
    }


EXAMPLE = Path(__file__).parent / "own" / "big-slips.yaml"
CALL = (str(EXAMPLE), "slip-during-revoke", "trace-day", "--seeds", "1..2")
NAIVE = ("--rules", "look-then-delete")


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_same_runs_whoever_makes_them(tmp_path: Path, cluster: Started) -> None:
    """This process, one, two, and a cluster: the same digests, summary, records and stories.

    The scenario, its order log and its Python files travel with a run: a machine of the cluster
    needs none of them, and where it put them is not told.
    """
    runs = {"here": (), "one": ("--jobs", "1"), "two": ("--jobs", "2")}
    runs["dask"] = ("--dask", cluster.address)
    found = {name: run(tmp_path / name, *CALL, *NAIVE, *how) for name, how in runs.items()}

    digests = [[one["digest"] for one in data["runs"]] for data in found.values()]
    assert len(set(digests[0])) == 6, "a seed is part of its run"
    assert all(one == digests[0] for one in digests)
    assert all(data == found["here"] for data in found.values())
    broken = {one["promise"] for one in found["here"]["findings"]}
    assert {"no-slip-above-100"} < broken
    kept = {name: contents(tmp_path / name / "out") for name in runs}
    assert all(one == kept["here"] for one in kept.values())
    assert any(name.endswith(b"choices.json") for name in kept["here"])


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_worker_that_is_killed_loses_no_run(tmp_path: Path, cluster: Started) -> None:
    """SIGKILL in the middle: every run is made once, with what it finds without the kill."""
    calm = ("office-day", "--seeds", "1..24")
    expected = run(tmp_path / "calm", *calm, "--jobs", "2")
    folder = tmp_path / "killed"
    folder.mkdir()
    started = subprocess.Popen(
        command("run", *calm, "--dask", cluster.address, "--lang", "en"),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    until = time.monotonic() + PATIENCE_S
    while len(list(folder.glob("out/*/*/record.jsonl"))) < 3 and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(cluster.processes[1].pid, signal.SIGKILL)
    made = len(list(folder.glob("out/*/*/record.jsonl")))
    out, err = started.communicate(timeout=2 * PATIENCE_S)

    assert 3 <= made < 20, "the kill came in the middle"
    assert started.returncode in (0, 2), err.decode()
    assert b"Traceback" not in err + out
    assert [one["seed"] for one in summary(folder)["runs"]] == list(range(1, 25))
    assert summary(folder) == expected


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_when_the_cluster_goes_the_same_call_goes_on(tmp_path: Path, cluster: Started) -> None:
    """69, and what was made is not made again."""
    calm = ("office-day", "--seeds", "1..24")
    folder = tmp_path / "gone"
    folder.mkdir()
    started = subprocess.Popen(
        command("run", *calm, "--dask", cluster.address, "--lang", "en"),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    until = time.monotonic() + PATIENCE_S
    while len(list(folder.glob("out/*/*/record.jsonl"))) < 3 and time.monotonic() < until:
        time.sleep(0.02)
    for one in cluster.processes:
        os.killpg(one.pid, signal.SIGKILL)
    _, err = started.communicate(timeout=2 * PATIENCE_S)

    assert started.returncode == 69, err.decode()
    assert told(err.decode(), cluster.address, "goes on")
    code, _, err = process(folder, "run", *calm, "--jobs", "2", "--lang", "en")
    assert code in (0, 2), err.decode()
    assert told(err.decode(), "Going on with the call")
    assert summary(folder) == run(tmp_path / "calm", *calm, "--jobs", "2")


def test_a_cluster_that_nobody_answers_for_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """69, in both languages, with the address; no traceback."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.cluster.ANSWER_S", 1)
    for lang, words in (("en", "no dask scheduler"), ("vi", "bộ điều phối dask")):
        done = call(capsys, "run", "revoke-clean", "--dask", f"{HERE}:9", "--lang", lang)
        assert done.code == 69
        assert told(done.err, words, f"{HERE}:9"), done.err
        assert done.out == ""
    assert not (tmp_path / "out").exists()
