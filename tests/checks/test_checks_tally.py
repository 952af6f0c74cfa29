"""What a scenario needs to have seen: promises, goals, clauses, and guard windows of the revoke."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.checks.judge import PROMISES, Judge
from sim.checks.tally import unmet
from sim.checks.windows import CELLS, MOMENTS
from sim.exploring import explore_world
from sim.library import ROOT, plan_of


@pytest.mark.parametrize(
    ("need", "seen"),
    [
        ("no-second-push", "no-second-push"),
        ("revoke-succeeded", "revoke-succeeded"),
        ("R1.3g", "no-second-push"),  # a promise of this clause
        ("window-slip-held", "window-slip-held=busy"),
        ("window-slip-held", "window-slip-held#accepted"),  # answered wrongly, but reached
    ],
)
def test_a_need_is_met_by_what_was_seen(need, seen):
    """By its own name, by a promise of its clause, by any answer in its window."""
    assert unmet((need,), {seen}, PROMISES) == ()
    assert unmet((need,), {"order-made-once"}, PROMISES) == (need,)


def test_another_window_of_the_same_kind_meets_nothing():
    """A slip before the release is another race than one while the order is held."""
    seen = {"window-slip-releasing=busy", "window-other-slip-held=busy"}

    assert unmet(("window-slip-held",), seen, PROMISES) == ("window-slip-held",)


def test_needs_keep_their_order():
    """As the scenario has them, so people can compare."""
    needs = ("window-slip-held", "R1.3g", "revoke-succeeded")

    assert unmet(needs, {"no-second-push"}, PROMISES) == ("window-slip-held", "revoke-succeeded")


WORLD = """\
name: slip-before-release
form: world
needs: [window-slip-releasing]
orders: [{{order: DH-1}}]
cast:
  lan: {{role: salesperson, may: {{request: 1, revoke: 1, give_up: {give_up}}}}}
  minh: {{role: clerk, may: {{issue_all: 1}}}}
"""


@pytest.mark.parametrize(("give_up", "verdict"), [(0, "unknown"), (1, "pass")])
def test_a_world_can_need_a_window(tmp_path: Path, give_up, verdict):
    """An unreached cell is a goal: the walk tells whether any order of events leads there."""
    (tmp_path / "world.yaml").write_text(WORLD.format(give_up=give_up), encoding="utf-8")
    plan = plan_of(tmp_path / "world.yaml", seed=0)
    found = explore_world(plan, plan.scenario.settings[0], Judge(plan.assumptions))

    assert (found.complete, found.verdict) == (True, verdict)
    assert found.missing == (() if verdict == "pass" else ("window-slip-releasing",))


@pytest.mark.parametrize(("revokes", "verdict"), [(0, "unknown"), (1, "pass")])
def test_a_world_can_need_what_is_judged_at_rest(tmp_path: Path, revokes, verdict):
    """An *eventually* promise counts as seen where it had something to judge, and only there."""
    text = WORLD.format(give_up=0).replace("revoke: 1", f"revoke: {revokes}")
    text = text.replace("window-slip-releasing", "nobody-is-held")
    (tmp_path / "world.yaml").write_text(text, encoding="utf-8")
    plan = plan_of(tmp_path / "world.yaml", seed=0)
    found = explore_world(plan, plan.scenario.settings[0], Judge(plan.assumptions))

    assert (found.complete, found.verdict) == (True, verdict)
    assert ("nobody-is-held" in found.seen) == (verdict == "pass")


@pytest.mark.parametrize("page", ["guard-windows.md", "vi/khe-thu-hoi.md"])
def test_the_page_has_every_part_of_a_name(page):
    """Whoever writes a need finds all kinds and moments there."""
    text = (ROOT.parent / "docs" / page).read_text(encoding="utf-8")
    words = {*MOMENTS, *(kind for kind, _ in CELLS.values())}

    assert [word for word in sorted(words) if f"`{word}`" not in text] == []
