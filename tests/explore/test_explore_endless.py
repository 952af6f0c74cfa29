"""The office without end: people who revoke for ever, runs that fail, talk that never stops."""

from __future__ import annotations

import pytest

from reports.failure import failure_text
from reports.story import Names
from sim import saved
from sim.checks.judge import Judge
from sim.checks.told import COMES_TO_REST, REST_STAYS_IN_REACH
from sim.exploring import explore_world
from sim.library import plan_of, scenario_files
from sim.result import Explored
from sim.run import Plan
from sim.scenario import ANY, Setting

REVOKES = ("push-of-deleted-slip", "revoke-request-again", "revoke-against-slip", "two-clerks")
RUNS = ("double-push", "push-of-deleted-slip", "revoke-against-voucher")


def without_end(world: str, rules: str = "reference") -> Plan:
    """A shipped world in which whoever may revoke may do so any number of times."""
    plan = plan_of(scenario_files()[world], seed=0, rules=rules)
    cast = {
        name: one.model_copy(
            update={"may": {k: ANY if k == "revoke" else n for k, n in one.may.items()}}
        )
        for name, one in plan.scenario.cast.items()
    }
    return plan._replace(scenario=plan.scenario.model_copy(update={"cast": cast}))


@pytest.mark.parametrize("world", REVOKES)
def test_revoking_without_end_is_a_finite_world_and_breaks_nothing(world: str) -> None:
    """Attempts only rise, yet the walk ends: a refused revoke leads back to where it began."""
    plan = without_end(world)
    found = explore_world(plan, Setting(), Judge(plan.assumptions), max_states=20_000)

    assert (found.complete, found.verdict) == (True, "pass")


@pytest.mark.parametrize("world", RUNS)
def test_a_run_that_fails_is_run_again_and_nothing_is_lost(world: str) -> None:
    """One run fails at any moment for want of an answer and is run again at any later one."""
    plan = plan_of(scenario_files()[world], seed=0)
    found = explore_world(plan, Setting(outages=1), Judge(plan.assumptions))
    calm = explore_world(plan, Setting(), Judge(plan.assumptions))

    assert (found.complete, found.verdict) == (True, "pass")
    assert found.states > calm.states


@pytest.mark.parametrize(
    "rules", ["rerun-sends-nothing", "rerun-reads-set-up", "failure-not-logged"]
)
def test_a_failed_run_shows_what_a_calm_world_cannot(rules: str) -> None:
    """Bugs of the run log: no order of arrival brings them out, one failed run does."""
    plan = plan_of(scenario_files()["double-push"], seed=0, rules=rules)
    judge = Judge(plan.assumptions)

    assert explore_world(plan, Setting(), judge).verdict == "pass"
    assert explore_world(plan, Setting(outages=1), judge).verdict == "fail"


def echo() -> Explored:
    """Confirmations that are answered, judged by nobody but the promises of endless stories."""
    plan = plan_of(scenario_files()["double-push"], seed=0, rules="echo")
    judge = Judge(plan.assumptions, (COMES_TO_REST, REST_STAYS_IN_REACH))
    return explore_world(plan, Setting(), judge)


def test_talk_that_never_stops_is_found_with_its_way_round() -> None:
    """The slip goes and its confirmation comes, again and again; no way leads to rest."""
    rest, way = echo().failures

    assert (rest.promise, rest.endless) == ("comes-to-rest", 2)
    assert {type(step.said.message).__name__ for _, step in rest.story[-2:]} == {  # type: ignore[union-attr]
        "SlipPushed",
        "SlipTaken",
    }
    assert (way.promise, way.endless) == ("rest-stays-in-reach", 0)


@pytest.mark.parametrize(
    ("lang", "endings"),
    [
        ("en", ("... then again from step 9, without end", "cannot come to rest any more")),
        ("vi", ("... rồi lặp lại từ bước 9, không bao giờ dứt", "không còn đường nào về")),
    ],
)
def test_an_endless_story_says_how_it_goes_on(lang: str, endings: tuple[str, str]) -> None:
    """A person reads from which step it goes round, or that no way leads out."""
    found = echo()
    for failure, ending in zip(found.failures, endings, strict=True):
        text = failure_text(
            promise=failure.about,
            story=failure.story,
            apps=None,
            order=failure.order,
            assumptions=found.assumptions,
            replay="",
            report=None,
            lang=lang,
            names=Names(),
            endless=failure.endless,
        )
        assert ending in text


def test_a_saved_endless_story_keeps_that_it_is_one() -> None:
    """One story cannot tell, so its replay must not say that the promise holds."""
    found = echo()
    story = saved.saved(
        found.failures[0],
        scenario=found.scenario,
        seed=0,
        rules=found.rules,
        assumptions=found.assumptions,
        opening=found.opening,
    )

    assert story.endless == 2
    assert saved.replay(story).broke_at is None
