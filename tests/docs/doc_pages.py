"""The pages of the documentation as data: blocks, commands, headings and links.

A comment before a code block tells the tests about it: `exit 1` is the exit code of its commands,
`slow` keeps them out of the default run, `file NAME` is what the block is saved as, `part FORM`
marks some fields of a scenario. A `text` block after a block of commands is what the last of them
prints, shortened: a line "…" stands for lines left out.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sim.cli import main

ROOT = Path(__file__).parents[2]
PAGES = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))
COMMAND = "python run_sim.py"
LEFT_OUT = "…"

# What a person who tests reads, in English and in Vietnamese; the two say the same.
PAIRS = {
    "README.md": "README.vi.md",
    "docs/first-run.md": "docs/vi/bat-dau.md",
    "docs/rules.md": "docs/vi/dieu-khoan.md",
    "docs/reading-a-story.md": "docs/vi/doc-cau-chuyen.md",
    "docs/shrinking.md": "docs/vi/rut-gon.md",
    "docs/from-bug-to-scenario.md": "docs/vi/tu-loi-den-kich-ban.md",
    "docs/everyday.md": "docs/vi/hang-ngay.md",
    "docs/scenarios.md": "docs/vi/kich-ban.md",
    "docs/editor.md": "docs/vi/trinh-soan-thao.md",
    "docs/traces.md": "docs/vi/nhat-ky-don-hang.md",
    "docs/failures.md": "docs/vi/loi-va-lo-hong.md",
    "docs/report.md": "docs/vi/bao-cao.md",
    "docs/faults.md": "docs/vi/su-co.md",
    "docs/explorer.md": "docs/vi/duyet-moi-thu-tu.md",
    "docs/guard-windows.md": "docs/vi/khe-thu-hoi.md",
    "docs/zoo.md": "docs/vi/so-thu.md",
    "docs/mutation.md": "docs/vi/dot-bien.md",
    "docs/campaigns.md": "docs/vi/nhieu-luot-chay.md",
    "docs/gate.md": "docs/vi/cong-kiem-tra.md",
}
# What people read who work on the program or read its files with one of their own: English alone.
FOR_DEVELOPERS = {
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/data.md",
    "docs/determinism.md",
    "docs/domain.md",
    "docs/record.md",
    "docs/revoke.md",
}

FENCE = re.compile(r"```(\w*)")
NOTE = re.compile(r"<!-- (.+) -->")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def name_of(page: Path) -> str:
    """Return a page as tests name it."""
    return page.relative_to(ROOT).as_posix()


class Block(NamedTuple):
    """A code block: where it stands, its language, what the comment before it says."""

    page: Path
    line: int
    language: str
    notes: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The block as one text."""
        return "\n".join(self.lines) + "\n"

    @property
    def place(self) -> str:
        """Where to look."""
        return f"{name_of(self.page)}:{self.line}"

    def note(self, name: str) -> str:
        """Return what follows the name in the notes, "" if it is not there."""
        found = [note.partition(" ")[2] for note in self.notes if note.split()[0] == name]
        return found[0] if found else ""

    @property
    def slow(self) -> bool:
        """Whether its commands take more than ten seconds."""
        return "slow" in self.notes

    @property
    def commands(self) -> tuple[str, ...]:
        """The commands of the program in this block."""
        return tuple(one for one in self.lines if one.startswith(COMMAND))


def blocks(page: Path) -> Iterator[Block]:
    """Return the code blocks of a page."""
    notes: tuple[str, ...] = ()
    opened: tuple[int, str] | None = None
    inside: list[str] = []
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        fence = FENCE.fullmatch(line)
        if opened is not None:
            if fence:
                yield Block(page, *opened, notes, tuple(inside))
                notes, opened, inside = (), None, []
            else:
                inside.append(line)
        elif fence:
            opened = number, fence[1]
        elif found := NOTE.fullmatch(line):
            notes = tuple(one.strip() for one in found[1].split(","))
        elif line.strip():
            notes = ()
    assert opened is None, f"{name_of(page)}:{opened}: this block is not closed"


def prose(page: Path) -> list[str]:
    """Return the lines of a page that are not inside a code block."""
    told, inside = [], False
    for line in page.read_text(encoding="utf-8").splitlines():
        if FENCE.fullmatch(line):
            inside = not inside
        elif not inside:
            told.append(line)
    return told


def headings(page: Path) -> list[tuple[int, str]]:
    """Return the headings of a page: depth and text."""
    found = (re.fullmatch(r"(#+) (.+)", line) for line in prose(page))
    return [(len(one[1]), one[2]) for one in found if one]


def slug(heading: str) -> str:
    """Return the anchor that a heading gets."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.strip().replace(" ", "-")


def links(page: Path) -> list[str]:
    """Return the targets of the links and pictures of a page."""
    text = "\n".join(re.sub(r"`[^`]*`", "", line) for line in prose(page))
    return LINK.findall(text)


# --- doing what a page says ---------------------------------------------------------------------


def run(command: str, folder: Path) -> tuple[int, str]:
    """Run one command in a folder; return its exit code and all that it prints."""
    words = [resolved(word, folder) for word in shlex.split(command)]
    out = io.StringIO()
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
    ):
        code = main(words[2:])
    return code, out.getvalue()


def resolved(word: str, folder: Path) -> str:
    """Return a word of a command with `<time>` filled in: the latest run of that name."""
    if "<time>" not in word:
        return word
    found = sorted(folder.glob(word.replace("<time>", "*")))
    assert found, f"nothing in {folder} fits {word}"
    return found[-1].relative_to(folder).as_posix()


def missing(sample: Block, printed: str) -> str:
    """Return the first line of a sample that was not printed, in this order; "" if all were.

    Spaces and numbers count as alike: columns and counts may change, words may not.
    """
    rest = iter([_alike(line) for line in printed.splitlines()])
    for line in sample.lines:
        wanted = _alike(line)
        if wanted and wanted != LEFT_OUT and not any(_fits(wanted, one) for one in rest):
            return line
    return ""


def _fits(wanted: str, line: str) -> bool:
    """Whether a printed line is the wanted one; "…" stands for any text within it."""
    parts = map(re.escape, wanted.split(LEFT_OUT))
    return re.fullmatch(".*".join(parts), line) is not None


def _alike(line: str) -> str:
    stamped = re.sub(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d", "<time>", line)
    return re.sub(r"\d+", "0", " ".join(stamped.split()))
