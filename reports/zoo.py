"""What the hunt for the planted bugs found, as text and as JSON.

A table with a row a bug comes first, then what escaped; the stories of a few bugs are printed, of
many they are kept in a file. What does not live here: the hunt (`sim.zoo`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from reports.explored import setting_words
from reports.failure import failure_text
from reports.story import Names, tell_story
from reports.summary import SCHEMA_VERSION, Place
from reports.text import indented, printed
from reports.words import say
from sim.checks.judge import Verdict
from sim.hunted import Catch, Hunted

MOST_STORIES = 3  # told in full; of more than these only the file is named
LONGEST = 60  # steps of a story that are told; one that never ends would fill a book


def verdict_of(bugs: Sequence[Hunted], reference: Hunted | None, *, wanted: int) -> Verdict:
    """Return the verdict: an escape or a false alarm fails, a hunt cut short leaves it open."""
    if any(one.missed for one in bugs) or (reference is not None and reference.blamed):
        return "fail"
    whole = reference is not None and all(one.complete for one in (*bugs, reference))
    return "pass" if whole and len(bugs) == wanted else "unknown"


# --- text ---------------------------------------------------------------------------------------


def zoo_text(
    console: Console,
    bugs: Sequence[Hunted],
    reference: Hunted | None,
    *,
    verdict: Verdict,
    lang: str,
    stories: str,
) -> None:
    """Print a row a bug, what escaped, the stories or where they are, and the verdict."""
    if bugs:
        console.print(_table(bugs, lang))
    caught = [one for one in bugs if one.catch is not None]
    if len(bugs) <= MOST_STORIES:
        for one in caught:
            printed(console, f"{_story(one, lang)}\n")
    for one in bugs:
        for line in _open_points(one, lang):
            printed(console, line)
    if len(bugs) > MOST_STORIES and caught:
        first = min(caught, key=lambda one: len(one.catch.failure.story) if one.catch else 0)
        printed(console, say(lang, "zoo.stories", path=stories, replay=_replay(first)))
    if reference is not None:
        printed(console, _on_reference(reference, lang))
    printed(console, _last_line(bugs, reference, verdict, lang))


def _table(bugs: Sequence[Hunted], lang: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in ("bug", "clause", "caught_by"):
        table.add_column(say(lang, f"table.{column}"), no_wrap=True)
    for column in ("runs", "steps"):
        table.add_column(say(lang, f"table.{column}"), justify="right")
    table.add_column(say(lang, "table.scenario"), no_wrap=True)
    for one in bugs:
        catch = one.catch
        open_cell = say(lang, "table.missed" if one.complete else "zoo.cut")
        table.add_row(
            one.name,
            one.clause,
            catch.failure.promise if catch is not None else open_cell,
            str(one.runs),
            str(len(catch.failure.story)) if catch is not None else "",
            _where(catch, lang) if catch is not None else "",
            style=None if catch is not None else "bold red" if one.complete else "yellow",
        )
    return table


def _where(catch: Catch, lang: str) -> str:
    """Return the ground of a catch: its scenario, with the setting or a further seed."""
    if catch.setting:
        return f"{catch.scenario} ({setting_words(catch.setting, lang)})"
    if catch.seed == 1:
        return catch.scenario
    return say(lang, "zoo.seeded", scenario=catch.scenario, seed=catch.seed)


def _replay(one: Hunted) -> str:
    return Place(one.catch.folder).replay(one.catch.failure) if one.catch is not None else ""


def _says(one: Hunted, lang: str) -> str:
    return one.says[0] if lang == "vi" else one.says[1]


def _heading(one: Hunted, lang: str) -> str:
    """Return the bug in words, and how it was caught."""
    assert one.catch is not None
    where = _where(one.catch, lang)
    said = say(lang, "zoo.caught", bug=one.name, clause=one.clause, runs=one.runs, where=where)
    return f"{said}\n  {_says(one, lang)}"


def _story(one: Hunted, lang: str) -> str:
    """Return a catch as a person reads it."""
    catch = one.catch
    assert catch is not None
    failure = catch.failure
    text = failure_text(
        promise=failure.about,
        story=failure.story[:LONGEST],
        apps=failure.apps if failure.order else None,
        order=failure.order,
        assumptions=catch.assumptions,
        replay=_replay(one),
        report=None,
        lang=lang,
        names=Names.of(catch.names),
        endless=failure.endless,
        settle=failure.settle,
        tail=failure.tail,
        shrunk=failure.shrunk,
    )
    longer = len(failure.story) - LONGEST
    more = [say(lang, "zoo.longer", n=longer)] if longer > 0 else []
    heading = _heading(one, lang) if one.clause else say(lang, "zoo.false_alarm")
    return "\n\n".join((heading, text, *more))


def _open_points(one: Hunted, lang: str) -> Iterator[str]:
    """Return why a bug is not caught: what else broke, and what crashed."""
    if one.missed:
        others = ", ".join(one.others)
        key = "zoo.escaped" if others else "zoo.unseen"
        yield say(lang, key, bug=one.name, clause=one.clause, runs=one.runs, others=others)
        yield f"  {_says(one, lang)}"
    if one.crash:
        yield say(lang, "zoo.crashed", bug=one.name)
        yield indented(one.crash)


def _on_reference(reference: Hunted, lang: str) -> str:
    if reference.catch is not None:
        return f"{_story(reference, lang)}\n"
    if reference.crash:
        return f"{say(lang, 'zoo.crashed', bug=reference.name)}\n{indented(reference.crash)}"
    return say(lang, "zoo.clean", runs=reference.runs)


def _last_line(
    bugs: Sequence[Hunted], reference: Hunted | None, verdict: Verdict, lang: str
) -> str:
    if verdict == "fail" and not any(one.missed for one in bugs):
        return say(lang, "zoo.end_alarm")
    return say(
        lang,
        f"zoo.end_{verdict}",
        bugs=len(bugs),
        caught=sum(one.catch is not None for one in bugs),
        missed=sum(one.missed for one in bugs),
        runs=sum(one.runs for one in (*bugs, *([reference] if reference else []))),
    )


def stories_text(bugs: Sequence[Hunted], reference: Hunted | None, *, lang: str) -> str:
    """Return the stories of all catches, as they are kept in a file."""
    told = [one for one in (*bugs, *([reference] if reference else [])) if one.catch is not None]
    return "\n\n\n".join(_story(one, lang) for one in told) + "\n"


# --- JSON ---------------------------------------------------------------------------------------


def zoo_summary(
    bugs: Sequence[Hunted], reference: Hunted | None, *, verdict: Verdict, lang: str
) -> dict[str, Any]:
    """Return the summary of a call as one JSON object."""
    return {
        "schema_version": SCHEMA_VERSION,
        "command": "zoo",
        "verdict": verdict,
        "bugs": [_bug(one, lang) for one in bugs],
        "reference": None if reference is None else _found(reference, lang),
    }


def _bug(one: Hunted, lang: str) -> dict[str, Any]:
    return {
        "name": one.name,
        "clauses": [one.clause],
        "title": _says(one, lang),
        "items": list(one.items),
        "missed": one.missed,
        **_found(one, lang),
    }


def _found(one: Hunted, lang: str) -> dict[str, Any]:
    catch = one.catch
    story = catch.failure.story if catch is not None else ()
    names = Names.of(catch.names) if catch is not None else Names()
    return {
        "caught_by": catch.failure.promise if catch is not None else "",
        "runs": one.runs,
        "story_steps": len(story),
        "complete": one.complete,
        "others": list(one.others),
        "scenario": catch.scenario if catch is not None else "",
        "seed": catch.seed if catch is not None else 0,
        "setting": catch.setting if catch is not None else "",
        "steps": tell_story(story[:LONGEST], lang, names),
        "replay": _replay(one),
        "crash": one.crash,
    }
