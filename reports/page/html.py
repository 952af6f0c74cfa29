"""The one file that a report is: the page's data put into templates, styles and scripts inlined.

Whatever a name contains is shown as text: the templates escape everything, data for the scripts
stand as JSON without `<`, and the page allows no script but its own. What does not live here: what
is shown (the other modules of this package).
"""

from __future__ import annotations

import base64
import hashlib
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports.page.diagram import Drawn, diagram_of
from reports.page.first import versions
from reports.page.page import Page
from reports.page.standings import Spot
from reports.page.tales import Tale
from reports.words.page import PAGE, Both, both

TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = ("base.js", "tales.js", "timeline.js", "last.js")
SAID = {  # the words that scripts say
    "copied": "copied",
    "new": "tale.new",
    "start": "tale.start",
    "after_step": "tale.after_step",
    "about_order": "tale.about_order",
    "shown": "timeline.shown",
    "story": "timeline.story",
}


def page_html(page: Page, lang: str) -> str:
    """Return the page as one HTML file that needs nothing else, opened in a language."""
    script = "\n".join(_text(name) for name in SCRIPTS)
    return (
        _environment()
        .get_template("page.html")
        .render(
            page=page,
            lang=lang,
            sections=page.sections(),
            versions=versions(),
            data=_data(page),
            style=Markup(_text("page.css")),
            script=Markup(script),
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        )
    )


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    found.globals.update(
        both=both,
        diagram_of=diagram_of,
        angle=_angle,
        stay_class=_stay_class,
        duration=duration,
        drawn=Markup,  # of our own figures, in which every text is escaped
    )
    return found


@cache
def _text(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _angle(one: Drawn) -> int:
    """Return how an arrow's head is turned, in degrees."""
    return round(math.degrees(math.atan2(one.y2 - one.y1, one.x2 - one.x1)))


def _stay_class(spot: Spot) -> int:
    """Return how dark a spot of the status map is: under a minute, an hour, eight hours, longer."""
    mean = spot.total_ms // spot.visits
    return 1 + sum(mean >= limit for limit in (60_000, 3_600_000, 8 * 3_600_000))


def duration(ms: int) -> Both:
    """Return a duration as people say it, in one or two units."""
    minutes, hours = ms // 60_000, ms // 3_600_000
    if ms < 60_000:
        return both("duration.s", s=ms // 1000)
    if hours < 1:
        return both("duration.min", min=minutes, s=ms // 1000 % 60)
    return both("duration.h", h=hours, min=minutes % 60)


def _data(page: Page) -> dict[str, Any]:
    """Return what the scripts need: no text that stands in the page already, but beliefs."""
    words = {name: [PAGE[lang][key] for lang in ("vi", "en")] for name, key in SAID.items()}
    line = page.timeline
    return {
        "words": words,
        "tales": _tales((*page.stories, *page.passing)),
        "timeline": line
        and {
            "ends": line.ends,
            "rows": [one._asdict() for one in line.rows],
            "shades": [one._asdict() for one in line.shades],
            "moments": line.moments,  # as lists: there are many
        },
    }


def _tales(tales: Sequence[Tale]) -> list[dict[str, Any]]:
    return [{"facts": tale.facts, "believed": tale.believed} for tale in tales]
