"""The charts of a report: which there are for some measures, and the table behind each.

Each chart is a figure without words of its own: labels are places in `labels`, which the page shows
in both languages. What does not live here: how a figure becomes SVG (`figures`), what is measured
(`reports.measures`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from reports.measures import STATES, Measures, percentile
from reports.page.figures import HOUR, MINUTE, Bars, Lines, Shape, Steps, draw
from reports.words import reason, word
from reports.words.page import Both, both, each, same

MOST_BARS = 14
PERCENTS = (50, 95)


class Chart(NamedTuple):
    """One chart: its id, heading, what it tells, the SVG, and the numbers as a table."""

    name: str
    title: Both
    about: Both
    svg: str
    head: tuple[Both, ...]
    rows: tuple[tuple[Both, ...], ...]


Drawing = tuple[Shape, tuple[Both, ...], list[tuple[Both, ...]]]


def charts_of(measures: Measures, names: dict[str, str]) -> tuple[Chart, ...]:
    """Return the charts that there are numbers for; `names` are those of people by their id."""
    found = []
    for name, make in CHARTS.items():
        drawing = make(measures, names)
        if drawing is not None:
            shape, head, rows = drawing
            svg = draw(name, shape, measures.mishaps)
            title, about = both(f"chart.{name}"), both(f"chart.{name}.about")
            found.append(Chart(name, title, about, svg, head, tuple(rows)))
    return tuple(found)


# --- sync ---------------------------------------------------------------------------------------


def _lag(measures: Measures, _: dict[str, str]) -> Drawing | None:
    """How long messages of each flow were under way: a distribution."""
    if not measures.lags:
        return None
    series = {_flow(flow): [one.lag for one in lags] for flow, lags in measures.lags.items()}
    head = (both("chart.flow"), both("chart.messages"), *map(_percent, PERCENTS), both("chart.max"))
    rows = [
        (name, same(str(len(lags))), *(_time(percentile(lags, p)) for p in (*PERCENTS, 100)))
        for name, lags in series.items()
    ]
    shape = Lines(
        both("chart.axis.lag"), both("chart.axis.share"), _shares(series), x_unit="log_minutes"
    )
    return shape, head, rows


def _shares(series: dict[Both, list[int]]) -> dict[Both, list[tuple[int, int]]]:
    """Return for each series the share, in percent, that took no longer than so many ms."""
    return {
        name: [
            (percentile(values, percent), percent)
            for percent in (0, *range(5, 100, 5), 98, 99, 100)
        ]
        for name, values in series.items()
    }


def _day(measures: Measures, _: dict[str, str]) -> Drawing | None:
    """The lag over the day: the 50th and 95th percentile, hour by hour."""
    by_hour: dict[int, list[int]] = {}
    for lags in measures.lags.values():
        for one in lags:
            by_hour.setdefault(one.sent_at // HOUR % 24, []).append(one.lag)
    if len(by_hour) < 2 or not measures.states:
        return None
    hours = sorted(by_hour)
    lines = {
        _percent(p): [(hour * HOUR + HOUR // 2, percentile(by_hour[hour], p)) for hour in hours]
        for p in PERCENTS
    }
    head = (both("chart.hour"), both("chart.messages"), *map(_percent, PERCENTS))
    rows = [
        (
            same(f"{hour:02}:00"),
            same(str(len(by_hour[hour]))),
            *(_time(percentile(by_hour[hour], p)) for p in PERCENTS),
        )
        for hour in hours
    ]
    shape = Lines(
        both("chart.axis.hour"), both("chart.axis.minutes"), lines, x_unit="clock", marks=True
    )
    return shape, head, rows


def _backlog(measures: Measures, _: dict[str, str]) -> Drawing | None:
    """Messages of the flows that have not arrived yet, over time."""
    if len(measures.backlog) < 10:
        return None
    line = {both("chart.under_way"): list(measures.backlog)}
    shape = Steps(both("chart.axis.time"), both("chart.under_way"), line)
    return shape, (both("chart.hour"), both("chart.most")), _by_hour(measures.backlog)


def _by_hour(points: Sequence[tuple[int, int]]) -> list[tuple[Both, ...]]:
    most: dict[int, int] = {}
    for at, n in points:
        most[at // HOUR] = max(n, most.get(at // HOUR, 0))
    return [(_clock(hour), same(str(n))) for hour, n in sorted(most.items())]


def _clock(hour: int) -> Both:
    return both("chart.day_hour", day=hour // 24 + 1, hour=f"{hour % 24:02}:00")


def _states(measures: Measures, _: dict[str, str]) -> Drawing | None:
    """Orders by their recording status over time."""
    if len(measures.states) < 10:
        return None
    lines = {
        _recording(state): [(time, counts[at]) for time, counts in measures.states]
        for at, state in enumerate(STATES)
        if any(counts[at] for _, counts in measures.states)
    }
    last: dict[int, tuple[int, ...]] = {}
    for time, counts in measures.states:
        last[time // HOUR] = counts
    head = (both("chart.hour"), *(_recording(state) for state in STATES))
    rows = [
        (_clock(hour), *(same(str(n)) for n in counts)) for hour, counts in sorted(last.items())
    ]
    return Steps(both("chart.axis.time"), both("chart.axis.orders"), lines), head, rows


def _recording(state: str) -> Both:
    return each(lambda lang: word(lang, "recording", state))


# --- people and refusals ------------------------------------------------------------------------


def _revokes(measures: Measures, _: dict[str, str]) -> Drawing | None:
    """Revokes by outcome and reason."""
    return _counted(measures.revokes, _outcome, both("chart.outcome"))


def _refusals(measures: Measures, _: dict[str, str]) -> Drawing | None:
    """What people were refused, besides revokes, by reason."""
    return _counted(measures.refusals, _reason, both("chart.reason"))


def _mishaps(measures: Measures, _: dict[str, str]) -> Drawing | None:
    """Faults and the sending again, by kind."""
    counts: dict[str, int] = {}
    for one in measures.mishaps:
        counts[one.kind] = counts.get(one.kind, 0) + 1
    return _counted(counts, _fault, both("chart.fault"))


def _counted(counts: dict[str, int], words: Callable[[str], Both], what: Both) -> Drawing | None:
    if not counts:
        return None
    rows = [(words(name), n) for name, n in counts.items()]
    shown: dict[Both, tuple[int, ...]] = {name: (n,) for name, n in rows[:MOST_BARS]}
    table: list[tuple[Both, ...]] = [(name, same(str(n))) for name, n in rows]
    return (
        Bars(both("chart.times"), shown, (both("chart.times"),)),
        (what, both("chart.times")),
        table,
    )


def _outcome(name: str) -> Both:
    return both("chart.succeeded") if name == "succeeded" else _reason(name)


def _fault(kind: str) -> Both:
    return each(lambda lang: word(lang, "trouble", kind))


def _reason(name: str) -> Both:
    return each(lambda lang: reason(lang, name, "…", ""))


def _busy(measures: Measures, names: dict[str, str]) -> Drawing | None:
    """How much each person did, and how it was answered."""
    if len(measures.actions) < 2:
        return None
    people = sorted(measures.actions.items(), key=lambda item: (-sum(item[1]), item[0]))
    rows = [(same(names.get(who, who)), counts) for who, counts in people]
    parts = (both("mark.done"), both("mark.refused"), both("mark.busy"))
    shape = Bars(both("chart.actions"), dict(rows[: 2 * MOST_BARS]), parts)
    table = [(name, *(same(str(n)) for n in counts)) for name, counts in rows]
    return shape, (both("chart.person"), *parts), table


def _leads(measures: Measures, _: dict[str, str]) -> Drawing | None:
    """From the request of an order until Sales shows it as delivered."""
    if len(measures.leads) < 5:
        return None
    series = {both("chart.orders"): list(measures.leads)}
    head = (both("chart.orders"), *map(_percent, PERCENTS), both("chart.max"))
    values = (percentile(measures.leads, p) for p in (*PERCENTS, 100))
    rows: list[tuple[Both, ...]] = [(same(str(len(measures.leads))), *map(_time, values))]
    shape = Lines(
        both("chart.axis.lead"), both("chart.axis.share"), _shares(series), x_unit="log_minutes"
    )
    return shape, head, rows


def _flow(flow: str) -> Both:
    return each(lambda lang: word(lang, "short", flow))


def _percent(percent: int) -> Both:
    return both("chart.percent", percent=percent)


def _time(ms: int) -> Both:
    return same(f"{ms // HOUR}:{ms // MINUTE % 60:02}:{ms // 1000 % 60:02}")


CHARTS: dict[str, Callable[[Measures, dict[str, str]], Drawing | None]] = {
    "lag": _lag,
    "day": _day,
    "backlog": _backlog,
    "states": _states,
    "revokes": _revokes,
    "refusals": _refusals,
    "mishaps": _mishaps,
    "busy": _busy,
    "leads": _leads,
}
