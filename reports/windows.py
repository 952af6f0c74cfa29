"""The guard-window matrix of the revoke, as text and as JSON: what fell into which moment.

What lives here: rows, columns, cells. What does not live here: which cells there are and what may
be answered in them (`sim.checks.windows`), the words (`words.windows`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from reports.words.windows import say
from sim.checks.windows import (
    CELLS,
    GOALS,
    IMPOSSIBLE,
    MOMENTS,
    OPENED_BY,
    TABLE,
    When,
    Window,
    merged,
)

NO_CELL, CANNOT_BE, NOT_REACHED = "", "-", "."


def windows_text(console: Console, found: Iterable[Iterable[Window]], *, lang: str) -> None:
    """Print the matrix of all runs or walks of a call; nothing where no revoke was tried."""
    windows = merged(found)
    if not windows:
        return
    broken = [one for one in windows if not one.sound]
    key = "title.broken" if broken else "title"
    reached = sum(one.name in GOALS for one in windows)
    told = say(lang, key, reached=reached, all=len(GOALS), broken=len(broken))
    console.print(told, markup=False, soft_wrap=True)
    console.print(_table(windows, lang))
    console.print(say(lang, "legend"), markup=False, soft_wrap=True)
    for one in broken:
        if one.broken:
            promises = ", ".join(f"{name} {times}" for name, times in one.broken)
            line = say(
                lang, "broken", cell=cell_words(one.kind, one.moment, lang), promises=promises
            )
            console.print(line, markup=False, soft_wrap=True)
    console.print()


def cell_words(kind: str, moment: When, lang: str) -> str:
    """Return a cell in words."""
    row, column = say(lang, f"kind.{kind}"), say(lang, f"moment.{moment}")
    return say(lang, "cell", kind=row, moment=column)


def _table(windows: Sequence[Window], lang: str) -> Table:
    """Return the matrix with the rows that were reached at all."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say(lang, "column.kind"), no_wrap=True)
    for moment in MOMENTS:
        table.add_column(say(lang, f"moment.{moment}"), overflow="fold")
    by_cell = {(one.kind, one.moment): one for one in windows}
    for kind in TABLE:
        row = [_cell(kind, moment, by_cell.get((kind, moment)), lang) for moment in MOMENTS]
        if any((kind, moment) in by_cell for moment in MOMENTS):
            broken = any(not one.sound for one in windows if one.kind == kind)
            table.add_row(say(lang, f"kind.{kind}"), *row, style="bold red" if broken else None)
    return table


def _cell(kind: str, moment: When, window: Window | None, lang: str) -> str:
    if window is not None:
        return "\n".join(
            f"{say(lang, f'answer.{one.answer}')} {one.times}{'' if one.allowed else '!'}"
            for one in window.answers
        )
    if moment not in TABLE[kind]:
        return NO_CELL
    return CANNOT_BE if (kind, moment) in IMPOSSIBLE else NOT_REACHED


def windows_summary(found: Iterable[Iterable[Window]], lang: str) -> list[dict[str, Any]]:
    """Return every cell as JSON, those that were not reached too: they are what to look for."""
    reached = {one.name: one for one in merged(found)}
    return [
        _told(reached.get(name, Window(kind, moment)), lang)
        for name, (kind, moment) in CELLS.items()
    ]


def _told(window: Window, lang: str) -> dict[str, Any]:
    cell = (window.kind, window.moment)
    switch = OPENED_BY.get(cell)
    return {
        "name": window.name,
        "kind": window.kind,
        "moment": window.moment,
        "title": cell_words(*cell, lang),
        "possible": cell not in IMPOSSIBLE,
        "why": say(lang, f"why.{IMPOSSIBLE[cell]}") if cell in IMPOSSIBLE else "",
        "opened_by": dict([switch]) if switch else {},
        "reached": window.times,
        "answers": {one.answer: one.times for one in window.answers},
        "wrong": [one.answer for one in window.answers if not one.allowed],
        "broken": dict(window.broken),
    }
