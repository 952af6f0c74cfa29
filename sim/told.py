"""Runs a story step by step, and a world by one random walk; neither needs virtual time.

What lives here: the meaning of a story's steps. A message is named by its kind, its order and,
where several are under way, which of them (`nth`). What does not live here: the words of a story
(`reports`), the search through a world (`sim.explore`).
"""

from __future__ import annotations

import traceback
from typing import IO

from sim.checks.promise import Ruling
from sim.checks.told import AS_TOLD, COMES_TO_REST
from sim.explore.bounded import State
from sim.explore.choices import Choices
from sim.explore.office import Office
from sim.explore.worlds import entering, given_orders, world_of
from sim.reading import MESSAGE_OF, command_of
from sim.record import Entry, Opening, opened
from sim.result import Result
from sim.rules.messages import Accepted, Answer, Busy, Envelope, Refused
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.rules.values import AppName
from sim.rules.world import act, crash, deliver
from sim.run import Plan, Run
from sim.scenario import UNITS_MS, GivenOrder, StoryStep

BEGINS_MS = 8 * UNITS_MS["h"]
STEP_MS = UNITS_MS["min"]
SETTLING_LIMIT = 500
WALK_LIMIT = 400


class Teller:
    """The apps and what is under way, while a story is told."""

    def __init__(self, plan: Plan, run: Run) -> None:
        self.plan = plan
        self.run = run
        self.apps = opened(run.rules, run.opening)
        self.under_way: list[tuple[int, Envelope]] = []
        self.mails = 0
        self.at = BEGINS_MS
        self.n = 0

    def note(self, before: Apps, step: Step, mail: int = 0) -> None:
        """Write a step down, and put what it sent under way."""
        self.n += 1
        mails = tuple(range(self.mails + 1, self.mails + 1 + len(step.sent)))
        self.mails += len(mails)
        entry = Entry.of(step, n=self.n, at=self.at, mail=mail, mails=mails)
        self.run.see(entry, before, self.apps)
        self.under_way.extend(zip(mails, step.sent, strict=True))

    def given(self, order: GivenOrder) -> None:
        """Enter an order that exists when the story begins."""
        command = entering(order, self._seller())
        before = self.apps
        step, self.apps = act(self.run.rules, before, command)
        self.note(before, step)

    def _seller(self) -> str:
        cast = self.plan.scenario.cast.items()
        return next((name for name, one in cast if one.role == "salesperson"), "")

    def tell(self, step: StoryStep) -> Answer | None:
        """Take one step; None if it cannot be taken, since no such message is under way."""
        self.at += STEP_MS
        if step.settle:
            return self.settle()
        if step.do:
            before = self.apps
            done, self.apps = act(self.run.rules, before, command_of(step, self.plan.scenario.cast))
            self.note(before, done)
            return done.answer
        if step.crash:
            return self.crash(step.crash)
        return self.message(step)

    def crash(self, name: AppName) -> Answer:
        """Let an app lose its memory and come back."""
        before = self.apps
        done, self.apps = crash(self.run.rules, before, name)
        self.note(before, done)
        return done.answer

    def message(self, step: StoryStep) -> Answer | None:
        """Deliver, lose or double a message under way."""
        kind = step.deliver or step.lose or step.duplicate
        found = [
            (mail, envelope)
            for mail, envelope in self.under_way
            if isinstance(envelope.message, MESSAGE_OF[kind])
            and (step.order is None or envelope.message.order == step.order)
        ]
        if len(found) < step.nth:
            return None
        mail, envelope = found[step.nth - 1]
        if step.deliver:
            return self.arrive(mail, envelope)
        fault = Fault("lose" if step.lose else "duplicate", envelope.target, envelope)
        self.note(self.apps, Step(envelope.target, fault, Accepted()), mail)
        if step.lose:  # it will be sent again: it only comes last now
            self.under_way.remove((mail, envelope))
        self.under_way.append((mail, envelope))
        return Accepted()

    def arrive(self, mail: int, envelope: Envelope) -> Answer:
        """Let one message arrive; a busy answer leaves it under way."""
        before = self.apps
        done, self.apps = deliver(self.run.rules, before, envelope)
        if done.answer != Busy():
            self.under_way.remove((mail, envelope))
        self.note(before, done, mail)
        return done.answer

    def settle(self) -> Answer:
        """Deliver all that is under way, first in first out, until nothing moves any more."""
        for _ in range(SETTLING_LIMIT):
            for mail, envelope in self.under_way:
                trial, _ = deliver(self.run.rules, self.apps, envelope)
                if trial.answer != Busy():
                    self.at += UNITS_MS["s"]
                    self.arrive(mail, envelope)
                    break
            else:
                break
        return Accepted()


def run_story(plan: Plan, file: IO[bytes] | None = None) -> Result:
    """Run a story: every step as told, each answer compared with what the scenario expects."""
    run = Run(plan, file)
    teller = Teller(plan, run)
    run.introduce((name, one.role) for name, one in plan.scenario.cast.items())
    crash = ""
    try:
        _tell_all(teller)
    except Exception:  # a crash inside the rules is a finding, told with its trace
        crash = traceback.format_exc()
    return end(run, teller.apps, teller.at, settled=not teller.under_way, crash=crash)


def _tell_all(teller: Teller) -> None:
    scenario = teller.plan.scenario
    for order in scenario.orders:
        teller.given(order)
    for nth, step in enumerate(scenario.steps, 1):
        answer = teller.tell(step)
        as_told = answer is not None and fits(step, answer)
        about = (f"steps.{nth}", step.expect or "accepted", spoken(answer))
        teller.run.tally.note(AS_TOLD, Ruling(as_told, step.order or "", about), teller.n)
    teller.at += STEP_MS
    teller.settle()


def end(run: Run, apps: Apps, at: int, *, settled: bool, crash: str = "") -> Result:
    """End a run that took no virtual time."""
    if not crash:
        run.tally.note(COMES_TO_REST, Ruling(settled), 0)
    return run.end(apps, at, settled=settled and not crash, crash=crash)


def fits(step: StoryStep, answer: Answer) -> bool:
    """Tell whether an answer is the one that the step expects; a reason only counts if given."""
    match answer:
        case Refused(reason=reason):
            return step.expect == "refused" and step.reason in ("", reason)
        case Busy():
            return step.expect == "busy"
        case Accepted():
            return step.expect in ("", "accepted")


def spoken(answer: Answer | None) -> str:
    """Return an answer as a scenario writes it."""
    match answer:
        case None:
            return "no such message is under way"
        case Refused(reason=reason):
            return f"refused: {reason}"
        case Busy():
            return "busy"
        case Accepted():
            return "accepted"


def run_world(plan: Plan, file: IO[bytes] | None = None) -> Result:
    """Run a world once: a random walk until nothing more can happen.

    What the world needs to see is asked of the walk through all of it (`explore`), not of one run.
    """
    asked = plan.scenario.model_copy(update={"needs": ()})
    run = Run(plan._replace(scenario=asked), file)
    run.introduce((name, one.role) for name, one in plan.scenario.cast.items())
    world = world_of(plan.scenario, plan.scenario.settings[0], run.rules, run.opening)
    walk = Walk(Office(world, run.rules, run.tally.judge), run, len(plan.scenario.orders))
    _enter(run, plan, run.opening)
    crash = ""
    try:
        walk.go(plan.chance())
    except Exception:  # a crash inside the rules is a finding, told with its trace
        crash = traceback.format_exc()
    settled = not crash and walk.office.settled(walk.state) is not None
    return end(run, walk.state.apps, walk.at, settled=settled, crash=crash)


class Walk:
    """One random walk through a world, written down step by step."""

    def __init__(self, office: Office, run: Run, entries: int) -> None:
        self.office = office
        self.run = run
        self.n = entries
        self.at = BEGINS_MS
        self.state = office.start()

    def go(self, choices: Choices) -> None:
        """Take one of the possible moves after another, until none changes anything."""
        for _ in range(WALK_LIMIT):
            moves = [one for one in self.office.moves(self.state) if one[1] != self.state]
            if not moves:
                return
            step, after, _, _ = moves[choices.pick(len(moves), ("world", "next"))]
            self._note(step, after)

    def _note(self, step: Step, after: State) -> None:
        self.n += 1
        self.at += STEP_MS
        entry = Entry.of(step, n=self.n, at=self.at)
        self.run.see(entry, self.state.apps, after.apps)
        self.state = after


def _enter(run: Run, plan: Plan, opening: tuple[Opening, ...]) -> None:
    """Write down the orders that exist when the world begins."""
    apps = opened(run.rules, opening)
    for n, order in enumerate(plan.scenario.orders, 1):
        before = apps
        apps = given_orders(run.rules, before, (order,))
        step, _ = act(run.rules, before, entering(order, ""))
        entry = Entry.of(step, n=n, at=BEGINS_MS)
        run.see(entry, before, apps)
