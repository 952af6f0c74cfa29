"""Making runs: one and saving it, or many by an executor; where their files land.

The same bytes whatever the executor: a run depends on its request alone. A run is saved first and
told after. No more runs are handed out than an executor has room for, so nothing piles up however
many there are. What does not live here: one run itself (`run`, `told`), which runs there are
(`runs`), the executors (`executors`, `cluster`), what is printed (`cli`).
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import IO, NamedTuple

from sim import saved
from sim.executors import TRIES, Room, lost_by
from sim.explore.choices import Seeded
from sim.library import plan_of
from sim.opening import opening_of
from sim.phrase import Phrase, phrase
from sim.reading import InputError, Problem
from sim.record import encode
from sim.result import Result
from sim.run import Plan, header_of, run_population
from sim.told import run_story, run_world

RECORD, CHOICES = "record.jsonl", "choices.json"
NOTHING: Mapping[str, bytes] = {}


class Request(NamedTuple):
    """One run to make: all that a worker process needs to know.

    Without `keep`, a run that passed leaves no record: its seed makes it again, byte for byte.
    `digest` is that of what is to be run, so that runs of one call are of one text.
    """

    path: str
    seed: int
    rules: str
    overrides: tuple[str, ...] = ()
    profile: str = ""
    strict_trace: bool = False
    log: tuple[str, str] | None = None  # the files of an order log and of its mapping
    folder: str = ""  # where its files go; empty: nowhere
    keep: bool = True
    digest: str = ""  # empty: whatever the files say


class Lost(NamedTuple):
    """A run that did not come to its end, and why: it hung, or its process died."""

    why: Phrase


def run_plan(plan: Plan, file: IO[bytes] | None = None) -> Result:
    """Run a plan by its form."""
    match plan.scenario.form:
        case "population":
            return run_population(plan, file)
        case "story":
            return run_story(plan, file)
        case "world":
            return run_world(plan, file)


def planned(request: Request) -> Plan:
    """Return the plan of a run; InputError if its files have changed since the call began."""
    if not request.digest:
        return _read(request)
    plan = _read_once(request._replace(seed=0, folder="", keep=True))
    return plan._replace(seed=request.seed)


@lru_cache(maxsize=64)
def _read_once(request: Request) -> Plan:
    plan = _read(request)
    if digest_of(plan) != request.digest:
        raise InputError([Problem(request.path, 0, 0, "", phrase("campaign.changed"))])
    return plan


def digest_of(plan: Plan) -> str:
    """Return a digest of what a plan runs, whatever the seed."""
    header = header_of(plan._replace(seed=0), tuple(opening_of(plan.scenario, plan.trace)))
    return hashlib.sha256(encode(header)).hexdigest()


def _read(request: Request) -> Plan:
    return plan_of(
        Path(request.path),
        seed=request.seed,
        rules=request.rules,
        overrides=request.overrides,
        profile=Path(request.profile) if request.profile else None,
        strict_trace=request.strict_trace,
        log=request.log,
    )


def perform(request: Request) -> Result:
    """Make one run and save it."""
    plan = planned(request)
    if not request.folder:
        return run_plan(plan)
    result = make(plan, Path(request.folder))
    finish(request, result)
    return result


def finish(request: Request, result: Result, files: Mapping[str, bytes] = NOTHING) -> None:
    """Save what is told of a run: the files that it made elsewhere, its stories; tidy up."""
    folder = Path(request.folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    keep_stories(result, folder)
    if not keeps_record(request, result):
        (folder / RECORD).unlink()
        if not any(folder.iterdir()):
            folder.rmdir()


def make(plan: Plan, folder: Path) -> Result:
    """Make one run into a folder: its record and, if it broke something, its choices."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = Seeded(plan.seed, record=True)
    with (folder / RECORD).open("wb") as file:
        result = run_plan(plan._replace(choices=chance), file)
    if result.failures and chance.made:
        choices = saved.SavedChoices(
            header=header_of(plan, result.opening),
            digest=result.digest,
            broken=tuple(one.promise for one in result.failures),
            made=chance.made,
        )
        saved.write_choices(choices, folder / CHOICES)
    return result


def keep_stories(result: Result, folder: Path) -> None:
    """Save a story for each failure and gap of a run that can be played again."""
    for failure in (*result.failures, *result.gaps):
        if failure.plays:
            story = saved.of_run(result, failure)
            saved.write(story, folder / story_file(failure.promise))


def keeps_record(request: Request, result: Result) -> bool:
    """Tell whether a run leaves its record: all do, or only those that have more to tell."""
    told = all(one.plays for one in result.gaps)
    return request.keep or result.verdict != "pass" or not told


def place_of(request: Request, result: Result) -> str:
    """Return the folder in which something of a run lies, "" if nothing does."""
    stories = any(one.plays for one in (*result.failures, *result.gaps))
    return request.folder if stories or keeps_record(request, result) else ""


def story_file(promise: str) -> str:
    """Return the file name of a failure's story."""
    return f"story-{promise}.json"


def stamp() -> str:
    """Return the moment of a call, as a folder's name; the only use of a wall clock in a run."""
    now = datetime.now().astimezone()  # noqa: TID251 - names a folder, is no part of any digest
    return now.strftime("%Y-%m-%dT%H-%M-%S")


def folder_of(out: Path, scenario: str, when: str, seed: int, taken: Container[str] = ()) -> Path:
    """Return a folder that neither exists nor is taken: out/<scenario>/<time>-<seed>."""
    wanted = out / scenario / f"{when}-{seed}"
    found, n = wanted, 2
    while found.exists() or found.as_posix() in taken:
        found, n = wanted.with_name(f"{wanted.name}-{n}"), n + 1
    return found


Told = Callable[[int, Result | Lost], bool]


def perform_all(
    requests: Iterable[tuple[int, Request]],
    *,
    executor: Room,
    tell: Told,
    until: float | None = None,
) -> bool:
    """Make runs, each with its number; return whether a person interrupted them.

    `tell` is called as each run ends, in whatever order they do; it returns whether the run was
    interrupted. `until` is the moment (time.monotonic) after which no further run is begun.
    """
    try:
        for at, result in _performed(iter(requests), executor, until):
            if tell(at, result):
                return True
    except KeyboardInterrupt:
        return True
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
    return False


def _performed(
    requests: Iterator[tuple[int, Request]], executor: Room, until: float | None
) -> Iterator[tuple[int, Result | Lost]]:
    """Yield each run as it ends; of those that are lost, how."""
    waiting: dict[Future[Result], tuple[int, Request]] = {}
    tried: dict[int, int] = {}
    while True:
        while len(waiting) < executor.room and (until is None or time.monotonic() < until):
            following = next(requests, None)
            if following is None:
                break
            waiting[executor.submit(perform, following[1])] = following
        if not waiting:
            return
        ended = wait(waiting, return_when=FIRST_COMPLETED).done
        while ended:  # what is told is let go: nothing holds it while more are handed out
            future = ended.pop()
            at, request = waiting.pop(future)
            error = future.exception()
            if error is None:
                yield at, future.result()
            elif isinstance(error, BrokenExecutor) and tried.get(at, 0) < TRIES:
                tried[at] = tried.get(at, 0) + 1  # it went down with others: whose fault it is
                waiting[executor.submit(perform, request)] = at, request  # shows when tried again
            elif why := lost_by(error):
                yield at, Lost(why)
            else:
                raise error
