"""Sales, what others write into it: Warehouse's news, and who else may set the delivery status."""

from __future__ import annotations

from sim.rules.decider import App, Decision, ignored
from sim.rules.events import (
    DeliverySet,
    DeliveryUpdated,
)
from sim.rules.messages import (
    DeliveryByAccounting,
    OrderNews,
    Refused,
    SetDelivery,
)
from sim.rules.state import SalesState
from sim.rules.values import (
    Delivery,
    DeliveryStatus,
    ExecutionStatus,
    Quantities,
    SalesOrder,
)


class News(App[SalesState]):
    """The part of Sales that takes over what Warehouse tells (R1.2a-g)."""

    def news(self, order: SalesOrder | None, said: OrderNews) -> Decision:
        """Take over Warehouse's state if it is newer than what is shown (R1.2a-d, f, g)."""
        if order is None or not order.ended < said.request <= order.request:
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
        """R1.2a, by the assumed table of domain.md 7.1."""
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
