"""The catalogue of faults: each kind is built, is another name of one, or says why neither."""

from __future__ import annotations

from inspect import get_annotations
from typing import get_args

import msgspec
import pytest
from vietnamese import english_in

from sim.checks.judge import PROMISES
from sim.faults import BUILT, CATALOGUE, FAULTS, OF_ONE_APP, TOLD, TOLERATED, FaultInfo, standing_of
from sim.rules.messages import AnyMessage, Envelope, RunReport

ALL = pytest.mark.parametrize("info", CATALOGUE, ids=lambda info: info.name)


@ALL
def test_each_kind_is_built_or_says_why_not(info: FaultInfo) -> None:
    """Built, a second name of one that is, or not applicable: one of the three, with reason."""
    ways = (info.reach is not None, bool(info.same_as), info.standing == "not_applicable")
    assert sum(ways) == 1
    if info.same_as:
        assert FAULTS[info.same_as].reach is not None, "a second name of a name leads nowhere"
    if not ways[0] or info.standing == "told":
        assert info.because_vi
        assert info.because_en


@ALL
def test_each_kind_is_told_in_both_languages(info: FaultInfo) -> None:
    """No English in the Vietnamese words, nothing left out."""
    assert info.vi
    assert info.en
    assert bool(info.because_vi) == bool(info.because_en)
    assert english_in(f"{info.vi} {info.because_vi}") == []


@ALL
def test_a_told_kind_names_the_promise_that_breaks(info: FaultInfo) -> None:
    """And only a told one does; the promise is one of those that are judged."""
    assert bool(info.promise) == (info.standing == "told")
    assert info.promise in ("", *(one.name for one in PROMISES))


def test_the_catalogue_has_each_kind_once_and_all_that_were_asked_for() -> None:
    """Five places at which syncs fail; every kind of the requirement stands in one of them."""
    assert len(FAULTS) == len(CATALOGUE)
    asked = {
        "network": "delay overtaking loss duplicate late_duplicate partition slow_link",
        "app": (
            "crash_before_commit crash_before_send crash_before_answer outage false_ok"
            " lost_answer late_answer"
        ),
        "workflow": "workflow_down flow_switched retries_exhausted",
        "people": (
            "double_click stale_screen two_tabs half_entered wrong_order one_sided_correction"
        ),
        "integration": (
            "duplicate_webhook late_webhook retry_after_success poison_message rate_limit"
            " partial_batch expired_token"
        ),
    }
    found = {
        where: " ".join(one.name for one in CATALOGUE if one.where == where) for where in asked
    }
    assert found == asked


def test_what_is_built_is_tolerated_or_told() -> None:
    """The two declarations that a run can show; a second name stands as the fault itself does."""
    assert sorted((*TOLERATED, *TOLD)) == sorted(BUILT)
    assert TOLD == ("false_ok", "wrong_order", "one_sided_correction")
    assert standing_of("two_tabs") == standing_of("stale_screen") == "tolerated"
    assert standing_of("partial_batch") == "not_applicable"
    assert {FAULTS[name].reach for name in OF_ONE_APP} == {"window"}


def test_no_message_is_a_batch() -> None:
    """Why a partial batch is not applicable: a message is about one order and holds no other."""
    for kind in get_args(AnyMessage):
        fields = {field.name: str(field.type) for field in msgspec.structs.fields(kind)}
        assert fields["order"] == "<class 'str'>", kind.__name__
        assert [name for name, type_ in fields.items() if "Envelope" in type_] == []
    assert get_annotations(RunReport, eval_str=True)["envelope"] is Envelope
