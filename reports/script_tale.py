"""A story as it was played for a manual script: plain values, handed over by whoever played it.

What lives here: the turns of the people, what the apps did in between, how fast the people must
be. What does not live here: the playing (`sim.commands`), the words (`reports.script`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from sim.checks.promise import Promise, Words
from sim.record import Opening
from sim.rules.assumptions import Assumptions
from sim.rules.messages import Answer, CreateOrder, Envelope
from sim.rules.state import Apps
from sim.rules.step import Step

TaleKind = Literal["story", "counterexample", "gap"]


class Timing(NamedTuple):
    """How fast a person must be, found by playing the story with other timings.

    `before` are the messages that must not have arrived yet; none: timing decides nothing. `early`
    and `late` are what is answered to a person who is too early or too late (None: the same),
    `others` all answers that a right system may give at other moments.
    """

    before: tuple[Envelope, ...] = ()
    early: Answer | None = None
    late: Answer | None = None
    others: tuple[Answer, ...] = ()


class Turn(NamedTuple):
    """What one person does, and what the apps do by themselves before the next one acts.

    The apps stand as in `before`, `acted` (after the person), `after`. `hasty`: something is under
    way when the person acts. `rest`: the story waits here until nothing moves any more; `quiet`:
    nothing is under way in the end. `late` are pairs of messages: the first must arrive after the
    second, although it was sent before.
    """

    act: Step | None
    before: Apps
    acted: Apps
    deeds: tuple[Step, ...]
    after: Apps
    hasty: bool = False
    rest: bool = False
    quiet: bool = False
    timing: Timing = Timing()
    late: tuple[tuple[Envelope, Envelope], ...] = ()


class Tale(NamedTuple):
    """A story with all that its script needs.

    `turns` is how a right system goes, `calm` how it ends if people always wait. A counterexample
    has the faulty system's turns beside it, one for one, and `broke` tells which turn broke the
    promise, and by which step of it (0: the person's own); `promises` is then that promise alone.
    `names` are the names of people whose ids are but numbers.
    """

    code: str
    kind: TaleKind
    title: Words
    about: Words
    clauses: tuple[str, ...]
    promises: tuple[Promise, ...]
    assumptions: Assumptions
    opening: tuple[Opening, ...]
    people: tuple[tuple[str, str], ...]
    orders: tuple[CreateOrder, ...]
    turns: tuple[Turn, ...]
    calm: Apps
    wrong: tuple[Turn, ...] = ()
    broke: tuple[int, int] | None = None
    names: Mapping[str, str] = {}
