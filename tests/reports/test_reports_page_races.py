"""The guard windows as a report shows them."""

from __future__ import annotations

from page_samples import broken_page, page, ran

from reports.page.races import races_of
from sim.checks.windows import CELLS, MOMENTS, TABLE


def test_every_kind_has_a_row_and_every_moment_a_cell() -> None:
    races = page(ran("kinds-during-a-revoke")).races
    assert races is not None
    assert len(races.rows) == len(TABLE)
    assert all(len(cells) == len(MOMENTS) for _, cells in races.rows)
    acts = [cell for _, cells in races.rows for cell in cells if cell.state != "none"]
    assert len(acts) == len(CELLS)


def test_a_slip_in_the_middle_of_a_revoke_is_answered_busy() -> None:
    races = page(ran("slip-during-revoke")).races
    assert races is not None
    row = next(cells for kind, cells in races.rows if kind.en == "slip for sale")
    held = row[MOMENTS.index("held")]
    assert held.state == "reached"
    assert [line.en.split()[0] for line in held.lines] == ["busy"]


def test_what_was_answered_wrongly_is_marked() -> None:
    races = broken_page().races
    assert races is not None
    assert any(cell.state == "wrong" for _, cells in races.rows for cell in cells)


def test_without_a_revoke_there_is_no_matrix() -> None:
    assert races_of([()]) is None
