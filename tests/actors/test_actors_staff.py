"""Who works in the office and where their work comes from: seats, rhythms, plans, and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from small_staff import DAY, HOUR, Day, day, plan, undecorated

from actors import people
from actors.arrivals import arrivals, customer_code, item_code, lines_of
from actors.people import POOL_SIZE, nameplates, pool
from sim.explore.choices import Replayed, Seeded
from sim.rules.messages import AddCode, AddCustomer, CreateOrder, ReceiveGoods, SwitchFlow
from sim.rules.step import Fault
from sim.scenario import Arrivals, Hours
from sim.staff import StaffError, find_actor

WORK_MS = 17 * HOUR // 2  # 8:00 to 12:00 and 13:00 to 17:30


def moments(days: int = 1, seed: int = 1, **fields: Any) -> list[int]:
    """Return when the orders of some days come in."""
    of = Arrivals.model_validate(fields)
    found = list(arrivals(Seeded(seed), of, Hours(), days))
    assert [nth for _, nth in found] == list(range(len(found)))
    return [at for at, _ in found]


# --- the rhythm of work -------------------------------------------------------------------------


def test_steady_orders_come_at_equal_distances_of_working_time() -> None:
    """Seventeen orders in eight and a half hours: one each half hour, none over lunch."""
    morning = [8 * HOUR + n * HOUR // 2 for n in range(8)]
    afternoon = [13 * HOUR + n * HOUR // 2 for n in range(9)]

    assert moments(rhythm="steady", per_day=17) == morning + afternoon
    assert moments(rhythm="steady", per_day=1, days=2) == [8 * HOUR, DAY + 8 * HOUR]


def test_poisson_orders_come_as_often_as_said_and_at_no_rhythm() -> None:
    """Forty a day for a hundred days: 4,000 within four sigma; gaps as irregular as their mean.

    For exponential gaps the standard deviation equals the mean; for a steady rhythm it is 0.
    """
    found = moments(rhythm="poisson", per_day=40, days=100)
    assert abs(len(found) - 4_000) < 4 * 4_000**0.5

    morning = [at % DAY for at in found if at % DAY < 12 * HOUR]
    gaps = [b - a for a, b in pairwise(morning) if b > a]
    mean = sum(gaps) / len(gaps)
    deviation = (sum((gap - mean) ** 2 for gap in gaps) / len(gaps)) ** 0.5
    assert 0.9 < mean / (WORK_MS / 40) < 1.1
    assert 0.8 < deviation / mean < 1.2


def test_a_burst_brings_seven_of_ten_orders_in_the_first_hour() -> None:
    """And a fair part of the rest: 7/10 + 3/10 of 1/8.5 is 73.5 %, within four sigma of 1,000."""
    found = moments(rhythm="burst", per_day=1_000)
    early = sum(at < 9 * HOUR for at in found)

    assert len(found) == 1_000
    assert abs(early - 735) < 4 * (1_000 * 0.735 * 0.265) ** 0.5


def test_half_of_a_months_orders_come_on_its_last_three_days() -> None:
    """Twenty-two working days of a hundred orders."""
    found = moments(rhythm="month_end", per_day=100, days=22)
    late = sum(at >= 19 * DAY for at in found)

    assert abs(len(found) - 2_200) < 4 * 2_200**0.5
    assert abs(late / len(found) - 0.5) < 0.05


@pytest.mark.parametrize("days", [1, 2, 3, 4])
def test_a_month_of_a_few_days_loses_none_of_its_orders(days: int) -> None:
    """However short the month, as many orders come as it says: per_day times days."""
    found = moments(rhythm="month_end", per_day=400, days=days)

    assert abs(len(found) - 400 * days) < 4 * (400 * days) ** 0.5


@pytest.mark.parametrize("rhythm", ["steady", "poisson", "burst", "month_end"])
@pytest.mark.parametrize("seed", [1, 2])
def test_orders_come_in_order_and_in_working_hours_whatever_the_rhythm(
    rhythm: str, seed: int
) -> None:
    """Whole milliseconds, never backwards, never at night or over lunch; none if none are due."""
    found = moments(rhythm=rhythm, per_day=60, days=5, seed=seed)

    assert found == sorted(found)
    assert {type(at) for at in found} == {int}
    clocks = [at % DAY for at in found]
    assert all(8 * HOUR <= at < 12 * HOUR or 13 * HOUR <= at < 17.5 * HOUR for at in clocks)
    assert moments(rhythm=rhythm, per_day=0, days=5) == []


def test_an_order_has_as_many_lines_and_pieces_as_the_scenario_allows() -> None:
    """Two to four lines of three to five pieces of seven items; the dullest order is the least."""
    of = Arrivals.model_validate(
        {"lines": {"least": 2, "most": 4}, "quantity": {"least": 3, "most": 5}, "items": 7}
    )
    choices = Seeded(1)
    orders = [lines_of(choices, of) for _ in range(200)]

    assert {len(order) for order in orders} == {2, 3, 4}
    assert {line.quantity for order in orders for line in order} == {3, 4, 5}
    assert {line.item for order in orders for line in order} == {item_code(n) for n in range(7)}
    assert all([line.no for line in one] == list(range(1, len(one) + 1)) for one in orders)
    assert [(one.item, one.quantity) for one in lines_of(Replayed({}), of)] == [("HH-01", 3)] * 2


def customers(seen: Day) -> list[tuple[object, ...]]:
    """Return what the customers ordered, order by order."""
    made = sorted(seen.done(CreateOrder), key=lambda one: one.order)
    return [(one.order, one.customer, one.lines) for one in made]


def test_customers_order_the_same_whatever_the_people_and_the_network_do(tmp_path: Path) -> None:
    """Two variants of a day can be compared: each choice has a key of its own."""
    calm = day(plan(salespeople={"count": 3, "revoke": "never"}), tmp_path)
    busy = {"count": 3, "revoke": "always", "hand_over": "always", "edit_requested": "1/2"}
    rough = {"delay": {"longest": "10min"}, "loss": "1/5", "duplicate": "1/5"}
    wild = day(plan(salespeople=busy, clerks={"count": 5}, network=rough), tmp_path)

    assert len(customers(calm)) > 15
    assert customers(calm) == customers(wild)


# --- seats --------------------------------------------------------------------------------------


def test_every_person_of_a_group_gets_work(tmp_path: Path) -> None:
    """Three, two, four, three, two people: each says something in a busy day, and nobody else."""
    groups = {"salespeople": 3, "managers": 2, "clerks": 4, "accountants": 3, "administrators": 2}
    staff: dict[str, dict[str, object]] = {group: {"count": n} for group, n in groups.items()}
    staff["managers"]["record"] = "always"
    missing = {"accounting_items": ("HH-01",), "added_after": "1h"}
    seen = day(plan(**staff, missing_codes=missing, arrivals={"per_day": 80}), tmp_path)

    roles = ("salesperson", "sales_manager", "clerk", "accountant", "administrator")
    counts = zip(roles, groups.values(), strict=True)
    expected = {f"{role}-{n + 1}" for role, count in counts for n in range(count)}
    assert {entry.said.by for entry in seen.said()} == expected
    assert {one.id for one in seen.names if one.role != "customer"} == expected


def test_an_office_without_a_role_works_on_without_it(tmp_path: Path) -> None:
    """No clerk: orders arrive in Warehouse and lie there. No salesperson: nothing happens."""
    empty = day(plan(clerks={"count": 0}, accountants={"count": 0}), tmp_path)
    assert {entry.said.role for entry in empty.said()} == {"salesperson"}
    assert empty.result.settled

    nobody = day(plan(salespeople={"count": 0}), tmp_path)
    assert nobody.said() == []


def test_an_order_is_looked_at_by_one_or_two_of_a_role(tmp_path: Path) -> None:
    """Several clerks share the work: most orders are one clerk's, some are taken up twice."""
    seen = day(plan(clerks={"count": 4}, arrivals={"per_day": 80}), tmp_path)

    hands: dict[str, set[str]] = {}
    for entry in seen.said():
        if entry.said.role == "clerk" and getattr(entry.said, "order", ""):
            hands.setdefault(entry.said.order, set()).add(entry.said.by)
    shared = Counter(map(len, hands.values()))
    assert set(shared) <= {1, 2, 3}
    assert shared[1] > shared[2] > 0


def test_an_actor_of_a_file_beside_the_scenario_takes_the_place_of_a_shipped_one(
    tmp_path: Path,
) -> None:
    """QA's own clerk does nothing but receive goods."""
    text = (
        "from sim.rules.messages import ReceiveGoods\n"
        "def mine(desk, group):\n"
        "    task = yield from desk.next()\n"
        "    yield from desk.do(ReceiveGoods(**desk.says(), item='HH-77', quantity=group.count))\n"
    )
    (tmp_path / "own.py").write_text(text, encoding="utf-8")
    seen = day(plan(tmp_path, clerks={"count": 3, "actor": "own.py:mine"}), tmp_path)

    said = [entry.said for entry in seen.said() if entry.said.role == "clerk"]
    assert {type(one) for one in said} == {ReceiveGoods}
    assert {one.item for one in said} == {"HH-77"}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("clrk", 'there is no actor "clrk"'),
        ("gone.py:clerk", "there is no file"),
        ("own.py:nothing", 'has no function "nothing"'),
        ("own.py:NUMBER", 'has no function "NUMBER"'),
    ],
)
def test_an_actor_that_is_not_there_is_named(tmp_path: Path, name: str, told: str) -> None:
    """The text says which, and what there is."""
    (tmp_path / "own.py").write_text("NUMBER = 3\n", encoding="utf-8")
    with pytest.raises(StaffError, match=told):
        find_actor(name, tmp_path)


# --- plans --------------------------------------------------------------------------------------


def test_planned_switches_and_faults_happen_on_their_minute(tmp_path: Path) -> None:
    """A switch at half past nine of day two, a crash at noon for ten minutes.

    The fault's beginning and end stand in the record, so that a chart can shade its time.
    """
    switch = {"day": 2, "at": "09:30", "flow": "order_to_warehouse", "setting": "off"}
    fault = {"day": 1, "at": "12:00", "crash": "accounting", "lasts": "10min"}
    seen = day(plan(days=2, switches=(switch,), faults=(fault,)), tmp_path)

    assert [one.at for one in seen.said(SwitchFlow)] == [DAY + 9 * HOUR + HOUR // 2]
    crashes = [one for one in seen.entries if isinstance(one.said, Fault)]
    assert [(one.at, one.said.kind, one.said.cause) for one in crashes] == [
        (12 * HOUR, "begin", "outage"),
        (12 * HOUR, "crash", "outage"),
        (12 * HOUR + HOUR // 6, "end", "outage"),
    ]
    assert {one.app for one in crashes} == {"accounting"}


def test_missing_codes_are_unknown_at_first_and_added_by_whoever_may(tmp_path: Path) -> None:
    """Clerks receive goods, administrators add customers and Accounting's codes, at ten."""
    missing = {
        "warehouse_items": ("HH-02",),
        "warehouse_customers": ("KH-03",),
        "accounting_items": ("HH-01",),
        "accounting_customers": ("KH-01",),
        "added_after": "2h",
    }
    seen = day(plan(missing_codes=missing), tmp_path)

    added = seen.said(ReceiveGoods, AddCustomer, AddCode)
    assert min(one.at for one in added if not isinstance(one.said, ReceiveGoods)) == 10 * HOUR
    kinds = Counter((type(one.said), one.said.role) for one in added if one.at // HOUR == 10)
    assert kinds[AddCustomer, "administrator"] == 1
    assert kinds[AddCode, "administrator"] == 2
    assert kinds[ReceiveGoods, "clerk"] >= 1
    unknown = [one for one in seen.entries if "unknown_" in repr(one.answer)]
    assert unknown
    assert all(one.at < 12 * HOUR for one in unknown)


# --- names --------------------------------------------------------------------------------------


@pytest.fixture
def pools() -> Iterator[Callable[[], None]]:
    """Return what makes the pool of names be drawn anew; afterwards it is drawn anew as well."""
    yield pool.cache_clear
    pool.cache_clear()


def test_names_decorate_and_decide_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pools: Callable[[], None]
) -> None:
    """With other names, the same run: same digest, same record but for the name plates."""
    of = plan(salespeople={"count": 3})
    before = day(of, tmp_path)
    monkeypatch.setattr(people, "POOL_SEED", people.POOL_SEED + 1)
    pools()
    after = day(of, tmp_path)

    assert [one.id for one in before.names] == [one.id for one in after.names]
    assert [one.name for one in before.names] != [one.name for one in after.names]
    assert before.result.digest == after.result.digest
    assert undecorated(before.record) == undecorated(after.record)


def test_no_two_people_and_no_two_customers_share_a_name() -> None:
    """Also when there are more of them than names in the pool; who comes first keeps the name."""
    staff = [(f"clerk-{n}", "clerk") for n in range(2 * POOL_SIZE + 5)]
    codes = [customer_code(n) for n in range(2 * POOL_SIZE + 5)]
    plates = list(nameplates(staff, codes))

    assert [one.id for one in plates] == [*(person for person, _ in staff), *codes]
    for role in ("clerk", "customer"):
        names = [one.name for one in plates if one.role == role]
        assert len(set(names)) == len(names) == 2 * POOL_SIZE + 5
    assert list(nameplates(staff[:3], codes[:3]))[:3] == plates[:3]
