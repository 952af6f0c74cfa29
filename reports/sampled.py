"""What a sample of walks found and how much it has covered, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from reports.explored import Why, findings_text, setting_words, world_summary
from reports.summary import SCHEMA_VERSION
from reports.text import printed
from reports.words import say, word
from sim.checks.judge import Verdict
from sim.result import Sampled

NUMBERS = ("walks", "standings", "both_ways", "last_new", "time")


def sampled_text(
    console: Console, sampled: Sequence[Sampled], *, verdict: Verdict, lang: str, why: Why
) -> None:
    """Print what the walks found: a row a world and setting, then failures and gaps.

    `why` explains the failures that are told in full.
    """
    console.print(_table(sampled, lang))
    findings_text(console, [one.explored for one in sampled], lang=lang, why=why)
    for one in sampled:
        if one.unrested:
            world = f"{one.explored.scenario} ({setting_words(one.explored.setting, lang)})"
            printed(console, say(lang, "text.unrested", world=world, n=one.unrested))
    printed(
        console,
        say(
            lang,
            f"text.end_sampled_{'fail' if verdict == 'fail' else 'unknown'}",
            worlds=len(sampled),
            walks=sum(one.walks for one in sampled),
            broken=sum(1 for one in sampled if one.explored.verdict == "fail"),
        ),
    )


def _table(sampled: Sequence[Sampled], lang: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in ("table.scenario", "text.setting", "table.verdict"):
        table.add_column(say(lang, column), no_wrap=column != "text.setting")
    for column in NUMBERS:
        table.add_column(say(lang, f"table.{column}"), justify="right", min_width=7)
    for one in sampled:
        explored = one.explored
        table.add_row(
            explored.scenario,
            setting_words(explored.setting, lang),
            word(lang, "verdict", explored.verdict),
            str(one.walks),
            str(len(one.standings)),
            f"{len(one.both_ways)}/{len(one.both_ways) + len(one.one_way)}",
            str(one.last_new),
            f"{explored.seconds:.1f} s",
            style={"fail": "bold red", "unknown": "yellow"}.get(explored.verdict),
        )
    return table


def sampled_summary(sampled: Sequence[Sampled], *, verdict: Verdict, lang: str) -> dict[str, Any]:
    """Return the summary of a call as one JSON object: what `explore` tells, and the walks."""
    return {
        "schema_version": SCHEMA_VERSION,
        "command": "explore",
        "verdict": verdict,
        "worlds": [_world(one, lang) for one in sampled],
    }


def _world(one: Sampled, lang: str) -> dict[str, Any]:
    return {
        **world_summary(one.explored, lang),
        "strategy": one.strategy,
        "seed": one.seed,
        "walks": one.walks,
        "unrested": one.unrested,
        "first": one.first,
        "coverage": {
            "goals": list(one.goals),
            "statuses": [
                dict(zip(("sales", "warehouse", "accounting"), at, strict=True))
                for at in one.standings
            ],
            "both_orders": [list(pair) for pair in one.both_ways],
            "one_order": [list(pair) for pair in one.one_way],
            "curve": [stretch._asdict() for stretch in one.curve],
            "last_new": one.last_new,
        },
    }
