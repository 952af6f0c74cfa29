"""`new`: a copy that validates and runs at once, explains its fields, and overwrites nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_calls import do
from own_samples import NEVER, STORY, mine

from reports.words.fields_vi import FIELDS
from sim.campaign import run_plan
from sim.commands import new
from sim.commands.schema import schema_of
from sim.library import plan_of, read, scenario_files
from sim.reading.field_words import WORDS_OF

EXAMPLE = Path(__file__).parent / "own" / "big-slips.yaml"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        *((name, "vi") for name in scenario_files()),
        *((name, "en") for name in ("month-end", "two-writers", "late-news")),
    ],
)
def test_a_copy_of_each_shipped_scenario_says_the_same(capsys, name, lang):
    assert do(capsys, new, "mine", "--like", name, "--lang", lang).code == 0
    copy, like = read(Path("mine.yaml")), read(scenario_files()[name])

    assert copy.name == "mine"
    moved = {"name": name, "trace": like.trace}
    assert copy.model_copy(update=moved) == like
    words = FIELDS if lang == "vi" else WORDS_OF
    text = Path("mine.yaml").read_text(encoding="utf-8")
    for field in like.model_fields_set:
        assert f"# {words[f'Scenario.{field}']}\n" in text, field


def test_a_copy_runs_as_its_model_does(capsys):
    do(capsys, new, "mine", "--like", "trace-day")
    again, first = (
        run_plan(plan_of(path, seed=3))
        for path in (Path("mine.yaml"), scenario_files()["trace-day"])
    )

    assert again.verdict == first.verdict == "pass"
    assert (again.entries, again.events) == (first.entries, first.events)


def test_the_first_line_names_a_schema_that_lies_there(capsys):
    do(capsys, new, "mine", "--like", "office-day", "--to", "deep/er/mine.yaml")
    folder = Path("deep/er")
    first, *rest = (folder / "mine.yaml").read_text(encoding="utf-8").splitlines()

    assert first == "# yaml-language-server: $schema=scenario.schema.json"
    assert not any("yaml-language-server" in line for line in rest)
    assert json.loads((folder / "scenario.schema.json").read_text("utf-8")) == schema_of(
        "scenario", "en"
    )


def test_a_schema_that_lies_there_is_left_alone(capsys):
    Path("scenario.schema.json").write_text("{}", encoding="utf-8")
    do(capsys, new, "mine", "--like", "office-day")

    assert Path("scenario.schema.json").read_text(encoding="utf-8") == "{}"


def test_used_fields_are_explained_down_to_the_last(capsys):
    do(capsys, new, "mine", "--like", "revoke-refused-by-accounting", "--lang", "vi")
    text = Path("mine.yaml").read_text(encoding="utf-8")

    block = text[text.index("# Diễn biến, từng bước một.") : text.index("steps:")]
    assert "#   who: Người làm việc này.\n" in block
    assert "#   do: Việc làm; các trường khác của bước là của việc đó.\n" in block
    assert "#   slip:" not in block or "slip:" in text
    cast = text[text.index("# Mọi người, theo tên.") : text.index("cast:")]
    assert cast == "# Mọi người, theo tên.\n#   role: Vai trò của người này.\n"


def test_own_files_are_found_from_the_new_place(capsys):
    do(capsys, new, "mine", "--like", str(EXAMPLE), "--to", "sub/mine.yaml")
    copy = read(Path("sub/mine.yaml"))

    assert copy.promises[0].endswith("own/my_promises.py:no_slip_above_100")
    assert run_plan(plan_of(Path("sub/mine.yaml"), seed=1)).failures[0].promise == (
        "no-slip-above-100"
    )


def test_comments_stay_and_anchors_and_quotation_marks_are_no_matter(capsys, tmp_path):
    text = STORY.replace("name: mine", "# mine, and only mine\nname: &n 'mine'  # its name")
    like = mine(tmp_path, NEVER, "never", text=text.replace("\n", "\r\n"))
    do(capsys, new, "another", "--like", str(like), "--to", "sub/a.yaml")
    copy = Path("sub/a.yaml").read_bytes().decode()

    assert "# mine, and only mine\n" in copy
    assert "name: &n another  # its name\n" in copy
    assert 'promises: ["../mine.py:never"]\n' in copy
    assert "\r" not in copy


def test_a_scenario_on_one_line_is_explained_above_it(capsys, tmp_path):
    like = tmp_path / "flat.json"
    like.write_text('{"name":\t"flat", "days": 2}', encoding="utf-8")
    do(capsys, new, "mine", "--like", str(like))
    *head, last = Path("mine.yaml").read_text(encoding="utf-8").splitlines()

    assert last == '{"name":\tmine, "days": 2}'
    assert head[-1] == f"# {WORDS_OF['Scenario.days']}"


@pytest.mark.parametrize("name", ["2026", "null", "2026-01-01", "0x10", "1e5"])
def test_a_name_that_looks_like_something_else_stays_a_name(capsys, name):
    assert do(capsys, new, name, "--like", "office-day").code == 0
    assert read(Path(f"{name}.yaml")).name == name


# --- refusals -----------------------------------------------------------------------------------


def test_nothing_is_written_over(capsys):
    Path("mine.yaml").write_text("precious", encoding="utf-8")
    done = do(capsys, new, "mine", "--like", "office-day", "--lang", "vi")

    assert done.code == 64
    assert done.wrong == "mine.yaml: tệp này đã có, sẽ không bị ghi đè"
    assert Path("mine.yaml").read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Đơn hàng 1", '(did you mean "don-hang-1"?)'),
        ("../x", '(did you mean "x"?)'),
        ("-x", '(did you mean "x"?)'),
        ("", "a name is made of"),
        ("x" * 81, "80 at the most"),
        ("office-day", "a shipped scenario has this name"),
    ],
)
def test_a_name_that_cannot_be_is_refused(capsys, tmp_path, name, told):
    done = do(capsys, new, "--like", "office-day", "--", name)

    assert done.code == 64
    assert told in done.wrong
    assert list(tmp_path.iterdir()) == []


def test_what_it_is_to_be_like_has_to_exist(capsys):
    assert 'did you mean "office-day"?' in do(capsys, new, "x", "--like", "ofice-day").wrong


def test_a_place_that_cannot_be_written_to_is_told(capsys):
    Path("file").write_text("", encoding="utf-8")
    done = do(capsys, new, "mine", "--like", "office-day", "--to", "file/mine.yaml")

    assert done.code == 64
    assert "file/mine.yaml: " in done.wrong


def test_a_copy_that_is_no_scenario_is_not_left_behind(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(new, "copied", lambda *_, **__: "days: 0\n")
    done = do(capsys, new, "mine", "--like", "office-day")

    assert done.code == 64
    assert not (tmp_path / "mine.yaml").exists()


def test_what_was_written_is_told_in_words_and_as_data(capsys):
    told = do(capsys, new, "mine", "--like", "double-push", "--lang", "vi").out
    assert told == (
        "Đã tạo mine.yaml theo kịch bản double-push.\n"
        "Chạy bằng lệnh: python run_sim.py explore mine.yaml\n"
    )
    assert do(capsys, new, "two", "--like", "office-day", "--json", "-", "--quiet").json == {
        "schema_version": 1,
        "command": "new",
        "name": "two",
        "like": "office-day",
        "file": "two.yaml",
        "schema": "scenario.schema.json",
    }


def test_each_field_is_explained_in_both_languages():
    assert set(FIELDS) == set(WORDS_OF)
    assert all(text.endswith((".", "?")) for text in FIELDS.values())
