"""What a run found, as plain values: picklable, comparable, ready for words, JSON and charts."""

from __future__ import annotations

from typing import NamedTuple

from sim.checks.judge import Verdict
from sim.checks.promise import Kind, Promise, Words
from sim.checks.windows import Window
from sim.phrase import Spoken
from sim.record import Nameplate, Opening
from sim.rules.assumptions import Assumptions
from sim.rules.state import Apps
from sim.rules.step import Step

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


class Failure(NamedTuple):
    """A broken promise, or a gap, with its shortest story and what the apps believed then.

    `settle` tells that the promise is judged once everything has settled after the story;
    `endless` that it is judged over all stories: so many of the last steps go round without end,
    0 if no way leads to rest from where the story ends;
    `plays` that the story still breaks the promise when it is played again without time. The
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


class Explored(NamedTuple):
    """What the walk through one world under one setting found."""

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
