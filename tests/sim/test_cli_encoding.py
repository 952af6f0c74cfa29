"""UTF-8 whatever the code page: names in Vietnamese reach terminals, pipes, files and records."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_calls import command, files, process, wrong_names

# How Windows and old Unix systems greet a program: code pages that have no Vietnamese letters.
PLACES = {
    "cp1252": {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
    "ascii": {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    "posix": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.mark.parametrize("place", PLACES)
def test_vietnamese_is_written_whatever_the_code_page(tmp_path: Path, place: str) -> None:
    """Text on stdout, JSON in a file and beside the runs, records, saved stories: all UTF-8."""
    argv = ("run", "deleted-after-push", "--lang", "vi", "--json", "summary.json")
    code, out, err = process(tmp_path, *argv, **PLACES[place])

    assert code == 0, err.decode()
    assert "đề nghị ghi doanh số" in out.decode("utf-8")
    summary = (tmp_path / "summary.json").read_text(encoding="utf-8")
    assert "đề nghị ghi doanh số" in summary
    texts = [path.read_text(encoding="utf-8") for path in files(tmp_path)]
    assert len(texts) == 6, "summary twice, record, story, latest.txt, report"


def test_files_and_folders_may_have_vietnamese_names(tmp_path: Path) -> None:
    """Named on the command line, made, told on stderr, and allowed on every system."""
    argv = ("run", "deleted-after-push", "--out", "đơn hàng", "--json", "tóm tắt/một.json")
    code, out, err = process(tmp_path, *argv, **PLACES["cp1252"])

    assert code == 0, err.decode()
    assert "đơn hàng/deleted-after-push" in out.decode("utf-8")
    assert "đơn hàng" in err.decode("utf-8")
    assert json.loads((tmp_path / "tóm tắt/một.json").read_text(encoding="utf-8"))["runs"]
    assert wrong_names(tmp_path) == []


def test_json_and_lists_are_utf_8_on_stdout(tmp_path: Path) -> None:
    """A program that reads them needs no guess."""
    _, out, _ = process(
        tmp_path, "list", "scenarios", "--lang", "vi", "--json", "-", **PLACES["cp1252"]
    )
    titles = [one["title"] for one in json.loads(out.decode("utf-8"))["scenarios"]]

    assert "Một ngày làm việc bình thường" in titles


def test_a_record_and_a_story_written_there_are_replayed_there(tmp_path: Path) -> None:
    """Scenario texts with Vietnamese titles go through a temporary file of their own."""
    process(tmp_path, "run", "deleted-after-push", **PLACES["cp1252"])
    (record,) = tmp_path.rglob("record.jsonl")
    (story,) = tmp_path.rglob("story-*.json")

    code, out, err = process(tmp_path, "replay", str(record), **PLACES["cp1252"])
    assert (code, err) == (0, b"")
    assert b"SAME" in out
    code, out, err = process(tmp_path, "replay", str(story), "--lang", "vi", **PLACES["posix"])
    assert (code, err) == (1, b"")
    assert "phiếu" in out.decode("utf-8")


def test_what_is_wrong_is_told_in_utf_8_too(tmp_path: Path) -> None:
    """A file name and a value with Vietnamese letters, on a terminal that has none."""
    (tmp_path / "kịch bản.yaml").write_text("name: Đơn\n", encoding="utf-8")
    code, _, err = process(tmp_path, "run", "kịch bản.yaml", **PLACES["cp1252"])

    assert code == 64
    assert "kịch bản.yaml:1:7" in err.decode("utf-8")
    assert b"Traceback" not in err


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
def test_a_name_that_is_no_text_is_wrong_input(tmp_path: Path) -> None:
    """On Linux a file's name is any bytes: told as not found, and no traceback."""
    done = subprocess.run(
        [*map(os.fsencode, command("run")), b"\xff.yaml"],
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == 64
    assert b".yaml: there is no such file" in done.stderr


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    """`run-sim schema | head -1`: the pipe is closed, and nobody sees a traceback."""
    started = subprocess.Popen(
        command("schema"), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert started.stdout is not None
    assert started.stderr is not None
    started.stdout.close()
    err = started.stderr.read()
    started.stderr.close()

    assert started.wait(timeout=60) == 0
    assert err == b""
