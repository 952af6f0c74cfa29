"""The command `replay`: a saved story step by step, a record byte for byte, differences."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_calls import call, told

Lines = list[bytes]
DONE = "accepted SlipSaved OrderChanged -> SlipPushed -> OrderNews"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def record(capsys: pytest.CaptureFixture[str], *argv: str) -> Path:
    """Return the record of a run made just now."""
    run = call(capsys, "run", *argv, "--json", "-").json["runs"][0]
    return Path(run["folder"]) / "record.jsonl"


def story(capsys: pytest.CaptureFixture[str], promise: str, *argv: str) -> Path:
    """Return the saved story of a promise that broke just now."""
    return record(capsys, *argv).with_name(f"story-{promise}.json")


# --- stories ------------------------------------------------------------------------------------


def test_a_failure_that_still_happens_is_told_with_its_step(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """1; the story, what the apps believe, and the step that breaks the promise.

    The step comes by itself, after those of the story: JSON tells both apart.
    """
    promise = "no-revoke-over-a-slip"
    file = story(capsys, promise, "revoke-rush", "--rules", "look-then-delete")
    steps = len(json.loads(file.read_text(encoding="utf-8"))["steps"])
    done = call(capsys, "replay", str(file))
    data = call(capsys, "replay", str(file), "--json", "-").json

    assert done.code == 1
    assert told(done.out, "Broken promise", promise, "Why it breaks", "STILL FAILS")
    assert "GOES ANOTHER WAY" not in done.out
    assert done.err == ""
    assert (data["schema_version"], data["command"]) == (1, "replay")
    assert (data["verdict"], data["promise"], data["still_fails"]) == ("fail", promise, True)
    assert len(data["steps"]) == steps
    assert steps < data["broke_at"] <= steps + len(data["then"])
    assert f"step {data['broke_at']} breaks" in done.out
    assert data["differs"] is None


def test_a_failure_that_was_mended_is_told_as_mended(capsys: pytest.CaptureFixture[str]) -> None:
    """0; the same steps under the rules of today, which hold what they look at."""
    file = story(capsys, "no-revoke-over-a-slip", "revoke-rush", "--rules", "look-then-delete")
    data = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**data, "rules": "reference"}), encoding="utf-8")
    done = call(capsys, "replay", str(file))
    data = call(capsys, "replay", str(file), "--json", "-").json

    assert done.code == 0
    assert told(done.out, "NO LONGER FAILS", "no-revoke-over-a-slip")
    assert told(done.out, "GOES ANOTHER WAY", "step 7", "Usually", "rule"), done.out
    assert (data["verdict"], data["still_fails"], data["broke_at"]) == ("pass", False, None)
    assert data["differs"] == {"step": 7, "was": DONE, "now": "busy"}
    assert data["explanation"] is None


def test_a_story_is_replayed_in_vietnamese_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    """Each step a line, in the words of the user's document."""
    file = story(capsys, "gap-deleted-after-push", "deleted-after-push")
    done = call(capsys, "replay", str(file), "--lang", "vi", "--quiet")

    assert done.code == 1
    assert done.err == ""
    assert "phiếu" in done.out
    assert "STILL" not in done.out


@pytest.mark.parametrize(
    ("field", "value"),
    [("promise", "no-such-promise"), ("rules", "no-such-rules"), ("steps", "none"), ("is", "Tale")],
)
def test_a_story_that_cannot_be_played_any_more_is_wrong_input(
    capsys: pytest.CaptureFixture[str], field: str, value: str
) -> None:
    """A promise or a rule set that is gone, a file that is no story: told, and no traceback."""
    file = story(capsys, "gap-deleted-after-push", "deleted-after-push")
    data = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**data, field: value}), encoding="utf-8")
    done = call(capsys, "replay", str(file))

    assert done.code == 64
    assert told(done.err, file.name, "steps" if field == "steps" else value), done.err


# --- records ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("office-day", "--seed", "3", "--set", "arrivals.per_day=9", "--set", "needs=[]"), 0),
        (("late-and-double-news",), 0),
        (("two-clerks", "--set", "needs=[]"), 0),
        (("trace-day",), 0),
        (("revoke-rush", "--rules", "look-then-delete"), 1),
        (("office-day", "--set", "needs=[run-again]"), 2),
    ],
)
def test_a_record_is_repeated_byte_for_byte_and_judged_again(
    capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], code: int
) -> None:
    """The verdict is that of the run; the text says that nothing differs."""
    path = record(capsys, *argv)
    path = path.rename(Path("moved.jsonl"))  # the file alone is enough
    done = call(capsys, "replay", str(path), "--json", "summary.json")
    data = json.loads(Path("summary.json").read_text(encoding="utf-8"))

    assert done.code == code
    assert "SAME" in done.out
    assert data["same"] is True
    assert data["command"] == "replay"


def later(lines: Lines) -> Lines:
    """Change the time of one entry."""
    entry = json.loads(lines[9])
    changed = json.dumps({**entry, "at": entry["at"] + 1}, ensure_ascii=False)
    return [*lines[:9], changed.replace(": ", ":").replace(", ", ",").encode(), *lines[10:]]


def extended(lines: Lines) -> Lines:
    """Write a field into an entry that no entry has."""
    return [*lines[:9], lines[9][:-1] + b',"extra":1}', *lines[10:]]


TAMPERED: dict[str, tuple[Callable[[Lines], Lines], int]] = {
    "changed": (later, 10),
    "extended": (extended, 10),
    "left out": (lambda lines: [*lines[:9], *lines[10:]], 10),
    "doubled": (lambda lines: [*lines[:10], *lines[9:]], 11),
    "cut off": (lambda lines: lines[:12], 13),
}


@pytest.mark.parametrize(("tamper", "number"), TAMPERED.values(), ids=TAMPERED)
def test_a_record_that_was_tampered_with_is_told_with_its_line(
    capsys: pytest.CaptureFixture[str], tamper: Callable[[Lines], Lines], number: int
) -> None:
    """The number is that of the line in the file, as an editor shows it."""
    path = record(capsys, "flow-off")
    lines = path.read_bytes().splitlines()
    assert [json.loads(line)["is"] for line in lines[1:5]].count("Nameplate") == 4
    path.write_bytes(b"\n".join(tamper(lines)) + b"\n")
    done = call(capsys, "replay", str(path))

    assert "SAME" not in done.out
    assert told(done.out, "DIFFERENT", f"line {number} "), done.out


def test_names_are_decoration_of_a_record_too(capsys: pytest.CaptureFixture[str]) -> None:
    """Another name for the clerk is no difference."""
    path = record(capsys, "flow-off")
    lines = path.read_bytes().splitlines(keepends=True)
    assert b"Nameplate" in lines[2]
    path.write_bytes(b"".join([*lines[:2], *lines[3:]]))

    assert "SAME" in call(capsys, "replay", str(path)).out


@pytest.mark.parametrize(
    ("data", "parts"),
    [
        (b"", ("x.jsonl:1",)),
        (b"what?\n", ("x.jsonl:1",)),
        (b"\xff\xfe\x00\n", ("x.jsonl:1",)),
        (b'{"is":"Footer","at":1,"entries":0,"settled":true}\n', ("x.jsonl:1", "first line")),
    ],
)
def test_what_is_no_record_is_wrong_input(
    capsys: pytest.CaptureFixture[str], data: bytes, parts: tuple[str, ...]
) -> None:
    """File and line, and no traceback."""
    Path("x.jsonl").write_bytes(data)
    done = call(capsys, "replay", "x.jsonl")

    assert done.code == 64
    assert told(done.err, *parts), done.err


def test_a_record_of_rules_that_are_gone_is_wrong_input(capsys: pytest.CaptureFixture[str]) -> None:
    """A planted bug may be renamed: the record says which rules it wants."""
    path = record(capsys, "flow-off")
    path.write_bytes(path.read_bytes().replace(b'"rules":"reference"', b'"rules":"no-such-rules"'))
    done = call(capsys, "replay", str(path))

    assert done.code == 64
    assert told(done.err, "no-such-rules"), done.err
