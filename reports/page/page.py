"""All that a report shows, as plain data: one part a section of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reports.faults import faults_lines
from reports.measures import Measures, Meter, together
from reports.page.charts import Chart, charts_of
from reports.page.first import Finding, First, first_screen
from reports.page.graphs import Drawing, graphs_of
from reports.page.matrix import Matrix, matrix_of
from reports.page.passing import passing_tales
from reports.page.races import Races, races_of
from reports.page.records import Recorded, recorded, walk
from reports.page.standings import Map, Walker, map_of
from reports.page.tales import Tale
from reports.page.timeline import Timeline, timeline_of
from reports.page.told import tale_of_finding
from reports.summary import Place
from reports.text import MOST_FAILURES, Why
from reports.words.page import Both, both, lines_of
from sim.checks.judge import Verdict
from sim.result import Result, exercise

MOST_STORIES = 20  # drawn; the others can be replayed from their folders

Ran = Sequence[tuple[Result, Place]]


class Page(NamedTuple):
    """A report: an empty part has no section."""

    first: First
    matrix: Matrix
    stories: tuple[Tale, ...]
    more_stories: Both | None
    passing: tuple[Tale, ...]
    timeline: Timeline | None
    standings: Map | None
    charts: tuple[Chart, ...]
    graphs: tuple[Drawing, ...]
    races: Races | None
    faults: tuple[Both, ...]
    cut: Both | None

    def sections(self) -> tuple[str, ...]:
        """Return the sections that there is something for, in the order in which they are read."""
        parts = {
            "first": True,
            "matrix": True,
            "stories": self.stories,
            "timeline": self.timeline,
            "standings": self.standings,
            "races": self.races,
            "charts": self.charts,
            "graphs": self.graphs,
            "passing": self.passing,
        }
        return tuple(name for name, filled in parts.items() if filled)


def page_of(ran: Ran, *, verdict: Verdict, why: Why | None = None, made: int | None = None) -> Page:
    """Return the report of the runs of a call; `why` explains the first broken promises.

    `made` is how many runs the call made, where these are not all of them.
    """
    first = first_screen(ran, verdict, made)
    told = (*first.broken, *first.gaps)
    shown = told[:MOST_STORIES]
    more = both("stories.more", shown=len(shown), all=len(told)) if len(told) > len(shown) else None
    runs, cut = recorded(ran)
    met = exercise(result.faults for result, _ in ran)
    waiting = sum(len(result.waiting) for result, _ in ran)
    watched = [_watch(one) for one in runs]
    return Page(
        first=first,
        matrix=matrix_of([result for result, _ in ran]),
        stories=tuple(
            tale_of_finding(one, why if at < min(MOST_FAILURES, len(first.broken)) else None)
            for at, one in enumerate(shown)
        ),
        more_stories=more,
        passing=passing_tales(runs),
        timeline=_timeline(ran, runs, shown),
        standings=map_of(one.walker for one in watched),
        charts=_charts(runs, watched),
        graphs=graphs_of(runs, next((one.group.failure.order for one in shown), "")),
        races=races_of(result.windows for result, _ in ran),
        faults=lines_of(lambda lang: faults_lines(met, waiting, lang)),
        cut=cut,
    )


class Watched(NamedTuple):
    """What one walk through a record shows."""

    walker: Walker
    measures: Measures


def _watch(run: Recorded) -> Watched:
    walker, meter = Walker(), Meter()
    for entry, apps in walk(run):
        walker.see(entry, apps)
        meter.see(entry, apps)
    walker.end(run.ended_at)
    return Watched(walker, meter.measures())


def _charts(runs: Sequence[Recorded], watched: Sequence[Watched]) -> tuple[Chart, ...]:
    """Return the charts of the working days among the runs: a story has nothing to plot."""
    pairs = zip(runs, watched, strict=True)
    days = [(run, one) for run, one in pairs if run.result.form == "population"]
    if not days:
        return ()
    names = {plate.id: plate.name for run, _ in days for plate in run.result.names}
    return charts_of(together([one.measures for _, one in days]), names)


def _timeline(ran: Ran, runs: Sequence[Recorded], shown: Sequence[Finding]) -> Timeline | None:
    """Return the timeline of the only run, or of the first one that broke a promise."""
    broke = [one.group.result for one in shown if one.group.failure.kind != "gap"]
    wanted = ran[0][0] if len(ran) == 1 else broke[0] if broke else None
    run = next((one for one in runs if one.result is wanted), None)
    if run is None:
        return None
    stories = {one.anchor: one.group.failure for one in shown if one.group.result is run.result}
    return timeline_of(run, stories)
