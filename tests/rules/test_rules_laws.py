"""Laws that hold in every history, whoever says what and whatever overtakes what."""

from collections import Counter
from itertools import chain
from typing import get_args

import hypothesis
from rules.given import BUSINESS
from rules.histories import COMMANDS, LAW, History, any_history, events_of
from rules.vocabulary import DH1, DH2, NAMES, evolved, owner

from sim.rules.decider import handle
from sim.rules.events import (
    GoodsReceived,
    OrderWithdrawn,
    RequestSaved,
    RevokeCommitted,
    RevokeRefused,
    RunFailed,
    SlipReceived,
)
from sim.rules.messages import (
    Accepted,
    Busy,
    Command,
    EndAnswer,
    Envelope,
    HoldAnswer,
    OrderRequested,
    PushSlip,
    Refused,
    Rerun,
    RevokeReason,
    SaveSlip,
    SlipPushed,
    SlipTaken,
)
from sim.rules.offers import KINDS_OF, offers, view
from sim.rules.values import APPS, ROLES
from sim.rules.world import act, deliver


def again(history: History, apps, said):
    return (act if isinstance(said, Command) else deliver)(history.rules, apps, said)


# --- deciding -----------------------------------------------------------------------------------


@LAW
@any_history
def test_a_refusal_changes_nothing_and_sends_nothing(history) -> None:
    """R1.1j, 7.3 no. 7: the very same states; only the run log may note a failed run."""
    for before, step, after in history.steps:
        if isinstance(step.answer, Accepted):
            continue
        assert step.sent == ()
        assert all(getattr(after, app) is getattr(before, app) for app in BUSINESS)
        if isinstance(step.said, Envelope) and isinstance(step.answer, Refused):
            assert [type(event) for event in step.events] == [RunFailed]
        else:
            assert step.events == ()
            assert after is before


@LAW
@any_history
def test_deciding_is_repeatable_and_leaves_the_state_before_alone(history) -> None:
    """design.md 2: values in, values out; the same said to the same state gives the same."""
    for before, step, after in history.steps:
        known = hash(before)

        assert again(history, before, step.said) == (step, after)
        assert hash(before) == known


@LAW
@any_history
def test_every_app_can_be_rebuilt_from_its_events(history) -> None:
    """design.md 4: what comes back after a crash is the log, folded, and nothing else."""
    apps = history.start
    for event in events_of(history):
        apps = evolved(history.rules, apps, event)

    assert apps == history.apps
    assert hash(apps) == hash(history.apps)


@LAW
@any_history
def test_an_event_changes_its_own_app_only(history) -> None:
    """An app that is shown another's event leaves its state as it is."""
    for before, step, _ in history.steps:
        for event in step.events:
            for name in (app for app in APPS if app != owner(event) and not _of_revoke(event)):
                state = getattr(before, name)
                assert history.rules.app(name).evolve(state, event) is state


def _of_revoke(event) -> bool:
    return hasattr(event, "app")  # the guard's events carry the app's name themselves


ANSWERED_AGAIN = (HoldAnswer, EndAnswer, SlipTaken)


@LAW
@any_history
def test_a_message_that_comes_twice_changes_nothing_the_second_time(history) -> None:
    """7.3 no. 8, F1; only replies are sent again, since the first may have been lost."""
    for _, step, after in history.steps:
        if not isinstance(step.said, Envelope):
            continue
        repeated, same = deliver(history.rules, after, step.said)

        assert same == after
        assert all(isinstance(one.message, ANSWERED_AGAIN) for one in repeated.sent)


# --- counting -----------------------------------------------------------------------------------


@LAW
@any_history
def test_stock_is_what_came_in_minus_what_the_slips_say(history) -> None:
    """Whatever was saved, edited and deleted, refused or repeated."""
    left = Counter(dict(history.start.warehouse.stock.items()))
    for event in events_of(history):
        if isinstance(event, GoodsReceived):
            left[event.item] += event.quantity
    for _, dossier in history.apps.warehouse.dossiers.items():
        for line in chain.from_iterable(slip.lines for slip in dossier.slips):
            left[line.item] -= line.quantity

    assert dict(history.apps.warehouse.stock.items()) == dict(left)


@LAW
@any_history
def test_accounting_has_at_most_one_slip_per_slip(history) -> None:
    """7.3 no. 5 and 6: received once and of a pushed type; Synced only if it was received."""
    made = [event for event in events_of(history) if isinstance(event, SlipReceived)]

    assert max(Counter(event.slip for event in made).values(), default=1) == 1
    assert {event.type for event in made} <= {"sale", "other"}
    for _, dossier in history.apps.warehouse.dossiers.items():
        for slip in dossier.slips:
            assert not slip.synced or slip.slip in {event.slip for event in made}


@LAW
@any_history
def test_every_push_has_its_cause(history) -> None:
    """design.md 3: a save while the mode was automatic, a press of the button, or a rerun."""
    for _, step, _ in history.steps:
        for one in step.sent:
            if isinstance(one.message, SlipPushed):
                automatic = (
                    isinstance(step.said, SaveSlip)
                    and step.said.flows.slip_to_accounting == "automatic"
                )
                assert automatic or isinstance(step.said, PushSlip | Rerun)
                assert one.message.type in ("sale", "other")


@LAW
@any_history
def test_a_request_goes_to_warehouse_exactly_if_the_rules_say_so(history) -> None:
    """R1.1a, b, n: flow 1.1 is on when it is saved, and the order is no parent at that moment."""
    for before, step, _ in history.steps:
        for event in step.events:
            if isinstance(event, RequestSaved):
                order = before.sales.orders[event.order]
                parent = order.is_parent or order.children != ()
                goes = step.said.flows.order_to_warehouse and not parent

                assert event.to_warehouse == goes
                assert goes == any(isinstance(one.message, OrderRequested) for one in step.sent)


@LAW
@any_history
def test_what_sales_has_seen_never_goes_back(history) -> None:
    """R1.2f: the greatest (request, version) seen never decreases."""
    for before, _, after in history.steps:
        for number, order in before.sales.orders.items():
            later = after.sales.orders.get(number)
            assert later is None or later.seen >= order.seen


@LAW
@any_history
def test_a_refused_revoke_has_a_reason_of_the_closed_list(history) -> None:
    """design.md 3: and an activity is named by its document."""
    for event in events_of(history):
        if isinstance(event, RevokeRefused):
            assert event.reason in get_args(RevokeReason)
            assert event.reason.startswith("activity") == (event.document != "")


# --- people -------------------------------------------------------------------------------------


@LAW
@any_history
def test_an_offer_is_always_a_command_of_ones_own(history) -> None:
    """Own app, own role, own name, on this order; no app is ever puzzled by one."""
    for role in ROLES:
        for order in (DH1, DH2, ""):
            seen = view(role, history.apps, order)
            for kind, command in offers(role, NAMES[role], order, seen, "{}-99".format):
                assert (command.by, command.role) == (NAMES[role], role)
                assert role in command.roles
                assert kind in KINDS_OF[role]
                state = getattr(history.apps, command.app)
                answer = handle(history.rules.app(command.app), state, command).answer
                assert isinstance(answer, Accepted | Busy) or answer.reason != "no_right"


# --- the laws are not empty ---------------------------------------------------------------------


def test_the_histories_reach_the_interesting_cases() -> None:
    """design.md 3, "sometimes": revokes that succeed and fail, refusals, late pushes, repeats."""
    seen: Counter[str] = Counter()

    @hypothesis.settings(LAW, max_examples=200)
    @any_history
    def look(history) -> None:
        seen.update(type(event).__name__ for event in events_of(history))
        seen.update(type(taken.step.answer).__name__ for taken in history.steps)

    look()
    wanted = [
        RevokeCommitted.__name__,
        RevokeRefused.__name__,
        OrderWithdrawn.__name__,
        SlipReceived.__name__,
        *[
            "HoldRefused",
            "OrderRefreshed",
            "SlipSynced",
            "DeliveryUpdated",
            "RunFailed",
            "MessageIgnored",
        ],
        *["MessageIgnored", "Refused", "Busy", "CopyReceived", "CopyWithdrawn", "PaperMade"],
    ]
    assert [name for name in wanted if not seen[name]] == []
    assert len(COMMANDS) > 40
