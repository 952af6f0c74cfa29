"""What in the JSON Schema of a scenario depends on another field, case by case.

A form has fields of its own, a command takes some fields of a step and needs others, a role is
offered some things only. An editor marks what does not belong, and offers what does: a field that
belongs to some cases only is not suggested in general (`doNotSuggest`, which an editor that does
not know it passes over) but in its case. The cases stand in `allOf` and refuse nothing that the
reader takes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal, get_args, get_origin

from sim.reading.commands import COMMAND_OF, STEP_KINDS, TAKEN, own_fields
from sim.rules.offers import KINDS, KINDS_OF
from sim.scenario import FOREIGN

Schema = dict[str, Any]
Meanings = Mapping[str, str]

KEPT = ("type", "default", "description")  # of a field in a case
GROUP: Schema = {"properties": {}}  # as good as an object for an editor, but refuses nothing
GIVEN: dict[str, Schema] = {  # when a step is of a kind: its field is there, and not empty
    **{kind: {"minLength": 1} for kind in STEP_KINDS},
    "settle": {"not": {"enum": [False]}},  # an older editor took no `true` for a true
}


def tell_cases(
    parts: Mapping[str, Schema], *, needs: Meanings, offers: Meanings, refusals: Meanings
) -> None:
    """Say what depends on another field: on the form, on what a step does, on a role, on a flow."""
    top, step, person = parts["Scenario"], parts["StoryStep"], parts["Actor"]
    top["allOf"] = [*_form_cases(_offered(top)), _needs(needs, refusals["need"])]
    step["allOf"] = list(_step_cases(_offered(step), refusals))
    person["allOf"] = list(_person_cases(offers, refusals["offer"]))
    person["properties"]["may"].pop("propertyNames")  # the roles tell more
    parts["PlannedSwitch"]["allOf"] = [_settings()]
    _unsuggested(top, _of_some_forms())
    _unsuggested(step, step["properties"])


def some_of(meanings: Meanings) -> Schema:
    """Return the schema of one of a few names, each with its meaning if there are any."""
    names: Schema = {"enum": list(meanings)}
    if any(meanings.values()):
        names["enumDescriptions"] = list(meanings.values())
    return names


def _unsuggested(part: Schema, names: Collection[str]) -> None:
    """Keep an editor from suggesting these fields where no case does."""
    for name in names:
        kind = part["properties"][name]
        if "$ref" in kind:  # where it stands, editors look at the part that it names instead
            kind["allOf"] = [{"$ref": kind.pop("$ref")}]
        kind["doNotSuggest"] = True


def _when(fields: Schema, *, given: Collection[str]) -> Schema:
    """Return a condition; some editors would suggest what is only asked for in it."""
    asked = {name: {**kind, "doNotSuggest": True} for name, kind in fields.items()}
    return {"type": "object", "properties": asked, "required": list(given)}


def _offered(part: Schema) -> Schema:
    """Return the fields of a part as a case offers them; their limits stand in the part."""
    return {name: _light(kind) for name, kind in part["properties"].items()}


def _light(kind: Schema) -> Schema:
    light: Schema = {name: kind[name] for name in KEPT if name in kind}
    match kind:
        case {"$ref": _}:
            light |= GROUP
        case {"items": {"$ref": _}}:
            light["items"] = {"type": "object"}
    return light


# --- forms, roles, flows ------------------------------------------------------------------------


def _of_some_forms() -> set[str]:
    return set[str]().union(*FOREIGN.values())


def _form_cases(fields: Schema) -> Iterator[Schema]:
    """Each form has its own fields; without a form it is a population."""
    for form, foreign in FOREIGN.items():
        given = () if form == "population" else ("form",)
        condition = _when({"form": {"const": form}}, given=given)
        some = [name for name in fields if name in _of_some_forms()]
        own = {name: name not in foreign and fields[name] for name in some}
        yield {"if": condition, "then": {"properties": own}}


def _needs(names: Meanings, refusal: str) -> Schema:
    """What is needed has a known name, unless the scenario has promises of its own."""
    known, any_text = some_of(names), {"type": "string"}
    return {
        "if": _when({}, given=["promises"]),
        "then": _field("needs", {"items": {"anyOf": [known, any_text]}}),
        "else": _field("needs", {"items": {**known, "errorMessage": refusal}}),
    }


def _field(name: str, kind: Schema) -> Schema:
    return {"properties": {name: {**kind, "doNotSuggest": True}}}


def _person_cases(offers: Meanings, refusal: str) -> Iterator[Schema]:
    """Each role is offered its own things."""
    for role, kinds in KINDS_OF.items():
        condition = _when({"role": {"const": role}}, given=["role"])
        yield _may(condition, kinds, offers, refusal.format(role=role))
    yield _may({"not": _when({}, given=["role"])}, KINDS, offers, refusal.format(role="?"))


def _may(condition: Schema, kinds: Collection[str], offers: Meanings, refusal: str) -> Schema:
    fields = {kind: {"default": 1, "description": offers.get(kind, "")} for kind in kinds}
    may = {"properties": fields, "additionalProperties": False, "errorMessage": refusal}
    return {"if": condition, "then": _field("may", may)}


def _settings() -> Schema:
    """The slip flow has settings of its own."""
    return {
        "if": _when({"flow": {"const": "slip_to_accounting"}}, given=["flow"]),
        "then": _field("setting", {"enum": ["automatic", "manual", "off"]}),
        "else": _field("setting", {"enum": ["on", "off"]}),
    }


# --- steps --------------------------------------------------------------------------------------


def _step_cases(fields: Schema, refusals: Meanings) -> Iterator[Schema]:
    """A step is one thing; each kind, and each command, takes fields of its own."""
    given = [_when({kind: GIVEN[kind]}, given=[kind]) for kind in STEP_KINDS]
    nothing = {"required": ["do"], "errorMessage": refusals["nothing"]}
    first = {name: fields[name] for name in ("who", *STEP_KINDS)}
    yield {"if": {"not": {"anyOf": given}}, "then": {"properties": first, "allOf": [nothing]}}
    for name, command in COMMAND_OF.items():
        own = own_fields(command)
        taken = {one.name: _choice(one.type, fields[one.name]) for one in own}
        taken |= {name: fields[name] for name in TAKEN["do"]}
        then = _step(fields, "do", taken, refusals["one"])
        then["required"] = ["who", *(one.name for one in own if one.required)]
        yield {"if": _when({"do": {"const": name}}, given=["do"]), "then": then}
    for at, kind in enumerate(STEP_KINDS[1:], 1):
        taken = {name: fields[name] for name in TAKEN[kind]}
        then = _step(fields, kind, taken, refusals["one"])
        alone = {"not": {"anyOf": given[:at]}}  # of two kinds the first tells what the step is
        yield {"if": {"allOf": [given[at], alone]}, "then": then}


def _step(fields: Schema, kind: str, taken: Schema, one: str) -> Schema:
    """Return what a step of a kind may have: what it takes, and other kinds if they are empty."""
    empty = {"enum": ["", False], "doNotSuggest": True, "errorMessage": one}
    others = {name: empty for name in STEP_KINDS if name != kind}
    unused = {name: False for name in fields if name not in (*taken, *STEP_KINDS)}
    return {"properties": {**taken, **others, **unused}}


def _choice(kind: Any, schema: Schema) -> Schema:
    """A field of a command that takes one of a few words takes those of this command."""
    return {**schema, "enum": list(get_args(kind))} if get_origin(kind) is Literal else schema
