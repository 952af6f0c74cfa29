"""The command `explore`: every interleaving of a world, or told that it was not every one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_calls import call, told, wrong_names

from sim.rules.warehouse import Warehouse

SMALL = """\
name: small-world
form: world
orders: [{order: DH-1}]
cast:
  lan: {role: salesperson, may: {request: 1, revoke: 1}}
  minh: {role: clerk, may: {issue_all: 1}}
"""


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("small.yaml").write_text(SMALL, encoding="utf-8")


@pytest.mark.parametrize(
    ("argv", "code", "verdict", "complete"),
    [
        ((), 0, "pass", True),
        (("--rules", "look-then-delete"), 1, "fail", True),
        (("--max-states", "20"), 2, "unknown", False),
        (("--for", "0s"), 2, "unknown", False),
        (("--for", "10min"), 0, "pass", True),
        (("--strict",), 0, "pass", True),
    ],
)
def test_the_exit_code_says_how_it_went(
    capsys: pytest.CaptureFixture[str],
    argv: tuple[str, ...],
    code: int,
    verdict: str,
    complete: bool,
) -> None:
    """0 only if the whole bounded space was walked and every promise held in each state."""
    done = call(capsys, "explore", "small.yaml", *argv, "--json", "-")

    assert done.code == code
    assert done.json["verdict"] == verdict
    (world,) = done.json["worlds"]
    assert (world["verdict"], world["complete"]) == (verdict, complete)


def test_the_summary_has_the_fields_that_other_tools_rely_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """design.md, section 6: per world and setting, under `worlds`."""
    settings = "settings: [{}, {duplicates: 1}]\n"
    Path("two.yaml").write_text(SMALL.replace("small-world", "two") + settings, encoding="utf-8")
    rules = ("--rules", "look-then-delete")
    data = call(capsys, "explore", "small.yaml", "two.yaml", *rules, "--json", "-").json

    assert (data["schema_version"], data["command"], data["verdict"]) == (1, "explore", "fail")
    named = [(one["scenario"], one["setting"]) for one in data["worlds"]]
    assert named == [("small-world", "reorder"), ("two", "reorder"), ("two", "1 duplicate")]
    for world in data["worlds"]:
        assert world["rules"] == "look-then-delete"
        assert world["transitions"] >= world["states"] - 1 > 0
        assert world["depth"] > 0
        assert world["seconds"] >= 0
        for one in world["failures"]:
            assert set(one) >= {"promise", "clauses", "assumptions", "steps", "replay"}
    same, copy, more = data["worlds"]
    assert (same["states"], same["transitions"]) == (copy["states"], copy["transitions"])
    assert more["states"] > copy["states"]


def test_a_broken_promise_is_told_with_a_story_that_replays(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The story is saved, the command beside it plays it, and it breaks the promise again."""
    rules = ("--rules", "look-then-delete")
    done = call(capsys, "explore", "small.yaml", *rules, "--json", "summary.json")
    data = json.loads(Path("summary.json").read_text(encoding="utf-8"))
    (found,) = [
        one for one in data["worlds"][0]["failures"] if one["promise"] == "no-revoke-over-a-slip"
    ]

    assert told(done.out, "Broken promise", "no-revoke-over-a-slip", "FAIL")
    assert found["steps"][0].lstrip().startswith("1. ")
    again = call(capsys, *found["replay"].split()[2:], "--json", "-")
    assert again.code == 1
    assert again.json["promise"] == "no-revoke-over-a-slip"
    assert wrong_names(tmp_path) == []


@pytest.mark.parametrize(
    ("reduce", "rules", "used"),
    [
        ((), "reference", ["symmetry"]),
        (("--reduce", "symmetry"), "reference", ["symmetry"]),
        (("--reduce", "order"), "reference", ["order"]),
        (("--reduce", "all"), "reference", ["order"]),
        (("--reduce", "none"), "reference", []),
        (("--reduce", "order"), "look-then-delete", []),
        (("--reduce", "all"), "look-then-delete", ["symmetry"]),
    ],
)
def test_each_reduction_can_be_switched_and_the_one_that_was_used_is_told(
    capsys: pytest.CaptureFixture[str], reduce: tuple[str, ...], rules: str, used: list[str]
) -> None:
    """Where a promise that always holds is broken, the world is walked without `order`."""
    done = call(capsys, "explore", "small.yaml", *reduce, "--rules", rules, "--json", "all.json")
    (world,) = json.loads(Path("all.json").read_text(encoding="utf-8"))["worlds"]

    assert world["reduced"] == used
    assert world["complete"]
    assert ("came at once" in done.out) == (used == ["order"])


def test_a_cut_counts_with_deliveries_at_once_too(capsys: pytest.CaptureFixture[str]) -> None:
    """What was not walked was not proven, whatever was left out on purpose."""
    done = call(
        capsys, "explore", "small.yaml", "--reduce", "order", "--max-states", "20", "--json", "-"
    )

    assert done.code == 2
    assert not done.json["worlds"][0]["complete"]


def test_strict_turns_a_gap_of_a_world_into_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    """A clerk who deletes what was pushed: found without --strict, failed with it."""
    text = SMALL.replace("{issue_all: 1}", "{issue_all: 1, delete_slip: 1}").replace(
        ", revoke: 1", ""
    )
    Path("gap.yaml").write_text(text, encoding="utf-8")
    plain = call(capsys, "explore", "gap.yaml", "--json", "-")

    assert plain.code == 0
    assert "gap-deleted-after-push" in [one["promise"] for one in plain.json["worlds"][0]["gaps"]]
    assert call(capsys, "explore", "gap.yaml", "--strict").code == 1


def test_quiet_leaves_stderr_empty_and_vietnamese_is_spoken(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With text and with JSON; the last line is the verdict in the language asked for."""
    assert call(capsys, "explore", "small.yaml", "--quiet").err == ""
    done = call(capsys, "explore", "small.yaml", "--quiet", "--json", "-")
    assert (done.err, done.json["verdict"]) == ("", "pass")
    assert "PASS" in call(capsys, "explore", "small.yaml").out
    assert "trạng thái" in call(capsys, "explore", "small.yaml", "--lang", "vi").out


def test_a_need_that_no_state_reaches_is_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    """Walked whole, nothing broken, and yet nothing proved."""
    Path("need.yaml").write_text(f"{SMALL}needs: [over-issued]\n", encoding="utf-8")
    done = call(capsys, "explore", "need.yaml", "--json", "-")

    assert done.code == 2
    (world,) = done.json["worlds"]
    assert (world["verdict"], world["complete"], world["missing"]) == (
        "unknown",
        True,
        ["over-issued"],
    )


def test_a_crash_inside_the_rules_is_a_failure_here_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not our own bug: the rules are what is explored."""

    def fall_over(self: Warehouse, *said: Any) -> Any:
        raise LookupError("the rules fell over")

    monkeypatch.setattr(Warehouse, "save_slip", fall_over)
    done = call(capsys, "explore", "small.yaml")

    assert done.code == 1
    assert "the rules fell over" in done.out
