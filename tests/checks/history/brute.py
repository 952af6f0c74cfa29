"""The slow judge: tries every order of every choice of operations; no code of the search."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations

from sim.checks.history.model import Model
from sim.checks.history.operation import Operation


def explained(model: Model[object], operations: Sequence[Operation]) -> bool:
    """Tell whether some order explains a history of a few operations, by trying all of them."""
    certain = [one for one in operations if one.completed is not None]
    unknown = [one for one in operations if one.completed is None]
    return any(
        _fits(model, order)
        for size in range(len(unknown) + 1)
        for some in combinations(unknown, size)
        for order in permutations([*certain, *some])
    )


def _fits(model: Model[object], order: Sequence[Operation]) -> bool:
    for at, one in enumerate(order):
        for later in order[at + 1 :]:
            if later.completed is not None and later.completed < one.invoked:
                return False  # it had ended before this one began
    states = {model.init}
    for one in order:
        states = _closed(model, states)
        states = {after for state in states for after in model.step(state, one)}
    return bool(states)


def _closed(model: Model[object], states: set[object]) -> set[object]:
    """Return all states that moves by themselves lead to."""
    while True:
        more = states | {after for state in states for after in model.hidden(state)}
        if more == states:
            return states
        states = more
