"""Who may say what (domain.md 1.1), and what no app understands."""

from typing import ClassVar

import pytest
from rules.given import given
from rules.vocabulary import (
    COPIED,
    CREATED,
    CUSTOMER,
    DH1,
    DH2,
    LINES,
    RECEIVED,
    REQUESTED,
    TOLD,
    accountant,
    clerk,
    saved,
    says,
    taken,
)

from sim.rules.assumptions import Assumptions
from sim.rules.decider import App, handle
from sim.rules.events import PaperMade
from sim.rules.messages import (
    COMMANDS,
    AccountingCommand,
    NumberTold,
    OrderNews,
    OrderRequested,
    Refused,
    SalesCommand,
    WarehouseCommand,
)
from sim.rules.state import SalesState
from sim.rules.values import APPS, ROLES

SELLERS = ("salesperson", "sales_manager")
MANAGER, CLERK, ACCOUNTANT = ("sales_manager",), ("clerk",), ("accountant",)
ADMINISTRATOR = ("administrator",)

# command, who may say it, its fields
WHO = {
    "CreateOrder": (SELLERS, {"order": DH2, "customer": CUSTOMER, "lines": LINES}),
    "EditOrder": (SELLERS, {"lines": LINES}),
    "DeleteOrder": (SELLERS, {}),
    "OpenRequest": (SELLERS, {}),
    "SaveRequest": (SELLERS, {}),
    "RevokeRequest": (SELLERS, {}),
    "GiveUpRevoke": (SELLERS, {}),
    "RecordOrder": (MANAGER, {}),
    "RejectOrder": (MANAGER, {}),
    "SetDelivery": (SELLERS, {"status": "delivered"}),
    "HandOver": (SELLERS, {}),
    "MakeIssueCommand": (CLERK, {"issue_command": "LX-1"}),
    "SaveSlip": (CLERK, {"slip": "PX-2", "type": "sale", "lines": taken((1, 1))}),
    "EditSlip": (
        CLERK,
        {"slip": "PX-1", "type": "sale", "lines": taken((1, 2)), "number": "PX-1"},
    ),
    "DeleteSlip": (CLERK, {"slip": "PX-1"}),
    "CancelOrder": (CLERK, {}),
    "PushSlip": (CLERK, {"slip": "PX-1"}),
    "ReceiveGoods": (CLERK, {"item": "A", "quantity": 1}),
    "AddCustomer": (("clerk", "administrator"), {"customer": "KH-9"}),
    "MakePaper": (ACCOUNTANT, {"paper": "CT-2", "kind": "invoice", "request": 1}),
    "PostPaper": (ACCOUNTANT, {"paper": "CT-1"}),
    "UnpostPaper": (ACCOUNTANT, {"paper": "CT-1"}),
    "DeletePaper": (ACCOUNTANT, {"paper": "CT-1"}),
    "RecordCopy": (ACCOUNTANT, {}),
    "RejectCopy": (ACCOUNTANT, {}),
    "AddCode": (("accountant", "administrator"), {"kind": "item", "code": "C"}),
    "SwitchFlow": (ADMINISTRATOR, {"flow": "direct_link", "setting": "on"}),
    "Rerun": (ADMINISTRATOR, {"run": "none"}),
}
BUSY_DAY = (
    CREATED,
    REQUESTED,
    RECEIVED,
    saved("PX-1", (1, 1)),
    TOLD,
    COPIED,
    PaperMade(order=DH1, paper="CT-1", kind="voucher", request=1),
)


def test_the_table_has_all_commands() -> None:
    """No command is forgotten here."""
    assert sorted(WHO) == sorted(COMMANDS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", WHO)
def test_who_may_say_it(name, role) -> None:
    """Everybody in their own app, and recording needs a right of its own (domain.md 1.1)."""
    allowed, fields = WHO[name]
    after = given(*BUSY_DAY).when(says(role, COMMANDS[name], **fields))

    if role in allowed:
        assert after.answer != Refused("no_right")
    else:
        after.then(Refused("no_right"))
        assert after.apps is after.before


# --- what no app understands --------------------------------------------------------------------


class Dance(SalesCommand, frozen=True, kw_only=True):
    """Nothing that Sales has a button for."""


class Sweep(WarehouseCommand, frozen=True, kw_only=True):
    """Nothing that Warehouse has a button for."""

    slip: str = "PX-1"
    roles: ClassVar = ("clerk",)


class Whistle(AccountingCommand, frozen=True, kw_only=True):
    """Nothing that Accounting has a button for."""

    paper: str = "CT-1"


UNKNOWN = {
    "a command to Sales": ("sales", says("salesperson", Dance)),
    "a command to Warehouse": ("warehouse", clerk(Sweep)),
    "a command to Accounting": ("accounting", accountant(Whistle)),
    "a message to Sales": ("sales", NumberTold(order=DH1, request=1)),
    "a message to Warehouse": ("warehouse", NumberTold(order=DH1, request=1)),
    "a message to Accounting": (
        "accounting",
        OrderRequested(order=DH1, request=1, customer=CUSTOMER, lines=LINES),
    ),
    "a message to Workflow": (
        "workflow",
        OrderNews(order=DH1, request=1, version=1, status="completed", issued=(), slips=()),
    ),
}


@pytest.mark.parametrize(("app", "said"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_an_app_does_not_know_is_a_mistake_of_the_program(app, said) -> None:
    """Not a refusal: nobody could have said it."""
    story = given(*BUSY_DAY)

    with pytest.raises(TypeError, match=type(said).__name__):
        handle(story.rules.app(app), getattr(story.apps, app), said)


@pytest.mark.parametrize("name", APPS)
def test_every_app_carries_its_name(name) -> None:
    """Steps and reports call it so."""
    assert given().rules.app(name).name == name


def test_an_app_has_its_own_decisions() -> None:
    """The common ground decides nothing."""
    bare: App[SalesState] = App(Assumptions())

    with pytest.raises(NotImplementedError):
        bare.decide(SalesState(), NumberTold(order=DH1, request=1))
    with pytest.raises(NotImplementedError):
        bare.evolve(SalesState(), CREATED)
    with pytest.raises(NotImplementedError):
        bare.react(CREATED)
