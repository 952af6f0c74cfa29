"""The office: three apps with inbox and log, and what people see.

An app is a SimPy process that takes what lies in its inbox, commits, and answers a moment later.
A message travels by the `post`. People submit commands and get an answer, or None where the app
went down before it could give one.

Three traps of SimPy are met here. A process that is interrupted while it waits at a bare `get`
would eat the next item, hence `with inbox.get()`. A failed event rebuilds its exception from
`args`, hence nothing here fails an event: outcomes are values. Equal float times break ties by
accident, hence whole milliseconds.

What does not live here: what people do (`actors`), their working hours (`desk`), how messages
travel (`post`), what goes wrong when (`trouble`), judging.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, NamedTuple

import simpy
from msgspec.structs import replace

from sim.engine.post import Post
from sim.explore.choices import Choices
from sim.record import Entry, Opening, evolve, opened
from sim.rules.events import AnyEvent
from sim.rules.messages import Accepted, Answer, Command, Envelope
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.rules.values import AppName
from sim.rules.world import Rules, act, deliver
from sim.scenario import Network

if TYPE_CHECKING:
    from sim.engine.trouble import Trouble

HANDLING_MS = 20  # between an app's commit and its answer: where a crash loses the answer
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
    """The apps and the log of one run; `observers` see each entry as it happens.

    `trouble` is what goes wrong on purpose; without it nothing asks for it. `progressed` is when
    an app last committed anything.
    """

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
        self.trouble: Trouble | None = None
        self.post = Post(self)
        self.apps = opened(rules, opening)
        self.logs: dict[AppName, list[AnyEvent]] = {name: [] for name in (*SERVERS, "workflow")}
        self.observers: list[Observer] = []
        self.entries = 0
        self.progressed = 0
        self._mails = 0
        self._numbers: dict[str, int] = {}
        self._inboxes = {name: simpy.Store(self.env) for name in SERVERS}
        self._servers = {name: self.env.process(self._serve(name)) for name in SERVERS}
        self._down: set[AppName] = set()
        self._unsent: dict[AppName, list[tuple[int, Envelope]]] = {}

    @property
    def now(self) -> int:
        """The virtual time, in milliseconds since 0:00 of the first day."""
        return int(self.env.now)

    @property
    def under_way(self) -> int:
        """How many messages neither arrived nor were given up."""
        return len(self.post.carried) + sum(map(len, self._unsent.values()))

    def fresh(self, prefix: str) -> str:
        """Return a document number that nobody has: "PX" -> "PX-0001"."""
        number = self._numbers.get(prefix, 0) + 1
        self._numbers[prefix] = number
        return f"{prefix}-{number:04d}"

    # --- people ---------------------------------------------------------------------------------

    def submit(self, command: Command) -> simpy.Event:
        """Submit a command; the event's value is the Answer, or None if the app went down."""
        answered = self.env.event()
        if command.app in self._down:
            answered.succeed(None)
        elif command.app == "workflow":
            answered.succeed(self.commit(command))
        else:
            self._inboxes[command.app].put(Letter(command, answered))
        return answered

    # --- apps -----------------------------------------------------------------------------------

    def hand_over(self, envelope: Envelope, mail: int) -> simpy.Event:
        """Put a message into its target's inbox; the event's value is the Answer, or None."""
        answered = self.env.event()
        self._inboxes[envelope.target].put(Letter(envelope, answered, mail))
        return answered

    def _serve(self, name: AppName) -> Process:
        """Take one thing after another from the inbox; a crash interrupts, whatever it does."""
        letter: Letter | None = None
        request = None
        try:
            while True:
                with self._inboxes[name].get() as request:
                    letter = yield request
                point = "" if self.trouble is None else self.trouble.crash_point(name)
                if point == "crash_before_commit":
                    yield self.env.event()  # the crash is already on its way
                answer = self.commit(letter.said, letter.mail, point == "crash_before_send")
                yield self.env.timeout(HANDLING_MS)
                letter.answered.succeed(answer)
                letter, request = None, None
        except simpy.Interrupt:
            if letter is None and request is not None and request.triggered:
                letter = request.value  # handed over, but not yet in hand
            if letter is not None:
                letter.answered.succeed(None)

    def commit(self, said: Command | Envelope, mail: int = 0, unsent: bool = False) -> Answer:
        """Take one step of the whole, write it down, and send what it sends, or keep it unsent."""
        before = self.apps
        try:
            if isinstance(said, Envelope):
                step, self.apps = deliver(self.rules, before, said)
            else:
                step, self.apps = act(self.rules, before, said)
        except Exception as error:
            raise RulesCrashError(traceback.format_exc()) from error
        self.write(step, before, mail, unsent)
        return step.answer

    def write(self, step: Step, before: Apps, mail: int = 0, unsent: bool = False) -> None:
        """Write a step down, tell the observers, and send what it sends."""
        for event in step.events:
            self.logs[step.app].append(event)
        if step.events:
            self.progressed = self.now
        mails = tuple(range(self._mails + 1, self._mails + 1 + len(step.sent)))
        self._mails += len(mails)
        self.entries += 1
        entry = Entry.of(step, n=self.entries, at=self.now, mail=mail, mails=mails)
        for observer in self.observers:
            observer(entry, before, self.apps)
        if unsent:
            self._unsent[step.app] = list(zip(mails, step.sent, strict=True))
            return
        for number, envelope in zip(mails, step.sent, strict=True):
            self.post.send(number, envelope)

    # --- crashes --------------------------------------------------------------------------------

    def is_down(self, name: AppName) -> bool:
        """Tell whether an app is down."""
        return name in self._down

    def crash(self, name: AppName, cause: str = "outage") -> None:
        """Take an app down: its memory and inbox are gone, its log and outbox are not.

        Workflow has neither: while it is down nothing can be said to it.
        """
        if name in self._down:
            return
        self._down.add(name)
        if name == "workflow":
            return
        self._servers[name].interrupt("crash")
        for letter in self._inboxes[name].items:
            letter.answered.succeed(None)
        self._inboxes[name] = simpy.Store(self.env)
        self.write(Step(name, Fault("crash", name, cause=cause), Accepted()), self.apps)

    def restart(self, name: AppName) -> None:
        """Bring an app back with what its own log says, and send what it had not sent."""
        if name not in self._down:
            return
        self._down.remove(name)
        if name == "workflow":
            return
        self.apps = replace(self.apps, **{name: self._rebuilt(name)})
        self._servers[name] = self.env.process(self._serve(name))
        unsent = self._unsent.pop(name, [])
        numbers = {envelope: mail for mail, envelope in unsent}
        for envelope in self.rules.app(name).resend(tuple(one for _, one in unsent)):
            self.post.send(numbers.get(envelope, 0), envelope)

    def _rebuilt(self, name: AppName) -> object:
        apps = opened(self.rules, self.opening)
        for event in self.logs[name]:
            apps = evolve(self.rules, apps, name, event)
        return self.rules.app(name).recover(getattr(apps, name))
