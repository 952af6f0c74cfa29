"""The first screen of a report."""

from __future__ import annotations

from page_samples import broken_page, good_page, page, ran

from reports.page.first import first_screen, rules_digest
from reports.summary import Place
from sim.result import Result, Struck
from sim.rules.assumptions import CATALOGUE


def test_a_broken_promise_is_told_with_its_rule_and_the_command_that_replays_it() -> None:
    first = broken_page().first
    assert first.verdict == "fail"
    assert first.sentence.en.startswith("FAIL: ")
    assert first.sentence.vi.startswith("KHÔNG ĐẠT: ")
    names = [one.promise for one in first.broken]
    assert "no-revoke-over-a-slip" in names
    one = first.broken[names.index("no-revoke-over-a-slip")]
    assert one.clauses == ("R1.1g",)
    assert one.replay.startswith("python run_sim.py replay ")
    assert one.replay.endswith("/story-no-revoke-over-a-slip.json")


def test_a_pass_says_what_was_held_and_names_its_gaps() -> None:
    first = good_page().first
    assert first.verdict == "pass"
    assert first.broken == ()
    assert [one.promise for one in first.gaps] == [
        "gap-deleted-after-push",
        "gap-edited-after-push",
    ]


def test_every_assumption_is_told_and_marked_where_it_is_not_the_default() -> None:
    first = page(ran("over-issue"), ran("over-issue-refused")).first
    assert {one.name for one in first.settings} == {one.name for one in CATALOGUE}
    over = [(one.value.en, one.changed) for one in first.settings if one.name == "over_issue"]
    assert over == [("allowed", False), ("refused", True)]


def test_why_a_run_is_unknown_is_told() -> None:
    result: Result = ran("revoke-clean")[0]._replace(missing=("R1.3c",), verdict="unknown")
    first = first_screen([(result, Place())], "unknown")
    assert first.open_points[0].en == "revoke-clean needed R1.3c, and it was never seen."


def test_the_digest_of_the_rules_is_of_their_source_alone() -> None:
    assert len(rules_digest()) == 12
    assert int(rules_digest(), 16) >= 0
    assert good_page().first.rules == rules_digest()


def test_which_faults_did_something_is_told() -> None:
    """A kind that was on and changed nothing tested nothing."""
    result = ran("revoke-clean")[0]
    struck = (Struck("partition", 3, effective=True), Struck("slow_link", 2, effective=False))
    told = page((result._replace(faults=struck), Place())).faults
    assert "partition 1/1" in told[0].en
    assert "slow_link" in told[1].en
    assert good_page().faults == ()
