"""Sales (AMIS Bán hàng): orders, the sales-recording request, the revoke, what Warehouse tells.

The revoke is decided here and nowhere else: hold in Warehouse, hold in Accounting, decide, then
tell both the end. Each step is one method, so that a rule set can vary one.
"""

from __future__ import annotations

from msgspec.structs import replace

from sim.rules.decider import BUSY, App, Decision, Said
from sim.rules.events import (
    AccountingAsked,
    AnyEvent,
    DeliverySet,
    DeliveryUpdated,
    EndConfirmed,
    MessageIgnored,
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
    AnyMessage,
    CreateOrder,
    DeleteOrder,
    DeliveryByAccounting,
    EditOrder,
    EndAnswer,
    EndHold,
    Envelope,
    GiveUpRevoke,
    HandOver,
    Hold,
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
from sim.rules.state import SalesState
from sim.rules.values import (
    AppName,
    Delivery,
    DeliveryStatus,
    ExecutionStatus,
    Line,
    Quantities,
    Revoke,
    SalesOrder,
)

MAY_REQUEST = ("draft", "rejected")  # facts.md 1.1: the only two statuses
LOCKED = ("requested", "recorded")  # facts.md 1.2
ASKED: tuple[AppName, ...] = ("warehouse", "accounting")


class Sales(App[SalesState]):
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
        if said.order in state.orders:
            return Refused("number_taken", said.order)
        if not said.lines or any(line.quantity <= 0 for line in said.lines):
            return Refused("no_lines")
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
        """Refuse lines above the rest of the parent order, matched by line number."""
        above = state.orders.get(parent)
        if above is None:
            return Refused("no_such_order", parent)
        rest = {line.no: line.quantity for line in above.lines}
        for other in above.children:
            if other != child:
                for line in state.orders[other].lines:
                    rest[line.no] = rest.get(line.no, 0) - line.quantity
        if any(line.quantity > rest.get(line.no, 0) for line in lines):
            return Refused("over_parent", parent)
        return None

    def edit(self, state: SalesState, order: SalesOrder, said: EditOrder) -> Decision:
        """Change the lines; locked once requested, unless the older policy is on (facts.md 1.2)."""
        if order.recording in LOCKED and self.assumptions.edit_while_requested == "refuse":
            return Refused("locked")
        if not said.lines or any(line.quantity <= 0 for line in said.lines):
            return Refused("no_lines")
        if order.parent and (no := self.over_parent(state, order.parent, order.order, said.lines)):
            return no
        kept = {line.no: line.quantity for line in said.lines}
        for child in order.children:
            for line in state.orders[child].lines:
                kept[line.no] = kept.get(line.no, 0) - line.quantity
        if any(rest < 0 for rest in kept.values()):
            return Refused("under_children")
        return (
            OrderEdited(
                order=order.order,
                request=order.request,
                edition=order.edition + 1,
                customer=order.customer,
                lines=said.lines,
                copied=order.copied and order.recording in LOCKED,
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
                is_parent=order.is_parent,
                to_warehouse=self.goes_to_warehouse(order, said),
                to_accounting=said.flows.direct_link,
            ),
        )

    def goes_to_warehouse(self, order: SalesOrder, said: SaveRequest | OpenRequest) -> bool:
        """R1.1b: never a parent; R1.1n: only with the flow on at this moment."""
        return said.flows.order_to_warehouse and not order.is_parent

    def record(self, order: SalesOrder) -> Decision:
        """Record the sales here; where Accounting has a copy, the accountant does it there."""
        if order.copied:
            return Refused("accounting_records")
        if order.recording != "requested":
            return Refused("not_requested")
        return (SalesRecorded(order=order.order),)

    def reject(self, order: SalesOrder) -> Decision:
        """Reject the recording, also from Recorded (facts.md 1.1)."""
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

    # --- the revoke -----------------------------------------------------------------------------

    def revoke(self, order: SalesOrder) -> Decision:
        """Begin a revoke attempt (R1.1f-k); only a requested order can be revoked."""
        if order.recording == "recorded":
            return Refused("recorded")
        if order.recording != "requested":
            return Refused("not_requested")
        return (RevokeStarted(order=order.order, request=order.request, attempt=order.attempt + 1),)

    def hold_answer(self, order: SalesOrder | None, said: HoldAnswer) -> Decision:
        """Warehouse holds: ask Accounting. Both hold: decide. One refuses: refuse."""
        if order is None or not awaited(order, said, "asking"):
            return ignored(said, "ended")
        if not said.held:
            return (self.refusal(order, said.reason, said.document),)
        if said.app == "warehouse":
            return (
                AccountingAsked(order=order.order, request=order.request, attempt=said.attempt),
            )
        if order.recording != "requested":  # the news overtook the hold
            reason = "recorded" if order.recording == "recorded" else "not_requested"
            return (self.refusal(order, reason, ""),)
        return (
            RevokeCommitted(
                order=order.order, request=order.request, attempt=said.attempt, ending=ASKED
            ),
        )

    def give_up(self, order: SalesOrder) -> Decision:
        """Refuse what could not be verified: Sales decides, no hold ends by a timer elsewhere."""
        if order.revoke is None or order.revoke.phase != "asking":
            return Refused("nothing_to_give_up")
        return (self.refusal(order, "not_verified", ""),)

    def refusal(self, order: SalesOrder, reason: str, document: str) -> RevokeRefused:
        """Refuse the attempt under way and release whoever was asked, held or not.

        Also an app that refused is told the end: its late duplicate question must find the
        attempt over, or it would hold the order for ever.
        """
        assert order.revoke is not None
        asked = ASKED[: ASKED.index(order.revoke.waiting[0]) + 1]
        return RevokeRefused(
            order=order.order,
            request=order.request,
            attempt=order.revoke.attempt,
            reason=reason,
            document=document,
            ending=asked,
        )

    def end_answer(self, order: SalesOrder | None, said: EndAnswer) -> Decision:
        """An app confirmed the end of the attempt."""
        if order is None or not awaited(order, said, "ending"):
            return ignored(said, "ended")
        return (EndConfirmed(order=order.order, attempt=said.attempt, app=said.app),)

    def unanswered(self, order: SalesOrder) -> tuple[Envelope, ...]:
        """Return what a revoke under way asks again, without end, of who has not answered."""
        revoke = order.revoke
        if revoke is None:
            return ()
        if revoke.phase == "asking":
            return tuple(
                hold(app, order.order, order.request, revoke.attempt) for app in revoke.waiting
            )
        deleted = order.ended == order.request
        return tuple(
            Envelope(
                "sales",
                app,
                "revoke",
                EndHold(
                    order=order.order,
                    request=order.request,
                    attempt=revoke.attempt,
                    deleted=deleted,
                ),
            )
            for app in revoke.waiting
        )

    # --- the news from Warehouse ----------------------------------------------------------------

    def news(self, order: SalesOrder | None, said: OrderNews) -> Decision:
        """Take over Warehouse's state if it is newer than what is shown (R1.2a-d, f, g)."""
        if order is None or said.request <= order.ended:
            return ignored(said, "no_live_request")
        if not self.newer(order, said):
            return ignored(said, "older")
        return (
            DeliveryUpdated(
                order=order.order,
                request=said.request,
                version=said.version,
                delivery=self.shown(said),
            ),
        )

    def newer(self, order: SalesOrder, said: OrderNews) -> bool:
        """R1.2f: by (request, version), whatever the order of arrival."""
        return (said.request, said.version) > order.seen

    def shown(self, said: OrderNews) -> Delivery:
        """Return what Sales shows for Warehouse's state; quantities are absolute (R1.2b)."""
        return Delivery(self.status_for(said.status, said.issued), said.issued, said.slips)

    def status_for(self, status: ExecutionStatus, issued: Quantities) -> DeliveryStatus:
        """R1.2a, by the assumed table of facts.md 7.1."""
        if status == "completed":
            return "delivered"
        return "partial" if any(got for _, got in issued) else "not_delivered"

    def set_delivery(self, order: SalesOrder, said: SetDelivery) -> Decision:
        """Set the status by hand: refused while Warehouse owns the field (R1.2e)."""
        connected = said.flows.order_to_warehouse and said.flows.status_to_sales
        if connected and self.assumptions.delivery_writer == "warehouse":
            return Refused("owned_by_warehouse")
        return (DeliverySet(order=order.order, status=said.status, by="sales"),)

    def delivery_by_accounting(
        self, order: SalesOrder | None, said: DeliveryByAccounting
    ) -> Decision:
        """The direct link writes the same field: taken over only where anyone may write it."""
        if order is None or said.request != order.request or not order.live():
            return ignored(said, "no_live_request")
        if self.assumptions.delivery_writer == "warehouse":
            return ignored(said, "owned_by_warehouse")
        return (DeliverySet(order=order.order, status=said.status, by="accounting"),)

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
        return (
            state if after is order else SalesState(orders=state.orders.insert(event.order, after))
        )

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
        """Add the order; an order that gets a child is a parent from now on (1.4)."""
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
            above = replace(above, is_parent=True, children=(*above.children, event.order))
            orders = orders.insert(event.parent, above)
        return SalesState(orders=orders)

    def deleted(self, state: SalesState, event: OrderDeleted) -> SalesState:
        """Remove the order, and its number from its parent's children."""
        orders = state.orders.discard(event.order)
        if event.parent and event.parent in orders:
            above = orders[event.parent]
            children = tuple(one for one in above.children if one != event.order)
            orders = orders.insert(event.parent, replace(above, children=children))
        return SalesState(orders=orders)

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


def awaited(order: SalesOrder, said: HoldAnswer | EndAnswer, phase: str) -> bool:
    """Tell whether this answer is the one that the order's revoke waits for."""
    revoke = order.revoke
    return (
        revoke is not None
        and revoke.phase == phase
        and revoke.attempt == said.attempt
        and said.app in revoke.waiting
    )


def hold(app: AppName, order: str, request: int, attempt: int) -> Envelope:
    """Return the question to one app."""
    message = Hold(order=order, request=request, attempt=attempt)
    return Envelope("sales", app, "revoke", message)


def end(app: AppName, event: RevokeCommitted | RevokeRefused, *, deleted: bool) -> Envelope:
    """Return the decision to one app."""
    message = EndHold(
        order=event.order, request=event.request, attempt=event.attempt, deleted=deleted
    )
    return Envelope("sales", app, "revoke", message)


def ignored(said: AnyMessage, reason: str) -> tuple[MessageIgnored, ...]:
    """Return the event of a message that changes nothing."""
    return (MessageIgnored(order=said.order, message=type(said).__name__, reason=reason),)
