"""A saved story: the third form of a counterexample, the one that survives changes of the code.

It holds what stood at the opening and what was said, step by step; no events, so playing it again
asks the rules as they are now. A tester's own promise is asked as it is now too: the story only
says where it is written. What does not live here: playing (`explore.stories`).
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
from sim.explore.stories import Stage
from sim.own import own_promise
from sim.record import Nameplate, Opening, opened
from sim.result import Failure, Told
from sim.rules.assumptions import Assumptions
from sim.rules.messages import Accepted, AnyCommand, Envelope
from sim.rules.step import Fault, Step
from sim.rules.variants import rule_set

SCHEMA_VERSION = 1


class SavedStep(Struct, frozen=True, omit_defaults=True):
    """One step: what was said, and when, where the run knew time."""

    said: AnyCommand | Envelope | Fault
    at: int | None = None


class SavedStory(Struct, frozen=True, kw_only=True, tag="Story", tag_field="is"):
    """A story with all that is needed to play it again.

    `own` is the FILE.py:NAME of a tester's own promise, from the folder of the story. `endless`
    is as in a failure: such a promise is judged over all stories, so one story cannot tell.
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
    names: tuple[Nameplate, ...] = ()
    endless: int | None = None


class Replay(NamedTuple):
    """How a saved story went this time: its steps, where it broke (None: it did not), the stage.

    `crash` is the traceback of the promise's own check, if that failed to judge.
    """

    story: Told
    broke_at: int | None
    stage: Stage
    crash: str = ""


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
    )
    text = msgspec.json.encode(story.steps).decode()
    about = tuple(one for one in names if f'"{one.id}"' in text)
    return msgspec.structs.replace(story, names=about)


def write(story: SavedStory, path: Path) -> None:
    """Write a saved story as one JSON file a person can read."""
    if story.own:
        story = msgspec.structs.replace(story, own=_from(path.parent, story.own))
    path.write_bytes(msgspec.json.format(msgspec.json.encode(story), indent=1) + b"\n")


def read(data: bytes) -> SavedStory:
    """Return the saved story in a file's bytes; msgspec.DecodeError if it is none."""
    return msgspec.json.decode(data, type=SavedStory)


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
    rules = rule_set(story.rules, story.assumptions)
    own = () if promise is None or not promise.origin else (promise,)
    judge = Steady(Judge(story.assumptions, (*PROMISES, *own)))
    stage = Stage(rules, judge, opened(rules, story.opening), Ledger())
    told: list[tuple[int | None, Step]] = []
    for one in story.steps:
        app = one.said.target if isinstance(one.said, Envelope) else one.said.app
        done = stage.again(Step(app, one.said, Accepted()))
        if done is not None:
            told.append((one.at, done))
    if story.settle:
        before = len(stage.steps)
        stage.settle()
        told.extend((None, step) for step in stage.steps[before:])
    crash = judge.crashes.get(story.promise, "")
    return Replay(tuple(told), stage.breaks.get(story.promise), stage, crash)
