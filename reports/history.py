"""An unexplained history as text: who did what at the same time, a lane a person, and in words.

What lives here: the diagram and the lines below it. What does not live here: the judgement
(`sim.checks.history`), the words (`words.history`), how a command is told (`story`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reports.story import Names, tell
from reports.words import word
from reports.words.history import say
from sim.adapters.recorder import Look
from sim.adapters.seen import SeenInAccounting, SeenInSales, SeenInWarehouse
from sim.checks.history.operation import Operation
from sim.checks.history.unexplained import Unexplained
from sim.rules.messages import Accepted
from sim.rules.step import Step

STEP = 6  # columns from one moment to the next


def history_text(found: Unexplained, lang: str) -> list[str]:
    """Return what cannot be explained: a title, a lane a person, and each operation in words.

    Moments are drawn at equal distances, in their order; what lies between two marks happened at
    some moment between invocation and completion.
    """
    shown = _once(found.operations)
    stuck = [one.n for one in shown].index(found.stuck.n) + 1
    key = "title" if found.part else "title.whole"
    title = say(lang, key, part=found.part, shown=len(shown), all=found.of)
    told = [f"{number}. {_told(one, lang)}" for number, one in enumerate(shown, 1)]
    return [title, "", *_lanes(shown), "", *told, "", say(lang, "stuck", number=stuck)]


def _once(operations: Sequence[Operation]) -> list[Operation]:
    """Return operations in order, the two halves of one as one."""
    by_number = {one.n: one for one in operations}
    return sorted(by_number.values(), key=lambda one: one.invoked)


# --- the diagram --------------------------------------------------------------------------------


def _lanes(shown: Sequence[Operation]) -> Iterator[str]:
    """Yield a line a person; what one person did at the same time stands on further lines."""
    ends = [one.completed for one in shown if one.completed is not None]
    moments = sorted({*(one.invoked for one in shown), *ends})
    column = {moment: STEP * at for at, moment in enumerate(moments)}
    last = STEP * len(moments)
    wide = max(len(one.by) for one in shown)
    for by in dict.fromkeys(one.by for one in shown):
        rows: list[str] = []
        for number, one in enumerate(shown, 1):
            if one.by == by:
                end = last if one.completed is None else column[one.completed]
                _draw(rows, column[one.invoked], end, str(number), known=end < last)
        yield from (f"  {by:{wide}}  {row}".rstrip() for row in rows)


def _draw(rows: list[str], start: int, end: int, label: str, *, known: bool) -> None:
    """Draw an interval into the first row that is free there."""
    bar = f"[{label.center(max(end - start - 1, len(label)), '-')}{']' if known else '>'}"
    for at, row in enumerate(rows):
        if len(row) < start:
            rows[at] = row.ljust(start) + bar
            return
    rows.append(" " * start + bar)


# --- in words -----------------------------------------------------------------------------------


def _told(one: Operation, lang: str) -> str:
    said = one.said
    if isinstance(said, Look):
        about = {"app": word(lang, "app", said.app), "order": said.order}
        key = "look.settled" if said.settled else "look"
        return say(lang, key, **about, who=one.by, seen=_seen(one.answer, lang))
    command = getattr(said, "command", said)
    answered = one.completed is not None
    answer = one.answer if answered else Accepted()
    line = tell(Step(command.app, command, answer), lang, Names())
    if isinstance(answer, Accepted):
        line += f" — {say(lang, 'accepted' if answered else 'unknown')}"
    return line


def _seen(seen: Any, lang: str) -> str:
    """Return what a look has seen, in a few words."""
    match seen:
        case SeenInSales(recording=recording):
            return word(lang, "recording", recording)
        case SeenInWarehouse(order=order, slips=slips):
            key = "seen.warehouse" if order else "seen.warehouse.no_order"
            return say(lang, key, slips=_list([one.slip for one in slips], lang))
        case SeenInAccounting(papers=papers):
            return say(lang, "seen.accounting", papers=_list([one.paper for one in papers], lang))
    return say(lang, "seen.nothing")


def _list(numbers: Sequence[str], lang: str) -> str:
    return ", ".join(numbers) or say(lang, "none")
