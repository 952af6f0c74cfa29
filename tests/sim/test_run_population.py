"""One run and its verdict: pass, fail, unknown, and why; crashes, interruptions, no rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from small_runs import Made, made, needing, shipped, written

from sim.checks import judge as judging
from sim.checks.judge import PROMISES, Verdict, worst
from sim.checks.ledger import Ledger
from sim.checks.promise import HELD, Moment, Promise, Ruling, Words, broken
from sim.rules.events import SlipSaved
from sim.rules.messages import Command
from sim.rules.state import Apps
from sim.rules.warehouse import Warehouse
from sim.run import Plan

SAID = Words("", "")
UNREACHED = "run-again"  # nothing fails in a quiet day, so nobody runs anything again


def break_it(moment: Moment, event: SlipSaved) -> Ruling:
    return broken(event.order, event.slip.slip)


def hold_it(moment: Moment, event: SlipSaved) -> Ruling:
    return HELD


def stumble(moment: Moment, event: SlipSaved) -> Ruling:
    raise ZeroDivisionError("the check stumbled")


def stumble_at_rest(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    yield HELD
    raise ZeroDivisionError("the check stumbled at rest")


def break_at_rest(ledger: Ledger, apps: Apps) -> Iterator[Ruling]:
    yield broken(min(apps.sales.orders))


def on_slips(name: str, kind: Any, watch: Any) -> Promise:
    return Promise(name=name, kind=kind, clauses=(), title=SAID, on=(SlipSaved,), watch=watch)


HOLDS = on_slips("holds", "always", hold_it)
BREAKS = on_slips("breaks", "always", break_it)
STUMBLES = on_slips("stumbles", "always", stumble)
FOUND = on_slips("found", "gap", break_it)
RESTS = Promise(
    name="rests", kind="eventually", clauses=(), title=SAID, settle=stumble_at_rest
)  # stumbles once settled
NEVER_RIGHT = Promise(
    name="never-right", kind="eventually", clauses=(), title=SAID, settle=break_at_rest
)


def promising(plan: Plan, *more: Promise) -> Plan:
    """Return the plan with further promises beside the shipped ones."""
    return plan._replace(promises=(*PROMISES, *more))


# --- verdicts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdicts", "merged"),
    [
        ((), "pass"),
        (("pass", "pass"), "pass"),
        (("pass", "unknown", "pass"), "unknown"),
        (("unknown", "fail", "pass"), "fail"),
        (("fail", "unknown"), "fail"),
    ],
)
def test_verdicts_merge_fail_over_unknown_over_pass(
    verdicts: tuple[Verdict, ...], merged: Verdict
) -> None:
    """In whatever order they come; no verdict at all is nothing against it."""
    assert worst(verdicts) == merged
    assert worst(reversed(verdicts)) == merged


@pytest.mark.parametrize(
    ("more", "needs", "verdict"),
    [
        ((HOLDS,), (), "pass"),
        ((HOLDS,), ("holds", "R1.1a"), "pass"),
        ((HOLDS,), ("holds", UNREACHED), "unknown"),
        ((STUMBLES,), (), "unknown"),
        ((RESTS,), (), "unknown"),
        ((BREAKS,), (), "fail"),
        ((NEVER_RIGHT,), (), "fail"),
        ((FOUND,), (), "pass"),
        ((BREAKS, STUMBLES, RESTS), (UNREACHED,), "fail"),
        ((FOUND, STUMBLES), (), "unknown"),
    ],
)
def test_a_run_fails_for_a_broken_promise_and_is_unknown_for_an_open_one(
    tmp_path: Path, more: tuple[Promise, ...], needs: tuple[str, ...], verdict: Verdict
) -> None:
    """Broken: fail. A crashed check or a need not seen: unknown. A gap: no matter."""
    plan = needing(promising(written(tmp_path), *more), *needs)

    assert made(plan, tmp_path).result.verdict == verdict


def test_a_check_that_crashes_is_unknown_and_shows_its_traceback(tmp_path: Path) -> None:
    """The other promises of the run are judged all the same; nobody blames the rules."""
    seen = made(promising(written(tmp_path), STUMBLES, RESTS, HOLDS), tmp_path)

    assert seen.verdict_of("stumbles") == "unknown"
    assert "in stumble\n" in seen.crash_of("stumbles")
    assert "ZeroDivisionError: the check stumbled" in seen.crash_of("stumbles")
    assert seen.verdict_of("rests") == "unknown"
    assert "stumbled at rest" in seen.crash_of("rests")
    assert seen.verdict_of("holds") == "pass"
    assert seen.result.crash == ""
    assert seen.result.failures == ()


def test_a_memory_of_the_checks_that_crashes_is_no_fault_of_the_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What promises remember belongs to the checks: the run is unknown, not failed."""
    remember = judging.remember

    def forget(ledger: Ledger, before: Apps, step: Any) -> Ledger:
        if SlipSaved in map(type, step.events):
            raise ZeroDivisionError("the ledger stumbled")
        return remember(ledger, before, step)

    monkeypatch.setattr(judging, "remember", forget)
    result = made(written(tmp_path), tmp_path).result

    assert result.verdict == "unknown"
    assert result.crash == ""
    assert "the ledger stumbled" in "".join(one.crash for one in result.promises)


def test_a_need_that_was_never_seen_is_named(tmp_path: Path) -> None:
    """By the name or the clause under which the scenario states it; what was seen is not."""
    plan = needing(written(tmp_path), "R1.1a", UNREACHED, "R1.X2")
    result = made(plan, tmp_path).result

    assert result.missing == (UNREACHED, "R1.X2")
    assert result.verdict == "unknown"


def test_each_promise_is_kept_with_its_counts(tmp_path: Path) -> None:
    """Held and broken are counted, first breaks become failures, each promise stands once."""
    seen = made(promising(written(tmp_path), BREAKS, HOLDS, FOUND), tmp_path)
    slips = [one for entry in seen.entries for one in entry.events if isinstance(one, SlipSaved)]
    kept = {one.name: one for one in seen.result.promises}

    assert len(slips) > 3
    assert len(kept) == len(seen.result.promises) == len(PROMISES) + 3
    assert (kept["holds"].held, kept["holds"].broken) == (len(slips), 0)
    assert (kept["breaks"].held, kept["breaks"].broken) == (0, len(slips))
    (failure,) = seen.result.failures
    assert (failure.promise, failure.order, failure.times) == (
        "breaks", slips[0].order, len(slips)
    )  # fmt: skip
    assert failure.documents == (slips[0].slip.slip,)
    assert [one.promise for one in seen.result.gaps] == ["found"]


# --- crashes of the rules -----------------------------------------------------------------------


def fall_over(self: Warehouse, *said: object) -> Any:
    raise LookupError("the rules fell over")


@pytest.mark.parametrize("name", ["office-day", "automatic-push", "double-push"])
def test_a_crash_inside_the_rules_is_a_failure_with_its_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """In a population, a story and a world; what happened before stands in a closed record."""
    plan = shipped(name, seed=1)
    monkeypatch.setattr(Warehouse, "save_slip", fall_over)
    seen = made(plan, tmp_path)

    assert seen.result.verdict == "fail"
    assert "in fall_over\n" in seen.result.crash
    assert "LookupError: the rules fell over" in seen.result.crash
    assert seen.footer.entries == len(seen.entries) > 0
    assert not seen.footer.settled


def test_rules_that_fall_over_while_a_story_is_cut_do_not_spoil_what_was_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dropping a step may lead where the rules crash: that step is kept, the gap is told."""
    command = Warehouse.command

    def touchy(self: Warehouse, state: Any, dossier: Any, said: Command) -> Any:
        if dossier.document is None:  # never so in the story as it is told
            raise LookupError("no such order")
        return command(self, state, dossier, said)  # type: ignore[arg-type]

    monkeypatch.setattr(Warehouse, "command", touchy)
    result = made(shipped("deleted-after-push"), tmp_path).result

    assert result.verdict == "pass"
    assert [one.promise for one in result.gaps] == ["gap-deleted-after-push"]


# --- the end of a run ---------------------------------------------------------------------------


def interrupted(plan: Plan, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """Return a run that a person interrupts at the third slip."""
    save, slips = Warehouse.save_slip, iter(range(100))

    def save_slip(self: Warehouse, *said: Any) -> Any:
        if next(slips) == 2:
            raise KeyboardInterrupt
        return save(self, *said)

    monkeypatch.setattr(Warehouse, "save_slip", save_slip)
    return made(plan, folder)


def test_an_interrupted_run_is_unknown_and_keeps_what_was_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record is closed, says so, and holds all that was judged; nothing is demanded of it."""
    seen = interrupted(written(tmp_path), tmp_path, monkeypatch)

    assert seen.result.interrupted
    assert seen.result.verdict == "unknown"
    assert seen.result.failures == ()
    assert seen.footer.interrupted
    assert seen.footer.entries == seen.result.entries == len(seen.entries)
    assert [SlipSaved in map(type, one.events) for one in seen.entries].count(True) == 2
    assert seen.verdict_of("comes-to-rest") == "unknown"


def test_what_broke_before_an_interruption_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fail beats unknown here too."""
    plan = promising(written(tmp_path), BREAKS)
    result = interrupted(plan, tmp_path, monkeypatch).result

    assert result.interrupted
    assert result.verdict == "fail"
    assert [(one.promise, one.times) for one in result.failures] == [("breaks", 2)]


def test_a_run_that_never_comes_to_rest_fails(tmp_path: Path) -> None:
    """All messages are lost for ever: the questions of the revokes stay under way.

    What is judged once settled is then not judged at all.
    """
    text = (
        "name: dead-network\nnetwork: {loss: always, tries: 2}\n"
        "people: {salespeople: {revoke: always}}\narrivals: {per_day: 10}\n"
    )
    seen = made(promising(written(tmp_path, text), NEVER_RIGHT), tmp_path)

    assert not seen.result.settled
    assert not seen.footer.settled
    assert seen.result.verdict == "fail"
    assert [one.promise for one in seen.result.failures] == ["comes-to-rest"]
    assert seen.verdict_of("never-right") == "unknown"
