"""The promises on every step: each holds for the reference, and breaks where rules are wrong."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from sim import run
from sim.campaign import run_plan
from sim.checks import done, ignored, messages_sent, written
from sim.checks.ignored import IGNORED
from sim.checks.ledger import Ledger
from sim.checks.promise import Moment
from sim.checks.reasons import REFUSED
from sim.library import plan_of, scenario_files
from sim.rules.assumptions import Assumptions
from sim.rules.events import MessageIgnored, NumberHandedOver, SalesRecorded, SlipEdited
from sim.rules.messages import CancelOrder, Envelope, OrderCopied, Refused
from sim.rules.sales import Sales
from sim.rules.state import Apps
from sim.rules.step import Step
from sim.rules.values import Flows
from sim.rules.warehouse import Warehouse
from sim.rules.workflow import Workflow
from sim.rules.world import reference

PROMISES = (*written.PROMISES, *ignored.PROMISES, *done.PROMISES, *messages_sent.PROMISES)
STORIES = [name for name, path in scenario_files().items() if path.parent.name == "stories"]


class NoOne(Sales):
    def record(self, order):
        return (SalesRecorded(order=order.order, version=None),)


class AnotherOrder(Sales):
    def hand_over(self, order):
        return (NumberHandedOver(order="DH-9", request=order.request),)


class AnotherChannel(Sales):
    def copy_sent(self, event):
        return replace(super().copy_sent(event), channel="spoken")


class NoReason(Sales):
    def delete(self, order):
        found = super().delete(order)
        return Refused("because") if isinstance(found, Refused) else found


class NoDocument(Warehouse):
    def make_issue_command(self, dossier, said):
        found = super().make_issue_command(dossier, said)
        return Refused(found.reason) if isinstance(found, Refused) else found


class Unexplained(Sales):
    def news(self, order, said):
        found = super().news(order, said)
        ignored = isinstance(found[0], MessageIgnored)
        return (replace(found[0], reason="some reason"),) if ignored else found


class DeafToNews(Sales):
    def newer(self, order, said):
        del order, said
        return False


class LogsNoReason(Workflow):
    def report(self, said):
        found = super().report(said)
        return (replace(found[0], reason=""),) if isinstance(said.answer, Refused) else found


class NeverForgets(Workflow):
    def evolve(self, state, event):
        after = super().evolve(state, event)
        return replace(after, failed=state.failed) if not after.failed else after


class OldNumber(Warehouse):
    def slips_after(self, slips, event):
        if isinstance(event, SlipEdited):
            event = replace(event, slip=replace(event.slip, number=event.before.number))
        return super().slips_after(slips, event)


class SwitchesTwo(Workflow):
    def evolve(self, state, event):
        after = super().evolve(state, event)
        other = not state.flows.direct_link
        return replace(after, flows=replace(after.flows, direct_link=other))


class ForgetsNumber(Sales):
    def deleted(self, state, event):
        return replace(super().deleted(state, event), deleted=state.deleted)


class CountsTwice(Sales):
    def recording_news(self, order, said):
        kind = SalesRecorded(order=said.order, version=said.version)
        return (kind,) if order is not None else super().recording_news(order, said)


class KeepsStock(Warehouse):
    def evolve(self, state, event):
        after = super().evolve(state, event)
        return replace(after, stock=state.stock) if isinstance(event, SlipEdited) else after


class ForgetsCommands(Warehouse):
    def end_hold(self, dossier, said):
        ended, *deleted = super().end_hold(dossier, said)
        return (ended, *(replace(one, issue_commands=()) for one in deleted))


class OldEdition(Sales):
    def copy_sent(self, event):
        envelope = super().copy_sent(event)
        old = replace(envelope.message, edition=event.edition - 1)
        return replace(envelope, message=old)


class Tactless(Sales):
    def react(self, event):
        return () if isinstance(event, NumberHandedOver) else super().react(event)


class Wrong(NamedTuple):
    promise: str
    kind: type[Any]
    story: str


WRONG = (
    Wrong("of-its-kind", NoOne, "refused-in-sales"),
    Wrong("of-its-order", AnotherOrder, "refused-in-sales"),
    Wrong("messages-go-their-way", AnotherChannel, "refused-in-accounting"),
    Wrong("refusal-says-why", NoReason, "refused-in-sales"),
    Wrong("refusal-says-why", NoDocument, "refused-in-warehouse"),
    Wrong("ignored-says-why", Unexplained, "late-and-double-news"),
    Wrong("ignored-says-why", DeafToNews, "late-and-double-news"),
    Wrong("failed-run-is-logged", LogsNoReason, "unknown-code"),
    Wrong("run-log-is-true", NeverForgets, "unknown-code"),
    Wrong("done-as-said", OldNumber, "refused-in-warehouse"),
    Wrong("lists-and-switches-obey", SwitchesTwo, "refused-in-workflow"),
    Wrong("parents-know-their-children", ForgetsNumber, "children-share-an-order"),
    Wrong("late-words-do-not-count", CountsTwice, "late-words-from-accounting"),
    Wrong("deletion-is-told", ForgetsCommands, "revoke-clean"),
    Wrong("stock-follows-the-slips", KeepsStock, "refused-in-warehouse"),
    Wrong("messages-are-true", OldEdition, "refused-in-accounting"),
    Wrong("who-must-know-is-told", Tactless, "refused-in-sales"),
)


def broken_by(monkeypatch: pytest.MonkeyPatch, kind: type[Any], story: str) -> list[str]:
    changed = {kind.name: kind(Assumptions())}
    monkeypatch.setattr(run, "rule_set", lambda *_: reference()._replace(**changed))
    told = run_plan(plan_of(scenario_files()[story], seed=1))
    return [one.name for one in told.promises if one.verdict == "fail"]


@pytest.mark.parametrize(
    "wrong", WRONG, ids=[f"{one.promise}-{one.kind.__name__}" for one in WRONG]
)
def test_the_promise_breaks_where_the_rule_is_wrong(monkeypatch, wrong):
    """It can fail for the reason it exists, in a shipped story."""
    assert wrong.promise in broken_by(monkeypatch, wrong.kind, wrong.story)


def test_each_of_them_is_shown_a_wrong_rule():
    """A promise of which nobody has seen that it can fail proves nothing."""
    shown = {one.promise for one in WRONG} | {"no-means-nothing-done"}
    assert shown == {one.name for one in PROMISES}


def test_a_refusal_that_changed_something_is_seen():
    """No rule set can do it: a refusal leaves the state alone. The promise sees it all the same."""
    command = CancelOrder(by="minh", role="clerk", flows=Flows(), order="DH-1")
    warehouse = Apps().warehouse
    changed = replace(
        Apps(), warehouse=replace(warehouse, stock=warehouse.stock.insert("HH-01", 1))
    )
    step = Step("warehouse", command, Refused("cancelled"))
    message = OrderCopied(order="DH-1", request=1, edition=0, customer="KH-01", lines=())
    envelope = Envelope("sales", "accounting", "direct_link", message)

    def held(after: Apps, one: Step) -> bool:
        moment = Moment(Apps(), one, after, Ledger(), Ledger(), Assumptions())
        return done.nothing_done(moment, Refused("cancelled")).held

    assert held(Apps(), step)
    assert not held(changed, step)
    assert not held(Apps(), step._replace(sent=(envelope,)))


@pytest.mark.parametrize("app", REFUSED)
def test_each_reason_of_the_list_is_met_in_a_story(app):
    """A reason that no story meets may be given in the wrong case, and nobody would know.

    Reading a story refuses a line that stands twice and a parent that is not there; `not_reached`
    is no answer of an app.
    """
    unread = {"sales": {"line_twice"}}.get(app, set())
    met = set()
    for story in STORIES:
        for step in plan_of(scenario_files()[story], seed=1).scenario.steps:
            met.add(step.reason)
    assert set(REFUSED[app]) - met == unread


def test_the_lists_name_messages_that_there_are():
    """A misspelt name would judge nothing."""
    assert {kind.__name__ for kind, _ in IGNORED} <= set(written.WAY)
    assert set(written.WAY) == {kind.__name__ for kind in messages_sent.TRUTH}
