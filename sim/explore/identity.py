"""When two states of the office are the same: a fingerprint of a canonical form.

Three things make states different that nobody could tell apart. **Numbers that only rise**
(attempts, requests, versions, document numbers) are replaced by their ranks, order by order, so
that doing a thing again leads back to where it was and endless stories become loops. **People and
orders that are interchangeable** (same role and budget; same customer and lines) may be swapped.
**Messages under way** have no order; they are sorted.

Why ranks are enough: rules and promises compare such numbers and add one to the one that is counted
up, no more. Where that one is not the greatest of its kind, the kind is left as it is, so the form
is sound also for rules with a mistake in them. What is told of the form is a fingerprint of 64
bits: among ten million states two share one with odds of 3 in a million.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from rpds import HashTrieMap as Map

from sim.explore.bounded import Budgets, Person, State, World
from sim.rules.messages import Envelope, OrderNews
from sim.rules.state import FailedRun
from sim.rules.values import AccountingDossier, SalesOrder, WarehouseDossier

if TYPE_CHECKING:
    from sim.checks.ledger import Ledger
    from sim.rules.state import Apps

NO_BUDGETS = Budgets()
KEPT = 50_000  # forms remembered: most steps change one of them and leave the others

DOCUMENT = re.compile(rb'("(?:PX|LX|CT)-)(\d+)')
ATTEMPT = re.compile(rb'("(?:attempt|hold|ended_attempt)":)(\d+)')
REQUEST = re.compile(rb'("(?:request|ended|ended_request|noted|seen_request)":)(\d+)')
VERSION = re.compile(rb'("(?:version|seen_version)":)(\d+)')
SEEN = re.compile(rb'"seen":\[(\d+),(\d+)\]')


def _map_as_list(value: object) -> list[tuple[Any, Any]]:
    if isinstance(value, Map):
        return sorted(value.items())
    raise TypeError(f"no JSON form for {type(value).__name__}")


ENCODER = msgspec.json.Encoder(enc_hook=_map_as_list)


@lru_cache(maxsize=KEPT)
def _text(value: object) -> bytes:
    return ENCODER.encode(value)


def _digest(text: bytes) -> bytes:
    return blake2b(text, digest_size=8).digest()


@lru_cache(maxsize=KEPT)
def _print(value: object) -> bytes:
    return _digest(ENCODER.encode(value))


def fingerprint(state: State) -> int:
    """Return the fingerprint of a state as it is: nothing is renamed, nobody swapped."""
    apps, *rest, ledger = state
    parts = (apps.sales, apps.warehouse, apps.accounting, apps.workflow, ledger, tuple(rest))
    return _number(b"".join(map(_print, parts)))


def _number(text: bytes) -> int:
    return int.from_bytes(_digest(text), "big")


class Facts(NamedTuple):
    """What the promises remember of one order, as a hashable value."""

    requests: tuple[tuple[str, int, object], ...]  # what, request, value
    plain: tuple[tuple[str, object], ...]
    refusals: tuple[tuple[int, str, str], ...]
    checked: tuple[tuple[str, int], ...]  # app, attempt
    slips: tuple[tuple[str, str], ...]  # slip, which books know it


class Share(NamedTuple):
    """All that a state holds about one order."""

    sales: SalesOrder | None
    warehouse: WarehouseDossier | None
    accounting: AccountingDossier | None
    under_way: tuple[Envelope, ...]
    lost: tuple[Envelope, ...]
    handled: tuple[tuple[int, Envelope], ...]
    unsent: tuple[tuple[int, Envelope], ...]
    failed: tuple[FailedRun, ...]
    facts: Facts


class Canonical:
    """The canonical identity of the states of one world."""

    def __init__(self, world: World) -> None:
        apps = world.apps
        keys = {"", *world.orders, *apps.sales.orders.keys()}
        keys.update(apps.warehouse.dossiers.keys(), apps.accounting.dossiers.keys())
        self.orders = tuple(sorted(keys))
        self.groups = _groups(self.orders, lambda order: _likeness(world, order))
        self.people = _groups(range(len(world.people)), lambda at: _budget(world.people[at]))
        self.swaps_orders = any(len(group) > 1 for group in self.groups)
        self.swaps_people = any(len(group) > 1 for group in self.people)
        self.office = lru_cache(maxsize=KEPT)(self._office)

    def __call__(self, state: State) -> int:
        """Return the fingerprint of the canonical form."""
        left = state.left
        if self.swaps_people:
            parts = (sorted(left[at] for at in group) for group in self.people)
            left = tuple(one for part in parts for one in part)
        office = self.office(state._replace(left=(), budgets=NO_BUDGETS, numbers=0))
        return _number(office + _text((left, state.budgets)))

    def _office(self, state: State) -> bytes:
        """Return the print of a state but for budgets; asked anew for the many moves to it."""
        apps = state.apps
        common = (
            (apps.warehouse.stock, apps.warehouse.customers, apps.sales.deleted),
            (apps.accounting.items, apps.accounting.customers, apps.workflow.flows),
        )
        parts = [_print(common)]
        for group in self.groups:
            swapped = len(group) > 1
            parts.extend(sorted(self.share(state, order, swapped=swapped) for order in group))
        return b"".join(parts)

    def share(self, state: State, order: str, *, swapped: bool) -> bytes:
        """Return the print of one order's part, under its own name or under none."""
        apps = state.apps
        share = Share(
            sales=apps.sales.orders.get(order),
            warehouse=apps.warehouse.dossiers.get(order),
            accounting=apps.accounting.dossiers.get(order),
            under_way=tuple(one for one in state.under_way if one.message.order == order),
            lost=tuple(one for one in state.lost if one.message.order == order),
            handled=tuple(
                (at, one)
                for at, one in enumerate(state.handled)
                if one is not None and one.message.order == order
            ),
            unsent=tuple(
                (at, one)
                for at, sent in enumerate(state.unsent)
                for one in sent
                if one.message.order == order
            ),
            failed=_failed(apps, order),
            facts=_facts(state.ledger, apps.warehouse.slips, apps.accounting.received, order),
        )
        return _share_print(share, order if swapped else "")


def _groups(things: Any, likeness: Callable[[Any], object]) -> tuple[tuple[Any, ...], ...]:
    alike: dict[object, list[Any]] = {}
    for one in things:
        alike.setdefault(likeness(one), []).append(one)
    return tuple(map(tuple, alike.values()))


def _budget(person: Person) -> object:
    return (person.role, person.may)


def _likeness(world: World, order: str) -> object:
    """Return what interchangeable orders have in common; an order with a history stands alone."""
    mine = world.apps.sales.orders.get(order)
    known = order in world.apps.warehouse.dossiers or order in world.apps.accounting.dossiers
    if mine is None or known or mine.parent or mine.children or order not in world.orders:
        return order
    return msgspec.structs.replace(mine, order="")


def _failed(apps: Apps, order: str) -> tuple[FailedRun, ...]:
    runs = apps.workflow.failed
    if not runs:
        return ()
    return tuple(
        runs[run] for run in sorted(runs.keys()) if runs[run].envelope.message.order == order
    )


@lru_cache(maxsize=KEPT)
def _facts(ledger: Ledger, used: Map[str, bool], received: Map[str, bool], order: str) -> Facts:
    """Return what is remembered of one order; a slip belongs to the order it was pushed for."""
    requests = [
        (name, request, value)
        for name, book in (("saved", ledger.saved), ("arrived", ledger.arrived))
        for (one, request), value in book.items()
        if one == order
    ]
    books: tuple[tuple[str, Map[str, Any]], ...] = (
        ("ended", ledger.ended),
        ("news", ledger.news),
        ("told", ledger.told),
        ("by_hand", ledger.by_hand),
    )
    slips = [
        (slip, f"{slip in used:d}{slip in received:d}{slip in ledger.made:d}")
        for slip, one in ledger.pushed.items()
        if one == order
    ]
    refusals = [(n, why, document) for one, n, why, document in ledger.refusals if one == order]
    return Facts(
        tuple(sorted(requests, key=repr)),
        tuple((name, book[order]) for name, book in books if order in book),
        tuple(sorted(refusals)),
        tuple(sorted((app, n) for (one, app), n in ledger.checked.items() if one == order)),
        tuple(sorted(slips)),
    )


@lru_cache(maxsize=KEPT)
def _share_print(share: Share, own_name: str) -> bytes:
    """Return the print of one order's part in its canonical form."""
    fixed, loose = list(_fixed(share)), [*_messages(b"u", share.under_way)]
    loose.extend(_messages(b"l", share.lost))
    loose.extend(_slips(share))
    text = b"\n".join([*fixed, *loose])
    if own_name:
        text = text.replace(msgspec.json.encode(own_name), b'"@"')
    mine = share.sales
    text = _ranked(text, DOCUMENT, None)
    text = _ranked(text, ATTEMPT, mine.attempt if mine else 0)
    text = _ranked(text, REQUEST, mine.request if mine else 0)
    order = share.warehouse.document if share.warehouse else None
    if order is not None:
        text = _ranked(text, VERSION, order.version)
    lines = text.split(b"\n")
    return _digest(b"\n".join([*lines[: len(fixed)], *sorted(set(lines[len(fixed) :]))]))


def _fixed(share: Share) -> Iterator[bytes]:
    """Yield the parts of which there is one each, or which have an order."""
    yield SEEN.sub(rb'"seen_request":\1,"seen_version":\2', _text(share.sales))
    yield _text(share.warehouse)
    # The copy's version is counted up in Accounting, on its own: another kind of number.
    yield _text(share.accounting).replace(b'"version"', b'"copy_version"')
    for mark, kept in ((b"h", share.handled), (b"s", share.unsent)):
        for at, envelope in kept:
            yield b"%b%d" % (mark, at) + _message(envelope)
    for run in share.failed:
        yield _message(run.envelope) + _text((run.reason, run.document))
    for name, request, value in share.facts.requests:
        yield ENCODER.encode({"what": name, "request": request, "is": value})
    for what, value in share.facts.plain:
        yield ENCODER.encode({"ended": value} if what == "ended" else {"what": what, "is": value})
    for attempt, reason, document in share.facts.refusals:
        yield ENCODER.encode({"attempt": attempt, "reason": reason, "document": document})
    for app, attempt in share.facts.checked:
        yield ENCODER.encode({"app": app, "attempt": attempt})


def _message(envelope: Envelope) -> bytes:
    text = _text(envelope)
    if isinstance(envelope.message, OrderNews):
        return text
    return text.replace(b'"version"', b'"copy_version"')


def _messages(mark: bytes, envelopes: tuple[Envelope, ...]) -> Iterator[bytes]:
    """Yield messages without order; of two that are equal the second says that it is one."""
    counts: dict[Envelope, int] = {}
    for envelope in envelopes:
        counts[envelope] = counts.get(envelope, 0) + 1
        yield mark + b"%d" % counts[envelope] + _message(envelope)


def _slips(share: Share) -> Iterator[bytes]:
    """Yield what the books know of each slip; one that nothing names any more needs no name."""
    named = _text((share.warehouse, share.accounting, share.under_way, share.lost, share.handled))
    for slip, books in share.facts.slips:
        alive = _text(slip) in named
        yield _text((slip if alive else "", books))


def _ranked(text: bytes, kind: re.Pattern[bytes], counted: int | None) -> bytes:
    """Return the text with the numbers of one kind replaced by their ranks; 0 stays 0.

    `counted` is the number that is counted up: if it is not the greatest, nothing is replaced.
    """
    numbers = sorted(set(map(int, {number for _, number in kind.findall(text)})) - {0})
    if not numbers or numbers[-1] == len(numbers):  # they are their ranks
        return text
    if counted is not None and counted < numbers[-1]:
        return text
    rank = {b"%d" % number: b"%d" % at for at, number in enumerate(numbers, 1)}
    return kind.sub(lambda match: match[1] + rank.get(match[2], match[2]), text)
