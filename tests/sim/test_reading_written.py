"""Durations, times of day, chances, numbers, names: as they are written and as they are meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from sim.reading.problem import dotted, nearest, printable, shown
from sim.reading.written import (
    chance_text,
    clock_text,
    duration_text,
    like_chance,
    like_clock,
    like_duration,
    like_name,
    like_whole,
)
from sim.scenario import Chance, Clock, Duration

MINUTES_A_DAY = 24 * 60


@given(st.integers(0, 999_999_999))
def test_a_duration_is_read_back(milliseconds: int) -> None:
    assert TypeAdapter(Duration).validate_python(duration_text(milliseconds)) == milliseconds


@given(st.integers(0, MINUTES_A_DAY - 1))
def test_a_time_of_day_is_read_back(minutes: int) -> None:
    assert TypeAdapter(Clock).validate_python(clock_text(minutes * 60_000)) == minutes * 60_000


@given(st.integers(2, 1_000).flatmap(lambda of: st.tuples(st.integers(1, of - 1), st.just(of))))
def test_a_chance_is_read_back(chance: tuple[int, int]) -> None:
    assert TypeAdapter(Chance).validate_python(chance_text(*chance)) == chance


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5 minutes", "5min"),
        ("5m", "5min"),
        ("90 min", "90min"),
        ("120 phút", "2h"),
        ("1.5h", "90min"),
        ("0.5 giây", "500ms"),
        ("30 sec", "30s"),
        (30, "30s"),
        (0, "0s"),
        ("2 HOURS", "2h"),
        ("0.0001s", ""),
        ("5 weeks", ""),
        ("-5s", ""),
        (True, ""),
        (None, ""),
        (["5s"], ""),
    ],
)
def test_a_duration_that_was_meant(written: object, meant: str) -> None:
    assert like_duration(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (8, "08:00"),
        ("8h", "08:00"),
        ("8g30", "08:30"),
        ("17.30", "17:30"),
        ("0830", "08:30"),
        ("08:30:00", "08:30"),
        ("24:00", ""),
        ("8:75", ""),
        ("noon", ""),
        (8.5, ""),
        (False, ""),
    ],
)
def test_a_time_of_day_that_was_meant(written: object, meant: str) -> None:
    assert like_clock(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5%", "1/20"),
        ("12.5 %", "1/8"),
        (0.05, "1/20"),
        (0, "never"),
        (1, "always"),
        ("100%", "always"),
        ("1 in 20", "1/20"),
        ("1:20", "1/20"),
        ("2 of 3", "2/3"),
        ("3/2", ""),
        ("1/0", ""),
        (1.5, ""),
        ("often", ""),
        (True, ""),
    ],
)
def test_a_chance_that_was_meant(written: object, meant: str) -> None:
    assert like_chance(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5", "5"),
        ("-5", "-5"),
        (5.0, "5"),
        (5.5, ""),
        ("1_000", "1000"),
        ("1.000.000", "1000000"),
        ("1.5", ""),
        ("1,00", ""),
        ("five", ""),
        ("9" * 19, ""),
        (True, ""),
        ([1], ""),
    ],
)
def test_a_whole_number_that_was_meant(written: object, meant: str) -> None:
    assert like_whole(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Đơn hàng 1", "don-hang-1"),
        ("two_clerks", "two-clerks"),
        ("--x--", "x"),
        ("!", ""),
        (5, "5"),
    ],
)
def test_a_name_that_was_meant(written: object, meant: str) -> None:
    assert like_name(written) == meant


@given(st.text(), st.floats(), st.integers())
def test_whatever_is_written_has_a_meaning_or_none(text: str, ratio: float, number: int) -> None:
    """No input of any kind makes the guessing fail."""
    for value in (text, ratio, number):
        for guess in (like_duration, like_clock, like_chance, like_name):
            assert isinstance(guess(value), str)
        if value not in (float("inf"), float("-inf")) and value == value:  # noqa: PLR0124 - not nan
            assert isinstance(like_whole(value), str)


@pytest.mark.parametrize(
    ("name", "names", "near"),
    [
        ("cuont", ("actor", "count", "think"), "count"),
        ("Count", ("actor", "count"), "count"),
        ("slip-to-accounting", ("slip_to_accounting", "status_to_sales"), "slip_to_accounting"),
        ("zzz", ("actor", "count"), ""),
        ("", ("actor",), ""),
        ("actor", (), ""),
        ("R1.3k", ("R1.1k", "R1.3a"), "R1.3a"),
    ],
)
def test_the_nearest_name(name: str, names: tuple[str, ...], near: str) -> None:
    """Capital letters and hyphens do not count; among equals the same beginning does."""
    assert nearest(name, names) == near


@given(st.text())
def test_any_text_is_shown_on_one_line_that_can_be_printed(text: str) -> None:
    """Line ends, control characters and half characters are escaped, long texts cut."""
    for line in (shown(text), printable(text), dotted((text, 0))):
        assert line.isprintable()
        assert line.encode("utf-8").decode("utf-8") == line
        assert len(line) < 500
