"""What a system is to the history check: a record of functions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from sim.checks.history.operation import Operation

State = TypeVar("State")


class Part(NamedTuple):
    """Operations that share nothing with those of another part; `name` is told to people."""

    name: str
    operations: tuple[Operation, ...]


def undivided(operations: Sequence[Operation]) -> tuple[Part, ...]:
    """The parts of a history that cannot be divided: all of it."""
    return (Part("", tuple(operations)),)


Before = tuple[Collection[int], Iterable[State]]
"""What may have to come before an operation that is due: see `Model.before`."""


def all_others(_state: object, _due: Operation, _others: Sequence[Operation]) -> Before[Any]:
    """What may have to come first in a system in which nothing happens by itself: all others."""
    return (), ()


def never(_one: Operation) -> bool:
    """Whether an operation changed nothing, in a system where nobody can tell."""
    return False


def itself(state: Hashable) -> Hashable:
    """The identity of a state that has no other: the state."""
    return state


@dataclass(frozen=True, slots=True, kw_only=True)
class Model(Generic[State]):
    """A system to explain a history with.

    `init`: the state before the first operation.
    `step(state, operation)`: the states after an operation that was answered as recorded; none if
    it cannot have been answered so in this state, several if the model leaves it open. It reads
    `said` and `answer` alone. If the outcome is unknown (`completed` None), every answer fits.
    `before(state, due, others)`: what may have to come before an operation that is due. First the
    places of those `others` that may as well come after it; nothing is left out by that which could
    explain more. Then the states that moves nobody invoked lead to, whenever they like.
    `only_read(operation)`: whether an operation that was answered so cannot have changed anything.
    `parts(operations)`: the history divided so that no operation of one part reads or writes what
    one of another part does. Only then is a part's verdict the whole's (Horn and Kroening, 2015).
    `identity(state)`: what makes two states the same, hashable.
    """

    init: State
    step: Callable[[State, Operation], Iterable[State]]
    before: Callable[[State, Operation, Sequence[Operation]], Before[State]] = all_others
    only_read: Callable[[Operation], bool] = never
    parts: Callable[[Sequence[Operation]], Iterable[Part]] = undivided
    identity: Callable[[State], Hashable] = itself
