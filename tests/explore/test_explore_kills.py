"""The power of the shipped worlds: each kills a planted bug, each budget one that calm hides."""

from __future__ import annotations

from typing import Any

import pytest

from sim.checks.judge import PROMISES, Judge
from sim.explore.model import Exploration
from sim.explore.search import explore
from sim.explore.worlds import model_of, setting_name
from sim.library import plan_of, read, scenario_files
from sim.opening import opening_of
from sim.rules.messages import FLOWS
from sim.rules.variants import BUGS, rule_set
from sim.scenario import ANY

WORLDS = [name for name, path in scenario_files().items() if read(path).form == "world"]
CALM = "reorder"

KILLED = {  # world: planted bug, and the setting that shows it
    "double-push": ("synced-pushed-again", CALM),
    "flows-switched": ("off-still-sends", CALM),
    "late-news": ("older-news-applied", CALM),
    "link-switched-off": ("record-ignores-hold", CALM),
    "mode-switched": ("older-swept-up", CALM),
    "push-of-deleted-slip": ("push-of-revoked-taken", CALM),
    "revoke-against-record": ("record-not-seen", CALM),
    "revoke-against-slip": ("clerk-ignores-hold", CALM),
    "revoke-against-voucher": ("voucher-not-seen", CALM),
    "revoke-before-arrival": ("ended-forgotten", CALM),
    "revoke-request-again": ("delete-counted-twice", "1 duplicate"),
    "revoke-without-end": ("late-answer-counts", CALM),
    "switches-in-sales": ("requested-deletable", CALM),
    "switches-in-warehouse": ("synced-undeletable", CALM),
    "two-clerks": ("last-slip-only", CALM),
    "two-orders-alike": ("release-frees-others", CALM),
}
BUDGETS = {  # setting: a world, and a planted bug that no order of arrival alone brings out there
    "1 duplicate": ("revoke-request-again", "delete-counted-twice"),
    "1 loss": ("revoke-before-arrival", "not-asked-again"),
    "1 crash": ("double-push", "push-lost-in-crash"),
    "1 outage": ("mode-switched", "rerun-reads-set-up"),
}


def hunted(world: str, setting: str, bug: str) -> Exploration[Any, Any]:
    """Walk a world under the rules of a bug until a promise of the bug's own clause breaks."""
    plan = plan_of(scenario_files()[world], seed=0)
    (chosen,) = (one for one in plan.scenario.settings if setting_name(one) == setting)
    own = tuple(promise for promise in PROMISES if BUGS[bug].clause in promise.clauses)
    rules, judge = rule_set(bug, plan.assumptions), Judge(plan.assumptions, own)
    model = model_of(plan.scenario, chosen, rules, judge, tuple(opening_of(plan.scenario)))
    return explore(model, max_states=None, stop_at_first=True)


def test_each_world_is_tried_with_a_bug_of_its_own():
    """No world is left out, and no two lean on the same bug."""
    assert list(KILLED) == sorted(WORLDS)
    assert len({bug for bug, _ in KILLED.values()}) == len(WORLDS)


@pytest.mark.parametrize("world", KILLED)
def test_a_world_kills_a_planted_bug(world):
    """A world in which no bug ever shows would prove nothing by being clean."""
    bug, setting = KILLED[world]

    assert hunted(world, setting, bug).findings


@pytest.mark.parametrize("setting", BUDGETS)
def test_a_budget_shows_what_calm_hides(setting):
    """The same bug in the same world: walked to the end without this fault, it breaks nothing."""
    world, bug = BUDGETS[setting]
    calm = hunted(world, CALM, bug)

    assert (calm.complete, calm.findings) == (True, {})
    assert hunted(world, setting, bug).findings


def test_each_kind_of_fault_is_in_the_budget_of_a_shipped_world():
    """Doubled, lost, crashed, failed for want of an answer: one at a time, and all in one."""
    files = scenario_files()
    settings = {setting_name(one) for name in WORLDS for one in read(files[name]).settings}

    assert settings >= {CALM, *BUDGETS, "1 duplicate, 1 loss, 1 crash, 1 outage"}


def test_people_switch_every_flow_and_act_without_end_in_some_world():
    """What people may do is a budget too: switches of each flow under way, and `any`."""
    files = scenario_files()
    may = [
        (kind, often)
        for name in WORLDS
        for person in read(files[name]).cast.values()
        for kind, often in person.may.items()
    ]

    assert ("revoke", ANY) in may
    assert {flow for flow in FLOWS for kind, _ in may if kind.startswith(f"switch_{flow}")} == {
        *FLOWS
    }
