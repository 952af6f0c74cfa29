"""A campaign on the command line: it goes on where it was, whatever stopped it, and says so."""

from __future__ import annotations

import gc
import json
import random  # noqa: TID251 - when a test's kill comes, seeded; no run asks for it
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from cli_calls import Called, call, command, told
from small_runs import QUIET_DAY

from sim import campaign, corpus
from sim.campaign import Request
from sim.commands import drawn
from sim.commands import run as run_command
from sim.result import Result

SMALL = QUIET_DAY.replace("quiet-day", "small").replace("per_day: 20", "per_day: 3")
OWN = Path(__file__).parent / "own" / "big-slips.yaml"
CALL = ("run", "small.yaml", "--rules", "look-then-delete", "--lang", "en")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")


def summary(out: Path = Path("out")) -> dict[str, Any]:
    """Return a summary without the moment of the call."""
    text = (out / "summary.json").read_text(encoding="utf-8")
    data = json.loads(re.sub(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d", "<time>", text))
    assert isinstance(data, dict)
    return data


def moments(out: Path = Path("out")) -> set[str]:
    """Return the moments that the folders of the runs name."""
    return {path.name.rsplit("-", 1)[0] for path in (out / "small").iterdir()}


def journals() -> list[Path]:
    return list(Path("out").glob("campaigns/*/journal.jsonl"))


class Stops:
    """Makes runs, until one of them stops the call; knows which were made."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.real = campaign.perform
        self.made: list[int] = []
        self.stop_at: int | None = None
        monkeypatch.setattr(campaign, "perform", self)

    def __call__(self, request: Request) -> Result:
        if len(self.made) == self.stop_at:
            raise KeyboardInterrupt
        self.made.append(request.seed)
        return self.real(request)

    def until(self, runs: int | None) -> list[int]:
        """Stop after so many runs; forget those that were made."""
        self.stop_at, self.made = runs, []
        return self.made


@pytest.fixture
def stops(monkeypatch: pytest.MonkeyPatch) -> Stops:
    return Stops(monkeypatch)


def expected(capsys: pytest.CaptureFixture[str], seeds: str) -> tuple[dict[str, Any], str]:
    """Return what the whole campaign comes to, in a folder of its own."""
    done = call(capsys, *CALL, "--seeds", seeds, "--out", "whole")
    text = (Path("whole/summary.json")).read_text(encoding="utf-8").replace("whole/", "out/")
    Path("whole/summary.json").write_text(text, encoding="utf-8")
    return summary(Path("whole")), timeless(done.out.replace("whole/", "out/"))


def timeless(text: str) -> str:
    return re.sub(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d", "<time>", text)


# --- it goes on ---------------------------------------------------------------------------------


def test_a_call_that_was_cut_short_goes_on_where_it_was(
    capsys: pytest.CaptureFixture[str], stops: Stops
) -> None:
    """Stopped twice: no run is made twice, the result is that of the whole, and it says so."""
    whole, text = expected(capsys, "1..9")
    made = stops.until(3)
    assert call(capsys, *CALL, "--seeds", "1..9").code == 130
    assert made == [1, 2, 3]

    made = stops.until(2)
    second = call(capsys, *CALL, "--seeds", "1..9")
    assert second.code == 130
    assert made == [4, 5]
    assert told(second.err, "Going on with the call of", "3 of 9 runs are made", "--fresh")
    assert [run["seed"] for run in summary()["runs"]] == [1, 2, 3, 4, 5]

    made = stops.until(None)
    third = call(capsys, *CALL, "--seeds", "1..9")
    assert made == [6, 7, 8, 9]
    assert third.code == 0
    assert told(third.err, "5 of 9 runs are made")
    assert summary() == whole
    assert timeless(third.out) == text
    assert len(moments()) == 1, "one campaign, one moment"


def test_what_is_done_is_over(capsys: pytest.CaptureFixture[str], stops: Stops) -> None:
    """The same call after it begins anew, and leaves no journal behind either."""
    for _ in range(2):
        made = stops.until(None)
        done = call(capsys, *CALL, "--seeds", "1..3")
        assert done.code == 0
        assert made == [1, 2, 3]
        assert "Going on" not in done.err
        assert not Path("out/campaigns").exists()


def test_fresh_begins_anew(capsys: pytest.CaptureFixture[str], stops: Stops) -> None:
    stops.until(2)
    call(capsys, *CALL, "--seeds", "1..4")
    made = stops.until(None)
    done = call(capsys, *CALL, "--seeds", "1..4", "--fresh")

    assert made == [1, 2, 3, 4]
    assert "Going on" not in done.err
    assert [run["seed"] for run in summary()["runs"]] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "change",
    [
        ("--seeds", "1..5"),
        ("--seeds", "1..4", "--rules", "reference"),
        ("--seeds", "1..4", "--set", "days=2"),
        ("--seeds", "1..4", "--profile", "older-direct-link"),
        ("--seeds", "1..4", "--out", "elsewhere"),
    ],
    ids=lambda change: change[-1],
)
def test_another_call_is_another_campaign(
    capsys: pytest.CaptureFixture[str], stops: Stops, change: tuple[str, ...]
) -> None:
    stops.until(2)
    call(capsys, *CALL, "--seeds", "1..4")
    stops.until(1)
    done = call(capsys, *CALL, *change)

    assert "Going on" not in done.err
    stops.until(0)
    again = call(capsys, *CALL, "--seeds", "1..4")
    assert told(again.err, "2 of 4 runs are made"), "the first one still waits"


def test_a_changed_scenario_or_program_is_another_campaign(
    capsys: pytest.CaptureFixture[str], stops: Stops, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its runs would not be those that were made: nothing of them is counted."""
    stops.until(2)
    call(capsys, *CALL, "--seeds", "1..4")
    Path("small.yaml").write_text(SMALL + "# changed\n", encoding="utf-8")
    made = stops.until(1)
    assert "Going on" not in call(capsys, *CALL, "--seeds", "1..4").err
    assert made == [1]

    Path("small.yaml").write_text(SMALL, encoding="utf-8")
    monkeypatch.setattr("sim.runs.code_digest", lambda: "another")
    assert "Going on" not in call(capsys, *CALL, "--seeds", "1..4").err


def test_language_processes_and_patience_do_not_make_another_campaign(
    capsys: pytest.CaptureFixture[str], stops: Stops
) -> None:
    stops.until(2)
    call(capsys, *CALL, "--seeds", "1..4")
    stops.until(0)
    done = call(
        capsys, *CALL, "--seeds", "1..4", "--lang", "vi", "--strict", "--for", "1min", "--json", "x"
    )

    assert told(done.err, "Chạy tiếp", "2 trên 4")


def test_a_torn_last_line_costs_one_run(capsys: pytest.CaptureFixture[str], stops: Stops) -> None:
    whole, _ = expected(capsys, "1..5")
    stops.until(3)
    call(capsys, *CALL, "--seeds", "1..5")
    (journal,) = journals()
    journal.write_bytes(journal.read_bytes()[:-7])
    made = stops.until(None)
    call(capsys, *CALL, "--seeds", "1..5")

    assert made == [3, 4, 5]
    assert summary() == whole


def test_a_damaged_line_is_told(capsys: pytest.CaptureFixture[str], stops: Stops) -> None:
    stops.until(3)
    call(capsys, *CALL, "--seeds", "1..5")
    (journal,) = journals()
    journal.write_bytes(journal.read_bytes().replace(b'"seed":2', b'"seed":7'))
    made = stops.until(None)
    done = call(capsys, *CALL, "--seeds", "1..5")

    assert made == [2, 4, 5]
    assert told(done.err, "1 damaged lines")
    assert [run["seed"] for run in summary()["runs"]] == [1, 2, 3, 4, 5]


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal there")
@pytest.mark.parametrize(
    ("how", "times"), [((), 20), (("--jobs", "2"), 4)], ids=["here", "two processes"]
)
def test_killed_at_any_moment_it_loses_nothing_and_counts_nothing_twice(
    capsys: pytest.CaptureFixture[str], how: tuple[str, ...], times: int
) -> None:
    """kill -9 twenty times, each time after another while; then to the end: as if undisturbed.

    With processes of their own, which take a while to begin, four times.
    """
    seeds = "1..100"
    whole, text = expected(capsys, seeds)
    draw, kills = random.Random(5), 0
    for _ in range(times):
        started = subprocess.Popen(
            command(*CALL, "--seeds", seeds, *how),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            enough = _size() + draw.randrange(1, 12_000)  # bytes of the journal
            while started.poll() is None and _size() < enough:
                time.sleep(0.003)
            time.sleep(draw.randrange(20) / 1000)
            kills += started.poll() is None
        finally:
            started.send_signal(signal.SIGKILL)
            started.wait()
    done = call(capsys, *CALL, "--seeds", seeds, *how)

    assert kills >= times / 2
    assert done.code == 0
    assert summary() == whole
    assert timeless(done.out) == text


def _size() -> int:
    total = 0
    for path in journals():
        try:
            total += path.stat().st_size
        except FileNotFoundError:  # it is over
            continue
    return total


def test_a_scenario_that_changes_while_it_is_run_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """64: runs of two texts are not mixed; what this process has read it does not read again."""
    real = run_command.perform_all

    def edited_first(*args: Any, **more: Any) -> bool:
        campaign._read_once.cache_clear()  # as in a process that has just begun
        Path("small.yaml").write_text(SMALL + "# edited\n", encoding="utf-8")
        return real(*args, **more)

    monkeypatch.setattr(run_command, "perform_all", edited_first)
    done = call(capsys, *CALL, "--seeds", "1..3")

    assert done.code == 64
    assert told(done.err, "small.yaml", "has changed while it was run")


# --- memory -------------------------------------------------------------------------------------


def test_no_result_is_kept(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """However many runs: of what they found, as many results live as with few."""
    real, most = campaign.perform, {}

    def watched(request: Request) -> Result:
        if request.seed % 10 == 0:
            alive = sum(1 for one in gc.get_objects() if type(one) is Result)
            most[runs] = max(most.get(runs, 0), alive)
        return real(request)

    monkeypatch.setattr(campaign, "perform", watched)
    for runs in (10, 60):
        done: Called = call(capsys, *CALL, "--seeds", f"1..{runs}", "--quiet")
        assert done.code == 0
        assert len(summary()["runs"]) == runs

    assert most[60] == most[10]


def test_a_report_of_many_runs_shows_those_that_tell_most_and_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The runs behind findings first; the summary has all."""
    real = campaign.perform

    def perform_one(request: Request) -> Result:
        result = real(request)
        return (
            result._replace(missing=("R1.1a",), verdict="unknown") if request.seed == 9 else result
        )

    monkeypatch.setattr(campaign, "perform", perform_one)
    monkeypatch.setattr(drawn, "MOST_DRAWN", 3)
    junit = "junit.xml"
    done = call(capsys, *CALL, "--seeds", "1..10", "--junit", junit)

    assert done.code == 2
    assert len(summary()["runs"]) == 10
    page = Path("out/report.html").read_text(encoding="utf-8")
    assert "Drawn are 3 of 10 runs" in page
    shown = set(re.findall(r"seed (\d+)", Path(junit).read_text(encoding="utf-8")))
    assert shown == {"1", "2", "9"}


# --- the corpus ---------------------------------------------------------------------------------


def test_seeds_that_broke_a_promise_come_first_next_time(
    capsys: pytest.CaptureFixture[str], stops: Stops
) -> None:
    """They are kept beside the runs, tried first, told; what is found does not depend on it."""
    breaks = ("run", str(OWN), "--lang", "en")
    stops.until(None)
    first = call(capsys, *breaks, "--seed", "2")
    assert first.code == 1
    kept = corpus.read(Path("out"))
    assert kept
    assert {(one.scenario, one.rules, one.seed) for one in kept} == {("big-slips", "reference", 2)}
    assert told(first.err, "kept in out/corpus.json")

    made = stops.until(1)
    second = call(capsys, *breaks, "--seeds", "1..3")
    assert made == [2]
    assert told(second.err, "1 runs broke a promise before and come first (out/corpus.json)")


def test_a_seed_that_breaks_several_promises_is_told_as_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One run under rules that break more than one promise: one seed is kept."""
    done = call(
        capsys, "run", "revoke-rush", "--rules", "look-then-delete", "--seed", "1", "--no-report"
    )
    kept = corpus.read(Path("out")) or ()

    assert len({one.promise for one in kept}) > 1
    assert {one.seed for one in kept} == {1}
    assert told(done.err, "kept in out/corpus.json: 1")


def test_a_seed_that_breaks_nothing_any_more_is_dropped(
    capsys: pytest.CaptureFixture[str], stops: Stops
) -> None:
    stops.until(None)
    call(capsys, *CALL, "--seed", "1")  # breaks nothing
    Path("out/corpus.json").write_text(
        '{"seeds":[{"scenario":"small","rules":"look-then-delete","seed":3,"promise":"p","shape":"s"},'
        '{"scenario":"other","rules":"reference","seed":9,"promise":"p","shape":"s"}]}',
        encoding="utf-8",
    )
    made = stops.until(None)
    call(capsys, *CALL, "--seeds", "1..3")

    assert made == [3, 1, 2]
    assert [run["seed"] for run in summary()["runs"]] == [1, 2, 3]
    kept = corpus.read(Path("out"))
    assert kept is not None
    assert [one.scenario for one in kept] == ["other"]


def test_a_corpus_that_cannot_be_read_is_passed_over_and_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("out").mkdir()
    Path("out/corpus.json").write_text("[", encoding="utf-8")
    done = call(capsys, *CALL, "--seeds", "1..2")

    assert done.code == 0
    assert told(done.err, "out/corpus.json cannot be read")
