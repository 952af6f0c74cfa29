"""A document's life as one JSON object, for other tools."""

from __future__ import annotations

from typing import Any

from reports.life import Document, Life, Row, Statuses
from reports.life_text import Telling, standing, title, told, under_way, who
from reports.story import clock
from sim.rules import messages as ms
from sim.rules.step import Fault

SCHEMA_VERSION = 1


def life_summary(life: Life, others: list[Document], telling: Telling) -> dict[str, Any]:
    """Return a document's life as one JSON object."""
    document, lang = life.document, telling.lang
    return {
        "schema_version": SCHEMA_VERSION,
        "command": "show",
        "run": telling.run,
        "document": document.number,
        "kind": document.kind,
        "order": document.order,
        "title": title(life, telling),
        "documents": [{"kind": one.kind, "number": one.number} for one in others],
        "rows": [_row(row, telling) for row in life.rows],
        "under_way": under_way(life, lang),
        "end": standing(life, lang),
    }


def _row(row: Row, telling: Telling) -> dict[str, Any]:
    entry, lang, statuses = row.entry, telling.lang, row.statuses
    what, outcome = told(entry, telling)
    said = entry.said
    is_command = isinstance(said, ms.Command)
    return {
        "row": row.nth,
        "entry": entry.n,
        "at": entry.at,
        "time": clock(entry.at, lang),
        "app": entry.app,
        "kind": "fault" if isinstance(said, Fault) else "command" if is_command else "message",
        "who": said.by if isinstance(said, ms.Command) else "",
        "who_is": who(entry, telling),
        "what": what,
        "answer": type(entry.answer).__name__.lower(),
        "reason": getattr(entry.answer, "reason", ""),
        "outcome": outcome,
        "cause": row.cause,
        "changed": row.statuses != row.before,
        "statuses": _statuses(statuses),
    }


def _statuses(statuses: Statuses) -> dict[str, Any]:
    synced, slips = statuses.sync
    posted, papers = statuses.accounting
    return {
        "recording": statuses.recording,
        "revoke": statuses.revoke,
        "delivery": statuses.delivery,
        "execution": statuses.execution,
        "sync": {"slips": slips, "synced": synced},
        "accounting": {"documents": papers, "posted": posted},
    }
