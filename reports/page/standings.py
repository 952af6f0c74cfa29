"""The status map: where orders stood in the three apps at once, how often and how long.

Which standings are forbidden is a table of the report's own, read from the document. What does not
live here: the promises, which judge steps, not standings (`sim.checks`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Literal, NamedTuple

from reports.words import word
from reports.words.page import Both, both, each
from sim.checks.tables import DELIVERY_STATUS, shown_by_warehouse
from sim.record import Entry
from sim.rules.state import Apps
from sim.rules.values import (
    EMPTY_ACCOUNTING_DOSSIER,
    EMPTY_WAREHOUSE_DOSSIER,
    NO_ORDER,
    AccountingDossier,
)

Class = Literal["fits", "on_the_way", "forbidden"]

SALES = (
    ("none", ""),
    *product(
        ("draft", "requested", "recorded", "rejected"), ("not_delivered", "partial", "delivered")
    ),
)
WAREHOUSE = ("none", "not_started", "in_progress", "completed", "cancelled")
ACCOUNTING = ("none", "receipt", "copy", "unposted", "posted")


class Standing(NamedTuple):
    """Where one order stands: recording and delivery status, execution status, Accounting."""

    recording: str
    delivery: str
    warehouse: str
    accounting: str


class Spot(NamedTuple):
    """One standing over all runs: how often orders came there, and how long they stayed in all."""

    standing: Standing
    kind: Class
    visits: int
    total_ms: int


class Line(NamedTuple):
    """One row of the map: a status in Sales, and its spots in the order of the columns."""

    sales: Both
    spots: tuple[Spot, ...]


class Map(NamedTuple):
    """The whole map; `visited` is the table behind it, the most visited first."""

    lines: tuple[Line, ...]
    warehouse: tuple[Both, ...]
    accounting: tuple[Both, ...]
    visited: tuple[tuple[Both, Spot], ...]
    counted: Both


class Walker:
    """Watches the entries of one run and keeps where its orders stood."""

    def __init__(self) -> None:
        self._now: dict[str, tuple[Standing, int]] = {}
        self.visits: dict[Standing, int] = {}
        self.total_ms: dict[Standing, int] = {}

    def see(self, entry: Entry, apps: Apps) -> None:
        """Take one entry, and how the apps stand after it."""
        for order in dict.fromkeys(event.order for event in entry.events):
            if order != NO_ORDER:
                self._move(order, standing_of(apps, order), entry.at)

    def end(self, at: int) -> None:
        """Close the stays that last until the end of the run."""
        for order, (standing, _) in list(self._now.items()):
            self._leave(order, standing, at)

    def _move(self, order: str, standing: Standing, at: int) -> None:
        was = self._now.get(order)
        if was is not None and was[0] == standing:
            return
        if was is not None:
            self._leave(order, was[0], at)
        self._now[order] = (standing, at)
        self.visits[standing] = self.visits.get(standing, 0) + 1

    def _leave(self, order: str, standing: Standing, at: int) -> None:
        since = self._now[order][1]
        self.total_ms[standing] = self.total_ms.get(standing, 0) + max(0, at - since)


def standing_of(apps: Apps, order: str) -> Standing:
    """Return where an order stands in the three apps."""
    mine = apps.sales.orders.get(order)
    stored = apps.warehouse.dossiers.get(order, EMPTY_WAREHOUSE_DOSSIER)
    booked = apps.accounting.dossiers.get(order, EMPTY_ACCOUNTING_DOSSIER)
    shown = shown_by_warehouse(stored)
    return Standing(
        recording="none" if mine is None else mine.recording,
        delivery="" if mine is None else mine.delivery.status,
        warehouse="none" if shown is None else shown.status,
        accounting=_in_accounting(booked),
    )


def _in_accounting(booked: AccountingDossier) -> str:
    papers = [paper for paper in booked.papers if paper.kind != "receipt"]
    if papers:
        return "posted" if any(paper.posted for paper in papers) else "unposted"
    if booked.copy is not None:
        return "copy"
    return "receipt" if booked.papers else "none"


def kind_of(standing: Standing) -> Class:
    """Tell whether a standing fits the document, can be so only for a while, or never.

    A draft is an order without a live request. From the moment a revoke commits no slip, voucher
    or invoice of the request exists (R1.1f, R1.1k); the order in Warehouse may wait for its delete.
    Elsewhere Sales shows what Warehouse's status maps to (R1.2a), at the latest once news arrive.
    """
    if standing.recording == "draft":
        issued = standing.warehouse in ("in_progress", "completed")
        if issued or standing.accounting in ("unposted", "posted"):
            return "forbidden"
        return "fits" if (standing.warehouse, standing.accounting) in AT_REST else "on_the_way"
    if standing.recording == "none" or standing.warehouse == "none":
        return "fits" if standing.delivery in ("", "not_delivered") else "on_the_way"
    shows = {DELIVERY_STATUS.get((standing.warehouse, some)) for some in (False, True)}
    if standing.warehouse == "in_progress":
        shows = {DELIVERY_STATUS["in_progress", True]}  # counted: something is issued
    return "fits" if standing.delivery in shows else "on_the_way"


AT_REST = {("none", "none"), ("none", "receipt")}  # of a draft


def map_of(walkers: Iterable[Walker]) -> Map | None:
    """Return the status map of all runs; None where no order was seen."""
    visits: dict[Standing, int] = {}
    total: dict[Standing, int] = {}
    for walker in walkers:
        for standing, n in walker.visits.items():
            visits[standing] = visits.get(standing, 0) + n
            total[standing] = total.get(standing, 0) + walker.total_ms.get(standing, 0)
    if not visits:
        return None
    spots = {
        one: Spot(one, kind_of(one), visits.get(one, 0), total.get(one, 0)) for one in _all(visits)
    }
    met = sorted((s for s in spots.values() if s.visits), key=lambda s: (-s.visits, s.standing))
    kinds = [spot.kind for spot in spots.values()]
    return Map(
        lines=tuple(_line(sales, spots) for sales in SALES),
        warehouse=tuple(_words("execution", name) for name in WAREHOUSE),
        accounting=tuple(both(f"accounting.{name}") for name in ACCOUNTING),
        visited=tuple((standing_words(spot.standing), spot) for spot in met),
        counted=both(
            "map.counted",
            visited=len(met),
            allowed=len(kinds) - kinds.count("forbidden"),
            unseen=sum(1 for s in spots.values() if not s.visits and s.kind != "forbidden"),
            wrong=sum(1 for s in met if s.kind == "forbidden"),
        ),
    )


def _all(visited: Iterable[Standing]) -> Iterator[Standing]:
    """Return every standing that can be written down, and those visited besides."""
    known = {
        Standing(*sales, warehouse, accounting): None
        for sales, warehouse, accounting in product(SALES, WAREHOUSE, ACCOUNTING)
    }
    known.update(dict.fromkeys(visited))
    return iter(known)


def _line(sales: tuple[str, str], spots: dict[Standing, Spot]) -> Line:
    cells = (Standing(*sales, w, a) for w in WAREHOUSE for a in ACCOUNTING)
    return Line(_sales_words(*sales), tuple(spots[one] for one in cells))


def _sales_words(recording: str, delivery: str) -> Both:
    if recording == "none":
        return both("map.nothing")
    first, second = _words("recording", recording), _words("delivery", delivery)
    return Both(f"{first.vi}, {second.vi}", f"{first.en}, {second.en}")


def _words(group: str, name: str) -> Both:
    return both("map.nothing") if name == "none" else each(lambda lang: word(lang, group, name))


def standing_words(one: Standing) -> Both:
    """Return a standing in words: Sales; Warehouse; Accounting."""
    parts = (
        _sales_words(one.recording, one.delivery),
        _words("execution", one.warehouse),
        both(f"accounting.{one.accounting}"),
    )
    return Both("; ".join(p.vi for p in parts), "; ".join(p.en for p in parts))
