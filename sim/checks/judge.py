"""The judge: tells each promise of the moments that concern it, and collects the rulings.

It is cheap: a step is dispatched by the types of what happened in it, so a promise that is not
concerned costs nothing. It is used alike by the simulation, the explorer and the record's judge.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from typing import Literal, NamedTuple

from sim.checks import (
    done,
    gaps,
    goals,
    ignored,
    meant,
    messages_sent,
    news,
    pushes,
    requests,
    revokes,
    told,
    written,
)
from sim.checks.ledger import Ledger, remember
from sim.checks.promise import HELD, Moment, Promise, Ruling
from sim.checks.told import CHECKS_WORK
from sim.checks.verdict import Verdict, worst
from sim.checks.windows_seen import Reached, reached, sightings
from sim.rules.assumptions import Assumptions
from sim.rules.messages import Envelope
from sim.rules.state import Apps
from sim.rules.step import Step

__all__ = ["PROMISES", "Found", "Judge", "Verdict", "worst"]

PROMISES: tuple[Promise, ...] = (
    *requests.PROMISES,
    *revokes.PROMISES,
    *news.PROMISES,
    *pushes.PROMISES,
    *gaps.PROMISES,
    *meant.PROMISES,
    *told.PROMISES,
    *written.PROMISES,
    *ignored.PROMISES,
    *done.PROMISES,
    *messages_sent.PROMISES,
    *goals.GOALS,
    *gaps.GAPS,
)


class Found(NamedTuple):
    """A promise and its ruling; `crash` is the traceback of a check that failed to judge."""

    promise: Promise
    ruling: Ruling | None
    crash: str = ""


class Judge:
    """The promises, indexed by what concerns them; holds no state of a run."""

    def __init__(self, assumptions: Assumptions, promises: tuple[Promise, ...] = PROMISES) -> None:
        self.assumptions = assumptions
        self.promises = promises
        self._on = _index(promises, "on")
        self._on_sent = _index(promises, "on_sent")

    def watch(
        self, before: Apps, step: Step, after: Apps, ledger: Ledger
    ) -> tuple[Ledger, list[Found]]:
        """Return the ledger after the step, and every ruling that the step brought about."""
        try:
            ledger_after = remember(ledger, before, step)
        except Exception:  # the memory belongs to the checks: their failure, nobody else's
            return ledger, [Found(CHECKS_WORK, None, traceback.format_exc())]
        moment = Moment(before, step, after, ledger, ledger_after, self.assumptions)
        found = list(self._rulings(moment))
        try:
            cells = reached(moment)
            if cells:
                found += _seen(cells, moment, found)
        except Exception:
            found.append(Found(CHECKS_WORK, None, traceback.format_exc()))
        return ledger_after, found

    def _rulings(self, moment: Moment) -> Iterator[Found]:
        step, on = moment.step, self._on
        said = step.said.message if isinstance(step.said, Envelope) else step.said
        for trigger in (said, step.answer, *step.events):
            for promise in on.get(type(trigger), ()):
                yield from _ask(promise, moment, trigger)
        for envelope in step.sent:
            for promise in self._on_sent.get(type(envelope.message), ()):
                yield from _ask(promise, moment, envelope)

    def settle(self, ledger: Ledger, apps: Apps) -> list[Found]:
        """Return the rulings of the promises that are judged once nothing is under way."""
        found: list[Found] = []
        for promise in self.promises:
            if promise.settle is None:
                continue
            try:
                found.extend(Found(promise, ruling) for ruling in promise.settle(ledger, apps))
            except Exception:
                found.append(Found(promise, None, traceback.format_exc()))
        return found


def _ask(promise: Promise, moment: Moment, trigger: object) -> Iterator[Found]:
    assert promise.watch is not None
    try:
        ruling = promise.watch(moment, trigger)
    except Exception:
        yield Found(promise, None, traceback.format_exc())
        return
    if ruling is not None:
        yield Found(promise, ruling)


def _seen(cells: list[Reached], moment: Moment, found: list[Found]) -> list[Found]:
    """Return the cells of the guard-window matrix that a step has reached, as goals seen."""
    told = (one for one in found if one.ruling is not None and not one.ruling.held)
    broken = [one.promise.name for one in told if one.promise.kind != "gap"]
    return [Found(seen, HELD) for seen in sightings(cells, moment.assumptions, broken)]


def _index(
    promises: tuple[Promise, ...], field: Literal["on", "on_sent"]
) -> dict[type, tuple[Promise, ...]]:
    index: dict[type, list[Promise]] = {}
    for promise in promises:
        for kind in getattr(promise, field):
            index.setdefault(kind, []).append(promise)
    return {kind: tuple(found) for kind, found in index.items()}
