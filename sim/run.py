"""One run of a scenario, of any form: set the apps up, let it happen, judge, tell the result.

The run is written to its record as it goes, and the judge reads the same entries that are written;
`judge_entries` judges stored entries again and must come to the same. What does not live here:
reading scenarios (`reading`), the command line and where files land (`cli`), words (`reports`).
"""

from __future__ import annotations

import copy
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import IO, NamedTuple

import msgspec
from msgspec import UNSET

from actors.people import nameplates
from actors.trace import Trace
from sim.behaviours import steps_seen
from sim.checks.judge import PROMISES, Judge, Verdict
from sim.checks.promise import Promise, Ruling
from sim.checks.tally import Tally
from sim.checks.told import COMES_TO_REST
from sim.checks.windows import collected
from sim.day import Days, Progress, Setting
from sim.engine.office import RulesCrashError
from sim.explore.choices import Choices, Seeded
from sim.opening import customers_of, opening_of
from sim.record import (
    Entry,
    Footer,
    Header,
    Nameplate,
    Opening,
    OwnFile,
    Writer,
    evolve,
    opened,
)
from sim.result import Failure, Kept, Result, Struck, in_the_rules
from sim.rules.assumptions import Assumptions
from sim.rules.messages import Command
from sim.rules.state import Apps
from sim.rules.variants import rule_set
from sim.rules.world import Rules
from sim.scenario import Scenario
from sim.telling import failures_of
from sim.works import Played


class Plan(NamedTuple):
    """What to run: a scenario as read and as text, under which rules, from which seed.

    `promises` are all that judge it; `own` are the Python files that the scenario names; `choices`
    take the place of the seed's, where they are given.
    """

    scenario: Scenario
    source: str
    folder: Path
    rules: str
    seed: int
    assumptions: Assumptions
    text: str = ""
    overrides: tuple[str, ...] = ()
    profile: str = ""
    trace: Trace | None = None
    promises: tuple[Promise, ...] = PROMISES
    own: tuple[OwnFile, ...] = ()
    choices: Choices | None = None

    def chance(self) -> Choices:
        """Return what decides all that nothing else decides."""
        return self.choices or Seeded(self.seed)

    def fresh(self) -> Choices:
        """Return the same choices from the beginning, as often as asked."""
        return copy.deepcopy(self.choices) or Seeded(self.seed)


class Run:
    """One run under way: the record, the judge, and what is kept for the stories."""

    def __init__(self, plan: Plan, file: IO[bytes] | None) -> None:
        self.plan = plan
        self.rules: Rules = rule_set(plan.rules, plan.assumptions)
        self.opening = tuple(opening_of(plan.scenario, plan.trace))
        self.writer = Writer(file)
        self.tally = Tally(Judge(plan.assumptions, plan.promises))
        self.entries: list[Entry] = []
        self.events = 0
        self.operations = 0
        self.names: tuple[Nameplate, ...] = ()
        self.notes: list[Played] = []
        self.faults: tuple[Struck, ...] = ()
        self.waiting: tuple[str, ...] = ()
        self.writer.write(header_of(plan, self.opening))

    def introduce(self, staff: Iterable[tuple[str, str]]) -> None:
        """Write the names of the people and the customers: decoration."""
        self.names = tuple(nameplates(staff, customers_of(self.plan.scenario, self.plan.trace)))
        for name in self.names:
            self.writer.write(name)

    def see(self, entry: Entry, before: Apps, after: Apps) -> None:
        """Take one entry: write it, judge it, keep it."""
        self.writer.write(entry)
        self.entries.append(entry)
        self.events += len(entry.events)
        self.operations += isinstance(entry.said, Command)
        self.tally.watch(entry.n, before, entry.step(), after)

    def end(
        self, apps: Apps, at: int, *, settled: bool, crash: str = "", interrupted: bool = False
    ) -> Result:
        """Close the record, judge what is left, and return what was found."""
        if settled and not interrupted:
            self.tally.settle(apps)
        self.writer.write(
            Footer(at=at, entries=len(self.entries), settled=settled, interrupted=interrupted)
        )
        found = failures_of(self.rules, self.tally, self.opening, self.entries)
        return self._result(found, at, settled=settled, crash=crash, interrupted=interrupted)

    def _result(
        self,
        found: tuple[Failure, ...],
        at: int,
        *,
        settled: bool,
        crash: str,
        interrupted: bool,
    ) -> Result:
        plan, tally, needs = self.plan, self.tally, self.plan.scenario.needs
        gaps = {promise.name for promise in tally.judge.promises if promise.kind == "gap"}
        return Result(
            scenario=plan.scenario.name,
            form=plan.scenario.form,
            source=plan.source,
            rules=plan.rules,
            seed=plan.seed,
            assumptions=plan.assumptions,
            opening=self.opening,
            verdict=_verdict(tally, needs, crash=crash, settled=settled, cut=interrupted),
            digest=self.writer.digest,
            events=self.events,
            operations=self.operations,
            entries=len(self.entries),
            ended_at=at,
            settled=settled,
            interrupted=interrupted,
            promises=kept(tally),
            failures=tuple(one for one in found if one.promise not in gaps),
            gaps=tuple(one for one in found if one.promise in gaps),
            missing=tally.missing(needs),
            names=self.names,
            crash=crash,
            notes=tuple(self.notes),
            problems=plan.trace.problems if plan.trace is not None else (),
            windows=collected(tally.held),
            faults=self.faults,
            waiting=self.waiting,
            seen=steps_seen(entry.step() for entry in self.entries),
        )


def _verdict(
    tally: Tally, needs: tuple[str, ...], *, crash: str, settled: bool, cut: bool
) -> Verdict:
    """A crash of the rules or a run that never settles is a failure.

    A run that was cut, or that ended when somebody's own actor crashed, is unknown.
    """
    verdict = tally.verdict(needs)
    if verdict == "fail" or (crash and in_the_rules(crash)):
        return "fail"
    if cut or crash:
        return "unknown"
    return verdict if settled else "fail"


def kept(tally: Tally) -> tuple[Kept, ...]:
    """Return each promise with its verdict and counts."""
    return tuple(
        Kept(
            name=promise.name,
            kind=promise.kind,
            clauses=promise.clauses,
            verdict=tally.verdict_of(promise),
            held=tally.held.get(promise.name, 0),
            broken=tally.breaks.get(promise.name, 0),
            crash=tally.crashes.get(promise.name, ""),
            title=promise.title,
        )
        for promise in tally.judge.promises
    )


def header_of(plan: Plan, opening: tuple[Opening, ...]) -> Header:
    """Return the first line of the record."""
    return Header(
        text=plan.text,
        source=plan.source,
        overrides=plan.overrides,
        profile=plan.profile,
        trace=None if plan.trace is None else msgspec.to_builtins(without_folders(plan.trace)),
        own=plan.own or UNSET,
        seed=plan.seed,
        rules=plan.rules,
        assumptions=plan.assumptions,
        opening=opening,
    )


def without_folders(trace: Trace) -> Trace:
    """Return an order log as a record keeps it; where it lay is nobody's business."""
    problems = tuple(
        msgspec.structs.replace(one, file=Path(one.file).name) for one in trace.problems
    )
    return msgspec.structs.replace(trace, problems=problems)


# --- population ---------------------------------------------------------------------------------


def run_population(
    plan: Plan, file: IO[bytes] | None = None, on_progress: Progress | None = None
) -> Result:
    """Run a population once and judge it; `file` takes the record.

    KeyboardInterrupt ends the run early: what was done is written and judged.
    """
    this = Run(plan, file)
    untouched = copy.deepcopy(plan.choices)
    setting = Setting(plan.scenario, plan.folder, plan.trace, this.rules, this.opening, plan.chance)
    days = Days(setting, this.see)
    this.introduce(days.staff.everybody())
    crash, interrupted = _let_it_happen(days, on_progress)
    settled = days.settled and not crash
    if not interrupted and not crash:
        this.tally.note(COMES_TO_REST, _at_rest(days), 0)
        again = setting._replace(chance=plan._replace(choices=untouched).fresh)
        this.faults, interrupted = _struck(days, again, this.entries)
    if days.works is not None:
        this.notes.extend(days.works.notes())
    this.waiting = days.waiting()
    office = days.office
    return this.end(office.apps, office.now, settled=settled, crash=crash, interrupted=interrupted)


def _struck(days: Days, again: Setting, entries: list[Entry]) -> tuple[tuple[Struck, ...], bool]:
    """Return what the faults did, and whether somebody stopped the run while that was asked."""
    try:
        return days.struck(again, entries), False
    except KeyboardInterrupt:
        return (), True


def _at_rest(days: Days) -> Ruling:
    """Whether all came to rest; a stall names the orders about which something is under way."""
    stuck = days.stuck()
    return Ruling(days.settled, stuck[0] if stuck else "", stuck)


def _let_it_happen(days: Days, on_progress: Progress | None) -> tuple[str, bool]:
    """Let the days pass by; (crash of the rules or of an actor, stopped)."""
    try:
        days.pass_by(on_progress)
    except KeyboardInterrupt:
        return "", True
    except RulesCrashError as crash:
        return str(crash), False
    except Exception:  # an actor of the scenario's own
        return traceback.format_exc(), False
    return "", False


# --- judging a stored run -----------------------------------------------------------------------


def judge_entries(
    rules: Rules, judge: Judge, opening: tuple[Opening, ...], entries: Iterable[Entry]
) -> tuple[Tally, Apps]:
    """Judge stored entries again: the states are rebuilt from the events, nothing is decided."""
    tally, apps = Tally(judge), opened(rules, opening)
    for entry in entries:
        before = apps
        for event in entry.events:
            apps = evolve(rules, apps, entry.app, event)
        tally.watch(entry.n, before, entry.step(), apps)
    return tally, apps
