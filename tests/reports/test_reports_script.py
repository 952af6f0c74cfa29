"""Manual test scripts: of every shipped story, of saved counterexamples, as Markdown and as CSV."""

import argparse
import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
import script_golden_en
import script_golden_vi

from reports.script import script_of, steps_in
from reports.script_acts import SCREENS
from reports.script_text import BOM, Script, Table, as_csv, as_markdown, as_rows, harmless
from reports.script_words import REVOKE, SCRIPT
from reports.words import script_en, script_vi
from sim.campaign import Request, perform
from sim.cli import parser
from sim.commands.script import tale_of
from sim.commands.shared import UsageError
from sim.library import plan_of, read, scenario_files
from sim.reading import InputError
from sim.rules.messages import COMMANDS, Accepted, AnyMessage, Busy, Refused
from sim.run import Run
from sim.told import Teller

STORIES = [name for name, path in scenario_files().items() if read(path).form == "story"]
LANGUAGES = ("vi", "en")

ENGLISH = re.compile(
    r"\b(order|slip|push|revoke|request|sales|warehouse|accounting|draft|message|run|flow|clerk"
    r"|customer|line|voucher|invoice|hold|release|sync|synced|not|the|is|of|after|step|and|or|busy"
    r"|accepted|refused)\b",
    re.IGNORECASE,
)
INTERNAL = re.compile(r"[a-z]+_[a-z_]+|\b[A-Z][a-z]+[A-Z]\w*|[{}]|\bNone\b")


@pytest.fixture(scope="module", params=STORIES)
def story(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def cells(script: Script) -> Iterator[str]:
    return (cell for row in as_rows(script) for cell in row)


def section(script: Script, title: str) -> Table:
    return next(one for one in script.sections if one.title == title)


def column(script: Script, title: str, head: str) -> list[str]:
    table = section(script, title)
    at = table.columns.index(head)
    return [row[at] for row in table.rows]


# --- every shipped story ------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_story_becomes_a_script_without_internal_words(story: str, lang: str) -> None:
    script = script_of(tale_of(story), lang)

    shown = [cell.replace(story, "") for cell in cells(script)]
    assert [cell for cell in shown if INTERNAL.search(cell)] == []
    if lang == "vi":
        assert [cell for cell in shown if ENGLISH.search(cell)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tables_of_every_script_are_well_formed(story: str, lang: str) -> None:
    script = script_of(tale_of(story), lang)

    for block in as_markdown(script).split("\n\n"):
        if block.startswith("|"):
            widths = {len(re.split(r"(?<!\\)\|", row)) for row in block.splitlines()}
            assert len(widths) == 1, block
    for table in script.sections:
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.columns)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_csv_of_every_script_reads_back_as_the_same_rows(story: str, lang: str) -> None:
    script = script_of(tale_of(story), lang)

    data = as_csv(script)

    assert data.startswith(BOM)
    assert "\r\n" in data
    back = list(csv.reader(io.StringIO(data.removeprefix(BOM), newline=""), delimiter=";"))
    assert back == as_rows(script)


def test_what_must_be_seen_is_what_the_rules_answered(story: str) -> None:
    plan = plan_of(scenario_files()[story], seed=0)
    teller = Teller(plan, run := Run(plan, None))
    for order in plan.scenario.orders:
        teller.given(order)
    for step in plan.scenario.steps:
        teller.tell(step)
    teller.settle()

    tale = tale_of(story)

    said = [
        (one.said, one.answer)
        for one in run.entries
        if isinstance(one.said, tuple(COMMANDS.values()))
    ]
    acts = [turn.act for turn in tale.turns if turn.act is not None]
    assert [(act.said, act.answer) for act in acts] == said[len(plan.scenario.orders) :]
    assert tale.turns[-1].after == teller.apps


def test_every_step_of_a_person_is_a_step_of_the_script(story: str) -> None:
    script = script_of(tale_of(story), "vi")
    steps = section(script, "Các bước")

    commands = sum(bool(step.do) for step in read(scenario_files()[story]).steps)
    assert len(steps.rows) >= commands
    assert [row[0] for row in steps.rows] == [str(n) for n in range(1, len(steps.rows) + 1)]
    assert steps_in(tale_of(story), "vi") == len(steps.rows)


# --- whole scripts ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "lang", "golden"),
    [
        ("revoke-refused-by-warehouse", "vi", script_golden_vi.GOLDEN),
        ("slip-during-revoke", "en", script_golden_en.GOLDEN),
    ],
)
def test_a_script_reads_like_this(name: str, lang: str, golden: str) -> None:
    assert as_markdown(script_of(tale_of(name), lang)) == golden


# --- how fast -----------------------------------------------------------------------------------


def test_a_step_in_the_middle_of_a_revoke_has_its_moment_and_what_comes_too_early_or_late() -> None:
    hurried = [turn.timing for turn in tale_of("slip-during-revoke").turns if turn.timing.before]

    assert [timing.early for timing in hurried] == [Accepted(), None]
    assert {timing.late for timing in hurried} == {Refused("no_such_order", "DH-1")}


def test_a_system_that_is_quicker_than_the_eye_is_not_called_wrong() -> None:
    """Of three slips the last is pushed as it is saved, and may be Synced before anybody looks."""
    quick = "nếu đã sang kịp thì cột hiện Đã đồng bộ, vẫn là đúng"
    seen = column(script_of(tale_of("manual-push"), "vi"), "Các bước", "Phải thấy")
    saved = [cell for cell in seen if re.search(r"của PX-\d: Chưa đồng bộ", cell)]

    assert [(cell[-60:], quick in cell) for cell in saved] == [
        (cell[-60:], "của PX-3:" in cell) for cell in saved
    ]
    assert len(saved) == 3


def test_where_timing_decides_nothing_nobody_is_hurried() -> None:
    script = script_of(tale_of("revoke-refused-by-warehouse"), "vi")

    assert not any("giây" in cell for cell in cells(script))
    assert column(script, "Các bước", "Khi nào")[4] == "Ngay sau bước 4, không cần đợi."


def test_what_people_cannot_force_is_told_with_what_to_try() -> None:
    script = script_of(tale_of("late-and-double-news"), "vi")

    cases = column(script, "Điều người dùng không ép được", "Tình huống cần gặp")

    assert (
        "Tin “Hoàn thành, đã xuất 2” của DH-1 đến sau tin “Đang thực hiện, đã xuất 1” của DH-1."
        in cases
    )
    assert (
        "Tin “Hoàn thành, đã xuất 2” của DH-1 được gửi hai lần, lần thứ hai đến sau bước 8."
        in cases
    )


def test_a_wait_in_which_nothing_may_happen_says_what_must_not_be_there() -> None:
    script = script_of(tale_of("flow-off"), "vi")

    assert column(script, "Các bước", "Làm gì")[2] == "Đợi 2 phút và nhìn lại."
    assert "– không có đơn đặt hàng DH-1" in column(script, "Các bước", "Phải thấy")[2]


def test_scarce_stock_is_prepared_to_the_piece_and_ample_stock_is_not() -> None:
    scarce = section(script_of(tale_of("stock-shortage"), "en"), "Preparation")
    ample = section(script_of(tale_of("partial-issues"), "en"), "Preparation")

    assert any("exactly 1." in row[1] for row in scarce.rows)
    assert any("at least 3." in row[1] for row in ample.rows)


# --- counterexamples and gaps -------------------------------------------------------------------


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run in which the revoke looks first and deletes then."""
    folder = tmp_path_factory.mktemp("faulty")
    path = str(scenario_files()["slip-during-revoke"])
    perform(Request(path=path, seed=1, rules="look-then-delete", folder=str(folder)))
    return folder


def test_a_counterexample_shows_the_right_answer_and_the_wrong_one(faulty: Path) -> None:
    tale = tale_of(str(faulty / "story-nothing-after-a-revoke.json"))
    script = script_of(tale, "en")
    saving = column(script, "Steps", "What to do").index(
        "Add issue slip PX-1 for order DH-1: type Xuất kho bán hàng (issue for sale), HH-01 ×1."
        " Press “Lưu” (Save)."
    )

    assert tale.kind == "counterexample"
    assert column(script, "Steps", "Must be seen")[saving].startswith(
        "The app says that it is busy"
    )
    assert column(script, "Steps", "Wrong if seen")[saving].startswith("Accepted.")
    assert any(
        "Broken promise: Once a revoke succeeded, no document of that request is ever created."
        in cell
        for cell in column(script, "Steps", "Wrong if seen")
    )
    assert "– no document of DH-1" in column(script, "Expected final state", "Must be seen")
    assert "– issue slip PX-1 (HH-01 ×1), unposted" in column(
        script, "Expected final state", "Wrong if seen"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_saved_story_becomes_a_script(faulty: Path, lang: str) -> None:
    stories = sorted(faulty.glob("story-*.json"))

    assert stories
    for path in stories:
        tale = tale_of(str(path))
        script = script_of(tale, lang)
        shown = [cell.replace(tale.code, "") for cell in cells(script)]
        assert [cell for cell in shown if INTERNAL.search(cell)] == []
        assert as_markdown(script)
        assert as_csv(script)


def test_an_answer_that_a_right_system_may_give_too_is_not_called_a_fault(faulty: Path) -> None:
    script = script_of(tale_of(str(faulty / "story-no-revoke-over-a-slip.json")), "vi")

    told = "\n".join(column(script, "Các bước", "Sai nếu thấy"))
    assert "Được chấp nhận.\nChưa chắc là lỗi" in told


def test_a_gap_is_told_as_what_follows_from_the_document(tmp_path: Path) -> None:
    path = str(scenario_files()["deleted-after-push"])
    perform(Request(path=path, seed=1, rules="reference", folder=str(tmp_path)))

    tale = tale_of(str(tmp_path / "story-gap-deleted-after-push.json"))
    script = script_of(tale, "vi")

    assert tale.kind == "gap"
    assert script.title.startswith("Kịch bản kiểm tra lỗ hổng của tài liệu: ")
    assert "Sai nếu thấy" not in section(script, "Các bước").columns


# --- a story of the user's own ------------------------------------------------------------------

OWN = """\
name: own-words
form: story
flows: {direct_link: on, order_to_warehouse: off}
orders:
  - {order: "DH|1", lines: [{line: 1, item: "=HH+1", quantity: 2, price: 15000}]}
cast:
  thu_ha: {role: salesperson}
  minh: {role: clerk}
  hoa: {role: accountant}
  dung: {role: administrator}
steps:
  - {who: thu_ha, do: save_request, order: "DH|1"}
  - {settle: true}
  - {who: hoa, do: record_copy, order: "DH|1"}
  - {deliver: recording_news, order: "DH|1"}
  - {who: hoa, do: reject_copy, order: "DH|1"}
  - {settle: true}
  - {who: hoa, do: make_paper, order: "DH|1", paper: PT-1, kind: receipt, request: 1}
  - {who: hoa, do: post_paper, order: "DH|1", paper: PT-1}
  - {who: hoa, do: unpost_paper, order: "DH|1", paper: PT-1}
  - {who: hoa, do: add_code, kind: customer, code: KH-09}
  - {who: dung, do: switch_flow, flow: order_to_warehouse, setting: "on"}
  - {who: thu_ha, do: edit_order, order: "DH|1", lines: [{line: 1, item: "=HH+1", quantity: 3}]}
  - {who: thu_ha, do: save_request, order: "DH|1"}
  - {settle: true}
  - {who: thu_ha, do: revoke_request, order: "DH|1"}
  - {lose: hold, order: "DH|1"}
  - {crash: warehouse}
  - {who: thu_ha, do: give_up_revoke, order: "DH|1"}
  - {settle: true}
  - {who: minh, do: cancel_order, order: "DH|1"}
  - {settle: true}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_story_with_rare_steps_and_awkward_names_becomes_a_script(own: Path, lang: str) -> None:
    script = script_of(tale_of(str(own)), lang)
    text = as_markdown(script)

    assert not any(INTERNAL.search(cell) for cell in cells(script))
    assert "“Đơn hàng” DH\\|1" in text or "“Đơn hàng” (order) DH\\|1" in text
    assert "Thu Ha" in text
    for block in text.split("\n\n"):
        if block.startswith("|"):
            assert len({len(re.split(r"(?<!\\)\|", row)) for row in block.splitlines()}) == 1


def test_a_lost_message_and_a_crash_are_hints_and_no_steps(own: Path) -> None:
    script = script_of(tale_of(str(own)), "en")

    cases = column(script, "What people cannot force", "The case to hit")
    assert "AMIS Kho (Warehouse) crashes and comes back." in cases
    assert (
        "The question to AMIS Kho (Warehouse) about activity of DH|1 is lost and has to be sent"
        " again." in cases
    )


def test_a_story_that_does_not_go_as_told_is_no_script(own: Path) -> None:
    more = "  - {who: minh, do: delete_slip, order: 'DH|1', slip: PX-9}\n"
    own.write_text(OWN + more, encoding="utf-8")

    with pytest.raises(InputError, match=r"steps\.22: the story expects 'accepted'"):
        tale_of(str(own))


# --- as text ------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["=1+1", "+84", "-2", "@SUM(A1)", "\t=1", "＝1"])
def test_no_cell_of_a_csv_acts_as_a_formula(cell: str) -> None:
    rows = as_rows(Script("title", (), (Table("t", ("a", "b"), ((cell, "x"),)),)))

    assert harmless(cell) == f"'{cell}"
    assert rows[-1] == [f"'{cell}", "x"]
    assert harmless("HH-01") == "HH-01"


def test_markdown_shows_what_stands_in_a_cell() -> None:
    table = Table("t", ("a", "b"), (("DH|1\n<b> *x* [y](z)", "`q`"),))

    text = as_markdown(Script("a_b", ("c|d",), (table,)))

    assert "| DH\\|1<br>&lt;b> \\*x\\* \\[y\\](z) | \\`q\\` |" in text
    assert text.startswith("# a\\_b\n\nc\\|d\n")


# --- the command --------------------------------------------------------------------------------


def options(*words: str) -> argparse.Namespace:
    return parser("en").parse_args(["script", *words])


def run(*words: str) -> int:
    asked = options(*words)
    code: int = asked.go(asked)
    return code


def test_a_script_goes_to_stdout_as_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("revoke-refused-by-warehouse", "--lang", "vi") == 0

    assert capsys.readouterr().out == script_golden_vi.GOLDEN


def test_the_ending_of_a_file_tells_the_format_and_the_option_overrules_it(tmp_path: Path) -> None:
    table, text, forced = (tmp_path / name for name in ("a/s.csv", "s.md", "t.csv"))

    assert run("flow-off", "--to", str(table), "--quiet") == 0
    assert run("flow-off", "--to", str(text), "--quiet") == 0
    assert run("flow-off", "--to", str(forced), "--format", "md", "--quiet") == 0

    assert table.read_bytes().startswith(BOM.encode())
    assert b"\r\n" in table.read_bytes()
    assert text.read_bytes() == forced.read_bytes()
    assert b"\r" not in text.read_bytes()


def test_the_json_holds_the_script(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("flow-off", "--json", "-") == 0

    data = json.loads(capsys.readouterr().out)
    assert (data["schema_version"], data["command"]) == (1, "script")
    assert data["steps"] == len(data["sections"][2]["rows"])


@pytest.mark.parametrize("name", ["office-day", "revoke-against-slip"])
def test_only_stories_become_scripts(name: str) -> None:
    with pytest.raises(UsageError, match="script takes stories"):
        run(name)


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("story-x.json", None, "there is no such file"),
        ("story-x.json", b"{}", "this is no saved story"),
        ("record.jsonl", b"{}\n", "this is no saved story"),
        ("no-such-story", None, "there is no scenario of this name"),
    ],
)
def test_a_wrong_file_is_told(tmp_path: Path, file: str, content: bytes | None, told: str) -> None:
    path = tmp_path / file
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(InputError, match=told):
        run(str(path) if path.suffix else file)


@pytest.mark.parametrize(("field", "told"), [("promise", "promise"), ("rules", "rule set")])
def test_a_story_of_a_promise_or_rules_that_are_no_more_is_told(
    faulty: Path, tmp_path: Path, field: str, told: str
) -> None:
    story = json.loads((faulty / "story-no-revoke-over-a-slip.json").read_bytes())
    path = tmp_path / "story.json"
    path.write_text(json.dumps({**story, field: "no-more"}), encoding="utf-8")

    with pytest.raises(InputError, match=f"the {told} 'no-more' does not exist any more"):
        run(str(path))


# --- the words ----------------------------------------------------------------------------------

VI, EN = script_vi.WORDS, script_en.WORDS


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys_and_fields() -> None:
    assert list(VI) == list(EN)
    assert [key for key in EN if fields(VI[key]) != fields(EN[key])] == []
    assert set(SCRIPT) == set(LANGUAGES)


def test_no_english_word_stands_in_a_vietnamese_sentence() -> None:
    plain = {key: re.sub(r"{\w+}", "", text) for key, text in VI.items()}

    assert [key for key, text in plain.items() if ENGLISH.search(text)] == []


def test_a_vietnamese_name_in_an_english_sentence_has_its_meaning_in_brackets() -> None:
    quoted = re.compile(r"“[^”]*[À-ỹ][^”]*”(?! \()")

    assert [key for key, text in EN.items() if quoted.search(text)] == []


def test_every_command_and_message_has_its_words() -> None:
    messages = {kind.__name__ for kind in get_args(AnyMessage)}

    assert [name for name in COMMANDS if f"do.{name}" not in EN] == []
    assert [name for name in messages if f"what.{name}" not in EN] == []
    assert [name for name in messages if f"sign.{name}" not in EN] == []
    assert [name for name in SCREENS.values() if f"screen.{name}" not in EN] == []
    assert set(SCREENS) <= set(COMMANDS)
    assert set(REVOKE) < messages


def test_busy_is_an_answer_that_changes_nothing() -> None:
    turns = tale_of("slip-during-revoke").turns
    busy = [turn for turn in turns if turn.act is not None and turn.act.answer == Busy()]

    assert len(busy) == 2
    assert all(turn.before == turn.acted for turn in busy)
