"""Saved stories: a failure's story replays, needs each of its steps, and survives its file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from small_runs import made, shipped

from sim import saved
from sim.campaign import run_plan
from sim.checks.judge import Judge
from sim.checks.ledger import Ledger
from sim.checks.promise import HELD
from sim.explore.stories import Stage, kind, play
from sim.record import opened
from sim.result import Failure, Result
from sim.rules.step import Step
from sim.rules.variants import rule_set
from sim.saved import SavedStory

NAIVE = ("revoke-rush", "look-then-delete")
RUNS = (
    NAIVE,
    ("rough-network-day", "tab-hides-edits"),
    ("rough-network-day", "older-news-applied"),
)


@cache
def found(name: str, rules: str) -> Result:
    """Return a run that broke promises."""
    result = run_plan(shipped(name, rules=rules))
    assert result.failures
    return result


def kept(result: Result, failure: Failure) -> SavedStory:
    return saved.saved(
        failure,
        scenario=result.scenario,
        seed=result.seed,
        rules=result.rules,
        assumptions=result.assumptions,
        opening=result.opening,
    )


def told(result: Result) -> list[Failure]:
    """Return the failures and gaps of a run whose stories can be played."""
    return [one for one in (*result.failures, *result.gaps) if one.plays]


def stage_of(result: Result) -> Stage:
    rules = rule_set(result.rules, result.assumptions)
    opening = opened(rules, result.opening)
    return Stage(rules, Judge(result.assumptions), opening, Ledger())


def broken_by(result: Result, failure: Failure, steps: list[Step]) -> bool:
    """Tell whether these steps break the failure's promise."""
    played = play(lambda: stage_of(result), steps, settle=failure.settle)
    return failure.promise in played.breaks


# --- the story ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "rules"), RUNS)
def test_the_story_of_each_failure_and_gap_really_happens_again(name: str, rules: str) -> None:
    """Played from its file, the promise breaks; on the last step, or on what arrives after it."""
    result = found(name, rules)
    for failure in told(result):
        went = saved.replay(kept(result, failure))

        assert went.broke_at is not None, failure.promise
        if not failure.settle:
            assert went.broke_at == len(failure.story), failure.promise
        if failure.tail:
            assert went.broke_at == len(failure.story) + len(failure.tail), failure.promise
            assert [step for _, step in went.after] == [step for _, step in failure.tail]


@pytest.mark.parametrize(("name", "rules"), RUNS)
def test_a_story_needs_each_of_its_steps(name: str, rules: str) -> None:
    """1-minimal: whichever single step is dropped, the promise holds."""
    result = found(name, rules)
    for failure in told(result):
        steps = [step for _, step in failure.story]
        assert broken_by(result, failure, steps)
        for at in range(len(steps)):
            rest = steps[:at] + steps[at + 1 :]
            assert not broken_by(result, failure, rest), (failure.promise, at)


def test_the_race_of_look_then_delete_is_told_in_a_story_that_a_person_can_read() -> None:
    """Some 2,800 steps come down to a handful, about one order, from entering it to the revoke.

    Enter, request, arrive, revoke, one question with its answer, and the slip: seven steps, after
    which all that is under way arrives by itself and breaks the promise.
    """
    result = found(*NAIVE)
    (failure,) = [one for one in result.failures if one.promise == "no-revoke-over-a-slip"]
    steps = [step for _, step in failure.story]

    assert result.entries > 1_000
    assert len(steps) == 7
    assert failure.settle
    assert failure.tail
    assert {step.order for step in steps} == {failure.order}
    said = [type(step.said).__name__ for step in steps]
    assert said[0] == "CreateOrder"
    assert said.index("RevokeRequest") < said.index("SaveSlip")


def test_a_story_has_the_times_of_the_run(tmp_path: Path) -> None:
    """Each step at the moment at which the record has it, with its lines or with more of them."""
    seen = made(shipped(*NAIVE[:1], rules=NAIVE[1]), tmp_path)
    moments = {(entry.at, kind(entry.said), entry.step().order) for entry in seen.entries}
    for failure in (*seen.result.failures, *seen.result.gaps):
        assert failure.story
        for at, step in failure.story:
            assert (at, kind(step.said), step.order) in moments


def test_a_story_that_was_mended_breaks_nothing() -> None:
    """Under the rules that hold what they look at, the race of look-then-delete ends well."""
    result = found(*NAIVE)
    for failure in result.failures:
        if failure.plays:
            story = msgspec.structs.replace(kept(result, failure), rules="reference")
            went = saved.replay(story)
            assert went.broke_at is None, failure.promise
            assert went.story, "the story was played"


# --- its file -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "rules"), RUNS[:2])
def test_a_saved_story_is_read_as_it_was_written(tmp_path: Path, name: str, rules: str) -> None:
    """Value for value; written again it has the same bytes."""
    result = found(name, rules)
    for failure in told(result):
        story = kept(result, failure)
        path = tmp_path / "story.json"
        saved.write(story, path)
        again = saved.read(path.read_bytes())

        assert again == story
        saved.write(again, tmp_path / "again.json")
        assert (tmp_path / "again.json").read_bytes() == path.read_bytes()


def test_a_saved_story_is_a_list_of_what_was_said_and_holds_no_outcome(tmp_path: Path) -> None:
    """It survives changes of the code because it asks the rules as they are now."""
    result = found(*NAIVE)
    failure = result.failures[0]
    path = tmp_path / "story.json"
    saved.write(kept(result, failure), path)
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))

    assert (data["is"], data["schema_version"]) == ("Story", 1)
    assert (data["promise"], data["order"]) == (failure.promise, failure.order)
    assert (data["scenario"], data["rules"]) == NAIVE
    assert len(data["steps"]) == len(failure.story)
    assert all(set(step) <= {"said", "at"} for step in data["steps"])
    assert len(path.read_text(encoding="utf-8").splitlines()) > 10, "a person can read it"


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"is":"Story"}', b'{"is":"Header"}', b"\xff"]
)
def test_what_is_no_saved_story_is_not_taken_for_one(data: bytes) -> None:
    """msgspec's own error, which the command line turns into a sentence."""
    with pytest.raises((msgspec.DecodeError, UnicodeDecodeError)):
        saved.read(data)


def test_steps_that_cannot_be_taken_any_more_are_left_out() -> None:
    """A message that the rules no longer send does not arrive; the rest is played."""
    result = found(*NAIVE)
    story = kept(result, result.failures[0])
    deaf = msgspec.structs.replace(story, steps=story.steps[1:])  # the order was never entered
    went = saved.replay(deaf)

    assert went.broke_at is None
    assert all(step.events == () for _, step in went.story)


def test_a_promise_that_only_held_breaks_nowhere() -> None:
    """`broke_at` is None for a promise that was put to the test and held."""
    result = found(*NAIVE)
    story = msgspec.structs.replace(kept(result, result.failures[0]), promise="order-made-once")
    went = saved.replay(story)

    assert went.broke_at is None
    assert any(
        one.promise.name == "order-made-once" and one.ruling == HELD for one in went.stage.found
    )
