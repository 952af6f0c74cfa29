"""Warehouse: editing and deleting issue slips, and the stock they give back."""

import pytest
from rules.given import given
from rules.vocabulary import DH1, DH2, RECEIVED, clerk, loose, saved, slip, taken

from sim.rules.events import (
    OrderCancelled,
    OrderChanged,
    SlipDeleted,
    SlipEdited,
    SlipSynced,
)
from sim.rules.messages import (
    Accepted,
    DeleteSlip,
    EditSlip,
    OrderNews,
    PushSlip,
    Refused,
)
from sim.rules.values import SlipLine

CANCELLED = OrderCancelled(order=DH1)
LOOSE_LINE = (SlipLine(0, "A", 2),)


def edit(*quantities, name="PX-1", kind="sale", **fields) -> EditSlip:
    lines = fields.pop("lines", taken(*quantities))
    return clerk(EditSlip, slip=name, type=kind, lines=lines, **{"number": name, **fields})


def stock(story) -> tuple[int, int]:
    return story.apps.warehouse.stock["A"], story.apps.warehouse.stock["B"]


# --- editing ------------------------------------------------------------------------------------

EDITS = {
    "quantity up": edit((1, 5)),
    "quantity down": edit((1, 1)),
    "a further line": edit((1, 3), (2, 1)),
    "number": edit((1, 3), number="PX-1b"),
    "date": edit((1, 3), date=1),
    "type": edit((1, 3), kind="transfer"),
}


@pytest.mark.parametrize("synced", [False, True], ids=["not synced", "synced"])
@pytest.mark.parametrize("said", EDITS.values(), ids=EDITS)
def test_an_edited_slip_has_its_whole_new_content(said, synced) -> None:
    """Id, order, request, issue command and the sync status stay (R1.X2: allowed by default)."""
    past = (RECEIVED, saved("PX-1", (1, 3), issue_command="LX-1"))
    past += (SlipSynced(order=DH1, slip="PX-1"),) if synced else ()
    after = given(*past).when(said).then(SlipEdited, OrderChanged, OrderNews)

    kept = {"issue_command": "LX-1", "synced": synced}
    new = {"type": said.type, "number": said.number, "date": said.date}
    expected = slip("PX-1", *((line.no, line.quantity) for line in said.lines), **new, **kept)
    assert after.stored().slips == (expected,)


def test_an_edit_moves_the_stock_by_the_difference() -> None:
    """What the slip took before is put back."""
    after = given(RECEIVED, saved("PX-1", (1, 8))).when(edit((1, 2), (2, 3)))

    assert stock(after) == (98, 97)


def test_an_edit_leaves_the_other_slips_alone() -> None:
    """And the order of the slips."""
    past = (RECEIVED, saved("PX-1", (1, 1)), saved("PX-2", (1, 2)), saved("PX-3", (1, 3)))
    after = given(*past).when(edit((2, 2), name="PX-2"))

    assert [one.slip for one in after.stored().slips] == ["PX-1", "PX-2", "PX-3"]
    assert [one.lines for one in after.stored().slips][::2] == [taken((1, 1)), taken((1, 3))]


WAS_SIX = (RECEIVED, saved("PX-1", (1, 6)), saved("PX-2", (1, 2)))
NOT_EDITED = {
    "no such slip": ((RECEIVED,), edit((1, 1)), Refused("no_such_slip", "PX-1")),
    "the slip of another order": (
        (RECEIVED, saved("PX-1", (1, 1), order=DH2)),
        edit((1, 1)),
        Refused("no_such_slip", "PX-1"),
    ),
    "nothing changed": (WAS_SIX, edit((1, 6)), Refused("no_change")),
    "no line": (WAS_SIX, edit(), Refused("no_lines")),
    "quantity 0": (WAS_SIX, edit((1, 0)), Refused("no_lines")),
    "no such order line": (
        WAS_SIX,
        edit(lines=(SlipLine(3, "A", 1),)),
        Refused("no_such_line"),
    ),
    "more than ordered": (WAS_SIX, edit((1, 9)), Refused("over_issue")),
}


@pytest.mark.parametrize(("past", "said", "reason"), NOT_EDITED.values(), ids=NOT_EDITED)
def test_an_edit_is_guarded_as_a_new_slip_is(past, said, reason) -> None:
    """F11: the guard stands on every path."""
    given(*past, over_issue="refuse").when(said).then(reason)


def test_an_edit_up_to_the_order_counts_the_slip_once() -> None:
    """Its own former quantity does not stand in its way."""
    given(*WAS_SIX, over_issue="refuse").when(edit((1, 8))).then(
        SlipEdited, OrderChanged, OrderNews
    )


@pytest.mark.parametrize(("quantity", "left"), [(8, 0), (7, 1), (1, 7)])
def test_an_edit_needs_stock_only_for_the_difference(quantity, left) -> None:
    """6 were issued and 2 are left, so 8 can be had."""
    scarce = given(RECEIVED, saved("PX-1", (1, 6)), loose("PX-0", 92))
    after = scarce.when(edit((1, quantity)))

    after.then(SlipEdited, OrderChanged, OrderNews)
    assert after.apps.warehouse.stock["A"] == left


def test_an_edit_above_the_stock_is_refused() -> None:
    """6 were issued and 2 are left: 9 cannot be had, unless the switch allows it."""
    scarce = (RECEIVED, saved("PX-1", (1, 6)), loose("PX-0", 92))

    given(*scarce).when(edit((1, 9))).then(Refused("stock_shortage", "A"))
    assert given(*scarce, stock_shortage="allow").when(edit((1, 9))).answer == Accepted()


def test_an_edit_down_is_possible_below_zero_stock() -> None:
    """Putting goods back is never short of stock, nor is what moves no goods."""
    negative = given(RECEIVED, saved("PX-1", (1, 6)), loose("PX-0", 200))

    negative.when(edit((1, 5))).then(SlipEdited, OrderChanged, OrderNews)
    negative.when(edit((1, 6), number="PX-1b")).then(SlipEdited, OrderChanged, OrderNews)


@pytest.mark.parametrize("kind", ["other", "production", "transfer"])
def test_a_slip_without_an_order_can_be_corrected_otherwise(kind) -> None:
    """Nobody in Sales is told: it is no order's slip (R1.2c)."""
    said = edit(name="PX-9", kind=kind, order="", lines=(SlipLine(0, "A", 5),))
    after = given(loose("PX-9", 2)).when(said).then(SlipEdited)

    assert stock(after) == (95, 100)


def test_a_slip_without_an_order_cannot_become_a_sale_by_an_edit() -> None:
    """F11: what saving refuses ("needs_order"), editing must refuse too."""
    said = edit(name="PX-9", order="", lines=LOOSE_LINE)

    given(loose("PX-9", 2)).when(said).then(Refused("needs_order"))


CHANGES = {"edit": edit((1, 1)), "delete": clerk(DeleteSlip, slip="PX-1")}

# --- deleting -----------------------------------------------------------------------------------


@pytest.mark.parametrize("synced", [False, True], ids=["not synced", "synced"])
def test_a_deleted_slip_is_gone_and_its_goods_are_back(synced) -> None:
    """R1.X1: also of a synced one, and Accounting is not told (R1.3a)."""
    past = (RECEIVED, saved("PX-1", (1, 3)), saved("PX-2", (2, 1)))
    past += (SlipSynced(order=DH1, slip="PX-1"),) if synced else ()
    after = given(*past).when(clerk(DeleteSlip, slip="PX-1"))

    after.then(SlipDeleted, OrderChanged, OrderNews)
    assert [one.slip for one in after.stored().slips] == ["PX-2"]
    assert stock(after) == (100, 99)


@pytest.mark.parametrize(
    "said",
    [clerk(DeleteSlip, slip="PX-7"), clerk(PushSlip, slip="PX-7"), edit((1, 1), name="PX-7")],
    ids=["delete", "push", "edit"],
)
def test_a_slip_that_is_not_there_is_refused_by_its_name(said) -> None:
    """Somebody else may have deleted it while the screen was open."""
    given(RECEIVED, saved("PX-1", (1, 1))).when(said).then(Refused("no_such_slip", "PX-7"))


@pytest.mark.parametrize("synced", [False, True], ids=["not synced", "synced"])
@pytest.mark.parametrize("said", CHANGES.values(), ids=CHANGES)
def test_changing_a_synced_slip_can_be_switched_off(said, synced) -> None:
    """The switch closes R1.X1 and R1.X2; slips that are not synced stay free."""
    past = (RECEIVED, saved("PX-1", (1, 3)))
    past += (SlipSynced(order=DH1, slip="PX-1"),) if synced else ()
    after = given(*past, synced_slip_changes="refuse").when(said)

    if synced:
        after.then(Refused("synced", "PX-1"))
    else:
        after.then(
            SlipEdited if isinstance(said, EditSlip) else SlipDeleted, OrderChanged, OrderNews
        )


# --- a cancelled order --------------------------------------------------------------------------


@pytest.mark.parametrize("said", CHANGES.values(), ids=CHANGES)
def test_the_slips_of_a_cancelled_order_can_be_corrected(said) -> None:
    """Only new slips are refused; the news says "cancelled" with the new quantities."""
    after = given(RECEIVED, saved("PX-1", (1, 3)), CANCELLED).when(said)

    assert after.events[1].status == "cancelled"
    assert after.events[1].issued == ((1, 1 if isinstance(said, EditSlip) else 0), (2, 0))
