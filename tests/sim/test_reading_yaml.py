"""What is wrong with a file as a file and as YAML: the exact words, line and column."""

from itertools import pairwise
from pathlib import Path

import pytest
from reading_samples import KNOWN, problems, told, write

from sim.reading import InputError, read_profile, read_scenario

QUOTE = "if it is a text, put it in quotation marks"
INDENT = "check the indentation of this line and of the one above"
PAIR = "check that each \" and each ' has its pair"
EMPTY = 'remove the field, or write "" for an empty text'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.yaml:1:1: the file is empty (write name: value, line by line)"),
        ("# nothing\n", "x.yaml:1:1: the file is empty (write name: value, line by line)"),
        ("---\n", "x.yaml:2:1: the file is empty (write name: value, line by line)"),
        ("hello\n", "x.yaml:1:1: the file holds no fields (write name: value, line by line)"),
        ("\n- a\n", "x.yaml:2:1: the file holds no fields (write name: value, line by line)"),
        ("42", "x.yaml:1:1: the file holds no fields (write name: value, line by line)"),
        (
            "name: x\n---\nname: y\n",
            "x.yaml:2:1: a second document begins here (one file holds one of them)",
        ),
        (
            "name: x\ndays: 1\ndays: 2\n",
            "x.yaml:3:1: days: this field stands twice (the first is on line 2)",
        ),
        (
            "name: x\nstock:\n\tA: 1\n",
            "x.yaml:3:1: stock: a tab does not fit here (indent with spaces)",
        ),
        ("name: x\ntitle:\n", f"x.yaml:2:1: title: there is no value here ({EMPTY})"),
        ("name: x\nprofile: ~\n", f"x.yaml:2:1: profile: there is no value here ({EMPTY})"),
        ("name: x\nneeds: [null]\n", f"x.yaml:2:9: needs.1: there is no value here ({EMPTY})"),
        (
            "name: !!python/object/apply:os.system [x]\n",
            'x.yaml:1:1: name: the tag "!!python/object/apply:os.system" is not read (remove it)',
        ),
        ("name: x\ndays: !!int 3", 'x.yaml:2:1: days: the tag "!!int" is not read (remove it)'),
        ("name: x\ndays: !day 3", 'x.yaml:2:1: days: the tag "!day" is not read (remove it)'),
        (
            "name: !u!x 3",
            "x.yaml:1:7: name: this is not valid YAML (found undefined tag handle '!u!')",
        ),
        (
            "name: 2024-01-01\n",
            f"x.yaml:1:7: name: 2024-01-01 is a date, and no field holds a date ({QUOTE})",
        ),
        ("name: x\ndays: .nan", f"x.yaml:2:7: days: .nan is no number to count with ({QUOTE})"),
        ("name: x\ndays: -.inf", f"x.yaml:2:7: days: -.inf is no number to count with ({QUOTE})"),
        ("name: x\ndays: 1e999", f"x.yaml:2:7: days: 1e999 is no number to count with ({QUOTE})"),
        (
            f"name: x\ndays: {'9' * 5000}",
            f"x.yaml:2:7: days: {'9' * 40}... is too large a number",
        ),
        (
            'name: "\\ud83d"',
            'x.yaml:1:7: name: "\\ud83d" holds half a character (write the character itself)',
        ),
        (
            "name: x\nstock: {7: 1}",
            'x.yaml:2:9: stock.7: 7 is not text, as the name of a field must be (write "7")',
        ),
        (
            "name: x\ntrue: 1",
            'x.yaml:2:1: true: true is not text, as the name of a field must be (write "true")',
        ),
        (
            "name: x\nstock: {~: 1}",
            'x.yaml:2:9: stock.~: ~ is not text, as the name of a field must be (write "~")',
        ),
        (
            "name: x\nstock: {[a]: 1}",
            'x.yaml:2:9: stock."": the name of a field is one word (write name: value)',
        ),
        (
            "name: x\nstock: {<<: {a: 1}}",
            "x.yaml:2:9: stock.<<: fields cannot be merged (write them out)",
        ),
        ("name: x\nneeds: *n", 'x.yaml:2:8: needs: "*n" stands for nothing above'),
        ("name: x\nneeds: &n [*n]", 'x.yaml:2:12: needs.1: "*n" stands for nothing above'),
        (
            "%YAML 1.1\n---\nname: x",
            "x.yaml:2:1: only YAML 1.2 is read (remove the line with %YAML)",
        ),
        (
            "name: x\nabout: a: b",
            (
                'x.yaml:2:9: a ":" does not fit here (check the indentation; '
                'a text that holds ": " stands in quotation marks)'
            ),
        ),
        (
            "name: x\n days: 1",
            (
                'x.yaml:2:6: a ":" does not fit here (check the indentation; '
                'a text that holds ": " stands in quotation marks)'
            ),
        ),
        (
            "name: x\ntitle:\n  vi: a\n en: b",
            f"x.yaml:4:2: this does not fit the lines above ({INDENT})",
        ),
        (
            'name: x\nprofile: "a\nb: c\n',
            f"x.yaml:2:10: profile: a quotation mark is not closed ({PAIR})",
        ),
        ("name: x\nneeds: [a\ndays: 1", 'x.yaml:3:5: needs: a list in [ ] lacks a "," or its "]"'),
        ("name: x\nneeds: [", "x.yaml:2:9: needs: a value is missing here"),
        (
            "name: x\nneeds: {a: 1",
            'x.yaml:2:13: needs: a group in { } lacks a "," or its "}"',
        ),
        (
            "name: x\nprofile: @home",
            'x.yaml:2:10: profile: a text cannot begin with "@" (put the text in quotation marks)',
        ),
        (
            "name: x\ndays\nneeds: [a]",
            'x.yaml:3:1: a ":" is missing after a name (write name: value)',
        ),
        ("name: x\ndays: - 1", f'x.yaml:2:7: days: a "- " does not fit here ({INDENT})'),
        (
            'name: "a\\q"',
            (
                "x.yaml:1:10: name: a \\ in double quotation marks begins nothing known "
                "(write \\\\, or use single quotation marks)"
            ),
        ),
    ],
)
def test_a_file_that_is_no_plain_yaml_says_why(tmp_path: Path, text: str, message: str) -> None:
    """Broken grammar, odd values and names, and everything that could do more than hold data."""
    assert told(tmp_path, text)[0] == message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"name: x\n# caf\xe9\n", "x.yaml:2:6: the byte E9 is not UTF-8 (save it as UTF-8)"),
        (
            "name: x".encode("utf-16"),
            "x.yaml:1:1: the byte FF is not UTF-8 (this looks like UTF-16; save the file as UTF-8)",
        ),
        (b"\xef\xbb\xbfname: \xff", "x.yaml:1:7: the byte FF is not UTF-8 (save it as UTF-8)"),
        (b"name: x\r\ntitle: \x00", "x.yaml:2:8: the character U+0000 does not belong in a text"),
        (b"\x7fELF\x02\x01", "x.yaml:1:1: the character U+007F does not belong in a text"),
        (b"#" * 1024 * 1024 + b"#", "x.yaml: the file is larger than 1 MiB"),
    ],
)
def test_a_file_that_is_no_text_says_why(tmp_path: Path, data: bytes, message: str) -> None:
    """Other encodings, binary junk, and a file of a size that no scenario has."""
    assert told(tmp_path, data) == [message]


def test_a_file_that_is_not_there_brings_the_nearest_name(tmp_path: Path) -> None:
    """A typing mistake in the path of a file is a typing mistake like any other."""
    right = write(tmp_path, "name: x")
    with pytest.raises(InputError) as caught:
        read_scenario(tmp_path / "xx.yaml", KNOWN)
    with pytest.raises(InputError) as folder:
        read_profile(tmp_path)
    with pytest.raises(InputError, match=r"there is no such file$"):
        read_profile(tmp_path / "no" / "where.yaml")
    with pytest.raises(InputError, match="the file cannot be read: "):
        read_profile(Path("a\0b"))

    wrong = (tmp_path / "xx.yaml").as_posix()
    expected = f'{wrong}: there is no such file (did you mean "{right.as_posix()}"?)'
    assert str(caught.value) == expected
    assert str(folder.value) == f"{tmp_path.as_posix()}: this is a folder, not a file"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: x\nneeds: " + "[" * 500, "this is nested too deeply: more than 20 levels"),
        (
            "\n".join(f"{'  ' * i}a:" for i in range(500)),
            "this is nested too deeply: more than 20 levels",
        ),
        ("needs: [" + "a," * 60_000, "this is too large: more than 50,000 values"),
        (
            "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
            + "\n".join(f"{n}: &{n} [{','.join([f'*{p}'] * 9)}]" for p, n in pairwise("abcdefg")),
            "this is too large: its aliases make more than 50,000 values",
        ),
    ],
    ids=["flow depth", "block depth", "size", "aliases"],
)
def test_limits_stop_what_would_eat_the_memory(tmp_path: Path, text: str, message: str) -> None:
    """Depth, number of values, and aliases of aliases that would multiply."""
    last = problems(tmp_path, text)[-1]

    assert str(last.message) == message
    assert last.line >= 1


def test_an_error_of_the_parser_itself_is_a_problem_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the parser raises on odd input, the file and a line are named."""

    def broken(*_: object) -> object:
        raise IndexError("string index out of range")

    monkeypatch.setattr("ruamel.yaml.YAML.parse", broken)

    assert told(tmp_path, "name: x") == ["x.yaml:1:1: this is not valid YAML (IndexError)"]
