"""The graphs of a report: how the flows are set up, which document came of which."""

from __future__ import annotations

import networkx as nx
from page_samples import ran

from reports.page.graphs import (
    BOX,
    ENDS,
    WIDTH,
    documents_drawing,
    documents_of,
    flows_drawing,
    graphs_of,
)
from reports.page.records import recorded
from sim.rules.messages import FLOWS
from sim.rules.values import Flows


def test_every_flow_is_drawn_with_its_setting_and_one_that_is_off_is_dashed() -> None:
    drawing = flows_drawing(Flows(slip_to_accounting="manual", status_to_sales=False))
    assert set(ENDS) == set(FLOWS)
    assert [(edge.words.en, edge.off) for edge in drawing.edges] == [
        ("flow 1.1: On", False),
        ("flow 1.2: Off", True),
        ("flow 1.3: Manual", False),
        ("direct link: Off", True),
    ]
    assert len(drawing.rows) == len(FLOWS)


def test_the_documents_of_an_order_come_of_each_other() -> None:
    """An order, its copy in Warehouse, two slips, and each slip's own in Accounting."""
    (run,) = recorded([ran("partial-issues")])[0]
    graph = documents_of(run.entries)["DH-1"]
    assert nx.is_directed_acyclic_graph(graph)
    assert list(graph.successors(("sales", "DH-1"))) == [("warehouse", "DH-1")]
    slips = list(graph.successors(("warehouse", "DH-1")))
    assert slips
    for app, number in slips:
        assert app == "warehouse"
        assert list(graph.successors((app, number))) in ([], [("accounting", number)])


def test_what_a_revoke_deletes_is_gone() -> None:
    (run,) = recorded([ran("revoke-clean")])[0]
    graph = documents_of(run.entries)["DH-1"]
    gone = {node for node, told in graph.nodes(data="gone") if told}
    assert ("warehouse", "DH-1") in gone
    assert ("sales", "DH-1") not in gone


def test_no_box_covers_another_and_all_lie_in_the_frame() -> None:
    for run in recorded([ran("kinds-when-given-up"), ran("partial-issues")])[0]:
        for order, graph in documents_of(run.entries).items():
            drawing = documents_drawing(order, graph)
            places = [(node.x, node.y) for node in drawing.nodes]
            assert len(places) == len(set(places))
            for x, y in places:
                assert 0 <= x <= drawing.width - WIDTH
                assert 0 <= y <= drawing.height - BOX


def test_the_order_of_the_first_story_is_the_one_that_is_drawn() -> None:
    runs = recorded([ran("rough-network-day")])[0]
    wanted = graphs_of(runs, "DH-0005")
    assert [one.name for one in wanted] == ["flows", "documents"]
    assert "DH-0005" in wanted[1].title.en
    assert graphs_of((), "") == ()
