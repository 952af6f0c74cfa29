"""The zoo is complete: each mistake that must be shown is made by some planted bug."""

from __future__ import annotations

import pytest

from sim.checks.tables import REVOKE_TRUTH
from sim.rules.variants import BUGS, ZOO
from sim.rules.variants.zoo.items import ITEMS, NOT_SHOWN

FAILURES = [f"F{n}" for n in range(1, 27)]  # failures seen elsewhere, docs/failures.md
ROWS = [f"row {'yes' if w else 'no'}-{'yes' if a else 'no'}" for w, a in REVOKE_TRUTH]
INVITED = (  # mistakes that this protocol invites
    "delete before check",
    "hold not released",
    "late release",
    "hold on one path",
    "hold ends otherwise",
    "attempt number",
    "request number",
    "ended forgotten",
    "push of ended",
    "old run",
    "key before work",
    "key reused",
    "news as delta",
    "older version",
    "decrease not sent",
    "second part not sent",
    "type at wrong moment",
    "synced too early",
    "synced never",
    "push on edit",
    "manual pushes on save",
    "mode at arrival",
    "parent without child",
    "refusal deletes command",
    "wrong line",
    "rounded",
    "lost in crash",
    "delete twice",
    "late delete",
    "recording crosses",
    "echo",
)


def test_the_catalogue_holds_all_failures_all_rows_and_all_invited_mistakes():
    """Each failure is shown, or is told why it cannot be; nothing else stands there."""
    wanted = {*FAILURES, *ROWS, *INVITED}

    assert {*ITEMS, *NOT_SHOWN} == wanted
    assert not {*ITEMS} & {*NOT_SHOWN}
    assert all(vi and en for vi, en in (*ITEMS.values(), *NOT_SHOWN.values()))


@pytest.mark.parametrize("item", ITEMS)
def test_each_item_is_shown_by_a_planted_bug(item):
    """A mistake that no bug makes would prove nothing about the promises."""
    assert [one.name for one in BUGS.values() if item in one.items]


def test_a_bug_shows_only_what_the_catalogue_knows():
    """A misspelt item would count for nothing."""
    assert {item for one in BUGS.values() for item in one.items} <= set(ITEMS)


def test_the_zoo_has_at_least_fifty_bugs_in_the_order_of_the_document():
    """Each is there once, and the list follows the rule numbers."""
    assert len(ZOO) == len(set(ZOO)) == len(BUGS) >= 50
    assert [BUGS[name].clause for name in ZOO] == sorted(one.clause for one in BUGS.values())


def test_each_bug_has_words_of_its_own_in_both_languages():
    """What a person would report, not said of two bugs."""
    for at in (0, 1):
        said = [one.says[at] for one in BUGS.values()]
        assert all(said)
        assert len(set(said)) == len(said)
