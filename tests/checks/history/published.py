"""Histories whose verdicts are published, and the models they are histories of.

`../shared/histories` lies beside the repository and not in it; tests that need it are skipped
where it is missing. The logs come from Porcupine (MIT), which gives their verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sim.checks.history.model import Model, Part
from sim.checks.history.operation import Operation

FOLDER = Path(__file__).parents[4] / "shared" / "histories"
MISSING = f"no histories at {FOLDER}: they lie beside the repository, not in it"

JEPSEN = re.compile(r"INFO\s+jepsen\.util - (\d+)\s+:(\w+)\s+:(\w+)\s+(.*)")
KV = re.compile(r"\{:process (\d+), :type :(\w+), :f :(\w+), :key \"(.*)\", :value (nil|\".*\")\}")

Event = tuple[str, str, Any, Any]  # process; invoke, ok, fail or info; said; value


def jepsen_log(path: Path) -> tuple[Operation, ...]:
    """Read a log of reads, writes and compare-and-sets of one register."""
    return paired(map(_jepsen_event, path.read_text().splitlines()))


def _jepsen_event(line: str) -> Event:
    found = JEPSEN.fullmatch(line)
    assert found, line
    process, kind, what, value = found.groups()
    numbers = tuple(int(one) for one in re.findall(r"-?\d+", value))
    return process, kind, (what, () if what == "read" else numbers), numbers


def kv_log(path: Path) -> tuple[Operation, ...]:
    """Read a log of gets, puts and appends of a key-value store."""
    return paired(map(_kv_event, path.read_text().splitlines()))


def _kv_event(line: str) -> Event:
    found = KV.fullmatch(line)
    assert found, line
    process, kind, what, key, value = found.groups()
    text = "" if value == "nil" else value[1:-1]
    return process, kind, (what, key, "" if what == "get" else text), text


def paired(events: Iterator[Event]) -> tuple[Operation, ...]:
    """Pair calls with returns; the clock is the line. `info` or no return: outcome unknown."""
    pending: dict[str, Operation] = {}
    done: list[Operation] = []
    for at, (process, kind, said, value) in enumerate(events):
        if kind == "invoke":
            assert process not in pending
            pending[process] = Operation(len(done) + len(pending), process, said, None, at, None)
            continue
        begun = pending.pop(process)
        if kind == "info" or (kind == "fail" and said[0] == "read"):
            done.append(begun)
        else:
            done.append(begun._replace(answer=(kind == "ok", value), completed=at))
    done.extend(pending.values())
    return tuple(one._replace(n=n) for n, one in enumerate(sorted(done, key=lambda o: o.invoked)))


# --- a register that can be read, written, and compared and set ---------------------------------

Register = tuple[int, ...]  # () is nil


def register_step(state: Register, one: Operation) -> tuple[Register, ...]:
    what, value = one.said
    known = one.completed is not None
    ok, seen = one.answer if known else (True, ())
    if what == "read":
        return (state,) if not known or seen == state else ()
    if what == "write":
        return (value,)
    fits = state == value[:1]
    return ((value[1:] if fits else state),) if not known or ok == fits else ()


def register_read(one: Operation) -> bool:
    """Tell whether the register stayed as it was: a read, a compare-and-set that failed."""
    what, _ = one.said
    return what == "read" or (what == "cas" and one.completed is not None and not one.answer[0])


REGISTER: Model[Register] = Model(init=(), step=register_step, only_read=register_read)


# --- a store of texts by key --------------------------------------------------------------------


def kv_step(state: str, one: Operation) -> tuple[str, ...]:
    what, _, value = one.said
    if what == "get":
        return (state,) if one.completed is None or one.answer[1] == state else ()
    return (state + value,) if what == "append" else (value,)


def by_key(operations: Sequence[Operation]) -> tuple[Part, ...]:
    keys = sorted({one.said[1] for one in operations})
    return tuple(Part(key, tuple(o for o in operations if o.said[1] == key)) for key in keys)


STORE: Model[str] = Model(
    init="", step=kv_step, only_read=lambda one: one.said[0] == "get", parts=by_key
)
