"""What can be counted and timed in a run, from its entries alone: plain numbers, for any output.

Times are milliseconds since 0:00 of the first day, durations milliseconds. What does not live
here: drawing (`reports.page.charts`), judging (`sim.checks`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sim.faults import FAULTS
from sim.record import Entry
from sim.rules import events as ev
from sim.rules.messages import FLOWS, Busy, Command, Envelope, Refused, RevokeRequest
from sim.rules.state import Apps
from sim.rules.step import Fault

STATES = ("draft", "requested", "recorded", "rejected")


class Lag(NamedTuple):
    """How long one message of a flow was under way."""

    sent_at: int
    lag: int


class Mishap(NamedTuple):
    """A fault: when, which kind, in which app; until when, if it is a time of trouble."""

    at: int
    kind: str
    app: str
    until: int = 0


class Measures(NamedTuple):
    """The measures of one run, or of several together; what needs one clock is of one run only.

    `lags`      by flow: each message that arrived
    `backlog`   (time, messages of the flows that are under way from then on)
    `states`    (time, orders in each of STATES from then on)
    `revokes`   by outcome ("succeeded" or the reason of the refusal): how often
    `refusals`  by reason: how often a person was refused anything else
    `mishaps`   the faults
    `actions`   by person: actions that were done, refused, answered busy
    `leads`     from the first request of an order until Sales shows it as delivered
    """

    lags: dict[str, tuple[Lag, ...]]
    backlog: tuple[tuple[int, int], ...]
    states: tuple[tuple[int, tuple[int, ...]], ...]
    revokes: dict[str, int]
    refusals: dict[str, int]
    mishaps: tuple[Mishap, ...]
    actions: dict[str, tuple[int, int, int]]
    leads: tuple[int, ...]


class Meter:
    """Watches the entries of a run and keeps what is measured."""

    def __init__(self) -> None:
        self.lags: dict[str, list[Lag]] = {flow: [] for flow in FLOWS}
        self.backlog: list[tuple[int, int]] = []
        self.states: list[tuple[int, tuple[int, ...]]] = []
        self.revokes: Counter[str] = Counter()
        self.refusals: Counter[str] = Counter()
        self.mishaps: list[Mishap] = []
        self.actions: dict[str, list[int]] = {}
        self.leads: list[int] = []
        self._lasting: dict[tuple[str, str], int] = {}
        self._sent: dict[int, tuple[int, str]] = {}
        self._requested: dict[str, int] = {}
        self._state: dict[str, str] = {}
        self._count = Counter(dict.fromkeys(STATES, 0))

    def see(self, entry: Entry, apps: Apps) -> None:
        """Take one entry, and how the apps stand after it."""
        self._mail(entry)
        self._person(entry)
        for event in entry.events:
            self._event(event, entry.at)
            self._order(event.order, entry.at, apps)

    def _mail(self, entry: Entry) -> None:
        said = entry.said
        if isinstance(said, Fault):
            self._mishap(said, entry.at, entry.app)
        given_up = isinstance(said, Fault) and (
            said.kind in ("fail", "swallow") or isinstance(entry.answer, Refused)
        )
        arrived = isinstance(said, Envelope) and not isinstance(entry.answer, Busy)
        mail = entry.mail or (self._mail_of(said) if given_up else 0)
        if mail in self._sent and (arrived or given_up):
            sent_at, flow = self._sent.pop(mail)
            if arrived:
                self.lags[flow].append(Lag(sent_at, entry.at - sent_at))
            self.backlog.append((entry.at, len(self._sent)))
        for number, envelope in zip(entry.mails, entry.sent, strict=False):
            if envelope.channel in FLOWS:
                self._sent[number] = (entry.at, envelope.channel)
                self.backlog.append((entry.at, len(self._sent)))

    def _mishap(self, fault: Fault, at: int, app: str) -> None:
        """Keep a fault; a time of trouble counts once, as it begins, and lasts until its end."""
        where = (fault.cause, app)
        if fault.kind == "end":
            if where in self._lasting:
                nth = self._lasting.pop(where)
                self.mishaps[nth] = self.mishaps[nth]._replace(until=at)
            return
        if fault.kind == "begin" and (fault.cause == "outage" or not lasts(fault.cause)):
            return
        if lasts(fault.cause) and fault.kind in ("begin", "crash"):
            self._lasting[where] = len(self.mishaps)
        self.mishaps.append(Mishap(at, fault.cause or fault.kind, app))

    def _mail_of(self, said: object) -> int:
        """Return the oldest message of the flow that was given up, where its number is not told."""
        channel = said.envelope.channel if isinstance(said, Fault) and said.envelope else ""
        return next((number for number, (_, flow) in self._sent.items() if flow == channel), 0)

    def _person(self, entry: Entry) -> None:
        said, answer = entry.said, entry.answer
        if not isinstance(said, Command):
            return
        refused, busy = isinstance(answer, Refused), isinstance(answer, Busy)
        self.actions.setdefault(said.by, [0, 0, 0])[1 if refused else 2 if busy else 0] += 1
        if isinstance(answer, Refused):
            kept = self.revokes if isinstance(said, RevokeRequest) else self.refusals
            kept[answer.reason] += 1

    def _event(self, event: ev.AnyEvent, at: int) -> None:
        match event:
            case ev.RevokeCommitted():
                self.revokes["succeeded"] += 1
            case ev.RevokeRefused(reason=reason):
                self.revokes[reason] += 1
            case ev.RequestSaved(order=order):
                self._requested.setdefault(order, at)
            case ev.DeliveryUpdated(order=order, delivery=delivery):
                if delivery.status == "delivered" and order in self._requested:
                    self.leads.append(at - self._requested.pop(order))

    def _order(self, order: str, at: int, apps: Apps) -> None:
        document = apps.sales.orders.get(order)
        now = "" if document is None else document.recording
        was = self._state.get(order, "")
        if now == was:
            return
        self._state[order] = now
        self._count.subtract([was] if was else [])
        self._count.update([now] if now else [])
        self.states.append((at, tuple(self._count[state] for state in STATES)))

    def measures(self) -> Measures:
        """Return what was measured."""
        return Measures(
            lags={flow: tuple(lags) for flow, lags in self.lags.items() if lags},
            backlog=tuple(self.backlog),
            states=tuple(self.states),
            revokes=_most_first(self.revokes),
            refusals=_most_first(self.refusals),
            mishaps=tuple(self.mishaps),
            actions={who: (n[0], n[1], n[2]) for who, n in self.actions.items()},
            leads=tuple(self.leads),
        )


def lasts(cause: str) -> bool:
    """Tell whether a fault of the catalogue is a time of trouble."""
    return cause in FAULTS and FAULTS[cause].reach == "window"


def together(several: Sequence[Measures]) -> Measures:
    """Return the measures of several runs as one, without what needs a common clock."""
    if len(several) == 1:
        return several[0]
    lags: dict[str, tuple[Lag, ...]] = {}
    for one in several:
        for flow, found in one.lags.items():
            lags[flow] = (*lags.get(flow, ()), *found)
    return Measures(
        lags=lags,
        backlog=(),
        states=(),
        revokes=_sum(one.revokes for one in several),
        refusals=_sum(one.refusals for one in several),
        mishaps=tuple(mishap for one in several for mishap in one.mishaps),
        actions={},
        leads=tuple(lead for one in several for lead in one.leads),
    )


def percentile(values: Sequence[int], percent: int) -> int:
    """Return the smallest value that so many percent of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-percent * len(ordered) // 100) - 1)]


def _sum(several: Iterable[dict[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in several:
        total.update(one)
    return _most_first(total)


def _most_first(counted: Counter[str]) -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
