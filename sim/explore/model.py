"""What a world is to the explorer, and what the explorer tells: plain records, no algorithm.

A world is a `Model`, a record of functions: where it starts, which steps a state allows, what a
state owes once it has come to rest, which states count as the same. The explorer knows no app.

A state must already contain whatever the promises remember, because two states of one identity are
walked once: a memory kept outside would be that of whoever came first.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeAlias, TypeVar

State = TypeVar("State")
Step = TypeVar("Step")

Move: TypeAlias = tuple[Step, State, tuple[str, ...], tuple[str, ...]]
"""One transition: the step, the state after it, the promises it broke, what it has shown.

A plain tuple `(step, after, broken, seen)`: a world makes millions, and a class would cost more
than the rest of the loop. `broken` names promises; `seen` names *sometimes* goals reached and
promises put to the test. Both are mostly empty; share constant tuples rather than building them.
"""

Lasts: TypeAlias = tuple[str, str]
"""Something that must not last: the promise that it breaks if it does, and its order."""


def unsettled(_state: object) -> None:
    """The judge of a world that owes nothing at rest: no state is settled."""
    return


def itself(state: Hashable) -> Hashable:
    """The identity of a world that has no other: the state."""
    return state


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting(Generic[State, Step]):
    """What must not last, and whose steps can be relied on.

    `owed(step)`: a name of the step's kind if the system takes it some day (a delivery, a retry);
    None for what people do and for what goes wrong. `lasts(state)`: what must not last for ever (an
    order is held), as the promise that it breaks and whose it is. `rest`: the promise that the
    world comes to rest; `way`: that a state at rest stays within reach.
    """

    owed: Callable[[Step], Hashable | None]
    lasts: Callable[[State], tuple[Lasts, ...]]
    rest: str
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Model(Generic[State, Step]):
    """A world to explore, as a record of functions.

    `initial`: the states in which a story may begin; taken to be sound.
    `steps(state)`: every move possible there, in an order that depends on the state alone.
    `settled(state)`: None while the world still has something under way; else the *eventually*
    promises that this state breaks (empty: all were kept). It is asked once per distinct state.
    `identity(state)`: what makes two states the same; a fingerprint saves memory, a canonical form
    merges states that differ in nothing but names.
    `lasting`: what no endless story may do; None: loops and dead ends are not looked for.
    `partial`: `steps` leaves out moves that need not be taken now. If then no story goes round,
    none does with all moves; if one does, its loop is not judged.
    """

    initial: tuple[State, ...]
    steps: Callable[[State], Iterable[Move[Step, State]]]
    settled: Callable[[State], tuple[str, ...] | None] = unsettled
    identity: Callable[[State], Hashable] = itself
    lasting: Lasting[State, Step] | None = None
    partial: bool = False


class Finding(NamedTuple, Generic[State, Step]):
    """A broken promise with a shortest story: the initial state, and the steps that break it.

    `loop` are the steps that lead from the story's end back to it, where going round for ever is
    what breaks the promise.
    """

    promise: str
    start: State
    story: tuple[Step, ...]
    loop: tuple[Step, ...] = ()


class Sighting(NamedTuple, Generic[State, Step]):
    """A goal that was reached: by how many transitions, and the shortest story to the first."""

    goal: str
    times: int
    start: State
    story: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exploration(Generic[State, Step]):
    """What a search has learned.

    `states`: distinct states. `transitions`: states generated, counted as TLC does: each move
    counts, those that lead to a known state or back to the same one too, and so does each initial
    state. `depth`: levels, also as TLC counts: the initial states are level 1, so the longest of
    all shortest stories has `depth - 1` steps. `terminal`: distinct states that `settled` judged.
    `complete`: the whole bounded space was walked; False after a cut, a stop or an interruption.
    `unjudged`: the model was partial and a story goes round: what its loop breaks is not known.

    A move that breaks a promise is generated but not entered: its target is no state by that move
    and nothing is explored behind it, for what a broken world does next says nothing new.
    """

    states: int
    transitions: int
    depth: int
    terminal: int
    complete: bool
    findings: dict[str, Finding[State, Step]]
    seen: dict[str, Sighting[State, Step]]
    unjudged: bool = False
