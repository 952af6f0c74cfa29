"""What is wrong with a promise of a tester's own is told with its place and what would be right."""

from __future__ import annotations

import pytest
from cli_calls import call
from own_samples import NEVER, STORY, mine, problems

from sim.own import FORMS


def function(head: str, doc: str = '    """One."""\n') -> str:
    return f"def {head}:\n{doc}    return None\n"


def promise(fields: str) -> str:
    return f'one = Promise({fields}, title=Words("một", "one"))\n'


JUDGED = "on=(SlipSaved,), watch=lambda moment, event: None"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", 'mine.py has no "one"'),
        (function("two(moment)"), 'mine.py has no "one" (it has: two)'),
        (function("on(moment)"), 'mine.py has no "one" (did you mean "on"?)'),
        ("one = 5\n", '"one" is neither a Promise nor a function'),
        (
            function("one(a, b, c)"),
            f"one has parameters that no promise has ({FORMS})",
        ),
        (
            function("one(moment, event)"),
            f"one does not say when it is asked ({FORMS})",
        ),
        (
            function("one(moment, event: 'SlipSavd')"),
            "the types of one cannot be read: name 'SlipSavd' is not defined",
        ),
        (
            function("one(moment, event: Words)"),
            "one: Words is no event, command, message or answer",
        ),
        (
            function("one(moment)", ""),
            "one has no docstring (its first lines are the words of the promise: vi: … and en: …)",
        ),
        ("def one(:\n", "mine.py:6 is not valid Python: invalid syntax"),
        ("x = 1 / 0\n", "mine.py:6 fails while it is read: ZeroDivisionError: division by zero"),
        ("raise SystemExit\n", "mine.py:6 fails while it is read: SystemExit"),
        (
            promise(f'"Big Slip", "always", (), {JUDGED}'),
            'one: "Big Slip" is no name of a promise (small letters a-z, digits and - make one)',
        ),
        (
            promise(f'"one", "ever", (), {JUDGED}'),
            'one: "ever" is no kind of promise (always, eventually, sometimes, gap)',
        ),
        (
            f'one = Promise("one", "always", (), "One.", {JUDGED})\n',
            'one: it has no title in both languages (title=Words("tiếng Việt", "English"))',
        ),
        (
            promise(f'"one", "always", "R1.3a", {JUDGED}'),
            'one: clauses and assumptions are tuples of texts (clauses=("R1.3a",))',
        ),
        (
            promise(f'"one", "always", (), {JUDGED}, assumptions=("over_isue",)'),
            'one: "over_isue" is no assumption (did you mean "over_issue"?)',
        ),
        (promise('"one", "always", ()'), "one: nothing judges it (it needs watch, or settle)"),
        (
            promise('"one", "always", (), watch=lambda m, e: None'),
            "one: it is never asked (name the events in on=(SlipSaved,))",
        ),
        (
            promise('"one", "always", (), on=(SlipSaved,), settle=lambda a, b: ()'),
            "one: nothing judges the events that it names (it needs watch)",
        ),
        (
            promise('"one", "always", (), on=SlipSaved, watch=lambda m, e: None'),
            "one: on is a tuple of types (on=(SlipSaved,))",
        ),
        (
            promise('"one", "always", (), on_sent=(SlipSaved,), watch=lambda m, e: None'),
            'one: SlipSaved is no message (did you mean "SlipPushed"?)',
        ),
        (
            promise(f'"no-second-push", "always", (), {JUDGED}'),
            'a shipped promise is called "no-second-push" too (give yours another name)',
        ),
    ],
)
def test_what_is_wrong_with_a_promise_is_told_with_its_place(tmp_path, body, message):
    found = problems(mine(tmp_path, body, "one"))

    assert found == [f"mine.yaml:5:12: promises.1: {message}"]


@pytest.mark.parametrize(
    ("listed", "message"),
    [
        ('"mine.py"', '5:12: promises.1: "mine.py" names no promise (write FILE.py:NAME)'),
        ('"never"', '5:12: promises.1: "never" names no promise (write FILE.py:NAME)'),
        (
            '"min.py:never"',
            "5:12: promises.1: min.py cannot be used: there is no such file (did you mean MINE?)",
        ),
        ('"mine.py:never", 5', '5:29: promises.2: 5 is not text (write "5")'),
        (
            '"mine.py:never", "mine.py:never"',
            '5:29: promises.2: the promise "never" stands here twice',
        ),
    ],
)
def test_what_is_wrong_with_a_name_is_told_with_its_place(tmp_path, listed, message):
    path = mine(tmp_path, NEVER, text=STORY.replace("PROMISES", listed))
    message = message.replace("MINE", '"mine.py"')

    assert problems(path) == [f"mine.yaml:{message}"]


def test_one_mistake_is_told_once(tmp_path):
    """A need that may well be the promise which cannot be read is not told besides."""
    needy = STORY.replace("promises:", "needs: [nevr]\npromises:")

    assert len(problems(mine(tmp_path, NEVER, "nevr", text=needy))) == 1
    assert problems(mine(tmp_path, NEVER, "never", text=needy)) == [
        (
            'mine.yaml:5:9: needs.1: "nevr" is no promise, clause or guard window '
            '(did you mean "never"?)'
        )
    ]


def test_a_wrong_promise_is_wrong_input(capsys, tmp_path):
    called = call(capsys, "run", str(mine(tmp_path, "", "one")), "--out", str(tmp_path / "o"))

    assert called.code == 64
    assert "mine.yaml:5:12: promises.1: " in called.err
