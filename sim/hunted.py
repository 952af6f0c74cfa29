"""What the hunt for a planted bug found, as plain values: picklable, ready for words and JSON."""

from __future__ import annotations

from typing import NamedTuple

from sim.record import Nameplate, Opening
from sim.result import Failure
from sim.rules.assumptions import Assumptions

REFERENCE = "reference"


class Catch(NamedTuple):
    """The broken promise that gave a bug away, its shortest story, and where that happened.

    `setting` is the budget of faults of a world, "" elsewhere; `folder` is where the story is
    saved, "" if it is not.
    """

    scenario: str
    seed: int
    setting: str
    assumptions: Assumptions
    opening: tuple[Opening, ...]
    names: tuple[Nameplate, ...]
    failure: Failure
    folder: str = ""


class Hunted(NamedTuple):
    """How a hunt ended; of the reference, which has no bug, a catch is a false alarm.

    `runs` counts runs and walks up to the catch, or all that were made. `others` are promises of
    other clauses that broke on the way. `complete` tells that the bug was caught, or that all
    grounds were searched. `crash` is the first traceback of rules, or of a check, that fell over.
    """

    name: str
    clause: str
    says: tuple[str, str]
    items: tuple[str, ...]
    runs: int
    catch: Catch | None
    others: tuple[str, ...]
    complete: bool
    seconds: float
    interrupted: bool = False
    crash: str = ""

    @property
    def missed(self) -> bool:
        """Tell whether the bug escaped the promises of its own clause."""
        return self.complete and self.catch is None

    @property
    def blamed(self) -> bool:
        """Tell whether the reference was found guilty: a false alarm, or a crash."""
        return self.catch is not None or bool(self.crash)
