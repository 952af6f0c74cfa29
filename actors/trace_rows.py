"""The records of an order log as typed rows, each of one kind, or with the reason why not.

`RowReader` opens the log and its joined file, turns cells into numbers and times, and asks the
mapping who would have made the row; `read_stock` reads the stock file. What the rows mean together
is decided in `trace`.

- Numbers are exact: whole quantities, decimal prices, no exponent, at most 15 digits before and
  after the decimal sign. `6.0` is a whole number; `6.5` is not.
- A code that a spreadsheet wrote as `17850.0` is read as `17850` (customer and salesperson: these
  may be missing, and a column with gaps is what makes spreadsheets write whole numbers so).
- Times are milliseconds on one endless line; only their differences have a meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from sys import intern

import msgspec

from actors.trace_map import Kind, TraceMap
from actors.trace_table import Problem, Record, Table, open_table, positions, records
from sim.phrase import Phrase, Said, either, phrase

__all__ = ["DAY_MS", "Row", "RowReader", "number_reader", "read_stock", "time_reader"]

DAY_MS = 86_400_000
CACHED_TEXTS = 1 << 16

Faults = dict[str, Phrase]  # what is wrong with a row, by the role of its cell

_SPREADSHEET_CODE = re.compile(r"([0-9]+)\.0")


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One row of the log; `kind` is None when no rule of the mapping fits it.

    `at` is in milliseconds, `price` in the currency of the log, `customer` "" when not given.
    """

    line: int
    kind: Kind | None
    document: str
    item: str
    description: str
    quantity: int
    price: Decimal
    customer: str
    salesperson: str
    at: int


def number_reader(trace_map: TraceMap) -> Callable[[str], Decimal | None]:
    """A function from text to the exact number it holds, by the mapping's signs; None if none."""
    decimal, thousands = trace_map.decimal_sign, trace_map.thousands_sign
    whole = "[0-9]{1,15}"
    if thousands:
        # Only full groups of three: "1.25" must not pass for 125 when "." groups thousands.
        whole = rf"(?:{whole}|[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}}){{1,4}})"
    pattern = re.compile(rf"[-+]?{whole}(?:{re.escape(decimal)}[0-9]{{1,15}})?")

    @lru_cache(CACHED_TEXTS)
    def number(text: str) -> Decimal | None:
        if not pattern.fullmatch(text):
            return None
        plain = text.replace(thousands, "") if thousands else text
        return Decimal(plain.replace(decimal, "."))

    return number


def time_reader(trace_map: TraceMap) -> Callable[[str], int | None]:
    """A function from text to milliseconds, by the first time format that fits; None if none.

    A format without an hour gives the mapping's `day_start`.
    """
    formats = [
        (pattern, 0 if re.search("%[HIcX]", pattern) else trace_map.day_start_ms)
        for pattern in trace_map.time_formats
    ]

    @lru_cache(CACHED_TEXTS)
    def time(text: str) -> int | None:
        for pattern, extra_ms in formats:
            try:
                read = datetime.strptime(text, pattern)  # noqa: DTZ007 - logs have no time zone
            except ValueError:
                continue
            seconds = (read.hour * 60 + read.minute) * 60 + read.second
            return read.toordinal() * DAY_MS + seconds * 1000 + read.microsecond // 1000 + extra_ms
        return None

    return time


class RowReader:
    """Iterates over one log: a `Row` for each record, None for a record with problems.

    The problems collect in `problems`. Raises TraceError at once when a file or column is missing.
    """

    def __init__(self, csv_path: Path, trace_map: TraceMap, problems: list[Problem]) -> None:
        self._map = trace_map
        self._problems = problems
        self._file = str(csv_path)
        self._columns: dict[str, str] = trace_map.columns.model_dump(exclude_none=True)
        self._number = number_reader(trace_map)
        self._time = time_reader(trace_map)
        self._log = open_table(csv_path, wanted=tuple(self._columns.values()))
        tables = [self._log]
        self._key_place = 0
        self._partners: dict[str, list[str]] | None = None
        if trace_map.join:
            key = trace_map.join.on
            side = csv_path.parent / trace_map.join.file
            tables.append(open_table(side, wanted=(key, *self._columns.values())))
            self._key_place = positions(tables[:1], [key])[key]
            self._partners = _partners(tables[1], key, problems)
        places = positions(tables, self._columns.values())
        self._places = [(role, places[name]) for role, name in self._columns.items()]

    def __iter__(self) -> Iterator[Row | None]:
        for record in records(self._log):
            cells = self._complete(record)
            yield None if cells is None else self._row(record.line, cells)

    def _complete(self, record: Record) -> list[str] | None:
        """The cells of the record with those of its joined row; None if either is not to be had."""
        if record.fault:
            self.note(record.line, record.fault)
            return None
        if self._partners is None or self._map.join is None:
            return record.cells
        key = record.cells[self._key_place].strip()
        partner = self._partners.get(key)
        if partner is None:
            reason = phrase("log.no_partner", file=self._map.join.file)
            self.note(record.line, reason, role=self._map.join.on, value=key)
            return None
        return record.cells + partner

    def _row(self, line: int, cells: list[str]) -> Row | None:
        """The row in these cells; every cell that cannot be read becomes a problem."""
        texts = {role: cells[place].strip() for role, place in self._places}
        quantity, price = self._number(texts["quantity"]), self._number(texts["price"])
        at = self._time(texts["time"])
        faults = _missing(texts)
        if quantity is None or quantity != quantity.to_integral_value():
            faults["quantity"] = phrase("log.no_whole")
        if price is None:
            faults["price"] = phrase("log.no_number")
        if at is None:
            faults["time"] = phrase("log.no_time", formats=either(self._map.time_formats))
        if faults or quantity is None or price is None or at is None:
            self._note_all(line, texts, faults)
            return None
        row = self._classified(line, texts, quantity=int(quantity), price=price, at=at)
        faults = _unfit(row)
        self._note_all(line, texts, faults)
        return None if faults and row.kind else row

    def _classified(
        self, line: int, texts: dict[str, str], *, quantity: int, price: Decimal, at: int
    ) -> Row:
        document, item, customer = texts["document"], texts["item"], texts["customer"]
        kind = self._map.kind_of(
            document=document, item=item, quantity=quantity, price=price, customer=customer
        )
        return Row(
            line=line,
            kind=kind,
            document=document,
            item=intern(item),  # a year of sales repeats some thousand items half a million times
            description=texts.get("description", ""),
            quantity=quantity,
            price=price,
            customer=_code(customer),
            salesperson=_code(texts.get("salesperson", "")),
            at=at,
        )

    def _note_all(self, line: int, texts: dict[str, str], faults: Faults) -> None:
        for role, reason in faults.items():
            self.note(line, reason, role=role, value=texts[role])

    def note(self, line: int, reason: Said, *, role: str = "", value: str = "") -> None:
        """Lists a problem of a row; `role` names the column in the mapping's words."""
        name = self._columns.get(role, role)
        self._problems.append(
            Problem(file=self._file, line=line, reason=reason, column_name=name, value=value)
        )


def _missing(texts: dict[str, str]) -> Faults:
    return {role: phrase("log.no_value") for role in ("document", "item") if not texts[role]}


def _unfit(row: Row) -> Faults:
    """What keeps a readable row from being work of its kind, by role."""
    if row.kind is None:
        return {"document": phrase("log.no_kind")}
    faults: Faults = {}
    if row.kind == "sale" and row.quantity < 1:
        faults["quantity"] = phrase("log.sale_of_none")
    if row.kind in ("cancellation", "stock") and row.quantity == 0:
        faults["quantity"] = phrase("log.changes_nothing", kind=row.kind)
    if row.kind in ("sale", "cancellation") and row.price < 0:
        faults["price"] = phrase("log.price_below_0")
    return faults


def _code(text: str) -> str:
    found = _SPREADSHEET_CODE.fullmatch(text)
    return found[1] if found else text


def _sound(table: Table, problems: list[Problem]) -> Iterator[Record]:
    """The records of a file beside the log; the faulty ones become problems."""
    for record in records(table):
        if record.fault:
            problems.append(Problem(file=str(table.path), line=record.line, reason=record.fault))
        else:
            yield record


def _partners(table: Table, key: str, problems: list[Problem]) -> dict[str, list[str]]:
    """The rows of the joined file by the text in the column `key`; of two equal keys the first."""
    place = positions([table], [key])[key]
    partners: dict[str, list[str]] = {}
    for record in _sound(table, problems):
        value = record.cells[place].strip()
        if value in partners:
            reason = phrase("log.twice")
            problems.append(_at(table, record, reason, column_name=key, value=value))
        partners.setdefault(value, record.cells)
    return partners


def read_stock(csv_path: Path, trace_map: TraceMap, problems: list[Problem]) -> dict[str, int]:
    """The level of each item in the stock file beside the log; empty when the mapping names none.

    Levels that cannot be read are left out and listed in `problems`. Raises TraceError when the
    file or a column is missing.
    """
    stock = trace_map.stock
    if stock is None:
        return {}
    table = open_table(csv_path.parent / stock.file, wanted=(stock.item, stock.quantity))
    places = positions([table], (stock.item, stock.quantity))
    number = number_reader(trace_map)
    levels: dict[str, int] = {}
    for record in _sound(table, problems):
        item = record.cells[places[stock.item]].strip()
        text = record.cells[places[stock.quantity]].strip()
        level = number(text)
        if not item or item in levels:
            reason = phrase("log.twice" if item else "log.no_value")
            problems.append(_at(table, record, reason, column_name=stock.item, value=item))
        elif level is None or level < 0 or level != level.to_integral_value():
            reason = phrase("log.no_level")
            problems.append(_at(table, record, reason, column_name=stock.quantity, value=text))
        else:
            levels[item] = int(level)
    return levels


def _at(table: Table, record: Record, reason: Phrase, *, column_name: str, value: str) -> Problem:
    return Problem(
        file=str(table.path),
        line=record.line,
        reason=reason,
        column_name=column_name,
        value=value,
    )
