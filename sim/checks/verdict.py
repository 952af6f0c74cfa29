"""The three verdicts, and which of several counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Verdict = Literal["pass", "fail", "unknown"]


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Merge verdicts: fail beats unknown beats pass."""
    found = set(verdicts)
    return "fail" if "fail" in found else "unknown" if "unknown" in found else "pass"
