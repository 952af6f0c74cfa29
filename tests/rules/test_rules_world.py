"""One step of the whole: the stamp, the run log, a crash; and what a step says of itself."""

from typing import get_args

import pytest
from rules.given import given
from rules.vocabulary import (
    CREATED,
    CUSTOMER,
    DH1,
    LINES,
    RECEIVED,
    REQUESTED,
    TOLD,
    administrator,
    clerk,
    hold,
    release,
    salesperson,
    saved,
    taken,
    to,
)

from sim.rules.accounting import Accounting
from sim.rules.assumptions import Assumptions
from sim.rules.events import (
    FlowSwitched,
    HoldPlaced,
    MessageIgnored,
    NumberNoted,
    RunFailed,
    RunSucceeded,
    SlipSynced,
)
from sim.rules.messages import (
    FLOWS,
    Accepted,
    Busy,
    Channel,
    Envelope,
    FlowName,
    HandOver,
    NumberTold,
    OrderRequested,
    Refused,
    Rerun,
    RunReport,
    SaveRequest,
    SaveSlip,
    SlipPushed,
    SlipTaken,
    SwitchFlow,
    run_name,
)
from sim.rules.sales import Sales
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.rules.values import APPS, Flows
from sim.rules.warehouse import Warehouse
from sim.rules.workflow import Workflow
from sim.rules.world import act, crash, deliver, reference

MESSAGE = OrderRequested(order=DH1, request=1, customer=CUSTOMER, lines=LINES)
ARRIVING = Envelope("sales", "warehouse", "order_to_warehouse", MESSAGE)
PUSH = Envelope(
    "warehouse",
    "accounting",
    "slip_to_accounting",
    SlipPushed(
        order=DH1, slip="PX-1", request=1, type="sale", customer=CUSTOMER, lines=taken((1, 1))
    ),
)
HELD = HoldPlaced(order=DH1, app="accounting", request=1, attempt=1)


def arrive(envelope: Envelope, *past) -> tuple[Step, Apps, Apps]:
    story = given(*past)
    step, apps = deliver(story.rules, story.apps, envelope)
    return step, story.apps, apps


# --- the rule set -------------------------------------------------------------------------------


def test_the_reference_is_the_four_apps_under_the_same_assumptions() -> None:
    """Without any named, those of domain.md."""
    rules = reference()
    kinds = (Sales, Warehouse, Accounting, Workflow)

    assert rules.name == "reference"
    for name, kind in zip(APPS, kinds, strict=True):
        assert type(rules.app(name)) is kind
        assert rules.app(name).assumptions == Assumptions()
    set_to = Assumptions(over_issue="refuse")
    assert {reference(set_to).app(name).assumptions for name in APPS} == {set_to}


# --- the stamp ----------------------------------------------------------------------------------


def test_a_command_is_stamped_with_the_present_set_up() -> None:
    """design.md 2: at commit; what the command brought along does not count."""
    off = Flows(order_to_warehouse=False)
    story = given(CREATED, flows=off)
    step, _ = act(story.rules, story.apps, salesperson(SaveRequest, flows=Flows()))

    assert step.said.flows == off
    assert step.sent == ()


def test_a_step_of_a_person() -> None:
    """App, what was said, the answer, what was committed, what was sent; the other apps rest."""
    story = given(CREATED, REQUESTED)
    said = salesperson(HandOver)
    step, apps = act(story.rules, story.apps, said)

    assert (step.app, step.said, step.answer) == ("sales", said, Accepted())
    assert len(step.events) == len(step.sent) == 1
    assert apps is story.apps


def test_only_the_app_that_was_spoken_to_changes() -> None:
    """Apps meet in messages, nowhere else."""
    story = given(CREATED)
    _, apps = act(story.rules, story.apps, salesperson(SaveRequest))

    assert apps.sales is not story.apps.sales
    assert apps.warehouse is story.apps.warehouse
    assert apps.accounting is story.apps.accounting
    assert apps.workflow is story.apps.workflow


# --- the run log --------------------------------------------------------------------------------


def test_the_arrival_of_a_flows_message_is_a_run_in_the_log() -> None:
    """domain.md 4.1: done."""
    step, _, apps = arrive(ARRIVING)

    assert (step.app, step.said, step.answer) == ("warehouse", ARRIVING, Accepted())
    assert step.events == (RECEIVED, RunSucceeded(order=DH1, run=run_name(ARRIVING)))
    assert apps.warehouse.dossiers[DH1].document is not None


def test_a_refused_message_is_a_failed_run_and_leaves_the_target_alone() -> None:
    """R1.1d: the run fails with a reason, nothing is created."""
    message = OrderRequested(order=DH1, request=1, customer="KH-9", lines=LINES)
    envelope = Envelope("sales", "warehouse", "order_to_warehouse", message)
    step, before, apps = arrive(envelope)

    assert step.answer == Refused("unknown_customer", "KH-9")
    assert [type(event) for event in step.events] == [RunFailed]
    assert step.sent == ()
    assert apps.warehouse is before.warehouse
    assert run_name(envelope) in apps.workflow.failed


def test_an_ignored_message_is_a_run_that_was_done() -> None:
    """R1.2g: ignored and logged, not failed: there is nothing to run again."""
    step, _, apps = arrive(ARRIVING, RECEIVED)

    assert [type(event) for event in step.events] == [MessageIgnored, RunSucceeded]
    assert list(apps.workflow.failed) == []


def test_a_busy_app_consumes_nothing() -> None:
    """The message has to come again, so no run is over."""
    step, before, apps = arrive(PUSH, HELD)

    assert (step.answer, step.events, step.sent) == (Busy(), (), ())
    assert apps is before


UNLOGGED = {
    "revoke": (to("warehouse", hold()), (RECEIVED,), HoldPlaced),
    "answer": (
        Envelope("accounting", "warehouse", "answer", SlipTaken(order=DH1, slip="PX-1")),
        (RECEIVED, saved("PX-1", (1, 1))),
        SlipSynced,
    ),
    "spoken": (
        Envelope("sales", "accounting", "spoken", NumberTold(order=DH1, request=1)),
        (),
        NumberNoted,
    ),
}


@pytest.mark.parametrize(("envelope", "past", "event"), UNLOGGED.values(), ids=UNLOGGED)
def test_what_is_no_flow_is_no_run(envelope, past, event) -> None:
    """design.md 2: the revoke's check is not a flow, an answer and spoken words are neither."""
    step, before, apps = arrive(envelope, *past)

    assert [type(one) for one in step.events] == [event]
    assert apps.workflow is before.workflow


def test_every_channel_is_a_flow_or_one_of_three() -> None:
    """The flows are those that Workflow can switch."""
    channels = set(FLOWS) | set(UNLOGGED)

    assert set(get_args(FlowName)) == set(FLOWS)
    assert {one for part in get_args(Channel) for one in (get_args(part) or (part,))} == channels


# --- what a step is about -----------------------------------------------------------------------

FAILED = RunReport(ARRIVING, Refused("unknown_customer", CUSTOMER))
ABOUT = {
    "a command": (Step("sales", salesperson(HandOver), Accepted()), DH1),
    "a command about no order": (
        Step("warehouse", clerk(SaveSlip, order="", slip="P", type="other", lines=()), Accepted()),
        "",
    ),
    "a message": (Step("warehouse", ARRIVING, Accepted()), DH1),
    "a lost message": (Step("warehouse", Fault("lose", "warehouse", ARRIVING), Accepted()), DH1),
    "a crash": (Step("warehouse", Fault("crash", "warehouse"), Accepted()), ""),
    "a switch": (
        Step(
            "workflow",
            administrator(SwitchFlow, flow="direct_link", setting="on"),
            Accepted(),
            (FlowSwitched(flows=Flows(direct_link=True)),),
        ),
        "",
    ),
    "a refused rerun": (
        Step("workflow", administrator(Rerun, run="r"), Refused("no_such_run", "r")),
        "",
    ),
}


@pytest.mark.parametrize(("step", "order"), ABOUT.values(), ids=ABOUT)
def test_a_step_knows_its_order(step, order) -> None:
    """So that one document's life can be told through all apps."""
    assert step.order == order


def test_a_rerun_is_about_the_order_of_its_run() -> None:
    """The command names a run, the event its order."""
    story = given().when(FAILED)
    step, _ = act(story.rules, story.apps, administrator(Rerun, run=run_name(ARRIVING)))

    assert step.order == DH1
    assert step.sent == (ARRIVING,)


# --- a crash ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", APPS)
def test_an_app_comes_back_from_what_it_wrote_down(name) -> None:
    """design.md 4: nothing that was committed is lost, a hold neither."""
    past = (CREATED, REQUESTED, RECEIVED, saved("PX-1", (1, 1)), TOLD, HELD)
    story = given(*past).when(FAILED)
    step, apps = crash(story.rules, story.apps, name)

    assert apps == story.apps
    assert step == Step(name, Fault("crash", name), Accepted())


def test_the_same_step_from_the_same_state_is_the_same() -> None:
    """design.md 4: no clock, no chance; the state before is what it was."""
    story = given(RECEIVED)
    before = hash(story.apps)
    said = clerk(SaveSlip, slip="PX-1", type="sale", lines=taken((1, 3)))

    assert act(story.rules, story.apps, said) == act(story.rules, story.apps, said)
    assert hash(story.apps) == before
    assert story.apps == given(RECEIVED).apps


@pytest.mark.parametrize("message", [hold(), release()], ids=["hold", "release"])
def test_the_revokes_messages_go_to_the_app_they_name(message) -> None:
    """Both apps understand them; each keeps its own guard."""
    _, before, apps = arrive(to("accounting", message), RECEIVED)

    assert apps.warehouse is before.warehouse
    assert apps.accounting is not before.accounting
