"""Everything that is said or happens has a JSON form from which the same value comes back."""

from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import hypothesis
import msgspec
import pytest
from hypothesis import strategies as st
from msgspec import Struct
from rules.vocabulary import ALL_EVENTS, ALL_MESSAGES

from sim.rules.events import AnyEvent
from sim.rules.messages import COMMANDS, Answer, AnyCommand, AnyMessage, Envelope, RunReport
from sim.rules.step import Fault

LAW = hypothesis.settings(derandomize=True, deadline=None, max_examples=10, database=None)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    int: st.integers(-(2**31), 2**31),
    str: st.text(max_size=8),
    bool: st.booleans(),
    type(None): st.none(),
}


def any_of(kind: Any) -> st.SearchStrategy[Any]:
    """Return all values of a type that the rules' values are made of."""
    if kind in PLAIN:
        return PLAIN[kind]
    inner = get_args(kind)
    if get_origin(kind) in (Union, UnionType):
        return st.one_of(*map(any_of, inner))
    if get_origin(kind) is Literal:
        return st.sampled_from(inner)
    if get_origin(kind) is tuple and inner[-1] is Ellipsis:
        return st.lists(any_of(inner[0]), max_size=2).map(tuple)
    if get_origin(kind) is tuple:
        return st.tuples(*map(any_of, inner))
    assert issubclass(kind, Struct), kind
    fields = {field.name: any_of(field.type) for field in msgspec.structs.fields(kind)}
    return st.builds(kind, **fields)


def comes_back(value: Struct, kind: Any) -> None:
    text = msgspec.json.encode(value)
    again = msgspec.json.decode(text, type=kind)

    assert again == value
    assert type(again) is type(value)
    assert hash(again) == hash(value)
    assert msgspec.json.encode(again) == text


def law_for(kind: type[Struct], union: Any) -> None:
    """Try the law on values of one kind, read back as any of its family."""

    @LAW
    @hypothesis.given(any_of(kind))
    def law(value: Struct) -> None:
        comes_back(value, union)

    law()


@pytest.mark.parametrize("kind", COMMANDS.values(), ids=COMMANDS)
def test_every_command_comes_back(kind) -> None:
    """A record can be replayed: the tag tells the kind, nothing is lost."""
    law_for(kind, AnyCommand)


@pytest.mark.parametrize("kind", ALL_MESSAGES, ids=lambda kind: kind.__name__)
def test_every_message_comes_back(kind) -> None:
    """Over HTTP and in an outbox it is the same message."""
    law_for(kind, AnyMessage)


@pytest.mark.parametrize("kind", ALL_EVENTS, ids=lambda kind: kind.__name__)
def test_every_event_comes_back(kind) -> None:
    """A state can be rebuilt from its log."""
    law_for(kind, AnyEvent)


@pytest.mark.parametrize("kind", [Envelope, Fault, RunReport], ids=lambda kind: kind.__name__)
def test_every_envelope_fault_and_report_comes_back(kind) -> None:
    """With the message inside."""
    law_for(kind, kind)


@pytest.mark.parametrize("kind", get_args(Answer), ids=lambda kind: kind.__name__)
def test_every_answer_comes_back(kind) -> None:
    """messages.py: everything that is said has a JSON form with its class's name as its tag."""
    law_for(kind, Answer)


def test_the_tag_is_the_name_of_the_class() -> None:
    """So that a record can be read by eye."""
    for kind in (*COMMANDS.values(), *ALL_MESSAGES, *ALL_EVENTS):
        assert kind.__struct_config__.tag_field == "is"
        assert kind.__struct_config__.tag == kind.__name__
