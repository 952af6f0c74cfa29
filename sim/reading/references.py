"""Whether the names in a scenario are names of something: promises, clauses, people, orders.

All of it works on the data as they stand in the file, so that everything is told at once, also
where some values are of a wrong kind: those are passed over here, `shape` tells them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sim.phrase import Phrase, Said, either, phrase
from sim.reading.commands import COMMAND_OF, line_findings, step_findings
from sim.reading.problem import Finding, Trail, did_you_mean, nearest, quoted, suggestion
from sim.rules.messages import CreateOrder
from sim.rules.offers import KINDS, KINDS_OF
from sim.scenario import CLAUSES, FOREIGN

Data = dict[str, Any]

OFFERED: dict[str, tuple[str, ...]] = {str(role): kinds for role, kinds in KINDS_OF.items()}


class NoPromiseError(Exception):
    """There is no usable promise at FILE.py:NAME; the message says why, the hint what helps."""

    def __init__(self, message: Said, hint: Said = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(message)


def _none(text: str) -> str:
    raise NoPromiseError(phrase("own.no_lookup", text=quoted(text)))


@dataclass(frozen=True, kw_only=True)
class Known:
    """The names that live outside a scenario: of promises, guard windows and company profiles.

    `own_promise` returns the name of the promise at FILE.py:NAME, `find_actor` the actor of a name
    or at FILE.py:FUNCTION; both raise NoPromiseError where there is none.
    """

    promises: frozenset[str] = frozenset()
    windows: frozenset[str] = frozenset()
    profiles: frozenset[str] = frozenset()
    own_promise: Callable[[str], str] = _none
    find_actor: Callable[[str], object] = str


def references(data: Data, known: Known) -> Iterator[Finding]:
    """Return every name in a scenario's data that names nothing, and fields of another form."""
    own, wrong = _own_promises(data, known)
    needed = (*sorted(known.promises), *own, *CLAUSES, *sorted(known.windows))
    yield from wrong
    yield from _each_known(data, "clauses", CLAUSES, "name.clause")
    if not wrong:  # a need may well be the name of the promise that cannot be read
        yield from _each_known(data, "needs", needed, "name.need")
    profile = data.get("profile")
    if profile and isinstance(profile, str) and profile not in known.profiles:
        hint = suggestion(profile, sorted(known.profiles))
        if profile.endswith((".yaml", ".yml")):
            hint = phrase("name.profile.own", file=profile)
        yield Finding(("profile",), phrase("name.profile", name=quoted(profile)), hint)
    yield from _actors(data, known)
    yield from _foreign(data)
    yield from _given_orders(data)
    yield from _cast(data)
    yield from _steps(data)


def _each_known(data: Data, field: str, names: Collection[str], key: str) -> Iterator[Finding]:
    for at, name in enumerate(_list(data, field)):
        if isinstance(name, str) and name not in names:
            yield Finding((field, at), phrase(key, name=quoted(name)), suggestion(name, names))


def _actors(data: Data, known: Known) -> Iterator[Finding]:
    """Return the actors of people that do not exist."""
    people = data.get("people")
    for field, group in people.items() if isinstance(people, dict) else ():
        actor = group.get("actor") if isinstance(group, dict) else None
        if isinstance(actor, str) and actor:
            try:
                known.find_actor(actor)
            except NoPromiseError as no:
                yield Finding(("people", field, "actor"), no.message, no.hint)


def _own_promises(data: Data, known: Known) -> tuple[list[str], list[Finding]]:
    """Return the names of a scenario's own promises, and what is wrong with them."""
    names: list[str] = []
    wrong: list[Finding] = []
    for at, text in enumerate(_list(data, "promises")):
        if not isinstance(text, str):
            continue
        trail: Trail = ("promises", at)
        try:
            name = known.own_promise(text)
        except NoPromiseError as no:
            wrong.append(Finding(trail, no.message, no.hint))
            continue
        if name in known.promises:
            hint = phrase("own.shipped_too.hint")
            wrong.append(Finding(trail, phrase("own.shipped_too", name=quoted(name)), hint))
        elif name in names:
            wrong.append(Finding(trail, phrase("own.twice", name=quoted(name))))
        names.append(name)
    return names, wrong


def _foreign(data: Data) -> Iterator[Finding]:
    form = data.get("form", "population")
    foreign = FOREIGN.get(form, set()) if isinstance(form, str) else set()
    for name in data:
        if name in foreign:
            homes = [other for other in FOREIGN if name not in FOREIGN[other]]
            yield Finding((name,), phrase("form.foreign", form=form), _has_it(*homes), at_name=True)


def _has_it(form: str, other: str = "") -> Phrase:
    if not other:
        return phrase("form.foreign.one", form=form)
    return phrase("form.foreign.two", form=form, other=other)


def _given_orders(data: Data) -> Iterator[Finding]:
    numbers: list[str] = []
    for at, order in _groups(data, "orders"):
        number = _text(order, "order")
        if number in numbers:
            yield Finding((*at, "order"), phrase("order.twice", order=quoted(number)))
        yield from _order_known(order, at, "parent", numbers)
        numbers.append(number)
        for finding in line_findings(_list(order, "lines"), of_order=True):
            yield finding._replace(trail=(*at, *finding.trail))


def _order_known(data: Data, at: Trail, field: str, orders: Collection[str]) -> Iterator[Finding]:
    number = _text(data, field)
    if number and number not in orders:
        hint = suggestion(number, orders, "hint.orders")
        yield Finding((*at, field), phrase("order.unknown", order=quoted(number)), hint)


def _cast(data: Data) -> Iterator[Finding]:
    cast = data.get("cast")
    for name, person in cast.items() if isinstance(cast, dict) else ():
        may = person.get("may") if isinstance(person, dict) else None
        for kind in may if isinstance(may, dict) else ():
            yield from _may(("cast", name, "may", kind), kind, _text(person, "role"))


def _may(trail: Trail, kind: str, role: str) -> Iterator[Finding]:
    if kind not in KINDS:
        mine = OFFERED.get(role, ())
        near = nearest(kind, mine) or nearest(kind, KINDS)
        hint = did_you_mean(near) if near else suggestion(None, mine)
        yield Finding(trail, phrase("offer.unknown", kind=quoted(kind)), hint, at_name=True)
    elif role in OFFERED and kind not in OFFERED[role]:
        others = either([other for other, kinds in OFFERED.items() if kind in kinds])
        hint = phrase("offer.other_role.hint", roles=others)
        yield Finding(trail, phrase("offer.other_role", kind=kind, role=role), hint, at_name=True)


def _steps(data: Data) -> Iterator[Finding]:
    cast = data.get("cast")
    people = tuple(cast) if isinstance(cast, dict) else ()
    orders = [_text(order, "order") for _, order in _groups(data, "orders")]
    for at, step in _groups(data, "steps"):
        for finding in step_findings(step, people):
            yield finding._replace(trail=(*at, *finding.trail))
        yield from _order_known(step, at, "parent", orders)
        command = COMMAND_OF.get(_text(step, "do"))
        # A command with a wrong name may be meant to create the order: not told again and again.
        if command is CreateOrder or (command is None and step.get("do")):
            orders.append(_text(step, "order"))
        yield from _order_known(step, at, "order", orders)


# --- data of any kind ---------------------------------------------------------------------------


def _text(data: Data, field: str) -> str:
    value = data.get(field)
    return value if isinstance(value, str) else ""


def _list(data: Data, field: str) -> list[Any]:
    value = data.get(field)
    return value if isinstance(value, list) else []


def _groups(data: Data, field: str) -> Iterator[tuple[Trail, Data]]:
    for at, value in enumerate(_list(data, field)):
        if isinstance(value, dict):
            yield (field, at), value
