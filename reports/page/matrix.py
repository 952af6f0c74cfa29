"""The clause matrix: each rule of the document against each scenario, with the evidence.

A rule is held in a scenario if one of its promises was put to the test there and none broke. What
does not live here: how a promise is judged (`sim.checks`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from reports.words.clauses import clause_words
from reports.words.page import Both, both
from sim.result import Kept, Result
from sim.scenario import CLAUSES

State = Literal["broken", "gap", "held", "idle"]
ORDER: tuple[State, ...] = ("broken", "gap", "held", "idle")  # the first that applies is shown
MOST_PLACES = 3  # scenarios named as evidence of one promise

Counts = dict[str, tuple[int, int]]  # scenario -> times held, times broken


class Cell(NamedTuple):
    """One rule in one scenario; `target` is the id of the evidence, "" where there is none."""

    state: State
    target: str


class Evidence(NamedTuple):
    """One promise of a rule: how often it was put to the test, and where."""

    promise: str
    title: Both
    gap: bool
    held: int
    broken: int
    places: tuple[str, ...]
    more: int


class Row(NamedTuple):
    """One rule of the document: its cells, one a scenario, and its evidence."""

    clause: str
    words: Both
    anchor: str
    state: State
    cells: tuple[Cell, ...]
    evidence: tuple[Evidence, ...]


class Matrix(NamedTuple):
    """The whole matrix; `counted` tells how many rules came out how."""

    scenarios: tuple[str, ...]
    rows: tuple[Row, ...]
    counted: Both


def matrix_of(results: Sequence[Result]) -> Matrix:
    """Return the matrix of the runs of a call; several seeds of a scenario are one column."""
    scenarios = tuple(dict.fromkeys(one.scenario for one in results))
    known = _promises(results)
    counts = _counts(results)
    rows = tuple(_row(clause, scenarios, known, counts) for clause in _clauses(known))
    states = [row.state for row in rows]
    words = {state: states.count(state) for state in ORDER}
    return Matrix(scenarios, rows, both("promised.about", all=len(rows), **words))


def _promises(results: Sequence[Result]) -> dict[str, Kept]:
    """Return every promise that judged, by name; they may be a tester's own."""
    return {kept.name: kept for one in results for kept in one.promises}


def _clauses(known: dict[str, Kept]) -> tuple[str, ...]:
    own = (clause for kept in known.values() for clause in kept.clauses)
    return tuple(dict.fromkeys((*CLAUSES, *own)))


def _counts(results: Sequence[Result]) -> dict[str, Counts]:
    """Return for each promise how often it held and broke in each scenario."""
    counts: dict[str, Counts] = {}
    for one in results:
        for kept in one.promises:
            mine = counts.setdefault(kept.name, {})
            held, broken = mine.get(one.scenario, (0, 0))
            mine[one.scenario] = (held + kept.held, broken + kept.broken)
    return counts


def _row(
    clause: str, scenarios: tuple[str, ...], known: dict[str, Kept], counts: dict[str, Counts]
) -> Row:
    mine = [kept for kept in known.values() if clause in kept.clauses]
    anchor = f"rule-{clause}"
    cells = tuple(_cell(scenario, mine, counts, anchor) for scenario in scenarios)
    present = {cell.state for cell in cells}
    return Row(
        clause=clause,
        words=clause_words(clause),
        anchor=anchor,
        state=next((state for state in ORDER if state in present), "idle"),
        cells=cells,
        evidence=tuple(_evidence(kept, counts[kept.name]) for kept in mine),
    )


def _cell(scenario: str, mine: Sequence[Kept], counts: dict[str, Counts], anchor: str) -> Cell:
    held = False
    gap = ""
    for kept in mine:
        times_held, times_broken = counts[kept.name].get(scenario, (0, 0))
        if times_broken and kept.kind != "gap":
            return Cell("broken", f"story-{kept.name}")
        if times_broken:
            gap = kept.name
        held = held or times_held > 0
    if gap:
        return Cell("gap", f"story-{gap}")
    return Cell("held", anchor) if held else Cell("idle", "")


def _evidence(kept: Kept, counts: Counts) -> Evidence:
    met = [scenario for scenario, (held, broken) in counts.items() if held or broken]
    worst_first = sorted(met, key=lambda scenario: -counts[scenario][1])  # stable: else as run
    return Evidence(
        promise=kept.name,
        title=Both(*kept.title),
        gap=kept.kind == "gap",
        held=sum(held for held, _ in counts.values()),
        broken=sum(broken for _, broken in counts.values()),
        places=tuple(worst_first[:MOST_PLACES]),
        more=max(0, len(met) - MOST_PLACES),
    )
