"""The mistakes on the page about editors are refused by the schema where, and as, the page says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from doc_pages import ROOT, Block, blocks, prose
from jsonschema import Draft202012Validator, ValidationError
from schema_places import with_places

from sim.commands.schema import schema_of
from sim.reading import InputError
from sim.reading.document import Node, plain, spot
from sim.reading.yaml_text import read_yaml

PAGES = {"en": ROOT / "docs" / "editor.md", "vi": ROOT / "docs" / "vi" / "trinh-soan-thao.md"}
ANSWER = re.compile(r"(\d+:\d+) (.+)")

Mark = tuple[str, str]  # line:column, and what is said there


def wrong_files(lang: str) -> list[tuple[Block, Block]]:
    """Each wrong file of a page, and the answers below it."""
    found = pairwise(blocks(PAGES[lang]))
    return [(one, answers) for one, answers in found if one.language == "yaml"]


FILES = [(lang, *pair) for lang in PAGES for pair in wrong_files(lang)]


def marks(text: str, lang: str) -> set[Mark]:
    """What a language server says of a text, by the schema."""
    root = read_yaml(text, "x.yaml").root
    validator = Draft202012Validator(with_places(schema_of("scenario", lang)))
    return {one for error in validator.iter_errors(plain(root)) for one in marks_of(error, root)}


def marks_of(error: ValidationError, root: Node) -> Iterator[Mark]:
    trail, schema, value = tuple(error.absolute_path), error.schema, error.validator_value
    own = schema.get("errorMessage") if isinstance(schema, dict) else None
    match error.validator:
        case "not":  # the field itself may not be there
            yield place(root, trail, name=True), f"Property {trail[-1]} is not allowed."
        case "additionalProperties":
            for name in set(error.instance) - set(schema["properties"]):
                says = own or f"Property {name} is not allowed."
                yield place(root, (*trail, name), name=True), says
        case "required":
            [name] = re.findall("^'(.+)' is", error.message)
            yield place(root, trail), own or f'Missing property "{name}".'
        case "anyOf":
            for one in error.context or ():
                yield from marks_of(one, root)
        case "pattern":
            yield place(root, trail), schema["patternErrorMessage"]
        case "enum":
            names = ", ".join(f'"{one}"' for one in value)
            yield place(root, trail), own or f"Value is not accepted. Valid values: {names}."
        case "type":
            yield place(root, trail), own or f'Incorrect type. Expected "{value}".'
        case "minimum":
            yield place(root, trail), f"Value is below the minimum of {value}."
        case "maximum":
            yield place(root, trail), f"Value is above the maximum of {value}."
        case _:
            raise AssertionError(error)


def place(root: Node, trail: tuple[Any, ...], *, name: bool = False) -> str:
    at = spot(root, trail, at_name=name)
    return f"{at.line}:{at.column}"


@pytest.mark.parametrize(
    ("lang", "file", "answers"),
    FILES,
    ids=[f"{lang}-{file.note('file')}" for lang, file, _ in FILES],
)
def test_a_page_shows_every_mark(lang, file, answers):
    """A long list of names ends in "…" there."""
    told = [ANSWER.fullmatch(line) for line in answers.lines]
    assert all(told), answers.place
    shown = [(one[1], one[2]) for one in told if one]
    made = marks(file.text, lang)

    assert len(shown) == len(made)
    for at, words in shown:
        said = [text for other, text in made if other == at]
        start = words.removesuffix("…")
        assert any(text == words or (start != words and text.startswith(start)) for text in said), (
            f"{answers.place}: {at} {words}: {said}"
        )


@pytest.mark.parametrize("lang", PAGES)
def test_the_page_has_a_population_and_a_story(lang):
    """Each with a dozen mistakes."""
    assert [len(answers.lines) > 10 for _, answers in wrong_files(lang)] == [True, True]


# --- what is offered and told -------------------------------------------------------------------


def tables(lang: str) -> list[list[str]]:
    """The rows of the tables of a page: what is offered, what is told."""
    found: list[list[str]] = []
    for line in prose(PAGES[lang]):
        if line.startswith("| ---"):
            found.append([])
        elif found and line.startswith("| "):
            found[-1].append(line.replace(r"\|", "").strip("| ").rpartition("|")[2])
    return found


def words_in(schema: Any) -> Iterator[str]:
    """Every field, name, value and sentence of a schema."""
    if isinstance(schema, dict):
        for name, one in schema.items():
            yield name
            yield from words_in(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from words_in(one)
    elif isinstance(schema, str):
        yield schema


@pytest.mark.parametrize("lang", PAGES)
def test_what_is_offered_and_told_stands_in_the_schema(lang):
    """Names in backticks, and sentences up to an example or to a name's own."""
    known = {one for what in ("scenario", "profile") for one in words_in(schema_of(what, lang))}
    offers, meanings = tables(lang)

    names = [name for row in offers for name in re.findall("`([^`]+)`", row)]
    assert len(names) > 100
    assert [name for name in names if name not in known] == []
    sentences = [
        text.strip()
        for row in meanings
        for text in re.split(r"`[^`]+`:|Example: .*|Allowed Values: .*", row)
        if text.strip()
    ]
    assert len(sentences) > 15
    assert [text for text in sentences if text not in known] == []


def test_a_right_file_has_no_marks():
    """And one that cannot be read at all is no business of the schema."""
    assert marks("name: x", "en") == set()
    with pytest.raises(InputError):
        read_yaml("name: [", "x.yaml")
