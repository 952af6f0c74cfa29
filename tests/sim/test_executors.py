"""Processes of their own: a run that hangs, kills its process or ends it costs that run only."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from sim import campaign
from sim.campaign import Lost, Request, perform_all
from sim.executors import Here, Processes

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals there")


def behaves(request: Request) -> Any:
    """Stands for a run; the name of its scenario says what becomes of it."""
    match request.path:
        case "hangs":
            time.sleep(60)
        case "kills":
            os.kill(os.getpid(), signal.SIGKILL)
        case "ends":
            os._exit(3)
        case "raises":
            raise ZeroDivisionError("ours")
    return request.seed


def outcomes(
    monkeypatch: pytest.MonkeyPatch, executor: Any, paths: Iterable[str]
) -> dict[int, Any]:
    monkeypatch.setattr(campaign, "perform", behaves)
    found: dict[int, Any] = {}

    def tell(at: int, result: Any) -> bool:
        assert at not in found, "counted twice"
        found[at] = result
        return False

    requests = [(n, Request(path, n, "")) for n, path in enumerate(paths)]
    perform_all(requests, executor=executor, tell=tell)
    return found


BAD = {
    3: ("hangs", "did not come to an end within 1 s"),
    5: ("kills", "was killed (SIGKILL)"),
    6: ("ends", "ended by itself (exit code 3)"),
}


@pytest.mark.slow
@pytest.mark.timeout(400)
@UNIX
def test_a_bad_run_costs_itself_alone_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """One hangs, one kills its process, one ends it; all others are made; no process is left."""
    paths = [BAD[at][0] if at in BAD else "fine" for at in range(12)]
    found = outcomes(monkeypatch, Processes(2, limit_s=1), paths)

    assert sorted(found) == list(range(12))
    for at, one in found.items():
        if at in BAD:
            assert isinstance(one, Lost)
            assert BAD[at][1] in str(one.why)
        else:
            assert one == at
    assert multiprocessing.active_children() == []


@pytest.mark.slow
@pytest.mark.timeout(400)
@UNIX
def test_a_process_that_dies_without_a_run_loses_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was handed out is handed out anew."""
    executor = Processes(2)
    began: list[int] = []

    def idle_death(at: int, result: Any) -> bool:
        del result
        if at == 0:
            for child in multiprocessing.active_children():
                began.append(child.pid or 0)
                os.kill(child.pid or 0, signal.SIGKILL)
        return False

    monkeypatch.setattr(campaign, "perform", behaves)
    told: dict[int, Any] = {}

    def tell(at: int, result: Any) -> bool:
        told[at] = result
        return idle_death(at, result)

    perform_all([(n, Request("fine", n, "")) for n in range(8)], executor=executor, tell=tell)

    assert began
    assert sorted(told) == list(range(8))


@pytest.mark.parametrize("make", [Here, lambda: Processes(1)])
def test_a_mistake_of_ours_is_no_lost_run(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[], Any]
) -> None:
    with pytest.raises(ZeroDivisionError, match="ours"):
        outcomes(monkeypatch, make(), ["fine", "raises", "fine"])
