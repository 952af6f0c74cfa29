"""The words of `--help` in English; `help_vi` has the same keys."""

WORDS: dict[str, str] = {
    "usage": "usage: ",
    "arguments": "positional arguments",
    "options": "options",
    "about": "Simulates the sync between Sales, Warehouse and Accounting, and judges it.",
    "exit_codes": (
        "exit codes:\n"
        "  0   every promise held, or the command did what it was asked\n"
        "  1   a promise was broken; the failure still happens (replay); a planted bug escaped"
        " (zoo);\n"
        "      with --strict a gap was found\n"
        "  2   unknown: not all was run, walked or seen, or a check crashed\n"
        "  3   worse than the baseline (check)\n"
        "  64  wrong usage or wrong input\n"
        "  69  the cluster cannot be reached\n"
        "  70  our own bug\n"
        "  130 interrupted by a person; what was done is saved\n"
    ),
    # --- commands -----------------------------------------------------------------------------
    "command.run": "simulate scenarios and judge every promise",
    "command.explore": "walk every interleaving of bounded worlds",
    "command.replay": "play a saved story or a recorded run again",
    "command.report": "draw stored runs again, as one HTML page",
    "command.show": "one document's life through all apps",
    "command.script": "a story as a manual test script for people",
    "command.new": "start a scenario file of your own",
    "command.zoo": "hunt the planted bugs: which promise catches which",
    "command.check": "the gate of a build: the library against its baseline",
    "command.list": "show what there is",
    "command.validate": "check scenarios and profiles: every error with its place",
    "command.schema": "print the JSON Schema of scenarios or of profiles",
    # --- of every command ---------------------------------------------------------------------
    "help": "show this help message and exit",
    "json": 'write the summary as JSON ("-": to stdout)',
    "out": "where files land (out)",
    "lang": "language ({default})",
    "quiet": "no talk on stderr",
    # --- of several ---------------------------------------------------------------------------
    "rules": 'the rule set; "list rules" shows all (reference)',
    "profile": "a company profile: name or file",
    "for": "stop after this much real time; what is left is unknown",
    "strict": "a gap counts as a failure",
    "junit": "write the runs as JUnit XML",
    "github": "for GitHub Actions: ::error lines, and the summary of the step",
    "jobs": "processes (1)",
    # --- run ----------------------------------------------------------------------------------
    "run.scenarios": "name or file; none: all populations and stories",
    "run.seed": "one seed (1)",
    "run.seeds": "a run for each seed",
    "run.jobs": "run in so many processes of their own (none: in this one)",
    "run.dask": "run on the machines of a dask cluster",
    "run.fresh": "begin anew, even if the same call was cut short before",
    "run.set": "override a field of the scenario",
    "run.trace": "work from a real order log",
    "run.trace_map": "how the log's columns are read",
    "run.strict_trace": "stop at a bad line of the log",
    "run.no_report": "draw no report.html",
    "run.known": 'failures accepted for now ({default} if there is one; "{none}": no file)',
    # --- explore ------------------------------------------------------------------------------
    "explore.worlds": "name or file; none: all shipped",
    "explore.max_states": "stop after so many states",
    "explore.reduce": (
        "what makes the walk smaller: what differs in names only is one (symmetry); deliveries"
        " that nobody notices come at once (order); all; none (symmetry)"
    ),
    "explore.strategy": (
        "every order of events, or a sample of walks, drawn step by step (random) or by"
        " priorities (pct) (exhaustive)"
    ),
    "explore.walks": "walks of a sample in each world ({walks}; with --for: no bound)",
    "explore.depth": "pct: priorities change in up to N-1 places of a walk ({depth})",
    "explore.seed": "seed of a sample ({seed})",
    # --- the others ---------------------------------------------------------------------------
    "replay.file": "a story-*.json or a record.jsonl",
    "report.runs": (
        'a run\'s folder, a {record}, or "{latest}": the last one; several make one report'
    ),
    "show.run": 'a run\'s folder, a {record}, or "{latest}": the last one',
    "show.document": (
        "the number of an order, a slip, an issue command, a document in Accounting; or"
        " revoke:ORDER, revoke:ORDER/ATTEMPT"
    ),
    "script.file": "a story: name, file, or a saved story-*.json",
    "script.to": "write the script to this file (stdout)",
    "script.format": "Markdown or CSV for Excel (by the ending of --to, else md)",
    "new.name": "what the new scenario is called",
    "new.like": "the one to begin with, or a saved story-*.json",
    "new.to": "where to (NAME.yaml, a story: scenarios/regressions)",
    "zoo.bugs": 'planted bugs; "list rules" shows all; none: every one',
    "check.baseline": "the folder of the baseline ({default})",
    "check.update": "make what is seen the baseline, and tell what changes by it",
    "validate.files": "scenarios or company profiles",
    "schema.what": "scenario or profile (scenario)",
}
