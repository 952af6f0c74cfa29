"""Durations, times of day, chances, numbers and names as people write them.

What lives here: such a value as a scenario writes it, and the value that somebody probably meant
who wrote it in another way. What does not live here: reading them (`sim.scenario`).
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from sim.scenario import UNITS_MS

_UNIT_WORDS = {
    "ms": ("msec", "millis", "milliseconds"),
    "s": ("", "sec", "secs", "second", "seconds", "giây"),
    "min": ("m", "mins", "minute", "minutes", "phút"),
    "h": ("hr", "hrs", "hour", "hours", "giờ"),
}
_UNIT_OF = {word: unit for unit, words in _UNIT_WORDS.items() for word in (unit, *words)}


def duration_text(milliseconds: int) -> str:
    """Return a duration in its largest unit that makes it whole: 90min, 2h."""
    for unit in ("h", "min", "s"):
        if milliseconds and milliseconds % UNITS_MS[unit] == 0:
            return f"{milliseconds // UNITS_MS[unit]}{unit}"
    return f"{milliseconds}ms" if milliseconds else "0s"


def clock_text(milliseconds: int) -> str:
    """Return a time of day: 08:00."""
    hours, minutes = divmod(milliseconds // UNITS_MS["min"], 60)
    return f"{hours:02}:{minutes:02}"


def chance_text(hits: int, of: int) -> str:
    """Return a chance: 1/20, never, always."""
    if hits in (0, of):
        return "always" if hits else "never"
    return f"{hits}/{of}"


def like_duration(value: object) -> str:
    """Return the duration that was meant: 5 minutes is 5min, 1.5h is 90min, 30 is 30s."""
    found = re.fullmatch(r"\s*([0-9]{1,6}(?:\.[0-9]{1,3})?)\s*([^\W\d]*)\s*", _text(value))
    unit = _UNIT_OF.get(found[2].casefold()) if found else None
    if found is None or unit is None:
        return ""
    milliseconds = Fraction(found[1]) * UNITS_MS[unit]
    return duration_text(int(milliseconds)) if milliseconds.denominator == 1 else ""


def like_clock(value: object) -> str:
    """Return the time of day that was meant: 8h30 is 08:30, 8 is 08:00."""
    found = re.fullmatch(r"\s*([0-9]{1,2})\s*[:.hg]?\s*([0-9]{2})?(?::00)?\s*", _text(value))
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return ""
    return f"{int(found[1]):02}:{int(found[2] or 0):02}"


def like_chance(value: object) -> str:
    """Return the chance that was meant: 5% and 0.05 are 1/20, 1 in 20 is 1/20."""
    text = _text(value)
    parts = re.fullmatch(r"\s*([0-9]{1,9})\s*(?:/|:|in|of)\s*([0-9]{1,9})\s*", text)
    share = re.fullmatch(r"\s*([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*(%?)\s*", text)
    if parts and int(parts[2]):
        chance = Fraction(int(parts[1]), int(parts[2]))
    elif share:
        chance = Fraction(share[1]) / (100 if share[2] else 1)
    else:
        return ""
    return chance_text(chance.numerator, chance.denominator) if chance <= 1 else ""


def like_whole(value: object) -> str:
    """Return the whole number that was meant: "5" and 5.0 are 5, "1.000" is 1000."""
    text = _text(value)
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else ""
    if re.fullmatch(r"-?[0-9]{1,18}|-?[0-9]{1,3}([_., ][0-9]{3}){1,5}", text):
        return str(int(re.sub("[_., ]", "", text)))
    return ""


def like_name(value: object) -> str:
    """Return the name of a scenario that was meant: "Đơn hàng 1" is don-hang-1."""
    letters = unicodedata.normalize("NFKD", _text(value).casefold().replace("đ", "d"))
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return re.sub("[^a-z0-9]+", "-", bare).strip("-")


def _text(value: object) -> str:
    known = isinstance(value, str | int | float) and not isinstance(value, bool)
    return str(value) if known else ""
