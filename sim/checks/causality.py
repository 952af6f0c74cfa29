"""What happened before what: the steps of a story as a graph of causes.

A step comes after another because of a message (sent there, arrived or lost here), because the
same person did both, because a person can only act on an order that the app has (seen), or just
because both were in the same app. The first three are causes. Steps that no cause orders happened
meanwhile: nothing but chance put one before the other. Steps are numbered from 1, as people read
them. What does not live here: which order decides anything (`explore.explain`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Literal, get_args

import networkx as nx

from sim.rules.messages import Busy, Command, Envelope
from sim.rules.step import Fault, Step

Tie = Literal["app", "seen", "person", "message"]
TIES: tuple[Tie, ...] = get_args(Tie)  # of two steps with several ties the last one counts
CAUSES: tuple[Tie, ...] = TIES[1:]  # an app's order alone is no cause: it is a race
MORE = ("duplicate", "retry", "crash")  # faults after which a message is under way once more

Graph = Any  # networkx.DiGraph: nodes are step numbers, edges have a `tie`


def happens_before(steps: Sequence[Step]) -> Graph:
    """Return the graph of the steps; an edge leads from the earlier to the later one."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(1, len(steps) + 1))
    found = (_by_app(steps), _by_sight(steps), _by_person(steps), _by_message(steps))
    for tie, earlier in zip(TIES, found, strict=True):
        for number, before in earlier.items():
            graph.add_edge(before, number, tie=tie)
    return graph


def edges(graph: Graph, ties: Collection[str] = TIES) -> list[Any]:
    """Return the edges of these kinds: (earlier, later, kind), in order."""
    return sorted((a, b, tie) for a, b, tie in graph.edges(data="tie") if tie in ties)


def caused(graph: Graph) -> Graph:
    """Return the graph without what only the order within an app says."""
    thin = nx.DiGraph()
    thin.add_nodes_from(graph)
    thin.add_edges_from((a, b, {"tie": tie}) for a, b, tie in edges(graph, CAUSES))
    return thin


def causes(graph: Graph, number: int) -> tuple[int, ...]:
    """Return the steps without which this one would not have come about, and itself."""
    return tuple(sorted((*nx.ancestors(caused(graph), number), number)))


def chain(graph: Graph, number: int) -> tuple[int, ...]:
    """Return the longest chain of causes that ends at a step."""
    above = caused(graph).subgraph(causes(graph, number))
    longest: dict[int, tuple[int, ...]] = {}
    for one in sorted(above):  # an edge always leads to a later step
        ways = (longest[before] for before in sorted(above.predecessors(one)))
        longest[one] = (*max(ways, key=len, default=()), one)
    return longest[number]


# --- the four kinds -----------------------------------------------------------------------------


def _by_app(steps: Sequence[Step]) -> dict[int, int]:
    """Return for each step the one before it in the same app."""
    return _former([step.app for step in steps])


def _by_sight(steps: Sequence[Step]) -> dict[int, int]:
    """Return for each command the first step that brought its order to that app."""
    first: dict[tuple[str, str], int] = {}
    found: dict[int, int] = {}
    for number, step in enumerate(steps, 1):
        place = (step.app, step.order)
        if isinstance(step.said, Command) and step.order and place in first:
            found[number] = first[place]
        elif step.events:
            first.setdefault(place, number)
    return found


def _by_person(steps: Sequence[Step]) -> dict[int, int]:
    """Return for each command the one before it of the same person."""
    return _former([step.said.by if isinstance(step.said, Command) else None for step in steps])


def _former(owners: Sequence[str | None]) -> dict[int, int]:
    last: dict[str, int] = {}
    found: dict[int, int] = {}
    for number, owner in enumerate(owners, 1):
        if owner is not None:
            if owner in last:
                found[number] = last[owner]
            last[owner] = number
    return found


def _ends(step: Step) -> bool:
    """Tell whether a message is under way no more: it arrived, or was given up."""
    if isinstance(step.said, Fault):
        return step.said.kind == "fail"
    return step.answer != Busy()


def _by_message(steps: Sequence[Step]) -> dict[int, int]:
    """Return for each arrival, and each fault of a message, the step that sent it (again)."""
    on_way: dict[Envelope, list[int]] = {}
    spent: dict[Envelope, int] = {}
    found: dict[int, int] = {}
    for number, step in enumerate(steps, 1):
        said = step.said
        envelope = said.envelope if isinstance(said, Fault) else said
        if isinstance(envelope, Envelope):
            copies = on_way.setdefault(envelope, [])
            sender = copies[0] if copies else spent.get(envelope)
            if sender is not None:
                found[number] = sender
            if isinstance(said, Fault) and said.kind in MORE:
                copies.append(number)
            elif copies and _ends(step):
                spent[envelope] = copies.pop(0)
        for sent in step.sent:
            on_way.setdefault(sent, []).append(number)
    return found
