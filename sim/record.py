"""The record of one run: JSON lines, enough to judge it again and to replay it byte for byte.

One line is one value, told apart by its field `is`:

`Header`   what was run: scenario (whole), seed, rule set, assumptions, what stood at the opening
`Entry`    one step, in the order in which it happened
`Footer`   how the run ended
`Nameplate` decoration: a name for a person or a customer; no part of the digest

Time is whole milliseconds since 0:00 of the first day. docs/record.md has the fields one by one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from sim.phrase import Phrase, Wording, phrase, reason_of
from sim.phrase.en import WORDS
from sim.rules.assumptions import Assumptions
from sim.rules.events import AnyEvent
from sim.rules.messages import Accepted, AnyCommand, Busy, Envelope, Refused
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.rules.values import APPS, AppName
from sim.rules.world import Rules

SCHEMA_VERSION = 1
MAX_LINE_BYTES = 64 * 1024 * 1024


class Opening(Struct, frozen=True):
    """Something that stood when the run began: an event of one app."""

    app: AppName
    event: AnyEvent


class OwnFile(Struct, frozen=True, array_like=True):
    """A Python file with promises or actors of a tester's own: its path as named, its text."""

    path: str
    text: str


class Header(Struct, frozen=True, kw_only=True, tag=True, tag_field="is"):
    """What was run, whole: enough to run it again on another machine.

    `text` is the scenario's file and `source` its name, `overrides` what `--set` replaced in it,
    `profile` the text of the company profile, `trace` the works of a real order log, `own` the
    Python files that the scenario names, left out where it names none.
    """

    schema_version: int = SCHEMA_VERSION
    text: str
    source: str
    overrides: tuple[str, ...] = ()
    profile: str = ""
    trace: Any = None
    own: tuple[OwnFile, ...] | UnsetType = UNSET
    seed: int
    rules: str
    assumptions: Assumptions
    opening: tuple[Opening, ...] = ()


class Entry(Struct, frozen=True, kw_only=True, tag=True, tag_field="is", omit_defaults=True):
    """One step: when, in which app, what was said, the answer, what was committed and sent.

    `mail` is the number of the message that arrived (0: none), `mails` are the numbers of the
    messages sent, so that an arrival can be traced to the step that caused it.
    """

    n: int
    at: int
    app: AppName
    said: AnyCommand | Envelope | Fault
    answer: Accepted | Refused | Busy
    events: tuple[AnyEvent, ...] = ()
    sent: tuple[Envelope, ...] = ()
    mail: int = 0
    mails: tuple[int, ...] = ()

    @classmethod
    def of(
        cls, step: Step, *, n: int, at: int, mail: int = 0, mails: tuple[int, ...] = ()
    ) -> Entry:
        """Return a step with its place and time."""
        return cls(
            n=n,
            at=at,
            app=step.app,
            said=step.said,  # type: ignore[arg-type]
            answer=step.answer,
            events=step.events,
            sent=step.sent,
            mail=mail,
            mails=mails,
        )

    def step(self) -> Step:
        """Return the step without its place and time."""
        return Step(self.app, self.said, self.answer, self.events, self.sent)


class Footer(Struct, frozen=True, kw_only=True, tag=True, tag_field="is"):
    """How the run ended: at what time, and whether nothing was under way any more."""

    at: int
    entries: int
    settled: bool
    interrupted: bool = False


class Nameplate(Struct, frozen=True, kw_only=True, tag=True, tag_field="is"):
    """A name that decorates an id: a person, a customer; never part of the digest."""

    id: str
    name: str
    role: str = ""
    details: str = ""


AnyLine = Header | Entry | Footer | Nameplate

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(AnyLine)


class RecordError(Exception):
    """A record that cannot be read: its file, perhaps with the line, and why."""

    def __init__(self, place: str, why: Phrase) -> None:
        self.place = place
        self.why = why
        super().__init__(place, why)

    def told(self, words: Wording) -> str:
        """Return it in the words of a language."""
        return f"{self.place}: {self.why.told(words)}"

    def __str__(self) -> str:
        return self.told(WORDS)


def encode(line: AnyLine) -> bytes:
    """Return one line of the record, without its newline."""
    return _encoder.encode(line)


class Writer:
    """Writes a record line by line and keeps its digest; `file` None keeps the digest only."""

    def __init__(self, file: IO[bytes] | None = None) -> None:
        self.file = file
        self._sha = hashlib.sha256()

    def write(self, line: AnyLine) -> None:
        """Write one line."""
        data = encode(line) + b"\n"
        if not isinstance(line, Nameplate):
            self._sha.update(data)
        if self.file is not None:
            self.file.write(data)

    @property
    def digest(self) -> str:
        """The sha256 of all lines so far but the decoration."""
        return self._sha.hexdigest()


def read(path: Path) -> Iterator[AnyLine]:
    """Read a record; RecordError names the line that is no line of a record."""
    try:
        with path.open("rb") as file:
            for number, data in enumerate(file, 1):
                try:
                    yield _decoder.decode(data)
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    why = phrase("record.no_line", why=str(error))
                    raise RecordError(f"{path}:{number}", why) from None
    except OSError as error:
        why = phrase("record.unreadable", why=reason_of(error))
        raise RecordError(str(path), why) from None


def opened(rules: Rules, opening: Iterable[Opening]) -> Apps:
    """Return the apps as they stood when the run began."""
    return fold(rules, Apps(), ((one.app, (one.event,)) for one in opening))


def fold(
    rules: Rules, apps: Apps, committed: Iterable[tuple[AppName, tuple[AnyEvent, ...]]]
) -> Apps:
    """Return the apps after events that were committed; nothing is decided again."""
    for name, events in committed:
        for event in events:
            apps = evolve(rules, apps, name, event)
    return apps


WORKFLOW_EVENTS = ("FlowSwitched", "RunSucceeded", "RunFailed", "RunRepeated")


def evolve(rules: Rules, apps: Apps, name: AppName, event: AnyEvent) -> Apps:
    """Return the apps after one event of one app, or of Workflow beside it."""
    owner: AppName = "workflow" if type(event).__name__ in WORKFLOW_EVENTS else name
    before = getattr(apps, owner)
    after = rules.app(owner).evolve(before, event)
    return apps if after is before else msgspec.structs.replace(apps, **{owner: after})


assert set(APPS) == set(Apps.__struct_fields__)
