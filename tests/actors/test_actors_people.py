"""What the people do: each role's habits, switched on and off, over small seeded populations."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
from small_staff import DAY, HOUR, day, plan

from sim.engine import desk
from sim.engine.office import Office
from sim.library import plan_of, scenario_files
from sim.rules.messages import (
    CancelOrder,
    Command,
    CreateOrder,
    DeleteOrder,
    DeletePaper,
    DeleteSlip,
    EditOrder,
    EditSlip,
    HandOver,
    MakeIssueCommand,
    MakePaper,
    OpenRequest,
    PostPaper,
    PushSlip,
    ReceiveGoods,
    RecordCopy,
    RecordOrder,
    RejectCopy,
    RejectOrder,
    Rerun,
    RevokeRequest,
    SaveRequest,
    SaveSlip,
    SetDelivery,
    UnpostPaper,
)
from sim.rules.state import Apps
from sim.rules.values import AppName, Role
from sim.run import run_population

APP_OF: dict[Role, AppName] = {
    "salesperson": "sales",
    "sales_manager": "sales",
    "clerk": "warehouse",
    "accountant": "accounting",
    "administrator": "workflow",
}
PLAIN = {
    "salespeople": {"count": 2, "revoke": "never", "hand_over": "never"},
    "managers": {"count": 1, "record": "never", "reject": "never"},
    "clerks": {"count": 2, "issue_part": "never", "other_types": "never", "issue_more": "never"},
    "accountants": {"count": 1},
    "administrators": {"count": 1},
}
WHOLE_DAY = {"rhythm": "steady", "per_day": 40, "lines": {"most": 1}}


class Habit(NamedTuple):
    """A chance of a role, what shows that it was taken, and what else must be set for it."""

    group: str
    field: str
    shows: Callable[[Command], bool]
    also: Mapping[str, Any] = MappingProxyType({})


def is_a(*kinds: type[Command]) -> Callable[[Command], bool]:
    return lambda said: isinstance(said, kinds)


def paper(kind: str) -> Callable[[Command], bool]:
    return lambda said: isinstance(said, MakePaper) and said.kind == kind


def one_piece(said: Command) -> bool:
    """Tell whether one piece was issued, where five were ordered."""
    return isinstance(said, SaveSlip) and sum(line.quantity for line in said.lines) == 1


FIVE = {"arrivals": {**WHOLE_DAY, "quantity": {"least": 5, "most": 5}}}
TOLD = {"salespeople": {"count": 2, "revoke": "never", "hand_over": "always"}}
COPIED = {"flows": {"direct_link": "on"}}
UNKNOWN = {"missing_codes": {"accounting_items": ("HH-01",), "added_after": "3h"}}

HABITS = (
    Habit("salespeople", "revoke", is_a(RevokeRequest)),
    Habit("salespeople", "hand_over", is_a(HandOver)),
    Habit("salespeople", "edit_requested", is_a(EditOrder)),
    Habit("salespeople", "delete_requested", is_a(DeleteOrder)),
    Habit("salespeople", "set_delivery", is_a(SetDelivery)),
    Habit("salespeople", "edit_before_again", is_a(EditOrder),
          {"salespeople": {"count": 2, "revoke": "always", "request_again": "always"}}),
    Habit("managers", "record", is_a(RecordOrder)),
    Habit("managers", "reject", is_a(RejectOrder)),
    Habit("clerks", "issue_command", is_a(MakeIssueCommand)),
    Habit("clerks", "issue_part", one_piece, FIVE),
    Habit("clerks", "issue_more", one_piece, FIVE),
    Habit("clerks", "other_types", lambda said: isinstance(said, SaveSlip) and said.type != "sale"),
    Habit("clerks", "correct_slip", is_a(EditSlip)),
    Habit("clerks", "delete_slip", is_a(DeleteSlip)),
    Habit("clerks", "cancel_order", is_a(CancelOrder)),
    Habit("accountants", "voucher", paper("voucher"), TOLD),
    Habit("accountants", "invoice", paper("invoice"), TOLD),
    Habit("accountants", "receipt", paper("receipt"), TOLD),
    Habit("accountants", "post", is_a(PostPaper)),
    Habit("accountants", "delete", is_a(UnpostPaper, DeletePaper)),
    Habit("accountants", "record", is_a(RecordCopy), COPIED),
    Habit("accountants", "reject", is_a(RejectCopy), COPIED),
    Habit("administrators", "rerun", is_a(Rerun), UNKNOWN),
)  # fmt: skip


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: f"{habit.group}-{habit.field}")
def test_a_habit_with_the_chance_never_is_never_seen_and_with_always_it_is(
    tmp_path: Path, habit: Habit
) -> None:
    """0 switches it off entirely, whatever the seed; 1 shows that it was not off by accident."""
    for seed, odds in [(1, "always"), (1, "never"), (2, "never")]:
        fields = {"arrivals": WHOLE_DAY, **PLAIN, **habit.also}
        fields[habit.group] = {**fields[habit.group], habit.field: odds}
        seen = day(plan(seed=seed, **fields), tmp_path)
        shown = [entry for entry in seen.said() if habit.shows(entry.said)]
        assert bool(shown) == (odds == "always"), (seed, odds)


def test_each_person_speaks_for_themselves_in_the_app_of_their_role(tmp_path: Path) -> None:
    """No clerk in Sales, no salesperson in Warehouse; the record names them by role and number."""
    seen = day(plan(**{**PLAIN, **TOLD}, arrivals=WHOLE_DAY), tmp_path)

    for entry in seen.said():
        assert entry.app == APP_OF[entry.said.role]
        assert entry.said.by.rsplit("-", 1)[0] == entry.said.role


def test_people_only_work_in_working_hours(tmp_path: Path) -> None:
    """Not before eight, not over lunch, not after half past five (but for an answer's wait)."""
    fields = {**PLAIN, "salespeople": {"count": 3, "revoke": "1/2"}, "days": 2}
    seen = day(plan(**fields, arrivals={"per_day": 60}), tmp_path)

    clocks = [entry.at % DAY for entry in seen.said()]
    in_hours = [
        8 * HOUR <= one <= 12 * HOUR + 1_000 or 13 * HOUR <= one <= 17.5 * HOUR + 1_000
        for one in clocks
    ]
    assert len(clocks) > 200
    assert all(in_hours)


def test_an_order_is_entered_opened_and_requested_by_one_salesperson(tmp_path: Path) -> None:
    """Whoever enters an order also requests it, in this order, and each just once."""
    fields = {**PLAIN, "salespeople": {"count": 3, "revoke": "never"}}
    seen = day(plan(**fields, arrivals=WHOLE_DAY), tmp_path)

    steps: dict[str, list[tuple[str, type]]] = {}
    for entry in seen.said(CreateOrder, OpenRequest, SaveRequest):
        steps.setdefault(entry.said.order, []).append((entry.said.by, type(entry.said)))
    complete = [one for one in steps.values() if len(one) == 3]
    assert len(complete) > 30
    for told in complete:
        assert [kind for _, kind in told] == [CreateOrder, OpenRequest, SaveRequest]
        assert len({by for by, _ in told}) == 1


@pytest.mark.parametrize(("odds", "again"), [("never", False), ("always", True)])
def test_a_revoked_order_is_requested_again_by_chance(
    tmp_path: Path, odds: str, again: bool
) -> None:
    """With request_again: never, no order is ever saved twice."""
    fields = {**PLAIN, "salespeople": {"count": 3, "revoke": "always", "request_again": odds}}
    slow = {"count": 2, "think": {"shortest": "4h", "longest": "5h"}}
    seen = day(plan(**{**fields, "clerks": slow}, arrivals=WHOLE_DAY), tmp_path)

    saved = [one.order for one in seen.done(SaveRequest)]
    assert bool(len(saved) - len(set(saved))) == again


def test_a_clerk_who_never_issues_in_part_issues_whole_orders(tmp_path: Path) -> None:
    """Each slip holds what its order holds."""
    seen = day(plan(**PLAIN, arrivals=WHOLE_DAY), tmp_path)

    ordered = {
        one.order: sum(line.quantity for line in one.lines) for one in seen.done(CreateOrder)
    }
    slips = seen.done(SaveSlip)
    assert len(slips) > 20
    for slip in slips:
        assert sum(line.quantity for line in slip.lines) == ordered[slip.order]


def test_a_clerk_who_never_pushes_again_pushes_what_is_not_synced(tmp_path: Path) -> None:
    """In manual mode each push is the first one of its slip that is answered; none is refused."""
    fields = {**PLAIN, "flows": {"slip_to_accounting": "manual"}}
    never = {**PLAIN["clerks"], "push_again": "never", "correct_slip": "never"}
    seen = day(plan(**{**fields, "clerks": never}, arrivals=WHOLE_DAY), tmp_path)

    pushes = seen.said(PushSlip)
    assert len(pushes) > 10
    assert [one.answer for one in pushes if getattr(one.answer, "reason", "") == "synced"] == []


def test_a_clerk_short_of_stock_receives_goods_and_the_order_is_issued_at_last(
    tmp_path: Path,
) -> None:
    """The stock is empty: refused, received, and later looks find enough of it."""
    fields = {**PLAIN, "clerks": {**PLAIN["clerks"], "count": 3}}
    seen = day(plan(**fields, opening_stock=0, arrivals={"items": 1, **WHOLE_DAY}), tmp_path)

    refused = [one for one in seen.said(SaveSlip) if "stock_shortage" in repr(one.answer)]
    assert refused
    assert seen.done(ReceiveGoods)
    assert seen.done(SaveSlip)
    assert {one.said.by.rsplit("-", 1)[0] for one in seen.said(ReceiveGoods)} == {"clerk"}


def test_an_administrator_runs_failed_runs_again_once_the_code_exists(tmp_path: Path) -> None:
    """Accounting learns its item two hours later; no run stays failed for an unknown item."""
    fields = {**PLAIN, "missing_codes": {"accounting_items": ("HH-01",), "added_after": "2h"}}
    seen = day(plan(**fields, arrivals={"items": 1, **WHOLE_DAY}), tmp_path)

    failed = [one for one in seen.entries if "unknown_item" in repr(one.answer)]
    assert failed
    assert all(one.at < 11 * HOUR for one in failed)
    assert seen.done(Rerun)
    assert seen.result.verdict == "pass"


# --- nobody sees another app --------------------------------------------------------------------


class OwnApp:
    """The apps as one role sees them: asking for another app fails the test."""

    def __init__(self, role: Role, apps: Apps) -> None:
        self._mine = APP_OF[role]
        self._apps = apps

    def __getattr__(self, name: str) -> Any:
        assert name == self._mine, f"a person of {self._mine} looked into {name}"
        return getattr(self._apps, name)


def guard(monkeypatch: pytest.MonkeyPatch) -> set[Role]:
    """Let everybody see their own app only, by way of their desk; return the roles that look."""
    looked: set[Role] = set()
    shown = desk.view

    def view(role: Role, apps: Apps, order: str) -> Any:
        looked.add(role)
        return shown(role, OwnApp(role, apps), order)  # type: ignore[arg-type]

    monkeypatch.setattr(desk, "view", view)
    return looked


@pytest.mark.parametrize("name", ["direct-link-day", "unknown-codes-day", "trace-day"])
def test_people_decide_by_the_screen_of_their_own_app_alone(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """With all other apps taken out of sight the same run happens, byte for byte."""
    of = plan_of(scenario_files()[name], seed=1)
    free = run_population(of)
    looked = guard(monkeypatch)
    guarded = run_population(of)

    assert guarded.crash == ""
    assert guarded.digest == free.digest
    assert looked >= {"salesperson", "clerk", "accountant", "administrator"}


def test_no_actor_reads_the_state_of_the_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office holds all apps; only the engine and what observes it may look inside."""
    readers: set[str] = set()

    def read(office: Office) -> Apps:
        readers.add(Path(sys._getframe(1).f_code.co_filename).parent.name)
        return office.__dict__["apps"]  # type: ignore[no-any-return]

    def write(office: Office, apps: Apps) -> None:
        office.__dict__["apps"] = apps

    monkeypatch.setattr(Office, "apps", property(read, write), raising=False)
    result = run_population(plan_of(scenario_files()["unknown-codes-day"], seed=1))

    assert result.crash == ""
    assert "engine" in readers
    assert "actors" not in readers
