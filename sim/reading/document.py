"""A document: a tree of values, each of which knows its line and column.

What lives here: the tree, the way from a field to its place, and the replacing of fields by
`--set`. What does not live here: how the tree comes from a text (`yaml_text`), and what a scenario
may hold (`shape`, `references`).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from sim.phrase import Phrase, phrase
from sim.reading.problem import Trail
from sim.reading.scalars import Scalar


class Place(NamedTuple):
    """Where something stands; line and column count from 1, 0 where there is no line."""

    file: str
    line: int
    column: int


class Node(Struct):
    """A value with its place; `names` are the places of a group's field names.

    `size` counts the values in it, with those that an alias repeats.
    """

    value: Scalar | dict[str, Node] | list[Node]
    place: Place
    names: dict[str, Place] = {}
    size: int = 1


class NoWayError(Exception):
    """A value cannot be put there; the trail is as far as the way goes, the message says why."""

    def __init__(self, trail: Trail, message: Phrase) -> None:
        self.trail = trail
        self.message = message
        super().__init__(message)


def plain(node: Node) -> Any:
    """Return the value without its places."""
    if isinstance(node.value, dict):
        return {name: plain(child) for name, child in node.value.items()}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value


def spot(root: Node, trail: Trail, *, at_name: bool = False) -> Place:
    """Return where to look for a value, or for the deepest part of its trail that exists.

    That is the value itself if it is one word, else its name: a group begins a line too late.
    """
    node, place = root, root.place
    for step in trail:
        if isinstance(node.value, dict) and step in node.value:
            name, node = node.names[str(step)], node.value[str(step)]
            one_word = node.value is not None and not isinstance(node.value, dict | list)
            place = node.place if one_word and not at_name else name
        elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            place = node.place
        else:
            break
    return place


def put(node: Node, way: tuple[str, ...], new: Node, gone: Trail = ()) -> Node:
    """Return the tree with the value at `way` replaced; groups that are missing are made.

    Nothing is changed in place: an alias may have put the same node at several places.
    """
    if not way:
        return new
    step, rest = way[0], way[1:]
    if isinstance(node.value, dict):
        child = node.value.get(step, Node({}, new.place))
        after = put(child, rest, new, (*gone, step))
        name = node.names[step] if rest and step in node.names else new.place
        fields, names = {**node.value, step: after}, {**node.names, step: name}
        return replace(node, value=fields, names=names)
    if isinstance(node.value, list):
        at = _entry(step, len(node.value), gone)
        entries = list(node.value)
        entries[at] = put(entries[at], rest, new, (*gone, at))
        return replace(node, value=entries)
    raise NoWayError((*gone, step), phrase("setting.single"))


def _entry(step: str, count: int, gone: Trail) -> int:
    """Return the index of a list's entry that people count from 1."""
    if step.isascii() and step.isdigit() and 1 <= int(step[:9]) <= count:
        return int(step) - 1
    key = "setting.entries.one" if count == 1 else "setting.entries.many"
    raise NoWayError((*gone, step), phrase(key, count=count))
