"""Given, when, then: a tiny language in which one decision of the rules is one sentence.

    given(CREATED, REQUESTED).when(salesperson(RevokeRequest)).then(RevokeStarted, Hold)

What was given is a list of events (or commands that must succeed) on top of a small office; what
is said is a person's command or a message; what follows is an answer, the events committed and
the messages sent, all of them and in order. No test lives here, and no rule either.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace
from rules.vocabulary import ADDRESSEES, CREATED, DH1, OFFICE, REQUEST, evolved

from sim.rules.assumptions import Assumptions
from sim.rules.decider import handle
from sim.rules.events import AnyEvent, Event
from sim.rules.messages import (
    Accepted,
    Answer,
    AnyMessage,
    Busy,
    Command,
    Envelope,
    Message,
    Refused,
    RunReport,
)
from sim.rules.state import Apps
from sim.rules.values import (
    AccountingDossier,
    AppName,
    Flows,
    SalesOrder,
    WarehouseDossier,
)
from sim.rules.world import Rules, act, deliver, reference

BUSINESS: tuple[AppName, ...] = ("sales", "warehouse", "accounting")


class Story(NamedTuple):
    """What stands in the apps, what is under way between them, and what the last step did."""

    rules: Rules
    apps: Apps
    way: tuple[Envelope, ...] = ()
    answer: Answer = Accepted()
    events: tuple[AnyEvent, ...] = ()
    sent: tuple[Envelope, ...] = ()
    before: Apps = Apps()

    def when(self, said: Command | AnyMessage | RunReport, *, to: AppName | None = None) -> Story:
        """Say something to an app: a command is stamped, a message comes out of the blue."""
        if isinstance(said, Command):
            step, apps = act(self.rules, self.apps, said)
            return self._after(apps, step.answer, step.events, step.sent)
        target = to or ADDRESSEES.get(type(said).__name__, "workflow")
        outcome = handle(self.rules.app(target), getattr(self.apps, target), said)
        unchanged = outcome.state is getattr(self.apps, target)
        apps = self.apps if unchanged else replace(self.apps, **{target: outcome.state})
        return self._after(apps, outcome.answer, outcome.events, outcome.sent)

    def arrives(
        self, kind: type[Message], *, to: AppName | None = None, twice: bool = False
    ) -> Story:
        """Let the oldest message of this kind arrive; it stays under way if it comes twice."""
        envelope = next(
            one for one in self.way if isinstance(one.message, kind) and to in (None, one.target)
        )
        step, apps = deliver(self.rules, self.apps, envelope)
        stays = twice or isinstance(step.answer, Busy)
        rest = list(self.way)
        if not stays:
            rest.remove(envelope)
        return self._replace(way=tuple(rest))._after(apps, step.answer, step.events, step.sent)

    def lost(self, kind: type[Message]) -> Story:
        """Lose all messages of this kind that are under way."""
        return self._replace(way=tuple(e for e in self.way if not isinstance(e.message, kind)))

    def under_way(self, kind: type[Message]) -> tuple[Envelope, ...]:
        """Return the messages of this kind that are under way."""
        return tuple(one for one in self.way if isinstance(one.message, kind))

    def late(self, *letters: Envelope) -> Story:
        """Let messages be under way that were held up (or doubled) by the network."""
        return self._replace(way=(*self.way, *letters))

    def settled(self) -> Story:
        """Let everything arrive that is under way, and what follows from it, oldest first."""
        apps, way = settle(self.rules, self.apps, self.way)
        return self._replace(apps=apps, way=way, before=self.apps)

    def then(self, *expected: object) -> Story:
        """Check the last step: its answer ("accepted" unless told), its events, its messages."""
        answers = [one for one in expected if isinstance(one, Accepted | Refused | Busy)]
        events = [one for one in expected if _is(one, Event)]
        messages = [one for one in expected if _is(one, Message) or isinstance(one, Envelope)]
        assert len(answers) + len(events) + len(messages) == len(expected), "not understood"

        _same("answer", self.answer, answers[0] if answers else Accepted())
        _same("events", _seen(self.events, events), events)
        _same("messages", _seen(self.sent, messages), messages)
        if not isinstance(self.answer, Accepted):
            kept = [getattr(self.apps, app) is getattr(self.before, app) for app in BUSINESS]
            assert all(kept), "a refusal leaves the very same state"
        return self

    def order(self, number: str = DH1) -> SalesOrder:
        """Return the order in Sales."""
        return self.apps.sales.orders[number]

    def stored(self, number: str = DH1) -> WarehouseDossier:
        """Return what Warehouse holds under this number."""
        return self.apps.warehouse.dossiers.get(number, WarehouseDossier())

    def booked(self, number: str = DH1) -> AccountingDossier:
        """Return what Accounting holds under this number."""
        return self.apps.accounting.dossiers.get(number, AccountingDossier())

    def _after(
        self,
        apps: Apps,
        answer: Answer,
        events: tuple[AnyEvent, ...],
        sent: tuple[Envelope, ...],
    ) -> Story:
        return Story(self.rules, apps, (*self.way, *sent), answer, events, sent, self.apps)


def given(*past: AnyEvent | Command, flows: Flows | None = None, **assumptions: Any) -> Story:
    """Begin a story: the office, this flow set-up, these assumptions, and what happened so far."""
    apps = replace(OFFICE, workflow=replace(OFFICE.workflow, flows=flows or Flows()))
    story = Story(reference(Assumptions(**assumptions)), apps)
    for one in past:
        if isinstance(one, Command):
            story = story.when(one)
            assert story.answer == Accepted(), f"given, but not possible: {one} {story.answer}"
        else:
            story = story._replace(apps=evolved(story.rules, story.apps, one))
    return story


def ready(**settings: Any) -> Story:
    """Begin with DH-1 requested and arrived wherever the flows lead."""
    return given(CREATED, REQUEST, **settings).settled()


def settle(
    rules: Rules, apps: Apps, way: tuple[Envelope, ...]
) -> tuple[Apps, tuple[Envelope, ...]]:
    """Deliver until nothing is under way; a message that finds the app busy comes again later."""
    for _ in range(1_000):
        if not way:
            return apps, way
        step, apps = deliver(rules, apps, way[0])
        again = way[:1] if isinstance(step.answer, Busy) else ()
        way = (*way[1:], *step.sent, *again)
    raise AssertionError(f"does not settle: {way}")


def _same(what: str, seen: object, expected: object) -> None:
    assert seen == expected, f"{what}\n  expected: {expected}\n  but it is: {seen}"


def _is(one: object, kind: type) -> bool:
    return isinstance(one, kind) or (isinstance(one, type) and issubclass(one, kind))


def _seen(happened: Sequence[Any], expected: list[Any]) -> list[Any]:
    """Return what happened in the terms of what was expected: kinds, messages or whole values."""
    wanted = [*expected, *[None] * len(happened)]
    return [_as(one, like) for one, like in zip(happened, wanted, strict=False)]


def _as(one: Any, like: Any) -> Any:
    if isinstance(one, Envelope) and not isinstance(like, Envelope):
        one = one.message
    return type(one) if isinstance(like, type) else one
