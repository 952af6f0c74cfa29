"""Which orders are judged apart: those that share nothing a decision reads."""

from __future__ import annotations

from typing import Any

import pytest
from adapters.crowd import CUSTOMER, Crowd, opening

from sim.adapters.groups import groups
from sim.adapters.recorder import Look
from sim.adapters.sync_model import sync_model
from sim.checks.history.check import check
from sim.checks.history.model import Part, undivided
from sim.checks.history.operation import Operation
from sim.record import opened
from sim.rules.assumptions import Assumptions
from sim.rules.messages import (
    Accepted,
    AddCustomer,
    Command,
    CreateOrder,
    DeleteSlip,
    MakePaper,
    ReceiveGoods,
    SaveSlip,
    SwitchFlow,
)
from sim.rules.values import Line, SlipLine
from sim.rules.world import act, reference

LAN: dict[str, Any] = {"by": "lan", "role": "salesperson"}
MINH: dict[str, Any] = {"by": "minh", "role": "clerk"}


def entered(order: str, **more: Any) -> CreateOrder:
    return CreateOrder(**LAN, order=order, customer=CUSTOMER, lines=(Line(1, "A", 3),), **more)


def slip(order: str, number: str, quantity: int = 3) -> SaveSlip:
    lines = (SlipLine(1, "A", quantity),)
    return SaveSlip(**MINH, order=order, slip=number, type="sale", lines=lines)


def parts(
    *said: Command | Look, stock: int = 100, assumptions: Assumptions | None = None
) -> list[str]:
    """Return the names of the parts of a history in which this was said."""
    apps = opened(reference(), opening(stock))
    history = [Operation(n, "", one, Accepted(), n, n) for n, one in enumerate(said)]
    found = groups(apps, assumptions or Assumptions(), history)
    assert sorted(one for part in found for one in part.operations) == history
    return sorted(part.name for part in found)


def test_orders_of_their_own_stand_alone() -> None:
    """Two orders on plenty of stock share nothing; a look belongs to its order."""
    said = entered("DH-1"), entered("DH-2"), slip("DH-1", "PX-1"), Look("sales", "DH-2")
    assert parts(*said) == ["DH-1", "DH-2"]


def test_stock_that_may_run_short_joins() -> None:
    """Where both could want more than there is, one's slip may be why the other's is refused."""
    said = entered("DH-1"), entered("DH-2"), slip("DH-1", "PX-1"), slip("DH-2", "PX-2")
    assert parts(*said, stock=5) == ["DH-1, DH-2"]
    assert parts(*said, stock=6) == ["DH-1", "DH-2"]
    allowed = Assumptions(stock_shortage="allow")
    assert parts(*said, stock=5, assumptions=allowed) == ["DH-1", "DH-2"]


def test_an_order_without_slips_of_its_own_joins_by_its_lines() -> None:
    """What is deleted comes back into stock, though the command does not say which item it is."""
    gone = DeleteSlip(**MINH, order="DH-2", slip="PX-9")
    assert parts(entered("DH-1"), entered("DH-2"), slip("DH-1", "PX-1"), gone, stock=2) == [
        "DH-1, DH-2"
    ]


def test_parents_and_children_belong_together() -> None:
    """A child is made from its parent, so each reads the other."""
    assert parts(entered("DH-1", is_parent=True), entered("DH-2", parent="DH-1")) == ["DH-1, DH-2"]


def test_a_number_used_twice_joins() -> None:
    """The second one is refused because of the first, on whatever orders they are."""
    paper = MakePaper(
        by="mai", role="accountant", order="DH-2", paper="PX-1", kind="voucher", request=1
    )
    assert parts(entered("DH-1"), slip("DH-1", "PX-1"), paper) == ["DH-1, DH-2"]


def test_codes_added_meanwhile_join() -> None:
    """Whether an order arrives may depend on when its customer or item became known."""
    customer = AddCustomer(**MINH, customer=CUSTOMER)
    assert parts(entered("DH-1"), entered("DH-2"), customer) == [f"DH-1, DH-2, {CUSTOMER}"]
    stranger = AddCustomer(**MINH, customer="KH-9")
    assert parts(entered("DH-1"), entered("DH-2"), stranger) == ["DH-1", "DH-2", "KH-9"]
    goods = ReceiveGoods(**MINH, item="A", quantity=1)
    assert parts(entered("DH-1"), goods) == ["A", "DH-1"]


def test_a_switch_of_a_flow_joins_everything() -> None:
    """Every later save is stamped with it."""
    switch = SwitchFlow(by="an", role="administrator", flow="status_to_sales", setting="off")
    assert parts(entered("DH-1"), entered("DH-2"), switch) == [""]


def test_orders_that_stood_there_before_are_known() -> None:
    """A child that existed when the history began still belongs to its parent."""
    rules = reference()
    apps = opened(rules, opening())
    for command in (entered("DH-1", is_parent=True), entered("DH-2", parent="DH-1")):
        _, apps = act(rules, apps, command)
    looks = [Operation(n, "", Look("sales", f"DH-{n}"), None, n, n) for n in (1, 2)]
    assert [part.name for part in groups(apps, Assumptions(), looks)] == ["DH-1, DH-2"]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("rules", ["reference", "voucher-not-seen"])
def test_parts_have_the_verdict_of_the_whole(rules: str, seed: int) -> None:
    """Two orders judged apart and both judged as one give the same verdict."""
    history = Crowd(rules, seed, orders=2).play(30)
    model = sync_model(reference(), opened(reference(), opening()))
    whole = type(model)(init=model.init, step=model.step, before=model.before, parts=undivided)
    apart = check(model, history, shrinking=0)
    assert len(apart.parts) == 2
    assert check(whole, history, shrinking=0).verdict == apart.verdict != "unknown"
    assert isinstance(model.parts(history)[0], Part)  # type: ignore[index]
