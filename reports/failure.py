"""A failure as text: the broken promise, its story, what the apps believe, how to replay it.

What lives here: the order in which a person reads a failure, the same on every command. What does
not live here: where the text goes, and how a story is told (`reports.story`).
"""

from __future__ import annotations

from collections.abc import Sequence

from reports.story import Names, beliefs, tell_story
from reports.words import say, word
from sim.checks.promise import Promise
from sim.rules.assumptions import Assumptions
from sim.rules.state import Apps
from sim.rules.step import Step


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
) -> str:
    """Return a broken promise, or a gap that was found, as a person reads it.

    `apps` is how things stand at the end of the story; without it that section is left out, and so
    is the report's place without `report`. `endless`: so many of the last steps go round.
    """
    ending = _ending(promise, len(story), endless, lang)
    found = "section.gap" if promise.kind == "gap" else "section.broken"
    sections = {
        found: promise_lines(promise, lang),
        "section.story": [
            *tell_story(story, lang, names),
            *ending,
        ],
        "section.beliefs": beliefs(apps, order, lang) if apps is not None else [],
        "section.assumptions": assumption_lines(promise, assumptions, lang),
        "section.replay": [replay],
        "section.report": [report] if report is not None else [],
    }
    return "\n\n".join(
        "\n".join([say(lang, key), *(f"  {line}" for line in lines)])
        for key, lines in sections.items()
        if lines
    )


def _ending(promise: Promise, steps: int, endless: int | None, lang: str) -> list[str]:
    """Return what follows a story whose promise is judged at rest, or over all stories."""
    if endless:
        return [say(lang, "story.round", first=steps - endless + 1)]
    if endless == 0:
        return [say(lang, "story.no_way")]
    return [say(lang, "story.settles")] if promise.settle is not None else []


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
