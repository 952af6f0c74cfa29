"""Workflow: the flow set-up, and the run log with what can be run again (domain.md 4.1)."""

import pytest
from rules.given import given
from rules.vocabulary import CUSTOMER, DH1, LINES, administrator, taken

from sim.rules.events import FlowSwitched, RunFailed, RunRepeated, RunSucceeded
from sim.rules.messages import (
    FLOWS,
    Accepted,
    DeliveryByAccounting,
    Envelope,
    OrderCopied,
    OrderNews,
    OrderRequested,
    RecordingNews,
    Refused,
    Rerun,
    RunReport,
    SlipPushed,
    SwitchFlow,
    run_name,
)
from sim.rules.values import Flows

ON_OFF = [flow for flow in FLOWS if flow != "slip_to_accounting"]


def switch(flow: str, setting: str) -> SwitchFlow:
    return administrator(SwitchFlow, flow=flow, setting=setting)


# --- switching ----------------------------------------------------------------------------------


@pytest.mark.parametrize("was", [True, False], ids=["was on", "was off"])
@pytest.mark.parametrize("setting", ["on", "off"])
@pytest.mark.parametrize("flow", ON_OFF)
def test_a_flow_is_on_or_off(flow, setting, was) -> None:
    """Only that flow changes; nothing is replayed (R1.1n); no change is refused."""
    flows = Flows(**{flow: was})
    after = given(flows=flows).when(switch(flow, setting))

    if was == (setting == "on"):
        after.then(Refused("no_change"))
    else:
        after.then(FlowSwitched(flows=Flows(**{flow: not was})))
        assert after.apps.workflow.flows == Flows(**{flow: not was})


@pytest.mark.parametrize("was", ["automatic", "manual", "off"])
@pytest.mark.parametrize("setting", ["automatic", "manual", "off"])
def test_the_slip_flow_is_automatic_manual_or_off(setting, was) -> None:
    """The seed's Tự động and Thủ công, and off; no slip is swept (R1.3i)."""
    after = given(flows=Flows(slip_to_accounting=was)).when(switch("slip_to_accounting", setting))

    if was == setting:
        after.then(Refused("no_change"))
    else:
        after.then(FlowSwitched(flows=Flows(slip_to_accounting=setting)))


@pytest.mark.parametrize(
    ("flow", "setting"),
    [
        ("order_to_warehouse", "automatic"),
        ("status_to_sales", ""),
        ("direct_link", "ON"),
        ("slip_to_accounting", "on"),
    ],
)
def test_a_setting_that_the_flow_has_not_is_refused(flow, setting) -> None:
    """The order flow and the status flow know no manual mode (domain.md 4.1)."""
    given().when(switch(flow, setting)).then(Refused("unknown_setting", setting))


# --- the run log --------------------------------------------------------------------------------

SENT = Envelope(
    "sales",
    "warehouse",
    "order_to_warehouse",
    OrderRequested(order=DH1, request=1, customer="KH-9", lines=LINES),
)
RUN = run_name(SENT)
REASON = Refused("unknown_customer", "KH-9")
FAILED = RunFailed(order=DH1, run=RUN, envelope=SENT, reason=REASON.reason, document="KH-9")


def test_a_refused_run_stands_in_the_log_with_its_reason() -> None:
    """domain.md 4.1: recorded, target unchanged, retry possible."""
    after = given().when(RunReport(SENT, REASON)).then(FAILED)

    failed = after.apps.workflow.failed[RUN]
    assert (failed.envelope, failed.reason, failed.document) == (SENT, "unknown_customer", "KH-9")


def test_a_run_that_fails_again_shows_the_last_reason() -> None:
    """One line in the log for one run."""
    after = given(FAILED).when(RunReport(SENT, Refused("revoked", DH1)))

    assert len(after.apps.workflow.failed) == 1
    assert after.apps.workflow.failed[RUN].reason == "revoked"


@pytest.mark.parametrize("past", [(), (FAILED,)], ids=["the first time", "after a failure"])
def test_a_run_that_succeeded_needs_no_second_look(past) -> None:
    """It is no longer offered to be run again."""
    after = given(*past).when(RunReport(SENT, Accepted()))

    after.then(RunSucceeded(order=DH1, run=RUN))
    assert RUN not in after.apps.workflow.failed


def test_the_success_of_another_run_leaves_the_failed_one() -> None:
    """Each run is cleared by its own success only."""
    message = OrderRequested(order=DH1, request=2, customer="KH-9", lines=LINES)
    later = Envelope("sales", "warehouse", "order_to_warehouse", message)

    assert RUN in given(FAILED).when(RunReport(later, Accepted())).apps.workflow.failed


def test_a_failed_run_is_run_again_as_it_was() -> None:
    """design.md 2: a retry keeps its stamp, whatever the flow is set to by now."""
    off = Flows(order_to_warehouse=False)
    after = given(FAILED, flows=off).when(administrator(Rerun, run=RUN))

    after.then(RunRepeated(order=DH1, run=RUN, envelope=SENT), SENT)
    assert RUN not in after.apps.workflow.failed


def test_only_a_failed_run_can_be_run_again() -> None:
    """Not one that was never logged, nor one that is under way again."""
    again = administrator(Rerun, run=RUN)

    given().when(again).then(Refused("no_such_run", RUN))
    given(FAILED).when(again).when(again).then(Refused("no_such_run", RUN))


# --- the names of runs --------------------------------------------------------------------------

NEWS = OrderNews(order=DH1, request=1, version=2, status="completed", issued=(), slips=())
NAMES = {
    "order_to_warehouse:DH-1/1": SENT,
    "slip_to_accounting:DH-1/PX-1": Envelope(
        "warehouse",
        "accounting",
        "slip_to_accounting",
        SlipPushed(
            order=DH1, slip="PX-1", request=1, type="sale", customer=CUSTOMER, lines=taken((1, 1))
        ),
    ),
    "direct_link:DH-1/1/0 OrderCopied": Envelope(
        "sales",
        "accounting",
        "direct_link",
        OrderCopied(order=DH1, request=1, edition=0, customer=CUSTOMER, lines=LINES),
    ),
    "status_to_sales:DH-1/1/2": Envelope("warehouse", "sales", "status_to_sales", NEWS),
}


@pytest.mark.parametrize(("name", "envelope"), NAMES.items(), ids=NAMES)
def test_a_run_is_named_by_flow_order_and_document(name, envelope) -> None:
    """The same message sent again is the same run."""
    assert run_name(envelope) == name


COPY = OrderCopied(order=DH1, request=1, edition=0, customer=CUSTOMER, lines=LINES)
EDITED = OrderCopied(order=DH1, request=1, edition=1, customer=CUSTOMER, lines=LINES)
DELIVERED = DeliveryByAccounting(order=DH1, request=1, status="delivered")
RECORDED = RecordingNews(order=DH1, request=1, version=1, recording="recorded")
ON_THE_LINK = {
    "the copy and its edit": (
        Envelope("sales", "accounting", "direct_link", COPY),
        Envelope("sales", "accounting", "direct_link", EDITED),
    ),
    "the copy and the delivery coming back": (
        Envelope("sales", "accounting", "direct_link", COPY),
        Envelope("accounting", "sales", "direct_link", DELIVERED),
    ),
    "the copy and the recording coming back": (
        Envelope("sales", "accounting", "direct_link", COPY),
        Envelope("accounting", "sales", "direct_link", RECORDED),
    ),
}


@pytest.mark.parametrize(("failed", "other"), ON_THE_LINK.values(), ids=ON_THE_LINK)
def test_two_different_messages_are_two_runs(failed, other) -> None:
    """design.md 2: a failed run stands in the run log, so another's success must not clear it."""
    log = given().when(RunReport(failed, Refused("revoked", DH1)))
    log = log.when(RunReport(other, Accepted()))

    assert [run.envelope for run in log.apps.workflow.failed.values()] == [failed]
