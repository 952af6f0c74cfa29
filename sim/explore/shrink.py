"""Makes a story small: the fewest people, orders, lines, faults and steps that break the same.

A shrinking is a row of small passes, repeated until none of them finds anything more. Each tries
candidates that are smaller than what is kept, in this order of weight: people, orders, lines,
faults, steps, quantities. A candidate counts only if it was played and broke the same promise in
the same way; it is kept as it was played, not as it was thought up. So the result was played, and
no single step of it can be dropped.

What does not live here: what is tried (`passes`), what of it is kept (`shrinking`), how a story is
played (`stories`); all that is asked of that is `Retell`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sim.explore.moves import order_of
from sim.explore.passes import PASSES
from sim.explore.shrinking import Retell, Shrinking
from sim.explore.stories import Move, Moves
from sim.result import Shrinkage

MOST_PLAYED = 200_000  # steps played in one shrinking; what is kept by then is told


class Shrunk(NamedTuple):
    """A story made small, and how."""

    story: Moves
    shrinkage: Shrinkage


def shrink(
    retell: Retell, story: Sequence[Move], *, order: str = "", most: int = MOST_PLAYED
) -> Shrunk | None:
    """Return the story made small; None if it does not break when it is played.

    `order` is the one that the break is about, if any: what concerns it alone is tried first.
    """
    on = Shrinking(retell, tuple(story), most)
    on.proves("own order", [one for one in on.kept if order_of(one.said) in (order, "")])
    if not on.proven:
        on.proves("whole story", on.kept)
    if not on.proven:
        return None
    improved = True
    while improved and not on.cut:
        improved = False
        for name, step in PASSES:
            on.name = name
            before = on.size
            step(on)
            improved |= on.size < before
    return Shrunk(on.kept, Shrinkage(on.first, on.size, on.counted(), minimal=not on.cut))
