"""Warehouse (AMIS Kho): the synced order, issue commands, issue slips, stock, and its news."""

from __future__ import annotations

from msgspec.structs import replace
from rpds import HashTrieMap as Map

from sim.rules.decider import BUSY, App, Decision, Said
from sim.rules.events import (
    AnyEvent,
    CustomerAdded,
    GoodsReceived,
    HoldEnded,
    HoldPlaced,
    IssueCommandMade,
    MessageIgnored,
    OrderCancelled,
    OrderChanged,
    OrderReceived,
    OrderRefreshed,
    OrderWithdrawn,
    PushRequested,
    RequestTakenOn,
    SlipDeleted,
    SlipEdited,
    SlipSaved,
    SlipSynced,
)
from sim.rules.guard import decide_hold, evolve_guard, react_guard
from sim.rules.messages import (
    AddCustomer,
    CancelOrder,
    DeleteSlip,
    EditSlip,
    EndHold,
    Envelope,
    Hold,
    MakeIssueCommand,
    OrderNews,
    OrderRequested,
    PushSlip,
    ReceiveGoods,
    Refused,
    SaveSlip,
    SlipPushed,
    SlipTaken,
    WarehouseCommand,
)
from sim.rules.state import WarehouseState
from sim.rules.values import (
    EMPTY_WAREHOUSE_DOSSIER,
    NO_ORDER,
    ExecutionStatus,
    Flows,
    Line,
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


class Warehouse(App[WarehouseState]):
    """The rules of Warehouse."""

    name = "warehouse"

    # --- decide ---------------------------------------------------------------------------------

    def decide(self, state: WarehouseState, said: Said) -> Decision:
        """Decide on a person's command or an app's message."""
        match said:
            case ReceiveGoods():
                return (GoodsReceived(item=said.item, quantity=said.quantity),)
            case AddCustomer():
                return (CustomerAdded(customer=said.customer),)
        assert not isinstance(said, (ReceiveGoods, AddCustomer))
        dossier = state.dossiers.get(getattr(said, "order", ""), EMPTY_WAREHOUSE_DOSSIER)
        if isinstance(said, WarehouseCommand):
            return self.command(state, dossier, said)
        match said:
            case OrderRequested():
                return self.order_requested(state, dossier, said)
            case Hold():
                return decide_hold("warehouse", dossier.guard, said, self.obstacle(dossier))
            case EndHold():
                return self.end_hold(dossier, said)
            case SlipTaken():
                return self.slip_taken(dossier, said)
        raise TypeError(f"Warehouse does not know {type(said).__name__}")

    def command(
        self, state: WarehouseState, dossier: WarehouseDossier, said: WarehouseCommand
    ) -> Decision:
        """Decide on a command about one order, or about a slip without order."""
        if self.busy(dossier):
            return BUSY
        if dossier.document is None and said.order != NO_ORDER:
            return Refused("no_such_order", said.order)
        match said:
            case MakeIssueCommand():
                return self.make_issue_command(dossier, said)
            case CancelOrder():
                return self.cancel(dossier, said)
            case SaveSlip():
                return self.save_slip(state, dossier, said)
        slip = find(dossier, getattr(said, "slip", ""))
        if slip is None:
            return Refused("no_such_slip", getattr(said, "slip", ""))
        match said:
            case EditSlip():
                return self.edit_slip(state, dossier, slip, said)
            case DeleteSlip():
                return self.delete_slip(dossier, slip, said)
            case PushSlip():
                return self.push_slip(dossier, slip, said)
        raise TypeError(f"Warehouse does not know {type(said).__name__}")

    def busy(self, dossier: WarehouseDossier) -> bool:
        """Tell whether a revoke holds the order: a person's command must wait."""
        return dossier.guard.hold > 0

    # --- the order ------------------------------------------------------------------------------

    def order_requested(
        self, state: WarehouseState, dossier: WarehouseDossier, said: OrderRequested
    ) -> Decision:
        """Make the order once per request; a later request is taken on (R1.1a, l, m)."""
        if said.request <= dossier.guard.ended_request:
            return Refused("revoked", said.order)
        if no := unknown_code(state, said.customer, said.lines):
            return no
        if dossier.document is None:
            return (self.received(said),)
        if said.request <= dossier.document.request:
            return (MessageIgnored(order=said.order, message="OrderRequested", reason="repeat"),)
        if dossier.slips:
            return (RequestTakenOn(order=said.order, request=said.request),)
        return (
            OrderRefreshed(
                order=said.order,
                request=said.request,
                customer=said.customer,
                lines=said.lines,
            ),
        )

    def received(self, said: OrderRequested) -> OrderReceived:
        """R1.1d: same number, customer, lines, quantities."""
        return OrderReceived(
            order=said.order, request=said.request, customer=said.customer, lines=said.lines
        )

    def make_issue_command(self, dossier: WarehouseDossier, said: MakeIssueCommand) -> Decision:
        """Make an issue command; several per order are allowed (R1.1e)."""
        order = dossier.document
        assert order is not None
        if order.cancelled:
            return Refused("cancelled")
        if said.issue_command in order.issue_commands:
            return Refused("number_taken", said.issue_command)
        return (IssueCommandMade(order=said.order, issue_command=said.issue_command),)

    def cancel(self, dossier: WarehouseDossier, said: CancelOrder) -> Decision:
        """Cancel the order by hand; its slips stay."""
        assert dossier.document is not None
        if dossier.document.cancelled:
            return Refused("cancelled")
        return self.told(dossier, said.flows, OrderCancelled(order=said.order))

    # --- slips ----------------------------------------------------------------------------------

    def save_slip(
        self, state: WarehouseState, dossier: WarehouseDossier, said: SaveSlip
    ) -> Decision:
        """Save a new slip: saved is effective, there are no drafts (facts.md 2.4)."""
        order = dossier.document
        if find(dossier, said.slip) is not None:
            return Refused("number_taken", said.slip)
        if order is None and said.type == "sale":
            return Refused("needs_order")
        if order is not None and order.cancelled:
            return Refused("cancelled")
        if order and said.issue_command and said.issue_command not in order.issue_commands:
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
        """Derive the execution status from the quantities (facts.md 2.2), backwards too."""
        if order.cancelled:
            return "cancelled"
        if not any(got for _, got in issued):
            return "not_started"
        enough = all(
            got >= line.quantity for line, (_, got) in zip(order.lines, issued, strict=True)
        )
        return "completed" if enough else "in_progress"

    # --- the revoke -----------------------------------------------------------------------------

    def obstacle(self, dossier: WarehouseDossier) -> tuple[str, str] | None:
        """Return the reason against a revoke: any slip is activity, a command is not (R1.1g)."""
        if dossier.slips:
            return "activity_in_warehouse", dossier.slips[0].slip
        return None

    def end_hold(self, dossier: WarehouseDossier, said: EndHold) -> Decision:
        """End the attempt; a deletion takes the order of that request, never a later one."""
        ended = HoldEnded(
            order=said.order,
            app="warehouse",
            request=said.request,
            attempt=said.attempt,
            deleted=said.deleted,
        )
        order = dossier.document
        if not said.deleted or order is None or order.request > said.request:
            return (ended,)
        withdrawn = OrderWithdrawn(
            order=said.order, request=order.request, issue_commands=order.issue_commands
        )
        return (ended, withdrawn)

    # --- evolve ---------------------------------------------------------------------------------

    def evolve(self, state: WarehouseState, event: AnyEvent) -> WarehouseState:
        """Return the state after the event."""
        match event:
            case GoodsReceived(item=item, quantity=quantity):
                stock = state.stock.insert(item, state.stock.get(item, 0) + quantity)
                return replace(state, stock=stock)
            case CustomerAdded(customer=customer):
                return replace(state, customers=state.customers.insert(customer, True))
        before = state.dossiers.get(event.order, EMPTY_WAREHOUSE_DOSSIER)
        after = self.evolved(before, event)
        if after is before:
            return state
        return replace(
            state,
            dossiers=state.dossiers.insert(event.order, after),
            stock=moved(state, event),
        )

    def evolved(self, dossier: WarehouseDossier, event: AnyEvent) -> WarehouseDossier:
        """Return one dossier after the event."""
        match event:
            case HoldPlaced() | HoldEnded():
                return replace(dossier, guard=evolve_guard(dossier.guard, event))
            case SlipSaved() | SlipEdited() | SlipDeleted() | SlipSynced():
                return replace(dossier, slips=self.slips_after(dossier.slips, event))
            case OrderReceived():
                order = WarehouseOrder(
                    request=event.request, customer=event.customer, lines=event.lines
                )
                return replace(dossier, document=order)
            case OrderWithdrawn():
                return replace(dossier, document=None)
        if dossier.document is None:
            return dossier
        document = self.document_after(dossier.document, event)
        return dossier if document is dossier.document else replace(dossier, document=document)

    def slips_after(
        self,
        slips: tuple[Slip, ...],
        event: SlipSaved | SlipEdited | SlipDeleted | SlipSynced,
    ) -> tuple[Slip, ...]:
        """Return the slips of one dossier after an event about one of them."""
        match event:
            case SlipSaved(slip=slip):
                return (*slips, slip)
            case SlipEdited(slip=slip):
                return tuple(slip if one.slip == slip.slip else one for one in slips)
            case SlipDeleted(slip=slip):
                return tuple(one for one in slips if one.slip != slip.slip)
            case SlipSynced(slip=name):
                return tuple(
                    replace(one, synced=True) if one.slip == name else one for one in slips
                )

    def document_after(self, order: WarehouseOrder, event: AnyEvent) -> WarehouseOrder:
        """Return the order after the event."""
        match event:
            case OrderRefreshed(request=request, customer=customer, lines=lines):
                return replace(order, request=request, customer=customer, lines=lines)
            case RequestTakenOn(request=request):
                return replace(order, request=request)
            case OrderCancelled():
                return replace(order, cancelled=True)
            case IssueCommandMade(issue_command=name):
                return replace(order, issue_commands=(*order.issue_commands, name))
            case OrderChanged(version=version):
                return replace(order, version=version)
        return order

    # --- react ----------------------------------------------------------------------------------

    def react(self, event: AnyEvent) -> tuple[Envelope, ...]:
        """Return what Warehouse tells the others."""
        match event:
            case SlipSaved(pushed=True):
                return (push(event),)
            case PushRequested():
                return (push(event),)
            case OrderChanged(told=True):
                news = OrderNews(
                    order=event.order,
                    request=event.request,
                    version=event.version,
                    status=event.status,
                    issued=event.issued,
                    slips=event.slips,
                )
                return (Envelope("warehouse", "sales", "status_to_sales", news),)
        return react_guard(event)


def find(dossier: WarehouseDossier, name: str) -> Slip | None:
    """Return the slip of that id, or None."""
    return next((slip for slip in dossier.slips if slip.slip == name), None)


def unknown_code(state: WarehouseState, customer: str, lines: tuple[Line, ...]) -> Refused | None:
    """Refuse an order whose customer or item code does not exist here (R1.1d)."""
    if customer not in state.customers:
        return Refused("unknown_customer", customer)
    for line in lines:
        if line.item not in state.stock:
            return Refused("unknown_item", line.item)
    return None


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
