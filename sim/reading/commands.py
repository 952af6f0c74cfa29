"""The steps of a story as what they stand for: commands of people, messages under way.

What lives here: the names that a story uses for commands and messages, what is wrong with a step,
and the making of its command. What does not live here: whether the apps accept it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

import msgspec
from msgspec.structs import FieldInfo, fields

from sim.phrase import Phrase, phrase
from sim.reading.problem import Finding, InputError, Problem, dotted, quoted, suggestion
from sim.rules.messages import COMMANDS, AnyMessage, Command, Message
from sim.rules.values import Line
from sim.scenario import Actor, StoryStep

SPOKEN_OF = ("deliver", "lose", "duplicate")  # a step of this kind names a message under way
STEP_KINDS = ("do", *SPOKEN_OF, "crash", "settle")
STAMPED = ("by", "role", "flows")  # fields that no story gives: cast and apps do

# The fields of each kind of step besides its own name; a command adds those of its own.
TAKEN: dict[str, tuple[str, ...]] = {
    "do": ("who", "expect", "reason"),
    "deliver": ("order", "nth", "expect", "reason"),
    "lose": ("order", "nth"),
    "duplicate": ("order", "nth"),
    "crash": (),
    "settle": (),
}


def snake(name: str) -> str:
    """Return a class's name as a story writes it: SaveSlip is save_slip."""
    return re.sub("(?<!^)(?=[A-Z])", "_", name).lower()


COMMAND_OF: dict[str, type[Command]] = {snake(name): kind for name, kind in COMMANDS.items()}
MESSAGE_OF: dict[str, type[Message]] = {snake(m.__name__): m for m in get_args(AnyMessage)}


def command_of(step: StoryStep, cast: Mapping[str, Actor]) -> Command:
    """Return the command that a step's person gives; the apps stamp it with the flows.

    Raises InputError where the step is no command or a field does not fit it.
    """
    wrong = list(step_findings(step.model_dump(exclude_unset=True, warnings=False), cast))
    if not step.do:
        wrong.insert(0, Finding((), phrase("step.no_person")))
    if wrong:
        raise _as_problems(wrong)
    kind = COMMAND_OF[step.do]
    given = {f.name: getattr(step, f.name) for f in own_fields(kind)}
    given = {name: value for name, value in given.items() if value is not None}
    if step.lines is not None:
        whole = line_type(kind) is Line
        rows = [(one.line, one.item, one.quantity, one.price) for one in step.lines]
        given["lines"] = rows if whole else [row[:3] for row in rows]
    try:
        return msgspec.convert({"by": step.who, "role": cast[step.who].role, **given}, kind)
    except msgspec.ValidationError as error:
        raise _as_problems([Finding((), str(error))]) from None


def _as_problems(findings: list[Finding]) -> InputError:
    step = "a step of a story"
    return InputError(Problem(step, 0, 0, dotted(f.trail), f.message, f.hint) for f in findings)


@lru_cache
def own_fields(kind: type[Command]) -> tuple[FieldInfo, ...]:
    """Return the fields of a command that a story gives."""
    return tuple(one for one in fields(kind) if one.name not in STAMPED)


def line_type(kind: type[Command]) -> type | None:
    """Return what the lines of a command are: lines of an order, of a slip, or none."""
    types = [one.type for one in own_fields(kind) if one.name == "lines"]
    return get_args(types[0])[0] if types else None


# --- what is wrong with a step ------------------------------------------------------------------


def step_findings(step: Mapping[str, Any], cast: Collection[str]) -> Iterator[Finding]:
    """Return what is wrong with a step as it stands in a file, its orders left aside.

    A value of a wrong kind is passed over: `shape` tells it.
    """
    step = {name: value for name, value in step.items() if value is not None}
    given = [kind for kind in STEP_KINDS if step.get(kind)]
    if not given:
        hint = phrase("step.nothing.hint", names=STEP_KINDS)
        yield Finding((), phrase("step.nothing"), hint)
    elif len(given) > 1:
        hint = phrase("step.two.hint", one=given[0], other=given[1])
        yield Finding((given[1],), phrase("step.two"), hint, at_name=True)
    elif given[0] == "do":
        yield from _doing(step, cast)
    else:
        if given[0] in SPOKEN_OF and isinstance(said := step[given[0]], str):
            yield from _known(given[0], said, MESSAGE_OF, "step.message")
        message = phrase("step.foreign.kind", label=given[0])
        yield from _too_much(step, given[0], TAKEN[given[0]], message)


def _doing(step: dict[str, Any], cast: Collection[str]) -> Iterator[Finding]:
    who, do = step.get("who", ""), step["do"]
    if who == "":
        hint = suggestion(None, cast, "hint.cast")
        yield Finding(("who",), phrase("field.missing"), hint)
    elif isinstance(who, str) and who not in cast:
        hint = suggestion(who, cast, "hint.cast")
        yield Finding(("who",), phrase("step.nobody", name=quoted(who)), hint)
    if not isinstance(do, str):
        return
    yield from _known("do", do, COMMAND_OF, "step.command")
    if do in COMMAND_OF:
        names = [one.name for one in own_fields(COMMAND_OF[do])]
        message = phrase("step.foreign.command", label=do)
        yield from _too_much(step, "do", (*TAKEN["do"], *names), message)
        yield from _own_fields(step, do)


def _known(field: str, name: str, names: Collection[str], key: str) -> Iterator[Finding]:
    if name not in names:
        yield Finding((field,), phrase(key, name=quoted(name)), suggestion(name, names))


def _too_much(
    step: dict[str, Any], kind: str, taken: tuple[str, ...], message: Phrase
) -> Iterator[Finding]:
    """Fields that the step would not use; names that no step has are told by `shape`."""
    hint = phrase("hint.it_takes", names=taken) if taken else ""
    for name, value in step.items():
        unused = name not in (kind, *taken) and name in StoryStep.model_fields
        if unused and (value or name not in STEP_KINDS):
            yield Finding((name,), message, hint, at_name=True)


def _own_fields(step: dict[str, Any], do: str) -> Iterator[Finding]:
    kind = COMMAND_OF[do]
    for field in own_fields(kind):
        value = step.get(field.name)
        if value is None and field.required:
            slip = field.name == "order" and _may_lack_order(kind)
            hint = phrase("step.needs.hint") if slip else ""
            yield Finding((field.name,), phrase("step.needs", do=do), hint)
        elif value == "" and field.name == "order" and not _may_lack_order(kind):
            yield Finding(("order",), phrase("step.needs_order", do=do))
        elif get_origin(field.type) is Literal and isinstance(value, str):
            yield from _known(field.name, value, get_args(field.type), "step.word")
    if isinstance(step.get("lines"), list | tuple) and (lines := line_type(kind)) is not None:
        yield from line_findings(step["lines"], of_order=lines is Line)


def _may_lack_order(kind: type[Command]) -> bool:
    """Slips may belong to no order, and some commands need none."""
    by_name = {one.name: one for one in own_fields(kind)}
    return "slip" in by_name or not by_name["order"].required


def line_findings(lines: Collection[Any], *, of_order: bool) -> Iterator[Finding]:
    """Return what is wrong with the lines of an order or of a slip, taken together."""
    seen: set[int] = set()
    for at, line in enumerate(lines):
        number = line.get("line", 1) if isinstance(line, dict) else None
        if not of_order and isinstance(line, dict) and "price" in line:
            yield Finding(("lines", at, "price"), phrase("line.price"), at_name=True)
        if not of_order or not isinstance(number, int):
            continue
        if number == 0:
            yield Finding(("lines", at, "line"), phrase("line.zero"))
        elif number in seen:
            message, hint = phrase("line.twice", line=number), phrase("line.twice.hint")
            yield Finding(("lines", at, "line"), message, hint)
        seen.add(number)
