"""Stories: lists of steps that can be played again, and cut down to those that matter.

A story knows no time. A command is said again, a message is delivered if it is under way, and in
the end everything settles. So the same story plays under any rule set, and dropping a step gives
another story. What does not live here: the words a story is told in (`reports`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sim.checks.judge import Found, Judge
from sim.checks.ledger import Ledger
from sim.rules.messages import Accepted, Busy, Command, Envelope
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.rules.values import AppName
from sim.rules.world import Rules, act, crash, deliver, fail

SETTLING_LIMIT = 500  # messages delivered after the last step, before a story counts as endless


class Played(NamedTuple):
    """A story as it went: its steps with what came of them, and where it ended."""

    steps: tuple[Step, ...]
    befores: tuple[Apps, ...]
    apps: Apps
    found: tuple[Found, ...]
    breaks: dict[str, int]  # promise -> number of steps played when it first broke


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
        if fault.kind == "crash":
            step, self.apps = crash(self.rules, before, fault.app, envelope)
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
            step, self.apps = fail(self.rules, before, envelope)
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
        """Take a step of another playing again."""
        if isinstance(step.said, Envelope):
            return self.arrive(step.said)
        if isinstance(step.said, Fault):
            return self.fail(step.said)
        return self.say(step.said)

    def settle(self) -> bool:
        """Deliver everything, first in first out; False if it never ends."""
        self.under_way.extend(self.lost)
        self.lost.clear()
        for _ in range(SETTLING_LIMIT):
            ready = [one for one in self.under_way if self._moves(one)]
            if not ready:
                break
            self.arrive(ready[0])
        settled = not self.under_way
        for one in self.judge.settle(self.ledger, self.apps):
            self._note(one)
        return settled

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
            self._note(one)
        return step

    def _note(self, one: Found) -> None:
        self.found.append(one)
        if one.ruling is None or not one.ruling.held:
            self.breaks.setdefault(one.promise.name, len(self.steps))

    def played(self) -> Played:
        """Return the story as it went."""
        return Played(
            tuple(self.steps), tuple(self.befores), self.apps, tuple(self.found), self.breaks
        )


def play(stage: Callable[[], Stage], story: Sequence[Step], *, settle: bool) -> Played:
    """Play a story from the beginning; steps that cannot be taken are left out."""
    on = stage()
    for step in story:
        on.again(step)
    if settle:
        on.settle()
    return on.played()


def shortest(
    stage: Callable[[], Stage], story: Sequence[Step], promise: str, *, settle: bool
) -> tuple[Step, ...] | None:
    """Return a story from which no single step can be dropped without losing the break.

    None if the story does not break the promise when it is played without time. First large
    pieces are dropped, then single steps, until nothing more can go (ddmin's complements).
    """

    def breaks(candidate: Sequence[Step]) -> int | None:
        try:
            return play(stage, candidate, settle=settle).breaks.get(promise)
        except Exception:  # where the rules fall over nothing is learned: the step is kept
            return None

    at = breaks(story)
    if at is None:
        return None
    kept = list(play(stage, story, settle=settle).steps[:at])
    size = max(1, len(kept) // 2)
    while True:
        dropped = _drop(kept, size, breaks)
        if dropped is None:
            if size == 1:
                return tuple(kept)
            size //= 2
        else:
            kept = dropped


def _drop(
    kept: list[Step], size: int, breaks: Callable[[Sequence[Step]], int | None]
) -> list[Step] | None:
    """Return the story without one piece of this size that it does not need; None if none."""
    for start in range(len(kept) - size, -1, -1):
        candidate = kept[:start] + kept[start + size :]
        if breaks(candidate) is not None:
            return candidate
    return None
