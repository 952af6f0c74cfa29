"""Swarm testing: each walk goes without some of what the world allows.

A walk in which everything may happen seldom has much of one thing: with a delete on offer slips do
not grow old, with losses few messages overtake each other. So each walk draws first how large a
share is off (Groce and others, 2012), then for each feature by itself whether it is. What does
*not* live here: what a feature is, and the world without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.explore.choices import Choices, chance

SHARES = 255  # a share is off from 0/255, which is nothing, to 254/255


def switched_off(
    choices: Choices, groups: Iterable[Sequence[str]], spare: Iterable[str] = ()
) -> frozenset[str]:
    """Return the features that are off; the dullest draw switches off none.

    Of each group one feature at least stays on; of the `spare` ones all may go.
    """
    share = choices.pick(SHARES, ("swarm", "share"))

    def falls(feature: str) -> bool:
        return chance(choices, (share, SHARES), ("swarm", feature))

    off = {feature for feature in spare if falls(feature)}
    for group in groups:
        gone = [feature for feature in group if falls(feature)]
        if gone and len(gone) == len(group):
            gone.pop(choices.pick(len(gone), ("swarm", "stays")))
        off.update(gone)
    return frozenset(off)
