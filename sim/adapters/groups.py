"""Which operations can be judged apart: groups of orders that share nothing a decision reads.

Orders belong together if one is the other's parent, if they use the same document number, if they
draw on the same item of which there may not be enough, or on a code that was added meanwhile. A
switch of a flow, and a run that is run again, touch every order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import networkx as nx

from sim.adapters.recorder import Look
from sim.checks.history.model import Part
from sim.checks.history.operation import Operation
from sim.rules.assumptions import Assumptions
from sim.rules.messages import (
    AddCode,
    AddCustomer,
    Command,
    CreateOrder,
    EditSlip,
    MakePaper,
    ReceiveGoods,
    SaveSlip,
    WorkflowCommand,
)
from sim.rules.state import Apps
from sim.rules.values import Line, SlipLine

Thing = tuple[str, str]  # what is shared: ("order", "DH-1"), ("item", "HH-01")


def groups(
    apps: Apps, assumptions: Assumptions, operations: Sequence[Operation]
) -> tuple[Part, ...]:
    """Divide a history that began with these documents; a part is named after its orders."""
    if any(isinstance(one.said, WorkflowCommand) for one in operations):
        return (Part("", tuple(operations)),)
    contended = set(_contended(apps, assumptions, operations))
    graph = nx.Graph()
    graph.add_edges_from(_given(apps, contended))
    homes: list[Thing] = []
    for one in operations:
        first, *others = dict.fromkeys(_touched(one, contended))
        homes.append(first)
        graph.add_node(first)
        graph.add_edges_from((first, other) for other in others)
    together = {
        thing: at for at, many in enumerate(nx.connected_components(graph)) for thing in many
    }
    parts: dict[int, list[Operation]] = {}
    names: dict[int, list[str]] = {}
    for home, one in zip(homes, operations, strict=True):
        parts.setdefault(together[home], []).append(one)
        names.setdefault(together[home], []).append(home[1])
    return tuple(
        Part(", ".join(dict.fromkeys(names[at])), tuple(mine)) for at, mine in parts.items()
    )


def _touched(one: Operation, contended: set[Thing]) -> Iterator[Thing]:
    """Yield what an operation reads or writes that another one could; its own order first."""
    said = getattr(one.said, "command", one.said)
    if not isinstance(said, (ReceiveGoods, AddCustomer, AddCode)):
        yield "order", said.order
    match said:
        case CreateOrder(parent=parent) if parent:
            yield "order", parent
        case SaveSlip(slip=number) | MakePaper(paper=number):
            yield "number", number
    yield from (code for code in _codes(said) if code in contended or not hasattr(said, "lines"))


def _codes(said: Command | Look) -> Iterator[Thing]:
    """Yield the codes of items and customers that a command names."""
    match said:
        case ReceiveGoods(item=item):
            yield "item", item
        case AddCustomer(customer=customer):
            yield "customer", customer
        case AddCode(kind=kind, code=code):
            yield kind, code
        case CreateOrder(customer=customer):
            yield "customer", customer
    yield from _items(getattr(said, "lines", ()))


def _items(lines: Iterable[Line | SlipLine]) -> Iterator[Thing]:
    return (("item", line.item) for line in lines)


def _given(apps: Apps, contended: set[Thing]) -> Iterator[tuple[Thing, Thing]]:
    """Yield what the orders and slips that stood at the beginning share."""
    for order in sorted(apps.sales.orders.keys()):
        sold = apps.sales.orders[order]
        if sold.parent:
            yield ("order", order), ("order", sold.parent)
        for code in (("customer", sold.customer), *_items(sold.lines)):
            if code in contended:
                yield ("order", order), code
    for order in sorted(apps.warehouse.dossiers.keys()):
        for slip in apps.warehouse.dossiers[order].slips:
            yield from (
                (("order", order), code) for code in _items(slip.lines) if code in contended
            )


def _contended(
    apps: Apps, assumptions: Assumptions, operations: Sequence[Operation]
) -> Iterator[Thing]:
    """Yield the codes on which decisions may depend: added meanwhile, or perhaps not enough."""
    wanted: Counter[str] = Counter()
    for one in operations:
        match one.said:
            case SaveSlip(lines=lines) | EditSlip(lines=lines):
                for line in lines:
                    wanted[line.item] += line.quantity
            case AddCustomer() | AddCode():
                yield from _codes(one.said)
            case ReceiveGoods(item=item) if item not in apps.warehouse.stock:
                yield "item", item
    if assumptions.stock_shortage == "refuse":
        for item, quantity in wanted.items():
            if quantity > apps.warehouse.stock.get(item, quantity):
                yield "item", item
