"""The sync rules as a model of a history: what a correct system could have answered.

A state is what stands in the apps and what is under way between them. What people do happens at
one moment between invocation and completion; the sync happens by itself, so each message may
arrive at any moment after its cause. "Busy" needs no word of its own: the rules say it while a
revoke of the order is undecided or its end is under way, and at no other time.

Reasons of refusals are compared, the documents named with them are not: of several slips another
system may name another one. What may be judged apart is in `groups`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from msgspec import Struct

from sim.adapters.footprints import Possible, footprint, may_be_put_off
from sim.adapters.groups import groups
from sim.adapters.protocol import Capabilities
from sim.adapters.recorder import Look
from sim.adapters.seen import same, shown
from sim.checks.history.model import Before, Model
from sim.checks.history.operation import Operation
from sim.explore.bounded import in_order, without
from sim.rules.messages import Accepted, Answer, Busy, Command, Envelope, Refused, RevokeRequest
from sim.rules.state import Apps
from sim.rules.values import SalesOrder
from sim.rules.world import Rules, act, deliver


class Pressed(Struct, frozen=True):
    """The first half of a revoke whose answer is the decision: it begins; `n` is the operation."""

    command: RevokeRequest
    n: int


class Decided(Struct, frozen=True):
    """The second half of it: the decision is there."""

    order: str
    n: int


class Pending(NamedTuple):
    """A revoke between its halves; attempt 0 was refused at once."""

    n: int
    attempt: int


class SyncState(NamedTuple):
    """The apps, the messages under way (sorted: any may be next), revokes between their halves."""

    apps: Apps
    under_way: tuple[Envelope, ...] = ()
    pending: tuple[Pending, ...] = ()


def sync_model(rules: Rules, apps: Apps) -> Model[SyncState]:
    """Return the model of a system that follows these rules, and began with these documents."""
    return Model(
        init=SyncState(apps),
        step=partial(_step, rules),
        before=partial(_before, rules),
        only_read=_only_read,
        parts=partial(groups, apps, rules.sales.assumptions),
    )


def judged(history: Sequence[Operation], capabilities: Capabilities) -> tuple[Operation, ...]:
    """Return a history as the model takes it: a revoke that waits for its decision has two halves.

    It begins at one moment and is decided at another, both between invocation and completion.
    """
    if capabilities.revoke == "started":
        return tuple(history)
    return tuple(half for one in history for half in _halves(one))


def _halves(one: Operation) -> Iterator[Operation]:
    said = one.said
    if not isinstance(said, RevokeRequest) or isinstance(one.answer, Busy) or not _known(one):
        yield one
        return
    yield one._replace(said=Pressed(said, one.n))
    yield one._replace(said=Decided(said.order, one.n))


def _only_read(one: Operation) -> bool:
    """Tell whether an operation changed nothing: a look, a refusal, a "not now"."""
    asked = isinstance(one.said, Look)
    return asked or (isinstance(one.said, Command) and isinstance(one.answer, (Refused, Busy)))


def _known(one: Operation) -> bool:
    return one.completed is not None


# --- steps --------------------------------------------------------------------------------------


def _step(rules: Rules, state: SyncState, one: Operation) -> tuple[SyncState, ...]:
    """Return the state after an operation that was answered so, if it can have been."""
    match one.said:
        case Look(app=app, order=order, settled=settled):
            if settled and state.under_way:
                return ()
            return (state,) if same(one.answer, shown(state.apps, app, order)) else ()
        case Pressed(command=command, n=n):
            return _pressed(rules, state, command, n, one.answer)
        case Decided(order=order, n=n):
            return _decided(state, order, n, one.answer)
        case command:
            answer, after = _acted(rules, state, command)
            return (after,) if not _known(one) or _fits(one.answer, answer) else ()


def _acted(rules: Rules, state: SyncState, command: Command) -> tuple[Answer, SyncState]:
    step, apps = act(rules, state.apps, command)
    under_way = in_order((*state.under_way, *step.sent)) if step.sent else state.under_way
    return step.answer, state._replace(apps=apps, under_way=under_way)


def _fits(given: Answer, right: Answer) -> bool:
    """Tell whether an answer is the right one; an empty reason may be any."""
    if isinstance(given, Refused) and isinstance(right, Refused):
        return given.reason in ("", right.reason)
    return type(given) is type(right)


# --- what may come first ------------------------------------------------------------------------


def _before(
    rules: Rules, state: SyncState, due: Operation, others: Sequence[Operation]
) -> Before[SyncState]:
    """Return what may have to come before an operation: others, and messages that arrive.

    A look at what has settled waits for all messages, so any of them may be taken for the one that
    is due.
    """
    way = tuple(dict.fromkeys(state.under_way))
    arrived = [_arrived(rules, state, one) for one in way]
    possible = [_possible(rules, state, one) for one in others]
    possible += [
        Possible(footprint(one), after is not None) for one, after in zip(way, arrived, strict=True)
    ]
    if isinstance(due.said, Look) and due.said.settled and way:
        messages = range(len(others), len(possible))
        put_off = max((may_be_put_off(possible[at], possible) - {at} for at in messages), key=len)
    else:
        put_off = may_be_put_off(_possible(rules, state, due), possible)
    places = enumerate(arrived, len(others))
    return put_off, [one for at, one in places if one is not None and at not in put_off]


def _possible(rules: Rules, state: SyncState, one: Operation) -> Possible:
    """Return an operation as a step that may come next; an unknown outcome may also be nothing."""
    after = _step(rules, state, one)
    now = bool(after) and (_known(one) or after != (state,))
    return Possible(footprint(one.said, only_reads=_only_read(one)), now)


def _arrived(rules: Rules, state: SyncState, envelope: Envelope) -> SyncState | None:
    """Return the state after a message has arrived, None if it would have to come again."""
    step, apps = deliver(rules, state.apps, envelope)
    if isinstance(step.answer, Busy):
        return None
    rest = without(state.under_way, envelope)
    return state._replace(apps=apps, under_way=in_order((*rest, *step.sent)))


# --- a revoke that waits for its decision -------------------------------------------------------


def _pressed(
    rules: Rules, state: SyncState, command: RevokeRequest, n: int, told: Answer
) -> tuple[SyncState, ...]:
    """Begin the revoke, or refuse it at once where that was its answer."""
    answer, after = _acted(rules, state, command)
    if isinstance(answer, Accepted):
        attempt = after.apps.sales.orders[command.order].attempt
    elif isinstance(answer, Refused) and _fits(told, answer):
        attempt = 0
    else:
        return ()
    return (after._replace(pending=(*state.pending, Pending(n, attempt))),)


def _decided(state: SyncState, number: str, n: int, told: Answer) -> tuple[SyncState, ...]:
    """Take the decision as told, if this is what the order's attempt came to."""
    mine = next((one for one in state.pending if one.n == n), None)
    if mine is None:
        return ()
    order = state.apps.sales.orders.get(number)
    if mine.attempt and (order is None or not _ended(order, mine.attempt, told)):
        return ()
    rest = tuple(one for one in state.pending if one != mine)
    return (state._replace(pending=rest),)


def _ended(order: SalesOrder, attempt: int, told: Answer) -> bool:
    """Tell whether this attempt of a revoke has ended as it was told."""
    asking = order.revoke is not None and order.revoke.phase == "asking"
    if order.attempt != attempt or asking:
        return False
    reason, _ = order.refusal
    if isinstance(told, Refused):
        return bool(reason) and told.reason in ("", reason)
    return not reason and order.ended == order.request
