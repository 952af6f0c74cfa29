"""`check`: the library against its baseline, with the exit codes of a build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_calls import ROOT, Called, call

SHIPPED = ROOT / "scenarios" / "baselines"
LIMIT = "thresholds:\n  - metric: backlog\n    scenario: '*'\n    most: {most}\n"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def check(capsys: pytest.CaptureFixture[str], *more: str) -> Called:
    return call(capsys, "check", "revoke-clean", "revoke-rush", *more)


def mine(most: int = 1000) -> str:
    """Return a folder with a baseline of one's own that nothing was written to yet."""
    Path("mine").mkdir()
    Path("mine", "thresholds.yaml").write_text(LIMIT.format(most=most), encoding="utf-8")
    return "mine"


def test_the_library_is_as_its_baseline_has_it_twice_in_a_row(capsys):
    """Exit code 0, and the second call finds what the first found."""
    first, second = check(capsys), check(capsys)
    assert (first.code, second.code) == (0, 0)
    assert first.out == second.out
    assert "PASS: 3 runs are as the baseline has them" in first.out


def test_a_broken_promise_ends_with_1_and_its_replay_shows_it(capsys):
    """From the failing line of a build to the replayed story: the second line is the command."""
    ran = check(capsys, "--rules", "look-then-delete")
    assert ran.code == 1
    assert "BROKEN     revoke-rush (seed 1, 2): A revoke never succeeds while Warehouse" in ran.out
    replay = next(line for line in ran.out.splitlines() if "replay" in line)
    assert call(capsys, *replay.split()[2:]).code == 1


def test_a_tightened_threshold_ends_with_3_and_names_its_line(capsys):
    """Which metric, what it is, what it may be, where that is said, what it was."""
    folder = mine()
    assert check(capsys, "--baseline", folder, "--update").code == 0
    Path(folder, "thresholds.yaml").write_text(LIMIT.format(most=2), encoding="utf-8")
    ran = check(capsys, "--baseline", folder)
    assert ran.code == 3
    assert "backlog is 27, at most 2 by mine/thresholds.yaml:2; it was 27" in ran.out


def test_a_promise_that_is_no_longer_reached_ends_with_3(capsys):
    """The baseline has a promise put to the test that the run no longer tests."""
    folder = mine()
    assert check(capsys, "--baseline", folder, "--update").code == 0
    file = Path(folder, "library.json")
    text = file.read_text(encoding="utf-8").replace('"reached":[', '"reached":["no-second-push",')
    file.write_text(text, encoding="utf-8")
    ran = check(capsys, "--baseline", folder)
    assert ran.code == 3
    assert "UNREACHED  revoke-clean (seed 1): promise no-second-push" in ran.out


def test_update_tells_what_changes_and_keeps_the_runs_that_were_not_asked(capsys):
    """One scenario alone can be looked at again; the other stays as it was."""
    folder = mine()
    told = check(capsys, "--baseline", folder, "--update")
    assert "NEW        revoke-clean (seed 1)" in told.out
    assert "The baseline is now what was seen: mine/library.json" in told.out
    before = json.loads(Path(folder, "library.json").read_bytes())
    call(capsys, "check", "revoke-clean", "--baseline", folder, "--update")
    assert json.loads(Path(folder, "library.json").read_bytes()) == before
    assert [(run["scenario"], run["seed"]) for run in before["runs"]] == [
        ("revoke-clean", 1),
        ("revoke-rush", 1),
        ("revoke-rush", 2),
    ]


def test_a_misspelt_metric_is_an_error_with_its_place(capsys):
    """File, line, what is wrong, the nearest right name; exit code 64."""
    folder = mine()
    text = LIMIT.format(most=3).replace("backlog", "backlogs")
    Path(folder, "thresholds.yaml").write_text(text, encoding="utf-8")
    ran = check(capsys, "--baseline", folder, "--update")
    assert ran.code == 64
    assert 'mine/thresholds.yaml:2:13: thresholds.1.metric: "backlogs" is no metric' in ran.err
    assert 'did you mean "backlog"?' in ran.err


def test_a_scenario_of_another_name_and_a_threshold_said_twice_are_errors(capsys):
    """Both are told at once."""
    folder = mine()
    one = LIMIT.format(most=3)
    text = one + one.removeprefix("thresholds:\n") + "  - {metric: backlog, scenario: x, most: 1}\n"
    Path(folder, "thresholds.yaml").write_text(text, encoding="utf-8")
    ran = check(capsys, "--baseline", folder, "--update")
    assert ran.code == 64
    assert "backlog in * has two thresholds" in ran.err
    assert '"x" is no scenario' in ran.err


@pytest.mark.parametrize("text", ["{", '{"runs": [{"scenario": 1}]}'])
def test_a_file_that_is_no_baseline_is_an_error(capsys, text):
    """Exit code 64, and the file is named."""
    folder = mine()
    Path(folder, "library.json").write_text(text, encoding="utf-8")
    ran = check(capsys, "--baseline", folder)
    assert ran.code == 64
    assert "mine/library.json: this is no baseline" in ran.err


def test_without_a_baseline_it_says_so(capsys):
    """A folder without one is wrong input, unless one is to be written."""
    ran = check(capsys, "--baseline", mine())
    assert ran.code == 64
    assert "library.json" in ran.err


def test_an_expired_known_failure_is_told_and_breaks(capsys):
    """A failure accepted until a day that is over counts again, and the entry is named."""
    entry = (
        "known:\n  - {promise: no-revoke-over-a-slip, scenario: revoke-rush, reason: patch,"
        " owner: Lan, expires: 2020-01-31}\n"
    )
    Path("known-failures.yaml").write_text(entry, encoding="utf-8")
    ran = check(capsys, "--rules", "look-then-delete")
    assert ran.code == 1
    assert "Known failures (known-failures.yaml):" in ran.out
    assert "EXPIRED (Lan, patch, until 2020-01-31)" in ran.out


def test_the_summary_has_every_finding(capsys):
    """What other tools read: kind, scenario, seed, promise or metric, and the replay command."""
    ran = check(capsys, "--rules", "look-then-delete", "--json", "-", "--quiet")
    assert ran.json["command"] == "check"
    assert ran.json["verdict"] == "fail"
    broken = [one for one in ran.json["findings"] if one["kind"] == "broken"]
    assert {(one["scenario"], one["what"]) for one in broken} > {
        ("revoke-rush", "no-revoke-over-a-slip")
    }
    assert all("replay" in one["replay"] for one in broken)


def test_it_speaks_vietnamese(capsys):
    """Every line of a build can be read by those who test."""
    ran = check(capsys, "--lang", "vi")
    assert "ĐẠT: 3 lượt chạy đúng như mốc đối chiếu" in ran.out


@pytest.mark.slow
def test_the_whole_library_is_as_its_baseline_has_it(capsys):
    """What a build runs: every shipped population and story with its fixed seeds."""
    ran = call(capsys, "check", "--jobs", "2")
    assert ran.code == 0, ran.out
