"""A small office on the bench: two orders, known codes, a network that fails as a test says.

Chance is a record played back, so what a test does not name does not happen: no loss, no copy,
and each message takes `delay.shortest`. No test lives here.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import Any

import simpy

from sim.engine.office import Office
from sim.explore.choices import Choices, Replayed
from sim.record import Entry, Opening, fold, opened
from sim.rules.events import CodeAdded, CustomerAdded, GoodsReceived, OrderCreated
from sim.rules.messages import (
    Command,
    DeleteSlip,
    Envelope,
    Message,
    RevokeRequest,
    SaveRequest,
    SaveSlip,
)
from sim.rules.state import Apps
from sim.rules.step import Fault
from sim.rules.values import Line, SlipLine
from sim.rules.world import Rules, reference
from sim.scenario import Network

SECOND = 1_000
MINUTE = 60 * SECOND
NOT_YET = "no answer yet"

LINES = (Line(1, "HH-01", 2),)
OPENING = (
    *(
        Opening("sales", OrderCreated(order=order, customer="KH-01", lines=LINES))
        for order in ("DH-1", "DH-2")
    ),
    Opening("warehouse", GoodsReceived(item="HH-01", quantity=100)),
    Opening("warehouse", CustomerAdded(customer="KH-01")),
    Opening("accounting", CodeAdded(kind="item", code="HH-01")),
    Opening("accounting", CodeAdded(kind="customer", code="KH-01")),
)


def network(**fields: Any) -> Network:
    """Return a network: a second on the way, nothing fails, unless a field says otherwise."""
    given = {"delay": {"shortest": "1s", "longest": "1s"}, "retry_after": "10s", **fields}
    return Network.model_validate(given)


def request(order: str = "DH-1") -> SaveRequest:
    return SaveRequest(by="lan", role="salesperson", order=order)


def revoke(order: str = "DH-1") -> RevokeRequest:
    return RevokeRequest(by="lan", role="salesperson", order=order)


def issue(slip: str = "PX-1", order: str = "DH-1") -> SaveSlip:
    lines = (SlipLine(1, "HH-01", 2),)
    return SaveSlip(by="minh", role="clerk", order=order, slip=slip, type="sale", lines=lines)


def unissue(slip: str = "PX-1", order: str = "DH-1") -> DeleteSlip:
    return DeleteSlip(by="minh", role="clerk", order=order, slip=slip)


class Reply:
    """What a person was told, and when."""

    def __init__(self) -> None:
        self.answer: object = NOT_YET
        self.at = -1


class Bench:
    """An office with its observers: who said what, what was written down."""

    def __init__(
        self,
        made: Mapping[str, int] | None = None,
        *,
        choices: Choices | None = None,
        rules: Rules | None = None,
        **fields: Any,
    ) -> None:
        self.office = Office(
            rules=rules or reference(),
            opening=OPENING,
            choices=choices or Replayed(made or {}),
            network=network(**fields),
        )
        self.entries: list[Entry] = []
        self.office.observers.append(lambda entry, *_: self.entries.append(entry))

    def say(self, command: Command, *, at: int = 0) -> Reply:
        """Let a person say something at a stated time."""
        reply = Reply()

        def person() -> Generator[simpy.Event, Any, None]:
            yield self.office.env.timeout(at - self.office.now)
            reply.answer = yield self.office.submit(command)
            reply.at = self.office.now

        self.office.env.process(person())
        return reply

    def at(self, when: int, act: Callable[[], object]) -> None:
        """Let something happen at a stated time."""

        def happening() -> Generator[simpy.Event, Any, None]:
            yield self.office.env.timeout(when - self.office.now)
            act()

        self.office.env.process(happening())

    def run(self, until: int) -> Bench:
        self.office.env.run(until=until)
        return self

    def arrivals(self, kind: type[Message]) -> list[Entry]:
        """Return the entries in which a message of this kind arrived, in their order."""
        found = (one for one in self.entries if isinstance(one.said, Envelope))
        return [one for one in found if isinstance(one.said.message, kind)]

    def faults(self, kind: str) -> list[Entry]:
        found = (one for one in self.entries if isinstance(one.said, Fault))
        return [one for one in found if one.said.kind == kind]

    def said(self, kind: type[Command]) -> list[Entry]:
        return [one for one in self.entries if isinstance(one.said, kind)]

    def folded(self) -> Apps:
        """Return the apps as the entries tell them, from the opening on."""
        rules = self.office.rules
        committed = ((one.app, one.events) for one in self.entries)
        return fold(rules, opened(rules, OPENING), committed)
