"""The guard-window matrix: right rules never leave the table, wrong ones are seen to do so."""

from __future__ import annotations

from itertools import product

import pytest

from sim.campaign import run_plan
from sim.checks import windows_seen
from sim.checks.judge import PROMISES, Judge
from sim.checks.ledger import Ledger
from sim.checks.windows import (
    CELLS,
    GOALS,
    IMPOSSIBLE,
    MOMENTS,
    OPENED_BY,
    TABLE,
    allowed,
    cell_of,
    collected,
    merged,
    name_of,
    other_goals,
    unreached,
)
from sim.explore.worlds import model_of
from sim.exploring import explore_world
from sim.library import plan_of, read, scenario_files
from sim.opening import opening_of
from sim.record import Entry
from sim.record import read as lines
from sim.result import Explored
from sim.rules.assumptions import Assumptions
from sim.rules.variants import rule_set
from sim.run import Run, judge_entries
from sim.told import Teller

FILES = scenario_files()
WORLDS = [name for name, path in FILES.items() if read(path).form == "world"]
BY_HAND = ("command", "slip", "other-slip", "voucher", "invoice", "receipt", "recorded", "rejected")


def walk(world: str, rules: str = "reference", nth: int = 0, **assumed: str) -> Explored:
    plan = plan_of(FILES[world], seed=0, rules=rules)
    plan = plan._replace(assumptions=Assumptions(**assumed))  # type: ignore[arg-type]
    return explore_world(plan, plan.scenario.settings[nth], Judge(plan.assumptions))


def told(found: Explored) -> dict[str, dict[str, int]]:
    return {one.name: {two.answer: two.times for two in one.answers} for one in found.windows}


# --- the table ----------------------------------------------------------------------------------


def test_what_cannot_be_has_a_reason_and_no_answer():
    """An impossible cell allows nothing, and whatever allows nothing is told to be impossible."""
    empty = {cell for cell in CELLS.values() if not TABLE[cell[0]][cell[1]]}
    assert empty == set(IMPOSSIBLE)
    assert set(GOALS) == {name_of(*cell) for cell in set(CELLS.values()) - empty}


def test_every_kind_of_related_activity_is_a_row():
    """domain.md 3.1: slips, vouchers, invoices, receipts by the switch, and recordings."""
    no_activity = {"command", "create", "push", "receipt", "copy", "recording-news"}
    assert {kind for kind, row in TABLE.items() if row.get("decided") == ()} == {
        *(set(TABLE) - no_activity)
    }
    assert all(set(TABLE[kind]) == set(MOMENTS) for kind in BY_HAND)


@pytest.mark.parametrize(("kind", "moment"), [*product(BY_HAND, ("held", "deleting", "releasing"))])
def test_while_an_app_has_promised_nothing_by_hand_is_taken(kind, moment):
    """R1.1k: from the check to the end of the attempt there is one answer, "busy"."""
    assert TABLE[kind][moment] == ("busy",)


def test_an_assumption_that_opens_a_cell_closes_it_too():
    """A receipt that counts as activity is answered like a voucher."""
    ((cell, (switch, value)),) = OPENED_BY.items()
    assert getattr(Assumptions(), switch) == value
    counts = Assumptions(receipts_count="yes")
    assert allowed(*cell, "revoke_succeeded", Assumptions())
    assert not allowed(*cell, "revoke_succeeded", counts)
    assert not allowed("receipt", "asked", "check_passed", counts)


def test_no_sighting_is_a_promise_of_the_lists():
    """The matrix has a place of its own; lists and summaries of promises stay as they are."""
    assert [promise.name for promise in PROMISES if cell_of(promise.name)] == []
    assert other_goals(["window-slip-held=busy", "revoke-succeeded"]) == ("revoke-succeeded",)


# --- adding up ----------------------------------------------------------------------------------


def test_sightings_are_added_up_by_cell():
    """Answers with their numbers, whether they are allowed, and what broke in the same steps."""
    counts = {
        "window-slip-held=busy": 2,
        "window-slip-held#accepted": 1,
        "window-other-slip-decided!no-revoke-over-a-slip": 3,
        "window-other-slip-decided#revoke_succeeded": 3,
        "revoke-succeeded": 9,
    }
    held, decided = collected(counts)
    assert (held.kind, held.moment, held.times, held.sound) == ("slip", "held", 3, False)
    assert [tuple(one) for one in held.answers] == [("accepted", 1, False), ("busy", 2, True)]
    assert (decided.kind, decided.broken) == ("other-slip", (("no-revoke-over-a-slip", 3),))

    twice = {name: 2 * times for name, times in counts.items()}
    assert merged([collected(counts), collected(counts)]) == collected(twice)


def test_what_was_not_reached_is_a_goal_by_name():
    """A search is told which cells are left; impossible ones are never among them."""
    assert unreached(()) == GOALS
    left = unreached(["window-slip-held=busy", "window-slip-decided#revoke_succeeded", "other"])
    assert left == tuple(name for name in GOALS if name != "window-slip-held")


# --- what runs and walks find -------------------------------------------------------------------


def test_a_story_shows_the_windows_that_it_tells():
    """Busy between check and decision, busy before the delete, refused after it; no more."""
    result = run_plan(plan_of(FILES["slip-during-revoke"], seed=1))
    assert told(result) == {  # type: ignore[arg-type]
        "window-slip-held": {"busy": 1},
        "window-slip-deleting": {"busy": 1},
        "window-slip-deleted": {"refused": 1},
    }


def test_a_story_and_its_stored_record_show_the_same(tmp_path):
    """The judge of a record counts windows by the same rulings as the run did."""

    plan = plan_of(FILES["kinds-during-a-revoke"], seed=1)
    path = tmp_path / "record.jsonl"
    with path.open("wb") as file:
        result = run_plan(plan, file)
    entries = [line for line in lines(path) if isinstance(line, Entry)]
    rules = rule_set("reference", plan.assumptions)
    opening = tuple(opening_of(plan.scenario))
    tally, _ = judge_entries(rules, Judge(plan.assumptions), opening, entries)
    assert collected(tally.held) == result.windows
    assert len(result.windows) == 29


def test_a_message_under_way_is_seen_at_the_check_and_at_the_decision():
    """The create message may still travel when Warehouse is asked and when Sales decides."""
    found = told(walk("revoke-before-arrival"))
    assert found["window-create-asked"].keys() == {"check_passed"}
    assert found["window-create-decided"].keys() == {"revoke_succeeded"}
    assert found["window-create-deleted"].keys() == {"refused"}


@pytest.mark.parametrize("world", WORLDS)
def test_right_rules_never_leave_the_table(world):
    """Any order of arrival: every answer is allowed, no impossible cell is reached."""
    assert [one for one in walk(world).windows if not one.sound] == []


@pytest.mark.slow
@pytest.mark.parametrize("world", WORLDS)
def test_right_rules_never_leave_the_table_whatever_fails(world):
    """The same with a message doubled or lost, or an app crashed."""
    for nth in range(1, len(read(FILES[world]).settings)):
        assert [one for one in walk(world, nth=nth).windows if not one.sound] == []


def test_receipts_that_count_stop_the_revoke():
    """Under the other assumption the cell that it closes is reached no more."""
    found = told(walk("switches-in-sales", receipts_count="yes"))
    assert found["window-receipt-asked"].keys() == {"check_refused"}
    assert "window-receipt-decided" not in found
    assert all(one.sound for one in walk("switches-in-sales", receipts_count="yes").windows)


# --- power --------------------------------------------------------------------------------------


def test_look_then_delete_stands_open_between_the_look_and_the_delete():
    """The slip is taken where only "busy" is right, and the revoke succeeds over it."""
    wrong = {one.name: one for one in walk("revoke-against-slip", "look-then-delete").windows}
    wrong = {name: one for name, one in wrong.items() if not one.sound}
    for moment in ("held", "decided", "deleting", "deleted"):
        assert f"window-slip-{moment}" in wrong
    broken = {name: dict(one.broken) for name, one in wrong.items()}
    assert broken["window-slip-decided"]["no-revoke-over-a-slip"] > 0
    assert broken["window-slip-deleting"]["nothing-after-a-revoke"] > 0
    assert broken["window-received-slip-decided"]["no-revoke-over-accounting"] > 0
    asked = [one for one in wrong if one.endswith("-asked")]
    assert asked == []  # the look itself is right


def test_look_then_delete_stands_open_in_accounting_too():
    """Voucher, invoice and recording pass between Accounting's answer and the decision."""
    found = [
        *walk("revoke-against-voucher", "look-then-delete").windows,
        *walk("revoke-against-record", "look-then-delete").windows,
    ]
    wrong = {one.name for one in found if not one.sound}
    for kind in ("voucher", "invoice", "recorded", "rejected"):
        assert {f"window-{kind}-held", f"window-{kind}-decided"} <= wrong


def test_a_broken_promise_is_laid_to_the_cell_that_is_wrong():
    """An issue command may be there when the revoke succeeds; the slip beside it may not."""
    found = {one.name: one for one in walk("revoke-against-slip", "look-then-delete").windows}
    assert found["window-command-decided"].broken == ()
    assert found["window-slip-decided"].broken != ()


def test_a_watch_that_fails_is_told_as_a_check_that_failed(monkeypatch):
    """Like any check: the run goes on, and the traceback is kept under `checks-work`."""

    def fails(*_: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(windows_seen, "answer_of", fails)
    result = run_plan(plan_of(FILES["slip-during-revoke"], seed=1))
    crashes = {one.name: one.crash for one in result.promises if one.crash}
    assert list(crashes) == ["checks-work"]
    assert "planted" in crashes["checks-work"]
    assert result.verdict == "unknown"


def test_nothing_is_remembered_outside_the_ledger():
    """What an app has said is written down until it is told the end, and not a step longer."""
    story = plan_of(FILES["kinds-when-given-up"], seed=1)

    teller = Teller(story, Run(story, None))
    seen: list[list[tuple[str, str]]] = []
    for order in story.scenario.orders:
        teller.given(order)
    for step in story.scenario.steps:
        teller.tell(step)
        seen.append(sorted(teller.run.tally.ledger.checked.keys()))
    asked = [("DH-1", "accounting"), ("DH-1", "warehouse")]
    assert [one for at, one in enumerate(seen) if at == 0 or one != seen[at - 1]] == [
        [],
        asked[1:],
        asked,
        [],
    ]
    assert Ledger().checked == teller.run.tally.ledger.checked


def test_what_an_app_has_said_is_part_of_a_states_identity():
    """Or a walk would go on from one of two states that reach different cells."""
    plan = plan_of(FILES["revoke-against-slip"], seed=0, rules="look-then-delete")
    rules, judge = rule_set(plan.rules, plan.assumptions), Judge(plan.assumptions)
    model = model_of(plan.scenario, plan.scenario.settings[0], rules, judge, ())
    (start,) = model.initial
    said = start.ledger.checked.insert(("DH-1", "warehouse"), 1)
    other = start._replace(ledger=start.ledger._replace(checked=said))
    assert model.identity(start) != model.identity(other)
