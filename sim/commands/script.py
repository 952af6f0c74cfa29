"""The command `script`: a story as a manual test script that people follow at the real apps.

The story is played first, so that every expected value is what the rules answer. What does not
live here: the playing (`script_play`), what stands in a script (`reports.script`).
"""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path

from reports.script import script_of, steps_in
from reports.script_tale import Tale, TaleKind, Turn
from reports.script_text import Script, as_csv, as_json, as_markdown
from reports.words import say
from sim import saved
from sim.checks.promise import Promise, Words
from sim.commands.saved_story import read_saved
from sim.commands.script_play import (
    REST,
    Ground,
    Group,
    Said,
    Timer,
    calm_end,
    grouped,
    turns_of,
    with_rests,
)
from sim.commands.shared import EXIT_OK, UsageError, profile_path, write_json
from sim.commands.usage import Parser
from sim.explore.worlds import given_orders
from sim.library import find, plan_of, scenario_files
from sim.phrase import phrase, reason_of
from sim.reading import InputError, Problem
from sim.record import opened
from sim.rules.messages import Accepted, Command, CreateOrder
from sim.rules.variants import rule_set
from sim.rules.world import act
from sim.run import Plan, Run
from sim.told import Teller, fits, spoken

FORMATS = ("md", "csv")


def add(sub: Parser) -> None:
    """Add the command's own arguments to its parser."""
    sub.add_argument("file", metavar="FILE", help=sub.words("script.file"))
    sub.add_argument("--to", metavar="FILE", help=sub.words("script.to"))
    sub.add_argument("--format", choices=FORMATS, help=sub.words("script.format"))
    sub.add_argument("--profile", metavar="FILE", help=sub.words("profile"))
    sub.set_defaults(go=go)


def go(options: argparse.Namespace) -> int:
    """Write the script of one story."""
    tale = tale_of(options.file, profile_path(options.profile))
    script = script_of(tale, options.lang)
    _write(script, options)
    told = {"scenario": tale.code, "kind": tale.kind, "lang": options.lang}
    data = {"schema_version": 1, "command": "script", **told, "steps": steps_in(tale, options.lang)}
    write_json(options, {**data, **as_json(script)})
    return EXIT_OK


def _write(script: Script, options: argparse.Namespace) -> None:
    """Write the script where it is wanted; JSON on stdout leaves no room for it there."""
    path = Path(options.to) if options.to else None
    by_ending = "csv" if path is not None and path.suffix.lower() == ".csv" else "md"
    text = as_csv(script) if (options.format or by_ending) == "csv" else as_markdown(script)
    if path is not None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        except OSError as error:
            wrong = phrase("file.unwritten", why=reason_of(error))
            raise UsageError(Problem(f"--to {options.to}", 0, 0, "", wrong)) from None
        if not options.quiet:
            sys.stderr.write(f"{say(options.lang, 'progress.saved', path=path.as_posix())}\n")
    elif options.json != "-":
        with contextlib.suppress(AttributeError):  # a test's stream may not be a text file
            sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
        sys.stdout.write(text)


def tale_of(name: str, profile: Path | None = None) -> Tale:
    """Return the story of a name or file, played; InputError or UsageError if it is none."""
    path = Path(name)
    if name not in scenario_files() and path.suffix.lower() in (".json", ".jsonl"):
        if not path.is_file():
            raise InputError([Problem(name, 0, 0, "", phrase("file.missing"))])
        return _saved_tale(path)
    plan = plan_of(find(name), seed=0, profile=profile)
    if plan.scenario.form != "story":
        form = plan.scenario.form
        raise UsageError(phrase("usage.no_story", name=plan.scenario.name, form=form))
    return _story_tale(name, plan)


# --- a story scenario ---------------------------------------------------------------------------


def _story_tale(name: str, plan: Plan) -> Tale:
    scenario = plan.scenario
    run = Run(plan, None)
    groups = grouped(_moves(name, plan, run))
    start = given_orders(run.rules, opened(run.rules, run.opening), scenario.orders)
    ground = Ground(run.rules, start, plan.assumptions)
    turns = Timer(ground, groups, ground, groups).timed(turns_of(ground, groups))
    given = [one for one in run.entries[: len(scenario.orders)] if one.answer == Accepted()]
    title = scenario.title.en or scenario.title.vi or scenario.name
    return Tale(
        code=scenario.name,
        kind="story",
        title=Words(scenario.title.vi or title, title),
        about=Words(scenario.about.vi, scenario.about.en),
        clauses=scenario.clauses,
        promises=tuple(_needed(plan)),
        assumptions=plan.assumptions,
        opening=run.opening,
        people=tuple((one, actor.role) for one, actor in scenario.cast.items()),
        orders=tuple(one.said for one in given if isinstance(one.said, CreateOrder)),
        turns=turns,
        calm=calm_end(ground, groups),
    )


def _moves(name: str, plan: Plan, run: Run) -> list[Said]:
    """Tell the story as `run` does; InputError where it does not go as its author says."""
    teller = Teller(plan, run)
    for order in plan.scenario.orders:
        teller.given(order)
    moves: list[Said] = []
    problems = []
    for nth, step in enumerate(plan.scenario.steps, 1):
        n = len(run.entries)
        answer = teller.tell(step)
        moves.extend([REST] if step.settle else [one.said for one in run.entries[n:]])
        if answer is None or not fits(step, answer):
            expected = " ".join(filter(None, (step.expect or "accepted", step.reason)))
            message = phrase("script.goes_on", expected=repr(expected), answer=repr(spoken(answer)))
            hint = phrase("script.goes_on.hint", name=plan.scenario.name)
            problems.append(Problem(name, 0, 0, f"steps.{nth}", message, hint))
    if problems:
        raise InputError(problems)
    n = len(run.entries)
    teller.settle()
    return [*moves, REST] if len(run.entries) > n else moves


def _needed(plan: Plan) -> Iterable[Promise]:
    """Return the promises that a story puts to the test, by their names and clauses."""
    names = {*plan.scenario.needs, *plan.scenario.clauses}
    for promise in plan.promises:
        by_clause = promise.kind not in ("sometimes", "gap") and names & {*promise.clauses}
        if promise.name in names or by_clause or promise.origin:
            yield promise


# --- a saved story ------------------------------------------------------------------------------


def _saved_tale(path: Path) -> Tale:
    """Return a saved story: as a right system goes, and as the system went that it was saved of."""
    story, promise = read_saved(path)
    orders, moves = _given([one.said for one in story.steps])
    right, other = (_ground(story, orders, rules) for rules in ("reference", story.rules))
    groups = (*grouped(moves), Group(None, (REST,)))
    played = turns_of(other, groups)
    answering = with_rests(groups, played)
    turns = Timer(other, groups, right, answering).timed(turns_of(right, answering))
    broke = saved.replay(story, promise).broke_at
    kind: TaleKind = "story" if broke is None else "counterexample"
    if promise.kind == "gap":
        kind = "gap"
    said = [*orders, *(one for one in moves if isinstance(one, Command))]
    return Tale(
        code=f"{story.scenario}, {story.promise}",
        kind=kind,
        title=promise.title,
        about=Words("", ""),
        clauses=promise.clauses,
        promises=(promise,),
        assumptions=story.assumptions,
        opening=story.opening,
        people=tuple(dict.fromkeys((one.by, one.role) for one in said if one.by)),
        names={plate.id: plate.name for plate in story.names},
        orders=orders,
        turns=turns,
        calm=calm_end(right, answering),
        wrong=played if kind == "counterexample" else (),
        broke=_place(broke, len(orders), played) if broke is not None else None,
    )


def _given(moves: list[Said]) -> tuple[tuple[CreateOrder, ...], list[Said]]:
    """Return the orders that a story begins with, to be prepared beforehand, and the rest of it."""
    given = list(takewhile(lambda one: isinstance(one, CreateOrder) and not one.parent, moves))
    orders = tuple(one for one in given if isinstance(one, CreateOrder))
    return orders, moves[len(orders) :]


def _ground(story: saved.SavedStory, orders: Iterable[CreateOrder], name: str) -> Ground:
    rules = rule_set(name, story.assumptions)
    apps = opened(rules, story.opening)
    for order in orders:
        _, apps = act(rules, apps, order)
    return Ground(rules, apps, story.assumptions)


def _place(broke: int, given: int, turns: Iterable[Turn]) -> tuple[int, int]:
    """Return the turn of the step that broke the promise, and which of the turn's steps it is."""
    count, last = given, 0
    for number, turn in enumerate(turns):
        steps = len(turn.deeds) + (turn.act is not None)
        if count < broke <= count + steps:
            return number, broke - count - (turn.act is not None)
        count, last = count + steps, number
    return last, 1
