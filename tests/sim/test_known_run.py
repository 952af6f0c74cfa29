"""`run --known`: what is accepted does not fail the call, what expired does, all of it is told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from cli_calls import call

from sim.commands import known

EXAMPLE = Path(__file__).parent / "own" / "big-slips.yaml"
ENTRY = """\
known:
  - promise: no-slip-above-100
    scenario: big-slips
    reason: chờ quy trình mới
    owner: Lan
    expires: 2026-12-31
"""


@pytest.fixture(autouse=True)
def _some_day(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(known, "this_day", lambda: date(2026, 6, 15))


def listed(text: str = ENTRY, name: str = "known-failures.yaml") -> None:
    Path(name).write_text(text, encoding="utf-8")


def test_an_accepted_failure_does_not_fail_the_call(capsys):
    listed()
    ran = call(capsys, "run", str(EXAMPLE), "--lang", "vi")

    assert ran.code == 0
    assert "Vi phạm đã biết (known-failures.yaml):" in ran.out
    assert (
        "đã biết (Lan, chờ quy trình mới, đến hết 31/12/2026): no-slip-above-100 trong big-slips"
    ) in ran.out
    assert "ĐẠT, trừ 1 vi phạm đã biết và chưa hết hạn" in ran.out
    replay = next(line for line in ran.out.splitlines() if "story-no-slip-above-100" in line)
    assert call(capsys, *replay.split()[2:]).code == 1


def test_the_summary_lists_it_with_its_story(capsys):
    listed(name="mine.yaml")
    data = call(capsys, "run", str(EXAMPLE), "--known", "mine.yaml", "--json", "-").json

    assert data["verdict"] == "pass"
    (row,) = data["known"]
    assert (row["status"], row["owner"], row["expires"]) == ("accepted", "Lan", "2026-12-31")
    assert (row["file"], row["line"], row["runs"]) == ("mine.yaml", 2, 1)
    assert len(row["steps"]) == 4
    assert "story-no-slip-above-100.json" in row["replay"]
    assert json.loads(Path("out/summary.json").read_text(encoding="utf-8")) == data


def test_an_expired_one_fails_it_and_is_told_as_expired(capsys):
    listed(ENTRY.replace("2026-12-31", "2026-06-14"))
    ran = call(capsys, "run", str(EXAMPLE))

    assert ran.code == 1
    assert "EXPIRED (Lan, chờ quy trình mới, until 2026-06-14), counts as broken: " in ran.out
    assert "No line of a slip holds more than 100." in ran.out


def test_one_that_no_longer_fails_is_told_and_fails_nothing(capsys):
    listed(ENTRY.replace("no-slip-above-100", "slips-reach-the-books") + ENTRY[7:])
    ran = call(capsys, "run", str(EXAMPLE), "--json", "-")

    assert ran.code == 0
    assert [one["status"] for one in ran.json["known"]] == ["gone", "accepted"]
    told = call(capsys, "run", str(EXAMPLE)).out
    assert (
        "no longer fails, remove it from known-failures.yaml:2: slips-reach-the-books in big-slips"
    ) in told


def test_no_file_is_read_if_none_is_wanted(capsys):
    listed()
    ran = call(capsys, "run", str(EXAMPLE), "--known", "none", "--json", "-")

    assert ran.code == 1
    assert ran.json["known"] == []


def test_a_wrong_file_is_told_before_the_first_run(capsys):
    listed(ENTRY.replace("no-slip-above-100", "no-slip-above-10"))
    ran = call(capsys, "run", str(EXAMPLE))

    assert ran.code == 64
    assert "known-failures.yaml:2:14: known.1.promise: " in ran.err
    assert 'did you mean "no-slip-above-100"?' in ran.err
    assert not Path("out").exists()


def test_an_accepted_gap_does_not_fail_a_strict_call(capsys):
    """A gap is accepted like a failure; without the entry a strict call fails by it."""
    gap = "gap-deleted-after-push"
    assert call(capsys, "run", "deleted-after-push", "--strict").code == 1

    listed(ENTRY.replace("no-slip-above-100", gap).replace("big-slips", "deleted-after-push"))
    assert call(capsys, "run", "deleted-after-push", "--strict").code == 0
