"""A story as a sequence diagram tells it: lanes, arrows, and what each app believes after a step.

What lives here: which lanes there are, which arrow a step is, what is still under way at the end.
What does not live here: where things lie on the paper (`diagram`), the sentences (`story`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reports.page.labels import Outcome, label_of, message_label, outcome_of, word_of
from reports.story import Names, beliefs, tell
from reports.words.page import Both, both, each, same
from sim.checks.causality import edges, happens_before
from sim.record import Nameplate, Opening, evolve, opened
from sim.result import Told
from sim.rules.messages import Busy, Command, Envelope
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.rules.values import APPS, AppName
from sim.rules.world import Rules

MOST_STEPS = 120  # of one diagram; a longer story is cut, and says so

ON_THE_WAY = ("lose", "duplicate", "retry", "fail", "swallow")  # what may become of a message
BESIDE: dict[str, AppName] = {  # a person stands beside the app that the role works in
    "salesperson": "sales",
    "sales_manager": "sales",
    "clerk": "warehouse",
    "accountant": "accounting",
    "administrator": "workflow",
}


class Lane(NamedTuple):
    """Somebody or some app; `who` is the person's id or the app's name."""

    who: str
    name: Both
    role: Both
    app: bool


class Arrow(NamedTuple):
    """One step: from lane to lane, counted from 0; `sent` is the step that sent it (0: none).

    `kind` is "command", "message", or the kind of a fault.
    """

    n: int
    kind: str
    source: int
    target: int
    sent: int
    label: Both
    line: Both
    outcome: Outcome
    breaks: bool


class Waiting(NamedTuple):
    """A message that is still under way when the story ends."""

    sent: int
    source: int
    target: int
    label: Both


class Tale(NamedTuple):
    """A story with all that its diagram shows.

    `believed` are the facts that the apps hold at the start and after each step, as places in
    `facts`; `after` is what follows the last step, `why` what decides the story;
    `gap` tells that it breaks no promise and shows a gap of the document.
    """

    anchor: str
    title: Both
    about: tuple[Both, ...]
    replay: str
    lanes: tuple[Lane, ...]
    arrows: tuple[Arrow, ...]
    waiting: tuple[Waiting, ...]
    facts: tuple[Both, ...]
    believed: tuple[tuple[int, ...], ...]
    after: tuple[Both, ...]
    why: tuple[Both, ...]
    cut: Both | None
    gap: bool = False


def tale_of(
    told: Told,
    *,
    opening: Sequence[Opening],
    rules: Rules,
    order: str,
    names: Names,
    plates: Iterable[Nameplate] = (),
    breaks: int = 0,
) -> Tale:
    """Return a story about an order; `breaks` is the step that breaks a promise, 0 if none."""
    shown = told[:MOST_STEPS]
    steps = [step for _, step in shown]
    lanes = _lanes(steps, {plate.id: plate.name for plate in plates})
    facts, believed = _beliefs(steps, opened(rules, opening), rules, order)
    cut = len(told) > len(shown)
    return Tale(
        anchor="",
        title=same(order),
        about=(),
        replay="",
        lanes=lanes,
        arrows=_arrows(shown, lanes, names, breaks),
        waiting=() if cut else _waiting(steps, lanes),
        facts=facts,
        believed=believed,
        after=(),
        why=(),
        cut=both("tale.cut", shown=len(shown), all=len(told)) if cut else None,
    )


# --- lanes --------------------------------------------------------------------------------------


def _lanes(steps: Sequence[Step], shown: dict[str, str]) -> tuple[Lane, ...]:
    """Return the lanes that the steps need: each app, and before it those who work in it."""
    people: dict[str, str] = {}
    apps: set[str] = set()
    for step in steps:
        said = step.said
        if isinstance(said, Command):
            people.setdefault(said.by, said.role)
        envelope = said.envelope if isinstance(said, Fault) else said
        ends = (envelope, *step.sent)
        apps.update(app for one in ends if isinstance(one, Envelope) for app in _ends(one))
        apps.add(step.app)
    lanes = []
    for app in APPS:
        lanes += [
            Lane(who, same(shown.get(who, who)), word_of("role", role), app=False)
            for who, role in people.items()
            if BESIDE.get(role) == app
        ]
        if app in apps:
            lanes.append(Lane(app, word_of("app", app), same(""), app=True))
    return tuple(lanes)


def _ends(envelope: Envelope) -> tuple[str, str]:
    return envelope.source, envelope.target


# --- arrows -------------------------------------------------------------------------------------


def _arrows(told: Told, lanes: Sequence[Lane], names: Names, breaks: int) -> tuple[Arrow, ...]:
    graph = happens_before([step for _, step in told])
    sent = {later: earlier for earlier, later, _ in edges(graph, ("message",))}
    at_lane = {lane.who: at for at, lane in enumerate(lanes)}
    return tuple(
        _arrow(n, at, step, at_lane, names, sent.get(n, 0), breaks=n == breaks)
        for n, (at, step) in enumerate(told, 1)
    )


def _arrow(
    n: int,
    at: int | None,
    step: Step,
    at_lane: dict[str, int],
    names: Names,
    sent: int,
    *,
    breaks: bool,
) -> Arrow:
    said = step.said
    target = at_lane[step.app]
    source, kind = target, "message"
    if isinstance(said, Command):
        source, kind = at_lane.get(said.by, target), "command"
    elif isinstance(said, Fault):
        kind = said.kind
        if said.envelope is not None and kind in ON_THE_WAY:
            source, target = (at_lane[end] for end in _ends(said.envelope))
        elif said.by in at_lane:
            source = target = at_lane[said.by]
    else:
        source, target = (at_lane[end] for end in _ends(said))
    return Arrow(
        n=n,
        kind=kind,
        source=source,
        target=target,
        sent=sent,
        label=label_of(step),
        line=each(lambda lang: tell(step, lang, names, at)),
        outcome=outcome_of(step),
        breaks=breaks,
    )


# --- what is under way, what is believed --------------------------------------------------------


def _waiting(steps: Sequence[Step], lanes: Sequence[Lane]) -> tuple[Waiting, ...]:
    """Return the messages that were sent, and neither arrived nor were given up."""
    gone = Counter(
        step.said.envelope if isinstance(step.said, Fault) else step.said
        for step in steps
        if (isinstance(step.said, Envelope) and not isinstance(step.answer, Busy))
        or (isinstance(step.said, Fault) and step.said.kind in ("fail", "swallow"))
    )
    at_lane = {lane.who: at for at, lane in enumerate(lanes)}
    left = []
    for n, step in enumerate(steps, 1):
        for envelope in step.sent:
            if gone[envelope] > 0:
                gone[envelope] -= 1
                continue
            source, target = (at_lane[end] for end in _ends(envelope))
            left.append(Waiting(n, source, target, message_label(envelope)))
    return tuple(left)


def _beliefs(
    steps: Sequence[Step], apps: Apps, rules: Rules, order: str
) -> tuple[tuple[Both, ...], tuple[tuple[int, ...], ...]]:
    """Return all facts once, and which of them hold at the start and after each step."""
    places: dict[Both, int] = {}
    believed = [_held(apps, order, places)]
    for step in steps:
        for event in step.events:
            apps = evolve(rules, apps, step.app, event)
        believed.append(_held(apps, order, places))
    return tuple(places), tuple(believed)


def _held(apps: Apps, order: str, places: dict[Both, int]) -> tuple[int, ...]:
    if not order:
        return ()
    facts = map(Both, beliefs(apps, order, "vi"), beliefs(apps, order, "en"))
    return tuple(places.setdefault(fact, len(places)) for fact in facts)
