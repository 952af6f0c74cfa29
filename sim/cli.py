"""The command line: `run_sim.py` and `run-sim`. Reads what is wanted, hands it on, exits by table.

stdout is data (the result, or JSON with `--json -`), stderr is talk. What does not live here: what
each command does (`commands`), words (`reports`).
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import traceback
from collections.abc import Sequence

from reports.words import say
from reports.words.problems import PROBLEMS
from sim.commands import explore, known, lists, new, replay, run, sample, schema, script, show, zoo
from sim.commands.shared import (
    EXIT_INTERRUPTED,
    EXIT_OUR_BUG,
    EXIT_WRONG_INPUT,
    UsageError,
    duration_ms,
    seeds,
)
from sim.commands.usage import DEFAULT_LANGUAGE, Parser, language_of
from sim.phrase import reason_of, told
from sim.reading import InputError
from sim.record import RecordError
from sim.rules.variants import RULE_SETS

EXIT_CODES = """exit codes:
  0   every promise held, or the command did what it was asked
  1   a promise was broken; the failure still happens (replay); a planted bug escaped (zoo);
      with --strict a gap was found
  2   unknown: not all was run, walked or seen, or a check crashed
  64  wrong usage or wrong input
  70  our own bug
  130 interrupted by a person; what was done is saved
"""


def parser() -> Parser:
    """Return the parser of the whole command line."""
    root = Parser(
        prog="run_sim.py",
        description="Simulates the sync between Sales, Warehouse and Accounting, and judges it.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _run(commands)
    _explore(commands)
    _replay(commands)
    show.add(_command(commands, "show", "one document's life through all apps"))
    script.add(_command(commands, "script", "a story as a manual test script for people"))
    new.add(_command(commands, "new", "start a scenario file of your own"))
    zoo.add(_command(commands, "zoo", "hunt the planted bugs: which promise catches which"))
    _lists(commands)
    return root


Commands = argparse._SubParsersAction


def _command(commands: Commands[Parser], name: str, about: str) -> Parser:
    """Return a command's parser with the options that every command has."""
    sub = commands.add_parser(name, help=about, description=about, allow_abbrev=False)
    sub.add_argument("--json", metavar="FILE", help='write the summary as JSON ("-": to stdout)')
    sub.add_argument("--out", metavar="DIR", default="out", help="where files land (out)")
    sub.add_argument("--lang", choices=("vi", "en"), default=DEFAULT_LANGUAGE,
                     help=f"language ({DEFAULT_LANGUAGE})")  # fmt: skip
    sub.add_argument("--quiet", action="store_true", help="no talk on stderr")
    return sub


def _rules(sub: Parser) -> None:
    sub.add_argument("--rules", metavar="NAME", choices=RULE_SETS, default="reference",
                     help='the rule set; "list rules" shows all (reference)')  # fmt: skip
    sub.add_argument("--profile", metavar="FILE", help="a company profile: name or file")
    sub.add_argument("--for", dest="budget", metavar="5min", type=duration_ms,
                     help="stop after this much real time; what is left is unknown")  # fmt: skip
    sub.add_argument("--strict", action="store_true", help="a gap counts as a failure")


def _run(commands: Commands[Parser]) -> None:
    sub = _command(commands, "run", "simulate scenarios and judge every promise")
    sub.add_argument("scenarios", nargs="*", metavar="SCENARIO",
                     help="name or file; none: all populations and stories")  # fmt: skip
    _rules(sub)
    group = sub.add_mutually_exclusive_group()
    group.add_argument("--seed", type=int, metavar="N", help="one seed (1)")
    group.add_argument("--seeds", type=seeds, metavar="A..B", help="a run for each seed")
    sub.add_argument("--jobs", type=int, default=1, metavar="N", help="processes (1)")
    sub.add_argument("--set", dest="overrides", action="append", default=[], metavar="KEY=VALUE",
                     help="override a field of the scenario")  # fmt: skip
    sub.add_argument("--trace", metavar="FILE.csv", help="work from a real order log")
    sub.add_argument("--trace-map", metavar="FILE", help="how the log's columns are read")
    sub.add_argument("--strict-trace", action="store_true", help="stop at a bad line of the log")
    known.add(sub)
    sub.set_defaults(go=run.go)


def _explore(commands: Commands[Parser]) -> None:
    sub = _command(commands, "explore", "walk every interleaving of bounded worlds")
    sub.add_argument("worlds", nargs="*", metavar="WORLD", help="name or file; none: all shipped")
    _rules(sub)
    sub.add_argument("--max-states", type=int, metavar="N", help="stop after so many states")
    sample.add(sub)
    sub.set_defaults(go=explore.go)


def _replay(commands: Commands[Parser]) -> None:
    sub = _command(commands, "replay", "play a saved story or a recorded run again")
    sub.add_argument("file", metavar="FILE", help="a story-*.json or a record.jsonl")
    sub.set_defaults(go=replay.go)


def _lists(commands: Commands[Parser]) -> None:
    sub = _command(commands, "list", "show what there is")
    sub.add_argument("what", choices=tuple(lists.LISTS), metavar="WHAT",
                     help=", ".join(lists.LISTS))  # fmt: skip
    sub.set_defaults(go=lists.go)
    sub = _command(commands, "validate", "check scenario files: every error with its place")
    sub.add_argument("files", nargs="+", metavar="FILE")
    sub.set_defaults(go=lists.validate)
    schema.add(_command(commands, "schema", "print the JSON Schema of scenarios or of profiles"))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code, never lets a traceback through."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a test's stream may not be a text file
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    lang = language_of(sys.argv[1:] if argv is None else argv)
    words = PROBLEMS[lang]
    try:
        options = parser().parse_args(argv)
        code: int = options.go(options)
    except UsageError as error:
        sys.stderr.write(f"{error.told(words)}\n")
        return EXIT_WRONG_INPUT
    except (InputError, RecordError) as error:
        sys.stderr.write(f"{say(lang, 'text.wrong_input')}\n{error.told(words)}\n")
        return EXIT_WRONG_INPUT
    except KeyboardInterrupt:
        sys.stderr.write(f"{say(lang, 'progress.interrupted')}\n")
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # the reader has seen enough
        return 0
    except OSError as error:
        if error.filename is None:
            raise
        why = told(reason_of(error), words)
        sys.stderr.write(f"{say(lang, 'text.wrong_input')}\n{error.filename}: {why}\n")
        return EXIT_WRONG_INPUT
    except Exception:
        sys.stderr.write(f"{say(lang, 'text.own_bug')}\n{traceback.format_exc()}")
        return EXIT_OUR_BUG
    return code


def console_script() -> None:
    """Run as the console script `run-sim`."""
    sys.exit(main())


if __name__ == "__main__":
    sys.exit(main([*sys.argv[1:]]))
