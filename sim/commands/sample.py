"""The command `explore` with a strategy: walks through worlds too large to be walked whole."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

from reports.sampled import sampled_summary, sampled_text
from reports.summary import overall
from sim import saved
from sim.checks.judge import Judge
from sim.commands.shared import Talk, console, deadline, exit_code, mistyped, write_json
from sim.commands.usage import Parser
from sim.explore.samples import DEPTH, Draw
from sim.phrase import phrase
from sim.result import Explored, Sampled
from sim.run import Plan
from sim.sampling import sample_world
from sim.scenario import Setting

EXHAUSTIVE = "exhaustive"
WALKS = 1_000  # of each world and setting, where neither --walks nor --for says otherwise
SEED = 1
OF_WALKS = ("walks", "depth", "seed")
Keep = Callable[[Explored], Explored]


def add(sub: Parser) -> None:
    """Add the options to the parser of `explore`."""
    sub.add_argument("--strategy", choices=(EXHAUSTIVE, "random", "pct"), default=EXHAUSTIVE,
                     help=sub.words("explore.strategy"))  # fmt: skip
    sub.add_argument("--walks", type=_count, metavar="N",
                     help=sub.words("explore.walks", walks=WALKS))  # fmt: skip
    sub.add_argument("--depth", type=_count, metavar="N",
                     help=sub.words("explore.depth", depth=DEPTH))  # fmt: skip
    sub.add_argument("--seed", type=int, metavar="N", help=sub.words("explore.seed", seed=SEED))
    sub.set_defaults(wrong=sub.wrong)


def _count(text: str) -> int:
    """Return a number of the command line that must be 1 or more."""
    if not text.isdecimal() or len(text) > 9 or int(text) < 1:
        raise mistyped("usage.positive", text)
    return int(text)


def check(options: argparse.Namespace) -> None:
    """Refuse options that the strategy has no use for."""
    if options.strategy == EXHAUSTIVE:
        given = [f"--{name}" for name in OF_WALKS if getattr(options, name) is not None]
        if given:
            options.wrong(phrase("usage.of_walks", name=given[0]))
    elif options.max_states is not None:
        options.wrong(phrase("usage.of_states"))
    elif options.reduce is not None:
        options.wrong(phrase("usage.of_reduce"))
    elif options.strategy != "pct" and options.depth is not None:
        options.wrong(phrase("usage.of_depth"))


def go(options: argparse.Namespace, plans: list[Plan], keep: Keep) -> int:
    """Take the walks of each world under each of its settings; `keep` saves what broke."""
    cases = [(plan, setting) for plan in plans for setting in plan.scenario.settings]
    talk = Talk(options, len(cases))
    until = deadline(options)
    sampled: list[Sampled] = []
    interrupted = False
    try:
        for plan, setting in cases:
            end = _end(until, len(cases) - len(sampled))
            one = _sampled(options, plan, setting, end, talk, sampled)
            sampled.append(one._replace(explored=keep(one.explored)))
            if one.explored.interrupted:
                raise KeyboardInterrupt
    except KeyboardInterrupt:
        interrupted = True
    finally:
        talk.end()
    return _told(sampled, options, cut=len(sampled) < len(cases), interrupted=interrupted)


def _end(until: float | None, left: int) -> float | None:
    """Return until when the next of so many samples may take: its share of the time left."""
    if until is None:
        return None
    now = time.monotonic()
    return now + (until - now) / left


def _sampled(
    options: argparse.Namespace,
    plan: Plan,
    setting: Setting,
    end: float | None,
    talk: Talk,
    before: list[Sampled],
) -> Sampled:
    """Take the walks of one world under one setting."""
    broken = sum(len(one.explored.failures) for one in before)
    return sample_world(
        plan,
        setting,
        Judge(plan.assumptions, plan.promises),
        Draw(
            options.strategy,
            SEED if options.seed is None else options.seed,
            DEPTH if options.depth is None else options.depth,
        ),
        walks=WALKS if options.walks is None and end is None else options.walks,
        should_stop=lambda: end is not None and time.monotonic() >= end,
        on_walk=lambda so_far: talk.progress(
            len(before),
            "progress.walks",
            walks=so_far.walks,
            steps=so_far.steps,
            broken=broken,
        ),
    )


def _told(
    sampled: list[Sampled], options: argparse.Namespace, *, cut: bool, interrupted: bool
) -> int:
    verdict = overall([one.explored.verdict for one in sampled], cut=cut)
    sampled_text(console(options), sampled, verdict=verdict, lang=options.lang, why=saved.why)
    data: dict[str, Any] = sampled_summary(sampled, verdict=verdict, lang=options.lang)
    write_json(options, data)
    gaps = any(one.explored.gaps for one in sampled)
    return exit_code(verdict, gaps=gaps, strict=options.strict, interrupted=interrupted)
