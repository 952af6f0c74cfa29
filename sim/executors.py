"""Executors for runs, all of the kind of `concurrent.futures`: this process, or several.

In processes of their own a run that hangs or kills its process costs that run only. What does not
live here: several machines (`cluster`), which runs are made (`campaign`).
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any, ParamSpec, Protocol, TypeVar

from pebble import ProcessExpired, ProcessPool

from sim.phrase import Phrase, phrase

Given = ParamSpec("Given")
Got = TypeVar("Got")

LIMIT_S = 600  # a run takes seconds: one that takes so long hangs
QUEUED = 2  # runs handed out a process, so that none waits for the next
TRIES = 3  # of a run whose process died together with others


class Room(Protocol):
    """An executor that tells how many runs it takes at a time."""

    @property
    def room(self) -> int:
        """How many runs may be handed out and not back yet."""

    def submit(
        self, fn: Callable[Given, Got], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Got]:
        """Have something done."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Have nothing more done."""


class Here(Executor):
    """Does everything at once, in this process: what kills it kills the call."""

    room = 1

    def submit(
        self, fn: Callable[Given, Got], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Got]:
        """Do it now; what is raised is raised here."""
        future: Future[Got] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Processes(Executor):
    """Processes of their own, begun anew when one dies, stopped when a run takes too long."""

    def __init__(self, jobs: int, limit_s: float = LIMIT_S) -> None:
        self.room = QUEUED * jobs
        self._jobs = jobs
        self._limit_s = limit_s
        self._pool = self._new()

    def submit(
        self, fn: Callable[Given, Got], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Got]:
        """Have it done in one of the processes."""
        if not self._pool.active:  # the pool broke: a process died that had nothing to do
            self._pool.stop()
            self._pool = self._new()
        future: Future[Got] = self._pool.schedule(fn, args, kwargs, timeout=self._limit_s)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Stop: what is under way is given up, unless it is waited for."""
        if wait and not cancel_futures:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()

    def _new(self) -> ProcessPool:
        return ProcessPool(self._jobs, context=multiprocessing.get_context("spawn"))


def lost_by(error: BaseException) -> Phrase | None:
    """Return how a run was lost, None if it was not.

    A run that is not lost has failed by a mistake of ours or in its input, which is told as such.
    """
    if isinstance(error, TimeoutError) and error.args[:1] == ("Task timeout",):
        return phrase("lost.hung", seconds=round(error.args[1]))
    if isinstance(error, ProcessExpired):
        return _died(error.exitcode)
    if isinstance(error, BrokenExecutor):
        return phrase("lost.broken")
    how: Any = getattr(error, "lost", None)  # another executor's own word for it
    return how if isinstance(how, Phrase) else None


def _died(code: int) -> Phrase:
    if code >= 0:
        return phrase("lost.ended", code=code)
    try:
        return phrase("lost.killed", signal=signal.Signals(-code).name)
    except ValueError:
        return phrase("lost.killed", signal=str(-code))
