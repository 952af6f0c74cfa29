"""`--set key=value`: fields replaced before anything is checked."""

from pathlib import Path

import pytest
from reading_samples import POPULATION, STORY, WORLD, problems, read, told, write

from sim.reading import Problem


def test_a_setting_replaces_a_field(tmp_path: Path) -> None:
    """Numbers, words, lists, groups, and texts that hold = or a dot."""
    scenario = read(
        tmp_path,
        POPULATION,
        "days=5",
        "people.clerks.count=7",
        "people.accountants.post=never",
        "hours.opens=07:30",
        "clauses=[R1.2a]",
        "network.delay={shortest: 1s, longest: 2s}",
        'stock."HH.02"=9',
        "title.en=a = b",
        "faults.1.crash=sales",
        'profile=""',
    )

    assert scenario.days == 5
    assert scenario.people.clerks.count == 7
    assert scenario.people.clerks.actor == "hasty.py:clerk"
    assert scenario.people.accountants.post == (0, 1)
    assert scenario.hours.opens == 7 * 3_600_000 + 30 * 60_000
    assert scenario.clauses == ("R1.2a",)
    assert scenario.network.delay.longest == 2_000
    assert scenario.stock == {"HH-01": 5, "HH.02": 9}
    assert scenario.title.en == "a = b"
    assert scenario.faults[0].crash == "sales"
    assert scenario.profile == ""


def test_the_last_setting_of_a_field_counts(tmp_path: Path) -> None:
    """As on every command line."""
    assert read(tmp_path, "name: x", "days=2", "days=3").days == 3


def test_a_setting_changes_one_use_of_an_alias_only(tmp_path: Path) -> None:
    """The lines of the order that the anchor stands at stay as they are."""
    scenario = read(tmp_path, STORY, "steps.1.lines.1.quantity=9")

    assert scenario.steps[0].lines is not None
    assert scenario.steps[0].lines[0].quantity == 9
    assert scenario.orders[0].lines[0].quantity == 2


def test_a_setting_can_mend_a_file(tmp_path: Path) -> None:
    """What is replaced is not complained about."""
    assert read(tmp_path, "name: x\ndays: many\n", "days=2").days == 2


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("people.clerks.cuont=3", 'unknown field (did you mean "count"?)'),
        ("days", "this is no setting (write key=value)"),
        ("=3", "this is no setting (write key=value)"),
        ("a..b=3", "this is no setting (write key=value)"),
        ("days=x", '"x" is not a whole number'),
        ("days=", 'there is no value here (remove the field, or write "" for an empty text)'),
        ("days=~", 'there is no value here (remove the field, or write "" for an empty text)'),
        ("days=[", "a value is missing here"),
        ("days=!!int 3", 'the tag "!!int" is not read (remove it)'),
        ("days=1\n---\n2", "a second document begins here (one file holds one of them)"),
        ("days.x=3", "there is no field below a single value"),
        ("faults.2.day=3", "faults.2: the list has 1 entry, counted from 1"),
        ("switches.x.day=3", "switches.x: the list has 2 entries, counted from 1"),
        ("switches.0.day=3", "switches.0: the list has 2 entries, counted from 1"),
        ("people.clerks={count: x}", 'people.clerks.count: "x" is not a whole number'),
        ("peple.clerks.count=3", 'peple: unknown field (did you mean "people"?)'),
        ("stock={a: 1, a: 2}", "stock.a: this field stands twice"),
        (
            f"days={'[' * 40}",
            "days" + ".1" * 19 + ": this is nested too deeply: more than 20 levels",
        ),
    ],
)
def test_a_wrong_setting_names_itself(tmp_path: Path, setting: str, message: str) -> None:
    """The setting as it was given stands where a file has its line and column."""
    assert told(tmp_path, POPULATION, setting) == [f"--set {setting}: {message}"]


def test_settings_and_file_are_told_together(tmp_path: Path) -> None:
    """Settings first, then the file from the top."""
    found = problems(tmp_path, "name: x\ndais: 3\n", "days=x", "opening_stock=y")

    assert [(one.file, one.line, one.where) for one in found] == [
        ("--set days=x", 0, "days"),
        ("--set opening_stock=y", 0, "opening_stock"),
        ((tmp_path / "x.yaml").as_posix(), 2, "dais"),
    ]


def test_names_are_checked_after_the_settings(tmp_path: Path) -> None:
    """Also the names that a setting brings."""
    assert told(tmp_path, WORLD, "cast.minh.may.revok=1", "needs=[R1.1a, zz]") == [
        '--set cast.minh.may.revok=1: nobody is ever offered "revok" (did you mean "revoke"?)',
        '--set needs=[R1.1a, zz]: needs.2: "zz" is no promise, clause or guard window',
    ]


def test_a_problem_is_printed_with_its_place_field_and_hint(tmp_path: Path) -> None:
    """The form that editors and terminals make a link of."""
    path = write(tmp_path, "").as_posix()

    assert str(Problem(path, 3, 5, "a.b", "unknown field", "did you mean c?")) == (
        f"{path}:3:5: a.b: unknown field (did you mean c?)"
    )
    assert str(Problem(path, 0, 0, "", "there is no such file")) == (
        f"{path}: there is no such file"
    )
