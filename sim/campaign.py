"""Many runs: which ones, where their files land, in this process or in several.

The same bytes whatever the number of jobs: a run depends on its request alone. A run is saved
first and told after. What does not live here: one run (`run`, `told`), what is printed (`cli`).
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Container, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from datetime import datetime
from pathlib import Path
from typing import IO, NamedTuple

from sim import saved
from sim.explore.choices import Seeded
from sim.library import plan_of
from sim.result import Result
from sim.run import Plan, header_of, run_population
from sim.told import run_story, run_world


class Request(NamedTuple):
    """One run to make: all that a worker process needs to know."""

    path: str
    seed: int
    rules: str
    overrides: tuple[str, ...] = ()
    profile: str = ""
    strict_trace: bool = False
    log: tuple[str, str] | None = None  # the files of an order log and of its mapping
    folder: str = ""  # where its files go; empty: nowhere


def run_plan(plan: Plan, file: IO[bytes] | None = None) -> Result:
    """Run a plan by its form."""
    match plan.scenario.form:
        case "population":
            return run_population(plan, file)
        case "story":
            return run_story(plan, file)
        case "world":
            return run_world(plan, file)


def perform(request: Request) -> Result:
    """Make one run and save it: its record, a story for each failure and gap, and its choices.

    Choices are kept of a run that broke something.
    """
    plan = plan_of(
        Path(request.path),
        seed=request.seed,
        rules=request.rules,
        overrides=request.overrides,
        profile=Path(request.profile) if request.profile else None,
        strict_trace=request.strict_trace,
        log=request.log,
    )
    if not request.folder:
        return run_plan(plan)
    folder = Path(request.folder)
    folder.mkdir(parents=True, exist_ok=True)
    chance = Seeded(plan.seed, record=True)
    with (folder / "record.jsonl").open("wb") as file:
        result = run_plan(plan._replace(choices=chance), file)
    if result.failures and chance.made:
        choices = saved.SavedChoices(
            header=header_of(plan, result.opening),
            digest=result.digest,
            broken=tuple(one.promise for one in result.failures),
            made=chance.made,
        )
        saved.write_choices(choices, folder / "choices.json")
    for failure in (*result.failures, *result.gaps):
        if failure.plays:
            story = saved.of_run(result, failure)
            saved.write(story, folder / story_file(failure.promise))
    return result


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


Told = Callable[[Request, Result], None]


def perform_all(
    requests: list[Request], *, jobs: int, tell: Told, until: float | None
) -> tuple[dict[int, Result], bool]:
    """Make the runs; return them by their place in the list, and whether a person interrupted.

    `tell` is called as each run ends. `until` is the moment (time.monotonic) after which no
    further run is begun.
    """
    done: dict[int, Result] = {}
    try:
        for at, result in _performed(requests, jobs, until):
            done[at] = result
            tell(requests[at], result)
            if result.interrupted:
                return done, True
    except KeyboardInterrupt:
        return done, True
    return done, False


def _performed(
    requests: list[Request], jobs: int, until: float | None
) -> Iterator[tuple[int, Result]]:
    def in_time() -> bool:
        return until is None or time.monotonic() < until

    if jobs == 1 or len(requests) == 1:
        for at, request in enumerate(requests):
            if not in_time():
                return
            yield at, perform(request)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=jobs, mp_context=context) as pool:
        waiting: dict[Future[Result], int] = {}
        todo = iter(enumerate(requests))
        try:
            while True:
                while len(waiting) < jobs and in_time():  # none queued: Ctrl-C recalls no call
                    following = next(todo, None)
                    if following is None:
                        break
                    waiting[pool.submit(perform, following[1])] = following[0]
                if not waiting:
                    return
                ended, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in ended:
                    yield waiting.pop(future), future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
