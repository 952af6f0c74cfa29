"""The command `new`: a scenario of one's own, begun as a copy that explains its fields.

The copy keeps the text of the scenario that it is like, comments and all; its name is replaced, the
paths in it still lead to the same files, and above each field stands what it means. An editor finds
the schema by the first line. What does not live here: what the fields mean (`field_words`).
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Callable, Iterator
from inspect import get_annotations
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from reports.text import printed
from reports.words import word
from reports.words.fields_vi import FIELDS
from reports.words.life import say
from reports.words.problems import PROBLEMS
from sim.campaign import run_plan
from sim.commands.new_story import MANNERS, Manner, as_scenario
from sim.commands.saved_story import is_story, read_saved
from sim.commands.schema import schema_of
from sim.commands.shared import EXIT_OK, console, write_json
from sim.commands.usage import Parser
from sim.library import ROOT, find, plan_of, read, scenario_files
from sim.phrase import phrase, reason_of, told
from sim.reading import InputError, Problem, write_schema
from sim.reading.document import Node, plain
from sim.reading.field_words import WORDS_OF
from sim.reading.files import text_of
from sim.reading.problem import Trail, did_you_mean, dotted
from sim.reading.scalars import scalar
from sim.reading.written import like_name
from sim.reading.yaml_text import read_yaml
from sim.result import Result
from sim.scenario import Scenario, Words

SCHEMA = "scenario.schema.json"
REGRESSIONS = Path("scenarios", "regressions")  # where the program's own folder is the present one
SCHEMA_LINE = re.compile(r"# *yaml-language-server:.*\n?")
NAME = r"[a-z0-9][a-z0-9-]{0,79}"
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
ANCHOR = re.compile(r"&\S+\s+")


class Change(NamedTuple):
    """A value that is written anew: line and column from 0, how long it was, what it becomes."""

    line: int
    column: int
    length: int
    text: str


def add(sub: Parser) -> None:
    """Add what the command takes."""
    sub.add_argument("name", metavar="NAME", help=sub.words("new.name"))
    sub.add_argument("--like", metavar="SCENARIO", required=True, help=sub.words("new.like"))
    sub.add_argument("--to", metavar="FILE", help=sub.words("new.to"))
    sub.set_defaults(go=go)


def go(options: argparse.Namespace) -> int:
    """Write the new scenario and its schema; nothing that exists is written over."""
    name, lang = _checked(options.name, options.lang), options.lang
    if is_story(Path(options.like)):
        return _regression(name, options)
    target = Path(options.to or f"{name}.yaml")
    source = find(options.like)
    scenario = read(source)
    like, verb = scenario.name, "explore" if scenario.form == "world" else "run"
    schema, missing = _schema(target)
    text = copied(source, target, name, like=like, schema=schema, lang=lang)
    _write(target, text, missing, lang)
    out = console(options)
    printed(out, say(lang, "new.made", file=target.as_posix(), like=like))
    printed(out, say(lang, "new.run", verb=verb, file=target.as_posix()))
    data = {
        "schema_version": 1,
        "command": "new",
        "name": name,
        "like": like,
        "file": target.as_posix(),
        "schema": (target.parent / schema).as_posix(),
    }
    write_json(options, data)
    return EXIT_OK


def _regression(name: str, options: argparse.Namespace) -> int:
    """Write a saved story as a scenario, and tell how the reference and the story's rules do."""
    path, lang = Path(options.like), options.lang
    story, promise = read_saved(path)
    home = REGRESSIONS if REGRESSIONS.parent.is_dir() else Path()
    target = Path(options.to or home / f"{name}.yaml")
    schema, missing = _schema(target)
    head = f"# yaml-language-server: $schema={schema}\n"

    def body_of(manner: Manner) -> str:
        return as_scenario(story, promise, name, folder=path.parent, target=target, manner=manner)

    def tried(manner: Manner) -> tuple[Result, Result]:
        """Write it in one manner, and run it under the reference and under the story's rules."""
        target.write_text(head + body_of(manner), encoding="utf-8", newline="\n")
        return run_plan(plan_of(target, seed=1)), run_plan(
            plan_of(target, seed=1, rules=story.rules)
        )

    _write(target, head + body_of(MANNERS[0]), missing, lang)
    right, wrong = _best(tried, promise.name)
    broken = _broken(wrong)
    caught = promise.name in broken
    out = console(options)
    printed(out, say(lang, "new.regression", file=target.as_posix(), promise=promise.name))
    verdict = word(lang, "verdict", right.verdict)
    printed(out, say(lang, "new.right", verdict=verdict))
    key = "new.caught" if caught else "new.escaped"
    printed(out, say(lang, key, rules=story.rules, promise=promise.name))
    printed(out, say(lang, "new.run", verb="run", file=target.as_posix()))
    data = {
        "schema_version": 1,
        "command": "new",
        "name": name,
        "like": path.as_posix(),
        "file": target.as_posix(),
        "schema": (target.parent / schema).as_posix(),
        "promise": promise.name,
        "reference": right.verdict,
        "rules": story.rules,
        "caught": caught,
        "broken": broken,
    }
    write_json(options, data)
    return EXIT_OK


def _best(tried: Callable[[Manner], tuple[Result, Result]], promise: str) -> tuple[Result, Result]:
    """Write a regression in the first manner that is met and caught, else met, else any."""
    went = [(manner, tried(manner)) for manner in MANNERS]
    met = [one for one in went if not one[1][0].missing] or went
    caught = [one for one in met if promise in _broken(one[1][1])] or met
    return tried(caught[0][0])


def _broken(result: Result) -> list[str]:
    return [one.promise for one in (*result.failures, *result.gaps)]


def _checked(name: str, lang: str) -> str:
    """Return the name if a scenario may be called so."""
    if not re.fullmatch(NAME, name):
        near = like_name(name)[:80]
        hint = did_you_mean(near) if near and near != name else ""
        raise InputError([Problem(name, 0, 0, "", say(lang, "new.no_name"), hint)])
    if name in scenario_files():
        raise InputError([Problem(name, 0, 0, "", say(lang, "new.shipped"))])
    return name


def _schema(target: Path) -> tuple[str, Path | None]:
    """Return where the schema lies, seen from the new file, and its path if it is missing."""
    folder = target.resolve().parent
    if folder.is_relative_to(ROOT):
        return Path(os.path.relpath(ROOT / "schema.json", folder)).as_posix(), None
    path = target.parent / SCHEMA
    return SCHEMA, None if path.exists() else path


def _write(target: Path, text: str, schema: Path | None, lang: str) -> None:
    """Write the files, and see whether the scenario can be run; a broken one is not left behind."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        if schema is not None:
            write_schema(schema, schema_of("scenario", lang))
    except FileExistsError:
        message = say(lang, "new.exists")
        raise InputError([Problem(target.as_posix(), 0, 0, "", message)]) from None
    except OSError as error:
        message = say(lang, "new.unwritten", why=told(reason_of(error), PROBLEMS[lang]))
        raise InputError([Problem(target.as_posix(), 0, 0, "", message)]) from None
    try:
        plan_of(target, seed=1)
    except InputError:
        target.unlink()
        raise


# --- the copy -----------------------------------------------------------------------------------


def copied(source: Path, target: Path, name: str, *, like: str, schema: str, lang: str) -> str:
    """Return the text of the new scenario."""
    text = text_of(source).replace("\r\n", "\n")
    root = read_yaml(text, source.as_posix()).root
    lines = text.split("\n")
    for change in sorted(_changes(root, lines, source, target, name), reverse=True):
        line, end = lines[change.line], change.column + change.length
        lines[change.line] = f"{line[: change.column]}{change.text}{line[end:]}"
    head = [f"# yaml-language-server: $schema={schema}", *_remarks(like, lang)]
    above = _explained(root, lang)
    head += [line for at, words in above if at is None for line in words]
    for at, words in sorted(((a, w) for a, w in above if a is not None), reverse=True):
        lines[at:at] = ["", *words] if at else words
    return "\n".join(head) + "\n" + SCHEMA_LINE.sub("", "\n".join(lines).lstrip("\n"))


def _remarks(like: str, lang: str) -> list[str]:
    words = say(lang, "new.head", like=like).splitlines()
    return ["#", *(f"# {line}".rstrip() for line in words), "#"]


def _changes(
    root: Node, lines: list[str], source: Path, target: Path, name: str
) -> Iterator[Change]:
    """Return the values that the copy has in another way: its name, and relative paths."""
    seen: set[tuple[int, int]] = set()
    for trail, node in _leaves(root, ()):
        place = (node.place.line, node.place.column)
        if not isinstance(node.value, str) or place in seen:
            continue
        seen.add(place)
        new = name if trail == ("name",) else _moved(trail, node.value, source, target)
        if new != node.value:
            plain_word = trail == ("name",) and scalar(new, quoted=False) == new
            text = new if plain_word else json.dumps(new, ensure_ascii=False)
            yield _change(trail, node, lines, text)


def _leaves(node: Node, trail: Trail) -> Iterator[tuple[Trail, Node]]:
    if isinstance(node.value, dict):
        for field, child in node.value.items():
            yield from _leaves(child, (*trail, field))
    elif isinstance(node.value, list):
        for at, child in enumerate(node.value):
            yield from _leaves(child, (*trail, at))
    else:
        yield trail, node


def _moved(trail: Trail, text: str, source: Path, target: Path) -> str:
    """Return a path as it is seen from the new file; any other text as it is."""
    match trail:
        case ("trace", "file" | "map"):
            return _seen_from(target, source.parent / text)
        case ("promises", _) | ("people", _, "actor") if ".py:" in text:
            file, _, function = text.rpartition(":")
            return f"{_seen_from(target, source.parent / file)}:{function}"
    return text


def _seen_from(target: Path, path: Path) -> str:
    try:
        return Path(os.path.relpath(path.resolve(), target.resolve().parent)).as_posix()
    except ValueError:  # on another drive
        return path.resolve().as_posix()


def _change(trail: Trail, node: Node, lines: list[str], text: str) -> Change:
    """Return the change of a single word, whatever quotation marks it has."""
    line, column = node.place.line - 1, node.place.column - 1
    rest = lines[line][column:]
    anchor = ANCHOR.match(rest)
    column += anchor.end() if anchor else 0
    rest = lines[line][column:]
    quoted = QUOTED.match(rest)
    if quoted is None and not rest.startswith(str(node.value)):
        message, hint = phrase("new.spread"), phrase("new.spread.hint")
        raise InputError([Problem(*node.place, dotted(trail), message, hint)])
    length = quoted.end() if quoted else len(str(node.value))
    return Change(line, column, length, text)


# --- what the fields mean -----------------------------------------------------------------------


def _explained(root: Node, lang: str) -> list[tuple[int | None, list[str]]]:
    """Return the lines above which something is explained, and what; None: at the very top."""
    assert isinstance(root.value, dict)
    told: list[tuple[int | None, list[str]]] = []
    taken: set[int] = set()
    for name, node in root.value.items():
        place = root.names[name]
        own_line = place.column == 1 and place.line not in taken
        taken.add(place.line)
        words = [f"# {line}" for line in _meaning(name, plain(node), lang)]
        told.append((place.line - 1 if own_line else None, words))
    return told


def _meaning(name: str, data: Any, lang: str) -> list[str]:
    """Return what a field of a scenario means, and the fields that are used in it."""
    words = FIELDS if lang == "vi" else WORDS_OF
    lines = [words[f"Scenario.{name}"]]
    told: set[str] = set()
    for depth, field, key in _used(Scenario, name, [data], 1):
        if key not in told:
            told.add(key)
            lines.append(f"{'  ' * depth}{field}: {words[key]}")
    return lines


def _used(
    model: type[BaseModel], name: str, values: list[Any], depth: int
) -> Iterator[tuple[int, str, str]]:
    """Return the fields used below a field: how deep, their names, and their keys in the words."""
    annotation = model.model_fields[name].annotation
    inner = _model_in(annotation)
    if inner is None or inner is Words:
        return
    free = get_origin(annotation) is dict
    groups = [group for value in values for group in _groups(value, free=free)]
    for field in dict.fromkeys(field for group in groups for field in group):
        owner = next(one for one in reversed(inner.__mro__) if field in get_annotations(one))
        yield depth, field, f"{owner.__name__}.{field}"
        below = [group[field] for group in groups if field in group]
        yield from _used(inner, field, below, depth + 1)


def _groups(value: Any, *, free: bool) -> list[dict[str, Any]]:
    """Return the groups of fields in a value: itself, its entries, or those under free names."""
    if isinstance(value, list):
        return [one for one in value if isinstance(one, dict)]
    if not isinstance(value, dict):
        return []
    return [one for one in value.values() if isinstance(one, dict)] if free else [value]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the group of fields that a type holds, None if it holds none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(one) for one in get_args(annotation))
    return next((one for one in found if one is not None), None)
