"""Makes a story small: the fewest people, orders, lines, faults and steps that break the same.

A shrinking is a row of small passes, repeated until none of them finds anything more. Each tries
candidates that are smaller than what is kept, in this order of weight: people, orders, lines,
faults, steps, quantities. A candidate counts only if it was played and broke the same promise in
the same way; it is kept as it was played, not as it was thought up. So the result was played, and
no single step of it can be dropped.

What does not live here: how a story is played (`stories`); all that is asked of it is `Retell`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from sim.explore.stories import Move, Moves, Said
from sim.result import PassCount, Shrinkage, Size
from sim.rules.messages import Command, CreateOrder, EditOrder, EditSlip, Envelope, SaveSlip
from sim.rules.step import Fault

MOST_PLAYED = 200_000  # steps played in one shrinking; what is kept by then is told

Retell = Callable[[Sequence[Move]], Moves | None]
"""Plays a story; returns it as played up to the break, None if it does not break the same."""


class Shrunk(NamedTuple):
    """A story made small, and how."""

    story: Moves
    shrinkage: Shrinkage


def size_of(moves: Sequence[Move]) -> Size:
    """Return how big a story is."""
    commands = [one.said for one in moves if isinstance(one.said, Command)]
    orders = (_order_of(one.said) for one in moves)
    return Size(
        people=len({one.by for one in commands}),
        orders=len({order for order in orders if order}),
        lines=sum(len(_lines(one)) for one in commands),
        faults=sum(isinstance(one.said, Fault) for one in moves),
        steps=len(moves),
        quantities=sum(_quantities(one) + len(_plainer(one)) for one in commands),
    )


def shrink(
    retell: Retell, story: Sequence[Move], *, order: str = "", most: int = MOST_PLAYED
) -> Shrunk | None:
    """Return the story made small; None if it does not break when it is played.

    `order` is the one that the break is about, if any: what concerns it alone is tried first.
    """
    on = Shrinking(retell, tuple(story), most)
    on.proves("own order", [one for one in on.kept if _order_of(one.said) in (order, "")])
    if not on.proven:
        on.proves("whole story", on.kept)
    if not on.proven:
        return None
    improved = True
    while improved and not on.cut:
        improved = False
        for name, step in PASSES:
            on.name = name
            before = on.size
            step(on)
            improved |= on.size < before
    return Shrunk(on.kept, Shrinkage(on.first, on.size, on.counted(), minimal=not on.cut))


class Shrinking:
    """A story while it gets small: what is kept so far, and what every pass did."""

    def __init__(self, retell: Retell, story: Moves, most: int) -> None:
        self.kept = story
        self.first = self.size = size_of(story)
        self.proven = False
        self.cut = False
        self.name = ""
        self._retell = retell
        self._left = most
        self._tried: set[tuple[Said, ...]] = set()
        self._counts: dict[str, PassCount] = {}

    def proves(self, name: str, candidate: Sequence[Move]) -> None:
        """Begin with a story if it breaks; nothing is known before that."""
        self.name = name
        self.proven = self._takes(tuple(candidate), at_most=self.first)

    def attempt(self, candidate: Sequence[Move]) -> bool:
        """Keep a candidate if it is smaller and breaks the same."""
        story = tuple(candidate)
        return size_of(story) < self.size and self._takes(story, at_most=None)

    def _takes(self, story: Moves, at_most: Size | None) -> bool:
        said = tuple(one.said for one in story)
        if said in self._tried:
            return False
        if len(story) > self._left:
            self.cut = True
            return False
        self._tried.add(said)
        self._left -= len(story)
        again = self._retell(story)
        found = None if again is None else size_of(again)
        better = found is not None and (found < self.size or found == at_most)
        removed = self.size.less(found) if better and found is not None else Size()
        if better and again is not None and found is not None:
            self.kept, self.size = again, found
        self._count(removed, better=better)
        return better

    def _count(self, removed: Size, *, better: bool) -> None:
        was = self._counts.get(self.name, PassCount(self.name, 0, 0, Size()))
        self._counts[self.name] = PassCount(
            self.name, was.tries + 1, was.successes + better, was.removed.plus(removed)
        )

    def counted(self) -> tuple[PassCount, ...]:
        """Return what the passes did, in the order in which each first tried."""
        return tuple(self._counts.values())


# --- dropping -----------------------------------------------------------------------------------

Keys = Callable[[Moves], list[Hashable]]
Without = Callable[[Moves, Collection[Hashable]], Sequence[Move]]


def _dropped(on: Shrinking, keys_of: Keys, without: Without) -> None:
    """Drop all that can go: everything at once, then halves, and so on down to single ones."""
    size = len(keys_of(on.kept))
    while size:
        if not _pieces_dropped(on, keys_of, without, size):
            size = 0 if size == 1 else size // 2


def _pieces_dropped(on: Shrinking, keys_of: Keys, without: Without, size: int) -> bool:
    """Try every piece of this size once, from the end on; tell whether one could go."""
    dropped, end = False, len(keys_of(on.kept))
    while end > 0:
        keys = keys_of(on.kept)
        end = min(end, len(keys))
        start = max(0, end - size)
        if end > start:
            dropped |= on.attempt(without(on.kept, keys[start:end]))
        end = start
    return dropped


def drop_orders(on: Shrinking) -> None:
    """Drop all that is about an order."""

    def without(moves: Moves, orders: Collection[Hashable]) -> list[Move]:
        return [one for one in moves if _order_of(one.said) not in orders]

    _dropped(on, lambda moves: _distinct(_order_of(one.said) for one in moves), without)


def drop_people(on: Shrinking) -> None:
    """Drop all that a person does."""

    def without(moves: Moves, people: Collection[Hashable]) -> list[Move]:
        return [one for one in moves if _person(one.said) not in people]

    _dropped(on, lambda moves: _distinct(_person(one.said) for one in moves), without)


def merge_people(on: Shrinking) -> None:
    """Let one person of a role do what several did."""
    firsts: dict[str, str] = {}
    for said in [one.said for one in on.kept]:
        if isinstance(said, Command) and said.by != firsts.setdefault(said.role, said.by):
            on.attempt(_renamed(on.kept, said.by, firsts[said.role]))


def drop_lines(on: Shrinking) -> None:
    """Drop a line of an order, wherever it stands; what has no line left goes with it."""

    def keys(moves: Moves) -> list[Hashable]:
        return _distinct((_order_of(one.said), no) for one in moves for no in _numbers(one.said))

    def without(moves: Moves, gone: Collection[Hashable]) -> list[Move]:
        less = [one._replace(said=_without_lines(one.said, gone)) for one in moves]
        return [
            now
            for was, now in zip(moves, less, strict=True)
            if _lines(now.said) or not _lines(was.said)
        ]

    _dropped(on, keys, without)


def drop_faults(on: Shrinking) -> None:
    """Drop what goes wrong, and its mending."""
    _dropped(
        on,
        lambda moves: [at for at, one in enumerate(moves) if isinstance(one.said, Fault)],
        _without_places,
    )


def drop_steps(on: Shrinking) -> None:
    """Drop steps: large pieces, then smaller ones, then each by itself."""
    _dropped(on, lambda moves: list(range(len(moves))), _without_places)


def _without_places(moves: Moves, places: Collection[Hashable]) -> list[Move]:
    return [one for at, one in enumerate(moves) if at not in places]


# --- simpler values -----------------------------------------------------------------------------


def plain_details(on: Shrinking) -> None:
    """Leave out what a command need not say: the issue command of a slip, prices, dates."""
    on.attempt([one._replace(said=_plain(one.said, _plainer(one.said))) for one in on.kept])
    for at in reversed(range(len(on.kept))):
        for name in _plainer(on.kept[at].said) if at < len(on.kept) else ():
            if at < len(on.kept):
                plain = _plain(on.kept[at].said, (name,))
                on.attempt(_with(on.kept, at, plain))


def lower_quantities(on: Shrinking) -> None:
    """Lower quantities: all to one, those of a line together, then each by itself.

    What is ordered is not lowered below what is issued: that would be another story.
    """
    on.attempt([one._replace(said=_counted(one.said, lambda _no, _was: 1)) for one in on.kept])
    for order, no in _distinct((_order_of(o.said), n) for o in on.kept for n in _numbers(o.said)):
        for lower in (_to_one, _to_ranks):
            on.attempt(lower(on.kept, order, no))
    for at in range(len(on.kept)):
        for no in _numbers(on.kept[at].said) if at < len(on.kept) else ():
            while at < len(on.kept) and _halved(on, at, no):
                pass


def _halved(on: Shrinking, at: int, no: int) -> bool:
    """Lower one quantity as far as one try gets; tell whether it got anywhere."""
    was = next((q for n, q in _amounts(on.kept[at].said) if n == no), 1)
    for less in dict.fromkeys((1, was // 2, was - 1)):
        fewer = _with(on.kept, at, _counted(on.kept[at].said, _set(no, less)))
        if 0 < less < was and _over(fewer) <= _over(on.kept) and on.attempt(fewer):
            return True
    return False


def _over(moves: Sequence[Move]) -> int:
    """Return on how many lines of slips more is issued than was ordered, as it stood then."""
    ordered: dict[tuple[str, int], int] = {}
    over = 0
    for said in [one.said for one in moves]:
        for no, quantity in _amounts(said):
            line = (_order_of(said), no)
            if isinstance(said, CreateOrder | EditOrder):
                ordered[line] = quantity
            elif isinstance(said, SaveSlip | EditSlip):
                over += quantity > ordered.get(line, quantity)
    return over


def _set(no: int, less: int) -> Callable[[int, int], int]:
    return lambda number, was: less if number == no else was


def _to_one(moves: Moves, order: str, no: int) -> list[Move]:
    """Return the moves with every quantity of a line at one."""
    return [
        one._replace(said=_counted(one.said, _set(no, 1))) if _order_of(one.said) == order else one
        for one in moves
    ]


def _to_ranks(moves: Moves, order: str, no: int) -> list[Move]:
    """Return the moves with the quantities of a line as small as their order allows."""
    mine = [one.said for one in moves if _order_of(one.said) == order]
    found = sorted({q for said in mine for n, q in _amounts(said) if n == no})
    ranks = {quantity: rank for rank, quantity in enumerate(found, 1)}

    def ranked(number: int, was: int) -> int:
        return ranks[was] if number == no else was

    return [
        one._replace(said=_counted(one.said, ranked)) if _order_of(one.said) == order else one
        for one in moves
    ]


# --- what is said, as the passes see it ---------------------------------------------------------


def _order_of(said: Said) -> str:
    if isinstance(said, Fault):
        return said.envelope.message.order if said.envelope is not None else ""
    return said.message.order if isinstance(said, Envelope) else getattr(said, "order", "")


def _person(said: Said) -> str:
    return said.by if isinstance(said, Command) else ""


def _distinct(keys: Iterator[Any]) -> list[Any]:
    return [key for key in dict.fromkeys(keys) if key]


def _lines(said: Said) -> tuple[Any, ...]:
    return getattr(said, "lines", ()) if isinstance(said, Command) else ()


def _numbers(said: Said) -> tuple[int, ...]:
    return tuple(no for no, _ in _amounts(said))


def _amounts(said: Said) -> tuple[tuple[int, int], ...]:
    """Return the quantities in a command: number of the line (0: none), quantity."""
    if isinstance(said, Command) and hasattr(said, "quantity"):
        return ((0, said.quantity),)
    return tuple((line.no, line.quantity) for line in _lines(said))


def _quantities(said: Said) -> int:
    return sum(quantity for _, quantity in _amounts(said))


def _counted(said: Said, quantity: Callable[[int, int], int]) -> Any:
    """Return a command with other quantities, given line number and former quantity."""
    if isinstance(said, Command) and hasattr(said, "quantity"):
        return replace(said, quantity=quantity(0, said.quantity))
    if not _lines(said):
        return said
    lines = tuple(replace(one, quantity=quantity(one.no, one.quantity)) for one in _lines(said))
    return replace(said, lines=lines)


def _without_lines(said: Said, gone: Collection[Hashable]) -> Any:
    if not _lines(said):
        return said
    order = _order_of(said)
    lines = tuple(one for one in _lines(said) if (order, one.no) not in gone)
    return replace(said, lines=lines)


def _renamed(moves: Moves, was: str, now: str) -> list[Move]:
    return [
        one._replace(said=replace(one.said, by=now))
        if isinstance(one.said, Command) and one.said.by == was
        else one
        for one in moves
    ]


def _plainer(said: Said) -> tuple[str, ...]:
    """Return the details of a command that could be left out."""
    found: list[str] = []
    if isinstance(said, SaveSlip) and said.issue_command:
        found.append("issue_command")
    if isinstance(said, SaveSlip | EditSlip) and said.date:
        found.append("date")
    if isinstance(said, CreateOrder) and said.parent:
        found.append("parent")
    if any(getattr(line, "price", 0) for line in _lines(said)):
        found.append("price")
    return tuple(found)


def _plain(said: Said, names: Collection[str]) -> Any:
    for name in names:
        if name == "price":
            lines = tuple(replace(one, price=0) for one in _lines(said))
            said = replace(said, lines=lines)
        else:
            assert isinstance(said, Struct)
            said = replace(said, **{name: 0 if name == "date" else ""})
    return said


def _with(moves: Moves, at: int, said: Said) -> list[Move]:
    return [*moves[:at], moves[at]._replace(said=said), *moves[at + 1 :]]


PASSES: tuple[tuple[str, Callable[[Shrinking], None]], ...] = (
    ("orders", drop_orders),
    ("people", drop_people),
    ("roles", merge_people),
    ("lines", drop_lines),
    ("faults", drop_faults),
    ("steps", drop_steps),
    ("details", plain_details),
    ("quantities", lower_quantities),
)
