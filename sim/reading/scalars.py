"""Single words of YAML: what is a number, what is true, what is text, and what is refused.

YAML 1.2's core schema: `no`, `off` and `08:00` are texts, `012` is twelve. Dates, numbers without
end and half characters are nothing that a field could hold, so they come back as an `Odd`.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from sim.phrase import Phrase, Said, phrase
from sim.reading.problem import printable, shown

Scalar = None | bool | int | float | str

DIGITS_MAX = 18  # a longer whole number fits no field, and not into 64 bits

QUOTE = phrase("word.quote")

_WHOLE = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FRACTION = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_ENDLESS = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt\s].*)?", re.DOTALL)
_HALF = re.compile("[\ud800-\udfff]")
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class Odd(NamedTuple):
    """A single word that stands for no plain value, and why."""

    message: Phrase
    hint: Said = ""


def scalar(text: str, *, quoted: bool, dates: bool = False) -> Scalar | Odd:
    """Return the value of a single word; only a word without quotation marks is more than text.

    Where fields may hold `dates`, a date is a text like any other.
    """
    if _HALF.search(text):
        return Odd(phrase("word.half", text=shown(text)), phrase("word.half.hint"))
    if quoted:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        if len(text) > DIGITS_MAX:
            return Odd(phrase("word.too_large", text=printable(text)))
        return int(text, base=0 if text[:2] in ("0o", "0x") else 10)
    if _FRACTION.fullmatch(text) and not math.isinf(float(text)):
        return float(text)
    if _FRACTION.fullmatch(text) or _ENDLESS.fullmatch(text):
        return Odd(phrase("word.endless", text=printable(text)), QUOTE)
    if _DATE.fullmatch(text) and not dates:
        return Odd(phrase("word.date", text=printable(text)), QUOTE)
    return text


def whole(text: str) -> str:
    """Return a text in which each half character is replaced by a question mark."""
    return _HALF.sub("?", text)
