"""The simulated people and where their work comes from; decoration with names, too.

An actor is a function `actor(desk, group)` that yields what it waits for; `SHIPPED` are ours. QA
may write one in a file of their own and name it in a scenario as `FILE.py:FUNCTION`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from actors.accountant import accountant
from actors.administrator import administrator
from actors.clerk import clerk
from actors.manager import manager
from actors.salesperson import salesperson

SHIPPED: dict[str, Callable[..., Any]] = {
    "accountant": accountant,
    "administrator": administrator,
    "clerk": clerk,
    "manager": manager,
    "salesperson": salesperson,
}
