"""Writes down who did what to a system under test, from when to when: the history to judge.

The clock only counts: each invocation and each completion is one tick, so the order in which they
were seen is kept, whatever wall clocks say.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from msgspec import Struct

from sim.adapters.protocol import Adapter, NotSupported, Outcome, Unknown
from sim.adapters.seen import Seen
from sim.checks.history.operation import Operation
from sim.rules.messages import Command
from sim.rules.values import APPS, AppName


class Look(Struct, frozen=True):
    """A look at what one app shows of one order; `settled`: once nothing was under way any more."""

    app: AppName
    order: str
    settled: bool = False


class Recorder:
    """People's side of an adapter, with a pen; may be used from several threads."""

    def __init__(self, adapter: Adapter) -> None:
        self.adapter = adapter
        self._tick = count()
        self._number = count()
        self._operations: dict[int, Operation] = {}

    def submit(self, command: Command) -> Outcome:
        """Let a person do something, and write it down."""
        number = self.begin(command.by, command)
        answer = self.adapter.submit(command)
        self.end(number, answer)
        return answer

    def look(
        self, by: str, app: AppName, order: str, *, settled: bool = False
    ) -> Seen | Unknown | NotSupported | None:
        """Let a person look at an order in an app, and write down what was seen."""
        number = self.begin(by, Look(app, order, settled))
        seen = self.adapter.look(app, order)
        self.end(number, seen)
        return seen

    def begin(self, by: str, said: Command | Look) -> int:
        """Write down that something is asked; return its number."""
        number = next(self._number)
        self._operations[number] = Operation(number, by, said, None, next(self._tick), None)
        return number

    def end(self, number: int, answer: Any) -> None:
        """Write down an answer; without an end, or with an unknown one, the outcome is unknown.

        What the system does not have was not asked, and a look without an answer saw nothing.
        """
        begun = self._operations[number]
        missed = isinstance(answer, Unknown) and isinstance(begun.said, Look)
        if missed or isinstance(answer, NotSupported):
            del self._operations[number]
        elif not isinstance(answer, Unknown):
            self._operations[number] = begun._replace(answer=answer, completed=next(self._tick))

    def settle(self, by: str, orders: Iterable[str]) -> bool:
        """Let the system come to rest, and look at all orders then; False if it did not."""
        if not self.adapter.settle():
            return False
        looks = self.adapter.capabilities().looks
        for order in orders:
            for app in APPS:
                if app in looks:
                    self.look(by, app, order, settled=True)
        return True

    def history(self) -> tuple[Operation, ...]:
        """Return what was written down, in the order of the invocations."""
        return tuple(sorted(self._operations.values(), key=lambda one: one.invoked))
