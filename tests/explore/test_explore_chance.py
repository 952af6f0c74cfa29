"""What is built on a pick: chance, bounds, weights and waiting times."""

import math

import pytest

from sim.explore.choices import (
    SLICES,
    Choices,
    Key,
    Replayed,
    Seeded,
    between,
    chance,
    exponential_ms,
    weighted,
)

LAN: Key = ("clerk Lan", "think")


def plays(option: int) -> Choices:
    """Choices that play one option once, for the key of Lan."""
    return Replayed({"clerk Lan/think/0": option})


@pytest.mark.parametrize(
    ("odds", "answers"),
    [
        ((0, 4), [False, False, False, False]),
        ((1, 4), [False, True, False, False]),
        ((3, 4), [False, True, True, True]),
        ((4, 4), [True, True, True, True]),
        ((1, 1), [True]),
        ((0, 1), [False]),
    ],
)
def test_chance_says_yes_for_its_share_of_options(
    odds: tuple[int, int], answers: list[bool]
) -> None:
    """Exactly odds[0] of the odds[1] options mean yes; 0 means no unless yes is certain."""
    assert [chance(plays(option), odds, LAN) for option in range(odds[1])] == answers


@pytest.mark.parametrize("odds", [(0, 10), (3, 10), (10, 10)])
def test_chance_draws_even_when_the_answer_is_certain(odds: tuple[int, int]) -> None:
    """Turning a probability down to 0 or up to 1 does not move the next choice of its key."""
    choices, other = Seeded(6), Seeded(6)

    chance(choices, odds, LAN)
    other.pick(10, LAN)

    assert choices.pick(1000, LAN) == other.pick(1000, LAN)


@pytest.mark.parametrize("odds", [(-1, 2), (3, 2), (0, 0), (0, -1)])
def test_impossible_odds_are_refused(odds: tuple[int, int]) -> None:
    """A probability below 0, above 1 or out of nothing."""
    with pytest.raises(ValueError, match="clerk Lan/think"):
        chance(Seeded(1), odds, LAN)


def test_between_includes_both_bounds_and_starts_at_the_lower() -> None:
    """The options are lo, lo + 1 … hi, in this order."""
    assert [between(plays(option), -1, 2, LAN) for option in range(5)] == [-1, 0, 1, 2, 2]
    assert between(Seeded(1), 5, 5, LAN) == 5


def test_between_refuses_bounds_the_wrong_way_round() -> None:
    """From 3 to 2 there is nothing."""
    with pytest.raises(ValueError, match="wrong way round: 3 to 2"):
        between(Seeded(1), 3, 2, LAN)


def test_weighted_gives_each_index_its_weight() -> None:
    """Weights 2, 0, 1: two options for the first, none for the second, one for the third."""
    assert [weighted(plays(option), [2, 0, 1], LAN) for option in range(3)] == [0, 0, 2]
    assert weighted(plays(0), [0, 1], LAN) == 1


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_weights_that_cannot_be_shared_out_are_refused(weights: list[int]) -> None:
    """No weight, none positive, one negative."""
    with pytest.raises(ValueError, match="clerk Lan/think must be 0 or more, not all 0"):
        weighted(Seeded(1), weights, LAN)


def exponential_values(mean_ms: int) -> list[int]:
    """The waiting time of every option."""
    return [exponential_ms(plays(option), mean_ms, LAN) for option in range(SLICES)]


def test_exponential_options_have_exactly_the_mean_asked_for() -> None:
    """Over all options the mean is right to the rounding, and the shortest comes first."""
    values = exponential_values(60_000)

    assert abs(sum(values) / SLICES - 60_000) < 0.5
    assert values == sorted(values)
    assert values[0] == 29


def test_exponential_times_are_rounded_to_the_nearest_millisecond() -> None:
    """The longest wait of mean 1 ms is 7.93 ms, which is 8."""
    assert exponential_values(1)[-1] == 8


def test_exponential_options_follow_the_exponential_distribution() -> None:
    """Each value lies in its slice of -ln u; floats may check what they may not decide."""
    values = exponential_values(10**9)

    for option, value in enumerate(values):
        u = 1 - option / SLICES
        shortest = -math.log(u) * 1e9
        longest = -math.log(u - 1 / SLICES) * 1e9 if option < SLICES - 1 else math.inf
        assert shortest < value < longest
    assert values[-1] == 7_931_471_806


def test_drawn_exponential_times_have_the_mean_asked_for() -> None:
    """100,000 draws: within 1 % of the mean (three standard errors are 0.95 %)."""
    choices = Seeded(8)

    total = sum(exponential_ms(choices, 5_000, LAN) for _ in range(100_000))

    assert abs(total / 100_000 - 5_000) < 50


def test_exponential_with_no_mean_does_not_wait_and_still_draws() -> None:
    """Mean 0 gives 0 and counts as a draw; a negative mean is refused."""
    choices, other = Seeded(6), Seeded(6)

    assert exponential_ms(choices, 0, LAN) == 0
    other.pick(2, LAN)
    assert choices.pick(1000, LAN) == other.pick(1000, LAN)
    with pytest.raises(ValueError, match="must not be negative: -1 ms"):
        exponential_ms(choices, -1, LAN)
