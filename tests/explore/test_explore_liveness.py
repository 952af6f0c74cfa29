"""Endless stories: loops that are fair break promises, loops that are not are none."""

from collections.abc import Hashable, Mapping
from dataclasses import replace

import pytest
from small_worlds import graph

from sim.explore.model import Lasting, Model
from sim.explore.search import explore


def lasting(
    edges: Mapping[str, str],
    *,
    people: str = "",
    rest: str = "",
    held: str = "",
    kinds: Mapping[str, str] | None = None,
) -> Model[str, str]:
    """A world drawn by hand; steps named in `people` are nobody's duty, the others are owed.

    `rest` are the states at rest, in `held` something lasts; `kinds` names the kinds of steps that
    share one.
    """
    drawn = graph(edges, owed=dict.fromkeys(rest, ()))
    nobody = people.split()

    def owed(step: str) -> Hashable | None:
        return None if step in nobody else (kinds or {}).get(step, step)

    return Model(
        initial=drawn.initial,
        steps=drawn.steps,
        settled=drawn.settled,
        lasting=Lasting(
            owed=owed,
            lasts=lambda state: (("never held for ever", "DH-1"),) if state in held else (),
            rest="comes to rest",
            way="rest in reach",
        ),
    )


def broken(model: Model[str, str]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    found = explore(model, max_states=None)
    assert found.complete
    return {name: (one.story, one.loop) for name, one in found.findings.items()}


def test_a_world_that_comes_to_rest_breaks_nothing() -> None:
    """No loop, and rest at the end of every way."""
    assert broken(lasting({"A": "BC", "B": "D", "C": "D"}, rest="D")) == {}


def test_a_loop_of_owed_steps_never_comes_to_rest() -> None:
    """B and C answer each other without end: told with the way there and the way round."""
    found = broken(lasting({"A": "B", "B": "C", "C": "B"}))

    assert found["comes to rest"] == (("AB",), ("BC", "CB"))


def test_a_loop_that_an_owed_step_leads_out_of_is_not_fair() -> None:
    """In both states the step "out" is possible: it is taken some day, so nobody goes round."""
    kinds = {"BD": "out", "CD": "out"}

    assert broken(lasting({"A": "B", "B": "CD", "C": "BD"}, rest="D", kinds=kinds)) == {}


def test_a_way_out_that_is_not_there_all_the_way_round_may_be_missed_for_ever() -> None:
    """Fairness is weak: out of B only, and whoever goes round is never in B for long."""
    found = broken(lasting({"A": "B", "B": "CD", "C": "B"}, rest="D"))

    assert found.keys() == {"comes to rest"}


def test_people_may_go_round_as_long_as_they_like() -> None:
    """A loop of people's steps keeps nobody from resting, if the world can rest on the way."""
    assert broken(lasting({"A": "B", "B": "A"}, people="AB BA", rest="AB")) == {}


def test_what_lasts_all_along_a_loop_of_peoples_steps_is_a_fault() -> None:
    """People go round between B and C, the order stays held, and nothing owed would end it."""
    edges = {"A": "B", "B": "C", "C": "B"}
    found = broken(lasting(edges, people="AB BC CB", rest="ABC", held="BC"))

    assert found == {"never held for ever": (("AB",), ("BC", "CB"))}


def test_what_lasts_is_no_fault_if_an_owed_step_ends_it() -> None:
    """The release is under way in B and in C: it arrives some day."""
    kinds = {"BA": "release", "CA": "release"}
    edges = {"A": "B", "B": "CA", "C": "BA"}

    assert broken(lasting(edges, people="AB BC CB", rest="A", held="BC", kinds=kinds)) == {}


def test_a_step_that_changes_nothing_is_a_loop_of_its_own() -> None:
    """A message that is always put off: the world waits for it for ever."""
    assert broken(lasting({"A": "B", "B": "B"}))["comes to rest"] == (("AB",), ("BB",))


def test_a_place_without_a_way_to_rest_is_told_by_the_nearest_one() -> None:
    """C and D go round by people's hands: no rest from there; C is the nearer."""
    found = broken(lasting({"A": "BC", "C": "D", "D": "C"}, people="CD DC", rest="B"))

    assert found == {"rest in reach": (("AC",), ())}


def test_a_move_that_broke_a_promise_counts_as_a_way() -> None:
    """What lies behind a broken promise was not walked: nothing is said of it."""
    drawn = graph({"A": "B", "B": "C"}, broken={"BC": ("p",)})
    model = lasting({"A": "B", "B": "C"})
    model = Model(initial=model.initial, steps=drawn.steps, lasting=model.lasting)

    assert explore(model, max_states=None).findings.keys() == {"p"}


def test_a_cut_walk_says_nothing_of_loops() -> None:
    """What was not walked may hold the way out."""
    model = lasting({"A": "B", "B": "C", "C": "B"})

    found = explore(model, max_states=2)

    assert (found.complete, found.findings) == (False, {})


@pytest.mark.parametrize("length", [2, 5, 40])
def test_the_way_round_is_a_shortest_one(length: int) -> None:
    """From the ring's first state round to it, each step once."""
    ring = {chr(66 + i): chr(66 + (i + 1) % length) for i in range(length)}

    (story, loop) = broken(lasting({"A": "B", **ring}))["comes to rest"]

    assert story == ("AB",)
    assert len(loop) == length
    assert [step[0] for step in loop[1:]] == [step[1] for step in loop[:-1]]


@pytest.mark.parametrize(
    ("edges", "unjudged"),
    [
        ({"A": "B", "B": "BC"}, False),  # a step that changes nothing comes round by itself
        ({"A": "B", "B": "AC"}, True),
        ({"A": "BC", "B": "D", "C": "D"}, False),
    ],
)
def test_a_walk_that_leaves_moves_out_judges_no_loop(
    edges: Mapping[str, str], unjudged: bool
) -> None:
    """Which moves are possible all the way round is not known there, so fairness is not either."""
    model = replace(lasting(edges, rest="CD"), partial=True)
    found = explore(model, max_states=None)

    assert found.complete
    assert found.unjudged == unjudged
    assert not (unjudged and found.findings)
