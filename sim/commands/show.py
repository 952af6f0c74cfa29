"""The command `show`: one document's life through all apps, from the record of a run."""

from __future__ import annotations

import argparse
import re
from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from reports.life import Document, documents_of, life_of
from reports.life_summary import life_summary
from reports.life_text import Telling, Unnamed, life_text
from reports.story import Names
from reports.words.life import say
from sim.commands.shared import EXIT_OK, console, write_json
from sim.commands.usage import Parser
from sim.reading import InputError, Problem
from sim.reading.problem import suggestion
from sim.record import Entry, Header, Nameplate, read
from sim.rules.variants import RULE_SETS, rule_set

LATEST = "latest"
RECORD = "record.jsonl"
REVOKES = ("revoke:", "thu-hoi:")  # before the number of an order, perhaps with /ATTEMPT after it
MOST_NEAR = 5


class Recorded(NamedTuple):
    """A record as it was read."""

    header: Header
    entries: list[Entry]
    plates: list[Nameplate]


def add(sub: Parser) -> None:
    """Add what the command takes."""
    sub.add_argument("run", metavar="RUN",
                     help=sub.words("show.run", record=RECORD, latest=LATEST))  # fmt: skip
    sub.add_argument("document", metavar="DOCUMENT", help=sub.words("show.document"))
    sub.set_defaults(go=go)


def go(options: argparse.Namespace) -> int:
    """Show one document's life."""
    lang = options.lang
    path = record_of(options.run, Path(options.out), lang)
    recorded = recorded_in(path, lang)
    known = documents_of(recorded.header, recorded.entries)
    document = wanted(options.document, known, path, lang)
    rules = rule_set(recorded.header.rules, recorded.header.assumptions)
    life = life_of(recorded.header, rules, recorded.entries, document)
    others = others_of(document, known)
    run = (path.parent if path.name == RECORD else path).as_posix()
    plates = recorded.plates
    telling = Telling(run, recorded.header, Names.of(plates), Unnamed.of(plates), lang)
    life_text(console(options), life, others, telling)
    write_json(options, life_summary(life, others, telling))
    return EXIT_OK


def others_of(document: Document, known: dict[str, Document]) -> list[Document]:
    """Return the documents of the same order; a revoke by its attempts, if it had any."""
    mine = [o for number, o in known.items() if o.order == document.order and o.number == number]
    attempts = any(one.attempt for one in mine)
    return [
        one
        for one in mine
        if one.kind != "order" and (one.kind != "revoke" or one.attempt or not attempts)
    ]


def record_of(run: str, out: Path, lang: str) -> Path:
    """Return the record that the command line names."""
    if run == LATEST:
        return _latest(out, lang)
    path = Path(run)
    if path.is_file():
        return path
    if (path / RECORD).is_file():
        return path / RECORD
    if path.is_dir():
        inside = sorted(one.parent.as_posix() for one in path.glob(f"**/{RECORD}"))
        hint = say(lang, "life.inside", folders=", ".join(inside[-MOST_NEAR:])) if inside else ""
        raise InputError([Problem(run, 0, 0, "", say(lang, "life.no_record"), hint)])
    beside = [one.as_posix() for one in sorted(path.parent.glob("*"))]
    near = suggestion(path.as_posix(), (LATEST, *beside))
    raise InputError([Problem(run, 0, 0, "", say(lang, "life.no_run"), near)])


def _latest(out: Path, lang: str) -> Path:
    """Return the record of the last run, also if the whole of `out` was moved since."""
    file = out / "latest.txt"
    if file.is_file():
        folder = Path(file.read_text(encoding="utf-8").strip())
        for place in (folder, out.joinpath(*folder.parts[-2:])):
            if (place / RECORD).is_file():
                return place / RECORD
    raise InputError([Problem(out.as_posix(), 0, 0, "", say(lang, "life.no_latest"))])


def recorded_in(path: Path, lang: str) -> Recorded:
    """Return a record; RecordError or InputError if it is none."""
    header: Header | None = None
    entries: list[Entry] = []
    plates: list[Nameplate] = []
    for line in read(path):
        match line:
            case Header():
                header = line
            case Entry():
                entries.append(line)
            case Nameplate():
                plates.append(line)
        if header is None:
            break
    if header is None:
        raise InputError([Problem(path.as_posix(), 1, 1, "", say(lang, "life.no_header"))])
    if header.rules not in RULE_SETS:
        message = say(lang, "life.no_rules", rules=header.rules)
        hint = suggestion(header.rules, RULE_SETS)
        raise InputError([Problem(path.as_posix(), 1, 1, "rules", message, hint)])
    return Recorded(header, entries, plates)


# --- the document -------------------------------------------------------------------------------


def wanted(text: str, known: dict[str, Document], path: Path, lang: str) -> Document:
    """Return the document that was asked for; InputError names the nearest that there are."""
    for alias in REVOKES:
        if text.lower().startswith(alias):
            text = REVOKES[0] + text[len(alias) :]
    folded = {number.casefold(): number for number in known}
    number = text if text in known else folded.get(text.casefold(), "")
    if number:
        return known[number]
    message = say(lang, "life.unknown", number=text)
    near = nearest_numbers(text, known)
    hint = say(lang, "life.nearest", numbers=", ".join(near)) if near else ""
    raise InputError([Problem(path.as_posix(), 0, 0, "", message, hint)])


def nearest_numbers(text: str, known: Collection[str]) -> list[str]:
    """Return the numbers that come nearest: by counting if they begin alike, else by their look."""
    counted = _counted(text)
    if counted is not None:
        alike = [(one, number) for number in known if (one := _counted(number)) is not None]
        same = [
            (abs(n - counted[1]), number) for (begin, n), number in alike if begin == counted[0]
        ]
        if same:
            return [number for _, number in sorted(same)[:MOST_NEAR]]
    looks = {number.casefold(): number for number in known}
    near = get_close_matches(text.casefold(), list(looks), n=MOST_NEAR, cutoff=0.5)
    return [looks[one] for one in near] or list(known)[:MOST_NEAR]


def _counted(number: str) -> tuple[str, int] | None:
    """Return a number as its beginning and what it counts: DH-0017 is ("dh", 17)."""
    found = re.fullmatch(r"(.*?)[-_ ]*([0-9]{1,18})", number.casefold())
    return (found[1], int(found[2])) if found else None
