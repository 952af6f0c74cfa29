"""Where a call's files land: never on top of each other, under names that every system allows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_calls import call, files, wrong_names

from sim.library import scenario_files

NAIVE = ("run", "revoke-rush", "--rules", "look-then-delete")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_files_land_where_they_are_told_to_and_have_names_for_every_system(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A record a run, its choices, a story a failure, the summary, where the latest run lies."""
    done = call(capsys, *NAIVE, "--out", "there", "--json", "-")
    (run,) = done.json["runs"]
    latest = (tmp_path / "there/latest.txt").read_text(encoding="utf-8").strip()

    assert not (tmp_path / "out").exists()
    assert latest == run["folder"]
    stories = {f"story-{one['promise']}.json" for one in (*run["failures"], *run["gaps"])}
    made = {"record.jsonl", "choices.json", "report.html", *stories}
    assert {path.name for path in files(tmp_path / latest)} == made
    kept = json.loads((tmp_path / "there/summary.json").read_text(encoding="utf-8"))
    assert kept == done.json
    assert wrong_names(tmp_path) == []


def test_two_calls_never_share_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    """Within the same second, too."""
    folders = [
        call(capsys, "run", "revoke-clean", "--json", "-").json["runs"][0]["folder"]
        for _ in range(3)
    ]
    assert len(set(folders)) == 3


def test_two_runs_of_one_call_never_share_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    """A scenario that is named twice, or two files that call themselves the same."""
    Path("copy.yaml").write_bytes(scenario_files()["revoke-clean"].read_bytes())
    done = call(capsys, "run", "revoke-clean", "copy.yaml", "revoke-clean", "--json", "-")
    folders = [run["folder"] for run in done.json["runs"]]

    assert len(set(folders)) == len(folders) == 3


def test_the_latest_run_is_one_that_was_made(capsys: pytest.CaptureFixture[str]) -> None:
    """When the time is used up before the last run, latest.txt names none that is not there."""
    call(capsys, "run", "revoke-clean")
    call(capsys, "run", "flow-off", "--for", "0s")

    assert Path(Path("out/latest.txt").read_text(encoding="utf-8").strip()).is_dir()
