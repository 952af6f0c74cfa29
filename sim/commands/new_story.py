"""Turns a saved story into a scenario: the regression test of a failure.

The scenario says what a right system answers, so the story is told again under the reference. A
message that only wrong rules send cannot be named in it: it is left to the end, when everything
arrives, or everything arrives in its place. What does not live here: the command line (`new`).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from sim.checks.promise import Promise
from sim.explore.stories import letter
from sim.reading.commands import own_fields, snake
from sim.reading.scalars import scalar
from sim.record import Opening, opened
from sim.rules.assumptions import Assumptions
from sim.rules.events import CodeAdded, CustomerAdded, FlowSwitched, GoodsReceived
from sim.rules.messages import (
    FLOWS,
    Accepted,
    Answer,
    Busy,
    Command,
    CreateOrder,
    Envelope,
    Refused,
)
from sim.rules.state import Apps
from sim.rules.step import Fault
from sim.rules.values import Flows
from sim.rules.world import Rules, act, crash, deliver, reference
from sim.saved import SavedStory
from sim.scenario import CLAUSES, Scenario

PLAIN = re.compile(r"[\w.-]+")
USUAL_STOCK: int = Scenario.model_fields["opening_stock"].default
Row = dict[str, Any]


class Manner(NamedTuple):
    """How a story is written: whether its promise must be met, what stands for a foreign message.

    `resting`: everything under way arrives in its place; else it is left out.
    """

    needs: bool
    resting: bool


MANNERS = tuple(Manner(needs, resting) for needs in (True, False) for resting in (False, True))


def as_scenario(
    story: SavedStory, promise: Promise, name: str, *, folder: Path, target: Path, manner: Manner
) -> str:
    """Return the scenario of a story that lies in a folder, as it stands in the target file."""
    said = [one.said for one in story.steps]
    given = [one for one in takewhile(_given, said) if isinstance(one, CreateOrder)]
    steps = _steps(story, given, said[len(given) :], resting=manner.resting)
    fields: Row = {
        "name": name,
        "form": "story",
        "title": {"vi": f"Hồi quy: {promise.title.vi}", "en": f"Regression: {promise.title.en}"},
        "about": _about(story),
        "clauses": [clause for clause in promise.clauses if clause in CLAUSES],
        "needs": [promise.name] if manner.needs else [],
        "promises": [_seen_from(target, folder, story.own)] if story.own else [],
        "assumptions": _changed(story.assumptions, Assumptions()),
        **_set_up(story.opening, said),
        "orders": [_fields(one) for one in given],
        "cast": {one.by: {"role": one.role} for one in said if isinstance(one, Command)},
        "steps": steps,
    }
    lines = [line for field, value in fields.items() for line in _lines(field, value)]
    return "\n".join(lines) + "\n"


def _given(said: object) -> bool:
    return isinstance(said, CreateOrder)


def _about(story: SavedStory) -> Row:
    source = f"{story.scenario}, seed {story.seed}, {story.rules}"
    return {"vi": f"Diễn biến rút gọn của: {source}.", "en": f"The shrunk story of: {source}."}


def _seen_from(target: Path, folder: Path, own: str) -> str:
    file, _, name = own.rpartition(":")
    path = (folder / file).resolve()
    return f"{Path(os.path.relpath(path, target.resolve().parent)).as_posix()}:{name}"


def _changed(value: msgspec.Struct, usual: msgspec.Struct) -> Row:
    """Return the fields of a value that are not as usual."""
    names = value.__struct_fields__
    return {one: getattr(value, one) for one in names if getattr(value, one) != getattr(usual, one)}


def _set_up(opening: tuple[Opening, ...], said: list[Any]) -> Row:
    """Return flows, stock and missing codes, as far as the story touches them."""
    events = [one.event for one in opening]
    commands = [one for one in said if isinstance(one, Command)]
    items = list(dict.fromkeys(line.item for one in commands for line in _rows(one)))
    buyers = list(dict.fromkeys(o.customer for o in commands if isinstance(o, CreateOrder)))
    stock = {e.item: e.quantity for e in events if isinstance(e, GoodsReceived)}
    codes = {(e.kind, e.code) for e in events if isinstance(e, CodeAdded)}
    known = {e.customer for e in events if isinstance(e, CustomerAdded)}
    flows = [e.flows for e in events if isinstance(e, FlowSwitched)]
    missing = {
        "warehouse_items": [one for one in items if one not in stock],
        "warehouse_customers": [one for one in buyers if one not in known],
        "accounting_items": [one for one in items if ("item", one) not in codes],
        "accounting_customers": [one for one in buyers if ("customer", one) not in codes],
    }
    return {
        "flows": _flows(flows[-1] if flows else Flows()),
        "stock": {one: stock[one] for one in items if stock.get(one, USUAL_STOCK) != USUAL_STOCK},
        "missing_codes": {field: names for field, names in missing.items() if names},
    }


def _flows(flows: Flows) -> Row:
    usual = Flows()
    told = {name: getattr(flows, name) for name in FLOWS}
    return {
        name: value if isinstance(value, str) else "on" if value else "off"
        for name, value in told.items()
        if value != getattr(usual, name)
    }


def _rows(command: Command) -> tuple[Any, ...]:
    return getattr(command, "lines", ())


# --- the steps ----------------------------------------------------------------------------------


def _steps(story: SavedStory, given: list[Any], said: list[Any], *, resting: bool) -> list[Row]:
    """Return the steps.

    A message that comes once more after a crash must have been doubled before it first arrived.
    """
    doubled: set[int] = set()
    while True:
        telling = Telling(story, given, resting=resting)
        rows = telling.told(said, doubled)
        if telling.twice is None or telling.twice in doubled:
            return rows
        doubled.add(telling.twice)


class Telling:
    """The story told under the reference, to see what a right system answers."""

    def __init__(self, story: SavedStory, given: list[Any], *, resting: bool) -> None:
        self.rules: Rules = reference(story.assumptions)
        self.apps: Apps = opened(self.rules, story.opening)
        self.under_way: list[Envelope] = []
        self.arrived: dict[Envelope, int] = {}
        self.resting = resting
        self.twice: int | None = None
        for command in given:
            _, self.apps = act(self.rules, self.apps, command)

    def told(self, said: list[Any], doubled: Collection[int]) -> list[Row]:
        """Return the steps of a scenario; the deliveries at these places are doubled first."""
        return [row for at, one in enumerate(said) for row in self._told(at, one, at in doubled)]

    def _told(self, at: int, said: Any, doubled: bool) -> Iterator[Row]:
        if isinstance(said, Command):
            yield self._done(said)
        elif isinstance(said, Fault):
            yield from self._failed(said)
        else:
            envelope = self._like(said)
            if envelope is None:
                self.twice = self.twice if self.twice is not None else self._before(said)
                yield from self._rested()
                return
            if doubled:
                yield {"duplicate": _kind(envelope), **self._place(envelope)}
                self.under_way.append(envelope)
            yield self._arrived(at, envelope)

    def _done(self, command: Command) -> Row:
        step, self.apps = act(self.rules, self.apps, command)
        self.under_way.extend(step.sent)
        what = {"who": command.by, "do": snake(type(command).__name__), **_fields(command)}
        return {**what, **_expected(step.answer)}

    def _arrived(self, at: int, envelope: Envelope) -> Row:
        row = {"deliver": _kind(envelope), **self._place(envelope)}
        step, self.apps = deliver(self.rules, self.apps, envelope)
        if step.answer != Busy():
            self.under_way.remove(envelope)
            self.arrived.setdefault(envelope, at)
        self.under_way.extend(step.sent)
        return {**row, **_expected(step.answer)}

    def _rested(self) -> Iterator[Row]:
        """Let everything arrive in place of a message that a right system does not send."""
        if not self.resting or not self.under_way:
            return
        yield {"settle": True}
        while (ready := self._ready()) is not None:
            step, self.apps = deliver(self.rules, self.apps, ready)
            self.under_way.remove(ready)
            self.under_way.extend(step.sent)

    def _ready(self) -> Envelope | None:
        """Return the first message under way that is not put off."""
        for one in self.under_way:
            step, _ = deliver(self.rules, self.apps, one)
            if step.answer != Busy():
                return one
        return None

    def _failed(self, fault: Fault) -> Iterator[Row]:
        if fault.kind == "crash":
            _, self.apps = crash(self.rules, self.apps, fault.app)
            yield {"crash": fault.app}
        elif fault.kind in ("lose", "duplicate"):
            envelope = self._like(fault.envelope)
            if envelope is not None:
                yield {fault.kind: _kind(envelope), **self._place(envelope)}
                if fault.kind == "lose":
                    self.under_way.remove(envelope)
                self.under_way.append(envelope)

    def _like(self, said: Envelope | None) -> Envelope | None:
        """Return the message under way that stands for one of the story."""
        if said is None or said in self.under_way:
            return said
        alike = [one for one in self.under_way if letter(one)[:-1] == letter(said)[:-1]]
        same = (one for one in alike if letter(one) == letter(said))
        return next(same, alike[0] if alike else None)

    def _before(self, said: Envelope) -> int | None:
        """Return where a message arrived that is to arrive once more."""
        return next((at for one, at in self.arrived.items() if letter(one) == letter(said)), None)

    def _place(self, envelope: Envelope) -> Row:
        """Return which one it is of several of its kind under way."""
        kind, order = type(envelope.message), envelope.message.order
        alike = [
            one
            for one in self.under_way
            if isinstance(one.message, kind) and one.message.order == order
        ]
        nth = alike.index(envelope) + 1
        return {"order": order, **({"nth": nth} if nth > 1 else {})}


def _kind(envelope: Envelope) -> str:
    return snake(type(envelope.message).__name__)


def _expected(answer: Answer) -> Row:
    match answer:
        case Refused(reason=reason):
            return {"expect": "refused", "reason": reason}
        case Busy():
            return {"expect": "busy"}
        case Accepted():
            return {}


def _fields(command: Command) -> Row:
    """Return a command's own fields that are not as usual."""
    told: Row = {}
    for field in own_fields(type(command)):
        value = getattr(command, field.name)
        if field.name == "lines":
            told["lines"] = [_line(one) for one in value]
        elif field.required or value != field.default:
            told[field.name] = value
    return told


def _line(line: Any) -> Row:
    price = {"price": line.price} if getattr(line, "price", 0) else {}
    return {"line": line.no, "item": line.item, "quantity": line.quantity, **price}


# --- as text ------------------------------------------------------------------------------------


def _lines(field: str, value: Any) -> Iterator[str]:
    """Return a field of the scenario in a few lines; nothing if there is nothing to say."""
    if value in ({}, []):
        return
    if field in ("orders", "steps"):
        yield f"{field}:"
        yield from (f"  - {_flow(one)}" for one in value)
    elif field in ("title", "about", "cast"):
        yield f"{field}:"
        yield from (f"  {_word(name)}: {_flow(one)}" for name, one in value.items())
    else:
        yield f"{field}: {_flow(value)}"


def _flow(value: Any) -> str:
    """Return a value on one line of YAML."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_word(k)}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _word(value) if isinstance(value, str) else json.dumps(value)


def _word(text: str) -> str:
    """Return a text as YAML: bare where that cannot be taken for anything else."""
    if PLAIN.fullmatch(text) and scalar(text, quoted=False) == text:
        return text
    return json.dumps(text, ensure_ascii=False)
