"""Small populations: a scenario as fields, run once, and what its people said. No test here."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from sim.record import Entry, Nameplate, read
from sim.result import Result
from sim.rules.assumptions import Assumptions
from sim.rules.messages import Accepted, Command
from sim.run import Plan, run_population
from sim.scenario import Scenario

HOUR = 3_600_000
DAY = 24 * HOUR


def scenario(**fields: Any) -> Scenario:
    """Return a population; people are given role by role: clerks={"correct_slip": "always"}."""
    groups = ("salespeople", "managers", "clerks", "accountants", "administrators")
    people = {name: fields.pop(name) for name in groups if name in fields}
    given = {"arrivals": {"per_day": 30}, **fields}
    return Scenario.model_validate({"name": "small", **given, "people": people})


def plan(folder: Path = Path(), *, seed: int = 1, rules: str = "reference", **fields: Any) -> Plan:
    of = scenario(**fields)
    return Plan(
        scenario=of,
        source="small.yaml",
        folder=folder,
        rules=rules,
        seed=seed,
        assumptions=of.assumptions.over(Assumptions()),
    )


class Day(NamedTuple):
    """A run: what was found, what was written, and the names."""

    result: Result
    entries: tuple[Entry, ...]
    names: tuple[Nameplate, ...]
    record: bytes

    def said(self, *kinds: type[Command], by: str = "") -> list[Entry]:
        """Return the entries in which somebody said something of these kinds (none: anything)."""
        found = (one for one in self.entries if isinstance(one.said, kinds or (Command,)))
        return [one for one in found if by in ("", one.said.by)]

    def done(self, *kinds: type[Command]) -> list[Any]:
        """Return the commands of these kinds that were accepted."""
        return [one.said for one in self.said(*kinds) if one.answer == Accepted()]


def day(of: Plan, folder: Path) -> Day:
    """Run a population once, by way of its record."""
    path = folder / f"{of.rules}-{of.seed}.jsonl"
    with path.open("wb") as file:
        result = run_population(of, file)
    lines = list(read(path))
    return Day(
        result,
        tuple(one for one in lines if isinstance(one, Entry)),
        tuple(one for one in lines if isinstance(one, Nameplate)),
        path.read_bytes(),
    )


def undecorated(record: bytes) -> bytes:
    """Return a record without its names."""
    lines = record.splitlines(keepends=True)
    return b"".join(one for one in lines if not one.startswith(b'{"is":"Nameplate"'))
