"""Known failures sorted out: accepted up to a day, expired after it, gone once nothing fails."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import NamedTuple

import pytest

from sim.campaign import run_plan
from sim.known import Sorter, Standing, entry_of
from sim.library import plan_of, scenario_files
from sim.reading import KnownFailure
from sim.result import Failure, Kept, Result
from sim.rules.messages import Accepted
from sim.rules.state import Apps
from sim.rules.step import Fault, Step

TODAY = date(2026, 6, 15)
CLEAN = run_plan(plan_of(scenario_files()["revoke-clean"], seed=1))


def entry(promise: str = "a", scenario: str = "s", expires: date = TODAY) -> KnownFailure:
    return KnownFailure(promise, scenario, "waits for a patch", "Lan", expires, 2)


def result(
    *broken: str, scenario: str = "s", held: tuple[str, ...] = ("a", "b"), **more: object
) -> Result:
    """Return a run in which some promises broke and the others held."""
    failures = tuple(failure(name) for name in broken)
    kept = tuple(
        Kept(name, "always", (), "fail" if name in broken else "pass", 1, 0)
        for name in dict.fromkeys((*held, *broken))
    )
    made = CLEAN._replace(
        scenario=scenario,
        verdict="fail" if broken else "pass",
        failures=failures,
        gaps=(),
        promises=kept,
    )
    return made._replace(**more)  # type: ignore[arg-type]


def failure(promise: str, length: int = 1, *, plays: bool = True) -> Failure:
    story = tuple((None, Step("sales", Fault("crash", "sales"), Accepted())) for _ in range(length))
    return Failure(promise, "DH-1", (), story, Apps(), 2, settle=False, plays=plays)


class Sorted(NamedTuple):
    """A call sorted out: what is left of its runs, what became of its entries."""

    results: tuple[Result, ...]
    standings: list[Standing]

    @property
    def shortest(self) -> int:
        """The steps of the story that is told of the first entry."""
        met = self.standings[0].shortest
        assert met is not None
        return len(met.failure.story)


def sort(entries: list[KnownFailure], *results: Result, library: tuple[str, ...] = ()) -> Sorted:
    sorter = Sorter(entries, today=TODAY, library=library)
    left = tuple(sorter.take(result, f"out/{n}") for n, result in enumerate(results))
    return Sorted(left, sorter.standings())


def statuses(done: Sorted) -> list[tuple[str, str]]:
    return [(one.entry.promise, one.status) for one in done.standings]


def test_an_accepted_failure_breaks_nothing() -> None:
    done = sort([entry("a")], result("a"))

    assert statuses(done) == [("a", "accepted")]
    assert done.results[0].verdict == "pass"
    assert done.results[0].failures == ()
    (standing,) = done.standings
    assert standing.shortest is not None
    assert (standing.shortest.failure.promise, standing.shortest.folder) == ("a", "out/0")
    assert (standing.runs, standing.times) == (1, 2)


def test_another_failure_of_the_same_run_still_counts() -> None:
    done = sort([entry("a")], result("a", "b"))

    assert done.results[0].verdict == "fail"
    assert [one.promise for one in done.results[0].failures] == ["b"]


@pytest.mark.parametrize(
    ("day", "status", "verdict"),
    [(14, "expired", "fail"), (15, "accepted", "pass"), (16, "accepted", "pass")],
)
def test_an_entry_counts_up_to_and_with_its_last_day(day: int, status: str, verdict: str) -> None:
    done = sort([entry("a", expires=date(2026, 6, day))], result("a"))

    assert statuses(done) == [("a", status)]
    assert done.results[0].verdict == verdict


def test_an_entry_that_no_longer_fails_is_gone_and_breaks_nothing() -> None:
    done = sort([entry("a"), entry("b", expires=date(2020, 1, 1))], result())

    assert statuses(done) == [("a", "gone"), ("b", "gone")]
    assert done.results[0].verdict == "pass"
    assert done.standings[0].shortest is None


def test_it_is_not_gone_as_long_as_one_seed_fails() -> None:
    assert statuses(sort([entry("a")], result(), result("a"), result())) == [("a", "accepted")]


@pytest.mark.parametrize(
    "run",
    [
        result(scenario="other"),
        result(held=("b",)),
        result(interrupted=True),
        result(settled=False),
        result(crash="Traceback"),
    ],
    ids=["not run", "not put to the test", "interrupted", "never at rest", "crashed"],
)
def test_a_run_that_proves_nothing_says_nothing_of_an_entry(run: Result) -> None:
    assert statuses(sort([entry("a")], run)) == []


def test_an_entry_for_everywhere_counts_in_each_scenario() -> None:
    done = sort([entry("a", "*")], result("a"), result("a", scenario="t"), result(scenario="u"))

    assert statuses(done) == [("a", "accepted")]
    assert [one.verdict for one in done.results] == ["pass", "pass", "pass"]
    assert (done.standings[0].runs, done.standings[0].times) == (2, 4)


def test_it_is_gone_everywhere_only_if_everything_was_run() -> None:
    some = sort([entry("a", "*")], result(), library=("s", "t"))
    every = sort([entry("a", "*")], result(), result(scenario="t"), library=("s", "t"))

    assert statuses(some) == []
    assert statuses(every) == [("a", "gone")]


def test_the_entry_that_names_the_scenario_counts_first() -> None:
    exact, wide = entry("a", expires=date(2020, 1, 1)), entry("a", "*")
    done = sort([wide, exact], result("a"), library=("s",))

    assert entry_of(failure("a"), "s", [wide, exact]) is exact
    assert [(one.entry, one.status) for one in done.standings] == [(exact, "expired")]
    assert done.results[0].verdict == "fail"


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({"crash": '  File "/x/sim/rules/sales.py", line 1'}, "fail"),
        ({"crash": '  File "/x/my_actor.py", line 1'}, "unknown"),
        ({"interrupted": True}, "unknown"),
        ({"missing": ("R1.1a",)}, "unknown"),
        ({"settled": False}, "fail"),
        ({"promises": (Kept("c", "always", (), "unknown", 0, 0, "Traceback"),)}, "unknown"),
    ],
    ids=[
        "rules crashed",
        "actor crashed",
        "interrupted",
        "unseen",
        "never at rest",
        "check crashed",
    ],
)
def test_what_else_was_wrong_with_the_run_stays_wrong(more: dict[str, object], verdict: str):
    assert sort([entry("a")], result("a", **more)).results[0].verdict == verdict


def test_a_run_that_is_known_never_to_rest_may_be_accepted() -> None:
    done = sort([entry("comes-to-rest")], result("comes-to-rest", settled=False))

    assert done.results[0].verdict == "pass"


def test_an_accepted_gap_does_not_count_with_strict() -> None:
    gap = failure("gap-orphan-in-warehouse")._replace(kind="gap")
    done = sort([entry("gap-orphan-in-warehouse")], result()._replace(gaps=(gap,)))

    assert statuses(done) == [("gap-orphan-in-warehouse", "accepted")]
    assert done.results[0].gaps == ()


def test_the_shortest_story_that_plays_is_told_first() -> None:
    runs = [
        result("a")._replace(failures=(failure("a", length, plays=plays),))
        for length, plays in ((1, False), (3, True), (2, True))
    ]

    for order in permutations(runs):
        assert sort([entry("a")], *order).shortest == 2


def test_runs_without_known_failures_stay_as_they_are() -> None:
    run = result("b")

    assert sort([entry("a", "other")], run).results == (run,)
