"""The command `schema`: what an editor needs to complete and to mark a file.

What lives here: where the names and the words of a schema come from, in either language. What does
not live here: what the schema says (`reading.schema`).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import replace
from functools import cache
from typing import Any

from actors import SHIPPED
from reports.windows import cell_words
from reports.words import LANGUAGES, editor_vi, say
from reports.words.fields_vi import FIELDS
from sim.checks.judge import PROMISES
from sim.checks.windows import CELLS, GOALS
from sim.commands.shared import EXIT_OK, write_json
from sim.commands.usage import Parser
from sim.library import profile_files
from sim.reading import json_schema, profile_schema, read_profile
from sim.reading.schema import Lexicon
from sim.rules.offers import KINDS
from sim.scenario import CLAUSES

WHAT = ("scenario", "profile")
JUDGED = ("always", "eventually", "gap")  # kinds of promises that say what a rule means


def add(sub: Parser) -> None:
    """Add what the command takes."""
    sub.add_argument("what", nargs="?", choices=WHAT, default="scenario", metavar="WHAT",
                     help=sub.words("schema.what"))  # fmt: skip
    sub.set_defaults(go=go)


def go(options: argparse.Namespace) -> int:
    """Print the JSON Schema of scenario files, or of company profiles."""
    data = schema_of(options.what, options.lang)
    if options.json is None:
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    write_json(options, data)
    return EXIT_OK


def schema_of(what: str, lang: str) -> dict[str, Any]:
    """Return a schema with the names of all that is shipped and the words of a language."""
    return (json_schema if what == "scenario" else profile_schema)(lexicon(lang))


@cache
def lexicon(lang: str) -> Lexicon:
    """Return the names that an editor offers, each with what it means."""
    titles = {one.name: one.title.vi if lang == "vi" else one.title.en for one in PROMISES}
    companies = {name: read_profile(path).title for name, path in profile_files().items()}
    reasons = (key.partition("reason.")[2] for key in LANGUAGES[lang] if key.startswith("reason."))
    told = Lexicon(
        promises=titles,
        clauses={one: " ".join(titles[name] for name in _saying(one)) for one in CLAUSES},
        windows={one: cell_words(*CELLS[one], lang) for one in GOALS},
        profiles={n: one.vi if lang == "vi" else one.en for n, one in companies.items()},
        actors=dict.fromkeys(SHIPPED, ""),
        offers={kind: say(lang, f"offer.{kind}") for kind in KINDS},
        reasons={one: _without_fields(LANGUAGES[lang][f"reason.{one}"]) for one in reasons},
    )
    if lang != "vi":
        return told
    return replace(
        told,
        fields=FIELDS,
        profile_fields=editor_vi.PROFILE_FIELDS,
        commands=_plain(editor_vi.COMMANDS),
        messages=_plain(editor_vi.MESSAGES),
        refusals=editor_vi.REFUSALS,
        groups=False,
    )


def _saying(clause: str) -> list[str]:
    """Return the promises that say what a clause means: those that are about it before others."""
    return [p.name for p in PROMISES if p.clauses[:1] == (clause,) and p.kind in JUDGED]


def _plain(words: dict[str, str]) -> dict[str, str]:
    return {name: text.replace("`", "") for name, text in words.items()}


def _without_fields(text: str) -> str:
    return re.sub(r"\{\w+\}", "…", text)
