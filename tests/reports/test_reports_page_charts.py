"""The charts of a report: which there are, the table behind each, the SVG."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from xml.etree import ElementTree as ET

import pytest
from page_samples import page, ran

from reports.measures import Measures, Mishap
from reports.page.charts import CHARTS, Chart, charts_of
from reports.page.figures import Bars, Steps, draw, thinned
from reports.words.page import Both, same

SVG = "{http://www.w3.org/2000/svg}"
EMPTY = Measures({}, (), (), {}, {}, (), {}, ())


@cache
def charts() -> tuple[Chart, ...]:
    return page(ran("rough-network-day")).charts


def test_a_day_with_faults_has_every_chart() -> None:
    assert [chart.name for chart in charts()] == list(CHARTS)


@pytest.mark.parametrize("name", CHARTS)
def test_each_chart_has_a_table_behind_it(name: str) -> None:
    chart = next(one for one in charts() if one.name == name)
    assert chart.rows
    for row in chart.rows:
        assert len(row) == len(chart.head)


def test_no_numbers_no_chart() -> None:
    assert charts_of(EMPTY, {}) == ()


def test_the_ids_of_two_charts_never_meet_and_colours_follow_the_page() -> None:
    ids: list[str] = []
    for chart in charts():
        root = ET.fromstring(chart.svg)
        ids += [one.attrib["id"] for one in root.iter() if "id" in one.attrib]
        assert "#0101" not in chart.svg
        assert "var(--text)" in chart.svg
        for one in root.iter():
            for key, value in one.attrib.items():
                if key.endswith("href"):
                    assert value[1:] in ids
    assert len(ids) == len(set(ids))


def test_words_are_in_both_languages_and_whatever_they_hold_is_text() -> None:
    bars = Bars(same("n"), {Both("<b>một & hai", "<b>one & two"): (3,)}, (same("n"),))
    root = ET.fromstring(draw("x", bars, ()))
    parts = {(one.attrib["lang"], one.text) for one in root.iter(f"{SVG}tspan")}
    assert parts == {("vi", "<b>một & hai"), ("en", "<b>one & two")}


def test_faults_are_shaded_where_they_happened() -> None:
    hour = 3_600_000
    steps = Steps(same("t"), same("n"), {same("n"): [(at * hour, at) for at in range(8, 17)]})
    plain = draw("x", steps, ())
    shaded = draw("x", steps, [Mishap(10 * hour, "crash", "sales")])
    assert "var(--fail)" not in plain
    assert "var(--fail)" in shaded


def test_thinning_keeps_the_peaks_and_the_end() -> None:
    points = [(at, 900 if at == 517 else at % 7) for at in range(5_000)]
    kept = thinned(points, most=100)
    assert len(kept) <= 200
    assert (517, 900) in kept
    assert kept[-1] == points[-1]
    assert kept == sorted(kept)


@pytest.mark.slow
def test_a_chart_has_the_same_bytes_whatever_the_hashes() -> None:
    text = (
        "from reports.page.figures import Bars, draw; from reports.words.page import same;"
        "import hashlib; bars = Bars(same('n'), {same('a'): (1,), same('b'): (2,)}, (same('n'),));"
        "print(hashlib.sha256(draw('x', bars, ()).encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", text],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1
