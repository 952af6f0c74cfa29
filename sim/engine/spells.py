"""When which fault strikes, how hard: the spells of one run, from a plan or drawn by a swarm.

A spell is a time during which one kind of fault is on. A kind that strikes each message, each thing
taken up or each deed of a person does so by its odds; a window just lasts. The dullest draw of a
swarm is no fault at all. What does not live here: what a fault does (`trouble`, `post`, `desk`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, get_args

from sim.explore.choices import Choices, between
from sim.explore.swarm import switched_off
from sim.faults import FAULTS, OF_ONE_APP, TOLERATED
from sim.rules.messages import FlowName
from sim.rules.values import AppName
from sim.scenario import DAY_MS, FlowSettings, PlannedFault, Scenario, Span, Swarm, span

ALWAYS = (1, 1)
STRENGTHS = {  # from weak to strong; before them, as the dullest draw, stands none at all
    "message": ((1, 100), (1, 25), (1, 8)),
    "person": ((1, 100), (1, 25), (1, 8)),
    "app": ((1, 400), (1, 100), (1, 30)),
}
MOST_WINDOWS = 3
LENGTH: Span = span("2min", "1h")
APPS: tuple[AppName, ...] = ("sales", "warehouse", "accounting")
FLOWS: tuple[FlowName, ...] = get_args(FlowName)


class Spell(NamedTuple):
    """One kind of fault for a while: in one app or, if that is empty, wherever it can be.

    `begins` and `ends` are milliseconds since 0:00 of the first day; `flow` is that of a switch.
    """

    kind: str
    app: AppName | None
    begins: int
    ends: int
    odds: tuple[int, int] = ALWAYS
    flow: FlowName | None = None


def spells_of(scenario: Scenario, choices: Choices) -> tuple[Spell, ...]:
    """Return all spells of a run: those of the plan, then those that the swarm draws."""
    drawn = () if scenario.swarm is None else tuple(_drawn(scenario, scenario.swarm, choices))
    return (*map(_planned, scenario.faults), *drawn)


def _planned(fault: PlannedFault) -> Spell:
    begins = (fault.day - 1) * DAY_MS + fault.at
    return Spell(fault.kind, fault.where, begins, begins + fault.lasts, fault.odds)


def _drawn(scenario: Scenario, swarm: Swarm, choices: Choices) -> Iterator[Spell]:
    kinds = swarm.kinds or TOLERATED
    off = switched_off(choices, [kinds])
    for kind in kinds:
        reach = FAULTS[kind].reach
        if kind in off:
            continue
        if reach in STRENGTHS:
            strength = choices.pick(len(STRENGTHS[reach]) + 1, ("swarm", f"{kind} odds"))
            if strength:
                ends = (scenario.days - 1) * DAY_MS + swarm.ends
                yield Spell(kind, None, swarm.begins, ends, STRENGTHS[reach][strength - 1])
        else:
            yield from _windows(kind, scenario, swarm, choices)


def _windows(kind: str, scenario: Scenario, swarm: Swarm, choices: Choices) -> Iterator[Spell]:
    """Return the windows of one kind: how many, when, how long, of which app or flow."""
    for _ in range(choices.pick(MOST_WINDOWS + 1, ("swarm", f"{kind} windows"))):
        day = choices.pick(scenario.days, ("swarm", f"{kind} day")) * DAY_MS
        begins = day + between(choices, swarm.begins, swarm.ends - 1, ("swarm", f"{kind} begins"))
        length = between(choices, LENGTH.shortest, LENGTH.longest, ("swarm", f"{kind} lasts"))
        app: AppName | None = None
        flow: FlowName | None = None
        if kind in OF_ONE_APP:
            app = APPS[choices.pick(len(APPS), ("swarm", f"{kind} app"))]
        if kind == "flow_switched":
            used = _switched_on(scenario.flows)
            flow = used[choices.pick(len(used), ("swarm", f"{kind} flow"))]
        yield Spell(kind, app, begins, min(begins + length, day + swarm.ends), ALWAYS, flow)


def _switched_on(flows: FlowSettings) -> tuple[FlowName, ...]:
    return tuple(one for one in FLOWS if getattr(flows, one) != "off") or FLOWS
