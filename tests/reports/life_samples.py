"""Stories with a document's life in them, run and ready to be asked. No test lives here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reports.life import Life, documents_of, life_of
from reports.life_summary import life_summary
from reports.life_text import Telling, Unnamed
from reports.story import Names
from sim.campaign import run_plan
from sim.library import plan_of
from sim.record import Entry, Header, read
from sim.rules.variants import rule_set
from sim.run import Plan


def slip(number: str, quantity: int, *, order: str = "DH-1", **more: str) -> str:
    """Return the step in which the clerk saves a slip."""
    kind, line = ("sale", 1) if order else ("other", 0)
    lines = f"[{{line: {line}, item: HH-01, quantity: {quantity}}}]"
    extra = "".join(f", {name}: {value}" for name, value in more.items())
    said = f'order: "{order}", slip: {number}, type: {kind}, lines: {lines}{extra}'
    return f"{{who: minh, do: save_slip, {said}}}"


STORY = """\
name: one-life
form: story
orders:
  - {order: DH-1, lines: [{line: 1, item: HH-01, quantity: 4}]}
  - {order: DH-2}
cast:
  lan: {role: salesperson}
  minh: {role: clerk}
  hoa: {role: accountant}
  an: {role: administrator}
steps:
"""
ISSUED = (
    "{who: lan, do: save_request, order: DH-1}",
    "{deliver: order_requested, order: DH-1}",
    "{who: minh, do: make_issue_command, order: DH-1, issue_command: LX-1}",
    slip("PX-1", 1, issue_command="LX-1"),
    slip("PX-2", 3),
)
REVOKED = (
    "{who: lan, do: revoke_request, order: DH-1}",
    "{deliver: hold, order: DH-1}",
    "{deliver: hold_answer, order: DH-1}",
)
OTHERS = (
    "{who: lan, do: save_request, order: DH-2}",
    slip("PX-9", 1, order=""),
)


class Told:
    """A run, ready to be asked for the lives in it."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        record = folder / "record.jsonl"
        with record.open("wb") as file:
            run_plan(plan, file)
        header, *lines = read(record)
        assert isinstance(header, Header)
        self.header = header
        self.entries = [one for one in lines if isinstance(one, Entry)]
        self.known = documents_of(header, self.entries)

    def life(self, number: str) -> Life:
        rules = rule_set(self.header.rules, self.header.assumptions)
        return life_of(self.header, rules, self.entries, self.known[number])

    def telling(self, lang: str = "en") -> Telling:
        return Telling("out/x", self.header, Names(), Unnamed(), lang)

    def data(self, number: str, lang: str = "en") -> dict[str, Any]:
        return life_summary(self.life(number), [], self.telling(lang))


def story(folder: Path, *steps: str, text: str = STORY) -> Told:
    """Tell a story."""
    path = folder / "one-life.yaml"
    path.write_text(text + "".join(f"  - {one}\n" for one in steps), encoding="utf-8")
    return Told(folder, plan_of(path, seed=1))


def whats(life: Life) -> list[str]:
    """Return what each row is about: the command or message, with the row that sent it."""
    said = [getattr(row.entry.said, "message", row.entry.said) for row in life.rows]
    kinds = [type(one).__name__ for one in said]
    return [
        f"{kind}<{row.cause}" if row.cause else kind
        for kind, row in zip(kinds, life.rows, strict=True)
    ]
