"""Every declaration of the catalogue of faults holds: tolerated breaks nothing, told is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.campaign import run_plan
from sim.faults import FAULTS, TOLD, TOLERATED
from sim.library import plan_of, scenario_files
from sim.result import Result, causes, exercise
from sim.rules.messages import SaveSlip
from sim.rules.step import Fault

SWARM = scenario_files()["swarm-day"]

# What each kind needs to be met often enough: where it strikes, in a day of few orders.
PLANS = {
    "false_ok": '{at: "09:00", fault: false_ok, app: warehouse, lasts: 2h}',
    "wrong_order": '{at: "08:00", fault: wrong_order, lasts: 9h, odds: 1/2}',
    "one_sided_correction": '{at: "17:00", fault: one_sided_correction}',
}


def day_with(folder: Path, kind: str) -> Path:
    """Write a plain day with one told fault."""
    file = folder / "told.yaml"
    file.write_text(
        f"name: told\nfaults:\n  - {PLANS[kind]}\n"
        "people: {salespeople: {revoke: never}, clerks: {delete_slip: never}}\n"
        "arrivals: {per_day: 12, quantity: {least: 3, most: 9}}\n",
        encoding="utf-8",
    )
    return file


@pytest.mark.parametrize("kind", TOLD)
def test_a_told_fault_breaks_its_promise_and_is_named_as_the_cause(
    tmp_path: Path, kind: str
) -> None:
    """The shortest story of the named promise meets with that fault and no other."""
    result = run_plan(plan_of(day_with(tmp_path, kind), seed=1))
    assert result.verdict == "fail"
    (failure,) = [one for one in result.failures if one.promise == FAULTS[kind].promise]
    assert failure.plays
    assert causes(step for _, step in failure.story) == (kind,)
    assert [(one.kind, one.effective) for one in result.faults] == [(kind, True)]


@pytest.mark.parametrize("kind", TOLD)
def test_the_same_day_without_the_told_fault_breaks_nothing(tmp_path: Path, kind: str) -> None:
    """So it is the fault that breaks it."""
    plan = plan_of(day_with(tmp_path, kind), seed=1, overrides=("faults=[]",))
    assert run_plan(plan).verdict == "pass"


# --- tolerated ----------------------------------------------------------------------------------


def swarm(seeds: range, *overrides: str, rules: str = "reference") -> list[Result]:
    return [run_plan(plan_of(SWARM, seed=seed, rules=rules, overrides=overrides)) for seed in seeds]


def nothing_broke(results: list[Result]) -> None:
    for result in results:
        assert [one.promise for one in result.failures] == [], result.seed
        assert result.crash == ""
        assert result.settled, result.seed


def test_the_reference_tolerates_the_first_swarms() -> None:
    """A dozen seeds over all tolerated kinds at once."""
    nothing_broke(swarm(range(12)))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_reference_tolerates_hundreds_of_swarms_and_each_kind_did_something() -> None:
    """Three hundred seeds: no promise breaks, all settles, and every kind is exercised."""
    results = swarm(range(300))
    nothing_broke(results)
    done = {one.kind: one.effective for one in exercise(result.faults for result in results)}
    assert sorted(done) == sorted(TOLERATED)
    assert [kind for kind, times in done.items() if not times] == []


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", TOLERATED)
def test_each_tolerated_kind_alone_breaks_nothing_and_does_something(kind: str) -> None:
    """Six busy days with that kind only: what it does, it does without another's help."""
    results = swarm(range(6), f"swarm.kinds=[{kind}]", "arrivals.per_day=40")
    nothing_broke(results)
    assert any(one.effective for result in results for one in result.faults)


@pytest.mark.parametrize(
    ("rules", "kinds", "seeds"),
    [
        ("order-lost-in-crash", "outage", range(2, 5)),
        ("push-lost-in-crash", "crash_before_send", range(5, 8)),
        ("delivery-lost-in-crash", "outage", range(3)),
        ("hold-lost-in-crash", "outage, crash_before_answer, partition", range(5, 8)),
    ],
)
def test_the_swarm_finds_what_does_not_survive_a_fault(
    rules: str, kinds: str, seeds: range
) -> None:
    """Power: rules that forget in a crash are caught, with a story that plays."""
    results = swarm(seeds, f"swarm.kinds=[{kinds}]", rules=rules)
    found = [failure for result in results for failure in result.failures]
    assert found
    assert all(failure.plays for failure in found)


def test_whoever_made_a_mistake_is_who_acts_in_the_short_story(tmp_path: Path) -> None:
    """People are few in a short story; a mistake stays with the person who makes it."""
    result = run_plan(plan_of(day_with(tmp_path, "wrong_order"), seed=1))
    (failure,) = [one for one in result.failures if one.promise == "slip-stands-where-meant"]
    by = [step.said.by for _, step in failure.story if isinstance(step.said, Fault | SaveSlip)]
    assert len(by) == 2
    assert len(set(by)) == 1
