"""Whether the fields of a document are those of a scenario, each with a value of its kind.

The fields and their kinds are the models' (`sim.scenario`). What lives here are the sentences: each
way in which a value can be wrong, in the words of somebody who writes scenarios, with what would be
right. An error of a kind that has no sentence here keeps the words of the validation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from sim.reading.problem import Finding, Trail, did_you_mean, nearest, shown, suggestion
from sim.reading.written import like_chance, like_clock, like_duration, like_name, like_whole

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)
Sentence = tuple[str, str]  # what is wrong, and a hint
Context = dict[str, Any]  # what the validation says besides

GENERAL = ("foreign_field", "step_kind")  # `references` tells these with the field to blame
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
        return Finding(trail[:-1], f"as a name, {message}", hint, at_name=True)
    if what == "missing":
        return Finding(trail, "this field is missing")
    if what == "extra_forbidden":
        return Finding(trail, "unknown field", _right_field(kind, trail), at_name=True)
    message, hint = _sentence(error)
    if what == "model_type":
        hint = suggestion(None, _fields(kind, trail), "its fields")
    return Finding(trail, message, hint, general=what in GENERAL)


def _sentence(error: ErrorDetails) -> Sentence:
    sentence = SENTENCES.get(error["type"])
    if sentence is None:
        return error["msg"], ""
    field = next((step for step in reversed(error["loc"]) if isinstance(step, str)), "")
    context = {**error.get("ctx", {}), "msg": error["msg"], "field": field}
    return sentence(error["input"], context)


# --- the sentences ------------------------------------------------------------------------------


def _no_text(value: Any, context: Context) -> Sentence:
    del context
    one_word = isinstance(value, bool | int | float)
    return f"{shown(value)} is not text", f'write "{shown(value)}"' if one_word else ""


def _no_whole_number(value: Any, context: Context) -> Sentence:
    del context
    meant = like_whole(value)
    return f"{shown(value)} is not a whole number", f"write {meant}" if meant else ""


def _neither(value: Any, context: Context) -> Sentence:
    del context
    word = str(value).casefold()
    meant = [text for yes, text in ((True, "true"), (False, "false")) if word in SWITCH_WORDS[yes]]
    return f"{shown(value)} is neither true nor false", f"write {meant[0]}" if meant else ""


def _no_choice(value: Any, context: Context) -> Sentence:
    """Both words of a literal's error: its alternatives stand in the text in quotation marks."""
    known = [one for one in re.findall("'([^']*)'", str(context["expected"])) if one]
    words = SWITCH_WORDS[value] if isinstance(value, bool) else ()
    meant = [word for word in words if word in known]
    hint = did_you_mean(meant[0]) if meant else suggestion(value, known)
    return f"{shown(value)} is not known here", hint


def _no_list(value: Any, context: Context) -> Sentence:
    del context
    one_word = isinstance(value, str | int | float)
    return f"a list belongs here, not {shown(value)}", f"write [{shown(value)}]" if one_word else ""


def _no_group(value: Any, context: Context) -> Sentence:
    del context
    return f"a group of fields belongs here, not {shown(value)}", ""


def _too_short(value: Any, context: Context) -> Sentence:
    del value
    least = context["min_length"]
    return f"at least {least} {'entry is' if least == 1 else 'entries are'} needed", ""


def _empty(value: Any, context: Context) -> Sentence:
    del value, context
    return "an empty text does not fit", ""


def _too_long(value: Any, context: Context) -> Sentence:
    return f"{shown(value)} has {len(value)} characters, at most {context['max_length']} fit", ""


def _no_match(value: Any, context: Context) -> Sentence:
    if context["field"] == "patterns":
        return f"{shown(value)} is no pattern of failures", "they are F1 to F26"
    meant = like_name(value)
    message = f"{shown(value)} is no name: small letters a-z, digits and - make one"
    return message, did_you_mean(meant) if meant else ""


def _too_small(value: Any, context: Context) -> Sentence:
    return f"{shown(value)} is too small", f"at least {context['ge']}"


def _too_large(value: Any, context: Context) -> Sentence:
    return f"{shown(value)} is too large", f"at most {context['le']}"


def _no_measure(noun: str, like: Callable[[object], str]) -> Callable[[Any, Context], Sentence]:
    def sentence(value: Any, context: Context) -> Sentence:
        meant = like(value)
        return f"{shown(value)} is no {noun}", f"write {meant}" if meant else context["msg"]

    return sentence


def _own_words(value: Any, context: Context) -> Sentence:
    del value
    return str(context["error"]), ""


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
    "duration": _no_measure("duration", like_duration),
    "clock": _no_measure("time of day", like_clock),
    "chance": _no_measure("chance", like_chance),
    "value_error": _own_words,
}


# --- the right field ----------------------------------------------------------------------------


def _right_field(kind: type[BaseModel], trail: Trail) -> str:
    """The hint for an unknown field: one that looks like it, or the group where it belongs."""
    known, name = _fields(kind, trail[:-1]), str(trail[-1])
    homes = _homes(kind).get(name, ())
    if not nearest(name, known) and len(homes) == 1:
        return f"it belongs in {homes[0]}" if homes[0] else "it belongs at the top, not indented"
    return suggestion(name, known, "known here")


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
