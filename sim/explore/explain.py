"""Explains a story: which steps matter, whose order decides it, what would have gone well.

Nothing is guessed: a story is played again with one thing changed at a time, and what comes of it
is the evidence. A change is legal if it could have happened: nobody does things in another order,
no message arrives before it was sent, and a command that is moved is answered as before.

What does not live here: how a story is played (`stories`), who causes what (`checks.causality`),
the words of an explanation (`reports.explained`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import networkx as nx

from sim.checks.causality import Graph, caused, chain, edges, happens_before
from sim.explore.stories import Played, Said, Stage, asked, play
from sim.result import Explained, Neighbour
from sim.rules.messages import Command, Refused
from sim.rules.state import Apps
from sim.rules.step import Step

LONGEST = 60  # steps; a longer story is only told with its causes
LEFT_OUT = 1_000  # how far a story with a step less is away; any other change is nearer

StageOf = Callable[[], Stage]


class Change(NamedTuple):
    """A story with one thing changed: what is said, None where everything under way arrives.

    `origins` tells which step of the story each is, from 0 (None: none).
    """

    what: Neighbour
    said: tuple[Said | None, ...]
    origins: tuple[int | None, ...]


class Course(NamedTuple):
    """How a change went: what came of each thing said, how many arrived while somebody waited."""

    change: Change
    taken: tuple[Step | None, ...]
    rested: int
    breaks: tuple[str, ...]

    def of(self, number: int) -> Step | None:
        """Return what came of a step of the story, counted from 1; None if it was not taken."""
        at = self.change.origins.index(number - 1)
        return self.taken[at]


def explain(
    stage: StageOf, story: Sequence[Step], promise: str, *, settle: bool
) -> Explained | None:
    """Return why a story breaks a promise; None if it does not break it."""
    played = play(stage, story, settle=True)
    if promise not in played.breaks:
        return None
    told = len(play(stage, story, settle=False).steps)
    at_rest = not played.violations[promise].on
    at = 0 if at_rest else played.breaks[promise]
    steps = played.steps if at_rest else played.steps[:at]
    told = min(told, len(steps))
    graph = happens_before(steps)
    short = len(steps) <= LONGEST
    passing = _passing(stage, steps, told, graph, promise) if short else []
    swap = next((one for one in passing if one.change.what.how == "moved"), None)
    return Explained(
        steps=steps,
        told=told,
        at=at,
        spare=_spare(stage, steps[:told], promise, settle=settle) if short else (),
        tries=told if short else 0,
        swap=None if swap is None else _told(swap, steps),
        nearest=_told(passing[0], steps) if passing else None,
        before=_apps(played, told if at_rest else at - 1),
        after=_apps(played, len(steps)),
        chain=chain(graph, at or told),
        edges=tuple(edges(graph)),
    )


def _apps(played: Played, steps: int) -> Apps:
    """Return the apps after so many steps."""
    return played.befores[steps] if steps < len(played.befores) else played.apps


def _spare(stage: StageOf, story: Sequence[Step], promise: str, *, settle: bool) -> tuple[int, ...]:
    """Return the steps without which the promise breaks as well."""
    return tuple(
        at + 1
        for at in range(len(story))
        if promise in play(stage, (*story[:at], *story[at + 1 :]), settle=settle).breaks
    )


# --- changes ------------------------------------------------------------------------------------


def _passing(
    stage: StageOf, steps: Sequence[Step], told: int, graph: Graph, promise: str
) -> list[Course]:
    """Return the legal changes that keep the promise, the nearest first.

    Those that break no other promise come first, then those among the story's own steps.
    """
    said = [step.said for step in steps]
    changes = (*_moved(said, caused(graph)), *_waited(said, told), *_dropped(said, told))
    courses = (_course(stage, change) for change in changes)
    gaps = {one.name for one in stage().judge.promises if one.kind == "gap"}
    found = [
        one._replace(breaks=tuple(name for name in one.breaks if name not in gaps))
        for one in courses
        if promise not in one.breaks and _legal(one, steps)
    ]

    def far(course: Course) -> tuple[bool, bool, int, int]:
        what = course.change.what
        beyond = max(what.step, what.place) > told
        return bool(course.breaks), beyond, _cost(course), -what.step

    return sorted(found, key=far)


def _moved(said: Sequence[Said], causes: Graph) -> Iterator[Change]:
    """Return the story with one step earlier or later, its causes before it and effects after."""
    places = range(len(said))
    for late in places:
        for early in reversed(range(late)):
            if nx.has_path(causes, early + 1, late + 1):
                break  # what caused it stays before it
            order = [*places[:early], late, *places[early:late], *places[late + 1 :]]
            yield _change(Neighbour("moved", late + 1, early + 1), said, order)
    for early in places:
        for late in places[early + 1 :]:
            if nx.has_path(causes, early + 1, late + 1):
                break  # what it caused stays behind it
            if late > early + 1:
                order = [*places[:early], *places[early + 1 : late + 1], early, *places[late + 1 :]]
                yield _change(Neighbour("moved", early + 1, late + 1, after=True), said, order)


def _waited(said: Sequence[Said], told: int) -> Iterator[Change]:
    """Return the story with a person who waits until all that is under way has arrived."""
    places = range(len(said))
    for at in places[:told]:
        if isinstance(said[at], Command):
            order = [*places[:at], None, *places[at:]]
            yield _change(Neighbour("awaited", at + 1), said, order)


def _dropped(said: Sequence[Said], told: int) -> Iterator[Change]:
    """Return the story without one of its steps."""
    places = range(len(said))
    for at in places[:told]:
        yield _change(Neighbour("dropped", at + 1), said, [*places[:at], *places[at + 1 :]])


def _change(what: Neighbour, said: Sequence[Said], order: Sequence[int | None]) -> Change:
    return Change(what, tuple(None if at is None else said[at] for at in order), tuple(order))


# --- how they go --------------------------------------------------------------------------------


def _course(stage: StageOf, change: Change) -> Course:
    """Play a change, then let everything arrive."""
    on, rested = stage(), 0
    taken: list[Step | None] = []
    for said in change.said:
        if said is None:
            before = len(on.steps)
            on.rest()
            rested += len(on.steps) - before
            taken.append(None)
        else:
            taken.append(on.again(asked(on.like(said))))
    on.settle()
    return Course(change, tuple(taken), rested, tuple(on.breaks))


def _legal(course: Course, steps: Sequence[Step]) -> bool:
    """Tell whether a change could have happened.

    What was moved is taken, a command that was is answered as before, and nobody on the way is
    refused what was there for them to do.
    """
    what = course.change.what
    if what.how == "dropped":
        return True
    if what.how == "awaited":
        return course.rested > 0 and course.of(what.step) is not None
    now, was = course.of(what.step), steps[what.step - 1]
    if now is None or course.of(what.place) is None:
        return False
    if isinstance(now.said, Command) and type(now.answer) is not type(was.answer):
        return False
    way = range(min(what.step, what.place), max(what.step, what.place) + 1)
    return not any(_newly_refused(course.of(number), steps[number - 1]) for number in way)


def _newly_refused(now: Step | None, was: Step) -> bool:
    return (
        now is not None
        and isinstance(now.said, Command)
        and isinstance(now.answer, Refused)
        and not isinstance(was.answer, Refused)
    )


def _cost(course: Course) -> int:
    """Return how far a change is away from the story, in messages and steps."""
    what = course.change.what
    if what.how == "dropped":
        return LEFT_OUT
    return course.rested if what.how == "awaited" else abs(what.step - what.place)


def _told(course: Course, steps: Sequence[Step]) -> Neighbour:
    """Return a change with what goes otherwise for it, and what else it breaks."""
    then = None
    for origin, now in zip(course.change.origins, course.taken, strict=True):
        if origin is not None and now is not None and _gist(now) != _gist(steps[origin]):
            then = now
            break
    return course.change.what._replace(then=then, also=course.breaks)


def _gist(step: Step) -> tuple[object, ...]:
    """Return what came of a step, without its numbers."""
    return (step.answer, *(type(event) for event in step.events))
