"""The gate of a build: what is worse, other or gone, compared with the baseline.

The baseline is what the library was when somebody last looked and said that it is right: for each
run its digests, the promises that it put to the test, and its metrics. Pure: no file is read here.
What does not live here: measuring (`metrics`), words (`reports.gate`), the command (`check`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from sim.checks.promise import Words
from sim.checks.verdict import Verdict
from sim.metrics import Measured
from sim.reading import Threshold
from sim.reading.known_file import EVERYWHERE
from sim.result import Result

Kind = Literal[
    "broken", "crashed", "lost", "not_reached", "unknown", "behaviour", "too_much", "new", "form"
]
WORSE: frozenset[Kind] = frozenset(("lost", "not_reached", "behaviour", "too_much", "new"))


class Seen(Struct, frozen=True, kw_only=True):
    """One run as the baseline keeps it; `reached` are the promises that were put to the test."""

    scenario: str
    seed: int
    rules: str
    verdict: Verdict
    digest: str
    behaviour: str
    metrics: dict[str, int]
    reached: tuple[str, ...]


class Baseline(Struct, frozen=True, kw_only=True):
    """What the library was, run by run."""

    schema_version: int = 1
    runs: tuple[Seen, ...]


class Found(NamedTuple):
    """One finding of the gate; `what` is the promise or metric, the numbers those of the metric."""

    kind: Kind
    scenario: str
    seed: int
    what: str = ""
    was: int = 0
    now: int = 0
    most: int = 0
    line: int = 0
    title: Words = Words("", "")


def seen(result: Result, measured: Measured) -> Seen:
    """Return a run as the baseline keeps it."""
    return Seen(
        scenario=result.scenario,
        seed=result.seed,
        rules=result.rules,
        verdict=result.verdict,
        digest=result.digest,
        behaviour=measured.behaviour,
        metrics=measured.metrics,
        reached=tuple(one.name for one in result.promises if one.held or one.broken),
    )


def compared(
    baseline: Iterable[Seen],
    ran: Sequence[tuple[Result, Seen]],
    thresholds: Iterable[Threshold],
    planned: Iterable[tuple[str, int]],
) -> list[Found]:
    """Return everything that is worse or other than the runs of the baseline, the worst first.

    `planned` are the runs that were to be made, by scenario and seed: one of them that was not
    made is lost, and so is one that the baseline has and the library no longer plans.
    """
    before = {(one.scenario, one.seed): one for one in baseline}
    made = {(one.scenario, one.seed) for _, one in ran}
    found = [Found("lost", *key) for key in dict.fromkeys((*before, *planned)) if key not in made]
    limits = {(one.metric, one.scenario): one for one in thresholds}
    for result, now in ran:
        was = before.get((now.scenario, now.seed))
        found += (*_verdict(result, now), *_changes(was, now), *_too_much(limits, was, now))
    order = Kind.__args__  # type: ignore[attr-defined]
    return sorted(found, key=lambda one: (order.index(one.kind), one.scenario, one.seed, one.what))


def _verdict(result: Result, now: Seen) -> Iterator[Found]:
    at = (now.scenario, now.seed)
    for failure in result.failures:
        yield Found("broken", *at, failure.promise, title=failure.title)
    if now.verdict == "fail" and not result.failures:
        yield Found("crashed", *at)
    if now.verdict == "unknown":
        yield Found("unknown", *at)


def _changes(was: Seen | None, now: Seen) -> Iterator[Found]:
    at = (now.scenario, now.seed)
    if was is None:
        yield Found("new", *at)
        return
    reached = set(now.reached)
    yield from (Found("not_reached", *at, name) for name in was.reached if name not in reached)
    if was.behaviour != now.behaviour:
        yield Found("behaviour", *at)
    elif was.rules == now.rules and was.digest != now.digest:
        yield Found("form", *at)


def _too_much(
    limits: Mapping[tuple[str, str], Threshold], was: Seen | None, now: Seen
) -> Iterator[Found]:
    """Yield every metric above its threshold; one for the scenario counts before one for all."""
    for name, value in now.metrics.items():
        limit = limits.get((name, now.scenario)) or limits.get((name, EVERYWHERE))
        if limit is not None and value > limit.most:
            before = was.metrics.get(name, 0) if was is not None else 0
            at = (now.scenario, now.seed)
            yield Found("too_much", *at, name, before, value, limit.most, limit.line)
