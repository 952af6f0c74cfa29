"""Runs added up: one bug is one finding however often it is met; nothing grows with the runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sim.behaviours import WHOLE, kind_of, shape_of, steps_seen
from sim.campaign import run_plan
from sim.library import plan_of, scenario_files
from sim.phrase import phrase
from sim.result import Exercise, Failure, Kept, Result, Struck, exercise
from sim.rules.messages import Accepted, Refused, RevokeRequest
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.rules.values import AppName
from sim.totals import MOST_LOST, MOST_ROWS, MOST_SEEDS, MOST_SHAPES, OTHER, Totals

REVOKE = RevokeRequest(by="lan", role="salesperson", order="DH-1")
CLEAN = run_plan(plan_of(scenario_files()["revoke-clean"], seed=1))._replace(form="population")


def step(app: AppName = "sales") -> Step:
    return Step(app, Fault("crash", app), Accepted())


def failure(
    *steps: Step, promise: str = "a", at: int | None = None, plays: bool = True, times: int = 1
) -> Failure:
    story = tuple((at, one) for one in steps)
    return Failure(promise, "DH-1", (), story, Apps(), times, settle=False, plays=plays)


def result(*failures: Failure, seed: int = 1, **more: object) -> Result:
    verdict = "fail" if failures else "pass"
    made = CLEAN._replace(seed=seed, verdict=verdict, failures=failures)
    return made._replace(**more)  # type: ignore[arg-type]


def totals(*results: Result, of: int | None = None) -> Totals:
    made = Totals(len(results) if of is None else of)
    for n, one in enumerate(results):
        made.take(one, f"out/{n}")
    return made


# --- shapes -------------------------------------------------------------------------------------


def test_a_shape_is_what_two_stories_of_one_bug_share() -> None:
    """The same kinds of steps, whoever takes them, when and about which documents."""
    found = run_plan(plan_of(scenario_files()["revoke-rush"], seed=1, rules="look-then-delete"))
    other = run_plan(plan_of(scenario_files()["revoke-rush"], seed=2, rules="look-then-delete"))
    mine, its = (
        {one.promise: shape_of(one) for one in run.failures if one.plays} for run in (found, other)
    )
    same = set(mine) & set(its)

    assert same
    assert any(mine[name] == its[name] for name in same)
    for one in found.failures:
        assert shape_of(one._replace(story=tuple((None, s) for _, s in one.story))) == shape_of(one)


def test_another_order_another_step_or_another_answer_is_another_shape() -> None:
    stories = [
        failure(step("sales"), step("warehouse")),
        failure(step("warehouse"), step("sales")),
        failure(step("sales")),
        failure(Step("sales", REVOKE, Accepted())),
        failure(Step("sales", REVOKE, Refused("busy"))),
    ]
    assert len({shape_of(one) for one in stories}) == len(stories)


def test_stories_that_cannot_be_played_share_a_shape() -> None:
    """Each holds a whole day; they would never be alike."""
    one, other = failure(step(), plays=False), failure(step("warehouse"), plays=False)
    assert shape_of(one) == shape_of(other) == WHOLE


def test_kinds_of_steps_tell_faults_apart() -> None:
    seen = steps_seen([step("sales"), step("sales"), step("warehouse")])

    assert seen == ("fault crash: sales", "fault crash: warehouse")
    meant = Fault("meet", "sales", cause="wrong_order")
    assert kind_of(Step("sales", meant, Accepted())) == "fault meet: wrong_order sales"


def test_faults_of_many_runs_are_added_up_as_those_of_all_at_once() -> None:
    runs = [
        result(faults=(Struck("late", 2, effective=True),), waiting=("x",)),
        result(faults=(Struck("late", 1, effective=False), Struck("early", 1, effective=True))),
    ]
    made = totals(*runs)

    assert made.faults == exercise(run.faults for run in runs)
    assert made.faults == (Exercise("early", 1, 1, 1), Exercise("late", 2, 3, 1))
    assert made.waiting == 1


# --- findings -----------------------------------------------------------------------------------


def test_a_thousand_runs_of_one_bug_are_one_finding() -> None:
    """With their number, the first seeds, and the shortest story."""
    short, long = failure(step(), times=2), failure(step(), at=5, times=3)
    runs = [result(long if n % 2 else short, seed=n) for n in range(1_000)]
    (found,) = totals(*runs).failures.told()

    assert (found.runs, found.times) == (1_000, 2_500)
    assert found.seeds == [(CLEAN.scenario, n) for n in range(MOST_SEEDS)]
    assert found.best[2] == "out/0", "of two alike the first"


def test_findings_come_shortest_first_and_those_that_play_before_the_others() -> None:
    stories = [
        failure(step(), step(), step(), promise="c"),
        failure(step(), promise="whole", plays=False),
        failure(step(), promise="b"),
        failure(step(), step(), promise="b"),
    ]
    found = totals(*(result(one) for one in stories)).failures.told()

    assert [(one.promise, len(one.failure.story)) for one in found] == [
        ("b", 1),
        ("b", 2),
        ("c", 3),
        ("whole", 1),
    ]


def test_shapes_without_number_are_counted_together() -> None:
    """Memory stays flat even if no two stories are alike."""

    def stories() -> Iterator[Failure]:
        for n in range(MOST_SHAPES + 20):
            yield failure(*[step()] * (n + 1))

    found = totals(*(result(one) for one in stories())).failures.told()

    assert len(found) == MOST_SHAPES + 1
    assert [one.runs for one in found if one.shape == OTHER] == [20]
    assert sum(one.runs for one in found) == MOST_SHAPES + 20


def test_nothing_of_a_run_is_kept_with_its_story() -> None:
    (found,) = totals(result(failure(step()))).failures.told()
    _, run, _ = found.best

    assert (run.promises, run.failures, run.windows) == ((), (), ())
    assert (run.scenario, run.seed, run.opening) == (CLEAN.scenario, 1, CLEAN.opening)


# --- the table, what is open --------------------------------------------------------------------


def test_few_runs_have_a_row_each_and_many_a_row_a_scenario() -> None:
    runs = [result(seed=n, scenario=name) for name in ("t", "s") for n in range(3)]
    few, many = totals(*runs), totals(*runs, of=MOST_ROWS + 1)

    assert [(row.scenario, row.seed) for row in few.rows()] == [
        (name, n) for name in ("t", "s") for n in range(3)
    ]
    assert [(row.scenario, row.runs, row.steps) for row in many.rows()] == [
        ("t", 3, 3 * CLEAN.entries),
        ("s", 3, 3 * CLEAN.entries),
    ]


def test_a_row_of_many_runs_has_the_worst_verdict() -> None:
    runs = [result(), result(failure(step())), result(verdict="unknown")]
    (row,) = totals(*runs, of=MOST_ROWS + 1).rows()

    assert (row.verdict, row.broken) == ("fail", 1)


def test_what_is_left_open_is_told_once_with_the_number_of_runs() -> None:
    crash = Kept("c", "always", (), "unknown", 0, 0, "Traceback")
    runs = [
        result(missing=("R1.1a",), verdict="unknown"),
        result(missing=("R1.1a",), verdict="unknown"),
        result(promises=(crash,), verdict="unknown"),
    ]
    open_points = totals(*runs).open_points()

    assert [(one.kind, one.what, n) for one, n in open_points] == [
        ("missing", "R1.1a", 2),
        ("check", "c", 1),
    ]


def test_lost_runs_are_named_up_to_a_number_and_all_counted() -> None:
    lost = [
        result(seed=n, lost=phrase("lost.ended", code=3), verdict="unknown", settled=False)
        for n in range(MOST_LOST + 5)
    ]
    made = totals(*lost)

    assert made.lost_runs == MOST_LOST + 5
    assert [one.seed for one in made.lost] == list(range(MOST_LOST))
    assert made.verdicts == {"unknown"}
    assert made.shares() == [], "a run that was lost tells nothing of the share that fails"


# --- what is left to doubt ----------------------------------------------------------------------


def test_the_share_that_fails_is_counted_over_runs_that_ended() -> None:
    """A run that a person or a crash cut short counts only if it failed before."""
    runs = [
        result(),
        result(failure(step())),
        result(interrupted=True, verdict="unknown"),
        result(crash="Traceback", verdict="unknown"),
        result(crash="Traceback", verdict="fail"),
        result(missing=("x",), verdict="unknown"),
    ]
    (share,) = totals(*runs).shares()

    assert (share.runs, share.failed) == (4, 2)
    assert 0.5 < share.bound < 1


def test_a_story_has_no_share_since_its_seed_decides_nothing() -> None:
    made = totals(result(form="story"), result(form="story"))

    assert made.shares() == []
    assert made.unseen().runs == 0


def test_kinds_of_behaviour_are_counted_once_a_run() -> None:
    runs = [result(seen=seen, windows=(), promises=()) for seen in (("a", "b"), ("a",), ("a",))]
    unseen = totals(*runs).unseen()

    assert (unseen.kinds, unseen.once, unseen.runs) == (2, 1, 3)
    assert unseen.share == pytest.approx(1 / 3, rel=1e-5)


def test_covered_clauses_are_those_of_promises_put_to_the_test() -> None:
    kept = [
        Kept("h", "always", ("R1.1a",), "pass", 3, 0),
        Kept("b", "always", ("R1.1b",), "fail", 0, 1),
        Kept("n", "always", ("R1.1c", "R1.1a"), "unknown", 0, 0),
    ]
    made = totals(result(promises=tuple(kept)))

    assert made.clauses == {"R1.1a", "R1.1b"}
    assert made.all_clauses - made.clauses == {"R1.1c"}
