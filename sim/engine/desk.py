"""A person's desk: their agenda, their working hours, their app's screen, and their chances.

An actor is a generator function that gets a `Desk` and yields what it waits for. What does not
live here: what any role does (`actors`).
"""

from __future__ import annotations

import heapq
from collections.abc import Generator
from typing import Any, NamedTuple

import simpy
from msgspec.structs import replace

from sim.engine.mistakes import mistaken, with_mistakes
from sim.engine.office import Office
from sim.explore.choices import Choices, between, chance
from sim.rules.messages import Answer, Command
from sim.rules.offers import Offer, View, offers, view
from sim.rules.values import Role
from sim.scenario import DAY_MS, Hours, Span

Waiting = Generator[simpy.Event, Any, None]


PREFIXES = ("PX", "LX", "CT")  # slip, issue command, accounting document


class Task(NamedTuple):
    """Something on an agenda: what to do ("revoke"), about which order, with what at hand."""

    what: str
    order: str = ""
    data: Any = None


class Desk:
    """One person's place of work."""

    def __init__(
        self, *, office: Office, by: str, role: Role, hours: Hours, closes_at: int
    ) -> None:
        self.office = office
        self.by = by
        self.role = role
        self.hours = hours
        self.closes_at = closes_at
        self.busy_ms = 0
        self._agenda: list[tuple[int, int, Task]] = []
        self._put = 0
        self._bell: simpy.Event | None = None

    # --- chance ---------------------------------------------------------------------------------

    @property
    def choices(self) -> Choices:
        """The one door for chance."""
        return self.office.choices

    def chance(self, odds: tuple[int, int], purpose: str) -> bool:
        """Decide by a chance; one draw, whatever the odds."""
        return chance(self.choices, odds, (self.by, purpose))

    def pick(self, n: int, purpose: str) -> int:
        """Pick one of n; 0 is the dullest."""
        return self.choices.pick(n, (self.by, purpose))

    def within(self, span: Span, purpose: str) -> int:
        """Pick a duration in milliseconds."""
        return between(self.choices, span.shortest, span.longest, (self.by, purpose))

    # --- time -----------------------------------------------------------------------------------

    def working(self, at: int) -> int:
        """Return the first moment at or after `at` within working hours."""
        day, clock = divmod(at, DAY_MS)
        hours = self.hours
        if clock < hours.opens:
            return day * DAY_MS + hours.opens
        if hours.lunch <= clock < hours.lunch_ends:
            return day * DAY_MS + hours.lunch_ends
        if clock >= hours.closes:
            return (day + 1) * DAY_MS + hours.opens
        return at

    def wait(self, ms: int) -> simpy.Event:
        """Wait, and on until somebody is at work again."""
        until = self.working(self.office.now + ms)
        return self.office.env.timeout(until - self.office.now)

    def later(self, ms: int, task: Task) -> None:
        """Put a task on the agenda, due after some time."""
        self.at(self.working(self.office.now + ms), task)

    def at(self, due: int, task: Task) -> None:
        """Put a task on the agenda, due at a stated time; after closing day it is dropped."""
        if due >= self.closes_at:
            return
        self._put += 1
        heapq.heappush(self._agenda, (due, self._put, task))
        if self._bell is not None and not self._bell.triggered:
            self._bell.succeed()

    def next(self) -> Generator[simpy.Event, Any, Task]:
        """Wait for the next task of the agenda, the earliest due first."""
        while True:
            now = self.office.now
            if self._agenda and self._agenda[0][0] <= now:
                return heapq.heappop(self._agenda)[2]
            self._bell = self.office.env.event()
            if self._agenda:
                yield self._bell | self.office.env.timeout(self._agenda[0][0] - now)
            else:
                yield self._bell

    # --- the app --------------------------------------------------------------------------------

    def view(self, order: str) -> View:
        """Return what this person's own app shows of one order."""
        return view(self.role, self.office.apps, order)

    def offers(self, order: str) -> tuple[Offer, ...]:
        """Return what this person's own app offers on one order; numbers are still open."""
        return offers(self.role, self.by, order, self.view(order), str)

    def offered(self, order: str, kind: str) -> tuple[Command, ...]:
        """Return the commands of one kind that are offered on an order, perhaps none."""
        return tuple(one.command for one in self.offers(order) if one.kind == kind)

    def try_to(self, order: str, kind: str) -> Generator[simpy.Event, Any, Answer | None]:
        """Do one of the things of a kind that the app offers (0: the first); None if none."""
        found = self.offered(order, kind)
        if not found:
            return None
        command = found[self.pick(len(found), kind)]
        if self.office.trouble is not None:
            command = mistaken(self, order, kind, self._numbered(command))
        return (yield from self.do(command))

    def do(self, command: Command) -> Generator[simpy.Event, Any, Answer | None]:
        """Submit a command and wait for the answer; None if the app went down meanwhile."""
        started = self.office.now
        numbered = self._numbered(command)
        if self.office.trouble is not None:
            answer = yield from with_mistakes(self, numbered)
        else:
            answer = yield self.office.submit(numbered)
        self.busy_ms += self.office.now - started
        return answer

    def _numbered(self, command: Command) -> Command:
        """Give the document of a command its number, where the offer left it open."""
        for field in ("slip", "issue_command", "paper"):
            if getattr(command, field, "") in PREFIXES:
                return replace(command, **{field: self.office.fresh(getattr(command, field))})
        return command

    def says(self) -> dict[str, Any]:
        """Return who speaks, as a command's fields."""
        return {"by": self.by, "role": self.role}
