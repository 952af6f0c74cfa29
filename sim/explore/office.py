"""The office as a world for the explorer: what people and messages do, and how it is judged.

What does not live here: the states (`bounded`), what goes wrong (`mishaps`), which states are the
same (`identity`), the search (`search`), the reading of a scenario (`worlds`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

from sim.checks.judge import Found, Judge
from sim.checks.told import COMES_TO_REST, REST_STAYS_IN_REACH
from sim.explore.bounded import (
    ADMINISTRATOR,
    BUSINESS,
    PATIENCE,
    Person,
    State,
    World,
    in_order,
    without,
)
from sim.explore.identity import Canonical, fingerprint
from sim.explore.mishaps import Mishaps, sent_now
from sim.explore.model import Lasting, Lasts, Model, Move
from sim.rules.decider import ACCEPTED, BUSY
from sim.rules.events import IssueCommandMade, PaperMade, SlipSaved
from sim.rules.messages import Command, Envelope, Rerun, SlipPushed
from sim.rules.offers import offers, view
from sim.rules.step import Fault, Step
from sim.rules.world import Rules, act, deliver
from sim.scenario import ANY

NUMBERED = (SlipSaved, PaperMade, IssueCommandMade)
HELD = "nobody-is-held"
UNDECIDED = "revokes-are-decided"


class Office:
    """The moves of one world under one rule set."""

    def __init__(self, world: World, rules: Rules, judge: Judge) -> None:
        self.world = world
        self.rules = rules
        self.judge = judge
        self.mishaps = Mishaps(world, rules)
        self.kept: set[str] = set()  # promises that were put to the test at rest, and held
        self.endless = any(n == ANY for person in world.people for _, n in person.may)

    def model(self, *, canonical: bool = True) -> Model[State, Step]:
        """Return the explorer's model; `canonical` merges what only names tell apart."""
        identity = Canonical(self.world)
        swaps = canonical and identity.swaps_orders
        return Model(
            initial=(self.start(),),
            steps=self.moves,
            settled=self.settled,
            identity=identity if canonical else fingerprint,
            lasting=Lasting(
                owed=owed,
                lasts=_nothing if swaps else self.lasts,
                rest=COMES_TO_REST.name,
                way=REST_STAYS_IN_REACH.name,
            ),
        )

    def start(self) -> State:
        """Return the state in which nothing has happened yet."""
        return State(
            apps=self.world.apps,
            under_way=(),
            lost=(),
            left=tuple(tuple(n for _, n in one.may) for one in self.world.people),
            budgets=self.world.budgets,
            handled=(None, None, None),
            unsent=((), (), ()),
            numbers=0,
            ledger=self.world.ledger,
        )

    def moves(self, state: State) -> Iterator[Move[Step, State]]:
        """Return every step possible: people, messages, faults and their mending."""
        for at, slot, command in self.wishes(state):
            yield self.action(state, at, slot, command)
        for envelope in dict.fromkeys(state.under_way):
            yield self.arrival(state, envelope)
        yield from self.mishaps.faults(state)
        yield from self.mishaps.retries(state)
        for step, after in (*self.mishaps.outages(state), *self.mishaps.reruns(state)):
            yield self.judged(state, step, after)

    # --- people ---------------------------------------------------------------------------------

    def wishes(self, state: State) -> Iterator[tuple[int, int, Command]]:
        """Return what people may do: whose it is, which of their budgets it takes, the command."""
        for at, person in enumerate(self.world.people):
            for slot, command in self.wishes_of(state, at, person):
                yield at, slot, command

    def wishes_of(self, state: State, at: int, person: Person) -> Iterator[tuple[int, Command]]:
        """Return what one person may do."""
        left = state.left[at]
        waits = self.endless and len(state.under_way) >= PATIENCE
        kinds = {
            kind: i
            for i, (kind, _) in enumerate(person.may)
            if left[i] and not (waits and left[i] == ANY)
        }
        if not kinds:
            return
        fresh = numbering(state.numbers + 1)
        for order in self.world.orders if person.role != "administrator" else ("",):
            seen = view(person.role, state.apps, order)
            for kind, command in offers(person.role, person.name, order, seen, fresh):
                slot = kinds.get(kind)
                if slot is not None:
                    yield slot, command

    def action(self, state: State, at: int, slot: int, command: Command) -> Move[Step, State]:
        """Return the move of one command; a refused attempt leaves the budget as it is."""
        step, apps = act(self.rules, state.apps, command)
        after = state._replace(apps=apps)
        if step.answer == ACCEPTED:
            mine = state.left[at]
            if mine[slot] != ANY:
                mine = (*mine[:slot], mine[slot] - 1, *mine[slot + 1 :])
                left = (*state.left[:at], mine, *state.left[at + 1 :])
                after = after._replace(left=left)
            after = self.committed(after, step)
        return self.judged(state, step, after)

    # --- messages -------------------------------------------------------------------------------

    def arrival(self, state: State, envelope: Envelope) -> Move[Step, State]:
        """Return the move of one message's arrival; a busy answer leaves it under way."""
        step, apps = deliver(self.rules, state.apps, envelope)
        after = state._replace(apps=apps)
        if step.answer != BUSY:
            after = after._replace(under_way=without(state.under_way, envelope))
            if state.budgets.crashes:
                at = BUSINESS.index(envelope.target)
                handled = (*state.handled[:at], envelope, *state.handled[at + 1 :])
                unsent = sent_now(state.unsent, envelope)
                after = self.committed(after._replace(handled=handled, unsent=unsent), step)
        return self.judged(state, step, after)

    def committed(self, state: State, step: Step) -> State:
        """Return the state that knows what an app's last commit has yet to send."""
        if not state.budgets.crashes or step.app not in BUSINESS:
            return state
        at = BUSINESS.index(step.app)
        return state._replace(unsent=(*state.unsent[:at], step.sent, *state.unsent[at + 1 :]))

    # --- judging --------------------------------------------------------------------------------

    def judged(self, before: State, step: Step, after: State) -> Move[Step, State]:
        """Return the move with what it sent, what was remembered, and what the promises say."""
        if step.sent:
            after = after._replace(under_way=in_order((*after.under_way, *step.sent)))
        for event in step.events:
            if isinstance(event, NUMBERED):
                after = after._replace(numbers=after.numbers + 1)
        ledger, found = self.judge.watch(before.apps, step, after.apps, before.ledger)
        if ledger is not before.ledger:
            after = after._replace(ledger=ledger)
        return step, after, tuple(broken_by(found)), tuple(_held(found))

    def settled(self, state: State) -> tuple[str, ...] | None:
        """Return what is broken once nothing moves any more; None while something does.

        A push that finds the order held waits; if nothing but such pushes is left, nobody will
        ever end that hold, and the world has not come to rest.
        """
        if state.lost or any(map(self.moves_on(state), state.under_way)):
            return None
        if any(True for _ in self.mishaps.unanswered(state)):
            return None
        if self.mishaps.to_run_again(state):
            return None
        found = self.judge.settle(state.ledger, state.apps)
        self.kept.update(_held(found))
        stuck = (COMES_TO_REST.name,) if state.under_way else ()
        return tuple(dict.fromkeys((*broken_by(found), *stuck)))

    def moves_on(self, state: State) -> Callable[[Envelope], bool]:
        """Return what tells whether a message can arrive now; only a push may have to wait."""

        def moves(envelope: Envelope) -> bool:
            if not isinstance(envelope.message, SlipPushed):
                return True
            step, _ = deliver(self.rules, state.apps, envelope)
            return step.answer != BUSY

        return moves

    # --- endless stories ------------------------------------------------------------------------

    def lasts(self, state: State) -> tuple[Lasts, ...]:
        """Return what must not last for ever: a hold, a revoke without a decision."""
        things: list[Lasts] = []
        for order in self.world.orders:
            sold = state.apps.sales.orders.get(order)
            if sold is not None and sold.revoke is not None and sold.revoke.phase == "asking":
                things.append((UNDECIDED, order))
            guards = (state.apps.warehouse.dossiers, state.apps.accounting.dossiers)
            if any(order in book and book[order].guard.hold for book in guards):
                things.append((HELD, order))
        return tuple(things)


def owed(step: Step) -> Hashable | None:
    """Return the kind of a step that the system takes some day, None if nobody owes it."""
    said = step.said
    if isinstance(said, Envelope):
        return type(said.message).__name__, said.target, said.message.order
    if isinstance(said, Fault) and said.kind == "retry" and said.envelope is not None:
        return "retry", type(said.envelope.message).__name__, said.app, step.order
    if isinstance(said, Rerun) and said.by == ADMINISTRATOR:
        return "rerun", said.run
    return None


def _nothing(_state: State) -> tuple[Lasts, ...]:
    """What lasts where orders may be swapped: whose hold it is can then not be told."""
    return ()


def broken_by(found: list[Found]) -> Iterator[str]:
    """Yield the promises that rulings tell to be broken."""
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
