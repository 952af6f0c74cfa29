"""A real order log as the work of our people: sales, cancellations, corrections, ledger entries.

`read_trace` gives a `Trace`: works in the order of their time, the stock to begin with, and a
count of every line, so that nothing is lost silently. It only reads; who does the work, and with
which rules, is decided elsewhere. Columns and kinds come from a mapping (`trace_map`).

Where a log does not say what a simulation must know, these rules fill the gap. They are
assumptions of ours, not facts of the log:

1. Sale lines with one document number are one `Sale`, at the earliest of their times. A document
   has one customer: a line that names a second one is bad.
2. Lines without a customer belong to `WALK_IN`, taken as one customer.
3. Cancellation lines with one document number are one `Cancellation`. It revokes a whole order:
   the latest order of that customer which is earlier on that day (by time, then by place in the
   file), was not revoked before, and covers the cancellation: of every item it has at least the
   cancelled quantity.
4. A cancellation that no single such order covers, be it of goods from an older order or from
   several, revokes an *opening order* of exactly the cancelled lines. The reader adds it at 0:00
   of that day, numbered `MO-` and the number of the cancellation. Its `opening` is true.
5. A log has no stock level, so each item begins with the largest running deficit of the log's own
   movements: sales go out, corrections go out or in, cancelled goods never come back, and what
   goes out in a minute goes before what comes in. The goods of opening orders are added. A stock
   file replaces the deficit for the items it names, unless its `cover_deficit` asks for the larger
   of the two. Items are the codes as written: `85123A` and `85123a` are two.
6. Prices are the log's prices times `price_factor`, in whole đồng, rounded half up (away from
   zero); a ledger amount is rounded once, after multiplying by the quantity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path

import msgspec

from actors.trace_map import TraceMap, load_map
from actors.trace_orders import Document, Documents, revoked_orders
from actors.trace_rows import DAY_MS, Row, RowReader, read_stock
from actors.trace_table import Problem, TraceError
from sim.phrase import phrase

__all__ = [
    "WALK_IN",
    "Cancellation",
    "LedgerEntry",
    "Problem",
    "Sale",
    "StockCorrection",
    "Tally",
    "Trace",
    "TraceError",
    "TraceLine",
    "TraceMap",
    "Work",
    "load_map",
    "read_trace",
]

WALK_IN = "KHACH-LE"
OPENING_PREFIX = "MO-"

# Wide enough that no product of a price, a quantity and a factor is rounded on the way.
_EXACT = Context(prec=100, rounding=ROUND_HALF_UP)


class TraceLine(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One line of goods: quantity at least 1, price of one in whole đồng."""

    item: str
    quantity: int
    price: int


class Sale(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """An order taken by a salesperson ("" = not named); `opening` when rule 4 made it up.

    `at_ms` here and below: whole milliseconds since 0:00 of the first day of the log.
    """

    at_ms: int
    document: str
    customer: str
    salesperson: str
    lines: tuple[TraceLine, ...]
    opening: bool = False


class Cancellation(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The wish of a customer to revoke the order `cancels`; quantities in `lines` are positive."""

    at_ms: int
    document: str
    customer: str
    cancels: str
    lines: tuple[TraceLine, ...]


class StockCorrection(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A clerk's correction: below 0 goods leave on an "other" slip, above 0 they come in.

    No order belongs to it. `reason` is the log's description, often empty.
    """

    at_ms: int
    document: str
    item: str
    quantity: int
    reason: str


class LedgerEntry(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """An accountant's entry that moves no goods: postage, discount, fee; signed, in whole đồng."""

    at_ms: int
    document: str
    item: str
    amount: int
    description: str


Work = Sale | Cancellation | StockCorrection | LedgerEntry


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """Lines of the log by what became of them; `read` is the sum of the other six."""

    read: int
    sale: int
    cancellation: int
    stock: int
    ledger: int
    unmapped: int
    bad: int


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a run takes from a log; `works` by time, then by place in the file.

    `opening_stock` has every item that moves or stands in the stock file, sorted by code.
    `problems` names each bad or unmapped line, and bad lines of the files beside the log.
    """

    source: str
    works: tuple[Work, ...]
    opening_stock: tuple[tuple[str, int], ...]
    tally: Tally
    problems: tuple[Problem, ...]


def read_trace(csv_path: Path, trace_map: TraceMap, *, strict: bool = False) -> Trace:
    """The work in the log at `csv_path`.

    Bad and unmapped lines are left out and listed in `problems`. Raises TraceError with all
    problems when a file or a column is missing, when no line is left, or when `strict` and
    anything is bad or unmapped.
    """
    problems: list[Problem] = []
    counts: Counter[str] = Counter()
    found = Documents()
    reader = RowReader(csv_path, trace_map, problems)
    for row in reader:
        against = found.add(row) if row and row.kind else ""
        if row and against:
            reader.note(row.line, against, role="customer", value=row.customer)
        fate = "bad" if row is None or against else row.kind or "unmapped"
        counts.update(("read", fate))
    levels = read_stock(csv_path, trace_map, problems)
    works = _works(found, trace_map.price_factor)
    if not works:
        problems.append(Problem(file=str(csv_path), line=0, reason=phrase("log.no_work")))
    if not works or (strict and problems):
        raise TraceError(problems)
    cover = trace_map.stock is not None and trace_map.stock.cover_deficit
    return Trace(
        source=csv_path.name,
        works=works,
        opening_stock=_opening_stock(works, levels, cover_deficit=cover),
        tally=Tally(**{name: counts[name] for name in Tally.__struct_fields__}),
        problems=tuple(problems),
    )


def _works(found: Documents, factor: int) -> tuple[Work, ...]:
    """Everything found, as works in the order of their time; opening orders lead their day."""
    start = found.first_day()
    timed: list[tuple[tuple[int, int, int], Work]] = []
    for order in found.sales.values():
        at = order.at - start
        timed.append(((at, 1, order.place), _sale(order, order.number, at, factor)))
    revoked = revoked_orders(found)
    taken = set(found.sales)
    for document in found.cancellations.values():
        at = document.at - start
        number = revoked.get(document.number)
        if number is None:
            number = _opening_number(document.number, taken)
            morning = at // DAY_MS * DAY_MS
            opening = _sale(document, number, morning, factor, opening=True)
            timed.append(((morning, 0, document.place), opening))
        timed.append(((at, 1, document.place), _cancellation(document, number, at, factor)))
    for row in found.corrections:
        timed.append(((row.at - start, 1, row.line), _correction(row, row.at - start)))
    for row in found.entries:
        timed.append(((row.at - start, 1, row.line), _entry(row, row.at - start, factor)))
    timed.sort(key=lambda pair: pair[0])
    return tuple(work for _, work in timed)


def _opening_number(cancellation: str, taken: set[str]) -> str:
    """A number for an opening order that no other order has; it joins `taken`."""
    number = OPENING_PREFIX + cancellation
    while number in taken:
        number = OPENING_PREFIX + number
    taken.add(number)
    return number


def _sale(
    document: Document, number: str, at_ms: int, factor: int, *, opening: bool = False
) -> Sale:
    return Sale(
        at_ms=at_ms,
        document=number,
        customer=document.customer or WALK_IN,
        salesperson=document.salesperson,
        lines=_lines(document, factor),
        opening=opening,
    )


def _cancellation(document: Document, cancels: str, at_ms: int, factor: int) -> Cancellation:
    return Cancellation(
        at_ms=at_ms,
        document=document.number,
        customer=document.customer or WALK_IN,
        cancels=cancels,
        lines=_lines(document, factor),
    )


def _correction(row: Row, at_ms: int) -> StockCorrection:
    return StockCorrection(
        at_ms=at_ms,
        document=row.document,
        item=row.item,
        quantity=row.quantity,
        reason=row.description,
    )


def _entry(row: Row, at_ms: int, factor: int) -> LedgerEntry:
    return LedgerEntry(
        at_ms=at_ms,
        document=row.document,
        item=row.item,
        amount=_dong(row.price, row.quantity * factor),
        description=row.description,
    )


def _lines(document: Document, factor: int) -> tuple[TraceLine, ...]:
    return tuple(
        TraceLine(item=row.item, quantity=abs(row.quantity), price=_dong(row.price, factor))
        for row in document.rows
    )


def _dong(price: Decimal, times: int) -> int:
    """`price` times a whole number, in whole đồng."""
    return int(_EXACT.multiply(price, times).to_integral_value(context=_EXACT))


def _opening_stock(
    works: Iterable[Work], levels: dict[str, int], *, cover_deficit: bool
) -> tuple[tuple[str, int], ...]:
    """What each item needs at the start, by rule 5."""
    moves: list[tuple[int, int, str]] = []
    owed: Counter[str] = Counter()
    for work in works:
        if isinstance(work, StockCorrection):
            moves.append((work.at_ms, work.quantity, work.item))
        elif isinstance(work, Sale):
            for line in work.lines:
                if work.opening:
                    owed[line.item] += line.quantity
                else:
                    moves.append((work.at_ms, -line.quantity, line.item))
    balance: Counter[str] = Counter()
    deficit: Counter[str] = Counter()
    # By time, and then by quantity: within a minute what goes out comes first.
    for _, quantity, item in sorted(moves):
        balance[item] += quantity
        deficit[item] = max(deficit[item], -balance[item])
    stock: dict[str, int] = {}
    for item in sorted({*deficit, *owed, *levels}):
        level = levels.get(item, deficit[item])
        stock[item] = owed[item] + (max(level, deficit[item]) if cover_deficit else level)
    return tuple(stock.items())
