"""What is left to doubt: the bound is exact, and the estimate is that of Good and Turing."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.risk import Unseen, at_most, failure_share


def exactly_at_most(failed: int, runs: int, share: Fraction) -> Fraction:
    """The binomial tail in fractions, term by term: the reference."""
    terms = (comb(runs, k) * share**k * (1 - share) ** (runs - k) for k in range(failed + 1))
    return sum(terms, Fraction(0))


# Upper ends of two-sided 90 % intervals after Clopper and Pearson, which are the one-sided bounds
# at 95 %; worked out with the exact fractions above, by bisection, to four digits.
KNOWN = {(0, 10): 0.2589, (1, 10): 0.3942, (5, 20): 0.4556, (0, 100): 0.02951}


@pytest.mark.parametrize(("failed", "runs"), KNOWN)
def test_known_bounds(failed: int, runs: int) -> None:
    assert failure_share(failed, runs) == pytest.approx(KNOWN[failed, runs], abs=5e-5)


def test_without_a_failure_it_is_the_rule_of_three() -> None:
    """About 3/n, and a little less."""
    for runs in (100, 1_000, 10_000, 1_000_000):
        assert 0.98 * 3 / runs < failure_share(0, runs) < 3 / runs


@settings(deadline=None)
@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n - 1), st.just(n))))
def test_at_the_bound_so_few_failures_are_as_rare_as_the_confidence_says(
    case: tuple[int, int],
) -> None:
    failed, runs = case
    tail = exactly_at_most(failed, runs, Fraction(failure_share(failed, runs)))

    assert float(tail) == pytest.approx(0.05, rel=1e-3)
    assert tail <= Fraction(5, 100) + Fraction(1, 10**9), "a bound is rounded upwards"


@settings(deadline=None)
@given(
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    st.integers(1, 99),
)
def test_the_tail_is_that_of_the_fractions(case: tuple[int, int], percent: int) -> None:
    exact = float(exactly_at_most(*case, Fraction(percent, 100)))

    assert at_most(*case, percent / 100) == pytest.approx(exact, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("failed", "runs"), [(30, 10_000), (5_000, 10_000), (9_990, 10_000)])
def test_many_runs_overflow_nothing(failed: int, runs: int) -> None:
    bound = failure_share(failed, runs)

    assert failed / runs < bound <= 1
    assert at_most(failed, runs, bound) == pytest.approx(0.05, rel=1e-2)


def test_the_bound_falls_with_runs_and_rises_with_failures() -> None:
    runs = [failure_share(2, n) for n in range(3, 40)]
    failures = [failure_share(k, 40) for k in range(41)]

    assert runs == sorted(runs, reverse=True)
    assert failures == sorted(failures)
    assert failures[-1] == 1.0
    assert failure_share(0, 0) == 1.0


def test_what_was_met_once_stands_for_what_was_not_met() -> None:
    """Good and Turing: f1/N; nothing is known without a run, and it is no more than certain."""
    assert Unseen(kinds=40, once=5, runs=1_000).share == 0.005
    assert Unseen(kinds=40, once=0, runs=1_000).share == 0.0
    assert Unseen(kinds=40, once=30, runs=10).share == 1.0
    assert Unseen(kinds=0, once=0, runs=0).share == 1.0
