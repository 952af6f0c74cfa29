"""Every failure seen elsewhere and every hole of the document has its scenario, or a reason."""

from __future__ import annotations

import pytest

from sim.library import read, scenario_files

SCENARIOS = [read(path) for path in scenario_files().values()]

# What no scenario shows, since the thing it is about does not exist in the three apps as modelled.
NOT_APPLICABLE = {
    "F17": "there are no draft slips: a saved slip is effective (domain.md 2.4)",
    "F22": "sales returns are outside the document and outside this harness",
}
HOLES_NOT_APPLICABLE = {11: "sales returns are outside the document and outside this harness"}


@pytest.mark.parametrize("pattern", [f"F{n}" for n in range(1, 27)])
def test_each_failure_pattern_has_a_scenario_or_a_reason(pattern):
    """domain.md section 5 lists twenty-six failures that users of such syncs have met."""
    names = [one.name for one in SCENARIOS if pattern in one.patterns]
    assert bool(names) != (pattern in NOT_APPLICABLE), names


@pytest.mark.parametrize("hole", range(1, 13))
def test_each_hole_of_the_document_has_a_scenario_or_a_reason(hole):
    """domain.md section 8 lists twelve points at which the document leaves a reader alone."""
    names = [one.name for one in SCENARIOS if hole in one.holes]
    assert bool(names) != (hole in HOLES_NOT_APPLICABLE), names


def test_the_library_is_large_enough_to_be_useful():
    """At least twenty-four scenarios besides the worlds."""
    told = [one for one in SCENARIOS if one.form != "world"]
    assert len(told) >= 24
