"""The office: three apps with inbox and log, the network between them, and what people see.

An app is a SimPy process that takes what lies in its inbox, commits, and answers a moment later.
A message travels by a courier of its own, which is the sender's outbox entry: it survives crashes
and ends only when the target has answered. People submit commands and get an answer, or None
where the app went down before it could give one.

Three traps of SimPy are met here. A process that is interrupted while it waits at a bare `get`
would eat the next item, hence `with inbox.get()`. A failed event rebuilds its exception from
`args`, hence nothing here fails an event: outcomes are values. Equal float times break ties by
accident, hence whole milliseconds.

What does not live here: what people do (`actors`), their working hours (`desk`), judging.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Generator
from typing import Any, NamedTuple

import simpy
from msgspec.structs import replace

from sim.explore.choices import Choices, between, chance
from sim.record import Entry, Opening, evolve, opened
from sim.rules.events import AnyEvent, RunFailed
from sim.rules.messages import (
    FLOWS,
    Accepted,
    Answer,
    Busy,
    Command,
    Envelope,
    Refused,
    run_name,
)
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.rules.values import AppName
from sim.rules.world import Rules, act, deliver
from sim.scenario import Network

HANDLING_MS = 20  # between an app's commit and its answer: where a crash loses the answer
BACK_OFF_DOUBLINGS = 5  # the pause between two tries doubles so often, then stays
SERVERS: tuple[AppName, ...] = ("sales", "warehouse", "accounting")

Process = Generator[simpy.Event, Any, None]
Observer = Callable[[Entry, Apps, Apps], None]


class RulesCrashError(Exception):
    """The rules crashed; its one argument is the traceback.

    SimPy makes a failed process's exception anew from its `args`, which an exception with fields
    of its own does not survive; a text does.
    """


class Letter(NamedTuple):
    """Something in an app's inbox: a command or a message, and whom to answer."""

    said: Command | Envelope
    answered: simpy.Event
    mail: int = 0


class Office:
    """The apps, the network and the log of one run; `observers` see each entry as it happens."""

    def __init__(
        self,
        *,
        rules: Rules,
        opening: tuple[Opening, ...],
        choices: Choices,
        network: Network,
    ) -> None:
        self.env = simpy.Environment(initial_time=0)
        self.rules = rules
        self.opening = opening
        self.choices = choices
        self.network = network
        self.apps = opened(rules, opening)
        self.logs: dict[AppName, list[AnyEvent]] = {name: [] for name in (*SERVERS, "workflow")}
        self.observers: list[Observer] = []
        self.under_way = 0
        self.entries = 0
        self._mails = 0
        self._numbers: dict[str, int] = {}
        self._inboxes = {name: simpy.Store(self.env) for name in SERVERS}
        self._servers = {name: self.env.process(self._serve(name)) for name in SERVERS}
        self._down: set[AppName] = set()

    @property
    def now(self) -> int:
        """The virtual time, in milliseconds since 0:00 of the first day."""
        return int(self.env.now)

    def fresh(self, prefix: str) -> str:
        """Return a document number that nobody has: "PX" -> "PX-0001"."""
        number = self._numbers.get(prefix, 0) + 1
        self._numbers[prefix] = number
        return f"{prefix}-{number:04d}"

    # --- people ---------------------------------------------------------------------------------

    def submit(self, command: Command) -> simpy.Event:
        """Submit a command; the event's value is the Answer, or None if the app went down."""
        answered = self.env.event()
        if command.app == "workflow":
            answered.succeed(self._commit(command, 0))
        elif command.app in self._down:
            answered.succeed(None)
        else:
            self._inboxes[command.app].put(Letter(command, answered))
        return answered

    # --- apps -----------------------------------------------------------------------------------

    def _serve(self, name: AppName) -> Process:
        """Take one thing after another from the inbox; a crash interrupts, whatever it does."""
        letter: Letter | None = None
        request = None
        try:
            while True:
                with self._inboxes[name].get() as request:
                    letter = yield request
                answer = self._commit(letter.said, letter.mail)
                yield self.env.timeout(HANDLING_MS)
                letter.answered.succeed(answer)
                letter, request = None, None
        except simpy.Interrupt:
            if letter is None and request is not None and request.triggered:
                letter = request.value  # handed over, but not yet in hand
            if letter is not None:
                letter.answered.succeed(None)

    def _commit(self, said: Command | Envelope, mail: int) -> Answer:
        """Take one step of the whole, write it down, and send what it sends."""
        before = self.apps
        try:
            if isinstance(said, Envelope):
                step, self.apps = deliver(self.rules, before, said)
            else:
                step, self.apps = act(self.rules, before, said)
        except Exception as error:
            raise RulesCrashError(traceback.format_exc()) from error
        self._write(step, before, mail)
        return step.answer

    def _write(self, step: Step, before: Apps, mail: int = 0) -> None:
        for event in step.events:
            self.logs[step.app].append(event)
        mails = tuple(range(self._mails + 1, self._mails + 1 + len(step.sent)))
        self._mails += len(mails)
        self.entries += 1
        entry = Entry.of(step, n=self.entries, at=self.now, mail=mail, mails=mails)
        for observer in self.observers:
            observer(entry, before, self.apps)
        for number, envelope in zip(mails, step.sent, strict=True):
            self.env.process(self._carry(number, envelope))

    # --- faults ---------------------------------------------------------------------------------

    def crash(self, name: AppName) -> None:
        """Take an app down: its memory and inbox are gone, its log and outbox are not."""
        if name in self._down:
            return
        self._down.add(name)
        self._servers[name].interrupt("crash")
        for letter in self._inboxes[name].items:
            letter.answered.succeed(None)
        self._inboxes[name] = simpy.Store(self.env)
        before = self.apps
        self._write(Step(name, Fault("crash", name), Accepted()), before)

    def restart(self, name: AppName) -> None:
        """Bring an app back with what its own log says, and nothing else."""
        if name not in self._down:
            return
        self._down.remove(name)
        self.apps = replace(self.apps, **{name: self._rebuilt(name)})
        self._servers[name] = self.env.process(self._serve(name))

    def _rebuilt(self, name: AppName) -> object:
        apps = opened(self.rules, self.opening)
        for event in self.logs[name]:
            apps = evolve(self.rules, apps, name, event)
        return self.rules.app(name).recover(getattr(apps, name))

    # --- the network ----------------------------------------------------------------------------

    def _carry(self, mail: int, envelope: Envelope) -> Process:
        """Carry one message until it is answered; a doubled one is carried a second time."""
        self.under_way += 1
        way = f"{envelope.source}>{envelope.target}"
        if envelope.channel != "spoken" and chance(
            self.choices, self.network.duplicate, (way, "duplicate")
        ):
            self._note_fault("duplicate", envelope, mail)
            self.env.process(self._carry_once_more(mail, envelope, way))
        failures = 0
        while True:
            yield self.env.timeout(self._delay(way))
            answer = yield from self._try(mail, envelope, way)
            if answer is not None and not isinstance(answer, Busy):
                break
            failures += answer is None
            if envelope.channel in FLOWS and failures >= self.network.tries:
                self._exhausted(envelope)
                break
            pause = self.network.retry_after << min(max(failures - 1, 0), BACK_OFF_DOUBLINGS)
            yield self.env.timeout(max(pause, 1_000))
        self.under_way -= 1

    def _carry_once_more(self, mail: int, envelope: Envelope, way: str) -> Process:
        self.under_way += 1
        yield self.env.timeout(self._delay(way) + self._delay(way))
        yield from self._try(mail, envelope, way)
        self.under_way -= 1

    def _try(
        self, mail: int, envelope: Envelope, way: str
    ) -> Generator[simpy.Event, Any, Answer | None]:
        """Deliver once; None if the message or its answer was lost, or the app is down."""
        lost = chance(self.choices, self.network.loss, (way, "loss"))
        if lost and envelope.channel != "spoken":
            self._note_fault("lose", envelope, mail)
            return None
        if envelope.target in self._down:
            return None
        answered = self.env.event()
        self._inboxes[envelope.target].put(Letter(envelope, answered, mail))
        answer: Answer | None = yield answered
        return answer

    def _delay(self, way: str) -> int:
        span = self.network.delay
        return between(self.choices, span.shortest, span.longest, (way, "delay"))

    def _note_fault(self, kind: Any, envelope: Envelope, mail: int) -> None:
        fault = Fault(kind, envelope.target, envelope)
        self._write(Step(envelope.target, fault, Accepted()), self.apps, mail)

    def _exhausted(self, envelope: Envelope) -> None:
        """Give a flow's message up: a failed run in the run log, for an administrator."""
        failed = RunFailed(
            order=envelope.message.order,
            run=run_name(envelope),
            envelope=envelope,
            reason="unreachable",
        )
        before = self.apps
        self.apps = evolve(self.rules, before, "workflow", failed)
        answer = Refused("unreachable")
        self._write(
            Step("workflow", Fault("lose", "workflow", envelope), answer, (failed,)), before
        )
