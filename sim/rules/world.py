"""The three apps and Workflow together: one step of the whole, whoever takes it.

The simulation, the explorer and the service take their steps here, so no rule is told twice. A
step is a person's command (`act`) or the arrival of a message (`deliver`); both return what
happened as data. What does not live here: time, order, loss (the interpreters decide these).
"""

from __future__ import annotations

from typing import NamedTuple, cast

from msgspec.structs import replace

from sim.rules.accounting import Accounting
from sim.rules.assumptions import Assumptions
from sim.rules.decider import ACCEPTED, App, handle
from sim.rules.events import AnyEvent
from sim.rules.messages import (
    FLOWS,
    Busy,
    Command,
    Envelope,
    Refused,
    RunReport,
)
from sim.rules.sales import Sales
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.rules.values import AppName
from sim.rules.warehouse import Warehouse
from sim.rules.workflow import Workflow

NOT_REACHED = "not_reached"
"""The reason of a run that failed because its target never answered."""


class Rules(NamedTuple):
    """A named rule set: the four deciders."""

    name: str
    sales: Sales
    warehouse: Warehouse
    accounting: Accounting
    workflow: Workflow

    def app(self, name: AppName) -> App[object]:
        """Return the decider of one app."""
        return cast("App[object]", getattr(self, name))


def reference(assumptions: Assumptions | None = None) -> Rules:
    """Return the rule set that does what the document says."""
    set_to = assumptions or Assumptions()
    return Rules(
        name="reference",
        sales=Sales(set_to),
        warehouse=Warehouse(set_to),
        accounting=Accounting(set_to),
        workflow=Workflow(set_to),
    )


def act(rules: Rules, apps: Apps, command: Command) -> tuple[Step, Apps]:
    """Let a person say something; the command is stamped with the present flow set-up."""
    stamped = replace(command, flows=apps.workflow.flows)
    outcome = handle(rules.app(command.app), getattr(apps, command.app), stamped)
    step = Step(command.app, stamped, outcome.answer, outcome.events, outcome.sent)
    return step, _with(apps, command.app, outcome.state)


def deliver(rules: Rules, apps: Apps, envelope: Envelope) -> tuple[Step, Apps]:
    """Let a message arrive; Workflow writes the run of a flow into its log.

    A busy answer consumes nothing: the message has to come again.
    """
    target = envelope.target
    outcome = handle(rules.app(target), getattr(apps, target), envelope.message)
    apps = _with(apps, target, outcome.state)
    events = outcome.events
    if envelope.channel in FLOWS and not isinstance(outcome.answer, Busy):
        report = handle(rules.workflow, apps.workflow, RunReport(envelope, outcome.answer))
        apps = _with(apps, "workflow", report.state)
        events += report.events
    return Step(target, envelope, outcome.answer, events, outcome.sent), apps


def crash(
    rules: Rules, apps: Apps, name: AppName, again: Envelope | None = None
) -> tuple[Step, Apps]:
    """Let an app lose its memory and come back from what it wrote down.

    `again` is the message that it had committed and not yet answered: it will come once more.
    """
    state = rules.app(name).recover(getattr(apps, name))
    return Step(name, Fault("crash", name, again), ACCEPTED), _with(apps, name, state)


def fail(rules: Rules, apps: Apps, envelope: Envelope, cause: str = "") -> tuple[Step, Apps]:
    """Let the retries of a flow's message be used up: its run fails and stands in the run log."""
    said = RunReport(envelope, Refused(NOT_REACHED))
    outcome = handle(rules.workflow, apps.workflow, said)
    fault = Fault("fail", envelope.target, envelope, cause)
    step = Step("workflow", fault, ACCEPTED, outcome.events)
    return step, _with(apps, "workflow", outcome.state)


def swallow(rules: Rules, apps: Apps, envelope: Envelope, cause: str = "") -> tuple[Step, Apps]:
    """Let the target answer "ok" and do nothing: a flow's run is logged as a success."""
    events: tuple[AnyEvent, ...] = ()
    if envelope.channel in FLOWS:
        outcome = handle(rules.workflow, apps.workflow, RunReport(envelope, ACCEPTED))
        apps, events = _with(apps, "workflow", outcome.state), outcome.events
    fault = Fault("swallow", envelope.target, envelope, cause)
    return Step(envelope.target, fault, ACCEPTED, events), apps


def correct(rules: Rules, apps: Apps, fault: Fault) -> tuple[Step, Apps] | None:
    """Let a slip be changed past Warehouse's screens, so that it sends nothing.

    None if the slip does not stand there as it was when somebody corrected it.
    """
    done = fault.correction
    stored = None if done is None else apps.warehouse.dossiers.get(done.order)
    if done is None or stored is None or done.before not in stored.slips:
        return None
    state = rules.warehouse.evolve(apps.warehouse, done)
    return Step("warehouse", fault, ACCEPTED, (done,)), _with(apps, "warehouse", state)


def _with(apps: Apps, name: AppName, state: object) -> Apps:
    """Return the apps with one state replaced; the same object if nothing changed."""
    if getattr(apps, name) is state:
        return apps
    return replace(apps, **{name: state})
