"""The one door to the words for what is wrong with an input, in each language.

The English ones stand beside what says them (`sim.phrase.en`), since errors have to read well in a
traceback too. What does not live here: what is wrong with what (`sim.reading`, `actors.trace_map`).
"""

from __future__ import annotations

from collections.abc import Mapping

from reports.words import problems_vi
from sim.phrase import Wording, en

PROBLEMS: Mapping[str, Wording] = {"vi": problems_vi.WORDS, "en": en.WORDS}
