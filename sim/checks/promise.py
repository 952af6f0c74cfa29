"""What a promise is: a name, the clauses it comes from, words, and the function that judges.

A promise is told of each moment that concerns it (`on`: types of events, commands, messages,
answers; `on_sent`: types of messages that were sent) and answers with a ruling, or None where the
moment does not concern it after all. `settle` judges the whole once nothing is under way.

What does not live here: any rule. A promise judges with tables of its own (`tables`) and with what
it remembers (`ledger`), never with the functions of the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

from sim.checks.ledger import Ledger
from sim.rules.assumptions import Assumptions
from sim.rules.state import Apps
from sim.rules.step import Step

Kind = Literal["always", "eventually", "sometimes", "gap"]


class Words(NamedTuple):
    """A sentence for people, in Vietnamese and in English."""

    vi: str
    en: str


class Moment(NamedTuple):
    """One step as the promises see it: before, what happened, after; likewise the memory."""

    before: Apps
    step: Step
    after: Apps
    ledger: Ledger
    ledger_after: Ledger
    assumptions: Assumptions


class Ruling(NamedTuple):
    """Held or broken, for which order, because of which documents."""

    held: bool
    order: str = ""
    documents: tuple[str, ...] = ()


HELD = Ruling(held=True)


class Promise(NamedTuple):
    """One promise; `kind` tells how it is judged.

    always: `watch` at each moment; eventually: `settle` once settled; sometimes: held once
    `watch` says so, nothing can break it; gap: broken means "found", and is told apart.
    """

    name: str
    kind: Kind
    clauses: tuple[str, ...]
    title: Words
    on: tuple[type, ...] = ()
    on_sent: tuple[type, ...] = ()
    watch: Callable[[Moment, Any], Ruling | None] | None = None
    settle: Callable[[Ledger, Apps], Iterator[Ruling]] | None = None
    assumptions: tuple[str, ...] = ()
    origin: str = ""  # of a tester's own promise: FILE.py:NAME


def broken(order: str, *documents: str) -> Ruling:
    """Return the ruling that the promise is broken for this order."""
    return Ruling(held=False, order=order, documents=documents)


def ruled(held: bool, order: str, *documents: str) -> Ruling:
    """Return held or broken."""
    return HELD if held else broken(order, *documents)
