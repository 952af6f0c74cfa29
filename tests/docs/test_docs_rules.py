"""docs/rules.md says of each rule what the code says: promises, assumptions, bugs, who catches."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

import pytest
from doc_pages import ROOT

from sim.campaign import run_plan
from sim.checks.judge import PROMISES
from sim.library import ROOT as LIBRARY
from sim.library import plan_of, scenario_files
from sim.rules.assumptions import CATALOGUE, Assumptions
from sim.rules.variants import BUGS
from sim.scenario import CLAUSES

PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
JUDGING = [promise for promise in PROMISES if promise.kind in ("always", "eventually")]
CLAUSES_OF = {promise.name: promise.clauses for promise in PROMISES}


class Row(NamedTuple):
    rule: str
    promised: str
    promises: str
    assumption: str
    scenario: str
    bug: str
    caught_by: str


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def rows(first: str) -> list[list[str]]:
    """The rows of all tables whose first cell looks like this."""
    return [cells(line) for line in PAGE.splitlines() if re.match(rf"\| {first} \|", line)]


ROWS = [Row(*row) for row in rows(r"R1\.\w+")]


def test_each_rule_number_has_its_row_in_the_order_of_the_document():
    """No rule is left out, none is invented, and all have words."""
    assert list(dict.fromkeys(row.rule for row in ROWS)) == list(CLAUSES)
    assert [row.rule for row in ROWS if not row.promised] == []


@pytest.mark.parametrize("rule", CLAUSES)
def test_promises_and_assumptions_of_a_rule_are_those_of_the_code(rule):
    """The names in the row are the names that the program knows, in its order."""
    promises = ", ".join(one.name for one in JUDGING if rule in one.clauses)
    switches = ", ".join(one.name for one in CATALOGUE if rule in one.clauses)
    for row in ROWS:
        if row.rule == rule:
            assert (row.promises, row.assumption) == (promises, switches)


def test_each_row_shows_a_planted_bug_of_its_rule():
    """One bug a row; all of the zoo stand in docs/zoo.md."""
    assert [row.rule for row in ROWS] == [BUGS[row.bug].clause for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=[row.bug for row in ROWS])
def test_the_scenario_reaches_the_rule_and_shows_the_bug(row):
    """What the row says happens: the scenario runs with the bug, and that promise catches it."""
    reach = json.loads((LIBRARY / "reach.json").read_text(encoding="utf-8"))
    result = run_plan(plan_of(scenario_files()[row.scenario], seed=1, rules=row.bug))
    caught = [one.promise for one in result.failures if row.rule in CLAUSES_OF[one.promise]]

    assert any(row.scenario in reach[promise] for promise in row.promises.split(", "))
    assert row.caught_by in caught


def test_gaps_and_assumptions_are_those_of_the_code():
    """Every gap with its rule, every switch with its default and the other way."""
    gaps = [[one.name, *one.clauses] for one in PROMISES if one.kind == "gap"]
    defaults = Assumptions()
    switches = [
        [
            one.name,
            getattr(defaults, one.name),
            *set(one.alternatives) - {getattr(defaults, one.name)},
        ]
        for one in CATALOGUE
    ]

    assert [row[:2] for row in rows(r"gap-[a-z-]+")] == gaps
    assert [row[:3] for row in rows(r"[a-z]+_[a-z_]+")] == switches
