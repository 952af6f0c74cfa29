"""A population's days: which fault did something, what is a stall, and what waits for a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.campaign import run_plan
from sim.library import plan_of
from sim.result import Exercise, Result, Struck, exercise

QUIET = "people: {salespeople: {revoke: never}}\narrivals: {per_day: 6, rhythm: steady}\n"


def ran(folder: Path, text: str, *, seed: int = 1, rules: str = "reference") -> Result:
    file = folder / "days.yaml"
    file.write_text(f"name: days\n{text}", encoding="utf-8")
    return run_plan(plan_of(file, seed=seed, rules=rules))


# --- what a fault did ---------------------------------------------------------------------------


def test_a_fault_that_changes_documents_or_messages_counts(tmp_path: Path) -> None:
    """Each message to Warehouse comes twice in the morning: its log is another without it."""
    fault = "faults: [{at: '08:00', fault: duplicate, app: warehouse, lasts: 4h}]\n"
    (struck,) = ran(tmp_path, QUIET + fault).faults
    assert struck.kind == "duplicate"
    assert struck.times > 0
    assert struck.effective


@pytest.mark.parametrize(
    ("fault", "times"),
    [
        ("{at: '02:00', fault: loss, lasts: 1h}", 0),  # at night nothing is sent
        ("{at: '02:00', crash: sales, lasts: 1h}", 1),  # down, and nobody noticed
        ("{at: '08:00', fault: delay, lasts: 0s}", 0),  # on for no time at all
    ],
)
def test_a_fault_that_changed_nothing_is_not_exercised(
    tmp_path: Path, fault: str, times: int
) -> None:
    """Whether it struck in vain or not at all: the days are the same without it."""
    (struck,) = ran(tmp_path, f"{QUIET}faults: [{fault}]\n").faults
    assert (struck.times, struck.effective) == (times, False)


def test_a_message_that_is_only_later_changed_nothing(tmp_path: Path) -> None:
    """Times are no documents: the same arrivals in the same order, a little later."""
    text = (
        "people: {salespeople: {count: 1, revoke: never}, clerks: {count: 0},"
        " accountants: {count: 0}}\narrivals: {per_day: 1, rhythm: steady}\n"
        "faults: [{at: '08:00', fault: slow_link, app: warehouse, lasts: 4h}]\n"
    )
    (struck,) = ran(tmp_path, text).faults
    assert (struck.times, struck.effective) == (1, False)


def test_the_network_of_a_scenario_counts_as_well(tmp_path: Path) -> None:
    """Losses and copies that a scenario gives its network are faults by the same rule."""
    faults = ran(tmp_path, QUIET + "network: {loss: 1/4, duplicate: 1/4}\n").faults
    assert [(one.kind, one.effective) for one in faults] == [("duplicate", True), ("loss", True)]


def test_without_faults_nothing_is_told_of_any(tmp_path: Path) -> None:
    """No kind was on."""
    assert ran(tmp_path, QUIET).faults == ()


def test_the_faults_of_many_runs_are_added_up_by_kind() -> None:
    """In how many runs a kind was on, how often it struck, in how many it did something."""
    runs = [
        (Struck("loss", 3, True), Struck("delay", 1, False)),
        (Struck("loss", 2, False),),
        (),
    ]
    assert exercise(runs) == (Exercise("delay", 1, 1, 0), Exercise("loss", 2, 5, 1))


# --- two phases ---------------------------------------------------------------------------------

DEAD_TO_WAREHOUSE = "faults: [{at: '08:00', fault: retries_exhausted, app: warehouse, lasts: 9h}]\n"
FEW_TRIES = "network: {retry_after: 30s, tries: 3}\n"
NOBODY_MENDS = "people: {salespeople: {revoke: never}, administrators: {count: 0}}\n"


def test_a_failed_run_waits_for_a_person_and_is_no_stall(tmp_path: Path) -> None:
    """Nothing is under way, the run log and the documents agree, and somebody is waited for."""
    text = f"{NOBODY_MENDS}{FEW_TRIES}{DEAD_TO_WAREHOUSE}arrivals: {{per_day: 6}}\n"
    result = ran(tmp_path, text)
    assert result.settled
    assert result.failures == ()
    assert len(result.waiting) > 2
    assert all(run.startswith("order_to_warehouse:") for run in result.waiting)


def test_an_administrator_who_runs_them_again_leaves_nobody_waiting(tmp_path: Path) -> None:
    """The message arrives once the faults are over."""
    text = f"{FEW_TRIES}{DEAD_TO_WAREHOUSE.replace('9h', '3h')}arrivals: {{per_day: 6}}\n"
    result = ran(tmp_path, text)
    assert result.waiting == ()
    assert result.verdict == "pass"
    assert {one.name for one in result.promises if one.held} >= {"run-again", "order-arrives"}


def test_news_in_the_run_log_is_waited_for_and_not_judged(tmp_path: Path) -> None:
    """Sales shows less than Warehouse has, and the run log says why: nothing is broken."""
    fault = "faults: [{at: '08:00', fault: retries_exhausted, app: sales, lasts: 9h}]\n"
    result = ran(tmp_path, f"{NOBODY_MENDS}{FEW_TRIES}{fault}arrivals: {{per_day: 6}}\n")
    assert result.failures == ()
    assert any(run.startswith("status_to_sales:") for run in result.waiting)


def test_what_is_still_under_way_long_after_the_last_progress_is_a_stall(tmp_path: Path) -> None:
    """Questions of revokes that are never answered: the promise of rest names their orders."""
    text = (
        "people: {salespeople: {revoke: always}, administrators: {count: 0}}\n"
        "network: {loss: always, tries: 2}\narrivals: {per_day: 3}\n"
    )
    result = ran(tmp_path, text)
    assert not result.settled
    (stall,) = [one for one in result.failures if one.promise == "comes-to-rest"]
    assert stall.order.startswith("DH-")


def test_settling_takes_its_time_from_the_last_progress(tmp_path: Path) -> None:
    """A stall is given up after the stated time and one pause between two tries, not after days."""
    text = (
        "people: {salespeople: {revoke: always}}\n"
        "network: {loss: always, tries: 2, retry_after: 1s, delay: {longest: 200ms}}\n"
        "arrivals: {per_day: 3}\nsettles_within: 10min\n"
    )
    result = ran(tmp_path, text)
    midnight = 24 * 3_600_000
    assert not result.settled
    assert result.ended_at == midnight + 10 * 60_000 + 32_000 + 200
