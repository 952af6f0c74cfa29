"""What can be wrong with a log: nothing is lost silently, every fault has a place."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from trace_logs import HEADER, outcome, read_rows, refusal, small_map, write_log

from actors.trace import Problem, Sale, Trace, TraceError, read_trace
from actors.trace_map import Join

GOOD = "1,2026-03-01 09:00,A,1,5,K,"
BOM = b"\xef\xbb\xbf"


def documents(trace: Trace) -> list[str]:
    return [work.document for work in trace.works]


def whole(trace: Trace) -> bool:
    """Whether every line that was read is counted once more."""
    t = trace.tally
    return t.read == t.sale + t.cancellation + t.stock + t.ledger + t.unmapped + t.bad


@pytest.mark.parametrize("delimiter", [b",", b";"])
@pytest.mark.parametrize("mark", [b"", BOM])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
def test_one_log_reads_alike_however_it_was_saved(
    tmp_path: Path, delimiter: bytes, mark: bytes, newline: bytes
) -> None:
    """Comma or semicolon, with or without byte order mark, any line ending: the same trace."""
    text = f"{HEADER}\n{GOOD}\nC1,2026-03-01 10:00,Đá,-2,5,Ông Kẹ,trả\n".encode()
    path = tmp_path / "log.csv"
    path.write_bytes(text)
    plain = read_trace(path, small_map(), strict=True)

    path.write_bytes(mark + text.replace(b",", delimiter).replace(b"\n", newline))

    assert read_trace(path, small_map(), strict=True) == plain
    assert documents(plain) == ["MO-C1", "1", "C1"]
    assert isinstance(plain.works[0], Sale)
    assert plain.works[0].customer == "Ông Kẹ"


def test_the_delimiter_is_the_one_that_finds_the_columns(tmp_path: Path) -> None:
    """Signs inside a column's name do not outvote the delimiter."""
    header = HEADER.replace(",", ";") + ";" + "size," * 20
    path = write_log(tmp_path, GOOD.replace(",", ";") + ";big", header=header)

    assert documents(read_trace(path, small_map(), strict=True)) == ["1"]


@pytest.mark.parametrize(
    ("row", "column", "reason", "value"),
    [
        ("1,2026-03-01,A,many,5,K,", "qty", "is not a whole number", "many"),
        ("1,2026-03-01,A,1.5,5,K,", "qty", "is not a whole number", "1.5"),
        ("1,2026-03-01,A,1e3,5,K,", "qty", "is not a whole number", "1e3"),
        ("1,2026-03-01,A,٣,5,K,", "qty", "is not a whole number", "٣"),
        ("1,2026-03-01,A,1234567890123456,5,K,", "qty", "is not a whole", "1234567890123456"),
        ("1,2026-03-01,A,,5,K,", "qty", "is not a whole number", ""),
        ("1,2026-03-01,A,1,NaN,K,", "price", "is not a number", "NaN"),
        ("1,2026-03-01,A,1,-5,K,", "price", "below 0", "-5"),
        ("1,01/03/2026,A,1,5,K,", "time", "is not a time like %Y-%m-%d", "01/03/2026"),
        ("1,2026-02-30,A,1,5,K,", "time", "is not a time like %Y-%m-%d", "2026-02-30"),
        (" ,2026-03-01,A,1,5,K,", "doc", "is empty", ""),
        ("1,2026-03-01,,1,5,K,", "item", "is empty", ""),
        ("C1,2026-03-01,A,0,5,K,", "qty", "changes nothing", "0"),
        ("S1,2026-03-01,A,0,0,,", "qty", "changes nothing", "0"),
        ("1,2026-03-01,A,1,5", "", "has 5 fields where the header has 7", ""),
        ("1,2026-03-01,A,1,5,K,,", "", "has 8 fields where the header has 7", ""),
    ],
)
def test_a_bad_row_is_left_out_and_named_with_its_place(
    tmp_path: Path, row: str, column: str, reason: str, value: str
) -> None:
    """The rest of the log runs; the problem names file, line, column, reason and value."""
    trace = read_rows(tmp_path, GOOD, row, "2,2026-03-01 10:00,B,1,5,K,")

    assert documents(trace) == ["1", "2"]
    assert (trace.tally.read, trace.tally.sale, trace.tally.bad) == (3, 2, 1)
    (problem,) = trace.problems
    assert (problem.line, problem.column_name, problem.value) == (3, column, value)
    assert str(problem).startswith(f"{tmp_path / 'log.csv'}:3: ")
    assert reason in str(problem)


def test_every_wrong_cell_of_a_row_is_named(tmp_path: Path) -> None:
    """A row with three faults is one bad line and three problems."""
    trace = read_rows(tmp_path, GOOD, "1,soon,A,many,dear,K,")

    assert trace.tally.bad == 1
    assert {p.column_name for p in trace.problems} == {"time", "qty", "price"}
    assert {p.line for p in trace.problems} == {3}


def test_a_row_that_no_rule_fits_is_counted_apart(tmp_path: Path) -> None:
    """A sound row of unknown meaning is unmapped, and listed."""
    trace = read_rows(tmp_path, GOOD, "9,2026-03-01,A,-4,5,K,")

    assert (trace.tally.sale, trace.tally.unmapped, trace.tally.bad) == (1, 1, 0)
    (problem,) = trace.problems
    assert (problem.line, problem.column_name, problem.value) == (3, "doc", "9")
    assert "no rule under 'kinds' fits" in str(problem.reason)


def test_strict_refuses_with_all_problems(tmp_path: Path) -> None:
    """The same log that runs with two lines left out is refused when strict."""
    path = write_log(tmp_path, GOOD, "1,2026-03-01,A,many,5,K,", "9,2026-03-01,A,-4,5,K,")

    error = refusal(path, small_map(), strict=True)

    assert error.problems == read_trace(path, small_map()).problems
    assert [p.line for p in error.problems] == [3, 4]
    assert str(error).count("\n") == 1
    assert f"{path}:3: qty: is not a whole number (here: 'many')" in str(error)


def test_a_long_list_of_problems_is_cut_in_the_text_only(tmp_path: Path) -> None:
    """The message stays readable, `problems` stays whole."""
    path = write_log(tmp_path, *["x"] * 50)

    error = refusal(path, small_map())

    assert len(error.problems) == 51
    assert "and 31 more problems" in str(error)


def test_whole_numbers_may_be_written_as_decimals_and_in_groups(tmp_path: Path) -> None:
    """`6.0` is six; with "." for thousands 1.250 is 1250 and 1.25 is no number."""
    plain = read_rows(tmp_path, "1,2026-03-01,A,6.0,+5,K,")
    signs: dict[str, Any] = {"decimal_sign": ",", "thousands_sign": "."}
    grouped = read_rows(tmp_path, '1,2026-03-01,A,1.250,"2.500,5",K,', **signs)
    path = write_log(tmp_path, "1,2026-03-01,A,1.25,5,K,")

    first, second = plain.works[0], grouped.works[0]
    assert isinstance(first, Sale)
    assert isinstance(second, Sale)
    assert (first.lines[0].quantity, first.lines[0].price) == (6, 5)
    assert (second.lines[0].quantity, second.lines[0].price) == (1250, 2501)
    assert refusal(path, small_map(**signs)).problems[0].value == "1.25"


def test_line_numbers_are_those_of_an_editor(tmp_path: Path) -> None:
    """Line breaks in quotes and empty lines do not shift the numbers; empty lines are no rows."""
    trace = read_rows(
        tmp_path, '1,2026-03-01,A,1,5,K,"two\nlines"', "", "2,2026-03-01,A,x,5,K,",
        '3,2026-03-01,A,y,5,K,"three\r\nmore\nlines"', "4,2026-03-01,A,z,5,K,",
    )  # fmt: skip

    assert [(p.line, p.value) for p in trace.problems] == [(5, "x"), (6, "y"), (9, "z")]
    assert trace.tally.read == 4


def test_a_quotation_mark_left_open_is_suspected(tmp_path: Path) -> None:
    """The row that swallowed the rest of the file says what probably happened."""
    trace = read_rows(tmp_path, GOOD, '2,2026-03-01,"A,1,5,K,', GOOD, GOOD)

    (problem,) = trace.problems
    assert problem.line == 3
    assert "quotation mark left open" in str(problem.reason)


def test_a_field_without_end_costs_one_row(tmp_path: Path) -> None:
    """More text than a field can hold is a problem with a line, not an exception."""
    trace = read_rows(tmp_path, GOOD, "2,2026-03-01,A,1,5,K," + "x" * 200_000, GOOD)

    assert (trace.tally.sale, trace.tally.bad) == (2, 1)
    assert "cannot be split into fields" in str(trace.problems[0])
    assert trace.problems[0].line == 3


def test_a_row_in_another_encoding_is_named(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 cost their row; the message can be printed."""
    path = write_log(tmp_path, GOOD, "2,2026-03-01,A,1,5,K,caf\u00e9", GOOD)
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\xe9"))

    trace = read_trace(path, small_map())

    assert (trace.tally.sale, trace.tally.bad) == (2, 1)
    assert trace.problems[0].line == 3
    assert "not UTF-8" in str(trace.problems[0]).encode("utf-8").decode()


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """UTF-16, which spreadsheets call Unicode, is recognised in the first line."""
    path = tmp_path / "log.csv"
    path.write_bytes(f"{HEADER}\n{GOOD}\n".encode("utf-16"))

    error = refusal(path, small_map())

    assert [(p.file, p.line) for p in error.problems] == [(str(path), 1)]
    assert "not UTF-8" in str(error)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "is empty"), (BOM, "is empty"), (b"\n\n", "is empty"), (b"HEADER", "no line of this")],
)
def test_a_log_without_work_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    """An empty file, or one with a header only, gives nothing to simulate."""
    path = tmp_path / "log.csv"
    path.write_bytes(content.replace(b"HEADER", HEADER.encode()))

    assert reason in str(refusal(path, small_map()))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is a message and not a traceback."""
    assert f"{tmp_path / 'no.csv'}: there is no such file" in str(
        refusal(tmp_path / "no.csv", small_map())
    )
    assert "cannot be read" in str(refusal(tmp_path, small_map()))


def test_missing_columns_are_all_named_with_the_nearest(tmp_path: Path) -> None:
    """Two columns that the header spells otherwise are two problems in one error."""
    path = write_log(tmp_path, GOOD, header="doc,time,item,QTY,prices,customer,note")

    error = refusal(path, small_map())

    assert [(p.line, p.column_name) for p in error.problems] == [(1, "qty"), (1, "price")]
    assert "did you mean 'QTY'?" in str(error)
    assert "did you mean 'prices'?" in str(error)


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """Which of two equal columns is meant cannot be known."""
    path = write_log(tmp_path, GOOD, header="doc,time,item,qty,price,customer,qty")

    error = refusal(
        path, small_map(columns={**small_map().columns.model_dump(), "description": None})
    )

    assert [(p.column_name, str(p.reason)) for p in error.problems] == [
        ("qty", "the header names this column twice")
    ]


def joined(folder: Path, *partners: str) -> Path:
    """A log whose customers stand in a second file."""
    (folder / "orders.csv").write_text("\n".join(["order;buyer", *partners]) + "\n")
    return write_log(
        folder, "1,2026-03-01,A,1,5", "2,2026-03-01,A,1,5", header="order,time,item,qty,price"
    )


JOINED = small_map(
    columns={
        "document": "order", "time": "time", "item": "item",
        "quantity": "qty", "price": "price", "customer": "buyer",
    },
    join={"file": "orders.csv", "on": "order"},
)  # fmt: skip


def test_a_column_of_both_files_is_read_from_the_log(tmp_path: Path) -> None:
    """The price of the order line counts, not a price that the second file has too."""
    path = joined(tmp_path)
    (tmp_path / "orders.csv").write_text("price;order;buyer\n99;1;K1\n99;2;K2\n")

    trace = read_trace(path, JOINED, strict=True)

    assert [w.lines[0].price for w in trace.works if isinstance(w, Sale)] == [5, 5]


def test_a_row_without_partner_in_the_joined_file_is_bad(tmp_path: Path) -> None:
    """The problem names the key; broken and repeated rows of the second file are named too."""
    trace = read_trace(joined(tmp_path, "1;K1", "1;K2", "3;K3;?"), JOINED)

    assert [work.customer for work in trace.works if isinstance(work, Sale)] == ["K1"]
    assert (trace.tally.sale, trace.tally.bad) == (1, 1)
    assert [(Path(p.file).name, p.line, p.value) for p in trace.problems] == [
        ("orders.csv", 3, "1"),
        ("orders.csv", 4, ""),
        ("log.csv", 3, "2"),
    ]


def test_a_missing_side_file_or_key_is_named(tmp_path: Path) -> None:
    """The join, its key column and the stock file are checked before any row."""
    path = joined(tmp_path, "1;K1", "2;K2")
    no_file = JOINED.model_copy(update={"join": Join(file="x.csv", on="order")})
    no_key = JOINED.model_copy(update={"join": Join(file="orders.csv", on="buyer")})
    stock = small_map(stock={"file": "orders.csv", "item": "order", "quantity": "buyers"})

    assert "x.csv: there is no such file" in str(refusal(path, no_file))
    assert [p.column_name for p in refusal(path, no_key).problems] == ["buyer"]
    assert "did you mean 'buyer'?" in str(refusal(write_log(tmp_path, GOOD), stock))


CELL = st.one_of(
    st.sampled_from(["1", "C1", "A", "POST", "2026-03-01", "2026-03-01 09:00", "0", "-3", "5.5"]),
    st.text(max_size=6),
)
ROW = st.lists(CELL, min_size=6, max_size=8).map(",".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.one_of(st.binary(), st.text().map(str.encode)), header=st.booleans())
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes, header: bool) -> None:
    """Whatever a file holds, reading it raises nothing but TraceError."""
    path = tmp_path / "log.csv"
    path.write_bytes((HEADER.encode() + b"\n" if header else b"") + content)

    got = outcome(path, small_map())

    if isinstance(got, TraceError):
        assert got.problems
        assert str(path) in str(got)
    else:
        assert whole(got)
        assert got.works


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(ROW, max_size=12))
def test_every_line_is_counted_and_every_lost_one_is_listed(
    tmp_path: Path, rows: list[str]
) -> None:
    """Lines of any content add up, works are in order, and each lost line has a problem."""
    path = tmp_path / "log.csv"
    path.write_bytes("\n".join([HEADER, GOOD, *rows]).encode("utf-8"))

    trace = read_trace(path, small_map())

    lost = {(p.file, p.line) for p in trace.problems}
    assert whole(trace)
    assert len(lost) == trace.tally.unmapped + trace.tally.bad
    assert [w.at_ms for w in trace.works] == sorted(w.at_ms for w in trace.works)
    assert all(isinstance(p, Problem) and p.reason for p in trace.problems)


@pytest.mark.slow
def test_a_year_is_read_in_one_go(tmp_path: Path) -> None:
    """541,909 lines, the size of the whole Online Retail log, are read within the time limit."""
    path = tmp_path / "year.csv"
    with path.open("w") as stream:
        stream.write(HEADER + "\n")
        for n in range(541_909):
            document, day = n // 20, n // 2000
            stream.write(
                f"{document},2026-{day % 12 + 1:02d}-{day % 28 + 1:02d} 09:{n % 60:02d},"
                f"I{n % 4000},{n % 50 + 1},{n % 900 / 100},K{document % 4000},goods\n"
            )

    trace = read_trace(path, small_map())

    assert (trace.tally.read, trace.tally.sale) == (541_909, 541_909)
    assert len(trace.works) == 27_096
