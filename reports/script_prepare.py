"""What must be ready before a manual script begins: people, codes, stock, orders, flows.

Also what the script takes for granted where the document is silent. What does not live here: the
steps (`script_steps`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reports.script_facts import APP_ORDER, Look
from reports.script_steps import ROLE_OF
from reports.script_tale import Tale
from reports.script_words import both, capital, first_name, goods, named, person, speak
from reports.words import say, word
from sim.rules import events as ev
from sim.rules import messages as ms
from sim.rules.assumptions import CATALOGUE, Assumptions
from sim.rules.messages import FLOWS, Command, CreateOrder
from sim.rules.step import Step
from sim.rules.values import Flows

Pairs = Iterator[tuple[str, str]]

# What a refusal or an event shows to rest on an assumption of the catalogue.
RESTS_ON: dict[str, tuple[str, ...]] = {
    "locked": ("edit_while_requested", "delete_while_requested"),
    "over_issue": ("over_issue",),
    "owned_by_warehouse": ("delivery_writer",),
    "stock_shortage": ("stock_shortage",),
    "synced": ("synced_slip_changes",),
}


def look_at(tale: Tale, lang: str) -> Look:
    """Return what a script of this tale looks at: its orders, and stock that is scarce."""
    orders = [getattr(one, "order", "") for one in (*tale.orders, *commands(tale))]
    scarce = tuple(item for item, (stock, need) in _stock(tale).items() if stock < need)
    return Look(tuple(dict.fromkeys(filter(None, orders))), scarce, lang)


def commands(tale: Tale) -> list[Command]:
    """Return all commands of the people, in their order."""
    acts = [turn.act.said for turn in tale.turns if turn.act is not None]
    return [said for said in acts if isinstance(said, Command)]


def prepared(tale: Tale, lang: str) -> Pairs:
    """Return what to prepare, and its details."""
    yield from _people(tale, lang)
    yield from _codes(tale, lang)
    for order in tale.orders:
        yield _order(order, lang, tale.names)
    for flow in FLOWS:
        setting = getattr(_flows(tale), flow)
        plain = setting if isinstance(setting, str) else "on" if setting else "off"
        key = "prepare.link" if flow == "direct_link" else "prepare.flow"
        details = speak(lang, key, setting=named(lang, "setting", plain))
        yield capital(speak(lang, f"flow.{flow}")), details
    names = [speak(lang, "prepare.number", name=name) for name in _numbers(tale)]
    details = speak(lang, "prepare.numbers.details", numbers="; ".join(names))
    yield speak(lang, "prepare.numbers"), details


def _people(tale: Tale, lang: str) -> Pairs:
    for who, role in tale.people:
        shown = person(who, role, lang, tale.names)
        yield speak(lang, "prepare.person", who=shown), speak(lang, f"prepare.{role}")
    roles = {role for _, role in tale.people}
    for app in APP_ORDER:
        if not roles & {*ROLE_OF[app]}:
            place = speak(lang, f"place.{app}")
            details = speak(lang, "prepare.observer.details")
            yield speak(lang, "prepare.observer", place=place), details


def _order(order: CreateOrder, lang: str, names: Mapping[str, str]) -> tuple[str, str]:
    who = speak(lang, "person.nobody")
    if order.by:
        who = first_name(order.by, order.role, lang, names)
    details = speak(
        lang,
        "prepare.order.child" if order.parent else "prepare.order.details",
        who=who,
        customer=order.customer,
        parent=order.parent,
        lines=goods(order.lines, lang),
    )
    kind = "prepare.order.parent" if order.is_parent else "prepare.order"
    return speak(lang, kind, order=order.order), details


def _flows(tale: Tale) -> Flows:
    """Return the flow set-up with which the tale begins."""
    set_up = [one.event.flows for one in tale.opening if isinstance(one.event, ev.FlowSwitched)]
    return set_up[-1] if set_up else Flows()


def _numbers(tale: Tale) -> list[str]:
    """Return the documents that the script calls by a name."""
    told: dict[str, None] = {}
    for command in (*tale.orders, *commands(tale)):
        for field in ("parent", "order", "issue_command", "slip", "paper"):
            if name := getattr(command, field, ""):
                told[name] = None
    return list(told)


# --- codes and stock ----------------------------------------------------------------------------


def _codes(tale: Tale, lang: str) -> Pairs:
    """Return the customers and items that the tale needs, and where they must be known or not."""
    for code in dict.fromkeys(_customers(tale)):
        yield speak(lang, "prepare.customer", code=code), _known(tale, code, "customer", lang)
    for code, (stock, need) in _stock(tale).items():
        details = _known(tale, code, "item", lang)
        if _knows(tale, "warehouse", code, "item"):
            key, quantity = "prepare.stock", need
            if stock < need:
                key, quantity = "prepare.stock.exact", stock
            if quantity:
                details = f"{details} {speak(lang, key, quantity=quantity)}"
        yield speak(lang, "prepare.item", code=code), details


def _customers(tale: Tale) -> Iterator[str]:
    for command in (*tale.orders, *commands(tale)):
        if customer := getattr(command, "customer", ""):
            yield customer


def _known(tale: Tale, code: str, kind: str, lang: str) -> str:
    """Return in which apps a code exists, and in which it must not yet."""
    known = ["sales"]
    known += [app for app in ("warehouse", "accounting") if _knows(tale, app, code, kind)]
    missing = [app for app in ("warehouse", "accounting") if app not in known]
    told = []
    for key, apps in (("prepare.exists", known), ("prepare.missing", missing)):
        if apps:
            places = [speak(lang, f"place.{app}") for app in apps]
            told.append(speak(lang, key, places=both(lang, places)))
    return " ".join(told)


def _knows(tale: Tale, app: str, code: str, kind: str) -> bool:
    """Tell whether an app knows a code when the tale begins."""
    return any(one.app == app and _tells(one.event) == (kind, code) for one in tale.opening)


def _tells(event: ev.AnyEvent) -> tuple[str, str]:
    """Return the kind of the code that an event of the opening makes known, and the code."""
    match event:
        case ev.GoodsReceived(item=item):
            return "item", item
        case ev.CustomerAdded(customer=customer):
            return "customer", customer
        case ev.CodeAdded(kind=kind, code=code):
            return kind, code
    return "", ""


def _stock(tale: Tale) -> dict[str, tuple[int, int]]:
    """Return each item's stock when the tale begins, and how much of it the slips may take.

    A slip that is tried several times counts once, with the most that is ever tried. Where goods
    come in, the stock counts to the piece, so more is said to be needed than there is.
    """
    slips: dict[tuple[str, str], int] = {}
    needs: dict[str, int] = {}
    for command in (*tale.orders, *commands(tale)):
        taken: dict[str, int] = {}
        for line in getattr(command, "lines", ()):
            needs.setdefault(line.item, 0)
            taken[line.item] = taken.get(line.item, 0) + line.quantity
        if isinstance(command, ms.SaveSlip | ms.EditSlip):
            for item, quantity in taken.items():
                slips[command.slip, item] = max(slips.get((command.slip, item), 0), quantity)
    for (_, item), quantity in slips.items():
        needs[item] += quantity
    stock = dict.fromkeys(needs, 0)
    for one in tale.opening:
        if isinstance(one.event, ev.GoodsReceived) and one.event.item in stock:
            stock[one.event.item] += one.event.quantity
    comes_in = {one.item for one in commands(tale) if isinstance(one, ms.ReceiveGoods)}
    for item in comes_in & {*needs}:
        needs[item] = max(needs[item], stock[item] + 1)
    return {item: (stock[item], needs[item]) for item in needs}


# --- assumptions --------------------------------------------------------------------------------


def assumed(tale: Tale, lang: str) -> Pairs:
    """Return where the document is silent, and what this script takes for granted there."""
    names = {name for promise in tale.promises for name in promise.assumptions}
    names |= {name for step in _steps(tale) for name in _rests_on(step)}
    for one in CATALOGUE:
        value = getattr(tale.assumptions, one.name)
        if one.name in names or value != getattr(Assumptions(), one.name):
            meaning = word(lang, "assumption", one.name)
            setting = word(lang, "setting", value)
            silent = one.silent_vi if lang == "vi" else one.silent_en
            yield silent, speak(lang, "assumed", meaning=meaning, setting=setting)
    others = list(dict.fromkeys(_besides(tale)))
    for name in others:
        yield speak(lang, f"assumed.{name}.silent"), speak(lang, f"assumed.{name}")
    if not (names or others):
        yield say(lang, "assumption.none"), ""


def _steps(tale: Tale) -> Iterable[Step]:
    for turn in tale.turns:
        yield from (() if turn.act is None else (turn.act,))
        yield from turn.deeds


def _rests_on(step: Step) -> tuple[str, ...]:
    if isinstance(step.answer, ms.Refused):
        return RESTS_ON.get(step.answer.reason, ())
    for event in step.events:
        if isinstance(event, ev.SlipEdited | ev.SlipDeleted) and event.slip.synced:
            return ("synced_slip_changes",)
    return ()


def _besides(tale: Tale) -> Iterator[str]:
    """Return what else the script takes for granted, in the order in which it is told."""
    steps = list(_steps(tale))
    happened = [event for step in steps for event in step.events]

    def any_of(*kinds: type) -> bool:
        return any(isinstance(event, kinds) for event in happened)

    if any_of(ev.RevokeCommitted, ev.RevokeRefused):
        yield "activity"
    if any_of(ev.RevokeCommitted):
        yield "draft"
    timed = [answer for turn in tale.turns for answer in (turn.timing.early, turn.timing.late)]
    if ms.Busy() in (*timed, *(step.answer for step in steps)):
        yield "busy"
    if any_of(ev.DeliveryUpdated):
        yield "delivery"
    if any_of(ev.SlipReceived):
        yield "unposted"
    if any_of(ev.RunFailed):
        yield "runs"
    if any_of(ev.SalesRejected, ev.CopyRejected):
        yield "rejected"
