"""Deliveries that nobody can notice are taken at once, and it is proved that nobody could.

Most states of a world differ only in which news is still under way. A delivery that sends nothing
and commutes with all that may happen before it need not be tried late: it is taken first and
alone, and the states in which it waits are left out (a persistent set: one message, with what the
network may do to it). That it commutes is not declared, since the rules may be wrong in just that.

**The proof.** Each core (`cores`) gets its *shadows*: the cores that were left out, in which some
of these deliveries are still late. Along each step that was walked a shadow must answer, send and
break the same as its core; what is late must be taken without a word, and once all of it has been,
the shadow must be the core; whatever can be begun in a shadow must be possible in the core. Where
this fails for a kind of message, that kind has to wait its turn in the next walk.

So every story has one among those walked that takes the same steps, some deliveries earlier and
perhaps a few more of them. Sources: Godefroid, "Partial-Order Methods for the Verification of
Concurrent Systems" (1996), persistent sets; Blom and van de Pol, "State Space Reduction by Proving
Confluence" (2002). What does not live here: what such a walk is good for (`reduced`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from heapq import heappop, heappush
from typing import NamedTuple

from sim.explore.bounded import State
from sim.explore.cores import Cores
from sim.explore.model import Model, Move
from sim.explore.office import Office
from sim.rules.messages import Envelope, Message
from sim.rules.step import Fault, Step

Kinds = frozenset[type[Message]]

NONE = -1  # no step: steps are numbered from 0


class Shadow(NamedTuple):
    """A core that was left out: what there would be if these deliveries were late.

    They are known by the numbers of their steps; one that stands twice is late twice or more
    often. `idle` is one more, any number of times, that changes nothing any more whenever it comes.
    Of these one at a time is enough: none of them can make a difference to another.
    """

    core: int
    late: tuple[int, ...] = ()
    idle: int = NONE

    @property
    def blamed(self) -> tuple[int, ...]:
        """What has to wait if this shadow can be told: without the idle one it could not be."""
        return self.late if self.idle == NONE else (self.idle,)


def of_use(office: Office) -> bool:
    """Tell whether an office can be walked with deliveries at once.

    It cannot be where people act without end, since states are told apart by all they hold, nor
    where runs may fail, since the run log tells one order of runs from another.
    """
    return not office.endless and not office.world.budgets.outages


class Commuting:
    """One walk of an office in which silent deliveries are taken at once, but for some kinds."""

    def __init__(self, cores: Cores, waits: Kinds = frozenset()) -> None:
        self.cores = cores
        self.office = cores.office
        self.waits = waits
        self.broken = False
        self.vain = False  # what `in_vain` has said last
        self._walked: dict[int, dict[int, None]] = {}  # of each core, the steps taken there
        self._at_once: dict[int, dict[int, None]] = {}  # and those taken at once
        self._expanded, self._next_look = 0, 1
        self._doubts: Kinds = frozenset()

    def model(self) -> Model[State, Step]:
        """Return the explorer's model; its states are told apart by all they hold."""
        return replace(self.office.model(canonical=False), steps=self.moves, partial=True)

    def moves(self, state: State) -> Iterator[Move[Step, State]]:
        """Return what may happen to a message that is taken at once; if there is none, all."""
        core = self.cores.core(state.apps, state.ledger)
        walked = self._walked.setdefault(core, {})
        self._expanded += 1
        at_once = self._unnoticed(state, core)
        if at_once is not None:
            self._at_once.setdefault(core, {})[self.cores.step(at_once)] = None
        moves = self.office.moves(state) if at_once is None else self._fates(state, at_once)
        for move in moves:
            said = move[0].said
            if not isinstance(said, Fault):
                walked[self.cores.step(said)] = None
            self.broken = self.broken or bool(move[2])
            yield move

    def _unnoticed(self, state: State, core: int) -> Envelope | None:
        """Return the first message that can be taken at once.

        None while an app may still crash, which makes the last message come again.
        """
        if state.budgets.crashes:
            return None
        for envelope in dict.fromkeys(state.under_way):
            waits = type(envelope.message) in self.waits
            if not waits and self.cores.effect(core, self.cores.step(envelope)).silent:
                return envelope
        return None

    def _fates(self, state: State, envelope: Envelope) -> Iterator[Move[Step, State]]:
        """Return all that may happen to one message: it arrives, is doubled, is lost."""
        yield self.office.arrival(state, envelope)
        yield from self.office.mishaps.accidents(state, envelope)

    # --- the proof ------------------------------------------------------------------------------

    def in_vain(self) -> bool:
        """Tell early whether the walk is of no use; it is looked at after 1, 2, 4, 8 … states."""
        if self._expanded >= self._next_look and not self.broken:
            self._next_look = 2 * self._expanded
            self._doubts = self.doubts()
        self.vain = self.broken or bool(self._doubts)
        return self.vain

    def doubts(self) -> Kinds:
        """Return the kinds of messages that have to wait their turn; none: all is proved.

        Shadows with little late come first, and those without an idle one before those with it,
        so that not more kinds are blamed than must be.
        """
        if self._doubts:
            return self._doubts
        known: set[tuple[int, Shadow]] = set()
        waiting: list[tuple[int, int, int, Shadow]] = []
        cast = [(core, Shadow(core)) for core in self._walked]
        while True:
            for pair in cast:
                if pair not in known:
                    known.add(pair)
                    heappush(waiting, (len(pair[1].late), len(known), *pair))
            if not waiting:
                return frozenset()
            _, _, core, shadow = heappop(waiting)
            if not self._agrees(core, shadow):
                return frozenset(map(self._kind, shadow.blamed))
            cast = list(self._follow(core, shadow))

    def _kind(self, step: int) -> type[Message]:
        said = self.cores.steps[step]
        assert isinstance(said, Envelope)
        return type(said.message)

    def _agrees(self, core: int, shadow: Shadow) -> bool:
        """Tell whether nobody can tell a shadow from its core."""
        effect, (at, late, idle) = self.cores.effect, shadow
        if idle != NONE:
            return effect(at, idle).silent and effect(at, idle).core == at
        if not late:
            return at == core
        if len(late) == 1 and effect(at, late[0]).core != core:
            return False
        walked = self._walked[core]
        return (
            all(effect(at, one).silent for one in late)
            and any(effect(at, one).core != at for one in late)
            and all(effect(at, one).noticed == effect(core, one).noticed for one in walked)
            and self.cores.wishes(at) <= self.cores.wishes(core)
            and self.cores.asked_again(at, late) <= self.cores.asked_again(core, ())
        )

    def _follow(self, core: int, shadow: Shadow) -> Iterator[tuple[int, Shadow]]:
        """Yield the shadows that one makes, with their cores."""
        effect, (at, late, idle) = self.cores.effect, shadow
        for one in dict.fromkeys(late):
            rest = list(late)
            rest.remove(one)
            for left in (tuple(rest), late) if one in rest else (tuple(rest),):
                yield from self._cast(core, effect(at, one).core, left, idle)
        for step in self._walked[core]:
            real = effect(core, step)
            if not real.broken and real.core in self._walked:
                yield from self._cast(real.core, effect(at, step).core, late, idle)
        for one in self._at_once.get(core, ()):
            real = effect(core, one)
            if real.core in self._walked:
                more = late if late.count(one) > 1 else tuple(sorted((*late, one)))
                yield from self._cast(real.core, at, more, idle)

    def _cast(
        self, core: int, at: int, late: tuple[int, ...], idle: int
    ) -> Iterator[tuple[int, Shadow]]:
        """Yield a core with its shadow, and with one for each late step that is idle there."""
        idles = {one: self.cores.effect(at, one).core == at for one in late}
        left = tuple(one for one in late if not idles[one])
        if at != core and not left:
            left = late  # which cannot lead to the core: this shadow will be told from it
        yield core, Shadow(at, left)
        for one in (*(one for one in idles if one not in left), idle):
            if one != NONE:
                yield core, Shadow(at, left, one)
