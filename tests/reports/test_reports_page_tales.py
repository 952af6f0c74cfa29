"""The stories of a report: lanes, arrows, beliefs, and where they lie in the diagram."""

from __future__ import annotations

from itertools import pairwise

from page_samples import broken_page

from reports.page.diagram import diagram_of
from reports.page.tales import MOST_STEPS, Tale, tale_of
from reports.story import Names
from sim.rules.messages import Accepted, Envelope, Hold, NumberTold
from sim.rules.step import Fault, Step
from sim.rules.world import reference

HOLD = Envelope("sales", "warehouse", "revoke", Hold(order="DH-1", request=1, attempt=1))


def told(*steps: Step) -> Tale:
    return tale_of(
        tuple((None, step) for step in steps),
        opening=(),
        rules=reference(),
        order="DH-1",
        names=Names(),
    )


def slip_story() -> Tale:
    found = {tale.anchor: tale for tale in broken_page().stories}
    return found["story-no-revoke-over-a-slip"]


def test_people_stand_beside_the_app_they_work_in() -> None:
    lanes = [(lane.name.en, lane.role.en) for lane in slip_story().lanes]
    apps = [name for name, role in lanes if not role]
    assert apps[:2] == ["Sales", "Warehouse"]
    for (_, role), (beside, _) in pairwise(lanes):
        assert role in ("", "salesperson", "clerk")
        if role:
            assert beside == {"salesperson": "Sales", "clerk": "Warehouse"}[role]


def test_a_message_begins_at_the_step_that_sent_it() -> None:
    tale = slip_story()
    arrived = [one for one in tale.arrows if one.kind == "message"]
    assert arrived
    for one in arrived:
        assert 0 < one.sent < one.n
    drawn = diagram_of(tale).arrows
    for one in drawn:
        if one.arrow.kind == "message":
            assert one.y1 == drawn[one.arrow.sent - 1].y2
            assert one.y2 > one.y1


def test_only_the_step_that_breaks_the_promise_is_marked() -> None:
    arrows = slip_story().arrows
    assert [one.n for one in arrows if one.breaks] == [len(arrows)]


def test_what_each_app_believes_is_known_at_the_start_and_after_each_step() -> None:
    tale = slip_story()
    assert len(tale.believed) == len(tale.arrows) + 1
    at_start = [tale.facts[at].en for at in tale.believed[0]]
    assert "Sales: no order DH-1" in at_start
    at_end = " ".join(tale.facts[at].en for at in tale.believed[-1])
    assert "Draft" in at_end
    assert "slip PX-1" in at_end


def test_a_story_that_breaks_says_why() -> None:
    assert any("step" in line.en for line in slip_story().why)


def test_a_lost_message_gets_no_further_than_halfway_and_a_crash_stays_in_its_lane() -> None:
    lost = Step("warehouse", Fault("lose", "warehouse", HOLD), Accepted())
    crash = Step("accounting", Fault("crash", "accounting"), Accepted())
    drawn = diagram_of(told(lost, crash)).arrows
    assert drawn[0].arrow.kind == "lose"
    assert drawn[0].mark_x == (drawn[0].x1 + drawn[0].x2) // 2
    assert drawn[1].loops
    assert drawn[1].mark_x == drawn[1].x1


def test_a_message_that_never_arrives_is_still_under_way() -> None:
    note = Envelope("sales", "accounting", "spoken", NumberTold(order="DH-1", request=1))
    sends = Step("sales", Fault("crash", "sales"), Accepted(), sent=(HOLD, note))
    arrives = Step("warehouse", HOLD, Accepted())
    waiting = told(sends, arrives).waiting
    assert [one.label.en for one in waiting] == ["the number"]
    assert waiting[0].sent == 1


def test_a_long_story_is_cut_and_says_so() -> None:
    crash = Step("sales", Fault("crash", "sales"), Accepted())
    tale = told(*[crash] * (MOST_STEPS + 5))
    assert len(tale.arrows) == MOST_STEPS
    assert tale.cut is not None
    assert str(MOST_STEPS + 5) in tale.cut.en


def test_nothing_in_a_diagram_lies_outside_its_frame() -> None:
    for tale in broken_page().stories:
        frame = diagram_of(tale)
        for one in frame.arrows:
            assert 0 <= min(one.x1, one.x2, one.x) <= max(one.x1, one.x2, one.x) <= frame.width
            assert 0 < one.y1 <= one.y2 < frame.bottom


def test_a_fault_is_named_on_its_arrow_and_a_time_of_trouble_begins_and_ends() -> None:
    swallowed = Step("warehouse", Fault("swallow", "warehouse", HOLD, cause="false_ok"), Accepted())
    sends = Step("sales", Fault("begin", "sales", cause="partition"), Accepted(), sent=(HOLD,))
    ends = Step("sales", Fault("end", "sales", cause="partition"), Accepted())
    tale = told(sends, swallowed, ends)
    assert [one.label.en for one in tale.arrows] == [
        "app cut off begins",
        "false “ok”",
        "app cut off ends",
    ]
    assert tale.waiting == ()
    assert (tale.arrows[1].sent, tale.arrows[1].source != tale.arrows[1].target) == (1, True)
