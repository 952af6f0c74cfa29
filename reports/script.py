"""A story as a manual test script: what people prepare, do, must see, and have to decide.

It is followed at the real apps by people who know nothing of this program. What lives here: the
sections of a script in their order. What does not live here: the preparation (`script_prepare`),
the steps (`script_steps`), what people cannot force (`script_hints`), Markdown and CSV
(`script_text`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.script_facts import by_place
from reports.script_hints import Hints
from reports.script_prepare import assumed, look_at, prepared
from reports.script_steps import HURRY_S, PATIENCE_MIN, Steps
from reports.script_tale import Tale
from reports.script_text import Script, Table
from reports.script_words import speak
from reports.words import word
from sim.checks.promise import Words

Rows = Iterable[tuple[str, ...]]

TWO_SECTIONS = {"R1.X1": ("1.3", "1.1"), "R1.X2": ("1.3", "1.2")}  # what follows from two sections


def script_of(tale: Tale, lang: str) -> Script:
    """Return the script of a story in one language."""
    steps = Steps(tale, look_at(tale, lang))
    tick = speak(lang, "tick")
    tables = (
        _table(
            lang, "prepare", "what details done", ((*one, tick) for one in prepared(tale, lang))
        ),
        _table(lang, "assumptions", "silent assumed", assumed(tale, lang)),
        _table(lang, "steps", f"step who where do when {_seen(tale)} result notes", _does(steps)),
        _table(lang, "hints", "step case try missed", Hints(steps).rows()),
        _table(lang, "final", f"app document {_seen(tale)} result notes", _final(steps)),
        _table(lang, "tested", "promise kind clauses section", _tested(tale, lang)),
        _table(lang, "verdict", "item entry", _verdict(lang)),
    )
    return Script(
        title=_title(tale, lang),
        intro=tuple(_intro(tale, lang)),
        sections=tuple(table for table in tables if table.rows),
    )


def steps_in(tale: Tale, lang: str) -> int:
    """Return how many steps the script of a story has."""
    return len(Steps(tale, look_at(tale, lang)).spots)


def _table(lang: str, section: str, columns: str, rows: Rows) -> Table:
    heads = tuple(speak(lang, f"column.{column}") for column in columns.split())
    return Table(speak(lang, f"section.{section}"), heads, tuple(map(tuple, rows)))


def _seen(tale: Tale) -> str:
    """Return the columns of what is seen: a counterexample also tells how a fault shows."""
    return "see wrong" if tale.wrong else "see"


# --- the head -----------------------------------------------------------------------------------


def _title(tale: Tale, lang: str) -> str:
    key = "title" if tale.kind == "story" else f"title.{tale.kind}"
    return speak(lang, key, title=_in(lang, tale.title).removesuffix("."))


def _in(lang: str, text: Words) -> str:
    return " ".join((text.vi if lang == "vi" else text.en).split())


def _intro(tale: Tale, lang: str) -> Iterator[str]:
    """Return what people read before they begin."""
    if about := _in(lang, tale.about):
        yield about
    if tale.kind != "story":
        yield speak(lang, f"intro.{tale.kind}")
    yield speak(lang, "intro.how")
    yield speak(lang, "intro.wait", minutes=PATIENCE_MIN)
    if any(turn.timing.before for turn in tale.turns):
        yield speak(lang, "intro.fast", seconds=HURRY_S)
    yield speak(lang, "intro.code", code=tale.code, clauses=", ".join(tale.clauses))


# --- the steps and the end ----------------------------------------------------------------------


def _does(steps: Steps) -> Rows:
    result, wrong = speak(steps.lang, "tick.result"), bool(steps.tale.wrong)
    for number, row in enumerate(steps.rows(), 1):
        cells = row if wrong else row[:-1]
        yield (str(number), *cells, result, "")


def _final(steps: Steps) -> Rows:
    """Return how each app must stand in the end, order by order."""
    tale, lang, result = steps.tale, steps.lang, speak(steps.lang, "tick.result")
    if not tale.turns:
        return
    right = tale.turns[-1].after
    wrong = tale.wrong[-1].after if tale.wrong else right
    seen, other = by_place(steps.look.standing(right)), by_place(steps.look.ends(right, wrong))
    for place in dict.fromkeys((*seen, *other)):
        cells = [_facts(seen.get(place, ()), lang), _facts(other.get(place, ()), lang)]
        app = speak(lang, f"place.{place.app}")
        yield (app, place.order, *(cells if tale.wrong else cells[:1]), result, "")


def _facts(texts: Iterable[str], lang: str) -> str:
    return "\n".join(speak(lang, "fact", fact=text) for text in texts)


# --- what it tests, and the verdict -------------------------------------------------------------


def _tested(tale: Tale, lang: str) -> Rows:
    """Return the promises that the story puts to the test, and where the document has them."""
    for promise in tale.promises:
        sections = dict.fromkeys(one for clause in promise.clauses for one in _sections(clause))
        told = "\n".join(speak(lang, f"document.{section}") for section in sections)
        kind = word(lang, "kind", promise.kind)
        yield _in(lang, promise.title), kind, ", ".join(promise.clauses), told


def _sections(clause: str) -> tuple[str, ...]:
    """Return the sections of the document that a rule comes from: R1.1g is of 1.1."""
    return TWO_SECTIONS.get(clause, (clause[1:4],))


def _verdict(lang: str) -> Rows:
    """Return what people decide in the end."""
    yield speak(lang, "verdict.overall"), speak(lang, "tick.result")
    for item in ("tester", "date", "version", "real"):
        yield speak(lang, f"verdict.{item}"), ""
