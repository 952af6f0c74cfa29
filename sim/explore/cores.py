"""What a step does, whatever is under way: the office without its messages and budgets.

A *core* is the apps and what the promises remember. What a step makes of it, what it sends and
which promises it breaks depend on nothing else, and in a world of thousands of states there are
but hundreds of cores. Cores, steps and what others notice of a step are known by numbers here, so
that comparing them costs nothing. What does not live here: which steps are taken (`commuting`).
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from sim.checks.judge import Judge
from sim.checks.ledger import Ledger
from sim.explore.bounded import State
from sim.explore.office import NUMBERED, Office, broken_by
from sim.rules.decider import BUSY
from sim.rules.messages import Command, Envelope
from sim.rules.state import Apps
from sim.rules.step import Step
from sim.rules.world import act, deliver

Said = Command | Envelope


class Effect(NamedTuple):
    """What a step makes of a core.

    `noticed` is the number of what others notice: the answer, what was sent, which promises broke,
    how many documents were made. A `silent` delivery is one of which nobody notices anything.
    """

    core: int
    noticed: int
    silent: bool = False
    broken: bool = False


class Numbers(dict[Hashable, int]):
    """Numbers things in the order in which they turn up; equal things are one."""

    def __missing__(self, thing: Hashable) -> int:
        """Give the next number."""
        self[thing] = len(self)
        return self[thing]


class Cores:
    """The cores of one office, with the steps that were asked about."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.judge = Judge(office.judge.assumptions, office.judge.promises)
        self.steps: list[Said] = []
        self._parts: list[tuple[Apps, Ledger]] = []
        self._cores, self._steps, self._noticed = Numbers(), Numbers(), Numbers()
        self._effects: dict[tuple[int, int], Effect] = {}
        self._wishes: dict[int, frozenset[Said]] = {}

    def core(self, apps: Apps, ledger: Ledger) -> int:
        """Return the number of a core."""
        number = self._cores[apps, ledger]
        if number == len(self._parts):
            self._parts.append((apps, ledger))
        return number

    def step(self, said: Said) -> int:
        """Return the number of a step."""
        number = self._steps[said]
        if number == len(self.steps):
            self.steps.append(said)
        return number

    def effect(self, core: int, step: int) -> Effect:
        """Return what a step does at a core."""
        found = self._effects.get((core, step))
        if found is None:
            found = self._effects[core, step] = self._taken(core, self.steps[step])
        return found

    def _taken(self, core: int, said: Said) -> Effect:
        """Take a step at a core, where it may never have been possible: rules may fall over."""
        before, ledger = self._parts[core]
        try:
            step, after = self._stepped(before, said)
        except Exception:
            return Effect(core, self._noticed["the rules fell over"], broken=True)
        ledger, found = self.judge.watch(before, step, after, ledger)
        broken = tuple(broken_by(found))
        numbered = sum(isinstance(event, NUMBERED) for event in step.events)
        loud = step.answer == BUSY or step.sent or broken or numbered
        return Effect(
            core=self.core(after, ledger),
            noticed=self._noticed[step.answer, step.sent, broken, numbered],
            silent=not loud,
            broken=bool(broken),
        )

    def _stepped(self, before: Apps, said: Said) -> tuple[Step, Apps]:
        if isinstance(said, Envelope):
            return deliver(self.office.rules, before, said)
        return act(self.office.rules, before, said)

    def wishes(self, core: int) -> frozenset[Said]:
        """Return what people might do at a core, whatever is left of their budgets."""
        found = self._wishes.get(core)
        if found is None:
            wishes = self.office.wishes(self._state(core, ()))
            found = self._wishes[core] = frozenset(command for *_, command in wishes)
        return found

    def asked_again(self, core: int, late: tuple[int, ...]) -> frozenset[Said]:
        """Return what Sales asks again at a core while these steps are late."""
        envelopes = (self.steps[one] for one in late)
        under_way = tuple(one for one in envelopes if isinstance(one, Envelope))
        return frozenset(self.office.mishaps.asked_again(self._state(core, under_way)))

    def _state(self, core: int, under_way: tuple[Envelope, ...]) -> State:
        """Return a core as a state in which nobody has done anything yet."""
        apps, ledger = self._parts[core]
        return self.office.start()._replace(apps=apps, ledger=ledger, under_way=under_way)
