"""What the judge found in one run: how often each promise held, where it broke first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sim.checks.judge import Found, Judge, Verdict, worst
from sim.checks.ledger import Ledger
from sim.checks.promise import Promise, Ruling
from sim.checks.windows import cell_of
from sim.rules.state import Apps
from sim.rules.step import Step


class Break(NamedTuple):
    """Where a promise broke first: the number of the entry (0: only once settled), and how."""

    promise: Promise
    entry: int
    ruling: Ruling


class Tally:
    """Collects the rulings of one run, step by step; first breaks are kept, all are counted."""

    def __init__(self, judge: Judge, ledger: Ledger | None = None) -> None:
        self.judge = judge
        self.ledger = ledger or Ledger()
        self.held: dict[str, int] = {}
        self.breaks: dict[str, int] = {}
        self.first: dict[str, Break] = {}
        self.crashes: dict[str, str] = {}

    def watch(self, entry: int, before: Apps, step: Step, after: Apps) -> None:
        """Judge one step."""
        self.ledger, found = self.judge.watch(before, step, after, self.ledger)
        self._collect(found, entry)

    def settle(self, apps: Apps) -> None:
        """Judge what is left once nothing is under way."""
        self._collect(self.judge.settle(self.ledger, apps), 0)

    def note(self, promise: Promise, ruling: Ruling, entry: int) -> None:
        """Take the ruling of whoever runs the scenario on a promise about the run as a whole."""
        self._collect([Found(promise, ruling)], entry)

    def _collect(self, found: list[Found], entry: int) -> None:
        for one in found:
            name = one.promise.name
            if one.ruling is None:
                self.crashes.setdefault(name, one.crash)
            elif one.ruling.held:
                self.held[name] = self.held.get(name, 0) + 1
            else:
                self.breaks[name] = self.breaks.get(name, 0) + 1
                if name not in self.first:
                    self.first[name] = Break(one.promise, entry, one.ruling)

    def verdict_of(self, promise: Promise) -> Verdict:
        """Return the verdict on one promise; not reached is unknown, for nothing was learned."""
        if promise.name in self.first and promise.kind != "gap":
            return "fail"
        if promise.name in self.crashes:
            return "unknown"
        if promise.kind == "gap":
            return "pass"
        return "pass" if self.held.get(promise.name) else "unknown"

    def missing(self, needs: tuple[str, ...]) -> tuple[str, ...]:
        """Return the needs that were never seen."""
        return unmet(needs, {*self.held, *self.first}, self.judge.promises)

    def verdict(self, needs: tuple[str, ...]) -> Verdict:
        """Return the verdict on the run: broken, else crashed or a need not seen, else pass."""
        broken: list[Verdict] = ["fail" for one in self.first.values() if one.promise.kind != "gap"]
        open_points: list[Verdict] = ["unknown" for _ in (*self.crashes, *self.missing(needs))]
        return worst((*broken, *open_points))


def unmet(
    needs: Iterable[str], seen: Collection[str], promises: Iterable[Promise]
) -> tuple[str, ...]:
    """Return the needs that were not met by what was seen: promises judged, goals, sightings.

    A need is the name of a promise, of a goal or of a guard window, or a clause: then any promise
    of that clause meets it.
    """
    met = {*seen, *map(cell_of, seen)}
    for promise in promises:
        if promise.name in met:
            met.update(promise.clauses)
    return tuple(need for need in needs if need not in met)
