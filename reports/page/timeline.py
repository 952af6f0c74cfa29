"""The timeline of one run: who did what when, what the apps told each other, where faults were.

What does not live here: its drawing, which the page's script does (`templates/timeline.js`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reports.measures import lasts
from reports.page.labels import outcome_of
from reports.page.records import Recorded
from reports.page.tales import BESIDE
from reports.story import Names, clock, tell
from reports.summary import Place
from reports.words import word
from reports.words.page import Both, both, each, same, say_in
from sim.record import Entry
from sim.result import Failure, Result
from sim.rules.messages import Command
from sim.rules.step import Fault, Step
from sim.rules.values import APPS

MOST_STEPS = 1_000  # shown; all of them are in the record


class Row(NamedTuple):
    """One lane of the timeline: a person with the role, or an app."""

    name: Both
    role: Both
    app: bool


class Moment(NamedTuple):
    """One step: the lane of who acts and of the app, how it went, its sentence.

    `kind` is "command", "message" or the name of a fault; `story` is the id of the same step in a
    story's diagram, "" if no story tells it.
    """

    n: int
    at: int
    lane: int
    app: int
    kind: str
    outcome: str
    line: Both
    order: str
    story: str


class Shade(NamedTuple):
    """A time of trouble of an app: it was down, cut off, slow."""

    lane: int
    begins: int
    ends: int
    words: Both


class Timeline(NamedTuple):
    """The timeline of one run."""

    title: Both
    record: str
    rows: tuple[Row, ...]
    moments: tuple[Moment, ...]
    shades: tuple[Shade, ...]
    ends: int
    cut: Both | None


def timeline_of(run: Recorded, stories: dict[str, Failure]) -> Timeline:
    """Return the timeline of a run; `stories` are those of the page, by the id of their article."""
    shown = _shown(run.entries, {failure.order for failure in stories.values()})
    rows, lanes = _rows(shown, run.result)
    names = Names.of(run.result.names)
    told = _told(stories)
    moments = tuple(_moment(entry, lanes, names, told) for entry in shown)
    cut = len(shown) < run.result.entries
    record = _record(run.place)
    return Timeline(
        title=both("title.run", scenario=run.result.scenario, seed=run.result.seed),
        record=record,
        rows=rows,
        moments=moments,
        shades=tuple(_shades(shown, lanes)),
        ends=shown[-1].at if shown else 0,
        cut=both("timeline.cut", shown=len(shown), all=run.result.entries, record=record)
        if cut
        else None,
    )


def _shown(entries: Sequence[Entry], orders: set[str]) -> tuple[Entry, ...]:
    """Return the first steps of a long run, and first of all those about the orders of stories."""
    if len(entries) <= MOST_STEPS:
        return tuple(entries)
    mine = [entry.n for entry in entries if entry.step().order in orders]
    others = (entry.n for entry in entries if entry.step().order not in orders)
    kept = set([*mine, *others][:MOST_STEPS])
    return tuple(entry for entry in entries if entry.n in kept)


def _record(place: Place) -> str:
    return f"{place.folder}/record.jsonl"


def _rows(entries: Sequence[Entry], result: Result) -> tuple[tuple[Row, ...], dict[str, int]]:
    """Return the lanes, people before the app they work in, and the place of each by its id."""
    shown = {plate.id: plate.name for plate in result.names}
    people = {e.said.by: e.said.role for e in entries if isinstance(e.said, Command)}
    rows: list[Row] = []
    lanes: dict[str, int] = {}
    for app in APPS:
        for who in sorted(who for who, role in people.items() if BESIDE.get(role) == app):
            lanes[who] = len(rows)
            role = each(lambda lang, who=who: word(lang, "role", people[who]))  # type: ignore[misc]
            rows.append(Row(same(shown.get(who, who)), role, app=False))
        lanes[app] = len(rows)
        rows.append(Row(each(lambda lang, app=app: word(lang, "app", app)), same(""), app=True))  # type: ignore[misc]
    return tuple(rows), lanes


def _moment(
    entry: Entry, lanes: dict[str, int], names: Names, told: dict[tuple[int | None, Step], str]
) -> Moment:
    said, step = entry.said, entry.step()
    kind, lane = "message", lanes[entry.app]
    if isinstance(said, Command):
        kind, lane = "command", lanes[said.by]
    elif isinstance(said, Fault):
        kind, lane = said.cause or said.kind, lanes.get(said.by, lane)
    return Moment(
        n=entry.n,
        at=entry.at,
        lane=lane,
        app=lanes[entry.app],
        kind=kind,
        outcome=outcome_of(step),
        line=each(lambda lang: tell(step, lang, names, entry.at)),
        order=step.order,
        story=told.get((entry.at, step), ""),
    )


def _told(stories: dict[str, Failure]) -> dict[tuple[int | None, Step], str]:
    """Return where a step is told in a story: a step that kept its time and how it went."""
    return {
        (at, step): f"{anchor}-{n}"
        for anchor, failure in reversed(stories.items())
        for n, (at, step) in enumerate(failure.story, 1)
        if at is not None
    }


def _shades(entries: Sequence[Entry], lanes: dict[str, int]) -> Iterator[Shade]:
    """Return the times of trouble: from begin to end, of a crash until the app works again."""
    open_since: dict[tuple[str, str], int] = {}  # cause, app
    for entry in entries:
        said, app = entry.said, str(entry.app)
        if not isinstance(said, Fault):
            over = [("crash", app)]
        elif said.kind == "end":
            over = [(said.cause, app)]
        else:
            over = []
            if said.kind == "crash" or lasts(said.cause):
                cause = said.cause if lasts(said.cause) else "crash"
                open_since.setdefault((cause, app), entry.at)
        for where in over:
            if where in open_since:
                yield _shade(where, open_since.pop(where), entry.at, lanes)
    for where, begins in open_since.items():
        yield _shade(where, begins, entries[-1].at, lanes)


def _shade(where: tuple[str, str], begins: int, ends: int, lanes: dict[str, int]) -> Shade:
    cause, app = where
    words = each(
        lambda lang: say_in(
            lang,
            "timeline.trouble",
            what=word(lang, "trouble", cause),
            begins=clock(begins, lang),
            ends=clock(ends, lang),
        )
    )
    return Shade(lanes[app], begins, ends, words)
