"""The passes of shrinking: each tries candidates that are smaller in one way.

What does not live here: which candidates are kept (`shrinking`), the rounds (`shrink`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence

from sim.explore.moves import (
    amounts_of,
    counted,
    distinct,
    lines_of,
    numbers_of,
    order_of,
    person_of,
    plain,
    plainer,
    renamed,
    with_said,
    without_lines,
)
from sim.explore.shrinking import Shrinking
from sim.explore.stories import Move, Moves
from sim.rules.messages import Command, CreateOrder, EditOrder, EditSlip, SaveSlip
from sim.rules.step import Fault

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
        return [one for one in moves if order_of(one.said) not in orders]

    _dropped(on, lambda moves: distinct(order_of(one.said) for one in moves), without)


def drop_people(on: Shrinking) -> None:
    """Drop all that a person does."""

    def without(moves: Moves, people: Collection[Hashable]) -> list[Move]:
        return [one for one in moves if person_of(one.said) not in people]

    _dropped(on, lambda moves: distinct(person_of(one.said) for one in moves), without)


def merge_people(on: Shrinking) -> None:
    """Let one person of a role do what several did."""
    firsts: dict[str, str] = {}
    for said in [one.said for one in on.kept]:
        if isinstance(said, Command) and said.by != firsts.setdefault(said.role, said.by):
            on.attempt(renamed(on.kept, said.by, firsts[said.role]))


def drop_lines(on: Shrinking) -> None:
    """Drop a line of an order, wherever it stands; what has no line left goes with it."""

    def keys(moves: Moves) -> list[Hashable]:
        return distinct((order_of(one.said), no) for one in moves for no in numbers_of(one.said))

    def without(moves: Moves, gone: Collection[Hashable]) -> list[Move]:
        less = [one._replace(said=without_lines(one.said, gone)) for one in moves]
        return [
            now
            for was, now in zip(moves, less, strict=True)
            if lines_of(now.said) or not lines_of(was.said)
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
    on.attempt([one._replace(said=plain(one.said, plainer(one.said))) for one in on.kept])
    for at in reversed(range(len(on.kept))):
        for name in plainer(on.kept[at].said) if at < len(on.kept) else ():
            if at < len(on.kept):
                less = plain(on.kept[at].said, (name,))
                on.attempt(with_said(on.kept, at, less))


def lower_quantities(on: Shrinking) -> None:
    """Lower quantities: all to one, those of a line together, then each by itself.

    What is ordered is not lowered below what is issued: that would be another story.
    """
    on.attempt([one._replace(said=counted(one.said, lambda _no, _was: 1)) for one in on.kept])
    for order, no in distinct((order_of(o.said), n) for o in on.kept for n in numbers_of(o.said)):
        for lower in (_to_one, _to_ranks):
            on.attempt(lower(on.kept, order, no))
        while _lowered_together(on, order, no):
            pass
    for at in range(len(on.kept)):
        for no in numbers_of(on.kept[at].said) if at < len(on.kept) else ():
            while at < len(on.kept) and _lowered(on, at, no):
                pass


def _lowered_together(on: Shrinking, order: str, no: int) -> bool:
    """Take the same off every quantity of a line; tell whether that got anywhere."""
    mine = [one.said for one in on.kept if order_of(one.said) == order]
    least = min((q for said in mine for n, q in amounts_of(said) if n == no), default=1)
    return any(on.attempt(_less(on.kept, order, no, off)) for off in _offs(least))


def _lowered(on: Shrinking, at: int, no: int) -> bool:
    """Lower one quantity as far as one try gets; tell whether it got anywhere."""
    was = next((q for n, q in amounts_of(on.kept[at].said) if n == no), 1)
    for off in _offs(was):
        fewer = with_said(on.kept, at, counted(on.kept[at].said, _set(no, was - off)))
        if _over(fewer) <= _over(on.kept) and on.attempt(fewer):
            return True
    return False


def _offs(quantity: int) -> Iterator[int]:
    """Yield what to take off a quantity: all but one, half, a quarter, and so on down to one.

    So the number of tries grows with the number of digits, not with the quantity.
    """
    off = quantity - 1
    while off > 0:
        yield off
        off = quantity // 2 if off == quantity - 1 and quantity > 2 else off // 2


def _over(moves: Sequence[Move]) -> int:
    """Return on how many lines of slips more is issued than was ordered, as it stood then."""
    ordered: dict[tuple[str, int], int] = {}
    over = 0
    for said in [one.said for one in moves]:
        for no, quantity in amounts_of(said):
            line = (order_of(said), no)
            if isinstance(said, CreateOrder | EditOrder):
                ordered[line] = quantity
            elif isinstance(said, SaveSlip | EditSlip):
                over += quantity > ordered.get(line, quantity)
    return over


def _set(no: int, less: int) -> Callable[[int, int], int]:
    return lambda number, was: less if number == no else was


def _less(moves: Moves, order: str, no: int, off: int) -> list[Move]:
    """Return the moves with so much taken off every quantity of a line."""
    return _requantified(moves, order, lambda n, was: was - off if n == no else was)


def _to_one(moves: Moves, order: str, no: int) -> list[Move]:
    """Return the moves with every quantity of a line at one."""
    return _requantified(moves, order, _set(no, 1))


def _to_ranks(moves: Moves, order: str, no: int) -> list[Move]:
    """Return the moves with the quantities of a line as small as their order allows."""
    mine = [one.said for one in moves if order_of(one.said) == order]
    found = sorted({q for said in mine for n, q in amounts_of(said) if n == no})
    ranks = {quantity: rank for rank, quantity in enumerate(found, 1)}

    def ranked(number: int, was: int) -> int:
        return ranks[was] if number == no else was

    return _requantified(moves, order, ranked)


def _requantified(moves: Moves, order: str, to: Callable[[int, int], int]) -> list[Move]:
    """Return the moves with the quantities of an order as `to` has them: by line, as it was."""
    return [
        one._replace(said=counted(one.said, to)) if order_of(one.said) == order else one
        for one in moves
    ]


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
