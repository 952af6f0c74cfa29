"""Flow 1.3 on both sides: what Warehouse pushes, what Accounting makes of it (R1.3a-j)."""

import pytest
from rules.given import given
from rules.vocabulary import (
    CODES,
    CUSTOMER,
    DH1,
    RECEIVED,
    administrator,
    clerk,
    loose,
    saved,
    slip,
    taken,
)

from sim.rules.events import (
    HoldEnded,
    HoldPlaced,
    MessageIgnored,
    PaperDeleted,
    PushRepeated,
    PushRequested,
    RequestTakenOn,
    SlipEdited,
    SlipReceived,
    SlipSynced,
)
from sim.rules.messages import (
    Busy,
    DeleteSlip,
    EditSlip,
    Envelope,
    PushSlip,
    Refused,
    SaveSlip,
    SlipPushed,
    SlipTaken,
    SwitchFlow,
)
from sim.rules.values import SLIP_TYPES, Flows, SlipLine

MODES = ("automatic", "manual", "off")
ELIGIBLE = ("sale", "other")  # seed 1.3: only these two
BUTTON = clerk(PushSlip, slip="PX-1")
SYNCED = SlipSynced(order=DH1, slip="PX-1")


def mode(name: str) -> Flows:
    return Flows(slip_to_accounting=name)


def save(kind: str = "sale", **fields) -> SaveSlip:
    return clerk(SaveSlip, slip="PX-1", type=kind, lines=taken((1, 3)), **fields)


def pushed(**fields) -> SlipPushed:
    also = {"slip": "PX-1", "request": 1, "type": "sale", "customer": CUSTOMER}
    return SlipPushed(order=DH1, **{**also, "lines": taken((1, 3)), **fields})


def letters(story) -> list[SlipPushed]:
    return [one.message for one in story.sent if one.target == "accounting"]


# --- the push table (domain.md 7.2), row by row --------------------------------------------------


@pytest.mark.parametrize("push_mode", MODES)
@pytest.mark.parametrize("kind", SLIP_TYPES)
def test_save_new(kind, push_mode) -> None:
    """R1.3b-d: pushed by itself only in automatic mode and only sale and other; not Synced yet."""
    after = given(RECEIVED, flows=mode(push_mode)).when(save(kind))

    goes = kind in ELIGIBLE and push_mode == "automatic"
    assert letters(after) == ([pushed(type=kind)] if goes else [])
    assert after.events[0].pushed == goes
    assert not after.stored().slips[0].synced


@pytest.mark.parametrize("push_mode", MODES)
@pytest.mark.parametrize("kind", SLIP_TYPES)
def test_button_on_a_slip_that_is_not_synced(kind, push_mode) -> None:
    """R1.3d, h, j: manual pushes, automatic retries, off refuses; other types have no push."""
    after = given(RECEIVED, saved("PX-1", (1, 3), type=kind), flows=mode(push_mode)).when(BUTTON)

    if push_mode == "off":
        after.then(Refused("flow_not_set"))
    elif kind in ELIGIBLE:
        letter = Envelope("warehouse", "accounting", "slip_to_accounting", pushed(type=kind))
        after.then(PushRequested, letter)
        assert after.apps is after.before
    else:
        after.then(Refused("wrong_type", "PX-1"))


@pytest.mark.parametrize("push_mode", MODES)
@pytest.mark.parametrize("kind", SLIP_TYPES)
def test_button_on_a_slip_that_is_synced(kind, push_mode) -> None:
    """R1.3g: refused with a message in every mode, so pressing twice makes no copy (F19)."""
    past = (RECEIVED, saved("PX-1", (1, 3), type=kind), SYNCED)
    after = given(*past, flows=mode(push_mode)).when(BUTTON)

    reason = Refused("flow_not_set") if push_mode == "off" else Refused("synced", "PX-1")
    after.then(reason)


@pytest.mark.parametrize("push_mode", MODES)
@pytest.mark.parametrize("kind", SLIP_TYPES)
@pytest.mark.parametrize("synced", [False, True], ids=["not synced", "synced"])
@pytest.mark.parametrize("action", ["edit", "delete"])
def test_edit_or_delete(action, synced, kind, push_mode) -> None:
    """R1.3a: only the adding of a slip is sent; the update to Sales runs all the same."""
    past = (RECEIVED, saved("PX-1", (1, 3), type=kind), *((SYNCED,) if synced else ()))
    changed = clerk(EditSlip, slip="PX-1", type=kind, lines=taken((1, 4)), number="PX-1")
    said = changed if action == "edit" else clerk(DeleteSlip, slip="PX-1")
    after = given(*past, flows=mode(push_mode)).when(said)

    assert letters(after) == []
    assert [one.target for one in after.sent] == ["sales"]


# --- what is pushed -----------------------------------------------------------------------------


def test_the_button_pushes_the_present_content() -> None:
    """R1.3a: a not-yet-synced slip that was edited goes with what it holds now."""
    old, new = slip("PX-1", (1, 3)), slip("PX-1", (1, 7), (2, 1), type="other")
    edited = SlipEdited(order=DH1, slip=new, before=old)
    after = given(RECEIVED, saved("PX-1", (1, 3)), edited, flows=mode("manual")).when(BUTTON)

    assert letters(after) == [pushed(type="other", lines=taken((1, 7), (2, 1)))]


@pytest.mark.parametrize(("was", "becomes"), [("transfer", "sale"), ("sale", "transfer")])
def test_the_type_is_judged_when_it_is_pushed(was, becomes) -> None:
    """R1.3b: not when it was saved."""
    changed = clerk(EditSlip, slip="PX-1", type=becomes, lines=taken((1, 3)), number="PX-1")
    after = given(RECEIVED, saved("PX-1", (1, 3), type=was), flows=mode("manual"))
    after = after.when(changed).when(BUTTON)

    if becomes == "sale":
        after.then(PushRequested, SlipPushed)
    else:
        after.then(Refused("wrong_type", "PX-1"))


def test_a_slip_is_pushed_under_the_request_it_was_saved_in() -> None:
    """design.md 2: also after the order has taken on a later request."""
    past = (RECEIVED, saved("PX-1", (1, 3)), RequestTakenOn(order=DH1, request=2))

    assert letters(given(*past).when(BUTTON)) == [pushed(request=1)]


def test_a_slip_without_an_order_is_pushed_without_customer() -> None:
    """Xuất khác is pushed as well, whether it has an order or not (seed 1.3)."""
    said = clerk(SaveSlip, order="", slip="PX-1", type="other", lines=(SlipLine(0, "A", 2),))
    message = SlipPushed(
        order="", slip="PX-1", request=0, type="other", customer="", lines=(SlipLine(0, "A", 2),)
    )

    assert letters(given().when(said)) == [message]
    assert letters(given(loose("PX-1", 2)).when(clerk(PushSlip, order="", slip="PX-1"))) == [
        message
    ]


def test_a_switch_of_the_mode_sweeps_nothing() -> None:
    """R1.3i: older slips stay Chưa đồng bộ; only later saves are pushed."""
    past = (RECEIVED, saved("PX-0", (1, 1)))
    switch = administrator(SwitchFlow, flow="slip_to_accounting", setting="automatic")
    after = given(*past, flows=mode("manual")).when(switch)

    assert after.sent == ()
    assert letters(after.when(save())) == [pushed()]


# --- Accounting makes the slip ------------------------------------------------------------------

GOT = SlipReceived(order=DH1, slip="PX-1", request=1, type="sale", lines=taken((1, 3)))
AGAIN = PushRepeated(order=DH1, slip="PX-1")
TAKEN = Envelope("accounting", "warehouse", "answer", SlipTaken(order=DH1, slip="PX-1"))
HELD = HoldPlaced(order=DH1, app="accounting", request=1, attempt=1)
ENDED = HoldEnded(order=DH1, app="accounting", request=1, attempt=1, deleted=True)
RELEASED = HoldEnded(order=DH1, app="accounting", request=1, attempt=1, deleted=False)

PUSHES = {
    "new": ((), pushed(), (GOT, TAKEN)),
    "pushed again": ((GOT,), pushed(), (AGAIN, TAKEN)),
    "pushed again with other content": ((GOT,), pushed(lines=taken((2, 1))), (AGAIN, TAKEN)),
    "pushed again after it was deleted here": (
        (GOT, PaperDeleted(order=DH1, paper="PX-1")),
        pushed(),
        (AGAIN, TAKEN),
    ),
    "pushed again during a revoke": ((GOT, HELD), pushed(), (AGAIN, TAKEN)),
    "during a revoke": ((HELD,), pushed(), (Busy(),)),
    "after a refused revoke": ((HELD, RELEASED), pushed(), (GOT, TAKEN)),
    "after the revoke": ((ENDED,), pushed(), (Refused("revoked", DH1),)),
    "of the next request": ((ENDED,), pushed(request=2), (SlipReceived, SlipTaken)),
    "unknown customer": ((), pushed(customer="KH-9"), (Refused("unknown_customer", "KH-9"),)),
    "unknown item on the last line": (
        (),
        pushed(lines=(*taken((1, 1)), SlipLine(2, "C", 1))),
        (Refused("unknown_item", "C"),),
    ),
}


@pytest.mark.parametrize(("past", "said", "outcome"), PUSHES.values(), ids=PUSHES)
def test_accounting_makes_at_most_one_slip_per_warehouse_slip(past, said, outcome) -> None:
    """R1.3e and F1: a repeat is answered, not made; nothing comes for an ended request."""
    given(*past).when(said).then(*outcome)


def test_a_received_slip_is_not_posted() -> None:
    """R1.3e: the accountant posts it."""
    paper = given().when(pushed()).booked().papers[0]

    assert (paper.paper, paper.kind, paper.posted) == ("PX-1", "slip", False)
    assert (paper.request, paper.lines) == (1, taken((1, 3)))


def test_a_repeated_push_leaves_the_slip_as_the_accountant_has_it() -> None:
    """R1.X2: what Warehouse changed later is not taken over."""
    after = given(GOT).when(pushed(lines=taken((1, 9))))

    assert after.apps is after.before


def test_slips_without_an_order_are_taken_whatever_was_revoked() -> None:
    """They have no request, so none of theirs can have ended."""
    message = SlipPushed(
        order="", slip="PX-1", request=0, type="other", customer="", lines=(SlipLine(0, "A", 2),)
    )

    given(ENDED).when(message).then(SlipReceived, SlipTaken)


@pytest.mark.parametrize("kind", ["item", "customer"])
def test_a_refused_push_can_be_taken_once_the_code_is_known(kind) -> None:
    """domain.md 3.4: a line with an unknown code is refused whole, and nothing is made."""
    message = (
        pushed(customer="KH-9") if kind == "customer" else pushed(lines=(SlipLine(1, "C", 1),))
    )
    refused = given().when(message)
    assert refused.booked().papers == ()

    known = refused.when(CODES[kind])
    known.when(message).then(SlipReceived, SlipTaken)


# --- only now it is Synced (R1.3f) --------------------------------------------------------------

DONE = SlipTaken(order=DH1, slip="PX-1")


def ignored(reason: str) -> MessageIgnored:
    return MessageIgnored(order=DH1, message="SlipTaken", reason=reason)


TAKING = {
    "taken": ((RECEIVED, saved("PX-1", (1, 3))), SYNCED),
    "told twice": ((RECEIVED, saved("PX-1", (1, 3)), SYNCED), ignored("repeat")),
    "deleted meanwhile": ((RECEIVED,), ignored("no_such_slip")),
    "revoked meanwhile": ((), ignored("no_such_slip")),
}


@pytest.mark.parametrize(("past", "outcome"), TAKING.values(), ids=TAKING)
def test_the_column_says_synced_once_accounting_has_the_slip(past, outcome) -> None:
    """F5: never before the target has it; Sales is told nothing of the column."""
    given(*past).when(DONE).then(outcome)


def test_only_the_slip_that_was_taken_is_synced() -> None:
    """Its neighbours stay Chưa đồng bộ."""
    past = (RECEIVED, saved("PX-0", (1, 1)), saved("PX-1", (1, 3)))

    assert [one.synced for one in given(*past).when(DONE).stored().slips] == [False, True]
