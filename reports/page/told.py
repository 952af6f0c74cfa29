"""The story of a failure or a gap, with what it rests on and why it breaks.

What does not live here: a story as a diagram shows it (`tales`), what was found (`first`).
"""

from __future__ import annotations

from reports.explained import explained_lines
from reports.failure import cause_lines, endless_line
from reports.page.first import Finding
from reports.page.tales import Tale, tale_of
from reports.story import Names
from reports.text import Why
from reports.words import say, word
from reports.words.page import Both, both, each, lines_of
from sim.result import Explained, Result
from sim.rules.variants import rule_set


def tale_of_finding(finding: Finding, why: Why | None) -> Tale:
    """Return the story of a failure or a gap; `why` explains what decides it."""
    failure, result = finding.group.failure, finding.group.result
    told = (*failure.story, *failure.tail)
    steps = [step for _, step in told]
    rest = bool(failure.settle and not failure.tail) or failure.endless is not None
    names, gap = Names.of(result.names), failure.kind == "gap"
    assumptions = tuple(
        each(lambda lang, name=name: _assumption(result, name, lang))  # type: ignore[misc]
        for name in failure.assumptions
    )
    after: tuple[Both, ...] = ()
    if failure.endless is not None:
        length, endless = len(failure.story), failure.endless
        after = (each(lambda lang: endless_line(length, endless, lang)),)
    elif rest:
        after = (
            each(lambda lang: say(lang, "story.settles")),
            both("tale.at_rest_gap" if gap else "tale.at_rest"),
        )
    tale = tale_of(
        told,
        opening=result.opening,
        rules=rule_set(result.rules, result.assumptions),
        order=failure.order,
        names=names,
        plates=result.names,
        breaks=0 if rest else len(told),
    )
    return tale._replace(
        anchor=finding.anchor,
        title=finding.title,
        about=(finding.where, *lines_of(lambda lang: cause_lines(steps, lang)), *assumptions),
        replay=finding.replay,
        after=after,
        gap=gap,
        why=() if why is None else _why(why(result, failure), failure.order, names),
    )


def _why(explained: Explained | None, order: str, names: Names) -> tuple[Both, ...]:
    if explained is None:
        return ()
    return lines_of(lambda lang: explained_lines(explained, order, lang, names))


def _assumption(result: Result, name: str, lang: str) -> str:
    value: str = getattr(result.assumptions, name)
    return f"{word(lang, 'assumption', name)}: {word(lang, 'setting', value)} ({name} = {value})"
