"""The file of known failures: read, told what is wrong with it, and applied to a call."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import pytest
from own_samples import NEVER, mine
from vietnamese import in_vietnamese

from sim.campaign import Request, run_plan
from sim.commands import known
from sim.commands.usage import Parser
from sim.library import plan_of, scenario_files
from sim.reading import InputError

GOOD = """\
known:
  - promise: no-second-push
    scenario: month-end
    reason: waits for the patch of the push queue
    owner: Lan
    expires: 2026-12-31
"""
EXAMPLE = Path(__file__).parent / "own" / "big-slips.yaml"


def requests(*paths: Path) -> list[Request]:
    return [Request(path=str(path), seed=1, rules="reference") for path in paths]


def listed(path: Path | None, *scenarios: Path) -> known.Listed:
    options = argparse.Namespace(known=None if path is None else str(path))
    return known.listed(options, requests(*scenarios))


def problems(folder: Path, text: str, *scenarios: Path) -> list[str]:
    path = folder / "known.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        listed(path, *scenarios)
    for one in caught.value.problems:
        in_vietnamese(one.message, one.hint)
    return [str(one).replace(f"{folder.as_posix()}/", "") for one in caught.value.problems]


def test_a_file_of_known_failures_is_read(tmp_path):
    path = tmp_path / "known.yaml"
    path.write_text(GOOD, encoding="utf-8")
    (entry,) = listed(path).entries

    assert entry == (
        "no-second-push",
        "month-end",
        "waits for the patch of the push queue",
        "Lan",
        date(2026, 12, 31),
        2,
    )


@pytest.mark.parametrize("day", ['"2026-12-31"', "2026-12-31", "'2026-12-31'"])
def test_a_day_may_stand_in_quotation_marks_or_not(tmp_path, day):
    path = tmp_path / "known.yaml"
    path.write_text(GOOD.replace("2026-12-31", day), encoding="utf-8")

    assert listed(path).entries[0].expires == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "no-second-push",
            "no-second-psh",
            '2:14: known.1.promise: "no-second-psh" is no promise (did you mean "no-second-push"?)',
        ),
        (
            "month-end",
            "month-ende",
            '3:15: known.1.scenario: "month-ende" is no scenario (did you mean "month-end"?)',
        ),
        (
            "month-end",
            "xyz",
            (
                '3:15: known.1.scenario: "xyz" is no scenario '
                "(a shipped one, the path of your own, or *)"
            ),
        ),
        (
            "month-end",
            "mine.yaml",
            (
                '3:15: known.1.scenario: "mine.yaml" cannot be used: '
                "mine.yaml: there is no such file"
            ),
        ),
        (
            "2026-12-31",
            "31/12/2026",
            (
                '6:14: known.1.expires: "31/12/2026" is no day of the calendar: '
                "it looks like 2026-12-31"
            ),
        ),
        (
            "2026-12-31",
            "2026-02-30",
            (
                '6:14: known.1.expires: "2026-02-30" is no day of the calendar: '
                "it looks like 2026-12-31"
            ),
        ),
        ("    owner: Lan\n", "", "2:5: known.1.owner: this field is missing"),
        ("owner: Lan", 'owner: ""', "5:12: known.1.owner: an empty text does not fit"),
        (
            "owner: Lan",
            "owner: Lan\n    onwer: Minh",
            '6:5: known.1.onwer: unknown field (did you mean "owner"?)',
        ),
        ("known:", "knwon:", '1:1: knwon: unknown field (did you mean "known"?)'),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path, old, new, message):
    assert GOOD.count(old) == 1
    found = problems(tmp_path, GOOD.replace(old, new))

    assert f"known.yaml:{message}" in found
    assert len(found) == (2 if old == "known:" else 1)  # the field is missing besides


def test_everything_wrong_is_told_at_once(tmp_path):
    text = GOOD.replace("no-second-push", "nope").replace("Lan", "[1]").replace("12-31", "13-31")

    assert len(problems(tmp_path, text)) == 3


def test_an_entry_stands_there_once(tmp_path):
    twice = GOOD + GOOD.removeprefix("known:\n")

    assert problems(tmp_path, twice) == [
        "known.yaml:7:5: known.2: no-second-push in month-end stands here twice"
    ]


def test_names_of_the_scenarios_to_run_are_known(tmp_path):
    """Own scenarios by name if they are run, else by path; with the promises of their own."""
    path = mine(tmp_path, NEVER, "never")
    text = GOOD.replace("no-second-push", "never")

    by_name = text.replace("month-end", "mine")
    (tmp_path / "by_name.yaml").write_text(by_name, encoding="utf-8")
    assert listed(tmp_path / "by_name.yaml", path).entries[0].scenario == "mine"
    assert problems(tmp_path, by_name) == [
        (
            'known.yaml:3:15: known.1.scenario: "mine" is no scenario '
            "(a shipped one, the path of your own, or *)"
        )
    ]

    (tmp_path / "by_path.yaml").write_text(text.replace("month-end", "mine.yaml"), encoding="utf-8")
    assert listed(tmp_path / "by_path.yaml").entries[0].scenario == "mine"
    (wrong,) = problems(tmp_path, text, path)
    assert wrong.startswith('known.yaml:2:14: known.1.promise: "never" is no promise')


@pytest.mark.parametrize("text", ["", "known: 5", "- a"])
def test_a_file_that_lists_nothing_is_told(tmp_path, text):
    assert len(problems(tmp_path, text)) == 1


# --- which file ---------------------------------------------------------------------------------


def test_the_file_of_the_current_folder_is_read_if_there_is_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert listed(None) == known.Listed()

    Path("known-failures.yaml").write_text(GOOD, encoding="utf-8")
    assert listed(None).file == "known-failures.yaml"
    assert listed(Path("none")) == known.Listed()


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputError, match="there is no such file"):
        listed(tmp_path / "known.yaml")


def test_the_option_is_added_to_a_command():
    parser = Parser(lang="en")
    known.add(parser)

    assert parser.parse_args([]).known is None
    assert parser.parse_args(["--known", "x.yaml"]).known == "x.yaml"


# --- applied ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "status", "verdict"),
    [(date(2026, 12, 31), "accepted", "pass"), (date(2027, 1, 1), "expired", "fail")],
)
def test_the_runs_of_a_call_are_sorted_out(tmp_path, today, status, verdict):
    path = tmp_path / "known.yaml"
    text = GOOD.replace("no-second-push", "no-slip-above-100").replace("month-end", "big-slips")
    path.write_text(text, encoding="utf-8")
    accepted = listed(path, EXAMPLE)
    result = run_plan(plan_of(EXAMPLE, seed=1))
    sorter = known.sorter(accepted, today=today)
    left = sorter.take(result, "out/x")

    (standing,) = sorter.standings()
    assert (standing.status, standing.runs) == (status, 1)
    assert standing.shortest.folder == "out/x"
    assert left.verdict == verdict
    assert result.verdict == "fail"


def test_without_known_failures_nothing_is_sorted_out():
    result = run_plan(plan_of(scenario_files()["revoke-clean"], seed=1))
    sorter = known.sorter(known.Listed())

    assert sorter.take(result) is result
    assert sorter.standings() == []


def test_today_is_a_day():
    """The wall clock is asked once, and only if no other day is given."""
    assert date(2024, 1, 1) < known.this_day() < date(2100, 1, 1)
