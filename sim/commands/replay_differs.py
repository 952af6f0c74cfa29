"""Where a replay goes another way than what was saved, and why that usually happens.

What does not live here: finding the first difference (`replay`, `sim.saved`).
"""

from __future__ import annotations

import msgspec

from reports.story import clock
from reports.words import say
from sim.record import AnyLine, Entry, Footer, Header
from sim.saved import Difference


def story_lines(differs: Difference | None, lang: str) -> list[str]:
    """Return at which step a story goes another way, how, and the usual cause."""
    if differs is None:
        return []
    now = differs.now or say(lang, "text.not_possible")
    why = say(lang, "differs.answer" if differs.now else "differs.gone")
    return [
        say(lang, "text.story_differs", step=differs.step),
        f"  {say(lang, 'text.saved')}: {differs.was}",
        f"  {say(lang, 'text.now')}: {now}",
        say(lang, "text.usually", why=why),
    ]


def line_lines(number: int, was: str, now: str, lang: str) -> list[str]:
    """Return which line of a record differs, which step that is, and the usual cause."""
    recorded, again = _line(was), _line(now)
    told = [say(lang, "text.replay_differs", line=number)]
    for one in (recorded, again):
        if isinstance(one, Entry):
            time = clock(one.at, lang)
            told.append(f"  {say(lang, 'text.replay_step', step=one.n, time=time)}")
            break
    why = say(lang, f"differs.{_cause(recorded, again)}")
    return [*told, f"  {say(lang, 'text.usually', why=why)}"]


def _line(text: str) -> AnyLine | None:
    """Return a line of a record, None if it is none or was edited by hand."""
    try:
        line: AnyLine = msgspec.json.decode(text, type=AnyLine)
    except msgspec.DecodeError:
        return None
    return line if msgspec.json.encode(line).decode() == text else None


def _cause(was: AnyLine | None, now: AnyLine | None) -> str:
    """Return the kind of difference, as the words name it."""
    match was, now:
        case Header(), Header():
            return "header"
        case Entry(), Entry():
            return _between(was, now)
        case (Entry(), Footer() | None) | (Footer() | None, Entry()):
            return "end"
    return "line"


def _between(was: Entry, now: Entry) -> str:
    if (was.app, was.said) != (now.app, now.said):
        return "said"
    return "time" if was.at != now.at else "rules"
