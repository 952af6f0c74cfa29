"""Scenarios damaged in every way: only an InputError comes out, or a scenario that can be used.

A damage is made from a number alone, so `damaged(7)` is always the same text. Texts are damaged
line by line and character by character, data by value and by field; every other damage is
followed by one more.
"""

import contextlib
import io
import json
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from reading_samples import KNOWN, PROFILE, SCENARIOS

from sim.cli import main
from sim.explore.choices import Seeded
from sim.reading import InputError, command_of, json_schema, read_profile, read_scenario
from sim.reading.document import plain
from sim.reading.yaml_text import read_yaml

QUICK = 300
SLOW = 10_000
BLOCK = 500  # of the slow ones, in one test
TEXTS = [*SCENARIOS.values(), PROFILE]

JUNK_TEXT = [
    "", " ", "\t", "\n", ":", ": ", "- ", "#", "'", '"', "[", "]", "{", "}", ",", "&a ", "*a",
    "*lines", "!!python/object:os.system ", "!x ", "? ", "| ", "> ", "%YAML 1.1\n", "---\n",
    "...\n", "<<: ", "\\", "@", "`", "\x00", "\x1b", "\x85", "\u2028", "\ufeff", "\ud7ff", "đ",
    "\U0001f600", "\u0301", "\u202e", "no", "~", "null", ".nan", "-.inf", "0x", "1e999", "012",
    "9" * 400, "2024-01-01", "\r", "[" * 30, "{a: " * 30, "- " * 30, '"\\ud800"', "a" * 3000,
]  # fmt: skip
JUNK_DATA: list[Any] = [
    None, True, False, 0, 1, -1, 10**18, 10**30, 0.5, 1e300, "", "x", "no", "on", "5min", "1/2",
    "08:00", "DH-1", "an", "save_slip", "hold", "R1.1a", "story", "\u0000", "đ" * 100, [], {},
    [[]], [{}], {"": {}}, {"x": 1}, ["x"], [None], {"line": 0}, {"do": "save_slip"},
    {"settle": True}, [1, "a", {}],
]  # fmt: skip
LINE_ENDS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


class Dice:
    """Choices that depend on a number alone."""

    def __init__(self, number: int) -> None:
        self.choices = Seeded(number)

    def below(self, limit: int) -> int:
        return self.choices.pick(max(limit, 1), ("fuzz", "damage"))

    def one_of(self, options: Any) -> Any:
        return options[self.below(len(options))]


# --- damage to texts ----------------------------------------------------------------------------


def insert(text: str, dice: Dice) -> str:
    at = dice.below(len(text) + 1)
    return text[:at] + dice.one_of(JUNK_TEXT) + text[at:]


def overwrite(text: str, dice: Dice) -> str:
    at, length = dice.below(len(text) + 1), dice.below(12)
    return text[:at] + dice.one_of(JUNK_TEXT) + text[at + length :]


def cut_out(text: str, dice: Dice) -> str:
    at = dice.below(len(text) + 1)
    return text[:at] + text[at + dice.below(40) :]


def cut_off(text: str, dice: Dice) -> str:
    return text[: dice.below(len(text) + 1)]


def any_character(text: str, dice: Dice) -> str:
    at, code = dice.below(len(text) + 1), dice.below(0x11_0000 - 0x800)
    return text[:at] + chr(code if code < 0xD800 else code + 0x800) + text[at:]


def drop_line(text: str, dice: Dice) -> str:
    lines = text.split("\n")
    del lines[dice.below(len(lines))]
    return "\n".join(lines)


def repeat_line(text: str, dice: Dice) -> str:
    lines = text.split("\n")
    lines.insert(dice.below(len(lines)), dice.one_of(lines))
    return "\n".join(lines)


def swap_lines(text: str, dice: Dice) -> str:
    lines = text.split("\n")
    one, other = dice.below(len(lines)), dice.below(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def indent(text: str, dice: Dice) -> str:
    lines = text.split("\n")
    at = dice.below(len(lines))
    lines[at] = dice.one_of([" ", "  ", "\t", "    ", ""]) + lines[at].lstrip(" ")
    return "\n".join(lines)


def another_value(text: str, dice: Dice) -> str:
    lines = text.split("\n")
    at = dice.below(len(lines))
    lines[at] = f"{lines[at].partition(':')[0]}: {dice.one_of(JUNK_TEXT)}"
    return "\n".join(lines)


def join_texts(text: str, dice: Dice) -> str:
    other = dice.one_of(TEXTS)
    at = dice.below(len(other))
    return text[: dice.below(len(text))] + other[at : at + 200]


# --- damage to data -----------------------------------------------------------------------------


def containers(data: Any) -> list[Any]:
    """Every list and group in the data, the data themselves included."""
    found = [data] if isinstance(data, dict | list) and data else []
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return found + [one for child in inner for one in containers(child)]


def damage_data(text: str, dice: Dice) -> str:
    try:
        data = plain(read_yaml(text, "x.yaml").root)
    except InputError:
        return text
    for _ in range(1 + dice.below(3)):
        if places := containers(data):
            damage_container(dice.one_of(places), dice)
    return json.dumps(data, ensure_ascii=False, indent=dice.below(3) or None)


def damage_container(place: Any, dice: Dice) -> None:
    """Remove, replace, repeat, rename or add an entry of a list or a group."""
    keys = list(place) if isinstance(place, dict) else list(range(len(place)))
    key, junk = dice.one_of(keys), deepcopy(dice.one_of(JUNK_DATA))
    match dice.below(5):
        case 0:
            del place[key]
        case 1:
            place[key] = junk
        case 2:
            place[key] = [place[key], place[key]]
        case 3 if isinstance(place, dict):
            place[dice.one_of([*place, "zz", f"{key}s", str(key)[1:]])] = place.pop(key)
        case 4 if isinstance(place, dict):
            place[dice.one_of(["zz", "order", "count", "do", "line", "price", ""])] = junk
        case _:
            place[key] = {"line": place[key]}


DAMAGES: tuple[Callable[[str, Dice], str], ...] = (
    insert, overwrite, cut_out, cut_off, any_character, drop_line, repeat_line, swap_lines, indent,
    another_value, join_texts, damage_data, damage_data, damage_data, damage_data,
)  # fmt: skip


def damaged(number: int) -> bytes:
    """Return the damaged text of this number; now and then in another encoding."""
    dice = Dice(number)
    text = dice.one_of(TEXTS)
    text = dice.one_of(DAMAGES)(text, dice)
    while dice.below(2):
        text = dice.one_of(DAMAGES)(text, dice)[:20_000]
    encoding = dice.one_of(["utf-8"] * 30 + ["utf-8-sig", "utf-16", "cp1258"])
    return bytes(text.encode(encoding, "replace"))


# --- what has to hold ---------------------------------------------------------------------------

SCHEMA = Draft202012Validator(json_schema())


def read_both_ways(path: Path) -> bool:
    """Read a file as a scenario and as a profile; tell whether it is a scenario."""
    for read in (lambda: read_profile(path), lambda: read_scenario(path, KNOWN)):
        try:
            got = read()
        except InputError as error:
            judge_error(error, path)
            got = None
    if got is None:
        return False
    assert got.name
    for step in got.steps:
        if step.do:
            command_of(step, got.cast)
    return True


def judge_error(error: InputError, path: Path) -> None:
    """Every problem has a place, and words on one line that are not those of the libraries."""
    assert error.problems
    lines = len(LINE_ENDS.findall(path.read_bytes().decode("utf-8", "replace"))) + 1
    for one in error.problems:
        text = str(one)
        assert one.file == path.as_posix()
        assert 1 <= one.line <= lines
        assert one.column >= 1
        assert one.message
        assert text.isprintable()
        assert text.encode("utf-8")
        assert len(text) < 1_000
        for word in ("Traceback", "Input should", "pydantic", "Exception", "Error"):
            assert word not in str(one.message).replace("python/object", "")
    assert list(error.problems) == sorted(error.problems, key=lambda p: (p.line, p.column, p.where))


def validated(path: Path) -> None:
    """Whatever a file holds, the command line answers it with 0 or 64, never with a traceback."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(["validate", str(path), "--quiet"])
    assert code in (0, 64)
    assert "Traceback" not in said.getvalue()


def hold(folder: Path, numbers: range) -> int:
    """Damage, read, judge; return how many of the damaged texts can still be read."""
    path, good = folder / "x.yaml", 0
    for number in numbers:
        data = damaged(number)
        path.write_bytes(data)
        try:
            validated(path)
            if read_both_ways(path):
                good += 1
                SCHEMA.validate(plain(read_yaml(data.decode("utf-8-sig"), "x.yaml").root))
        except Exception as error:
            error.add_note(f"damaged({number}): {data!r}")
            raise
    return good


def test_damaged_scenarios_are_refused_in_words_or_read(tmp_path: Path) -> None:
    """Whatever can be read also fits the schema, and its steps are commands."""
    good = hold(tmp_path, range(QUICK))

    assert QUICK // 100 < good < QUICK // 2


@pytest.mark.slow
@pytest.mark.parametrize("begin", range(QUICK, QUICK + SLOW, BLOCK))
def test_many_damaged_scenarios_are_refused_in_words_or_read(tmp_path: Path, begin: int) -> None:
    """The same with thousands of them."""
    hold(tmp_path, range(begin, begin + BLOCK))
