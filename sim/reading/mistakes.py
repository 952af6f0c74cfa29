"""Mistakes of YAML's grammar, in the words of somebody who writes a scenario."""

from __future__ import annotations

from typing import Any

from ruamel.yaml.error import MarkedYAMLError

_CLOSE = "check that each \" and each ' has its pair"
_INDENT = "check the indentation of this line and of the one above"
_QUOTE = "put the text in quotation marks"

# How the parser's sentence begins -> what is wrong, and what helps. The first that fits counts.
_SENTENCES: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed here",
        'a ":" does not fit here',
        'check the indentation; a text that holds ": " stands in quotation marks',
    ),
    ("found character '\\t'", "a tab does not fit here", "indent with spaces"),
    ("found character '@'", 'a text cannot begin with "@"', _QUOTE),
    ("found character '`'", 'a text cannot begin with "`"', _QUOTE),
    ("found character '%'", 'a text cannot begin with "%"', _QUOTE),
    ("could not find expected ':'", 'a ":" is missing after a name', "write name: value"),
    ("found unexpected end of stream", "a quotation mark is not closed", _CLOSE),
    ("found unexpected document separator", "a quotation mark is not closed", _CLOSE),
    ("sequence entries are not allowed here", 'a "- " does not fit here', _INDENT),
    ("mapping keys are not allowed here", 'a "? " does not fit here', _QUOTE),
    ("expected <block end>", "this does not fit the lines above", _INDENT),
    ("expected ',' or ']'", 'a list in [ ] lacks a "," or its "]"', ""),
    ("expected ',' or '}'", 'a group in { } lacks a "," or its "}"', ""),
    ("expected the node content", "a value is missing here", ""),
    (
        "found unknown escape character",
        "a \\ in double quotation marks begins nothing known",
        "write \\\\, or use single quotation marks",
    ),
    (
        "expected escape sequence",
        "a \\ in double quotation marks lacks its digits",
        "write \\\\, or use single quotation marks",
    ),
    ("expected '<document start>'", "this does not belong to what stands above", _INDENT),
    ("found non-comment content", 'text after "..." is not read', 'remove the "..."'),
    ("more indented follow up line", "this line begins further right than the first", _INDENT),
)


def syntax(error: MarkedYAMLError) -> tuple[Any, str, str]:
    """Return the parser's mark (or None), what is wrong, and a hint."""
    said = error.problem or error.context or ""
    for begin, message, hint in _SENTENCES:
        if said.startswith(begin):
            # Of a quotation mark left open, the beginning helps and not the end of the file.
            where = error.context_mark if hint == _CLOSE else error.problem_mark
            return where or error.problem_mark or error.context_mark, message, hint
    return error.problem_mark or error.context_mark, "this is not valid YAML", said
