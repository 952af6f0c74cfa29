"""What people see of documents in the three apps, and whether the rules' documents show the same.

A field that a system cannot show is None, and is not compared. What does not live here: the
documents themselves (`sim.rules.values`).
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from sim.rules.state import Apps
from sim.rules.values import (
    AccountingDossier,
    AppName,
    DeliveryStatus,
    Line,
    PaperKind,
    Quantities,
    RecordingStatus,
    SalesOrder,
    Slip,
    SlipLine,
    SlipType,
    WarehouseDossier,
)

Goods = tuple[tuple[int, str, int], ...]  # (line number, item, quantity)


class SeenSlip(Struct, frozen=True, kw_only=True):
    """An issue slip in Warehouse; `synced` is the column "accounting sync status"."""

    slip: str
    type: SlipType | None = None
    lines: Goods | None = None
    synced: bool | None = None


class SeenPaper(Struct, frozen=True, kw_only=True):
    """A document in Accounting: a received slip, a voucher, an invoice, a receipt."""

    paper: str
    kind: PaperKind | None = None
    posted: bool | None = None


class SeenInSales(Struct, frozen=True, kw_only=True, tag="sales"):
    """The order in Sales; `issues` are the slips on its Actual issues tab."""

    recording: RecordingStatus
    lines: Goods | None = None
    delivery: DeliveryStatus | None = None
    delivered: Quantities | None = None
    issues: tuple[str, ...] | None = None


class SeenInWarehouse(Struct, frozen=True, kw_only=True, tag="warehouse"):
    """The order in Warehouse: whether it stands there (`order`), and its slips."""

    order: bool
    slips: tuple[SeenSlip, ...] = ()
    lines: Goods | None = None
    issue_commands: tuple[str, ...] | None = None
    cancelled: bool | None = None


class SeenInAccounting(Struct, frozen=True, kw_only=True, tag="accounting"):
    """The order in Accounting: its documents, and the recording status of its copy there."""

    papers: tuple[SeenPaper, ...] = ()
    copy: RecordingStatus | None = None


Seen = SeenInSales | SeenInWarehouse | SeenInAccounting


def shown(apps: Apps, app: AppName, order: str) -> Seen | None:
    """Return what an app shows of an order, None if nothing."""
    match app:
        case "sales":
            sold = apps.sales.orders.get(order)
            return in_sales(sold) if sold else None
        case "warehouse":
            dossier = apps.warehouse.dossiers.get(order)
            return in_warehouse(dossier) if dossier else None
        case "accounting":
            papers = apps.accounting.dossiers.get(order)
            return in_accounting(papers) if papers else None
        case "workflow":
            return None


def in_sales(order: SalesOrder) -> SeenInSales:
    """Return what Sales shows of an order."""
    return SeenInSales(
        recording=order.recording,
        lines=goods(order.lines),
        delivery=order.delivery.status,
        delivered=order.delivery.delivered,
        issues=tuple(one.slip for one in order.delivery.issues),
    )


def in_warehouse(dossier: WarehouseDossier) -> SeenInWarehouse | None:
    """Return what Warehouse shows of an order, None if neither the order nor a slip is there."""
    order = dossier.document
    if order is None and not dossier.slips:
        return None
    return SeenInWarehouse(
        order=order is not None,
        slips=tuple(map(_slip, dossier.slips)),
        lines=goods(order.lines) if order else None,
        issue_commands=order.issue_commands if order else None,
        cancelled=order.cancelled if order else None,
    )


def _slip(slip: Slip) -> SeenSlip:
    return SeenSlip(slip=slip.slip, type=slip.type, lines=goods(slip.lines), synced=slip.synced)


def in_accounting(dossier: AccountingDossier) -> SeenInAccounting | None:
    """Return what Accounting shows of an order, None if neither a copy nor a document is there."""
    if dossier.copy is None and not dossier.papers:
        return None
    return SeenInAccounting(
        papers=tuple(
            SeenPaper(paper=one.paper, kind=one.kind, posted=one.posted) for one in dossier.papers
        ),
        copy=dossier.copy.recording if dossier.copy else None,
    )


def goods(lines: tuple[Line, ...] | tuple[SlipLine, ...]) -> Goods:
    """Return lines without their prices."""
    return tuple((line.no, line.item, line.quantity) for line in lines)


def same(seen: Any, there: Any) -> bool:
    """Tell whether what was seen is what is there; None was not seen. Lists have no order."""
    if seen == there:
        return True
    if isinstance(seen, Struct):
        return type(seen) is type(there) and all(
            getattr(seen, field) is None or same(getattr(seen, field), getattr(there, field))
            for field in seen.__struct_fields__
        )
    if isinstance(seen, tuple) and isinstance(there, tuple):
        pairs = zip(sorted(seen, key=_first), sorted(there, key=_first), strict=False)
        return len(seen) == len(there) and all(same(a, b) for a, b in pairs)
    return False


def _first(one: Any) -> str:
    """Return what lists are compared by: the number of a document or a line."""
    return str(getattr(one, one.__struct_fields__[0]) if isinstance(one, Struct) else one)
