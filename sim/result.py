"""What a run found, as plain values: picklable, comparable, ready for words, JSON and charts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import astuple
from rpds import HashTrieMap as Map

from sim.checks.judge import Verdict
from sim.checks.promise import Kind, Promise, Words
from sim.checks.windows import Window
from sim.phrase import Phrase, Spoken
from sim.record import Nameplate, Opening
from sim.rules.assumptions import Assumptions
from sim.rules.state import AccountingState, Apps, SalesState, WarehouseState, WorkflowState
from sim.rules.step import Fault, Step

Document = TypeVar("Document")
Told = tuple[tuple[int | None, Step], ...]  # the steps of a story, with their times where known


class Kept(NamedTuple):
    """One promise in one run: how often it was put to the test and held, how often it broke."""

    name: str
    kind: Kind
    clauses: tuple[str, ...]
    verdict: Verdict
    held: int
    broken: int
    crash: str = ""
    title: Words = Words("", "")


class Size(Struct, frozen=True, order=True):
    """How big a story is; the first difference decides which of two is smaller.

    `quantities` adds up quantities and counts the details that could be left out.
    """

    people: int = 0
    orders: int = 0
    lines: int = 0
    faults: int = 0
    steps: int = 0
    quantities: int = 0

    def less(self, other: Size) -> Size:
        """Return what is left of this size without another."""
        return Size(*(mine - its for mine, its in zip(astuple(self), astuple(other), strict=True)))

    def plus(self, other: Size) -> Size:
        """Return both sizes together."""
        return Size(*(mine + its for mine, its in zip(astuple(self), astuple(other), strict=True)))


class PassCount(Struct, frozen=True):
    """What one pass of the shrinking did: its tries, those that took something away, and what."""

    name: str
    tries: int
    successes: int
    removed: Size


class Shrinkage(Struct, frozen=True):
    """How a story was made small; `minimal`: every pass came to its end, none found more."""

    before: Size
    after: Size
    passes: tuple[PassCount, ...]
    minimal: bool

    @property
    def tries(self) -> int:
        """How many stories were played for it."""
        return sum(one.tries for one in self.passes)


def causes(story: Iterable[Step]) -> tuple[str, ...]:
    """Return the faults of the catalogue that a story meets with, in its order.

    In a story made small each is a cause: without it the promise holds.
    """
    said = (step.said for step in story)
    met = (one.cause for one in said if isinstance(one, Fault) and one.cause)
    return tuple(dict.fromkeys(met))


class Failure(NamedTuple):
    """A broken promise, or a gap, with its shortest story and what the apps believed then.

    `settle` tells that all that is under way arrives after the story, and that the promise is
    broken only then; `tail` is what arrives until it breaks, where that is one step.
    `endless` tells that it is judged over all stories: so many of the last steps go round without
    end, 0 if no way leads to rest from where the story ends.
    `plays` tells that the story still breaks the promise when it is played again without time. The
    promise's words come along, since it may be a tester's own, which no list holds; `origin` is
    then its FILE.py:NAME.
    """

    promise: str
    order: str
    documents: tuple[str, ...]
    story: Told
    apps: Apps
    times: int
    settle: bool
    plays: bool = True
    title: Words = Words("", "")
    clauses: tuple[str, ...] = ()
    kind: Kind = "always"
    assumptions: tuple[str, ...] = ()
    origin: str = ""
    endless: int | None = None
    tail: Told = ()
    shrunk: Shrinkage | None = None

    @property
    def about(self) -> Promise:
        """The promise in words, without what judges it."""
        return Promise(
            name=self.promise,
            kind=self.kind,
            clauses=self.clauses,
            title=self.title,
            assumptions=self.assumptions,
            origin=self.origin,
        )


def about(apps: Apps, order: str) -> Apps:
    """Return what the apps hold of one order: all that is told of them in a failure."""
    failed = {
        name: run
        for name, run in sorted(apps.workflow.failed.items())
        if run.envelope.message.order == order
    }
    return Apps(
        sales=SalesState(orders=_only(apps.sales.orders, order)),
        warehouse=WarehouseState(dossiers=_only(apps.warehouse.dossiers, order)),
        accounting=AccountingState(dossiers=_only(apps.accounting.dossiers, order)),
        workflow=WorkflowState(failed=Map(failed)),
    )


def _only(documents: Map[str, Document], order: str) -> Map[str, Document]:
    found = documents.get(order)
    return Map() if found is None else Map({order: found})


How = Literal["moved", "awaited", "dropped"]


class Neighbour(NamedTuple):
    """A story with one decision changed that breaks the promise no more.

    moved: `step` comes right before or right `after` the step `place`; awaited: all that is under
    way arrives before `step`; dropped: `step` is not taken. `then` is the first step that goes
    otherwise for it, and `also` are other promises that it breaks.
    """

    how: How
    step: int
    place: int = 0
    after: bool = False
    then: Step | None = None
    also: tuple[str, ...] = ()

    @property
    def pair(self) -> tuple[int, int]:
        """The two steps whose order is another, where one was moved."""
        return min(self.step, self.place), max(self.step, self.place)


class Explained(NamedTuple):
    """Why a story breaks its promise; steps are numbered from 1.

    `steps` are those of the story, `told` in number, and what arrives after them until the promise
    breaks. `at` is the step that breaks it, 0 if that shows only at rest. `spare` are the steps
    without which it breaks as well, and `tries` how many were left out to see. `swap` are two steps
    whose order decides it, `nearest` is the story next to it that passes. `before` and `after` are
    the apps around the breaking step, `chain` are the causes that lead to it, `edges` all that is
    known of what came before what, and why.
    """

    steps: tuple[Step, ...]
    told: int
    at: int
    spare: tuple[int, ...]
    tries: int
    swap: Neighbour | None
    nearest: Neighbour | None
    before: Apps
    after: Apps
    chain: tuple[int, ...]
    edges: tuple[tuple[int, int, str], ...]


class Struck(NamedTuple):
    """A kind of fault that was on in a run, and how often it struck.

    `effective` tells that documents or messages differ from the same run without it: only then does
    it count as exercised.
    """

    kind: str
    times: int
    effective: bool


class Exercise(NamedTuple):
    """A kind of fault over many runs: where it was on, how often it struck, where it did anything.

    A kind that did nothing anywhere is not exercised.
    """

    kind: str
    runs: int
    times: int
    effective: int


def exercise(
    found: Iterable[tuple[Struck, ...]], so_far: Iterable[Exercise] = ()
) -> tuple[Exercise, ...]:
    """Add up the faults of many runs, kind by kind, in the order of their names."""
    kinds = {one.kind: one for one in so_far}
    for struck in (one for run in found for one in run):
        kind, runs, times, effective = kinds.get(struck.kind, Exercise(struck.kind, 0, 0, 0))
        kinds[kind] = Exercise(kind, runs + 1, times + struck.times, effective + struck.effective)
    return tuple(kinds[kind] for kind in sorted(kinds))


class Result(NamedTuple):
    """What one run found."""

    scenario: str
    form: str
    source: str
    rules: str
    seed: int
    assumptions: Assumptions
    opening: tuple[Opening, ...]
    verdict: Verdict
    digest: str
    events: int
    operations: int
    entries: int
    ended_at: int
    settled: bool
    interrupted: bool
    promises: tuple[Kept, ...]
    failures: tuple[Failure, ...]
    gaps: tuple[Failure, ...]
    missing: tuple[str, ...]
    names: tuple[Nameplate, ...] = ()
    crash: str = ""
    notes: tuple[tuple[str, int, int], ...] = ()  # of a trace: kind, lines, lines played
    problems: tuple[Spoken, ...] = ()  # of a trace: each bad or unmapped line, with its place
    windows: tuple[Window, ...] = ()  # cells of the guard-window matrix that were reached
    faults: tuple[Struck, ...] = ()  # the kinds of faults that were on
    waiting: tuple[str, ...] = ()  # failed runs that wait for an administrator
    seen: tuple[str, ...] = ()  # the kinds of steps that were taken (`behaviours`)
    lost: Phrase | None = None  # how the run was lost, if it never came to an end


class Explored(NamedTuple):
    """What the walk through one world under one setting found.

    `reduced` are the reductions by which the walk that is told was made smaller.
    """

    scenario: str
    setting: str
    rules: str
    assumptions: Assumptions
    opening: tuple[Opening, ...]
    verdict: Verdict
    states: int
    transitions: int
    depth: int
    terminal: int
    complete: bool
    interrupted: bool
    seconds: float
    failures: tuple[Failure, ...]
    gaps: tuple[Failure, ...]
    seen: tuple[str, ...]
    missing: tuple[str, ...]
    folder: str = ""
    crash: str = ""  # the traceback of rules that crashed; nothing else is known then
    crashes: tuple[tuple[str, str], ...] = ()  # promise, traceback of a check that failed to judge
    windows: tuple[Window, ...] = ()  # cells of the guard-window matrix that were reached
    reduced: tuple[str, ...] = ()


class Stretch(NamedTuple):
    """What was new in a stretch of walks: those after the last stretch, up to number `walks`."""

    walks: int
    statuses: int
    pairs: int


class Sampled(NamedTuple):
    """What walks through one world under one setting found, and what they have covered.

    In `explored` transitions are the steps taken, depth is that of the longest walk, and terminal
    the walks that came to rest; `unrested` did not. `first` tells which walk broke a promise
    first; `standings` are the statuses of one order in Sales, Warehouse and Accounting that were
    met; `both_ways` and `one_way` are pairs of events about one order, the earlier one first.
    """

    explored: Explored
    strategy: str
    seed: int
    walks: int
    unrested: int
    first: dict[str, int]
    goals: tuple[str, ...]
    standings: tuple[tuple[str, ...], ...]
    both_ways: tuple[tuple[str, str], ...]
    one_way: tuple[tuple[str, str], ...]
    curve: tuple[Stretch, ...]
    last_new: int  # the last walk that met anything new


def in_the_rules(crash: str) -> bool:
    """Tell from a traceback whether the rules crashed, and not an actor that drives them."""
    frames = [line for line in crash.splitlines() if line.lstrip().startswith("File ")]
    return any("/sim/rules/" in frame.replace("\\", "/") for frame in frames)
