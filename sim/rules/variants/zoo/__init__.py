"""The zoo: planted bugs, each one rule changed in a line or two, by part of the document.

Each must be caught by a promise of its own clause, which proves that the promise can fail for the
reason it exists. What does not live here: how the bugs are hunted (`sim.zoo`) and reported.
"""

from __future__ import annotations

from sim.rules.variants.bug import BUGS
from sim.rules.variants.zoo import (
    corrections,
    crossing,
    holds,
    keys,
    news,
    orders,
    pushes,
    quantities,
    requests,
    revokes,
    runs,
)

__all__ = [
    "ZOO",
    "corrections",
    "crossing",
    "holds",
    "keys",
    "news",
    "orders",
    "pushes",
    "quantities",
    "requests",
    "revokes",
    "runs",
]

ZOO: tuple[str, ...] = tuple(sorted(BUGS, key=lambda name: BUGS[name].clause))
