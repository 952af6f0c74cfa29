"""The command `zoo`: hunt the planted bugs, and tell which promise caught each of them."""

from __future__ import annotations

import argparse
import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from reports.zoo import stories_text, verdict_of, zoo_summary, zoo_text
from sim.campaign import folder_of, stamp
from sim.commands.shared import (
    Talk,
    UsageError,
    console,
    deadline,
    duration_ms,
    exit_code,
    profile_path,
    write_json,
)
from sim.commands.usage import Parser
from sim.hunted import REFERENCE, Hunted
from sim.phrase import phrase
from sim.reading import InputError, Problem
from sim.reading.problem import suggestion
from sim.rules.variants import BUGS
from sim.zoo import Hunt, hunt

STORIES = "stories.txt"
Tell = Callable[[Hunted], None]
Lose = Callable[[str], None]


def add(sub: Parser) -> None:
    """Add the options of the command to its parser."""
    sub.add_argument("bugs", nargs="*", metavar="BUG", help=sub.words("zoo.bugs"))
    sub.add_argument("--profile", metavar="FILE", help=sub.words("profile"))
    sub.add_argument("--jobs", type=int, default=1, metavar="N", help=sub.words("jobs"))
    sub.add_argument("--for", dest="budget", metavar="5min", type=duration_ms,
                     help=sub.words("for"))  # fmt: skip
    sub.set_defaults(go=go)


def go(options: argparse.Namespace) -> int:
    """Hunt the bugs of the command line, and the reference as far as any of them was hunted."""
    if options.jobs < 1:
        wrong = phrase("usage.one_process")
        raise UsageError(Problem(f"--jobs {options.jobs}", 0, 0, "", wrong))
    names = names_of(options.bugs)
    profile = profile_path(options.profile)
    folder = folder_of(Path(options.out), "zoo", stamp(), 0).as_posix()
    until = deadline(options)
    talk = Talk(options, len(names) + 1)
    hunted: dict[str, Hunted] = {}
    lost: list[str] = []

    def tell(one: Hunted) -> None:
        hunted[one.name] = one
        missed = sum(each.missed for each in hunted.values() if each.name != REFERENCE)
        talk.progress(len(hunted), "progress.hunts", missed=missed)

    def lose(name: str) -> None:
        lost.append(name)
        talk.say("zoo.lost", bug=name)

    def wanted(name: str, most: int | None = None) -> Hunt:
        return Hunt(name, str(profile or ""), f"{folder}/{name}", most)

    try:
        if options.bugs:
            cut = hunt_all([wanted(name) for name in names], options.jobs, until, tell, lose)
            if not cut:
                far = max((one.runs for one in hunted.values()), default=0)
                cut = hunt_all([wanted(REFERENCE, far)], 1, until, tell, lose)
        else:  # the reference first: searching all grounds takes longest
            every = [wanted(name) for name in (REFERENCE, *names)]
            cut = hunt_all(every, options.jobs, until, tell, lose)
    finally:
        talk.end()
    return _told(options, names, hunted, folder, talk, lost=lost, interrupted=cut)


def names_of(given: Sequence[str]) -> list[str]:
    """Return the bugs to hunt in the order of the document; InputError for a wrong name."""
    every = sorted(BUGS, key=lambda name: BUGS[name].clause)
    wrong = [
        Problem(name, 0, 0, "", phrase("find.no_bug"), suggestion(name, every))
        for name in given
        if name not in BUGS
    ]
    if wrong:
        raise InputError(wrong)
    return [name for name in every if not given or name in given]


def hunt_all(hunts: list[Hunt], jobs: int, until: float | None, tell: Tell, lose: Lose) -> bool:
    """Make the hunts, none begun after `until`; return whether a person interrupted them.

    `lose` is told the name of a bug whose hunt came to nothing, since its process was killed.
    """
    try:
        for one in _hunted(hunts, jobs, until, lose):
            tell(one)
            if one.interrupted:
                return True
    except KeyboardInterrupt:
        return True
    return False


def _hunted(hunts: list[Hunt], jobs: int, until: float | None, lose: Lose) -> Iterator[Hunted]:
    """Yield the hunts as they end, from this process or from several."""
    todo = iter(hunts)

    def following() -> Hunt | None:
        left = None if until is None else until - time.monotonic()
        one = next(todo, None) if left is None or left > 0 else None
        return one and one._replace(seconds=left)

    if jobs == 1 or len(hunts) == 1:
        while (one := following()) is not None:
            yield hunt(one)
    else:
        yield from _from_processes(following, jobs, lose)


def _from_processes(
    following: Callable[[], Hunt | None], jobs: int, lose: Lose
) -> Iterator[Hunted]:
    """Yield the hunts as they end in several processes.

    If one is killed, the pool takes the others down with it: their hunts are lost, those that
    ended before and those to come are not.
    """
    pool, waiting = _pool(jobs), dict[Future[Hunted], Hunt]()
    try:
        while True:
            while len(waiting) < jobs and (one := following()) is not None:
                try:  # none is queued: Ctrl-C recalls no call
                    waiting[pool.submit(hunt, one)] = one
                except BrokenProcessPool:
                    pool = _pool(jobs)
                    waiting[pool.submit(hunt, one)] = one
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                one = waiting.pop(future)
                if isinstance(future.exception(), BrokenProcessPool):
                    lose(one.name)
                else:
                    yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))


def _told(
    options: argparse.Namespace,
    names: list[str],
    hunted: dict[str, Hunted],
    folder: str,
    talk: Talk,
    *,
    lost: list[str],
    interrupted: bool,
) -> int:
    """Print and save what was found; return the exit code."""
    reference = hunted.get(REFERENCE)
    bugs = [hunted[name] for name in names if name in hunted]
    verdict = verdict_of(bugs, reference, wanted=len(names))
    stories = f"{folder}/{STORIES}"
    if Path(folder).is_dir():
        text = stories_text(bugs, reference, lang=options.lang)
        Path(stories).write_text(text, encoding="utf-8")
    out = console(options)
    zoo_text(out, bugs, reference, verdict=verdict, lang=options.lang, stories=stories)
    if interrupted or (not lost and (len(bugs) < len(names) or reference is None)):
        talk.say("progress.interrupted" if interrupted else "text.stopped")
    write_json(options, zoo_summary(bugs, reference, verdict=verdict, lang=options.lang))
    return exit_code(verdict, gaps=False, strict=False, interrupted=interrupted)
