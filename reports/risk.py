"""What a call does not know, as text and as JSON: what was lost, may fail all the same, is unseen.

What does not live here: the arithmetic (`sim.risk`) and the counts (`sim.totals`).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal
from typing import Any

from reports.words import say
from reports.words.problems import PROBLEMS
from sim.result import Result
from sim.risk import CONFIDENCE
from sim.totals import Share, Totals

MOST_SHARES = 20  # scenarios that are named; the rest is in the summary


def lost_lines(totals: Totals, lang: str) -> Iterator[str]:
    """Return which runs were lost, and how."""
    for one in totals.lost:
        yield lost_line(one, lang)
    if totals.lost_runs > len(totals.lost):
        yield say(lang, "risk.more_lost", n=totals.lost_runs - len(totals.lost))


def lost_line(result: Result, lang: str) -> str:
    """Return that a run was lost, and how."""
    why = "" if result.lost is None else result.lost.told(PROBLEMS[lang])
    return say(lang, "risk.lost", scenario=result.scenario, seed=result.seed, why=why)


def risk_lines(totals: Totals, lang: str) -> Iterator[str]:
    """Return what is left to doubt; nothing where no scenario was run with several seeds."""
    shares = drawn(totals)
    if not shares:
        return
    yield say(lang, "risk.title", confidence=percent(float(CONFIDENCE)))
    for one in shares[:MOST_SHARES]:
        yield "  " + say(
            lang,
            "risk.share",
            scenario=one.scenario,
            bound=percent(one.bound, up=True),
            failed=one.failed,
            runs=one.runs,
        )
    if len(shares) > MOST_SHARES:
        yield "  " + say(lang, "risk.more_shares", n=len(shares) - MOST_SHARES)
    unseen = totals.unseen()
    share = percent(unseen.share)
    yield "  " + say(lang, "risk.unseen", kinds=unseen.kinds, once=unseen.once, share=share)
    yield ""


def drawn(totals: Totals) -> list[Share]:
    """Return the failure shares of scenarios in which chance decides, and was asked repeatedly."""
    return [one for one in totals.shares() if one.runs > 1]


def risk_summary(totals: Totals) -> dict[str, Any]:
    """Return what is left to doubt, for the JSON summary."""
    unseen = totals.unseen()
    return {
        "confidence": float(CONFIDENCE),
        "failure_share": [
            {"scenario": one.scenario, "runs": one.runs, "failed": one.failed, "at_most": one.bound}
            for one in drawn(totals)
        ],
        "unseen": {
            "kinds": unseen.kinds,
            "once": unseen.once,
            "runs": unseen.runs,
            "share": unseen.share,
        },
    }


def percent(share: float, *, up: bool = False) -> str:
    """Return a share in percent, with two digits that count; `up`: rounded upwards, as a bound."""
    exact = 100 * Decimal(str(share))
    if not exact:
        return "0"
    last = Decimal(1).scaleb(exact.adjusted() - 1)
    told = exact.quantize(last, rounding=ROUND_CEILING if up else ROUND_HALF_EVEN)
    return f"{told.normalize():f}"
