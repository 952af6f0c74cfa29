"""The guard-window matrix of the revoke: kinds of related activity by moments of a revoke.

A cell is reached when something of its kind falls into its moment. Its name is
`window-KIND-MOMENT` (`window-slip-held`); a sighting adds what came of it: `=busy` is an answer
that the table allows, `#accepted` one that it does not, `!PROMISE` a promise broken in that step.
Sightings are found by the judge like *sometimes* goals, so whoever counts goals counts them.

What lives here: the table, read from the document and domain.md, and how sightings are added up.
What does not live here: when a cell is reached (`windows_seen`), the words (`reports`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal, NamedTuple, get_args

from sim.checks.promise import Promise, Words
from sim.rules.assumptions import Assumptions

When = Literal["asked", "held", "decided", "deleting", "deleted", "releasing"]
Answer = Literal[
    "accepted", "ignored", "busy", "refused", "check_passed", "check_refused", "revoke_succeeded"
]
Row = Mapping[When, tuple[Answer, ...]]

MOMENTS: tuple[When, ...] = get_args(When)
PREFIX = "window-"

# What may be answered, moment by moment. A moment that a row leaves out has no act of its own.
ANY_CHECK: tuple[Answer, ...] = ("check_passed", "check_refused")
NEVER: tuple[Answer, ...] = ()  # the cell cannot be: see IMPOSSIBLE
BY_HAND: Row = {
    "held": ("busy",),
    "deleting": ("busy",),
    "deleted": ("refused",),
    "releasing": ("busy",),
}
RELATED: Row = {"asked": ("check_refused",), "decided": NEVER, **BY_HAND}
NO_ACTIVITY: Row = {"asked": ANY_CHECK, "decided": ("revoke_succeeded",), **BY_HAND}
TAKEN: tuple[Answer, ...] = ("accepted", "ignored", "refused")  # refused: a code is unknown
TABLE: Mapping[str, Row] = {
    # Warehouse
    "command": NO_ACTIVITY,
    "slip": RELATED,
    "other-slip": RELATED,
    "create": {
        "asked": ANY_CHECK,
        "held": TAKEN,
        "decided": ("revoke_succeeded",),
        "deleting": TAKEN,
        "deleted": ("refused",),
        "releasing": TAKEN,
    },
    # Accounting
    "push": {
        "asked": ANY_CHECK,
        "held": ("busy", "ignored"),
        "decided": ("revoke_succeeded",),
        "deleting": ("busy", "ignored"),
        "deleted": ("refused", "ignored"),
        "releasing": ("busy", "ignored"),
    },
    "received-slip": {"asked": ("check_refused",), "decided": NEVER},  # it comes by its push
    "voucher": RELATED,
    "invoice": RELATED,
    "receipt": NO_ACTIVITY,
    "copy": {
        "asked": ANY_CHECK,
        "held": ("accepted", "ignored"),
        "decided": ("revoke_succeeded",),
        "deleting": ("accepted", "ignored"),
        "deleted": ("refused",),
        "releasing": ("accepted", "ignored"),
    },
    "recorded": RELATED,
    "rejected": RELATED,
    # Sales
    "recorded-in-sales": {"asked": ("refused",), "decided": NEVER, **BY_HAND},
    "recording-news": {
        "held": ("accepted", "ignored"),
        "deleting": ("ignored",),
        "deleted": ("ignored",),
        "releasing": ("accepted", "ignored"),
    },
}

# Cells that cannot be reached under right rules, each with its reason (a key of the words).
IMPOSSIBLE: Mapping[tuple[str, When], str] = {
    **{
        (kind, "decided"): "guarded"
        for kind in (
            "slip",
            "other-slip",
            "received-slip",
            "voucher",
            "invoice",
            "recorded",
            "rejected",
        )
    },
    ("recorded-in-sales", "decided"): "own_status",
}
OPENED_BY: Mapping[tuple[str, When], tuple[str, str]] = {
    ("receipt", "decided"): ("receipts_count", "no"),
}


class Answered(NamedTuple):
    """One answer that a cell has got, how often, and whether the table allows it."""

    answer: str
    times: int
    allowed: bool


class Window(NamedTuple):
    """One cell as runs or walks have reached it."""

    kind: str
    moment: When
    answers: tuple[Answered, ...] = ()
    broken: tuple[tuple[str, int], ...] = ()  # promises broken in the same steps, how often

    @property
    def name(self) -> str:
        """The name of the cell."""
        return name_of(self.kind, self.moment)

    @property
    def times(self) -> int:
        """How often the cell was reached."""
        return sum(one.times for one in self.answers)

    @property
    def sound(self) -> bool:
        """Whether every answer is one that the table allows."""
        return all(one.allowed for one in self.answers) and not self.broken


@cache
def name_of(kind: str, moment: When) -> str:
    """Return the name of a cell."""
    return f"{PREFIX}{kind}-{moment}"


CELLS: Mapping[str, tuple[str, When]] = {
    name_of(kind, moment): (kind, moment)
    for kind, row in TABLE.items()
    for moment in MOMENTS
    if moment in row
}
GOALS: tuple[str, ...] = tuple(name for name, cell in CELLS.items() if cell not in IMPOSSIBLE)


def allowed(kind: str, moment: When, answer: Answer, assumptions: Assumptions) -> bool:
    """Tell whether the table allows an answer; a receipt that counts is like a voucher."""
    counts = kind == "receipt" and assumptions.receipts_count == "yes"
    return answer in TABLE["voucher" if counts else kind][moment]


@cache
def sighting(kind: str, moment: When, mark: Literal["=", "#", "!"], what: str) -> Promise:
    """Return the goal that stands for a sighting; no list of promises holds it."""
    name = f"{name_of(kind, moment)}{mark}{what}"
    return Promise(name=name, kind="sometimes", clauses=(), title=Words("", ""))


def cell_of(seen: str) -> str:
    """Return the cell that a sighting is of; "" if the name is that of something else."""
    for mark in "=#!":
        seen = seen.partition(mark)[0]
    return seen if seen in CELLS else ""


def other_goals(seen: Iterable[str]) -> tuple[str, ...]:
    """Return what was seen but for the sightings: the promises and goals that lists hold."""
    return tuple(name for name in seen if not cell_of(name))


def collected(counts: Mapping[str, int]) -> tuple[Window, ...]:
    """Return the cells that were reached, in the order of the table, from the counts of goals."""
    answers: dict[str, list[Answered]] = {}
    broken: dict[str, list[tuple[str, int]]] = {}
    for seen, times in sorted(counts.items()):
        name = cell_of(seen)
        what = seen[len(name) + 1 :]
        if not name or not what:
            continue
        if seen[len(name)] == "!":
            broken.setdefault(name, []).append((what, times))
        else:
            told = Answered(what, times, allowed=seen[len(name)] == "=")
            answers.setdefault(name, []).append(told)
    return tuple(
        Window(*cell, tuple(answers[name]), tuple(broken.get(name, ())))
        for name, cell in CELLS.items()
        if name in answers
    )


def merged(found: Iterable[Iterable[Window]]) -> tuple[Window, ...]:
    """Return the cells of several runs or walks as those of one."""
    return collected(added(found))


def added(found: Iterable[Iterable[Window]]) -> dict[str, int]:
    """Return how often each sighting of several runs was made."""
    counts: dict[str, int] = {}
    for one in (window for windows in found for window in windows):
        told = [(f"{'=' if two.allowed else '#'}{two.answer}", two.times) for two in one.answers]
        for what, times in (*told, *((f"!{name}", times) for name, times in one.broken)):
            seen = f"{one.name}{what}"
            counts[seen] = counts.get(seen, 0) + times
    return counts


def unreached(seen: Iterable[str]) -> tuple[str, ...]:
    """Return the cells that can be reached and have not been: the goals of a search.

    `seen` are the names of goals and sightings, as the explorer and the judge give them.
    """
    reached = {cell_of(one) for one in seen}
    return tuple(name for name in GOALS if name not in reached)
