"""The promises' own tables, read from the document and domain.md, not from the rules.

What lives here: the status mapping, the push table, the revoke truth table, the closed list of
reasons, and how to count what a document says. An oracle that called the code it judges could not
fail, so nothing here may be imported by `sim.rules`, nor import a decision from there.
"""

from __future__ import annotations

from typing import NamedTuple

from sim.rules.messages import OrderNews
from sim.rules.state import Apps
from sim.rules.values import (
    AccountingDossier,
    Delivery,
    Paper,
    Quantities,
    SalesOrder,
    Slip,
    SlipInfo,
    WarehouseDossier,
)

PUSHED_TYPES = frozenset({"sale", "other"})  # seed 1.3: only these two
REVOKE_REASONS = frozenset(
    {
        "activity_in_warehouse",
        "activity_in_accounting",
        "not_requested",
        "recorded",
        "no_right",
        "busy",
        "not_verified",
    }
)

# domain.md 7.1: (Warehouse's execution status, anything issued) -> what Sales must show
DELIVERY_STATUS = {
    ("not_started", False): "not_delivered",
    ("in_progress", False): "not_delivered",
    ("in_progress", True): "partial",
    ("completed", True): "delivered",
    ("cancelled", False): "not_delivered",
    ("cancelled", True): "partial",
}

# domain.md 1.1: what pressing "revoke" answers at once, by the recording status
REVOKE_ANSWER = {
    "draft": "not_requested",
    "requested": "",
    "recorded": "recorded",
    "rejected": "not_requested",
}

# R1.1k: (activity in Warehouse, activity in Accounting) -> may the revoke succeed?
REVOKE_TRUTH = {
    (False, False): True,
    (False, True): False,
    (True, False): False,
    (True, True): False,
}


class Shown(NamedTuple):
    """The three things of rule 1.2, counted from Warehouse's own documents."""

    status: str
    issued: Quantities
    slips: tuple[SlipInfo, ...]


def issued_of(dossier: WarehouseDossier) -> dict[int, int]:
    """Return the issued quantity per order line number, by adding up the slips."""
    total: dict[int, int] = {}
    for slip in dossier.slips:
        for line in slip.lines:
            total[line.no] = total.get(line.no, 0) + line.quantity
    return total


def shown_by_warehouse(dossier: WarehouseDossier) -> Shown | None:
    """Return what Warehouse shows of its order, None where there is none."""
    order = dossier.document
    if order is None:
        return None
    got = issued_of(dossier)
    if order.cancelled:
        status = "cancelled"
    elif sum(got.get(line.no, 0) for line in order.lines) == 0:
        status = "not_started"
    elif all(got.get(line.no, 0) >= line.quantity for line in order.lines):
        status = "completed"
    else:
        status = "in_progress"
    issued = tuple((line.no, got.get(line.no, 0)) for line in order.lines)
    return Shown(status, issued, tuple(_info(slip) for slip in dossier.slips))


def _info(slip: Slip) -> SlipInfo:
    return SlipInfo(slip.slip, slip.number, slip.date, slip.type, slip.lines)


def delivery_for(news: OrderNews) -> Delivery:
    """Return what Sales must show once this news is the newest it has (R1.2a-c)."""
    some = any(quantity > 0 for _, quantity in news.issued)
    status = DELIVERY_STATUS.get((news.status, some), "impossible")
    return Delivery(status, news.issued, news.slips)  # type: ignore[arg-type]


def same_quantities(one: Quantities, other: Quantities) -> bool:
    """Compare delivered with issued per line; a line that is not listed counts as 0."""
    return {no: q for no, q in one if q} == {no: q for no, q in other if q}


def counts(paper: Paper, receipts_count: str) -> bool:
    """Tell whether a document in Accounting is related activity (R1.1h)."""
    return paper.kind != "receipt" or receipts_count == "yes"


class Documents(NamedTuple):
    """All business documents of one order in the three apps; holds are not documents."""

    sales: tuple[object, ...] | None
    warehouse: tuple[object, ...]
    accounting: tuple[object, ...]


def documents(apps: Apps, order: str) -> Documents:
    """Return the business documents of one order, to see whether a step changed any."""
    mine = apps.sales.orders.get(order)
    stored = apps.warehouse.dossiers.get(order, WarehouseDossier())
    booked = apps.accounting.dossiers.get(order, AccountingDossier())
    return Documents(
        sales=_sales_documents(mine) if mine is not None else None,
        warehouse=(stored.document, stored.slips),
        accounting=(booked.copy, booked.papers),
    )


def _sales_documents(order: SalesOrder) -> tuple[object, ...]:
    return (order.customer, order.lines, order.recording, order.request, order.delivery)


def slips_of(apps: Apps, order: str) -> tuple[Slip, ...]:
    """Return the slips of one order in Warehouse."""
    return apps.warehouse.dossiers.get(order, WarehouseDossier()).slips


def papers_of(apps: Apps, order: str) -> tuple[Paper, ...]:
    """Return the documents of one order in Accounting."""
    return apps.accounting.dossiers.get(order, AccountingDossier()).papers
