"""The live view: what broke, what was reached, how fast, how long still."""

from __future__ import annotations

import argparse

import pytest

from sim.campaign import run_plan
from sim.commands import live as live_module
from sim.commands.live import Live, span
from sim.commands.shared import PACE_S, Talk
from sim.library import plan_of, scenario_files
from sim.result import Failure, Kept, Result, Struck
from sim.rules.state import Apps

FAULTS = (Struck("lose_message", 2, effective=True), Struck("crash", 1, effective=False))
CLEAN = run_plan(plan_of(scenario_files()["revoke-clean"], seed=1))


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_000.0
        monkeypatch.setattr(live_module.time, "monotonic", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def talk(total: int, lang: str = "en", *, quiet: bool = False) -> Talk:
    return Talk(argparse.Namespace(lang=lang, quiet=quiet), total)


def run(*broken: str, faults: tuple[Struck, ...] = ()) -> Result:
    failures = tuple(Failure(name, "", (), (), Apps(), 1, settle=False) for name in broken)
    kept = (
        Kept("a", "always", ("R1.1a",), "pass", 1, 0),
        Kept("b", "always", ("R1.1b",), "unknown", 0, 0),
    )
    return CLEAN._replace(failures=failures, faults=faults, promises=kept)


def test_a_line_every_ten_seconds_tells_how_it_goes(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    live = Live(talk(100), ["R1.1a", "R1.1b", "R1.1a"])
    for n in range(20):
        clock.now += 1
        live.take(run(*(["late"] if n % 2 else []), faults=FAULTS))
    lines = capsys.readouterr().err.splitlines()

    reached = "rules reached: 1/2; faults met: lose_message"
    assert lines == [
        f"Runs: 10/100, 1.0/s, left: 1:30 min; broken: late 5; {reached}",
        f"Runs: 20/100, 1.0/s, left: 1:20 min; broken: late 10; {reached}",
    ]


def test_runs_of_an_earlier_call_count_as_made_and_not_for_the_speed(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    live = Live(talk(100), ["R1.1a"])
    for _ in range(50):
        live.was(run("old"))
    clock.now += 2 * PACE_S
    live.take(run())

    assert capsys.readouterr().err.startswith(
        "Runs: 51/100, 0.1/s, left: 16:20 min; broken: old 50;"
    )


def test_only_the_promises_that_broke_most_are_named(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    live = Live(talk(3, "vi"), [])
    live.take(run("a", "b", "c", "d", "e"))
    clock.now += PACE_S
    live.take(run("d"))

    assert "vi phạm: d 2, a 1, b 1, +2;" in capsys.readouterr().err


def test_quiet_says_nothing(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    live = Live(talk(2, quiet=True), [])
    clock.now += 100
    live.take(run())

    assert capsys.readouterr().err == ""


def test_a_duration_in_short() -> None:
    assert [span(s) for s in (0, 59.4, 60, 185, 3_600, 7_860)] == [
        "0 s",
        "59 s",
        "1:00 min",
        "3:05 min",
        "1:00 h",
        "2:11 h",
    ]
