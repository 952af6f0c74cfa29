"""What a system is to the history check: a record of functions."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from sim.checks.history.operation import Operation

State = TypeVar("State")


class Part(NamedTuple):
    """Operations that share nothing with those of another part; `name` is told to people."""

    name: str
    operations: tuple[Operation, ...]


def undivided(operations: Sequence[Operation]) -> tuple[Part, ...]:
    """The parts of a history that cannot be divided: all of it."""
    return (Part("", tuple(operations)),)


def nothing(_state: object) -> tuple[()]:
    """The hidden moves of a system in which nothing happens by itself."""
    return ()


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
    `hidden(state)`: what may happen by itself, whenever it likes; a state that comes back is fine.
    `parts(operations)`: the history divided so that no operation of one part reads or writes what
    one of another part does. Only then is a part's verdict the whole's (Horn and Kroening, 2015).
    `identity(state)`: what makes two states the same, hashable.
    """

    init: State
    step: Callable[[State, Operation], Iterable[State]]
    hidden: Callable[[State], Iterable[State]] = nothing
    parts: Callable[[Sequence[Operation]], Iterable[Part]] = undivided
    identity: Callable[[State], Hashable] = itself
