"""Stories: lists of steps that can be played again.

A story knows no time. A command is said again, a message is delivered if it is under way, and in
the end everything settles. So the same story plays under any rule set, and dropping a step gives
another story. What does not live here: how a story gets short (`shrink`), why it breaks what it
breaks (`explain`), the words it is told in (`reports`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from msgspec.structs import replace

from sim.checks.judge import Found, Judge
from sim.checks.ledger import Ledger
from sim.checks.promise import Ruling
from sim.checks.told import COMES_TO_REST
from sim.rules.messages import Accepted, Busy, Command, Envelope
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.rules.values import AppName
from sim.rules.world import Rules, act, correct, crash, deliver, fail, swallow

SETTLING_LIMIT = 500  # messages delivered after the last step, before a story counts as endless
SAME_LETTER = ("request", "attempt", "version", "edition", "slip")  # what tells two messages apart

Said = Command | Envelope | Fault


class Violation(NamedTuple):
    """The kind of a break: which promise, in which app, on what; no document, no text.

    `on` is the kind of command, message or fault; both are empty where a promise is judged at rest.
    """

    promise: str
    app: str = ""
    on: str = ""


class Played(NamedTuple):
    """A story as it went: its steps with what came of them, and where it ended."""

    steps: tuple[Step, ...]
    befores: tuple[Apps, ...]
    apps: Apps
    found: tuple[Found, ...]
    breaks: dict[str, int]  # promise -> number of steps played when it first broke
    violations: dict[str, Violation]  # promise -> what its first break was


class Stage:
    """The apps and what is under way, while a story is played."""

    def __init__(self, rules: Rules, judge: Judge, apps: Apps, ledger: Ledger) -> None:
        self.rules = rules
        self.judge = judge
        self.apps = apps
        self.ledger = ledger
        self.under_way: list[Envelope] = []
        self.lost: list[Envelope] = []
        self.handled: dict[AppName, list[Envelope]] = {}
        self.crashed: set[AppName] = set()
        self.unsent: dict[AppName, tuple[Envelope, ...]] = {}
        self.steps: list[Step] = []
        self.befores: list[Apps] = []
        self.found: list[Found] = []
        self.breaks: dict[str, int] = {}
        self.violations: dict[str, Violation] = {}
        self.guessed = 0  # messages taken for others that are not under way any more

    def say(self, command: Command) -> Step:
        """Let a person say something."""
        before = self.apps
        step, self.apps = act(self.rules, before, command)
        return self._judged(before, step)

    def arrive(self, envelope: Envelope) -> Step | None:
        """Let a message arrive, if it is under way; a busy answer leaves it so."""
        if not self._at_hand(envelope):
            return None
        before = self.apps
        step, self.apps = deliver(self.rules, before, envelope)
        if step.answer != Busy():
            self.under_way.remove(envelope)
            self.handled.setdefault(envelope.target, []).append(envelope)
        return self._judged(before, step)

    def _at_hand(self, envelope: Envelope) -> bool:
        """Tell whether a message can arrive; a lost one is sent again, as is one after a crash."""
        if envelope in self.under_way:
            return True
        if envelope in self.lost:
            self.lost.remove(envelope)
        elif not (
            envelope.target in self.crashed and envelope in self.handled.get(envelope.target, [])
        ):
            return False
        self.under_way.append(envelope)
        return True

    def fail(self, fault: Fault) -> Step | None:
        """Let something go wrong, or a message be sent again; None if it cannot be."""
        before, envelope = self.apps, fault.envelope
        step = Step(fault.app, fault, Accepted())
        if fault.kind in ("meet", "begin", "end"):
            return self._judged(before, step)
        if fault.kind == "correct":
            corrected = correct(self.rules, before, fault)
            if corrected is None:
                return None
            step, self.apps = corrected
        elif fault.kind == "crash":
            done, self.apps = crash(self.rules, before, fault.app, envelope)
            step = done._replace(said=fault)
            self.crashed.add(fault.app)
            self._resend(fault.app)
            if envelope is not None:
                self.under_way.append(envelope)
        elif fault.kind == "retry":
            assert envelope is not None
            if envelope in self.lost:
                self.lost.remove(envelope)
            self.under_way.append(envelope)
        elif envelope is None or envelope not in self.under_way:
            return None
        elif fault.kind == "duplicate":
            self.under_way.append(envelope)
        elif fault.kind == "fail":
            step, self.apps = fail(self.rules, before, envelope, fault.cause)
            self.under_way.remove(envelope)
        elif fault.kind == "swallow":
            step, self.apps = swallow(self.rules, before, envelope, fault.cause)
            self.under_way.remove(envelope)
        else:
            self.under_way.remove(envelope)
            self.lost.append(envelope)
        return self._judged(before, step)

    def _resend(self, app: AppName) -> None:
        """Send what the app's last commit had not sent yet, as its log has it."""
        unsent = tuple(one for one in self.unsent.pop(app, ()) if one in self.under_way)
        for envelope in unsent:
            self.under_way.remove(envelope)
        self.under_way.extend(self.rules.app(app).resend(unsent))

    def again(self, step: Step) -> Step | None:
        """Take a step of another playing again; None if it cannot be taken."""
        said = step.said
        if isinstance(said, Envelope):
            return self.arrive(said)
        if isinstance(said, Fault):
            return self.fail(said)
        return self.say(said)

    def like(self, said: Said, behind: int | None = None) -> Said:
        """Return what stands here for something said in another playing.

        A message stands for one of the same order on the same way: with the same numbers if there
        is one, else the first; or, given how many were behind it, for the one in its place.
        """
        envelope = said.envelope if isinstance(said, Fault) else said
        if not isinstance(envelope, Envelope):
            return said
        alike = self._alike(envelope)
        if behind is not None:
            found = alike[-1 - behind] if behind < len(alike) else envelope
        elif envelope in alike:
            found = envelope
        else:
            same = (one for one in alike if letter(one) == letter(envelope))
            found = next(same, alike[0] if alike else envelope)
        if found != envelope:
            self.guessed += 1
            return replace(said, envelope=found) if isinstance(said, Fault) else found
        return said

    def behind(self, said: Said) -> int:
        """Return how many like a message are behind it; 0 for all else."""
        envelope = said.envelope if isinstance(said, Fault) else said
        if not isinstance(envelope, Envelope):
            return 0
        alike = self._alike(envelope)
        return len(alike) - 1 - alike.index(envelope) if envelope in alike else 0

    def _alike(self, envelope: Envelope) -> list[Envelope]:
        """Return the messages at hand of the same kind and order on the same way."""
        again = self.handled.get(envelope.target, []) if envelope.target in self.crashed else []
        at_hand = (*self.under_way, *self.lost, *again)
        return [one for one in at_hand if letter(one)[:-1] == letter(envelope)[:-1]]

    def settle(self, until: str = "") -> bool:
        """Let everything arrive and judge the whole; False if it never ends.

        With `until` it ends as soon as that promise is broken, and the whole is not judged.
        """
        settled = self.rest(until)
        if until not in self.breaks:
            if not settled:
                self._note(Found(COMES_TO_REST, Ruling(held=False)))
            for one in self.judge.settle(self.ledger, self.apps):
                self._note(one)
        return settled

    def rest(self, until: str = "") -> bool:
        """Deliver everything, first in first out; False if it never ends."""
        self.under_way.extend(self.lost)
        self.lost.clear()
        for _ in range(SETTLING_LIMIT + len(self.under_way)):
            if until in self.breaks:
                return False
            ready = next((one for one in self.under_way if self._moves(one)), None)
            if ready is None:
                break
            self.arrive(ready)
        return not self.under_way

    def _moves(self, envelope: Envelope) -> bool:
        step, _ = deliver(self.rules, self.apps, envelope)
        return step.answer != Busy()

    def _judged(self, before: Apps, step: Step) -> Step:
        self.ledger, found = self.judge.watch(before, step, self.apps, self.ledger)
        self.under_way.extend(step.sent)
        if step.answer == Accepted() and not isinstance(step.said, Fault):
            self.unsent[step.app] = step.sent
        self.steps.append(step)
        self.befores.append(before)
        for one in found:
            self._note(one, step)
        return step

    def _note(self, one: Found, step: Step | None = None) -> None:
        self.found.append(one)
        if one.ruling is None or not one.ruling.held:
            name = one.promise.name
            self.breaks.setdefault(name, len(self.steps))
            self.violations.setdefault(name, violation(name, step))

    def played(self) -> Played:
        """Return the story as it went."""
        return Played(
            steps=tuple(self.steps),
            befores=tuple(self.befores),
            apps=self.apps,
            found=tuple(self.found),
            breaks=self.breaks,
            violations=self.violations,
        )


def play(stage: Callable[[], Stage], story: Sequence[Step], *, settle: bool) -> Played:
    """Play a story from the beginning; steps that cannot be taken are left out."""
    on = stage()
    for step in story:
        on.again(step)
    if settle:
        on.settle()
    return on.played()


def asked(said: Said) -> Step:
    """Return something said as a step that is still to be taken."""
    app = said.target if isinstance(said, Envelope) else said.app
    return Step(app, said, Accepted())


def violation(promise: str, step: Step | None) -> Violation:
    """Return the kind of a break: on a step, or at rest (None)."""
    return Violation(promise) if step is None else Violation(promise, step.app, kind(step.said))


def kind(said: Said) -> str:
    """Return what kind of thing was said: the name of a command or message, or a fault's."""
    if isinstance(said, Fault):
        return said.kind
    return type(said.message if isinstance(said, Envelope) else said).__name__


def letter(envelope: Envelope) -> tuple[object, ...]:
    """Return what a message is, whatever it says: its way, kind and order, and last its numbers."""
    message = envelope.message
    numbers = tuple(getattr(message, name, None) for name in SAME_LETTER)
    way = (envelope.source, envelope.target, envelope.channel)
    return (*way, type(message).__name__, message.order, numbers)


class Move(NamedTuple):
    """Something said, which step of the first telling it was, how many like it were behind it."""

    origin: int
    said: Said
    behind: int = 0


Moves = tuple[Move, ...]
Way = Literal["numbers", "place", "exact"]  # what a message of another playing stands for


def retold(stage: Callable[[], Stage], moves: Sequence[Move], wanted: Violation) -> Moves | None:
    """Play a story, then let all arrive; return it as it went up to the break, None if it holds.

    Only a break of the wanted kind counts. A message stands for the one of its numbers or, if that
    leads nowhere, for the one in its place, or only for itself. Where the rules fall over nothing
    is learned: None.
    """
    ways: tuple[Way, ...] = ("numbers", "place", "exact")
    for way in ways:
        try:
            on, kept = _retelling(stage, moves, wanted.promise, way)
        except Exception:
            return None
        if on.violations.get(wanted.promise) == wanted:
            return tuple(kept)
        if way == "numbers" and not any(isinstance(one.said, Envelope | Fault) for one in moves):
            return None
    return None


def _retelling(
    stage: Callable[[], Stage], moves: Sequence[Move], promise: str, way: Way
) -> tuple[Stage, list[Move]]:
    on = stage()
    kept: list[Move] = []
    for origin, said, behind in moves:
        now = said if way == "exact" else on.like(said, behind if way == "place" else None)
        move = Move(origin, now, on.behind(now))
        step = on.again(asked(now))
        if step is not None:
            kept.append(move._replace(said=step.said))
        if promise in on.breaks:
            return on, kept
    on.settle(promise)
    return on, kept
