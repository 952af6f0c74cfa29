"""Deliveries at once: what cannot be told may be left out, and what can be told is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.checks.judge import PROMISES, Judge
from sim.checks.promise import Moment, Promise, Ruling, Words, broken
from sim.explore.commuting import Commuting
from sim.explore.cores import Cores
from sim.explore.office import Office
from sim.explore.reduced import Reduction
from sim.explore.search import Progress, explore
from sim.explore.worlds import office_of
from sim.exploring import explore_world
from sim.library import plan_of
from sim.opening import opening_of
from sim.result import Explored
from sim.rules.events import MessageIgnored
from sim.rules.messages import EndAnswer, OrderNews, OrderRequested
from sim.rules.variants import rule_set

NEWS = """\
name: news
form: world
title: {vi: Tin, en: News}
orders: [{order: DH-1}]
cast:
  lan: {role: salesperson, may: {request: 1}}
  minh: {role: clerk, may: {issue_all: 1, edit_quantity: 2, delete_slip: 1}}
"""
REVOKE = """\
name: revoke
form: world
title: {vi: Thu hồi, en: Revoke}
orders: [{order: DH-1}]
cast:
  lan: {role: salesperson, may: {request: 2, revoke: 1}}
  minh: {role: clerk, may: {issue_all: 1}}
"""


def never_late(moment: Moment, event: MessageIgnored) -> Ruling | None:
    del moment
    return broken(event.order) if event.reason == "older" else None


NEVER_LATE = Promise(
    name="news-is-never-late",
    kind="always",
    clauses=(),
    title=Words("Tin không đến muộn.", "News is never late."),
    on=(MessageIgnored,),
    watch=never_late,
)


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def walked(
    text: str, *reduce: Reduction, rules: str = "reference", more: tuple[Promise, ...] = ()
) -> Explored:
    Path("world.yaml").write_text(text, encoding="utf-8")
    plan = plan_of(Path("world.yaml"), seed=0, rules=rules)
    judge = Judge(plan.assumptions, (*PROMISES, *more))
    return explore_world(plan, plan.scenario.settings[0], judge, reduce=reduce)


def office(text: str, rules: str = "reference") -> Office:
    Path("world.yaml").write_text(text, encoding="utf-8")
    plan = plan_of(Path("world.yaml"), seed=0, rules=rules)
    judge = Judge(plan.assumptions)
    chosen, opening = plan.scenario.settings[0], tuple(opening_of(plan.scenario))
    return office_of(plan.scenario, chosen, rule_set(rules, plan.assumptions), judge, opening)


def test_news_that_nobody_can_tell_from_earlier_news_is_taken_at_once() -> None:
    """Four pieces of news in any order make many states; taken as they come, few."""
    plain, reduced = walked(NEWS), walked(NEWS, "order")

    assert reduced.reduced == ("order",)
    assert reduced.verdict == plain.verdict == "pass"
    assert reduced.states * 2 < plain.states


def test_a_promise_that_can_tell_late_news_is_broken_all_the_same() -> None:
    """A tester's own promise may look at just what the reduction would leave out."""
    plain = walked(NEWS, more=(NEVER_LATE,))
    reduced = walked(NEWS, "order", more=(NEVER_LATE,))

    stories = [[len(one.story) for one in found.failures] for found in (plain, reduced)]
    assert stories[0] == stories[1] != []
    assert reduced.reduced == ()


@pytest.mark.parametrize("rules", ["older-news-applied", "news-as-delta"])
def test_rules_that_are_wrong_in_what_should_commute_are_found(rules: str) -> None:
    """The bugs that a declaration "news commutes" would hide: late news overwrites, or adds up."""
    plain, reduced = walked(NEWS, rules=rules), walked(NEWS, "order", rules=rules)

    assert plain.verdict == reduced.verdict == "fail"
    assert {one.promise for one in plain.failures} == {one.promise for one in reduced.failures}


def test_without_the_proof_such_rules_would_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the proof that keeps the answer: the walk alone never sees late news."""
    monkeypatch.setattr(Commuting, "doubts", lambda _: frozenset())

    assert walked(NEWS, "order", rules="older-news-applied").verdict == "pass"


def test_what_people_can_tell_has_to_wait() -> None:
    """A clerk sees whether the order is there; a second revoke is busy until the first ended."""
    cores = Cores(office(REVOKE))
    walk = Commuting(cores)
    waits = set()
    while True:
        explore(walk.model(), max_states=None)
        doubts = walk.doubts()
        if not doubts:
            break
        waits |= doubts
        walk = Commuting(cores, frozenset(waits))

    assert {OrderRequested, EndAnswer} <= waits


def test_a_walk_in_vain_is_noticed_long_before_its_end() -> None:
    """Proof that comes only at the end costs a whole walk for each kind that has to wait."""
    walk = Commuting(Cores(office(REVOKE)))
    whole = explore(walk.model(), max_states=None).states
    walk = Commuting(Cores(office(REVOKE)))
    found = explore(walk.model(), max_states=None, should_stop=walk.in_vain)

    assert walk.doubts() == {OrderRequested}
    assert found.states * 2 < whole


def test_while_an_app_may_crash_every_order_is_walked() -> None:
    """After a crash the last message comes again: which one was last can be told."""
    crashes = office(NEWS.replace("cast:", "settings: [{crashes: 1}]\ncast:"))
    walk = Commuting(Cores(crashes))
    start = crashes.start()

    for _, after, _, _ in walk.moves(start):
        told = [move[0].said for move in walk.moves(after)]
        assert told == [move[0].said for move in crashes.moves(after)]


def test_an_interruption_ends_the_walk_and_begins_no_other() -> None:
    """Ctrl-C keeps what was learned; whoever pressed it does not want the world walked again."""
    Path("world.yaml").write_text(REVOKE, encoding="utf-8")
    plan = plan_of(Path("world.yaml"), seed=0)
    states: list[int] = []

    def interrupted(progress: Progress) -> None:
        states.append(progress.states)
        if progress.depth == 2:
            raise KeyboardInterrupt

    found = explore_world(
        plan,
        plan.scenario.settings[0],
        Judge(plan.assumptions),
        reduce=("order",),
        on_progress=interrupted,
    )

    assert found.interrupted
    assert (found.verdict, found.complete) == ("unknown", False)
    assert len(states) == 2


def test_people_who_act_without_end_are_walked_with_symmetry_alone() -> None:
    """Without ranks for rising numbers their stories never close."""
    endless = NEWS.replace("edit_quantity: 2", "edit_quantity: any")
    found = walked(endless.replace("request: 1", "request: 1, revoke: any"), "symmetry", "order")

    assert found.reduced == ("symmetry",)


def test_the_news_of_the_worlds_is_what_is_taken_at_once() -> None:
    """The kinds of messages that need not wait, in a world without a revoke."""
    walk = Commuting(Cores(office(NEWS)), frozenset({OrderRequested}))
    explore(walk.model(), max_states=None)

    assert walk.doubts() == frozenset()
    assert OrderNews not in walk.waits
