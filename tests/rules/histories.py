"""Random histories: what three orders and their people could have been through.

A history is a plain list of moves: somebody says something, or one of the messages under way
arrives (the i-th, so any may overtake any), perhaps not for the last time. No test lives here.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

import hypothesis
from hypothesis import strategies as st
from rules.given import given
from rules.vocabulary import (
    CREATED,
    CUSTOMER,
    DH1,
    DH2,
    DH3,
    LINES,
    accountant,
    administrator,
    clerk,
    manager,
    salesperson,
    says,
    taken,
)

from sim.rules.assumptions import CATALOGUE
from sim.rules.events import AnyEvent, OrderCreated
from sim.rules.messages import (
    FLOWS,
    AddCustomer,
    Busy,
    CancelOrder,
    Command,
    CreateOrder,
    DeleteOrder,
    DeletePaper,
    DeleteSlip,
    EditOrder,
    EditSlip,
    Envelope,
    GiveUpRevoke,
    HandOver,
    MakeIssueCommand,
    MakePaper,
    OpenRequest,
    PostPaper,
    PushSlip,
    ReceiveGoods,
    RecordCopy,
    RecordOrder,
    RejectCopy,
    RejectOrder,
    Rerun,
    RevokeRequest,
    SaveRequest,
    SaveSlip,
    SetDelivery,
    SwitchFlow,
    UnpostPaper,
)
from sim.rules.state import Apps
from sim.rules.step import Step
from sim.rules.values import Flows, Line
from sim.rules.world import Rules, act, deliver

STRANGER = "KH-9"
START = (
    CREATED,
    OrderCreated(order=DH2, customer=CUSTOMER, lines=LINES),
    OrderCreated(order=DH3, customer=STRANGER, lines=LINES[:1]),
)


def _on(order: str) -> Iterator[Command]:
    """Say everything that can be said about one order, the likeliest first."""
    on: dict[str, Any] = {"order": order}
    first, second, third = (f"PX-{order}-{no}" for no in (1, 2, 3))
    yield salesperson(RevokeRequest, **on)
    yield clerk(SaveSlip, **on, slip=first, type="sale", lines=taken((1, 3)))
    yield salesperson(SaveRequest, **on)
    yield clerk(DeleteSlip, **on, slip=first)
    yield manager(RejectOrder, **on)
    yield accountant(MakePaper, **on, paper=f"CT-{order}", kind="voucher", request=1)
    yield accountant(DeletePaper, **on, paper=f"CT-{order}")
    yield clerk(PushSlip, **on, slip=first)
    yield clerk(EditSlip, **on, slip=first, type="sale", lines=taken((1, 7)), number=first)
    yield clerk(EditSlip, **on, slip=first, type="transfer", lines=taken((2, 6)), number="b")
    yield clerk(SaveSlip, **on, slip=second, type="other", lines=taken((1, 10), (2, 5)))
    yield clerk(SaveSlip, **on, slip=third, type="production", lines=taken((2, 5)))
    yield clerk(DeleteSlip, **on, slip=third)
    yield clerk(DeleteSlip, **on, slip=second)
    yield clerk(MakeIssueCommand, **on, issue_command=f"LX-{order}")
    yield clerk(CancelOrder, **on)
    yield accountant(RejectCopy, **on)
    yield accountant(RecordCopy, **on)
    yield manager(RecordOrder, **on)
    yield salesperson(EditOrder, **on, lines=(Line(1, "A", 8), Line(2, "B", 6)))
    yield salesperson(HandOver, **on)
    yield salesperson(DeleteOrder, **on)
    yield salesperson(GiveUpRevoke, **on)
    yield salesperson(OpenRequest, **on)
    yield salesperson(SetDelivery, **on, status="delivered")
    yield accountant(MakePaper, **on, paper=f"CT-{order}", kind="receipt", request=2)
    yield accountant(MakePaper, **on, paper=f"HD-{order}", kind="invoice", request=1)
    yield accountant(PostPaper, **on, paper=f"CT-{order}")
    yield accountant(UnpostPaper, **on, paper=f"CT-{order}")
    yield accountant(DeletePaper, **on, paper=first)
    yield says("accountant", RevokeRequest, **on)
    yield salesperson(CreateOrder, order=f"{order}-C", customer=CUSTOMER, lines=LINES, parent=order)


def _at_large() -> Iterator[Command]:
    """Say everything that concerns no order, or all of them."""
    yield clerk(AddCustomer, customer=STRANGER, order="")
    yield administrator(Rerun, run=f"order_to_warehouse:{DH3}/1")
    yield clerk(ReceiveGoods, item="A", quantity=5)
    yield clerk(SaveSlip, order="", slip="PX-0", type="other", lines=taken((1, 2)))
    for flow in FLOWS:
        push = flow == "slip_to_accounting"
        for setting in ("automatic", "manual", "off") if push else ("on", "off"):
            yield administrator(SwitchFlow, flow=flow, setting=setting)


class Arrival(NamedTuple):
    """The message at this place (counted round) arrives; with `stays` it comes again."""

    place: int
    stays: bool


Move = Command | Arrival
COMMANDS: tuple[Command, ...] = (*_on(DH1), *_on(DH2), salesperson(SaveRequest, order=DH3))
LIKELY: tuple[Command, ...] = tuple(_on(DH1))[:6]
SETTINGS: tuple[Command, ...] = tuple(_at_large())
ARRIVALS = st.builds(Arrival, st.integers(0, 5), st.sampled_from([False, False, False, True]))


def moves(*, switches: bool) -> st.SearchStrategy[list[Move]]:
    """Return all lists of moves; without `switches` the flows stay as they are.

    A list of lists, since a list of this library is short unless it is told to be long, and then
    it cannot be shrunk.
    """
    settings = [one for one in SETTINGS if switches or not isinstance(one, SwitchFlow)]
    spoken = st.sampled_from([*COMMANDS, *settings])
    move = st.one_of(ARRIVALS, ARRIVALS, ARRIVALS, st.sampled_from(LIKELY), spoken)
    days = st.lists(st.lists(move, max_size=20), min_size=8, max_size=20)
    return days.map(lambda days: [move for day in days for move in day])


class Taken(NamedTuple):
    """One step of a history, with the state on both sides of it."""

    before: Apps
    step: Step
    after: Apps


class History(NamedTuple):
    """A history as it was played: the rules, its steps, what stands and what is under way."""

    rules: Rules
    start: Apps
    steps: tuple[Taken, ...]
    apps: Apps
    way: tuple[Envelope, ...]


def play(assumptions: dict[str, str], flows: Flows, moves: list[Move]) -> History:
    """Play a history: both orders are requested, then the moves as far as they are possible."""
    story = given(*START, flows=flows, **assumptions)
    requests = [salesperson(SaveRequest, order=order) for order in (DH1, DH2)]
    apps, way, steps = story.apps, story.way, []
    for move in [*requests, *moves]:
        if isinstance(move, Command):
            step, after = act(story.rules, apps, move)
        elif way:
            envelope = way[move.place % len(way)]
            step, after = deliver(story.rules, apps, envelope)
            if not (move.stays or isinstance(step.answer, Busy)):
                place = move.place % len(way)
                way = (*way[:place], *way[place + 1 :])
        else:
            continue
        steps.append(Taken(apps, step, after))
        apps, way = after, (*way, *step.sent)
    return History(story.rules, story.apps, tuple(steps), apps, way)


def histories(*, switches: bool = True) -> st.SearchStrategy[History]:
    """Return all histories: any assumptions, any flow set-up, any moves."""
    assumptions = st.fixed_dictionaries(
        {info.name: st.sampled_from(info.alternatives) for info in CATALOGUE}
    )
    flows = st.builds(
        Flows,
        order_to_warehouse=st.sampled_from([True, False]) if switches else st.just(True),
        status_to_sales=st.sampled_from([True, False]) if switches else st.just(True),
        slip_to_accounting=st.sampled_from(["automatic", "manual", "off"]),
        direct_link=st.booleans(),
    )
    return st.builds(play, assumptions, flows, moves(switches=switches))


LAW = hypothesis.settings(derandomize=True, deadline=None, max_examples=60, database=None)
any_history = hypothesis.given(histories())
calm_history = hypothesis.given(histories(switches=False))  # flows 1.1 and 1.2 stay on


def events_of(history: History) -> Iterator[AnyEvent]:
    """Return all events of a history, in order."""
    return chain.from_iterable(taken.step.events for taken in history.steps)
