"""What `run` and `check` write for a build server: a JUnit file, GitHub's summary and annotations.

What does not live here: how they look (`reports.ci`).
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from pathlib import Path

from reports.ci import Ran, error_lines, github_summary, junit
from reports.text import printed
from sim.checks.judge import Verdict
from sim.commands.shared import console
from sim.commands.usage import Parser

SUMMARY = "GITHUB_STEP_SUMMARY"  # names the file that GitHub shows on the page of a build


def add(sub: Parser) -> None:
    """Add the options to a command."""
    sub.add_argument("--junit", metavar="FILE", help=sub.words("junit"))
    sub.add_argument("--github", action="store_true", help=sub.words("github"))


def written(
    options: argparse.Namespace, ran: Ran, files: Mapping[str, str], verdict: Verdict
) -> None:
    """Write what was asked for; `files` are the scenarios' files by name."""
    if options.junit:
        path = Path(options.junit)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(junit(ran, lang=options.lang))
    if not options.github:
        return
    for line in error_lines(ran, files, lang=options.lang):
        printed(console(options), line)
    if summary := os.environ.get(SUMMARY):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(github_summary(ran, verdict=verdict, lang=options.lang))
