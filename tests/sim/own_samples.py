"""Scenarios with promises of a tester's own, as text, and how the tests write them. No test."""

from __future__ import annotations

from pathlib import Path

import pytest
from vietnamese import in_vietnamese

from sim.library import read
from sim.reading import InputError

IMPORTS = """\
from sim.checks.ledger import Ledger
from sim.checks.promise import HELD, Moment, Promise, Ruling, Words, broken, ruled
from sim.rules.events import SlipSaved
from sim.rules.messages import Refused, SlipPushed
from sim.rules.state import Apps
"""
STORY = """\
name: mine
form: story
orders: [{order: DH-1}]
cast: {an: {role: salesperson}, binh: {role: clerk}}
promises: [PROMISES]
steps:
  - {who: an, do: save_request, order: DH-1}
  - {deliver: order_requested, order: DH-1}
  - {who: binh, do: save_slip, order: DH-1, slip: PX-1, type: sale, lines: [{line: 1, item: HH-01}]}
  - {settle: true}
"""


NEVER = '''
def never(moment: Moment, event: SlipSaved):
    """No slip is ever saved."""
    return broken(event.order, event.slip.slip)
'''
WORLD = """\
name: mine
form: world
orders: [{order: DH-1, lines: [{quantity: 2}]}]
cast: {an: {role: salesperson, may: {request: 1}}, binh: {role: clerk, may: {issue_all: 1}}}
promises: [PROMISES]
"""


def mine(folder: Path, body: str, *names: str, text: str = STORY) -> Path:
    """Write a scenario with own promises: the Python after the imports, and their names."""
    (folder / "mine.py").write_text(IMPORTS + body, encoding="utf-8")
    path = folder / "mine.yaml"
    listed = ", ".join(f'"mine.py:{name}"' for name in names)
    path.write_text(text.replace("PROMISES", listed), encoding="utf-8")
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(path)
    for one in caught.value.problems:
        in_vietnamese(one.message, one.hint)
    return [str(one).replace(f"{path.parent.as_posix()}/", "") for one in caught.value.problems]
