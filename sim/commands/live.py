"""The live view of a campaign on stderr: how fast, what broke, what was reached, how long still.

What lives here: the only use of a clock in a campaign besides `--for`. Nothing here is kept or
counted in the result. What does not live here: bar or lines (`shared.Talk`).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence

from reports.words import say
from sim.commands.shared import Talk
from sim.result import Result

MOST_PROMISES = 3  # that are named with how often they broke
MINUTE_S, HOUR_S = 60, 3600


class Live:
    """What is known of a campaign while it goes on; runs made before the call count as done."""

    def __init__(self, talk: Talk, clauses: Sequence[str]) -> None:
        self._talk = talk
        self._all = len(set(clauses))
        self._clauses: set[str] = set()
        self._faults: set[str] = set()
        self._broken: Counter[str] = Counter()
        self._done = 0
        self._before = 0
        self._began = time.monotonic()

    def was(self, result: Result) -> None:
        """Take a run that an earlier call made."""
        self._count(result)
        self._before += 1
        self._began = time.monotonic()

    def take(self, result: Result) -> None:
        """Take a run, and tell how far it is."""
        self._count(result)
        seconds = max(time.monotonic() - self._began, 0.001)
        rate = (self._done - self._before) / seconds
        self._talk.progress(
            self._done,
            "progress.campaign",
            rate=f"{rate:.1f}",
            left=span((self._talk.total - self._done) / rate),
            broken=self._told_broken(),
            clauses=len(self._clauses),
            all=self._all,
            faults=", ".join(sorted(self._faults)) or say(self._talk.lang, "progress.none"),
        )

    def _count(self, result: Result) -> None:
        self._done += 1
        self._broken.update(one.promise for one in result.failures)
        self._faults.update(one.kind for one in result.faults if one.effective)
        for one in result.promises:
            if one.held or one.broken:
                self._clauses.update(one.clauses)

    def _told_broken(self) -> str:
        if not self._broken:
            return say(self._talk.lang, "progress.none")
        most = self._broken.most_common(MOST_PROMISES)
        rest = len(self._broken) - len(most)
        return ", ".join(
            [*(f"{name} {times}" for name, times in most), *([f"+{rest}"] if rest else [])]
        )


def span(seconds: float) -> str:
    """Return a duration in short: 42 s, 3:05 min, 2:10 h."""
    whole = round(seconds)
    if whole < MINUTE_S:
        return f"{whole} s"
    if whole < HOUR_S:
        return f"{whole // MINUTE_S}:{whole % MINUTE_S:02} min"
    return f"{whole // HOUR_S}:{whole % HOUR_S // MINUTE_S:02} h"
