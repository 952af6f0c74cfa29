"""Same scenario and seed, same bytes: in another process, with other hashes, in several processes.

And the wires that trip: nothing of ours asks the clock, the dice or the system while a run goes.
"""

from __future__ import annotations

import json
import os
import random  # noqa: TID251 - a door that is watched here
import sys
import time
import uuid  # noqa: TID251 - a door that is watched here
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_calls import process
from small_runs import QUIET_DAY, made, shipped, undecorated, written

from sim.campaign import run_plan
from sim.library import plan_of, scenario_files

HASHES = ("0", "1")
RUNS: dict[str, tuple[str, ...]] = {
    "days": ("office-day", "rough-network-day", "trace-day"),
    "races": ("revoke-rush", "--rules", "look-then-delete"),
    "stories and worlds": ("late-and-double-news", "revoke-clean", "two-clerks", "late-news"),
}


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return each run's record without its decoration, by scenario and seed."""
    found = {}
    for path in sorted(folder.glob("out/*/*/record.jsonl")):
        seed = path.parent.name.rsplit("-", 1)[1]
        found[f"{path.parent.parent.name}-{seed}"] = undecorated(path.read_bytes())
    return found


def summary_of(folder: Path) -> list[dict[str, Any]]:
    """Return what the runs found, but for where and when."""
    runs = json.loads((folder / "out/summary.json").read_text(encoding="utf-8"))["runs"]
    for run in runs:
        del run["folder"]
        for one in (*run["failures"], *run["gaps"]):
            del one["replay"]
    return runs  # type: ignore[no-any-return]


def runs_with(folder: Path, *argv: str, **environment: str) -> Path:
    folder.mkdir()
    code, _, err = process(folder, "run", *argv, "--quiet", **environment)
    assert code in (0, 1, 2), err.decode()
    return folder


# --- other processes, other hashes --------------------------------------------------------------


@pytest.mark.parametrize("runs", RUNS)
def test_a_run_has_the_same_bytes_whatever_the_hashes(tmp_path: Path, runs: str) -> None:
    """PYTHONHASHSEED changes the order of sets and maps, and must change nothing else."""
    first, second = [
        runs_with(tmp_path / seed, *RUNS[runs], PYTHONHASHSEED=seed) for seed in HASHES
    ]

    assert len(bytes_of(first)) == len([name for name in RUNS[runs] if name in scenario_files()])
    assert bytes_of(first) == bytes_of(second)
    assert summary_of(first) == summary_of(second)


def test_what_broke_is_told_of_the_same_order_whatever_the_hashes(tmp_path: Path) -> None:
    """A promise that breaks for many orders is told of one of them, always the same."""
    argv = ("revoke-rush", "--rules", "word-only")
    first, second = [runs_with(tmp_path / seed, *argv, PYTHONHASHSEED=seed) for seed in HASHES]

    assert bytes_of(first) == bytes_of(second)
    told = [
        [(one["promise"], one["order"], one["steps"]) for one in summary_of(folder)[0]["failures"]]
        for folder in (first, second)
    ]
    assert told[0] != []
    assert told[0] == told[1]


def test_this_process_makes_the_same_bytes_as_another(tmp_path: Path) -> None:
    """Also after other runs, which leave nothing behind that the next one could see."""
    apart = runs_with(tmp_path / "apart", "office-day", "rough-network-day", "--seed", "2")
    for name in ("revoke-rush", "rough-network-day", "office-day"):
        here = made(shipped(name, seed=2), tmp_path)
        if name != "revoke-rush":
            assert undecorated(here.record) == bytes_of(apart)[f"{name}-2"]


def test_runs_are_the_same_in_one_process_and_in_two(tmp_path: Path) -> None:
    """Records, saved stories and summary, byte for byte, in the order of the command line."""
    argv = ("office-day", "deleted-after-push", "--seeds", "1..3")
    one = runs_with(tmp_path / "one", *argv, "--jobs", "1")
    two = runs_with(tmp_path / "two", *argv, "--jobs", "2")

    assert len(bytes_of(one)) == 6
    assert bytes_of(one) == bytes_of(two)
    assert summary_of(one) == summary_of(two)
    stories = [
        [path.read_bytes() for path in sorted(folder.glob("out/*/*/story-*.json"))]
        for folder in (one, two)
    ]
    assert len(stories[0]) >= 3
    assert stories[0] == stories[1]


# --- seeds --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["office-day", "rough-network-day", "two-clerks"])
def test_another_seed_is_another_run(name: str) -> None:
    """Five seeds, five digests; the first again has the first digest again."""
    digests = [run_plan(shipped(name, seed=seed)).digest for seed in (1, 2, 3, 4, 5, 1)]

    assert len(set(digests)) == 5
    assert digests[0] == digests[-1]


def test_neighbouring_seeds_are_unrelated(tmp_path: Path) -> None:
    """What customers order under seed 1 is not what they order a little later under seed 2."""
    orders = []
    for seed in (1, 2):
        entries = made(written(tmp_path, seed=seed), tmp_path).entries
        orders.append(
            [one.said.lines for one in entries if type(one.said).__name__ == "CreateOrder"]
        )

    assert len(orders[0]) == len(orders[1]) == 20
    same = sum(one == other for one, other in zip(*orders, strict=True))
    assert same <= 5
    assert sum(one == other for one, other in zip(orders[0][1:], orders[1], strict=False)) <= 5


# --- trip-wires ---------------------------------------------------------------------------------

WIRES: tuple[tuple[Any, str], ...] = (
    (time, "time"),
    (time, "time_ns"),
    (time, "sleep"),
    (random, "random"),
    (random, "randint"),
    (random, "choice"),
    (random, "shuffle"),
    (random, "seed"),
    (uuid, "uuid1"),
    (uuid, "uuid4"),
    (os, "urandom"),
    (os, "getpid"),
)
OURS = ("sim", "actors", "reports")


def callers() -> Iterator[str]:
    """Return the modules of the present call, the nearest first."""
    frame = sys._getframe(2)
    while frame is not None:
        yield frame.f_globals.get("__name__", "").split(".")[0]
        frame = frame.f_back  # type: ignore[assignment]


def tripping(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    """Return what raises if any of our functions, by whatever library, asks for the real thing.

    Faker draws its names from a generator of its own: it decorates, and may.
    """

    def wire(*args: Any, **more: Any) -> Any:
        found = list(callers())
        if set(found) & set(OURS) and "faker" not in found:
            raise AssertionError(f"{name} was asked for during a run")
        return real(*args, **more)

    return wire


@pytest.fixture
def wired(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a wire across each door to the world outside."""
    for module, name in WIRES:
        wire = tripping(f"{module.__name__}.{name}", getattr(module, name))
        monkeypatch.setattr(module, name, wire)


@pytest.mark.usefixtures("wired")
@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("rough-network-day", "reference"),
        ("direct-link-day", "reference"),
        ("trace-day", "reference"),
        ("revoke-rush", "look-then-delete"),
        ("late-and-double-news", "reference"),
        ("two-clerks", "reference"),
    ],
)
def test_no_run_asks_for_the_time_of_day_or_for_real_chance(name: str, rules: str) -> None:
    """Reading the scenario, playing, judging, cutting the stories: no wire trips."""
    result = run_plan(plan_of(scenario_files()[name], seed=1, rules=rules))

    assert result.crash == ""
    assert result.entries > 0


@pytest.mark.usefixtures("wired")
@pytest.mark.parametrize("ask", ["time.time()", "random.random()", "uuid.uuid4()", "os.urandom(4)"])
def test_a_wire_trips_if_somebody_does_ask(tmp_path: Path, ask: str) -> None:
    """A tester's own clerk that looks at the clock: the run tells, so the wires are live."""
    (tmp_path / "own.py").write_text(
        "import os, random, time, uuid\n"
        "def mine(desk, group):\n"
        "    yield from desk.next()\n"
        f"    {ask}\n",
        encoding="utf-8",
    )
    plan = written(tmp_path, QUIET_DAY.replace("clerks: {", "clerks: {actor: own.py:mine, "))
    result = run_plan(plan)

    assert f"{ask.split('(', maxsplit=1)[0]} was asked for during a run" in result.crash
