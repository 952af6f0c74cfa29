"""What is measured of a run, from its record: how fast news travels, what waits, what is refused.

Everything is a whole number, so that two runs of the same record give the same on any machine.
What does not live here: what is too much (`reading.threshold_file`), what is compared (`gate`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from sim.record import Entry, read
from sim.rules.messages import FLOWS, Busy, Command, Envelope, Refused
from sim.rules.step import Fault

P95 = (95, 100)

METRICS: tuple[str, ...] = (
    *(f"lag_p95_ms.{flow}" for flow in FLOWS),
    "backlog",
    "refused_permille",
)
"""`lag_p95_ms.FLOW`: within so many milliseconds 95 of 100 messages of a flow had arrived (nearest
rank); `backlog`: the most messages under way at one time; `refused_permille`: refused commands in a
thousand. A run without such a message or command has no such metric."""


class Measured(NamedTuple):
    """One record, measured; `behaviour` is a digest that changes of the record's form leave alone.

    It covers when each step was taken, in which app, what came of it, and every value in it,
    whatever the fields are called that hold them.
    """

    behaviour: str
    metrics: dict[str, int]


def measured(record: Path) -> Measured:
    """Read a record and measure it; RecordError if it is none."""
    entries = [line for line in read(record) if isinstance(line, Entry)]
    return Measured(behaviour_of(entries), metrics_of(entries))


def behaviour_of(entries: Iterable[Entry]) -> str:
    """Return the digest of what happened, apart from how it is written down."""
    sha = hashlib.sha256()
    for entry in entries:
        values = sorted(_values(msgspec.to_builtins((entry.said, entry.answer, entry.events))))
        sent = sorted(_values(msgspec.to_builtins(entry.sent)))
        sha.update(f"{entry.at}|{entry.app}|{values}|{sent}\n".encode())
    return sha.hexdigest()


def _values(data: Any) -> Iterator[str]:
    """Return every value in nested data but those that say nothing: empty, false, 0."""
    if isinstance(data, dict):
        for value in data.values():
            yield from _values(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _values(value)
    elif data:
        yield str(data)


def metrics_of(entries: Iterable[Entry]) -> dict[str, int]:
    """Return the metrics of a run in the order of METRICS."""
    sent: dict[int, tuple[str, int]] = {}
    lags: dict[str, list[int]] = {}
    backlog = commands = refused = 0
    for entry in entries:
        if entry.mail in sent and _over(entry):
            channel, at = sent.pop(entry.mail)
            if isinstance(entry.said, Envelope):
                lags.setdefault(channel, []).append(entry.at - at)
        for mail, envelope in zip(entry.mails, entry.sent, strict=False):
            sent[mail] = (envelope.channel, entry.at)
        backlog = max(backlog, len(sent))
        if isinstance(entry.said, Command):
            commands += 1
            refused += isinstance(entry.answer, Refused)
    found = {f"lag_p95_ms.{flow}": _p95(lags[flow]) for flow in FLOWS if flow in lags}
    if backlog:
        found["backlog"] = backlog
    if commands:
        found["refused_permille"] = 1000 * refused // commands
    return found


def _over(entry: Entry) -> bool:
    """Tell whether the way of a message ends here: it arrived, or it is given up.

    One that is lost, or that an app was too busy for, is still under way: it comes again.
    """
    if isinstance(entry.said, Fault):
        return entry.said.kind in ("fail", "swallow")
    return not isinstance(entry.answer, Busy)


def _p95(lags: list[int]) -> int:
    """Return the nearest-rank percentile: the least value that 95 of 100 do not exceed."""
    share, of = P95
    return sorted(lags)[-(-len(lags) * share // of) - 1]
