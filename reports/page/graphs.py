"""Two graphs: how the flows are set up, and which document of one order came of which.

What does not live here: what happened before what in a story, which its diagram shows (`tales`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import networkx as nx

from reports.page.records import Recorded
from reports.words import word
from reports.words.page import Both, both, each, same
from sim.record import Entry, Opening, opened
from sim.rules import events as ev
from sim.rules.messages import FLOWS
from sim.rules.values import NO_ORDER, Flows
from sim.rules.variants import rule_set

COLUMN, ROW, WIDTH, BOX = 300, 74, 190, 44  # between columns and rows; the size of a box
MARGIN = 30
MOST_NODES = 9
COLUMNS = {"sales": 0, "warehouse": 1, "accounting": 2}
ENDS = {
    "order_to_warehouse": ("sales", "warehouse"),
    "status_to_sales": ("warehouse", "sales"),
    "slip_to_accounting": ("warehouse", "accounting"),
    "direct_link": ("sales", "accounting"),
}

Graph = Any  # networkx.DiGraph; nodes (app, number) have `words` and `gone`, edges have `words`
Document = tuple[str, str]  # app, number


class Node(NamedTuple):
    """A box; `gone` tells that the document does not exist any more."""

    words: Both
    x: int
    y: int
    gone: bool


class Edge(NamedTuple):
    """An arrow; its words begin at `x`, or have their middle there; `off`: nothing flows there."""

    words: Both
    path: str
    x: int
    y: int
    middle: bool
    off: bool


class Drawing(NamedTuple):
    """One graph with its places in pixels, and each arrow in words."""

    name: str
    title: Both
    about: Both
    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    rows: tuple[tuple[Both, Both, Both], ...]


def graphs_of(runs: Sequence[Recorded], wanted: str) -> tuple[Drawing, ...]:
    """Return the graphs of the first run; `wanted` is the order to prefer, "" if none."""
    if not runs:
        return ()
    first = runs[0].result
    rules = rule_set(first.rules, first.assumptions)
    found = [flows_drawing(opened(rules, first.opening).workflow.flows)]
    graphs = [documents_of(run.entries, run.result.opening) for run in runs]
    best = _chosen(
        {order: graph for one in reversed(graphs) for order, graph in one.items()}, wanted
    )
    if best is not None:
        found.append(documents_drawing(*best))
    return tuple(found)


def _chosen(graphs: dict[str, Graph], wanted: str) -> tuple[str, Graph] | None:
    """Return the wanted order, or the one with the most documents that can still be read."""
    if wanted in graphs and len(graphs[wanted]) > 1:
        return wanted, graphs[wanted]
    sizes = {order: len(graph) for order, graph in graphs.items() if 1 < len(graph) <= MOST_NODES}
    if not sizes:
        return None
    order = max(sizes, key=lambda one: (sizes[one], one))
    return order, graphs[order]


# --- the flows ----------------------------------------------------------------------------------


def flows_drawing(flows: Flows) -> Drawing:
    """Return how the flows are set up when the run begins."""
    nodes = tuple(
        Node(_word("app", app), MARGIN + COLUMN * at, 90, gone=False) for app, at in COLUMNS.items()
    )
    edges, rows = [], []
    for flow in FLOWS:
        source, target = ENDS[flow]
        setting = getattr(flows, flow)
        plain = setting if isinstance(setting, str) else "on" if setting else "off"
        told = both("graph.flow", flow=_word("short", flow), setting=_word("setting", plain))
        edges.append(_flow_edge(flow, told, off=plain == "off"))
        rows.append((_word("app", source), told, _word("app", target)))
    return Drawing(
        "flows",
        both("graph.flows"),
        both("graph.flows.about"),
        2 * MARGIN + 2 * COLUMN + WIDTH,
        200,
        nodes,
        tuple(edges),
        tuple(rows),
    )


def _flow_edge(flow: str, told: Both, *, off: bool) -> Edge:
    source, target = (MARGIN + COLUMN * COLUMNS[app] for app in ENDS[flow])
    if flow == "direct_link":
        x1, x2 = source + WIDTH // 2, target + WIDTH // 2
        return Edge(
            told, f"M{x1} 86C{x1} 20 {x2} 20 {x2} 84", (x1 + x2) // 2, 30, middle=True, off=off
        )
    back = target < source
    y = 124 if back else 104
    x1, x2 = (source, target + WIDTH) if back else (source + WIDTH, target)
    # two flows run side by side between Sales and Warehouse: their names stand above and below
    return Edge(told, f"M{x1} {y}H{x2}", (x1 + x2) // 2, 156 if back else 80, middle=True, off=off)


# --- the documents of one order -----------------------------------------------------------------


def documents_of(entries: Iterable[Entry], opening: Iterable[Opening] = ()) -> dict[str, Graph]:
    """Return for each order the graph of its documents: an arrow leads to what came of one."""
    graphs: dict[str, Graph] = {}
    before = (("", event.event) for event in opening)
    during = ((entry.app, event) for entry in entries for event in entry.events)
    for _, event in (*before, *during):
        if event.order == NO_ORDER:
            continue
        graph = graphs.setdefault(event.order, nx.DiGraph())
        for node, words, parent, by in _made(event, graph):
            graph.add_node(node, words=words, gone=False)
            if parent in graph:
                graph.add_edge(parent, node, words=by)
        for node in _gone(event, graph):
            graph.nodes[node]["gone"] = True
    return graphs


Made = tuple[Document, Both, Document, Both]


def _made(event: ev.AnyEvent, graph: Graph) -> Iterator[Made]:
    """Return the documents that an event makes: node, words, what it comes of, by what."""
    order = event.order
    sales, warehouse = ("sales", order), ("warehouse", order)
    match event:
        case ev.OrderCreated():
            yield sales, _named("order", order), ("", ""), same("")
        case ev.OrderReceived():
            yield warehouse, _named("order", order), sales, _word("short", "order_to_warehouse")
        case ev.CopyReceived():
            copy = ("accounting", order)
            yield copy, both("accounting.copy"), sales, _word("short", "direct_link")
        case ev.IssueCommandMade(issue_command=number):
            command = ("warehouse", number)
            yield command, _named("issue_command", number), warehouse, both("graph.by_hand")
        case ev.SlipSaved(slip=slip):
            command = ("warehouse", slip.issue_command)
            parent = command if command in graph else warehouse
            yield ("warehouse", slip.slip), _named("slip", slip.slip), parent, both("graph.by_hand")
        case ev.SlipReceived(slip=number):
            node, origin = ("accounting", number), ("warehouse", number)
            yield node, _named("slip", number), origin, _word("short", "slip_to_accounting")
        case ev.PaperMade(paper=number, kind=kind):
            copy = ("accounting", order)
            parent = copy if copy in graph else sales
            yield ("accounting", number), _named(kind, number), parent, both("graph.by_hand")


def _gone(event: ev.AnyEvent, graph: Graph) -> Iterator[Document]:
    """Return the documents that an event takes away."""
    match event:
        case ev.OrderDeleted():
            gone = {("sales", event.order)}
        case ev.OrderWithdrawn(issue_commands=commands):
            gone = {("warehouse", number) for number in (event.order, *commands)}
        case ev.CopyWithdrawn():
            gone = {("accounting", event.order)}
        case ev.SlipDeleted(slip=slip):
            gone = {("warehouse", slip.slip)}
        case ev.PaperDeleted(paper=number):
            gone = {("accounting", number)}
        case _:
            gone = set()
    return (node for node in graph if node in gone)


def documents_drawing(order: str, graph: Graph) -> Drawing:
    """Return the graph of one order's documents: a column an app, each below what it came of."""
    places: dict[Document, tuple[int, int]] = {}
    filled = dict.fromkeys(COLUMNS, 0)
    for node in nx.lexicographical_topological_sort(graph, key=str):
        above = max((places[one][1] for one in graph.predecessors(node)), default=0)
        level = max(filled[node[0]], above)
        filled[node[0]] = level + 1
        places[node] = (COLUMNS[node[0]], level)
    nodes = tuple(
        Node(graph.nodes[node]["words"], *_pixel(at), gone=graph.nodes[node]["gone"])
        for node, at in places.items()
    )
    edges = sorted(graph.edges(data="words"))
    return Drawing(
        "documents",
        both("graph.documents", order=order),
        both("graph.documents.about"),
        2 * MARGIN + 2 * COLUMN + WIDTH,
        2 * MARGIN + ROW * max(filled.values()),
        nodes,
        tuple(_edge(_pixel(places[a]), _pixel(places[b]), words) for a, b, words in edges),
        tuple((_full(graph, a), words, _full(graph, b)) for a, b, words in edges),
    )


def _pixel(place: tuple[int, int]) -> tuple[int, int]:
    return MARGIN + COLUMN * place[0], MARGIN + ROW * place[1]


def _edge(source: tuple[int, int], target: tuple[int, int], words: Both) -> Edge:
    (x1, y1), (x2, y2) = source, target
    half = BOX // 2
    if x1 == x2:
        x, side = x1 + WIDTH // 4, x1 - MARGIN + 4
        past = f"M{x1} {y1 + half}C{side} {y1 + half} {side} {y2 + half} {x1 - 2} {y2 + half}"
        path = f"M{x} {y1 + BOX}V{y2 - 2}" if y2 - y1 == ROW else past  # past those between
        return Edge(words, path, x + 8, y2 - half // 2 + 1, middle=False, off=False)
    begins, ends = (x1 + WIDTH, x2 - 2) if x2 > x1 else (x1, x2 + WIDTH + 2)
    bend = (begins + ends) // 2
    path = f"M{begins} {y1 + half}C{bend} {y1 + half} {bend} {y2 + half} {ends} {y2 + half}"
    return Edge(words, path, bend, (y1 + y2) // 2 + half - 8, middle=True, off=False)


def _full(graph: Graph, node: Document) -> Both:
    return both("graph.in", what=graph.nodes[node]["words"], app=_word("app", node[0]))


def _named(kind: str, number: str) -> Both:
    return both("graph.document", kind=both(f"document.{kind}"), number=number)


def _word(group: str, name: str) -> Both:
    return each(lambda lang: word(lang, group, name))
