"""What the runs of a call found, added up one after another, in the order of their numbers.

Nothing is kept of a run but what is told of it: the shortest story of each kind of failure, counts,
the first of what is left open. So the memory does not grow with the number of runs.

What does not live here: the words (`reports`), the failures accepted for now (`known`).
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from sim.behaviours import shape_of
from sim.checks.judge import Verdict, worst
from sim.checks.windows import Window, added, collected
from sim.phrase import Spoken
from sim.result import Exercise, Failure, Result, about, exercise
from sim.risk import Unseen, failure_share

MOST_SHAPES = 50  # of one promise that are told apart; a further one is counted with the last
MOST_SEEDS = 5  # of a finding that are named
MOST_LOST = 20  # runs that are named
MOST_OPEN = 50  # different points left open
MOST_ROWS = 60  # more runs than this are added up by scenario
OTHER = "other"


class Finding:
    """One kind of failure, a promise and a shape of story: how often it was met, the shortest."""

    def __init__(self, promise: str, shape: str) -> None:
        self.promise = promise
        self.shape = shape
        self.runs = 0
        self.times = 0
        self.seeds: list[tuple[str, int]] = []  # scenario and seed of the first runs
        self.at = 0  # the run with the shortest story
        self._best: tuple[Failure, Result, str] | None = None

    def take(self, failure: Failure, result: Result, folder: str, at: int = 0) -> None:
        """Add a failure of this kind, of run number `at`, which lies in a folder."""
        self.runs += 1
        self.times += failure.times
        if len(self.seeds) < MOST_SEEDS:
            self.seeds.append((result.scenario, result.seed))
        if self._best is None or rank(failure) < rank(self.failure):
            kept = failure._replace(apps=about(failure.apps, failure.order))
            self._best, self.at = (kept, alone(result), folder), at

    @property
    def best(self) -> tuple[Failure, Result, str]:
        """The failure with the shortest story, what run it was, where that lies."""
        assert self._best is not None, "a finding holds a failure from the beginning"
        return self._best

    @property
    def failure(self) -> Failure:
        """The failure with the shortest story."""
        return self.best[0]

    @property
    def result(self) -> Result:
        """The run of that failure, without what else it found."""
        return self.best[1]


def rank(failure: Failure) -> tuple[bool, int]:
    """Return what a person reads first: a story that plays, and a short one."""
    return not failure.plays, len(failure.story)


def alone(result: Result) -> Result:
    """Return a run without what it found: which one it was."""
    return result._replace(
        promises=(), failures=(), gaps=(), windows=(), seen=(), notes=(), problems=(), missing=()
    )


class Findings:
    """Kinds of failures, each with its shortest story."""

    def __init__(self) -> None:
        self._by_kind: dict[tuple[str, str], Finding] = {}
        self._shapes: Counter[str] = Counter()

    def take(self, failure: Failure, result: Result, folder: str, at: int) -> None:
        """Add a failure of run number `at`, which lies in a folder."""
        kind = failure.promise, shape_of(failure)
        if kind not in self._by_kind:
            if self._shapes[failure.promise] >= MOST_SHAPES:
                kind = failure.promise, OTHER
            self._shapes[failure.promise] += 1
        finding = self._by_kind.setdefault(kind, Finding(*kind))
        finding.take(failure, result, folder, at)

    def told(self) -> list[Finding]:
        """Return the findings, the shortest story first; of two alike the one that came first."""
        return sorted(self._by_kind.values(), key=lambda one: rank(one.failure))


class Row(NamedTuple):
    """A line of the table of runs: one run, or all of a scenario."""

    scenario: str
    seed: int
    rules: str
    verdict: Verdict
    runs: int
    steps: int
    held: int
    broken: int
    gaps: int

    def plus(self, other: Row) -> Row:
        """Return both together; the promises that held are those of the first run."""
        return self._replace(
            verdict=worst((self.verdict, other.verdict)),
            runs=self.runs + other.runs,
            steps=self.steps + other.steps,
            broken=self.broken + other.broken,
            gaps=self.gaps + other.gaps,
        )


class Open(NamedTuple):
    """Why a run is no pass although nothing broke: what its scenario says, or a crash."""

    kind: str  # missing, check, rules, actor, interrupted
    scenario: str
    what: str = ""
    crash: str = ""


class Share(NamedTuple):
    """How many runs of a scenario failed, of those that came to an end."""

    scenario: str
    runs: int
    failed: int

    @property
    def bound(self) -> float:
        """The share of runs that may fail all the same, with 95 % confidence."""
        return failure_share(self.failed, self.runs)


class Totals:
    """All that is told of the runs of a call; `total` is how many there are to be."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.runs = 0
        self.entries = 0
        self.broken = 0
        self.gapped = 0
        self.verdicts: set[Verdict] = set()
        self.failures = Findings()
        self.gaps = Findings()
        self.lost: list[Result] = []
        self.lost_runs = 0
        self.clauses: set[str] = set()
        self.all_clauses: set[str] = set()
        self.faults: tuple[Exercise, ...] = ()
        self.waiting = 0  # failed runs that wait for an administrator
        self.problems: dict[str, tuple[Spoken, ...]] = {}
        self.drawn = 0  # runs in which chance decides
        self.seen: Counter[str] = Counter()  # kinds of behaviour in them, by runs
        self._rows: dict[str | int, Row] = {}
        self._open: Counter[Open] = Counter()
        self._open_at: list[int] = []  # the runs that left something open first
        self._windows: Counter[str] = Counter()
        self._notes: dict[str, dict[str, tuple[int, int]]] = {}
        self._ended: dict[str, Share] = {}

    def take(self, result: Result, folder: str = "", at: int = 0) -> None:
        """Add the next run, whose number in the call is `at`, and which lies in a folder."""
        self.runs += 1
        self.entries += result.entries
        self.broken += len(result.failures)
        self.gapped += len(result.gaps)
        self.verdicts.add(result.verdict)
        for failure in result.failures:
            self.failures.take(failure, result, folder, at)
        for gap in result.gaps:
            self.gaps.take(gap, result, folder, at)
        self._row(result)
        self._left_open(result, at)
        self._cover(result)
        for kind, n, played in result.notes:
            notes = self._notes.setdefault(result.scenario, {})
            lines, so_far = notes.get(kind, (0, 0))
            notes[kind] = lines + n, so_far + played
        if result.problems:
            self.problems[result.scenario] = result.problems

    def _row(self, result: Result) -> None:
        row = Row(
            scenario=result.scenario,
            seed=result.seed,
            rules=result.rules,
            verdict=result.verdict,
            runs=1,
            steps=result.entries,
            held=sum(1 for k in result.promises if k.verdict == "pass" and k.kind != "gap"),
            broken=len(result.failures),
            gaps=len(result.gaps),
        )
        key = result.scenario if self.many else self.runs
        known = self._rows.get(key)
        self._rows[key] = row if known is None else known.plus(row)

    def _left_open(self, result: Result, at: int) -> None:
        if result.lost is not None:
            self.lost_runs += 1
            if len(self.lost) < MOST_LOST:
                self.lost.append(alone(result))
                self._open_at.append(at)
        for one in _open_points(result):
            if one not in self._open:
                if len(self._open) == MOST_OPEN:
                    continue
                self._open_at.append(at)
            self._open[one] += 1

    def _cover(self, result: Result) -> None:
        """Count what was seen, each kind once a run, and the runs that came to their end."""
        for name, times in added([result.windows]).items():
            self._windows[name] += times
        self.faults = exercise([result.faults], self.faults)
        self.waiting += len(result.waiting)
        tested = [one for one in result.promises if one.held or one.broken]
        self.all_clauses.update(clause for one in result.promises for clause in one.clauses)
        self.clauses.update(clause for one in tested for clause in one.clauses)
        shapes = {f"{one.promise} {shape_of(one)}" for one in (*result.failures, *result.gaps)}
        cells = {f"{one.name} {two.answer}" for one in result.windows for two in one.answers}
        if result.form == "story":  # which goes alike whatever the seed
            return
        self.drawn += 1
        self.seen.update({*result.seen, *(one.name for one in tested), *shapes, *cells})
        ended = result.verdict == "fail" or not (result.lost or result.interrupted or result.crash)
        if ended:
            share = self._ended.get(result.scenario, Share(result.scenario, 0, 0))
            failed = share.failed + (result.verdict == "fail")
            self._ended[result.scenario] = share._replace(runs=share.runs + 1, failed=failed)

    @property
    def many(self) -> bool:
        """Whether the runs are added up by scenario."""
        return self.total > MOST_ROWS

    def rows(self) -> list[Row]:
        """Return the table: a row a run, or a row a scenario where there are many."""
        return list(self._rows.values())

    def open_points(self) -> list[tuple[Open, int]]:
        """Return what is left open, each once, with the number of its runs."""
        return list(self._open.items())

    def telling(self) -> list[int]:
        """Return the numbers of the runs that something is told of, each once."""
        found = [one.at for one in (*self.failures.told(), *self.gaps.told())]
        return list(dict.fromkeys([*found[:MOST_OPEN], *self._open_at, *found]))

    def notes(self) -> dict[str, list[tuple[str, int, int]]]:
        """Return what became of the lines of real order logs, by scenario."""
        return {
            scenario: [(kind, n, played) for kind, (n, played) in notes.items()]
            for scenario, notes in self._notes.items()
        }

    def windows(self) -> tuple[Window, ...]:
        """Return the guard windows that were reached."""
        return collected(self._windows)

    def unseen(self) -> Unseen:
        """Return how much of what runs can show was never seen."""
        once = sum(1 for runs in self.seen.values() if runs == 1)
        return Unseen(len(self.seen), once, self.drawn)

    def shares(self) -> list[Share]:
        """Return the failure share of each scenario that chance decides about."""
        return [self._ended[name] for name in sorted(self._ended)]


def _open_points(result: Result) -> list[Open]:
    found = []
    if result.missing:
        found.append(Open("missing", result.scenario, ", ".join(result.missing)))
    found.extend(Open("check", "", kept.name, kept.crash) for kept in result.promises if kept.crash)
    if result.crash:
        kind = "rules" if result.verdict == "fail" else "actor"
        found.append(Open(kind, result.scenario, "", result.crash))
    if result.interrupted:
        found.append(Open("interrupted", ""))
    return found
