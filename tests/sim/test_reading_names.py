"""Names in a scenario that name nothing, and fields that do not belong together."""

from pathlib import Path

import pytest
from reading_samples import STORY, WORLD, told

STORY_HEAD = """\
name: x
form: story
orders: [{order: DH-1}]
cast: {an: {role: salesperson}, binh: {role: clerk}}
steps:
"""
ALL_STEPS = "it needs one of: do, deliver, lose, duplicate, crash, settle"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("clauses: [R1.1A]", '2:11: clauses.1: "R1.1A" is no clause (did you mean "R1.1a"?)'),
        ("clauses: [R1.3k]", '2:11: clauses.1: "R1.3k" is no clause (did you mean "R1.3a"?)'),
        ("clauses: [xyz]", '2:11: clauses.1: "xyz" is no clause'),
        (
            "needs: [R1.1a, no_second_pushes]",
            (
                '2:16: needs.2: "no_second_pushes" is no promise, clause or guard window '
                '(did you mean "no-second-push"?)'
            ),
        ),
        (
            "profile: defualt",
            '2:10: profile: "defualt" is no company profile (did you mean "default"?)',
        ),
        (
            "profile: acme.yaml",
            (
                '2:10: profile: "acme.yaml" is no company profile '
                "(one of your own is given in the call: --profile acme.yaml)"
            ),
        ),
        ("profile: acme", '2:10: profile: "acme" is no company profile (one of: default)'),
        (
            "orders: []",
            "2:1: orders: a population has no such field (a story or a world has it)",
        ),
        (
            "settings: []\nform: world\nsteps: []",
            "4:1: steps: a world has no such field (a story has it)",
        ),
        ("form: story\ndays: 2", "3:1: days: a story has no such field (a population has it)"),
        ("form: story\nsettings: []", "3:1: settings: a story has no such field (a world has it)"),
    ],
)
def test_a_name_that_names_nothing_brings_the_nearest(
    tmp_path: Path, text: str, message: str
) -> None:
    """Promises, clauses, profiles, and the fields of another form."""
    assert told(tmp_path, f"name: x\n{text}\n") == [f"x.yaml:{message}"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "issue_all: 1",
            "isue_all: 1",
            (
                '10:29: cast.minh.may.isue_all: nobody is ever offered "isue_all" '
                '(did you mean "issue_all"?)'
            ),
        ),
        (
            "push: 1",
            "revoke: 1",
            (
                "10:43: cast.minh.may.revoke: revoke is never offered to this role, clerk "
                "(this is for: salesperson)"
            ),
        ),
        (
            "revoke: 2",
            "issu_part: 2",
            (
                '9:46: cast.lan.may.issu_part: nobody is ever offered "issu_part" '
                '(did you mean "issue_part"?)'
            ),
        ),
        (
            "request: 1,",
            "zzz: 1,",
            (
                '9:34: cast.lan.may.zzz: nobody is ever offered "zzz" (one of: open_request, '
                "request, revoke, hand_over, give_up, edit_order, delete_order, set_delivery)"
            ),
        ),
        (
            "order: DH-2, parent: DH-1",
            "order: DH-1",
            '7:13: orders.2.order: order "DH-1" is given twice',
        ),
        (
            "parent: DH-1",
            "parent: DH-2",
            '7:27: orders.2.parent: no order "DH-2" exists at this point (did you mean "DH-1"?)',
        ),
        (
            "is_parent: true",
            "lines: [{line: 1}, {}]",
            (
                "6:38: orders.1.lines.2.line: line 1 stands here twice "
                "(each line of an order has a number: line: 1, line: 2)"
            ),
        ),
        (
            "is_parent: true",
            "lines: [{line: 0}]",
            "6:34: orders.1.lines.1.line: the lines of an order count from 1",
        ),
    ],
)
def test_a_world_names_offers_and_orders(tmp_path: Path, old: str, new: str, message: str) -> None:
    """Who may do what has to be something that the role is ever offered."""
    assert WORLD.count(old) == 1
    assert told(tmp_path, WORLD.replace(old, new)) == [f"x.yaml:{message}"]


@pytest.mark.parametrize(
    ("step", "messages"),
    [
        ("{}", [f"6:5: steps.1: this step does nothing ({ALL_STEPS})"]),
        ("{order: DH-1}", [f"6:5: steps.1: this step does nothing ({ALL_STEPS})"]),
        ("5", ["6:5: steps.1: a group of fields belongs here, not 5"]),
        (
            "{do: save_request, who: an, order: DH-1, settle: true}",
            ["6:46: steps.1.settle: a step is one thing (do and settle are two steps)"],
        ),
        (
            "{do: save_request, order: DH-1}",
            ["6:5: steps.1.who: this field is missing (the cast: an, binh)"],
        ),
        (
            "{do: save_request, who: bin, order: DH-1}",
            [
                '6:29: steps.1.who: nobody in the cast is called "bin" (did you mean "binh"?)',
            ],
        ),
        (
            "{do: SaveRequest, who: an, order: DH-1}",
            ['6:10: steps.1.do: "SaveRequest" is no command (did you mean "save_request"?)'],
        ),
        ("{do: dance, who: an}", ['6:10: steps.1.do: "dance" is no command']),
        (
            "{do: save_request, who: an, order: DH-3}",
            ['6:40: steps.1.order: no order "DH-3" exists at this point (did you mean "DH-1"?)'],
        ),
        ("{do: save_request, who: an}", ["6:5: steps.1.order: save_request needs this field"]),
        (
            '{do: save_request, who: an, order: ""}',
            ["6:40: steps.1.order: save_request needs the number of an order"],
        ),
        (
            "{do: save_request, who: an, order: DH-1, slip: PX-1, nth: 2}",
            [
                (
                    "6:46: steps.1.slip: save_request has no such field "
                    "(it takes: who, expect, reason, order)"
                ),
                (
                    "6:58: steps.1.nth: save_request has no such field "
                    "(it takes: who, expect, reason, order)"
                ),
            ],
        ),
        (
            "{do: save_slip, who: binh, slip: PX-1, type: sales, lines: [{price: 3}]}",
            [
                (
                    "6:5: steps.1.order: save_slip needs this field "
                    '(write order: "" for a slip without order)'
                ),
                '6:50: steps.1.type: "sales" is not known here (did you mean "sale"?)',
                "6:66: steps.1.lines.1.price: a slip's line has no price",
            ],
        ),
        (
            "{do: make_paper, who: an, order: DH-1, paper: CT-1, kind: bill, request: 1}",
            [
                (
                    '6:63: steps.1.kind: "bill" is not known here '
                    "(one of: slip, voucher, invoice, receipt)"
                ),
            ],
        ),
        (
            "{do: edit_order, who: an, order: DH-1, lines: [{line: 2}, {line: 2}]}",
            [
                (
                    "6:70: steps.1.lines.2.line: line 2 stands here twice "
                    "(each line of an order has a number: line: 1, line: 2)"
                ),
            ],
        ),
        (
            "{do: create_order, who: an, order: DH-2, parent: DH-0, customer: K, lines: [{}]}",
            ['6:54: steps.1.parent: no order "DH-0" exists at this point (did you mean "DH-1"?)'],
        ),
        (
            "{deliver: order_request}",
            [
                (
                    '6:15: steps.1.deliver: "order_request" is no message '
                    '(did you mean "order_requested"?)'
                )
            ],
        ),
        (
            "{lose: hold, order: DH-2, who: an}",
            [
                '6:25: steps.1.order: no order "DH-2" exists at this point (did you mean "DH-1"?)',
                "6:31: steps.1.who: a lose step has no such field (it takes: order, nth)",
            ],
        ),
        (
            "{duplicate: hold, expect: busy}",
            ["6:23: steps.1.expect: a duplicate step has no such field (it takes: order, nth)"],
        ),
        ("{crash: sales, nth: 2}", ["6:20: steps.1.nth: a crash step has no such field"]),
        (
            "{crash: warehous}",
            ['6:13: steps.1.crash: "warehous" is not known here (did you mean "warehouse"?)'],
        ),
        ("{settle: true, order: DH-1}", ["6:20: steps.1.order: a settle step has no such field"]),
        (
            "{do: 5, who: [an], order: DH-1}",
            [
                '6:10: steps.1.do: 5 is not text (write "5")',
                "6:13: steps.1.who: a list is not text",
            ],
        ),
    ],
)
def test_a_step_of_a_story_names_people_commands_and_orders(
    tmp_path: Path, step: str, messages: list[str]
) -> None:
    """A story that cannot be played is told before it is played."""
    assert told(tmp_path, f"{STORY_HEAD}  - {step}\n") == [f"x.yaml:{one}" for one in messages]


def test_an_order_exists_from_the_step_that_creates_it(tmp_path: Path) -> None:
    """Also if that step is misspelt: one mistake is told once."""
    create = "  - {do: create_order, who: an, order: DH-2, customer: K, lines: [{}]}\n"
    use = "  - {do: open_request, who: an, order: DH-2}\n"

    assert told(tmp_path, STORY_HEAD + create + use) == []
    assert len(told(tmp_path, STORY_HEAD + use + create)) == 1
    assert len(told(tmp_path, STORY_HEAD + create.replace("create", "creat") + use)) == 1


def test_a_role_may_be_given_what_it_has_no_right_to(tmp_path: Path) -> None:
    """Refusals for lack of rights are a story's business."""
    wrong = STORY.replace("who: an, do: revoke_request", "who: binh, do: revoke_request")

    assert told(tmp_path, wrong) == []


def test_a_slip_may_belong_to_no_order(tmp_path: Path) -> None:
    """So may the news of it."""
    steps = (
        '  - {do: save_slip, who: binh, order: "", slip: P, type: other, lines: [{line: 0}]}\n'
        '  - {deliver: slip_pushed, order: ""}\n'
        "  - {do: receive_goods, who: binh, item: HH-01, quantity: 3}\n"
    )

    assert told(tmp_path, STORY_HEAD + steps) == []
