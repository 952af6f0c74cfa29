"""Reading scenario and profile files: everything wrong is told at once, with line and column.

    read_scenario(path, known) -> Scenario        read_profile(path) -> Profile
    read_known(path, names) -> known failures     read_thresholds(path, …) -> thresholds

All raise `InputError`, whose problems each name the file, the line, the column, the field, what is
wrong and what would be right. The way of a file: bytes to text (`files`), text to a tree that knows
its places (`yaml_text`, `document`), `--set` (`settings`), fields and kinds (`shape`), names
(`references`). What does not live here: what a scenario is (`sim.scenario`), what its names do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from sim.phrase import phrase
from sim.reading.commands import COMMAND_OF, MESSAGE_OF, command_of
from sim.reading.document import plain, spot
from sim.reading.files import text_of
from sim.reading.known_file import KnownFailure, KnownFile, Names, known_names
from sim.reading.problem import Finding, InputError, Problem, dotted
from sim.reading.references import Known, NoPromiseError, references
from sim.reading.schema import json_schema, profile_schema, write_schema
from sim.reading.settings import replace_fields
from sim.reading.shape import shape
from sim.reading.threshold_file import Threshold, ThresholdFile, threshold_names
from sim.reading.yaml_text import Document, read_yaml
from sim.scenario import Profile, Scenario

__all__ = [
    "COMMAND_OF",
    "MESSAGE_OF",
    "InputError",
    "Known",
    "KnownFailure",
    "Names",
    "NoPromiseError",
    "Problem",
    "Threshold",
    "command_of",
    "holds_profile",
    "json_schema",
    "profile_schema",
    "read_known",
    "read_profile",
    "read_scenario",
    "read_thresholds",
    "write_schema",
]

Model = TypeVar("Model", bound=BaseModel)


def read_scenario(path: Path, known: Known, overrides: Sequence[str] = ()) -> Scenario:
    """Return the scenario in a file, its fields replaced by the overrides (`key=value`).

    Raises InputError with every problem at once; `known` are the names that live elsewhere.
    """
    document = replace_fields(_document(path), overrides)
    data = plain(document.root)
    scenario, findings = shape(Scenario, data)
    return _sound(document, scenario, [*findings, *references(data, known)])


def read_profile(path: Path) -> Profile:
    """Return the company profile in a file; raises InputError with every problem at once."""
    document = _document(path)
    profile, findings = shape(Profile, plain(document.root))
    return _sound(document, profile, findings)


def holds_profile(path: Path) -> bool:
    """Tell whether a file is a company profile: it sets one up and has no field of a scenario."""
    try:
        fields = set(plain(_document(path).root))
    except InputError:
        return False
    scenarios = set(Scenario.model_fields) - set(Profile.model_fields)
    return bool(fields & {"assumptions", "flows"}) and not fields & scenarios


def read_known(path: Path, names: Names) -> tuple[KnownFailure, ...]:
    """Return the known failures in a file; raises InputError with every problem at once."""
    document = _document(path, dates=True)
    data = plain(document.root)
    scenarios, wrong = known_names(data, names)
    file, findings = shape(KnownFile, data)
    return tuple(
        KnownFailure(
            promise=one.promise,
            scenario=scenarios[at],
            reason=one.reason,
            owner=one.owner,
            expires=one.expires,
            line=spot(document.root, ("known", at)).line,
        )
        for at, one in enumerate(_sound(document, file, [*findings, *wrong]).known)
    )


def read_thresholds(
    path: Path, metrics: Collection[str], scenarios: Collection[str]
) -> tuple[Threshold, ...]:
    """Return the thresholds in a file; raises InputError with every problem at once."""
    document = _document(path)
    data = plain(document.root)
    file, findings = shape(ThresholdFile, data)
    wrong = threshold_names(data, metrics, scenarios)
    return tuple(
        Threshold(one.metric, one.scenario, one.most, spot(document.root, ("thresholds", at)).line)
        for at, one in enumerate(_sound(document, file, [*findings, *wrong]).thresholds)
    )


def _document(path: Path, *, dates: bool = False) -> Document:
    document = read_yaml(text_of(path), path.as_posix(), dates=dates)
    if isinstance(document.root.value, dict):
        return document
    message = phrase("file.empty" if document.root.value is None else "file.no_fields")
    hint = phrase("file.no_fields.hint")
    raise InputError([*document.problems, Problem(*document.root.place, "", message, hint)])


def _sound(document: Document, model: Model | None, findings: Iterable[Finding]) -> Model:
    """Return the model if nothing is wrong, else raise what is."""
    found = [one for one in findings if one.trail not in document.unusable]
    exact = [one for one in found if not one.general]
    general = [one for one in found if one.general and not _told(one, exact)]
    problems = [*document.problems, *(_placed(document, one) for one in (*exact, *general))]
    if model is None or problems:
        raise InputError(problems)
    return model


def _told(general: Finding, exact: list[Finding]) -> bool:
    depth = len(general.trail)
    return any(one.trail[:depth] == general.trail for one in exact)


def _placed(document: Document, finding: Finding) -> Problem:
    trail, message, hint = finding.trail, finding.message, finding.hint
    place = spot(document.root, trail, at_name=finding.at_name)
    return Problem(*place, dotted(trail), message, hint)
