"""Real order logs played whole: what the log holds, and how much of it people really did."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.campaign import run_plan
from sim.library import ROOT, plan_of, scenario_files
from sim.result import Result

DATA = Path(__file__).parents[2].parent / "shared" / "data"
real = pytest.mark.skipif(not DATA.is_dir(), reason="the real order logs are not shipped")


def played(log: Path, columns: str, rules: str = "reference") -> Result:
    files = (str(log), str(ROOT / "traces" / f"{columns}.yaml"))
    return run_plan(plan_of(scenario_files()["trace-day"], seed=1, rules=rules, log=files))


def counts(result: Result) -> dict[str, tuple[int, int]]:
    return {kind: (lines, done) for kind, lines, done in result.notes}


@real
@pytest.mark.parametrize(
    ("day", "lines"),
    [
        ("2010-12-01", {"sale": 3064, "cancellation": 25, "stock": 10, "ledger": 9}),
        ("2011-02-06", {"sale": 279, "cancellation": 0, "stock": 0, "ledger": 0}),
        ("2011-12-05", {"sale": 5281, "cancellation": 23, "stock": 8, "ledger": 19}),
    ],
)
def test_a_day_of_online_retail_plays_whole(day, lines):
    """Nothing is dropped in silence, and at least nine lines in ten of each kind are played."""
    result = played(DATA / "online-retail" / f"{day}.csv", "online-retail")
    found = counts(result)
    assert {kind: found[kind][0] for kind in lines} == lines
    assert found["unmapped"] == found["bad"] == (0, 0)
    for kind, total in lines.items():
        assert found[kind][1] * 10 >= total * 9, kind
    assert result.verdict == "pass"
    assert result.settled


@real
def test_two_years_of_northwind_play_whole():
    """Two files joined by order number, stock from a third; every line is a sale."""
    result = played(DATA / "northwind" / "order_details.csv", "northwind")
    assert counts(result)["sale"] == (2155, 2155)
    assert result.failures == ()
    assert result.settled


def test_the_sample_log_plays_whole():
    """The log that is shipped, semicolons, BOM and all; it needs no other data."""
    result = played(ROOT / "traces" / "sample.csv", "sample")
    assert counts(result) == {
        "sale": (33, 33),
        "cancellation": (3, 3),
        "stock": (2, 2),
        "ledger": (2, 2),
        "unmapped": (0, 0),
        "bad": (0, 0),
    }
    assert result.verdict == "pass"


def test_a_bad_line_is_listed_and_the_rest_plays(tmp_path):
    """A line that cannot be read is named with its file and line, and counted as bad."""
    text = (ROOT / "traces" / "sample.csv").read_text(encoding="utf-8-sig").splitlines()
    text[1] = text[1].replace(";", "", 1)
    log = tmp_path / "broken.csv"
    log.write_text("\n".join(text) + "\n", encoding="utf-8")
    result = played(log, "sample")
    assert counts(result)["bad"][0] == 1
    assert len(result.problems) == 1
    assert f"{log}:2" in str(result.problems[0])
    assert result.failures == ()
