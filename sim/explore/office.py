"""The office as a bounded world for the explorer: who may do what how often, and what may go wrong.

A state holds the apps, what is under way, what is left of each budget, and what the promises
remember. Messages under way are kept sorted: any of them may arrive next, so their order means
nothing. What does not live here: the search (`search`), the reading of a scenario (`worlds`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

import msgspec

from sim.checks.judge import Found, Judge
from sim.checks.ledger import Ledger
from sim.checks.told import COMES_TO_REST
from sim.explore.search import Model, Move
from sim.rules.events import IssueCommandMade, PaperMade, SlipSaved
from sim.rules.messages import Accepted, Busy, Command, Envelope, SlipPushed
from sim.rules.offers import offers, view
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.rules.values import AppName, Role
from sim.rules.world import Rules, act, crash, deliver

NUMBERED = (SlipSaved, PaperMade, IssueCommandMade)
BUSINESS: tuple[AppName, ...] = ("sales", "warehouse", "accounting")


class Person(NamedTuple):
    """One person of a world: what they may do, kind of offer -> how often."""

    name: str
    role: Role
    may: tuple[tuple[str, int], ...]


class Budgets(NamedTuple):
    """How often the network and the apps may fail in one story."""

    duplicates: int = 0
    losses: int = 0
    crashes: int = 0


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
    it committed: after a crash it may come again, since the answer was not sent. `numbers` is the
    last document number given.
    """

    apps: Apps
    under_way: tuple[Envelope, ...]
    lost: tuple[Envelope, ...]
    left: tuple[tuple[int, ...], ...]
    budgets: Budgets
    handled: tuple[Envelope | None, ...]
    numbers: int
    ledger: Ledger


@lru_cache(maxsize=100_000)
def _key(envelope: Envelope) -> bytes:
    return msgspec.json.encode(envelope)


def _sorted(envelopes: tuple[Envelope, ...]) -> tuple[Envelope, ...]:
    return tuple(sorted(envelopes, key=_key)) if len(envelopes) > 1 else envelopes


def _without(envelopes: tuple[Envelope, ...], one: Envelope) -> tuple[Envelope, ...]:
    at = envelopes.index(one)
    return envelopes[:at] + envelopes[at + 1 :]


class Office:
    """The moves of one world under one rule set."""

    def __init__(self, world: World, rules: Rules, judge: Judge) -> None:
        self.world = world
        self.rules = rules
        self.judge = judge

    def model(self) -> Model[State, Step]:
        """Return the world as the explorer wants it."""
        return Model(initial=(self.start(),), steps=self.moves, settled=self.settled)

    def start(self) -> State:
        """Return the state in which nothing has happened yet."""
        return State(
            apps=self.world.apps,
            under_way=(),
            lost=(),
            left=tuple(tuple(n for _, n in one.may) for one in self.world.people),
            budgets=self.world.budgets,
            handled=(None, None, None),
            numbers=0,
            ledger=self.world.ledger,
        )

    def moves(self, state: State) -> Iterator[Move[Step, State]]:
        """Return every step possible: people, messages, faults and their mending."""
        for at, person in enumerate(self.world.people):
            yield from self.acts(state, at, person)
        for envelope in dict.fromkeys(state.under_way):
            yield self.arrival(state, envelope)
        yield from self.faults(state)
        yield from self.retries(state)

    # --- people ---------------------------------------------------------------------------------

    def acts(self, state: State, at: int, person: Person) -> Iterator[Move[Step, State]]:
        """Return what one person may do; a refused attempt leaves the budget as it is."""
        left = state.left[at]
        kinds = {kind: i for i, (kind, _) in enumerate(person.may) if left[i]}
        if not kinds:
            return
        fresh = numbering(state.numbers + 1)
        for order in self.world.orders if person.role != "administrator" else ("",):
            seen = view(person.role, state.apps, order)
            for kind, command in offers(person.role, person.name, order, seen, fresh):
                slot = kinds.get(kind)
                if slot is not None:
                    yield self.action(state, at, slot, command)

    def action(self, state: State, at: int, slot: int, command: Command) -> Move[Step, State]:
        """Return the move of one command."""
        step, apps = act(self.rules, state.apps, command)
        left = state.left
        if step.answer == Accepted():
            mine = left[at]
            mine = (*mine[:slot], mine[slot] - 1, *mine[slot + 1 :])
            left = (*left[:at], mine, *left[at + 1 :])
        return self.judged(state, step, state._replace(apps=apps, left=left))

    # --- messages -------------------------------------------------------------------------------

    def arrival(self, state: State, envelope: Envelope) -> Move[Step, State]:
        """Return the move of one message's arrival; a busy answer leaves it under way."""
        step, apps = deliver(self.rules, state.apps, envelope)
        after = state._replace(apps=apps)
        if step.answer != Busy():
            after = after._replace(under_way=_without(state.under_way, envelope))
            if state.budgets.crashes:
                at = BUSINESS.index(envelope.target)
                handled = (*state.handled[:at], envelope, *state.handled[at + 1 :])
                after = after._replace(handled=handled)
        return self.judged(state, step, after)

    # --- faults ---------------------------------------------------------------------------------

    def faults(self, state: State) -> Iterator[Move[Step, State]]:
        """Return what may go wrong now, as far as the budgets go; spoken words do not fail."""
        budgets = state.budgets
        for envelope in dict.fromkeys(state.under_way):
            if envelope.channel == "spoken":
                continue
            if budgets.duplicates:
                step = Step(
                    envelope.target, Fault("duplicate", envelope.target, envelope), Accepted()
                )
                twice = _sorted((*state.under_way, envelope))
                spent = budgets._replace(duplicates=budgets.duplicates - 1)
                yield step, state._replace(under_way=twice, budgets=spent), (), ()
            if budgets.losses:
                yield self.loss(state, envelope)
        if budgets.crashes:
            for at, name in enumerate(BUSINESS):
                yield self.crash(state, at, name)

    def loss(self, state: State, envelope: Envelope) -> Move[Step, State]:
        """Lose a message. Workflow will send a flow's message again; a revoke asks anew."""
        step = Step(envelope.target, Fault("lose", envelope.target, envelope), Accepted())
        lost = state.lost
        if envelope.channel != "revoke":
            lost = _sorted((*lost, envelope))
        after = state._replace(
            under_way=_without(state.under_way, envelope),
            lost=lost,
            budgets=state.budgets._replace(losses=state.budgets.losses - 1),
        )
        return step, after, (), ()

    def crash(self, state: State, at: int, name: AppName) -> Move[Step, State]:
        """Crash an app: memory is gone, and what it handled last comes again."""
        under_way, last = state.under_way, state.handled[at]
        step, apps = crash(self.rules, state.apps, name, last)
        if last is not None:
            under_way = _sorted((*under_way, last))
        spent = state.budgets._replace(crashes=state.budgets.crashes - 1)
        handled = state.handled if spent.crashes else (None, None, None)
        after = state._replace(apps=apps, under_way=under_way, budgets=spent, handled=handled)
        return step, after, (), ()

    def retries(self, state: State) -> Iterator[Move[Step, State]]:
        """Return what is sent again: lost messages, and a revoke's unanswered questions."""
        for envelope in dict.fromkeys(state.lost):
            again = Step(envelope.target, Fault("retry", envelope.target, envelope), Accepted())
            after = state._replace(
                lost=_without(state.lost, envelope),
                under_way=_sorted((*state.under_way, envelope)),
            )
            yield again, after, (), ()
        if self.world.budgets.losses == 0:
            return
        for envelope in self.unanswered(state):
            again = Step(envelope.target, Fault("retry", envelope.target, envelope), Accepted())
            after = state._replace(under_way=_sorted((*state.under_way, envelope)))
            yield again, after, (), ()

    def unanswered(self, state: State) -> Iterator[Envelope]:
        """Return the questions of a revoke that have neither arrived nor been answered.

        Sales asks again without end; here only once nothing of that app's talk is under way, or
        the number of copies would have no bound.
        """
        talk = {
            (one.message.order, one.source if one.target == "sales" else one.target)
            for one in state.under_way
            if one.channel == "revoke"
        }
        for order in self.world.orders:
            mine = state.apps.sales.orders.get(order)
            if mine is not None:
                for envelope in self.rules.sales.unanswered(mine):
                    if (order, envelope.target) not in talk:
                        yield envelope

    # --- judging --------------------------------------------------------------------------------

    def judged(self, before: State, step: Step, after: State) -> Move[Step, State]:
        """Return the move with what it sent, what was remembered, and what the promises say."""
        if step.sent:
            after = after._replace(under_way=_sorted((*after.under_way, *step.sent)))
        for event in step.events:
            if isinstance(event, NUMBERED):
                after = after._replace(numbers=after.numbers + 1)
        ledger, found = self.judge.watch(before.apps, step, after.apps, before.ledger)
        if ledger is not before.ledger:
            after = after._replace(ledger=ledger)
        return step, after, tuple(_broken(found)), tuple(_held(found))

    def settled(self, state: State) -> tuple[str, ...] | None:
        """Return what is broken once nothing moves any more; None while something does.

        A push that finds the order held waits; if nothing but such pushes is left, nobody will
        ever end that hold, and the world has not come to rest.
        """
        if state.lost or any(map(self.moves_on(state), state.under_way)):
            return None
        if any(True for _ in self.unanswered(state)):
            return None
        found = self.judge.settle(state.ledger, state.apps)
        stuck = (COMES_TO_REST.name,) if state.under_way else ()
        return tuple(dict.fromkeys((*_broken(found), *stuck)))

    def moves_on(self, state: State) -> Callable[[Envelope], bool]:
        """Return what tells whether a message can arrive now; only a push may have to wait."""

        def moves(envelope: Envelope) -> bool:
            if not isinstance(envelope.message, SlipPushed):
                return True
            step, _ = deliver(self.rules, state.apps, envelope)
            return step.answer != Busy()

        return moves


def _broken(found: list[Found]) -> Iterator[str]:
    for one in found:
        if one.ruling is None or not one.ruling.held:
            yield one.promise.name


def _held(found: list[Found]) -> Iterator[str]:
    for one in found:
        if one.ruling is not None and one.ruling.held:
            yield one.promise.name


def numbering(number: int) -> Callable[[str], str]:
    """Return what gives the next document number: prefix -> "PX-3"."""
    return lambda prefix: f"{prefix}-{number}"
