"""Valid files become scenarios: every form, every way to write a value, and YAML 1.2 only."""

from pathlib import Path

import pytest
from reading_samples import POPULATION, PROFILE, SCENARIOS, STORY, WORLD, profile, read

from sim.checks.judge import PROMISES
from sim.reading import Known, read_scenario
from sim.scenario import CLAUSES

ROOT = Path(__file__).parents[2]
HOUR_MS = 3_600_000


@pytest.mark.parametrize("form", SCENARIOS)
def test_a_valid_text_of_each_form_is_read(tmp_path: Path, form: str) -> None:
    """Nothing is wrong with the samples, so what the other tests find is what they broke."""
    assert read(tmp_path, SCENARIOS[form]).form == form


def test_a_population_has_the_values_of_its_file(tmp_path: Path) -> None:
    """Texts become numbers in the units of the simulation; what is not written has its default."""
    scenario = read(tmp_path, POPULATION)

    assert scenario.title.vi == "Tháng bận rộn"
    assert scenario.about.en == "Many orders, a slow network."
    assert scenario.clauses == ("R1.1a", "R1.3e")
    assert scenario.stock == {"HH-01": 5, "HH.02": 0}
    assert scenario.hours.opens == 8 * HOUR_MS
    assert scenario.people.salespeople.revoke == (1, 5)
    assert scenario.people.salespeople.think.longest == 2 * HOUR_MS
    assert scenario.people.clerks.issue_part == (1, 1)
    assert scenario.people.clerks.issue_more == (1, 50)
    assert scenario.network.duplicate == (0, 1)
    assert scenario.missing_codes.added_after == 90 * 60_000


def test_words_that_older_yaml_takes_for_truth_are_texts(tmp_path: Path) -> None:
    """`on`, `off`, `yes`, `no` name settings; a time of day is not a number in base sixty."""
    scenario = read(tmp_path, POPULATION)

    assert scenario.flows.direct_link == "on"
    assert scenario.switches[1].setting == "off"
    assert scenario.assumptions.receipts_count == "yes"
    assert scenario.hours.lunch == 11 * HOUR_MS + HOUR_MS // 2
    assert read(tmp_path, "name: no").name == "no"


@pytest.mark.parametrize("text", ["012", "+12", "0o14", "0xC"])
def test_whole_numbers_are_those_of_yaml_1_2(tmp_path: Path, text: str) -> None:
    """A zero in front does not make a number octal."""
    assert read(tmp_path, f"name: x\ndays: {text}").days == 12


def test_an_alias_stands_for_what_its_anchor_names(tmp_path: Path) -> None:
    """A value that is written once may be used twice."""
    scenario = read(tmp_path, STORY)

    assert scenario.steps[0].lines == scenario.orders[0].lines


@pytest.mark.parametrize("text", [WORLD, WORLD.replace("\n", "\r\n"), f"---\n{WORLD}...\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["bare", "with mark"])
def test_line_ends_and_marks_of_other_systems_change_nothing(
    tmp_path: Path, text: str, mark: bytes
) -> None:
    """A byte order mark, CRLF, and the marks around a document are no part of a scenario."""
    assert read(tmp_path, mark + text.encode()) == read(tmp_path, WORLD)


def test_json_is_read_like_yaml(tmp_path: Path) -> None:
    """YAML 1.2 holds JSON; a tab between its tokens is fine."""
    assert read(tmp_path, '{"name":\t"x", "days": 2,\n\t"stock": {"a": 1}}').stock == {"a": 1}


def test_a_profile_is_read(tmp_path: Path) -> None:
    """A company profile has assumptions and flows."""
    company = profile(tmp_path, PROFILE)

    assert company.name == "Công ty A"
    assert company.assumptions.synced_slip_changes == "refuse"
    assert company.flows.status_to_sales == "off"


def test_the_clauses_are_the_numbered_rules_of_the_document() -> None:
    """Thirty-three numbers, each once."""
    assert len(CLAUSES) == len(set(CLAUSES)) == 33


def shipped() -> list[Path]:
    folder = ROOT / "scenarios"
    return sorted(
        path
        for path in folder.rglob("*.yaml")
        if path.relative_to(folder).parts[0] not in ("traces", "profiles", "baselines")
    )


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_every_shipped_scenario_can_be_read(path: Path) -> None:
    """What the product comes with is valid, down to the names of promises and profiles."""
    profiles = frozenset(path.stem for path in (ROOT / "scenarios" / "profiles").glob("*.yaml"))
    known = Known(promises=frozenset(one.name for one in PROMISES), profiles=profiles)

    assert read_scenario(path, known).name
