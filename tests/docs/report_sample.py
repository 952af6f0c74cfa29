"""Draws the sample report that the documentation shows, and the pictures of it.

    python tests/docs/report_sample.py

The pictures need a Chromium (`tests/reports/browser.py` says which).
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
for folder in (ROOT, ROOT / "tests" / "reports"):
    sys.path.insert(0, str(folder))

from browser import opened  # noqa: E402 - after the path
from page_samples import again, page  # noqa: E402

from reports.page.html import page_html  # noqa: E402

SAMPLE = ROOT / "docs" / "sample-report.html"
RUNS = ("office-day", "slip-during-revoke")
RULES = "look-then-delete"
PICTURES = {  # file -> language, colours, where the picture begins, how high it is
    "report-first.png": ("en", "light", "header", 760),
    "report-story.png": ("vi", "dark", "article[id='story-no-revoke-over-a-slip']", 800),
}


def sample() -> str:
    """Return the sample report; its folders are those that a run of these scenarios would have."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        made = []
        for name in RUNS:
            place = Path("out") / name / "sample-1"
            place.mkdir(parents=True)
            made.append(again(place, name, RULES))
        return page_html(page(*made), "en")


def take_pictures() -> None:
    """Photograph the sample for the page about reports."""
    with opened() as browser:
        for name, (lang, scheme, selector, height) in PICTURES.items():
            seen = browser.new_page(
                color_scheme=scheme,  # type: ignore[arg-type]
                viewport={"width": 1180, "height": height},
                reduced_motion="reduce",
            )
            seen.goto(SAMPLE.as_uri())
            seen.click(f"button[data-lang={lang}]")
            seen.evaluate("document.querySelector('nav').style.position = 'static'")
            seen.evaluate("where => document.querySelector(where).scrollIntoView()", selector)
            seen.screenshot(path=ROOT / "docs" / name)


if __name__ == "__main__":
    SAMPLE.write_text(sample(), encoding="utf-8", newline="\n")
    take_pictures()
