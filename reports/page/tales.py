"""A story as a sequence diagram tells it: lanes, arrows, and what each app believes after a step.

What lives here: which lanes there are, which arrow a step is, what is still under way at the end.
What does not live here: where things lie on the paper (`diagram`), the sentences (`story`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from reports.explained import explained_lines
from reports.failure import cause_lines, endless_line
from reports.page.first import Finding
from reports.story import Names, beliefs, tell
from reports.text import Why
from reports.words import say, word
from reports.words.page import Both, both, each, known, lines_of, same
from sim.checks.causality import edges, happens_before
from sim.record import Nameplate, Opening, evolve, opened
from sim.result import Explained, Result, Told
from sim.rules.messages import Busy, Command, Envelope, Refused
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.rules.values import APPS, AppName
from sim.rules.variants import rule_set
from sim.rules.world import Rules

MOST_STEPS = 120  # of one diagram; a longer story is cut, and says so

Outcome = Literal["done", "refused", "busy"]
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


def tale_of_finding(finding: Finding, why: Why | None) -> Tale:
    """Return the story of a failure or a gap; `why` explains what decides it."""
    failure, result = finding.group.failure, finding.group.result
    told = (*failure.story, *failure.tail)
    steps = [step for _, step in told]
    rest = bool(failure.settle and not failure.tail) or failure.endless is not None
    names, gap = Names.of(result.names), failure.kind == "gap"
    assumptions = tuple(
        each(lambda lang, name=name: _assumption(result, name, lang))  # type: ignore[misc]
        for name in failure.assumptions
    )
    after: tuple[Both, ...] = ()
    if failure.endless is not None:
        length, endless = len(failure.story), failure.endless
        after = (each(lambda lang: endless_line(length, endless, lang)),)
    elif rest:
        after = (
            each(lambda lang: say(lang, "story.settles")),
            both("tale.at_rest_gap" if gap else "tale.at_rest"),
        )
    tale = tale_of(
        told,
        opening=result.opening,
        rules=rule_set(result.rules, result.assumptions),
        order=failure.order,
        names=names,
        plates=result.names,
        breaks=0 if rest else len(told),
    )
    return tale._replace(
        anchor=finding.anchor,
        title=finding.title,
        about=(finding.where, *lines_of(lambda lang: cause_lines(steps, lang)), *assumptions),
        replay=finding.replay,
        after=after,
        gap=gap,
        why=() if why is None else _why(why(result, failure), failure.order, names),
    )


def _why(explained: Explained | None, order: str, names: Names) -> tuple[Both, ...]:
    if explained is None:
        return ()
    return lines_of(lambda lang: explained_lines(explained, order, lang, names))


def _assumption(result: Result, name: str, lang: str) -> str:
    value: str = getattr(result.assumptions, name)
    return f"{word(lang, 'assumption', name)}: {word(lang, 'setting', value)} ({name} = {value})"


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
            Lane(who, same(shown.get(who, who)), _word("role", role), app=False)
            for who, role in people.items()
            if BESIDE.get(role) == app
        ]
        if app in apps:
            lanes.append(Lane(app, _word("app", app), same(""), app=True))
    return tuple(lanes)


def _ends(envelope: Envelope) -> tuple[str, str]:
    return envelope.source, envelope.target


def _word(group: str, name: str) -> Both:
    return each(lambda lang: word(lang, group, name))


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


def outcome_of(step: Step) -> Outcome:
    """Return how a step was answered."""
    if isinstance(step.answer, Busy):
        return "busy"
    return "refused" if isinstance(step.answer, Refused) else "done"


def label_of(step: Step) -> Both:
    """Return what a step is in two or three words, as it stands on an arrow."""
    said = step.said
    if isinstance(said, Fault):
        return fault_label(said)
    if isinstance(said, Envelope):
        return message_label(said)
    return _short(type(said).__name__, getattr(said, "slip", "") or getattr(said, "paper", ""))


def fault_label(fault: Fault) -> Both:
    """Return what a fault is in two or three words; a time of trouble begins and ends."""
    what = _word("trouble", fault.cause or fault.kind)
    key = f"short.{fault.kind}"
    return both(key, what=what) if fault.kind in ("begin", "end") else what


def message_label(envelope: Envelope) -> Both:
    """Return what a message is in two or three words."""
    message = envelope.message
    name = type(message).__name__
    if getattr(message, "held", True) is False:
        name = "HoldAnswer.no"
    if getattr(message, "deleted", False):
        name = "EndHold.deleted"
    return _short(name, getattr(message, "slip", ""))


def _short(name: str, about: str) -> Both:
    words = both(f"short.{name}") if known(f"short.{name}") else same(name)
    return Both(*(f"{text} {about}".strip() for text in words))


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
