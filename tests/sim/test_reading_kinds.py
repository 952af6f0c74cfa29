"""The kinds of offers by role are all that the screens ever offer, and nothing else."""

import ast
import inspect

import pytest
from rpds import HashTrieMap

from sim.rules import offers as module
from sim.rules.messages import Envelope, SlipTaken
from sim.rules.offers import KINDS, KINDS_OF, View, offers
from sim.rules.state import FailedRun, WorkflowState
from sim.rules.values import (
    ROLES,
    AccountingDossier,
    Line,
    OrderCopy,
    Paper,
    Revoke,
    Role,
    SalesOrder,
    Slip,
    SlipLine,
    WarehouseDossier,
    WarehouseOrder,
)

LINES = (Line(1, "A", 2),)
DRAFT = SalesOrder(order="D", customer="K", lines=LINES)
REVOKED = SalesOrder(
    order="D",
    customer="K",
    lines=LINES,
    recording="requested",
    request=1,
    revoke=Revoke(1, "asking", ("warehouse",)),
)
DOCUMENT = WarehouseOrder(request=1, customer="K", lines=LINES)
SLIP = Slip(slip="P", order="D", request=1, type="sale", lines=(SlipLine(1, "A", 2),), number="P")
FAILED = FailedRun(
    Envelope("accounting", "warehouse", "answer", SlipTaken(order="D", slip="P")), "", ""
)

# Screens that together offer everything: nothing done yet, and much done already.
SCREENS: dict[Role, tuple[View, ...]] = {
    "salesperson": (DRAFT, REVOKED),
    "sales_manager": (DRAFT,),
    "clerk": (
        WarehouseDossier(document=DOCUMENT),
        WarehouseDossier(document=DOCUMENT, slips=(SLIP,)),
    ),
    "accountant": (
        AccountingDossier(
            copy=OrderCopy(request=1, edition=0, customer="K", lines=LINES),
            papers=(
                Paper(paper="C1", kind="voucher", request=1),
                Paper(paper="C2", kind="voucher", request=1, posted=True),
            ),
        ),
    ),
    "administrator": (WorkflowState(failed=HashTrieMap({"run": FAILED})),),
}


@pytest.mark.parametrize("role", ROLES)
def test_the_kinds_of_a_role_are_what_its_screens_offer(role: Role) -> None:
    """A world may allow a kind exactly if there is a screen that offers it."""
    offered = {
        offer.kind
        for screen in SCREENS[role]
        for offer in offers(role, "an", "D", screen, lambda prefix: f"{prefix}-1")
    }

    assert offered == set(KINDS_OF[role])


def test_every_kind_that_the_code_names_is_listed() -> None:
    """Also one that is offered on a screen that nobody thought of above."""
    calls = [
        node.args[0]
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Offer"
    ]
    named = {arg.value for arg in calls if isinstance(arg, ast.Constant)}

    assert len(named) > 20
    assert named <= set(KINDS)


def test_a_kind_has_one_name() -> None:
    """No role shares a kind with another, so a kind tells whose it is."""
    assert len(KINDS) == len(set(KINDS))
    assert set(KINDS_OF) == set(ROLES)
