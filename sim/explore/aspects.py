"""What walks look at in the office: whose a step is, what it is, where an order stands.

**Whose a step is.** A command is its person's: people are slow or quick as a whole. A message is an
actor of its own, a newcomer when it is sent, and not a part of its channel. In this network any
message may overtake any other, those of one channel too, and a priority for the channel would
never put two messages of one channel in an order; nor could one message be late while the later
ones pass. The price is a larger number of actors in the bound of `Pct`. Two equal copies of a
message are one actor, since nobody could tell which of them arrives. Faults have no person behind
them; each kind is an actor, as early or late in a story as its rank among the others, and the
sending again of what was lost is one more.

What does *not* live here: strategies and their bookkeeping (`strategies`, `coverage`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache

import msgspec

from sim.explore.bounded import State
from sim.explore.coverage import Mark
from sim.rules.messages import Envelope
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.rules.values import (
    EMPTY_ACCOUNTING_DOSSIER,
    EMPTY_WAREHOUSE_DOSSIER,
    AccountingDossier,
    WarehouseDossier,
    quantities,
)

NONE = "none"  # the app has nothing under that order number


@lru_cache(maxsize=10_000)
def _message(envelope: Envelope) -> str:
    return f"message {msgspec.json.encode(envelope).decode()}"


def actor_of(step: Step) -> str:
    """Return whose step it is."""
    said = step.said
    if isinstance(said, Fault):
        return f"fault {said.kind}"
    if isinstance(said, Envelope):
        return _message(said)
    return f"person {said.by}"


def event_of(step: Step) -> tuple[str, str] | None:
    """Return the order of a step and the kind of event; None for what concerns no single order.

    What was tried counts, whatever the answer: a slip refused during a revoke is that race, run.
    """
    said = step.said
    if isinstance(said, Fault) or not step.order:
        return None
    if isinstance(said, Envelope):
        return step.order, f"{said.source}→{said.target} {type(said.message).__name__}"
    return step.order, type(said).__name__


def marks_of(orders: tuple[str, ...]) -> Callable[[State], Iterator[Mark]]:
    """Return what tells where each of these orders stands: in Sales, Warehouse, Accounting."""

    def marks(state: State) -> Iterator[Mark]:
        for order in orders:
            yield standing(state.apps, order)

    return marks


def situation(state: State) -> Hashable:
    """Return what there is, whatever is left of the budgets: these differ from walk to walk."""
    return state.apps, state.under_way, state.lost, state.ledger


def standing(apps: Apps, order: str) -> Mark:
    """Return the status triple of an order: Sales, Warehouse, Accounting."""
    mine = apps.sales.orders.get(order)
    return (
        NONE if mine is None else f"{mine.recording}, {mine.delivery.status}",
        in_warehouse(apps.warehouse.dossiers.get(order, EMPTY_WAREHOUSE_DOSSIER)),
        in_accounting(apps.accounting.dossiers.get(order, EMPTY_ACCOUNTING_DOSSIER)),
    )


@lru_cache(maxsize=10_000)
def in_warehouse(dossier: WarehouseDossier) -> str:
    """Return the execution status, as a promise would count it; with "held" during a revoke."""
    document = dossier.document
    held = ", held" if dossier.guard.hold else ""
    if document is None:
        return f"{NONE}{held}"
    if document.cancelled:
        return f"cancelled{held}"
    issued = dict(quantities(document.lines, dossier.slips))
    if not any(issued.values()):
        return f"not_started{held}"
    whole = all(issued[line.no] >= line.quantity for line in document.lines)
    return f"{'completed' if whole else 'in_progress'}{held}"


@lru_cache(maxsize=10_000)
def in_accounting(dossier: AccountingDossier) -> str:
    """Return which kinds of documents there are, posted or not; with "held" during a revoke."""
    parts = [f"copy {dossier.copy.recording}"] if dossier.copy is not None else []
    parts += sorted({f"{one.kind}{' posted' if one.posted else ''}" for one in dossier.papers})
    if dossier.guard.hold:
        parts.append("held")
    return ", ".join(parts) or NONE
