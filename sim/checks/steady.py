"""A judge that goes on without a check that fails to judge: what it cannot tell breaks nothing.

The explorer and the stories ask "is it broken here?" many times over; a check that crashes must
neither end their walk nor pass for a broken promise. Its traceback is kept, once a promise.
"""

from __future__ import annotations

from sim.checks.judge import Found, Judge
from sim.checks.ledger import Ledger
from sim.rules.state import Apps
from sim.rules.step import Step


class Steady(Judge):
    """The same promises as another judge; `crashes` are the tracebacks, promise by promise."""

    def __init__(self, judge: Judge) -> None:
        super().__init__(judge.assumptions, judge.promises)
        self.crashes: dict[str, str] = {}

    def watch(
        self, before: Apps, step: Step, after: Apps, ledger: Ledger
    ) -> tuple[Ledger, list[Found]]:
        """Return what the judge returns, without the checks that failed."""
        ledger, found = super().watch(before, step, after, ledger)
        return ledger, self._kept(found) if found else found

    def settle(self, ledger: Ledger, apps: Apps) -> list[Found]:
        """Return what the judge returns, without the checks that failed."""
        return self._kept(super().settle(ledger, apps))

    def _kept(self, found: list[Found]) -> list[Found]:
        for one in found:
            if one.ruling is None:
                self.crashes.setdefault(one.promise.name, one.crash)
        return [one for one in found if one.ruling is not None]
