"""Walks and their strategies: PCT as published, its bounds kept, and what each part is good for."""

from __future__ import annotations

import math
from collections import Counter
from functools import partial

import pytest
from walk_worlds import (
    behind,
    chi_square,
    polling,
    sampled,
    sound,
    threads,
    walked,
)

from sim.explore.choices import Replayed, Seeded
from sim.explore.model import Model
from sim.explore.samples import FLOOR, Draw, strategy_of
from sim.explore.strategies import Pct, Random, change_points

pct = partial(partial, Pct)


def least(share: float, of: int) -> float:
    """A share minus four standard errors of so many walks: missed once in 30,000 samples."""
    return share - 4 * math.sqrt(share * (1 - share) / of)


# --- the bounds ---------------------------------------------------------------------------------


def test_depth_1_finds_one_order_of_two_actors_in_every_second_walk() -> None:
    """All of b before any of a: 1/n is 1/2, where step by step it is 1/32."""
    model = threads(lambda name, before: name == "b" and before == (0, 4), a=5, b=5)
    walks = 10_000

    found = sampled(model, Draw("pct", seed=1, depth=1), walks)
    plain = sampled(model, Draw("random", seed=1), walks)

    assert found.hits["race"].times / walks >= least(1 / 2, walks)
    assert plain.hits["race"].times / walks < 1 / 16


def test_depth_2_finds_who_is_late_by_25_steps_as_often_as_promised() -> None:
    """1 / (n · k): two actors, 50 decisions; depth 1 cannot find it at all."""
    walks, bound = 10_000, 1 / (2 * 50)

    deep = sum(
        "race" in walked(behind(25), pct(depth=2, length=50), seed).broken for seed in range(walks)
    )
    flat = sum(
        "race" in walked(behind(25), pct(depth=1, length=50), seed).broken for seed in range(1_000)
    )

    assert deep / walks >= least(bound, walks)
    assert flat == 0


def test_a_sample_finds_who_is_late_by_25_steps_and_random_walks_never_do() -> None:
    """Nobody tells it how long a walk is: of 20 seeds each is there within 700 walks."""
    first = [
        sampled(behind(25), Draw("pct", seed=seed), 700, until="race").hits["race"].walk
        for seed in range(20)
    ]

    assert sorted(first)[10] <= 150
    assert sampled(behind(25), Draw("random", seed=1), 20_000).hits == {}


# --- priorities ---------------------------------------------------------------------------------


def test_every_order_of_the_actors_is_as_likely_as_any_other() -> None:
    """Six orders of three actors in 6,000 walks: chi square of 5 degrees below its 1e-4 bound."""
    model = threads(sound, a=1, b=1, c=1)
    orders = Counter(walked(model, pct(depth=1, length=9), seed).steps for seed in range(6_000))

    assert len(orders) == 6
    assert chi_square(list(orders.values())) < 25.7


def test_a_newcomer_gets_every_rank_from_the_top_to_the_bottom() -> None:
    """Four ranks among three in 4,000 walks: chi square of 3 degrees below its 1e-4 bound."""
    ranks: Counter[int] = Counter()
    for seed in range(4_000):
        strategy = Pct(Seeded(seed), depth=1, length=99)
        strategy.pick("abc")
        strategy.pick("abcd")
        ranks[sum(strategy.pick((other, "d")) == other for other in "abc")] += 1

    assert sorted(ranks) == [0, 1, 2, 3]
    assert chi_square(list(ranks.values())) < 21.1


def test_change_points_differ_and_lie_within_the_walk() -> None:
    """Three of ten decisions, the first and the last among them, all equally often."""
    drawn: Counter[int] = Counter()
    for seed in range(3_000):
        points = change_points(Seeded(seed), depth=4, length=10)
        assert sorted(points.values()) == [1, 2, 3]
        drawn.update(points)

    assert sorted(drawn) == list(range(1, 11))
    assert chi_square(list(drawn.values())) < 33.7
    assert change_points(Seeded(1), depth=1, length=10) == {}


def test_a_short_walk_has_a_change_at_each_decision() -> None:
    """Never fewer than asked for because two fell together, never one that cannot fire."""
    for seed in range(50):
        assert sorted(change_points(Seeded(seed), depth=9, length=3)) == [1, 2, 3]


def test_whoever_would_go_falls_before_the_pick_and_below_all_others() -> None:
    """A change at decision 2: it takes effect at 2, and what has fallen stays there."""
    second = Replayed({"pct/change/0": 1})
    strategy = Pct(second, depth=2, length=5)

    assert [strategy.pick("ab") for _ in range(3)] == ["a", "b", "b"]
    assert strategy.pick("abc") == "b"
    assert strategy.pick("ac") == "c"
    assert strategy.pick("a") == "a"


def test_of_two_that_fell_the_one_drawn_later_is_the_higher() -> None:
    """Priorities 1 and 2, in the order of the draw and not in that of the walk."""
    last_first = Replayed({"pct/change/0": 1})
    strategy = Pct(last_first, depth=3, length=4)

    assert strategy.pick("abc") == "b"
    assert strategy.pick("abc") == "c"
    assert strategy.pick("ab") == "a"


def test_a_step_without_a_choice_counts_for_nothing() -> None:
    """Change points are spent where somebody else could have gone."""
    second = Replayed({"pct/change/0": 1})
    strategy = Pct(second, depth=2, length=5)

    assert [strategy.pick("a") for _ in range(7)] == ["a"] * 7
    assert [strategy.pick("ab") for _ in range(2)] == ["a", "b"]


# --- coming to rest -----------------------------------------------------------------------------


class Deaf(Pct):
    """Never hears that somebody only waits."""

    def yielded(self, actor: str) -> None:
        pass


def test_who_only_waits_lets_the_others_go_first() -> None:
    """Every walk comes to rest with few steps too many; deaf to it, half of them never do."""
    endings = Counter(walked(polling(5), pct(depth=1, length=999), s).ending for s in range(100))
    deaf = Counter(
        walked(polling(5), lambda choices: Deaf(choices, depth=1, length=9_999), s).ending
        for s in range(100)
    )

    assert endings == {"rest": 100}
    assert 25 < deaf["bound"] < 75


def test_who_yields_is_below_all_others_until_they_yield_too() -> None:
    """Below those that fell at a change as well; whoever yielded longest ago goes first."""
    strategy = Pct(Replayed({}), depth=2, length=99)

    assert strategy.pick("abc") == "b"
    strategy.yielded("b")
    strategy.yielded("c")
    assert strategy.pick("abc") == "a"
    assert strategy.pick("bc") == "b"
    strategy.yielded("b")
    assert strategy.pick("bc") == "c"


def test_after_its_length_a_walk_is_fair() -> None:
    """Even deaf to waiting it comes to rest: what is judged at rest is judged."""
    endings = Counter(
        walked(polling(5), lambda choices: Deaf(choices, depth=3, length=20), s).ending
        for s in range(100)
    )

    assert endings == {"rest": 100}


def test_a_random_walk_gives_everybody_the_same_chance_at_every_step() -> None:
    """Three actors in 6,000 picks: chi square of 2 degrees below its 1e-4 bound."""
    strategy = Random(Seeded(1))
    picks = Counter(strategy.pick("abc") for _ in range(6_000))

    assert chi_square([picks[name] for name in "abc"]) < 18.5


# --- one walk -----------------------------------------------------------------------------------


def test_a_walk_ends_at_rest_with_all_steps_taken() -> None:
    """Decisions are the steps at which both could go."""
    found = walked(threads(sound, a=3, b=3), Random, 1)

    assert (len(found.steps), found.ending, found.broken) == (6, "rest", {})
    assert 3 <= found.decisions <= 5


def test_a_walk_ends_where_a_promise_breaks() -> None:
    """With the step that breaks it, and nothing behind it."""
    model = threads(lambda name, before: name == "a" and before[0] == 1, a=5)

    assert walked(model, Random, 1)._replace(decisions=0) == (
        ("a0", "a1"),
        {"race": 2},
        (),
        0,
        "broken",
    )


def test_a_walk_ends_at_its_bound() -> None:
    """A world may never come to rest."""
    forever: Model[int, str] = Model(initial=(0,), steps=lambda state: [("a", state + 1, (), ())])

    found = walked(forever, Random, 1, bound=20)
    assert (len(found.steps), found.ending) == (20, "bound")


def test_a_debt_of_a_state_at_rest_is_noted_and_the_walk_goes_on() -> None:
    """Somebody may still act there; the first state that owes it is its place."""
    model: Model[int, str] = Model(
        initial=(0,),
        steps=lambda state: [("a", state + 1, (), ())] if state < 3 else [],
        settled=lambda state: ("owed",) if state else (),
    )

    found = walked(model, Random, 1)
    assert (len(found.steps), found.broken, found.ending) == (3, {"owed": 1}, "rest")


def test_what_changes_nothing_is_tried_once_at_the_end() -> None:
    """A refusal with the wrong reason breaks a promise and changes no state."""
    model: Model[int, str] = Model(
        initial=(0,),
        steps=lambda _: [("a", 0, (), ("asked",)), ("b", 0, ("wrong reason",), ())],
        settled=lambda _: (),
    )

    found = walked(model, Random, 1)
    assert found == (("a", "b"), {"wrong reason": 2}, ("asked",), 0, "broken")


# --- many walks ---------------------------------------------------------------------------------


def test_a_longer_sample_begins_with_the_same_walks() -> None:
    """What is found in walk 7 is found in walk 7, however many follow."""
    draw = Draw("pct", seed=5)
    short, long = sampled(behind(9), draw, 300), sampled(behind(9), draw, 350)

    assert short.steps < long.steps
    assert short.hits["race"].walk == long.hits["race"].walk <= 300
    assert short.hits["race"].story == long.hits["race"].story
    assert sampled(behind(9), draw, 300) == short


def test_seeds_differ() -> None:
    """Twenty seeds find it in different walks."""
    first = {sampled(behind(9), Draw("pct", s), 900, until="race").walks for s in range(20)}
    assert len(first) > 10


def test_walks_take_turns_in_depth_and_learn_how_long_a_walk_is() -> None:
    """Depth 1, 2, 3, 1 …; the length is the longest so far, and the floor before there is one."""
    draw = Draw("pct", depth=3)
    made = [
        [strategy_of(draw, Seeded(s), number=n, longest=40) for s in range(200)] for n in range(4)
    ]
    points = [
        {point for one in row if isinstance(one, Pct) for point in one._points} for row in made
    ]

    assert points[0] == points[3] == set()
    assert [max(len(one._points) for one in row) for row in made] == [0, 1, 2, 0]  # type: ignore[union-attr]
    assert points[2] == set(range(1, 41))
    first = strategy_of(draw, Seeded(1), number=1, longest=0)
    assert isinstance(first, Pct)
    assert max(first._points) <= FLOOR


def test_a_sample_counts_steps_states_and_walks() -> None:
    """All 16 states of two actors of three steps, and no more."""
    found = sampled(threads(sound, a=3, b=3), Draw("random", seed=1), 200)

    assert (found.walks, found.steps, found.states) == (200, 1_200, 16)
    assert (found.deepest, found.longest, found.unrested) == (6, 5, 0)


def test_a_sample_stops_when_told_and_keeps_what_it_has() -> None:
    """Ctrl-C in the fourth walk: three count."""
    left = iter(range(3 * 4 + 2))

    def breaks(_name: str, _before: object) -> bool:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return False

    found = sampled(threads(breaks, a=4), Draw("random", seed=1), 100)
    assert (found.walks, found.steps, found.interrupted) == (3, 12, True)


@pytest.mark.parametrize("strategy", ["random", "pct"])
def test_walks_of_one_seed_never_change(strategy: str) -> None:
    """Written down once, as they were: a seed in a report must stay worth something."""
    found = sampled(behind(3), Draw(strategy, seed=7), 50)  # type: ignore[arg-type]

    assert (found.steps, found.hits["race"].walk) == {"random": (117, 3), "pct": (302, 12)}[
        strategy
    ]
