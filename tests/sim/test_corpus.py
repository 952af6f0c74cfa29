"""The corpus: which seeds are kept and come first; it changes the order of runs, nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim import corpus
from sim.campaign import Request
from sim.corpus import MOST_KEPT, Kept, first, in_order, updated
from sim.library import scenario_files
from sim.result import Failure
from sim.rules.state import Apps
from sim.runs import Runs, part_of
from sim.totals import Finding


def runs(*names: str, seeds: range = range(10)) -> Runs:
    parts = tuple(part_of(Request(str(scenario_files()[name]), 0, "reference")) for name in names)
    return Runs(parts, seeds, Path("out"))


def kept(scenario: str, seed: int, promise: str = "p", rules: str = "reference") -> Kept:
    return Kept(scenario, rules, seed, promise, "s")


TWO = runs("office-day", "revoke-rush")


def found(*seeds: int, scenario: str = "office-day", form: str = "population") -> Finding:
    """Return a finding of these seeds."""
    finding = Finding("p", "s")
    result = TWO.parts[0].frame.result._replace(scenario=scenario, form=form)
    failure = Failure("p", "", (), (), Apps(), 1, settle=False)
    for seed in seeds:
        finding.take(failure, result._replace(seed=seed), "")
    return finding


def test_kept_seeds_come_first_and_every_run_comes_once() -> None:
    seeds = (kept("revoke-rush", 3), kept("office-day", 7), kept("revoke-rush", 3, "q"))
    early = first(TWO, seeds)

    assert early == [7, 13]
    order = list(in_order(TWO, early))
    assert order[:2] == early
    assert sorted(order) == list(range(20))


@pytest.mark.parametrize(
    "other",
    [kept("office-day", 10), kept("quarter", 3), kept("office-day", 3, rules="look-then-delete")],
    ids=["another seed", "another scenario", "other rules"],
)
def test_seeds_that_the_call_does_not_ask_for_are_not_run(other: Kept) -> None:
    assert first(TWO, (other,)) == []


def test_what_was_tried_again_and_held_is_dropped_and_the_rest_stays() -> None:
    before = (kept("office-day", 1), kept("office-day", 2), kept("quarter", 5))
    again = {("office-day", "reference", 1), ("office-day", "reference", 2)}
    after = updated(before, [found(2, 4)], again)

    assert after == (kept("office-day", 2), kept("office-day", 4), kept("quarter", 5))


def test_it_stays_small() -> None:
    """New seeds push out old ones of the same scenario and rules, not those of others."""
    before = (*(kept("office-day", n) for n in range(100, 200)), kept("quarter", 5))
    after = updated(before, [found(1, 2, 3)], set())

    assert after[:3] == tuple(kept("office-day", n) for n in (1, 2, 3))
    assert sum(1 for one in after if one.scenario == "office-day") == MOST_KEPT
    assert kept("quarter", 5) in after


def test_a_story_is_not_kept_since_its_seed_decides_nothing() -> None:
    assert updated((), [found(1, form="story")], set()) == ()


def test_it_is_read_back_as_written_and_an_empty_one_leaves_no_file(tmp_path: Path) -> None:
    assert corpus.read(tmp_path) == ()
    seeds = (kept("office-day", 1), kept("quarter", 2))
    corpus.write(tmp_path, seeds)
    assert corpus.read(tmp_path) == seeds
    assert [path.name for path in tmp_path.iterdir()] == [corpus.FILE]

    corpus.write(tmp_path, ())
    assert list(tmp_path.iterdir()) == []
    (tmp_path / corpus.FILE).write_bytes(b"\xff{")
    assert corpus.read(tmp_path) is None
