"""What people see of documents: fields that a system cannot show are not compared."""

from __future__ import annotations

from adapters.crowd import Crowd

from sim.adapters.seen import SeenInSales, SeenInWarehouse, SeenPaper, SeenSlip, same, shown

SLIPS = (
    SeenSlip(slip="PX-1", type="sale", lines=((1, "A", 1),), synced=True),
    SeenSlip(slip="PX-2", type="sale", lines=((1, "A", 2),), synced=False),
)


def test_what_a_system_cannot_show_is_not_compared() -> None:
    """None fits anything, also within slips; what is shown has to be the same."""
    there = SeenInWarehouse(order=True, slips=SLIPS, cancelled=False)
    assert same(SeenInWarehouse(order=True, slips=(SeenSlip(slip="PX-1"), SLIPS[1])), there)
    assert not same(SeenInWarehouse(order=True, slips=(SLIPS[0],)), there)
    assert not same(SeenInWarehouse(order=True, slips=SLIPS, cancelled=True), there)
    synced = SeenSlip(slip="PX-2", synced=True)
    assert not same(SeenInWarehouse(order=True, slips=(SLIPS[0], synced)), there)


def test_lists_have_no_order() -> None:
    """A system may list slips and numbers as it likes."""
    there = SeenInWarehouse(order=True, slips=SLIPS)
    assert same(SeenInWarehouse(order=True, slips=SLIPS[::-1]), there)
    issues = SeenInSales(recording="requested", issues=("PX-2", "PX-1"))
    assert same(issues, SeenInSales(recording="requested", issues=("PX-1", "PX-2")))
    assert not same(issues, SeenInSales(recording="requested", issues=("PX-1", "PX-1")))


def test_nothing_is_something_else_than_an_empty_document() -> None:
    """An app that shows nothing is not the same as one that shows an order."""
    assert same(None, None)
    assert not same(None, SeenInSales(recording="draft"))
    assert not same(SeenInSales(recording="draft"), None)
    assert not same(SeenPaper(paper="A"), SeenSlip(slip="A"))


def test_the_documents_of_the_rules_are_shown_whole() -> None:
    """The embedded system leaves no field out, and shows what the other apps know of an order."""
    crowd = Crowd("reference", 5)
    crowd.play(80)
    for app in ("sales", "warehouse", "accounting"):
        seen = shown(crowd.system.apps, app, "DH-1")
        assert seen is not None
        fields = {field: getattr(seen, field) for field in seen.__struct_fields__}
        assert [field for field, value in fields.items() if value is None] in ([], ["copy"])
