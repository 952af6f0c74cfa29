"""The three forms of a failure: seed (its record), choices by key, story; where they go astray."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_calls import call, told

NAIVE = ("revoke-rush", "--rules", "look-then-delete")
PROMISE = "no-revoke-over-a-slip"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def folder(capsys: pytest.CaptureFixture[str], *argv: str) -> Path:
    """Return the folder of a run made just now."""
    return Path(call(capsys, "run", *argv, "--json", "-").json["runs"][0]["folder"])


def edited(path: Path, **fields: Any) -> Path:
    """Write fields of a JSON file anew."""
    data = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**data, **fields}), encoding="utf-8")
    return path


# --- all three ----------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["record.jsonl", "choices.json", f"story-{PROMISE}.json"])
def test_each_form_of_a_failure_shows_it_again(
    capsys: pytest.CaptureFixture[str], file: str
) -> None:
    """1, with the promise; no other file of the run is needed."""
    path = (folder(capsys, *NAIVE) / file).rename(Path("moved" + Path(file).suffix))
    done = call(capsys, "replay", str(path))

    assert done.code == 1
    assert PROMISE in done.out
    assert "GOES ANOTHER WAY" not in done.out
    assert "DIFFERENT" not in done.out


# --- choices ------------------------------------------------------------------------------------


def test_choices_lead_to_the_same_run(capsys: pytest.CaptureFixture[str]) -> None:
    """Digest and promises; JSON says what still fails and what no longer does."""
    path = folder(capsys, *NAIVE) / "choices.json"
    done = call(capsys, "replay", str(path), "--json", "summary.json")
    data = json.loads(Path("summary.json").read_text(encoding="utf-8"))

    assert told(done.out, "SAME", "STILL FAILS", PROMISE)
    assert (data["same"], data["mended"]) == (True, [])
    assert data["still_fails"] == [one["promise"] for one in data["runs"][0]["failures"]]


def test_choices_survive_what_a_seed_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    """One choice less is another run, told with its first other step; the failure is still there.

    The last choice of the record is made 0: all before it goes as it did.
    """
    path = folder(capsys, *NAIVE) / "choices.json"
    made = json.loads(path.read_text(encoding="utf-8"))["made"]
    late = max(
        (key for key in made if key.endswith("/delay") or "/delay/" in key),
        key=lambda key: int(key.rsplit("/", 1)[1]),
    )
    edited(path, made={key: value for key, value in made.items() if key != late})
    done = call(capsys, "replay", str(path))

    assert done.code == 1
    assert told(done.out, "DIFFERENT", "line", "step", "Usually", "STILL FAILS", PROMISE), done.out


def test_choices_under_mended_rules_say_what_no_longer_fails(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """0, where the same choices break nothing any more."""
    path = folder(capsys, *NAIVE) / "choices.json"
    header = json.loads(path.read_text(encoding="utf-8"))["header"]
    done = call(capsys, "replay", str(edited(path, header={**header, "rules": "reference"})))

    assert done.code == 0
    assert told(done.out, "DIFFERENT", "NO LONGER FAILS", PROMISE)
    assert "STILL FAILS" not in done.out


def test_a_run_that_breaks_nothing_keeps_no_choices(capsys: pytest.CaptureFixture[str]) -> None:
    """Its seed is enough."""
    assert not (folder(capsys, "revoke-rush") / "choices.json").exists()


def test_a_walk_through_a_world_can_be_replayed_by_its_choices(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A world is run by chance as well."""
    seeds = ("--seeds", "0..60", "--rules", "look-then-delete", "--set", "needs=[]")
    runs = call(capsys, "run", "revoke-against-slip", *seeds, "--json", "-").json["runs"]
    broken = next(one for one in runs if one["failures"])
    done = call(capsys, "replay", str(Path(broken["folder"]) / "choices.json"))

    assert done.code == 1
    assert told(done.out, "SAME", "STILL FAILS")


@pytest.mark.parametrize("field", ["header", "made", "digest"])
def test_choices_that_are_damaged_are_wrong_input(
    capsys: pytest.CaptureFixture[str], field: str
) -> None:
    """The file is named, and no traceback."""
    path = edited(folder(capsys, *NAIVE) / "choices.json", **{field: 7})
    done = call(capsys, "replay", str(path))

    assert done.code == 64
    assert "choices.json" in done.err


# --- a story that goes another way --------------------------------------------------------------


def test_a_story_whose_message_is_not_sent_any_more_says_which_step(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The order is never requested, so its create message cannot arrive."""
    path = folder(capsys, *NAIVE) / f"story-{PROMISE}.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    cut = [step for at, step in enumerate(data["steps"]) if at != 1]
    went = [mark for at, mark in enumerate(data["went"]) if at != 1]
    edited(path, steps=cut, went=went)
    done = call(capsys, "replay", str(path))

    assert done.code == 0
    assert told(done.out, "GOES ANOTHER WAY", "step 2", "not possible any more", "Usually")


def test_a_story_of_an_older_version_is_played_without_comparing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It has no notes on what came of its steps."""
    path = folder(capsys, *NAIVE) / f"story-{PROMISE}.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(
        json.dumps({name: data[name] for name in data if name not in ("went", "shrunk")}),
        encoding="utf-8",
    )
    done = call(capsys, "replay", str(path))

    assert done.code == 1
    assert "GOES ANOTHER WAY" not in done.out
    assert "made of" not in done.out


def test_an_explanation_comes_with_a_replay_in_both_languages_and_as_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What decides, and what would have passed."""
    path = folder(capsys, *NAIVE) / f"story-{PROMISE}.json"
    data = call(capsys, "replay", str(path), "--json", "-").json["explanation"]

    assert told(call(capsys, "replay", str(path)).out, "Why it breaks", "The order of steps")
    assert told(call(capsys, "replay", str(path), "--lang", "vi").out, "Vì sao vi phạm", "Thứ tự")
    assert data["order_decides"] == [5, 7]
    assert data["happens_before"]


def test_a_story_of_the_explorer_is_explained_as_well(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It knows no time, and was never shrunk."""
    argv = ("explore", "revoke-against-slip", "--rules", "look-then-delete", "--max-states", "9000")
    call(capsys, *argv)
    (path,) = sorted(Path("out").rglob(f"story-{PROMISE}.json"))[:1]
    done = call(capsys, "replay", str(path))

    assert done.code == 1
    assert told(done.out, "Why it breaks", "Every step is needed", "The order of steps")


# --- a record that goes another way -------------------------------------------------------------


def changed(path: Path, number: int, **fields: Any) -> None:
    """Write fields of one line of a record anew, in the form of a record."""
    lines = path.read_bytes().splitlines()
    entry = {**json.loads(lines[number]), **fields}
    lines[number] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    path.write_bytes(b"\n".join(lines) + b"\n")


CAUSES: dict[str, tuple[dict[str, Any], str]] = {
    "time": ({"at": 1}, "the same thing at another time"),
    "rules": ({"answer": {"is": "Busy"}}, "a rule was changed"),
    "said": ({"app": "accounting"}, "somebody does something else"),
}


@pytest.mark.parametrize(("fields", "cause"), CAUSES.values(), ids=CAUSES)
def test_a_record_that_differs_tells_the_step_and_the_usual_cause(
    capsys: pytest.CaptureFixture[str], fields: dict[str, Any], cause: str
) -> None:
    """Which kind of difference it is says where to look."""
    path = folder(capsys, "flow-off") / "record.jsonl"
    at = next(n for n, line in enumerate(path.read_bytes().splitlines()) if b'"n":3,' in line)
    changed(path, at, **fields)
    done = call(capsys, "replay", str(path))

    assert told(done.out, "DIFFERENT", f"line {at + 1} ", "step 3 of the run", "Usually", cause)


def test_a_header_that_differs_is_told_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    """What was run is another thing now: here the default of an assumption."""
    path = folder(capsys, "flow-off") / "record.jsonl"
    assumptions = json.loads(path.read_bytes().splitlines()[0])["assumptions"]
    changed(path, 0, assumptions={**assumptions, "over_issue": "refuse"})
    done = call(capsys, "replay", str(path))

    assert told(done.out, "DIFFERENT", "line 1 ", "Usually", "another scenario file"), done.out
    assert "of the run" not in done.out


def test_a_record_that_ends_sooner_is_told_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    """The file was cut, or the run goes on."""
    path = folder(capsys, "flow-off") / "record.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:8]))
    done = call(capsys, "replay", str(path))

    assert told(done.out, "DIFFERENT", "line 9 ", "Usually", "one of the two ends sooner"), done.out
