"""The status map of a report."""

from __future__ import annotations

import pytest
from page_samples import ran

from reports.page.records import recorded, walk
from reports.page.standings import Standing, Walker, kind_of, map_of, standing_of
from sim.rules.state import Apps


def walked(*names: str, rules: str = "reference") -> list[Walker]:
    walkers = []
    for name in names:
        for run in recorded([ran(name, rules)])[0]:
            walker = Walker()
            for entry, apps in walk(run):
                walker.see(entry, apps)
            walker.end(run.ended_at)
            walkers.append(walker)
    return walkers


@pytest.mark.parametrize(
    ("standing", "kind"),
    [
        (("requested", "partial", "in_progress", "none"), "fits"),
        (("requested", "not_delivered", "in_progress", "none"), "on_the_way"),
        (("requested", "delivered", "completed", "posted"), "fits"),
        (("requested", "partial", "cancelled", "none"), "fits"),
        (("draft", "not_delivered", "none", "none"), "fits"),
        (("draft", "not_delivered", "not_started", "none"), "on_the_way"),
        (("draft", "not_delivered", "completed", "none"), "forbidden"),
        (("draft", "not_delivered", "none", "unposted"), "forbidden"),
        (("none", "", "not_started", "none"), "fits"),
    ],
)
def test_a_standing_fits_is_on_the_way_or_forbidden(standing: tuple[str, ...], kind: str) -> None:
    assert kind_of(Standing(*standing)) == kind


def test_right_rules_never_come_to_a_forbidden_standing() -> None:
    found = map_of(walked("revoke-rush", "rough-network-day", "partial-issues"))
    assert found is not None
    assert [words.en for words, spot in found.visited if spot.kind == "forbidden"] == []


def test_look_then_delete_does() -> None:
    found = map_of(walked("slip-during-revoke", rules="look-then-delete"))
    assert found is not None
    assert any(spot.kind == "forbidden" for _, spot in found.visited)


def test_an_order_is_counted_where_it_comes_and_as_long_as_it_stays() -> None:
    (walker,) = walked("revoke-clean")
    found = map_of([walker, walker])
    assert found is not None
    draft = Standing("draft", "not_delivered", "none", "none")
    spots = {spot.standing: spot for _, spot in found.visited}
    assert spots[draft].visits == 2 * walker.visits[draft] == 4  # entered, and revoked: two runs
    assert spots[draft].total_ms == 2 * walker.total_ms[draft] > 0


def test_no_order_no_map() -> None:
    assert map_of([Walker()]) is None
    assert standing_of(Apps(), "DH-1") == Standing("none", "", "none", "none")
