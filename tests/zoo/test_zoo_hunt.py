"""The hunt: the same grounds in the same order for all bugs, and the reference comes out clean."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim import zoo
from sim.hunted import REFERENCE
from sim.library import read, scenario_files
from sim.rules.variants import BUGS, Bug
from sim.rules.variants.zoo.pushes import AutomaticWaits
from sim.rules.warehouse import Warehouse
from sim.zoo import SEEDS, Ground, Hunt, grounds, hunt


def path_of(name: str) -> str:
    return str(scenario_files()[name])


FEW = (
    Ground(path_of("automatic-push"), "story"),
    Ground(path_of("manual-push"), "story"),
    Ground(path_of("manual-push-day"), "population", 7),
    Ground(path_of("double-push"), "world", 0, 1),
)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a few grounds: the rest of the code is the same."""
    monkeypatch.setattr(zoo, "grounds", lambda: FEW)


def plant(monkeypatch: pytest.MonkeyPatch, clause: str, kind: type) -> str:
    planted = Bug("planted-here", clause, ("lỗi", "a bug"), (kind,))
    monkeypatch.setitem(BUGS, planted.name, planted)
    return planted.name


class Harmless(Warehouse):
    pass


class Falls(Warehouse):
    def busy(self, _dossier):
        raise ZeroDivisionError("rules that fall over")


def test_the_grounds_are_the_whole_library_cheap_ones_first():
    """All stories, all populations, all worlds under all settings, then further seeds."""
    of_form: dict[str, set[str]] = {"story": set(), "population": set(), "world": set()}
    for path in scenario_files().values():
        of_form[read(path).form].add(str(path))
    told = grounds()

    first = [one for one in told if one.seed in (0, SEEDS[0])]
    assert {one.path for one in first if one.form == "story"} == of_form["story"]
    assert {one.path for one in first if one.form == "population"} == of_form["population"]
    walks = {(one.path, one.setting) for one in told if one.form == "world"}
    assert walks == {
        (path, at) for path in of_form["world"] for at in range(len(read(Path(path)).settings))
    }
    forms = [one.form for one in first]
    assert forms == sorted(forms, key=("story", "population", "world").index)
    assert len(told) == len(set(told)) == len(first) + 2 * len(of_form["population"])


def test_a_bug_is_caught_by_its_own_clause_and_the_story_is_kept(few, tmp_path):
    """The first ground that breaks a promise of the clause ends the hunt."""
    found = hunt(Hunt("manual-pushes", folder=str(tmp_path / "here")))

    assert found.catch is not None
    assert (found.runs, found.complete, found.missed) == (2, True, False)
    assert found.catch.failure.promise == "manual-save-waits"
    assert "R1.3d" in found.catch.failure.clauses
    assert (found.catch.scenario, found.catch.seed) == ("manual-push", 1)
    assert [one.name for one in (tmp_path / "here").iterdir()] == ["story-manual-save-waits.json"]


def test_the_hunt_goes_on_to_populations_and_worlds(monkeypatch):
    """What no story shows is still caught, with its seed or setting."""
    monkeypatch.setattr(zoo, "grounds", lambda: FEW[2:])
    by_run = hunt(Hunt("manual-pushes"))
    monkeypatch.setattr(zoo, "grounds", lambda: FEW[3:])
    by_walk = hunt(Hunt("manual-pushes"))

    assert by_run.catch is not None
    assert by_walk.catch is not None
    assert (by_run.catch.scenario, by_run.catch.seed) == ("manual-push-day", 7)
    assert (by_walk.catch.scenario, by_walk.catch.setting) == ("double-push", "1 duplicate")
    assert by_walk.catch.failure.promise == "manual-save-waits"


def test_a_bug_that_changes_nothing_escapes(few, monkeypatch):
    """All grounds were searched, nothing broke: that is told as missed."""
    found = hunt(Hunt(plant(monkeypatch, "R1.3d", Harmless)))

    assert found.missed
    assert (found.runs, found.others, found.catch) == (len(FEW), (), None)


def test_being_caught_by_promises_of_another_clause_is_an_escape(few, monkeypatch):
    """The promises of its own clause could not see it: they are blind for this reason."""
    found = hunt(Hunt(plant(monkeypatch, "R1.1b", AutomaticWaits)))

    assert found.missed
    assert "automatic-pushes-on-save" in found.others


def test_rules_that_fall_over_are_no_catch_but_are_told(few, monkeypatch):
    """A crash is no promise of the clause; its traceback comes along."""
    found = hunt(Hunt(plant(monkeypatch, "R1.3d", Falls)))

    assert found.missed
    assert "rules that fall over" in found.crash


def test_a_hunt_that_ran_out_of_time_says_that_it_is_not_complete(few):
    """It is neither a catch nor an escape."""
    found = hunt(Hunt("parent-sent", seconds=0))

    assert (found.runs, found.complete, found.missed) == (0, False, False)


def test_a_hunt_that_a_person_stops_returns_what_it_has(few, monkeypatch):
    """Ctrl-C in the middle of a story ends the hunt, not the program."""

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(zoo, "run_plan", stopped)
    found = hunt(Hunt("parent-sent"))

    assert (found.interrupted, found.complete, found.missed) == (True, False, False)


def test_what_needs_time_is_kept_as_the_whole_run(few, tmp_path, monkeypatch):
    """A story that cannot be played without time is no file to replay; its run's record is."""
    real = zoo.run_plan

    def timed(plan, file=None):
        result = real(plan, file)
        return result._replace(failures=tuple(one._replace(plays=False) for one in result.failures))

    monkeypatch.setattr(zoo, "run_plan", timed)
    found = hunt(Hunt("automatic-waits", folder=str(tmp_path)))

    assert found.catch is not None
    assert not found.catch.failure.plays
    assert [one.name for one in tmp_path.iterdir()] == ["record.jsonl"]


def test_the_reference_is_clean_on_a_few_grounds(few):
    """No promise blames it (the whole order: the slow test)."""
    found = hunt(Hunt(REFERENCE))

    assert (found.runs, found.complete, found.blamed) == (len(FEW), True, False)


def test_any_promise_that_blames_the_reference_is_a_false_alarm(few, monkeypatch):
    """Of the reference every broken promise counts, whatever its clause."""
    from sim import run  # noqa: PLC0415

    real = run.rule_set
    monkeypatch.setattr(run, "rule_set", lambda _, set_to: real("automatic-waits", set_to))
    found = hunt(Hunt(REFERENCE))

    assert found.blamed
    assert found.catch is not None


@pytest.mark.timeout(900)
@pytest.mark.slow
def test_the_reference_is_clean_on_all_grounds():
    """The same budget that every bug has: no false alarm anywhere."""
    found = hunt(Hunt(REFERENCE))

    assert found.runs == len(grounds())
    assert (found.complete, found.blamed) == (True, False)
