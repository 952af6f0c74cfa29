"""The one door for chance: every decision that nothing else decides is a `pick`.

Each choice has a key, (who, purpose), and the n-th pick of a key is its own choice: it depends on
no other key. So one more draw by one person never shifts another's, two variants of a run share
their customers and arrivals, and a run is replayed from the few choices that were not 0. Choice 0
is always the dullest (no delay, no fault, first in line), so shrinking a failure is leaving
choices out. A seeded and a replayed run are the same program with another `Choices`.

What does *not* live here: what the choices mean, and search among them.

No float decides anything: probabilities are pairs of whole numbers, and the exponential
distribution is a table of whole numbers. No generator of the standard library is used either, as
its results may change between versions; the bits come from BLAKE2b, which is the same everywhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from functools import cache
from hashlib import blake2b
from itertools import count
from struct import unpack
from typing import Protocol

Key = tuple[str, str]
"""Who chooses (a name without "/") and for what purpose."""

LARGEST = 1 << 48
"""Most options of one pick: 64 bits spread over so many still favour none by over 1 in 2**16."""

SLICES = 1024
"""Equally likely values of the exponential table."""

MEAN = 10**9
"""The unit of the exponential table: what stands for one mean."""


class Choices(Protocol):
    """Something that chooses: chance, or a record of what chance once chose."""

    def pick(self, n: int, key: Key) -> int:
        """One of 0, 1 … n - 1; 0 is the dullest.

        Counts the occurrences of the key, also when `n` is 1 and there is nothing to choose: the
        number of picks must not depend on how many options there were. Raises ValueError unless
        1 <= n <= `LARGEST`, or if the key's first part holds a "/".
        """
        ...


class Seeded:
    """Chance: every key has its own stream, derived from the seed by hashing.

    Hashing, not adding or mixing, makes neighbouring seeds and names unrelated. With `record`,
    `made` collects the choices that were not 0, by text key "who/purpose/nth", nth from 0.

    The n-th pick of a key is one 64-bit word of its stream, multiplied by the number of options
    and shifted. Rejection would be fair to the last bit but takes a varying number of words; here
    the n-th choice is always the n-th word, and the unfairness, at most n in 2**64, could not be
    seen in any number of runs.
    """

    def __init__(self, seed: int, *, record: bool = False) -> None:
        self.made: dict[str, int] = {}
        self._seed = seed
        self._record = record
        self._streams: dict[Key, Iterator[tuple[int, int]]] = {}

    def pick(self, n: int, key: Key) -> int:
        """The next word of the key's stream, scaled to `n` options."""
        stream = self._streams.get(key)
        if stream is None:
            _check_key(key)
            stream = self._streams[key] = enumerate(_words(self._seed, key))
        if not 1 <= n <= LARGEST:
            raise _bad_number(n, key)
        nth, word = next(stream)
        choice = word * n >> 64
        if choice and self._record:
            self.made[_text(key, nth)] = choice
        return choice


class Replayed:
    """A record played back, by text key "who/purpose/nth" as `Seeded` makes it.

    A missing key plays 0, so `Replayed({})` is the dullest run there is. A number outside the
    options on offer plays the nearest option: a record outlives small changes of the scenario.
    """

    def __init__(self, made: Mapping[str, int]) -> None:
        self._made = dict(made)
        self._counts: dict[Key, int] = {}

    def pick(self, n: int, key: Key) -> int:
        """The recorded choice brought into the range of `n` options, or 0."""
        nth = self._counts.get(key)
        if nth is None:
            _check_key(key)
            nth = 0
        if not 1 <= n <= LARGEST:
            raise _bad_number(n, key)
        self._counts[key] = nth + 1
        return min(max(self._made.get(_text(key, nth), 0), 0), n - 1)


def chance(choices: Choices, odds: tuple[int, int], key: Key) -> bool:
    """True `odds[0]` times out of `odds[1]`; the dullest answer is no.

    Options 1 to `odds[0]` mean yes, so the simplest yes is 1 and stays yes when odds grow. The
    draw is made even when the answer is certain (0 or all): switching a fault off must not move
    the later choices of its key. Hence, too, never write `rare and chance(…)` when `rare` is a
    setting. Raises ValueError unless 0 <= odds[0] <= odds[1] and odds[1] >= 1.
    """
    favourable, total = odds
    if not 0 <= favourable <= total:
        raise ValueError(f"odds of {_name(key)} must lie between 0 and 1, not {favourable}/{total}")
    choice = choices.pick(total, key)
    return 1 <= choice <= favourable or favourable == total


def between(choices: Choices, lo: int, hi: int, key: Key) -> int:
    """A whole number from `lo` to `hi`, both included, all equally likely; the dullest is `lo`.

    Raises ValueError if `lo` is above `hi`.
    """
    if lo > hi:
        raise ValueError(f"bounds of {_name(key)} are the wrong way round: {lo} to {hi}")
    return lo + choices.pick(hi - lo + 1, key)


def exponential_ms(choices: Choices, mean_ms: int, key: Key) -> int:
    """A waiting time without memory, in whole milliseconds; the dullest is the shortest.

    One of `SLICES` equally likely values whose mean is `mean_ms` (but for rounding to whole
    milliseconds); the longest is 7.9 means. Raises ValueError if `mean_ms` is negative.
    """
    if mean_ms < 0:
        raise ValueError(f"mean of {_name(key)} must not be negative: {mean_ms} ms")
    return (_exponential_table()[choices.pick(SLICES, key)] * mean_ms + MEAN // 2) // MEAN


def weighted(choices: Choices, weights: Sequence[int], key: Key) -> int:
    """An index, each as likely as its weight; the dullest is the first that weighs anything.

    Raises ValueError if a weight is negative or none is positive.
    """
    if min(weights, default=0) < 0 or not any(weights):
        raise ValueError(f"weights of {_name(key)} must be 0 or more, not all 0: {list(weights)}")
    left = choices.pick(sum(weights), key)
    for index, weight in enumerate(weights):
        if left < weight:
            return index
        left -= weight
    raise AssertionError("a pick below the sum of the weights falls into one of them")


def _words(seed: int, key: Key) -> Iterator[int]:
    """The endless stream of a key: 64-bit words, eight from each hash of a running number.

    The length of the first name goes in as well, so that no two keys share a text.
    """
    who, purpose = key
    stream = f"{seed}/{len(who)}/{who}/{purpose}"
    for block in count():
        yield from unpack("<8Q", blake2b(f"{stream}/{block}".encode()).digest())


@cache
def _exponential_table() -> tuple[int, ...]:
    """The exponential distribution cut into equally likely slices, in units of `MEAN`, ascending.

    Each value is the mean of its slice, so the mean of all is exact. With u the chance of a
    longer wait, the slice from u = a to u = b has the mean (F(b) - F(a)) / (b - a), where
    F(u) = u - u ln u. Decimal logarithms are correctly rounded by definition, so the table is the
    same on every machine, unlike one from the floats of its mathematical library.
    """
    with localcontext(Context(prec=40, rounding=ROUND_HALF_EVEN)):
        areas = [Decimal(0)]
        for slice_end in range(1, SLICES + 1):
            u = Decimal(slice_end) / SLICES
            areas.append(u - u * u.ln())
        means = [(areas[i + 1] - areas[i]) * SLICES * MEAN for i in range(SLICES)]
        return tuple(int(mean.to_integral_value()) for mean in reversed(means))


def _check_key(key: Key) -> None:
    """Refuse a name that would make two text keys equal; asked when a key is first met."""
    if "/" in key[0]:
        raise ValueError(f'the name of who chooses must not hold a "/": {_name(key)}')


def _bad_number(n: int, key: Key) -> ValueError:
    return ValueError(f"{_name(key)} cannot choose among {n} options: 1 to {LARGEST} are possible")


def _text(key: Key, nth: int) -> str:
    """The text form of one choice, as it stands in records."""
    return f"{key[0]}/{key[1]}/{nth}"


def _name(key: Key) -> str:
    return f"{key[0]}/{key[1]}"
