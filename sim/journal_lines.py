"""What the journal of a campaign keeps of a run: what it found, without what its scenario says.

A run is read back from its line and the *frame* of its scenario.
Of a failure its story is kept whole, and what the apps hold of the order it is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec
from msgspec import UNSET, Struct, UnsetType
from rpds import HashTrieMap as Map

from actors.trace import Trace
from sim.checks.judge import Verdict
from sim.checks.promise import Promise
from sim.checks.windows import Window
from sim.opening import opening_of
from sim.phrase import Phrase
from sim.record import Entry, Nameplate
from sim.result import Failure, Kept, Result, Shrinkage, Struck, Told, about
from sim.rules.state import (
    AccountingState,
    Apps,
    FailedRun,
    SalesState,
    WarehouseState,
    WorkflowState,
)
from sim.rules.values import AccountingDossier, SalesOrder, WarehouseDossier
from sim.run import Plan

NO_TIME = -1


class Documents(Struct, frozen=True, omit_defaults=True):
    """What the apps hold of one order."""

    sales: SalesOrder | None = None
    warehouse: WarehouseDossier | None = None
    accounting: AccountingDossier | None = None
    failed: dict[str, FailedRun] = {}


class Broke(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A failure or a gap; its story as entries, `at` is NO_TIME where a step has none."""

    promise: str
    order: str
    documents: tuple[str, ...] = ()
    story: tuple[Entry, ...]
    tail: tuple[Entry, ...] = ()
    holds: Documents
    times: int
    settle: bool
    plays: bool = True
    endless: int | None = None
    shrunk: Shrinkage | None = None


class Ran(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="Run", tag_field="is"):
    """A run that ended: its place in the campaign, and what it found.

    `promises` has a row for each promise of the scenario, in its order: verdict, held, broken, and
    the traceback of a check that failed to judge. `names` are those that the failures speak of.
    """

    at: int
    seed: int
    verdict: Verdict
    digest: str = ""
    events: int = 0
    operations: int = 0
    entries: int = 0
    ended_at: int = 0
    settled: bool = False
    interrupted: bool = False
    promises: tuple[tuple[Verdict, int, int, str], ...] = ()
    failures: tuple[Broke, ...] = ()
    gaps: tuple[Broke, ...] = ()
    missing: tuple[str, ...] = ()
    names: tuple[Nameplate, ...] = ()
    crash: str = ""
    notes: tuple[tuple[str, int, int], ...] = ()
    windows: tuple[Window, ...] = ()
    seen: tuple[str, ...] = ()
    faults: tuple[Struck, ...] = ()
    waiting: tuple[str, ...] = ()
    lost: Phrase | UnsetType = UNSET


class Frame(NamedTuple):
    """What a scenario says of each of its runs: a result with nothing found yet, its promises."""

    result: Result
    promises: dict[str, Promise]


def frame_of(plan: Plan) -> Frame:
    """Return what a plan says of its runs."""
    trace: Trace | None = plan.trace
    nothing = Result(
        scenario=plan.scenario.name,
        form=plan.scenario.form,
        source=plan.source,
        rules=plan.rules,
        seed=plan.seed,
        assumptions=plan.assumptions,
        opening=tuple(opening_of(plan.scenario, trace)),
        verdict="unknown",
        digest="",
        events=0,
        operations=0,
        entries=0,
        ended_at=0,
        settled=False,
        interrupted=False,
        promises=tuple(_unknown(promise) for promise in plan.promises),
        failures=(),
        gaps=(),
        missing=(),
        problems=trace.problems if trace is not None else (),
    )
    return Frame(nothing, {promise.name: promise for promise in plan.promises})


def _unknown(promise: Promise) -> Kept:
    """Return a promise that nothing has put to the test."""
    return Kept(
        name=promise.name,
        kind=promise.kind,
        clauses=promise.clauses,
        verdict="unknown",
        held=0,
        broken=0,
        title=promise.title,
    )


# --- a result becomes a line, and a line a result -----------------------------------------------


def line_of(at: int, result: Result) -> Ran:
    """Return the line of a run."""
    failures, gaps = _broke(result.failures), _broke(result.gaps)
    spoken = msgspec.json.encode((failures, gaps)).decode()
    return Ran(
        at=at,
        seed=result.seed,
        verdict=result.verdict,
        digest=result.digest,
        events=result.events,
        operations=result.operations,
        entries=result.entries,
        ended_at=result.ended_at,
        settled=result.settled,
        interrupted=result.interrupted,
        promises=tuple((one.verdict, one.held, one.broken, one.crash) for one in result.promises),
        failures=failures,
        gaps=gaps,
        missing=result.missing,
        names=tuple(one for one in result.names if f'"{one.id}"' in spoken),
        crash=result.crash,
        notes=result.notes,
        windows=result.windows,
        seen=result.seen,
        faults=result.faults,
        waiting=result.waiting,
        lost=result.lost or UNSET,
    )


def result_of(line: Ran, framed: Frame) -> Result:
    """Return the run of a line, given the frame of its scenario."""
    frame = framed.result
    rows = line.promises or [(one.verdict, 0, 0, "") for one in frame.promises]
    kept = tuple(
        one._replace(verdict=verdict, held=held, broken=broken, crash=crash)
        for one, (verdict, held, broken, crash) in zip(frame.promises, rows, strict=True)
    )
    return frame._replace(
        seed=line.seed,
        verdict=line.verdict,
        digest=line.digest,
        events=line.events,
        operations=line.operations,
        entries=line.entries,
        ended_at=line.ended_at,
        settled=line.settled,
        interrupted=line.interrupted,
        promises=kept,
        failures=_failures(line.failures, framed),
        gaps=_failures(line.gaps, framed),
        missing=line.missing,
        names=line.names,
        crash=line.crash,
        notes=line.notes,
        windows=line.windows,
        seen=line.seen,
        faults=line.faults,
        waiting=line.waiting,
        lost=None if line.lost is UNSET else line.lost,
    )


def _broke(failures: Iterable[Failure]) -> tuple[Broke, ...]:
    return tuple(
        Broke(
            promise=one.promise,
            order=one.order,
            documents=one.documents,
            story=_entries(one.story),
            tail=_entries(one.tail),
            holds=_documents(one.apps, one.order),
            times=one.times,
            settle=one.settle,
            plays=one.plays,
            endless=one.endless,
            shrunk=one.shrunk,
        )
        for one in failures
    )


def _failures(found: Iterable[Broke], frame: Frame) -> tuple[Failure, ...]:
    promises = frame.promises
    return tuple(
        Failure(
            promise=one.promise,
            order=one.order,
            documents=one.documents,
            story=_story(one.story),
            apps=_apps(one.holds, one.order),
            times=one.times,
            settle=one.settle,
            plays=one.plays,
            title=promises[one.promise].title,
            clauses=promises[one.promise].clauses,
            kind=promises[one.promise].kind,
            assumptions=promises[one.promise].assumptions,
            origin=promises[one.promise].origin,
            endless=one.endless,
            tail=_story(one.tail),
            shrunk=one.shrunk,
        )
        for one in found
    )


def _entries(story: Told) -> tuple[Entry, ...]:
    return tuple(
        Entry.of(step, n=n, at=NO_TIME if at is None else at)
        for n, (at, step) in enumerate(story, 1)
    )


def _story(entries: tuple[Entry, ...]) -> Told:
    return tuple((None if one.at == NO_TIME else one.at, one.step()) for one in entries)


def _documents(apps: Apps, order: str) -> Documents:
    held = about(apps, order)
    return Documents(
        sales=held.sales.orders.get(order),
        warehouse=held.warehouse.dossiers.get(order),
        accounting=held.accounting.dossiers.get(order),
        failed=dict(sorted(held.workflow.failed.items())),
    )


def _apps(held: Documents, order: str) -> Apps:
    return Apps(
        sales=SalesState(orders=Map({order: held.sales} if held.sales else {})),
        warehouse=WarehouseState(dossiers=Map({order: held.warehouse} if held.warehouse else {})),
        accounting=AccountingState(
            dossiers=Map({order: held.accounting} if held.accounting else {})
        ),
        workflow=WorkflowState(failed=Map(held.failed)),
    )
