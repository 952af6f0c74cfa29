"""A manual script as text: Markdown, CSV that Excel opens as it is, plain values for JSON.

All three hold the same rows. What does not live here: what the rows say (`script`).
"""

from __future__ import annotations

import csv
import io
import re
from typing import Any, NamedTuple

BOM = "\ufeff"  # tells Excel that the file is UTF-8
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Table(NamedTuple):
    """A section of a script: a title and a table under it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Script(NamedTuple):
    """A script: its title, what to know before, its sections."""

    title: str
    intro: tuple[str, ...]
    sections: tuple[Table, ...]


def as_markdown(script: Script) -> str:
    """Return the script as Markdown; every row of a table has as many cells as its head."""
    parts = [f"# {_plain(script.title)}", *map(_plain, script.intro)]
    for number, table in enumerate(script.sections, 1):
        rule = tuple("---" for _ in table.columns)
        lines = [_row(row) for row in (table.columns, rule, *table.rows)]
        parts.extend((f"## {number}. {_plain(table.title)}", "\n".join(lines)))
    return "\n\n".join(parts) + "\n"


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(_plain(cell).replace(chr(10), '<br>') for cell in cells)} |"


def _plain(text: str) -> str:
    """Return a text that Markdown shows as it stands, also in a table."""
    return re.sub(r"([\\|*_`\[\]~])", r"\\\1", text.replace("<", "&lt;"))


def as_csv(script: Script) -> str:
    """Return the script as CSV: UTF-8 mark, semicolons, CRLF, no cell that acts as a formula."""
    out = io.StringIO(newline="")
    out.write(BOM)
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(as_rows(script))
    return out.getvalue()


def as_rows(script: Script) -> list[list[str]]:
    """Return the script as rows of one sheet, all of the same width, harmless in Excel."""
    rows: list[tuple[str, ...]] = [(script.title,), *((line,) for line in script.intro)]
    for number, table in enumerate(script.sections, 1):
        rows += [(), (f"{number}. {table.title}",), table.columns, *table.rows]
    width = max(map(len, rows))
    return [[harmless(cell) for cell in row] + [""] * (width - len(row)) for row in rows]


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_json(script: Script) -> dict[str, Any]:
    """Return the script as plain values."""
    sections = [
        {"title": one.title, "columns": list(one.columns), "rows": [list(row) for row in one.rows]}
        for one in script.sections
    ]
    return {"title": script.title, "intro": list(script.intro), "sections": sections}
