"""The words of `show`, known failures, `check` and `new` in English; `life_vi` has the same."""

WORDS: dict[str, str] = {
    # --- the life of a document -------------------------------------------------------------------
    "kind.order": "order",
    "kind.slip": "issue slip",
    "kind.issue_command": "issue command",
    "kind.voucher": "sales voucher",
    "kind.invoice": "invoice",
    "kind.receipt": "receipt",
    "kind.revoke": "revoke",
    "life.order": "Order {number}, customer {customer}",
    "life.order.gone": "Order {number}",
    "life.of_order": "{kind} {number} of order {order}",
    "life.no_order": "{kind} {number}, of no order",
    "life.revoke": "Revoke {attempt} of order {order}",
    "life.revokes": "The revokes of order {order}",
    "life.run": "Run {run} ({source}, seed {seed}, rule set {rules})",
    "life.column.nth": "#",
    "life.column.time": "At",
    "life.column.app": "App",
    "life.column.who": "Who",
    "life.column.what": "What",
    "life.column.outcome": "Outcome",
    "life.column.statuses": "Recording · Delivery\nWarehouse · Sync · Accounting\n(* just changed)",
    "life.who.network": "network",
    "life.who.crash": "fault",
    "life.arrived": "received",
    "life.none": "-",
    "life.revoke.asking": "asking for a revoke",
    "life.revoke.ending": "ending a revoke",
    "life.revoke.over": "the revoke is over",
    "life.booked": "{done}/{all} posted",
    "life.documents": "Of this order",
    "life.under_way": "Messages still under way",
    "life.message": "{source} → {target}: {what}",
    "life.end": "At the end of the run",
    "life.gone": "no app has {kind} {number} any more",
    "life.whole": "See the whole order with",
    "life.unknown": "no document has the number {number} in this run",
    "life.nearest": "nearest: {numbers}",
    "life.no_latest": "no run has been saved here yet",
    "life.no_run": "there is no such run",
    "life.no_record": "this folder holds no record.jsonl",
    "life.inside": "in it are {folders}",
    "life.no_header": "the first line of a record tells what was run; this one does not",
    "life.no_rules": "there is no rule set {rules} any more",
    # --- known failures ---------------------------------------------------------------------------
    "known.title": "Known failures ({file}):",
    "known.accepted": "known ({owner}, {reason}, until {until}): {promise} in {where}",
    "known.expired": (
        "EXPIRED ({owner}, {reason}, until {until}), counts as broken: {promise} in {where}"
    ),
    "known.gone": "no longer fails, remove it from {place}: {promise} in {where}",
    "known.everywhere": "all scenarios",
    "known.found": "{times} times in {runs} runs",
    "known.day": "{year}-{month}-{day}",
    "known.end_pass": "PASS, but for {n} known failures that have not expired",
    # --- the gate of a build ----------------------------------------------------------------------
    "gate.broken": "BROKEN     {scenario} (seed {seeds}): {title} ({what})",
    "gate.crashed": "BROKEN     {scenario} (seed {seeds}): the rules crashed, or it has no end",
    "gate.lost": "LOST       {scenario} (seed {seeds}): the baseline has this run, it was not made",
    "gate.not_reached": (
        "UNREACHED  {scenario} (seed {seeds}): promise {what} was put to the test, and is no more"
    ),
    "gate.unknown": "UNKNOWN    {scenario} (seed {seeds}): not all that it needs was seen",
    "gate.behaviour": "CHANGED    {scenario} (seed {seeds}): what happens is not what it was",
    "gate.too_much": (
        "TOO MUCH   {scenario} (seed {seeds}): {what} is {now}, at most {most} by {place};"
        " it was {was}"
    ),
    "gate.new": "NEW        {scenario} (seed {seeds}): the baseline does not have this run",
    "gate.form": (
        "form       {scenario} (seed {seeds}): the record is written otherwise, nothing else is"
    ),
    "gate.end_fail": "FAIL: {broken} times a promise was broken in {runs} runs",
    "gate.end_worse": (
        "WORSE: {worse} findings in {runs} runs; if all of it is meant, check --update keeps it"
    ),
    "gate.end_unknown": "UNKNOWN: nothing broke in {runs} runs, but not all was seen",
    "gate.end_pass": "PASS: {runs} runs are as the baseline has them",
    "gate.kept": "The baseline is now what was seen: {path}",
    # --- a new scenario ---------------------------------------------------------------------------
    "new.head": (
        "A scenario of your own, begun as a copy of {like}. Change what you like, then check it"
        " with validate.\n"
        'Durations look like 200ms, 30s, 5min, 2h; times of day like "08:00";\n'
        "how often something happens like 1/20, never, always."
    ),
    "new.made": "Wrote {file}, a copy of {like}.",
    "new.run": "Run it with: python run_sim.py {verb} {file}",
    "new.no_name": "a name is made of small letters a-z, digits and -, 80 at the most",
    "new.shipped": "a shipped scenario has this name",
    "new.exists": "this file exists already and will not be written over",
    "new.unwritten": "this file cannot be written: {why}",
    "new.regression": "Wrote {file}, the story of {promise} as a scenario.",
    "new.right": "The reference: {verdict}.",
    "new.caught": "{rules}: breaks {promise}, as in the story.",
    "new.escaped": "{rules}: does not break {promise} here; keep the story itself, and replay it.",
}
