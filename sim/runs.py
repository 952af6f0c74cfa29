"""The runs of a call: every scenario with every seed, numbered, none of them made in advance.

What lives here: which run has which number, what a campaign is told from another by, where its
files go. What does not live here: making the runs (`campaign`), what became of them (`journal`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sim.campaign import Request, digest_of, planned
from sim.journal import FILE, Head
from sim.journal_lines import Frame, frame_of
from sim.phrase import Phrase
from sim.record import SCHEMA_VERSION as RECORDS
from sim.record import encode
from sim.result import Result
from sim.run import header_of
from sim.version import code_digest

FOLDER = "campaigns"
MOST_RECORDS = 1_000  # of more runs only those that have something to tell keep their record


class Part(NamedTuple):
    """One scenario of a call: what its runs have in common, and the first line of their records."""

    request: Request
    frame: Frame
    header: bytes

    @property
    def place(self) -> tuple[str, str]:
        """What its seeds belong to: the scenario's name, and the rules."""
        return self.frame.result.scenario, self.request.rules

    @property
    def clauses(self) -> tuple[str, ...]:
        """The rules of the document that its promises come from."""
        return tuple(name for one in self.frame.result.promises for name in one.clauses)


class Runs(NamedTuple):
    """All runs of a call: its scenarios one after another, each with all seeds."""

    parts: tuple[Part, ...]
    seeds: Sequence[int]
    out: Path

    def __len__(self) -> int:
        return len(self.parts) * len(self.seeds)

    @property
    def campaign(self) -> str:
        """What makes the runs be what they are, as a digest: another one is another campaign."""
        sha = hashlib.sha256(f"{RECORDS} {code_digest()} {self.seeds!r}".encode())
        for part in self.parts:
            sha.update(f" {part.request.digest} {part.request.strict_trace}".encode())
        return sha.hexdigest()

    @property
    def journal(self) -> Path:
        """Where the journal of this campaign lies."""
        return self.out / FOLDER / self.campaign[:16] / FILE

    @property
    def clauses(self) -> tuple[str, ...]:
        """The rules of the document that the promises of all scenarios come from."""
        return tuple(name for part in self.parts for name in part.clauses)

    def part(self, at: int) -> Part:
        """Return the scenario of a run."""
        return self.parts[at // len(self.seeds)]

    def seed(self, at: int) -> int:
        """Return the seed of a run."""
        return self.seeds[at % len(self.seeds)]

    def request(self, at: int, head: Head) -> Request:
        """Return a run, given under which moment the campaign began."""
        part, seed = self.part(at), self.seed(at)
        copy = head.copies[at // len(self.seeds)]
        name = f"{head.when}-{seed}" + (f"-{copy}" if copy > 1 else "")
        folder = self.out / part.frame.result.scenario / name
        keep = len(self) <= MOST_RECORDS
        return part.request._replace(seed=seed, folder=folder.as_posix(), keep=keep)

    def head(self, when: str) -> Head:
        """Return the first line of a new journal: no folder of its runs is there yet."""
        copies: list[int] = []
        free: dict[str, int] = {}
        for part in self.parts:
            name = part.frame.result.scenario
            copy = free.get(name) or _free(self.out / name, when)
            free[name] = copy + 1
            copies.append(copy)
        return Head(campaign=self.campaign, when=when, runs=len(self), copies=tuple(copies))


def part_of(request: Request) -> Part:
    """Return a scenario of a call; InputError with all that is wrong with it."""
    plan = planned(request)
    frame = frame_of(plan)
    digest = digest_of(plan)
    return Part(
        request._replace(digest=digest), frame, encode(header_of(plan, frame.result.opening))
    )


def _free(folder: Path, when: str) -> int:
    """Return the first number under which no run of that moment has a folder."""
    ends = [path.name.removeprefix(f"{when}-").split("-") for path in folder.glob(f"{when}-*")]
    return max((int(end[1]) if len(end) == 2 else 1 for end in ends), default=0) + 1


def lost_run(runs: Runs, at: int, why: Phrase) -> Result:
    """Return a run that was lost."""
    return runs.part(at).frame.result._replace(seed=runs.seed(at), lost=why)
