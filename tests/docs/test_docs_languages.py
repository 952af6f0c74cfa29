"""What people who test read is there in both languages, and both pages of a pair keep in step."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from doc_pages import FOR_DEVELOPERS, PAGES, PAIRS, ROOT, blocks, headings, links, name_of, prose

from sim.scenario import CLAUSES

ENGLISH, VIETNAMESE = ROOT / "README.md", ROOT / "README.vi.md"
OF_VIETNAMESE = {vietnamese: english for english, vietnamese in PAIRS.items()}
IN_VIETNAMESE = [page for page in PAGES if name_of(page) in OF_VIETNAMESE]
NO_FOLDER = re.compile(r"(?:docs/)?[\w-]+\.md")  # decisions have a folder of their own

# How a word is not written in Vietnamese, and how it is: the document decides, then the glossary.
WRITTEN = {
    "bấm": "nhấn",
    "huỷ": "hủy",
    "hoá": "hóa",
    "khoá": "khóa",
    "đơn mua hàng": "đơn hàng",
    "thủ quỹ": "thủ kho",
    "qui tắc": "quy tắc",
    "tỉ lệ": "tỷ lệ",
    "nhân viên kinh doanh": "nhân viên bán hàng",
    "nhân viên kho": "thủ kho",
    "nhân viên kế toán": "kế toán viên",
    "liên kết trực tiếp": "kết nối trực tiếp",
    "lệnh xuất(?! kho)": "lệnh xuất kho",
    "phiếu xuất(?! (kho|khác|chuyển kho|sản xuất))": "phiếu xuất kho",
    "(trạng thái|tình trạng) đồng bộ": "TT đồng bộ với kế toán",
    "trạng thái (giao hàng|thực hiện|ghi doanh số)": "tình trạng …",
    "hành vi": "cách làm việc",
}
SAYING = [  # what is not a page and speaks Vietnamese
    path
    for folder, ending in (
        ("sim", "py"),
        ("reports", "py"),
        ("actors", "py"),
        ("scenarios", "yaml"),
    )
    for path in sorted((ROOT / folder).rglob(f"*.{ending}"))
]


def outline(page: Path) -> list[str]:
    """The page without its words: headings by depth, blocks, what each command is."""
    told = [f"heading {depth}" for depth, _ in headings(page)]
    for block in blocks(page):
        notes = ", ".join("file" if note.startswith("file ") else note for note in block.notes)
        told.append(f"{block.language} {notes}")
        if block.language == "sh":
            told.extend(" ".join(line.split()[:3]) for line in block.lines)
    return told


def wrong_words(text: str) -> list[str]:
    """Return the words that stand in a text and are written in another way."""
    return [word for word in WRITTEN if re.search(rf"\b{word}\b", text)]


def rows(page: Path) -> int:
    return sum(line.startswith("|") for line in page.read_text(encoding="utf-8").splitlines())


def test_every_page_for_testers_has_its_counterpart():
    """A new page names its counterpart in `PAIRS`, or says that it is for developers."""
    english = {name_of(page) for page in PAGES if NO_FOLDER.fullmatch(name_of(page))}
    alone = english - set(PAIRS) - set(OF_VIETNAMESE) - FOR_DEVELOPERS
    assert alone == set(), "write it in Vietnamese too and name both in doc_pages.PAIRS"

    vietnamese = {name_of(page) for page in (ROOT / "docs" / "vi").glob("*.md")}
    assert vietnamese | {"README.vi.md"} == set(OF_VIETNAMESE)


@pytest.mark.parametrize(("english", "vietnamese"), PAIRS.items())
def test_a_page_has_the_outline_of_its_counterpart(english, vietnamese):
    """As many headings of each depth, blocks, files and commands, in the same order."""
    assert outline(ROOT / vietnamese) == outline(ROOT / english)


@pytest.mark.parametrize("page", IN_VIETNAMESE, ids=name_of)
def test_commands_on_a_vietnamese_page_answer_in_vietnamese(page):
    """What the reader runs speaks the language of the page."""
    told = [line for block in blocks(page) for line in block.commands if block.language == "sh"]
    assert [line for line in told if "--lang vi" not in line] == []


@pytest.mark.parametrize("page", IN_VIETNAMESE, ids=name_of)
def test_words_are_written_in_one_way(page):
    """One spelling and one word for one thing."""
    text = "\n".join(prose(page)).lower()
    assert wrong_words(text) == []


def test_the_program_writes_words_as_the_pages_do():
    """Also where a sentence goes on in the next line."""
    wrong = {
        name_of(path): found
        for path in SAYING
        if (found := wrong_words(re.sub(r'["\s]+', " ", path.read_text(encoding="utf-8").lower())))
    }

    assert len(SAYING) > 100
    assert wrong == {}


@pytest.mark.parametrize("page", sorted({*IN_VIETNAMESE} - {VIETNAMESE}), ids=name_of)
def test_a_vietnamese_page_leads_to_vietnamese_pages(page):
    """Where there is a counterpart, the reader is not sent to the English one."""
    reached = {
        name_of((page.parent / path).resolve())
        for path in (one.partition("#")[0] for one in links(page))
        if path.endswith(".md")
    }
    assert reached & set(PAIRS) == set()


# --- the two READMEs ----------------------------------------------------------------------------


def shape(page: Path) -> list[str]:
    """Headings by depth, blocks and their lines, in no language."""
    told = [f"heading {depth}" for depth, _ in headings(page)]
    for block in blocks(page):
        told.append(f"{block.language} {', '.join(block.notes)}")
        if block.language != "text":
            told.extend(line.replace(" --lang vi", "") for line in block.lines)
    return told


def test_both_readmes_have_the_same_shape():
    """The same headings, files, commands, rows, and links but for their language."""
    assert shape(ENGLISH) == shape(VIETNAMESE)
    assert rows(ENGLISH) == rows(VIETNAMESE)
    there, here = (
        [OF_VIETNAMESE.get(one, one) for one in links(page)] for page in (ENGLISH, VIETNAMESE)
    )
    assert there == here


@pytest.mark.parametrize("readme", [ENGLISH, VIETNAMESE], ids=name_of)
def test_a_readme_links_every_pair_in_both_languages(readme):
    """In one row, the page in the README's own language first."""
    told = {tuple(re.findall(r"\]\(([^)]+)\)", line)) for line in prose(readme)}
    for english, vietnamese in PAIRS.items():
        if english != "README.md":
            own = (english, vietnamese) if readme == ENGLISH else (vietnamese, english)
            assert own in told, own


# --- the document, clause by clause -------------------------------------------------------------


@pytest.mark.parametrize("page", ["docs/rules.md", "docs/vi/dieu-khoan.md"])
def test_every_rule_says_where_the_document_says_it(page):
    """The first section names all rules, in both languages."""
    text = (ROOT / page).read_text(encoding="utf-8")
    places = text.split("\n## ")[1]
    assert set(re.findall(r"R1\.\w+", places)) == set(CLAUSES)


def test_both_languages_name_the_same_rules_at_the_same_places():
    """Row by row."""
    there, here = (
        [
            re.findall(r"R1\.\w+", line)
            for line in (ROOT / page).read_text(encoding="utf-8").split("\n## ")[1].splitlines()
        ]
        for page in ("docs/rules.md", "docs/vi/dieu-khoan.md")
    )
    assert here == there
