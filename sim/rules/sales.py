"""Sales (AMIS Bán hàng): orders and the sales-recording request; every event and message of Sales.

The revoke is in `sales_revokes`, what others write into Sales in `sales_news`.
"""

from __future__ import annotations

from msgspec.structs import replace

from sim.rules.decider import BUSY, Decision, Said, ignored
from sim.rules.events import (
    AccountingAsked,
    AnyEvent,
    DeliverySet,
    DeliveryUpdated,
    EndConfirmed,
    NumberHandedOver,
    OrderCreated,
    OrderDeleted,
    OrderEdited,
    RequestOpened,
    RequestSaved,
    RevokeCommitted,
    RevokeRefused,
    RevokeStarted,
    SalesRecorded,
    SalesRejected,
)
from sim.rules.messages import (
    CreateOrder,
    DeleteOrder,
    DeliveryByAccounting,
    EditOrder,
    EndAnswer,
    Envelope,
    GiveUpRevoke,
    HandOver,
    HoldAnswer,
    NumberTold,
    OpenRequest,
    OrderCopied,
    OrderNews,
    OrderRequested,
    RecordingNews,
    RecordOrder,
    Refused,
    RejectOrder,
    RevokeRequest,
    SalesCommand,
    SaveRequest,
    SetDelivery,
)
from sim.rules.sales_news import News
from sim.rules.sales_revokes import Revokes, end, hold
from sim.rules.state import SalesState
from sim.rules.values import (
    Delivery,
    Line,
    Revoke,
    SalesOrder,
)

MAY_REQUEST = ("draft", "rejected")  # domain.md 1.1: the only two statuses
LOCKED = ("requested", "recorded")  # domain.md 1.2


class Sales(Revokes, News):
    """The rules of Sales."""

    name = "sales"

    # --- decide ---------------------------------------------------------------------------------

    def decide(self, state: SalesState, said: Said) -> Decision:
        """Decide on a person's command or an app's message."""
        if isinstance(said, CreateOrder):
            return self.create(state, said)
        order = state.orders.get(getattr(said, "order", ""))
        if isinstance(said, SalesCommand):
            if order is None:
                return Refused("no_such_order")
            return self.command(state, order, said)
        return self.message(order, said)

    def command(self, state: SalesState, order: SalesOrder, said: SalesCommand) -> Decision:
        """Decide on a command about an existing order."""
        if isinstance(said, GiveUpRevoke):
            return self.give_up(order)
        if isinstance(said, HandOver):
            return self.hand_over(order)
        if order.revoke is not None:  # undecided, or its end is under way
            return BUSY
        match said:
            case EditOrder():
                return self.edit(state, order, said)
            case DeleteOrder():
                return self.delete(order)
            case OpenRequest():
                return self.open_request(order, said)
            case SaveRequest():
                return self.save_request(order, said)
            case RevokeRequest():
                return self.revoke(order)
            case RecordOrder():
                return self.record(order)
            case RejectOrder():
                return self.reject(order)
            case SetDelivery():
                return self.set_delivery(order, said)
        raise TypeError(f"Sales does not know {type(said).__name__}")

    def message(self, order: SalesOrder | None, said: Said) -> Decision:
        """Decide on a message; what concerns no live request is ignored and logged (R1.2g)."""
        match said:
            case HoldAnswer():
                return self.hold_answer(order, said)
            case EndAnswer():
                return self.end_answer(order, said)
            case OrderNews():
                return self.news(order, said)
            case RecordingNews():
                return self.recording_news(order, said)
            case DeliveryByAccounting():
                return self.delivery_by_accounting(order, said)
        raise TypeError(f"Sales does not know {type(said).__name__}")

    # --- orders ---------------------------------------------------------------------------------

    def create(self, state: SalesState, said: CreateOrder) -> Decision:
        """Enter an order; a child takes at most what its parent's other children left (1.4)."""
        if said.order in state.orders or said.order in state.deleted:
            return Refused("number_taken", said.order)  # other apps may still remember it
        if no := wrong_lines(said.lines):
            return no
        if said.parent and (no := self.over_parent(state, said.parent, said.order, said.lines)):
            return no
        return (
            OrderCreated(
                order=said.order,
                customer=said.customer,
                lines=said.lines,
                parent=said.parent,
                is_parent=said.is_parent,
            ),
        )

    def over_parent(
        self, state: SalesState, parent: str, child: str, lines: tuple[Line, ...]
    ) -> Refused | None:
        """Refuse lines above the rest of the parent order, matched by line number and item."""
        above = state.orders.get(parent)
        if above is None:
            return Refused("no_such_order", parent)
        rest = {(line.no, line.item): line.quantity for line in above.lines}
        for other in above.children:
            if other != child:
                for line in state.orders[other].lines:
                    rest[line.no, line.item] -= line.quantity
        if any(line.quantity > rest.get((line.no, line.item), 0) for line in lines):
            return Refused("over_parent", parent)
        return None

    def edit(self, state: SalesState, order: SalesOrder, said: EditOrder) -> Decision:
        """Change the lines; locked once requested, unless the older policy is on (1.2)."""
        if order.recording in LOCKED and self.assumptions.edit_while_requested == "refuse":
            return Refused("locked")
        if no := wrong_lines(said.lines):
            return no
        if order.parent and (no := self.over_parent(state, order.parent, order.order, said.lines)):
            return no
        kept = {(line.no, line.item): line.quantity for line in said.lines}
        for child in order.children:
            for line in state.orders[child].lines:
                kept[line.no, line.item] = kept.get((line.no, line.item), 0) - line.quantity
        if any(rest < 0 for rest in kept.values()):
            return Refused("under_children")
        return (
            OrderEdited(
                order=order.order,
                request=order.request,
                edition=order.edition + 1,
                customer=order.customer,
                lines=said.lines,
                copied=order.copied and order.recording in LOCKED and said.flows.direct_link,
            ),
        )

    def delete(self, order: SalesOrder) -> Decision:
        """Delete an order; refused while a request is live or children exist."""
        if order.live() and self.assumptions.delete_while_requested == "refuse":
            return Refused("locked")
        if order.children:
            return Refused("has_children", order.children[0])
        return (OrderDeleted(order=order.order, parent=order.parent),)

    # --- the request ----------------------------------------------------------------------------

    def open_request(self, order: SalesOrder, said: OpenRequest) -> Decision:
        """Open the request screen: nothing is sent (R1.1c)."""
        del said
        if order.recording not in MAY_REQUEST:
            return Refused("not_draft")
        return (RequestOpened(order=order.order),)

    def save_request(self, order: SalesOrder, said: SaveRequest | OpenRequest) -> Decision:
        """Save the request: the order goes to Warehouse, unless it is a parent (R1.1a, b, n)."""
        if order.recording not in MAY_REQUEST:
            return Refused("not_draft")
        return (
            RequestSaved(
                order=order.order,
                request=order.request + 1,
                edition=order.edition,
                customer=order.customer,
                lines=order.lines,
                is_parent=order.parent_now(),
                to_warehouse=self.goes_to_warehouse(order, said),
                to_accounting=said.flows.direct_link,
            ),
        )

    def goes_to_warehouse(self, order: SalesOrder, said: SaveRequest | OpenRequest) -> bool:
        """R1.1b: never a parent; R1.1n: only with the flow on at this moment."""
        return said.flows.order_to_warehouse and not order.parent_now()

    def record(self, order: SalesOrder) -> Decision:
        """Record the sales here; where Accounting has a copy, the accountant does it there."""
        if order.copied:
            return Refused("accounting_records")
        if order.recording != "requested":
            return Refused("not_requested")
        return (SalesRecorded(order=order.order),)

    def reject(self, order: SalesOrder) -> Decision:
        """Reject the recording, also from Recorded (domain.md 1.1)."""
        if order.copied:
            return Refused("accounting_records")
        if order.recording not in LOCKED:
            return Refused("not_requested")
        return (SalesRejected(order=order.order),)

    def recording_news(self, order: SalesOrder | None, said: RecordingNews) -> Decision:
        """Accounting recorded or rejected: taken over for the live request, newest wins."""
        if order is None or said.request != order.request or not order.live():
            return ignored(said, "no_live_request")
        if said.version <= order.recording_version:
            return ignored(said, "older")
        kind = SalesRecorded if said.recording == "recorded" else SalesRejected
        return (kind(order=order.order, version=said.version),)

    def hand_over(self, order: SalesOrder) -> Decision:
        """Tell the accountants the number of a requested order: words, not a sync."""
        if not order.live():
            return Refused("not_requested")
        return (NumberHandedOver(order=order.order, request=order.request),)

    # --- evolve ---------------------------------------------------------------------------------

    def evolve(self, state: SalesState, event: AnyEvent) -> SalesState:
        """Return the state after the event."""
        if isinstance(event, OrderCreated):
            return self.created(state, event)
        if isinstance(event, OrderDeleted):
            return self.deleted(state, event)
        order = state.orders.get(event.order)
        if order is None:
            return state
        after = self.evolved(order, event)
        if after is order:
            return state
        return replace(state, orders=state.orders.insert(event.order, after))

    def evolved(self, order: SalesOrder, event: AnyEvent) -> SalesOrder:
        """Return one order after the event."""
        match event:
            case OrderEdited(lines=lines, edition=edition):
                return replace(order, lines=lines, edition=edition)
            case RequestSaved():
                return replace(
                    order,
                    recording="requested",
                    recording_version=0,
                    request=event.request,
                    copied=event.to_accounting,
                    refusal=("", ""),
                )
            case SalesRecorded(version=version):
                return replace(order, recording="recorded", recording_version=version)
            case SalesRejected(version=version):
                return replace(order, recording="rejected", recording_version=version)
            case RevokeStarted(attempt=attempt):
                return replace(
                    order,
                    attempt=attempt,
                    revoke=Revoke(attempt, "asking", ("warehouse",)),
                    refusal=("", ""),
                )
            case AccountingAsked(attempt=attempt):
                return replace(order, revoke=Revoke(attempt, "asking", ("accounting",)))
            case RevokeCommitted(attempt=attempt, ending=ending):
                return replace(
                    order,
                    recording="draft",
                    ended=event.request,
                    copied=False,
                    delivery=Delivery(),
                    revoke=Revoke(attempt, "ending", ending),
                )
            case RevokeRefused(attempt=attempt, ending=ending):
                return replace(
                    order,
                    revoke=Revoke(attempt, "ending", ending),
                    refusal=(event.reason, event.document),
                )
            case EndConfirmed(attempt=attempt, app=app):
                assert order.revoke is not None
                waiting = tuple(one for one in order.revoke.waiting if one != app)
                return replace(
                    order, revoke=Revoke(attempt, "ending", waiting) if waiting else None
                )
            case DeliveryUpdated(request=request, version=version, delivery=delivery):
                return replace(order, delivery=delivery, seen=(request, version))
            case DeliverySet(status=status):
                return replace(
                    order,
                    delivery=Delivery(status, order.delivery.delivered, order.delivery.issues),
                )
        return order

    def created(self, state: SalesState, event: OrderCreated) -> SalesState:
        """Add the order; an order is a parent while it has children (1.4)."""
        orders = state.orders.insert(
            event.order,
            SalesOrder(
                order=event.order,
                customer=event.customer,
                lines=event.lines,
                parent=event.parent,
                is_parent=event.is_parent,
            ),
        )
        if event.parent:
            above = orders[event.parent]
            above = replace(above, children=(*above.children, event.order))
            orders = orders.insert(event.parent, above)
        return replace(state, orders=orders)

    def deleted(self, state: SalesState, event: OrderDeleted) -> SalesState:
        """Remove the order, and its number from its parent's children."""
        orders = state.orders.discard(event.order)
        if event.parent and event.parent in orders:
            above = orders[event.parent]
            children = tuple(one for one in above.children if one != event.order)
            orders = orders.insert(event.parent, replace(above, children=children))
        return SalesState(orders=orders, deleted=state.deleted.insert(event.order, True))

    # --- react ----------------------------------------------------------------------------------

    def react(self, event: AnyEvent) -> tuple[Envelope, ...]:
        """Return what Sales tells the others."""
        match event:
            case RequestSaved():
                return self.request_sent(event)
            case OrderEdited(copied=True):
                return (self.copy_sent(event),)
            case RevokeStarted(request=request, attempt=attempt):
                return (hold("warehouse", event.order, request, attempt),)
            case AccountingAsked(request=request, attempt=attempt):
                return (hold("accounting", event.order, request, attempt),)
            case RevokeCommitted():
                return tuple(end(app, event, deleted=True) for app in event.ending)
            case RevokeRefused():
                return tuple(end(app, event, deleted=False) for app in event.ending)
            case NumberHandedOver(request=request):
                told = NumberTold(order=event.order, request=request)
                return (Envelope("sales", "accounting", "spoken", told),)
        return ()

    def request_sent(self, event: RequestSaved) -> tuple[Envelope, ...]:
        """R1.1a and the direct link: where the saved request goes."""
        sent: tuple[Envelope, ...] = ()
        if event.to_warehouse:
            message = OrderRequested(
                order=event.order,
                request=event.request,
                customer=event.customer,
                lines=event.lines,
            )
            sent += (Envelope("sales", "warehouse", "order_to_warehouse", message),)
        return (*sent, self.copy_sent(event)) if event.to_accounting else sent

    def copy_sent(self, event: RequestSaved | OrderEdited) -> Envelope:
        """Return the order on its way to Accounting by the direct link."""
        message = OrderCopied(
            order=event.order,
            request=event.request,
            edition=event.edition,
            customer=event.customer,
            lines=event.lines,
        )
        return Envelope("sales", "accounting", "direct_link", message)


def wrong_lines(lines: tuple[Line, ...]) -> Refused | None:
    """Refuse an order without lines or quantities, or with one line number twice (R1.2b)."""
    if not lines or any(line.quantity <= 0 for line in lines):
        return Refused("no_lines")
    if len({line.no for line in lines}) < len(lines):
        return Refused("line_twice")
    return None
