"""What runs show, in kinds: steps without names, numbers and times, and stories made of them.

A kind of step is who was told what, and what came of it. Two stories of one shape are the same bug
met twice. What does not live here: how often each was seen (`totals`), what is unseen (`risk`).
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from sim.result import Failure
from sim.rules.messages import Envelope
from sim.rules.step import Fault, Step
from sim.saved import mark

WHOLE = "whole"  # the shape of a story that could not be made small


def kind_of(step: Step) -> str:
    """Return the kind of a step: "warehouse SaveSlip: accepted SlipSaved -> SlipPushed"."""
    said = step.said
    if isinstance(said, Fault):
        about = type(said.envelope.message).__name__ if said.envelope else step.app
        return f"fault {said.kind}: {' '.join(filter(None, (said.cause, about)))}"
    told = type(said.message if isinstance(said, Envelope) else said).__name__
    return f"{step.app} {told}: {mark(step)}"


def steps_seen(steps: Iterable[Step]) -> tuple[str, ...]:
    """Return the kinds of the steps of a run, each once, sorted."""
    return tuple(sorted({kind_of(step) for step in steps}))


def shape_of(failure: Failure) -> str:
    """Return the shape of a failure's story: the same where two differ in names and times only.

    A story that could not be made small holds whatever happened that day, so all of those of one
    promise share a shape.
    """
    if not failure.plays:
        return WHOLE
    kinds = "\n".join(kind_of(step) for _, step in failure.story)
    return blake2b(kinds.encode(), digest_size=6).hexdigest()
