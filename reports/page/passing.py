"""A few short orders in which all went well, as different from each other as the runs allow.

What does not live here: how a story is drawn (`tales`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reports.page.records import Recorded
from reports.page.tales import Tale, tale_of
from reports.story import Names
from reports.words.page import both
from sim.record import Entry
from sim.rules import events as ev
from sim.rules.messages import CreateOrder
from sim.rules.step import Fault
from sim.rules.values import NO_ORDER
from sim.rules.variants import rule_set

MOST_TALES = 4
SHORTEST, LONGEST = 5, 18  # steps
MOST_RUNS = 60  # looked at
APART = (  # where apps may have drifted apart: gaps of the document begin with one of these
    ev.SlipEdited,
    ev.SlipDeleted,
    ev.OrderEdited,
    ev.OrderDeleted,
    ev.SalesRejected,
    ev.CopyRejected,
    ev.DeliverySet,
)

Kinds = frozenset[str]


class Candidate(NamedTuple):
    """One order's entries, and the kinds of things that happen in them."""

    run: Recorded
    order: str
    entries: tuple[Entry, ...]
    kinds: Kinds


def passing_tales(runs: Sequence[Recorded]) -> tuple[Tale, ...]:
    """Return the stories, each with as much as possible that those before it do not show."""
    left = [one for run in runs[:MOST_RUNS] for one in _candidates(run)]
    seen: Kinds = frozenset()
    chosen: list[Candidate] = []
    while left and len(chosen) < MOST_TALES:
        best = max(left, key=lambda one: (len(one.kinds - seen), -len(one.entries)))
        if not best.kinds - seen:
            break
        chosen.append(best)
        seen |= best.kinds
        left.remove(best)
    return tuple(_tale(one, f"passing-{at}") for at, one in enumerate(chosen, 1))


def _candidates(run: Recorded) -> Iterator[Candidate]:
    """Return the orders of a run that are short, went well, and have no parent or child."""
    if run.result.failures or run.result.verdict == "fail":
        return
    apart = {one.order for one in run.result.gaps}
    by_order: dict[str, list[Entry]] = {}
    for entry in run.entries:
        by_order.setdefault(entry.step().order, []).append(entry)
    for order, entries in by_order.items():
        if order == NO_ORDER or order in apart or not SHORTEST <= len(entries) <= LONGEST:
            continue
        if not any(_leads_astray(entry) for entry in entries):
            kinds = frozenset(kind for entry in entries for kind in _kinds(entry))
            yield Candidate(run, order, tuple(entries), kinds)


def _leads_astray(entry: Entry) -> bool:
    said = entry.said
    family = isinstance(said, CreateOrder) and bool(said.parent or said.is_parent)
    return family or any(isinstance(event, APART) for event in entry.events)


def _kinds(entry: Entry) -> Iterator[str]:
    said = entry.said
    yield f"{said.kind if isinstance(said, Fault) else type(said).__name__}"
    yield f"{type(entry.answer).__name__} {getattr(entry.answer, 'reason', '')}"
    for event in entry.events:
        yield type(event).__name__


def _tale(one: Candidate, anchor: str) -> Tale:
    result = one.run.result
    tale = tale_of(
        tuple((entry.at, entry.step()) for entry in one.entries),
        opening=result.opening,
        rules=rule_set(result.rules, result.assumptions),
        order=one.order,
        names=Names.of(result.names),
        plates=result.names,
    )
    title = both("passing.title", order=one.order, scenario=result.scenario)
    return tale._replace(anchor=anchor, title=title)
