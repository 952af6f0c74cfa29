"""What each screen offers: to whom, in which state, and with which content."""

from itertools import count

import pytest
from rules.given import given
from rules.vocabulary import (
    ASKED,
    COMMITTED,
    COPIED,
    CREATED,
    CUSTOMER,
    DH1,
    DH2,
    LINES,
    NAMES,
    RECEIVED,
    REQUESTED,
    STARTED,
    STATUSES,
    TOLD,
    loose,
    saved,
    slip,
    taken,
)

from sim.rules.events import (
    CopyReceived,
    IssueCommandMade,
    NumberNoted,
    OrderCreated,
    PaperMade,
    PaperPosted,
)
from sim.rules.messages import Envelope, OrderRequested, Refused, RunReport, run_name
from sim.rules.offers import KINDS_OF, offers, view
from sim.rules.values import ROLES, Line


def offered(story, role, order=DH1):
    """Return what this role is offered on the order: kind -> command (of the last slip)."""
    numbers = count(1)
    seen = view(role, story.apps, order)
    found = offers(role, NAMES[role], order, seen, lambda prefix: f"{prefix}-{next(numbers)}")
    return dict(found)


# --- who sees what ------------------------------------------------------------------------------

EVERYWHERE = given(CREATED, REQUESTED, RECEIVED, saved("PX-1", (1, 3)), TOLD, COPIED)


def test_everybody_sees_their_own_app_only() -> None:
    """design.md 2: the view is what that person's own app shows."""
    apps = EVERYWHERE.apps

    assert view("salesperson", apps, DH1) == apps.sales.orders[DH1]
    assert view("sales_manager", apps, DH1) == apps.sales.orders[DH1]
    assert view("clerk", apps, DH1) == apps.warehouse.dossiers[DH1]
    assert view("accountant", apps, DH1) == apps.accounting.dossiers[DH1]
    assert view("administrator", apps, DH1) == apps.workflow


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_on_an_unknown_order_nothing_is_offered(role) -> None:
    """Nobody can act on what their app does not show."""
    assert view(role, EVERYWHERE.apps, DH2) is None
    assert offered(EVERYWHERE, role, DH2) == {}


@pytest.mark.parametrize("role", ROLES)
def test_an_offer_is_a_command_of_ones_own(role) -> None:
    """Said by this person, in this role, in their own app, on this order; its kind is listed."""
    for kind, command in offered(EVERYWHERE, role).items():
        assert (command.by, command.role) == (NAMES[role], role)
        assert role in command.roles
        assert getattr(command, "order", DH1) == DH1
        assert kind in KINDS_OF[role]


# --- Sales --------------------------------------------------------------------------------------

ALWAYS = {"edit_order", "delete_order", "set_delivery"}
ASK, PENDING = {"open_request", "request"}, {"revoke", "hand_over"}
SELLING = {
    "draft": (STATUSES["draft"], ASK),
    "requested": (STATUSES["requested"], PENDING),
    "recorded": (STATUSES["recorded"], set()),
    "rejected": (STATUSES["rejected"], ASK),
    "Warehouse is asked": ((REQUESTED, STARTED), PENDING | {"give_up"}),
    "Accounting is asked": ((REQUESTED, STARTED, ASKED), PENDING | {"give_up"}),
    "the revoke is ending": ((REQUESTED, STARTED, COMMITTED), ASK),
}


@pytest.mark.parametrize(("past", "more"), SELLING.values(), ids=SELLING)
def test_the_salespersons_buttons_depend_on_the_recording_status(past, more) -> None:
    """domain.md 1.1; giving up is offered while a revoke is undecided."""
    assert set(offered(given(CREATED, *past), "salesperson")) == ALWAYS | more


def test_an_edit_orders_one_more_of_the_first_line() -> None:
    """Something that any order can bear."""
    said = offered(given(CREATED), "salesperson")["edit_order"]

    assert said.lines == (Line(1, "A", 11, 1_000), LINES[1])


def test_the_delivery_is_set_to_delivered_by_hand() -> None:
    """What a salesperson most wants to see (R1.2e)."""
    assert offered(given(CREATED), "salesperson")["set_delivery"].status == "delivered"


@pytest.mark.parametrize("status", STATUSES)
def test_the_manager_may_always_try_to_record_or_reject(status) -> None:
    """The screen may be stale; people try."""
    assert set(offered(given(CREATED, *STATUSES[status]), "sales_manager")) == {"record", "reject"}


# --- Warehouse ----------------------------------------------------------------------------------

ON_ORDER = {"make_issue_command", "cancel_order"}
ISSUES = {"issue_all", "issue_part", "issue_other", "issue_production", "issue_transfer"}
ON_SLIP = {"edit_number", "edit_date", "edit_type", "delete_slip", "push"}
CLERKING = {
    "nothing issued": ((RECEIVED,), ON_ORDER | ISSUES),
    "a part issued": (
        (RECEIVED, saved("PX-1", (1, 3))),
        ON_ORDER | ISSUES | ON_SLIP | {"edit_quantity"},
    ),
    "a slip of one piece": ((RECEIVED, saved("PX-1", (1, 1))), ON_ORDER | ISSUES | ON_SLIP),
    "a slip of two pieces": (
        (RECEIVED, saved("PX-1", (1, 2))),
        ON_ORDER | ISSUES | ON_SLIP | {"edit_quantity"},
    ),
    "everything issued": (
        (RECEIVED, saved("PX-1", (1, 10), (2, 5))),
        ON_ORDER | {"issue_more"} | ON_SLIP | {"edit_quantity"},
    ),
    "no order, only a slip": ((saved("PX-1", (1, 1)),), ON_SLIP),
}


@pytest.mark.parametrize(("past", "kinds"), CLERKING.values(), ids=CLERKING)
def test_the_clerks_buttons_depend_on_what_is_issued(past, kinds) -> None:
    """Everything but over-issuing while there is something left to issue."""
    assert set(offered(given(*past), "clerk")) == kinds


def test_a_new_slip_issues_the_rest_of_each_line() -> None:
    """All of it, or one piece of the first open line; by the last issue command."""
    commands = [IssueCommandMade(order=DH1, issue_command=name) for name in ("LX-1", "LX-2")]
    past = (RECEIVED, *commands, saved("PX-1", (1, 10)), saved("PX-2", (2, 2)))
    found = offered(given(*past), "clerk")

    assert found["issue_all"].lines == taken((2, 3))
    assert found["issue_part"].lines == taken((2, 1))
    assert found["issue_other"].lines == taken((2, 3))
    assert [found[f"issue_{kind}"].type for kind in ("all", "part")] == ["sale", "sale"]
    assert [found[f"issue_{kind}"].type for kind in ("other", "production", "transfer")] == [
        "other",
        "production",
        "transfer",
    ]
    assert {found[kind].issue_command for kind in ISSUES} == {"LX-2"}


def test_what_is_more_than_ordered_is_one_piece_for_sale() -> None:
    """Over-issue is tried as well; the rules answer by the switch."""
    said = offered(given(RECEIVED, saved("PX-1", (1, 10), (2, 5))), "clerk")["issue_more"]

    assert (said.type, said.lines, said.issue_command) == ("sale", taken((1, 1)), "")


def test_each_correction_changes_one_thing() -> None:
    """Quantity, number, date or type; the rest stays as it is."""
    was = slip("PX-1", (1, 3), (2, 1), date=4)
    found = offered(given(RECEIVED, saved("PX-1", (1, 3), (2, 1), date=4)), "clerk")

    def content(kind: str) -> tuple[object, ...]:
        said = found[kind]
        return said.slip, said.type, said.lines, said.number, said.date

    same = (was.slip, was.type, was.lines, was.number, was.date)
    changes = {
        "edit_quantity": (*same[:2], taken((1, 2), (2, 1)), *same[3:]),
        "edit_number": (*same[:3], "PX-1b", same[4]),
        "edit_date": (*same[:4], 5),
        "edit_type": (same[0], "transfer", *same[2:]),
    }
    assert {kind: content(kind) for kind in changes} == changes


@pytest.mark.parametrize(
    ("was", "becomes"),
    [("sale", "transfer"), ("other", "transfer"), ("production", "sale"), ("transfer", "sale")],
)
def test_a_type_is_changed_across_the_border_of_eligibility(was, becomes) -> None:
    """R1.3b: "type changed after save" is the interesting case."""
    story = given(RECEIVED, saved("PX-1", (1, 3), type=was))

    assert offered(story, "clerk")["edit_type"].type == becomes


def test_new_documents_get_numbers_of_their_kind() -> None:
    """PX: issue slip (phiếu xuất kho), LX: issue command (lệnh xuất kho), CT: voucher."""
    clerks, accountants = (offered(EVERYWHERE, role) for role in ("clerk", "accountant"))

    assert clerks["make_issue_command"].issue_command.startswith("LX-")
    assert {clerks[kind].slip[:3] for kind in ISSUES} == {"PX-"}
    assert {accountants[kind].paper[:3] for kind in MAKE} == {"CT-"}


# --- Accounting ---------------------------------------------------------------------------------

MAKE = {"make_voucher", "make_invoice", "make_receipt"}
DECIDE = {"record_copy", "reject_copy"}
VOUCHER = PaperMade(order=DH1, paper="CT-1", kind="voucher", request=1)
BOOKING = {
    "told": ((TOLD,), MAKE),
    "copied": ((COPIED,), MAKE | DECIDE),
    "a document": ((TOLD, VOUCHER), MAKE | {"post", "delete_paper"}),
    "a posted document": (
        (TOLD, VOUCHER, PaperPosted(order=DH1, paper="CT-1")),
        MAKE | {"unpost"},
    ),
    "a document of an unknown order": ((VOUCHER,), {"post", "delete_paper"}),
}


@pytest.mark.parametrize(("past", "kinds"), BOOKING.values(), ids=BOOKING)
def test_the_accountants_buttons_depend_on_what_is_known(past, kinds) -> None:
    """Nothing can be made on an order nobody told of; a posted document is unposted first."""
    assert set(offered(given(*past), "accountant")) == kinds


@pytest.mark.parametrize(("noted", "copied", "request_number"), [(2, 1, 2), (1, 2, 2), (3, 0, 3)])
def test_documents_are_made_for_the_latest_request_known(noted, copied, request_number) -> None:
    """By word of mouth or by the copy."""
    past = [NumberNoted(order=DH1, request=noted)]
    if copied:
        past.append(
            CopyReceived(order=DH1, request=copied, edition=0, customer=CUSTOMER, lines=LINES)
        )
    found = offered(given(*past), "accountant")

    assert {found[kind].request for kind in MAKE} == {request_number}
    assert {found[kind].kind for kind in MAKE} == {"voucher", "invoice", "receipt"}


# --- Workflow -----------------------------------------------------------------------------------


def test_the_administrator_can_switch_every_flow() -> None:
    """Each of its settings is a button; without a failed run there is nothing to run again."""
    switches = {
        f"switch_{flow}_{setting}"
        for flow in ("order_to_warehouse", "status_to_sales", "direct_link")
        for setting in ("on", "off")
    } | {f"switch_slip_to_accounting_{setting}" for setting in ("automatic", "manual", "off")}
    found = offered(given(), "administrator")

    assert set(found) == switches
    for kind, said in found.items():
        assert kind == f"switch_{said.flow}_{said.setting}"


def test_every_failed_run_can_be_run_again() -> None:
    """In the order of their names, whatever order the map has."""
    story, names = given(), []
    for number in (3, 1, 2):
        message = OrderRequested(order=f"DH-{number}", request=1, customer="KH-9", lines=LINES)
        envelope = Envelope("sales", "warehouse", "order_to_warehouse", message)
        story = story.when(RunReport(envelope, Refused("unknown_customer", "KH-9")))
        names.append(run_name(envelope))
    found = offers("administrator", "Quân", "", view("administrator", story.apps, ""), str)

    assert [said.run for kind, said in found if kind == "rerun"] == sorted(names)


def test_offers_come_in_a_fixed_order() -> None:
    """design.md 4: the same choice number is the same offer."""
    for role in ROLES:
        seen = view(role, EVERYWHERE.apps, DH1)
        once, again = (offers(role, "x", DH1, seen, str) for _ in range(2))
        assert once == again


def test_an_order_of_one_line_can_be_edited() -> None:
    """The last line is also the first."""
    one = OrderCreated(order=DH1, customer=CUSTOMER, lines=LINES[:1])

    assert len(offered(given(one), "salesperson")["edit_order"].lines) == 1


def test_a_slip_without_an_order_can_be_corrected_and_pushed() -> None:
    """Its dossier has no order, so no new slip is offered on it."""
    story = given(loose("PX-1", 1))

    assert set(offered(story, "clerk", "")) == ON_SLIP
