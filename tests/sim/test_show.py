"""`show`: a document's life from a run's folder, its record or the latest run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_calls import do

from sim.cli import main
from sim.commands import show

COLUMNS = ("recording", "revoke", "delivery", "execution", "sync", "accounting")


@pytest.fixture(scope="module", name="ran")
def _ran(tmp_path_factory):
    """A folder in which a story and a day were run, the day last."""
    folder = tmp_path_factory.mktemp("show")
    for name in ("revoke-refused-by-warehouse", "office-day"):
        main(["run", name, "--out", str(folder / "out")])
    return folder


@pytest.fixture(autouse=True)
def _there(ran, monkeypatch):
    monkeypatch.chdir(ran)


def story() -> Path:
    return next(Path("out/revoke-refused-by-warehouse").iterdir())


def test_the_latest_run_is_found_by_its_name(capsys):
    done = do(capsys, show, "latest", "DH-0001", "--json", "-", "--quiet")

    assert done.code == 0
    assert done.json["kind"] == "order"
    assert Path(done.json["run"]).parts[-2] == "office-day"


def test_the_latest_run_is_found_after_a_move(capsys, tmp_path, ran):
    (ran / "out").rename(tmp_path / "moved")
    try:
        done = do(capsys, show, "latest", "DH-0001", "--out", str(tmp_path / "moved"))
        assert done.code == 0
    finally:
        (tmp_path / "moved").rename(ran / "out")


def test_a_folder_and_its_record_show_the_same(capsys):
    folder = do(capsys, show, str(story()), "DH-1", "--lang", "vi").out
    record = do(capsys, show, str(story() / "record.jsonl"), "DH-1", "--lang", "vi").out

    assert folder == record
    assert folder.startswith("Đơn hàng DH-1, khách hàng ")
    assert "\nThuộc đơn hàng này\n" in folder
    assert "\nCuối lượt chạy\n  Bán hàng: đơn hàng DH-1 " in folder


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_data_hold_what_the_table_shows(capsys, lang):
    data = do(capsys, show, str(story()), "DH-1", "--json", "-", "--quiet", "--lang", lang).json

    assert (data["schema_version"], data["command"], data["document"]) == (1, "show", "DH-1")
    assert [row["row"] for row in data["rows"]] == list(range(1, len(data["rows"]) + 1))
    assert [row["at"] for row in data["rows"]] == sorted(row["at"] for row in data["rows"])
    for row in data["rows"]:
        assert tuple(row["statuses"]) == COLUMNS
        assert row["kind"] in ("command", "message", "fault")
        assert row["cause"] < row["row"]
        assert (row["kind"] == "command") == bool(row["who"])
    assert {row["app"] for row in data["rows"]} >= {"sales", "warehouse"}
    assert data["end"]
    assert {one["kind"] for one in data["documents"]} >= {"slip", "revoke"}


def test_each_document_of_an_order_leads_back_to_it(capsys):
    order = do(capsys, show, str(story()), "DH-1", "--json", "-", "--quiet").json
    for document in order["documents"]:
        done = do(capsys, show, str(story()), document["number"])
        assert done.code == 0
        assert f"show {story().as_posix()} DH-1" in done.out


@pytest.mark.parametrize("number", ["dh-1", "DH-1"])
def test_capital_letters_do_not_matter(capsys, number):
    assert do(capsys, show, str(story()), number).code == 0


@pytest.mark.parametrize("number", ["revoke:DH-1", "thu-hoi:DH-1", "Revoke:DH-1/1"])
def test_a_revoke_is_named_by_its_order(capsys, number):
    data = do(capsys, show, str(story()), number, "--json", "-", "--quiet").json

    assert (data["kind"], data["order"]) == ("revoke", "DH-1")
    assert data["rows"][0]["kind"] == "command"


# --- what is not there --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "near"),
    [
        ("DH-9999", ["DH-003"]),
        ("DH-0000", ["DH-0001", "DH-0002"]),
        ("dh9", ["DH-0008"]),
        ("PX-0999", ["PX-00"]),
        ("zzz", ["DH-0001"]),
        ("", ["DH-0001"]),
    ],
)
def test_an_unknown_document_brings_the_nearest_numbers(capsys, number, near):
    done = do(capsys, show, "latest", number, "--lang", "vi")

    assert done.code == 64
    assert f"không có chứng từ nào mang số {number}" in done.wrong
    assert all(one in done.wrong for one in ("gần nhất: ", *near))


def test_a_run_that_is_not_there_is_told(capsys, tmp_path):
    wrong = do(capsys, show, "out/ofice-day", "DH-1").wrong
    assert wrong == 'out/ofice-day: there is no such run (did you mean "out/office-day"?)'

    inside = do(capsys, show, "out/office-day", "DH-1").wrong
    assert inside.startswith("out/office-day: this folder holds no record.jsonl (in it are out/")

    none = do(capsys, show, "latest", "DH-1", "--out", str(tmp_path)).wrong
    assert none == f"{tmp_path.as_posix()}: no run has been saved here yet"


def test_a_file_that_is_no_record_is_told(capsys, tmp_path):
    record = (story() / "record.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    headless = tmp_path / "headless.jsonl"
    headless.write_text("".join(record[1:]), encoding="utf-8")
    assert "the first line of a record" in do(capsys, show, str(headless), "DH-1").wrong

    header = {**json.loads(record[0]), "rules": "referense"}
    old = tmp_path / "old.jsonl"
    old.write_text(json.dumps(header) + "\n", encoding="utf-8")
    wrong = do(capsys, show, str(old), "DH-1").wrong
    assert 'there is no rule set referense any more (did you mean "reference"?)' in wrong


def test_a_run_without_any_document_is_told(capsys, tmp_path):
    record = (story() / "record.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    empty = tmp_path / "empty.jsonl"
    empty.write_text(record[0], encoding="utf-8")
    done = do(capsys, show, str(empty), "DH-1")

    assert done.wrong.endswith("no document has the number DH-1 in this run")
