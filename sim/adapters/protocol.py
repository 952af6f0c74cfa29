"""The protocol between people and a system under test: five methods.

Commands are those of `sim.rules.messages`: values that say who does what, in which role. An
adapter translates them to whatever its system understands, and the system's answers back.
"""

from __future__ import annotations

from typing import Literal, Protocol

from msgspec import Struct

from sim.adapters.seen import Seen
from sim.rules.messages import Accepted, Busy, Command, Refused
from sim.rules.values import AppName


class Unknown(Struct, frozen=True, tag=True, tag_field="is", omit_defaults=True):
    """No answer that could be relied on: timed out, connection lost. It may still take effect."""

    why: str = ""


class NotSupported(Struct, frozen=True, tag=True, tag_field="is"):
    """The system has no such thing: nothing was done, and nothing is judged by it."""


Outcome = Accepted | Refused | Busy | Unknown | NotSupported


class Capabilities(Struct, frozen=True, kw_only=True):
    """What a system has.

    `commands`: the names of the commands that it takes ("SaveSlip"). `looks`: the apps whose
    documents can be seen. `revoke`: what the answer to a revoke means. "decided": it waits for the
    decision and tells it (accepted: the request is revoked). "started": accepted means that the
    check has begun, and the order in Sales shows later how it ended.
    """

    commands: frozenset[str]
    looks: frozenset[AppName]
    revoke: Literal["decided", "started"]


class Adapter(Protocol):
    """A system under test, as people use it.

    Every method may be called from several threads at once, `reset` and `settle` from one. None
    raises because the system answers strangely or not at all: that is `Unknown`.
    """

    def capabilities(self) -> Capabilities:
        """Return what the system has; always the same."""
        ...

    def reset(self) -> None:
        """Bring the system back to how it was before anybody did anything."""
        ...

    def submit(self, command: Command) -> Outcome:
        """Let a person do something; return the answer that the person gets.

        A refusal has one of the reasons of the rules, or an empty one if the system gives a reason
        that has no counterpart: then any refusal of the rules explains it.
        """
        ...

    def look(self, app: AppName, order: str) -> Seen | Unknown | NotSupported | None:
        """Return what one app shows of one order at this moment, None if it shows nothing.

        With an empty order number: the slips that belong to no order.
        """
        ...

    def settle(self) -> bool:
        """Wait until the apps have told each other everything; False if that cannot be told."""
        ...
