"""The command `explore --strategy`: a sample, told as one, never as a proof."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_calls import call, process, told, wrong_names

from sim.commands import sample
from sim.rules.warehouse import Warehouse

SMALL = """\
name: small-world
form: world
orders: [{order: DH-1}]
cast:
  lan: {role: salesperson, may: {request: 1, revoke: 1}}
  minh: {role: clerk, may: {issue_all: 1}}
settings: [{}, {duplicates: 1}]
needs: [slip-during-revoke]
"""
NAIVE = ("--rules", "look-then-delete")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("small.yaml").write_text(SMALL, encoding="utf-8")


def sampled(capsys: pytest.CaptureFixture[str], *argv: str) -> Any:
    return call(capsys, "explore", "small.yaml", *argv, "--json", "-")


@pytest.mark.parametrize("strategy", ["random", "pct"])
def test_a_sample_is_unknown_where_nothing_broke(
    capsys: pytest.CaptureFixture[str], strategy: str
) -> None:
    """Though every need was seen and the world is small: 2, never 0."""
    done = sampled(capsys, "--strategy", strategy, "--walks", "200")

    assert (done.code, done.json["verdict"]) == (2, "unknown")
    for world in done.json["worlds"]:
        assert (world["verdict"], world["complete"], world["missing"]) == ("unknown", False, [])
        assert (world["strategy"], world["walks"], world["seed"]) == (strategy, 200, 1)


@pytest.mark.parametrize("strategy", ["random", "pct"])
def test_a_broken_promise_fails_with_a_short_story_that_replays(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, strategy: str
) -> None:
    """As the exhaustive walk does: 1, a saved story, the command that plays it."""
    argv = ("--strategy", strategy, "--walks", "60", *NAIVE, "--json", "found.json")
    done = call(capsys, "explore", "small.yaml", *argv)
    world = json.loads(Path("found.json").read_text(encoding="utf-8"))["worlds"][0]
    (found,) = [one for one in world["failures"] if one["promise"] == "no-revoke-over-a-slip"]

    assert done.code == 1
    assert told(done.out, "no-revoke-over-a-slip", "FAIL: promises broken in 2 of 2 samples")
    assert len(found["steps"]) <= 12
    assert 1 <= world["first"]["no-revoke-over-a-slip"] <= 60
    again = call(capsys, *found["replay"].split()[2:], "--json", "-")
    assert (again.code, again.json["promise"]) == (1, "no-revoke-over-a-slip")
    assert wrong_names(tmp_path) == []


def test_the_summary_has_what_the_exhaustive_one_has_and_the_coverage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """design.md, section 6; pairs met in one order only are listed, the curve doubles its steps."""
    world = sampled(capsys, "--strategy", "pct", "--walks", "50").json["worlds"][0]
    whole = call(capsys, "explore", "small.yaml", "--json", "-").json["worlds"][0]
    coverage = world["coverage"]

    assert set(world) > set(whole)
    assert 0 < world["states"] <= whole["states"]
    assert set(coverage["goals"]) >= {"revoke-succeeded", "slip-during-revoke"}
    assert ["RevokeRequest", "SaveSlip"] in coverage["both_orders"]
    assert ["SaveRequest", "SaveSlip"] in coverage["one_order"]
    assert {"sales": "requested, delivered", "warehouse": "completed", "accounting": "slip"} in (
        coverage["statuses"]
    )
    curve = coverage["curve"]
    assert [stretch["walks"] for stretch in curve] == [1, 2, 4, 8, 16, 32, 50]
    assert sum(stretch["statuses"] for stretch in curve) == len(coverage["statuses"])
    pairs = 2 * len(coverage["both_orders"]) + len(coverage["one_order"])
    assert sum(stretch["pairs"] for stretch in curve) == pairs
    assert 1 <= coverage["last_new"] <= 50


@pytest.mark.parametrize("strategy", ["random", "pct"])
def test_the_same_seed_gives_the_same_walks_in_every_process(tmp_path: Path, strategy: str) -> None:
    """Whatever PYTHONHASHSEED; only the seconds and the names of folders may differ."""

    def world(hash_seed: str) -> dict[str, Any]:
        argv = ("explore", "small.yaml", "--strategy", strategy, "--walks", "30", *NAIVE)
        code, out, _ = process(tmp_path, *argv, "--json", "-", PYTHONHASHSEED=hash_seed)
        assert code == 1
        first = json.loads(out)["worlds"][0]
        for found in (first, *first["failures"], *first["gaps"]):
            found.pop("seconds", None)
            found.pop("replay", None)
        return first

    assert world("1") == world("77")


def test_both_languages_are_spoken_and_quiet_is_quiet(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The last line says that a sample is no proof."""
    argv = ("explore", "small.yaml", "--strategy", "random", "--walks", "3")
    english = call(capsys, *argv, "--quiet")

    assert told(english.out, "UNKNOWN", "6 random walks", "never proves")
    assert english.err == ""
    vietnamese = call(capsys, *argv, "--lang", "vi").out
    assert told(vietnamese, "CHƯA KẾT LUẬN", "6 lượt thử ngẫu nhiên", "không thay được")


def test_time_is_shared_by_the_worlds_and_nothing_is_lost(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With --for and no --walks a sample goes on until its share of the time is up."""
    done = sampled(capsys, "--strategy", "random", "--for", "400ms")

    assert done.code == 2
    assert [world["walks"] > 0 for world in done.json["worlds"]] == [True, True]
    assert sum(world["seconds"] for world in done.json["worlds"]) < 5


def test_an_interruption_keeps_what_was_learned(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in the fifth walk: 130, and four walks with what they broke."""
    real = sample.Talk.progress
    told_of: list[int] = []

    def progress(self: sample.Talk, done: int, key: str, **fields: Any) -> None:
        told_of.append(fields["walks"])
        if fields["walks"] == 4:
            raise KeyboardInterrupt
        real(self, done, key, **fields)

    monkeypatch.setattr(sample.Talk, "progress", progress)
    done = sampled(capsys, "--strategy", "random", *NAIVE)

    assert (done.code, told_of) == (130, [1, 2, 3, 4])
    (world,) = done.json["worlds"]
    assert (world["walks"], world["complete"]) == (4, False)


def test_a_crash_inside_the_rules_is_a_failure_here_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not our own bug: the rules are what is sampled."""

    def fall_over(self: Warehouse, *said: Any) -> Any:
        raise LookupError("the rules fell over")

    monkeypatch.setattr(Warehouse, "save_slip", fall_over)
    done = call(capsys, "explore", "small.yaml", "--strategy", "random", "--walks", "50")

    assert done.code == 1
    assert "the rules fell over" in done.out


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("--walks", "5"), "--walks goes with --strategy random or --strategy pct"),
        (("--seed", "5"), "--seed goes with"),
        (("--strategy", "exhaustive", "--depth", "2"), "--depth goes with"),
        (("--strategy", "random", "--depth", "2"), "--depth goes with --strategy pct"),
        (("--strategy", "pct", "--max-states", "5"), "a sample has --walks"),
        (("--strategy", "random", "--reduce", "order"), "--reduce goes with --strategy exhaustive"),
        (("--strategy", "pct", "--walks", "0"), "'0' is not 1 or more"),
        (("--strategy", "pct", "--walks", "many"), "'many' is not 1 or more"),
        (("--strategy", "ramdom"), 'did you mean "random"?'),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(
    capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], says: str
) -> None:
    """64, and what it goes with."""
    done = call(capsys, "explore", "small.yaml", *argv)

    assert done.code == 64
    assert says in done.err
