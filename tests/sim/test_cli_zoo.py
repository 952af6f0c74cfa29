"""The command `zoo`: which promise caught each planted bug, and that none escaped."""

from __future__ import annotations

import json
from pathlib import Path

import killed_hunts
import pytest
from cli_calls import call, told, wrong_names

from sim import run, zoo
from sim.commands import zoo as command
from sim.library import scenario_files
from sim.rules.variants import BUGS, ZOO, Bug
from sim.rules.variants.zoo.pushes import AutomaticWaits
from sim.rules.warehouse import Warehouse
from sim.zoo import Ground

FEW = tuple(
    Ground(str(scenario_files()[name]), "story") for name in ("automatic-push", "manual-push")
)


class Harmless(Warehouse):
    pass


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hunt in two stories only."""
    monkeypatch.setattr(zoo, "grounds", lambda: FEW)


def plant(monkeypatch: pytest.MonkeyPatch, clause: str, kind: type) -> str:
    planted = Bug("planted-here", clause, ("lỗi gì đó", "some bug"), (kind,))
    monkeypatch.setitem(BUGS, planted.name, planted)
    return planted.name


def test_a_caught_bug_is_told_with_its_promise_and_its_story(capsys):
    """Bug, rule, promise, runs, steps; then the story and the command that replays it."""
    done = call(capsys, "zoo", "automatic-waits")

    assert done.code == 0
    assert told(
        done.out,
        "automatic-waits",
        "R1.3c",
        "automatic-pushes-on-save",
        "Shortest story",
        "Replay it with",
        "no promise broken in",
        "PASS: 1 of 1 planted bugs caught",
    )


def test_the_story_that_is_saved_replays(capsys):
    """The printed command plays it again, and it still fails under the bug."""
    done = call(capsys, "zoo", "automatic-waits", "--json", "-", "--quiet")
    (bug,) = done.json["bugs"]
    argv = bug["replay"].split()

    assert argv[:3] == ["python", "run_sim.py", "replay"]
    assert call(capsys, *argv[2:]).code == 1
    assert wrong_names(Path()) == []


def test_the_summary_has_the_fields_that_other_tools_rely_on(capsys):
    """design.md, section 6: per bug its name, clauses, who caught it, runs, steps, missed."""
    data = call(capsys, "zoo", "edit-pushes", "automatic-waits", "--json", "-").json

    assert (data["schema_version"], data["command"], data["verdict"]) == (1, "zoo", "pass")
    assert [one["name"] for one in data["bugs"]] == ["edit-pushes", "automatic-waits"]
    for one in data["bugs"]:
        assert one["clauses"] == [BUGS[one["name"]].clause]
        assert one["caught_by"]
        assert one["runs"] >= 1
        assert one["story_steps"] == len(one["steps"]) > 0
        assert one["missed"] is False
        assert Path(one["replay"].split()[-1]).is_file()
    far = max(one["runs"] for one in data["bugs"])
    assert (data["reference"]["runs"], data["reference"]["caught_by"]) == (far, "")


def test_bugs_are_told_in_the_order_of_the_document_and_once(capsys):
    """However they are named on the command line."""
    given = ("automatic-waits", "edit-pushes", "automatic-waits")
    data = call(capsys, "zoo", *given, "--json", "-").json
    assert [one["name"] for one in data["bugs"]] == ["edit-pushes", "automatic-waits"]


def test_of_many_bugs_the_stories_are_kept_in_a_file(capsys, few):
    """The table stays readable; the file has each story with its replay."""
    names = ("opening-sends", "quantity-changed", "edit-pushes", "automatic-waits")
    done = call(capsys, "zoo", *names)
    (stories,) = Path("out/zoo").glob("*/stories.txt")
    text = stories.read_text(encoding="utf-8")

    assert done.code == 0
    assert stories.as_posix() in done.out
    assert "Shortest story" not in done.out
    assert text.count("Shortest story") == text.count("Replay it with") == len(names)
    assert all(BUGS[name].says[1] in text for name in names)


def test_a_bug_that_escapes_fails_the_call(capsys, few, monkeypatch):
    """Exit 1; the bug is named with what it does."""
    done = call(capsys, "zoo", plant(monkeypatch, "R1.3d", Harmless), "--json", "summary.json")
    (bug,) = json.loads(Path("summary.json").read_text(encoding="utf-8"))["bugs"]

    assert done.code == 1
    assert told(done.out, "ESCAPED: planted-here broke no promise at all", "some bug", "FAIL")
    assert (bug["missed"], bug["caught_by"], bug["runs"]) == (True, "", len(FEW))
    assert (bug["story_steps"], bug["replay"]) == (0, "")


def test_a_bug_that_only_other_clauses_catch_fails_the_call(capsys, few, monkeypatch):
    """Exit 1: the promises of its own rule are blind; the others are named."""
    done = call(capsys, "zoo", plant(monkeypatch, "R1.1b", AutomaticWaits))

    assert done.code == 1
    assert told(done.out, "ESCAPED: planted-here broke no promise of R1.1b", "only others:")
    assert "automatic-pushes-on-save" in done.out


def test_a_false_alarm_fails_the_call(capsys, few, monkeypatch):
    """Exit 1 if a promise blames the reference, though every bug was caught."""
    real = run.rule_set
    sick = {"reference": "automatic-waits"}
    monkeypatch.setattr(run, "rule_set", lambda name, set_to: real(sick.get(name, name), set_to))
    done = call(capsys, "zoo", "edit-pushes")

    assert done.code == 1
    assert told(done.out, "FALSE ALARM", "FAIL: a promise blames rules")


def test_time_used_up_is_unknown(capsys):
    """Exit 2: nothing escaped, but not every hunt was finished."""
    done = call(capsys, "zoo", "--for", "0s", "--json", "-")

    assert done.code == 2
    assert (done.json["verdict"], done.json["bugs"]) == ("unknown", [])
    assert "Stopped before all was done" in done.err


def test_a_person_who_interrupts_gets_what_was_done(capsys, few, monkeypatch):
    """Exit 130, and the summary has the hunts that had ended."""
    real, made = command.hunt, []

    def stopped(wanted):
        if made:
            raise KeyboardInterrupt
        made.append(wanted)
        return real(wanted)

    monkeypatch.setattr(command, "hunt", stopped)
    done = call(capsys, "zoo", "edit-pushes", "automatic-waits", "--json", "-")

    assert done.code == 130
    assert [one["name"] for one in done.json["bugs"]] == ["edit-pushes"]
    assert done.json["verdict"] == "unknown"


@pytest.mark.parametrize(
    ("argv", "parts"),
    [
        (("clerk-ignores-holds",), ("no planted bug", "clerk-ignores-hold")),
        (("edit-pushes", "nonsense"), ("nonsense", "no planted bug")),
        (("reference",), ("no planted bug",)),
        (("--jobs", "0"), ("--jobs 0", "at least one process")),
        (("--profile", "defalt"), ("no profile", "default")),
        (("--for", "soon"), ("--for", "soon")),
    ],
)
def test_wrong_usage_names_what_is_right(capsys, argv, parts):
    """Exit 64, before anything is hunted."""
    done = call(capsys, "zoo", *argv)

    assert (done.code, done.out) == (64, "")
    assert told(done.err, *parts)
    assert not Path("out").exists()


def test_the_result_is_the_same_in_several_processes(capsys):
    """But for where it lies and how long it took."""
    alone = call(capsys, "zoo", "edit-pushes", "automatic-waits", "--json", "-", "--out", "a").json
    shared = call(
        capsys, "zoo", "edit-pushes", "automatic-waits", "--json", "-", "--out", "b", "--jobs", "2"
    ).json

    for data in (alone, shared):
        for one in (*data["bugs"], data["reference"]):
            one["replay"] = Path(one["replay"]).name
    assert alone == shared


def test_a_killed_process_loses_its_hunt_and_no_other_that_has_ended(capsys, monkeypatch):
    """The bug is named, what was found is kept, and nothing passes: the verdict is open."""
    monkeypatch.setattr("sim.commands.zoo.hunt", killed_hunts.hunt)
    bugs = ("opening-sends", killed_hunts.VICTIM, "automatic-waits", "manual-pushes")
    done = call(capsys, "zoo", *bugs, "--json", "-", "--jobs", "2")

    hunted = {one["name"] for one in done.json["bugs"]}
    lost = {name for name in bugs if f"The hunt of {name} is lost" in done.err}
    assert done.code == 2
    assert killed_hunts.VICTIM in lost
    assert hunted | lost == set(bugs)
    assert not hunted & lost
    assert len(hunted) >= 2
    assert "Traceback" not in done.err


def test_it_is_told_in_vietnamese(capsys, few, monkeypatch):
    """Words of the command in Vietnamese, nothing of the English ones among them."""
    done = call(capsys, "zoo", plant(monkeypatch, "R1.3d", Harmless), "--lang", "vi")
    caught = call(capsys, "zoo", "edit-pushes", "--lang", "vi")

    assert told(done.out, "LỌT LƯỚI: planted-here", "lỗi gì đó", "KHÔNG ĐẠT")
    assert told(caught.out, "Lỗi cài sẵn", "Bị bắt bởi", BUGS["edit-pushes"].says[0], "ĐẠT: 1/1")
    assert not {"Caught", "planted bug", "ESCAPED"} & set(done.out.split())


def test_quiet_says_nothing_on_stderr(capsys, few):
    """Progress and talk go away, the result stays."""
    done = call(capsys, "zoo", "edit-pushes", "--quiet")
    assert (done.code, done.err) == (0, "")
    assert "PASS" in done.out


@pytest.mark.timeout(900)
@pytest.mark.slow
def test_every_planted_bug_is_caught_and_the_reference_is_clean(capsys):
    """The whole zoo: each bug by a promise of its own clause, no false alarm."""
    done = call(capsys, "zoo", "--jobs", "2", "--json", "-")

    assert done.code == 0
    assert [one["name"] for one in done.json["bugs"]] == list(ZOO)
    assert [one["name"] for one in done.json["bugs"] if one["missed"]] == []
    assert done.json["reference"]["complete"]
