"""The mapping file: everything wrong with it is said at once, with its place."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from trace_logs import TRACES, small_map
from vietnamese import in_vietnamese

from actors.trace import TraceError, TraceMap, load_map

SHIPPED = sorted(TRACES.glob("*.yaml"))


def complaint(folder: Path, text: str) -> TraceError:
    path = folder / "map.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TraceError) as caught:
        load_map(path)
    for one in caught.value.problems:
        in_vietnamese(one.reason)
    return caught.value


def loaded(path: Path) -> TraceMap | TraceError:
    try:
        return load_map(path)
    except TraceError as error:
        return error


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_mapping_loads(path: Path) -> None:
    """A mapping that comes with the product is valid."""
    assert load_map(path).kinds


def test_the_mappings_named_in_the_documentation_are_shipped() -> None:
    """The three logs can be read without writing a mapping."""
    assert [path.stem for path in SHIPPED] == ["northwind", "online-retail", "sample"]


def test_a_byte_order_mark_is_no_part_of_a_mapping(tmp_path: Path) -> None:
    """A mapping saved by an editor that adds the mark is the same mapping."""
    path = tmp_path / "map.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SHIPPED[0].read_bytes())

    assert load_map(path) == load_map(SHIPPED[0])


def test_all_errors_come_at_once_with_line_column_and_nearest_name(tmp_path: Path) -> None:
    """Each wrong field has its own place; a wrong name comes with the right one."""
    text = """\
columns:
  document: InvoiceNo
  item: 5
  custmer: CustomerID
  quantity: Q
  time: T
  price: P
kinds:
  - kind: sales
    when: {pirce: 0, item_in: [1, M]}
time_formats: ["%H:%M"]
day_start: "25:00"
price_factor: 2.5
thousands_sign: "."
"""

    error = complaint(tmp_path, text)

    assert [(p.line, p.column, p.column_name) for p in error.problems] == [
        (1, 1, "columns.customer"),
        (3, 3, "columns.item"),
        (4, 3, "columns.custmer"),
        (9, 5, "kinds.0.kind"),
        (10, 12, "kinds.0.when.pirce"),
        (10, 32, "kinds.0.when.item_in.0"),
        (11, 16, "time_formats.0"),
        (12, 1, "day_start"),
        (13, 1, "price_factor"),
        (14, 1, "thousands_sign"),
    ]
    message = str(error)
    assert f"{tmp_path / 'map.yaml'}:4:3: columns.custmer: there is no such field" in message
    for hint in ("'customer'?", "'sale'?", "'price'?", "quotation marks", "(here: '25:00')"):
        assert hint in message


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: [1", 1, "is not valid YAML"),
        ("columns: {}\ncolumns: {}\n", 2, "duplicate key"),
        ("", 1, "must hold fields"),
        ("- 1", 1, "must hold fields"),
        ("a: !!int b", 0, "is not valid YAML"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    """Broken YAML, a repeated field, an empty file and a list each get a plain reason."""
    error = complaint(tmp_path, text)

    assert error.problems[0].line == line
    assert reason in str(error)


def test_a_missing_or_foreign_file_is_refused(tmp_path: Path) -> None:
    """No file, and a file that is not UTF-8, are messages with the path."""
    path = tmp_path / "map.yaml"
    with pytest.raises(TraceError, match="there is no such file"):
        load_map(path)
    path.write_bytes(b"columns: {}\n# caf\xe9\n")

    with pytest.raises(TraceError, match=r"map\.yaml:2: is not UTF-8"):
        load_map(path)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kinds": []}, "at least one entry"),
        ({"time_formats": []}, "at least one entry"),
        ({"time_formats": ["%Y-%m-%d %z"]}, "no zone"),
        ({"time_formats": ["%Q"]}, "must hold year"),
        ({"price_factor": 0}, "greater than or equal to 1"),
        ({"decimal_sign": ",", "thousands_sign": ","}, "must differ"),
    ],
)
def test_a_mapping_that_could_not_work_is_refused(changes: dict[str, object], reason: str) -> None:
    """Values of the right type but without sense are caught before any log is read."""
    with pytest.raises(ValueError, match=reason):
        small_map(**changes)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cut=st.integers(0, 1500), length=st.integers(0, 40), text=st.text(max_size=6))
def test_any_damage_to_a_mapping_is_reported_or_harmless(
    tmp_path: Path, cut: int, length: int, text: str
) -> None:
    """Whatever is overwritten in a good mapping, loading it raises nothing but TraceError."""
    good = (TRACES / "online-retail.yaml").read_text(encoding="utf-8")
    path = tmp_path / "map.yaml"
    path.write_bytes((good[:cut] + text + good[cut + length :]).encode())

    got = loaded(path)

    assert str(path) in str(got) if isinstance(got, TraceError) else got.kinds
