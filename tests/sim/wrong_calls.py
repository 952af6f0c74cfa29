"""Calls and files that are wrong, and what they are told in English. No test lives here."""

from __future__ import annotations

# The words of a call that makes no sense, and what it is told in English at least.
USAGE: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
    ((), ("COMMAND",)),
    (("rnu",), ('did you mean "run"?',)),
    (("list", "scenario"), ('did you mean "scenarios"?',)),
    (("list",), ("WHAT",)),
    (("run", "office-dya"), ("office-dya", 'did you mean "office-day"?')),
    (("explore", "two-clerk"), ('did you mean "two-clerks"?',)),
    (("run", "office-day", "--rules", "look-then-delet"), ('mean "look-then-delete"?',)),
    (("run", "office-day", "--profile", "defalt"), ('did you mean "default"?',)),
    (("run", "office-day", "--lang", "fr"), ("--lang", "vi", "en")),
    (("run", "office-day", "--seed", "x"), ("--seed", "'x'")),
    (("run", "office-day", "--seeds", "9..3"), ("'9..3'", "0..99")),
    (("run", "office-day", "--seeds", "1-3"), ("'1-3'", "0..99")),
    (("run", "office-day", "--seeds", "0..99999999"), ("--seeds",)),
    (("run", "office-day", "--seed", "1", "--seeds", "1..2"), ("not allowed with",)),
    (("run", "office-day", "--seed", "2", "--seeds", "1..2"), ("not allowed with",)),
    (("run", "office-day", "--for", "soon"), ("'soon'", "5min")),
    (("run", "office-day", "--jobs", "0"), ("--jobs 0",)),
    (("run", "office-day", "--sed", "3"), ("--sed",)),
    (("run", "office-day", "--trace-map", "sample"), ("--trace",)),
    (("run", "--trace", "orders.csv"), ("--trace-map", "northwind")),
    (("run", "--trace", "orders.csv", "--trace-map", "sample"), ("orders.csv",)),
    (("explore", "two-clerks", "--max-states", "0"), ("--max-states 0",)),
    (("explore", "two-clerks", "--reduce", "symetry"), ("symmetry",)),
    (("explore", "office-day"), ("population", "run office-day")),
    (("explore", "flow-off"), ("story", "run flow-off")),
    (("replay",), ("FILE",)),
    (("replay", "gone.json"), ("gone.json", "no such file")),
    (("replay", "gone.jsonl"), ("gone.jsonl", "no such file")),
    (("replay", "."), ("no such file",)),
    (("run", "gone.yaml"), ("gone.yaml", "no such file")),
    (("validate", "gone.yaml"), ("gone.yaml", "no such file")),
    (("validate",), ("FILE",)),
]  # fmt: skip

# The value of a --set of office-day, and what it is told at least.
SETTINGS: list[tuple[str, tuple[str, ...]]] = [
    ("arrivals.per_dya=3", ("arrivals.per_dya", 'did you mean "per_day"?')),
    ("arrivals.per_day=many", ("arrivals.per_day", '"many"')),
    ("arrivals.per_day", ("arrivals.per_day",)),
    ("needs=[no-such-promise]", ("no-such-promise",)),
    ("people.clerks.issue_part=2/1", ("people.clerks.issue_part", "1/20")),
]

# The text of a broken file wrong.yaml, and how the line begins that tells it.
FILES: list[tuple[str, str]] = [
    ("name: x\nform: [\n", "wrong.yaml:3:1: "),
    ("name: x\npeople:\n  clerks: {count: two}\n", "wrong.yaml:3:19: "),
    ("name: x\n\tdays: 3\n", "wrong.yaml:2:1: "),
    ("name: x\nname: y\n", "wrong.yaml:2:1: "),
    ("", "wrong.yaml"),
    ("- a\n- b\n", "wrong.yaml:1:1: "),
    ("nmae: x\n", 'wrong.yaml:1:1: nmae: unknown field (did you mean "name"?)'),
]
