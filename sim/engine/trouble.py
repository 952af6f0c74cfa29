"""Times of trouble: which faults are on right now, and what they do to messages and apps.

Each strike asks chance once, under a key of its own, so that a run without one kind of fault draws
all else as before. `times` counts what struck, kind by kind. A spell's beginning and end stand in
the record. What does not live here: when spells are (`spells`), a person's mistakes (`desk`).
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any, Literal

import simpy
from msgspec.structs import replace

from sim.engine.spells import Spell
from sim.explore.choices import between, chance
from sim.rules.events import SlipEdited
from sim.rules.messages import FLOWS, Accepted, Envelope, SwitchFlow
from sim.rules.step import Fault, FaultKind, Step
from sim.rules.values import AppName
from sim.rules.world import correct
from sim.scenario import span

if TYPE_CHECKING:
    from sim.engine.office import Office

Happening = Generator[simpy.Event, Any, None]
CrashPoint = Literal["", "crash_before_commit", "crash_before_send", "crash_before_answer"]

CRASH_POINTS: tuple[CrashPoint, ...] = (
    "crash_before_commit",
    "crash_before_send",
    "crash_before_answer",
)
DELAY = span("5min", "2h")
SLOW = span("1min", "20min")
LATE = span("1h", "4h")
DOWN = span("30s", "5min")  # after a crash
ONE_EACH_MS = 60_000  # how often an app takes a message while it limits its rate
ADMINISTRATOR = "administrator-1"
WHERE: dict[str, AppName] = {"workflow_down": "workflow", "flow_switched": "workflow"}


class Trouble:
    """The faults of one run: spells come and go; while one is on, it strikes."""

    def __init__(self, office: Office, spells: tuple[Spell, ...]) -> None:
        self.office = office
        self.times: dict[str, int] = {spell.kind: 0 for spell in spells}
        self.over_at = max((spell.ends for spell in spells), default=0)
        self._on: dict[str, list[Spell]] = {}
        self._taken: dict[AppName, int] = {}
        self._down: dict[AppName, int] = {}
        for spell in spells:
            office.env.process(self._last(spell))

    # --- spells ---------------------------------------------------------------------------------

    def _last(self, spell: Spell) -> Happening:
        """Let a spell begin and, after its time, end."""
        office = self.office
        yield office.env.timeout(max(0, spell.begins - office.now))
        if spell.kind == "one_sided_correction":
            self._correct()
            return
        on = self._on.setdefault(spell.kind, [])
        on.append(spell)
        self._note("begin", spell)
        mending = self._strikes_of(spell)
        next(mending, None)
        yield office.env.timeout(max(0, spell.ends - office.now))
        on.remove(spell)
        next(mending, None)
        self._note("end", spell)

    def _strikes_of(self, spell: Spell) -> Iterator[None]:
        """Do what a spell does by itself as it begins and, a step further, as it ends."""
        office = self.office
        if spell.kind in ("outage", "workflow_down"):
            name = WHERE.get(spell.kind) or spell.app
            assert name is not None
            self.times[spell.kind] += 1
            self._take_down(name, spell.kind)
            yield
            self._bring_up(name)
        elif spell.kind == "flow_switched" and spell.flow is not None:
            former = getattr(office.apps.workflow.flows, spell.flow)
            self.times[spell.kind] += 1
            self._switch(spell, "off")
            yield
            setting = {True: "on", False: "off"}.get(former, former)
            self._switch(spell, setting)

    def _switch(self, spell: Spell, setting: str) -> None:
        assert spell.flow is not None
        self.office.commit(
            SwitchFlow(by=ADMINISTRATOR, role="administrator", flow=spell.flow, setting=setting)
        )

    def _correct(self) -> None:
        """Take one off a quantity in Warehouse's data: of the first slip that has more than one."""
        apps = self.office.apps
        for order, dossier in sorted(apps.warehouse.dossiers.items()):
            for slip in dossier.slips if order and dossier.document is not None else ():
                first, *rest = slip.lines
                if first.quantity > 1:
                    fewer = (replace(first, quantity=first.quantity - 1), *rest)
                    done = SlipEdited(order=order, slip=replace(slip, lines=fewer), before=slip)
                    self._write_correction(done)
                    return

    def _write_correction(self, done: SlipEdited) -> None:
        fault = Fault(
            "correct",
            "warehouse",
            cause="one_sided_correction",
            order=done.order,
            document=done.slip.slip,
            correction=done,
        )
        before = self.office.apps
        corrected = correct(self.office.rules, before, fault)
        assert corrected is not None
        step, self.office.apps = corrected
        self.times["one_sided_correction"] += 1
        self.office.write(step, before)

    def _note(self, kind: FaultKind, spell: Spell) -> None:
        app = WHERE.get(spell.kind) or spell.app or "workflow"
        step = Step(app, Fault(kind, app, cause=spell.kind), Accepted())
        self.office.write(step, self.office.apps)

    # --- strikes --------------------------------------------------------------------------------

    def strikes(self, kind: str, app: AppName, who: str) -> bool:
        """Tell whether a fault of this kind strikes now, in this app; one draw for each spell."""
        for spell in self._on.get(kind, ()):
            if spell.app in (None, app) and chance(self.office.choices, spell.odds, (who, kind)):
                self.times[kind] += 1
                return True
        return False

    def within(self, kind: str, shortest: int, longest: int, who: str) -> int:
        """Return how long something lasts that struck, at most until the spells are over."""
        drawn = between(self.office.choices, shortest, longest, (who, f"{kind} for"))
        return min(drawn, max(0, self.over_at - self.office.now))

    def crash_point(self, name: AppName) -> CrashPoint:
        """Return where an app crashes as it handles what it has just taken up; mostly nowhere."""
        for point in CRASH_POINTS:
            if point in self._on and self.strikes(point, name, name):
                self.office.env.process(self._fall(name, point))
                return point
        return ""

    def _fall(self, name: AppName, point: CrashPoint) -> Happening:
        self._take_down(name, point)
        lasts = self.within(point, DOWN.shortest, DOWN.longest, name)
        yield self.office.env.timeout(lasts)
        self._bring_up(name)

    def _take_down(self, name: AppName, cause: str) -> None:
        self._down[name] = self._down.get(name, 0) + 1
        self.office.crash(name, cause)

    def _bring_up(self, name: AppName) -> None:
        """Bring an app up again; two causes may have taken it down, and both must be over."""
        self._down[name] -= 1
        if not self._down[name]:
            self.office.restart(name)

    # --- messages -------------------------------------------------------------------------------

    def sent(self, mail: int, envelope: Envelope, way: str) -> Generator[simpy.Event, Any, bool]:
        """Let a message that sets out meet with its faults; whether it can never be delivered."""
        post, target = self.office.post, envelope.target
        if self.strikes("duplicate", target, way):
            post.double(mail, envelope, "duplicate", 0)
        if self.strikes("late_duplicate", target, way):
            after = self.within("late_duplicate", LATE.shortest, LATE.longest, way)
            post.double(mail, envelope, "late_duplicate", after)
        hopeless = envelope.channel in FLOWS and self.strikes("retries_exhausted", target, way)
        if self.strikes("delay", target, way):
            post.note("meet", envelope, mail, "delay")
            yield self.office.env.timeout(self.within("delay", DELAY.shortest, DELAY.longest, way))
        if self.strikes("slow_link", target, way):
            yield self.office.env.timeout(
                self.within("slow_link", SLOW.shortest, SLOW.longest, way)
            )
        return hopeless

    def stops(self, envelope: Envelope, *, hopeless: bool) -> Literal["waits", "fails"] | None:
        """Tell what keeps a message from being delivered now: nothing, or it waits, or fails."""
        if envelope.channel in FLOWS and self._cut("workflow_down", None):
            return "waits"
        if hopeless and self.office.now < self.over_at:
            return "fails"
        if self._cut("partition", envelope.source) or self._cut("partition", envelope.target):
            return "fails"
        if envelope.channel in FLOWS and self._cut("expired_token", envelope.target):
            return "fails"
        return "fails" if self._limited(envelope.target) else None

    def _cut(self, kind: str, app: AppName | None) -> bool:
        cut = any(spell.app in (None, app) for spell in self._on.get(kind, ()))
        if cut:
            self.times[kind] += 1
        return cut

    def _limited(self, app: AppName) -> bool:
        """Tell whether an app turns a message away since it took one a moment ago."""
        if not any(spell.app in (None, app) for spell in self._on.get("rate_limit", ())):
            return False
        now = self.office.now
        if now - self._taken.get(app, -ONE_EACH_MS) >= ONE_EACH_MS:
            self._taken[app] = now
            return False
        self.times["rate_limit"] += 1
        return True
