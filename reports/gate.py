"""What the gate of a build found: a line a finding, and the same as JSON.

What does not live here: what is compared (`sim.gate`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from reports.summary import SCHEMA_VERSION, Place
from reports.text import printed
from reports.words.life import say
from sim.gate import WORSE, Found
from sim.result import Failure, Result

Ran = Sequence[tuple[Result, Place]]


def gate_text(
    console: Console, found: Sequence[Found], ran: Ran, *, lang: str, thresholds: Path
) -> None:
    """Print a line a finding, and how it ends; runs that changed alike share a line."""
    for line in _lines(found, ran, lang, thresholds):
        printed(console, line)
    printed(console, _last(found, len(ran), lang))


def _lines(found: Sequence[Found], ran: Ran, lang: str, thresholds: Path) -> list[str]:
    """Return the findings in words: those that differ in the seed alone as one."""
    alike: dict[tuple[str, str, str], list[Found]] = {}
    for one in found:
        alike.setdefault((one.kind, one.scenario, one.what), []).append(one)
    lines = []
    for (kind, scenario, what), them in alike.items():
        worst = max(them, key=lambda one: one.now)
        line = say(
            lang,
            f"gate.{kind}",
            scenario=scenario,
            seeds=", ".join(str(one.seed) for one in them),
            what=what,
            title=worst.title.vi if lang == "vi" else worst.title.en,
            was=worst.was,
            now=worst.now,
            most=worst.most,
            place=f"{thresholds.as_posix()}:{worst.line}",
        )
        replay = _replay(them[0], ran)
        lines.append(f"{line}\n  {replay}" if replay else line)
    return lines


def _last(found: Sequence[Found], runs: int, lang: str) -> str:
    broken = sum(one.kind in ("broken", "crashed") for one in found)
    worse = sum(one.kind in WORSE for one in found)
    unknown = sum(one.kind == "unknown" for one in found)
    key = "fail" if broken else "worse" if worse else "unknown" if unknown else "pass"
    return say(lang, f"gate.end_{key}", broken=broken, worse=worse, runs=runs)


def _failure(one: Found, ran: Ran) -> tuple[Failure, Place] | None:
    """Return the failure behind a finding, and where it is saved."""
    for result, place in ran:
        if (result.scenario, result.seed) == (one.scenario, one.seed):
            for failure in result.failures:
                if failure.promise == one.what:
                    return failure, place
    return None


def _replay(one: Found, ran: Ran) -> str:
    behind = _failure(one, ran) if one.kind == "broken" else None
    return "" if behind is None else behind[1].replay(behind[0])


def gate_summary(found: Sequence[Found], ran: Ran) -> dict[str, Any]:
    """Return the findings of the gate as one JSON object."""
    broken = any(one.kind in ("broken", "crashed") for one in found)
    open_points = any(one.kind == "unknown" for one in found)
    return {
        "schema_version": SCHEMA_VERSION,
        "command": "check",
        "verdict": "fail" if broken else "unknown" if open_points else "pass",
        "worse": any(one.kind in WORSE for one in found),
        "runs": [
            {
                "scenario": result.scenario,
                "seed": result.seed,
                "rules": result.rules,
                "verdict": result.verdict,
                "digest": result.digest,
                "folder": place.folder,
            }
            for result, place in ran
        ],
        "findings": [
            {**one._asdict(), "title": one.title._asdict(), "replay": _replay(one, ran)}
            for one in found
        ],
    }
