"""What the screens of the apps show, fact by fact, and what of it changes from moment to moment.

A fact has a key: the app, the order it stands under, and what it is about. So two moments can be
compared: what is new or different is told, and what was there and is gone. What does not live
here: the step at which people look (`script_steps`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from reports import words
from reports.script_words import goods, known, named, progress, slip, speak
from reports.words import word
from sim.checks.tables import shown_by_warehouse
from sim.rules.state import Apps
from sim.rules.values import (
    EMPTY_ACCOUNTING_DOSSIER,
    EMPTY_WAREHOUSE_DOSSIER,
    NO_ORDER,
    AccountingDossier,
    AppName,
    SalesOrder,
    WarehouseDossier,
)

Key = tuple[AppName, str, str]  # app, order, what


class Fact(NamedTuple):
    """What is shown, and what is seen instead once it is gone (empty: nothing to look for)."""

    text: str
    gone: str = ""


class Place(NamedTuple):
    """Where facts stand together: an app, and an order (empty: none)."""

    app: AppName
    order: str

    def name(self, lang: str) -> str:
        """Return the place as a heading: "AMIS Kho, DH-1"."""
        place = speak(lang, f"place.{self.app}")
        return speak(lang, "place.order", place=place, order=self.order) if self.order else place


class Sight(NamedTuple):
    """What people are to see."""

    text: str


APP_ORDER: tuple[AppName, ...] = ("sales", "warehouse", "accounting", "workflow")
NONE_OF = {"issue": "no_issue", "command": "no_command", "slip": "no_slip", "sync": "no_slip"}
NONE_OF |= {"paper": "no_paper", "another": "no_paper"}  # what is told once none is there
Facts = dict[Key, Fact]
Sights = dict[Key, Sight]
Seen = dict[Place, list[str]]
Moments = tuple[Apps, Apps]  # before and after


def by_place(sights: Mapping[Key, Sight]) -> Seen:
    """Return what is seen, place by place, app after app."""
    seen: Seen = {}
    for (app, order, _), sight in sorted(
        sights.items(), key=lambda one: APP_ORDER.index(one[0][0])
    ):
        seen.setdefault(Place(app, order), []).append(sight.text)
    return seen


def listed(sights: Sights, lang: str, home: Place | None = None) -> list[str]:
    """Return what is seen, line by line, each place with its name unless people are there."""
    lines = []
    for place, texts in by_place(sights).items():
        if place != home:
            lines.append(f"{place.name(lang)}:")
        lines.extend(speak(lang, "fact", fact=text) for text in texts)
    return lines


class Look(NamedTuple):
    """Which orders are looked at, for which items the stock counts, in which language."""

    orders: tuple[str, ...]
    items: tuple[str, ...]
    lang: str

    def facts(self, apps: Apps) -> Facts:
        """Return all that the apps show."""
        shown: Facts = {}
        for order in (*self.orders, NO_ORDER):
            sales = apps.sales.orders.get(order)
            stored = apps.warehouse.dossiers.get(order, EMPTY_WAREHOUSE_DOSSIER)
            booked = apps.accounting.dossiers.get(order, EMPTY_ACCOUNTING_DOSSIER)
            if sales is not None:
                shown.update(_in_sales(sales, self.lang))
            shown.update(_in_warehouse(stored, order, self.lang))
            shown.update(_in_accounting(booked, order, self.lang))
        shown.update(_stock(apps, self.items, self.lang))
        shown.update(_in_workflow(apps, self.lang))
        return shown

    def absent(self, apps: Apps) -> Sights:
        """Return what is not there: orders, issue commands, slips, documents, failed runs."""
        return {
            (app, order, what): Sight(speak(self.lang, f"fact.{app}.{what}", order=order))
            for app, order, what in _absent(apps, self.orders)
        }

    def standing(self, apps: Apps) -> Sights:
        """Return all that the apps show and all that they must not show."""
        shown = {key: Sight(fact.text) for key, fact in self.facts(apps).items()}
        places = (*self.orders, NO_ORDER)
        both = (*shown.items(), *self.absent(apps).items())
        return dict(sorted(both, key=lambda one: places.index(one[0][1])))

    def changes(self, before: Apps, after: Apps) -> Sights:
        """Return what is seen in `after` that was not seen in `before`."""
        old, new = self.facts(before), self.facts(after)
        seen = {
            key: Sight(fact.text)
            for key, fact in new.items()
            if key not in old or old[key].text != fact.text
        }
        lost = {key: fact for key, fact in old.items() if key not in new and fact.gone}
        for key, fact in lost.items():
            if key[0] != "sales" or key[2] == "order" or (*key[:2], "order") not in lost:
                seen[key] = Sight(fact.gone)
        return seen

    def differences(self, right: Moments, wrong: Moments) -> Sights:
        """Return how a faulty system shows once both have changed: otherwise, missing, still there.

        What differed before and has not changed since is told where it came about, not again.
        """
        ours, theirs = self.changes(*right), self.changes(*wrong)
        shown, faulty = self.facts(right[1]), self.facts(wrong[1])
        seen: Sights = {}
        for key in (*ours, *theirs):
            if shown.get(key) == faulty.get(key):
                continue
            if key in faulty:
                still = key not in shown and key in ours
                text = faulty[key].text
                seen[key] = Sight(speak(self.lang, "wrong.still", fact=text) if still else text)
            elif key in theirs:
                seen[key] = theirs[key]
            else:
                seen[key] = Sight(speak(self.lang, "wrong.missing", fact=shown[key].text))
        return seen

    def ends(self, right: Apps, wrong: Apps) -> Sights:
        """Return how a faulty system stands otherwise in the end."""
        ours, theirs = self.standing(right), self.standing(wrong)
        seen = {key: sight for key, sight in theirs.items() if ours.get(key) != sight}
        for key, fact in self.facts(right).items():
            absence = NONE_OF.get(key[2].partition(" ")[0], "none")
            if key not in theirs and (*key[:2], absence) not in theirs:
                seen[key] = Sight(speak(self.lang, "wrong.missing", fact=fact.text))
        return seen


Told = Iterator[tuple[Key, Fact]]


class _Teller(NamedTuple):
    """Tells the facts of one app and order."""

    app: AppName
    order: str
    lang: str

    def fact(self, what: str, **fields: object) -> tuple[Key, Fact]:
        """Return one fact; `what` is its kind, and `name` tells it from others of its kind."""
        key = f"fact.{self.app}.{what}"
        fields = {"order": self.order, **fields}
        gone = speak(self.lang, f"{key}.gone", **fields) if known(f"{key}.gone") else ""
        where = (self.app, self.order, f"{what} {fields.get('name', '')}".strip())
        return where, Fact(speak(self.lang, key, **fields), gone)


def _in_sales(order: SalesOrder, lang: str) -> Told:
    shown, fact = order.delivery, _Teller("sales", order.order, lang).fact
    yield fact("order", customer=order.customer, lines=goods(order.lines, lang))
    if order.is_parent:
        yield fact("parent")
    yield fact("recording", status=named(lang, "recording", order.recording))
    yield fact("delivery", status=named(lang, "delivery", shown.status))
    yield fact("delivered", progress=progress(order.lines, shown.delivered, lang))
    for one in shown.issues:
        yield fact("issue", name=one.slip, slip=slip(one, lang))


def _in_warehouse(dossier: WarehouseDossier, order: str, lang: str) -> Told:
    document, shown = dossier.document, shown_by_warehouse(dossier)
    fact = _Teller("warehouse", order, lang).fact
    if document is not None and shown is not None:
        yield fact("order", customer=document.customer, lines=goods(document.lines, lang))
        yield fact("execution", status=named(lang, "execution", shown.status))
        yield fact("issued", progress=progress(document.lines, shown.issued, lang))
        for name in document.issue_commands:
            yield fact("command", name=name)
    for one in dossier.slips:
        yield fact("slip", name=one.slip, slip=slip(one, lang))
        yield fact("sync", name=one.slip, sync=named(lang, "sync", "yes" if one.synced else "no"))


def _in_accounting(dossier: AccountingDossier, order: str, lang: str) -> Told:
    fact = _Teller("accounting", order, lang).fact
    if (copy := dossier.copy) is not None:
        yield fact("copy", lines=goods(copy.lines, lang))
        yield fact("recording", status=named(lang, "recording", copy.recording))
    there: list[str] = []
    for paper in dossier.papers:
        what = f"{paper.paper} ({goods(paper.lines, lang)})" if paper.lines else paper.paper
        posted = word(lang, "posted", "yes" if paper.posted else "no")
        kind = word(lang, "paper", paper.kind)
        again = there.count(paper.paper)
        sort, name = ("another", f"{paper.paper} {again}") if again else ("paper", paper.paper)
        there.append(paper.paper)
        yield fact(sort, name=name, kind=kind, paper=what, posted=posted)


def _stock(apps: Apps, items: Iterable[str], lang: str) -> Told:
    fact = _Teller("warehouse", NO_ORDER, lang).fact
    for item in items:
        if item in apps.warehouse.stock:
            yield fact("stock", name=item, quantity=apps.warehouse.stock[item])


def _in_workflow(apps: Apps, lang: str) -> Told:
    fact = _Teller("workflow", NO_ORDER, lang).fact
    for name, failed in sorted(apps.workflow.failed.items()):
        about, target = failed.envelope.message.order, failed.envelope.target
        why = words.reason(lang, failed.reason, failed.document, target)
        yield fact("failed", name=name, run=words.run(name, lang, about), reason=why)


def _absent(apps: Apps, orders: Iterable[str]) -> Iterator[tuple[AppName, str, str]]:
    """Return the app, the order, and what is not there."""
    for order in orders:
        sales = apps.sales.orders.get(order)
        stored = apps.warehouse.dossiers.get(order, EMPTY_WAREHOUSE_DOSSIER)
        booked = apps.accounting.dossiers.get(order, EMPTY_ACCOUNTING_DOSSIER)
        if sales is None:
            yield "sales", order, "none"
            if stored.document is None and not (stored.slips or booked.papers):
                continue  # it exists nowhere: said once
        elif not sales.delivery.issues:
            yield "sales", order, "no_issue"
        if stored.document is None:
            yield "warehouse", order, "none"
        elif not stored.document.issue_commands:
            yield "warehouse", order, "no_command"
        if not stored.slips:
            yield "warehouse", order, "no_slip"
        if not booked.papers:
            yield "accounting", order, "no_paper"
    if not apps.workflow.failed:
        yield "workflow", NO_ORDER, "none"
