"""A slip on an order that its clerk did not mean: it breaks the promise until it is taken away."""

from __future__ import annotations

from msgspec.structs import replace
from rpds import HashTrieMap as Map

from sim.checks.ledger import Ledger, remember
from sim.checks.meant import stands_where_meant
from sim.rules.messages import Accepted
from sim.rules.state import Apps, WarehouseState
from sim.rules.step import Fault, Step
from sim.rules.values import EMPTY_WAREHOUSE_DOSSIER, Slip, SlipLine

MISTAKE = Fault(
    "meet",
    "warehouse",
    cause="wrong_order",
    by="clerk-1",
    order="DH-2",
    document="PX-1",
    meant="DH-1",
)
SLIP = Slip(
    slip="PX-1", order="DH-2", request=1, type="sale", lines=(SlipLine(1, "HH-01", 1),), number="1"
)


def ledger(fault: Fault) -> Ledger:
    return remember(Ledger(), Apps(), Step("warehouse", fault, Accepted()))


def with_slip(slip: Slip) -> Apps:
    dossier = replace(EMPTY_WAREHOUSE_DOSSIER, slips=(slip,))
    return Apps(warehouse=WarehouseState(dossiers=Map({slip.order: dossier})))


def test_a_slip_left_on_the_wrong_order_breaks_the_promise() -> None:
    """It names the order on which the slip stands, the slip, and the order that was meant."""
    (ruling,) = stands_where_meant(ledger(MISTAKE), with_slip(SLIP))
    assert not ruling.held
    assert (ruling.order, ruling.documents) == ("DH-2", ("PX-1", "DH-1"))


def test_a_mistake_that_was_refused_or_taken_back_breaks_nothing() -> None:
    """The slip is not there, or another one is."""
    for apps in (Apps(), with_slip(replace(SLIP, slip="PX-2"))):
        (ruling,) = stands_where_meant(ledger(MISTAKE), apps)
        assert ruling.held


def test_only_a_mistake_is_remembered() -> None:
    """A fault without anything meant leaves the memory as it is."""
    assert list(stands_where_meant(ledger(Fault("crash", "warehouse")), with_slip(SLIP))) == []
