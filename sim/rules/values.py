"""The documents of the three apps and the words they are described with.

What lives here: ids, statuses, lines, slips, orders, vouchers, dossiers. All are values: frozen,
hashable, compared by content. What does not live here: any decision about them (`sales`,
`warehouse`, `accounting`, `workflow`), the apps' states (`state`), what travels (`messages`).

Units: quantities are whole numbers, money is whole đồng, dates are whole days since the start.
Statuses are plain words (`Literal`), since they are hashed millions of times and read as JSON.
"""

from __future__ import annotations

from typing import Literal, get_args

from msgspec import Struct

AppName = Literal["sales", "warehouse", "accounting", "workflow"]
Role = Literal["salesperson", "sales_manager", "clerk", "accountant", "administrator"]

RecordingStatus = Literal["draft", "requested", "recorded", "rejected"]  # domain.md 1.1
DeliveryStatus = Literal["not_delivered", "partial", "delivered"]  # domain.md 1.3, last two assumed
ExecutionStatus = Literal["not_started", "in_progress", "completed", "cancelled"]  # domain.md 2.2
SlipType = Literal["sale", "other", "production", "transfer"]  # domain.md 2.4
PaperKind = Literal["slip", "voucher", "invoice", "receipt"]  # domain.md 3.1
PushMode = Literal["automatic", "manual", "off"]

ROLES: tuple[Role, ...] = get_args(Role)
APPS: tuple[AppName, ...] = get_args(AppName)
SLIP_TYPES: tuple[SlipType, ...] = get_args(SlipType)

Quantities = tuple[tuple[int, int], ...]  # (order line number, quantity), in line order

NO_ORDER = ""  # the order number of a slip that belongs to no order


class Line(Struct, frozen=True, array_like=True):
    """One line of a sales order: line number, item code, quantity, unit price in đồng."""

    no: int
    item: str
    quantity: int
    price: int = 0


class SlipLine(Struct, frozen=True, array_like=True):
    """One line of an issue slip; `no` is the order line it serves, 0 on a slip without order."""

    no: int
    item: str
    quantity: int


class Flows(Struct, frozen=True, kw_only=True):
    """How the flows are set up in Workflow at one moment (domain.md 4.1).

    A command carries the set-up of the moment it was submitted; what it commits is stamped with
    it, so a later switch changes nothing that is already under way (R1.3i, R1.1n).
    """

    order_to_warehouse: bool = True  # seed 1.1
    status_to_sales: bool = True  # seed 1.2
    slip_to_accounting: PushMode = "automatic"  # seed 1.3
    direct_link: bool = False  # the older Sales to Accounting link, domain.md 3.5


class SlipInfo(Struct, frozen=True):
    """What the Actual issues tab in Sales shows of one slip (R1.2c)."""

    slip: str
    number: str
    date: int
    type: SlipType
    lines: tuple[SlipLine, ...]


class Slip(Struct, frozen=True, kw_only=True):
    """An issue slip in Warehouse; `synced` is the column "accounting sync status" (R1.3f)."""

    slip: str
    order: str
    request: int
    type: SlipType
    lines: tuple[SlipLine, ...]
    number: str
    date: int = 0
    issue_command: str = ""
    synced: bool = False

    def info(self) -> SlipInfo:
        """Return what Sales is told of this slip."""
        return SlipInfo(self.slip, self.number, self.date, self.type, self.lines)


class Guard(Struct, frozen=True, kw_only=True):
    """What Warehouse and Accounting each remember of the revokes of one order.

    `hold` is the revoke attempt that holds the order (0: none). `ended_attempt` and
    `ended_request` are the highest numbers that are over; anything at or below is ignored, so a
    late or doubled message can neither leave the order held nor bring it back.
    """

    hold: int = 0
    ended_attempt: int = 0
    ended_request: int = 0


class Delivery(Struct, frozen=True):
    """What Sales shows of the delivery: status, quantity per line, the Actual issues tab."""

    status: DeliveryStatus = "not_delivered"
    delivered: Quantities = ()
    issues: tuple[SlipInfo, ...] = ()


class Revoke(Struct, frozen=True):
    """A revoke under way: which apps are still to answer in the present phase."""

    attempt: int
    phase: Literal["asking", "ending"]
    waiting: tuple[AppName, ...]


class SalesOrder(Struct, frozen=True, kw_only=True):
    """A sales order in Sales.

    `request` counts its sales-recording requests, `ended` is the highest one that a revoke ended:
    the request is live while `request > ended`. `edition` counts edits; `seen` is the greatest
    (request, version) of Warehouse's news.
    """

    order: str
    customer: str
    lines: tuple[Line, ...]
    parent: str = ""
    is_parent: bool = False
    children: tuple[str, ...] = ()
    recording: RecordingStatus = "draft"
    recording_version: int = 0
    request: int = 0
    ended: int = 0
    edition: int = 0
    copied: bool = False
    attempt: int = 0
    revoke: Revoke | None = None
    refusal: tuple[str, str] = ("", "")
    delivery: Delivery = Delivery()
    seen: tuple[int, int] = (0, 0)

    def parent_now(self) -> bool:
        """Tell whether the order is a parent: entered as one, or with children at present."""
        return self.is_parent or bool(self.children)

    def live(self) -> bool:
        """Tell whether a request of this order was saved and not revoked since."""
        return self.request > self.ended


class WarehouseOrder(Struct, frozen=True, kw_only=True):
    """The order in Warehouse, made by flow 1.1; `version` counts the news told about it."""

    request: int
    customer: str
    lines: tuple[Line, ...]
    issue_commands: tuple[str, ...] = ()
    cancelled: bool = False
    version: int = 0


class WarehouseDossier(Struct, frozen=True, kw_only=True):
    """All that Warehouse holds under one order number."""

    document: WarehouseOrder | None = None
    slips: tuple[Slip, ...] = ()
    guard: Guard = Guard()


class OrderCopy(Struct, frozen=True, kw_only=True):
    """The order in Accounting, where the older direct link is on."""

    request: int
    edition: int
    customer: str
    lines: tuple[Line, ...]
    recording: RecordingStatus = "requested"
    version: int = 0


class Paper(Struct, frozen=True, kw_only=True):
    """A document in Accounting: a received issue slip, a sales voucher, an invoice, a receipt."""

    paper: str
    kind: PaperKind
    request: int
    posted: bool = False
    lines: tuple[SlipLine, ...] = ()


class AccountingDossier(Struct, frozen=True, kw_only=True):
    """All that Accounting holds under one order number.

    `noted` is the request number that a salesperson told the accountants, 0 if none did: a line
    on their notepad, not a document of the app (people may talk, apps may not peek).
    """

    copy: OrderCopy | None = None
    papers: tuple[Paper, ...] = ()
    noted: int = 0
    guard: Guard = Guard()


EMPTY_WAREHOUSE_DOSSIER = WarehouseDossier()
EMPTY_ACCOUNTING_DOSSIER = AccountingDossier()


def quantities(lines: tuple[Line, ...], slips: tuple[Slip, ...]) -> Quantities:
    """Return the issued quantity per order line: the sum over the slips, matched by line number."""
    sums: dict[int, int] = {}
    for slip in slips:
        for line in slip.lines:
            sums[line.no] = sums.get(line.no, 0) + line.quantity
    return tuple((line.no, sums.get(line.no, 0)) for line in lines)
