"""From YAML text to a document.

The parser's events become values here and nothing else does, so only plain values can come out: a
tag, a name that is no text, a field that stands twice are problems, and depth and size have limits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from sim.phrase import Phrase, Said, phrase
from sim.reading.document import Node, Place
from sim.reading.mistakes import syntax
from sim.reading.problem import InputError, Problem, Trail, dotted, printable, quoted
from sim.reading.scalars import Odd, Scalar, scalar, whole

DEPTH_MAX = 20
VALUES_MAX = 50_000


class Document(NamedTuple):
    """A whole text: its root, what is wrong with it as YAML, and where a value is unusable."""

    root: Node
    problems: tuple[Problem, ...]
    unusable: frozenset[Trail]


class _TooMuch(Exception):  # noqa: N818 - no error of ours: it ends the reading early
    """A limit is reached: the rest is not read."""


def read_yaml(
    text: str, file: str, trail: Trail = (), *, placed: bool = True, dates: bool = False
) -> Document:
    """Return the tree of a YAML text; raise InputError where no tree can be made at all.

    A text that is no file (`placed` false) has no lines; `trail` is where its value belongs.
    Dates are texts if the file has fields for them (`dates`), else they are told as problems.
    """
    builder = _Builder(file, trail, placed=placed, dates=dates)
    try:
        root = builder.document(text)
    except MarkedYAMLError as error:
        mark, message, hint = syntax(error)
        builder.found(builder.place(mark) if mark else builder.last, message, hint)
    except _TooMuch:
        pass
    except Exception as error:  # on odd input the parser fails with errors of its own
        builder.found(builder.last, phrase("yaml.invalid"), type(error).__name__)
    else:
        return Document(root, tuple(builder.problems), frozenset(builder.unusable))
    raise InputError(builder.problems)


class _Builder:
    """Makes values of the parser's events, and collects what is wrong with them."""

    def __init__(self, file: str, trail: Trail, *, placed: bool, dates: bool) -> None:
        self.file = file
        self.trail = list(trail)
        self.placed = placed
        self.dates = dates
        self.last = Place(file, 1, 1) if placed else Place(file, 0, 0)
        self.values = 0
        self.anchors: dict[str, Node] = {}
        self.problems: list[Problem] = []
        self.unusable: set[Trail] = set()
        self.events: Iterator[Any] = iter(())

    def document(self, text: str) -> Node:
        """Return the root of the only document of the text."""
        self.events = YAML(typ="safe", pure=True).parse(text)
        self.next()  # the stream begins
        begin = self.last
        event = self.next()
        if isinstance(event, StreamEndEvent):
            self.nothing(begin)
            return Node(None, begin)
        if event.version not in (None, (1, 2)):
            self.found(self.last, phrase("yaml.version"), phrase("yaml.version.hint"))
        root = self.node(self.next(), None)
        self.next()  # the document ends
        if isinstance(self.next(), DocumentStartEvent):
            self.found(self.last, phrase("yaml.second"), phrase("yaml.second.hint"))
        return root

    def next(self) -> Any:
        """Return the next event of the parser."""
        event = next(self.events)
        self.last = self.place(event.start_mark)
        return event

    def place(self, mark: Any) -> Place:
        """Return the place of a mark of the parser."""
        return Place(self.file, mark.line + 1, mark.column + 1) if self.placed else self.last

    def found(
        self, place: Place, message: Phrase, hint: Said = "", *, unusable: bool = False
    ) -> None:
        """Note that something is wrong at this place."""
        trail = tuple(self.trail)
        self.problems.append(Problem(*place, dotted(trail), message, hint))
        if unusable:
            self.unusable.add(trail)

    def stop(self, message: Phrase) -> None:
        """Note that a limit is reached, and read no further."""
        self.found(self.last, message)
        raise _TooMuch

    def node(self, event: Any, name: Place | None) -> Node:
        """Return the value that an event begins; `name` is the place of its field's name."""
        self.values += 1
        if self.values > VALUES_MAX:
            self.stop(phrase("yaml.too_large", most=VALUES_MAX))
        if isinstance(event, AliasEvent):
            return self.alias(event)
        node = Node(None, self.last)
        if event.tag is not None:
            tag = quoted(event.tag.replace("tag:yaml.org,2002:", "!!"))
            message, hint = phrase("yaml.tag", tag=tag), phrase("yaml.tag.hint")
            self.found(name or self.last, message, hint, unusable=True)
        match event:
            case ScalarEvent():
                node.value = self.scalar(event, name)
            case MappingStartEvent():
                self.mapping(node)
            case _:
                self.sequence(node)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def alias(self, event: AliasEvent) -> Node:
        """Return the value that an anchor above named; it counts as often as it is used."""
        node = self.anchors.get(event.anchor)
        if node is None:
            message = phrase("yaml.alias", name=quoted(f"*{event.anchor}"))
            self.found(self.last, message, unusable=True)
            return Node(None, self.last)
        self.values += node.size
        if self.values > VALUES_MAX:
            self.stop(phrase("yaml.too_many_aliases", most=VALUES_MAX))
        return node

    def sequence(self, node: Node) -> None:
        """Fill a list."""
        entries: list[Node] = []
        node.value = entries
        self.deeper()
        while not isinstance(event := self.next(), SequenceEndEvent):
            self.trail.append(len(entries))
            entries.append(self.node(event, None))
            self.trail.pop()
        node.size += sum(entry.size for entry in entries)

    def mapping(self, node: Node) -> None:
        """Fill a group of fields; of a field that stands twice the first counts."""
        fields: dict[str, Node] = {}
        node.value = fields
        node.names = {}
        self.deeper()
        while not isinstance(event := self.next(), MappingEndEvent):
            place = self.last
            name = self.name(event)
            self.trail.append(name)
            value = self.node(self.next(), place)
            if name in fields:
                line = node.names[name].line
                first = phrase("yaml.twice.hint", line=line) if self.placed else ""
                self.found(place, phrase("yaml.twice"), first)
            else:
                fields[name], node.names[name] = value, place
                node.size += value.size
            self.trail.pop()

    def deeper(self) -> None:
        """Stop where lists and groups are nested without end."""
        if len(self.trail) >= DEPTH_MAX:
            self.stop(phrase("yaml.too_deep", most=DEPTH_MAX))

    def name(self, event: Any) -> str:
        """Return the name of a field; it has to be a text."""
        place = self.last
        if not isinstance(event, ScalarEvent):
            self.trail.append("")
            self.node(event, place)
            self.trail.pop()
            hint = phrase("hint.write", what="name: value")
            return self.wrong_name("", place, phrase("yaml.name_of_words"), hint)
        name = whole(event.value)
        if event.tag is not None or not isinstance(_scalar(event), str):
            called = printable(name) or phrase("value.nothing")
            message = phrase("yaml.name_no_text", name=called)
            return self.wrong_name(name, place, message, phrase("hint.write", what=quoted(name)))
        if name == "<<":
            message, hint = phrase("yaml.merge"), phrase("yaml.merge.hint")
            return self.wrong_name(name, place, message, hint)
        return name

    def wrong_name(self, name: str, place: Place, message: Phrase, hint: Phrase) -> str:
        """Note that a field cannot be called so."""
        self.trail.append(name)
        self.found(place, message, hint, unusable=True)
        self.trail.pop()
        return name

    def scalar(self, event: ScalarEvent, name: Place | None) -> Scalar:
        """Return a single value; what is no plain value is told, and left empty."""
        value = _scalar(event, dates=self.dates)
        if isinstance(value, Odd):
            self.found(self.last, value.message, value.hint, unusable=True)
            return ""
        if value is None:
            self.nothing(name or self.last)
        return value

    def nothing(self, place: Place) -> None:
        """Note that a field has no value; of a whole file its reader tells."""
        if self.trail:
            hint = phrase("yaml.no_value.hint")
            self.found(place, phrase("yaml.no_value"), hint, unusable=True)


def _scalar(event: ScalarEvent, *, dates: bool = False) -> Scalar | Odd:
    return scalar(event.value, quoted=not event.implicit[0], dates=dates)
