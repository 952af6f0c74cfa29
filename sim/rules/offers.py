"""What a person could do next: commands that their own app's screen offers on one order.

People are written once: the simulated ones pick among these offers by behaviour and time, the
explorer takes them all. An offer may well be refused (the screen may be stale); people try.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from msgspec.structs import replace

from sim.rules.messages import (
    FLOWS,
    CancelOrder,
    Command,
    DeleteOrder,
    DeletePaper,
    DeleteSlip,
    EditOrder,
    EditSlip,
    FlowName,
    GiveUpRevoke,
    HandOver,
    MakeIssueCommand,
    MakePaper,
    OpenRequest,
    PostPaper,
    PushSlip,
    RecordCopy,
    RecordOrder,
    RejectCopy,
    RejectOrder,
    Rerun,
    RevokeRequest,
    SaveRequest,
    SaveSlip,
    SetDelivery,
    SwitchFlow,
    UnpostPaper,
)
from sim.rules.state import Apps, WorkflowState
from sim.rules.values import (
    SLIP_TYPES,
    AccountingDossier,
    PaperKind,
    Role,
    SalesOrder,
    Slip,
    SlipLine,
    SlipType,
    WarehouseDossier,
    WarehouseOrder,
    quantities,
)

Fields = dict[str, Any]  # who, role, order: what all offers of one screen share
Fresh = Callable[[str], str]  # prefix ("PX", "LX", "CT") -> a document number nobody has
View = SalesOrder | WarehouseDossier | AccountingDossier | WorkflowState | None


SETTINGS: dict[FlowName, tuple[str, ...]] = {
    flow: ("automatic", "manual", "off") if flow == "slip_to_accounting" else ("on", "off")
    for flow in FLOWS
}

# What a role can ever be offered, whatever the screen shows: the names a world may allow.
KINDS_OF: dict[Role, tuple[str, ...]] = {
    "salesperson": (
        "open_request",
        "request",
        "revoke",
        "hand_over",
        "give_up",
        "edit_order",
        "delete_order",
        "set_delivery",
    ),
    "sales_manager": ("record", "reject"),
    "clerk": (
        "make_issue_command",
        "issue_all",
        "issue_part",
        *(f"issue_{kind}" for kind in SLIP_TYPES[1:]),
        "issue_more",
        "cancel_order",
        "edit_quantity",
        "edit_number",
        "edit_date",
        "edit_type",
        "delete_slip",
        "push",
    ),
    "accountant": (
        "make_voucher",
        "make_invoice",
        "make_receipt",
        "record_copy",
        "reject_copy",
        "unpost",
        "post",
        "delete_paper",
    ),
    "administrator": (
        *(f"switch_{flow}_{setting}" for flow in FLOWS for setting in SETTINGS[flow]),
        "rerun",
    ),
}
KINDS: tuple[str, ...] = tuple(kind for kinds in KINDS_OF.values() for kind in kinds)


class Offer(NamedTuple):
    """Something a person could do: its kind ("issue_part") and the command it would send."""

    kind: str
    command: Command


def view(role: Role, apps: Apps, order: str) -> View:
    """Return what this role's own app shows of one order; nobody sees another app."""
    match role:
        case "salesperson" | "sales_manager":
            return apps.sales.orders.get(order)
        case "clerk":
            return apps.warehouse.dossiers.get(order)
        case "accountant":
            return apps.accounting.dossiers.get(order)
        case "administrator":
            return apps.workflow


def offers(role: Role, by: str, order: str, seen: View, fresh: Fresh) -> tuple[Offer, ...]:
    """Return what this person could do on this order, in a fixed order."""
    match seen:
        case SalesOrder() if role == "salesperson":
            return tuple(_salesperson(by, seen))
        case SalesOrder():
            return (
                Offer("record", RecordOrder(by=by, role=role, order=order)),
                Offer("reject", RejectOrder(by=by, role=role, order=order)),
            )
        case WarehouseDossier():
            return tuple(_clerk(by, order, seen, fresh))
        case AccountingDossier():
            return tuple(_accountant(by, order, seen, fresh))
        case WorkflowState():
            return tuple(_administrator(by, seen))
    return ()


def _salesperson(by: str, seen: SalesOrder) -> Iterator[Offer]:
    on: Fields = {"by": by, "role": "salesperson", "order": seen.order}
    if seen.recording in ("draft", "rejected"):
        yield Offer("open_request", OpenRequest(**on))
        yield Offer("request", SaveRequest(**on))
    if seen.recording == "requested":
        yield Offer("revoke", RevokeRequest(**on))
        yield Offer("hand_over", HandOver(**on))
    if seen.revoke is not None and seen.revoke.phase == "asking":
        yield Offer("give_up", GiveUpRevoke(**on))
    first, *rest = seen.lines
    more = (replace(first, quantity=first.quantity + 1), *rest)
    yield Offer("edit_order", EditOrder(**on, lines=more))
    yield Offer("delete_order", DeleteOrder(**on))
    yield Offer("set_delivery", SetDelivery(**on, status="delivered"))


def _clerk(by: str, order: str, seen: WarehouseDossier, fresh: Fresh) -> Iterator[Offer]:
    on: Fields = {"by": by, "role": "clerk", "order": order}
    if seen.document is not None:
        yield Offer("make_issue_command", MakeIssueCommand(**on, issue_command=fresh("LX")))
        yield from _new_slips(on, seen.document, seen.slips, fresh)
        yield Offer("cancel_order", CancelOrder(**on))
    for slip in seen.slips:
        named: Fields = {**on, "slip": slip.slip}
        yield from _corrections(named, slip)
        yield Offer("delete_slip", DeleteSlip(**named))
        yield Offer("push", PushSlip(**named))


def _new_slips(
    on: Fields, order: WarehouseOrder, slips: tuple[Slip, ...], fresh: Fresh
) -> Iterator[Offer]:
    got = dict(quantities(order.lines, slips))
    rest = tuple(
        SlipLine(line.no, line.item, line.quantity - got[line.no])
        for line in order.lines
        if line.quantity > got[line.no]
    )
    command = order.issue_commands[-1] if order.issue_commands else ""
    named: Fields = {**on, "slip": fresh("PX"), "issue_command": command}
    if rest:
        part = (SlipLine(rest[0].no, rest[0].item, 1),)
        yield Offer("issue_all", SaveSlip(**named, type="sale", lines=rest))
        yield Offer("issue_part", SaveSlip(**named, type="sale", lines=part))
        for kind in SLIP_TYPES[1:]:
            yield Offer(f"issue_{kind}", SaveSlip(**named, type=kind, lines=rest))
    else:
        one = (SlipLine(order.lines[0].no, order.lines[0].item, 1),)
        yield Offer("issue_more", SaveSlip(**named, type="sale", lines=one))


def _corrections(named: Fields, slip: Slip) -> Iterator[Offer]:
    same: Fields = {**named, "number": slip.number, "date": slip.date}
    first, *rest = slip.lines
    if first.quantity > 1:
        fewer = (replace(first, quantity=first.quantity - 1), *rest)
        yield Offer("edit_quantity", EditSlip(**same, type=slip.type, lines=fewer))
    renumbered: Fields = {**same, "number": f"{slip.number}b"}
    yield Offer("edit_number", EditSlip(**renumbered, type=slip.type, lines=slip.lines))
    later: Fields = {**same, "date": slip.date + 1}
    yield Offer("edit_date", EditSlip(**later, type=slip.type, lines=slip.lines))
    other: SlipType = "transfer" if slip.type in ("sale", "other") else "sale"
    yield Offer("edit_type", EditSlip(**same, type=other, lines=slip.lines))


def _accountant(by: str, order: str, seen: AccountingDossier, fresh: Fresh) -> Iterator[Offer]:
    on: Fields = {"by": by, "role": "accountant", "order": order}
    request = max(seen.noted, seen.copy.request if seen.copy else 0)
    if request:
        kinds: tuple[PaperKind, ...] = ("voucher", "invoice", "receipt")
        for kind in kinds:
            made = MakePaper(**on, paper=fresh("CT"), kind=kind, request=request)
            yield Offer(f"make_{kind}", made)
    if seen.copy is not None:
        yield Offer("record_copy", RecordCopy(**on))
        yield Offer("reject_copy", RejectCopy(**on))
    for paper in seen.papers:
        named: Fields = {**on, "paper": paper.paper}
        if paper.posted:
            yield Offer("unpost", UnpostPaper(**named))
        else:
            yield Offer("post", PostPaper(**named))
            yield Offer("delete_paper", DeletePaper(**named))


def _administrator(by: str, seen: WorkflowState) -> Iterator[Offer]:
    on: Fields = {"by": by, "role": "administrator"}
    for flow in FLOWS:
        for setting in SETTINGS[flow]:
            kind = f"switch_{flow}_{setting}"
            yield Offer(kind, SwitchFlow(**on, flow=flow, setting=setting))
    for run in sorted(seen.failed.keys()):
        yield Offer("rerun", Rerun(**on, run=run))
