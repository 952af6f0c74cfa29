"""Samples of the shipped worlds: what they find and what they must not, and each time the same."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from test_explore_worlds import ENDLESS, WORLDS

from sim.checks.judge import Judge
from sim.explore.aspects import actor_of, event_of, situation, standing
from sim.explore.choices import Seeded
from sim.explore.model import Model
from sim.explore.samples import Draw, Sample
from sim.explore.stories import Stage
from sim.explore.worlds import model_of, setting_name
from sim.library import plan_of, read, scenario_files
from sim.opening import opening_of
from sim.result import Sampled
from sim.rules.messages import Accepted, Envelope
from sim.rules.step import Fault, Step
from sim.rules.variants import rule_set
from sim.sampling import off_in, sample_world, without

STRATEGIES = ("random", "pct")
RACES = [  # worlds that look-then-delete breaks, and within how many walks each of ten seeds does
    ("revoke-against-slip", 20),
    ("revoke-against-voucher", 20),
    ("revoke-before-arrival", 300),
    ("revoke-request-again", 60),
]


def take(
    world: str,
    strategy: str,
    walks: int,
    *,
    seed: int = 1,
    setting: int = 0,
    rules: str = "reference",
    swarm: bool = True,
    until_broken: bool = False,
) -> Sampled:
    """A sample of a shipped world."""
    plan = plan_of(scenario_files()[world], seed=0, rules=rules)
    judge = Judge(plan.assumptions, plan.promises)
    gaps = {promise.name for promise in judge.promises if promise.kind == "gap"}
    so_far: list[Sample[object, Step]] = []
    return sample_world(
        plan,
        plan.scenario.settings[setting],
        judge,
        Draw(strategy, seed, swarm=swarm),  # type: ignore[arg-type]
        walks=walks,
        should_stop=lambda: until_broken and bool(so_far) and bool(set(so_far[0].hits) - gaps),
        on_walk=so_far.append,
    )


def reachable(model: Model[Any, Step]) -> tuple[set[Any], set[str]]:
    """All states of a world, and all that its moves show."""
    known, seen, waiting = set(model.initial), set(), list(model.initial)
    while waiting:
        for _, after, _, shown in model.steps(waiting.pop()):
            seen.update(shown)
            if after not in known:
                known.add(after)
                waiting.append(after)
    return known, seen


CASES = [
    pytest.param(name, at, id=f"{name}-{setting_name(setting)}")
    for name in WORLDS
    for at, setting in enumerate(read(scenario_files()[name]).settings)
]


# --- what is found ------------------------------------------------------------------------------


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize(("world", "within"), RACES)
def test_both_strategies_find_the_race_of_look_then_delete(
    world: str, within: int, strategy: str
) -> None:
    """Ten seeds, each within the stated number of walks; the story is short and plays again."""
    broken = partial(take, world, strategy, within, rules="look-then-delete", until_broken=True)

    for seed in range(1, 11):
        found = broken(seed=seed).explored
        assert found.verdict == "fail", seed
        assert all(one.plays and len(one.story) <= 12 for one in found.failures), seed


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize(("world", "setting"), CASES)
def test_the_reference_breaks_nothing(world: str, setting: int, strategy: str) -> None:
    """Under every budget of faults; the verdict is never a pass.

    Every walk comes to rest, but where people may go on without end: nobody makes them stop.
    """
    found = take(world, strategy, 12, setting=setting)

    assert [one.promise for one in found.explored.failures] == []
    assert (found.explored.verdict, found.explored.complete) == ("unknown", False)
    assert found.walks == 12
    assert world in ENDLESS or found.unrested == 0


@pytest.mark.slow
@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize(("world", "setting"), CASES)
def test_the_reference_breaks_nothing_over_many_seeds(
    world: str, setting: int, strategy: str
) -> None:
    """Twenty seeds of thirty walks; each comes to rest, but where people go on without end."""
    for seed in range(2, 22):
        found = take(world, strategy, 30, setting=setting, seed=seed)
        assert [one.promise for one in found.explored.failures] == [], seed
        assert world in ENDLESS or found.unrested == 0, seed


def test_a_sample_knows_no_state_that_the_walk_of_all_does_not() -> None:
    """And of a small world all of them, with what that walk has seen."""
    plan = plan_of(scenario_files()["double-push"], seed=0)
    rules, opening = rule_set("reference", plan.assumptions), tuple(opening_of(plan.scenario))
    judge = Judge(plan.assumptions, plan.promises)
    setting = plan.scenario.settings[0]
    whole, seen = reachable(model_of(plan.scenario, setting, rules, judge, opening))
    situations = {situation(state) for state in whole}

    found = take("double-push", "random", 400, swarm=False).explored

    assert (found.states, set(found.seen)) == (len(situations), seen)
    assert take("double-push", "pct", 100).explored.states <= len(situations)


# --- the same every time, and what a swarm is ---------------------------------------------------


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_a_sample_is_the_same_every_time(strategy: str) -> None:
    """All but the seconds; another seed is another sample."""
    one, again, other = (take("late-news", strategy, 40, seed=seed) for seed in (4, 4, 5))

    assert one._replace(explored=again.explored) == again
    assert one.explored._replace(seconds=0.0) == again.explored._replace(seconds=0.0)
    assert one.explored.transitions != other.explored.transitions


def test_a_swarm_changes_every_other_walk_and_leaves_the_first() -> None:
    """With it walks are shorter; the first is the same with and without."""
    first = [
        take("late-news", "pct", 1, swarm=swarm).explored.transitions for swarm in (True, False)
    ]
    many = [
        take("late-news", "pct", 60, swarm=swarm).explored.transitions for swarm in (True, False)
    ]

    assert first[0] == first[1]
    assert many[0] < many[1]


def test_each_switch_of_a_swarm_changes_the_world() -> None:
    """People, kinds of offers, faults: without it the world has other states, fewer of them."""
    plan = plan_of(scenario_files()["double-push"], seed=0)
    rules, opening = rule_set("reference", plan.assumptions), tuple(opening_of(plan.scenario))
    judge = Judge(plan.assumptions, plan.promises)
    setting = plan.scenario.settings[1]

    def states(*off: str) -> int:
        fewer, faults = without(plan.scenario, setting, frozenset(off))
        return len(reachable(model_of(fewer, faults, rules, judge, opening))[0])

    switches = {name for s in range(300) for name in off_in(plan.scenario, setting, Seeded(s))}
    assert switches == {
        *(f"person {name}" for name in ("lan", "minh", "tuan")),
        *(f"offer {kind}" for kind in ("request", "issue_all", "push")),
        "fault duplicates",
    }
    assert states() == 304
    assert [name for name in sorted(switches) if not states(name) < 304] == []


# --- what walks look at -------------------------------------------------------------------------


def played() -> tuple[Stage, Step, Step]:
    """DH-1 is requested; the step of that and the arrival in Warehouse."""
    plan = plan_of(scenario_files()["double-push"], seed=0)
    rules, opening = rule_set("reference", plan.assumptions), tuple(opening_of(plan.scenario))
    judge = Judge(plan.assumptions)
    model = model_of(plan.scenario, plan.scenario.settings[0], rules, judge, opening)
    first = model.initial[0]
    stage = Stage(rules, judge, first.apps, first.ledger)
    ((request, *_),) = model.steps(first)
    said = stage.again(request)
    assert said is not None
    arrival = stage.arrive(stage.under_way[0])
    assert arrival is not None
    return stage, said, arrival


def test_a_step_is_its_persons_its_messages_or_its_faults() -> None:
    """One name for a person, one for each message, one for each kind of fault."""
    _, request, arrival = played()
    assert isinstance(arrival.said, Envelope)
    copy = Step("sales", Fault("duplicate", "warehouse", arrival.said), Accepted())

    assert actor_of(request) == "person lan"
    assert actor_of(arrival).startswith("message ")
    assert actor_of(arrival) == actor_of(arrival._replace(answer=request.answer))
    assert actor_of(copy) == "fault duplicate"


def test_an_event_is_a_command_or_a_message_about_an_order() -> None:
    """By kind and way; a fault is none."""
    _, request, arrival = played()
    crash = Step("sales", Fault("crash", "sales"), Accepted())

    assert event_of(request) == ("DH-1", "SaveRequest")
    assert event_of(arrival) == ("DH-1", "sales→warehouse OrderRequested")
    assert event_of(crash) is None


def test_where_an_order_stands_is_told_of_all_three_apps() -> None:
    """Sales' recording and delivery status, Warehouse's execution status, Accounting's papers."""
    stage, _, _ = played()

    assert standing(stage.apps, "DH-1") == ("requested, not_delivered", "not_started", "none")
    assert standing(stage.apps, "DH-9") == ("none", "none", "none")


def test_statuses_of_a_sample_are_the_words_of_the_document() -> None:
    """A slip that is issued, pushed and booked: completed, delivered, with a slip in Accounting."""
    found = take("double-push", "random", 50)

    assert ("requested, delivered", "completed", "slip") in found.standings
    assert ("draft, not_delivered", "none", "none") in found.standings
