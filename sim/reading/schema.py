"""The JSON Schema of a scenario, for the completion and the marks of an editor.

It accepts whatever the reader accepts; what only the whole of a scenario tells (names of people and
orders, fields of another form) is left to the reader. Deterministic: fields in the models' order.
"""

from __future__ import annotations

import json
from inspect import get_annotations, getdoc
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from sim import scenario as models
from sim.reading.commands import COMMAND_OF, MESSAGE_OF, SPOKEN_OF, own_fields
from sim.reading.field_words import WORDS_OF
from sim.reading.written import chance_text, clock_text, duration_text
from sim.rules.offers import KINDS
from sim.scenario import CHANCE, CLAUSES, CLOCK, DURATION, Profile, Scenario

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


def json_schema() -> Schema:
    """Return the schema of a scenario (draft 2020-12)."""
    made = Scenario.model_json_schema(mode="validation")
    parts: dict[str, Schema] = {"Scenario": made, **made["$defs"]}
    for name, part in parts.items():
        _describe(getattr(models, name), part)
    _narrow(parts)
    return {"$schema": DIALECT, **made}


def profile_schema() -> Schema:
    """Return the schema of a company profile (draft 2020-12)."""
    made = Profile.model_json_schema(mode="validation")
    for name, part in {"Profile": made, **made["$defs"]}.items():
        _describe(getattr(models, name), part)
    return {"$schema": DIALECT, **made}


def write_schema(path: Path, schema: Schema | None = None) -> None:
    """Write a schema to a file, that of scenarios if none is given."""
    text = json.dumps(schema or json_schema(), ensure_ascii=False, indent=2)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _describe(model: type[BaseModel], part: Schema) -> None:
    """Give the fields of one part their sentences, and defaults as people write them."""
    part["description"] = _first_sentence(model)
    part.pop("title", None)
    for name, field in part["properties"].items():
        owner = next(one for one in reversed(model.__mro__) if name in get_annotations(one))
        field.pop("title", None)
        _without_null(field)
        _readable_default(field)
        field["description"] = WORDS_OF.get(f"{owner.__name__}.{name}", "")


def _first_sentence(model: type[BaseModel]) -> str:
    return (getdoc(model) or "").split("\n\n")[0].replace("\n", " ")


def _without_null(field: Schema) -> None:
    """An optional field is left out, never written without a value."""
    kinds = [kind for kind in field.pop("anyOf", ()) if kind != {"type": "null"}]
    for kind in kinds:
        field.update(kind)


def _readable_default(field: Schema) -> None:
    """A default as text; that of a whole group or of nothing helps nobody."""
    default = field.get("default")
    if isinstance(default, dict | list) and field.get("pattern") != CHANCE:
        field.pop("default")
    elif default is None or default == "":
        field.pop("default", None)
    elif field.get("pattern") == DURATION:
        field["default"] = duration_text(default)
    elif field.get("pattern") == CLOCK:
        field["default"] = clock_text(default)
    elif field.get("pattern") == CHANCE:
        field["default"] = chance_text(*default)


def _narrow(parts: dict[str, Schema]) -> None:
    """Name what a text may be where the models take any; a step may leave its kind empty."""
    step = parts["StoryStep"]["properties"]
    for field, words in _choices().items():
        step[field]["enum"] = words
    step["do"]["enum"] = ["", *COMMAND_OF]
    for field in SPOKEN_OF:
        step[field]["enum"] = ["", *MESSAGE_OF]
    parts["Actor"]["properties"]["may"]["propertyNames"] = {"enum": list(KINDS)}
    parts["Scenario"]["properties"]["clauses"]["items"]["enum"] = list(CLAUSES)


def _choices() -> dict[str, list[str]]:
    """The fields of commands that take one of a few words -> the words, of all commands."""
    choices: dict[str, dict[str, None]] = {}
    for kind in COMMAND_OF.values():
        for one in own_fields(kind):
            if get_origin(one.type) is Literal:
                choices.setdefault(one.name, {}).update(dict.fromkeys(get_args(one.type)))
    return {field: list(words) for field, words in choices.items()}
