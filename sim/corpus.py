"""The corpus: seeds that broke a promise, a small file beside the runs; they are tried first.

What lives here: what is kept, and in which order runs are made because of it. It changes the order
alone, never which runs there are nor what they find. What does not live here: the failures' stories
and choices, which lie in the folders of their runs.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from sim.runs import Runs
from sim.totals import Finding

FILE = "corpus.json"
SCHEMA_VERSION = 1
MOST_KEPT = 50  # seeds of one scenario and rule set


class Kept(Struct, frozen=True):
    """A seed that broke a promise: of which scenario and rules, and in which shape of story."""

    scenario: str
    rules: str
    seed: int
    promise: str
    shape: str

    @property
    def place(self) -> tuple[str, str]:
        """What the seed belongs to."""
        return self.scenario, self.rules


class Corpus(Struct, frozen=True):
    """The file as a whole."""

    schema_version: int = SCHEMA_VERSION
    seeds: tuple[Kept, ...] = ()


def read(out: Path) -> tuple[Kept, ...] | None:
    """Return the seeds that are kept; None if the file cannot be made out."""
    try:
        data = (out / FILE).read_bytes()
    except FileNotFoundError:
        return ()
    try:
        return msgspec.json.decode(data, type=Corpus).seeds
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def first(runs: Runs, kept: Sequence[Kept]) -> list[int]:
    """Return the runs whose seeds are kept, each once, in the order of the corpus."""
    found: dict[int, None] = {}
    for n, part in enumerate(runs.parts):
        for one in kept:
            if one.place == part.place and one.seed in runs.seeds:
                found[n * len(runs.seeds) + runs.seeds.index(one.seed)] = None
    return list(found)


def in_order(runs: Runs, before: Sequence[int]) -> Iterator[int]:
    """Yield all runs of a call, some before the others."""
    yield from before
    early = set(before)
    yield from (at for at in range(len(runs)) if at not in early)


def updated(
    kept: Sequence[Kept], findings: Iterable[Finding], made: set[tuple[str, str, int]]
) -> tuple[Kept, ...]:
    """Return the corpus after a campaign: what it found first, then what it did not try again.

    `made` are the kept seeds that were run: one that broke nothing is dropped.
    """
    new = {
        Kept(scenario, finding.result.rules, seed, finding.promise, finding.shape): None
        for finding in findings
        if finding.result.form != "story"  # which goes alike whatever the seed
        for scenario, seed in finding.seeds
    }
    old = {one: None for one in kept if (*one.place, one.seed) not in made}
    counts: dict[tuple[str, str], int] = {}
    left = []
    for one in {**new, **old}:
        counts[one.place] = counts.get(one.place, 0) + 1
        if counts[one.place] <= MOST_KEPT:
            left.append(one)
    return tuple(left)


def write(out: Path, kept: tuple[Kept, ...]) -> None:
    """Write the corpus, whole or not at all; an empty one leaves no file."""
    path = out / FILE
    if not kept:
        path.unlink(missing_ok=True)
        return
    part = path.with_suffix(".part")
    part.write_bytes(msgspec.json.format(msgspec.json.encode(Corpus(seeds=kept)), indent=1) + b"\n")
    os.replace(part, path)
