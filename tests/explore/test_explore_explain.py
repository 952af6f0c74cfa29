"""Explanations: each claim about a story is played again, and is true."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from broken_runs import again, broken, failure, stage_of, steps_of, told

from sim.explore.explain import LONGEST, explain
from sim.explore.stories import Said, Stage, asked, kind, play
from sim.result import Explained, Failure, Neighbour, Result
from sim.rules.messages import Command, Envelope, Refused, RevokeRequest, SaveSlip

RACES = (
    ("revoke-rush", "look-then-delete"),
    ("revoke-rush", "clerk-ignores-hold"),
    ("revoke-rush", "hold-not-released"),
    ("rough-network-day", "older-news-applied"),
)
NO_RACES = (
    ("rough-network-day", "tab-hides-edits"),
    ("revoke-rush", "one-command-only"),
    ("revoke-rush", "clean-revoke-refused"),
    ("parent-orders-day", "parent-sent"),
)


def why(result: Result, one: Failure) -> Explained:
    found = explain(lambda: stage_of(result), steps_of(one), one.promise, settle=one.settle)
    assert found is not None
    return found


def changed(found: Explained, what: Neighbour) -> list[Said | None]:
    """Return what is said in a neighbour, made from its words alone; None: all arrives."""
    said: list[Said | None] = [step.said for step in found.steps]
    if what.how == "dropped":
        return [*said[: what.step - 1], *said[what.step :]]
    if what.how == "awaited":
        return [*said[: what.step - 1], None, *said[what.step - 1 :]]
    moved = said.pop(what.step - 1)
    place = what.place - 1 - (what.place > what.step) + what.after
    return [*said[:place], moved, *said[place:]]


def played(result: Result, said: Sequence[Said | None]) -> Stage:
    on = stage_of(result)
    for one in said:
        if one is None:
            on.rest()
        else:
            on.again(asked(on.like(one)))
    on.settle()
    return on


def all_told(names: tuple[tuple[str, str], ...]) -> list[tuple[Result, Failure]]:
    return [(result, one) for names_of in names for result in [broken(*names_of)]
            for one in told(result)]  # fmt: skip


# --- what is claimed is true --------------------------------------------------------------------


@pytest.mark.parametrize(("name", "rules"), [*RACES, *NO_RACES])
def test_the_nearest_story_that_passes_does_pass(name: str, rules: str) -> None:
    """Played anew from the words of the explanation: one change, and the promise holds."""
    result = broken(name, rules)
    for one in told(result):
        found = why(result, one)
        assert found.nearest is not None, one.promise
        on = played(result, changed(found, found.nearest))
        assert one.promise not in on.breaks, (one.promise, found.nearest)
        gaps = {promise.name for promise in on.judge.promises if promise.kind == "gap"}
        assert tuple(n for n in on.breaks if n not in gaps) == found.nearest.also


@pytest.mark.parametrize(("name", "rules"), RACES)
def test_with_the_two_steps_in_the_other_order_the_promise_holds(name: str, rules: str) -> None:
    """The swap passes, and what is moved really happens there, answered as before."""
    result, seen = broken(name, rules), 0
    for one in told(result):
        found = why(result, one)
        if found.swap is None:
            continue
        seen += 1
        assert found.swap.how == "moved"
        on = played(result, changed(found, found.swap))
        assert one.promise not in on.breaks, one.promise
        moved = found.steps[found.swap.step - 1]
        now = [step for step in on.steps if kind(step.said) == kind(moved.said)]
        assert now, one.promise
        if isinstance(moved.said, Command):
            assert type(moved.answer) in [type(step.answer) for step in now]
    assert seen > 0


@pytest.mark.parametrize(("name", "rules"), [*RACES, *NO_RACES])
def test_a_step_that_is_called_spare_is_and_no_other(name: str, rules: str) -> None:
    """Of a shrunk story none; with a step that does nothing, that one."""
    result = broken(name, rules)
    for one in told(result)[:3]:
        assert why(result, one).spare == ()
        steps = steps_of(one)
        double = [steps[0], *steps]
        found = explain(lambda: stage_of(result), double, one.promise, settle=one.settle)
        assert found is not None
        assert found.tries == len(double)
        assert {1, 2} >= set(found.spare)
        assert found.spare


@pytest.mark.parametrize(("name", "rules"), [*RACES, *NO_RACES])
def test_what_the_apps_believe_before_and_after_is_what_the_step_changes(
    name: str, rules: str
) -> None:
    """Before the breaking step, and after it; at rest, before and after everything arrived."""
    result = broken(name, rules)
    for one in told(result):
        found, course = why(result, one), again(result, one)
        if found.at:
            assert found.at == course.breaks[one.promise] == len(found.steps)
            assert found.before == course.befores[found.at - 1]
            assert found.after == one.apps
        else:
            story = play(lambda: stage_of(result), steps_of(one), settle=False)
            assert found.before == story.apps
            assert found.after == course.apps == one.apps


# --- what is found ------------------------------------------------------------------------------


def test_the_slip_and_the_question_are_the_race_of_look_then_delete() -> None:
    """Had the slip been saved before Warehouse was asked, the revoke would have been refused."""
    result = broken("revoke-rush", "look-then-delete")
    found = why(result, failure(result, "no-revoke-over-a-slip"))

    assert found.swap is not None
    first, second = found.swap.pair
    question, slip = found.steps[first - 1].said, found.steps[second - 1].said
    assert isinstance(question, Envelope)
    assert (kind(question), question.target) == ("Hold", "warehouse")
    assert isinstance(slip, SaveSlip)
    assert found.nearest is not None
    assert found.nearest.then is not None
    assert kind(found.nearest.then.said) == "Hold"
    assert found.nearest.also == ()


def test_the_chain_of_the_race_leads_from_the_button_to_the_decision() -> None:
    """The slip is no link of it: it happened meanwhile."""
    result = broken("revoke-rush", "look-then-delete")
    found = why(result, failure(result, "no-revoke-over-a-slip"))
    links = [found.steps[number - 1].said for number in found.chain]

    assert found.chain[-1] == found.at == len(found.steps)
    assert list(found.chain) == sorted(found.chain)
    assert any(isinstance(one, RevokeRequest) for one in links)
    assert not any(isinstance(one, SaveSlip) for one in links)
    assert {(a, b) for a, b, _ in found.edges} >= set(
        zip(found.chain, found.chain[1:], strict=False)
    )


@pytest.mark.parametrize(("name", "rules"), NO_RACES)
def test_where_no_order_decides_none_is_named(name: str, rules: str) -> None:
    """A rule that is simply wrong: no swap, and the nearest story that passes lacks a step."""
    result = broken(name, rules)
    for one in result.failures:
        found = why(result, one)
        assert found.swap is None, one.promise
        assert found.nearest is not None
        assert found.nearest.how == "dropped"


def test_nobody_does_things_in_another_order_and_nothing_arrives_before_it_is_sent() -> None:
    """A swap never turns a cause and its effect, nor two steps of one person."""
    for result, one in all_told(RACES):
        found = why(result, one)
        if found.swap is not None:
            first, second = (found.steps[number - 1] for number in found.swap.pair)
            assert second.said not in first.sent
            people = [step.said.by for step in (first, second) if isinstance(step.said, Command)]
            assert len(people) == len(set(people)), one.promise


def test_nobody_is_refused_what_was_moved() -> None:
    """A step that could not be done at its new place is no legal change."""
    for result, one in all_told(RACES):
        found = why(result, one)
        if found.swap is not None:
            on = played(result, changed(found, found.swap))
            was = found.steps[found.swap.step - 1]
            now = next(step for step in on.steps if kind(step.said) == kind(was.said))
            assert isinstance(now.answer, Refused) == isinstance(was.answer, Refused)


def test_a_story_that_breaks_nothing_has_no_explanation() -> None:
    """None, under any promise that holds in it."""
    result = broken("revoke-rush", "look-then-delete")
    one = failure(result, "no-revoke-over-a-slip")

    assert explain(lambda: stage_of(result), steps_of(one), "parent-never-arrives",
                   settle=True) is None  # fmt: skip


def test_a_long_story_is_told_with_its_causes_only() -> None:
    """Nothing is tried on it: that would take as many playings as it has pairs of steps."""
    result = broken("revoke-rush", "look-then-delete")
    one = failure(result, "no-revoke-over-a-slip")
    steps = steps_of(one)
    found = explain(
        lambda: stage_of(result), [steps[0]] * LONGEST + steps, one.promise, settle=one.settle
    )

    assert found is not None
    assert (found.tries, found.spare, found.swap, found.nearest) == (0, (), None, None)
    assert found.chain[-1] == found.at


def test_an_explanation_is_the_same_every_time() -> None:
    """Value for value."""
    result = broken("rough-network-day", "older-news-applied")
    for one in told(result):
        assert why(result, one) == why(result, one)
