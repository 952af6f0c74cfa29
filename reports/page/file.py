"""Where a report lands, and its writing: the door to this package for the commands."""

from __future__ import annotations

from pathlib import Path

from reports.page.html import page_html
from reports.page.page import Ran, page_of
from reports.text import Why
from sim.checks.judge import Verdict

NAME = "report.html"


def report_path(out: Path, ran: Ran) -> Path:
    """Return where the report of these runs lands: beside its record, or for several in `out`."""
    if len(ran) == 1 and ran[0][1].folder:
        return Path(ran[0][1].folder) / NAME
    return out / NAME


def write_report(
    path: Path,
    ran: Ran,
    *,
    verdict: Verdict,
    lang: str,
    why: Why | None,
    made: int | None = None,
) -> None:
    """Draw runs of a call and write the page; `why` explains what is told in full.

    `made` is how many runs the call made, where these are not all of them.
    """
    text = page_html(page_of(ran, verdict=verdict, why=why, made=made), lang)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
