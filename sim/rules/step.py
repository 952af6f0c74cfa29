"""What a step is: something said to an app, or something that goes wrong, and what came of it.

It stands apart from `world`, which takes the steps: whoever judges steps must not know the rules
that took them.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec import Struct

from sim.rules.events import AnyEvent, SlipEdited
from sim.rules.messages import Answer, Command, Envelope, WorkflowCommand
from sim.rules.values import AppName

FaultKind = Literal[
    "lose", "duplicate", "crash", "retry", "fail", "swallow", "correct", "meet", "begin", "end"
]


class Fault(Struct, frozen=True, tag=True, tag_field="is", omit_defaults=True):
    """Something that goes wrong, or is mended: a message lost, doubled, sent again; a crash.

    `fail`: the retries of a flow's message were used up; its run stands in the run log as failed.
    `swallow`: the target answered "ok" and did nothing. `correct`: data were changed past the
    app's screens (`correction`). `meet`: somebody or something meets with a fault that changes
    nothing by itself (a delay, a slip of a person's hand); `begin`, `end`: of a time of trouble.

    `cause` is the fault of the catalogue (`sim.faults`). Of a person's mistake `by` is who made it,
    `order` and `document` what it was made on, `meant` the order that was meant.
    """

    kind: FaultKind
    app: AppName
    envelope: Envelope | None = None
    cause: str = ""
    by: str = ""
    order: str = ""
    document: str = ""
    meant: str = ""
    correction: SlipEdited | None = None


class Step(NamedTuple):
    """What was said, to which app, its answer, what was committed and what was sent."""

    app: AppName
    said: Command | Envelope | Fault
    answer: Answer
    events: tuple[AnyEvent, ...] = ()
    sent: tuple[Envelope, ...] = ()

    @property
    def order(self) -> str:
        """The order number that the step is about, empty if none."""
        said = self.said
        if isinstance(said, Fault):
            return said.envelope.message.order if said.envelope else said.order
        if isinstance(said, WorkflowCommand):
            return self.events[0].order if self.events else ""
        return said.message.order if isinstance(said, Envelope) else getattr(said, "order", "")
