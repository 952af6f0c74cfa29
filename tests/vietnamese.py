"""Whether what is told in Vietnamese is Vietnamese. No test lives here."""

from __future__ import annotations

import re

from reports.words.problems import PROBLEMS
from sim.phrase import Phrase, Said, told

VI = PROBLEMS["vi"]

# Small words of English that are neither Vietnamese nor the name of a field.
ENGLISH = re.compile(
    r"(?<![\w.-])(the|is|are|be|not|no|of|it|its|this|that|there|has|have|must|cannot|with|here"
    r"|write|from|does|and|or|than|more|to|you|nobody|nothing|as|stands|needs|belongs|which|for"
    r"|by|already|unknown|missing|did|mean|so|such|twice|goes)(?![\w.=-])",
    re.IGNORECASE,
)
QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'')
FOREIGN = ("why", "words")  # the values in which others speak: the parser, Python, the system


def english_in(text: str) -> list[str]:
    """Return the English words in a text; what stands in quotation marks is somebody's own."""
    return [found[0] for found in ENGLISH.finditer(QUOTED.sub("…", text))]


def bare(said: Said) -> Said:
    """Return what is said without the words of others, which are told as they are."""
    if isinstance(said, str):
        return said
    return Phrase(said.key, tuple((name, _bare(name, one)) for name, one in said.values))


def _bare(name: str, value: object) -> object:
    if isinstance(value, Phrase):
        return bare(value)
    return "…" if name in FOREIGN else value


def in_vietnamese(*parts: Said) -> str:
    """Return the parts of what is wrong in Vietnamese; no English may be left over."""
    text = " ".join(told(bare(one), VI) for one in parts)
    assert english_in(text) == [], text
    return text
