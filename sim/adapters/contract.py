"""The contract of an adapter as tests: what people and judges rely on, whatever the system does.

    class TestMine(AdapterContract):
        def adapter(self):
            return MyAdapter("http://127.0.0.1:8000")

Run with pytest, it proves an adapter of one's own. What does not live here: whether the system
follows the rules of the sync. That is judged on what people did with it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec.structs import replace

from sim.adapters.protocol import Adapter, NotSupported, Outcome, Unknown
from sim.adapters.seen import Seen, SeenInSales, goods, same
from sim.rules.messages import (
    COMMANDS,
    Accepted,
    Busy,
    Command,
    CreateOrder,
    OpenRequest,
    Refused,
)
from sim.rules.values import AppName, Line

LOOKED_AT: tuple[AppName, ...] = ("sales", "warehouse", "accounting")
AT_ONCE = 8

ENTER = CreateOrder(
    by="an",
    role="salesperson",
    order="DH-CONTRACT",
    customer="KH-CONTRACT",
    lines=(Line(1, "HH-CONTRACT", 2),),
)


class AdapterContract:
    """Subclass it with a method `adapter`; each test gets a system that was just reset.

    `entering` is the order that it enters: to be replaced where a system knows only its own codes.
    """

    entering = ENTER

    def adapter(self) -> Adapter:
        """Return the adapter to prove."""
        raise NotImplementedError

    def unreachable(self) -> Adapter | None:
        """Return an adapter whose system cannot be reached, None if there is no such thing."""
        return None

    def fresh(self) -> Adapter:
        """Return the adapter with its system as before anybody did anything."""
        adapter = self.adapter()
        adapter.reset()
        return adapter

    def test_capabilities_are_known_and_lasting(self) -> None:
        """It names commands and apps that exist, and always the same ones."""
        can = self.fresh().capabilities()
        assert can.commands <= set(COMMANDS), f"no such command: {can.commands - set(COMMANDS)}"
        assert can.looks <= set(LOOKED_AT), f"nothing to look at: {can.looks - set(LOOKED_AT)}"
        assert can.commands, "a system that takes no command at all cannot be tested"
        assert can == self.adapter().capabilities(), "capabilities must not change"

    def test_a_command_is_answered(self) -> None:
        """The answer is one of the five; to a command that it takes it is never `NotSupported`."""
        answer = submitted(self.fresh(), self.entering)
        assert isinstance(answer, Accepted), f"a new order was answered {answer}"

    def test_what_is_not_supported_says_so(self) -> None:
        """A command or an app beyond the capabilities is `NotSupported`, and nothing happens."""
        adapter = self.fresh()
        can = adapter.capabilities()
        if "OpenRequest" not in can.commands:
            answer = adapter.submit(
                OpenRequest(by="an", role="salesperson", order=self.entering.order)
            )
            assert answer == NotSupported(), f"an unsupported command was answered {answer}"
        for app in set(LOOKED_AT) - can.looks:
            seen = adapter.look(app, self.entering.order)
            assert seen == NotSupported(), f"an unsupported look was answered {seen}"

    def test_nothing_is_there_at_first(self) -> None:
        """No app shows an order that nobody entered."""
        adapter = self.fresh()
        for app in sorted(adapter.capabilities().looks):
            assert adapter.look(app, self.entering.order) is None, f"{app} shows an order of nobody"

    def test_what_was_accepted_can_be_seen(self) -> None:
        """After the answer the person's own app shows it."""
        adapter = self.fresh()
        submitted(adapter, self.entering)
        seen, there = looked(adapter, self.entering.order), goods(self.entering.lines)
        assert seen.recording == "draft", f"a new order is shown as {seen.recording}"
        assert same(seen.lines or there, there), f"its lines are {seen.lines}"

    def test_a_refusal_has_a_reason_and_changes_nothing(self) -> None:
        """The same number twice: refused, by its reason or none, and the first order stays."""
        adapter = self.fresh()
        submitted(adapter, self.entering)
        before = looked(adapter, self.entering.order)
        more = tuple(replace(one, quantity=one.quantity + 5) for one in self.entering.lines)
        answer = submitted(adapter, replace(self.entering, lines=more))
        assert isinstance(answer, Refused), f"a number taken twice was answered {answer}"
        assert answer.reason in ("", "number_taken"), f"the reason was {answer.reason!r}"
        assert looked(adapter, self.entering.order) == before, "the refused order can be seen"

    def test_reset_forgets(self) -> None:
        """After a reset nothing of before is there, and its numbers are free."""
        adapter = self.fresh()
        submitted(adapter, self.entering)
        adapter.reset()
        assert adapter.look("sales", self.entering.order) is None, "an order survived the reset"
        answer = submitted(adapter, self.entering)
        assert isinstance(answer, Accepted), f"after a reset its number was answered {answer}"

    def test_many_people_at_once(self) -> None:
        """People on different orders do not disturb each other: each gets their own answer."""
        adapter = self.fresh()
        mine = [
            replace(self.entering, by=f"an{n}", order=f"{self.entering.order}-{n}")
            for n in range(AT_ONCE)
        ]
        with ThreadPoolExecutor(AT_ONCE) as people:
            answers = list(people.map(lambda one: submitted(adapter, one), mine))
        assert answers == [Accepted()] * AT_ONCE, f"orders at the same time: {answers}"
        for one in mine:
            assert looked(adapter, one.order).recording == "draft", f"{one.order} is missing"

    def test_it_settles(self) -> None:
        """With nothing under way it comes to rest, and twice as well as once."""
        adapter = self.fresh()
        submitted(adapter, self.entering)
        assert adapter.settle(), "it does not come to rest"
        before = looked(adapter, self.entering.order)
        assert adapter.settle(), "it does not come to rest again"
        assert looked(adapter, self.entering.order) == before, (
            "something moved after it had settled"
        )

    def test_no_answer_is_unknown(self) -> None:
        """A system that cannot be reached raises nothing: the outcome is unknown."""
        adapter = self.unreachable()
        if adapter is None:
            pytest.skip("this system cannot be out of reach")
        assert isinstance(adapter.submit(self.entering), Unknown), (
            "a command without answer is Unknown"
        )
        assert isinstance(adapter.look("sales", self.entering.order), Unknown), (
            "a look without answer too"
        )
        assert not adapter.settle(), "what cannot be reached has not settled"


def submitted(adapter: Adapter, command: Command) -> Outcome:
    """Return the answer to a command; the test is skipped if the system does not take it."""
    name = type(command).__name__
    if name not in adapter.capabilities().commands:
        pytest.skip(f"the system takes no {name}")
    answer = adapter.submit(command)
    assert isinstance(answer, Accepted | Refused | Busy | Unknown), f"{answer!r} is no answer"
    return answer


def looked(adapter: Adapter, order: str) -> SeenInSales:
    """Return what Sales shows of an order; the test is skipped if that cannot be seen."""
    if "sales" not in adapter.capabilities().looks:
        pytest.skip("Sales cannot be looked at")
    seen: Seen | Unknown | NotSupported | None = adapter.look("sales", order)
    assert isinstance(seen, SeenInSales), f"Sales shows {seen!r}"
    return seen
