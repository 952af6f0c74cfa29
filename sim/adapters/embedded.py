"""The first system under test: the pure core itself behind the protocol, in this process.

Messages between the apps lie under way until somebody delivers them, so whoever drives it decides
when the sync happens. It knows no time and starts no thread.
"""

from __future__ import annotations

import threading

from sim.adapters.protocol import Capabilities, Outcome
from sim.adapters.seen import Seen, shown
from sim.record import Opening, opened
from sim.rules.messages import COMMANDS, Busy, Command, Envelope
from sim.rules.values import AppName
from sim.rules.world import Rules, act, deliver


class Embedded:
    """The three apps under one rule set; what stands in them at first is the opening."""

    def __init__(self, rules: Rules, opening: tuple[Opening, ...] = ()) -> None:
        self.rules = rules
        self.opening = opening
        self._lock = threading.Lock()
        self.reset()

    def capabilities(self) -> Capabilities:
        """Return what it has: everything."""
        return Capabilities(
            commands=frozenset(COMMANDS),
            looks=frozenset(("sales", "warehouse", "accounting")),
            revoke="started",
        )

    def reset(self) -> None:
        """Bring the apps back to the opening; messages under way are gone."""
        with self._lock:
            self.apps = opened(self.rules, self.opening)
            self.under_way: tuple[Envelope, ...] = ()

    def submit(self, command: Command) -> Outcome:
        """Let a person do something."""
        with self._lock:
            step, self.apps = act(self.rules, self.apps, command)
            self.under_way += step.sent
            return step.answer

    def look(self, app: AppName, order: str) -> Seen | None:
        """Return what one app shows of one order."""
        return shown(self.apps, app, order)

    def deliver(self, nth: int = 0) -> bool:
        """Let the nth message under way arrive; False if it has to come again, or is not there."""
        with self._lock:
            if nth >= len(self.under_way):
                return False
            envelope = self.under_way[nth]
            step, self.apps = deliver(self.rules, self.apps, envelope)
            if isinstance(step.answer, Busy):
                return False
            self.under_way = (*self.under_way[:nth], *self.under_way[nth + 1 :], *step.sent)
            return True

    def settle(self) -> bool:
        """Deliver everything, the oldest first, until nothing moves any more."""
        while any(self.deliver(nth) for nth in range(len(self.under_way))):
            pass
        return not self.under_way
