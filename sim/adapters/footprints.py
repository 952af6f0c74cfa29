"""What each command and message reads and writes, and what may follow: who may overtake whom.

Two steps that touch nothing in common give the same, whichever comes first, so one order of them
is enough. The tables speak of the reference rules; tests hold each of them against what the rules
do. What does not live here: which steps a search may put off (`sync_model`).

Things of one order: in Sales the order itself, whether its request is `live`, what is shown of the
`delivery`, with Warehouse's `news` of it; in Warehouse the order with its slips, whether they are
`synced`, and what `keeps` it for a revoke; in Accounting the `papers`, what is `noted` by word of
mouth, and what `holds` them for a revoke. Of all orders together: the `stock` and the codes known,
document `number`s, and the `family` of parents and children.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sim.adapters.recorder import Look
from sim.rules.messages import EndHold, Envelope, Hold, HoldAnswer

Thing = tuple[str, str]  # what it is, and of which order or with which number

OF_ALL = ("stock", "family")

IN_ANY_ORDER = ("news", "synced", "noted")
"""What comes out the same in whatever order it is written: the newest news, marks on slips."""


class Does(NamedTuple):
    """What a step reads and writes, as words with spaces, and which messages it may send."""

    reads: str
    writes: str
    sends: tuple[str, ...] = ()


STEPS: dict[str, Does] = {
    "CreateOrder": Does("", "sales live delivery news family"),
    "EditOrder": Does("live", "sales family", ("OrderCopied",)),
    "DeleteOrder": Does("", "sales live delivery news family"),
    "OpenRequest": Does("sales", ""),
    "SaveRequest": Does("family", "sales live", ("OrderRequested", "OrderCopied")),
    "RevokeRequest": Does("live", "sales", ("Hold warehouse",)),
    "GiveUpRevoke": Does("live", "sales", ("Release warehouse", "Release accounting")),
    "RecordOrder": Does("", "sales"),
    "RejectOrder": Does("", "sales"),
    "Decided": Does("sales live", ""),
    "SetDelivery": Does("sales news", "delivery"),
    "HandOver": Does("live", "", ("NumberTold",)),
    "MakeIssueCommand": Does("keeps", "warehouse"),
    "SaveSlip": Does("keeps", "warehouse stock number", ("OrderNews", "SlipPushed")),
    "EditSlip": Does("keeps synced", "warehouse stock", ("OrderNews",)),
    "DeleteSlip": Does("keeps synced", "warehouse stock", ("OrderNews",)),
    "CancelOrder": Does("keeps", "warehouse", ("OrderNews",)),
    "PushSlip": Does("keeps warehouse synced", "", ("SlipPushed",)),
    "ReceiveGoods": Does("", "stock"),
    "AddCustomer": Does("", "stock"),
    "AddCode": Does("", "stock"),
    "MakePaper": Does("holds noted number", "papers", ("DeliveryByAccounting",)),
    "PostPaper": Does("holds", "papers"),
    "UnpostPaper": Does("holds", "papers"),
    "DeletePaper": Does("holds", "papers"),
    "RecordCopy": Does("holds", "papers", ("RecordingNews",)),
    "RejectCopy": Does("holds", "papers", ("RecordingNews",)),
    "OrderRequested": Does("stock keeps", "warehouse"),
    "OrderCopied": Does("holds", "papers"),
    "NumberTold": Does("", "noted"),
    "Hold warehouse": Does("warehouse", "keeps", ("HoldAnswer warehouse", "HoldAnswer refused")),
    "Hold accounting": Does("papers", "holds", ("HoldAnswer accounting", "HoldAnswer refused")),
    "HoldAnswer warehouse": Does("live", "sales", ("Hold accounting",)),
    "HoldAnswer accounting": Does(
        "",
        "sales live delivery news",
        ("EndHold warehouse", "EndHold accounting", "Release warehouse", "Release accounting"),
    ),
    "HoldAnswer refused": Does("live", "sales", ("Release warehouse", "Release accounting")),
    "EndHold warehouse": Does("", "warehouse keeps", ("EndAnswer",)),
    "EndHold accounting": Does("", "papers holds", ("EndAnswer",)),
    "Release warehouse": Does("", "keeps", ("EndAnswer",)),
    "Release accounting": Does("", "holds", ("EndAnswer",)),
    "EndAnswer": Does("", "sales"),
    "OrderNews": Does("live delivery", "news"),
    "SlipPushed": Does("stock holds", "papers number", ("SlipTaken",)),
    "SlipTaken": Does("", "synced"),
    "RecordingNews": Does("live", "sales"),
    "DeliveryByAccounting": Does("live news", "delivery"),
}
"""What each command and message does; see `name_of` for the names of messages."""

LOOKS = {"sales": "sales delivery news", "warehouse": "warehouse synced", "accounting": "papers"}
"""What a look at an app reads."""

TOUCHING_ALL = ("SwitchFlow", "Rerun")


class Footprint(NamedTuple):
    """What a step reads and writes, and what all that may follow from it reads and writes too."""

    reads: frozenset[Thing]
    writes: frozenset[Thing]
    reads_later: frozenset[Thing]
    writes_later: frozenset[Thing]


@lru_cache(maxsize=10_000)
def footprint(said: Any, *, only_reads: bool = False) -> Footprint | None:
    """Return the footprint of a command, a look or a message under way; None: all there is.

    `only_reads`: it was refused or put off, so it reads and that is all.
    """
    if isinstance(said, Look):
        seen = frozenset(_things(LOOKS[said.app].split(), said.order, ""))
        return None if said.settled else Footprint(seen, frozenset(), seen, frozenset())
    what = said.message if isinstance(said, Envelope) else getattr(said, "command", said)
    name = name_of(said) if isinstance(said, Envelope) else type(what).__name__
    if name in TOUCHING_ALL:
        return None
    number = getattr(what, "slip", getattr(what, "paper", ""))
    reads, writes = _own(name, what.order, number)
    if only_reads:
        return Footprint(reads | writes, frozenset(), reads | writes, frozenset())
    later = [_own(one, what.order, number) for one in _with_all_that_follows(name)]
    return Footprint(
        reads,
        writes,
        frozenset().union(*(one for one, _ in later)),
        frozenset().union(*(one for _, one in later)),
    )


def name_of(envelope: Envelope) -> str:
    """Return the name of a message's row: its type, and of a revoke's messages which one it is."""
    match envelope.message:
        case Hold():
            return f"Hold {envelope.target}"
        case HoldAnswer(held=held, app=app):
            return f"HoldAnswer {app if held else 'refused'}"
        case EndHold(deleted=deleted):
            return f"{'EndHold' if deleted else 'Release'} {envelope.target}"
        case message:
            return type(message).__name__


def _own(name: str, order: str, number: str) -> tuple[frozenset[Thing], frozenset[Thing]]:
    does = STEPS[name]
    return (
        frozenset(_things(does.reads.split(), order, number)),
        frozenset(_things(does.writes.split(), order, number)),
    )


def _things(kinds: Iterable[str], order: str, number: str) -> Iterator[Thing]:
    for kind in kinds:
        yield kind, "" if kind in OF_ALL else number if kind == "number" else order


def _with_all_that_follows(name: str) -> list[str]:
    """Return a step's name and those of all messages that it may bring about."""
    found = [name]
    for one in found:
        found.extend(sent for sent in STEPS[one].sends if sent not in found)
    return found


class Possible(NamedTuple):
    """A step that may come next: its footprint, and whether it can be taken as things stand."""

    footprint: Footprint | None
    now: bool


def may_be_put_off(due: Possible, others: Sequence[Possible]) -> set[int]:
    """Return which of other steps may as well come after the due one: their places in the list.

    What stays must come to grips with the due step, with something that stays, or bring such a
    thing about (a stubborn set, Valmari 1989). Of what cannot be taken now only that stays which
    may make it possible.
    """
    left = {at: one.footprint for at, one in enumerate(others) if one.footprint is not None}
    if due.footprint is None or len(left) < len(others):
        return set()
    stays = [due]
    for one in stays:
        assert one.footprint is not None
        met = [at for at, other in left.items() if meet(one.footprint, other, one.now)]
        stays.extend(others[at] for at in met)
        for at in met:
            del left[at]
    return set(left)


@lru_cache(maxsize=100_000)
def meet(one: Footprint, other: Footprint, now: bool) -> bool:
    """Tell whether a step comes to grips with another, or with anything that follows from that."""
    if not other.writes_later.isdisjoint(one.reads):
        return True
    both = one.writes & other.writes_later
    if not now:
        return bool(both)
    return any(kind not in IN_ANY_ORDER for kind, _ in both) or not one.writes.isdisjoint(
        other.reads_later
    )
