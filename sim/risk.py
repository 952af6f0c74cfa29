"""What a campaign does not know: how often runs may fail all the same, and what was never seen.

Pure arithmetic on counts. What does not live here: the counts (`totals`), the words (`reports`).
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from typing import NamedTuple

CONFIDENCE = Fraction(95, 100)
HALVINGS = 60  # of an interval of length 1: more than a float can tell apart
DIGITS = 6  # significant ones of what is told, so that the last bit of a power decides nothing


class Unseen(NamedTuple):
    """How much of what runs can show was never seen: kinds met, those met in one run only, runs."""

    kinds: int
    once: int
    runs: int

    @property
    def share(self) -> float:
        """Of how many further runs one would expect to show a kind that is new, as a share.

        The estimate of Good and Turing, f1/N: what was met once stands for what was not met at
        all. Here N are the runs and f1 the kinds met in exactly one of them, the form for samples
        of which each holds several kinds (incidence data). I. J. Good, "The Population Frequencies
        of Species and the Estimation of Population Parameters", Biometrika 40 (1953), 237-264;
        A. Chao and R. K. Colwell, "Thirty years of progeny from Chao's inequality", SORT 41
        (2017), 3-54. It is the expected number of new kinds, so an upper bound of the chance of
        any, and is cut at 1. 1 without any run.
        """
        return rounded(min(1.0, self.once / self.runs)) if self.runs else 1.0


def failure_share(failed: int, runs: int, confidence: Fraction = CONFIDENCE) -> float:
    """Return the upper bound of the share of runs that fail, at this one-sided confidence.

    Exact, after Clopper and Pearson ("The use of confidence or fiducial limits illustrated in the
    case of the binomial", Biometrika 26 (1934), 404-413): the share under which `failed` or fewer
    failures have just the probability 1 - confidence. Without a failure that is
    1 - (1 - confidence)^(1/runs), about 3/runs at 95 % (the rule of three). 1 without any run.
    """
    if failed >= runs:
        return 1.0
    alpha = float(1 - confidence)
    if failed == 0:
        return rounded_up(1.0 - alpha ** (1.0 / runs))
    low, high = failed / runs, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if at_most(failed, runs, middle) > alpha:
            low = middle
        else:
            high = middle
    return rounded_up(high)


def at_most(failed: int, runs: int, share: float) -> float:
    """Return the probability of `failed` or fewer failures in so many runs that fail by a share.

    The terms are added from the largest down, each from its neighbour, so that none overflows.
    """
    if share >= 1.0:
        return 0.0 if failed < runs else 1.0
    odds = share / (1.0 - share)
    # Relative to the last term: t(k-1) = t(k) * k / ((runs - k + 1) * odds).
    term, total = 1.0, 1.0
    for k in range(failed, 0, -1):
        term *= k / ((runs - k + 1) * odds)
        total += term
    return total * _term(failed, runs, share)


def _term(failed: int, runs: int, share: float) -> float:
    """Return the probability of exactly so many failures, in factors that stay near 1."""
    product, kept = 1.0, runs - failed
    for k in range(1, failed + 1):
        product *= (runs - failed + k) / k * share
        while product > 1.0 and kept:
            product *= 1.0 - share
            kept -= 1
    return float(product * (1.0 - share) ** kept)


def rounded(share: float) -> float:
    """Return a share as it is told."""
    return float(f"{share:.{DIGITS}g}")


def rounded_up(share: float) -> float:
    """Return an upper bound as it is told: never less than it is."""
    exact = Decimal(share)
    last = Decimal(1).scaleb(exact.adjusted() - DIGITS + 1)
    return min(1.0, float(exact.quantize(last, rounding=ROUND_CEILING)))
