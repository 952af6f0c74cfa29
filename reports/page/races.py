"""The guard windows of the revoke: what fell into which moment, and what was answered there.

What does not live here: which windows there are and what may be answered (`sim.checks.windows`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from reports.words.page import Both, each, same
from reports.words.windows import say
from sim.checks.windows import GOALS, IMPOSSIBLE, MOMENTS, TABLE, When, Window, merged

State = Literal["reached", "wrong", "open", "impossible", "none"]


class Cell(NamedTuple):
    """One kind at one moment: what was answered how often; "none": the kind has no act there."""

    state: State
    lines: tuple[Both, ...]


class Races(NamedTuple):
    """The whole matrix, a row a kind, a column a moment."""

    title: Both
    legend: Both
    moments: tuple[Both, ...]
    rows: tuple[tuple[Both, tuple[Cell, ...]], ...]


def races_of(found: Iterable[Sequence[Window]]) -> Races | None:
    """Return the windows of all runs together; None where no revoke was tried."""
    windows = merged(found)
    if not windows:
        return None
    by_cell = {(one.kind, one.moment): one for one in windows}
    wrong = sum(not one.sound for one in windows)
    reached = sum(one.name in GOALS for one in windows)
    key = "title.broken" if wrong else "title"
    return Races(
        title=each(lambda lang: say(lang, key, reached=reached, all=len(GOALS), broken=wrong)),
        legend=each(lambda lang: say(lang, "legend")),
        moments=tuple(_words(f"moment.{moment}") for moment in MOMENTS),
        rows=tuple(
            (
                _words(f"kind.{kind}"),
                tuple(_cell(kind, moment, by_cell.get((kind, moment))) for moment in MOMENTS),
            )
            for kind in TABLE
        ),
    )


def _cell(kind: str, moment: When, window: Window | None) -> Cell:
    if window is not None:
        return Cell("reached" if window.sound else "wrong", tuple(_lines(window)))
    if moment not in TABLE[kind]:
        return Cell("none", ())
    if (kind, moment) in IMPOSSIBLE:
        return Cell("impossible", (same("-"),))
    return Cell("open", (same("."),))


def _lines(window: Window) -> Iterable[Both]:
    for one in window.answers:
        mark = "" if one.allowed else " !"
        words = _words(f"answer.{one.answer}")
        yield Both(f"{words.vi} {one.times}{mark}", f"{words.en} {one.times}{mark}")
    for promise, times in window.broken:
        yield same(f"✗ {promise} {times}")


def _words(key: str) -> Both:
    return each(lambda lang: say(lang, key))
