"""Plays a story for its manual script, turn by turn, also with other timings to see what they do.

Nothing is invented: what people must see is what the rules answered here, and "too early" or "too
late" is what they answer when the same step comes at another moment. What does not live here:
reading the story (`script`), the words (`reports.script`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from reports.script_tale import Timing, Turn
from sim.checks.judge import Judge
from sim.checks.ledger import Ledger
from sim.explore.stories import Stage
from sim.rules.assumptions import Assumptions
from sim.rules.events import MessageIgnored, PushRepeated
from sim.rules.messages import Accepted, Answer, Command, Envelope
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.rules.world import Rules

Said = Command | Envelope | Fault | None  # None: wait until nothing moves any more
REST: Said = None

# What a playing comes to: every person's answer, what arrived in vain, and the end.
Outcome = tuple[tuple[Answer, ...], Counter[object], Apps]


class Group(NamedTuple):
    """A person's command (None: the story begins without one) and what follows by itself."""

    act: Command | None
    rest: tuple[Said, ...]

    def moves(self) -> tuple[Said, ...]:
        """Return the group in one row."""
        return (*((self.act,) if self.act is not None else ()), *self.rest)


class Ground(NamedTuple):
    """Where a story is played: the rules, and how the apps stand when it begins."""

    rules: Rules
    apps: Apps
    assumptions: Assumptions

    def stage(self) -> Stage:
        """Return the stage before the first step; nothing is judged on it."""
        return Stage(self.rules, Judge(self.assumptions, ()), self.apps, Ledger())

    def played(self, moves: Sequence[Said]) -> Stage:
        """Return the stage after these moves."""
        stage = self.stage()
        for said in moves:
            take(stage, said)
        return stage

    def answer(self, moves: Sequence[Said]) -> Answer:
        """Return the answer to the last move, a command."""
        return self.played(moves).steps[-1].answer

    def outcome(self, moves: Sequence[Said]) -> Outcome:
        """Return what these moves come to once everything has settled."""
        stage = self.played((*moves, REST))
        answers = tuple(one.answer for one in stage.steps if isinstance(one.said, Command))
        return answers, Counter(filter(None, map(_in_vain, stage.steps))), stage.apps


def take(stage: Stage, said: Said) -> None:
    """Take one move; a message that is not under way is passed over."""
    if said is None:
        stage.settle()
        return
    app = said.target if isinstance(said, Envelope) else said.app
    stage.again(Step(app, said, Accepted()))


def _in_vain(step: Step) -> object:
    """Return what stands out of an arrival that was refused, put off or ignored; None if none."""
    if not isinstance(step.said, Envelope):
        return None
    shrugs = tuple(one for one in step.events if isinstance(one, (MessageIgnored, PushRepeated)))
    if step.answer == Accepted() and not shrugs:
        return None
    return step.said, step.answer, shrugs


def grouped(moves: Sequence[Said]) -> tuple[Group, ...]:
    """Return the moves cut before every command."""
    groups: list[Group] = []
    for said in moves:
        if isinstance(said, Command):
            groups.append(Group(said, ()))
        elif groups:
            groups[-1] = groups[-1]._replace(rest=(*groups[-1].rest, said))
        else:
            groups.append(Group(None, (said,)))
    return tuple(groups)


def flat(groups: Sequence[Group]) -> tuple[Said, ...]:
    """Return all moves of the groups in one row."""
    return tuple(said for group in groups for said in group.moves())


def turns_of(ground: Ground, groups: Sequence[Group]) -> tuple[Turn, ...]:
    """Play the groups; return a turn for each."""
    stage = ground.stage()
    turns = []
    for group in groups:
        before, hasty = stage.apps, bool(stage.under_way or stage.lost)
        act = None
        if group.act is not None:
            take(stage, group.act)
            act = stage.steps[-1]
        acted, n = stage.apps, len(stage.steps)
        for said in group.rest:
            take(stage, said)
        turns.append(
            Turn(
                act=act,
                before=before,
                acted=acted,
                deeds=tuple(stage.steps[n:]),
                after=stage.apps,
                hasty=hasty,
                rest=REST in group.rest,
                quiet=not (stage.under_way or stage.lost),
            )
        )
    return tuple(turns)


def with_rests(groups: Sequence[Group], turns: Sequence[Turn]) -> tuple[Group, ...]:
    """Return the groups with a rest wherever the turns fell quiet: another system may need it."""
    return tuple(
        group._replace(rest=(*group.rest, REST)) if turn.quiet else group
        for group, turn in zip(groups, turns, strict=True)
    )


def calm_end(ground: Ground, groups: Sequence[Group]) -> Apps:
    """Return where the story ends if people always wait until nothing moves any more."""
    return ground.played([said for one in groups for said in (one.act, REST)]).apps


class Timer:
    """Finds which moments of a story matter, by playing it with others.

    `played` is the system whose story it is, `right` the one whose answers people are to expect;
    `answering` are the right system's groups, one for one.
    """

    def __init__(
        self,
        played: Ground,
        groups: Sequence[Group],
        right: Ground,
        answering: Sequence[Group],
    ) -> None:
        self.played = played
        self.groups = groups
        self.right = right
        self.answering = answering
        self.moves = flat(groups)
        self.marks = self._marks()
        self.base = played.outcome(self.moves)

    def _marks(self) -> list[tuple[Envelope, ...]]:
        """Return what is under way before each move."""
        stage, marks = self.played.stage(), []
        for said in self.moves:
            marks.append((*stage.under_way, *stage.lost))
            take(stage, said)
        return marks

    def timed(self, turns: Sequence[Turn]) -> tuple[Turn, ...]:
        """Return the turns with the rests of the story, their timing, what must arrive late."""
        found, at = [], 0
        for number, (group, turn) in enumerate(zip(self.groups, turns, strict=True)):
            hasty = turn.act is not None and self.marks[at]
            timing = self._timing(number, at, turn) if hasty else Timing()
            late = self._late(at, at + len(group.moves()))
            found.append(turn._replace(timing=timing, late=late, rest=REST in group.rest))
            at += len(group.moves())
        return tuple(found)

    def _changes(self, at: int, said: Said) -> bool:
        """Tell whether it decides anything that `said` comes before the move at this place."""
        return self.played.outcome((*self.moves[:at], said, *self.moves[at:])) != self.base

    def _told(self, at: int) -> list[Envelope]:
        """Return what is under way before a move and arrives later where the story says."""
        return [one for one in dict.fromkeys(self.marks[at]) if one in self.moves[at:]]

    def _timing(self, number: int, at: int, turn: Turn) -> Timing:
        """Return how fast the person of a group must be."""
        assert turn.act is not None
        answer = turn.act.answer
        early, *others, late = self._answers(number)
        timing = Timing(others=tuple(dict.fromkeys((early, *others, late))))
        told = self._told(at) or list(dict.fromkeys(self.marks[at] if late != answer else ()))
        if not told or not self._changes(at, REST):
            return timing
        return timing._replace(
            before=tuple(one for one in told if self._changes(at, one)) or tuple(told),
            early=early if early != answer else None,
            late=late if late != answer else None,
        )

    def _answers(self, number: int) -> list[Answer]:
        """Return what the right system answers to a person, from the earliest moment to the latest.

        The earliest is right after the person before, the latest when nothing moves any more.
        """
        act, ahead = self.answering[number].act, flat(self.answering[:number])
        moves = [(*ahead, act), (*ahead, REST, act)]
        if number and (former := self.answering[number - 1]).act is not None:
            begun = (*flat(self.answering[: number - 1]), former.act)
            sooner = [(*begun, *former.rest[:n], act) for n in range(len(former.rest))]
            moves = [*sooner, *moves]
        return [self.right.answer(one) for one in moves]

    def _late(self, start: int, end: int) -> tuple[tuple[Envelope, Envelope], ...]:
        """Return the pairs of messages of which the older must arrive later, where it matters."""
        found: dict[Envelope, Envelope] = {}
        for at in range(start, end):
            said, under_way = self.moves[at], self.marks[at]
            if not isinstance(said, Envelope) or said not in under_way:
                continue
            older = set(under_way[: under_way.index(said)])
            for one in self._told(at):
                if one in older and one != said and one not in found and self._changes(at, one):
                    found[one] = said
        return tuple(found.items())
