"""The timeline of a report, and the few orders that show how it is meant to go."""

from __future__ import annotations

from page_samples import broken_page, page, ran

from reports.page.passing import LONGEST, MOST_TALES, passing_tales
from reports.page.records import MOST_STEPS as MOST_READ
from reports.page.records import Recorded, recorded
from reports.page.timeline import MOST_STEPS, timeline_of
from reports.summary import Place
from sim.record import Entry
from sim.rules.messages import Accepted, CreateOrder
from sim.rules.step import Fault


def runs(name: str, rules: str = "reference") -> tuple[Recorded, ...]:
    return recorded([ran(name, rules)])[0]


def test_every_step_of_a_short_run_is_shown_at_its_time_in_its_lane() -> None:
    (run,) = runs("partial-issues")
    line = timeline_of(run, {})
    assert [one.n for one in line.moments] == [entry.n for entry in run.entries]
    assert line.cut is None
    for one, entry in zip(line.moments, run.entries, strict=True):
        assert one.at == entry.at
        assert line.rows[one.app].name.en.lower() == entry.app
        assert (one.kind == "command") == (not line.rows[one.lane].app)


def test_a_step_leads_to_the_story_that_tells_it() -> None:
    line = broken_page().timeline
    assert line is not None
    told = [one for one in line.moments if one.story]
    assert told
    stories = {tale.anchor: tale for tale in broken_page().stories}
    for one in told:
        anchor, _, n = one.story.rpartition("-")
        assert stories[anchor].arrows[int(n) - 1].line == one.line


def test_an_app_is_shaded_from_its_crash_until_it_works_again() -> None:
    (run,) = runs("crash-during-revoke")
    crashes = [e for e in run.entries if isinstance(e.said, Fault) and e.said.kind == "crash"]
    line = timeline_of(run, {})
    assert [shade.begins for shade in line.shades] == [crash.at for crash in crashes]
    for shade, crash in zip(line.shades, crashes, strict=True):
        assert shade.begins < shade.ends
        assert line.rows[shade.lane].name.en.lower() == crash.app


def test_a_long_run_is_cut_with_a_notice_that_names_the_record() -> None:
    fault = Fault("crash", "sales")
    entries = tuple(
        Entry(n=n, at=n, app="sales", said=fault, answer=Accepted())
        for n in range(1, MOST_STEPS + 51)
    )
    result = ran("revoke-clean")[0]._replace(entries=len(entries))
    line = timeline_of(Recorded(result, Place("there"), entries, MOST_STEPS + 50), {})
    assert len(line.moments) == MOST_STEPS
    assert line.cut is not None
    assert "there/record.jsonl" in line.cut.en


def test_longer_records_are_left_out_first_and_named() -> None:
    long, place = ran("revoke-clean")
    too_long = long._replace(entries=MOST_READ + 1, scenario="too-long")
    found, notice = recorded([(too_long, place), ran("partial-issues")])
    assert [one.result.scenario for one in found] == ["partial-issues"]
    assert notice is not None
    assert "too-long" in notice.en


def test_passing_stories_are_short_and_each_shows_something_new() -> None:
    tales = passing_tales(runs("rough-network-day"))
    assert 2 <= len(tales) <= MOST_TALES
    assert len({tale.anchor for tale in tales}) == len(tales)
    for tale in tales:
        assert len(tale.arrows) <= LONGEST
        assert not any(one.breaks for one in tale.arrows)
    labels = [{arrow.label for arrow in tale.arrows} for tale in tales]
    assert labels[0] != labels[1]


def test_a_run_that_broke_a_promise_is_no_example() -> None:
    assert passing_tales(runs("slip-during-revoke", "look-then-delete")) == ()


def test_the_timeline_of_several_runs_is_that_of_the_first_that_broke_a_promise() -> None:
    several = page(ran("revoke-clean"), ran("slip-during-revoke", "look-then-delete"))
    assert several.timeline is not None
    assert "slip-during-revoke" in several.timeline.title.en
    assert page(ran("revoke-clean"), ran("partial-issues")).timeline is None


def test_a_time_of_trouble_is_shaded_from_its_beginning_to_its_end() -> None:
    """Of two apps at once, each in its own lane; what a person slips at is in the person's lane."""
    begins = Fault("begin", "warehouse", cause="partition")
    other = Fault("begin", "accounting", cause="slow_link")
    ends = Fault("end", "warehouse", cause="partition")
    lan = CreateOrder(by="lan", role="salesperson", order="DH-1", customer="KH", lines=())
    slip = Fault("meet", "sales", cause="double_click", by="lan", order="DH-1")
    said = (begins, other, lan, slip, ends)
    entries = tuple(
        Entry(n=n, at=n * 10, app=one.app, said=one, answer=Accepted())
        for n, one in enumerate(said, 1)
    )
    result = ran("revoke-clean")[0]._replace(entries=len(entries))
    line = timeline_of(Recorded(result, Place("there"), entries, 50), {})
    found = [(line.rows[one.lane].name.en, one.begins, one.ends) for one in line.shades]
    assert found == [("Warehouse", 10, 50), ("Accounting", 20, 50)]
    assert line.moments[3].kind == "double_click"
    assert not line.rows[line.moments[3].lane].app
