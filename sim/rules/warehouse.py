"""Warehouse (AMIS Kho): the synced order, its issue commands, its revoke; every event of Warehouse.

The slips, the stock and the news are in `warehouse_slips`.
"""

from __future__ import annotations

from msgspec.structs import replace

from sim.rules.decider import BUSY, Decision, Said
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
    SlipTaken,
    WarehouseCommand,
)
from sim.rules.state import WarehouseState
from sim.rules.values import (
    EMPTY_WAREHOUSE_DOSSIER,
    NO_ORDER,
    Line,
    Slip,
    WarehouseDossier,
    WarehouseOrder,
)
from sim.rules.warehouse_slips import Slips, find, moved, push


class Warehouse(Slips):
    """The rules of Warehouse."""

    name = "warehouse"

    # --- decide ---------------------------------------------------------------------------------

    def decide(self, state: WarehouseState, said: Said) -> Decision:
        """Decide on a person's command or an app's message."""
        match said:
            case ReceiveGoods():
                if said.quantity <= 0:
                    return Refused("no_lines")
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
        state = replace(
            state,
            dossiers=state.dossiers.insert(event.order, after),
            stock=moved(state, event),
        )
        if isinstance(event, SlipSaved):
            return replace(state, slips=state.slips.insert(event.slip.slip, True))
        return state

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


def unknown_code(state: WarehouseState, customer: str, lines: tuple[Line, ...]) -> Refused | None:
    """Refuse an order whose customer or item code does not exist here (R1.1d)."""
    if customer not in state.customers:
        return Refused("unknown_customer", customer)
    for line in lines:
        if line.item not in state.stock:
            return Refused("unknown_item", line.item)
    return None
