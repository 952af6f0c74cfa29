"""What an app is to everybody outside it: decide, evolve, react; and one function that runs them.

    decide(state, said) -> events | Refused | Busy      evolve(state, event) -> state
    react(event) -> envelopes

All three are pure. An app is a small class without fields of its own except the assumptions, so a
rule set may replace one method (`variants`) and keep the rest. Nothing here knows which app it is.
"""

from __future__ import annotations

from typing import ClassVar, Generic, NamedTuple, TypeVar

from sim.rules.assumptions import Assumptions
from sim.rules.events import AnyEvent, MessageIgnored
from sim.rules.messages import (
    Accepted,
    Answer,
    AnyMessage,
    Busy,
    Command,
    Envelope,
    Refused,
    RunReport,
)
from sim.rules.values import AppName

S = TypeVar("S")
Said = Command | AnyMessage | RunReport
Decision = tuple[AnyEvent, ...] | Refused | Busy

ACCEPTED = Accepted()
BUSY = Busy()


class App(Generic[S]):
    """One app's rules; subclasses give `decide`, `evolve` and `react`."""

    name: ClassVar[AppName]

    def __init__(self, assumptions: Assumptions) -> None:
        self.assumptions = assumptions

    def may(self, command: Command) -> bool:
        """Tell whether this role may say this at all (domain.md 1.1: who does it)."""
        return command.role in command.roles

    def decide(self, state: S, said: Said) -> Decision:
        """Return what happens, or why nothing does; never changes anything."""
        raise NotImplementedError

    def evolve(self, state: S, event: AnyEvent) -> S:
        """Return the state after the event; an event of no concern leaves it as it is."""
        raise NotImplementedError

    def react(self, event: AnyEvent) -> tuple[Envelope, ...]:
        """Return the messages that the event sends."""
        raise NotImplementedError

    def recover(self, state: S) -> S:
        """Return the state after a crash, of what was written down; here everything is."""
        return state

    def resend(self, unsent: tuple[Envelope, ...]) -> tuple[Envelope, ...]:
        """Return what a crash between commit and send left to be sent: here all, from the log."""
        return unsent


class Outcome(NamedTuple, Generic[S]):
    """What came of something said to an app."""

    state: S
    answer: Answer
    events: tuple[AnyEvent, ...]
    sent: tuple[Envelope, ...]


def handle(app: App[S], state: S, said: Said) -> Outcome[S]:
    """Say something to an app: decide, then evolve and react for each event.

    A refusal or a busy answer leaves the very same state object and sends nothing (R1.1j).
    """
    if isinstance(said, Command) and not app.may(said):
        return Outcome(state, Refused("no_right"), (), ())
    decision = app.decide(state, said)
    if isinstance(decision, (Refused, Busy)):
        return Outcome(state, decision, (), ())
    for event in decision:
        state = app.evolve(state, event)
    sent = tuple(envelope for event in decision for envelope in app.react(event))
    return Outcome(state, ACCEPTED, decision, sent)


def ignored(said: AnyMessage, reason: str) -> tuple[MessageIgnored, ...]:
    """Return the event of a message that changes nothing."""
    return (MessageIgnored(order=said.order, message=type(said).__name__, reason=reason),)
