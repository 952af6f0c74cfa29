"""Why a story breaks its promise, as a person who tests reads it, and as JSON.

Each line is evidence: what was played again, with what changed, and what came of it. What does not
live here: the playing (`sim.explore.explain`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.story import Names, beliefs, tell
from reports.words import say
from sim.result import Explained, Neighbour
from sim.rules.state import Apps


def explained_lines(why: Explained, order: str, lang: str, names: Names) -> list[str]:
    """Return the explanation, a line a finding."""
    lines = [*_needed(why, lang), *_decided(why, lang), *_nearest(why, lang, names)]
    if why.at and len(why.chain) > 1:
        steps = " → ".join(map(str, why.chain))
        lines.append(say(lang, "why.chain", step=why.at, steps=steps))
    return [*lines, *_around(why, order, lang)]


def _needed(why: Explained, lang: str) -> list[str]:
    if not why.tries:
        return []
    key = "why.spare" if why.spare else "why.needed"
    return [say(lang, key, n=why.tries, steps=_numbers(why.spare))]


def _decided(why: Explained, lang: str) -> list[str]:
    if not why.tries:
        return []
    if why.swap is None:
        return [say(lang, "why.no_order")]
    first, second = why.swap.pair
    return [say(lang, "why.order", first=first, second=second), *_also(why.swap, lang)]


def _nearest(why: Explained, lang: str, names: Names) -> list[str]:
    near = why.nearest
    if near is None:
        return []
    changed = say(lang, f"why.{changed_key(near)}", step=near.step, place=near.place)
    told = [say(lang, "why.nearest", changed=changed)]
    if near.then is not None:
        told.append("  " + say(lang, "why.then", line=tell(near.then, lang, names)))
    return [*told, *_also(near, lang)]


def _also(near: Neighbour, lang: str) -> list[str]:
    """Return what a change breaks in turn."""
    if not near.also:
        return []
    return ["  " + say(lang, "why.also", promises=", ".join(near.also))]


def changed_key(near: Neighbour) -> str:
    """Return which sentence tells the change: earlier and later are two."""
    return "later" if near.after else near.how


def _around(why: Explained, order: str, lang: str) -> list[str]:
    """Return what the apps believe otherwise before and after the breaking step."""
    before, after = (beliefs(apps, order, lang) for apps in (why.before, why.after))
    rest = "" if why.at else "_rest"
    told = []
    for key, mine, other in (("before", before, after), ("after", after, before)):
        changed = [line for line in mine if line not in other]
        if changed:
            told.append(say(lang, f"why.{key}{rest}", step=why.at))
            told.extend(f"  {line}" for line in changed)
    return told


def _numbers(steps: Sequence[int]) -> str:
    return ", ".join(map(str, steps))


def explained_summary(why: Explained, order: str, lang: str, names: Names) -> dict[str, Any]:
    """Return the explanation as JSON."""
    near = why.nearest
    return {
        "breaks_at": why.at or None,
        "tried_without": why.tries,
        "not_needed": list(why.spare),
        "order_decides": None if why.swap is None else list(why.swap.pair),
        "passes": None if near is None else _near_summary(near, lang, names),
        "chain": list(why.chain),
        "before": _believed(why.before, order, lang),
        "after": _believed(why.after, order, lang),
        "steps": [tell(step, lang, names) for step in why.steps],
        "happens_before": [
            {"from": earlier, "to": later, "by": tie} for earlier, later, tie in why.edges
        ],
        "lines": explained_lines(why, order, lang, names),
    }


def _near_summary(near: Neighbour, lang: str, names: Names) -> dict[str, Any]:
    return {
        "how": near.how,
        "step": near.step,
        "place": near.place or None,
        "after": near.after,
        "then": None if near.then is None else tell(near.then, lang, names),
        "also_breaks": list(near.also),
    }


def _believed(apps: Apps, order: str, lang: str) -> list[str]:
    return beliefs(apps, order, lang)
