"""What counts as related activity, and what else stands against a revoke (R1.1g, h)."""

import pytest
from rules.given import given
from rules.vocabulary import (
    COPIED,
    DH1,
    RECEIVED,
    TOLD,
    held,
    hold,
    loose,
    not_held,
    saved,
    taken,
)

from sim.rules.events import (
    CopyRecorded,
    CopyRejected,
    HoldPlaced,
    HoldRefused,
    IssueCommandMade,
    PaperDeleted,
    PaperMade,
    PaperPosted,
    SlipDeleted,
    SlipReceived,
)
from sim.rules.messages import Envelope
from sim.rules.values import SLIP_TYPES


def placed(app: str, attempt: int = 1, request: int = 1) -> HoldPlaced:
    return HoldPlaced(order=DH1, app=app, request=request, attempt=attempt)


def back(app: str, message) -> Envelope:
    return Envelope(app, "sales", "revoke", message)


# --- related activity: who refuses (R1.1g, h) ---------------------------------------------------

SLIP = saved("PX-1", (1, 3))
SLIP_HERE = SlipReceived(order=DH1, slip="PX-1", request=1, type="sale", lines=taken((1, 3)))
GONE = SlipDeleted(order=DH1, slip=SLIP.slip)
IN_WAREHOUSE, IN_ACCOUNTING = "activity_in_warehouse", "activity_in_accounting"


def paper(kind: str, name: str = "CT-1") -> PaperMade:
    return PaperMade(order=DH1, paper=name, kind=kind, request=1)


def recorded(request: int = 1) -> CopyRecorded:
    return CopyRecorded(order=DH1, request=request, version=1)


POSTED = PaperPosted(order=DH1, paper="CT-1")
REJECTED = CopyRejected(order=DH1, request=1, version=1)

# app, what is there, what stands against the revoke (reason, document) or None
ACTIVITY = {
    "W: an order": ("warehouse", (RECEIVED,), None),
    "W: an issue command": (
        "warehouse",
        (RECEIVED, IssueCommandMade(order=DH1, issue_command="LX-1")),
        None,
    ),
    **{
        f"W: a slip, {kind}": (
            "warehouse",
            (RECEIVED, saved("PX-1", (1, 3), type=kind)),
            (IN_WAREHOUSE, "PX-1"),
        )
        for kind in SLIP_TYPES
    },
    "W: two slips": (
        "warehouse",
        (RECEIVED, SLIP, saved("PX-2", (1, 1))),
        (IN_WAREHOUSE, "PX-1"),
    ),
    "W: a deleted slip": ("warehouse", (RECEIVED, SLIP, GONE), None),
    "W: a slip without order": ("warehouse", (RECEIVED, loose("PX-9", 1)), None),
    "A: nothing": ("accounting", (), None),
    "A: the number on the notepad": ("accounting", (TOLD,), None),
    "A: the copy": ("accounting", (COPIED,), None),
    "A: a voucher": ("accounting", (TOLD, paper("voucher")), (IN_ACCOUNTING, "CT-1")),
    "A: a posted voucher": (
        "accounting",
        (TOLD, paper("voucher"), POSTED),
        (IN_ACCOUNTING, "CT-1"),
    ),
    "A: an invoice": ("accounting", (TOLD, paper("invoice")), (IN_ACCOUNTING, "CT-1")),
    "A: a slip from Warehouse": ("accounting", (SLIP_HERE,), (IN_ACCOUNTING, "PX-1")),
    "A: a deleted voucher": (
        "accounting",
        (TOLD, paper("voucher"), PaperDeleted(order=DH1, paper="CT-1")),
        None,
    ),
    "A: a receipt, then an invoice": (
        "accounting",
        (TOLD, paper("receipt"), paper("invoice", "CT-2")),
        (IN_ACCOUNTING, "CT-2"),
    ),
    "A: recorded, the news in flight": ("accounting", (COPIED, recorded()), ("recorded", "")),
    "A: rejected, the news in flight": ("accounting", (COPIED, REJECTED), ("not_requested", "")),
    "A: recorded, and a voucher": (
        "accounting",
        (COPIED, recorded(), paper("voucher")),
        (IN_ACCOUNTING, "CT-1"),
    ),
}


@pytest.mark.parametrize(("app", "past", "obstacle"), ACTIVITY.values(), ids=ACTIVITY)
def test_related_activity_stands_against_a_revoke(app, past, obstacle) -> None:
    """domain.md 3.1 and R1.1g, h: the refusal names a document that exists there."""
    after = given(*past).when(hold(), to=app)

    if obstacle is None:
        after.then(placed(app), back(app, held(app)))
    else:
        reason, name = obstacle
        refused = HoldRefused(
            order=DH1, app=app, request=1, attempt=1, reason=reason, document=name
        )
        after.then(refused, back(app, not_held(app, reason, name)))
        assert after.apps is after.before


@pytest.mark.parametrize(("switch", "counts"), [("no", False), ("yes", True)])
def test_whether_a_receipt_counts_is_a_switch(switch, counts) -> None:
    """R1.1h: unclear in the documents; default no."""
    after = given(TOLD, paper("receipt"), receipts_count=switch).when(hold(), to="accounting")

    assert isinstance(after.events[0], HoldRefused if counts else HoldPlaced)


def test_the_recording_of_an_earlier_request_is_no_obstacle() -> None:
    """The copy of the new request is still in flight."""
    past = (COPIED, CopyRejected(order=DH1, request=1, version=1))
    after = given(*past).when(hold(1, request=2), to="accounting")

    after.then(placed("accounting", 1, 2), back("accounting", held("accounting")))


def test_what_was_refused_once_may_be_held_later() -> None:
    """The slip is deleted, and the question comes again."""
    after = given(RECEIVED, SLIP).when(hold(), to="warehouse")
    assert isinstance(after.events[0], HoldRefused)

    free = given(RECEIVED, SLIP, GONE).when(hold(), to="warehouse")
    assert isinstance(free.events[0], HoldPlaced)
