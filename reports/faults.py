"""What the faults of the runs of a call did: which kinds counted, which were not exercised.

What does not live here: what a fault is (`sim.faults`), the faults of one story (`failure`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.words import say
from sim.result import Exercise


def faults_lines(found: Sequence[Exercise], waiting: int, lang: str) -> Iterable[str]:
    """Return a line on the kinds that did something, one on those that did nothing, one on waits.

    Nothing is said where no fault was on, or nobody is waited for.
    """
    did = [f"{one.kind} {one.effective}/{one.runs}" for one in found if one.effective]
    idle = [one.kind for one in found if not one.effective]
    if did:
        yield say(lang, "text.faults", kinds=", ".join(did))
    if idle:
        yield say(lang, "text.faults_idle", kinds=", ".join(idle))
    if waiting:
        yield say(lang, "text.waiting", n=waiting)


def faults_summary(found: Iterable[Exercise]) -> list[dict[str, object]]:
    """Return the kinds of faults over all runs for the JSON summary."""
    return [one._asdict() for one in found]
