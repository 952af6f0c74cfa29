"""What happened before what: messages, people, what a person can see, and an app's own order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from sim.checks.causality import causes, chain, edges, happens_before
from sim.checks.judge import Judge
from sim.checks.ledger import Ledger
from sim.explore.choices import Seeded
from sim.explore.stories import Stage
from sim.rules.assumptions import Assumptions
from sim.rules.messages import (
    Accepted,
    Busy,
    Command,
    CreateOrder,
    Envelope,
    OpenRequest,
    RevokeRequest,
    SaveRequest,
    SaveSlip,
)
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.rules.values import Line, SlipLine
from sim.rules.world import reference

LAN = {"by": "lan", "role": "salesperson", "order": "DH-1"}
ENTER = CreateOrder(customer="KH-01", lines=(Line(1, "HH-01", 1),), **LAN)  # type: ignore[arg-type]
SAVE = SaveRequest(**LAN)  # type: ignore[arg-type]
REVOKE = RevokeRequest(**LAN)  # type: ignore[arg-type]
ISSUE = SaveSlip(by="minh", role="clerk", order="DH-1", slip="PX-1", type="sale",
                 lines=(SlipLine(1, "HH-01", 1),))  # fmt: skip


def stage() -> Stage:
    assumptions = Assumptions(stock_shortage="allow")
    return Stage(reference(assumptions), Judge(assumptions, ()), Apps(), Ledger())


def taken(*said: Command | int) -> list[Step]:
    """Play commands, and arrivals given as the place of a message under way."""
    on = stage()
    for one in said:
        if isinstance(one, int):
            on.arrive(on.under_way[one])
        else:
            on.say(one)
    return on.steps


def ties(steps: Sequence[Step], tie: str) -> list[tuple[int, int]]:
    return [(a, b) for a, b, _ in edges(happens_before(steps), (tie,))]


def test_a_message_ties_its_sending_to_its_arrival() -> None:
    """Sent by step 2, arrived in step 3; the answer of the revoke likewise."""
    steps = taken(ENTER, SAVE, 0, REVOKE, 0, 0)

    assert ties(steps, "message") == [(2, 3), (4, 5), (5, 6)]


def test_a_persons_steps_are_tied_in_their_order() -> None:
    """Whatever others do between them."""
    assert ties(taken(ENTER, SAVE, 0, ISSUE, REVOKE), "person") == [(1, 2), (2, 5)]


def test_a_person_can_only_act_on_an_order_that_the_app_has() -> None:
    """The clerk's first step is tied to the arrival of the order."""
    assert ties(taken(ENTER, SAVE, 0, ISSUE), "seen") == [(3, 4)]


def test_the_order_within_an_app_is_known_but_is_no_cause() -> None:
    """The question and the slip meet in Warehouse: that is the race."""
    steps = taken(ENTER, SAVE, 0, REVOKE, 0, ISSUE)

    assert (5, 6) in ties(steps, "app")
    assert causes(happens_before(steps), 6) == (1, 2, 3, 6)


def test_a_doubled_message_arrives_because_it_was_sent_and_because_it_was_doubled() -> None:
    """The first arrival comes of the sender, the second of the fault."""
    on = stage()
    on.say(ENTER)
    on.say(SAVE)
    (message,) = on.under_way
    on.fail(Fault("duplicate", "warehouse", message))
    on.arrive(message)
    on.arrive(message)

    assert ties(on.steps, "message") == [(2, 3), (2, 4), (3, 5)]


def test_a_busy_answer_consumes_nothing() -> None:
    """The message comes again, from the same sender."""
    message = Envelope("sales", "warehouse", "revoke", SENT.message)
    steps = [
        Step("sales", SAVE, Accepted(), (), (message,)),
        Step("warehouse", message, Busy()),
        Step("warehouse", message, Accepted()),
    ]

    assert ties(steps, "message") == [(1, 2), (1, 3)]


SENT = taken(ENTER, SAVE)[-1].sent[0]


def test_the_chain_is_the_longest_way_of_causes() -> None:
    """From entering the order to the question in Accounting, a link a step."""
    steps = taken(ENTER, SAVE, 0, REVOKE, 0, ISSUE, 0, 0)

    assert [type(step.said).__name__ for step in steps][-1] == "Envelope"
    assert chain(happens_before(steps), 8) == (1, 2, 4, 5, 7, 8)


@given(st.integers(0, 10_000))
def test_every_tie_leads_forward_and_a_chain_is_a_way(seed: int) -> None:
    """Over random stories: no cycle, no arrow back, each link of a chain an edge."""
    on, choices = stage(), Seeded(seed)
    for _ in range(14):
        pick = choices.pick(8 + len(on.under_way), ("test", "next"))
        if pick < 8:
            on.say((ENTER, SAVE, REVOKE, ISSUE, OpenRequest(**LAN), SAVE, SAVE, ISSUE)[pick])  # type: ignore[arg-type]
        else:
            on.arrive(on.under_way[pick - 8])
    graph = happens_before(on.steps)

    assert list(graph) == list(range(1, 15))
    assert all(a < b for a, b, _ in edges(graph))
    assert nx.is_directed_acyclic_graph(graph)
    for number in graph:
        found = chain(graph, number)
        assert found[-1] == number
        assert all(graph.has_edge(a, b) for a, b in pairwise(found))
        assert set(found) <= set(causes(graph, number))
