"""Chance: fair, independent by key, and played back to the letter."""

import math
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.explore.choices import LARGEST, Choices, Key, Replayed, Seeded

LAN: Key = ("clerk Lan", "think")
MINH: Key = ("clerk Minh", "think")

GOLDEN = [734, 552, 718, 430, 728, 281, 421, 510, 254, 835]
GOLDEN_BIG = [120819624244140, 270284137464480]

EVERY_KIND: dict[str, Callable[[], Choices]] = {
    "seeded": lambda: Seeded(7),
    "recording": lambda: Seeded(7, record=True),
    "replayed": lambda: Replayed({"clerk Lan/think/0": 5, "clerk Lan/think/2": 1}),
    "dullest": lambda: Replayed({}),
}

kinds = pytest.mark.parametrize("kind", EVERY_KIND)

# What a program asks: the number of options and one of a few keys.
QUESTIONS = st.lists(
    st.tuples(st.integers(1, 20), st.tuples(st.sampled_from("ab"), st.sampled_from("xy")))
)


def chi_square(counts: Counter[int], cells: int) -> float:
    """How far counts are from equal shares; on average the number of cells less one."""
    expected = counts.total() / cells
    return sum((counts[cell] - expected) ** 2 / expected for cell in range(cells))


# --- what every implementation promises ----------------------------------------------------------


@kinds
@given(questions=QUESTIONS)
def test_every_pick_is_one_of_the_options(kind: str, questions: list[tuple[int, Key]]) -> None:
    """0 <= choice < n, whatever is asked in whatever order."""
    choices = EVERY_KIND[kind]()

    assert all(0 <= choices.pick(n, key) < n for n, key in questions)


@kinds
def test_an_option_alone_is_still_a_draw(kind: str) -> None:
    """Choosing among one counts as an occurrence, so the next pick does not move."""
    with_one, with_many = EVERY_KIND[kind](), EVERY_KIND[kind]()

    alone, among = with_one.pick(1, LAN), with_many.pick(9, LAN)

    assert alone == 0
    assert [with_one.pick(9, LAN) for _ in range(20)] == [
        with_many.pick(9, LAN) for _ in range(20)
    ], f"moved after {alone} and {among}"


@kinds
@pytest.mark.parametrize("n", [0, -1, LARGEST + 1])
def test_an_impossible_number_of_options_is_refused(kind: str, n: int) -> None:
    """No option, or too many to be fair: the message names the choice; nothing is drawn."""
    asked, fresh = EVERY_KIND[kind](), EVERY_KIND[kind]()

    with pytest.raises(ValueError, match=f"clerk Lan/think cannot choose among {n} options"):
        asked.pick(n, LAN)

    assert asked.pick(100, LAN) == fresh.pick(100, LAN)


@kinds
def test_a_name_with_a_slash_is_refused(kind: str) -> None:
    """Otherwise ("a/b", "c") and ("a", "b/c") would be one key in a record."""
    choices = EVERY_KIND[kind]()

    assert choices.pick(1, ("a", "b/c")) == 0
    with pytest.raises(ValueError, match='must not hold a "/": a/b/c'):
        choices.pick(1, ("a/b", "c"))


# --- chance --------------------------------------------------------------------------------------


def test_a_seed_gives_these_choices_for_ever() -> None:
    """Golden values: if they change, every recorded seed means another run."""
    lan, big = Seeded(2024), Seeded(-1)

    assert [lan.pick(1000, LAN) for _ in range(10)] == GOLDEN
    assert [big.pick(LARGEST, ("mạng", "chậm")) for _ in range(2)] == GOLDEN_BIG


@pytest.mark.parametrize("n", [2, 6, 10, 24])
def test_one_stream_is_fair(n: int) -> None:
    """60,000 picks of one key: chi-square within five standard deviations of its mean."""
    choices = Seeded(1)

    counts = Counter(choices.pick(n, LAN) for _ in range(60_000))

    assert chi_square(counts, n) < (n - 1) + 5 * math.sqrt(2 * (n - 1))


@pytest.mark.parametrize("n", [2, 6, 10, 24])
def test_first_picks_of_many_keys_are_fair(n: int) -> None:
    """Keys and seeds that differ by one character or by one are not alike."""
    by_name, by_seed = Seeded(1), [Seeded(seed) for seed in range(20_000)]

    names = Counter(by_name.pick(n, (f"customer {i}", "arrive")) for i in range(20_000))
    seeds = Counter(choices.pick(n, LAN) for choices in by_seed)

    bound = (n - 1) + 5 * math.sqrt(2 * (n - 1))
    assert chi_square(names, n) < bound
    assert chi_square(seeds, n) < bound


def test_neighbouring_streams_and_picks_are_unrelated() -> None:
    """Pairs (Lan, Minh) and pairs (this pick, the next) fill a 6 × 6 table evenly."""
    choices = Seeded(3)
    lan = [choices.pick(6, LAN) for _ in range(36_000)]
    minh = [choices.pick(6, MINH) for _ in range(36_000)]

    beside = Counter(6 * a + b for a, b in zip(lan, minh, strict=True))
    behind = Counter(6 * a + b for a, b in pairwise(lan))

    assert chi_square(beside, 36) < 35 + 5 * math.sqrt(70)
    assert chi_square(behind, 36) < 35 + 5 * math.sqrt(70)


@given(seed=st.integers(), questions=QUESTIONS)
def test_what_one_key_draws_never_moves_another(
    seed: int, questions: list[tuple[int, Key]]
) -> None:
    """Each key gets, in any mixture with others, what it would get alone."""
    together = Seeded(seed)
    mixed = [(key, n, together.pick(n, key)) for n, key in questions]

    for lone in {key for _, key in questions}:
        alone = Seeded(seed)
        assert [c for key, _, c in mixed if key == lone] == [
            alone.pick(n, lone) for n, key in questions if key == lone
        ]


def test_keys_with_the_same_letters_are_different_keys() -> None:
    """The border between who and purpose counts."""
    choices = Seeded(5)

    one = [choices.pick(1000, ("ab", "c")) for _ in range(5)]
    other = [choices.pick(1000, ("a", "bc")) for _ in range(5)]

    assert one != other


# --- records and replays -------------------------------------------------------------------------


@given(seed=st.integers(), questions=QUESTIONS)
def test_a_replay_makes_the_choices_of_the_recorded_run(
    seed: int, questions: list[tuple[int, Key]]
) -> None:
    """The same questions get the same answers, from the choices that were not 0 alone."""
    seeded = Seeded(seed, record=True)
    first = [seeded.pick(n, key) for n, key in questions]

    replayed = Replayed(seeded.made)

    assert [replayed.pick(n, key) for n, key in questions] == first
    assert sorted(seeded.made.values()) == sorted(choice for choice in first if choice)


def test_a_record_has_text_keys_and_no_zeros() -> None:
    """Who, purpose and the number of the occurrence, counted from 0 for each key by itself."""
    choices = Seeded(4, record=True)
    lan = [choices.pick(2, LAN) for _ in range(20)]
    choices.pick(1, MINH)

    assert choices.made == {f"clerk Lan/think/{i}": 1 for i, choice in enumerate(lan) if choice}
    assert 0 < len(choices.made) < 20


def test_nothing_is_recorded_unless_asked() -> None:
    """A long run does not collect a record that nobody wants, and chooses the same."""
    silent, recording = Seeded(4), Seeded(4, record=True)

    assert [silent.pick(9, LAN) for _ in range(20)] == [recording.pick(9, LAN) for _ in range(20)]
    assert silent.made == {}


def test_a_missing_key_plays_the_dullest_choice() -> None:
    """Only the second occurrence of Lan's is recorded; all others are 0."""
    choices = Replayed({"clerk Lan/think/1": 3})

    assert [choices.pick(9, LAN) for _ in range(3)] == [0, 3, 0]
    assert choices.pick(9, MINH) == 0


@pytest.mark.parametrize(("recorded", "played"), [(3, 3), (4, 3), (99, 3), (-1, 0)])
def test_a_number_out_of_range_plays_the_nearest_option(recorded: int, played: int) -> None:
    """A record survives a scenario in which there is less to choose from."""
    assert Replayed({"clerk Lan/think/0": recorded}).pick(4, LAN) == played


def test_changing_the_mapping_later_does_not_change_the_replay() -> None:
    """The record is copied."""
    made = {"clerk Lan/think/0": 2}
    choices = Replayed(made)
    made.clear()

    assert choices.pick(4, LAN) == 2
