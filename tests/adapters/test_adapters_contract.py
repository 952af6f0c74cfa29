"""The contract: the embedded system keeps it, and adapters wrong in one way each do not."""

from __future__ import annotations

from typing import Any

import pytest
from adapters.crowd import opening
from msgspec.structs import replace

from sim.adapters.contract import AdapterContract
from sim.adapters.embedded import Embedded
from sim.adapters.protocol import Adapter, Capabilities, NotSupported, Outcome, Unknown
from sim.adapters.seen import Seen
from sim.rules.messages import Accepted, Command, CreateOrder, Refused
from sim.rules.values import AppName, Line
from sim.rules.world import reference


class TestEmbedded(AdapterContract):
    """The embedded system keeps the whole contract."""

    def adapter(self) -> Adapter:
        return EMBEDDED


EMBEDDED = Embedded(reference(), opening())


class Little(Embedded):
    """A system with only a few commands and one app to look at."""

    def capabilities(self) -> Capabilities:
        return Capabilities(
            commands=frozenset(("CreateOrder", "SaveRequest")),
            looks=frozenset(("sales",)),
            revoke="started",
        )

    def submit(self, command: Command) -> Outcome:
        known = type(command).__name__ in self.capabilities().commands
        return super().submit(command) if known else NotSupported()

    def look(self, app: AppName, order: str) -> Any:
        return super().look(app, order) if app == "sales" else NotSupported()


class TestLittle(AdapterContract):
    """A system that lacks most things, and says so, keeps the contract too."""

    made = Little(reference(), opening())

    def adapter(self) -> Adapter:
        return self.made

    def unreachable(self) -> Adapter:
        return Gone(reference())


class Gone(Little):
    """A system that nobody can reach, behind an adapter that says so."""

    def submit(self, *_: Any) -> Outcome:
        return Unknown("connection refused")

    def look(self, *_: Any) -> Any:
        return Unknown("connection refused")

    def settle(self) -> bool:
        return False


# --- wrong in one way each ----------------------------------------------------------------------


class MadeUp(Embedded):
    def capabilities(self) -> Capabilities:
        return replace(super().capabilities(), commands=frozenset(("SaveSlips",)))


class Silent(Embedded):
    def submit(self, command: Command) -> Any:
        super().submit(command)


class Boastful(Little):
    def look(self, app: AppName, order: str) -> Any:
        return Embedded.look(self, app, order)


class Forgetful(Embedded):
    def submit(self, *_: Any) -> Outcome:
        return Accepted()


class Overwriting(Embedded):
    def submit(self, command: Command) -> Outcome:
        order = getattr(command, "order", "")
        orders = self.apps.sales.orders.discard(order)
        self.apps = replace(self.apps, sales=replace(self.apps.sales, orders=orders))
        return super().submit(command)


class OddReason(Embedded):
    def submit(self, command: Command) -> Outcome:
        answer = super().submit(command)
        return Refused("HTTP 409") if isinstance(answer, Refused) else answer


class Lasting(Embedded):
    def reset(self) -> None:
        if not hasattr(self, "apps"):
            super().reset()


class OneAtATime(Embedded):
    inside = 0

    def submit(self, command: Command) -> Outcome:
        if type(command).__name__ == "CreateOrder" and command.by != "an":
            type(self).inside += 1
            if self.inside == 3:
                return Refused("")
        return super().submit(command)


class Restless(Embedded):
    def settle(self) -> bool:
        return False


class Raising(Gone):
    def submit(self, *_: Any) -> Outcome:
        raise ConnectionRefusedError


LINES = (Line(1, "A", 1),)

WRONG: dict[str, type[Embedded]] = {
    "test_capabilities_are_known_and_lasting": MadeUp,
    "test_a_command_is_answered": Silent,
    "test_what_is_not_supported_says_so": Boastful,
    "test_what_was_accepted_can_be_seen": Forgetful,
    "test_a_refusal_has_a_reason_and_changes_nothing": Overwriting,
    "test_reset_forgets": Lasting,
    "test_many_people_at_once": OneAtATime,
    "test_it_settles": Restless,
    "test_no_answer_is_unknown": Raising,
}


@pytest.mark.parametrize(("test", "kind"), [*WRONG.items(), (list(WRONG)[4], OddReason)])
def test_a_broken_adapter_fails(test: str, kind: type[Embedded]) -> None:
    """Each test of the contract fails for an adapter that is wrong in its way, and says why."""
    adapter = kind(reference(), opening())

    class Broken(AdapterContract):
        def adapter(self) -> Adapter:
            return adapter

        def unreachable(self) -> Adapter:
            return adapter

    with pytest.raises((AssertionError, ConnectionRefusedError)) as failed:
        getattr(Broken(), test)()
    assert str(failed.value) or isinstance(failed.value, ConnectionRefusedError)


def test_an_order_of_nobody_fails() -> None:
    """A system that shows what nobody entered breaks the contract."""

    class Showing(Embedded):
        def look(self, app: AppName, order: str) -> Seen | None:
            other = Embedded(reference(), opening())
            other.submit(
                CreateOrder(by="x", role="salesperson", order=order, customer="K", lines=LINES)
            )
            return other.look(app, order)

    class Broken(AdapterContract):
        def adapter(self) -> Adapter:
            return Showing(reference(), opening())

    with pytest.raises(AssertionError, match="an order of nobody"):
        Broken().test_nothing_is_there_at_first()
