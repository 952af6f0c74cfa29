"""What may go wrong in a bounded world, as far as its budgets go, and how it is mended.

Messages are doubled, lost and sent again; an app crashes between commit and answer or between
commit and send; the retries of a flow's message are used up while somebody is down, and the failed
run is run again. Spoken words do not fail. What does not live here: what people and messages do
when all goes well (`office`).
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.explore.bounded import ADMINISTRATOR, BUSINESS, State, World, in_order, without
from sim.explore.model import Move
from sim.rules.decider import ACCEPTED
from sim.rules.messages import FLOWS, Envelope, Rerun
from sim.rules.step import Fault, FaultKind, Step
from sim.rules.values import AppName
from sim.rules.world import NOT_REACHED, Rules, act, crash, fail


class Mishaps:
    """The faults of one world under one rule set, and their mending."""

    def __init__(self, world: World, rules: Rules) -> None:
        self.world = world
        self.rules = rules

    def faults(self, state: State) -> Iterator[Move[Step, State]]:
        """Return what may go wrong now."""
        if state.budgets.duplicates or state.budgets.losses:
            for envelope in dict.fromkeys(state.under_way):
                yield from self.accidents(state, envelope)
        if state.budgets.crashes:
            for at, name in enumerate(BUSINESS):
                yield self.crash(state, at, name)

    def accidents(self, state: State, envelope: Envelope) -> Iterator[Move[Step, State]]:
        """Return what the network may do to a message; spoken words do not fail."""
        if envelope.channel == "spoken":
            return
        if state.budgets.duplicates:
            yield self.doubling(state, envelope)
        if state.budgets.losses:
            yield self.loss(state, envelope)

    def doubling(self, state: State, envelope: Envelope) -> Move[Step, State]:
        """Let a message be under way twice."""
        twice = in_order((*state.under_way, envelope))
        spent = state.budgets._replace(duplicates=state.budgets.duplicates - 1)
        after = state._replace(under_way=twice, budgets=spent)
        return faulty("duplicate", envelope), after, (), ()

    def loss(self, state: State, envelope: Envelope) -> Move[Step, State]:
        """Lose a message. Workflow will send a flow's message again; a revoke asks anew."""
        lost = state.lost
        if envelope.channel != "revoke":
            lost = in_order((*lost, envelope))
        after = state._replace(
            under_way=without(state.under_way, envelope),
            lost=lost,
            budgets=state.budgets._replace(losses=state.budgets.losses - 1),
            unsent=sent_now(state.unsent, envelope),
        )
        return faulty("lose", envelope), after, (), ()

    def crash(self, state: State, at: int, name: AppName) -> Move[Step, State]:
        """Crash an app: memory is gone, what it handled last comes again.

        What its last commit sent, as far as it is still under way, had not left: it is what the
        app makes of its log that is sent now.
        """
        last, unsent = state.handled[at], state.unsent[at]
        step, apps = crash(self.rules, state.apps, name, last)
        again = self.rules.app(name).resend(unsent)
        under_way = state.under_way
        if again != unsent:
            for envelope in unsent:
                under_way = without(under_way, envelope)
            under_way = in_order((*under_way, *again))
        if last is not None:
            under_way = in_order((*under_way, last))
        spent = state.budgets._replace(crashes=state.budgets.crashes - 1)
        after = state._replace(apps=apps, under_way=under_way, budgets=spent)
        if not spent.crashes:
            after = after._replace(handled=(None, None, None), unsent=((), (), ()))
        return step, after, (), ()

    def outages(self, state: State) -> Iterator[tuple[Step, State]]:
        """Return the runs that may fail for want of an answer, still to be judged."""
        if not state.budgets.outages:
            return
        spent = state.budgets._replace(outages=state.budgets.outages - 1)
        for envelope in dict.fromkeys(state.under_way):
            if envelope.channel in FLOWS:
                step, apps = fail(self.rules, state.apps, envelope)
                yield (
                    step,
                    state._replace(
                        apps=apps,
                        under_way=without(state.under_way, envelope),
                        budgets=spent,
                        unsent=sent_now(state.unsent, envelope),
                    ),
                )

    # --- mending --------------------------------------------------------------------------------

    def reruns(self, state: State) -> Iterator[tuple[Step, State]]:
        """Return the runs that an administrator runs again, still to be judged."""
        for run in self.to_run_again(state):
            command = Rerun(by=ADMINISTRATOR, role="administrator", run=run)
            step, apps = act(self.rules, state.apps, command)
            yield step, state._replace(apps=apps)

    def to_run_again(self, state: State) -> tuple[str, ...]:
        """Return the failed runs that stand in the log for want of an answer."""
        failed = state.apps.workflow.failed
        if not failed or not self.world.budgets.outages:
            return ()
        return tuple(run for run in sorted(failed.keys()) if failed[run].reason == NOT_REACHED)

    def retries(self, state: State) -> Iterator[Move[Step, State]]:
        """Return what is sent again: lost messages, and a revoke's unanswered questions."""
        for envelope in dict.fromkeys(state.lost):
            after = state._replace(
                lost=without(state.lost, envelope),
                under_way=in_order((*state.under_way, envelope)),
            )
            yield faulty("retry", envelope), after, (), ()
        for envelope in self.asked_again(state):
            after = state._replace(under_way=in_order((*state.under_way, envelope)))
            yield faulty("retry", envelope), after, (), ()

    def asked_again(self, state: State) -> Iterator[Envelope]:
        """Return the questions of a revoke that Sales may ask again, where any can be lost."""
        return self.unanswered(state) if self.world.budgets.losses else iter(())

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


def faulty(kind: FaultKind, envelope: Envelope) -> Step:
    """Return the step of a message that meets with a fault."""
    return Step(envelope.target, Fault(kind, envelope.target, envelope), ACCEPTED)


def sent_now(
    unsent: tuple[tuple[Envelope, ...], ...], envelope: Envelope
) -> tuple[tuple[Envelope, ...], ...]:
    """Return what is still unsent once a message is under way no more."""
    if not any(unsent):
        return unsent
    return tuple(without(sent, envelope) if envelope in sent else sent for sent in unsent)
