"""The slow judge: tries every order of every choice of operations; no code of the search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, permutations
from typing import Any

from sim.checks.history.model import Model
from sim.checks.history.operation import Operation

Hidden = Callable[[Any], Iterable[Any]]  # what may happen by itself


def nothing(_state: object) -> tuple[()]:
    return ()


def explained(model: Model[Any], operations: Sequence[Operation], hidden: Hidden = nothing) -> bool:
    """Tell whether some order explains a history of a few operations, by trying all of them."""
    certain = [one for one in operations if one.completed is not None]
    unknown = [one for one in operations if one.completed is None]
    return any(
        _fits(model, order, hidden)
        for size in range(len(unknown) + 1)
        for some in combinations(unknown, size)
        for order in permutations([*certain, *some])
    )


def _fits(model: Model[Any], order: Sequence[Operation], hidden: Hidden) -> bool:
    for at, one in enumerate(order):
        for later in order[at + 1 :]:
            if later.completed is not None and later.completed < one.invoked:
                return False  # it had ended before this one began
    states = {model.init}
    for one in order:
        states = _closed(states, hidden)
        states = {after for state in states for after in model.step(state, one)}
    return bool(states)


def _closed(states: set[Any], hidden: Hidden) -> set[Any]:
    """Return all states that moves by themselves lead to."""
    while True:
        more = states | {after for state in states for after in hidden(state)}
        if more == states:
            return states
        states = more
