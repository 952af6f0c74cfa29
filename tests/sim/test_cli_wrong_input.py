"""Wrong usage and wrong input: exit 64, the place, the nearest right name, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_calls import call, told
from small_runs import QUIET_DAY, STORY, story
from wrong_calls import FILES, SETTINGS, USAGE

from sim.commands import run as run_command
from sim.rules.variants import RULE_SETS


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


# --- usage --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "parts"),
    USAGE,
)
def test_a_call_that_makes_no_sense_is_told_what_would(
    capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], parts: tuple[str, ...]
) -> None:
    """64, on stderr, in a sentence; nothing is run and nothing written."""
    done = call(capsys, *argv)

    assert done.code == 64
    assert told(done.err, *parts), done.err
    assert done.out == ""
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    ("setting", "parts"),
    SETTINGS,
)
def test_a_wrong_setting_is_named(
    capsys: pytest.CaptureFixture[str], setting: str, parts: tuple[str, ...]
) -> None:
    """With the nearest right name, or how it is written; before anything runs."""
    done = call(capsys, "run", "office-day", "--set", setting)

    assert done.code == 64
    assert told(done.err, *parts), done.err
    assert list(Path().iterdir()) == []


def test_help_tells_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    """--help is no error."""
    with pytest.raises(SystemExit) as left:
        call(capsys, "--help")

    assert left.value.code == 0
    out = capsys.readouterr().out
    assert all(
        code in out for code in ("\n  0 ", "\n  1 ", "\n  2 ", "\n  64", "\n  70", "\n  130")
    )


def test_every_rule_set_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """What `list rules` shows is what --rules takes."""
    names = [one["name"] for one in call(capsys, "list", "rules", "--json", "-").json["rules"]]

    assert names == list(RULE_SETS)
    for name in names:
        assert call(capsys, "run", "revoke-clean", "--rules", name).code in (0, 1, 2), name


# --- files --------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["run", "validate", "explore"])
@pytest.mark.parametrize(
    ("text", "place"),
    FILES,
)
def test_a_broken_file_is_told_with_line_and_column(
    capsys: pytest.CaptureFixture[str], command: str, text: str, place: str
) -> None:
    """file:line:column, the field, what is wrong; whichever command reads the file."""
    Path("wrong.yaml").write_text(text, encoding="utf-8")
    done = call(capsys, command, "wrong.yaml")

    assert done.code == 64
    assert told(done.err, place), done.err
    assert not Path("out").exists()


def test_all_that_is_wrong_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    """Three mistakes in one file, and another file's beside them."""
    wrong = "name: X y\ndays: none\npeople: {clrks: {}}\n"
    Path("one.yaml").write_text(wrong, encoding="utf-8")
    Path("two.yaml").write_text("name: two\nform: tale\n", encoding="utf-8")
    Path("right.yaml").write_text(STORY, encoding="utf-8")
    done = call(capsys, "validate", "one.yaml", "right.yaml", "two.yaml", "--json", "-")

    assert done.code == 64
    assert [one["file"] for one in done.json["valid"]] == ["right.yaml"]
    places = [(one["file"], one["line"]) for one in done.json["problems"]]
    assert places == [("one.yaml", 1), ("one.yaml", 2), ("one.yaml", 3), ("two.yaml", 2)]
    assert told(done.err, "one.yaml:1:7", "one.yaml:2:7", "one.yaml:3:10", "two.yaml:2:7")


def test_a_file_that_is_no_text_is_wrong_input(capsys: pytest.CaptureFixture[str]) -> None:
    """Bytes that are no UTF-8; a folder; a picture as a profile."""
    Path("x.yaml").write_bytes(b"name: \xff\xfe\n")
    Path("folder.yaml").mkdir()

    for argv in (
        ("run", "x.yaml"),
        ("run", "folder.yaml"),
        ("run", "revoke-clean", "--profile", "x.yaml"),
        ("replay", "x.yaml"),
    ):
        done = call(capsys, *argv)
        assert done.code == 64, argv
        assert told(done.err, argv[-1].removesuffix("/")), done.err


@pytest.mark.parametrize(
    ("actor", "parts"),
    [
        ("clrk", ("clrk", "clerk")),
        ("mine.py:clerk", ("mine.py",)),
        ("own.py:clrk", ("own.py", "clrk")),
    ],
)
def test_an_actor_that_is_not_there_is_wrong_input(
    capsys: pytest.CaptureFixture[str], actor: str, parts: tuple[str, ...]
) -> None:
    """A misspelt name in a scenario file is a person's mistake, not a bug of ours."""
    Path("own.py").write_text("def clerk(desk, group):\n    yield\n", encoding="utf-8")
    text = QUIET_DAY.replace("clerks: {", f"clerks: {{actor: {actor!r}, ")
    Path("mine.yaml").write_text(text, encoding="utf-8")
    done = call(capsys, "run", "mine.yaml")

    assert done.code == 64
    assert told(done.err, *parts), done.err


def test_a_wrong_step_of_a_story_is_told_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody of that name in the cast; the step stands in line nine."""
    text = story("{who: mihn, do: save_slip, order: DH-1, slip: PX-1, type: sale, lines: []}")
    Path("tale.yaml").write_text(text, encoding="utf-8")
    done = call(capsys, "run", "tale.yaml")

    assert done.code == 64
    assert told(done.err, "tale.yaml:10:11", "mihn", 'did you mean "minh"?'), done.err


@pytest.mark.parametrize("option", ["--json", "--out"])
def test_a_place_that_cannot_be_written_to_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], option: str
) -> None:
    """A folder where a file is wanted, a file where a folder is: named, and no traceback."""
    Path("folder").mkdir()
    Path("file").write_text("", encoding="utf-8")
    place = "folder" if option == "--json" else "file"
    done = call(capsys, "run", "revoke-clean", option, place)

    assert done.code == 64
    assert told(done.err, place), done.err


# --- our own bugs -------------------------------------------------------------------------------


def test_a_bug_of_ours_is_told_as_such(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """70, with the lines that help whoever mends it."""

    def stumble(*args: object, **more: object) -> None:
        raise ZeroDivisionError("we stumbled")

    monkeypatch.setattr(run_command, "perform_all", stumble)
    for lang, sentence in [("en", "our own bug"), ("vi", "lỗi")]:
        done = call(capsys, "run", "revoke-clean", "--lang", lang)
        assert done.code == 70
        assert sentence in done.err
        assert "ZeroDivisionError: we stumbled" in done.err
        assert done.out == ""
