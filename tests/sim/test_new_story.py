"""`new --like STORY`: a saved story becomes a scenario that the reference passes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from broken_runs import broken, failure
from command_calls import do
from own_samples import NEVER, mine

from sim import saved
from sim.campaign import Request, perform, run_plan
from sim.commands import new
from sim.library import FORMS, plan_of, read
from sim.rules.messages import Envelope
from sim.rules.step import Fault, Step
from sim.saved import SavedStory

STORIES = (
    ("revoke-rush", "look-then-delete"),
    ("revoke-rush", "slip-not-seen"),
    ("rough-network-day", "older-news-applied"),
    ("rough-network-day", "push-makes-again"),
    ("rough-network-day", "create-again"),
    ("parent-orders-day", "parent-sent"),
)
NOT_CAUGHT = {  # they need a message that only the wrong rules send, at a moment of its own
    ("look-then-delete", "no-revoke-over-accounting"),
    ("create-again", "fresh-after-revoke"),
}


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def stories(name: str, rules: str) -> list[Path]:
    """Save the stories of a run; return their files."""
    result, files = broken(name, rules), []
    for one in (*result.failures, *result.gaps):
        files.append(Path(f"story-{one.promise}.json"))
        saved.write(saved.of_run(result, one), files[-1])
    return files


def the_race() -> Path:
    found = stories("revoke-rush", "look-then-delete")
    return next(one for one in found if "over-a-slip" in one.name)


def test_a_story_that_needs_what_only_wrong_rules_send_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """So that nobody trusts a test that does not catch its failure."""
    found = stories("revoke-rush", "look-then-delete")
    story = next(one for one in found if "over-accounting" in one.name)
    done = do(capsys, new, "again", "--like", str(story))

    assert "look-then-delete: does not break no-revoke-over-accounting here" in done.out
    assert "Pass" in done.out


@pytest.mark.parametrize(("name", "rules"), STORIES)
def test_the_reference_passes_it_and_the_wrong_rules_break_the_promise(
    capsys: pytest.CaptureFixture[str], name: str, rules: str
) -> None:
    """Both are run and told: a regression test that does not catch its failure is seen at once."""
    for at, story in enumerate(stories(name, rules)):
        done = do(capsys, new, f"again-{at}", "--like", str(story), "--json", "-")
        assert done.code == 0
        data = done.json
        assert data["reference"] == "pass", story
        assert data["caught"] == ((rules, data["promise"]) not in NOT_CAUGHT), story
        scenario = read(Path(data["file"]))
        assert scenario.form == "story"
        right = run_plan(plan_of(Path(data["file"]), seed=5))
        wrong = run_plan(plan_of(Path(data["file"]), seed=5, rules=rules))
        assert right.verdict == "pass"
        found = {one.promise for one in (*wrong.failures, *wrong.gaps)}
        assert (data["promise"] in found) == data["caught"]


def test_it_lies_where_the_library_finds_it(capsys: pytest.CaptureFixture[str]) -> None:
    """In scenarios/regressions, if the program's own folder is the present one."""
    (story, *_) = stories("revoke-rush", "look-then-delete")
    do(capsys, new, "elsewhere", "--like", str(story))
    Path("scenarios").mkdir()
    do(capsys, new, "at-home", "--like", str(story))
    do(capsys, new, "told", "--like", str(story), "--to", "deep/er/told.yaml")

    assert Path("elsewhere.yaml").is_file()
    assert Path("scenarios/regressions/at-home.yaml").is_file()
    assert Path("deep/er/told.yaml").is_file()
    assert "regressions" in FORMS


def test_a_person_is_told_how_both_rule_sets_do(capsys: pytest.CaptureFixture[str]) -> None:
    """And the command that runs it."""
    story = next(
        one for one in stories("revoke-rush", "look-then-delete") if "over-a-slip" in one.name
    )
    done = do(capsys, new, "again", "--like", str(story))
    vietnamese = do(capsys, new, "again-vi", "--like", str(story), "--lang", "vi")

    assert done.out.splitlines() == [
        "Wrote again.yaml, the story of no-revoke-over-a-slip as a scenario.",
        "The reference: Pass.",
        "look-then-delete: breaks no-revoke-over-a-slip, as in the story.",
        "Run it with: python run_sim.py run again.yaml",
    ]
    assert "Quy tắc đúng (reference): Đạt." in vietnamese.out


def test_the_steps_say_what_a_right_system_answers(capsys: pytest.CaptureFixture[str]) -> None:
    """The slip that slipped in is answered busy."""
    story = next(
        one for one in stories("revoke-rush", "look-then-delete") if "over-a-slip" in one.name
    )
    do(capsys, new, "again", "--like", str(story))
    scenario = read(Path("again.yaml"))

    assert [step.expect for step in scenario.steps if step.do == "save_slip"] == ["busy"]
    assert [step.deliver for step in scenario.steps if step.deliver] == [
        "order_requested", "hold", "hold_answer",
    ]  # fmt: skip
    assert [order.order for order in scenario.orders] == ["DH-0011"]
    assert scenario.needs == ("no-revoke-over-a-slip",)
    assert scenario.clauses == ("R1.1g",)


def test_nothing_is_written_over_and_wrong_files_are_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As with any other scenario."""
    (story, *_) = stories("revoke-rush", "look-then-delete")
    Path("again.yaml").write_text("precious", encoding="utf-8")
    assert do(capsys, new, "again", "--like", str(story)).code == 64
    assert Path("again.yaml").read_text(encoding="utf-8") == "precious"

    data = json.loads(story.read_text(encoding="utf-8"))
    story.write_text(json.dumps({**data, "promise": "no-such-promise"}), encoding="utf-8")
    done = do(capsys, new, "other", "--like", str(story))
    assert done.code == 64
    assert "no-such-promise" in done.wrong
    assert not Path("other.yaml").exists()


def test_a_promise_of_ones_own_is_found_from_the_new_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Its Python file stays where it is."""
    path = mine(tmp_path, NEVER, "never")
    result = perform(Request(path=str(path), seed=1, rules="reference", folder=str(tmp_path / "o")))
    story = tmp_path / "o" / f"story-{result.failures[0].promise}.json"
    done = do(capsys, new, "again", "--like", str(story), "--to", "sub/again.yaml", "--json", "-")

    assert done.code == 0
    assert read(Path("sub/again.yaml")).promises == ("../mine.py:never",)
    assert done.json["reference"] == "fail"


# --- what a story can hold ----------------------------------------------------------------------


def with_steps(*said: object) -> Path:
    """Save the race with other steps."""
    result = broken("revoke-rush", "look-then-delete")
    story = saved.of_run(result, failure(result, "no-revoke-over-a-slip"))
    steps = tuple(saved.SavedStep(one) for one in said)  # type: ignore[arg-type]
    data = SavedStory(**{name: getattr(story, name) for name in story.__struct_fields__
                         if name not in ("steps", "went")}, steps=steps)  # fmt: skip
    saved.write(data, Path("story-x.json"))
    return Path("story-x.json")


def steps_of_the_race() -> list[Step]:
    result = broken("revoke-rush", "look-then-delete")
    return [step for _, step in failure(result, "no-revoke-over-a-slip").story]


def test_faults_are_steps_too(capsys: pytest.CaptureFixture[str]) -> None:
    """A loss, a double, a crash; what is sent again after a loss needs no step."""
    enter, save, arrive = (step.said for step in steps_of_the_race()[:3])
    assert isinstance(arrive, Envelope)
    faults = [Fault(kind, "warehouse", arrive) for kind in ("duplicate", "lose", "retry")]
    path = with_steps(enter, save, *faults, arrive, Fault("crash", "warehouse"), arrive)
    do(capsys, new, "again", "--like", str(path))
    steps = read(Path("again.yaml")).steps

    kinds = [step.do or step.deliver or step.lose or step.duplicate or step.crash for step in steps]
    assert kinds == ["save_request", *["order_requested"] * 3, "warehouse", "order_requested"]
    assert (steps[1].duplicate, steps[2].lose, steps[3].deliver) == ("order_requested",) * 3
    assert run_plan(plan_of(Path("again.yaml"), seed=1)).verdict == "pass"


def test_what_comes_again_after_a_crash_was_doubled_before_it_first_came(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A scenario knows no other way for one message to arrive twice."""
    enter, save, arrive = (step.said for step in steps_of_the_race()[:3])
    path = with_steps(enter, save, arrive, Fault("crash", "warehouse", arrive), arrive)
    do(capsys, new, "again", "--like", str(path))
    steps = read(Path("again.yaml")).steps

    assert [step.duplicate for step in steps if step.duplicate] == ["order_requested"]
    assert [step.deliver for step in steps if step.deliver] == ["order_requested"] * 2
    assert run_plan(plan_of(Path("again.yaml"), seed=1)).verdict == "pass"


def test_words_that_yaml_would_misread_are_quoted(capsys: pytest.CaptureFixture[str]) -> None:
    """An order called 0017, a clerk called no."""
    texts = Path(with_steps(*(step.said for step in steps_of_the_race())))
    data = texts.read_text(encoding="utf-8").replace("DH-0011", "0017").replace("clerk-1", "null")
    texts.write_text(data, encoding="utf-8")
    do(capsys, new, "again", "--like", str(texts))
    scenario = read(Path("again.yaml"))

    assert [order.order for order in scenario.orders] == ["0017"]
    assert {step.order for step in scenario.steps} == {"0017"}
