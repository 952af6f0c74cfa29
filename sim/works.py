"""The works of a real order log, put on the agendas of those who did them; and what was played.

A sale is entered and requested by a salesperson, a cancellation revokes the order it names, a
stock correction is a clerk's slip or receipt, a ledger line an accountant's entry. What is played
is counted by lines of the log, so that nothing is lost in silence.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import NamedTuple

import simpy

from actors.trace import Cancellation, LedgerEntry, Sale, StockCorrection, Trace, Work
from sim.engine.desk import Desk, Task
from sim.rules.messages import Accepted, Answer, CreateOrder
from sim.rules.values import Line, Role
from sim.scenario import DAY_MS
from sim.staff import Staff

KINDS: dict[type, tuple[str, Role]] = {
    Sale: ("sale", "salesperson"),
    Cancellation: ("cancellation", "salesperson"),
    StockCorrection: ("stock", "clerk"),
    LedgerEntry: ("ledger", "accountant"),
}


class Played(NamedTuple):
    """How many lines of a kind the log has, and how many of them were played."""

    kind: str
    lines: int
    played: int


class Works:
    """Brings the works of a log to the desks at their times, and counts what came of them."""

    def __init__(self, staff: Staff, trace: Trace) -> None:
        self.staff = staff
        self.trace = trace
        last = max(work.at_ms for work in trace.works)
        self.closes_at = (last // DAY_MS + 1) * DAY_MS
        self.lines = {kind: 0 for kind, _ in KINDS.values()}
        self.played = dict(self.lines)
        self._sellers: dict[str, Desk] = {}
        self._by_order: dict[str, Desk] = {}
        for desks in staff.desks.values():
            for desk in desks:
                desk.closes_at = self.closes_at
        staff.office.env.process(self._come())

    def notes(self) -> tuple[Played, ...]:
        """Return the counts, kind by kind, and last what could not be read or mapped."""
        tally = self.trace.tally
        counted = tuple(Played(kind, self.lines[kind], self.played[kind]) for kind in self.lines)
        return (*counted, Played("unmapped", tally.unmapped, 0), Played("bad", tally.bad, 0))

    def _come(self) -> Generator[simpy.Event, object, None]:
        office = self.staff.office
        for work in self.trace.works:
            if work.at_ms > office.now:
                yield office.env.timeout(work.at_ms - office.now)
            kind, role = KINDS[type(work)]
            lines = len(work.lines) if isinstance(work, (Sale, Cancellation)) else 1
            if not (isinstance(work, Sale) and work.opening):  # made up: no line of the log
                self.lines[kind] += lines
            desk = self._desk(work, role)
            if desk is not None:
                desk.at(office.now, self._task(work, kind, lines))

    def _desk(self, work: Work, role: Role) -> Desk | None:
        """Return whose work it is: a named salesperson keeps their desk, an order its seller."""
        if isinstance(work, Cancellation):
            return self._by_order.get(work.cancels)
        desk = self.staff.somebody(role)
        if isinstance(work, Sale) and desk is not None:
            if work.salesperson:
                desk = self._sellers.setdefault(work.salesperson, desk)
            self._by_order[work.document] = desk
        return desk

    def _task(self, work: Work, kind: str, lines: int) -> Task:
        def done(answer: Answer | None) -> None:
            made_up = isinstance(work, Sale) and work.opening
            if answer == Accepted() and not made_up:
                self.played[kind] += lines

        match work:
            case Sale():
                return Task("sell", work.document, (_order(work), done))
            case Cancellation():
                return Task("take_back", work.cancels, done)
            case StockCorrection():
                return Task("stock", "", (work.item, work.quantity, done))
            case LedgerEntry():
                return Task("ledger", "", done)


def _order(sale: Sale) -> CreateOrder:
    lines = tuple(
        Line(no, line.item, line.quantity, line.price) for no, line in enumerate(sale.lines, 1)
    )
    return CreateOrder(
        by="", role="salesperson", order=sale.document, customer=sale.customer, lines=lines
    )
