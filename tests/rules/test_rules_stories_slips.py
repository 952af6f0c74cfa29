"""Whole stories of flows 1.2 and 1.3: what Sales shows, what reaches Accounting."""

from rules.given import ready
from rules.vocabulary import (
    REVOKE,
    accountant,
    clerk,
    salesperson,
    save,
    switch,
    taken,
)

from sim.rules.messages import (
    DeletePaper,
    DeleteSlip,
    EditSlip,
    OrderNews,
    PushSlip,
    Refused,
    SetDelivery,
    SlipPushed,
)
from sim.rules.values import Flows

# --- R1.2 and R1.3 end to end -------------------------------------------------------------------


def test_sales_shows_warehouses_state_once_settled() -> None:
    """R1.2a-c: after two saves and a delete, with all news lost but the last."""
    story = ready().when(save("PX-1", 3)).when(save("PX-2", 7)).lost(OrderNews)
    story = story.when(clerk(DeleteSlip, slip="PX-1")).settled()

    shown = story.order().delivery
    assert (shown.status, shown.delivered) == ("partial", ((1, 7), (2, 0)))
    assert [one.slip for one in shown.issues] == ["PX-2"]


def test_two_pieces_of_news_out_of_order_show_the_newest() -> None:
    """R1.2f, F3."""
    story = ready().when(save("PX-1", 3)).when(save("PX-2", 7))
    older, newer = story.under_way(OrderNews)
    story = story.lost(OrderNews).late(newer, older, newer).settled()

    assert story.order().delivery.delivered == ((1, 10), (2, 0))


def test_what_sales_writes_by_hand_does_not_reach_warehouse() -> None:
    """R1.2e: the direction is Warehouse to Sales; the next news writes over it."""
    story = ready(delivery_writer="anyone").when(salesperson(SetDelivery, status="delivered"))
    assert (story.sent, story.order().delivery.status) == ((), "delivered")

    assert story.when(save()).settled().order().delivery.status == "partial"


def test_a_slip_is_synced_only_after_accounting_has_it() -> None:
    """R1.3c, f: in flight it is Chưa đồng bộ."""
    story = ready().when(save())
    there = story.arrives(SlipPushed)

    assert not story.stored().slips[0].synced
    assert not there.stored().slips[0].synced
    assert [one.paper for one in there.booked().papers] == ["PX-1"]
    assert there.settled().stored().slips[0].synced


def test_the_button_pressed_twice_makes_one_slip() -> None:
    """R1.3e, F19, F21: a double click, both in flight."""
    button = clerk(PushSlip, slip="PX-1")
    story = ready(flows=Flows(slip_to_accounting="manual")).when(save()).when(button).when(button)
    done = story.settled()

    assert len(done.booked().papers) == 1
    done.when(button).then(Refused("synced", "PX-1"))


def test_the_mode_at_the_save_decides_whether_a_slip_is_pushed() -> None:
    """R1.3i: a switch right after the save changes nothing."""
    automatic = ready().when(save()).when(switch("slip_to_accounting", "off")).settled()
    manual = ready(flows=Flows(slip_to_accounting="manual")).when(save())
    manual = manual.when(switch("slip_to_accounting", "automatic")).settled()

    assert automatic.stored().slips[0].synced
    assert not manual.stored().slips[0].synced


def test_a_slip_deleted_in_accounting_stays_synced() -> None:
    """R1.3f: a delete there does not reset the column, and no second slip is made."""
    story = ready().when(save()).settled().when(accountant(DeletePaper, paper="PX-1"))

    assert story.stored().slips[0].synced
    assert story.settled().booked().papers == ()


def test_pushed_then_deleted_in_warehouse_is_activity_in_accounting() -> None:
    """R1.X1: the natural way into the seed's second branch."""
    story = ready().when(save()).settled().when(clerk(DeleteSlip, slip="PX-1")).settled()
    assert [one.paper for one in story.booked().papers] == ["PX-1"]

    assert story.when(REVOKE).settled().order().refusal == ("activity_in_accounting", "PX-1")


def test_edited_after_the_push_accounting_has_the_old_quantity() -> None:
    """R1.X2: Warehouse and Sales show the new one."""
    changed = clerk(EditSlip, slip="PX-1", type="sale", lines=taken((1, 5)), number="PX-1")
    story = ready().when(save()).settled().when(changed).settled()

    assert story.order().delivery.delivered == ((1, 5), (2, 0))
    assert story.booked().papers[0].lines == taken((1, 3))


def test_the_news_of_a_change_is_stamped_with_its_moment() -> None:
    """design.md 2: a switch right after the save keeps nothing back and sends nothing more."""
    told = ready().when(save()).when(switch("status_to_sales", "off")).settled()
    silent = ready(flows=Flows(status_to_sales=False)).when(save())
    silent = silent.when(switch("status_to_sales", "on")).settled()

    assert told.order().delivery.delivered == ((1, 3), (2, 0))
    assert silent.order().delivery.delivered == ()
