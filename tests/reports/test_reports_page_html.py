"""The report as a file: safe whatever things are called, small, the same bytes each time."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from page_samples import again, broken_page, good_page, ran

from reports.page.html import page_html
from reports.page.page import page_of
from reports.summary import Place
from sim.record import Nameplate
from sim.result import Result

ATTACKS = (
    "<script>window.hit=1</script>",
    '"><img src=x onerror="window.hit=1">',
    "' onmouseover='window.hit=1",
    "</title></svg><svg onload=window.hit=1>",
    "</script><script>window.hit=1</script>",
    "<!--<script>",
    "{{ 7*7 }}{% raw %}",
    "javascript:window.hit=1",
)


DATA = r"<(article|figure|script type).*?</(?:article|figure|script)>"


class Tags(HTMLParser):
    """Collects what the browser would see: tags, handlers, ids, links."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def read(text: str) -> Tags:
    tags = Tags()
    tags.feed(text)
    return tags


def named(result: Result, attack: str) -> Result:
    """Return a result in which people, scenario, order and documents have a wicked name."""
    plates = tuple(Nameplate(id=one.id, name=attack, role=one.role) for one in result.names)
    failures = tuple(
        one._replace(
            order=attack,
            documents=(attack,),
            story=tuple((at, renamed(step, attack)) for at, step in one.story),
        )
        for one in result.failures
    )
    return result._replace(scenario=attack, source=attack, names=plates, failures=failures)


def renamed(step, attack: str):  # type: ignore[no-untyped-def]
    fields = {name: attack for name in ("by", "slip") if hasattr(step.said, name)}
    return step._replace(said=msgspec.structs.replace(step.said, **fields))


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_whatever_things_are_called_is_shown_as_text(attack: str, lang: str) -> None:
    """Script, attribute and SVG injections by people, orders, documents, scenarios, folders."""
    result, place = ran("slip-during-revoke", "look-then-delete")
    wicked, plain = named(result, attack), named(result, "plain")
    for bad, good in ((Place(attack), Place("plain")), (place, place)):
        seen = read(page_html(page_of([(wicked, bad)], verdict="fail"), lang))
        expected = read(page_html(page_of([(plain, good)], verdict="fail"), lang))
        assert seen.tags == expected.tags
        assert seen.handlers == []
        assert len(seen.links) == len(expected.links)


def test_nothing_is_loaded_and_no_script_but_its_own_may_run() -> None:
    text = page_html(broken_page(), "en")
    seen = read(text)
    assert all(link.startswith("#") for link in seen.links)
    assert "import " not in re.sub(r"<script type.*?</script>", "", text).split("<script>")[1]
    assert "default-src 'none'" in text
    assert re.search(r"script-src 'sha256-[A-Za-z0-9+/]+='", text)


def test_every_link_leads_somewhere_and_no_id_stands_twice() -> None:
    for page in (broken_page(), good_page()):
        seen = read(page_html(page, "en"))
        assert len(seen.ids) == len(set(seen.ids))
        assert {link[1:] for link in seen.links} <= set(seen.ids)


def test_a_report_is_small() -> None:
    """Less than 150 KB besides its data, which are the stories, the charts and the JSON."""
    text = page_html(broken_page(), "vi")
    data = [one[0] for one in re.finditer(DATA, text, re.DOTALL)]
    assert data
    assert len(re.sub(DATA, "", text, flags=re.DOTALL).encode()) < 150_000
    steps = sum(len(tale.arrows) for tale in broken_page().stories)
    assert sum(map(len, data)) < 2_500 * steps + 20_000


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    pages = []
    for _ in range(2):
        result = again(tmp_path, "revoke-clean")
        pages.append(page_html(page_of([result], verdict="pass"), "en"))
    assert pages[0] == pages[1]
    assert not re.search(r"20\d\d-\d\d-\d\d", pages[0])
