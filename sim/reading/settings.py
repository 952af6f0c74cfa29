"""Fields of a document replaced from the command line: `--set key=value`.

The key is a dotted path; the entries of a list count from 1, and a name with a dot in it stands in
quotation marks: `stock."HH.01"=5`. The value is YAML, as it would stand in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sim.phrase import phrase
from sim.reading.document import NoWayError, put
from sim.reading.problem import InputError, Problem, dotted
from sim.reading.yaml_text import Document, read_yaml

_STEP = r'(?:"[^"]*"|[^."=]+)'
_SETTING = re.compile(rf"({_STEP}(?:\.{_STEP})*)=(.*)", re.DOTALL)


def replace_fields(document: Document, settings: Sequence[str]) -> Document:
    """Return the document with the fields of the settings replaced, one after another.

    What is wrong with a setting becomes a problem of the document, like what is wrong in its file.
    """
    for setting in settings:
        try:
            document = _replaced(document, setting)
        except InputError as error:
            document = document._replace(problems=(*document.problems, *error.problems))
    return document


def _replaced(document: Document, setting: str) -> Document:
    file = f"--set {setting}"
    found = _SETTING.fullmatch(setting)
    if found is None:
        hint = phrase("hint.write", what="key=value")
        raise InputError([Problem(file, 0, 0, "", phrase("setting.none"), hint)])
    way = tuple(step.strip('"') for step in re.findall(_STEP, found[1]))
    value = read_yaml(found[2], file, way, placed=False)
    try:
        root = put(document.root, way, value.root)
    except NoWayError as no:
        raise InputError([Problem(file, 0, 0, dotted(no.trail), no.message)]) from None
    return Document(root, (*document.problems, *value.problems), document.unusable | value.unusable)
