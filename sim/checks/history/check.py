"""The judgement of a whole history: its parts side by side, each with a budget of steps.

Parts take turns. A part that cannot be explained is often refuted in a few steps, while another
one eats any budget, and a history has failed once one of its parts has.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, NamedTuple

from sim.checks.history.model import Model, Part, State
from sim.checks.history.operation import Operation
from sim.checks.history.search import Search
from sim.checks.history.unexplained import Unexplained, unexplained
from sim.checks.verdict import Verdict, worst

BUDGET = 1_000_000
TURN = 1_000
SHRINKING = 200_000


class PartChecked(NamedTuple):
    """A part's name, number of operations, verdict, and the steps of its search."""

    name: str
    operations: int
    verdict: Verdict
    steps: int


class Checked(NamedTuple):
    """What the check of a history has found.

    `verdict`: "pass" if every part can be explained, "fail" if one cannot, "unknown" if a budget
    was used up before that was clear. `unexplained` is what is told of a failure.
    """

    verdict: Verdict
    parts: tuple[PartChecked, ...]
    unexplained: Unexplained | None = None


class _Open(NamedTuple, Generic[State]):
    part: Part
    search: Search[State]


def check(
    model: Model[State],
    operations: Sequence[Operation],
    *,
    budget: int = BUDGET,
    shrinking: int = SHRINKING,
) -> Checked:
    """Judge a history: whether some order of its operations is one that the model explains.

    `budget` limits the steps of each part's search, `shrinking` those spent to make a failure
    small. Of several parts that fail in the same round, the smallest failure is told.
    """
    running = [_Open(part, Search(model, part.operations)) for part in model.parts(operations)]
    for _ in range(0, budget, TURN):
        for one in running:
            one.search.go(TURN)
        verdicts = {one.search.verdict for one in running}
        if "fail" in verdicts or "unknown" not in verdicts:
            break
    parts = tuple(_checked(one) for one in running)
    failed = [one for one in running if one.search.verdict == "fail"]
    told = [unexplained(model, one.part.name, one.search, shrinking) for one in failed]
    smallest = min(told, key=lambda one: len(one.operations), default=None)
    return Checked(worst(one.verdict for one in parts), parts, smallest)


def _checked(one: _Open[State]) -> PartChecked:
    search = one.search
    return PartChecked(one.part.name, len(search.operations), search.verdict, search.steps)
