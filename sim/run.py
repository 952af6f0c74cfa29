"""One run of a scenario, of any form: set the apps up, let it happen, judge, tell the result.

The run is written to its record as it goes, and the judge reads the same entries that are written;
`judge_record` judges a stored record again and must come to the same. What does not live here:
reading scenarios (`reading`), the command line and where files land (`cli`), words (`reports`).
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from actors.arrivals import customer_code, item_code
from actors.people import nameplates
from sim.checks.judge import Judge, Verdict
from sim.checks.promise import Promise
from sim.checks.tally import Tally
from sim.engine.office import Office
from sim.explore.choices import Seeded
from sim.explore.stories import Stage, shortest
from sim.record import Entry, Footer, Header, Nameplate, Opening, Writer, evolve, opened
from sim.rules.assumptions import Assumptions
from sim.rules.events import CodeAdded, CustomerAdded, FlowSwitched, GoodsReceived
from sim.rules.messages import Command
from sim.rules.state import Apps
from sim.rules.values import Flows
from sim.rules.variants import rule_set
from sim.rules.world import Rules, Step
from sim.scenario import DAY_MS, FlowSettings, Scenario
from sim.staff import Staff, customers_come, plans_come_true

SETTLING_MS = 3 * DAY_MS  # after the last day: longer than any retry takes once all apps are up


class Plan(NamedTuple):
    """What to run: a scenario as read, under which rules, from which seed."""

    scenario: Scenario
    source: str
    folder: Path
    rules: str
    seed: int
    assumptions: Assumptions


class Failure(NamedTuple):
    """A broken promise or a gap, with its shortest story and what the apps believed then."""

    promise: Promise
    order: str
    documents: tuple[str, ...]
    story: tuple[tuple[int | None, Step], ...]
    apps: Apps
    times: int


class Result(NamedTuple):
    """What one run found."""

    plan: Plan
    verdict: Verdict
    digest: str
    events: int
    operations: int
    settled: bool
    tally: Tally
    failures: tuple[Failure, ...]
    gaps: tuple[Failure, ...]
    missing: tuple[str, ...]
    crash: str = ""
    names: tuple[Nameplate, ...] = ()
    apps: Apps = Apps()
    ended_at: int = 0


class Watcher:
    """Sees each entry: writes it, judges it, keeps it for the stories."""

    def __init__(self, writer: Writer, tally: Tally) -> None:
        self.writer = writer
        self.tally = tally
        self.entries: list[Entry] = []
        self.events = 0
        self.operations = 0

    def see(self, entry: Entry, before: Apps, after: Apps) -> None:
        """Take one entry."""
        self.writer.write(entry)
        self.entries.append(entry)
        self.events += len(entry.events)
        self.operations += isinstance(entry.said, Command)
        self.tally.watch(entry.n, before, entry.step(), after)


def rules_of(plan: Plan) -> Rules:
    """Return the rule set of a plan."""
    return rule_set(plan.rules, plan.assumptions)


def run(
    plan: Plan,
    file: IO[bytes] | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> Result:
    """Run a population once, and judge it; `file` takes the record.

    KeyboardInterrupt ends the run early: what was done is written and judged.
    """
    rules, writer = rules_of(plan), Writer(file)
    judge = Judge(plan.assumptions)
    watcher = Watcher(writer, Tally(judge))
    opening = tuple(opening_of(plan.scenario))
    writer.write(header_of(plan, opening))
    choices = Seeded(plan.seed)
    office = Office(rules=rules, opening=opening, choices=choices, network=plan.scenario.network)
    office.observers.append(watcher.see)
    staff = Staff(office, plan.scenario, plan.folder)
    names = tuple(nameplates(staff.everybody(), _customers(plan.scenario)))
    for name in names:
        writer.write(name)
    office.env.process(customers_come(staff))
    plans_come_true(staff)
    crash, interrupted = _let_it_happen(office, plan.scenario.days, on_progress)
    settled = office.under_way == 0 and not crash
    if settled and not interrupted:
        watcher.tally.settle(office.apps)
    footer = Footer(at=office.now, entries=office.entries, settled=settled, interrupted=interrupted)
    writer.write(footer)
    return _result(plan, watcher, office, names=names, settled=settled, crash=crash)


def _let_it_happen(
    office: Office, days: int, on_progress: Callable[[int], None] | None
) -> tuple[str, bool]:
    """Run to the end of the last day and until all has settled; (crash of the rules, stopped)."""
    try:
        for hour in range(1, 24 * days + 1):
            office.env.run(until=hour * DAY_MS // 24)
            if on_progress is not None:
                on_progress(office.entries)
        until = days * DAY_MS + SETTLING_MS
        while office.under_way and office.now < until:
            office.env.run(until=min(until, office.now + 60_000))
    except KeyboardInterrupt:
        return "", True
    except Exception:
        return traceback.format_exc(), False
    return "", False


def _result(
    plan: Plan,
    watcher: Watcher,
    office: Office,
    *,
    names: tuple[Nameplate, ...],
    settled: bool,
    crash: str,
) -> Result:
    tally, needs = watcher.tally, plan.scenario.needs
    found = [failure_of(plan, office.opening, watcher.entries, tally, name) for name in tally.first]
    verdict = "fail" if crash or not settled else tally.verdict(needs)
    return Result(
        plan=plan,
        verdict=verdict,
        digest=watcher.writer.digest,
        events=watcher.events,
        operations=watcher.operations,
        settled=settled,
        tally=tally,
        failures=tuple(one for one in found if one.promise.kind != "gap"),
        gaps=tuple(one for one in found if one.promise.kind == "gap"),
        missing=tally.missing(needs),
        crash=crash,
        names=names,
        apps=office.apps,
        ended_at=office.now,
    )


# --- the opening --------------------------------------------------------------------------------


def opening_of(scenario: Scenario) -> Iterable[Opening]:
    """Return what stands before anybody does anything: stock, codes, the flow set-up."""
    missing = scenario.missing_codes
    for item in _items(scenario):
        quantity = scenario.stock.get(item, scenario.opening_stock)
        if item not in missing.warehouse_items:
            yield Opening("warehouse", GoodsReceived(item=item, quantity=quantity))
        if item not in missing.accounting_items:
            yield Opening("accounting", CodeAdded(kind="item", code=item))
    for customer in _customers(scenario):
        if customer not in missing.warehouse_customers:
            yield Opening("warehouse", CustomerAdded(customer=customer))
        if customer not in missing.accounting_customers:
            yield Opening("accounting", CodeAdded(kind="customer", code=customer))
    yield Opening("workflow", FlowSwitched(flows=flows_of(scenario.flows)))


def _items(scenario: Scenario) -> list[str]:
    """Return all item codes of a scenario, in order."""
    given = [line.item for order in scenario.orders for line in order.lines]
    steps = [line.item for step in scenario.steps for line in step.lines or ()]
    own = [item_code(i) for i in range(scenario.arrivals.items if _bulk(scenario) else 0)]
    return list(dict.fromkeys((*own, *given, *steps, *scenario.stock)))


def _customers(scenario: Scenario) -> list[str]:
    """Return all customer codes of a scenario, in order."""
    given = [order.customer for order in scenario.orders]
    steps = [step.customer for step in scenario.steps if step.customer]
    bulk = scenario.arrivals.customers if _bulk(scenario) else 0
    return list(dict.fromkeys((*map(customer_code, range(bulk)), *given, *steps)))


def _bulk(scenario: Scenario) -> bool:
    return scenario.form == "population" and scenario.trace is None


def flows_of(settings: FlowSettings) -> Flows:
    """Return the flow set-up that a scenario's settings mean."""
    return Flows(
        order_to_warehouse=settings.order_to_warehouse == "on",
        status_to_sales=settings.status_to_sales == "on",
        slip_to_accounting=settings.slip_to_accounting,
        direct_link=settings.direct_link == "on",
    )


def header_of(plan: Plan, opening: tuple[Opening, ...]) -> Header:
    """Return the first line of the record."""
    return Header(
        scenario=plan.scenario.model_dump(mode="json", exclude_defaults=True),
        source=plan.source,
        seed=plan.seed,
        rules=plan.rules,
        assumptions=plan.assumptions,
        opening=opening,
    )


# --- stories ------------------------------------------------------------------------------------


def failure_of(
    plan: Plan, opening: tuple[Opening, ...], entries: list[Entry], tally: Tally, name: str
) -> Failure:
    """Return a broken promise with the shortest story that still breaks it.

    The story is cut from the run: what concerns the order and what all orders share, then step by
    step whatever is not needed. If it cannot be played without time, it is told as it was.
    """
    first = tally.first[name]
    rules, judge = rules_of(plan), tally.judge
    start = opened(rules, opening)
    until = first.entry or len(entries)
    told = [entry for entry in entries[:until] if concerns(entry, first.ruling.order)]
    settle = first.promise.settle is not None

    def stage() -> Stage:
        return Stage(rules, judge, start, Tally(judge).ledger)

    cut = shortest(stage, [entry.step() for entry in told], name, settle=settle)
    times = {_identity(entry.step()): entry.at for entry in reversed(told)}
    story = [entry.step() for entry in told] if cut is None else cut
    replayed = stage()
    for step in story:
        replayed.again(step)
    return Failure(
        promise=first.promise,
        order=first.ruling.order,
        documents=first.ruling.documents,
        story=tuple((times.get(_identity(step)), step) for step in story),
        apps=replayed.apps,
        times=tally.breaks[name],
    )


def concerns(entry: Entry, order: str) -> bool:
    """Tell whether an entry is about this order, or about what all orders share."""
    return entry.step().order in (order, "")


def _identity(step: Step) -> bytes:
    return msgspec.json.encode(step.said)


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
