"""The mapping file: which column of an order log means what, and which actor made a row.

Here live the mapping (`TraceMap`) and its reader (`load_map`). Files are read in `trace_table`,
rows in `trace_rows`, and turned into work in `trace`. Every column name is written out in the
mapping; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Sized
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

from actors.trace_table import Problem, TraceError, unreadable, with_nearest
from sim.phrase import Phrase, Said, phrase, read_back

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["Columns", "Join", "Kind", "KindRule", "StockFile", "TraceMap", "When", "load_map"]

Kind = Literal["sale", "cancellation", "stock", "ledger"]

_Many = TypeVar("_Many", bound=Sized)


def _names_a_day(pattern: str) -> str:
    """Raises ValueError unless times written with `pattern` can be read back to the same day."""
    probe = datetime(2011, 12, 25, 13, 45)  # noqa: DTZ001 - logs carry local time without a zone
    try:
        # %z would make instants of some rows and local times of others, which do not compare.
        read = datetime.strptime(probe.strftime(pattern), pattern)  # noqa: DTZ007
        good = read.date() == probe.date() and read.tzinfo is None
    except (ValueError, re.error):
        good = False
    if not good:
        raise ValueError(phrase("map.no_day"))
    return pattern


def _not_empty(values: _Many) -> _Many:
    if not values:
        raise ValueError(phrase("map.no_entry"))
    return values


Name = Annotated[str, Field(min_length=1)]
TimeFormat = Annotated[str, AfterValidator(_names_a_day)]

# YAML has lists only; the length is checked after the entries, so that one bad entry is one error.
_FROM_LIST = (Field(strict=False), AfterValidator(_not_empty))


class _Model(BaseModel):
    """Fields as written: no unknown names, no silent change of type."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Columns(_Model):
    """The column of the log that holds each fact; with a join, of either of the two files."""

    document: Name
    item: Name
    quantity: Name
    time: Name
    price: Name
    customer: Name
    description: Name | None = None
    salesperson: Name | None = None


class When(_Model):
    """What a row must look like for a rule to fit: every stated condition holds.

    `price` is compared in the currency of the log, `customer` as written there ("" = not given).
    """

    document_prefix: Name | None = None
    item_in: Annotated[frozenset[str], *_FROM_LIST] | None = None
    price: int | None = None
    customer: str | None = None
    quantity_min: int | None = None
    quantity_max: int | None = None

    def fits(
        self, *, document: str, item: str, quantity: int, price: Decimal, customer: str
    ) -> bool:
        """Whether the row meets every stated condition; with none stated it always does."""
        return (
            (self.document_prefix is None or document.startswith(self.document_prefix))
            and (self.item_in is None or item in self.item_in)
            and (self.price is None or price == self.price)
            and (self.customer is None or customer == self.customer)
            and (self.quantity_min is None or quantity >= self.quantity_min)
            and (self.quantity_max is None or quantity <= self.quantity_max)
        )


class KindRule(_Model):
    """One step of the classification: rows that fit `when` are of this kind."""

    kind: Kind
    when: When = When()


class Join(_Model):
    """A second file, beside the log, with one row for each value of the column `on`.

    Both files have that column. A name that both files know is read from the log.
    """

    file: Name
    on: Name


class StockFile(_Model):
    """A file beside the log with the stock level of each item.

    With `cover_deficit` a level that would not last for the log's own sales is raised until it
    does (a log of sales without purchases); otherwise the levels are taken as they are.
    """

    file: Name
    item: Name
    quantity: Name
    cover_deficit: bool = False


class TraceMap(_Model):
    """How to read one sort of order log.

    `kinds` is tried from the top; the first rule that fits decides. `day_start` is the hour given
    to times that are only a date. Prices times `price_factor`, rounded half up, are whole đồng.
    """

    columns: Columns
    kinds: Annotated[tuple[KindRule, ...], *_FROM_LIST]
    time_formats: Annotated[tuple[TimeFormat, ...], *_FROM_LIST]
    day_start: str = "08:00"
    price_factor: Annotated[int, Field(ge=1, le=1_000_000_000)] = 1
    decimal_sign: Literal[".", ","] = "."
    thousands_sign: Literal["", ".", ",", " "] = ""
    join: Join | None = None
    stock: StockFile | None = None

    @field_validator("day_start")
    @classmethod
    def _hour_of_day(cls, text: str) -> str:
        if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
            raise ValueError(phrase("map.no_hour"))
        return text

    @field_validator("thousands_sign")
    @classmethod
    def _signs_differ(cls, sign: str, info: ValidationInfo) -> str:
        if sign == info.data.get("decimal_sign"):
            raise ValueError(phrase("map.same_sign"))
        return sign

    @property
    def day_start_ms(self) -> int:
        """Milliseconds from midnight to the hour given to times that are only a date."""
        hours, minutes = self.day_start.split(":")
        return (int(hours) * 60 + int(minutes)) * 60_000

    def kind_of(
        self, *, document: str, item: str, quantity: int, price: Decimal, customer: str
    ) -> Kind | None:
        """The kind of a row, by the first rule that fits; None when no rule does."""
        for rule in self.kinds:
            if rule.when.fits(
                document=document, item=item, quantity=quantity, price=price, customer=customer
            ):
                return rule.kind
        return None


def load_map(path: Path) -> TraceMap:
    """The mapping in the YAML file at `path`.

    Raises TraceError with every problem at once, each with line, column and the nearest right name.
    """
    document = _load_yaml(path)
    try:
        return TraceMap.model_validate(document)
    except ValidationError as error:
        problems = [_explain(path, document, found) for found in error.errors()]
        raise TraceError(sorted(problems, key=lambda p: (p.line, p.column))) from None


def _load_yaml(path: Path) -> object:
    """The file as maps and lists that remember where each part stands."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        reason = phrase("map.no_utf8")
        raise TraceError([Problem(file=str(path), line=line, reason=reason)]) from None
    except (OSError, ValueError) as error:
        raise TraceError([Problem(file=str(path), line=0, reason=unreadable(error))]) from None
    try:
        return YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        reason = phrase("map.no_yaml", why=str(error.problem or error.context))
    except Exception as error:  # the parser lets errors of its own parts through on odd input
        line, column, reason = 0, 0, phrase("map.no_yaml", why=str(error))
    raise TraceError([Problem(file=str(path), line=line, column=column, reason=reason)])


def _explain(path: Path, document: object, found: ErrorDetails) -> Problem:
    """One complaint of the validation in our words, with its place in the file."""
    location = found["loc"]
    line, column = _position(document, location)
    value = found["input"]
    return Problem(
        file=str(path),
        line=line,
        column=column,
        column_name=".".join(str(step) for step in location),
        reason=_reason(found),
        value=str(value) if isinstance(value, str | int | float) else "",
    )


def _reason(found: ErrorDetails) -> Said:
    """What to change, naming the nearest right word where a word is wrong."""
    kind, location, context = found["type"], found["loc"], found.get("ctx", {})
    if kind == "missing":
        return phrase("map.missing")
    if kind == "extra_forbidden":
        fields = _FIELDS.get(tuple(step for step in location[:-1] if isinstance(step, str)), ())
        return with_nearest(phrase("map.no_field"), str(location[-1]), fields)
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", str(context["expected"]))
        *names, last = (f"'{one}'" for one in choices)
        one_of = phrase("either", one=tuple(names), other=last)
        return with_nearest(phrase("map.choice", names=one_of), str(found["input"]), choices)
    if kind == "string_type":
        return phrase("map.no_text")
    if kind in ("model_type", "model_attributes_type"):
        return phrase("map.no_group")
    if kind == "value_error" and isinstance(own := context["error"].args[0], Phrase):
        return own
    return read_back(found["msg"].replace("Input should be", "must be"), VALIDATION)


VALIDATION = (
    "map.whole",
    "map.switch",
    "map.small",
    "map.large",
    "map.no_list",
    "map.no_set",
    "map.empty",
)
_FIELDS: dict[tuple[str, ...], Sequence[str]] = {
    (): tuple(TraceMap.model_fields),
    ("columns",): tuple(Columns.model_fields),
    ("kinds",): tuple(KindRule.model_fields),
    ("kinds", "when"): tuple(When.model_fields),
    ("join",): tuple(Join.model_fields),
    ("stock",): tuple(StockFile.model_fields),
}


def _position(document: object, location: Sequence[int | str]) -> tuple[int, int]:
    """Line and column of the deepest part of `location` that the file holds, from 1."""
    here: Any = document
    line, column = 1, 1
    for step in location:
        if isinstance(here, CommentedMap) and step in here:
            at = here.lc.key(step)
        elif isinstance(here, CommentedSeq) and isinstance(step, int) and step < len(here):
            at = here.lc.item(step)
        else:
            break
        line, column, here = at[0] + 1, at[1] + 1, here[step]
    return line, column
