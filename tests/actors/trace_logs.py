"""Small logs and the mapping that reads them, for the tests of the trace reader."""

from pathlib import Path

import pytest
from vietnamese import in_vietnamese

from actors.trace import Trace, TraceError, TraceMap, read_trace

ROOT = Path(__file__).parents[2]
TRACES = ROOT / "scenarios" / "traces"
SHARED = ROOT.parent / "shared" / "data"

needs_real_logs = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the real order logs are not beside the repository"
)

HEADER = "doc,time,item,qty,price,customer,note"
MAP = {
    "columns": {
        "document": "doc",
        "time": "time",
        "item": "item",
        "quantity": "qty",
        "price": "price",
        "customer": "customer",
        "description": "note",
    },
    "time_formats": ["%Y-%m-%d %H:%M", "%Y-%m-%d"],
    "kinds": [
        {"kind": "ledger", "when": {"item_in": ["POST"]}},
        {"kind": "cancellation", "when": {"document_prefix": "C"}},
        {"kind": "stock", "when": {"price": 0, "customer": ""}},
        {"kind": "sale", "when": {"quantity_min": 1}},
    ],
}


def small_map(**changes: object) -> TraceMap:
    """The mapping of `HEADER`, with some top-level fields changed."""
    return TraceMap.model_validate(MAP | changes)


def write_log(folder: Path, *rows: str, header: str = HEADER) -> Path:
    """A log of these rows below the header."""
    path = folder / "log.csv"
    path.write_bytes("\n".join([header, *rows]).encode() + b"\n")
    return path


def read_rows(folder: Path, *rows: str, strict: bool = False, **changes: object) -> Trace:
    """The trace of a log of these rows, on 1 March unless a row says otherwise."""
    return read_trace(write_log(folder, *rows), small_map(**changes), strict=strict)


def refusal(path: Path, trace_map: TraceMap, *, strict: bool = False) -> TraceError:
    """The error that reading `path` ends with."""
    with pytest.raises(TraceError) as caught:
        read_trace(path, trace_map, strict=strict)
    for one in caught.value.problems:
        in_vietnamese(one.reason)
    return caught.value


def outcome(path: Path, trace_map: TraceMap) -> Trace | TraceError:
    """The trace of a log, or the one error that reading may end with."""
    try:
        return read_trace(path, trace_map)
    except TraceError as error:
        return error
