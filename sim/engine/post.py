"""The post: couriers that carry messages between the apps until they are answered.

A courier is the sender's outbox entry: it survives crashes, tries again after a pause that doubles,
and gives a flow's message up when its tries are used up. Spoken words are neither lost nor doubled.
What does not live here: the apps (`office`), times of trouble (`trouble`).
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import simpy

from sim.explore.choices import between, chance
from sim.rules.messages import FLOWS, Accepted, Answer, Busy, Envelope
from sim.rules.step import Fault, Step
from sim.rules.world import fail, swallow

if TYPE_CHECKING:
    from sim.engine.office import Office
    from sim.rules.step import FaultKind

BACK_OFF_DOUBLINGS = 5  # the pause between two tries doubles so often, then stays
LEAST_PAUSE_MS = 1_000
ACCEPTED, BUSY = Accepted(), Busy()

Carrying = Generator[simpy.Event, Any, None]


class Post:
    """All that is under way; `carried` are the messages by the number of their courier.

    `noted` counts what messages met with, by the kind of fault.
    """

    def __init__(self, office: Office) -> None:
        self.office = office
        self.carried: dict[int, Envelope] = {}
        self.noted: dict[str, int] = {}
        self._couriers = 0

    def send(self, mail: int, envelope: Envelope) -> None:
        """Send a message; `mail` is its number in the record."""
        self.office.env.process(self._carry(mail, envelope))

    def _set_out(self, envelope: Envelope) -> int:
        self._couriers += 1
        self.carried[self._couriers] = envelope
        return self._couriers

    def _carry(self, mail: int, envelope: Envelope) -> Carrying:
        """Carry one message until it is answered; a doubled one is carried a second time."""
        office, network = self.office, self.office.network
        courier = self._set_out(envelope)
        way = f"{envelope.source}>{envelope.target}"
        if envelope.channel != "spoken" and chance(
            office.choices, network.duplicate, (way, "duplicate")
        ):
            self.double(mail, envelope, "duplicate", 0)
        hopeless = False
        if office.trouble is not None and envelope.channel != "spoken":
            hopeless = yield from office.trouble.sent(mail, envelope, way)
        failures = 0
        while True:
            yield office.env.timeout(self._delay(way))
            answer = yield from self._try(mail, envelope, way, hopeless=hopeless)
            if answer is not None and not isinstance(answer, Busy):
                break
            failures += answer is None
            if envelope.channel in FLOWS and failures >= office.network.tries:
                self._give_up(mail, envelope)
                break
            pause = office.network.retry_after << min(max(failures - 1, 0), BACK_OFF_DOUBLINGS)
            yield office.env.timeout(max(pause, LEAST_PAUSE_MS))
        del self.carried[courier]

    def double(self, mail: int, envelope: Envelope, cause: str, after: int) -> None:
        """Let a copy of a message be under way too; it is tried once, after some time."""
        self.note("duplicate", envelope, mail, cause)
        self.office.env.process(self._carry_once_more(mail, envelope, after))

    def _carry_once_more(self, mail: int, envelope: Envelope, after: int) -> Carrying:
        courier = self._set_out(envelope)
        way = f"{envelope.source}>{envelope.target}"
        yield self.office.env.timeout(after + self._delay(way) + self._delay(way))
        yield from self._try(mail, envelope, way)
        del self.carried[courier]

    def _try(
        self, mail: int, envelope: Envelope, way: str, *, hopeless: bool = False
    ) -> Generator[simpy.Event, Any, Answer | None]:
        """Deliver once; None if the message or its answer was lost, or the app is down."""
        office, trouble = self.office, self.office.trouble
        spoken = envelope.channel == "spoken"
        lost = chance(office.choices, office.network.loss, (way, "loss"))
        if trouble is not None and not spoken:
            stopped = trouble.stops(envelope, hopeless=hopeless)
            if stopped is not None:
                return BUSY if stopped == "waits" else None
            lost = trouble.strikes("loss", envelope.target, way) or lost
        if lost and not spoken:
            self.note("lose", envelope, mail, "loss")
            return None
        if office.is_down(envelope.target):
            return None
        if trouble is not None and not spoken and trouble.strikes("false_ok", envelope.target, way):
            self._swallow(mail, envelope)
            return ACCEPTED
        answer: Answer | None = yield office.hand_over(envelope, mail)
        if trouble is None or spoken or answer != ACCEPTED:
            return answer
        if trouble.strikes("lost_answer", envelope.target, way):
            self.note("retry", envelope, mail, "lost_answer")
            return None
        return answer

    def _delay(self, way: str) -> int:
        span = self.office.network.delay
        return between(self.office.choices, span.shortest, span.longest, (way, "delay"))

    # --- what the record says of it -------------------------------------------------------------

    def note(self, kind: FaultKind, envelope: Envelope, mail: int, cause: str) -> None:
        """Write down what a message meets with."""
        self.noted[cause] = self.noted.get(cause, 0) + 1
        fault = Fault(kind, envelope.target, envelope, cause)
        self.office.write(Step(envelope.target, fault, ACCEPTED), self.office.apps, mail)

    def _swallow(self, mail: int, envelope: Envelope) -> None:
        before = self.office.apps
        step, self.office.apps = swallow(self.office.rules, before, envelope, "false_ok")
        self.office.write(step, before, mail)

    def _give_up(self, mail: int, envelope: Envelope) -> None:
        """Give a flow's message up: a failed run in the run log, for an administrator."""
        before = self.office.apps
        step, self.office.apps = fail(self.office.rules, before, envelope, "retries_exhausted")
        self.office.write(step, before, mail)
