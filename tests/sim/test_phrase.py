"""A phrase is a sentence as data; it becomes words in whichever language it is told."""

from __future__ import annotations

import msgspec
import pytest
from vietnamese import VI

from sim.phrase import Phrase, Said, either, phrase, read_back, reason_of, told, told_in_lines
from sim.phrase.en import WORDS
from sim.reading import InputError, Problem


def test_a_phrase_is_told_in_each_language_and_reads_as_english_text() -> None:
    """Key and values are all it holds; a traceback shows the English sentence."""
    said = phrase("value.small.hint", least=3)

    assert told(said, WORDS) == str(said) == "at least 3"
    assert told(said, VI) == "ít nhất là 3"


def test_values_are_phrases_too_and_several_stand_in_a_row() -> None:
    """What is inside a sentence is told in the language of the sentence."""
    inside = phrase("value.no_text", value=phrase("value.list"))
    said = phrase("field.as_name", what=inside)

    assert told(said, WORDS) == "as a name, a list is not text"
    assert told(said, VI) == "tên không hợp lệ: một danh sách không phải văn bản"
    assert told(phrase("hint.one_of", names=("a", "b")), VI) == "một trong: a, b"


def test_a_text_is_told_as_it_is() -> None:
    """Names, code and the words of another program have no translation."""
    assert told("title=Words(…)", VI) == "title=Words(…)"


@pytest.mark.parametrize(
    ("names", "english", "vietnamese"),
    [
        (["a"], "a", "a"),
        (["a", "b"], "a or b", "a hoặc b"),
        (["a", "b", "c"], "a or b or c", "a hoặc b hoặc c"),
    ],
)
def test_a_choice_of_names(names: list[Said], english: str, vietnamese: str) -> None:
    """However many there are."""
    assert told(either(names), WORDS) == english
    assert told(either(names), VI) == vietnamese


def test_values_may_hold_what_a_template_is_made_of() -> None:
    """Braces of a tester's own text are no fields."""
    said = phrase("value.no_text", value='"{value} {0} {"')

    assert told(said, VI) == '"{value} {0} {" không phải văn bản'


def test_english_of_others_is_read_back_where_it_is_known() -> None:
    """Else the text stays as it is: never silence."""
    keys = ("usage.choice", "usage.whole")

    assert read_back("invalid int value: 'x'", keys) == phrase("usage.whole", value="'x'")
    assert read_back("something new", keys) == "something new"
    assert read_back("invalid int value: 'x'", ("usage.choice",)) == "invalid int value: 'x'"


def test_the_reason_of_the_system_is_known_or_stays() -> None:
    """By its words, and in its words where they are rare."""
    denied = reason_of(PermissionError(13, "Permission denied"))

    assert (str(denied), told(denied, VI)) == ("Permission denied", "không có quyền truy cập")
    assert reason_of(OSError(5, "Input/output error")) == "Input/output error"
    assert reason_of(ValueError("embedded null byte")) == "embedded null byte"


def test_a_problem_keeps_its_place_and_form_in_every_language() -> None:
    """file:line:column: field: what is wrong (what would be right)."""
    problem = Problem(
        "x.yaml", 3, 5, "a.b", phrase("field.unknown"), phrase("hint.write", what="c")
    )

    assert str(problem) == "x.yaml:3:5: a.b: unknown field (write c)"
    assert problem.told(VI) == "x.yaml:3:5: a.b: không có trường nào tên này (hãy viết c)"


def test_what_is_left_out_of_a_long_list_is_counted_in_every_language() -> None:
    """The last line says how many more there are."""
    problems = [Problem("x", n, 1, "", phrase("field.missing")) for n in range(1, 61)]

    assert InputError(problems).told(VI).endswith("\n... và 10 lỗi nữa")
    assert told_in_lines(problems[:2], 2, VI) == "x:1:1: thiếu trường này\nx:2:1: thiếu trường này"


def test_a_phrase_comes_back_from_a_file_with_all_that_is_inside() -> None:
    """Phrases inside, and several values in a row, are what they were."""
    either_of = either(["%d/%m/%Y", "%Y-%m-%d"])
    for said in (
        phrase("log.no_whole"),
        phrase("log.width", count=1, width=8),
        phrase("log.no_time", formats=either_of),
        phrase("hint.one_of", names=("a", phrase("value.list"))),
    ):
        again = msgspec.json.decode(msgspec.json.encode(said), type=Phrase)
        assert again == said
        assert told(again, VI) == told(said, VI)
