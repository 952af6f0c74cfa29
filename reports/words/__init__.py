"""The words that people read, by key and language, and how values read: lines, reasons, runs.

What lives here: the one door to the dictionaries `vi` and `en`. Both have the same keys with the
same named fields; a test holds them to it. What does not live here: how a step becomes a sentence
(`reports.story`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, get_args

from reports.words import en, vi
from sim.rules import events, messages
from sim.rules.values import (
    NO_ORDER,
    Delivery,
    ExecutionStatus,
    Flows,
    Line,
    Quantities,
    Slip,
    SlipLine,
)

LANGUAGES: Mapping[str, Mapping[str, str]] = {"vi": vi.WORDS, "en": en.WORDS}
SHOWN_LINES = 3
NUMBERS = r"(/\d+){1,2}$"  # request, or request and version, at the end of a run's name


def say(lang: str, key: str, /, **fields: object) -> str:
    """Return the words of a key with its fields filled in; an unknown key is a KeyError.

    A field that is empty leaves no double space behind.
    """
    return " ".join(LANGUAGES[lang][key].format(**fields).split())


def known(key: str) -> bool:
    """Tell whether there are words for a key."""
    return key in vi.WORDS


def word(lang: str, group: str, value: str) -> str:
    """Return the word for a value of a group ("role", "app", "type" …), or the value itself."""
    key = f"{group}.{value}"
    return say(lang, key) if known(key) else value


def shown(field: str, value: Any, lang: str) -> str:
    """Return the value of a command's, message's or event's field as people read it."""
    return FIELDS[field](value, lang) if field in FIELDS else str(value)


def shade(value: Any) -> str:
    """Return which of several sentences about its kind fits a value; "" for the plain one."""
    return SHADES[type(value)](value) if type(value) in SHADES else ""


def lines(of: Sequence[Line | SlipLine], lang: str) -> str:
    """Return lines in short: "HH-01 ×2, HH-02 ×1"."""
    return _short((f"{line.item} ×{line.quantity}" for line in of), lang)


def amounts(of: Quantities, lang: str) -> str:
    """Return the quantity of each order line; of a single line only the quantity."""
    if len(of) == 1:
        return str(of[0][1])
    return _short((say(lang, "lines.numbered", no=no, quantity=got) for no, got in of), lang)


def progress(ordered: Sequence[Line], done: Quantities, lang: str) -> str:
    """Return how much of each line is done: "HH-01 1/2, HH-02 0/1"."""
    got = dict(done)
    return _short((f"{line.item} {got.get(line.no, 0)}/{line.quantity}" for line in ordered), lang)


def numbered(slip: Slip, lang: str) -> str:
    """Return a slip by its id, with its number where somebody changed that."""
    if slip.number == slip.slip:
        return slip.slip
    return say(lang, "belief.warehouse.number", slip=slip.slip, number=slip.number)


def apps(names: Sequence[str], lang: str) -> str:
    """Return apps in a row: "Warehouse and Accounting"."""
    told = [word(lang, "app", name) for name in names]
    if len(told) == 2:
        return say(lang, "belief.two", first=told[0], second=told[1])
    return ", ".join(told)


def status(value: str, lang: str) -> str:
    """Return the word for an execution or a delivery status."""
    return word(lang, "execution" if value in get_args(ExecutionStatus) else "delivery", value)


def change(before: Slip, after: Slip, lang: str) -> str:
    """Return what an edit changed in a slip: "HH-01 ×2 → HH-01 ×1"."""
    pairs = [
        (before.number, after.number),
        (word(lang, "type", before.type), word(lang, "type", after.type)),
        (lines(before.lines, lang), lines(after.lines, lang)),
        (_day(before.date, lang), _day(after.date, lang)),
    ]
    return ", ".join(say(lang, "change", old=old, new=new) for old, new in pairs if old != new)


def reason(lang: str, name: str, document: str, app: str) -> str:
    """Return why `app` refused; a reason that only a tester's own rules know stays as it is."""
    if not known(f"reason.{name}"):
        return f"{name} {document}".strip()
    return say(lang, f"reason.{name}", document=document, app=word(lang, "app", app))


def run(name: str, lang: str, order: str = "") -> str:
    """Return a run of the run log in words: its flow, and its slip or else its order.

    A name reads flow:order/slip, flow:order/request or flow:order/request/version. The order's
    number may hold a "/" too, so `order` tells it where it is known.
    """
    flow, _, about = name.partition(":")
    called = word(lang, "flow", flow)
    if flow == "slip_to_accounting":
        return say(lang, "run.slip", flow=called, slip=about.rpartition("/")[2])
    return say(lang, "run.order", flow=called, order=order or re.sub(NUMBERS, "", about))


def _short(parts: Iterable[str], lang: str) -> str:
    """Return at most three parts, and how many more there are."""
    told = list(parts)
    rest = len(told) - SHOWN_LINES
    return ", ".join([*told[:SHOWN_LINES], *([f"+{rest}"] if rest > 0 else [])]) or say(
        lang, "lines.none"
    )


def _day(date: int, lang: str) -> str:
    return say(lang, "change.date", day=date + 1)


def _delivery(value: Delivery, lang: str) -> str:
    issued = amounts(value.delivered, lang)
    return say(lang, "lines.delivered", status=status(value.status, lang), issued=issued)


def _flows(value: Flows, lang: str) -> str:
    told = []
    for flow in messages.FLOWS:
        setting = getattr(value, flow)
        plain = setting if isinstance(setting, str) else "on" if setting else "off"
        told.append(f"{word(lang, 'short', flow)}: {word(lang, 'setting', plain)}")
    return ", ".join(told)


def _in(group: str) -> Callable[[Any, str], str]:
    return lambda value, lang: word(lang, group, value)


FIELDS: dict[str, Callable[[Any, str], str]] = {
    "app": _in("app"),
    "by": _in("app"),
    "delivery": _delivery,
    "flow": _in("flow"),
    "flows": _flows,
    "issue_commands": lambda value, _: ", ".join(value),
    "issued": amounts,
    "kind": _in("paper"),
    "lines": lines,
    "recording": _in("recording"),
    "run": run,
    "setting": _in("setting"),
    "source": _in("app"),
    "status": status,
    "target": _in("app"),
    "type": _in("type"),
}


def _goes(event: events.RequestSaved) -> str:
    if event.to_warehouse:
        return "both" if event.to_accounting else "warehouse"
    return "accounting" if event.to_accounting else "parent" if event.is_parent else "nowhere"


def _without_order(value: Any) -> str:
    return "no_order" if value.order == NO_ORDER else ""


SHADES: dict[type, Callable[[Any], str]] = {  # which of several sentences fits this value
    messages.CreateOrder: lambda e: "child" if e.parent else "parent" if e.is_parent else "",
    messages.SaveSlip: lambda e: _without_order(e) or ("by_command" if e.issue_command else ""),
    **dict.fromkeys(
        (
            messages.EditSlip,
            messages.DeleteSlip,
            messages.PushSlip,
            messages.MakePaper,
            messages.PostPaper,
            messages.UnpostPaper,
            messages.DeletePaper,
            messages.SlipPushed,
        ),
        _without_order,
    ),
    messages.AddCode: lambda e: e.kind,
    messages.HoldAnswer: lambda e: "" if e.held else "no",
    messages.EndHold: lambda e: "deleted" if e.deleted else "",
    events.OrderEdited: lambda e: "copied" if e.copied else "",
    events.RequestSaved: _goes,
    events.SalesRecorded: lambda e: "news" if e.version else "",
    events.SalesRejected: lambda e: "news" if e.version else "",
    events.DeliverySet: lambda e: e.by,
    events.OrderWithdrawn: lambda e: "commands" if e.issue_commands else "",
    events.SlipSaved: lambda e: "pushed" if e.pushed else "",
    events.SlipEdited: lambda e: "synced" if e.slip.synced else "",
    events.SlipDeleted: lambda e: "synced" if e.slip.synced else "",
    events.OrderChanged: lambda e: "told" if e.told else "untold",
    events.CopyRecorded: lambda e: "told" if e.told else "",
    events.CopyRejected: lambda e: "told" if e.told else "",
    events.PaperMade: lambda e: "delivers" if e.delivers else "",
    events.CodeAdded: lambda e: e.kind,
}
