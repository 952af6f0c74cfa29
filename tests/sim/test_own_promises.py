"""Promises of a tester's own: judged, told, saved and replayed like the shipped ones."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest
from cli_calls import call
from own_samples import IMPORTS, NEVER, STORY, WORLD, mine

from sim.campaign import Request, perform_all, run_plan
from sim.checks.judge import PROMISES, Judge
from sim.checks.promise import Words
from sim.executors import Here, Processes
from sim.exploring import explore_world
from sim.library import plan_of, scenario_files
from sim.own import own_promise
from sim.record import Header
from sim.record import read as lines_of

OWN = Path(__file__).parent / "own"
EXAMPLE = OWN / "big-slips.yaml"
# --- the example --------------------------------------------------------------------------------


def test_the_example_breaks_its_own_promise_and_keeps_the_other():
    result = run_plan(plan_of(EXAMPLE, seed=1))
    kept = {one.name: one for one in result.promises}

    assert [one.promise for one in result.failures] == ["no-slip-above-100"]
    assert result.failures[0].title.vi == "Một phiếu xuất kho không quá 100 cái một dòng hàng."
    assert result.failures[0].title.en == "No line of a slip holds more than 100."
    assert len(result.failures[0].story) == 4
    assert kept["slips-reach-the-books"].verdict == "pass"
    assert kept["slips-reach-the-books"].title.en == "A slip received is in the books."
    assert len(kept) == len(PROMISES) + 2
    assert result.missing == ()


@pytest.mark.parametrize("file", ["my_promises.py", "my_actor.py"])
def test_what_a_tester_writes_is_short(file):
    """Under twenty lines each, without the words."""
    for node in ast.parse((OWN / file).read_text(encoding="utf-8")).body:
        assert node.end_lineno - node.lineno < 20


def test_it_is_told_in_the_summary_and_in_words_and_can_be_replayed(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(OWN.parents[2])
    ran = call(capsys, "run", str(EXAMPLE), "--out", str(tmp_path), "--lang", "vi")
    folder = (tmp_path / "latest.txt").read_text(encoding="utf-8").strip()

    assert ran.code == 1
    assert "Một phiếu xuất kho không quá 100 cái một dòng hàng." in ran.out
    assert "no-slip-above-100 (my_promises.py:no_slip_above_100)" in ran.out

    again = call(capsys, "replay", f"{folder}/story-no-slip-above-100.json", "--json", "-")
    assert again.code == 1
    assert again.json["promise"] == "no-slip-above-100"

    same = call(capsys, "replay", f"{folder}/record.jsonl", "--json", "-")
    assert same.json["same"] is True
    row = next(p for p in same.json["runs"][0]["promises"] if p["name"] == "no-slip-above-100")
    assert (row["kind"], row["verdict"], row["title"]) == (
        "always",
        "fail",
        "No line of a slip holds more than 100.",
    )


def test_a_record_holds_the_files_that_its_scenario_names(tmp_path):
    """Enough to run it again elsewhere; of a scenario without such files nothing is written."""
    with (tmp_path / "record.jsonl").open("wb") as file:
        run_plan(plan_of(EXAMPLE, seed=1), file)
    header = next(iter(lines_of(tmp_path / "record.jsonl")))
    assert isinstance(header, Header)
    assert isinstance(header.own, tuple)
    assert [one.path for one in header.own] == ["my_promises.py", "my_actor.py"]
    assert header.own[0].text == (OWN / "my_promises.py").read_text(encoding="utf-8")

    with (tmp_path / "record.jsonl").open("wb") as file:
        run_plan(plan_of(scenario_files()["revoke-clean"], seed=1), file)
    assert b'"own"' not in (tmp_path / "record.jsonl").read_bytes()


def test_a_file_above_the_scenario_comes_along_too(capsys, tmp_path):
    """A record is played again in a folder of its own, and writes nowhere else."""
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "mine.py").write_text(f"{IMPORTS}\n{NEVER}", encoding="utf-8")
    path = tmp_path / "scenarios" / "mine.yaml"
    path.write_text(STORY.replace("PROMISES", '"../mine.py:never"'), encoding="utf-8")
    call(capsys, "run", str(path), "--out", str(tmp_path / "out"))
    folder = (tmp_path / "out" / "latest.txt").read_text(encoding="utf-8").strip()
    (tmp_path / "mine.py").unlink()

    assert call(capsys, "replay", f"{folder}/record.jsonl", "--json", "-").json["same"] is True
    gone = call(capsys, "replay", f"{folder}/story-never.json")
    assert gone.code == 64
    assert "there is no such file" in gone.err


def test_the_result_is_the_same_in_several_processes(tmp_path):
    requests = [(n, Request(str(EXAMPLE), seed=n, rules="reference")) for n in (1, 2)]
    found = []
    for executor in (Here(), Processes(2)):
        made = {}
        perform_all(requests, executor=executor, tell=made.__setitem__)
        found.append(made)

    assert found[0] == found[1]
    assert set(found[0]) == {1, 2}


# --- the three forms of a function, and a Promise -----------------------------------------------

IN_THE_END = '''
def one(ledger, apps):
    """In the end."""
    for order in sorted(apps.sales.orders.keys()):
        yield ruled(ledger.pushed != {}, order)
'''
AS_PROMISE = """
one = Promise(
    name="one",
    kind="sometimes",
    clauses=("R1.3c",),
    title=Words("một", "one"),
    on_sent=(SlipPushed,),
    watch=lambda moment, sent: HELD,
)
"""


@pytest.mark.parametrize(
    ("body", "held", "broke"),
    [
        (NEVER, 0, 1),
        (
            'def one(moment, event: SlipSaved | Refused):\n    """Two kinds."""\n    return HELD\n',
            1,
            0,
        ),
        ('def one(moment):\n    """At each step."""\n    return HELD\n', 7, 0),
        (IN_THE_END, 1, 0),
        (AS_PROMISE, 1, 0),
    ],
    ids=["event", "kinds", "step", "settled", "promise"],
)
def test_a_promise_is_asked_when_its_parameters_say(tmp_path, body, held, broke):
    name = "never" if "never" in body else "one"
    result = run_plan(plan_of(mine(tmp_path, body, name), seed=1))
    kept = next(one for one in result.promises if one.name == name)

    assert (kept.held, kept.broken, kept.crash) == (held, broke, "")


def test_the_docstring_is_the_title():
    assert own_promise("my_promises.py:no_slip_above_100", OWN).title == Words(
        "Một phiếu xuất kho không quá 100 cái một dòng hàng.",
        "No line of a slip holds more than 100.",
    )


def test_one_text_serves_both_languages(tmp_path):
    plan = plan_of(mine(tmp_path, NEVER, "never"), seed=1)

    assert plan.promises[-1].title == Words("No slip is ever saved.", "No slip is ever saved.")


def test_own_names_can_be_needed(tmp_path):
    needy = STORY.replace("promises:", "needs: [never, one]\npromises:")
    body = NEVER + "\ndef one(moment):\n" + '    """One."""\n    return None\n'
    result = run_plan(plan_of(mine(tmp_path, body, "never", "one", text=needy), seed=1))

    assert result.missing == ("one",)


# --- checks that crash --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "last"),
    [
        ("    return event.nothing\n", "has no attribute 'nothing'"),
        ("    return True\n", "one answered True: a promise answers ruled(held, order), or None"),
        ("    raise SystemExit\n", "RuntimeError: one wants to end the program"),
    ],
)
def test_a_check_that_crashes_leaves_the_verdict_unknown(tmp_path, body, last):
    body = 'def one(moment, event: SlipSaved):\n    """One."""\n' + body
    result = run_plan(plan_of(mine(tmp_path, body, "one"), seed=1))
    kept = next(one for one in result.promises if one.name == "one")

    assert result.verdict == "unknown"
    assert kept.verdict == "unknown"
    assert last in kept.crash
    assert "mine.py" in kept.crash or "own.py" in kept.crash


def test_the_traceback_is_printed_once_and_stands_in_the_summary(capsys, tmp_path):
    body = 'def one(ledger, apps):\n    """One."""\n    yield HELD\n    raise ValueError("late")\n'
    path = mine(tmp_path, body, "one")
    ran = call(capsys, "run", str(path), "--seeds", "1..2", "--out", str(tmp_path / "o"))

    assert ran.code == 2
    assert ran.out.count("Traceback") == 1
    told = "The check one itself failed and judged nothing: ValueError: late"
    assert ran.out.count(told) == 1
    assert "2 runs" in next(line for line in ran.out.splitlines() if told in line)
    quiet = call(capsys, "run", str(path), "--out", str(tmp_path / "o"), "--json", "-")
    rows = quiet.json["runs"][0]["promises"]
    assert "ValueError: late" in next(row for row in rows if row["name"] == "one")["crash"]


def test_the_explorer_finds_the_shortest_story_of_an_own_promise(capsys, tmp_path):
    path = mine(tmp_path, NEVER, "never", text=WORLD)
    told = call(capsys, "explore", str(path), "--out", str(tmp_path / "o"), "--lang", "vi")

    assert told.code == 1
    assert "No slip is ever saved.\n  never (mine.py:never)" in told.out
    assert "4. Thủ kho binh lưu phiếu xuất kho PX-1" in told.out
    saved = next((tmp_path / "o").rglob("story-never.json"))
    assert call(capsys, "replay", str(saved)).code == 1


def test_a_check_that_crashes_does_not_end_the_walk(tmp_path):
    """What it cannot judge breaks nothing: all states are walked, and the verdict is unknown."""
    body = 'def one(moment):\n    """One."""\n    raise ValueError("always")\n'
    plain = plan_of(mine(tmp_path, "", text=WORLD.replace("PROMISES", "")), seed=0)
    plan = plan_of(mine(tmp_path, body, "one", text=WORLD), seed=0)
    walks = [
        explore_world(one, one.scenario.settings[0], Judge(one.assumptions, one.promises))
        for one in (plain, plan)
    ]

    assert [one.verdict for one in walks] == ["pass", "unknown"]
    assert walks[0].states == walks[1].states > 5
    assert walks[1].complete
    assert walks[1].failures == ()
    assert [name for name, _ in walks[1].crashes] == ["one"]
    assert 'raise ValueError("always")' in walks[1].crashes[0][1]


def test_a_replayed_check_that_crashes_is_unknown(capsys, tmp_path):
    path = mine(tmp_path, NEVER, "never")
    call(capsys, "run", str(path), "--out", str(tmp_path / "o"))
    story = next((tmp_path / "o").rglob("story-never.json"))
    mine(tmp_path, NEVER.replace("broken(", "brokn("), "never")
    replayed = call(capsys, "replay", str(story), "--json", "-")

    assert replayed.code == 2
    assert replayed.json["verdict"] == "unknown"
    assert "brokn" in replayed.json["crash"]

    mine(tmp_path, NEVER.replace("broken(event.order, event.slip.slip)", "HELD"), "never")
    assert call(capsys, "replay", str(story)).code == 0


def test_the_own_promises_of_a_module_do_not_inherit_its_readers_habits(tmp_path):
    """The file is its author's: no import of the harness's own changes its meaning."""
    body = "def kin(x: int): ...\nassert kin.__annotations__ == {'x': int}\n" + NEVER
    plan = plan_of(mine(tmp_path, body, "never"), seed=1)

    assert inspect.isfunction(plan.promises[-1].watch)
