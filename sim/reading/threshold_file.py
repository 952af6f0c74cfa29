"""What a file of thresholds may hold: how much of a metric is too much, in which scenario.

    thresholds:
      - metric: lag_p95_ms.status_to_sales
        scenario: month-end              # a shipped one, or "*"
        most: 90000

What does not live here: what is measured (`sim.metrics`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Annotated, Any, NamedTuple

from pydantic import Field

from sim.phrase import phrase
from sim.reading.known_file import EVERYWHERE
from sim.reading.problem import Finding, quoted, suggestion
from sim.scenario import Name, Part


class Threshold(NamedTuple):
    """The most that a metric may be in a scenario; `line` is where the file says so."""

    metric: str
    scenario: str
    most: int
    line: int = 0


class ThresholdEntry(Part):
    """The most that a metric may be."""

    metric: Name
    scenario: Name
    most: Annotated[int, Field(ge=0)]


class ThresholdFile(Part):
    """All thresholds."""

    thresholds: tuple[ThresholdEntry, ...]


def threshold_names(
    data: Any, metrics: Collection[str], scenarios: Collection[str]
) -> Iterator[Finding]:
    """Yield every name in a file that names no metric or no scenario, and what is said twice."""
    before: set[tuple[str, str]] = set()
    entries = data.get("thresholds") if isinstance(data, dict) else None
    for at, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(entry, dict):
            continue
        metric, scenario = entry.get("metric"), entry.get("scenario")
        if isinstance(metric, str) and metric and metric not in metrics:
            hint = suggestion(metric, metrics)
            message = phrase("name.metric", name=quoted(metric))
            yield Finding(("thresholds", at, "metric"), message, hint)
        if isinstance(scenario, str) and scenario and scenario not in (*scenarios, EVERYWHERE):
            hint = suggestion(scenario, scenarios)
            message = phrase("name.scenario", name=quoted(scenario))
            yield Finding(("thresholds", at, "scenario"), message, hint)
        if isinstance(metric, str) and isinstance(scenario, str):
            if (metric, scenario) in before:
                message = phrase("name.threshold_twice", metric=metric, scenario=scenario)
                yield Finding(("thresholds", at), message)
            before.add((metric, scenario))
