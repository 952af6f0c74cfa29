"""docs/domain.md is complete: the sections that comments cite, rules, failures, holes, words."""

from __future__ import annotations

import re

import pytest
from doc_pages import ROOT, headings, links

from reports.words.vi import WORDS
from sim.checks.tables import DELIVERY_STATUS
from sim.rules.assumptions import CATALOGUE, Assumptions
from sim.scenario import CLAUSES

PAGE = ROOT / "docs" / "domain.md"
TEXT = PAGE.read_text(encoding="utf-8")
SECTIONS = (
    *("1", "1.1", "1.2", "1.3", "1.4", "1.5"),
    *("2", "2.1", "2.2", "2.3", "2.4", "2.5"),
    *("3", "3.1", "3.2", "3.3", "3.4", "3.5"),
    *("4", "4.1", "4.2", "4.3"),
    *("5", "6", "7", "7.1", "7.2", "7.3", "8"),
)
SOURCE = re.compile(r"^\| (P\d+) \| `([^`\s]+)` \|$", re.MULTILINE)
CITED = re.compile(r"(?:facts|domain)\.md(?: section)? (\d(?:\.\d)?(?:(?:,| and) \d(?:\.\d)?)*)")
FIELDS = {"org_refid", "shipping_amount", "amount"}  # names in code of third parties


def section(number: str) -> str:
    """The text below a numbered heading, up to the next heading."""
    found = re.search(rf"^#+ {re.escape(number)}\.? .+\n((?:(?!#).*\n)*)", TEXT, re.MULTILINE)
    assert found, f"no section {number}"
    return found[1]


def first_cells(number: str, form: str) -> list[str]:
    """The first cells of the rows of a section that look like this."""
    return re.findall(rf"^\| ({form}) \|", section(number), re.MULTILINE)


# --- sections -----------------------------------------------------------------------------------


def test_the_sections_have_their_numbers():
    """All of them, in order; what has no number comes last."""
    numbered = (re.match(r"(\d(?:\.\d)?)\.? ", text) for _, text in headings(PAGE))
    assert [one[1] for one in numbered if one] == list(SECTIONS)
    assert headings(PAGE)[-1] == (2, "Sources")


def test_comments_cite_sections_that_exist():
    """Wherever code or a test names a section of the facts, this page has it."""
    cited = {
        number
        for folder in ("sim", "actors", "reports", "tests")
        for path in (ROOT / folder).rglob("*.py")
        for numbers in CITED.findall(path.read_text(encoding="utf-8"))
        for number in re.findall(r"\d(?:\.\d)?", numbers)
    }
    assert cited
    assert cited - set(SECTIONS) == set()


@pytest.mark.parametrize("target", links(PAGE))
def test_links_lead_to_files_that_are_there(target):
    """Relative ones; their anchors are looked up where those of all pages are."""
    path = target.partition("#")[0]
    assert not path or (PAGE.parent / path).is_file()


# --- lists --------------------------------------------------------------------------------------


def test_the_rules_are_those_of_the_code():
    """Each number once, in the order of the document."""
    assert first_cells("7", r"R1\.\w+") == list(CLAUSES)


def test_failures_and_holes_are_complete():
    """Twenty-six failures, twelve holes: the numbers that scenarios may name."""
    assert first_cells("5", r"F\d+") == [f"F{no}" for no in range(1, 27)]
    assert first_cells("8", r"\d+") == [str(no) for no in range(1, 13)]


def test_the_status_mapping_is_the_one_that_is_judged():
    """Table 7.1 in the program's own Vietnamese words."""
    rows = re.findall(
        r"^\| (\w[^|(]+?)(?: \([^|]+\))? \| (yes|no) \| (.+) \|$", section("7.1"), re.M
    )
    assert {(status, issued): shown for status, issued, shown in rows} == {
        (WORDS[f"execution.{status}"], "yes" if issued else "no"): WORDS[f"delivery.{shown}"]
        for (status, issued), shown in DELIVERY_STATUS.items()
    }


# --- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["recording", "delivery", "execution", "sync", "type", "paper"])
def test_the_glossary_has_the_words_of_the_program(kind):
    """Statuses as people read them in the apps, kinds of documents in any case."""
    names = kind in ("recording", "delivery", "execution", "sync")
    entries = {entry.strip() for entry in re.split(r"[|,;:]", section("6"))}
    told = entries if names else {entry.lower() for entry in entries}
    words = [word for key, word in WORDS.items() if key.startswith(f"{kind}.")]
    assert words
    assert [word for word in words if (word if names else word.lower()) not in told] == []


def test_every_assumption_is_named_with_its_default():
    """Each switch stands where its point is told, and "(…)" after it is its default."""
    defaults = Assumptions()
    told = dict(re.findall(r"`([a-z_]+)` \(([a-z]+)\)", TEXT))
    assert told == {one.name: getattr(defaults, one.name) for one in CATALOGUE}


def test_names_in_backticks_are_settings_or_reasons():
    """No switch, setting or reason that the program does not have."""
    text = TEXT.partition("## Sources")[0]
    names = set(re.findall(r"`([a-z]+(?:_[a-z]+)*)`", text)) - FIELDS
    settings = {word for one in CATALOGUE for word in (one.name, *one.alternatives)}
    assert {name for name in names - settings if f"reason.{name}" not in WORDS} == set()


# --- evidence -----------------------------------------------------------------------------------


def test_every_mark_is_explained_and_every_source_is_cited():
    """[S], [P], [C], [I] at the top; each page has an address, each address is used."""
    top = TEXT.partition("## 1. ")[0]
    assert re.findall(r"^\| \[(\w)\] \|", top, re.MULTILINE) == ["S", "P", "C", "I"]

    body, _, sources = TEXT.partition("## Sources")
    addresses = dict(SOURCE.findall(sources))
    assert set(re.findall(r"\[(P\d+)\]", body)) == set(addresses)
    assert set(addresses) == {f"P{no}" for no in range(1, len(addresses) + 1)}


@pytest.mark.parametrize("rule", CLAUSES)
def test_every_rule_has_its_mark(rule):
    """A sentence of the document, a page, an inference, or what follows from two rules."""
    row = next(line for line in section("7").splitlines() if line.startswith(f"| {rule} |"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert len(cells) == 5
    assert re.fullmatch(r"[SPI](, [SPI])*|R1\.\w+ \+ R1\.\w+", cells[1])
    assert cells[2]
    assert cells[4]
