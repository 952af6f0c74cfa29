"""Mistakes of YAML's grammar, in the words of somebody who writes a scenario."""

from __future__ import annotations

from typing import Any

from ruamel.yaml.error import MarkedYAMLError

from sim.phrase import Phrase, Said, phrase

_CLOSE = phrase("yaml.open_quote.hint")
_INDENT = phrase("yaml.indent")
_QUOTE = phrase("yaml.quote")
_ESCAPE = phrase("yaml.escape.hint")

# How the parser's sentence begins -> what is wrong, and what helps. The first that fits counts.
_SENTENCES: tuple[tuple[str, Phrase, Said], ...] = (
    (
        "mapping values are not allowed here",
        phrase("yaml.colon"),
        phrase("yaml.colon.hint"),
    ),
    ("found character '\\t'", phrase("yaml.tab"), phrase("yaml.tab.hint")),
    ("found character '@'", phrase("yaml.begins", sign="@"), _QUOTE),
    ("found character '`'", phrase("yaml.begins", sign="`"), _QUOTE),
    ("found character '%'", phrase("yaml.begins", sign="%"), _QUOTE),
    (
        "could not find expected ':'",
        phrase("yaml.no_colon"),
        phrase("hint.write", what="name: value"),
    ),
    ("found unexpected end of stream", phrase("yaml.open_quote"), _CLOSE),
    ("found unexpected document separator", phrase("yaml.open_quote"), _CLOSE),
    ("sequence entries are not allowed here", phrase("yaml.dash"), _INDENT),
    ("mapping keys are not allowed here", phrase("yaml.question"), _QUOTE),
    ("expected <block end>", phrase("yaml.block"), _INDENT),
    ("expected ',' or ']'", phrase("yaml.open_list"), ""),
    ("expected ',' or '}'", phrase("yaml.open_group"), ""),
    ("expected the node content", phrase("yaml.no_node"), ""),
    ("found unknown escape character", phrase("yaml.escape"), _ESCAPE),
    ("expected escape sequence", phrase("yaml.escape_digits"), _ESCAPE),
    ("expected '<document start>'", phrase("yaml.outside"), _INDENT),
    ("found non-comment content", phrase("yaml.after_end"), phrase("yaml.after_end.hint")),
    ("more indented follow up line", phrase("yaml.further_right"), _INDENT),
)


def syntax(error: MarkedYAMLError) -> tuple[Any, Phrase, Said]:
    """Return the parser's mark (or None), what is wrong, and a hint."""
    said = error.problem or error.context or ""
    for begin, message, hint in _SENTENCES:
        if said.startswith(begin):
            # Of a quotation mark left open, the beginning helps and not the end of the file.
            where = error.context_mark if hint == _CLOSE else error.problem_mark
            return where or error.problem_mark or error.context_mark, message, hint
    hint = phrase("yaml.parser", words=said) if said else ""
    return error.problem_mark or error.context_mark, phrase("yaml.invalid"), hint
