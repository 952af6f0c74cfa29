"""A bounded world and its states: who may do what how often, and what may go wrong how often.

A state holds the apps, what is under way, what is left of each budget, and what the promises
remember. Messages under way are kept sorted: any of them may arrive next, so their order means
nothing. What does not live here: the moves (`office`, `mishaps`), when two states are the same
(`identity`), the reading of a scenario (`worlds`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import msgspec

from sim.checks.ledger import Ledger
from sim.rules.messages import Envelope
from sim.rules.state import Apps
from sim.rules.values import AppName, Role

BUSINESS: tuple[AppName, ...] = ("sales", "warehouse", "accounting")

PATIENCE = 4  # whoever may act without end waits while so many messages are under way

ADMINISTRATOR = "admin"  # who runs again what failed for want of an answer


class Person(NamedTuple):
    """One person of a world: what they may do, kind of offer -> how often (`ANY`: without end)."""

    name: str
    role: Role
    may: tuple[tuple[str, int], ...]


class Budgets(NamedTuple):
    """How often the network, the apps and Workflow may fail in one story.

    `outages`: how many runs fail because their retries were used up while an app or Workflow was
    down; each is run again some day.
    """

    duplicates: int = 0
    losses: int = 0
    crashes: int = 0
    outages: int = 0


class World(NamedTuple):
    """A bounded world: the office at its start, its orders, people and budgets."""

    name: str
    apps: Apps
    ledger: Ledger
    orders: tuple[str, ...]
    people: tuple[Person, ...]
    budgets: Budgets


class State(NamedTuple):
    """One state; everything that the future depends on, and nothing else.

    `left` counts, person by person, how often each kind of offer may still be taken. `lost` are
    messages that the network lost and will be sent again. `handled` is, per app, the last message
    it committed: after a crash it may come again, since the answer was not sent. `unsent` is, per
    app, what its last commit sent and is still under way: a crash may come before it was sent.
    `numbers` is the last document number given.
    """

    apps: Apps
    under_way: tuple[Envelope, ...]
    lost: tuple[Envelope, ...]
    left: tuple[tuple[int, ...], ...]
    budgets: Budgets
    handled: tuple[Envelope | None, ...]
    unsent: tuple[tuple[Envelope, ...], ...]
    numbers: int
    ledger: Ledger


@lru_cache(maxsize=100_000)
def _key(envelope: Envelope) -> bytes:
    return msgspec.json.encode(envelope)


def in_order(envelopes: tuple[Envelope, ...]) -> tuple[Envelope, ...]:
    """Return messages in the one order that states keep them in."""
    return tuple(sorted(envelopes, key=_key)) if len(envelopes) > 1 else envelopes


def without(envelopes: tuple[Envelope, ...], one: Envelope) -> tuple[Envelope, ...]:
    """Return the messages without one of them."""
    at = envelopes.index(one)
    return envelopes[:at] + envelopes[at + 1 :]
