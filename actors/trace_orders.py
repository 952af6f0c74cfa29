"""Rows as documents, and for each cancellation the order it revokes.

The rules, and why they are needed, stand in `trace` (rules 1 to 4); this is how they are applied.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import msgspec

from actors.trace_rows import DAY_MS, Row
from sim.phrase import Said, phrase

__all__ = ["Document", "Documents", "revoked_orders"]


class Document(msgspec.Struct, kw_only=True):
    """The rows of one document number and kind; it grows while the log is read.

    `at` is the earliest time of the rows, `place` the line of the first one; `customer` and
    `salesperson` are "" until a row names one.
    """

    number: str
    at: int
    place: int
    customer: str = ""
    salesperson: str = ""
    rows: list[Row] = msgspec.field(default_factory=list)

    def quantities(self) -> Counter[str]:
        """How many of each item, over all rows, without sign."""
        total: Counter[str] = Counter()
        for row in self.rows:
            total[row.item] += abs(row.quantity)
        return total

    def add(self, row: Row) -> bool:
        """Takes the row in; False, and nothing changes, when it names a second customer."""
        if row.customer and self.customer and row.customer != self.customer:
            return False
        self.at = min(self.at, row.at)
        self.customer = self.customer or row.customer
        self.salesperson = self.salesperson or row.salesperson
        self.rows.append(row)
        return True


class Documents:
    """Everything found in a log: documents of some rows, and rows that are work by themselves."""

    def __init__(self) -> None:
        self.sales: dict[str, Document] = {}
        self.cancellations: dict[str, Document] = {}
        self.corrections: list[Row] = []
        self.entries: list[Row] = []

    def add(self, row: Row) -> Said:
        """Puts a classified row where it belongs; returns what speaks against it ("" = nothing)."""
        if row.kind == "stock":
            self.corrections.append(row)
        elif row.kind == "ledger":
            self.entries.append(row)
        else:
            shelf = self.sales if row.kind == "sale" else self.cancellations
            blank = Document(number=row.document, at=row.at, place=row.line)
            document = shelf.setdefault(row.document, blank)
            if not document.add(row):
                return phrase(
                    "log.other_customer", document=row.document, customer=document.customer
                )
        return ""

    def first_day(self) -> int:
        """0:00 of the day of the earliest row."""
        documents = [*self.sales.values(), *self.cancellations.values()]
        times = [*(d.at for d in documents), *(r.at for r in self.corrections + self.entries)]
        return min(times, default=0) // DAY_MS * DAY_MS


def revoked_orders(found: Documents) -> dict[str, str]:
    """For each cancellation that one order of its day covers, the number of that order.

    Earlier cancellations choose first. A cancellation without an entry needs an opening order.
    """
    of_customer_day: defaultdict[tuple[str, int], list[Document]] = defaultdict(list)
    for order in sorted(found.sales.values(), key=_moment, reverse=True):
        of_customer_day[order.customer, order.at // DAY_MS].append(order)
    revoked: dict[str, str] = {}
    taken: set[str] = set()
    for cancellation in sorted(found.cancellations.values(), key=_moment):
        wanted = cancellation.quantities()
        for order in of_customer_day[cancellation.customer, cancellation.at // DAY_MS]:
            if _moment(order) >= _moment(cancellation) or order.number in taken:
                continue
            if wanted <= order.quantities():
                revoked[cancellation.number] = order.number
                taken.add(order.number)
                break
    return revoked


def _moment(document: Document) -> tuple[int, int]:
    """When a document came to be; rows of one minute are told apart by their place in the file."""
    return document.at, document.place
