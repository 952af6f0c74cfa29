"""The steps of a manual script: who does what, where and when, and what must be seen then.

A person's command is a step. What the apps do by themselves in between is a step of waiting and
looking, if any of it can be seen. What does not live here: what people cannot force
(`script_hints`), one person's command (`script_acts`), what screens show (`script_facts`), how a
faulty system shows (`script_faults`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reports.script_acts import answered, decided, done, extra, home, noted, screen
from reports.script_facts import APP_ORDER, Key, Look, Sights, listed
from reports.script_faults import Faults
from reports.script_tale import Tale, Turn
from reports.script_words import both, fields, first_name, named, person, speak
from sim.rules.events import RevokeRefused
from sim.rules.messages import (
    Accepted,
    Command,
    Envelope,
    OpenRequest,
    OrderRequested,
    RevokeRequest,
    SaveRequest,
)
from sim.rules.state import Apps
from sim.rules.step import Step
from sim.rules.values import AppName

HURRY_S = 5  # how soon a step must follow where timing decides
PATIENCE_MIN = 5  # how long people wait for something to show
QUIET_MIN = 2  # how long they watch that nothing shows
ROLE_OF: dict[AppName, tuple[str, ...]] = {
    "sales": ("salesperson", "sales_manager"),
    "warehouse": ("clerk",),
    "accounting": ("accountant",),
    "workflow": ("administrator",),
}


class Row(NamedTuple):
    """One step of the script."""

    who: str
    where: str
    do: str
    when: str
    see: str
    wrong: str = ""


class Spot(NamedTuple):
    """What a step tells: a person's part of a turn, or the waiting after it."""

    turn: int
    acts: bool


class Steps:
    """The steps of one tale in one language; steps count from 1."""

    def __init__(self, tale: Tale, look: Look) -> None:
        self.tale = tale
        self.look = look
        self.lang = look.lang
        self.faults = Faults(tale, look)
        self.played = tale.wrong or tale.turns  # the system whose story it is
        self.spots = tuple(self._spots())

    def rows(self) -> Iterator[Row]:
        """Return the steps, row by row."""
        for spot in self.spots:
            yield self._act(spot.turn) if spot.acts else self._wait(spot.turn)

    def number(self, turn: int) -> int:
        """Return the number of the step at which the person of a turn acts, or the last before."""
        acted = [at for at, spot in enumerate(self.spots, 1) if spot.acts and spot.turn <= turn]
        return acted[-1] if acted else 1

    def acting(self, turn: int) -> Command | None:
        """Return the command of a turn."""
        act = self.tale.turns[turn].act
        return act.said if act is not None and isinstance(act.said, Command) else None

    def _spots(self) -> Iterator[Spot]:
        for at, turn in enumerate(self.tale.turns):
            if turn.act is not None:
                yield Spot(at, acts=True)
            if self._visible(at) or (turn.rest and turn.act is not None and not _spoken(turn)):
                yield Spot(at, acts=False)

    def _visible(self, at: int) -> bool:
        """Tell whether any of what the apps did by themselves can be seen, in either system."""
        pairs = [self.tale.turns[at], *self.tale.wrong[at : at + 1]]
        shown = any(
            self.look.changes(turn.acted, turn.after) or noted(turn.deeds, turn.after, self.lang)
            for turn in pairs
        )
        return shown or self.faults.breaks(at, acts=False)

    # --- a person's step ------------------------------------------------------------------------

    def _act(self, at: int) -> Row:
        turn = self.tale.turns[at]
        command = self.acting(at)
        assert turn.act is not None
        assert command is not None
        opened = self._opened(at)
        return Row(
            who=self.who(command),
            where=screen(command, self.lang),
            do=done(command, turn.before, self.lang, opened=opened),
            when=" ".join(self._when(at, acts=True)),
            see=self._answer(at, turn, turn.act),
            wrong="\n".join(self.faults.answered(at)),
        )

    def who(self, command: Command) -> str:
        """Return who gives a command, with the role."""
        if not command.by:
            return speak(self.lang, "person.nobody")
        return person(command.by, command.role, self.lang, self.tale.names)

    def _opened(self, at: int) -> bool:
        """Tell whether the request screen is open already: the person opened it just before."""
        command, former = self.acting(at), self.acting(at - 1) if at else None
        return (
            isinstance(command, SaveRequest)
            and isinstance(former, OpenRequest)
            and (former.by, former.order) == (command.by, command.order)
        )

    def _answer(self, at: int, turn: Turn, act: Step) -> str:
        """Return what is seen at once: the answer, and what changes on the screens."""
        command = act.said
        assert isinstance(command, Command)
        if isinstance(command, RevokeRequest) and act.answer == Accepted():
            return self._asked(at, command.order)
        lines = [answered(act.answer, command, self.lang), *extra(act, self.lang)]
        seen = self.look.changes(turn.before, turn.acted)
        lines += listed(seen, self.lang, home(command))
        return "\n".join([*lines, *noted((act,), turn.acted, self.lang)])

    def _asked(self, at: int, order: str) -> str:
        """Return what is seen when a revoke begins: it is decided at a later step."""
        here = self.spots.index(Spot(at, acts=True)) + 1
        for number, spot in enumerate(self.spots[here:], here + 1):
            if any(one.order == order for one in decided(self._steps(spot))):
                return speak(self.lang, "see.RevokeRequest", step=number)
        return speak(self.lang, "see.RevokeRequest.open")

    def _steps(self, spot: Spot) -> tuple[Step, ...]:
        """Return what happened in a person's part of a turn, or in the waiting after it."""
        turn = self.tale.turns[spot.turn]
        if not spot.acts:
            return turn.deeds
        return (turn.act,) if turn.act is not None else ()

    # --- waiting and looking --------------------------------------------------------------------

    def _wait(self, at: int) -> Row:
        turn = self.tale.turns[at]
        seen, wrong = self.look.changes(turn.acted, turn.after), self.faults.seen(at)
        waits = bool(seen or noted(turn.deeds, turn.after, self.lang))
        apps = self._apps(turn, (*seen, *wrong), () if waits else WATCHED)
        key = "do.wait" if waits else "do.wait.nothing" if turn.quiet else "do.look"
        do = speak(self.lang, key, minutes=QUIET_MIN)
        return Row(
            who="\n".join(dict.fromkeys(self.looker(app) for app in apps)),
            where="\n".join(speak(self.lang, f"place.{app}") for app in apps),
            do=do,
            when=" ".join(self._when(at, acts=False)),
            see="\n".join(self._awaited(turn, seen)),
            wrong="\n".join(self.faults.awaited(at, wrong)),
        )

    def _apps(
        self, turn: Turn, keys: Iterable[Key], watched: Iterable[AppName]
    ) -> tuple[AppName, ...]:
        """Return the apps to look into: Sales tells how a revoke ends."""
        apps = {*watched, *(app for app, _, _ in keys)}
        if decided(turn.deeds):
            apps.add("sales")
        return tuple(app for app in APP_ORDER if app in apps)

    def _awaited(self, turn: Turn, seen: Sights) -> list[str]:
        """Return what must be seen in the end."""
        notes = [*noted(turn.deeds, turn.after, self.lang), *self._kept(turn)]
        lines = [*notes, *listed(seen, self.lang)]
        if not lines:
            standing = self.look.standing(turn.after)
            stands = {key: sight for key, sight in standing.items() if _watched(key)}
            return [speak(self.lang, "answer.unchanged"), *listed(stands, self.lang)]
        return [*lines, speak(self.lang, "answer.as_before")] if turn.quiet else lines

    def _kept(self, turn: Turn) -> Iterator[str]:
        """Return what a refused revoke leaves as it was."""
        for order in dict.fromkeys(one.order for one in decided(turn.deeds, RevokeRefused)):
            shown = turn.after.sales.orders.get(order)
            if shown is not None and shown.recording == "requested":
                status = named(self.lang, "recording", shown.recording)
                yield speak(self.lang, "note.RevokeRefused.kept", order=order, status=status)

    def looker(self, app: AppName) -> str:
        """Return who looks into an app: the first of its people, else an observer."""
        for role in ROLE_OF[app]:
            for who, own in self.tale.people:
                if own == role:
                    return person(who, role, self.lang, self.tale.names)
        return speak(self.lang, "prepare.observer", place=speak(self.lang, f"place.{app}"))

    # --- when -----------------------------------------------------------------------------------

    def _when(self, at: int, *, acts: bool) -> Iterator[str]:
        """Return after which step, how fast, and what must be ready for the next step."""
        here = self.spots.index(Spot(at, acts))
        turn = self.tale.turns[at]
        if not here:
            yield speak(self.lang, "when.first")
        elif acts and turn.timing.before:
            until = self.until(turn)
            yield speak(self.lang, "when.hurry", step=here, seconds=HURRY_S, until=until)
        else:
            hasty = acts and turn.hasty and not isinstance(self.acting(at), OpenRequest)
            yield speak(self.lang, "when.hasty" if hasty else "when.after", step=here)
        following = self.spots[here + 1] if here + 1 < len(self.spots) else None
        if following and following.acts and self.tale.turns[following.turn].timing.before:
            if acts:
                yield self._ready(at, following.turn, here + 2)
            else:
                yield speak(self.lang, "when.seen", step=here + 2)

    def _ready(self, at: int, following: int, step: int) -> str:
        """Return what is ready for the next step while a person acts."""
        former, command = self.acting(at), self.acting(following)
        assert command is not None
        if former is None or former.by == command.by:
            return speak(self.lang, "when.alone", step=step)
        name = first_name(command.by, command.role, self.lang, self.tale.names)
        return speak(self.lang, "when.ready", who=name, step=step)

    def awaited(self, at: int) -> bool:
        """Tell whether people wait for something just before the person of this turn acts."""
        here = self.spots.index(Spot(at, acts=True))
        return here > 0 and not self.spots[here - 1].acts

    def until(self, turn: Turn) -> str:
        """Return until when a person must have acted."""
        signs = dict.fromkeys(sign(one, turn.before, self.lang) for one in turn.timing.before)
        return speak(self.lang, "until.sign", sign=both(self.lang, list(signs)))


WATCHED: tuple[AppName, ...] = ("warehouse", "accounting")  # where something might appear


def sign(envelope: Envelope, apps: Apps, lang: str) -> str:
    """Return by what people see that a message has arrived."""
    said = envelope.message
    key = f"sign.{type(said).__name__}"
    stored = apps.warehouse.dossiers.get(said.order)
    if isinstance(said, OrderRequested) and stored is not None and stored.document is not None:
        key = f"{key}.again"
    return speak(lang, key, **fields(envelope, lang))


def _watched(key: Key) -> bool:
    """Tell whether a fact is worth watching where nothing may happen."""
    return key[0] in WATCHED and key[2] in ("none", "execution", "issued", "no_paper")


def _spoken(turn: Turn) -> bool:
    """Tell whether all that happened was people talking: no screen shows it."""
    said = [step.said for step in turn.deeds]
    return bool(said) and all(isinstance(one, Envelope) and one.channel == "spoken" for one in said)
