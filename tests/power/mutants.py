"""Runs the mutants of the reference rules past the harness: `python tests/power/mutants.py`.

mutmut makes the mutants, all into one copy of the program under `mutants/`; each is then judged in
a process of its own (a fork: POSIX only) on the grounds of `harness` that reach its function,
cheapest first, up to the first that does not pass. Results are appended to `out/mutants.jsonl`,
one line a mutant, so a run that was cut goes on where it was. What does not live here: the judge.

    python tests/power/mutants.py [PATTERN ...]      all, or those whose names match
    python tests/power/mutants.py --first 200        the next 200, drawn in one fixed order
    python tests/power/mutants.py --again            once more those that nothing killed
    python tests/power/mutants.py --up-to story      on the cheap grounds only: a first look
    python tests/power/mutants.py --table            what is known: figures a file, survivors
"""

from __future__ import annotations

import argparse
import fnmatch
import hashlib
import json
import os
import random  # noqa: TID251 - which mutants a sample draws is no part of a run
import resource
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from mutmut.mutation import trampoline
from mutmut.mutation.data import MutantLineSpans
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.utils.format_utils import mangled_name_from_mutant_name

ROOT = Path(__file__).parents[2]
COPY = ROOT / "mutants"
MADE = COPY / "made.json"
RESULTS = ROOT / "out" / "mutants.jsonl"
COPIED = ("actors", "reports", "scenarios", "sim", "tests/power")
FORMS = ("story", "population", "world")  # grounds, cheapest first
SECONDS = 120  # of processor time for one mutant; more is a mutant that hangs
SEED = 4
KILLED, HANGS, LIVES, UNREACHED = "killed", "hangs", "lives", "unreached"


def make() -> list[str]:
    """Write the copy with all mutants in it; return their names, file by file.

    The mutants themselves are made anew only if the rules have changed.
    """
    sources = {path: path.read_bytes() for path in sorted((ROOT / "sim" / "rules").glob("*.py"))}
    mark = hashlib.sha256(b"".join(sources.values())).hexdigest()
    if not MADE.exists() or json.loads(MADE.read_text(encoding="utf-8"))["of"] != mark:
        shutil.rmtree(COPY, ignore_errors=True)
        MADE.parent.mkdir(parents=True)
        names = [name for path in sources for name in _mutate(path.relative_to(ROOT))]
        MADE.write_text(json.dumps({"of": mark, "names": names}), encoding="utf-8")
    for part in COPIED:
        shutil.copytree(ROOT / part, COPY / part, ignore=_left_out, dirs_exist_ok=True)
    made: list[str] = json.loads(MADE.read_text(encoding="utf-8"))["names"]
    return made


def _mutate(place: Path) -> list[str]:
    made = mutate_file_contents(str(place), place.read_text(encoding="utf-8"))
    (COPY / place).parent.mkdir(parents=True, exist_ok=True)
    (COPY / place).write_text(made.code, encoding="utf-8")
    MutantLineSpans(path=place, span_by_function_name=made.line_span_by_function_name).save()
    return [f"sim.rules.{place.stem}.{name}" for name in made.mutant_names]


def _left_out(folder: str, names: list[str]) -> list[str]:
    mutated = Path(folder) == ROOT / "sim" / "rules"
    return [one for one in names if one == "__pycache__" or (mutated and one.endswith(".py"))]


def judge() -> ModuleType:
    """Return the judge of the copy: from now on every import comes from there."""
    sys.path[:0] = [str(COPY), str(COPY / "tests" / "power")]
    import harness  # noqa: PLC0415

    assert Path(harness.__file__).is_relative_to(COPY)
    return harness


def reached_by(harness: ModuleType, grounds: list[str]) -> dict[str, set[str]]:
    """Return ground -> the functions that it calls; every ground passes without a mutant."""
    found: dict[str, set[str]] = {name: set() for name in grounds}
    trampoline.get_mutant_under_test = lambda: "stats"
    for name, calls in found.items():
        trampoline.record_trampoline_hit = _noting(calls)
        wrong = harness.wrong(harness.GROUNDS[name])
        assert not wrong, (name, wrong)
    return found


def _noting(calls: set[str]) -> Callable[..., None]:
    def note(called: str, **_: object) -> None:
        calls.add(called)

    return note


def verdict(harness: ModuleType, name: str, reached: dict[str, set[str]]) -> dict[str, Any]:
    """Return what the judge says of one mutant."""
    called = mangled_name_from_mutant_name(name)
    grounds = [ground for ground, calls in reached.items() if called in calls]
    if not grounds:
        return {"mutant": name, "result": UNREACHED}
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        try:
            said = _first_wrong(harness, name, grounds)
        except BaseException as error:  # a judge that falls over has not judged: told as such
            said = {"mutant": name, "result": KILLED, "ground": "", "said": repr(error)[:300]}
        os.write(writing, json.dumps(said).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else {"mutant": name, "result": HANGS}


def _first_wrong(harness: ModuleType, name: str, grounds: list[str]) -> dict[str, Any]:
    trampoline.get_mutant_under_test = lambda: name
    for ground in grounds:
        if said := harness.wrong(harness.GROUNDS[ground]):
            short = said if len(said) < 400 else f"{said[:200]} … {said[-200:]}"
            return {"mutant": name, "result": KILLED, "ground": ground, "said": short}
    return {"mutant": name, "result": LIVES, "grounds": len(grounds)}


def known() -> dict[str, dict[str, Any]]:
    """Return the last result of each mutant so far."""
    lines = RESULTS.read_text(encoding="utf-8").splitlines() if RESULTS.exists() else []
    return {one["mutant"]: one for one in map(json.loads, lines)}


def table(names: list[str]) -> str:
    """Return the figures file by file, and what still lives with its change."""
    results = known()
    rows, left = [], []
    files = sorted({name.split(".")[2] for name in names})
    for file in (*files, "all"):
        mine = [one for one in names if file in ("all", one.split(".")[2])]
        count = Counter(results[one]["result"] for one in mine if one in results)
        told = " | ".join(str(count[one]) for one in (KILLED, HANGS, LIVES, UNREACHED))
        rows.append(f"| {file} | {len(mine)} | {count.total()} | {told} |")
    for name in names:
        if results.get(name, {}).get("result") in (LIVES, UNREACHED):
            place = Path(*name.split(".")[:3]).with_suffix(".py")
            diff = get_diff_for_mutant(name, path=place).splitlines()
            lines = [one for one in diff if one[:1] in "+-" and one[:3] not in ("+++", "---")]
            left.append(" ".join([name, *(" ".join(line.split()) for line in lines)]))
    return "\n".join(
        ("| file | mutants | judged | killed | hang | live | unreached |", *rows, *left)
    )


def main() -> int:
    """Make the mutants, judge those that are asked for, tell what is known."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("patterns", nargs="*", metavar="PATTERN")
    parser.add_argument("--first", type=int)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--up-to", choices=FORMS, default=FORMS[-1])
    parser.add_argument("--table", action="store_true")
    options = parser.parse_args()
    os.chdir(ROOT)
    names = make()
    results = known()
    todo = [
        one
        for one in names
        if (one not in results or (options.again and results[one]["result"] != KILLED))
        and (not options.patterns or any(fnmatch.fnmatch(one, p) for p in options.patterns))
    ]
    random.Random(SEED).shuffle(todo)
    if not options.table and todo:
        harness = judge()
        forms = FORMS[: FORMS.index(options.up_to) + 1]
        grounds = [name for name, one in harness.GROUNDS.items() if one.form in forms]
        reached = reached_by(harness, grounds)
        RESULTS.parent.mkdir(exist_ok=True)
        with RESULTS.open("a", encoding="utf-8") as file:
            for one in todo[: options.first]:
                file.write(json.dumps(verdict(harness, one, reached), ensure_ascii=False) + "\n")
                file.flush()
    sys.stdout.write(f"{table(names)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
