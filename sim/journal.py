"""The journal of a campaign: each run that ended, one line, as soon as it ended.

A campaign that was killed goes on from its journal; one that is over leaves none. A line begins
with the checksum of what follows; a last line that was torn is cut off, a damaged one is passed
over, and the runs of both are made again. Nothing is ever written over. Runs are read back one by
one: of those that ended, nothing but their places in the file is kept in memory.

What does not live here: what a line says of a run (`journal_lines`), which runs there are (`runs`).
"""

from __future__ import annotations

import contextlib
import os
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple
from zlib import crc32

import msgspec
from msgspec import Struct

from sim.journal_lines import Frame, Ran, line_of, result_of
from sim.phrase import phrase
from sim.reading import InputError, Problem
from sim.result import Result

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FILE = "journal.jsonl"
LOCKED_BYTE = 2**40  # where no line ever is: Windows forbids to read what is locked
NOT_MADE = -1
SCHEMA_VERSION = 1


class Head(Struct, frozen=True, kw_only=True, tag="Campaign", tag_field="is"):
    """The first line: which campaign it is, when it began, how its runs' folders are told apart.

    `copies` has one number a scenario: 1, or more where a folder of that moment was there before.
    """

    schema_version: int = SCHEMA_VERSION
    campaign: str
    when: str
    runs: int
    copies: tuple[int, ...]


class Found(NamedTuple):
    """What lies in a journal: its head, how many bytes are whole, how many lines are damaged."""

    head: Head
    size: int
    damaged: int


_decoder = msgspec.json.Decoder(Head | Ran)


def sealed(line: Struct) -> bytes:
    """Return a line with its checksum and its newline."""
    data = msgspec.json.encode(line)
    return b"%08x %s\n" % (crc32(data), data)


def unsealed(data: bytes) -> Head | Ran | None:
    """Return what a line says, None if it is torn or damaged."""
    checksum, _, text = data.rstrip(b"\n").partition(b" ")
    if not data.endswith(b"\n") or checksum != b"%08x" % crc32(text):
        return None
    try:
        line: Head | Ran = _decoder.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError):  # of another version
        return None
    return line


def look(path: Path, campaign: str) -> Found | None:
    """Return what lies in a journal; None if there is none, or it is that of another campaign."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return None
    with file:
        head = unsealed(file.readline())
        if not isinstance(head, Head) or head.campaign != campaign:
            return None
        size, damaged = file.tell(), 0
        for data in file:
            if data.endswith(b"\n"):
                size += len(data)
                damaged += unsealed(data) is None
    return Found(head, size, damaged)


class Journal:
    """A journal that is open for more; `frames` are what its scenarios say of their runs."""

    def __init__(self, path: Path, head: Head, frames: tuple[Frame, ...], size: int = 0) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.head = head
        self.frames = frames
        self.places = array("q", [NOT_MADE]) * head.runs
        self.made = 0
        path.touch()
        self._file = path.open("r+b")
        _lock(self._file, path)
        self._file.truncate(size)
        self._file.seek(size)
        if not size:
            self._write(head)

    def done(self) -> Iterator[tuple[int, Result]]:
        """Yield the runs that ended before, as they lie in the file; read it through once."""
        self._file.seek(0)
        place = 0
        for data in self._file:
            line = unsealed(data)
            if isinstance(line, Ran) and not line.interrupted and not self.has(line.at):
                self._note(line.at, place)
                yield line.at, self._result(line)
            place += len(data)
        self._file.seek(0, os.SEEK_END)

    def has(self, at: int) -> bool:
        """Tell whether a run has ended."""
        return self.places[at] != NOT_MADE

    def add(self, at: int, result: Result) -> Result:
        """Write a run that ended; return it as it will be read back."""
        place = self._file.seek(0, os.SEEK_END)
        line = line_of(at, result)
        self._write(line)
        self._note(at, place)
        return self._result(line)

    def results(self) -> Iterator[tuple[int, Result]]:
        """Yield the runs in their order, whatever the order in which they ended."""
        yield from ((at, self.result(at)) for at in range(len(self.places)) if self.has(at))

    def result(self, at: int) -> Result:
        """Return one run that ended."""
        self._file.seek(self.places[at])
        line = unsealed(self._file.readline())
        assert isinstance(line, Ran), f"{self.path}: another program wrote into it"
        return self._result(line)

    def close(self, *, over: bool) -> None:
        """Close the file; if all was made and told it is over, and nothing goes on from it."""
        self._file.close()
        if over:
            self.path.unlink()
            with contextlib.suppress(OSError):  # another campaign lies beside it
                self.path.parent.rmdir()
                self.path.parent.parent.rmdir()

    def _result(self, line: Ran) -> Result:
        scenario = line.at // (self.head.runs // len(self.frames))
        return result_of(line, self.frames[scenario])

    def _note(self, at: int, place: int) -> None:
        self.made += self.places[at] == NOT_MADE
        self.places[at] = place

    def _write(self, line: Struct) -> None:
        self._file.write(sealed(line))
        self._file.flush()  # to the system: what a killed process has written is not lost


def _lock(file: IO[bytes], path: Path) -> None:
    """Keep other calls out; the system lets go when this process ends, however it does."""
    try:
        if sys.platform == "win32":
            file.seek(LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise InputError([Problem(str(path), 0, 0, "", phrase("campaign.busy"))]) from None
