"""What is said in a story, as it is made smaller: whose it is, about what, its lines, quantities.

Each function returns a plain value, or the same said with less in it. What does not live here:
which of it is tried (`passes`), what a move is (`stories`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sim.explore.stories import Move, Moves, Said
from sim.result import Size
from sim.rules.messages import Command, CreateOrder, EditSlip, Envelope, SaveSlip
from sim.rules.step import Fault


def size_of(moves: Sequence[Move]) -> Size:
    """Return how big a story is."""
    commands = [one.said for one in moves if isinstance(one.said, Command)]
    orders = (order_of(one.said) for one in moves)
    return Size(
        people=len({one.by for one in commands}),
        orders=len({order for order in orders if order}),
        lines=sum(len(lines_of(one)) for one in commands),
        faults=sum(isinstance(one.said, Fault) for one in moves),
        steps=len(moves),
        quantities=sum(quantities(one) + len(plainer(one)) for one in commands),
    )


def order_of(said: Said) -> str:
    """Return which order a thing said is about, "" if none."""
    if isinstance(said, Fault):
        return said.envelope.message.order if said.envelope is not None else said.order
    return said.message.order if isinstance(said, Envelope) else getattr(said, "order", "")


def person_of(said: Said) -> str:
    """Return who says it, or makes a mistake; "" if no person does."""
    return said.by if isinstance(said, Command | Fault) else ""


def distinct(keys: Iterator[Any]) -> list[Any]:
    """Return the keys that are not empty, each once, as they first came."""
    return [key for key in dict.fromkeys(keys) if key]


def lines_of(said: Said) -> tuple[Any, ...]:
    """Return the lines of a command; nothing else has any."""
    return getattr(said, "lines", ()) if isinstance(said, Command) else ()


def numbers_of(said: Said) -> tuple[int, ...]:
    """Return the numbers of the lines that have a quantity."""
    return tuple(no for no, _ in amounts_of(said))


def amounts_of(said: Said) -> tuple[tuple[int, int], ...]:
    """Return the quantities in a command: number of the line (0: none), quantity."""
    if isinstance(said, Command) and hasattr(said, "quantity"):
        return ((0, said.quantity),)
    return tuple((line.no, line.quantity) for line in lines_of(said))


def quantities(said: Said) -> int:
    """Return all quantities of a command added up."""
    return sum(quantity for _, quantity in amounts_of(said))


def counted(said: Said, quantity: Callable[[int, int], int]) -> Any:
    """Return a command with other quantities, given line number and former quantity."""
    if isinstance(said, Command) and hasattr(said, "quantity"):
        return replace(said, quantity=quantity(0, said.quantity))
    if not lines_of(said):
        return said
    lines = tuple(replace(one, quantity=quantity(one.no, one.quantity)) for one in lines_of(said))
    return replace(said, lines=lines)


def without_lines(said: Said, gone: Collection[Hashable]) -> Any:
    """Return a command without some lines, given as (order, number)."""
    if not lines_of(said):
        return said
    order = order_of(said)
    lines = tuple(one for one in lines_of(said) if (order, one.no) not in gone)
    return replace(said, lines=lines)


def renamed(moves: Moves, was: str, now: str) -> list[Move]:
    """Return the moves with one person in the place of another."""
    return [
        one._replace(said=replace(one.said, by=now)) if person_of(one.said) == was else one
        for one in moves
    ]


def plainer(said: Said) -> tuple[str, ...]:
    """Return the details of a command that could be left out."""
    found: list[str] = []
    if isinstance(said, SaveSlip) and said.issue_command:
        found.append("issue_command")
    if isinstance(said, SaveSlip | EditSlip) and said.date:
        found.append("date")
    if isinstance(said, CreateOrder) and said.parent:
        found.append("parent")
    if any(getattr(line, "price", 0) for line in lines_of(said)):
        found.append("price")
    return tuple(found)


def plain(said: Said, names: Collection[str]) -> Any:
    """Return a command without some of its details."""
    for name in names:
        if name == "price":
            lines = tuple(replace(one, price=0) for one in lines_of(said))
            said = replace(said, lines=lines)
        else:
            assert isinstance(said, Struct)
            said = replace(said, **{name: 0 if name == "date" else ""})
    return said


def with_said(moves: Moves, at: int, said: Said) -> list[Move]:
    """Return the moves with another thing said at one place."""
    return [*moves[:at], moves[at]._replace(said=said), *moves[at + 1 :]]
