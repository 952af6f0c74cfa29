"""A headless Chromium for the tests of the report. No test lives here.

The browser is the system's own (`CHROMIUM` names another one): the package playwright drives it,
and what it would download is not needed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NONE = "no Chromium here: install one (Debian: apt-get install chromium) or name it in CHROMIUM"


def chromium() -> str:
    """Return the browser's path; without one the test is skipped, in CI it fails."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
    if not found and os.environ.get("CI"):
        pytest.fail(NONE)
    if not found:
        pytest.skip(NONE)
    return found


@contextmanager
def opened() -> Iterator[Browser]:
    """Run the browser."""
    path = chromium()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=[*QUIET])
        yield browser
        browser.close()


class Sight:
    """A report as it stands in the browser, and all that the browser complained about."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda one: self.complaints.append(f"{one.type}: {one.text}"))
        page.on("pageerror", lambda one: self.complaints.append(str(one)))
        page.on("request", lambda one: self.asked.append(one.url))
        page.goto(path.as_uri())

    def speak(self, lang: str) -> None:
        self.page.click(f"button[data-lang={lang}]")

    def text(self, selector: str) -> str:
        return self.page.locator(selector).first.inner_text()
