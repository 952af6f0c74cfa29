"""What stands before anybody does anything: stock, known codes, the flow set-up."""

from __future__ import annotations

from collections.abc import Iterator

from actors.arrivals import customer_code, item_code
from actors.trace import Sale, Trace
from sim.record import Opening
from sim.rules.events import CodeAdded, CustomerAdded, FlowSwitched, GoodsReceived
from sim.rules.values import Flows
from sim.scenario import FlowSettings, Scenario


def opening_of(scenario: Scenario, trace: Trace | None = None) -> Iterator[Opening]:
    """Return the events with which the apps open."""
    missing = scenario.missing_codes
    in_stock = dict(trace.opening_stock) if trace is not None else scenario.stock
    for item in _items(scenario, trace):
        quantity = in_stock.get(item, scenario.opening_stock)
        if item not in missing.warehouse_items:
            yield Opening("warehouse", GoodsReceived(item=item, quantity=quantity))
        if item not in missing.accounting_items:
            yield Opening("accounting", CodeAdded(kind="item", code=item))
    for customer in customers_of(scenario, trace):
        if customer not in missing.warehouse_customers:
            yield Opening("warehouse", CustomerAdded(customer=customer))
        if customer not in missing.accounting_customers:
            yield Opening("accounting", CodeAdded(kind="customer", code=customer))
    yield Opening("workflow", FlowSwitched(flows=flows_of(scenario.flows)))


def _items(scenario: Scenario, trace: Trace | None) -> list[str]:
    """Return all item codes of a scenario, in order."""
    if trace is not None:
        return [item for item, _ in trace.opening_stock]
    given = [line.item for order in scenario.orders for line in order.lines]
    steps = [line.item for step in scenario.steps for line in step.lines or ()]
    own = [item_code(i) for i in range(scenario.arrivals.items if _bulk(scenario) else 0)]
    return list(dict.fromkeys((*own, *given, *steps, *scenario.stock)))


def customers_of(scenario: Scenario, trace: Trace | None = None) -> list[str]:
    """Return all customer codes of a scenario, in order."""
    if trace is not None:
        sales = [work.customer for work in trace.works if isinstance(work, Sale)]
        return list(dict.fromkeys(sales))
    given = [order.customer for order in scenario.orders]
    steps = [step.customer for step in scenario.steps if step.customer]
    bulk = scenario.arrivals.customers if _bulk(scenario) else 0
    return list(dict.fromkeys((*map(customer_code, range(bulk)), *given, *steps)))


def _bulk(scenario: Scenario) -> bool:
    """Tell whether customers and items are made up by arrivals."""
    return scenario.form == "population" and scenario.trace is None


def flows_of(settings: FlowSettings) -> Flows:
    """Return the flow set-up that a scenario's settings mean."""
    return Flows(
        order_to_warehouse=settings.order_to_warehouse == "on",
        status_to_sales=settings.status_to_sales == "on",
        slip_to_accounting=settings.slip_to_accounting,
        direct_link=settings.direct_link == "on",
    )
