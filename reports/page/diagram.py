"""Where the parts of a sequence diagram lie: plain numbers, in pixels, for the template.

Each step has a row; a message is drawn from the row in which it was sent to the row in which it
arrives, so that what overtakes what can be seen. What does not live here: what a step is (`tales`).
"""

from __future__ import annotations

from typing import NamedTuple

from reports.page.tales import Arrow, Tale, Waiting
from reports.words.page import Both

LANE = 138  # between two lanes
MARGIN = 78  # left of the first lane and right of the last one
HEAD = 64  # above the first row
ROW = 38
FOOT = 46
GAP = 7  # between an arrow's head and its lane
FROM_THE_SENDER = ("message", "lose", "fail", "swallow")  # other faults happen to what is under way


class Drawn(NamedTuple):
    """An arrow with its ends; `x` and `y` are where its label stands, `anchor` how it is aligned.

    `mx` and `my` are its middle, `mark_x` and `mark_y` where its outcome or fault is marked;
    `loops` tells that it begins and ends at the same lane.
    """

    arrow: Arrow
    x1: int
    y1: int
    x2: int
    y2: int
    x: int
    y: int
    anchor: str
    mark_x: int
    mark_y: int
    loops: bool

    @property
    def mx(self) -> int:
        """The middle, from the left."""
        return (self.x1 + self.x2) // 2

    @property
    def my(self) -> int:
        """The middle, from the top."""
        return (self.y1 + self.y2) // 2


class Stub(NamedTuple):
    """The beginning of an arrow that never arrives."""

    x1: int
    y1: int
    x2: int
    y2: int
    label: Both


class Diagram(NamedTuple):
    """All places of one diagram; `lanes` are the x of the lanes, in order."""

    width: int
    height: int
    row: int
    bottom: int
    lanes: tuple[int, ...]
    arrows: tuple[Drawn, ...]
    stubs: tuple[Stub, ...]


def diagram_of(tale: Tale) -> Diagram:
    """Return where the parts of a story's diagram lie."""
    lanes = tuple(MARGIN + LANE * at for at in range(len(tale.lanes)))
    bottom = _y(len(tale.arrows) + len(tale.waiting)) + ROW // 2
    return Diagram(
        width=2 * MARGIN + LANE * max(0, len(lanes) - 1),
        height=bottom + FOOT,
        row=ROW,
        bottom=bottom,
        lanes=lanes,
        arrows=tuple(_drawn(arrow, lanes) for arrow in tale.arrows),
        stubs=tuple(
            _stub(one, lanes, row) for row, one in enumerate(tale.waiting, len(tale.arrows) + 1)
        ),
    )


def _y(n: int) -> int:
    """Return the height of a step's row."""
    return HEAD + ROW * n - ROW // 2


def _drawn(arrow: Arrow, lanes: tuple[int, ...]) -> Drawn:
    x1, x2 = lanes[arrow.source], lanes[arrow.target]
    y2 = _y(arrow.n)
    if x1 == x2:
        return Drawn(arrow, x1, y2, x2, y2, x1 + 2 * GAP, y2 + 4, "start", x2, y2, loops=True)
    y1 = _y(arrow.sent) if arrow.sent and arrow.kind in FROM_THE_SENDER else y2
    way = 1 if x2 > x1 else -1
    arrives = arrow.kind in ("command", "message", "swallow")
    return Drawn(  # the label beside the head, on the side that the arrow comes from
        arrow,
        x1,
        y1,
        x2 - way * GAP,
        y2,
        x2 - way * 2 * GAP if arrives else (x1 + x2) // 2 + 2 * GAP,
        y2 - 6,
        ("end" if way > 0 else "start") if arrives else "start",
        x2 if arrives else (x1 + x2 - way * GAP) // 2,
        y2 if arrives else (y1 + y2) // 2,
        loops=False,
    )


def _stub(waiting: Waiting, lanes: tuple[int, ...], row: int) -> Stub:
    """Return the beginning of an arrow that ends halfway, in a row of its own below the steps."""
    x1, x2 = lanes[waiting.source], lanes[waiting.target]
    return Stub(x1, _y(waiting.sent), (x1 + x2) // 2, _y(row), waiting.label)
