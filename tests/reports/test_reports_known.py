"""Known failures in words and as data."""

from __future__ import annotations

import io
from datetime import date

from rich.console import Console

from reports.known import known_summary, known_text
from sim.campaign import run_plan
from sim.checks.judge import Verdict
from sim.known import Met, Standing
from sim.library import plan_of, scenario_files
from sim.reading import KnownFailure
from sim.result import Failure
from sim.rules.state import Apps

RAN = run_plan(plan_of(scenario_files()["revoke-clean"], seed=1))
BROKEN = Failure("no-second-push", "DH-1", (), (), Apps(), 3, settle=False)
MET = Met(BROKEN, RAN, "out/x")
ENTRY = KnownFailure("no-second-push", "month-end", "chờ bản vá", "Lan", date(2026, 9, 1), 2)
ACCEPTED = Standing(ENTRY, "accepted", 1, 3, MET)
EXPIRED = Standing(ENTRY._replace(scenario="*"), "expired", 1, 3, MET)
GONE = Standing(ENTRY, "gone")


def text(*standings: Standing, verdict: Verdict = "pass", lang: str = "vi") -> str:
    out = io.StringIO()
    console = Console(file=out, width=120)
    known_text(console, standings, file="k.yaml", verdict=verdict, lang=lang)
    return out.getvalue()


def test_an_accepted_failure_is_told_with_its_owner_reason_and_last_day() -> None:
    assert text(ACCEPTED) == (
        "\nVi phạm đã biết (k.yaml):\n"
        "  đã biết (Lan, chờ bản vá, đến hết 01/09/2026): no-second-push trong month-end, "
        "3 lần trong 1 lượt chạy\n"
        "    python run_sim.py replay out/x/story-no-second-push.json\n"
        "ĐẠT, trừ 1 vi phạm đã biết và chưa hết hạn\n"
    )
    assert text(ACCEPTED, lang="en") == (
        "\nKnown failures (k.yaml):\n"
        "  known (Lan, chờ bản vá, until 2026-09-01): no-second-push in month-end, "
        "3 times in 1 runs\n"
        "    python run_sim.py replay out/x/story-no-second-push.json\n"
        "PASS, but for 1 known failures that have not expired\n"
    )


def test_an_expired_entry_says_that_it_counts_again() -> None:
    told = text(EXPIRED, verdict="fail", lang="en")

    assert "EXPIRED (Lan, chờ bản vá, until 2026-09-01), counts as broken: " in told
    assert "no-second-push in all scenarios, 3 times in 1 runs" in told
    assert "PASS" not in told


def test_an_entry_that_no_longer_fails_says_where_to_remove_it() -> None:
    assert text(GONE, lang="en") == (
        "\nKnown failures (k.yaml):\n"
        "  no longer fails, remove it from k.yaml:2: no-second-push in month-end\n"
    )
    assert "không còn vi phạm, hãy xóa khỏi k.yaml:2: " in text(GONE)


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert text() == ""


def test_the_summary_has_the_entry_its_status_and_how_to_replay_it() -> None:
    accepted, gone = known_summary([ACCEPTED, GONE], file="k.yaml")

    assert accepted == {
        "status": "accepted",
        "promise": "no-second-push",
        "scenario": "month-end",
        "reason": "chờ bản vá",
        "owner": "Lan",
        "expires": "2026-09-01",
        "file": "k.yaml",
        "line": 2,
        "runs": 1,
        "times": 3,
        "steps": [],
        "replay": "python run_sim.py replay out/x/story-no-second-push.json",
    }
    assert (gone["status"], gone["runs"], gone["times"], gone["replay"]) == ("gone", 0, 0, "")
