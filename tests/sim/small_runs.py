"""Small runs: a scenario as text or by name, run once by way of its record. No test lives here."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sim.campaign import run_plan
from sim.library import plan_of, scenario_files
from sim.record import Entry, Footer, Header, Nameplate, read
from sim.result import Result
from sim.run import Plan

QUIET_DAY = """\
name: quiet-day
arrivals: {rhythm: steady, per_day: 20}
people:
  clerks: {delete_slip: never, correct_slip: never}
"""
STORY = """\
name: small-story
form: story
orders: [{order: DH-1}]
cast:
  lan: {role: salesperson}
  minh: {role: clerk}
steps:
  - {who: lan, do: save_request, order: DH-1}
  - {deliver: order_requested, order: DH-1}
"""


class Made(NamedTuple):
    """A run: what was found, and its record as bytes and as lines."""

    result: Result
    record: bytes
    header: Header
    entries: tuple[Entry, ...]
    footer: Footer
    names: tuple[Nameplate, ...]

    def verdict_of(self, promise: str) -> str:
        return next(one.verdict for one in self.result.promises if one.name == promise)

    def crash_of(self, promise: str) -> str:
        return next(one.crash for one in self.result.promises if one.name == promise)


def shipped(name: str, *, seed: int = 1, rules: str = "reference", **more: Any) -> Plan:
    """Return what to run, by a shipped scenario's name."""
    return plan_of(scenario_files()[name], seed=seed, rules=rules, **more)


def written(folder: Path, text: str = QUIET_DAY, *, seed: int = 1, **more: Any) -> Plan:
    """Return what to run, by a scenario's text."""
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return plan_of(path, seed=seed, **more)


def needing(plan: Plan, *needs: str) -> Plan:
    return plan._replace(scenario=plan.scenario.model_copy(update={"needs": needs}))


def made(plan: Plan, folder: Path) -> Made:
    """Run a plan and read its record back."""
    file = io.BytesIO()
    result = run_plan(plan, file)
    path = folder / "record.jsonl"
    path.write_bytes(file.getvalue())
    lines = list(read(path))
    header, footer = lines[0], lines[-1]
    assert isinstance(header, Header)
    assert isinstance(footer, Footer)
    return Made(
        result,
        file.getvalue(),
        header,
        tuple(one for one in lines if isinstance(one, Entry)),
        footer,
        tuple(one for one in lines if isinstance(one, Nameplate)),
    )


def undecorated(record: bytes) -> bytes:
    """Return the bytes of a record without its names."""
    lines = record.splitlines(keepends=True)
    return b"".join(one for one in lines if json.loads(one)["is"] != "Nameplate")


def story(*steps: str, text: str = STORY) -> str:
    """Return the small story with further steps: "{who: minh, do: …}"."""
    return text + "".join(f"  - {step}\n" for step in steps)


def slip(number: str = "PX-1", order: str = "DH-1", quantity: int = 1) -> str:
    """Return the step in which the clerk saves a slip."""
    lines = f"[{{line: 1, item: HH-01, quantity: {quantity}}}]"
    return (
        f"{{who: minh, do: save_slip, order: {order}, slip: {number}, type: sale, lines: {lines}}}"
    )


def kinds(found: Sequence[object]) -> list[str]:
    return [type(one).__name__ for one in found]
