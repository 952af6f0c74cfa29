"""Workflow (AMIS Workflow): the flow set-up, and the run log with what can be run again."""

from __future__ import annotations

from msgspec.structs import replace

from sim.rules.decider import App, Decision, Said
from sim.rules.events import AnyEvent, FlowSwitched, RunFailed, RunRepeated, RunSucceeded
from sim.rules.messages import Envelope, Refused, Rerun, RunReport, SwitchFlow, run_name
from sim.rules.state import FailedRun, WorkflowState
from sim.rules.values import Flows

SETTINGS = {"on": True, "off": False}
PUSH_SETTINGS = ("automatic", "manual", "off")


class Workflow(App[WorkflowState]):
    """The rules of Workflow."""

    name = "workflow"

    def decide(self, state: WorkflowState, said: Said) -> Decision:
        """Decide on an administrator's command or the report of a run."""
        match said:
            case SwitchFlow():
                return self.switch(state, said)
            case Rerun():
                return self.rerun(state, said)
            case RunReport():
                return self.report(said)
        raise TypeError(f"Workflow does not know {type(said).__name__}")

    def switch(self, state: WorkflowState, said: SwitchFlow) -> Decision:
        """Switch a flow: later saves only, nothing is replayed or swept (R1.1n, R1.3i)."""
        push = said.flow == "slip_to_accounting"
        if said.setting not in (PUSH_SETTINGS if push else SETTINGS):
            return Refused("unknown_setting", said.setting)
        value = said.setting if push else SETTINGS[said.setting]
        flows: Flows = replace(state.flows, **{said.flow: value})
        if flows == state.flows:
            return Refused("no_change")
        return (FlowSwitched(flows=flows),)

    def rerun(self, state: WorkflowState, said: Rerun) -> Decision:
        """Run a failed run again, as it was: a retry keeps its stamp."""
        failed = state.failed.get(said.run)
        if failed is None:
            return Refused("no_such_run", said.run)
        return (
            RunRepeated(
                order=failed.envelope.message.order, run=said.run, envelope=failed.envelope
            ),
        )

    def report(self, said: RunReport) -> Decision:
        """Write a run into the run log: done, or refused by the target with its reason."""
        run = run_name(said.envelope)
        order = said.envelope.message.order
        if isinstance(said.answer, Refused):
            return (
                RunFailed(
                    order=order,
                    run=run,
                    envelope=said.envelope,
                    reason=said.answer.reason,
                    document=said.answer.document,
                ),
            )
        return (RunSucceeded(order=order, run=run),)

    def evolve(self, state: WorkflowState, event: AnyEvent) -> WorkflowState:
        """Return the state after the event; a run that succeeded needs no second look."""
        match event:
            case FlowSwitched(flows=flows):
                return replace(state, flows=flows)
            case RunFailed():
                failed = FailedRun(event.envelope, event.reason, event.document)
                return replace(state, failed=state.failed.insert(event.run, failed))
            case RunSucceeded(run=run) | RunRepeated(run=run):
                if run in state.failed:
                    return replace(state, failed=state.failed.remove(run))
        return state

    def react(self, event: AnyEvent) -> tuple[Envelope, ...]:
        """Return the message of a repeated run."""
        if isinstance(event, RunRepeated):
            return (event.envelope,)
        return ()
