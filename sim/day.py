"""A population at work, from the opening until all has settled; judged by nobody here.

Two phases. First people work and faults strike; then, after the last day, the faults are over and
everything must settle: within a stated time, counted from the last progress. What the network loses
and doubles by itself goes on. What a fault did is found out by letting the same days pass without
it, on the same choices.

What does not live here: the record and the judge (`run`), what goes wrong (`engine.trouble`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from actors.trace import Trace
from sim.engine.office import Observer, Office
from sim.engine.post import BACK_OFF_DOUBLINGS
from sim.explore.choices import Choices
from sim.record import Entry, Opening
from sim.result import Struck
from sim.rules.messages import Envelope
from sim.rules.state import Apps
from sim.rules.values import APPS, AppName
from sim.rules.world import Rules
from sim.scenario import DAY_MS, Scenario
from sim.staff import Staff, customers_come, plans_come_true
from sim.works import Works

LONGEST_SETTLING_MS = 3 * DAY_MS  # what never comes to an end, although it goes on and on
STEP_MS = 60_000
NOBODY_MENDS = ("revoked",)  # failed runs that wait for no person: the request is over

Progress = Callable[[int], None]  # told the number of entries, now and then
Trait = tuple[object, ...]


class Setting(NamedTuple):
    """What a population begins from."""

    scenario: Scenario
    folder: Path
    trace: Trace | None
    rules: Rules
    opening: tuple[Opening, ...]
    chance: Callable[[], Choices]


class Days:
    """The days of one population; `without` is a kind of fault that is left out."""

    def __init__(self, setting: Setting, see: Observer, *, without: str = "") -> None:
        self.setting = setting
        scenario = setting.scenario
        self.office = Office(
            rules=setting.rules,
            opening=setting.opening,
            choices=setting.chance(),
            network=scenario.network.without(without),
        )
        self.office.observers.append(see)
        self.staff = Staff(self.office, scenario, setting.folder)
        self.works: Works | None = None
        if setting.trace is None:
            self.office.env.process(customers_come(self.staff))
        else:
            self.works = Works(self.staff, setting.trace)
            self.staff.closes_at = self.works.closes_at
        plans_come_true(self.staff, without)

    def pass_by(self, on_progress: Progress | None = None) -> None:
        """Let the days pass, and after them let everything settle."""
        office, days = self.office, -(-self.staff.closes_at // DAY_MS)
        for hour in range(1, 24 * days + 1):
            office.env.run(until=hour * DAY_MS // 24)
            if on_progress is not None:
                on_progress(office.entries)
        last = days * DAY_MS + max(LONGEST_SETTLING_MS, self.patience)
        while office.under_way and office.now < last:
            until = max(office.progressed, days * DAY_MS) + self.patience
            if office.now >= until:
                return
            office.env.run(until=min(until, last, office.now + STEP_MS))

    @property
    def patience(self) -> int:
        """How long nothing may move while something is under way: a message may be in a pause."""
        network = self.setting.scenario.network
        pause = network.retry_after << BACK_OFF_DOUBLINGS
        return self.setting.scenario.settles_within + pause + network.delay.longest

    @property
    def settled(self) -> bool:
        """Whether nothing is under way any more."""
        return self.office.under_way == 0

    def stuck(self) -> tuple[str, ...]:
        """Return the orders about which something is still under way: a stall."""
        return tuple(sorted({one.message.order for one in self.office.post.carried.values()}))

    def waiting(self) -> tuple[str, ...]:
        """Return the failed runs that wait for an administrator; that is no stall."""
        failed = self.office.apps.workflow.failed
        return tuple(run for run in sorted(failed) if failed[run].reason not in NOBODY_MENDS)

    def struck(self, again: Setting, entries: Sequence[Entry]) -> tuple[Struck, ...]:
        """Return each kind of fault that was on: how often it struck, whether it did anything.

        `again` is where the same days begin once more.
        """
        return tuple(
            Struck(kind, times, bool(times) and differs(again, entries, kind))
            for kind, times in sorted(self._times().items())
        )

    def _times(self) -> dict[str, int]:
        office = self.office
        times = dict(office.trouble.times) if office.trouble is not None else {}
        network = self.setting.scenario.network
        for kind, odds in (("loss", network.loss), ("duplicate", network.duplicate)):
            if odds[0]:
                times[kind] = office.post.noted.get(kind, 0)
        return times


# --- what a fault did ---------------------------------------------------------------------------


class _DiffersError(Exception):
    """The two runs are not alike any more."""


def differs(setting: Setting, entries: Sequence[Entry], kind: str) -> bool:
    """Tell whether documents or messages differ in the same days without a kind of fault.

    Each app's own commits and arrivals are compared in their order, times are not. The days without
    it end at the first difference.
    """
    rest = {app: _traits(entries, app) for app in APPS}

    def see(entry: Entry, *_: Apps) -> None:
        trait = _trait(entry)
        if trait and next(rest[entry.app], ()) != trait:
            raise _DiffersError

    try:
        Days(setting, see, without=kind).pass_by()
    except _DiffersError:
        return True
    return any(next(left, None) is not None for left in rest.values())


def _traits(entries: Sequence[Entry], app: AppName) -> Iterator[Trait]:
    return filter(None, (_trait(entry) for entry in entries if entry.app == app))


def _trait(entry: Entry) -> Trait:
    """Return what an entry did to documents and messages; empty if it did nothing to either."""
    if isinstance(entry.said, Envelope):
        return entry.said, entry.answer, entry.events, entry.sent
    return (entry.events, entry.sent) if entry.events or entry.sent else ()
