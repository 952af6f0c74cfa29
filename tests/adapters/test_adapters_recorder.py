"""The recorder: invocation and completion in the order in which they were seen."""

from __future__ import annotations

import threading

from adapters.crowd import CUSTOMER, opening

from sim.adapters.embedded import Embedded
from sim.adapters.protocol import NotSupported, Unknown
from sim.adapters.recorder import Look, Recorder
from sim.rules.messages import Accepted, CreateOrder, Refused
from sim.rules.values import Line
from sim.rules.world import reference

ENTER = CreateOrder(
    by="lan", role="salesperson", order="DH-1", customer=CUSTOMER, lines=(Line(1, "A", 1),)
)


def recorder() -> Recorder:
    return Recorder(Embedded(reference(), opening()))


def test_what_is_written_down() -> None:
    """Who, what, which answer, from when to when; the numbers count the operations."""
    pen = recorder()
    pen.submit(ENTER)
    pen.submit(ENTER)
    first, second = pen.history()
    assert (first.n, first.by, first.said, first.answer) == (0, "lan", ENTER, Accepted())
    assert second.answer == Refused("number_taken", "DH-1")
    assert first.invoked < first.completed < second.invoked < second.completed


def test_overlapping_operations() -> None:
    """Of two people who wait at the same time both intervals are kept."""
    pen = recorder()
    a, b = pen.begin("lan", ENTER), pen.begin("hoa", ENTER)
    pen.end(b, Accepted())
    pen.end(a, Refused("number_taken"))
    first, second = pen.history()
    assert first.invoked < second.invoked < second.completed < first.completed


def test_an_answer_that_is_lost() -> None:
    """Without an answer a command's outcome is unknown; a look saw nothing and is left out."""
    pen = recorder()
    pen.end(pen.begin("lan", ENTER), Unknown("timed out"))
    pen.begin("lan", ENTER)
    pen.end(pen.begin("lan", Look("sales", "DH-1")), Unknown("timed out"))
    assert [(one.said, one.completed) for one in pen.history()] == [(ENTER, None), (ENTER, None)]


def test_what_is_not_supported_was_not_asked() -> None:
    """It says nothing about the system, so it is no part of the history."""
    pen = recorder()
    pen.end(pen.begin("lan", ENTER), NotSupported())
    assert pen.history() == ()


def test_the_look_at_the_end() -> None:
    """After settling each order is looked at in each app, and the history says that it settled."""
    pen = recorder()
    pen.submit(ENTER)
    assert pen.settle("lan", ["DH-1"])
    looks = [one.said for one in pen.history()[1:]]
    assert looks == [Look(app, "DH-1", True) for app in ("sales", "warehouse", "accounting")]


def test_a_system_that_does_not_settle_is_not_looked_at() -> None:
    """Nothing can be said about a rest that never came."""
    pen = recorder()
    pen.adapter.settle = lambda: False  # type: ignore[method-assign]
    assert not pen.settle("lan", ["DH-1"])
    assert pen.history() == ()


def test_many_threads() -> None:
    """Threads lose nothing: each operation is there once, with an interval of its own."""
    pen = recorder()
    threads = [
        threading.Thread(target=lambda: [pen.submit(ENTER) for _ in range(50)]) for _ in "abcd"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    history = pen.history()
    times = [time for one in history for time in (one.invoked, one.completed)]
    assert len(history) == 200
    assert sorted(times) == list(range(400))
    assert sum(one.answer == Accepted() for one in history) == 1
