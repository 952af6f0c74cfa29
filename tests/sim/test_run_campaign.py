"""Many runs: where their files land, in what order they end, when they are stopped."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from small_runs import STORY, story

from sim import campaign, saved
from sim.campaign import Request, folder_of, perform, perform_all, stamp, story_file
from sim.checks.judge import PROMISES
from sim.library import scenario_files
from sim.record import Footer, Header, read
from sim.result import Result

FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')  # what Windows forbids in a file's name


def request(
    name: str, folder: Path | None = None, *, seed: int = 1, rules: str = "reference"
) -> Request:
    path = str(scenario_files()[name])
    return Request(path, seed, rules, folder="" if folder is None else folder.as_posix())


# --- one run ------------------------------------------------------------------------------------


def test_a_run_is_saved_with_a_story_for_each_failure_and_gap(tmp_path: Path) -> None:
    """The record is whole, the choices are kept, each story file is that of its promise."""
    folder = tmp_path / "a" / "b"
    result = perform(request("revoke-rush", folder, rules="look-then-delete"))
    lines = list(read(folder / "record.jsonl"))

    assert isinstance(lines[0], Header)
    assert isinstance(lines[-1], Footer)
    told = [one.promise for one in (*result.failures, *result.gaps) if one.plays]
    assert len(told) > 1
    made = {"record.jsonl", "choices.json", *map(story_file, told)}
    assert {path.name for path in folder.iterdir()} == made
    for promise in told:
        story_of = saved.read((folder / story_file(promise)).read_bytes())
        assert story_of.promise == promise
        assert (story_of.seed, story_of.rules) == (1, "look-then-delete")


def test_a_run_without_a_folder_writes_nothing_and_finds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Measuring needs no files."""
    monkeypatch.chdir(tmp_path)
    unkept = perform(request("deleted-after-push"))
    assert list(tmp_path.iterdir()) == []

    kept = perform(request("deleted-after-push", tmp_path / "kept"))
    assert unkept == kept


def test_the_name_of_a_story_file_is_allowed_everywhere() -> None:
    """No promise has a name that Windows would refuse, and no two share a file."""
    names = [story_file(promise.name) for promise in PROMISES]

    assert len(set(map(str.lower, names))) == len(PROMISES)
    assert [name for name in names if FORBIDDEN.search(name)] == []


# --- where files land ---------------------------------------------------------------------------


def test_a_folder_is_named_by_scenario_moment_and_seed_and_never_taken_twice(
    tmp_path: Path,
) -> None:
    """Two calls within one second get folders of their own."""
    first = folder_of(tmp_path, "office-day", "2025-01-01T10-00-00", 7)
    assert first == tmp_path / "office-day" / "2025-01-01T10-00-00-7"

    first.mkdir(parents=True)
    second = folder_of(tmp_path, "office-day", "2025-01-01T10-00-00", 7)
    assert second != first
    second.mkdir()
    assert folder_of(tmp_path, "office-day", "2025-01-01T10-00-00", 7) not in (first, second)


def test_the_moment_of_a_call_sorts_by_time_and_is_a_file_name() -> None:
    """Year first, no colon."""
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d", stamp())
    assert not FORBIDDEN.search(stamp())


# --- many runs ----------------------------------------------------------------------------------


def story_requests(folder: Path, count: int) -> list[Request]:
    path = folder / "small.yaml"
    path.write_text(story(text=STORY), encoding="utf-8")
    return [
        Request(str(path), seed, "reference", folder=(folder / f"run-{seed}").as_posix())
        for seed in range(count)
    ]


def test_each_run_is_told_as_it_ends_and_found_by_its_place(tmp_path: Path) -> None:
    """One process: in the order of the list."""
    requests = story_requests(tmp_path, 3)
    told: list[tuple[int, int]] = []

    def tell(of: Request, result: Result) -> None:
        assert Path(of.folder, "record.jsonl").is_file(), "saved first, told after"
        told.append((of.seed, result.seed))

    done, stopped = perform_all(requests, jobs=1, tell=tell, until=None)

    assert told == [(0, 0), (1, 1), (2, 2)]
    assert [done[at].seed for at in sorted(done)] == [0, 1, 2]
    assert not stopped


def test_no_run_is_begun_after_the_time_is_used_up(tmp_path: Path) -> None:
    """The moment has passed: nothing is done, and nobody interrupted."""
    requests = story_requests(tmp_path, 3)
    done, stopped = perform_all(requests, jobs=1, tell=never, until=time.monotonic() - 1)

    assert (done, stopped) == ({}, False)
    assert not (tmp_path / "run-0").exists()


def never(of: Request, result: Result) -> None:
    raise AssertionError("nothing ran")


def test_an_interruption_between_two_runs_keeps_those_that_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second run is interrupted before it begins: the first is kept."""
    real = campaign.perform

    def perform_one(of: Request) -> Result:
        if of.seed == 1:
            raise KeyboardInterrupt
        return real(of)

    monkeypatch.setattr(campaign, "perform", perform_one)
    told: list[int] = []
    requests = story_requests(tmp_path, 3)
    done, stopped = perform_all(
        requests, jobs=1, tell=lambda of, _: told.append(of.seed), until=None
    )

    assert stopped
    assert list(done) == [0]
    assert told == [0]


def test_an_interruption_within_a_run_ends_the_campaign_with_that_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The interrupted run is kept as far as it came, the next ones are not begun."""
    real = campaign.perform

    def perform_one(of: Request) -> Result:
        return real(of)._replace(interrupted=of.seed == 1)

    monkeypatch.setattr(campaign, "perform", perform_one)
    done, stopped = perform_all(
        story_requests(tmp_path, 3), jobs=1, tell=lambda *_: None, until=None
    )

    assert stopped
    assert list(done) == [0, 1]
    assert done[1].interrupted


def test_a_run_that_cannot_be_made_stops_the_campaign_loudly(tmp_path: Path) -> None:
    """A scenario that is gone meanwhile is no verdict."""
    gone = Request(str(tmp_path / "gone.yaml"), 1, "reference")
    with pytest.raises(Exception, match=r"gone\.yaml"):
        perform_all([gone], jobs=1, tell=never, until=None)
