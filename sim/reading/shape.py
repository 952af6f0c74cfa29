"""Whether the fields of a document are those of a scenario, each with a value of its kind.

The fields and their kinds are the models' (`sim.scenario`). What lives here are the sentences: each
way in which a value can be wrong, as somebody who writes scenarios sees it, with what would be
right. An error of a kind that has no sentence here keeps the words of the validation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from sim.faults import BUILT as FAULTS
from sim.phrase import Said, phrase
from sim.reading.problem import Finding, Trail, did_you_mean, nearest, quoted, shown, suggestion
from sim.reading.written import like_chance, like_clock, like_duration, like_name, like_whole

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)
Sentence = tuple[Said, Said]  # what is wrong, and a hint
Context = dict[str, Any]  # what the validation says besides

# `references` tells these with the field to blame.
GENERAL = ("foreign_field", "step_kind", "step_who")
SWITCH_WORDS = {True: ("on", "yes", "true"), False: ("off", "no", "false")}


def shape(kind: type[Model], data: object) -> tuple[Model | None, list[Finding]]:
    """Return the data as a model, or all that is wrong with their fields.

    Through JSON, since that is how the models take lists and texts and nothing else.
    """
    try:
        return kind.model_validate_json(json.dumps(data)), []
    except ValidationError as error:
        errors = error.errors(include_url=False)
    return None, [_finding(kind, one) for one in errors if not _only_follows(one)]


def _only_follows(error: ErrorDetails) -> bool:
    """Wrong entries are not counted, so a list of them seems too short besides."""
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


def _finding(kind: type[BaseModel], error: ErrorDetails) -> Finding:
    trail, what = error["loc"], error["type"]
    if trail and trail[-1] == "[key]":
        message, hint = _sentence(error)
        return Finding(trail[:-1], phrase("field.as_name", what=message), hint, at_name=True)
    if what == "missing":
        return Finding(trail, phrase("field.missing"))
    if what == "extra_forbidden":
        return Finding(trail, phrase("field.unknown"), _right_field(kind, trail), at_name=True)
    message, hint = _sentence(error)
    if what == "model_type":
        hint = suggestion(None, _fields(kind, trail), "hint.its_fields")
    return Finding(trail, message, hint, general=what in GENERAL)


def _sentence(error: ErrorDetails) -> Sentence:
    sentence = SENTENCES.get(error["type"])
    if sentence is None:
        return error["msg"], ""
    field = next((step for step in reversed(error["loc"]) if isinstance(step, str)), "")
    context = {**error.get("ctx", {}), "field": field}
    return sentence(error["input"], context)


# --- the sentences ------------------------------------------------------------------------------


def _write(what: str) -> Said:
    """The hint that names what was meant, empty if that is not known."""
    return phrase("hint.write", what=what) if what else ""


def _no_text(value: Any, context: Context) -> Sentence:
    del context
    one_word = isinstance(value, bool | int | float)
    hint = _write(f'"{quoted(value)}"') if one_word else ""
    return phrase("value.no_text", value=shown(value)), hint


def _no_whole_number(value: Any, context: Context) -> Sentence:
    del context
    return phrase("value.no_whole", value=shown(value)), _write(like_whole(value))


def _neither(value: Any, context: Context) -> Sentence:
    del context
    word = str(value).casefold()
    meant = [text for yes, text in ((True, "true"), (False, "false")) if word in SWITCH_WORDS[yes]]
    return phrase("value.neither", value=shown(value)), _write("".join(meant))


def _no_choice(value: Any, context: Context) -> Sentence:
    """Both words of a literal's error: its alternatives stand in the text in quotation marks."""
    known = [one for one in re.findall("'([^']*)'", str(context["expected"])) if one]
    words = SWITCH_WORDS[value] if isinstance(value, bool) else ()
    meant = [word for word in words if word in known]
    hint = did_you_mean(meant[0]) if meant else suggestion(value, known)
    return phrase("value.unknown", value=shown(value)), hint


def _no_list(value: Any, context: Context) -> Sentence:
    del context
    hint = _write(f"[{quoted(value)}]") if isinstance(value, str | int | float) else ""
    return phrase("value.no_list", value=shown(value)), hint


def _no_group(value: Any, context: Context) -> Sentence:
    del context
    return phrase("value.no_group", value=shown(value)), ""


def _too_short(value: Any, context: Context) -> Sentence:
    del value
    least = context["min_length"]
    return phrase("value.few.one" if least == 1 else "value.few.many", least=least), ""


def _empty(value: Any, context: Context) -> Sentence:
    del value, context
    return phrase("value.empty"), ""


def _too_long(value: Any, context: Context) -> Sentence:
    most = context["max_length"]
    return phrase("value.long", value=shown(value), count=len(value), most=most), ""


def _no_match(value: Any, context: Context) -> Sentence:
    if context["field"] == "patterns":
        return phrase("value.no_pattern", value=shown(value)), phrase("value.no_pattern.hint")
    meant = like_name(value)
    return phrase("value.no_name", value=shown(value)), did_you_mean(meant) if meant else ""


def _no_fault(value: Any, context: Context) -> Sentence:
    """A fault that is not built: another name of one, or none at all."""
    if "name" in context:
        return phrase("value.no_fault.not_here", name=context["name"]), ""
    right = context.get("right")
    near = suggestion(value, FAULTS) or phrase("value.no_fault.hint")
    hint = near if right is None else did_you_mean(right)
    return phrase("value.no_fault", value=shown(value)), hint


def _too_small(value: Any, context: Context) -> Sentence:
    hint = phrase("value.small.hint", least=context["ge"])
    return phrase("value.small", value=shown(value)), hint


def _too_large(value: Any, context: Context) -> Sentence:
    hint = phrase("value.large.hint", most=context["le"])
    return phrase("value.large", value=shown(value)), hint


def _no_measure(key: str, like: Callable[[object], str]) -> Callable[[Any, Context], Sentence]:
    def sentence(value: Any, context: Context) -> Sentence:
        del context
        hint = _write(like(value)) or phrase(f"{key}.hint")
        return phrase(key, value=shown(value)), hint

    return sentence


def _no_day(value: Any, context: Context) -> Sentence:
    del context
    return phrase("value.no_day", value=shown(value)), ""


def _of_group(key: str) -> Callable[[Any, Context], Sentence]:
    """What is wrong with a group as a whole: the models name what the phrase needs."""

    def sentence(value: Any, context: Context) -> Sentence:
        del value
        return phrase(key, **{name: one for name, one in context.items() if name != "field"}), ""

    return sentence


SENTENCES: dict[str, Callable[[Any, Context], Sentence]] = {
    "string_type": _no_text,
    "int_type": _no_whole_number,
    "bool_type": _neither,
    "literal_error": _no_choice,
    "tuple_type": _no_list,
    "dict_type": _no_group,
    "model_type": _no_group,
    "too_short": _too_short,
    "string_too_short": _empty,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _no_match,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_large,
    "duration": _no_measure("value.no_duration", like_duration),
    "clock": _no_measure("value.no_clock", like_clock),
    "chance": _no_measure("value.no_chance", like_chance),
    "day": _no_day,
    "span": _of_group("group.span"),
    "range": _of_group("group.range"),
    "hours": _of_group("group.hours"),
    "switch": _of_group("group.switch"),
    "fault": _no_fault,
    "fault_same": _no_fault,
    "fault_not_here": _no_fault,
    "fault_kind": _of_group("group.fault.kind"),
    "fault_app": _of_group("group.fault.app"),
    "fault_no_app": _of_group("group.fault.no_app"),
    "fault_switch": _of_group("group.fault.switch"),
    "swarm": _of_group("group.swarm"),
    "step_kind": _of_group("group.step"),
    "step_who": _of_group("group.step.who"),
    "foreign_field": _of_group("group.form"),
}


# --- the right field ----------------------------------------------------------------------------


def _right_field(kind: type[BaseModel], trail: Trail) -> Said:
    """The hint for an unknown field: one that looks like it, or the group where it belongs."""
    known, name = _fields(kind, trail[:-1]), str(trail[-1])
    homes = _homes(kind).get(name, ())
    if not nearest(name, known) and len(homes) == 1:
        return phrase("field.home", group=homes[0]) if homes[0] else phrase("field.home.top")
    return suggestion(name, known, "hint.known_here")


def _fields(kind: type[BaseModel], trail: Trail) -> tuple[str, ...]:
    """The fields of the group at the end of a trail."""
    here: Any = kind
    for step in trail:
        if isinstance(here, type) and issubclass(here, BaseModel):
            field = here.model_fields.get(str(step))
            here = _bare(field.annotation) if field else None
        else:
            here = _bare(_entry(here))
    return (
        tuple(here.model_fields) if isinstance(here, type) and issubclass(here, BaseModel) else ()
    )


def _bare(annotation: Any) -> Any:
    """A type without what `Annotated` adds, and without the None of an optional one."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if type(None) in get_args(annotation):
        return _bare(get_args(annotation)[0])
    return annotation


def _entry(annotation: Any) -> Any:
    """The type of the entries of a list or of a group with free names."""
    args = get_args(annotation)
    return args[0 if get_origin(annotation) is tuple else -1] if args else None


@lru_cache
def _homes(kind: type[BaseModel]) -> dict[str, tuple[str, ...]]:
    """Where each field name belongs: name -> the groups that have it, "" for the top."""
    homes: dict[str, tuple[str, ...]] = {}
    groups: list[tuple[str, Any]] = [("", kind)]
    for path, group in groups:
        for name, field in group.model_fields.items():
            homes[name] = (*homes.get(name, ()), path)
            inner = _bare(field.annotation)
            inner = inner if isinstance(inner, type) else _bare(_entry(inner))
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                groups.append((f"{path}.{name}".lstrip("."), inner))
    return homes
