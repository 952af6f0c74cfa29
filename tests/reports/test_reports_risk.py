"""What the runs leave open, and the summary of many runs, in words and as JSON."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from rich.console import Console

from reports.risk import lost_lines, percent, risk_lines, risk_summary
from reports.summary import Place, run_summary, streamed, summary
from reports.text import run_text
from sim.campaign import run_plan
from sim.library import plan_of, scenario_files
from sim.phrase import phrase
from sim.result import Failure, Result
from sim.rules.messages import Accepted
from sim.rules.state import Apps
from sim.rules.step import Fault, Step
from sim.totals import MOST_LOST, Totals

CLEAN = run_plan(plan_of(scenario_files()["revoke-clean"], seed=1))._replace(form="population")


def totals(*results: Result) -> Totals:
    made = Totals(len(results))
    for n, one in enumerate(results):
        made.take(one, f"out/{n}")
    return made


def failed(steps: int, seed: int) -> Result:
    story = tuple((None, Step("sales", Fault("crash", "sales"), Accepted())) for _ in range(steps))
    broke = Failure("no-second-push", "DH-1", (), story, Apps(), 1, settle=False)
    return CLEAN._replace(seed=seed, verdict="fail", failures=(broke,))


def test_a_bound_is_rounded_upwards_and_an_estimate_to_the_nearest() -> None:
    """Two digits that count; a bound that is told is never less than it is."""
    assert [percent(share, up=True) for share in (0.13911, 0.0002996, 1.0, 0.0295)] == [
        "14",
        "0.03",
        "100",
        "3",
    ]
    assert [percent(share) for share in (0.0, 0.00512, 0.333, 1.0)] == ["0", "0.51", "33", "100"]


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        (
            "en",
            "revoke-clean: at most 78 % of all seeds break a promise (0 of 2 did)",
        ),
        (
            "vi",
            "revoke-clean: nhiều nhất 78 % số hạt giống gây vi phạm (đã gặp 0 trong 2 lượt)",
        ),
    ],
)
def test_what_is_left_open_is_told_in_both_languages(lang: str, wanted: str) -> None:
    lines = [line.strip() for line in risk_lines(totals(CLEAN, CLEAN._replace(seed=2)), lang)]

    assert wanted in lines
    assert "95 %" in lines[0]


def test_of_a_single_run_nothing_is_told() -> None:
    """A bound after one run would say next to nothing."""
    assert list(risk_lines(totals(CLEAN), "en")) == []
    assert risk_summary(totals(CLEAN))["failure_share"] == []


def test_the_summary_has_the_bounds_as_numbers() -> None:
    told = risk_summary(totals(CLEAN, failed(1, 2)))

    assert told["confidence"] == 0.95
    (share,) = told["failure_share"]
    assert (share["scenario"], share["runs"], share["failed"]) == ("revoke-clean", 2, 1)
    assert 0.97 < share["at_most"] < 0.98  # the root of 1 - p^2 = 0.05
    assert told["unseen"]["runs"] == 2
    assert told["unseen"]["once"] < told["unseen"]["kinds"]


def test_lost_runs_are_named_with_their_seed_and_how() -> None:
    lost = [
        CLEAN._replace(seed=n, verdict="unknown", lost=phrase("lost.killed", signal="SIGKILL"))
        for n in range(MOST_LOST + 2)
    ]
    english, vietnamese = (list(lost_lines(totals(*lost), lang)) for lang in ("en", "vi"))

    assert english[0] == "LOST: revoke-clean, seed 0: its process was killed (SIGKILL)"
    assert vietnamese[0].startswith("MẤT: revoke-clean, hạt giống 0: ")
    assert len(english) == MOST_LOST + 1
    assert english[-1].startswith("... and 2 more lost runs")


def test_two_shapes_of_one_promise_are_two_findings_the_shorter_first() -> None:
    out = io.StringIO()
    run_text(
        Console(file=out, width=120),
        totals(failed(3, 1), failed(1, 2), failed(3, 3)),
        verdict="fail",
        lang="en",
    )
    text = out.getvalue()

    assert text.count("Broken promise") == 2
    first, second = text.index("(1 times in 1 runs)"), text.index("(2 times in 2 runs)")
    assert first < second


def test_a_streamed_summary_is_the_summary() -> None:
    """However many runs: the same object as if it were written in one piece."""
    results = [CLEAN, failed(1, 2), failed(2, 3)]
    made = totals(*results)
    runs = [run_summary(one, Place(f"out/{n}"), "en") for n, one in enumerate(results)]
    whole = summary("run", made, runs, verdict="fail", lang="en")
    parts = summary("run", made, [], verdict="fail", lang="en")
    lines = (json.dumps(run, ensure_ascii=False) + "\n" for run in runs)

    assert json.loads("".join(streamed(parts, lines))) == json.loads(json.dumps(whole))
    assert json.loads("".join(streamed(parts, ())))["runs"] == []


def test_findings_of_the_summary_say_how_often_where_and_how_to_replay() -> None:
    made = totals(failed(2, 1), failed(2, 5), CLEAN._replace(seed=3))
    (finding,) = finding_list(summary("run", made, [], verdict="fail", lang="en"))

    assert (finding["promise"], finding["runs"], finding["times"]) == ("no-second-push", 2, 2)
    assert finding["seeds"] == [
        {"scenario": "revoke-clean", "seed": 1},
        {"scenario": "revoke-clean", "seed": 5},
    ]
    assert len(finding["steps"]) == 2
    assert finding["replay"] == "python run_sim.py replay out/0/story-no-second-push.json"


def finding_list(data: dict[str, Any]) -> list[dict[str, Any]]:
    return list(data["findings"])
