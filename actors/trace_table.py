"""A CSV file as records with line numbers, and how it is told what is wrong with a file.

`Problem` and `TraceError` are the one way in which anything about a log or its mapping can be
wrong. `Table` is a file whose header was read; `records` gives its rows. What the columns mean is
not known here.

- UTF-8 with or without a byte order mark; a record with other bytes carries a fault, so that one
  bad name costs one row and not the file.
- Comma or semicolon, whichever splits the header into more of the wanted columns.
- A quoted field may hold line breaks: a record has the number of its first line.
- Empty lines are no records.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from sim.phrase import Phrase, Said, Wording, phrase, reason_of, told, told_in_lines
from sim.phrase.en import WORDS

__all__ = [
    "Problem",
    "Record",
    "Table",
    "TraceError",
    "open_table",
    "positions",
    "records",
    "unreadable",
    "with_nearest",
]

DELIMITERS = (",", ";")
SHOWN_PROBLEMS = 20
SHOWN_CHARACTERS = 60

# Bytes that are not UTF-8 are decoded to these half characters, which no UTF-8 text can hold.
_STRAY_BYTE = re.compile("[\udc80-\udcff]")


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong in a file a user gave, with the place where it stands.

    `line` and `column` count from 1; 0 stands for "the file as a whole". `column_name` is the name
    of the CSV column or the path of the mapping field. As a text it is English.
    """

    file: str
    line: int
    reason: Said
    column_name: str = ""
    value: str = ""
    column: int = 0

    def told(self, words: Wording) -> str:
        """Return it on one line, in the words of a language."""
        place = ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])
        name = f"{_shown(self.column_name)}: " if self.column_name else ""
        here = phrase("hint.here", value=repr(_shown(self.value)))
        value = f" ({here.told(words)})" if self.value else ""
        return f"{place}: {name}{told(self.reason, words)}{value}"

    def __str__(self) -> str:
        return self.told(WORDS)


class TraceError(Exception):
    """A log or its mapping cannot be used; `problems` holds every reason, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return told_in_lines(self.problems, SHOWN_PROBLEMS, WORDS)


def _shown(value: str) -> str:
    """The value short enough for one line, and printable although it may hold stray bytes."""
    clean = value.encode("utf-8", "backslashreplace").decode("utf-8")
    return clean if len(clean) <= SHOWN_CHARACTERS else clean[:SHOWN_CHARACTERS] + "..."


def with_nearest(reason: Phrase, name: str, names: Iterable[str]) -> Phrase:
    """The reason, with the one of `names` that looks most like `name` if any comes near."""
    by_folded = {candidate.casefold(): candidate for candidate in names}
    found = difflib.get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.5)
    if not found:
        return reason
    return phrase("log.hint", reason=reason, right=repr(by_folded[found[0]]))


def unreadable(error: Exception) -> Phrase:
    """The reason why a file could not be opened."""
    if isinstance(error, FileNotFoundError):
        return phrase("file.missing")
    return phrase("log.unreadable", why=reason_of(error))


class Record(msgspec.Struct, frozen=True, gc=False):
    """One row: the number of its first line, its cells, and its fault ("" = none)."""

    line: int
    cells: list[str]
    fault: Said = ""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A CSV file that has a readable header."""

    path: Path
    delimiter: str
    header_line: int
    header: tuple[str, ...]


def open_table(path: Path, *, wanted: Sequence[str]) -> Table:
    """The file at `path`, split by the delimiter that finds most of the `wanted` columns.

    Raises TraceError when there is no such file, no header, or one that is not UTF-8.
    """
    tables = [_table(path, delimiter) for delimiter in DELIMITERS]
    return max(tables, key=lambda t: (len(set(wanted) & set(t.header)), len(t.header)))


def _table(path: Path, delimiter: str) -> Table:
    try:
        head = next(_split(path, delimiter), None)
    except (OSError, ValueError) as error:
        raise TraceError([Problem(file=str(path), line=0, reason=unreadable(error))]) from None
    if head is None:
        raise TraceError([Problem(file=str(path), line=0, reason=phrase("log.empty"))])
    if head.fault:
        raise TraceError([Problem(file=str(path), line=head.line, reason=head.fault)])
    return Table(
        path=path,
        delimiter=delimiter,
        header_line=head.line,
        header=tuple(cell.strip() for cell in head.cells),
    )


def _split(path: Path, delimiter: str) -> Iterator[Record]:
    """Every record of the file, the header among them."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        reader = csv.reader(stream, delimiter=delimiter)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Record(line, [], phrase("log.no_fields", why=str(error)))
                continue
            if cells:
                text = "".join(cells)
                bad = not text.isascii() and _STRAY_BYTE.search(text)
                yield Record(line, cells, phrase("log.no_utf8") if bad else "")


def records(table: Table) -> Iterator[Record]:
    """The rows below the header; a row with more or fewer cells than the header has a fault."""
    width = len(table.header)
    for record in _split(table.path, table.delimiter):
        if record.line == table.header_line:
            continue
        if record.fault or len(record.cells) == width:
            yield record
            continue
        # One lost quotation mark swallows the rows after it; only this line can tell.
        swallowed = any("\n" in cell for cell in record.cells)
        key = "log.width.quote" if swallowed else "log.width"
        fault = phrase(key, count=len(record.cells), width=width)
        yield Record(record.line, record.cells, fault)


def positions(tables: Sequence[Table], names: Iterable[str]) -> dict[str, int]:
    """Where each named column stands in the cells of all `tables` written one after the other.

    The first table that knows a name gives it. Raises TraceError naming every column that is
    missing, with the nearest one there is, or that its table has twice.
    """
    header = [name for table in tables for name in table.header]
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for name in dict.fromkeys(names):
        owner = next((table for table in tables if name in table.header), None)
        if owner is None:
            reason = with_nearest(phrase("log.no_column"), name, header)
        elif owner.header.count(name) > 1:
            reason = phrase("log.column_twice")
        else:
            found[name] = header.index(name)
            continue
        place = owner or tables[0]
        problems.append(
            Problem(file=str(place.path), line=place.header_line, column_name=name, reason=reason)
        )
    if problems:
        raise TraceError(problems)
    return found
