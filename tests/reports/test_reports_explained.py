"""Why a story breaks, in the words of both languages and as JSON."""

from __future__ import annotations

import json
import re

import pytest
from broken_runs import broken, failure

from reports.explained import explained_lines, explained_summary
from reports.failure import MOST_TAIL, failure_text
from reports.story import Names
from reports.words import LANGUAGES
from sim import saved
from sim.checks.promise import Promise
from sim.result import Explained, Failure, Result, Shrinkage, Size

NAIVE = ("revoke-rush", "look-then-delete")
RACE = """\
Every step is needed: without any one of the 7, the promise holds (7 stories played).
The order of steps 5 and 7 decides it: with step 7 before step 5 the promise holds.
The nearest story that passes: the same with step 7 right before step 5.
  Then: Sales → Warehouse: the question about activity on order DH-0011 (revoke 1) arrives; \
cannot be revoked: Warehouse already has slip PX-0027
What leads to step 11: 1 → 2 → 4 → 5 → 6 → 8 → 11
Just before step 11:
  Sales: order DH-0011 (request 1) is Requested, Delivered, delivered HH-03 1/1
  Sales: the Actual issues tab shows slip PX-0027 (HH-03 ×1)
  Sales: revoke 1 under way, waiting for the answer of Accounting
Right after step 11:
  Sales: order DH-0011 is Draft, Not delivered, delivered HH-03 0/1
  Sales: revoke 1 is decided, waiting for Warehouse and Accounting to deal with it"""
RACE_VI = """\
Bước nào cũng cần: bỏ bất kỳ bước nào trong 7 bước thì cam kết giữ được (đã chạy 7 diễn biến).
Thứ tự của bước 5 và bước 7 quyết định: nếu bước 7 đến trước bước 5 thì cam kết giữ được.
Diễn biến gần nhất mà không vi phạm: như trên, nhưng bước 7 đến ngay trước bước 5."""


def why(result: Result, one: Failure) -> Explained:
    found = saved.why(result, one)
    assert found is not None
    return found


def the_race() -> tuple[Result, Failure]:
    result = broken(*NAIVE)
    return result, failure(result, "no-revoke-over-a-slip")


def test_the_race_is_explained_like_this() -> None:
    """Word for word: evidence, order, neighbour, causes, what the apps believe."""
    result, one = the_race()
    lines = explained_lines(why(result, one), one.order, "en", Names())

    assert "\n".join(lines) == RACE


def test_the_race_is_explained_in_vietnamese_too() -> None:
    """As many lines, and the first of them word for word."""
    result, one = the_race()
    lines = explained_lines(why(result, one), one.order, "vi", Names())

    assert "\n".join(lines[:3]) == RACE_VI
    assert len(lines) == len(RACE.splitlines())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "rules"), [NAIVE, ("rough-network-day", "older-news-applied"),
                        ("parent-orders-day", "parent-sent")]
)  # fmt: skip
def test_steps_that_a_line_names_are_steps_of_the_story(name: str, rules: str, lang: str) -> None:
    """Those of the story, and what arrives after it: nobody looks for a step that is not there."""
    result = broken(name, rules)
    for one in (*result.failures, *result.gaps):
        found = why(result, one)
        lines = explained_lines(found, one.order, lang, Names())
        for line in lines:
            for number in re.findall(r"(?:step|bước) (\d+)(?! bước)", line):
                assert 1 <= int(number) <= len(found.steps), line
        assert all(line.strip() for line in lines)


def test_a_rule_that_is_simply_wrong_is_no_question_of_order() -> None:
    """Said, so that nobody looks for a race."""
    result = broken("parent-orders-day", "parent-sent")
    one = failure(result, "parent-never-arrives")
    lines = explained_lines(why(result, one), one.order, "en", Names())

    assert any(line.startswith("It is no question of order") for line in lines)
    assert any("the same without step" in line for line in lines)


def test_what_shows_at_rest_is_told_before_and_after_all_arrived() -> None:
    """No step broke it, so none is named."""
    result = broken("rough-network-day", "tab-hides-edits")
    one = failure(result, "actual-issues-mirror")
    lines = explained_lines(why(result, one), one.order, "en", Names())

    assert "Before everything under way arrived:" in lines
    assert "After it arrived:" in lines
    assert not any(line.startswith("What leads to") for line in lines)


def test_the_summary_is_plain_json_with_the_graph() -> None:
    """Every edge has its two steps and its kind; the lines are there too."""
    result, one = the_race()
    data = explained_summary(why(result, one), one.order, "en", Names())
    again = json.loads(json.dumps(data))

    assert again == data
    assert (data["breaks_at"], data["not_needed"], data["order_decides"]) == (11, [], [5, 7])
    assert data["passes"]["how"] == "moved"
    assert data["passes"]["also_breaks"] == []
    assert len(data["steps"]) == 11
    assert {"from": 4, "to": 5, "by": "message"} in data["happens_before"]
    assert {edge["by"] for edge in data["happens_before"]} <= {"message", "person", "seen", "app"}
    assert "\n".join(data["lines"]) == RACE


# --- around the story ---------------------------------------------------------------------------


def text(result: Result, one: Failure, lang: str = "en", **more: object) -> str:
    given: dict[str, object] = {
        "promise": one.about, "story": one.story, "apps": one.apps, "order": one.order,
        "assumptions": result.assumptions, "replay": "…", "report": None, "lang": lang,
        "names": Names(), "settle": one.settle, "tail": one.tail, "shrunk": one.shrunk,
        **more,
    }  # fmt: skip
    return failure_text(**given)  # type: ignore[arg-type]


def test_what_arrives_after_a_story_is_told_with_the_numbers_that_follow() -> None:
    """Then a line on what the story was made of."""
    result, one = the_race()
    story = text(result, one).split("\n\n")[1].splitlines()

    assert story[8].strip() == "... then every message under way arrives"
    assert [line.split(".")[0].strip() for line in story[9:13]] == ["8", "9", "10", "11"]
    assert re.fullmatch(
        r"  \(made of \d+ steps, \d+ people, \d+ orders; left after \d+ tries:"
        r" 7 steps, people: 2, orders: 1\)",
        story[-1],
    )


def test_of_many_arrivals_the_last_are_told() -> None:
    """Those lead to the break; that some are left out is seen."""
    result, one = the_race()
    story = text(result, one, tail=one.tail * 9).split("\n\n")[1].splitlines()

    assert story[9].strip() == "…"
    assert len(story[10:-1]) == MOST_TAIL
    assert story[-2].split(".")[0].strip() == str(7 + 9 * len(one.tail))


def test_a_shrinking_that_was_cut_says_so() -> None:
    """The story may not be the shortest."""
    result, one = the_race()
    cut = Shrinkage(Size(steps=9), Size(steps=7), (), minimal=False)

    assert "perhaps not the fewest" in text(result, one, shrunk=cut)
    assert "perhaps" not in text(result, one)


def test_without_an_explanation_there_is_no_section() -> None:
    """And with one it stands after what the apps believe."""
    result, one = the_race()
    explained = text(result, one, explained=why(result, one))

    assert "Why it breaks" not in text(result, one)
    assert explained.index("What each app believes") < explained.index("Why it breaks")
    assert explained.index("Why it breaks") < explained.index("Assumptions")


def test_a_story_without_a_word_on_settling_has_that_of_its_promise() -> None:
    """As it is told where nobody says otherwise."""
    result, one = the_race()
    settling = Promise(
        name="x", kind="eventually", clauses=(), title=one.title, settle=lambda *_: iter(())
    )

    assert "then every message" in text(result, one, promise=settling, settle=None, tail=())
    assert "then every message" not in text(result, one, settle=None, tail=())
