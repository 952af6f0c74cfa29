"""Many runs: where their files land, in what order they end, when they are stopped."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
from small_runs import STORY, story

from sim import campaign, saved
from sim.campaign import (
    Lost,
    Request,
    folder_of,
    perform,
    perform_all,
    place_of,
    stamp,
    story_file,
)
from sim.checks.judge import PROMISES
from sim.executors import Here, Processes
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


# --- what is kept of a run ----------------------------------------------------------------------


def test_of_very_many_runs_one_that_passed_keeps_no_record(tmp_path: Path) -> None:
    """Its seed makes it again; a gap's story stays; nothing else leaves an empty folder behind."""
    clean = request("revoke-clean", tmp_path / "clean")._replace(keep=False)
    gapped = request("deleted-after-push", tmp_path / "gapped")._replace(keep=False)

    assert place_of(clean, perform(clean)) == ""
    assert not (tmp_path / "clean").exists()
    result = perform(gapped)
    assert place_of(gapped, result) == (tmp_path / "gapped").as_posix()
    stories = {story_file(one.promise) for one in result.gaps}
    assert {path.name for path in (tmp_path / "gapped").iterdir()} == stories != set()


def test_of_very_many_runs_one_that_failed_keeps_all(tmp_path: Path) -> None:
    """Whoever looks for the cause needs the record."""
    failed = request("revoke-rush", tmp_path / "f", rules="look-then-delete")._replace(keep=False)
    result = perform(failed)

    assert result.verdict == "fail"
    assert (tmp_path / "f/record.jsonl").is_file()
    assert place_of(failed, result) == (tmp_path / "f").as_posix()


# --- many runs ----------------------------------------------------------------------------------


def story_requests(folder: Path, count: int) -> list[tuple[int, Request]]:
    path = folder / "small.yaml"
    path.write_text(story(text=STORY), encoding="utf-8")
    return [
        (n, Request(str(path), n, "reference", folder=(folder / f"run-{n}").as_posix()))
        for n in range(count)
    ]


class Heard:
    """Takes runs as they end."""

    def __init__(self) -> None:
        self.runs: dict[int, Result | Lost] = {}

    def tell(self, at: int, result: Result | Lost) -> bool:
        assert at not in self.runs, "told twice"
        self.runs[at] = result
        return isinstance(result, Result) and result.interrupted


def test_each_run_is_told_as_it_ends_with_its_number(tmp_path: Path) -> None:
    """This process: in the order of the list; saved first, told after."""
    heard = Heard()

    def tell(at: int, result: Result | Lost) -> bool:
        assert (tmp_path / f"run-{at}" / "record.jsonl").is_file()
        return heard.tell(at, result)

    stopped = perform_all(story_requests(tmp_path, 3), executor=Here(), tell=tell)

    assert [(at, one.seed) for at, one in heard.runs.items()] == [(0, 0), (1, 1), (2, 2)]
    assert not stopped


def test_no_run_is_begun_after_the_time_is_used_up(tmp_path: Path) -> None:
    """The moment has passed: nothing is done, and nobody interrupted."""
    heard, past = Heard(), time.monotonic() - 1
    requests = story_requests(tmp_path, 3)

    assert not perform_all(requests, executor=Here(), tell=heard.tell, until=past)
    assert heard.runs == {}
    assert not (tmp_path / "run-0").exists()


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
    heard = Heard()

    assert perform_all(story_requests(tmp_path, 3), executor=Here(), tell=heard.tell)
    assert list(heard.runs) == [0]


def test_an_interruption_within_a_run_ends_the_campaign_with_that_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The interrupted run is kept as far as it came, the next ones are not begun."""
    real = campaign.perform

    def perform_one(of: Request) -> Result:
        return real(of)._replace(interrupted=of.seed == 1)

    monkeypatch.setattr(campaign, "perform", perform_one)
    heard = Heard()

    assert perform_all(story_requests(tmp_path, 3), executor=Here(), tell=heard.tell)
    assert list(heard.runs) == [0, 1]
    assert heard.runs[1].interrupted


def test_a_run_that_cannot_be_made_stops_the_campaign_loudly(tmp_path: Path) -> None:
    """A scenario that is gone meanwhile is no verdict, in whatever process it is missed."""
    gone = [(0, Request(str(tmp_path / "gone.yaml"), 1, "reference"))]
    for executor in (Here(), Processes(1)):
        with pytest.raises(Exception, match=r"gone\.yaml"):
            perform_all(gone, executor=executor, tell=Heard().tell)


@pytest.mark.parametrize("room", [1, 3])
def test_no_more_runs_are_handed_out_than_there_is_room_for(room: int) -> None:
    """However many runs there are, what waits and what was found and not told stays as few."""
    most = 0

    class Watched(Executor):
        """Does nothing until it is full; keeps no run alive itself."""

        def __init__(self) -> None:
            self.room = room
            self.open: list[Future[Any]] = []
            self.alive: WeakSet[Future[Any]] = WeakSet()

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            nonlocal most
            del fn, kwargs
            future: Future[Any] = Future()
            self.open.append(future)
            self.alive.add(future)
            most = max(most, len(self.alive))
            if len(self.open) == room:
                for one in self.open:
                    one.set_result(args[0].seed)
                self.open.clear()
            return future

    def requests() -> Iterator[tuple[int, Request]]:
        for n in range(30 * room):
            yield n, Request("", n, "")

    told: list[int] = []
    perform_all(requests(), executor=Watched(), tell=lambda at, _: bool(told.append(at)))

    assert sorted(told) == list(range(30 * room))
    assert most <= room + 1, "one more at most, that is being told"
