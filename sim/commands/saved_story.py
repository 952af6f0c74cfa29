"""What was saved as a command takes it: read, and refused where it cannot be played any more.

What does not live here: what a saved story holds (`sim.saved`), playing it.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct, field

from sim import saved
from sim.checks.promise import Promise
from sim.phrase import Said, phrase
from sim.reading import InputError, NoPromiseError, Problem
from sim.reading.problem import suggestion
from sim.rules.variants import RULE_SETS


def read_saved(path: Path) -> tuple[saved.SavedStory, Promise]:
    """Return the saved story in a file and its promise; InputError if it cannot be played now."""
    file = path.as_posix()
    try:
        story = saved.read(path.read_bytes())
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        message = phrase("saved.no_story", why=str(error))
        raise InputError([Problem(file, 0, 0, "", message)]) from None
    known_rules(story.rules, file)
    return story, _promise(story, path)


def read_choices(path: Path) -> saved.SavedChoices | None:
    """Return a run saved as its choices; None if that is not what the file says it is."""
    data = path.read_bytes()
    if _kind(data) != "Choices":
        return None
    try:
        return saved.read_choices(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        message = phrase("saved.no_story", why=str(error))
        raise InputError([Problem(path.as_posix(), 0, 0, "", message)]) from None


def is_story(path: Path) -> bool:
    """Tell whether a file says that it is a saved story."""
    return path.suffix == ".json" and path.is_file() and _kind(path.read_bytes()) == "Story"


def _kind(data: bytes) -> str:
    """Return what a file says that it is, "" if it says nothing."""
    try:
        return msgspec.json.decode(data, type=_Tag).kind
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""


class _Tag(Struct):
    """What a saved file says that it is."""

    kind: str = field(name="is")


def known_rules(name: str, file: str) -> None:
    """Refuse a story or a record of a rule set that does not exist any more."""
    if name not in RULE_SETS:
        message = phrase("saved.no_rules", name=repr(name))
        raise InputError([Problem(file, 0, 0, "rules", message, suggestion(name, RULE_SETS))])


def _promise(story: saved.SavedStory, path: Path) -> Promise:
    """Return the promise that a story broke, a shipped one or a tester's own."""
    message: Said = phrase("saved.no_promise", name=repr(story.promise))
    hint: Said = ""
    try:
        promise = saved.promise_of(story, path.parent)
    except NoPromiseError as no:
        promise, message, hint = None, no.message, no.hint
    if promise is None or promise.name != story.promise:
        raise InputError([Problem(path.as_posix(), 0, 0, "promise", message, hint)])
    return promise
