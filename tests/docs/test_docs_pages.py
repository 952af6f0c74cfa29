"""The pages hold together: links, both languages, YAML, generated tables, nothing foreign."""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from itertools import pairwise

import doc_tables
import msgspec
import pytest
from doc_pages import PAGES, ROOT, blocks, headings, links, name_of, slug
from ruamel.yaml import YAML

from actors.trace_map import Columns, Join, KindRule, StockFile, TraceMap, When, load_map
from sim.commands import known
from sim.library import read, scenario_files
from sim.metrics import METRICS
from sim.reading import InputError, read_profile, read_thresholds
from sim.record import Entry, Footer, Header, Nameplate
from sim.saved import SavedStory

ENGLISH = ROOT / "README.md"
PROFILES = {"my-company.yaml", "cong-ty-toi.yaml"}
WRONG = {"wrong.yaml", "wrong-story.yaml", "sai.yaml", "sai-cau-chuyen.yaml"}
MAPPINGS = ("-map.yaml", "-anh-xa.yaml")
YAMLS = [block for page in PAGES for block in blocks(page) if block.language == "yaml"]
FOREIGN = (  # what no page may hold: places of one machine, hosts of registries, promises of more
    r"(?<![\w.])/(work|tmp|root|home|opt|usr)/",
    r"[A-Z]:\\",
    r"pypi|npmjs|github\.com|huggingface|docker\.io|localhost",
    r"https?://",
    r"\bissue \d|\bTODO\b|\bFIXME\b|coming soon|sắp có",
)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page):
    """Relative links name a file that exists, anchors a heading that is there."""
    for target in links(page):
        path, _, anchor = target.partition("#")
        file = (page.parent / path) if path else page
        assert file.exists(), f"{name_of(page)}: {target}"
        if anchor:
            found = [slug(text) for _, text in headings(file)]
            assert anchor in found, f"{name_of(page)}: {target} is none of {found}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_speaks_of_this_project_alone(page):
    """No machine, no registry, nothing that is not there yet."""
    text = page.read_text(encoding="utf-8")
    for foreign in FOREIGN:
        found = re.search(foreign, text)
        assert found is None, f"{name_of(page)}: {found[0] if found else ''}"


def test_every_page_can_be_reached_from_the_readme():
    """A page that nothing links to is read by nobody."""
    reached, waiting = set(), [ENGLISH]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        found = ((page.parent / one.partition("#")[0]).resolve() for one in links(page))
        waiting.extend(one for one in found if one.suffix == ".md")
    assert [name_of(page) for page in PAGES if page not in reached] == []


# --- what is shown is right ---------------------------------------------------------------------


@pytest.mark.parametrize("block", YAMLS, ids=lambda block: block.place)
def test_yaml_on_a_page_is_what_it_says(block, tmp_path):
    """Scenarios, profiles and mappings validate; the wrong one is wrong."""
    name = block.note("file")
    assert name, f"{block.place}: say what the file is called"
    for other in blocks(block.page):  # a scenario may name Python files that the page shows
        if saved := other.note("file"):
            (tmp_path / saved).write_text(other.text, encoding="utf-8")
    path = tmp_path / name
    if name.endswith(MAPPINGS):
        load_map(path)
    elif name == "known-failures.yaml":
        assert known.listed(argparse.Namespace(known=str(path)), []).entries
    elif name == "thresholds.yaml":
        assert read_thresholds(path, METRICS, scenario_files())
    elif name in PROFILES:
        read_profile(path)
    elif name in WRONG:
        with pytest.raises(InputError):
            read(path)
    else:
        assert read(path).name == path.stem


@pytest.mark.parametrize("page", ["scenarios.md", "vi/kich-ban.md"])
def test_a_behaviour_and_a_promise_of_ones_own_stay_under_twenty_lines(page):
    """Both pages promise it; the commands of the page run them."""
    own = [one for one in blocks(ROOT / "docs" / page) if one.note("file").endswith(".py")]

    assert [len(one.lines) for one in own if len(one.lines) >= 20] == []
    assert len(own) == 2


def test_code_on_the_architecture_page_is_the_code():
    """The planted bug that it shows stands like this in the zoo."""
    files = sorted((ROOT / "sim" / "rules" / "variants" / "zoo").glob("*.py"))
    zoo = "\n".join(path.read_text(encoding="utf-8") for path in files)
    page = ROOT / "docs" / "architecture.md"
    shown = [block.text for block in blocks(page) if block.language == "python"]
    assert shown
    assert all(text in zoo for text in shown)


def test_the_rings_in_the_picture_are_those_of_the_import_contract():
    """Every module that the picture names stands there in the order of the contract's layers."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["id"] == "rings")
    depth = {part.strip(): at for at, layer in enumerate(layers) for part in layer.split("|")}

    picture = (ROOT / "docs" / "architecture.svg").read_text(encoding="utf-8")
    rows = re.findall(r'<text class="t(?: b)?" x="840"[^>]*>([^<]+)</text>', picture)
    found = [sorted(depth[full(name, depth)] for name in re.split(r"[,|] ?", row)) for row in rows]

    assert len(rows) > 10
    assert all(above[-1] < below[0] for above, below in pairwise(found))


def full(name: str, depth: dict[str, int]) -> str:
    name = name.strip()
    return name if name in depth else f"sim.{name}"


def test_files_that_pages_name_exist():
    """`sim/rules/guard.py` and the like, in any page."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for path in re.findall(r"`((?:sim|actors|reports|scenarios|tests)/[\w/.-]+)`", text):
            assert (ROOT / path).exists(), f"{name_of(page)}: {path}"


@pytest.mark.parametrize("name", doc_tables.TABLES)
def test_a_generated_table_is_up_to_date(name):
    """If not: python tests/docs/doc_tables.py writes all of them anew."""
    page, make = doc_tables.TABLES[name]
    text = (ROOT / page).read_text(encoding="utf-8")
    there = doc_tables.between(name, text)[2]
    assert there == make(there), "run python tests/docs/doc_tables.py"


def named(page: str) -> set[str]:
    """The words in backticks that stand in the tables of a page."""
    lines = (ROOT / page).read_text(encoding="utf-8").splitlines()
    return {
        word for line in lines if line.startswith("|") for word in re.findall(r"`([^`]+)`", line)
    }


def test_the_fields_of_a_record_are_all_described():
    """Header, entry, nameplate, footer and saved story, field by field."""
    fields = {
        name
        for one in (Header, Entry, Nameplate, Footer, SavedStory)
        for name in one.__struct_fields__
    }
    assert fields - named("docs/record.md") == set()


def test_the_record_line_that_is_shown_is_one():
    """It decodes, so its fields are the present ones."""
    page = ROOT / "docs" / "record.md"
    lines = [line for block in blocks(page) if block.language == "json" for line in block.lines]
    assert lines
    for line in lines:
        assert msgspec.json.encode(msgspec.json.decode(line, type=Entry)) == line.encode()


def test_the_fields_of_a_mapping_are_all_described():
    """Of the mapping itself and of each of its parts."""
    parts = {
        "columns": Columns,
        "kinds[]": KindRule,
        "kinds[].when": When,
        "join": Join,
        "stock": StockFile,
    }
    whole = {name for name in TraceMap.model_fields if name not in ("columns", "join", "stock")}
    fields = whole | {f"{part}.{name}" for part, one in parts.items() for name in one.model_fields}
    fields -= {"kinds[].when"}
    told = {
        re.sub(r"^quantity_max$", "kinds[].when.quantity_max", word)
        for word in named("docs/traces.md")
    }
    assert fields - told == set()


def test_json_blocks_and_yaml_blocks_parse():
    """Whatever else they are, they are well-formed."""
    for page in PAGES:
        for block in blocks(page):
            if block.language == "json":
                for line in block.lines:
                    json.loads(line)
            if block.language == "yaml" and block.note("file") not in WRONG:
                YAML(typ="safe").load(block.text)


def test_the_sample_report_is_whole_and_of_no_machine():
    """Drawn anew by `python tests/docs/report_sample.py`; it shows every part that there is."""
    text = (ROOT / "docs/sample-report.html").read_text(encoding="utf-8")
    for part in (
        "first",
        "matrix",
        "stories",
        "timeline",
        "standings",
        "races",
        "charts",
        "graphs",
        "passing",
    ):
        assert f'<section id="{part}">' in text
    assert "out/office-day/sample-1/record.jsonl" in text
    assert re.search(r"/(tmp|home|root|work)/", text) is None
