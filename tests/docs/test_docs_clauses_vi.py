"""The Vietnamese page of the clauses keeps in step with the code, row by row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.checks.judge import PROMISES
from sim.library import scenario_files
from sim.rules.assumptions import CATALOGUE, Assumptions
from sim.rules.variants import BUGS
from sim.scenario import CLAUSES

PAGE = Path(__file__).parents[2] / "docs" / "vi" / "dieu-khoan.md"
COLUMNS = 5  # the tables of the gaps, further down, have fewer
CELLS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("|")
]
ROWS = {cells[0]: cells[1:] for cells in CELLS if cells[0] in CLAUSES and len(cells) == COLUMNS}


def test_each_rule_number_has_its_row():
    """Thirty-three rows, in the order of the document."""
    assert list(ROWS) == list(CLAUSES)


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_row_says_what_the_code_says(clause):
    """Promises with their Vietnamese words, a scenario and a planted bug that exist."""
    promised, assumed, scenario, bug = ROWS[clause]
    judging = [
        one for one in PROMISES if clause in one.clauses and one.kind in ("always", "eventually")
    ]
    assert re.findall(r"`([\w-]+)`", promised) == [one.name for one in judging]
    assert all(one.title.vi in promised for one in judging)
    assert set(re.findall(r"`(\w+)`", assumed)) <= {one.name for one in CATALOGUE}
    assert set(re.findall(r"`([\w-]+)`", scenario)) <= set(scenario_files())
    bugs = re.findall(r"`([\w-]+)`", bug)
    assert bugs
    assert all(BUGS[name].clause == clause for name in bugs)


def test_every_gap_has_its_row_in_the_words_of_the_program():
    """Rule, words and name, in the order of the code."""
    gaps = [one for one in PROMISES if one.kind == "gap"]
    found = [cells for cells in CELLS if cells[-1].startswith("`gap-")]
    assert found == [[*one.clauses, one.title.vi, f"`{one.name}`"] for one in gaps]


def test_every_assumption_has_its_row_in_the_words_of_the_program():
    """Switch, default, the other way, and what the document does not say."""
    found = [cells[:4] for cells in CELLS if cells[0].strip("`") in {one.name for one in CATALOGUE}]
    expected = []
    for one in CATALOGUE:
        default = getattr(Assumptions(), one.name)
        (other,) = set(one.alternatives) - {default}
        expected.append([f"`{one.name}`", default, other, one.silent_vi])
    assert found == expected
