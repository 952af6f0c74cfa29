"""The command `report`, and the report at the end of `run`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.cli import main


def run(out: Path, *names: str) -> dict[str, object]:
    file = out / "summary-of-the-call.json"
    call = ["run", *names, "--out", str(out), "--json", str(file)]
    main(call)
    summary: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    return summary


def test_a_run_ends_with_its_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its path is told on stderr and in JSON; it lies beside the record."""
    path = Path(str(run(tmp_path, "revoke-clean")["report"]))
    assert path.name == "report.html"
    assert (path.parent / "record.jsonl").is_file()
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    told = capsys.readouterr()
    assert path.as_posix() in told.err
    assert "report.html" not in told.out


def test_several_runs_have_one_report(tmp_path: Path) -> None:
    summary = run(tmp_path, "revoke-clean", "partial-issues")
    assert summary["report"] == (tmp_path / "report.html").as_posix()
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "partial-issues" in text
    assert "revoke-clean" in text


def test_no_report_leaves_it_out(tmp_path: Path) -> None:
    assert run(tmp_path, "revoke-clean", "--no-report")["report"] is None
    assert list(tmp_path.rglob("report.html")) == []


@pytest.mark.parametrize("name", ["slip-during-revoke", "office-day"])
def test_a_stored_run_is_drawn_again_to_the_byte(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(str(run(tmp_path, name, "--rules", "look-then-delete")["report"]))
    first = path.read_bytes()
    path.unlink()
    capsys.readouterr()
    assert main(["report", (tmp_path / "latest.txt").as_posix()]) == 0
    assert path.read_bytes() == first
    assert capsys.readouterr().out == f"{path.as_posix()}\n"
    path.unlink()
    assert main(["report", path.parent.as_posix()]) == 0
    assert main(["report", (path.parent / "record.jsonl").as_posix()]) == 0
    assert path.read_bytes() == first


def test_a_record_of_other_code_is_judged_again_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip vanishes from the record as if today's code had not saved it."""
    path = Path(str(run(tmp_path, "partial-issues")["report"]))
    record = path.parent / "record.jsonl"
    lines = record.read_text(encoding="utf-8").splitlines(keepends=True)
    record.write_text("".join(lines[:-4] + lines[-1:]), encoding="utf-8")
    capsys.readouterr()
    assert main(["report", str(record), "--json", str(tmp_path / "again.json")]) == 0
    assert "judged again" in capsys.readouterr().err
    again = json.loads((tmp_path / "again.json").read_text(encoding="utf-8"))
    assert again["runs"][0]["events"] > 0


def test_what_is_no_run_is_wrong_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", (tmp_path / "nothing").as_posix()]) == 64
    assert "nothing" in capsys.readouterr().err
