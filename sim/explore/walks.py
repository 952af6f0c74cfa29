"""One walk through a world that is too large to be walked whole: a single story, to its end.

It knows no app and no strategy: a `Model` says which moves there are, `actor_of` whose each move
is, a `Strategy` who goes next. Which of its own moves an actor takes is drawn here, each as likely
as the other: priorities order actors, and what one person does next is no question of order.

A walk ends at rest, when no move changes anything any more; at a broken promise, since what a
broken world does next says nothing new; or at a bound, for worlds that never come to rest. What
does *not* live here: many walks and what they add up to (`samples`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Literal, NamedTuple

from sim.explore.choices import Choices
from sim.explore.model import Model, Move, State, Step
from sim.explore.strategies import Strategy

Ending = Literal["rest", "broken", "bound"]


class Walk(NamedTuple, Generic[Step]):
    """A walk that has ended: its steps, what it broke after how many of them, what it has shown.

    `decisions` are the steps at which two actors or more could go.
    """

    steps: tuple[Step, ...]
    broken: dict[str, int]
    seen: tuple[str, ...]
    decisions: int
    ending: Ending


def walk(
    model: Model[State, Step],
    start: State,
    strategy: Strategy,
    choices: Choices,
    *,
    actor_of: Callable[[Step], str],
    bound: int,
    watch: Callable[[Step, State], None],
) -> Walk[Step]:
    """Walk from a state until the walk ends; `watch` is told each step and the state after it.

    What a state at rest owes is asked in every state passed, as the search asks it; a debt does
    not end the walk, for the state is sound to go on from. Moves that change nothing are left to
    the end, too: there each is tried once, since they cannot spoil each other.
    """
    taken: list[Step] = []
    broken: dict[str, int] = {}
    seen: dict[str, None] = {}
    state, decisions = start, 0

    def take(move: Move[Step, State]) -> bool:
        step, after, breaks, shows = move
        taken.append(step)
        seen.update(dict.fromkeys(shows))
        watch(step, after)
        for promise in breaks:
            broken.setdefault(promise, len(taken))
        return bool(breaks)

    def ended(ending: Ending) -> Walk[Step]:
        return Walk(tuple(taken), broken, tuple(seen), decisions, ending)

    while len(taken) < bound:
        for promise in model.settled(state) or ():
            broken.setdefault(promise, len(taken))
        moves = list(model.steps(state))
        if all(after == state for _, after, _, _ in moves):
            breaks = [take(move) for move in moves]
            return ended("broken" if any(breaks) else "rest")
        mine = _by_actor(moves, actor_of)
        decisions += len(mine) > 1
        actor = strategy.pick(tuple(mine))
        move = mine[actor][choices.pick(len(mine[actor]), ("walk", "move"))]
        if take(move):
            return ended("broken")
        if move[1] == state:
            strategy.yielded(actor)
        state = move[1]
    return ended("bound")


def _by_actor(
    moves: list[Move[Step, State]], actor_of: Callable[[Step], str]
) -> dict[str, list[Move[Step, State]]]:
    """Return the moves of each actor, actors and moves in the order in which the model has them."""
    mine: dict[str, list[Move[Step, State]]] = {}
    for move in moves:
        mine.setdefault(actor_of(move[0]), []).append(move)
    return mine
