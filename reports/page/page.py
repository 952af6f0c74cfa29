"""All that a report shows, as plain data: one part a section of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reports.page.first import First, first_screen
from reports.page.matrix import Matrix, matrix_of
from reports.page.tales import Tale, tale_of_finding
from reports.summary import Place
from reports.text import MOST_FAILURES, Why
from reports.words.page import Both, both
from sim.checks.judge import Verdict
from sim.result import Result

MOST_STORIES = 20  # drawn; the others can be replayed from their folders

Ran = Sequence[tuple[Result, Place]]


class Page(NamedTuple):
    """A report: an empty part has no section."""

    first: First
    matrix: Matrix
    stories: tuple[Tale, ...]
    more_stories: Both | None
    passing: tuple[Tale, ...]

    def sections(self) -> tuple[str, ...]:
        """Return the sections that there is something for, in the order in which they are read."""
        parts = {
            "first": True,
            "matrix": True,
            "stories": self.stories,
            "passing": self.passing,
        }
        return tuple(name for name, filled in parts.items() if filled)


def page_of(ran: Ran, *, verdict: Verdict, why: Why | None = None) -> Page:
    """Return the report of the runs of a call; `why` explains the first broken promises."""
    first = first_screen(ran, verdict)
    told = (*first.broken, *first.gaps)
    shown = told[:MOST_STORIES]
    more = both("stories.more", shown=len(shown), all=len(told)) if len(told) > len(shown) else None
    return Page(
        first=first,
        matrix=matrix_of([result for result, _ in ran]),
        stories=tuple(
            tale_of_finding(one, why if at < min(MOST_FAILURES, len(first.broken)) else None)
            for at, one in enumerate(shown)
        ),
        more_stories=more,
        passing=(),
    )
