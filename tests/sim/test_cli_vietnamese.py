"""With `--lang vi` whatever is wrong with a call or a file is told in Vietnamese."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_calls import call, told
from small_runs import story
from vietnamese import english_in
from wrong_calls import FILES, SETTINGS, USAGE

SPEAKING = [argv for argv, _ in USAGE if "--lang" not in argv]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def wrong(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """Return what a wrong call is told in Vietnamese; it is code 64, and no English is left."""
    done = call(capsys, *argv, "--lang", "vi")
    assert done.code == 64
    assert told(done.err)
    assert english_in(done.err) == [], done.err
    return done.err


# --- the tables of the English tests ------------------------------------------------------------


@pytest.mark.parametrize("argv", SPEAKING)
def test_a_call_that_makes_no_sense(
    capsys: pytest.CaptureFixture[str], argv: tuple[str, ...]
) -> None:
    """Also what the parser of the command line says by itself."""
    assert wrong(capsys, *argv)


@pytest.mark.parametrize("setting", [setting for setting, _ in SETTINGS])
def test_a_wrong_setting(capsys: pytest.CaptureFixture[str], setting: str) -> None:
    """The field keeps its name."""
    assert f"\n--set {setting}: " in wrong(capsys, "run", "office-day", "--set", setting)


@pytest.mark.parametrize("text", [text for text, _ in FILES])
def test_a_broken_file(capsys: pytest.CaptureFixture[str], text: str) -> None:
    """Line and column stand where they stand in English."""
    Path("wrong.yaml").write_text(text, encoding="utf-8")
    english = call(capsys, "validate", "wrong.yaml").err.splitlines()[1:]
    vietnamese = wrong(capsys, "validate", "wrong.yaml").splitlines()[1:]

    assert [line.split(" ")[0] for line in vietnamese] == [line.split(" ")[0] for line in english]


# --- to the letter ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        ("list", "run_sim.py list: còn thiếu tham số: WHAT"),
        ("run --sed", "run_sim.py: không có tham số: --sed"),
        ("run --seed", "run_sim.py run: tham số --seed: cần một giá trị"),
        ("run --seed x", "run_sim.py run: tham số --seed: 'x' không phải số nguyên"),
        ("run --quiet=3", "run_sim.py run: tham số --quiet: không nhận giá trị '3'"),
        (
            "run --seed 1 --seeds 1..2",
            "run_sim.py run: tham số --seeds: không dùng cùng tham số --seed",
        ),
        (
            "run --for soon",
            (
                "run_sim.py run: tham số --for: 'soon' không phải khoảng thời gian;"
                " hãy viết như 30s hoặc 5min"
            ),
        ),
        (
            "run --seeds 9..3",
            "run_sim.py run: tham số --seeds: '9..3' không phải dải hạt giống; hãy viết như 0..99",
        ),
        ("run --jobs 0", "--jobs 0: cần ít nhất một tiến trình"),
        ("explore --max-states 0", "--max-states 0: cần ít nhất một trạng thái"),
        (
            "explore office-day",
            'office-day là population: explore chỉ duyệt world, hãy dùng "run office-day"',
        ),
        (
            "explore --walks 0",
            "run_sim.py explore: tham số --walks: '0' không phải số từ 1 trở lên",
        ),
        (
            "explore --walks 9",
            "run_sim.py explore: --walks chỉ dùng với --strategy random hoặc --strategy pct",
        ),
        (
            "explore --strategy pct --max-states 9",
            (
                "run_sim.py explore: --max-states chỉ dùng với --strategy exhaustive;"
                " lấy mẫu thì dùng --walks"
            ),
        ),
        (
            "explore --strategy random --depth 2",
            "run_sim.py explore: --depth chỉ dùng với --strategy pct",
        ),
    ],
)
def test_what_a_wrong_call_is_told(
    capsys: pytest.CaptureFixture[str], argv: str, sentence: str
) -> None:
    """Options and commands keep their names."""
    assert wrong(capsys, *argv.split()) == f"{sentence}\n"


WRONG_DAY = """\
name: Wrong day
clauses: [R1.1z]
needs: [revoke-suceeded]
people:
  clerks: {count: two, issue_prt: 1/2}
network:
  delay: {shortest: 2h, longest: 1min}
  loss: 5%
steps: []
"""
TOLD_DAY = """\
Dữ liệu vào sai:
wrong.yaml:1:7: name: "Wrong day" không phải tên: tên chỉ gồm chữ thường a-z, chữ số và dấu - \
(có phải ý bạn là "wrong-day"?)
wrong.yaml:2:11: clauses.1: "R1.1z" không phải điều khoản (có phải ý bạn là "R1.1a"?)
wrong.yaml:3:9: needs.1: "revoke-suceeded" không phải cam kết, điều khoản hay khe thu hồi \
(có phải ý bạn là "revoke-succeeded"?)
wrong.yaml:5:19: people.clerks.count: "two" không phải số nguyên
wrong.yaml:5:24: people.clerks.issue_prt: không có trường nào tên này \
(có phải ý bạn là "issue_part"?)
wrong.yaml:7:3: network.delay: shortest dài hơn longest
wrong.yaml:8:9: network.loss: "5%" không phải tỷ lệ (hãy viết 1/20)
wrong.yaml:9:1: steps: population không có trường này (trường này của story)
"""


def test_all_that_is_wrong_with_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong field of each sort, all at once."""
    Path("wrong.yaml").write_text(WRONG_DAY, encoding="utf-8")

    assert wrong(capsys, "run", "wrong.yaml") == TOLD_DAY


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (
            "{who: mihn, do: save_request, order: DH-1}",
            ':11: steps.3.who: trong cast không có ai tên "mihn" (có phải ý bạn là "minh"?)',
        ),
        (
            "{who: lan, do: save_requst, order: DH-1}",
            ':20: steps.3.do: không có lệnh "save_requst" (có phải ý bạn là "save_request"?)',
        ),
        (
            "{deliver: order_news, order: DH-9}",
            ':34: steps.3.order: tới đây chưa có đơn hàng "DH-9" (có phải ý bạn là "DH-1"?)',
        ),
        (
            "{crash: warehouse, order: DH-1}",
            ":24: steps.3.order: bước crash không có trường này",
        ),
        (
            "{who: lan, do: save_slip, order: DH-1, type: sale, lines: []}",
            ":5: steps.3.slip: save_slip cần trường này",
        ),
    ],
)
def test_a_wrong_step_of_a_story(
    capsys: pytest.CaptureFixture[str], step: str, sentence: str
) -> None:
    """People, commands, orders and fields, in the words of the office."""
    Path("tale.yaml").write_text(story(step), encoding="utf-8")

    assert wrong(capsys, "run", "tale.yaml") == f"Dữ liệu vào sai:\ntale.yaml:10{sentence}\n"


def test_a_mistake_of_yaml_that_nobody_expected(capsys: pytest.CaptureFixture[str]) -> None:
    """The parser's own words stay, and it is told whose they are."""
    Path("wrong.yaml").write_text("%YAML 1.2\n%YAML 1.2\n---\nname: x\n", encoding="utf-8")
    done = call(capsys, "validate", "wrong.yaml", "--lang", "vi")

    assert done.code == 64
    assert done.err.startswith(
        "Dữ liệu vào sai:\nwrong.yaml:2:1: đây không phải YAML hợp lệ (bộ đọc YAML báo: "
    )


def test_a_broken_order_log(capsys: pytest.CaptureFixture[str]) -> None:
    """A mapping and a log are files of the tester like any other."""
    Path("log.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    Path("map.yaml").write_text("columns: {document: 5}\nprice_factor: 0\n", encoding="utf-8")

    columns = wrong(capsys, "run", "--trace", "log.csv", "--trace-map", "sample")
    assert "\nlog.csv:1:1: " in columns
    assert ": không có cột này\n" in columns
    mapping = wrong(capsys, "run", "--trace", "log.csv", "--trace-map", "map.yaml")
    assert "map.yaml:1:11: columns.document: phải là văn bản; " in mapping
    assert "map.yaml:1:1: columns.item: cần có trường này\n" in mapping
    assert "map.yaml:2:1: price_factor: phải lớn hơn hoặc bằng 1 (ở đây là '0')\n" in mapping


def test_bad_lines_of_an_order_log_that_plays(capsys: pytest.CaptureFixture[str]) -> None:
    """They are told in the report and in the summary of a run that goes on."""
    log = (Path(__file__).parents[2] / "scenarios" / "traces" / "sample.csv").read_text("utf-8")
    Path("log.csv").write_text(f"{log}broken\n", encoding="utf-8")
    argv = ("run", "--trace", "log.csv", "--trace-map", "sample", "--lang", "vi", "--quiet")
    out = call(capsys, *argv).out
    problems = call(capsys, *argv, "--json", "-").json["runs"][0]["trace_problems"]

    assert "có 1 cột, trong khi dòng đầu có " in out
    assert [one for one in problems if english_in(one)] == []


def test_the_summary_of_validate_speaks_vietnamese_too(capsys: pytest.CaptureFixture[str]) -> None:
    """Message and hint are words; file, line, column and field are data."""
    Path("wrong.yaml").write_text("name: x\ndays: '5'\n", encoding="utf-8")

    assert call(capsys, "validate", "wrong.yaml", "--lang", "vi", "--json", "-").json[
        "problems"
    ] == [
        {
            "file": "wrong.yaml",
            "line": 2,
            "column": 7,
            "where": "days",
            "message": '"5" không phải số nguyên',
            "hint": "hãy viết 5",
        }
    ]


def test_a_record_that_is_none_and_a_story_of_the_past(capsys: pytest.CaptureFixture[str]) -> None:
    """What the decoder says of the text stays in its words."""
    Path("record.jsonl").write_text("{}\n", encoding="utf-8")
    Path("story.json").write_text("[]", encoding="utf-8")
    for file, begin in (
        ("record.jsonl", "record.jsonl:1: không phải một dòng của bản ghi: "),
        ("story.json", "story.json: đây không phải diễn biến đã lưu: "),
    ):
        done = call(capsys, "replay", file, "--lang", "vi")
        assert done.code == 64
        assert done.err.startswith(f"Dữ liệu vào sai:\n{begin}")


def test_what_the_system_refuses(capsys: pytest.CaptureFixture[str]) -> None:
    """A folder where a file is wanted: in Vietnamese, since everybody meets it some day."""
    Path("folder").mkdir()

    told = wrong(capsys, "run", "revoke-clean", "--quiet", "--json", "folder")
    assert told == "Dữ liệu vào sai:\nfolder: đây là thư mục\n"


# --- which language -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("run", "--lang", "vi", "--sed"), "không có tham số: --sed"),
        (("run", "--lang=vi", "--sed"), "không có tham số: --sed"),
        (("run", "--sed", "--lang", "en"), "unrecognized arguments: --sed"),
        (("run", "--sed"), "unrecognized arguments: --sed"),
        (("run", "--lang", "vi", "--lang", "en", "--sed"), "unrecognized arguments: --sed"),
    ],
)
def test_the_language_counts_wherever_it_stands(
    capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], sentence: str
) -> None:
    """Also where the rest of the call cannot be understood."""
    assert call(capsys, *argv).err == f"run_sim.py: {sentence}\n"


def test_a_record_tells_bad_lines_in_the_language_of_the_reader(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whatever language the run was told in: a record keeps what is wrong, not the words."""
    log = (Path(__file__).parents[2] / "scenarios" / "traces" / "sample.csv").read_text("utf-8")
    Path("log.csv").write_text(f"{log}broken\n", encoding="utf-8")
    told_then = call(capsys, "run", "--trace", "log.csv", "--trace-map", "sample").out
    record = f"{Path('out', 'latest.txt').read_text('utf-8').strip()}/record.jsonl"

    assert "log.csv:43: has 1 fields where the header has 8" in told_then
    assert "log.csv:43: có 1 cột, trong khi dòng đầu có 8" in (
        call(capsys, "replay", record, "--lang", "vi").out
    )
    assert "has 1 fields" not in Path(record).read_text("utf-8")
