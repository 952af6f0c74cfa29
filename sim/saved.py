"""A saved story: the third form of a counterexample, the one that survives changes of the code.

It holds what stood at the opening and what was said, step by step; no events, so playing it again
asks the rules as they are now. What does not live here: playing (`explore.stories`).
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from sim.checks.judge import Judge
from sim.checks.ledger import Ledger
from sim.explore.stories import Stage
from sim.record import Opening, opened
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
    """A story with all that is needed to play it again."""

    schema_version: int = SCHEMA_VERSION
    scenario: str
    seed: int
    rules: str
    assumptions: Assumptions
    opening: tuple[Opening, ...]
    promise: str
    order: str
    settle: bool
    steps: tuple[SavedStep, ...]


class Replay(NamedTuple):
    """How a saved story went this time: its steps, where it broke (None: it did not), the stage."""

    story: Told
    broke_at: int | None
    stage: Stage


def saved(
    failure: Failure,
    *,
    scenario: str,
    seed: int,
    rules: str,
    assumptions: Assumptions,
    opening: tuple[Opening, ...],
) -> SavedStory:
    """Return a failure's story as it is saved."""
    return SavedStory(
        scenario=scenario,
        seed=seed,
        rules=rules,
        assumptions=assumptions,
        opening=opening,
        promise=failure.promise,
        order=failure.order,
        settle=failure.settle,
        steps=tuple(
            SavedStep(step.said, at)  # type: ignore[arg-type]
            for at, step in failure.story
        ),
    )


def write(story: SavedStory, path: Path) -> None:
    """Write a saved story as one JSON file a person can read."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(story), indent=1) + b"\n")


def read(data: bytes) -> SavedStory:
    """Return the saved story in a file's bytes; msgspec.DecodeError if it is none."""
    return msgspec.json.decode(data, type=SavedStory)


def replay(story: SavedStory) -> Replay:
    """Play a saved story again, step by step, under the rules as they are now."""
    rules = rule_set(story.rules, story.assumptions)
    stage = Stage(rules, Judge(story.assumptions), opened(rules, story.opening), Ledger())
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
    return Replay(tuple(told), stage.breaks.get(story.promise), stage)
