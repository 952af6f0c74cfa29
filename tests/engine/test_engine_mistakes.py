"""The mistakes of people at their desks, which only times of trouble bring."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any

import pytest
from small_office import MINUTE, SECOND, Bench, issue, request, unissue

from sim.engine.desk import Desk
from sim.engine.spells import Spell
from sim.engine.trouble import Trouble
from sim.rules.messages import Accepted, Refused, SaveSlip
from sim.scenario import Hours

HOUR = 60 * MINUTE


class Clerk:
    """A clerk who does one thing on DH-1 a minute after the orders have come."""

    def __init__(self, kind: str, made: Mapping[str, int] | None = None) -> None:
        self.bench = Bench(made)
        for order in ("DH-1", "DH-2"):
            self.bench.say(request(order))
        office = self.bench.office
        office.trouble = Trouble(office, (Spell(kind, None, 0, 12 * HOUR),))
        self.desk = Desk(
            office=office, by="clerk-1", role="clerk", hours=Hours(), closes_at=24 * HOUR
        )
        self.answer: object = None
        office.env.process(self._work())
        self.bench.run(until=6 * HOUR)

    def _work(self) -> Generator[Any, Any, None]:
        yield self.desk.office.env.timeout(MINUTE)
        self.answer = yield from self.desk.try_to("DH-1", "issue_all")

    def slips(self, order: str) -> list[str]:
        return [one.slip for one in self.bench.office.apps.warehouse.dossiers[order].slips]


def test_a_clerk_who_clicks_twice_saves_one_slip() -> None:
    """F21: the second save is refused, since the slip is there; the clerk sees the first answer."""
    clerk = Clerk("double_click")
    saves = clerk.bench.said(SaveSlip)
    assert [type(one.answer) for one in saves] == [Accepted, Refused]
    assert clerk.answer == Accepted()
    assert len(clerk.slips("DH-1")) == 1
    (fault,) = clerk.bench.faults("meet")
    assert (fault.said.cause, fault.said.by) == ("double_click", "clerk-1")


def test_a_clerk_acts_on_a_screen_of_half_an_hour_ago() -> None:
    """What was read then is saved now, whatever has happened since."""
    clerk = Clerk("stale_screen", {"clerk-1/stale_screen for/0": 29 * MINUTE})
    (save,) = clerk.bench.said(SaveSlip)
    assert save.at == 31 * MINUTE
    assert [one.at for one in clerk.bench.faults("meet")] == [MINUTE]


def test_a_clerk_enters_the_slip_on_another_order() -> None:
    """The record says what was meant; DH-1 has no slip although its clerk was told "saved"."""
    clerk = Clerk("wrong_order")
    assert clerk.answer == Accepted()
    assert clerk.slips("DH-1") == []
    (slip,) = clerk.slips("DH-2")
    (fault,) = clerk.bench.faults("meet")
    said = fault.said
    assert (said.order, said.meant, said.document) == ("DH-2", "DH-1", slip)


def test_nobody_takes_the_wrong_order_where_there_is_no_other() -> None:
    """Then it did not strike, and nothing is told of it."""
    bench = Bench()
    bench.say(request())
    office = bench.office
    office.trouble = Trouble(office, (Spell("wrong_order", None, 0, HOUR),))
    desk = Desk(office=office, by="clerk-1", role="clerk", hours=Hours(), closes_at=24 * HOUR)

    def work() -> Generator[Any, Any, None]:
        yield office.env.timeout(MINUTE)
        yield from desk.try_to("DH-1", "issue_all")

    office.env.process(work())
    bench.run(until=HOUR)
    assert office.trouble.times["wrong_order"] == 0
    assert bench.faults("meet") == []
    assert len(office.apps.warehouse.dossiers["DH-1"].slips) == 1


def test_a_person_may_get_no_answer_although_it_was_done() -> None:
    """The outcome is unknown to them; they may try again."""
    clerk = Clerk("lost_answer")
    assert clerk.answer is None
    assert len(clerk.slips("DH-1")) == 1


@pytest.mark.parametrize("kind", ["double_click", "stale_screen", "wrong_order", "lost_answer"])
def test_commands_that_nobody_types_at_a_desk_meet_no_mistake(kind: str) -> None:
    """What goes straight to the office, as a test does it, is not a person's slip of the hand."""
    bench = Bench()
    bench.office.trouble = Trouble(bench.office, (Spell(kind, None, 0, HOUR),))
    bench.say(request())
    bench.say(issue(), at=10 * SECOND)
    done = bench.say(unissue(), at=20 * SECOND)
    bench.run(until=MINUTE)
    assert done.answer == Accepted()
    assert bench.faults("meet") == []
