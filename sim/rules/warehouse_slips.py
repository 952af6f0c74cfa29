"""Warehouse, the slips: saving, correcting, pushing them, the stock they move, the news they cause.

What does not live here: the order the slips belong to, and its revoke (`warehouse`).
"""

from __future__ import annotations

from msgspec.structs import replace
from rpds import HashTrieMap as Map

from sim.rules.decider import App, Decision
from sim.rules.events import (
    AnyEvent,
    MessageIgnored,
    OrderChanged,
    PushRequested,
    SlipDeleted,
    SlipEdited,
    SlipSaved,
    SlipSynced,
)
from sim.rules.messages import (
    DeleteSlip,
    EditSlip,
    Envelope,
    PushSlip,
    Refused,
    SaveSlip,
    SlipPushed,
    SlipTaken,
)
from sim.rules.state import WarehouseState
from sim.rules.values import (
    ExecutionStatus,
    Flows,
    Quantities,
    Slip,
    SlipInfo,
    SlipLine,
    SlipType,
    WarehouseDossier,
    WarehouseOrder,
    quantities,
)

Shown = tuple[ExecutionStatus, Quantities, tuple[SlipInfo, ...]]


class Slips(App[WarehouseState]):
    """The part of Warehouse that decides on slips (R1.3a-j) and what Sales is told (R1.2a-d)."""

    def save_slip(
        self, state: WarehouseState, dossier: WarehouseDossier, said: SaveSlip
    ) -> Decision:
        """Save a new slip: saved is effective, there are no drafts (domain.md 2.4)."""
        order = dossier.document
        if said.slip in state.slips:
            return Refused("number_taken", said.slip)  # Accounting knows each slip by its id
        if order is None and said.type == "sale":
            return Refused("needs_order")
        if order is not None and order.cancelled:
            return Refused("cancelled")
        commands = order.issue_commands if order else ()
        if said.issue_command and said.issue_command not in commands:
            return Refused("no_such_issue_command", said.issue_command)
        if no := self.wrong_lines(state, dossier, said.lines, None):
            return no
        slip = Slip(
            slip=said.slip,
            order=said.order,
            request=order.request if order else 0,
            type=said.type,
            lines=said.lines,
            number=said.slip,
            date=said.date,
            issue_command=said.issue_command,
        )
        event = SlipSaved(
            order=said.order,
            slip=slip,
            customer=order.customer if order else "",
            pushed=self.pushes(slip, said.flows),
        )
        return self.told(dossier, said.flows, event)

    def pushes(self, slip: Slip, flows: Flows) -> bool:
        """R1.3b-d: by itself only in automatic mode, only the two types."""
        return flows.slip_to_accounting == "automatic" and self.eligible(slip.type)

    def eligible(self, slip_type: SlipType) -> bool:
        """R1.3b: Xuất kho bán hàng and Xuất khác, no other type."""
        return slip_type in ("sale", "other")

    def wrong_lines(
        self,
        state: WarehouseState,
        dossier: WarehouseDossier,
        lines: tuple[SlipLine, ...],
        before: Slip | None,
    ) -> Refused | None:
        """Refuse lines that fit no order line, exceed the stock, or (switch) the order."""
        if not lines or any(line.quantity <= 0 for line in lines):
            return Refused("no_lines")
        order = dossier.document
        if order is not None:
            items = {line.no: line.item for line in order.lines}
            if any(items.get(line.no) != line.item for line in lines):
                return Refused("no_such_line")
            if self.assumptions.over_issue == "refuse" and over_issued(dossier, lines, before):
                return Refused("over_issue")
        return self.shortage(state, lines, before)

    def shortage(
        self, state: WarehouseState, lines: tuple[SlipLine, ...], before: Slip | None
    ) -> Refused | None:
        """Refuse unknown items and, unless the switch allows it, issues above the stock."""
        taken: dict[str, int] = {}
        for line in lines:
            taken[line.item] = taken.get(line.item, 0) + line.quantity
        for line in before.lines if before else ():
            taken[line.item] = taken.get(line.item, 0) - line.quantity
        for item, quantity in taken.items():
            stock = state.stock.get(item)
            if stock is None:
                return Refused("unknown_item", item)
            if quantity > 0 and stock < quantity and self.assumptions.stock_shortage == "refuse":
                return Refused("stock_shortage", item)
        return None

    def edit_slip(
        self, state: WarehouseState, dossier: WarehouseDossier, slip: Slip, said: EditSlip
    ) -> Decision:
        """Save a slip's new content; Accounting is not told, also not of a synced one (R1.3a)."""
        if slip.synced and self.assumptions.synced_slip_changes == "refuse":
            return Refused("synced", slip.slip)
        if dossier.document is None and said.type == "sale":
            return Refused("needs_order")
        if no := self.wrong_lines(state, dossier, said.lines, slip):
            return no
        after = replace(slip, type=said.type, lines=said.lines, number=said.number, date=said.date)
        if after == slip:
            return Refused("no_change")
        event = SlipEdited(order=said.order, slip=after, before=slip)
        return self.told(dossier, said.flows, event)

    def delete_slip(self, dossier: WarehouseDossier, slip: Slip, said: DeleteSlip) -> Decision:
        """Delete a slip; Accounting is not told, also not of a synced one (R1.3a, R1.X1)."""
        if slip.synced and self.assumptions.synced_slip_changes == "refuse":
            return Refused("synced", slip.slip)
        return self.told(dossier, said.flows, SlipDeleted(order=said.order, slip=slip))

    def push_slip(self, dossier: WarehouseDossier, slip: Slip, said: PushSlip) -> Decision:
        """The button, in manual mode and as the retry in automatic mode (R1.3d, g, h, j)."""
        if said.flows.slip_to_accounting == "off":
            return Refused("flow_not_set")
        if slip.synced:
            return Refused("synced", slip.slip)
        if not self.eligible(slip.type):
            return Refused("wrong_type", slip.slip)
        customer = dossier.document.customer if dossier.document else ""
        return (PushRequested(order=said.order, slip=slip, customer=customer),)

    def slip_taken(self, dossier: WarehouseDossier, said: SlipTaken) -> Decision:
        """Accounting has made the slip: only now is it Synced (R1.3f)."""
        slip = find(dossier, said.slip)
        if slip is None or slip.synced:
            reason = "no_such_slip" if slip is None else "repeat"
            return (MessageIgnored(order=said.order, message="SlipTaken", reason=reason),)
        return (SlipSynced(order=said.order, slip=said.slip),)

    # --- the news (flow 1.2) --------------------------------------------------------------------

    def told(self, dossier: WarehouseDossier, flows: Flows, event: AnyEvent) -> Decision:
        """Add the news to an event, where it changed anything that Sales shows (R1.2d)."""
        order = dossier.document
        if order is None:
            return (event,)
        after = self.evolved(dossier, event)
        if not self.worth_telling(self.shown(dossier), self.shown(after)):
            return (event,)
        status, issued, slips = self.shown(after)
        news = OrderChanged(
            order=event.order,
            request=order.request,
            version=order.version + 1,
            status=status,
            issued=issued,
            slips=slips,
            told=flows.status_to_sales,
        )
        return (event, news)

    def worth_telling(self, before: Shown, after: Shown) -> bool:
        """R1.2d: any of the three changes is enough, also with the status word unchanged."""
        return before != after

    def shown(self, dossier: WarehouseDossier) -> Shown:
        """Return the three things of rule 1.2: status, issued quantities, slips."""
        assert dossier.document is not None
        issued = quantities(dossier.document.lines, dossier.slips)
        slips = tuple(slip.info() for slip in dossier.slips)
        return self.status(dossier.document, issued), issued, slips

    def status(self, order: WarehouseOrder, issued: Quantities) -> ExecutionStatus:
        """Derive the execution status from the quantities (domain.md 2.2), backwards too."""
        if order.cancelled:
            return "cancelled"
        if not any(got for _, got in issued):
            return "not_started"
        enough = all(
            got >= line.quantity for line, (_, got) in zip(order.lines, issued, strict=True)
        )
        return "completed" if enough else "in_progress"

    def evolved(self, dossier: WarehouseDossier, event: AnyEvent) -> WarehouseDossier:
        """Return one dossier after the event."""
        raise NotImplementedError


def find(dossier: WarehouseDossier, name: str) -> Slip | None:
    """Return the slip of that id, or None."""
    return next((slip for slip in dossier.slips if slip.slip == name), None)


def over_issued(
    dossier: WarehouseDossier, lines: tuple[SlipLine, ...], before: Slip | None
) -> bool:
    """Tell whether these lines, with the other slips, issue more than was ordered."""
    assert dossier.document is not None
    others = tuple(one for one in dossier.slips if before is None or one.slip != before.slip)
    rest = {line.no: line.quantity for line in dossier.document.lines}
    for no, got in quantities(dossier.document.lines, others):
        rest[no] -= got
    for line in lines:
        rest[line.no] -= line.quantity
    return any(left < 0 for left in rest.values())


def moved(state: WarehouseState, event: AnyEvent) -> Map[str, int]:
    """Return the stock after a slip was saved, edited or deleted."""
    stock = state.stock
    match event:
        case SlipSaved(slip=slip):
            return shifted(stock, slip, -1)
        case SlipEdited(slip=slip, before=before):
            return shifted(shifted(stock, before, 1), slip, -1)
        case SlipDeleted(slip=slip):
            return shifted(stock, slip, 1)
    return stock


def shifted(stock: Map[str, int], slip: Slip, sign: int) -> Map[str, int]:
    """Return the stock with a slip's quantities taken out (-1) or put back (1)."""
    for line in slip.lines:
        stock = stock.insert(line.item, stock.get(line.item, 0) + sign * line.quantity)
    return stock


def push(event: SlipSaved | PushRequested) -> Envelope:
    """Return the slip on its way to Accounting, with its content of this moment."""
    slip = event.slip
    message = SlipPushed(
        order=event.order,
        slip=slip.slip,
        request=slip.request,
        type=slip.type,
        customer=event.customer,
        lines=slip.lines,
    )
    return Envelope("warehouse", "accounting", "slip_to_accounting", message)
