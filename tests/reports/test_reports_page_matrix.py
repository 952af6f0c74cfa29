"""The clause matrix of a report."""

from __future__ import annotations

import pytest
from page_samples import broken_page, good_page, ran

from reports.page.matrix import matrix_of
from reports.words.clauses import CLAUSE_WORDS
from sim.scenario import CLAUSES


def test_every_rule_of_the_document_has_a_row_and_words() -> None:
    assert tuple(row.clause for row in good_page().matrix.rows) == CLAUSES
    assert tuple(CLAUSE_WORDS) == CLAUSES


@pytest.mark.parametrize(
    ("clause", "scenario", "state", "target"),
    [
        ("R1.1f", "revoke-clean", "held", "rule-R1.1f"),
        ("R1.3c", "revoke-clean", "idle", ""),
        ("R1.X1", "partial-issues", "gap", "story-gap-deleted-after-push"),
    ],
)
def test_a_cell_tells_what_became_of_a_rule_and_leads_to_its_evidence(
    clause: str, scenario: str, state: str, target: str
) -> None:
    matrix = good_page().matrix
    row = next(one for one in matrix.rows if one.clause == clause)
    assert row.cells[matrix.scenarios.index(scenario)] == (state, target)


def test_a_broken_rule_leads_to_its_story_and_that_story_is_there() -> None:
    page = broken_page()
    row = next(one for one in page.matrix.rows if one.clause == "R1.1g")
    assert row.cells[0] == ("broken", "story-no-revoke-over-a-slip")
    targets = {cell.target for one in page.matrix.rows for cell in one.cells}
    stories = {tale.anchor for tale in page.stories}
    assert {one for one in targets if one.startswith("story-")} <= stories


def test_several_seeds_of_a_scenario_are_one_column_and_add_up() -> None:
    one = ran("revoke-clean")[0]
    single, double = matrix_of([one]), matrix_of([one, one])
    assert double.scenarios == ("revoke-clean",)
    held = [row.evidence[0].held for row in single.rows]
    assert [row.evidence[0].held for row in double.rows] == [2 * times for times in held]
