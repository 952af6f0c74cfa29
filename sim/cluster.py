"""Runs on several machines: an executor before a dask cluster (the extra `dask`).

A run travels as the header of its record, which holds every text it needs, and comes back with its
files; so the machines share no disk. A worker that dies costs nothing: dask has its runs made again
by another, and a run that kills every worker that takes it is lost, like one that hangs.

What does not live here: this machine alone (`executors`).
"""

from __future__ import annotations

import logging
import os
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import msgspec

from sim.campaign import Request, finish, make
from sim.executors import LIMIT_S
from sim.journal_lines import Frame, line_of, result_of
from sim.phrase import Phrase, phrase
from sim.record import Header
from sim.recorded import plan_from
from sim.result import Result
from sim.runs import Runs
from sim.version import code_digest

Given = ParamSpec("Given")
Got = TypeVar("Got")

ANSWER_S = 10  # until the scheduler has to have answered
WORKERS_S = 30  # until there has to be a worker
LEAST_ROOM = 8
QUEUED = 4  # runs handed out a thread: the way to another machine is longer

Afar = tuple[Result, dict[str, bytes]]  # what a run found, and its files by name


class UnreachableError(Exception):
    """The cluster cannot be used: nobody answers, it is gone, or it is no cluster of ours."""

    def __init__(self, said: Phrase) -> None:
        self.said = said
        super().__init__(said)


class OtherVersionError(Exception):
    """The worker has another version of the program than whoever wants the run."""


class KilledError(Exception):
    """Every worker that took a run died."""

    lost = phrase("lost.worker")


def perform_afar(header: bytes, version: str, limit_s: float) -> Afar:
    """Make one run, on whatever machine this is; raises OtherVersionError.

    A run that hangs ends its process, since a thread cannot be stopped: dask begins a new one.
    """
    if version != code_digest():
        raise OtherVersionError(version)
    watchdog = threading.Timer(limit_s, os._exit, (1,))
    watchdog.daemon = True
    watchdog.start()
    try:
        with tempfile.TemporaryDirectory() as name:
            plan = plan_from(msgspec.json.decode(header, type=Header), Path(name) / "texts")
            result = make(plan, Path(name) / "run")
            files = {path.name: path.read_bytes() for path in sorted(Path(name, "run").iterdir())}
    finally:
        watchdog.cancel()
    return result, files


class Cluster(Executor):
    """A dask cluster; UnreachableError if it cannot be used."""

    def __init__(self, address: str, runs: Runs, limit_s: float = LIMIT_S) -> None:
        try:
            from distributed import Client  # noqa: PLC0415 - the extra
        except ImportError:
            raise UnreachableError(phrase("cluster.no_dask")) from None
        # What they say of a cluster that goes, we say better.
        for name in ("distributed", "distributed.client", "tornado.application"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._address = address
        self._limit_s = limit_s
        self._parts = {part.request._replace(folder="", keep=True): part for part in runs.parts}
        try:
            self._client = Client(address, timeout=ANSWER_S, set_as_default=False)
        except (OSError, ValueError):
            raise self._lost("cluster.none") from None
        try:
            self._client.wait_for_workers(1, timeout=WORKERS_S)
        except TimeoutError:
            self._client.close()
            raise self._lost("cluster.no_workers") from None
        self._pool = self._client.get_executor(pure=False)
        self.room = max(LEAST_ROOM, QUEUED * sum(self._client.ncores().values()))

    def submit(
        self, fn: Callable[Given, Got], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Got]:
        """Have a run made by a worker: `fn` is `perform`, its argument the request."""
        del fn, kwargs
        (request,) = cast("tuple[Request]", args)
        part = self._parts[request._replace(seed=0, folder="", keep=True)]
        header = msgspec.structs.replace(
            msgspec.json.decode(part.header, type=Header), seed=request.seed
        )
        told: Future[Any] = Future()
        told.set_running_or_notify_cancel()
        sent = self._pool.submit(
            perform_afar, msgspec.json.encode(header), code_digest(), self._limit_s
        )
        sent.add_done_callback(lambda done: self._arrived(done, told, request, part.frame))
        return told

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; what is under way there is given up."""
        self._pool.shutdown(wait=wait and not cancel_futures)
        self._client.close()

    def _arrived(
        self, done: Future[Afar], told: Future[Any], request: Request, frame: Frame
    ) -> None:
        """Save the files of a run, and hand on what it found or what went wrong."""
        try:
            result, files = done.result()
            result = result_of(line_of(0, result), frame)._replace(names=result.names)
            finish(request, result, files)
        except BaseException as error:
            told.set_exception(self._meant(error))
        else:
            told.set_result(result)

    def _meant(self, error: BaseException) -> BaseException:
        """Return what an error of the cluster means for us."""
        from distributed import KilledWorker  # noqa: PLC0415 - the extra

        if isinstance(error, KilledWorker):
            return KilledError()
        if isinstance(error, CancelledError):
            return self._lost("cluster.gone")
        if isinstance(error, OtherVersionError | ImportError):
            return self._lost("cluster.other")
        return error

    def _lost(self, key: str) -> UnreachableError:
        return UnreachableError(phrase(key, address=self._address))
