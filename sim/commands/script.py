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

import msgspec

from reports.script import script_of, steps_in
from reports.script_tale import Tale, TaleKind, Turn
from reports.script_text import Script, as_csv, as_json, as_markdown
from reports.words import say
from sim import saved
from sim.checks.promise import Promise, Words
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
from sim.explore.worlds import given_orders
from sim.library import find, plan_of, scenario_files
from sim.reading import InputError, NoPromiseError, Problem
from sim.reading.problem import suggestion
from sim.record import opened
from sim.rules.messages import Accepted, Command, CreateOrder
from sim.rules.variants import RULE_SETS, rule_set
from sim.rules.world import act
from sim.run import Plan, Run
from sim.told import Teller, fits, spoken

FORMATS = ("md", "csv")


def add(sub: argparse.ArgumentParser) -> None:
    """Add the command's own arguments to its parser."""
    sub.add_argument("file", metavar="FILE", help="a story: name, file, or a saved story-*.json")
    sub.add_argument("--to", metavar="FILE", help="write the script to this file (stdout)")
    sub.add_argument("--format", choices=FORMATS,
                     help="Markdown or CSV for Excel (by the ending of --to, else md)")  # fmt: skip
    sub.add_argument("--profile", metavar="FILE", help="a company profile: name or file")
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
            raise UsageError(f"--to {options.to}: cannot be written: {error.strerror}") from None
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
            raise InputError([Problem(name, 0, 0, "", "there is no such file")])
        return _saved_tale(path)
    plan = plan_of(find(name), seed=0, profile=profile)
    if plan.scenario.form != "story":
        form = plan.scenario.form
        raise UsageError(
            f"{plan.scenario.name} is a {form}: script takes stories, "
            f'"list scenarios" shows them; a failure that a {form} found is saved as story-*.json'
        )
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
            message = f"the story expects {expected!r}, the rules answer {spoken(answer)!r}"
            hint = f"run {plan.scenario.name} tells more"
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
    story, promise = _read_saved(path)
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


def _read_saved(path: Path) -> tuple[saved.SavedStory, Promise]:
    """Return the saved story in a file and its promise; InputError if it cannot be played now."""
    try:
        story = saved.read(path.read_bytes())
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        message = f"this is no saved story: {error}"
        raise InputError([Problem(str(path), 0, 0, "", message)]) from None
    if story.rules not in RULE_SETS:
        message = f"the rule set {story.rules!r} does not exist any more"
        hint = suggestion(story.rules, RULE_SETS)
        raise InputError([Problem(str(path), 0, 0, "rules", message, hint)])
    message, hint = f"the promise {story.promise!r} does not exist any more", ""
    try:
        promise = saved.promise_of(story, path.parent)
    except NoPromiseError as no:
        promise, message, hint = None, no.message, no.hint
    if promise is None or promise.name != story.promise:
        raise InputError([Problem(str(path), 0, 0, "promise", message, hint)])
    return story, promise


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
