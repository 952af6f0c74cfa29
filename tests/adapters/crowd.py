"""A crowd of people on one embedded system, many of them waiting for answers at the same time.

Who goes on next, which message arrives, which answer is lost: all is picked by `Choices`, so a
seed is a history. Each person asks, the system acts, the answer arrives: three moments, and
whatever others do lies between them. No test lives here.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sim.adapters.embedded import Embedded
from sim.adapters.protocol import Outcome
from sim.adapters.recorder import Recorder
from sim.checks.history.operation import Operation
from sim.explore.choices import Seeded
from sim.record import Opening
from sim.rules.assumptions import Assumptions
from sim.rules.events import CodeAdded, CustomerAdded, GoodsReceived
from sim.rules.messages import Command, CreateOrder, RevokeRequest
from sim.rules.offers import KINDS_OF, offers, view
from sim.rules.values import Line, Role
from sim.rules.variants import rule_set

ITEMS = ("A", "B")
CUSTOMER = "KH-1"

STAFF: tuple[tuple[str, Role], ...] = (
    ("lan", "salesperson"),
    ("hoa", "salesperson"),
    ("minh", "clerk"),
    ("tuan", "clerk"),
    ("mai", "accountant"),
    ("son", "sales_manager"),
)

DAILY = ("request", "revoke", "issue_part", "issue_all", "hand_over", "make_voucher", "delete_slip")

EVERYTHING = tuple(kind for _, role in STAFF for kind in KINDS_OF[role])

RACE = ("request", "revoke", "issue_part", "delete_slip")


def opening(stock: int = 1_000) -> tuple[Opening, ...]:
    """Return a small company: two items in stock, one customer, all codes known everywhere."""
    return (
        *(Opening("warehouse", GoodsReceived(item=item, quantity=stock)) for item in ITEMS),
        *(Opening("accounting", CodeAdded(kind="item", code=item)) for item in ITEMS),
        Opening("warehouse", CustomerAdded(customer=CUSTOMER)),
        Opening("accounting", CodeAdded(kind="customer", code=CUSTOMER)),
    )


class Asked(NamedTuple):
    """What a person waits for: the number of the operation, and the answer once there is one."""

    number: int
    command: Command
    answer: Outcome | None = None


class Crowd:
    """People at work on some orders; `play` lets them."""

    def __init__(self, rules: str, seed: int, *, orders: int = 1, stock: int = 1_000) -> None:
        self.choices = Seeded(seed)
        self.system = Embedded(rule_set(rules, Assumptions()), opening(stock))
        self.recorder = Recorder(self.system)
        self.orders = tuple(f"DH-{n}" for n in range(1, orders + 1))
        self.waiting: dict[str, Asked] = {}
        self.numbers = 0

    def pick(self, n: int, what: str) -> int:
        return self.choices.pick(n, ("crowd", what))

    def play(self, moments: int, kinds: tuple[str, ...] = DAILY) -> tuple[Operation, ...]:
        """Return the history of so many moments, at the end of which everything settled."""
        for order in self.orders:
            lines = (Line(1, "A", 3), Line(2, "B", 2))
            entered = CreateOrder(
                by="lan", role="salesperson", order=order, customer=CUSTOMER, lines=lines
            )
            self.recorder.submit(entered)
        for _ in range(moments):
            self.moment(kinds)
        while self.waiting:
            self.go_on(min(self.waiting))
        assert self.recorder.settle("lan", self.orders)
        return self.recorder.history()

    def moment(self, kinds: tuple[str, ...]) -> None:
        """Let a message arrive, or one person go on."""
        way = len(self.system.under_way)
        if way and self.pick(3, "sync") == 0:
            self.system.deliver(self.pick(way, "which"))
            return
        by, role = STAFF[self.pick(len(STAFF), "who")]
        if by in self.waiting:
            self.go_on(by)
        else:
            self.ask(by, role, kinds)

    def ask(self, by: str, role: Role, kinds: tuple[str, ...]) -> None:
        """Let a person press a button, or look at the order."""
        order = self.orders[self.pick(len(self.orders), "order")]
        seen = view(role, self.system.apps, order)
        offered = [
            one.command for one in offers(role, by, order, seen, self.fresh) if one.kind in kinds
        ]
        if not offered or self.pick(6, "look") == 0:
            app: Any = {"clerk": "warehouse", "accountant": "accounting"}.get(role, "sales")
            self.recorder.look(by, app, order)
            return
        command = offered[self.pick(len(offered), "what")]
        self.waiting[by] = Asked(self.recorder.begin(by, command), command)

    def go_on(self, by: str) -> None:
        """Let the system act on what a person asked, or the answer arrive, or get lost."""
        asked = self.waiting[by]
        if asked.answer is None:
            self.waiting[by] = asked._replace(answer=self.system.submit(asked.command))
            return
        del self.waiting[by]
        if self.pick(10, "lost") or isinstance(asked.command, RevokeRequest):
            self.recorder.end(asked.number, asked.answer)

    def fresh(self, prefix: str) -> str:
        self.numbers += 1
        return f"{prefix}-{self.numbers}"
