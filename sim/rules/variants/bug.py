"""What a planted bug is: one app with one rule changed, and the clause it offends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sim.rules.assumptions import Assumptions
from sim.rules.decider import App
from sim.rules.world import Rules, reference


class Bug(NamedTuple):
    """A planted bug; `says` is what a person would report, in Vietnamese and English."""

    name: str
    clause: str
    says: tuple[str, str]
    kind: type[App[Any]]

    def rules(self, assumptions: Assumptions) -> Rules:
        """Return the reference rules with this one app in place of its own."""
        sound = reference(assumptions)._replace(name=self.name)
        wrong: dict[str, Any] = {self.kind.name: self.kind(assumptions)}
        return sound._replace(**wrong)


BUGS: dict[str, Bug] = {}


def bug(name: str, clause: str, *, vi: str, en: str) -> Callable[[type[App[Any]]], type[App[Any]]]:
    """Plant a bug: register the class under a name, with the clause it offends."""

    def plant(kind: type[App[Any]]) -> type[App[Any]]:
        assert name not in BUGS, name
        BUGS[name] = Bug(name, clause, (vi, en), kind)
        return kind

    return plant
