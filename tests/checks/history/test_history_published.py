"""The published verdict on every published history."""

from __future__ import annotations

import pytest
from checks.history.published import FOLDER, MISSING, REGISTER, STORE, jepsen_log, kv_log

from sim.checks.history.check import check

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason=MISSING)

LINEARIZABLE = {2, 5, 7, 18, 25, 31, 38, 45, 48, 49}


@pytest.mark.parametrize("number", range(50))
def test_etcd(number: int) -> None:
    """Each of the fifty logs of etcd gets its published verdict, within ten thousand steps."""
    operations = jepsen_log(FOLDER / "etcd" / f"etcd_{number:03}.log")
    found = check(REGISTER, operations, shrinking=0)
    assert found.verdict == ("pass" if number in LINEARIZABLE else "fail")
    assert found.parts[0].steps < 10_000


@pytest.mark.parametrize(
    ("name", "verdict"),
    [("c01-ok", "pass"), ("c01-bad", "fail"), ("c10-ok", "pass"), ("c10-bad", "fail")],
)
def test_key_values(name: str, verdict: str) -> None:
    """Each key-value history gets its published verdict."""
    assert check(STORE, kv_log(FOLDER / "kv" / f"{name}.txt"), shrinking=0).verdict == verdict


def test_the_bad_key_is_named() -> None:
    """Of c01-bad it is key 7 that cannot be explained: an append, then a get without it."""
    told = check(STORE, kv_log(FOLDER / "kv" / "c01-bad.txt")).unexplained
    assert told is not None
    assert told.part == "7"
    assert [one.said[0] for one in told.operations] == ["append", "get"]
    append, get = told.operations
    assert append.completed is not None
    assert append.completed < get.invoked
    assert append.said[2] not in get.answer[1]


def test_a_failure_of_etcd_is_small() -> None:
    """Of a log of more than eighty operations at most a dozen are told."""
    operations = jepsen_log(FOLDER / "etcd" / "etcd_016.log")
    told = check(REGISTER, operations).unexplained
    assert told is not None
    assert told.of == len(operations) > 80
    assert 2 <= len(told.operations) <= 12
