"""What a step is in two or three words, as it stands on an arrow, and how it was answered.

What does not live here: a step as a whole sentence (`reports.story`).
"""

from __future__ import annotations

from typing import Literal

from reports.words import word
from reports.words.page import Both, both, each, known, same
from sim.rules.messages import Busy, Envelope, Refused
from sim.rules.step import Fault, Step

Outcome = Literal["done", "refused", "busy"]


def outcome_of(step: Step) -> Outcome:
    """Return how a step was answered."""
    if isinstance(step.answer, Busy):
        return "busy"
    return "refused" if isinstance(step.answer, Refused) else "done"


def label_of(step: Step) -> Both:
    """Return what a step is in two or three words, as it stands on an arrow."""
    said = step.said
    if isinstance(said, Fault):
        return fault_label(said)
    if isinstance(said, Envelope):
        return message_label(said)
    return _short(type(said).__name__, getattr(said, "slip", "") or getattr(said, "paper", ""))


def fault_label(fault: Fault) -> Both:
    """Return what a fault is in two or three words; a time of trouble begins and ends."""
    what = word_of("trouble", fault.cause or fault.kind)
    key = f"short.{fault.kind}"
    return both(key, what=what) if fault.kind in ("begin", "end") else what


def message_label(envelope: Envelope) -> Both:
    """Return what a message is in two or three words."""
    message = envelope.message
    name = type(message).__name__
    if getattr(message, "held", True) is False:
        name = "HoldAnswer.no"
    if getattr(message, "deleted", False):
        name = "EndHold.deleted"
    return _short(name, getattr(message, "slip", ""))


def _short(name: str, about: str) -> Both:
    words = both(f"short.{name}") if known(f"short.{name}") else same(name)
    return Both(*(f"{text} {about}".strip() for text in words))


def word_of(group: str, name: str) -> Both:
    """Return the word for a name of a group, in both languages."""
    return each(lambda lang: word(lang, group, name))
