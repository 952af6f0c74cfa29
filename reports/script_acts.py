"""A person's command in a manual script: on which screen, what to enter, what the app answers.

What lives here: one command, one answer, and what an event means to people who watch. What does
not live here: when it is done and what else changes (`script_steps`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from reports import words
from reports.script_facts import Place
from reports.script_words import capital, change, goods, known, named, speak
from sim.checks.tables import PUSHED_TYPES, slips_of
from sim.rules import events
from sim.rules.messages import (
    Accepted,
    AddCode,
    Answer,
    Busy,
    Command,
    CreateOrder,
    EditSlip,
    HandOver,
    MakePaper,
    Refused,
    Rerun,
    RevokeRequest,
    SaveSlip,
    SwitchFlow,
)
from sim.rules.state import Apps
from sim.rules.step import Step
from sim.rules.values import NO_ORDER

SCREENS = {
    "CreateOrder": "orders",
    "OpenRequest": "order",
    "SaveRequest": "request",
    "HandOver": "aloud",
    "MakeIssueCommand": "warehouse_order",
    "CancelOrder": "warehouse_order",
    "SaveSlip": "slips",
    "EditSlip": "slip",
    "DeleteSlip": "slip",
    "PushSlip": "slip",
    "ReceiveGoods": "receipts",
    "AddCustomer": "customers",
    "MakePaper": "papers",
    "PostPaper": "papers",
    "UnpostPaper": "papers",
    "DeletePaper": "papers",
    "RecordCopy": "copy",
    "RejectCopy": "copy",
    "AddCode": "items",
    "SwitchFlow": "flows",
    "Rerun": "log",
}  # every other command is given on the order itself


def screen(command: Command, lang: str) -> str:
    """Return the app and the screen on which a command is given."""
    name = SCREENS.get(type(command).__name__, "order")
    if name == "aloud":
        return speak(lang, "screen.aloud")
    if isinstance(command, AddCode) and command.kind == "customer":
        name = "customers"
    order = getattr(command, "order", "")
    if name == "papers" and order == NO_ORDER:
        name = "papers.no_order"
    shown = speak(lang, f"screen.{name}", order=order, slip=getattr(command, "slip", ""))
    return speak(lang, "screen", place=speak(lang, f"place.{command.app}"), screen=shown)


def home(command: Command) -> Place:
    """Return where a person is who gives this command."""
    return Place(command.app, getattr(command, "order", ""))


# --- what to do ---------------------------------------------------------------------------------


def done(command: Command, before: Apps, lang: str, *, opened: bool = False) -> str:
    """Return what the person does; `opened` tells that the request screen is open already."""
    key = f"do.{type(command).__name__}"
    shade = "opened" if opened else _shade(command)
    return speak(lang, f"{key}.{shade}" if shade else key, **_entered(command, before, lang))


def _shade(command: Command) -> str:
    """Return which of several sentences fits a command."""
    match command:
        case CreateOrder():
            return "child" if command.parent else "parent" if command.is_parent else ""
        case SaveSlip() if command.order == NO_ORDER:
            return "no_order"
        case SaveSlip():
            return "by_command" if command.issue_command else ""
        case MakePaper():
            return "no_order" if command.order == NO_ORDER else ""
        case AddCode():
            return "customer" if command.kind == "customer" else ""
    return ""


def _entered(command: Command, before: Apps, lang: str) -> dict[str, str]:
    """Return what is entered, as people read it."""
    fields: dict[str, Any] = {
        name: getattr(command, name) for name in command.__struct_fields__ if name != "lines"
    }
    fields["lines"] = goods(getattr(command, "lines", ()), lang)
    fields["cancelled"] = named(lang, "execution", "cancelled")
    for name, group in (("type", "type"), ("status", "delivery"), ("setting", "setting")):
        if name in fields:
            fields[name] = named(lang, group, fields[name])
    match command:
        case EditSlip():
            fields["change"] = _edit(command, before, lang)
        case MakePaper():
            fields["kind"] = named(lang, "paper", command.kind)
        case SwitchFlow():
            fields["flow"] = speak(lang, f"flow.{command.flow}")
        case Rerun():
            failed = before.workflow.failed.get(command.run)
            order = failed.envelope.message.order if failed is not None else ""
            fields["run"] = words.run(command.run, lang, order)
    return {name: str(value) for name, value in fields.items()}


def _edit(command: EditSlip, before: Apps, lang: str) -> str:
    """Return what an edit changes; all of the new content where the slip is not there."""
    for slip in slips_of(before, command.order):
        if slip.slip == command.slip:
            after = replace(
                slip,
                type=command.type,
                lines=command.lines,
                number=command.number,
                date=command.date,
            )
            return change(slip, after, lang)
    return goods(command.lines, lang)


# --- what is answered ---------------------------------------------------------------------------


def answered(answer: Answer, command: Command, lang: str) -> str:
    """Return an answer as the person meets it; a revoke is answered later."""
    unchanged = speak(lang, "answer.unchanged")
    match answer:
        case Accepted() if isinstance(command, HandOver):
            return speak(lang, "see.HandOver")
        case Accepted():
            return speak(lang, "answer.accepted")
        case Busy():
            busy = speak(lang, "answer.busy", order=getattr(command, "order", ""))
            return f"{busy} {unchanged}"
        case Refused():
            key = "impossible" if answer.reason.startswith("no_such") else "refused"
            why = _reason(answer, command, lang)
            return f"{speak(lang, f'answer.{key}', reason=why)} {unchanged}"


def _reason(answer: Refused, command: Command, lang: str) -> str:
    order = getattr(command, "order", "") if answer.reason == "no_such_order" else ""
    return words.reason(lang, answer.reason, answer.document or order, command.app)


def extra(act: Step, lang: str) -> list[str]:
    """Return what is seen besides, where an accepted command shows nothing on an order."""
    command = act.said
    key = f"see.{type(command).__name__}"
    if act.answer != Accepted() or not known(key) or isinstance(command, SAID_BEFORE):
        return []
    fields = {name: getattr(command, name) for name in command.__struct_fields__}
    if isinstance(command, SwitchFlow):
        fields["flow"] = capital(speak(lang, f"flow.{command.flow}"))
        fields["setting"] = named(lang, "setting", command.setting)
    return [speak(lang, key, **fields)]


SAID_BEFORE = (HandOver, RevokeRequest)  # no app accepts the one, the other is answered later


# --- what an event means ------------------------------------------------------------------------


def noted(steps: Iterable[Step], after: Apps, lang: str) -> list[str]:
    """Return what people must know of what happened, besides what the screens show."""
    happened = ((event, step) for step in steps for event in step.events)
    told = (one for event, step in happened for one in _note(event, step, after, lang))
    return list(dict.fromkeys(told))


def _note(event: events.AnyEvent, step: Step, after: Apps, lang: str) -> Iterator[str]:
    kind = type(event).__name__
    match event:
        case events.RequestSaved():
            key = f"note.{kind}.{words.shade(event)}"
            if known(key):
                yield speak(lang, key, order=event.order)
        case events.SlipSaved(pushed=True):
            yield speak(lang, f"note.{kind}.pushed")
        case events.SlipSaved(slip=slip):
            mode = getattr(getattr(step.said, "flows", None), "slip_to_accounting", "")
            shade = mode if slip.type in PUSHED_TYPES else "type"
            if known(f"note.{kind}.{shade}"):
                yield speak(lang, f"note.{kind}.{shade}", type=named(lang, "type", slip.type))
        case events.SlipEdited(slip=slip) | events.SlipDeleted(slip=slip) if slip.synced:
            yield speak(lang, f"note.{kind}.synced")
        case events.OrderChanged(told=False):
            yield speak(lang, f"note.{kind}.untold")
        case events.RevokeCommitted() | events.RequestTakenOn():
            yield speak(lang, f"note.{kind}", order=event.order)
        case events.PushRepeated():
            yield speak(lang, f"note.{kind}", slip=event.slip)
        case events.MessageIgnored(message="OrderNews"):
            yield speak(lang, f"note.{kind}", order=event.order)
        case events.RevokeRefused():
            document = _renumbered(event.document, event.order, after, lang)
            why = words.reason(lang, event.reason, document, "sales")
            yield speak(lang, f"note.{kind}", order=event.order, reason=why)


def _renumbered(document: str, order: str, apps: Apps, lang: str) -> str:
    """Return a document's name, with the number that a person gave it since, if any."""
    for slip in slips_of(apps, order):
        if slip.slip == document != slip.number:
            return speak(lang, "slip.renumbered", slip=document, number=slip.number)
    return document


def decided(steps: Iterable[Step], *kinds: type) -> list[events.AnyEvent]:
    """Return the decisions on a revoke that these steps brought about."""
    wanted = kinds or (events.RevokeCommitted, events.RevokeRefused)
    return [one for step in steps for one in step.events if isinstance(one, wanted)]
