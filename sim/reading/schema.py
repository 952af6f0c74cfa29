"""The JSON Schema of a scenario, for the completion and the marks of an editor.

It accepts whatever the reader accepts; what only the whole of a scenario tells (names of people and
orders) is left to the reader. A `Lexicon` brings names that live elsewhere and the words of a
language; with it the schema also tells what depends on other fields (`schema_cases`). Without one
it holds the fields alone. Deterministic: fields in the models' order.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from inspect import get_annotations, getdoc
from pathlib import Path
from typing import Literal, get_args, get_origin

from pydantic import BaseModel

from sim import scenario as models
from sim.reading.commands import COMMAND_OF, MESSAGE_OF, SPOKEN_OF, own_fields
from sim.reading.field_words import WORDS_OF
from sim.reading.schema_cases import Schema, some_of, tell_cases
from sim.reading.written import chance_text, clock_text, duration_text
from sim.rules.offers import KINDS
from sim.scenario import CHANCE, CLAUSES, CLOCK, DURATION, Profile, Scenario

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# What an editor says where a value does not fit, if its own words would say less.
REFUSALS: dict[str, str] = {
    "duration": "A duration looks like 200ms, 30s, 5min or 2h.",
    "clock": "A time of day looks like 08:00 or 17:30.",
    "chance": "A chance looks like 1/20, never or always.",
    "name": "A name is made of small letters a-z, digits and -.",
    "own": "A promise of your own is named by FILE.py:NAME.",
    "pattern": "The patterns of failures are F1 to F26.",
    "clause": "This is no rule number; they are R1.1a to R1.3j, R1.X1 and R1.X2.",
    "need": "This is no promise, rule number or guard window; `list promises` shows the names.",
    "actor": "This is neither a shipped behaviour ({known}) nor FILE.py:FUNCTION.",
    "nothing": "This step does nothing: it needs do, deliver, lose, duplicate, crash or settle.",
    "one": "A step is one thing: do, deliver, lose, duplicate, crash or settle.",
    "offer": "This is never offered to this role, {role}.",
}
PROFILE_FIELDS: dict[str, str] = {
    "name": "The name of the profile.",
    "title": "The title of the profile, in a few words.",
    "about": "What is special about this company, in a few sentences.",
    "assumptions": "How the company's AMIS behaves where the document is silent.",
    "flows": "How the company has set up its flows.",
}
_PATTERNS = {DURATION: "duration", CLOCK: "clock", CHANCE: "chance"}

Meanings = Mapping[str, str]  # names, each with what it means; "" if there are no words for it


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """The names that an editor may offer, and its words: of fields, of groups and of refusals."""

    promises: Meanings = field(default_factory=dict)
    clauses: Meanings = field(default_factory=dict)
    windows: Meanings = field(default_factory=dict)
    profiles: Meanings = field(default_factory=dict)
    actors: Meanings = field(default_factory=dict)
    offers: Meanings = field(default_factory=dict)
    reasons: Meanings = field(default_factory=dict)
    fields: Meanings = field(default_factory=lambda: WORDS_OF)
    profile_fields: Meanings = field(default_factory=lambda: PROFILE_FIELDS)
    refusals: Meanings = field(default_factory=lambda: REFUSALS)
    commands: Meanings = field(default_factory=lambda: _by_docstrings(COMMAND_OF))
    messages: Meanings = field(default_factory=lambda: _by_docstrings(MESSAGE_OF))
    groups: bool = True  # say what a group of fields is, in the models' own words, English


def json_schema(lexicon: Lexicon | None = None) -> Schema:
    """Return the schema of a scenario (draft 2020-12)."""
    made = Scenario.model_json_schema(mode="validation")
    parts: dict[str, Schema] = {"Scenario": made, **made["$defs"]}
    for name, part in parts.items():
        _describe(getattr(models, name), part, lexicon or Lexicon())
    _narrow(parts)
    if lexicon is not None:
        _explain(parts, lexicon)
        _name(parts, lexicon)
        tell_cases(
            parts,
            needs={
                **lexicon.promises,
                **{one: lexicon.clauses.get(one, "") for one in CLAUSES},
                **lexicon.windows,
            },
            offers=lexicon.offers,
            refusals=lexicon.refusals,
        )
    return {"$schema": DIALECT, **made}


def profile_schema(lexicon: Lexicon | None = None) -> Schema:
    """Return the schema of a company profile (draft 2020-12)."""
    lexicon = lexicon or Lexicon()
    made = Profile.model_json_schema(mode="validation")
    for name, part in {"Profile": made, **made["$defs"]}.items():
        _describe(getattr(models, name), part, lexicon)
    for name, kind in made["properties"].items():
        kind["description"] = lexicon.profile_fields[name]
    return {"$schema": DIALECT, **made}


def write_schema(path: Path, schema: Schema | None = None) -> None:
    """Write a schema to a file, that of scenarios if none is given."""
    text = json.dumps(schema or json_schema(), ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _by_docstrings(known: Mapping[str, type]) -> Meanings:
    return {name: _first_sentence(one).replace("`", "") for name, one in known.items()}


# --- fields and their words ---------------------------------------------------------------------


def _describe(model: type[BaseModel], part: Schema, lexicon: Lexicon) -> None:
    """Give the fields of one part their sentences, and defaults as people write them."""
    if lexicon.groups:
        part["description"] = _first_sentence(model)
    else:
        part.pop("description", None)
    part.pop("title", None)
    for name, kind in part["properties"].items():
        owner = next(one for one in reversed(model.__mro__) if name in get_annotations(one))
        kind.pop("title", None)
        _without_null(kind)
        _readable_default(kind)
        kind["description"] = lexicon.fields.get(f"{owner.__name__}.{name}", "")
        if kind.get("pattern") in _PATTERNS:
            kind["patternErrorMessage"] = lexicon.refusals[_PATTERNS[kind["pattern"]]]


def _first_sentence(of: object) -> str:
    return (getdoc(of) or "").split("\n\n")[0].replace("\n", " ")


def _without_null(kind: Schema) -> None:
    """An optional field is left out, never written without a value."""
    kinds = [one for one in kind.pop("anyOf", ()) if one != {"type": "null"}]
    for one in kinds:
        kind.update(one)


def _readable_default(kind: Schema) -> None:
    """A default as text; that of a whole group or of nothing helps nobody."""
    default = kind.get("default")
    if isinstance(default, dict | list) and kind.get("pattern") != CHANCE:
        kind.pop("default")
    elif default is None or default == "":
        kind.pop("default", None)
    elif kind.get("pattern") == DURATION:
        kind["default"] = duration_text(default)
    elif kind.get("pattern") == CLOCK:
        kind["default"] = clock_text(default)
    elif kind.get("pattern") == CHANCE:
        kind["default"] = chance_text(*default)


# --- names --------------------------------------------------------------------------------------


def _narrow(parts: dict[str, Schema]) -> None:
    """Name what a text may be where the models take any; a step may leave its kind empty."""
    step = parts["StoryStep"]["properties"]
    for name, words in _choices().items():
        step[name]["enum"] = words
    step["do"]["enum"] = [*COMMAND_OF, ""]
    for name in SPOKEN_OF:
        step[name]["enum"] = [*MESSAGE_OF, ""]
    for name in ("crash", "expect"):
        step[name]["enum"].sort(key=lambda word: word == "")  # nobody looks for that first
    parts["Actor"]["properties"]["may"]["propertyNames"] = {"enum": list(KINDS)}
    parts["Scenario"]["properties"]["clauses"]["items"]["enum"] = list(CLAUSES)


def _choices() -> dict[str, list[str]]:
    """The fields of commands that take one of a few words -> the words, of all commands."""
    choices: dict[str, dict[str, None]] = {}
    for kind in COMMAND_OF.values():
        for one in own_fields(kind):
            if get_origin(one.type) is Literal:
                choices.setdefault(one.name, {}).update(dict.fromkeys(get_args(one.type)))
    return {name: list(words) for name, words in choices.items()}


def _explain(parts: dict[str, Schema], lexicon: Lexicon) -> None:
    """Say what names mean, what entries of lists are for, and what a refused one should be."""
    step, top = parts["StoryStep"]["properties"], parts["Scenario"]["properties"]
    step["do"]["enumDescriptions"] = [*(lexicon.commands[one] for one in COMMAND_OF), ""]
    for name in SPOKEN_OF:
        step[name]["enumDescriptions"] = [*(lexicon.messages[one] for one in MESSAGE_OF), ""]
    top["name"]["patternErrorMessage"] = lexicon.refusals["name"]
    for name, refusal in (("promises", "own"), ("patterns", "pattern"), ("clauses", "clause")):
        top[name]["items"]["errorMessage"] = lexicon.refusals[refusal]
    for name in ("needs", "promises", "patterns", "clauses", "holes"):
        top[name]["items"]["description"] = top[name]["description"]
    top["clauses"]["items"]["enumDescriptions"] = [lexicon.clauses.get(n, "") for n in CLAUSES]


def _name(parts: dict[str, Schema], lexicon: Lexicon) -> None:
    """Offer the names that live elsewhere: profiles, behaviours, reasons, settings of flows."""
    step, top = parts["StoryStep"]["properties"], parts["Scenario"]["properties"]
    top["profile"] |= some_of({**lexicon.profiles, "": ""})
    step["reason"]["anyOf"] = [some_of(lexicon.reasons), {"type": "string"}]
    settings = parts["PlannedSwitch"]["properties"]["setting"]["enum"]
    step["setting"]["anyOf"] = [{"enum": settings}, {"type": "string"}]
    words = "|".join(map(re.escape, lexicon.actors))
    refusal = lexicon.refusals["actor"].format(known=", ".join(lexicon.actors))
    for part in parts.values():
        if (actor := part["properties"].get("actor")) is not None:
            actor["anyOf"] = [
                {**some_of(lexicon.actors), "errorMessage": refusal},
                {"pattern": rf"\.py:|^(?:{words}|)$", "patternErrorMessage": refusal},
            ]
