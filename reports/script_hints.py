"""What people cannot force: the moments and faults that a story needs, and how to provoke them.

The order in which messages arrive, a loss, a doubling, a crash are nobody's step. A script says so
and tells how to try, and what it means if the case does not come about. What does not live here:
the steps themselves (`script_steps`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reports.script_acts import answered
from reports.script_steps import Steps, sign
from reports.script_tale import Turn
from reports.script_words import capital, first_name, message, speak
from sim.rules.messages import Command, Envelope
from sim.rules.step import Fault, Step


class Hint(NamedTuple):
    """One thing that people cannot force: at which step, what, how to try, what if not."""

    step: str
    case: str
    attempt: str
    missed: str


class Hints:
    """The hints of one tale in one language."""

    def __init__(self, steps: Steps) -> None:
        self.steps = steps
        self.tale = steps.tale
        self.lang = steps.lang

    def rows(self) -> list[Hint]:
        """Return the hints in the order of the steps; the same thing is told once."""
        told = [hint for at in range(len(self.tale.turns)) for hint in self._of(at)]
        return list(dict.fromkeys(told))

    def _of(self, at: int) -> Iterator[Hint]:
        turn = self.tale.turns[at]
        if turn.timing.before:
            yield self._race(at, turn)
        for late, by in turn.late:
            yield self._late(at, late, by)
        for fault in self.steps.played[at].deeds:
            if isinstance(fault.said, Fault):
                yield self._fault(at, fault.said)

    # --- a person in time -----------------------------------------------------------------------

    def _race(self, at: int, turn: Turn) -> Hint:
        command, former = self.steps.acting(at), self.steps.acting(at - 1) if at else None
        assert command is not None
        number = self.steps.number(at)
        how = "alone" if former is None or former.by == command.by else "pair"
        if self.steps.awaited(at):
            how = "seen"
        who = first_name(command.by, command.role, self.lang, self.tale.names)
        until = self.steps.until(turn)
        case = capital(speak(self.lang, "hint.race", who=who, step=number, until=until))
        return Hint(
            step=str(number),
            case=case,
            attempt=speak(self.lang, f"hint.race.{how}"),
            missed="\n".join(self._missed(at, turn, command)),
        )

    def _missed(self, at: int, turn: Turn, command: Command) -> Iterator[str]:
        """Return by what a person sees that the moment was missed."""
        for key, answer in (("early", turn.timing.early), ("late", turn.timing.late)):
            if answer is not None:
                told = answered(answer, command, self.lang)
                yield speak(self.lang, f"hint.{key}", answer=told)
        if turn.timing.late is None:
            shown = sign(turn.timing.before[0], turn.before, self.lang)
            yield speak(self.lang, "hint.sign", sign=shown)
        if turn.timing.early is turn.timing.late is None:
            yield self._otherwise()
            return
        doubt = self.steps.faults.doubtful(at)
        yield speak(self.lang, "hint.again.doubt" if doubt else "hint.again")

    # --- messages and apps ----------------------------------------------------------------------

    def _late(self, at: int, late: Envelope, by: Envelope) -> Hint:
        told = message(late, self.lang)
        place = speak(self.lang, f"place.{late.target}")
        sent = self.steps.number(self._sent(late, at))
        other = message(by, self.lang, whole=True)
        return Hint(
            step=str(self.steps.number(at)),
            case=capital(speak(self.lang, "hint.late.case", late=told, by=other)),
            attempt=speak(self.lang, "hint.late.try", place=place, step=sent),
            missed=self._otherwise(),
        )

    def _fault(self, at: int, fault: Fault) -> Hint:
        key, number = f"hint.{fault.kind}", self.steps.number(at)
        what, place, step = "", speak(self.lang, f"place.{fault.app}"), number
        attempt = f"{key}.try"
        if fault.envelope is not None and fault.kind != "crash":
            what = message(fault.envelope, self.lang)
            step = self.steps.number(self._sent(fault.envelope, at))
            if fault.kind == "duplicate" and not self._of_act(fault.envelope):
                attempt += ".inner"
        again = self._second(at, fault)
        case = speak(
            self.lang,
            f"{key}.again" if again else key,
            what=what,
            place=place,
            step=self.steps.number(again or at),
        )
        return Hint(
            step=str(number),
            case=capital(case),
            attempt=speak(self.lang, attempt, place=place, step=step),
            missed=self._otherwise(),
        )

    def _second(self, at: int, fault: Fault) -> int:
        """Return the turn in which a doubled message arrives the second time, if a later one."""
        turns = self.steps.played
        for later in range(len(turns) - 1, at, -1):
            arrived = any(step.said == fault.envelope for step in turns[later].deeds)
            if fault.kind == "duplicate" and arrived and turns[later].act is not None:
                return later
        return 0

    def _of_act(self, envelope: Envelope) -> bool:
        """Tell whether a person's own step sends a message: pressing twice may send it twice."""
        return any(turn.act is not None and envelope in turn.act.sent for turn in self.steps.played)

    def _sent(self, envelope: Envelope, default: int) -> int:
        """Return the turn in which a message was sent."""
        for at, turn in enumerate(self.steps.played):
            steps: tuple[Step, ...] = (*((turn.act,) if turn.act is not None else ()), *turn.deeds)
            if any(envelope in step.sent for step in steps):
                return at
        return default

    def _otherwise(self) -> str:
        """Return what to do if the case does not come about: the end may be the same anyway."""
        look, calm = self.steps.look, self.tale.calm
        end = self.tale.turns[-1].after if self.tale.turns else calm
        seen, other = look.standing(end), look.standing(calm)
        if seen == other:
            return speak(self.lang, "hint.same")
        apps = {key[0] for key in (*seen, *other) if seen.get(key) != other.get(key)}
        but_log = apps == {"workflow"}
        return speak(self.lang, "hint.same.but_log" if but_log else "hint.other")
