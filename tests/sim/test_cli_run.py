"""The command `run`: what it prints, writes and answers, option by option."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from cli_calls import Called, call, process

from sim.campaign import run_plan
from sim.checks.judge import Verdict
from sim.commands.shared import exit_code
from sim.library import ROOT, plan_of, scenario_files
from sim.record import Header, read

NAIVE = ("run", "revoke-rush", "--rules", "look-then-delete")
WITH_GAP = ("run", "deleted-after-push")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


# --- verdicts and exit codes --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "code", "verdict"),
    [
        (("run", "office-day"), 0, "pass"),
        (("run", "revoke-clean", "flow-off"), 0, "pass"),
        (NAIVE, 1, "fail"),
        (("run", "office-day", "--set", "needs=[run-again]"), 2, "unknown"),
        ((*NAIVE, "--set", "needs=[run-again]"), 1, "fail"),
        (WITH_GAP, 0, "pass"),
        ((*WITH_GAP, "--strict"), 1, "pass"),
        (("run", "revoke-clean", "--strict"), 0, "pass"),
        (("run", "revoke-clean", "--for", "0s"), 2, "unknown"),
        (("run", "revoke-clean", "--for", "10min"), 0, "pass"),
    ],
)
def test_the_exit_code_says_how_it_went(
    capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], code: int, verdict: str
) -> None:
    """0 held, 1 broken (or a gap, if gaps count), 2 not all was run or seen."""
    done = call(capsys, *argv, "--json", "-")

    assert done.code == code
    assert done.json["verdict"] == verdict


@pytest.mark.parametrize(
    ("verdict", "gaps", "strict", "interrupted", "code"),
    [
        ("fail", True, True, True, 130),
        ("pass", False, False, True, 130),
        ("fail", False, False, False, 1),
        ("unknown", True, True, False, 1),
        ("unknown", True, False, False, 2),
        ("pass", True, False, False, 0),
    ],
)
def test_the_first_code_that_applies_is_the_one(
    verdict: Verdict, gaps: bool, strict: bool, interrupted: bool, code: int
) -> None:
    """Interrupted before broken, broken before unknown, unknown before held."""
    assert exit_code(verdict, gaps=gaps, strict=strict, interrupted=interrupted) == code


def test_a_gap_that_counts_is_told_in_the_last_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody reads PASS above an exit code of 1: the last line says why the call fails."""
    plain, strict = call(capsys, *WITH_GAP), call(capsys, *WITH_GAP, "--strict")

    assert plain.out.rstrip().splitlines()[-1].startswith("PASS")
    last = strict.out.rstrip().splitlines()[-1]
    assert last.startswith("FAIL")
    assert "--strict" in last


# --- JSON ---------------------------------------------------------------------------------------


def test_the_summary_has_the_fields_that_other_tools_rely_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """design.md, section 6: one object on stdout, everything else on stderr."""
    done = call(capsys, "run", "revoke-rush", "office-day", *NAIVE[2:], "--json", "-")
    data = done.json

    assert (data["schema_version"], data["command"], data["verdict"]) == (1, "run", "fail")
    assert [run["scenario"] for run in data["runs"]] == ["revoke-rush", "office-day"]
    for run in data["runs"]:
        assert (run["seed"], run["rules"]) == (1, "look-then-delete")
        assert run["verdict"] in ("pass", "fail", "unknown")
        assert len(bytes.fromhex(run["digest"])) == 32
        assert run["events"] > 0
        assert run["operations"] > 0
        for one in run["promises"]:
            assert set(one) >= {"name", "kind", "clauses", "verdict"}
        for one in (*run["failures"], *run["gaps"]):
            assert set(one) >= {"promise", "clauses", "assumptions", "steps", "replay"}
            assert all(isinstance(step, str) for step in one["steps"])
    failures = data["runs"][0]["failures"]
    assert "no-revoke-over-a-slip" in [one["promise"] for one in failures]
    assert failures[0]["steps"][0].lstrip().startswith("1. ")
    assert "Broken promise" in done.err


def test_the_digest_is_that_of_a_run_made_without_the_command_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The same scenario and seed are the same run, however it is asked for."""
    done = call(capsys, "run", "office-day", "--seed", "5", "--json", "-")
    alone = run_plan(plan_of(scenario_files()["office-day"], seed=5))

    assert done.json["runs"][0]["digest"] == alone.digest


def test_the_summary_can_go_to_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """In a folder that is made if need be; the text stays on stdout."""
    done = call(capsys, "run", "revoke-clean", "--json", "new/summary.json")
    data = json.loads((tmp_path / "new/summary.json").read_text(encoding="utf-8"))

    assert data["verdict"] == "pass"
    assert "PASS" in done.out
    assert "{" not in done.out


def test_each_failure_has_the_command_that_replays_it(capsys: pytest.CaptureFixture[str]) -> None:
    """The command as it stands there: the failure still happens."""
    runs = call(capsys, *NAIVE, "--json", "-").json["runs"]
    for one in runs[0]["failures"]:
        program, script, *argv = one["replay"].split()
        assert (program, script) == ("python", "run_sim.py")
        assert call(capsys, *argv).code == 1


# --- text ---------------------------------------------------------------------------------------


def test_a_person_reads_the_failure_in_the_order_in_which_it_helps(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Promise, story, what each app believes, why, assumptions, replay, report; verdict last."""
    out = call(capsys, *NAIVE).out
    parts = [
        "Broken promise", "no-revoke-over-a-slip (R1.1g)", "Shortest story", "  1. ",
        "What each app believes now", "Sales: order", "Why it breaks", "Every step is needed",
        "Assumptions", "Replay it with",
        "python run_sim.py replay", "Report",
    ]  # fmt: skip

    places = [out.index(part) for part in parts]
    assert places == sorted(places)
    assert out.rstrip().splitlines()[-1].startswith("FAIL")


def test_quiet_leaves_stderr_empty(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever the verdict, with JSON or without."""
    for argv in (NAIVE, WITH_GAP, ("run", "revoke-clean", "--for", "0s")):
        for more in ((), ("--json", "-"), ("--strict",)):
            done = call(capsys, *argv, *more, "--quiet")
            assert done.err == ""
            assert done.out != ""


def test_the_text_is_vietnamese_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    """Text, story and JSON alike; names of promises and rules stay as they are."""
    done = call(capsys, *NAIVE, "--lang", "vi", "--json", "summary.json")
    steps = json.loads(Path("summary.json").read_text(encoding="utf-8"))["runs"][0]["failures"]

    assert "đơn hàng" in done.out
    assert "no-revoke-over-a-slip" in done.out
    assert "Broken promise" not in done.out
    assert "đề nghị ghi doanh số" in " ".join(steps[0]["steps"])


# --- what is run --------------------------------------------------------------------------------


def seeds_of(done: Called) -> list[tuple[str, int]]:
    return [(run["scenario"], run["seed"]) for run in done.json["runs"]]


def test_seeds_make_a_run_each_with_both_ends(capsys: pytest.CaptureFixture[str]) -> None:
    """Scenario by scenario, seed by seed; a single seed is that seed."""
    done = call(capsys, "run", "revoke-clean", "flow-off", "--seeds", "3..5", "--json", "-")
    assert seeds_of(done) == [
        (name, seed) for name in ("revoke-clean", "flow-off") for seed in (3, 4, 5)
    ]
    assert seeds_of(call(capsys, "run", "flow-off", "--seed", "8", "--json", "-")) == [
        ("flow-off", 8)
    ]


def test_a_scenario_is_named_by_its_name_or_by_its_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Also one of one's own; a world is simulated once."""
    own = tmp_path / "mine.yaml"
    own.write_text("name: my-day\narrivals: {per_day: 5}\n", encoding="utf-8")
    done = call(capsys, "run", str(own), "two-clerks", "--json", "-")

    assert seeds_of(done) == [("my-day", 1), ("two-clerks", 1)]
    assert [run["form"] for run in done.json["runs"]] == ["population", "world"]


def test_a_field_can_be_overridden_and_the_record_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Twice if need be; the record holds both, so that it can be replayed."""
    more = ("--set", "arrivals.per_day=3", "--set", "people.salespeople.revoke=never")
    done = call(capsys, "run", "office-day", "--set", "needs=[]", *more, "--json", "-")
    header = next(iter(read(tmp_path / done.json["runs"][0]["folder"] / "record.jsonl")))

    assert isinstance(header, Header)
    assert header.overrides == ("needs=[]", "arrivals.per_day=3", "people.salespeople.revoke=never")
    assert done.json["runs"][0]["operations"] < 60


def test_a_company_profile_sets_flows_and_assumptions(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """By name or by file."""
    own = "name: Công ty A\nflows: {slip_to_accounting: manual}\n"
    Path("own.yaml").write_text(own, encoding="utf-8")
    plain = call(capsys, "run", "office-day", "--profile", "default", "--json", "-").json
    manual = call(
        capsys, "run", "office-day", "--profile", "own.yaml", "--set", "needs=[]", "--json", "-"
    ).json

    def tested(data: dict[str, list[dict[str, list[dict[str, int]]]]]) -> set[int]:
        return {one["name"] for one in data["runs"][0]["promises"] if one["held"]}

    assert "automatic-pushes-on-save" in tested(plain)
    assert "automatic-pushes-on-save" not in tested(manual)
    assert "manual-button-pushes" in tested(manual)


def test_an_order_log_of_ones_own_takes_the_place_of_arrivals(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """--trace with the name of a shipped map or a file: each of its lines is accounted for."""
    log = (ROOT / "traces/sample.csv").read_bytes()
    Path("mine.csv").write_bytes(log)
    named = call(capsys, "run", "--trace", "mine.csv", "--trace-map", "sample", "--json", "-").json
    Path("map.yaml").write_bytes((ROOT / "traces/sample.yaml").read_bytes())
    own = call(capsys, "run", "--trace", "mine.csv", "--trace-map", "map.yaml", "--json", "-").json
    (run,) = named["runs"]

    assert run["scenario"] == "trace-day"
    rows = list(csv.reader(io.StringIO(log.decode("utf-8-sig")), delimiter=";"))
    assert sum(kind["lines"] for kind in run["trace"].values()) == len(rows) - 1
    assert run["trace"]["sale"]["played"] > 0
    assert own["runs"][0]["trace"] == run["trace"]


@pytest.mark.slow
def test_without_a_name_all_populations_and_stories_are_run(tmp_path: Path) -> None:
    """And all of them pass."""
    code, out, _ = process(tmp_path, "run", "--json", "-", "--quiet", "--jobs", "2")
    forms = [run["form"] for run in json.loads(out)["runs"]]

    assert code == 0
    assert set(forms) == {"population", "story"}
    assert len(forms) == len(
        [path for path in scenario_files().values() if path.parent.name != "worlds"]
    )
