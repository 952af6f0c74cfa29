"""A failure as text: the broken promise, its story, what the apps believe, how to replay it.

What lives here: the order in which a person reads a failure, the same on every command. What does
not live here: where the text goes, and how a story is told (`reports.story`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.explained import explained_lines
from reports.story import Names, beliefs, tell_story
from reports.words import say, word
from sim.checks.promise import Promise
from sim.faults import FAULTS
from sim.result import Explained, Shrinkage, Told, causes
from sim.rules.assumptions import Assumptions
from sim.rules.state import Apps
from sim.rules.step import Step

MOST_TAIL = 8  # arrivals after a story that are told; the last ones lead to the break


def failure_text(
    *,
    promise: Promise,
    story: Sequence[tuple[int | None, Step]],
    apps: Apps | None,
    order: str,
    assumptions: Assumptions,
    replay: str,
    report: str | None,
    lang: str,
    names: Names,
    endless: int | None = None,
    settle: bool | None = None,
    tail: Told = (),
    shrunk: Shrinkage | None = None,
    explained: Explained | None = None,
) -> str:
    """Return a broken promise, or a gap that was found, as a person reads it.

    `apps` is how things stand at the end of the story; without it that section is left out, and so
    is the report's place without `report`. `settle` tells that all arrives after the story (None:
    as the promise has it), `tail` what arrives until it breaks. `endless`: so many of the last
    steps go round.
    """
    settles = promise.settle is not None if settle is None else settle
    told = [
        *(
            to_the_end(story, tail, lang, names, settles=settles)
            if endless is None
            else [*tell_story(story, lang, names), endless_line(len(story), endless, lang)]
        ),
        *([shrunk_line(shrunk, lang)] if shrunk is not None else []),
    ]
    found = "section.gap" if promise.kind == "gap" else "section.broken"
    sections = {
        found: promise_lines(promise, lang),
        "section.story": told,
        "section.causes": cause_lines((step for _, step in story), lang),
        "section.beliefs": beliefs(apps, order, lang) if apps is not None else [],
        "section.why": explained_lines(explained, order, lang, names) if explained else [],
        "section.assumptions": assumption_lines(promise, assumptions, lang),
        "section.replay": [replay],
        "section.report": [report] if report is not None else [],
    }
    return "\n\n".join(
        "\n".join([say(lang, key), *(f"  {line}" for line in lines)])
        for key, lines in sections.items()
        if lines
    )


def cause_lines(story: Iterable[Step], lang: str) -> list[str]:
    """Return the faults that a story meets with: in words, then name and patterns."""
    return [
        f"{one.vi if lang == 'vi' else one.en} ({', '.join((one.name, *one.patterns))})"
        for one in (FAULTS[name] for name in causes(story) if name in FAULTS)
    ]


def endless_line(steps: int, endless: int, lang: str) -> str:
    """Return what follows a story that is judged over all stories: its way round, or no way."""
    if endless:
        return say(lang, "story.round", first=steps - endless + 1)
    return say(lang, "story.no_way")


def to_the_end(
    story: Sequence[tuple[int | None, Step]], tail: Told, lang: str, names: Names, *, settles: bool
) -> list[str]:
    """Return a story and, if all arrives after it, what of that leads to the break."""
    if not settles:
        return tell_story(story, lang, names)
    left_out = max(0, len(tail) - MOST_TAIL)
    return [
        *tell_story(story, lang, names, after=len(tail)),
        say(lang, "story.settles"),
        *(["…"] if left_out else []),
        *tell_story(tail[left_out:], lang, names, len(story) + left_out),
    ]


def shrunk_line(shrunk: Shrinkage, lang: str) -> str:
    """Return in one line what a story was made of, and how often that was tried."""
    key = "story.shrunk" if shrunk.minimal else "story.shrunk_cut"
    was, now = shrunk.before, shrunk.after
    return say(
        lang,
        key,
        tries=shrunk.tries,
        steps=was.steps,
        people=was.people,
        orders=was.orders,
        kept=now.steps,
        kept_people=now.people,
        kept_orders=now.orders,
    )


def promise_lines(promise: Promise, lang: str) -> list[str]:
    """Return a promise in words, then its name, its clauses, and the file of a tester's own."""
    title = promise.title.vi if lang == "vi" else promise.title.en
    origin = promise.origin.rpartition("/")[2]
    comes_from = ", ".join(filter(None, (*promise.clauses, origin)))
    return [title, f"{promise.name} ({comes_from})" if comes_from else promise.name]


def assumption_lines(promise: Promise, assumptions: Assumptions, lang: str) -> list[str]:
    """Return the assumptions that a promise rests on, as they are set: name = value, and why."""
    told = []
    for name in promise.assumptions:
        value: str = getattr(assumptions, name)
        meaning = f"{word(lang, 'assumption', name)}: {word(lang, 'setting', value)}"
        told.append(f"{name} = {value} ({meaning})")
    return told or [say(lang, "assumption.none")]
