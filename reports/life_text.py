"""A document's life in words: a table in time across the apps, and where it stands in the end.

What does not live here: what belongs to the life (`life`), how a step is told (`story`), the same
as data (`life_summary`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from reports import words
from reports.life import Document, Life, Row, Statuses
from reports.story import Names, beliefs, clock, tell
from reports.text import printed
from reports.words import word
from reports.words.life import say
from sim.record import Entry, Header
from sim.rules import events as ev
from sim.rules import messages as ms
from sim.rules.messages import FLOWS
from sim.rules.step import Fault, Step

MARK = "*"
COLUMNS = ("nth", "time", "app", "who", "what", "outcome", "statuses")
RATIOS = {"who": 3, "what": 5, "outcome": 4}  # how the columns of sentences share the width


class Unnamed(Names):
    """Names under which a sentence leaves out who did it: that has a column of its own."""

    def person(self, who: str, role: str, lang: str) -> str:
        """Return nothing, whoever it is."""
        del who, role, lang
        return ""


class Telling(NamedTuple):
    """How a life is told: of which run, in which language, with which names."""

    run: str
    header: Header
    names: Names
    unnamed: Names
    lang: str


# --- one row ------------------------------------------------------------------------------------


def told(entry: Entry, telling: Telling) -> tuple[str, str]:
    """Return what happened, and how it ended with what it brought about."""
    step, lang = entry.step(), telling.lang
    what = tell(_bare(step), lang, telling.unnamed)
    outcome = tell(step, lang, telling.unnamed).removeprefix(what).lstrip(" —;")
    if not outcome:
        received = isinstance(step.said, ms.Envelope)
        outcome = say(lang, "life.arrived") if received else words.say(lang, "answer.accepted")
    return what, "" if isinstance(step.said, Fault) and not step.events else outcome


def _bare(step: Step) -> Step:
    """Return a step of which only what was said is left to tell; an edit says what it changed."""
    events: tuple[ev.AnyEvent, ...] = ()
    match step.events:
        case (ev.SlipEdited(slip=slip) as edited, *_):
            events = (replace(edited, slip=replace(slip, synced=False)),)
    return Step(step.app, step.said, ms.Accepted(), events)


def who(entry: Entry, telling: Telling) -> str:
    """Return who is behind an entry: a person, a flow, or what goes wrong."""
    lang = telling.lang
    match entry.said:
        case ms.Envelope(channel=channel):
            return word(lang, "short" if channel in FLOWS else "flow", channel)
        case Fault(by=by) if by:
            return telling.names.person(by, by.rpartition("-")[0], lang)
        case Fault(kind=kind, envelope=envelope):
            network = envelope is not None and kind not in ("crash", "swallow", "fail")
            return say(lang, "life.who.network" if network else "life.who.crash")
        case command:
            return telling.names.person(command.by, command.role, lang)


def columns(statuses: Statuses, lang: str) -> tuple[str, ...]:
    """Return what the five columns show, in words."""
    none = say(lang, "life.none")
    recording = word(lang, "recording", statuses.recording) if statuses.recording else none
    synced, slips = statuses.sync
    posted, papers = statuses.accounting
    return (
        recording,
        word(lang, "delivery", statuses.delivery) if statuses.delivery else none,
        word(lang, "execution", statuses.execution) if statuses.execution else none,
        f"{synced}/{slips}" if slips else none,
        say(lang, "life.booked", done=posted, all=papers) if papers else none,
    )


# --- the whole ----------------------------------------------------------------------------------


def life_text(console: Console, life: Life, others: list[Document], telling: Telling) -> None:
    """Print a document's life; `others` are the documents of the same order."""
    lang = telling.lang
    printed(console, title(life, telling))
    printed(console, _run(telling))
    console.print(_table(life, telling))
    for key, lines in _sections(life, others, telling):
        if lines:
            printed(console, "\n".join([say(lang, key), *(f"  {line}" for line in lines)]) + "\n")


def title(life: Life, telling: Telling) -> str:
    """Return what the document is, and whose."""
    document, lang = life.document, telling.lang
    kind = say(lang, f"kind.{document.kind}")
    match document:
        case Document("order"):
            order = life.apps.sales.orders.get(document.number)
            if order is None:
                return say(lang, "life.order.gone", number=document.number)
            customer = telling.names.customer(order.customer)
            return say(lang, "life.order", number=document.number, customer=customer)
        case Document("revoke", attempt=attempt):
            key = "life.revoke" if attempt else "life.revokes"
            return say(lang, key, attempt=attempt, order=document.order)
    key = "life.of_order" if document.order else "life.no_order"
    text = say(lang, key, kind=kind, number=document.number, order=document.order)
    return text[:1].upper() + text[1:]


def _run(telling: Telling) -> str:
    header = telling.header
    return say(
        telling.lang,
        "life.run",
        run=telling.run,
        source=header.source,
        seed=header.seed,
        rules=header.rules,
    )


def _table(life: Life, telling: Telling) -> Table:
    lang = telling.lang
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in COLUMNS:
        wide = RATIOS.get(column)
        title = say(lang, f"life.column.{column}")
        table.add_column(title, no_wrap=wide is None, overflow="fold", ratio=wide)
    for row in life.rows:
        table.add_row(*_cells(row, telling))
    return table


def _cells(row: Row, telling: Telling) -> tuple[str, ...]:
    lang, entry = telling.lang, row.entry
    what, outcome = told(entry, telling)
    return (
        f"{row.nth}←{row.cause}" if row.cause else str(row.nth),
        clock(entry.at, lang),
        word(lang, "app", entry.app),
        who(entry, telling),
        what,
        outcome,
        _changed(row, lang),
    )


def _changed(row: Row, lang: str) -> str:
    """Return the columns after a step that changed one of them, with a mark at what changed."""
    if row.statuses == row.before:
        return ""
    pairs = zip(columns(row.before, lang), columns(row.statuses, lang), strict=True)
    marked = [after if before == after else f"{MARK}{after}" for before, after in pairs]
    lines = [" · ".join(marked[:2]), " · ".join(marked[2:])]
    revoke = row.statuses.revoke
    if revoke or row.before.revoke:
        mark = MARK if revoke != row.before.revoke else ""
        lines.append(mark + say(lang, f"life.revoke.{revoke or 'over'}"))
    return "\n".join(lines)


def _sections(
    life: Life, others: list[Document], telling: Telling
) -> Iterator[tuple[str, list[str]]]:
    document, lang = life.document, telling.lang
    if document.kind == "order":
        yield "life.documents", belonging(others, lang)
    yield "life.under_way", under_way(life, lang)
    yield "life.end", standing(life, lang)
    if document.kind != "order" and document.order:
        yield "life.whole", [f"python run_sim.py show {telling.run} {document.order}"]


def belonging(others: list[Document], lang: str) -> list[str]:
    """Return the documents of an order, a line a kind."""
    by_kind: dict[str, list[str]] = {}
    for one in others:
        by_kind.setdefault(one.kind, []).append(one.number)
    return [f"{say(lang, f'kind.{kind}')}: {', '.join(by_kind[kind])}" for kind in by_kind]


def under_way(life: Life, lang: str) -> list[str]:
    """Return the messages that have not arrived, a line each."""
    return [
        say(
            lang,
            "life.message",
            source=word(lang, "app", one.source),
            target=word(lang, "app", one.target),
            what=_message(one.message, lang),
        )
        for one in life.under_way
    ]


def _message(message: ms.AnyMessage, lang: str) -> str:
    key = f"message.{type(message).__name__}"
    shade = words.shade(message)
    fields = message.__struct_fields__
    shown = {name: words.shown(name, getattr(message, name), lang) for name in fields}
    return words.say(lang, f"{key}.{shade}" if shade else key, **shown)


def standing(life: Life, lang: str) -> list[str]:
    """Return what each app believes in the end; of a slip or a voucher, of that one alone."""
    document = life.document
    lines = beliefs(life.apps, document.order, lang)
    if document.kind in ("order", "revoke"):
        return lines
    mine = [line for line in lines if any(_names(line, n) for n in _numbers(life))]
    kind = say(lang, f"kind.{document.kind}")
    return mine or [say(lang, "life.gone", kind=kind, number=document.number)]


def _numbers(life: Life) -> set[str]:
    """Return the numbers under which a document is shown: its own, and one that it was given."""
    stored = life.apps.warehouse.dossiers.get(life.document.order)
    slips = stored.slips if stored is not None else ()
    given = {slip.number for slip in slips if slip.slip == life.document.number}
    return {life.document.number, *given}


def _names(line: str, number: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(number)}(?![\w-])", line) is not None
