"""A hunt whose process is killed, as the system kills what takes too much memory.

It stands in a module of its own, since another process has to import it. No test lives here.
"""

from __future__ import annotations

import os

from sim import zoo
from sim.hunted import Hunted

VICTIM = "edit-pushes"


def hunt(one: zoo.Hunt) -> Hunted:
    """Hunt as always, but for one bug that takes its process down."""
    if one.name == VICTIM:
        os._exit(9)
    return zoo.hunt(one)
