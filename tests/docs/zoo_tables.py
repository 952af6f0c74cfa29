"""The tables of the zoo's pages: all planted bugs, and what they stand for.

`python tests/docs/zoo_tables.py` writes them anew; it hunts every bug, which takes a minute. The
test (`test_docs_zoo`) hunts none: it reads where a bug was caught from the page and tries that.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from doc_tables import between  # noqa: E402

from sim.rules.variants import BUGS, ZOO  # noqa: E402
from sim.rules.variants.zoo.items import ITEMS, NOT_SHOWN  # noqa: E402
from sim.zoo import Hunt, hunt  # noqa: E402

ENGLISH, VIETNAMESE = ROOT / "docs" / "zoo.md", ROOT / "docs" / "vi" / "so-thu.md"
HEADS = {
    "bugs": "| rule | planted bug | what it does | caught by | scenario |",
    "bugs-vi": "| quy tắc | lỗi cài sẵn | lỗi gì | bị bắt bởi | kịch bản |",
    "items": "| mistake | what it is | planted bugs |",
    "items-vi": "| sai sót | nghĩa | lỗi cài sẵn |",
}
Caught = dict[str, tuple[str, str]]  # bug -> promise, scenario


def bugs(caught: Caught, *, vi: bool) -> str:
    """Return the table of all bugs, in the order of the document."""
    rows = [HEADS["bugs-vi" if vi else "bugs"], "| --- | --- | --- | --- | --- |"]
    for name in ZOO:
        one = BUGS[name]
        promise, scenario = caught[name]
        rows.append(
            f"| {one.clause} | `{name}` | {one.says[0 if vi else 1]} | `{promise}` | `{scenario}` |"
        )
    return "\n".join(rows)


def items(*, vi: bool) -> str:
    """Return the table of what the bugs stand for; last what no bug can show, and why."""
    rows = [HEADS["items-vi" if vi else "items"], "| --- | --- | --- |"]
    for item, words in ITEMS.items():
        shown = ", ".join(f"`{name}`" for name in ZOO if item in BUGS[name].items)
        rows.append(f"| {item} | {words[0 if vi else 1]} | {shown} |")
    rows.extend(f"| {item} | {words[0 if vi else 1]} | |" for item, words in NOT_SHOWN.items())
    return "\n".join(rows)


def caught_on(page: Path) -> Caught:
    """Return what the table of a page says: which promise catches which bug, and where."""
    name = "bugs-vi" if page == VIETNAMESE else "bugs"
    found: Caught = {}
    for line in between(name, page.read_text(encoding="utf-8"))[2].splitlines()[2:]:
        _, bug, _, promise, scenario = (cell.strip(" `") for cell in line.strip("|").split("|"))
        found[bug] = promise, scenario
    return found


def hunted() -> Caught:
    """Hunt every bug and return where it was caught."""
    found: Caught = {}
    for name in ZOO:
        catch = hunt(Hunt(name)).catch
        assert catch is not None, name
        found[name] = catch.failure.promise, catch.scenario
    return found


def write() -> None:
    """Write the tables of both pages anew."""
    caught = hunted()
    for page, vi in ((ENGLISH, False), (VIETNAMESE, True)):
        tail = "-vi" if vi else ""
        for name, table in ((f"bugs{tail}", bugs(caught, vi=vi)), (f"items{tail}", items(vi=vi))):
            text = page.read_text(encoding="utf-8")
            found = between(name, text)
            made = f"{text[: found.start(2)]}{table}{text[found.end(2) :]}"
            page.write_text(made, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
