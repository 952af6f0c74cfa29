"""What an exploration found, as text and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from reports.failure import assumption_lines, failure_text
from reports.story import Names, tell_story
from reports.summary import SCHEMA_VERSION, Place
from reports.text import MOST_FAILURES, indented, printed
from reports.windows import windows_summary, windows_text
from reports.words import say, word
from sim.checks.judge import Verdict
from sim.result import Explained, Explored, Failure

Why = Callable[[Explored, Failure], Explained | None]  # why a failure breaks its promise


def explored_text(
    console: Console, explored: Sequence[Explored], *, verdict: Verdict, lang: str, why: Why
) -> None:
    """Print what the walks found: a row a world and setting, then failures and gaps.

    `why` explains the failures that are told in full.
    """
    console.print(_table(explored, lang))
    at_once = sum("order" in one.reduced for one in explored)
    if at_once:
        printed(console, say(lang, "text.reduced_order", n=at_once, worlds=len(explored)))
    findings_text(console, explored, lang=lang, why=why)
    windows_text(console, (one.windows for one in explored), lang=lang)
    printed(
        console,
        say(
            lang,
            f"text.end_explored_{verdict}",
            worlds=len(explored),
            states=sum(one.states for one in explored),
            broken=sum(1 for one in explored if one.verdict == "fail"),
        ),
    )


def findings_text(console: Console, explored: Sequence[Explored], *, lang: str, why: Why) -> None:
    """Print what broke, the gaps, what crashed and what was to be seen and was not."""
    failures = shortest([(one, failure) for one in explored for failure in one.failures])
    for where, failure in failures[:MOST_FAILURES]:
        printed(console, _failure(where, failure, lang, why(where, failure)))
    if len(failures) > MOST_FAILURES:
        printed(console, say(lang, "text.more_failures", n=len(failures) - MOST_FAILURES))
    for where, gap in shortest([(one, gap) for one in explored for gap in one.gaps]):
        printed(console, _failure(where, gap, lang, None))
    for one in explored:
        if one.crash:
            printed(console, say(lang, "text.rules_crashed", scenario=one.scenario))
            printed(console, indented(one.crash))
        for name, crash in one.crashes:
            last = crash.strip().splitlines()[-1]
            printed(console, say(lang, "text.check_crashed", promise=name, why=last))
            printed(console, indented(crash))
        if one.missing:
            names = ", ".join(one.missing)
            world = f"{one.scenario} ({setting_words(one.setting, lang)})"
            printed(console, say(lang, "text.unseen_in_world", world=world, names=names))


def shortest(found: list[tuple[Explored, Failure]]) -> list[tuple[Explored, Failure]]:
    """Return each promise once, with its shortest story over all worlds."""
    best: dict[str, tuple[Explored, Failure]] = {}
    for one, failure in found:
        known = best.get(failure.promise)
        if known is None or len(failure.story) < len(known[1].story):
            best[failure.promise] = (one, failure)
    return sorted(best.values(), key=lambda pair: len(pair[1].story))


def _table(explored: Sequence[Explored], lang: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in ("table.scenario", "text.setting", "table.rules", "table.verdict"):
        table.add_column(say(lang, column), no_wrap=True)
    for column in ("states", "transitions", "depth"):
        header = say(lang, f"table.{column}")
        table.add_column(header, justify="right", min_width=max(map(len, header.split())))
    table.add_column(say(lang, "table.complete"))
    table.add_column(say(lang, "table.time"), justify="right")
    for one in explored:
        table.add_row(
            one.scenario,
            setting_words(one.setting, lang),
            one.rules,
            word(lang, "verdict", one.verdict),
            str(one.states),
            str(one.transitions),
            str(one.depth),
            say(lang, "text.explored_complete" if one.complete else "text.explored_cut"),
            f"{one.seconds:.1f} s",
            style={"fail": "bold red", "unknown": "yellow"}.get(one.verdict),
        )
    return table


def setting_words(setting: str, lang: str) -> str:
    """Return a budget of faults in words."""
    if setting == "reorder":
        return say(lang, "text.setting.reorder")
    parts = [part.split() for part in setting.split(", ")]
    return ", ".join(
        say(lang, f"setting.{what}") if n == "1" else f"{n} {what}" for n, what in parts
    )


def _failure(one: Explored, failure: Failure, lang: str, explained: Explained | None) -> str:
    text = failure_text(
        promise=failure.about,
        story=failure.story,
        apps=failure.apps,
        order=failure.order,
        assumptions=one.assumptions,
        replay=Place(one.folder).replay(failure),
        report=None,
        lang=lang,
        names=Names(),
        endless=failure.endless,
        settle=failure.settle,
        tail=failure.tail,
        shrunk=failure.shrunk,
        explained=explained,
    )
    where = f"{one.scenario} ({setting_words(one.setting, lang)})"
    return f"\n{text}\n\n{where}\n"


def explored_summary(
    explored: Sequence[Explored], *, verdict: Verdict, lang: str
) -> dict[str, Any]:
    """Return the summary of a call as one JSON object."""
    return {
        "schema_version": SCHEMA_VERSION,
        "command": "explore",
        "verdict": verdict,
        "worlds": [world_summary(one, lang) for one in explored],
        "windows": windows_summary((one.windows for one in explored), lang),
    }


def world_summary(one: Explored, lang: str) -> dict[str, Any]:
    """Return what was found in one world under one setting, as JSON."""
    return {
        "scenario": one.scenario,
        "setting": one.setting,
        "rules": one.rules,
        "verdict": one.verdict,
        "states": one.states,
        "transitions": one.transitions,
        "depth": one.depth,
        "complete": one.complete,
        "reduced": list(one.reduced),
        "seconds": round(one.seconds, 3),
        "missing": list(one.missing),
        "crash": one.crash,
        "seen": list(one.seen),
        "crashes": [{"promise": name, "crash": crash} for name, crash in one.crashes],
        "failures": [_found(one, failure, lang) for failure in one.failures],
        "gaps": [_found(one, gap, lang) for gap in one.gaps],
    }


def _found(one: Explored, failure: Failure, lang: str) -> dict[str, Any]:
    return {
        "promise": failure.promise,
        "clauses": list(failure.clauses),
        "title": failure.title.vi if lang == "vi" else failure.title.en,
        "assumptions": assumption_lines(failure.about, one.assumptions, lang),
        "order": failure.order,
        "steps": tell_story(failure.story, lang, Names()),
        "replay": Place(one.folder).replay(failure),
    }
