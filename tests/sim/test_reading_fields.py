"""What is wrong with a field or its value: the exact words, line, column and the right thing."""

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict
from reading_samples import POPULATION, WORLD, problems, profile, read, told

from sim.reading import InputError
from sim.reading.problem import SHOWN_PROBLEMS
from sim.reading.shape import SENTENCES, shape
from sim.scenario import ANY

GROUP = "a group of fields belongs here, not"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("days: 2", "x.yaml:1:1: name: this field is missing"),
        ("name: x\nperople: {}", 'x.yaml:2:1: perople: unknown field (did you mean "people"?)'),
        (
            "name: x\npeople:\n  clerks:\n    cuont: 3\n",
            'x.yaml:4:5: people.clerks.cuont: unknown field (did you mean "count"?)',
        ),
        (
            "name: x\ntitle: {fr: Bonjour}",
            "x.yaml:2:9: title.fr: unknown field (known here: vi, en)",
        ),
        ("name: x\nper_day: 3", "x.yaml:2:1: per_day: unknown field (it belongs in arrivals)"),
        (
            "name: x\npeople: {clerks: {revoke: 1/2}}",
            "x.yaml:2:19: people.clerks.revoke: unknown field (it belongs in people.salespeople)",
        ),
        (
            "name: x\nhours: {days: 3}",
            "x.yaml:2:9: hours.days: unknown field (it belongs at the top, not indented)",
        ),
        ("name: x\nzzz: 1", "x.yaml:2:1: zzz: unknown field"),
        ("name: 12", 'x.yaml:1:7: name: 12 is not text (write "12")'),
        ("name: true", 'x.yaml:1:7: name: true is not text (write "true")'),
        ("name: [a]", "x.yaml:1:1: name: a list is not text"),
        ("name: {a: 1}", "x.yaml:1:1: name: a group of fields is not text"),
        (
            "name: Đơn hàng 1",
            (
                'x.yaml:1:7: name: "Đơn hàng 1" is no name: '
                'small letters a-z, digits and - make one (did you mean "don-hang-1"?)'
            ),
        ),
        (
            "name: x\npatterns: [F1, F27]",
            'x.yaml:2:16: patterns.2: "F27" is no pattern of failures (they are F1 to F26)',
        ),
        ("name: x\nholes: [13]", "x.yaml:2:9: holes.1: 13 is too large (at most 12)"),
        ('name: ""', "x.yaml:1:7: name: an empty text does not fit"),
        (
            f"name: {'x' * 81}",
            f'x.yaml:1:7: name: "{"x" * 39}... has 81 characters, at most 80 fit',
        ),
        ('name: x\ndays: "5"', 'x.yaml:2:7: days: "5" is not a whole number (write 5)'),
        ("name: x\ndays: 5.0", "x.yaml:2:7: days: 5.0 is not a whole number (write 5)"),
        ("name: x\ndays: 1.5", "x.yaml:2:7: days: 1.5 is not a whole number"),
        ("name: x\ndays: two", 'x.yaml:2:7: days: "two" is not a whole number'),
        ("name: x\ndays: true", "x.yaml:2:7: days: true is not a whole number"),
        (
            "name: x\nopening_stock: 1_000",
            'x.yaml:2:16: opening_stock: "1_000" is not a whole number (write 1000)',
        ),
        ("name: x\ndays: 0", "x.yaml:2:7: days: 0 is too small (at least 1)"),
        ("name: x\ndays: 401", "x.yaml:2:7: days: 401 is too large (at most 400)"),
        ("name: x\nstock: {a: -1}", "x.yaml:2:12: stock.a: -1 is too small (at least 0)"),
        (
            'name: x\nstock: {"": 1}',
            'x.yaml:2:9: stock."": as a name, an empty text does not fit',
        ),
        (
            "name: x\nform: stroy",
            'x.yaml:2:7: form: "stroy" is not known here (did you mean "story"?)',
        ),
        (
            "name: x\nform: tale",
            'x.yaml:2:7: form: "tale" is not known here (one of: population, story, world)',
        ),
        (
            "name: x\nflows: {direct_link: true}",
            'x.yaml:2:22: flows.direct_link: true is not known here (did you mean "on"?)',
        ),
        (
            "name: x\nassumptions: {receipts_count: false}",
            'x.yaml:2:31: assumptions.receipts_count: false is not known here (did you mean "no"?)',
        ),
        (
            "name: x\nflows:\n  slip_to_accounting: 1\n",
            (
                "x.yaml:3:23: flows.slip_to_accounting: 1 is not known here "
                "(one of: automatic, manual, off)"
            ),
        ),
        (
            "name: x\nneeds: R1.1a",
            'x.yaml:2:8: needs: a list belongs here, not "R1.1a" (write ["R1.1a"])',
        ),
        (
            "name: x\nfaults: {at: 1}",
            "x.yaml:2:1: faults: a list belongs here, not a group of fields",
        ),
        ("name: x\ntitle: Hello", f'x.yaml:2:8: title: {GROUP} "Hello" (its fields: vi, en)'),
        ("name: x\nstock: [a]", f"x.yaml:2:1: stock: {GROUP} a list"),
        (
            "name: x\nfaults: [5]",
            (
                f"x.yaml:2:10: faults.1: {GROUP} 5 "
                "(its fields: day, at, crash, fault, app, odds, lasts)"
            ),
        ),
        ("name: x\nfaults:\n  - crash: sales\n", "x.yaml:3:5: faults.1.at: this field is missing"),
        (
            'name: x\nfaults:\n  - {at: "10:00", fault: losses}',
            'x.yaml:3:26: faults.1.fault: there is no fault "losses" (did you mean "loss"?)',
        ),
        (
            'name: x\nfaults:\n  - {at: "10:00", fault: two_tabs}',
            (
                'x.yaml:3:26: faults.1.fault: there is no fault "two_tabs" '
                '(did you mean "stale_screen"?)'
            ),
        ),
        (
            'name: x\nfaults:\n  - {at: "10:00", fault: partial_batch}',
            (
                "x.yaml:3:26: faults.1.fault: the fault partial_batch is not applicable: "
                "see `list faults`"
            ),
        ),
        (
            'name: x\nfaults:\n  - {at: "10:00"}',
            "x.yaml:3:5: faults.1: a fault has exactly one of crash and fault",
        ),
        (
            'name: x\nfaults:\n  - {at: "10:00", fault: partition}',
            "x.yaml:3:5: faults.1: the fault partition needs an app",
        ),
        (
            'name: x\nfaults:\n  - {at: "10:00", fault: workflow_down, app: sales}',
            "x.yaml:3:5: faults.1: the fault workflow_down takes no app",
        ),
        (
            'name: x\nfaults:\n  - {at: "10:00", fault: flow_switched}',
            "x.yaml:3:5: faults.1: a planned switch of a flow stands under switches",
        ),
        (
            'name: x\nswarm: {begins: "15:00", ends: "09:00"}',
            "x.yaml:2:1: swarm: the faults end before they begin",
        ),
        (
            "name: x\nswarm: {kinds: [crash]}",
            'x.yaml:2:17: swarm.kinds.1: there is no fault "crash" (`list faults` shows them)',
        ),
        ("name: x\ntrace: {file: a}", "x.yaml:2:1: trace.map: this field is missing"),
        (
            "name: x\nform: story\norders:\n  - order: A\n    lines: []",
            "x.yaml:5:5: orders.1.lines: at least 1 entry is needed",
        ),
        (
            "name: x\nnetwork: {retry_after: 5 minutes}",
            'x.yaml:2:24: network.retry_after: "5 minutes" is no duration (write 5min)',
        ),
        (
            "name: x\nnetwork: {retry_after: soon}",
            (
                'x.yaml:2:24: network.retry_after: "soon" is no duration '
                "(a duration looks like 200ms, 30s, 5min or 2h)"
            ),
        ),
        (
            "name: x\nhours: {opens: 8}",
            "x.yaml:2:16: hours.opens: 8 is no time of day (write 08:00)",
        ),
        (
            "name: x\nhours: {opens: 25:00}",
            (
                'x.yaml:2:16: hours.opens: "25:00" is no time of day '
                "(a time of day looks like 08:00 or 17:30)"
            ),
        ),
        (
            "name: x\nnetwork: {loss: 5%}",
            'x.yaml:2:17: network.loss: "5%" is no chance (write 1/20)',
        ),
        (
            "name: x\nnetwork: {loss: 3/2}",
            (
                'x.yaml:2:17: network.loss: "3/2" is no chance '
                "(a chance looks like 1/20, never or always)"
            ),
        ),
        (
            "name: x\nnetwork: {delay: {shortest: 2s, longest: 1s}}",
            "x.yaml:2:11: network.delay: shortest is longer than longest",
        ),
        (
            "name: x\narrivals:\n  lines: {least: 2}\n",
            "x.yaml:3:3: arrivals.lines: least is more than most",
        ),
        (
            "name: x\nhours: {opens: 19:00}",
            "x.yaml:2:1: hours: opens, lunch, lunch_ends and closes must follow each other",
        ),
        (
            "name: x\nswitches:\n  - {at: 9:00, flow: direct_link, setting: manual}\n",
            "x.yaml:3:5: switches.1: direct_link cannot be set to manual",
        ),
        (
            "name: x\nform: story\nsteps: [{settle: yes}]",
            'x.yaml:3:18: steps.1.settle: "yes" is neither true nor false (write true)',
        ),
        (
            "name: x\nform: story\nsteps: [{settle: 1}]",
            "x.yaml:3:18: steps.1.settle: 1 is neither true nor false",
        ),
        (
            'name: x\ntitle: {vi: "a\\tb\\e", nl: x}',
            "x.yaml:2:23: title.nl: unknown field (known here: vi, en)",
        ),
        ('name: x\n"a\\nb": 1', "x.yaml:2:1: a\\nb: unknown field"),
        ('name: x\n"a.b": 1', 'x.yaml:2:1: "a.b": unknown field'),
    ],
)
def test_a_wrong_field_says_what_is_wrong_and_what_is_right(
    tmp_path: Path, text: str, message: str
) -> None:
    """One mistake, one problem: where it stands, what it is, the nearest right thing."""
    assert told(tmp_path, text) == [message]


def test_all_that_is_wrong_comes_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Grammar that can be read over, fields, values, names and forms are told together."""
    text = """\
# yaml-language-server: $schema=schema.json
name: Two Clerks
form: story
clauses: [R1.1a, R1.9a]
days: 3
orders:
  - order: DH-1
    lines: [{item: 5}, {quantity: 0, item: x, itme: y}]
cast:
  an: {role: clrk}
  an: {role: clerk}
steps:
  - {who: am, do: save_slip, order: DH-2, type: sales, lines: x}
  - {do: open_request}
network: {loss: 2024-01-01, delay: {shortest: 1}}
"""

    assert [(p.line, p.column, p.where) for p in problems(tmp_path, text)] == [
        (2, 7, "name"),
        (4, 18, "clauses.2"),
        (5, 1, "days"),
        (8, 20, "orders.1.lines.1.item"),
        (8, 24, "orders.1.lines.2.line"),
        (8, 35, "orders.1.lines.2.quantity"),
        (8, 47, "orders.1.lines.2.itme"),
        (10, 14, "cast.an.role"),
        (11, 3, "cast.an"),
        (13, 5, "steps.1.slip"),
        (13, 11, "steps.1.who"),
        (13, 37, "steps.1.order"),
        (13, 49, "steps.1.type"),
        (13, 63, "steps.1.lines"),
        (14, 5, "steps.2.order"),
        (14, 5, "steps.2.who"),
        (15, 1, "network"),
        (15, 17, "network.loss"),
        (15, 47, "network.delay.shortest"),
    ]


def test_a_long_list_of_problems_is_cut_when_printed(tmp_path: Path) -> None:
    """Nobody reads two hundred lines, but the list itself is whole."""
    stock = ", ".join(f"a{n}: x" for n in range(200))
    with pytest.raises(InputError) as caught:
        read(tmp_path, f"name: x\nstock: {{{stock}}}")

    assert len(caught.value.problems) == 200
    lines = str(caught.value).split("\n")
    assert lines[-1] == "... and 150 more problems"
    assert len(lines) == SHOWN_PROBLEMS + 1


def test_a_profile_has_its_own_fields(tmp_path: Path) -> None:
    """What a scenario may hold is not for a profile."""
    with pytest.raises(InputError) as caught:
        profile(tmp_path, "name: x\ndays: 3\nflows: {status_to_sales: yes}\n")

    assert [(p.line, p.column, p.where) for p in caught.value.problems] == [
        (2, 1, "days"),
        (3, 26, "flows.status_to_sales"),
    ]


def test_a_value_is_not_complained_about_twice(tmp_path: Path) -> None:
    """A date, a tag or nothing at all where a number belongs is one mistake and not two."""
    text = "name: x\ndays: 2024-01-01\nopening_stock: !!str 3\nhours:\nstock: {1: 2, a: .nan}\n"

    assert [p.line for p in problems(tmp_path, text)] == [2, 3, 4, 5, 5]


def test_every_kind_of_error_in_the_samples_has_words_of_ours() -> None:
    """Errors of a kind that nobody thought of keep the validation's words: never silence."""

    class Strange(BaseModel):
        model_config = ConfigDict(strict=True)
        ratio: float

    model, findings = shape(Strange, {"ratio": "x"})

    assert model is None
    assert findings[0].message == "Input should be a valid number"
    assert "float_type" not in SENTENCES


def test_no_words_of_the_validation_reach_the_user(tmp_path: Path) -> None:
    """Each scalar of a full scenario is replaced by each sort of junk in turn."""
    lines = POPULATION.splitlines()
    for at, line in enumerate(lines):
        name, colon, _ = line.partition(":")
        for junk in ("x y", "5", "-1", "true", "[1]", "{a: 1}", "1.5", '""') if colon else ():
            text = "\n".join([*lines[:at], f"{name}: {junk}", *lines[at + 1 :]])
            for problem in problems(tmp_path, text):
                assert "Input should" not in str(problem)
                assert "should have" not in str(problem)


@pytest.mark.parametrize(
    ("budget", "message"),
    [
        ("sometimes", '"sometimes" is not a whole number'),
        ("12", "12 is too large (at most 9)"),
        ("-1", "-1 is too small (at least 0)"),
    ],
)
def test_a_budget_is_a_number_or_any(tmp_path: Path, budget: str, message: str) -> None:
    """Who may do a thing without end says so in a word; all else is told at the field itself."""
    endless = WORLD.replace("revoke: 2", "revoke: any")
    assert read(tmp_path, endless).cast["lan"].may == {"request": 1, "revoke": ANY}

    (problem,) = problems(tmp_path, WORLD.replace("revoke: 2", f"revoke: {budget}"))
    assert problem.where == "cast.lan.may.revoke"
    assert message in str(problem)
