"""One document's life: what was done to it, said about it and refused because of it, in one run.

A document is an order with all that belongs to it, one of its slips, issue commands or documents in
Accounting, or a revoke. The states are rebuilt from the events of the record; nothing is decided
again. What does not live here: reading the record, and the words (`life_text`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from sim.checks.tables import shown_by_warehouse
from sim.record import Entry, Header, evolve, opened
from sim.rules import events as ev
from sim.rules import messages as ms
from sim.rules.state import Apps
from sim.rules.step import Fault
from sim.rules.values import (
    EMPTY_ACCOUNTING_DOSSIER,
    EMPTY_WAREHOUSE_DOSSIER,
    NO_ORDER,
    SlipInfo,
)
from sim.rules.world import Rules

Kind = Literal["order", "slip", "issue_command", "voucher", "invoice", "receipt", "revoke"]
REVOKE = "revoke:"
LISTS = (ms.OrderNews, ev.OrderChanged, ev.DeliveryUpdated, SlipInfo)  # they name every slip


class Document(NamedTuple):
    """Something with a number; `order` is whose it is, `attempt` the revoke's (0: all of them)."""

    kind: Kind
    number: str
    order: str
    attempt: int = 0


class Statuses(NamedTuple):
    """What the five columns show; "" where there is nothing to show it of.

    `sync` and `accounting` count: of how many slips (documents) how many are synced (posted).
    """

    recording: str = ""
    revoke: str = ""
    delivery: str = ""
    execution: str = ""
    sync: tuple[int, int] = (0, 0)
    accounting: tuple[int, int] = (0, 0)


class Row(NamedTuple):
    """One step of the life: its entry, the row that sent its message (0: none), the statuses.

    `before` and `statuses` are what the columns showed just before the step, and after it.
    """

    nth: int
    entry: Entry
    cause: int
    before: Statuses
    statuses: Statuses


class Life(NamedTuple):
    """A document's life: its rows, where everything stands in the end, what is still under way."""

    document: Document
    rows: tuple[Row, ...]
    apps: Apps
    under_way: tuple[ms.Envelope, ...]


# --- which documents there are ------------------------------------------------------------------


def documents_of(header: Header, entries: Iterable[Entry]) -> dict[str, Document]:
    """Return every document of a run by its number; a slip also by a number it was given later."""
    found: dict[str, Document] = {}
    tried: dict[str, Document] = {}
    also: dict[str, Document] = {}
    for opening in header.opening:
        found.update((one.number, one) for one in _made(opening.event))
    for entry in entries:
        if number := entry.step().order:
            tried.setdefault(number, Document("order", number, number))
        if isinstance(entry.said, ms.Command):
            for one in _wanted(entry.said):
                tried.setdefault(one.number, one)
        for event in entry.events:
            for one in _made(event):
                found.setdefault(one.number, one)
            if isinstance(event, ev.SlipEdited):
                slip = Document("slip", event.slip.slip, event.order)
                also.setdefault(event.slip.number, slip)
    return {**also, **tried, **found}


def _made(event: ev.AnyEvent) -> Iterator[Document]:
    """Return the documents that an event shows to exist."""
    if event.order != NO_ORDER:
        yield Document("order", event.order, event.order)
    match event:
        case ev.SlipSaved(slip=slip):
            yield Document("slip", slip.slip, event.order)
        case ev.SlipReceived(slip=number):
            yield Document("slip", number, event.order)
        case ev.IssueCommandMade(issue_command=number):
            yield Document("issue_command", number, event.order)
        case ev.PaperMade(paper=number, kind=kind):
            yield Document("slip" if kind == "slip" else kind, number, event.order)
        case ev.RevokeStarted(attempt=attempt):
            yield Document("revoke", REVOKE + event.order, event.order)
            yield Document("revoke", f"{REVOKE}{event.order}/{attempt}", event.order, attempt)


def _wanted(command: ms.Command) -> Iterator[Document]:
    """Return the documents that a command wanted to make; it may have been refused."""
    match command:
        case ms.SaveSlip(slip=number):
            yield Document("slip", number, command.order)
        case ms.MakeIssueCommand(issue_command=number):
            yield Document("issue_command", number, command.order)
        case ms.MakePaper(paper=number, kind=kind):
            yield Document("slip" if kind == "slip" else kind, number, command.order)
        case ms.RevokeRequest():
            yield Document("revoke", REVOKE + command.order, command.order)


# --- the life -----------------------------------------------------------------------------------


def life_of(header: Header, rules: Rules, entries: Sequence[Entry], document: Document) -> Life:
    """Return a document's life."""
    apps, rows = opened(rules, header.opening), list[Row]()
    runs: dict[str, str] = {}  # of the run log: name -> order
    sent_in: dict[int, int] = {}  # number of a message -> row that sent it
    for entry in entries:
        before = apps
        for event in entry.events:
            apps = evolve(rules, apps, entry.app, event)
            if isinstance(event, ev.RunFailed):
                runs[event.run] = event.order
        if not _concerns(document, entry, before, apps, runs):
            continue
        then, now = statuses_of(before, document), statuses_of(apps, document)
        cause = sent_in.get(entry.mail, 0) if entry.mail else 0
        rows.append(Row(len(rows) + 1, entry, cause, then, now))
        sent_in.update(dict.fromkeys(entry.mails, len(rows)))
    return Life(document, tuple(rows), apps, tuple(_under_way(entries, document)))


def _concerns(
    document: Document, entry: Entry, before: Apps, after: Apps, runs: dict[str, str]
) -> bool:
    """Tell whether an entry belongs to a document's life."""
    said, mine = entry.said, entry.step().order == document.order
    if isinstance(said, ms.Rerun):
        mine = runs.get(said.run) == document.order
    if document.kind == "order":
        return mine or getattr(said, "parent", "") == document.order
    if not mine:
        return False
    if document.kind == "revoke":
        return _of_revoke(document, entry, before)
    named = mentions((said, entry.answer, entry.events), document.number)
    return named or _traces(before, document) != _traces(after, document)


def _of_revoke(document: Document, entry: Entry, before: Apps) -> bool:
    """Tell whether an entry belongs to a revoke: its talk, or what had to wait for its end."""
    said = entry.said
    envelope = said.envelope if isinstance(said, Fault) else said
    message = envelope.message if isinstance(envelope, ms.Envelope) else None
    attempts = {getattr(one, "attempt", 0) for one in (message, *entry.events)} - {0}
    order = before.sales.orders.get(document.order)
    if isinstance(entry.answer, ms.Busy | ms.Refused) and not attempts:
        under_way = order is not None and order.revoke is not None
        if isinstance(entry.answer, ms.Busy) and under_way:
            attempts = {order.revoke.attempt}  # type: ignore[union-attr]
        elif isinstance(said, ms.RevokeRequest):
            return document.attempt == 0
    return bool(attempts) if document.attempt == 0 else document.attempt in attempts


def mentions(value: Any, number: str) -> bool:
    """Tell whether a number stands somewhere in a value; lists of all slips of an order aside."""
    if isinstance(value, str):
        return value == number or value.endswith(f"/{number}")
    if isinstance(value, LISTS):
        return False
    if isinstance(value, tuple):
        return any(mentions(one, number) for one in value)
    if isinstance(value, Struct):
        return any(mentions(getattr(value, name), number) for name in value.__struct_fields__)
    return False


def _traces(apps: Apps, document: Document) -> tuple[object, ...]:
    """Return what each app holds of a document that belongs to an order."""
    number = document.number
    stored = apps.warehouse.dossiers.get(document.order, EMPTY_WAREHOUSE_DOSSIER)
    booked = apps.accounting.dossiers.get(document.order, EMPTY_ACCOUNTING_DOSSIER)
    order = apps.sales.orders.get(document.order)
    shown = order.delivery.issues if order is not None else ()
    commands = stored.document.issue_commands if stored.document is not None else ()
    return (
        [one for one in stored.slips if one.slip == number],
        [one for one in booked.papers if one.paper == number],
        [one for one in shown if one.slip == number],
        number in commands,
    )


def statuses_of(apps: Apps, document: Document) -> Statuses:
    """Return what the five columns show of a document's order; of a slip, its own sync alone."""
    order = apps.sales.orders.get(document.order)
    stored = apps.warehouse.dossiers.get(document.order, EMPTY_WAREHOUSE_DOSSIER)
    booked = apps.accounting.dossiers.get(document.order, EMPTY_ACCOUNTING_DOSSIER)
    slips, papers = stored.slips, booked.papers
    if document.kind == "slip":
        slips = tuple(one for one in slips if one.slip == document.number)
    if document.kind not in ("order", "revoke", "issue_command"):
        papers = tuple(one for one in papers if one.paper == document.number)
    shown = shown_by_warehouse(stored)
    return Statuses(
        recording=order.recording if order is not None else "",
        revoke=order.revoke.phase if order is not None and order.revoke is not None else "",
        delivery=order.delivery.status if order is not None else "",
        execution=shown.status if shown is not None else "",
        sync=(sum(one.synced for one in slips), len(slips)),
        accounting=(sum(one.posted for one in papers), len(papers)),
    )


def _under_way(entries: Sequence[Entry], document: Document) -> Iterator[ms.Envelope]:
    """Return the messages about a document that neither arrived nor were given up."""
    sent: dict[int, ms.Envelope] = {}
    for entry in entries:
        if document.order not in (entry.step().order, *(e.message.order for e in entry.sent)):
            continue
        sent.update(zip(entry.mails, entry.sent, strict=False))
        if isinstance(entry.said, ms.Envelope) and not isinstance(entry.answer, ms.Busy):
            sent.pop(entry.mail, None)
        if isinstance(entry.said, Fault) and entry.said.kind in ("fail", "swallow"):
            given_up = (n for n, one in sent.items() if one == entry.said.envelope)
            sent.pop(next(given_up, 0), None)
    for envelope in sent.values():
        message = envelope.message
        attempt = getattr(message, "attempt", 0)
        match document:
            case Document("order"):
                mine = True
            case Document("revoke", attempt=wanted):
                mine = attempt == wanted or (wanted == 0 and attempt > 0)
            case _:
                mine = mentions((message,), document.number)
        if mine and message.order == document.order:
            yield envelope
