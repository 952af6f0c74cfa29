"""A story: what people did, what the apps told each other, and what came of it, a line a step.

What lives here: one step as one sentence (`tell`), steps as a numbered story (`tell_story`), one
event as a sentence of its own (`happened`), what each app believes of an order (`beliefs`). What
does not live here: the words themselves (`reports.words`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from reports import words
from reports.words import known, say, word
from sim.faults import FAULTS
from sim.record import Nameplate
from sim.rules import events, messages
from sim.rules.assumptions import Assumptions
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.rules.values import (
    EMPTY_ACCOUNTING_DOSSIER,
    EMPTY_WAREHOUSE_DOSSIER,
    NO_ORDER,
    AccountingDossier,
    AppName,
    Guard,
    SalesOrder,
    Slip,
    WarehouseDossier,
)
from sim.rules.warehouse import Warehouse

DAY_MS = 24 * 3_600_000


class Names:
    """The display names of people and customers; whoever has none is shown by the id."""

    def __init__(self, shown: Mapping[str, str] | None = None) -> None:
        self._shown = dict(shown or {})

    @classmethod
    def of(cls, plates: Iterable[Nameplate]) -> Names:
        """Return the names that stand in a record."""
        return cls({plate.id: plate.name for plate in plates})

    def person(self, who: str, role: str, lang: str) -> str:
        """Return a person with the role: "salesperson Nguyễn Thị Lan"."""
        return f"{word(lang, 'role', role)} {self._shown.get(who, who)}"

    def customer(self, code: str) -> str:
        """Return a customer with the code: "Công ty An Phát (KH-01)"."""
        return f"{self._shown[code]} ({code})" if code in self._shown else code


def clock(at_ms: int, lang: str = "vi") -> str:
    """Return a time of day, "10:03:07" or "10:03"; from the second day on with the day."""
    day, ms = divmod(at_ms, DAY_MS)
    minutes, seconds = divmod(ms // 1000, 60)
    time = f"{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    return say(lang, "clock.day", day=day + 1, time=time) if day else time


# --- steps --------------------------------------------------------------------------------------


def tell_story(
    steps: Sequence[tuple[int | None, Step]],
    lang: str,
    names: Names,
    before: int = 0,
    after: int = 0,
) -> list[str]:
    """Return the story as numbered lines, with the times that are known.

    `before` and `after`: so many steps come before and after, counted with it.
    """
    width = len(str(before + len(steps) + after))
    return [
        f"{number:>{width}}. {tell(step, lang, names, at)}"
        for number, (at, step) in enumerate(steps, before + 1)
    ]


def tell(step: Step, lang: str, names: Names, at: int | None = None) -> str:
    """Return one step as one line: who does what, how it ends, and what it brings about."""
    then = (_phrase("then", event, lang, names) for event in step.events)
    told = "; ".join([_said(step, lang, names) + _outcome(step, lang), *filter(None, then)])
    return told[:1].upper() + told[1:] if at is None else f"{clock(at, lang)} {told}"


def happened(event: events.AnyEvent, lang: str, names: Names) -> str:
    """Return one event as a sentence of its own."""
    return _phrase("event", event, lang, names)


def _said(step: Step, lang: str, names: Names) -> str:
    match step.said:
        case messages.Envelope():
            return say(lang, "arrives", **_fields(step.said, lang, names))
        case Fault():
            return _fault(step.said, lang, names)
        case command:
            return _phrase("command", command, lang, names, **_detail(step, lang))


def _fault(fault: Fault, lang: str, names: Names) -> str:
    """Return what went wrong, as the kind of fault is told; else what happened to the message."""
    about = _fields(fault.envelope, lang, names) if fault.envelope else {}
    key = f"meets.{fault.cause}{'.person' if fault.by else ''}"
    cause = FAULTS.get(fault.cause)
    if fault.kind in ("begin", "end") or not known(key):
        anywhere = fault.app == "workflow" and cause is not None and cause.where != "workflow"
        key = f"fault.{fault.kind}"
        key += ".everywhere" if anywhere and known(f"{key}.everywhere") else ""
    return say(
        lang,
        key,
        **about,
        app=word(lang, "app", fault.app),
        title="" if cause is None else cause.vi if lang == "vi" else cause.en,
        who=names.person(fault.by, fault.by.rpartition("-")[0], lang),
        meant=fault.meant,
        document=fault.document,
        **({} if about else {"order": fault.order}),
    )


def _detail(step: Step, lang: str) -> dict[str, str]:
    """Return what only the event knows of a command: what an edit changed, which order a run is."""
    match step.events:
        case (events.SlipEdited(before=before, slip=slip), *_):
            return {"change": words.change(before, slip, lang)}
        case (events.RunRepeated(run=run, order=order), *_):
            return {"run": words.run(run, lang, order)}
    return {}


def _outcome(step: Step, lang: str) -> str:
    match step.answer:
        case messages.Refused(reason=reason, document=document):
            about = document or (step.order if reason == "no_such_order" else "")
            why = words.reason(lang, reason, about, step.app)
            return " — " + say(lang, "answer.refused", reason=why)
        case messages.Busy():
            arrival = isinstance(step.said, messages.Envelope)
            return " — " + say(lang, "answer.busy.message" if arrival else "answer.busy")
    return ""


# --- one command, message or event --------------------------------------------------------------


def _phrase(prefix: str, value: Struct, lang: str, names: Names, **more: str) -> str:
    """Return the words for a value; as a consequence ("then") many events need none."""
    key = f"{prefix}.{type(value).__name__}"
    shade = words.shade(value)
    if known(f"{key}.{shade}"):
        key = f"{key}.{shade}"
    elif prefix == "then" and not known(key):
        return ""
    return say(lang, key, **{**_fields(value, lang, names), **more})


def _fields(value: Struct, lang: str, names: Names) -> dict[str, str]:
    """Return the fields of a value as people read them, those of a slip or envelope included."""
    fields: dict[str, str] = {}
    for name in value.__struct_fields__:
        part = getattr(value, name)
        if isinstance(part, Slip | messages.Envelope):
            fields = {**_fields(part, lang, names), **fields}
        elif isinstance(part, messages.Message):
            fields["what"] = _phrase("message", part, lang, names)
        else:
            customer = name == "customer"
            fields[name] = names.customer(part) if customer else words.shown(name, part, lang)
    return {**fields, **_derived(value, lang, names)}


def _derived(value: Any, lang: str, names: Names) -> dict[str, str]:
    """Return what takes more than one field of a value to say."""
    match value:
        case messages.EditSlip():
            who = names.person(value.by, value.role, lang)
            return {"who": who, "change": words.lines(value.lines, lang)}
        case messages.Command():
            return {"who": names.person(value.by, value.role, lang)}
        case events.SlipEdited():
            return {"change": words.change(value.before, value.slip, lang)}
        case events.RunFailed():
            why = words.reason(lang, value.reason, value.document, value.envelope.target)
            return {"reason": why, "run": words.run(value.run, lang, value.order)}
        case events.RunSucceeded() | events.RunRepeated():
            return {"run": words.run(value.run, lang, value.order)}
        case events.HoldRefused() | events.RevokeRefused():
            return {"reason": words.reason(lang, value.reason, value.document, "sales")}
        case events.MessageIgnored():
            return {"ignored": word(lang, "ignored", value.reason)}
    return {}


# --- what each app believes ---------------------------------------------------------------------


def beliefs(apps: Apps, order: str, lang: str) -> list[str]:
    """Return what each app holds of an order right now, a line a fact, the app's name first."""
    sales = apps.sales.orders.get(order)
    warehouse = apps.warehouse.dossiers.get(order, EMPTY_WAREHOUSE_DOSSIER)
    accounting = apps.accounting.dossiers.get(order, EMPTY_ACCOUNTING_DOSSIER)
    held: tuple[tuple[AppName, Iterable[str]], ...] = (
        ("sales", _in_sales(sales, order, lang)),
        ("warehouse", _in_warehouse(warehouse, order, lang)),
        ("accounting", _in_accounting(accounting, order, lang)),
        ("workflow", _in_workflow(apps, order, lang)),
    )
    return [
        say(lang, "belief", app=word(lang, "app", app), what=what)
        for app, facts in held
        for what in facts
    ]


def _in_sales(order: SalesOrder | None, number: str, lang: str) -> Iterator[str]:
    if order is None:
        if number != NO_ORDER:
            yield say(lang, "belief.sales.none", order=number)
        return
    yield say(
        lang,
        "belief.sales.order",
        order=number,
        request=_request(order.request if order.live() else 0, lang),
        recording=word(lang, "recording", order.recording),
        delivery=word(lang, "delivery", order.delivery.status),
        progress=words.progress(order.lines, order.delivery.delivered, lang),
    )
    if order.is_parent:
        yield say(lang, "belief.sales.parent", order=number)
    if order.delivery.issues:
        issues = (f"{one.number} ({words.lines(one.lines, lang)})" for one in order.delivery.issues)
        yield say(lang, "belief.sales.issues", slips=", ".join(issues))
    if order.revoke is not None:
        key = f"belief.sales.{order.revoke.phase}"
        waiting = words.apps(order.revoke.waiting, lang)
        yield say(lang, key, attempt=order.revoke.attempt, app=waiting)
    if order.refusal[0]:
        why = words.reason(lang, *order.refusal, "sales")
        yield say(lang, "belief.sales.refusal", reason=why)


def _in_warehouse(dossier: WarehouseDossier, number: str, lang: str) -> Iterator[str]:
    order = dossier.document
    if order is not None:
        status, issued, _ = Warehouse(Assumptions()).shown(dossier)
        yield say(
            lang,
            "belief.warehouse.order",
            order=number,
            request=_request(order.request, lang),
            execution=word(lang, "execution", status),
            progress=words.progress(order.lines, issued, lang),
        )
        if order.issue_commands:
            yield say(
                lang, "belief.warehouse.commands", issue_commands=", ".join(order.issue_commands)
            )
    elif number != NO_ORDER:
        ended = dossier.guard.ended_request
        key = "belief.warehouse.gone" if ended else "belief.warehouse.none"
        yield say(lang, key, order=number, request=ended)
    for slip in dossier.slips:
        yield say(
            lang,
            "belief.warehouse.slip",
            slip=words.numbered(slip, lang),
            type=word(lang, "type", slip.type),
            lines=words.lines(slip.lines, lang),
            sync=say(lang, "sync.yes" if slip.synced else "sync.no"),
        )
    yield from _held(dossier.guard, lang)


def _in_accounting(dossier: AccountingDossier, number: str, lang: str) -> Iterator[str]:
    copy = dossier.copy
    if copy is not None:
        yield say(
            lang,
            "belief.accounting.copy",
            order=number,
            request=copy.request,
            lines=words.lines(copy.lines, lang),
            recording=word(lang, "recording", copy.recording),
        )
    if dossier.noted:
        request = _request(dossier.noted, lang)
        yield say(lang, "belief.accounting.noted", order=number, request=request)
    for paper in dossier.papers:
        yield say(
            lang,
            "belief.accounting.slip" if paper.lines else "belief.accounting.paper",
            kind=word(lang, "paper", paper.kind),
            paper=paper.paper,
            lines=words.lines(paper.lines, lang),
            posted=say(lang, "posted.yes" if paper.posted else "posted.no"),
        )
    if not dossier.papers and number != NO_ORDER:
        yield say(lang, "belief.accounting.none", order=number)
    yield from _held(dossier.guard, lang)


def _in_workflow(apps: Apps, number: str, lang: str) -> Iterator[str]:
    for name, failed in sorted(apps.workflow.failed.items()):
        if failed.envelope.message.order == number:
            app = failed.envelope.target
            why = words.reason(lang, failed.reason, failed.document, app)
            yield say(lang, "belief.workflow.failed", run=words.run(name, lang, number), reason=why)


def _held(guard: Guard, lang: str) -> Iterator[str]:
    if guard.hold:
        yield say(lang, "belief.held", attempt=guard.hold)


def _request(request: int, lang: str) -> str:
    return say(lang, "belief.request", request=request) if request else ""
