"""The state of each app: its documents by number, in persistent maps.

A map is never iterated where the order could be seen (its order follows string hashes): sort first.
"""

from __future__ import annotations

from msgspec import Struct
from rpds import HashTrieMap as Map

from sim.rules.messages import Envelope
from sim.rules.values import AccountingDossier, Flows, SalesOrder, WarehouseDossier


class FailedRun(Struct, frozen=True):
    """An entry of the run log that an administrator can run again; `envelope` keeps its stamp."""

    envelope: Envelope
    reason: str
    document: str


class SalesState(Struct, frozen=True, kw_only=True):
    """The state of Sales: its orders by number, and the numbers of deleted ones (never reused)."""

    orders: Map[str, SalesOrder] = Map()
    deleted: Map[str, bool] = Map()


class WarehouseState(Struct, frozen=True, kw_only=True):
    """The state of Warehouse: dossiers by order number, slip ids ever used, stock, customers."""

    dossiers: Map[str, WarehouseDossier] = Map()
    slips: Map[str, bool] = Map()
    stock: Map[str, int] = Map()
    customers: Map[str, bool] = Map()


class AccountingState(Struct, frozen=True, kw_only=True):
    """The state of Accounting: dossiers, slips ever received (by Warehouse's id), known codes."""

    dossiers: Map[str, AccountingDossier] = Map()
    received: Map[str, bool] = Map()
    items: Map[str, bool] = Map()
    customers: Map[str, bool] = Map()


class WorkflowState(Struct, frozen=True, kw_only=True):
    """The state of Workflow: the flow set-up and the failed runs that wait for an administrator."""

    flows: Flows = Flows()
    failed: Map[str, FailedRun] = Map()


class Apps(Struct, frozen=True, kw_only=True):
    """The documents of all apps at one moment."""

    sales: SalesState = SalesState()
    warehouse: WarehouseState = WarehouseState()
    accounting: AccountingState = AccountingState()
    workflow: WorkflowState = WorkflowState()
