"""The gate of a build: every kind of finding has its cause, and nothing else has a finding."""

from __future__ import annotations

from msgspec.structs import replace

from sim.campaign import run_plan
from sim.gate import Found, Seen, compared
from sim.library import plan_of, scenario_files
from sim.reading import Threshold
from sim.result import Failure, Result
from sim.rules.state import Apps

CLEAN = run_plan(plan_of(scenario_files()["revoke-clean"], seed=1))
WAS = Seen(
    scenario="revoke-clean", seed=1, rules="reference", verdict="pass", digest="d", behaviour="b",
    metrics={"backlog": 3}, reached=("one", "two"),
)  # fmt: skip
PLANNED = [("revoke-clean", 1)]


def kinds(
    now: Seen, result: Result = CLEAN, *, was: Seen | None = WAS, limits: tuple[Threshold, ...] = ()
) -> list[tuple[str, str]]:
    before = [] if was is None else [was]
    found = compared(before, [(result, now)], limits, PLANNED)
    return [(one.kind, one.what) for one in found]


def test_the_same_run_has_no_finding() -> None:
    """Nothing worse, nothing other."""
    assert kinds(WAS) == []


def test_a_broken_promise_comes_first() -> None:
    """What breaks weighs more than what changed by it."""
    failure = Failure("two", "DH-1", (), (), Apps(), 1, settle=False)
    broken = CLEAN._replace(verdict="fail", failures=(failure,))
    now = replace(WAS, verdict="fail", behaviour="other")
    assert kinds(now, broken) == [("broken", "two"), ("behaviour", "")]


def test_a_failure_without_a_promise_is_a_crash() -> None:
    """Rules that crash, or a run that never settles, break no promise by name."""
    now = replace(WAS, verdict="fail")
    assert kinds(now, CLEAN._replace(verdict="fail")) == [("crashed", "")]


def test_a_promise_that_is_no_longer_put_to_the_test_is_told() -> None:
    """A library that proves less than it did is worse."""
    assert kinds(replace(WAS, reached=("two",))) == [("not_reached", "one")]


def test_other_behaviour_and_another_form_are_told_apart() -> None:
    """The behaviour decides; the record's bytes alone are but a note."""
    assert kinds(replace(WAS, digest="e", behaviour="c")) == [("behaviour", "")]
    assert kinds(replace(WAS, digest="e")) == [("form", "")]


def test_under_other_rules_the_bytes_tell_nothing() -> None:
    """A record names its rules, so its digest is always another."""
    assert kinds(replace(WAS, digest="e", rules="look-then-delete")) == []


def test_a_run_that_was_not_made_is_lost() -> None:
    """Whether the baseline has it or it was planned: it is missed."""
    assert compared([WAS], [], (), []) == [Found("lost", "revoke-clean", 1)]
    assert compared([], [], (), PLANNED) == [Found("lost", "revoke-clean", 1)]


def test_a_run_that_the_baseline_does_not_have_is_new() -> None:
    """Somebody has to look at it once, and keep it."""
    assert kinds(WAS, was=None) == [("new", "")]


def test_a_metric_above_its_threshold_is_too_much() -> None:
    """At the threshold is not above it; the finding tells what it was, is, and may be."""
    limit = Threshold("backlog", "*", 3, line=7)
    assert kinds(WAS, limits=(limit,)) == []
    now = replace(WAS, metrics={"backlog": 4})
    found = compared([WAS], [(CLEAN, now)], (limit,), PLANNED)
    assert [(one.kind, one.was, one.now, one.most, one.line) for one in found] == [
        ("too_much", 3, 4, 3, 7)
    ]


def test_a_threshold_for_the_scenario_counts_before_one_for_all() -> None:
    """So an exception can be made without touching the rule."""
    limits = (Threshold("backlog", "*", 3), Threshold("backlog", "revoke-clean", 9))
    assert kinds(replace(WAS, metrics={"backlog": 4}), limits=limits) == []


def test_a_run_in_which_not_all_was_seen_is_unknown() -> None:
    """It is neither as it was nor broken."""
    now = replace(WAS, verdict="unknown")
    assert kinds(now, CLEAN._replace(verdict="unknown")) == [("unknown", "")]
