"""An operation as it was recorded: who said what, what was answered, from when to when."""

from __future__ import annotations

from typing import Any, NamedTuple


class Operation(NamedTuple):
    """One operation of a history; `n` is its number there.

    `invoked` and `completed` are readings of one clock, whole numbers. Two operations that touch in
    a moment overlap (closed intervals). `completed` None: the outcome is unknown, since the answer
    was lost or never came. Such an operation may have happened at any moment after its invocation,
    or not at all; its `answer` says nothing. `said` must be hashable.
    """

    n: int
    by: str
    said: Any
    answer: Any
    invoked: int
    completed: int | None
