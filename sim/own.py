"""Promises of a tester's own: read from a Python file beside the scenario, and checked at once.

A scenario names one as FILE.py:NAME. NAME is a `Promise`, or a function whose docstring is its
words and whose parameters tell when it is asked:

    def no_big_slip(moment, event: SlipSaved)   at each such event, command, message or answer
    def no_big_slip(moment)                     at each step
    def no_big_slip(ledger, apps)               once nothing is under way; yields its rulings

A promise remembers nothing of its own: it is asked in many orders of events. What does not live
here: the judging itself (`checks.judge`), which takes these promises like the shipped ones.
"""

from __future__ import annotations

import inspect
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_type_hints

from sim.checks.judge import PROMISES
from sim.checks.promise import Kind, Moment, Promise, Ruling, Words
from sim.phrase import Said, phrase
from sim.reading import InputError, NoPromiseError
from sim.reading.files import text_of
from sim.reading.problem import quoted, suggestion
from sim.record import OwnFile
from sim.rules.assumptions import Assumptions
from sim.rules.events import AnyEvent
from sim.rules.messages import Answer, AnyCommand, AnyMessage
from sim.rules.step import Fault
from sim.scenario import Scenario

NAME = r"[a-z0-9][a-z0-9-]{0,79}"  # of a promise: it becomes part of a file's name
MESSAGES: tuple[type, ...] = get_args(AnyMessage)
ANSWERS: tuple[type, ...] = get_args(Answer)
TRIGGERS: tuple[type, ...] = (
    *get_args(AnyEvent),
    *get_args(AnyCommand),
    *MESSAGES,
    *ANSWERS,
    Fault,
)
FORMS = phrase("own.forms")


def own_promise(text: str, folder: Path) -> Promise:
    """Return the promise at FILE.py:NAME; raises NoPromiseError if there is no usable one."""
    file, _, name = text.rpartition(":")
    if not file.endswith(".py") or not name:
        hint = phrase("hint.write", what="FILE.py:NAME")
        raise NoPromiseError(phrase("own.no_place", text=quoted(text)), hint)
    path = folder / file
    try:
        content = text_of(path)
    except InputError as error:
        problem = error.problems[0]
        message = phrase("own.unusable", file=file, why=problem.message)
        raise NoPromiseError(message, problem.hint) from None
    module = _module(path, content)
    if name not in vars(module):
        names = [one for one, value in vars(module).items() if _may_be_one(value, module)]
        message = phrase("own.lacks", file=file, name=quoted(name))
        raise NoPromiseError(message, suggestion(name, names, "hint.it_has"))
    found = vars(module)[name]
    promise = found if isinstance(found, Promise) else _of_function(found, name)
    return _sound(promise, name)._replace(origin=f"{path.as_posix()}:{name}")


def promises_of(scenario: Scenario, folder: Path) -> tuple[Promise, ...]:
    """Return what judges a scenario: the shipped promises, then its own."""
    return (*PROMISES, *(own_promise(text, folder) for text in scenario.promises))


def own_files(scenario: Scenario, folder: Path) -> tuple[OwnFile, ...]:
    """Return the Python files of a scenario's own promises and actors, for its record."""
    groups = [getattr(scenario.people, field) for field in type(scenario.people).model_fields]
    named = [*scenario.promises, *(one.actor for one in groups if ".py:" in one.actor)]
    files = dict.fromkeys(text.rpartition(":")[0] for text in named)
    return tuple(OwnFile(file, text_of(folder / file)) for file in files)


def _may_be_one(value: object, module: ModuleType) -> bool:
    own = inspect.isfunction(value) and value.__module__ == module.__name__
    return isinstance(value, Promise) or own


# --- the file -----------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _module(path: Path, content: str) -> ModuleType:
    """Return the file as a module; nothing of it is kept on disk."""
    module = ModuleType(f"own_promises_{path.stem}")
    module.__file__ = str(path)
    sys.modules[module.__name__] = module  # dataclasses and annotations look here
    try:
        exec(compile(content, str(path), "exec", dont_inherit=True), vars(module))
    except SyntaxError as error:
        place = f"{path.name}:{error.lineno}" if error.lineno else path.name
        raise NoPromiseError(phrase("own.no_python", place=place, why=error.msg)) from None
    except (Exception, SystemExit) as error:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == str(path)]
        place = f"{path.name}:{lines[-1]}" if lines else path.name
        told = f"{type(error).__name__}: {error}".removesuffix(": ")
        raise NoPromiseError(phrase("own.fails", place=place, why=told)) from None
    return module


# --- a function ---------------------------------------------------------------------------------


def _of_function(found: object, name: str) -> Promise:
    """Return the promise that a function makes; its parameters tell when it is asked."""
    if not inspect.isfunction(found):
        raise NoPromiseError(phrase("own.neither", name=quoted(name)))
    title, own = _title(found, name), name.replace("_", "-").strip("-").lower()
    match [*inspect.signature(found).parameters]:
        case ["moment"]:

            def at_each(moment: Moment, _: object) -> Ruling | None:
                return found(moment)  # type: ignore[no-any-return]

            return Promise(own, "always", (), title, on=ANSWERS, watch=at_each)
        case ["moment", trigger]:
            return Promise(own, "always", (), title, on=_kinds(found, trigger), watch=found)
        case ["ledger", "apps"]:
            return Promise(own, "eventually", (), title, settle=found)
    raise NoPromiseError(phrase("own.parameters", name=name), FORMS)


def _kinds(found: Callable[..., Any], parameter: str) -> tuple[type, ...]:
    """Return the types that a parameter is annotated with: one, or several joined by "|"."""
    try:
        kind = get_type_hints(found).get(parameter)
    except Exception as error:
        message = phrase("own.types", name=found.__name__, why=str(error))
        raise NoPromiseError(message) from None
    if kind is None:
        raise NoPromiseError(phrase("own.unasked", name=found.__name__), FORMS)
    return get_args(kind) or (kind,)


def _title(found: object, name: str) -> Words:
    """Return the docstring as words: "vi: …" and "en: …", or one text for both languages."""
    text = (inspect.getdoc(found) or "").split("\n\n")[0]
    if not text.strip():
        hint = phrase("own.no_docstring.hint")
        raise NoPromiseError(phrase("own.no_docstring", name=name), hint)
    parts = re.findall(r"^(vi|en):(.*?)(?=^(?:vi|en):|\Z)", text, re.DOTALL | re.MULTILINE)
    said = {lang: " ".join(words.split()) for lang, words in parts}
    whole = next(iter(said.values()), " ".join(text.split()))
    return Words(said.get("vi", whole), said.get("en", whole))


# --- a promise ----------------------------------------------------------------------------------


def _sound(promise: Promise, name: str) -> Promise:
    """Return the promise with its answers checked; raises NoPromiseError where it is wrong."""
    for message, hint in _mistakes(promise):
        raise NoPromiseError(phrase("own.wrong", name=name, what=message), hint)
    watch, settle = promise.watch, promise.settle
    return promise._replace(
        watch=None if watch is None else _watching(watch, name),
        settle=None if settle is None else _settling(settle, name),
    )


def _mistakes(promise: Promise) -> Iterator[tuple[Said, Said]]:
    """Return what is wrong with a promise, and what would be right."""
    if not isinstance(promise.name, str) or not re.fullmatch(NAME, promise.name):
        called = quoted(str(promise.name))
        yield phrase("own.no_name", name=called), phrase("own.no_name.hint")
    if promise.kind not in get_args(Kind):
        yield phrase("own.no_kind", kind=quoted(str(promise.kind))), ", ".join(get_args(Kind))
    if not isinstance(promise.title, Words) or not all(promise.title):
        yield phrase("own.no_title"), 'title=Words("tiếng Việt", "English")'
    if not _texts(promise.clauses) or not _texts(promise.assumptions):
        yield phrase("own.no_tuples"), 'clauses=("R1.3a",)'
    for one in promise.assumptions:
        if one not in Assumptions.__struct_fields__:
            near = suggestion(one, Assumptions.__struct_fields__)
            yield phrase("own.no_assumption", name=quoted(one)), near
    yield from _unjudged(promise)
    yield from _strangers("on", promise.on, TRIGGERS, "own.no_trigger")
    yield from _strangers("on_sent", promise.on_sent, MESSAGES, "own.no_message")


def _texts(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, str) for one in value)


def _unjudged(promise: Promise) -> Iterator[tuple[Said, Said]]:
    """Return why a promise would never be asked."""
    if promise.watch is None and promise.settle is None:
        yield phrase("own.no_judge"), phrase("own.no_judge.hint")
    if promise.watch is not None and not promise.on and not promise.on_sent:
        yield phrase("own.never_asked"), phrase("own.never_asked.hint")
    if promise.watch is None and (promise.on or promise.on_sent):
        yield phrase("own.no_watch"), phrase("own.no_watch.hint")


def _strangers(
    field: str, kinds: object, known: Iterable[type], key: str
) -> Iterator[tuple[Said, Said]]:
    """Return the types that no step ever brings."""
    if not isinstance(kinds, tuple):
        yield phrase("own.no_types", field=field), f"{field}=(SlipSaved,)"
        return
    right = tuple(known)
    for one in kinds:
        if one not in right:
            called = getattr(one, "__name__", str(one))
            near = suggestion(called, [kind.__name__ for kind in right])
            yield phrase(key, name=called), near


def _watching(watch: Callable[[Any, Any], Any], name: str) -> Callable[[Any, Any], Ruling | None]:
    def watching(moment: Any, trigger: Any) -> Ruling | None:
        try:
            ruling = watch(moment, trigger)
        except SystemExit as error:
            raise RuntimeError(f"{name} wants to end the program") from error
        return None if ruling is None else _ruling(ruling, name)

    return watching


def _settling(settle: Callable[[Any, Any], Any], name: str) -> Callable[[Any, Any], Any]:
    def settling(ledger: Any, apps: Any) -> Iterator[Ruling]:
        try:
            for ruling in settle(ledger, apps):
                yield _ruling(ruling, name)
        except SystemExit as error:
            raise RuntimeError(f"{name} wants to end the program") from error

    return settling


def _ruling(answer: object, name: str) -> Ruling:
    """Return the answer of a promise, which has to be a ruling and nothing that looks like one."""
    if isinstance(answer, Ruling):
        return answer
    raise TypeError(f"{name} answered {answer!r}: a promise answers ruled(held, order), or None")
