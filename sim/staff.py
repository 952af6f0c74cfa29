"""Seats the people of a population: who works here, and how work reaches their agendas.

People see only what their own app shows: an order appears on a clerk's agenda when Warehouse has
it, on an accountant's when Accounting has something of it. What does not live here: what the
people do (`actors`), the apps (`sim.engine.office`).
"""

from __future__ import annotations

import importlib.util
import inspect
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import simpy

from actors import SHIPPED
from actors.arrivals import arrivals, customer_code, lines_of
from sim.engine.desk import Desk, Task
from sim.engine.office import Office
from sim.engine.spells import spells_of
from sim.engine.trouble import Trouble
from sim.explore.choices import chance
from sim.phrase import phrase
from sim.reading import NoPromiseError
from sim.reading.problem import quoted, suggestion
from sim.record import Entry
from sim.rules.events import (
    CopyReceived,
    NumberNoted,
    OrderReceived,
    OrderRefreshed,
    RequestSaved,
    RequestTakenOn,
    SlipReceived,
)
from sim.rules.messages import AddCode, AddCustomer, CreateOrder, ReceiveGoods
from sim.rules.state import Apps
from sim.rules.values import Line, Role
from sim.scenario import DAY_MS, Group, Scenario

FEEDS: dict[Role, tuple[type, ...]] = {
    "sales_manager": (RequestSaved,),
    "clerk": (OrderReceived, OrderRefreshed, RequestTakenOn),
    "accountant": (NumberNoted, CopyReceived, SlipReceived),
}
SECOND_PAIR_OF_EYES = (1, 5)  # how often a second person of the role takes up the same order
ROLES: tuple[tuple[str, Role, str], ...] = (
    ("salespeople", "salesperson", "salesperson"),
    ("managers", "sales_manager", "manager"),
    ("clerks", "clerk", "clerk"),
    ("accountants", "accountant", "accountant"),
    ("administrators", "administrator", "administrator"),
)


class StaffError(NoPromiseError):
    """An actor that a scenario names cannot be found; the text says why."""


class Staff:
    """The people of one run, by role."""

    def __init__(self, office: Office, scenario: Scenario, folder: Path) -> None:
        self.office = office
        self.scenario = scenario
        self.desks: dict[Role, list[Desk]] = {}
        self.closes_at = scenario.days * DAY_MS
        for field, role, shipped in ROLES:
            group: Group = getattr(scenario.people, field)
            actor = find_actor(group.actor or shipped, folder)
            self.desks[role] = [self._seat(role, i, group, actor) for i in range(group.count)]
        office.observers.append(self.feed)

    def _seat(self, role: Role, i: int, group: Group, actor: Callable[..., Any]) -> Desk:
        desk = Desk(
            office=self.office,
            by=f"{role}-{i + 1}",
            role=role,
            hours=self.scenario.hours,
            closes_at=self.closes_at,
        )
        self.office.env.process(actor(desk, group))
        return desk

    def everybody(self) -> Iterator[tuple[str, str]]:
        """Return (person id, role) of all, role by role."""
        for role, desks in self.desks.items():
            for desk in desks:
                yield desk.by, role

    def somebody(self, role: Role) -> Desk | None:
        """Pick a person of a role, None if nobody has it."""
        desks = self.desks[role]
        if not desks:
            return None
        return desks[self.office.choices.pick(len(desks), ("office", f"which {role}"))]

    def feed(self, entry: Entry, before: Apps, after: Apps) -> None:
        """Put what appeared in an app on the agenda of somebody who works with that app."""
        del before, after
        for event in entry.events:
            for role, kinds in FEEDS.items():
                if isinstance(event, kinds) and event.order:
                    self._show(role, Task("look", event.order))

    def _show(self, role: Role, task: Task) -> None:
        desk = self.somebody(role)
        if desk is None:
            return
        desk.later(0, task)
        if chance(self.office.choices, SECOND_PAIR_OF_EYES, ("office", f"second {role}")):
            other = self.somebody(role)
            if other is not None and other is not desk:
                other.later(0, task)


def find_actor(name: str, folder: Path) -> Callable[..., Any]:
    """Return a shipped actor, or the function of a file beside the scenario; else StaffError."""
    if ".py:" not in name:
        if name not in SHIPPED:
            raise StaffError(phrase("actor.none", name=quoted(name)), suggestion(name, SHIPPED))
        return SHIPPED[name]
    file, function = name.rsplit(":", 1)
    path = folder / file
    if not path.is_file():
        raise StaffError(phrase("actor.no_file", file=file))
    spec = importlib.util.spec_from_file_location(f"own_actor_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever a tester's file does when it is read
        why = f"{type(error).__name__}: {error}"
        raise StaffError(phrase("own.unusable", file=file, why=why)) from error
    found = getattr(module, function, None)
    if not callable(found):
        names = [one for one, value in vars(module).items() if inspect.isfunction(value)]
        message = phrase("actor.lacks", file=file, name=quoted(function))
        raise StaffError(message, suggestion(function, names))
    return found  # type: ignore[no-any-return]


# --- work ---------------------------------------------------------------------------------------


def customers_come(staff: Staff) -> Generator[simpy.Event, Any, None]:
    """Bring the customers' orders to the salespeople, as they arrive."""
    office, scenario = staff.office, staff.scenario
    plan = scenario.arrivals
    for at, _ in arrivals(office.choices, plan, scenario.hours, scenario.days):
        yield office.env.timeout(max(0, at - office.now))
        desk = staff.somebody("salesperson")
        if desk is None:
            return
        for command in _orders(staff, office.fresh("DH")):
            desk.later(0, Task("enter", command.order, command))


def _orders(staff: Staff, number: str) -> Iterator[CreateOrder]:
    """Return an order, or now and then a parent order and a child that takes half of it."""
    office, plan = staff.office, staff.scenario.arrivals
    customer = customer_code(office.choices.pick(plan.customers, ("customers", "who")))
    lines = lines_of(office.choices, plan)
    parent = chance(office.choices, plan.parents, ("customers", "parent"))
    said = {"by": "", "role": "salesperson"}
    yield CreateOrder(
        **said,  # type: ignore[arg-type]
        order=number,
        customer=customer,
        lines=lines,
        is_parent=parent,
    )
    if parent:
        half = tuple(Line(one.no, one.item, (one.quantity + 1) // 2, one.price) for one in lines)
        yield CreateOrder(
            **said,  # type: ignore[arg-type]
            order=office.fresh("DH"),
            customer=customer,
            lines=half,
            parent=number,
        )


def plans_come_true(staff: Staff, without: str = "") -> None:
    """Put planned switches and missing codes on an administrator's agenda, and let faults come.

    `without` is a kind of fault that is left out.
    """
    scenario = staff.scenario
    desks = staff.desks["administrator"]
    for one in scenario.switches:
        if desks:
            due = (one.day - 1) * DAY_MS + one.at
            desks[0].at(due, Task("switch", "", (one.flow, one.setting)))
    spells = spells_of(scenario, staff.office.choices)
    spells = tuple(one for one in spells if one.kind != without)
    if spells:
        staff.office.trouble = Trouble(staff.office, spells)
    _add_codes(staff)


def _add_codes(staff: Staff) -> None:
    """Plan the moment at which each missing code is added by whoever may do it."""
    missing = staff.scenario.missing_codes
    due = staff.scenario.hours.opens + missing.added_after
    plans: list[tuple[Role, Callable[[dict[str, Any]], Any]]] = []
    for item in missing.warehouse_items:
        quantity = staff.scenario.stock.get(item, staff.scenario.opening_stock)
        plans.append(("clerk", _saying(ReceiveGoods, item=item, quantity=quantity)))
    for code in missing.warehouse_customers:
        plans.append(("administrator", _saying(AddCustomer, customer=code)))
    for code in missing.accounting_items:
        plans.append(("administrator", _saying(AddCode, kind="item", code=code)))
    for code in missing.accounting_customers:
        plans.append(("administrator", _saying(AddCode, kind="customer", code=code)))
    for role, said in plans:
        for desk in staff.desks[role][:1]:
            desk.at(due, Task("code", "", said))


def _saying(command: Callable[..., Any], /, **fields: Any) -> Callable[[dict[str, Any]], Any]:
    """Return what makes a command once it is known who says it."""
    return lambda says: command(**says, **fields)
