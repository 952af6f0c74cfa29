"""What a call says of its faults: what did something, what did nothing, who is waited for."""

from __future__ import annotations

from typing import Any

import pytest

from reports.failure import cause_lines
from reports.faults import faults_lines, faults_summary
from reports.life_text import Telling, who
from reports.script_words import SCRIPT
from reports.story import Names, tell
from reports.words import known, word
from sim.faults import BUILT
from sim.record import Entry
from sim.result import Struck, exercise
from sim.rules.messages import Accepted, Envelope, OrderRequested
from sim.rules.step import Fault, Step
from sim.rules.values import Line

ORDER = OrderRequested(order="DH-1", request=1, customer="KH-01", lines=(Line(1, "HH-01", 2),))
CREATE = Envelope("sales", "warehouse", "order_to_warehouse", ORDER)
NOBODY = Names()


class Ran:
    """As much of a result as is asked for."""

    def __init__(self, *faults: Struck, waiting: tuple[str, ...] = ()) -> None:
        self.faults = faults
        self.waiting = waiting


def lines(*results: Any) -> list[str]:
    waiting = sum(len(one.waiting) for one in results)
    return list(faults_lines(exercise(one.faults for one in results), waiting, "en"))


def test_kinds_that_did_something_and_kinds_that_did_not() -> None:
    """In how many of the runs in which they were on; a kind that did nothing anywhere is named."""
    told = lines(
        Ran(Struck("loss", 2, True), Struck("delay", 3, False)),
        Ran(Struck("loss", 1, False), waiting=("a", "b")),
    )
    assert len(told) == 3
    assert told[0].endswith(": loss 1/2")
    assert told[1].endswith(": delay")
    assert told[2].endswith(": 2")


def test_nothing_is_said_of_nothing() -> None:
    """A call without faults, in which nobody is waited for."""
    assert lines(Ran(), Ran()) == []


def test_the_summary_adds_up_by_kind() -> None:
    """Runs in which it was on, strikes, runs in which it did something."""
    results: Any = [Ran(Struck("loss", 2, True)), Ran(Struck("loss", 1, False))]
    assert faults_summary(exercise(one.faults for one in results)) == [
        {"kind": "loss", "runs": 2, "times": 3, "effective": 1}
    ]


def test_a_failure_names_the_faults_that_it_takes_once_each() -> None:
    """In words, with the name and the pattern; what is no fault of the catalogue is not named."""
    swallowed = Step("warehouse", Fault("swallow", "warehouse", CREATE, "false_ok"), Accepted())
    plain = Step("warehouse", Fault("lose", "warehouse", CREATE), Accepted())
    (line,) = cause_lines([swallowed, plain, swallowed], "en")
    assert line.endswith("(false_ok, F5)")
    assert cause_lines([plain], "vi") == []


# --- sentences ----------------------------------------------------------------------------------


def told(fault: Fault) -> str:
    return tell(Step(fault.app, fault, Accepted()), "en", NOBODY)


@pytest.mark.parametrize("kind", BUILT)
def test_a_spell_is_told_as_it_begins_and_ends(kind: str) -> None:
    """With what happens meanwhile, in the app in which it does, or everywhere."""
    for at in ("begin", "end"):
        here = told(Fault(at, "warehouse", cause=kind))  # type: ignore[arg-type]
        assert "Warehouse" in here
        assert "{" not in here
    anywhere = told(Fault("begin", "workflow", cause="loss"))
    assert anywhere == "From now on: a message is lost on the way and has to be sent again"


def test_a_mistake_is_told_with_who_made_it() -> None:
    """The person, the order that was open, the one that was meant, the document."""
    mistake = Fault(
        "meet",
        "warehouse",
        cause="wrong_order",
        by="clerk-1",
        order="DH-2",
        document="PX-1",
        meant="DH-1",
    )
    assert told(mistake) == "Clerk clerk-1 means order DH-1 and has order DH-2 open for slip PX-1"


def test_what_a_message_meets_with_is_told_with_the_message() -> None:
    """A delay, a lost answer, an "ok" that is none: which message, between whom."""
    for kind, cause in (("meet", "delay"), ("retry", "lost_answer"), ("swallow", "false_ok")):
        line = told(Fault(kind, "warehouse", CREATE, cause))  # type: ignore[arg-type]
        assert "DH-1" in line
        assert "Warehouse" in line


def test_behind_a_mistake_is_a_person_behind_a_loss_the_network() -> None:
    """In the life of a document: who is behind each step."""

    def behind(fault: Fault) -> str:
        entry = Entry(n=1, at=0, app=fault.app, said=fault, answer=Accepted())
        return who(entry, Telling("", None, NOBODY, NOBODY, "en"))  # type: ignore[arg-type]

    assert behind(Fault("meet", "warehouse", cause="double_click", by="clerk-1")) == "clerk clerk-1"
    assert behind(Fault("lose", "warehouse", CREATE)) == "network"
    assert behind(Fault("swallow", "warehouse", CREATE, "false_ok")) == "fault"


def test_a_manual_script_says_how_to_come_by_each_fault_of_a_story() -> None:
    """For every kind of step that goes wrong and that a short story keeps."""
    for lang in ("vi", "en"):
        for kind in ("lose", "duplicate", "retry", "crash", "fail", "swallow", "correct", "meet"):
            assert SCRIPT[lang][f"hint.{kind}"]
            assert SCRIPT[lang][f"hint.{kind}.try"]


def test_each_fault_has_a_short_name_for_a_chart() -> None:
    """In both languages, each built kind and each kind of step that goes wrong by itself."""
    for lang in ("vi", "en"):
        for kind in (*BUILT, "lose", "duplicate", "retry", "crash", "fail"):
            assert known(f"trouble.{kind}")
            assert len(word(lang, "trouble", kind)) < 25
