"""A saved story: the third form of a counterexample, the one that survives changes of the code.

It holds what stood at the opening and what was said, step by step; no events, so playing it again
asks the rules as they are now. A tester's own promise is asked as it is now too: the story only
says where it is written. Beside the steps stands in a few words what came of each, so that a later
playing can tell where it goes another way. What does not live here: playing (`explore.stories`).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from sim.checks.judge import PROMISES, Judge
from sim.checks.ledger import Ledger
from sim.checks.promise import Promise
from sim.checks.steady import Steady
from sim.explore.explain import explain
from sim.explore.stories import Stage, asked
from sim.own import own_promise
from sim.record import Header, Nameplate, Opening, opened
from sim.result import Explained, Explored, Failure, Result, Shrinkage, Told
from sim.rules.assumptions import Assumptions
from sim.rules.messages import AnyCommand, Envelope, Refused
from sim.rules.step import Fault, Step
from sim.rules.variants import rule_set

SCHEMA_VERSION = 1


class SavedStep(Struct, frozen=True, omit_defaults=True):
    """One step: what was said, and when, where the run knew time."""

    said: AnyCommand | Envelope | Fault
    at: int | None = None


class SavedStory(Struct, frozen=True, kw_only=True, tag="Story", tag_field="is"):
    """A story with all that is needed to play it again.

    `own` is the FILE.py:NAME of a tester's own promise, from the folder of the story. `went` is
    what came of each step, `shrunk` how the story was made small. `endless` is as in a failure:
    such a promise is judged over all stories, so one story cannot tell.
    """

    schema_version: int = SCHEMA_VERSION
    scenario: str
    seed: int
    rules: str
    assumptions: Assumptions
    opening: tuple[Opening, ...]
    promise: str
    own: str = ""
    order: str
    settle: bool
    steps: tuple[SavedStep, ...]
    went: tuple[str, ...] = ()
    shrunk: Shrinkage | None = None
    names: tuple[Nameplate, ...] = ()
    endless: int | None = None


class SavedChoices(Struct, frozen=True, kw_only=True, tag="Choices", tag_field="is"):
    """A whole run that broke promises, as what was run and every choice in it that was not 0.

    It survives changes that the seed does not: a choice is found again by its key, and one that is
    asked for the first time is 0. `broken` are the promises that broke.
    """

    schema_version: int = SCHEMA_VERSION
    header: Header
    digest: str
    broken: tuple[str, ...]
    made: dict[str, int]


class Difference(NamedTuple):
    """Where a story went another way than when it was saved; `now` is empty if it cannot be done.

    Steps are counted from 1, as they were saved.
    """

    step: int
    was: str
    now: str


class Replay(NamedTuple):
    """How a saved story went this time: its steps, where it broke (None: it did not), the stage.

    `tail` are the steps among them that came by themselves in the end. `crash` is the traceback of
    the promise's own check, if that failed to judge.
    """

    story: Told
    broke_at: int | None
    stage: Stage
    crash: str = ""
    tail: int = 0
    differs: Difference | None = None

    @property
    def taken(self) -> Told:
        """The steps of the story itself."""
        return self.story[: len(self.story) - self.tail]

    @property
    def after(self) -> Told:
        """What came by itself until the promise broke on a step; nothing if it broke at rest."""
        if self.broke_at is None or self.broke_at == len(self.story):
            return ()
        return self.story[len(self.taken) : self.broke_at]


def of_run(result: Result, failure: Failure) -> SavedStory:
    """Return the story of a failure or a gap of a run as it is saved."""
    return saved(
        failure,
        scenario=result.scenario,
        seed=result.seed,
        rules=result.rules,
        assumptions=result.assumptions,
        opening=result.opening,
        names=result.names,
    )


def of_world(world: Explored, failure: Failure) -> SavedStory:
    """Return the story of a failure or a gap of a world as it is saved."""
    return saved(
        failure,
        scenario=world.scenario,
        seed=0,
        rules=world.rules,
        assumptions=world.assumptions,
        opening=world.opening,
    )


def saved(
    failure: Failure,
    *,
    scenario: str,
    seed: int,
    rules: str,
    assumptions: Assumptions,
    opening: tuple[Opening, ...],
    names: tuple[Nameplate, ...] = (),
) -> SavedStory:
    """Return a failure's story as it is saved, with the names of those it is about."""
    story = SavedStory(
        scenario=scenario,
        seed=seed,
        rules=rules,
        assumptions=assumptions,
        opening=opening,
        promise=failure.promise,
        own=failure.origin,
        order=failure.order,
        settle=failure.settle,
        endless=failure.endless,
        steps=tuple(
            SavedStep(step.said, at)  # type: ignore[arg-type]
            for at, step in failure.story
        ),
        went=tuple(mark(step) for _, step in failure.story),
        shrunk=failure.shrunk,
    )
    text = msgspec.json.encode(story.steps).decode()
    about = tuple(one for one in names if f'"{one.id}"' in text)
    return msgspec.structs.replace(story, names=about)


def write(story: SavedStory, path: Path) -> None:
    """Write a saved story as one JSON file a person can read."""
    if story.own:
        story = msgspec.structs.replace(story, own=_from(path.parent, story.own))
    path.write_bytes(msgspec.json.format(msgspec.json.encode(story), indent=1) + b"\n")


def mark(step: Step) -> str:
    """Return what came of a step in a few words that no small change of the code touches."""
    answer = type(step.answer).__name__.lower()
    if isinstance(step.answer, Refused):
        answer += f" ({step.answer.reason})"
    events = (type(event).__name__ for event in step.events)
    sent = (f"-> {type(envelope.message).__name__}" for envelope in step.sent)
    return " ".join((answer, *events, *sent))


def write_choices(choices: SavedChoices, path: Path) -> None:
    """Write a run as its choices."""
    path.write_bytes(msgspec.json.encode(choices) + b"\n")


def read(data: bytes) -> SavedStory:
    """Return the saved story in a file's bytes; msgspec.DecodeError if it is none."""
    return msgspec.json.decode(data, type=SavedStory)


def read_choices(data: bytes) -> SavedChoices:
    """Return the saved choices in a file's bytes; msgspec.DecodeError if it holds none."""
    return msgspec.json.decode(data, type=SavedChoices)


def _from(folder: Path, origin: str) -> str:
    """Return where an own promise is written, as seen from a folder."""
    file, _, name = origin.rpartition(":")
    try:
        file = Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # on another drive
        file = Path(file).resolve().as_posix()
    return f"{file}:{name}"


def promise_of(story: SavedStory, folder: Path) -> Promise | None:
    """Return the promise of a story that lies in a folder, None if there is none of its name.

    Raises NoPromiseError if it is a tester's own and cannot be read.
    """
    if story.own:
        return own_promise(story.own, folder)
    return next((one for one in PROMISES if one.name == story.promise), None)


def replay(story: SavedStory, promise: Promise | None = None) -> Replay:
    """Play a saved story again, step by step, under the rules as they are now.

    `promise` is the one that it broke, needed where that is a tester's own.
    """
    stage = _stage(story, promise)
    told: list[tuple[int | None, Step]] = []
    differs: Difference | None = None
    for number, one in enumerate(story.steps, 1):
        done = stage.again(asked(one.said))
        if done is not None:
            told.append((one.at, done))
        was = story.went[number - 1] if number <= len(story.went) else None
        now = "" if done is None else mark(done)
        if differs is None and was is not None and was != now:
            differs = Difference(number, was, now)
    before = len(stage.steps)
    if story.settle:
        stage.settle()
        told.extend((None, step) for step in stage.steps[before:])
    return Replay(
        story=tuple(told),
        broke_at=stage.breaks.get(story.promise),
        stage=stage,
        crash=_crash(stage, story.promise),
        tail=len(stage.steps) - before,
        differs=differs,
    )


def explained(story: SavedStory, promise: Promise | None = None) -> Explained | None:
    """Return why a saved story breaks its promise, None if it does not."""
    steps = [asked(one.said) for one in story.steps]
    return explain(lambda: _stage(story, promise), steps, story.promise, settle=story.settle)


def why(found: Result | Explored, failure: Failure) -> Explained | None:
    """Return why a failure of a run or a world breaks its promise; None if its story cannot tell.

    A story cannot tell if it cannot be played, or if the promise is judged over all stories.
    """
    if not failure.plays or failure.endless is not None:
        return None
    story = of_run(found, failure) if isinstance(found, Result) else of_world(found, failure)
    return explained(story, promise_of(story, Path()))


def _stage(story: SavedStory, promise: Promise | None) -> Stage:
    rules = rule_set(story.rules, story.assumptions)
    own = () if promise is None or not promise.origin else (promise,)
    judge = Steady(Judge(story.assumptions, (*PROMISES, *own)))
    return Stage(rules, judge, opened(rules, story.opening), Ledger())


def _crash(stage: Stage, promise: str) -> str:
    return stage.judge.crashes.get(promise, "") if isinstance(stage.judge, Steady) else ""
