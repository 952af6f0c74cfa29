"""The steps of a story as commands."""

from pathlib import Path
from typing import get_args

import msgspec
import pytest
from reading_samples import STORY, read

from sim.reading import COMMAND_OF, MESSAGE_OF, InputError, command_of
from sim.rules.messages import (
    COMMANDS,
    AddCode,
    AnyMessage,
    Command,
    CreateOrder,
    EditSlip,
    SaveSlip,
    SwitchFlow,
)
from sim.rules.values import Line, SlipLine
from sim.scenario import Actor, OrderLine, StoryStep

CAST = {
    "an": Actor(role="salesperson"),
    "binh": Actor(role="clerk"),
    "chi": Actor(role="accountant"),
    "dung": Actor(role="administrator"),
}
LINES = (OrderLine(line=1, item="A", quantity=2, price=9), OrderLine(line=2, item="B"))

# A value of each field that commands have.
VALUES = {
    "order": "DH-1",
    "customer": "KH-1",
    "lines": LINES,
    "parent": "DH-0",
    "is_parent": True,
    "status": "delivered",
    "issue_command": "LX-1",
    "slip": "PX-1",
    "type": "sale",
    "number": "7",
    "date": 3,
    "item": "A",
    "quantity": 4,
    "paper": "CT-1",
    "kind": "voucher",
    "request": 1,
    "code": "A",
    "flow": "direct_link",
    "setting": "off",
    "run": "order_to_warehouse:DH-1/1",
}


@pytest.mark.parametrize(
    ("step", "command"),
    [
        (
            StoryStep(who="an", do="create_order", order="D", customer="K", lines=LINES),
            CreateOrder(
                by="an",
                role="salesperson",
                order="D",
                customer="K",
                lines=(Line(1, "A", 2, 9), Line(2, "B", 1, 0)),
            ),
        ),
        (
            StoryStep(
                who="binh",
                do="save_slip",
                order="",
                slip="P",
                type="other",
                lines=(OrderLine(line=0, item="A", quantity=2),),
                date=4,
            ),
            SaveSlip(
                by="binh",
                role="clerk",
                order="",
                slip="P",
                type="other",
                lines=(SlipLine(0, "A", 2),),
                date=4,
            ),
        ),
        (
            StoryStep(
                who="an",
                do="edit_slip",
                order="D",
                slip="P",
                type="sale",
                lines=(OrderLine(item="A"),),
                number="P",
            ),
            EditSlip(
                by="an",
                role="salesperson",
                order="D",
                slip="P",
                type="sale",
                lines=(SlipLine(1, "A", 1),),
                number="P",
            ),
        ),
        (
            StoryStep(who="chi", do="add_code", kind="item", code="A"),
            AddCode(by="chi", role="accountant", kind="item", code="A"),
        ),
        (
            StoryStep(
                who="dung", do="switch_flow", flow="direct_link", setting="on", expect="busy"
            ),
            SwitchFlow(by="dung", role="administrator", flow="direct_link", setting="on"),
        ),
    ],
    ids=lambda value: value.do if isinstance(value, StoryStep) else "",
)
def test_a_step_becomes_the_command_of_its_person(step: StoryStep, command: Command) -> None:
    """The role comes from the cast, the rest from the step; a slip's lines have no price."""
    assert command_of(step, CAST) == command


@pytest.mark.parametrize("name", COMMAND_OF)
def test_every_command_can_be_a_step(name: str) -> None:
    """A new command, or a new field of one, has to find its place in a story."""
    kind = COMMAND_OF[name]
    own = [field for field in kind.__struct_fields__ if field not in ("by", "role", "flows")]
    given = {field: VALUES[field] for field in own}
    if kind is AddCode:
        given["kind"] = "customer"
    if "slip" in own and "lines" in own:
        given["lines"] = (OrderLine(line=1, item="A"),)

    command = command_of(StoryStep(who="an", do=name, **given), CAST)

    assert type(command) is kind
    wrong_kinds = msgspec.json.decode(msgspec.json.encode(command), type=kind)
    assert wrong_kinds == command
    assert all(getattr(command, f) == given[f] for f in own if f != "lines")


def test_names_of_commands_and_messages_are_those_of_the_rules() -> None:
    """Each class has one name, in small letters."""
    assert list(COMMAND_OF.values()) == list(COMMANDS.values())
    assert list(MESSAGE_OF.values()) == list(get_args(AnyMessage))
    assert {"save_slip", "create_order", "rerun"} <= set(COMMAND_OF)
    assert {"order_requested", "hold", "delivery_by_accounting"} <= set(MESSAGE_OF)


def test_every_step_of_a_story_that_was_read_is_a_command(tmp_path: Path) -> None:
    """What reading lets through, the interpreter of stories can play."""
    story = read(tmp_path, STORY)
    commands = [command_of(step, story.cast) for step in story.steps if step.do]

    assert [type(one).__name__ for one in commands] == [
        "CreateOrder",
        "SaveRequest",
        "SaveSlip",
        "SaveSlip",
        "RevokeRequest",
        "MakePaper",
        "AddCode",
        "SwitchFlow",
    ]


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (StoryStep(settle=True), "this step is no command of a person"),
        (
            StoryStep(who="bin", do="push_slip", order="D", slip="P"),
            'who: nobody in the cast is called "bin" (did you mean "binh"?)',
        ),
        (StoryStep(who="an", do="push_slip", order="D"), "slip: push_slip needs this field"),
        (
            StoryStep(who="an", do="set_delivery", order="D", status="done"),
            'status: "done" is not known here (one of: not_delivered, partial, delivered)',
        ),
        (
            StoryStep.model_construct(
                {"who", "do", "order", "slip"}, who="an", do="push_slip", order="D", slip=5
            ),
            "Expected `str`, got `int` - at `$.slip`",
        ),
    ],
)
def test_a_step_that_is_no_command_says_why(step: StoryStep, message: str) -> None:
    """In the words of the reader, without a place: a step may come from elsewhere."""
    with pytest.raises(InputError) as caught:
        command_of(step, CAST)

    assert str(caught.value) == f"a step of a story: {message}"
