"""What a planted bug is: a rule changed in an app or two, and the clause that it offends.

`items` names what of the catalogue (`zoo.items`) the bug shows: a failure seen elsewhere, a row of
the truth table, a mistake that everybody makes once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sim.rules.assumptions import Assumptions
from sim.rules.decider import App
from sim.rules.world import Rules, reference

Plant = Callable[[type[App[Any]]], type[App[Any]]]


class Bug(NamedTuple):
    """A planted bug; `says` is what a person would report, in Vietnamese and English."""

    name: str
    clause: str
    says: tuple[str, str]
    kinds: tuple[type[App[Any]], ...]
    items: tuple[str, ...] = ()

    def rules(self, assumptions: Assumptions) -> Rules:
        """Return the reference rules with the changed apps in place of their own."""
        wrong: dict[str, Any] = {kind.name: kind(assumptions) for kind in self.kinds}
        return reference(assumptions)._replace(name=self.name, **wrong)


BUGS: dict[str, Bug] = {}


def bug(name: str, clause: str, *items: str, vi: str, en: str) -> Plant:
    """Plant a bug: register the class under a name, with the clause it offends."""

    def plant(kind: type[App[Any]]) -> type[App[Any]]:
        assert name not in BUGS, name
        BUGS[name] = Bug(name, clause, (vi, en), (kind,), items)
        return kind

    return plant


def also(name: str) -> Plant:
    """Plant the other half of a bug that takes two apps to go wrong."""

    def plant(kind: type[App[Any]]) -> type[App[Any]]:
        BUGS[name] = BUGS[name]._replace(kinds=(*BUGS[name].kinds, kind))
        return kind

    return plant
