"""How a faulty system shows in the script of a counterexample: what differs, where it breaks.

What lives here: the comparison of the faulty system's turns with those of a right one. What does
not live here: the steps (`script_steps`).
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.script_acts import answered, decided, home, noted
from reports.script_facts import Look, Sights, listed
from reports.script_tale import Tale, Turn
from reports.script_words import speak
from sim.rules.messages import Command


class Faults:
    """The faulty system beside the right one; of another story than a counterexample: nothing."""

    def __init__(self, tale: Tale, look: Look) -> None:
        self.tale = tale
        self.look = look
        self.lang = look.lang

    def breaks(self, at: int, *, acts: bool) -> bool:
        """Tell whether the promise breaks when the person of this turn acts, or in the wait."""
        broke = self.tale.broke if self.tale.wrong else None
        return broke is not None and broke[0] == at and (broke[1] == 0) == acts

    def answered(self, at: int) -> Iterator[str]:
        """Return how the fault shows as a person acts."""
        for right, wrong in self._pair(at):
            assert right.act is not None
            assert wrong.act is not None
            command = right.act.said
            assert isinstance(command, Command)
            if wrong.act.answer != right.act.answer:
                yield answered(wrong.act.answer, command, self.lang)
                if self.doubtful(at):
                    yield speak(self.lang, "wrong.perhaps")
            seen = self.look.differences((right.before, right.acted), (wrong.before, wrong.acted))
            yield from listed(seen, self.lang, home(command))
        yield from self._broken(at, acts=True)

    def doubtful(self, at: int) -> bool:
        """Tell whether a right system, at another moment, answers as the faulty one does."""
        return any(
            wrong.act is not None and wrong.act.answer in right.timing.others
            for right, wrong in self._pair(at)
        )

    def seen(self, at: int) -> Sights:
        """Return what the faulty system shows otherwise after a wait."""
        for right, wrong in self._pair(at):
            return self.look.differences((right.acted, right.after), (wrong.acted, wrong.after))
        return {}

    def awaited(self, at: int, seen: Sights) -> Iterator[str]:
        """Return how the fault shows after a wait: another decision, other sights, the break."""
        for right, wrong in self._pair(at):
            told = self._decisions(right)
            yield from (one for one in self._decisions(wrong) if one not in told)
        yield from listed(seen, self.lang)
        yield from self._broken(at, acts=False)

    def _pair(self, at: int) -> Iterator[tuple[Turn, Turn]]:
        """Return the right and the wrong turn, if there is a wrong one."""
        if self.tale.wrong:
            yield self.tale.turns[at], self.tale.wrong[at]

    def _decisions(self, turn: Turn) -> list[str]:
        deciding = [step for step in turn.deeds if decided((step,))]
        return noted(deciding, turn.after, self.lang)

    def _broken(self, at: int, *, acts: bool) -> Iterator[str]:
        if self.breaks(at, acts=acts):
            title = self.tale.promises[0].title
            text = title.vi if self.lang == "vi" else title.en
            yield speak(self.lang, "wrong.broken", title=text)
