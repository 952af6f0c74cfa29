"""The words of the stories: who speaks, the documents, what happened before, the small office.

People are one of each role; the order is DH-1 with two lines, 10 of item A and 5 of item B; stock
is 100 of each, and all codes are known everywhere. No test lives here, and no rule either.
"""

from __future__ import annotations

from functools import reduce
from typing import Any, get_args

from msgspec.structs import replace

from sim.rules import events as all_events
from sim.rules.events import (
    AccountingAsked,
    AnyEvent,
    CodeAdded,
    CopyReceived,
    CustomerAdded,
    EndConfirmed,
    Event,
    GoodsReceived,
    NumberNoted,
    OrderCreated,
    OrderReceived,
    RequestSaved,
    RevokeCommitted,
    RevokeStarted,
    SalesRecorded,
    SalesRejected,
    SlipSaved,
)
from sim.rules.messages import (
    AddCode,
    AnyMessage,
    Command,
    EndAnswer,
    EndHold,
    Envelope,
    FlowName,
    HandOver,
    Hold,
    HoldAnswer,
    Message,
    RejectOrder,
    RevokeRequest,
    SaveRequest,
    SaveSlip,
    SwitchFlow,
)
from sim.rules.state import Apps
from sim.rules.values import AppName, Line, Role, Slip, SlipLine, SlipType
from sim.rules.world import Rules, reference

DH1, DH2, DH3 = "DH-1", "DH-2", "DH-3"
CUSTOMER = "KH-1"
ITEMS = {1: "A", 2: "B"}
LINES = (Line(1, "A", 10, 1_000), Line(2, "B", 5, 2_000))

# --- people ---------------------------------------------------------------------------------------

NAMES: dict[Role, str] = {
    "salesperson": "Sơn",
    "sales_manager": "Mai",
    "clerk": "Kiên",
    "accountant": "Thu",
    "administrator": "Quân",
}


def says(role: Role, kind: type[Command], /, **fields: Any) -> Command:
    """Return a command about DH-1 (unless another order is named) by the person in this role."""
    about = {"order": DH1} if "order" in kind.__struct_fields__ else {}
    return kind(by=NAMES[role], role=role, **{**about, **fields})


def salesperson(kind: type[Command], /, **fields: Any) -> Command:
    """Return what the salesperson says."""
    return says("salesperson", kind, **fields)


def manager(kind: type[Command], /, **fields: Any) -> Command:
    """Return what the sales manager says."""
    return says("sales_manager", kind, **fields)


def clerk(kind: type[Command], /, **fields: Any) -> Command:
    """Return what the warehouse clerk says."""
    return says("clerk", kind, **fields)


def accountant(kind: type[Command], /, **fields: Any) -> Command:
    """Return what the accountant says."""
    return says("accountant", kind, **fields)


def administrator(kind: type[Command], /, **fields: Any) -> Command:
    """Return what the administrator says."""
    return says("administrator", kind, **fields)


def save(name: str = "PX-1", quantity: int = 3, **fields: Any) -> Command:
    """Return that the clerk saves a slip for sale, on the first line."""
    return clerk(SaveSlip, slip=name, type="sale", lines=taken((1, quantity)), **fields)


def switch(flow: FlowName, setting: str) -> Command:
    """Return that the administrator switches a flow."""
    return administrator(SwitchFlow, flow=flow, setting=setting)


REQUEST, REVOKE = salesperson(SaveRequest), salesperson(RevokeRequest)
REJECT, HAND_OVER = manager(RejectOrder), salesperson(HandOver)

# --- documents and what happened before -----------------------------------------------------------


def taken(*quantities: tuple[int, int]) -> tuple[SlipLine, ...]:
    """Return slip lines: (order line number, quantity) each."""
    return tuple(SlipLine(no, ITEMS[no], quantity) for no, quantity in quantities)


def slip(name: str, *quantities: tuple[int, int], order: str = DH1, **fields: Any) -> Slip:
    """Return a slip of DH-1 for sale, unless told otherwise."""
    also: dict[str, Any] = {"request": 1, "type": "sale", "number": name, **fields}
    return Slip(slip=name, order=order, lines=taken(*quantities), **also)


def saved(name: str, *quantities: tuple[int, int], **fields: Any) -> SlipSaved:
    """Return that such a slip was saved in Warehouse and went nowhere."""
    one = slip(name, *quantities, **fields)
    return SlipSaved(order=one.order, slip=one, customer=CUSTOMER)


def loose(name: str, quantity: int, kind: SlipType = "other") -> SlipSaved:
    """Return that a slip was saved which belongs to no order."""
    lines = (SlipLine(0, "A", quantity),)
    one = Slip(slip=name, order="", request=0, type=kind, lines=lines, number=name)
    return SlipSaved(order="", slip=one)


def requested(number: int = 1, *, to_accounting: bool = False, edition: int = 0) -> RequestSaved:
    """Return that DH-1's request of this number was saved in Sales."""
    return RequestSaved(
        order=DH1,
        request=number,
        edition=edition,
        customer=CUSTOMER,
        lines=LINES,
        is_parent=False,
        to_warehouse=True,
        to_accounting=to_accounting,
    )


CREATED = OrderCreated(order=DH1, customer=CUSTOMER, lines=LINES)
REQUESTED = requested()
RECEIVED = OrderReceived(order=DH1, request=1, customer=CUSTOMER, lines=LINES)
RECORDED = SalesRecorded(order=DH1)
REJECTED = SalesRejected(order=DH1)
STARTED = RevokeStarted(order=DH1, request=1, attempt=1)
ASKED = AccountingAsked(order=DH1, request=1, attempt=1)
COMMITTED = RevokeCommitted(order=DH1, request=1, attempt=1, ending=("warehouse",))
REVOKED = (COMMITTED, EndConfirmed(order=DH1, attempt=1, app="warehouse"))
STATUSES: dict[str, tuple[AnyEvent, ...]] = {
    "draft": (),
    "requested": (REQUESTED,),
    "recorded": (REQUESTED, RECORDED),
    "rejected": (REQUESTED, REJECTED),
    "draft again": (REQUESTED, *REVOKED),
}
COPIED = CopyReceived(order=DH1, request=1, edition=0, customer=CUSTOMER, lines=LINES)
TOLD = NumberNoted(order=DH1, request=1)

CODES: dict[str, Command] = {
    "item": accountant(AddCode, kind="item", code="C"),
    "customer": accountant(AddCode, kind="customer", code="KH-9"),
}

# --- the revoke's own messages ------------------------------------------------------------------


def hold(attempt: int = 1, request: int = 1) -> Hold:
    """Return the question whether there is related activity."""
    return Hold(order=DH1, request=request, attempt=attempt)


def held(app: AppName, attempt: int = 1) -> HoldAnswer:
    """Return an app's answer that it holds the order."""
    return HoldAnswer(order=DH1, app=app, attempt=attempt, held=True)


def not_held(app: AppName, reason: str, document: str = "", attempt: int = 1) -> HoldAnswer:
    """Return an app's answer that it cannot hold the order, and why."""
    return HoldAnswer(
        order=DH1, app=app, attempt=attempt, held=False, reason=reason, document=document
    )


def release(attempt: int = 1, request: int = 1) -> EndHold:
    """Return the decision that the order stays."""
    return EndHold(order=DH1, request=request, attempt=attempt, deleted=False)


def delete(attempt: int = 1, request: int = 1) -> EndHold:
    """Return the decision that the order goes."""
    return EndHold(order=DH1, request=request, attempt=attempt, deleted=True)


def done(app: AppName, attempt: int = 1) -> EndAnswer:
    """Return an app's confirmation that the attempt is over there."""
    return EndAnswer(order=DH1, app=app, attempt=attempt)


def to(target: AppName, message: AnyMessage) -> Envelope:
    """Return a message of the revoke on its way from Sales to one app."""
    return Envelope("sales", target, "revoke", message)


# --- which app an event or a message belongs to ---------------------------------------------------

_SECTIONS: dict[AppName, str] = {
    "sales": "OrderCreated OrderEdited OrderDeleted RequestOpened RequestSaved RevokeStarted "
    "AccountingAsked RevokeCommitted RevokeRefused EndConfirmed SalesRecorded SalesRejected "
    "DeliveryUpdated DeliverySet NumberHandedOver",
    "warehouse": "OrderReceived OrderRefreshed RequestTakenOn OrderWithdrawn OrderCancelled "
    "IssueCommandMade SlipSaved SlipEdited SlipDeleted PushRequested SlipSynced OrderChanged "
    "GoodsReceived CustomerAdded",
    "accounting": "CopyReceived CopyWithdrawn CopyRecorded CopyRejected NumberNoted SlipReceived "
    "PushRepeated PaperMade PaperPosted PaperUnposted PaperDeleted CodeAdded",
    "workflow": "FlowSwitched RunSucceeded RunFailed RunRepeated",
}
OWNERS: dict[type, AppName] = {
    getattr(all_events, kind): app for app, kinds in _SECTIONS.items() for kind in kinds.split()
}
ADDRESSEES: dict[str, AppName] = {
    "OrderRequested": "warehouse",
    "SlipTaken": "warehouse",
    "OrderCopied": "accounting",
    "NumberTold": "accounting",
    "SlipPushed": "accounting",
    "HoldAnswer": "sales",
    "EndAnswer": "sales",
    "OrderNews": "sales",
    "RecordingNews": "sales",
    "DeliveryByAccounting": "sales",
}


def owner(event: AnyEvent) -> AppName | None:
    """Return the app whose event this is; None for an ignored message, which changes no app."""
    return OWNERS.get(type(event)) or getattr(event, "app", None)


def evolved(rules: Rules, apps: Apps, event: AnyEvent) -> Apps:
    """Return the apps after an event of one of them."""
    name = owner(event)
    if name is None:
        return apps
    return replace(apps, **{name: rules.app(name).evolve(getattr(apps, name), event)})


_STOCKED: tuple[AnyEvent, ...] = (
    GoodsReceived(item="A", quantity=100),
    GoodsReceived(item="B", quantity=100),
    CustomerAdded(customer=CUSTOMER),
    CodeAdded(kind="item", code="A"),
    CodeAdded(kind="item", code="B"),
    CodeAdded(kind="customer", code=CUSTOMER),
)
OFFICE = reduce(lambda apps, event: evolved(reference(), apps, event), _STOCKED, Apps())


ALL_EVENTS: tuple[type[Event], ...] = get_args(AnyEvent)
ALL_MESSAGES: tuple[type[Message], ...] = get_args(AnyMessage)
