"""Figures as SVG, drawn by matplotlib, the same bytes each time and in the colours of the page.

Three shapes: lines, steps over time with the faults shaded, bars. Colours are the page's variables
and words are put in afterwards, in both languages, so that one figure serves light and dark,
Vietnamese and English. What does not live here: what a chart shows (`charts`).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from reports.measures import Mishap
from reports.page.svg import INK, Words, in_page
from reports.words.page import Both

MINUTE, HOUR = 60_000, 3_600_000
QUARTER = HOUR // 4
WIDTH, HEIGHT = 7.6, 3.0  # inches of 72 points
BAR = 0.3
TEXT, EDGE, MUTED, FAIL = list(INK)[:4]
LINE = list(INK)[4:]
DASHES: tuple[Any, ...] = ("-", "--", ":", "-.", (0, (5, 1)), (0, (1, 1)))
HATCHES = ("", "///", "...")
EM = 6.2  # points that a letter of the labels takes


class Lines(NamedTuple):
    """Lines through points; x is ms, as "log_minutes" or as a "clock" time; y is percent or ms."""

    x: Both
    y: Both
    lines: dict[Both, list[tuple[int, int]]]
    x_unit: Literal["log_minutes", "clock"]
    marks: bool = False


class Steps(NamedTuple):
    """Counts over time, each valid until the next; faults are shaded."""

    x: Both
    y: Both
    lines: dict[Both, list[tuple[int, int]]]


class Bars(NamedTuple):
    """Bars side by side along one line a name, made of parts."""

    x: Both
    bars: dict[Both, tuple[int, ...]]
    parts: tuple[Both, ...]


Shape = Lines | Steps | Bars


def draw(name: str, shape: Shape, mishaps: Sequence[Mishap]) -> str:
    """Return a shape as SVG; `name` makes its inner ids differ from those of other figures."""
    import matplotlib as mpl  # noqa: PLC0415 - half a second, for those who draw alone
    from matplotlib.figure import Figure  # noqa: PLC0415

    words = Words()
    settings: dict[Any, Any] = {"svg.hashsalt": name, "svg.fonttype": "none", "path.simplify": True}
    with mpl.rc_context(settings):
        rows = len(shape.bars) if isinstance(shape, Bars) else 0
        height = 0.9 + BAR * rows if rows else HEIGHT
        figure = Figure(figsize=(WIDTH, height), dpi=72)
        axes = figure.add_axes(_frame(shape, height))
        match shape:
            case Bars():
                _bars(axes, shape, words)
            case Steps():
                _steps(axes, shape, words)
                _faults(axes, mishaps)
            case Lines():
                _lines(axes, shape, words)
        _plain(axes)
        file = io.StringIO()
        figure.savefig(file, format="svg", transparent=True, metadata={"Date": None})
    return in_page(file.getvalue(), name, words.texts)


def _frame(shape: Shape, height: float) -> tuple[float, float, float, float]:
    longest = (
        max((len(text) for name in shape.bars for text in name), default=0)
        if isinstance(shape, Bars)
        else 8
    )
    left = min(0.6, (longest * EM + 12) / (72 * WIDTH))
    below, above = 0.55 / height, 0.28 / height
    return (left, below, 0.97 - left, 1 - below - above)


def _lines(axes: Any, shape: Lines, words: Words) -> None:
    for nth, (name, points) in enumerate(shape.lines.items()):
        unit = MINUTE if shape.x_unit == "log_minutes" else HOUR
        xs = [max(x / unit, 0.01) for x, _ in points]
        ys = [y / MINUTE if shape.x_unit == "clock" else y for _, y in points]
        axes.plot(xs, ys, color=LINE[nth], linestyle=DASHES[nth], lw=1.8, label=words.put(name),
                  marker="o" if shape.marks else None, ms=4)  # fmt: skip
    if shape.x_unit == "log_minutes":
        axes.set_xscale("log")
        low, high = axes.get_xlim()
        ticks = [t for t in (0.02, 0.1, 0.5, 1, 5, 15, 60, 240, 1440, 10080) if low <= t <= high]
        axes.set_xticks(ticks, [_minutes(t) for t in ticks])
        axes.minorticks_off()
    else:
        axes.set_ylim(bottom=0)
    axes.set_xlabel(words.put(shape.x))
    axes.set_ylabel(words.put(shape.y))
    _legend(axes)


def _minutes(minutes: float) -> str:
    if minutes < 1:
        return f"{round(minutes * 60)}s"
    return f"{minutes:g}min" if minutes < 60 else f"{minutes / 60:g}h"


def _steps(axes: Any, shape: Steps, words: Words) -> None:
    for nth, (name, points) in enumerate(shape.lines.items()):
        kept = thinned(points)
        axes.step(
            [at / HOUR for at, _ in kept],
            [n for _, n in kept],
            where="post",
            color=LINE[nth],
            linestyle=DASHES[nth],
            lw=1.6,
            label=words.put(name),
        )
    low, high = axes.get_xlim()
    axes.set_ylim(bottom=0)
    axes.yaxis.get_major_locator().set_params(integer=True)
    days = (high - low) / 24
    pace = next(p for p in (1, 2, 6, 24, 168, 720, 10**6) if (high - low) / p <= 12)
    ticks = [t for t in range(int(low), int(high) + 1) if t % pace == 0]
    shown = [f"{t % 24:02}:00" if days <= 2 else f"{t // 24 + 1}·{t % 24:02}h" for t in ticks]
    axes.set_xticks(ticks, shown)
    axes.set_xlabel(words.put(shape.x))
    axes.set_ylabel(words.put(shape.y))
    _legend(axes)


def thinned(points: Sequence[tuple[int, int]], most: int = 400) -> list[tuple[int, int]]:
    """Return so many points at most: of each stretch the last one and the highest."""
    if len(points) <= most:
        return list(points)
    size = -(-2 * len(points) // most)
    kept = []
    for at in range(0, len(points), size):
        stretch = points[at : at + size]
        kept += sorted({max(stretch, key=lambda point: point[1]), stretch[-1]})
    return kept


def _faults(axes: Any, mishaps: Sequence[Mishap]) -> None:
    """Shade the hours with faults; the more of them, the darker."""
    hours: dict[int, int] = {}
    for one in mishaps:
        if one.kind != "retry":
            for quarter in range(one.at // QUARTER, max(one.at, one.until - 1) // QUARTER + 1):
                hours[quarter] = hours.get(quarter, 0) + 1
    low, high = axes.get_xlim()
    for quarter, n in sorted(hours.items()):
        if low <= quarter / 4 <= high:
            axes.axvspan(quarter / 4, quarter / 4 + 0.25, color=FAIL, alpha=min(0.4, 0.1 + n / 50),
                         lw=0)  # fmt: skip


def _bars(axes: Any, shape: Bars, words: Words) -> None:
    names = list(shape.bars)
    left = [0] * len(names)
    for nth, part in enumerate(shape.parts):
        sizes = [shape.bars[name][nth] for name in names]
        axes.barh(range(len(names)), sizes, left=left, height=0.68, color=LINE[nth], alpha=0.85,
                  hatch=HATCHES[nth], edgecolor=TEXT if nth else "none", lw=0.4,
                  label=words.put(part))  # fmt: skip
        left = [was + more for was, more in zip(left, sizes, strict=True)]
    for at, total in enumerate(left):
        axes.text(total, at, f" {total}", va="center", color=TEXT, fontsize=10)
    axes.set_yticks(range(len(names)), [words.put(name) for name in names])
    axes.set_xlim(0, max(left) * 1.12)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlabel(words.put(shape.x))
    if len(shape.parts) > 1:
        _legend(axes)


def _legend(axes: Any) -> None:
    axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=6, frameon=False, fontsize=10,
                labelcolor=TEXT, borderaxespad=0, handlelength=2.6)  # fmt: skip


def _plain(axes: Any) -> None:
    axes.grid(visible=True, color=EDGE, lw=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(colors=TEXT, labelsize=10, color=EDGE)
    for name, spine in axes.spines.items():
        spine.set_color(EDGE)
        spine.set_visible(name in ("left", "bottom"))
    for label in (axes.xaxis.label, axes.yaxis.label):
        label.set_color(MUTED)
        label.set_fontsize(10)
