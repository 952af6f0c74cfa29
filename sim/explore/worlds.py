"""Turns a scenario of the form world into a bounded world for the explorer."""

from __future__ import annotations

from sim.checks.judge import Judge
from sim.checks.ledger import Ledger
from sim.explore.bounded import Budgets, Person, State, World
from sim.explore.model import Model
from sim.explore.office import Office
from sim.record import Opening, opened
from sim.rules.messages import CreateOrder
from sim.rules.state import Apps
from sim.rules.step import Step
from sim.rules.values import Line
from sim.rules.world import Rules, act
from sim.scenario import GivenOrder, Scenario, Setting


def setting_name(setting: Setting) -> str:
    """Return the name of a budget: "reorder", "1 duplicate", "1 loss, 1 crash"."""
    parts = [
        f"{count} {word if count == 1 else plural}"
        for count, word, plural in (
            (setting.duplicates, "duplicate", "duplicates"),
            (setting.losses, "loss", "losses"),
            (setting.crashes, "crash", "crashes"),
            (setting.outages, "outage", "outages"),
        )
        if count
    ]
    return ", ".join(parts) or "reorder"


def given_orders(rules: Rules, apps: Apps, orders: tuple[GivenOrder, ...]) -> Apps:
    """Return the apps with the orders that exist, as drafts, when the scenario begins."""
    for order in orders:
        _, apps = act(rules, apps, entering(order, ""))
    return apps


def entering(order: GivenOrder, by: str) -> CreateOrder:
    """Return the command that enters a given order."""
    return CreateOrder(
        by=by,
        role="salesperson",
        order=order.order,
        customer=order.customer,
        lines=tuple(Line(one.line, one.item, one.quantity, one.price) for one in order.lines),
        parent=order.parent,
        is_parent=order.is_parent,
    )


def world_of(
    scenario: Scenario, setting: Setting, rules: Rules, opening: tuple[Opening, ...]
) -> World:
    """Return the bounded world of a scenario under one budget of faults."""
    apps = given_orders(rules, opened(rules, opening), scenario.orders)
    people = tuple(
        Person(name, actor.role, tuple(actor.may.items())) for name, actor in scenario.cast.items()
    )
    return World(
        name=scenario.name,
        apps=apps,
        ledger=Ledger(),
        orders=tuple(order.order for order in scenario.orders),
        people=people,
        budgets=Budgets(setting.duplicates, setting.losses, setting.crashes, setting.outages),
    )


def office_of(
    scenario: Scenario, setting: Setting, rules: Rules, judge: Judge, opening: tuple[Opening, ...]
) -> Office:
    """Return a world scenario with its rules and its judge, ready to be walked."""
    return Office(world_of(scenario, setting, rules, opening), rules, judge)


def model_of(
    scenario: Scenario,
    setting: Setting,
    rules: Rules,
    judge: Judge,
    opening: tuple[Opening, ...],
    *,
    canonical: bool = True,
) -> Model[State, Step]:
    """Return the model of a world scenario, ready for the explorer."""
    return office_of(scenario, setting, rules, judge, opening).model(canonical=canonical)
