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
from reports.words.help import say as say_help
from reports.words.problems import PROBLEMS
from sim.cluster import UnreachableError
from sim.commands import (
    check,
    ci,
    explore,
    known,
    lists,
    new,
    replay,
    report,
    run,
    sample,
    schema,
    script,
    show,
    zoo,
)
from sim.commands.shared import (
    EXIT_INTERRUPTED,
    EXIT_OUR_BUG,
    EXIT_UNREACHABLE,
    EXIT_WRONG_INPUT,
    UsageError,
    duration_ms,
    seeds,
)
from sim.commands.usage import DEFAULT_LANGUAGE, LANGUAGES, Parser, language_of
from sim.phrase import reason_of, told
from sim.reading import InputError
from sim.record import RecordError
from sim.rules.variants import RULE_SETS


def parser(lang: str) -> Parser:
    """Return the parser of the whole command line; its help is in the language."""
    root = Parser(
        prog="run_sim.py",
        description=say_help(lang, "about"),
        epilog=say_help(lang, "exit_codes"),
        allow_abbrev=False,
        lang=lang,
    )
    _language(root)
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _run(commands, lang)
    _explore(commands, lang)
    _replay(commands, lang)
    report.add(_command(commands, "report", lang))
    show.add(_command(commands, "show", lang))
    script.add(_command(commands, "script", lang))
    new.add(_command(commands, "new", lang))
    zoo.add(_command(commands, "zoo", lang))
    check.add(_command(commands, "check", lang))
    _lists(commands, lang)
    return root


Commands = argparse._SubParsersAction


def _command(commands: Commands[Parser], name: str, lang: str) -> Parser:
    """Return a command's parser with the options that every command has."""
    about = say_help(lang, f"command.{name}")
    sub = commands.add_parser(name, help=about, description=about, allow_abbrev=False, lang=lang)
    sub.add_argument("--json", metavar="FILE", help=sub.words("json"))
    sub.add_argument("--out", metavar="DIR", default="out", help=sub.words("out"))
    _language(sub)
    sub.add_argument("--quiet", action="store_true", help=sub.words("quiet"))
    return sub


def _language(sub: Parser) -> None:
    """Add `--lang`; it counts before the command too, so its default is what was found there."""
    sub.add_argument("--lang", choices=LANGUAGES, default=sub.lang,
                     help=sub.words("lang", default=DEFAULT_LANGUAGE))  # fmt: skip


def _rules(sub: Parser) -> None:
    sub.add_argument("--rules", metavar="NAME", choices=RULE_SETS, default="reference",
                     help=sub.words("rules"))  # fmt: skip
    sub.add_argument("--profile", metavar="FILE", help=sub.words("profile"))
    sub.add_argument("--for", dest="budget", metavar="5min", type=duration_ms,
                     help=sub.words("for"))  # fmt: skip
    sub.add_argument("--strict", action="store_true", help=sub.words("strict"))


def _run(commands: Commands[Parser], lang: str) -> None:
    sub = _command(commands, "run", lang)
    sub.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=sub.words("run.scenarios"))
    _rules(sub)
    group = sub.add_mutually_exclusive_group()
    group.add_argument("--seed", type=int, metavar="N", help=sub.words("run.seed"))
    group.add_argument("--seeds", type=seeds, metavar="A..B", help=sub.words("run.seeds"))
    where = sub.add_mutually_exclusive_group()
    where.add_argument("--jobs", type=int, metavar="N", help=sub.words("run.jobs"))
    where.add_argument("--dask", metavar="ADDRESS", help=sub.words("run.dask"))
    sub.add_argument("--fresh", action="store_true", help=sub.words("run.fresh"))
    sub.add_argument("--set", dest="overrides", action="append", default=[], metavar="KEY=VALUE",
                     help=sub.words("run.set"))  # fmt: skip
    sub.add_argument("--trace", metavar="FILE.csv", help=sub.words("run.trace"))
    sub.add_argument("--trace-map", metavar="FILE", help=sub.words("run.trace_map"))
    sub.add_argument("--strict-trace", action="store_true", help=sub.words("run.strict_trace"))
    sub.add_argument("--no-report", dest="report", action="store_false",
                     help=sub.words("run.no_report"))  # fmt: skip
    known.add(sub)
    ci.add(sub)
    sub.set_defaults(go=run.go)


def _explore(commands: Commands[Parser], lang: str) -> None:
    sub = _command(commands, "explore", lang)
    sub.add_argument("worlds", nargs="*", metavar="WORLD", help=sub.words("explore.worlds"))
    _rules(sub)
    sub.add_argument("--max-states", type=int, metavar="N", help=sub.words("explore.max_states"))
    sub.add_argument("--reduce", choices=tuple(explore.REDUCE), help=sub.words("explore.reduce"))
    sample.add(sub)
    sub.set_defaults(go=explore.go)


def _replay(commands: Commands[Parser], lang: str) -> None:
    sub = _command(commands, "replay", lang)
    sub.add_argument("file", metavar="FILE", help=sub.words("replay.file"))
    sub.set_defaults(go=replay.go)


def _lists(commands: Commands[Parser], lang: str) -> None:
    sub = _command(commands, "list", lang)
    sub.add_argument("what", choices=tuple(lists.LISTS), metavar="WHAT",
                     help=", ".join(lists.LISTS))  # fmt: skip
    sub.set_defaults(go=lists.go)
    sub = _command(commands, "validate", lang)
    sub.add_argument("files", nargs="+", metavar="FILE", help=sub.words("validate.files"))
    sub.set_defaults(go=lists.validate)
    schema.add(_command(commands, "schema", lang))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code, never lets a traceback through."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a test's stream may not be a text file
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    lang = language_of(sys.argv[1:] if argv is None else argv)
    words = PROBLEMS[lang]
    try:
        options = parser(lang).parse_args(argv)
        code: int = options.go(options)
    except UsageError as error:
        sys.stderr.write(f"{error.told(words)}\n")
        return EXIT_WRONG_INPUT
    except UnreachableError as error:
        sys.stderr.write(f"{told(error.said, words)}\n")
        return EXIT_UNREACHABLE
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
