"""The report in a real browser, opened from disk: it works, it is filled, everybody can use it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import Sight, opened
from page_samples import Ran, page, ran
from playwright.sync_api import Browser
from test_reports_page_html import ATTACKS, named

from reports.page.html import page_html
from reports.page.page import page_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]  # the check of a large page is slow

DAY, RACE, BOTH = "day", "race", "both"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened() as found:
        yield found


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports of a day with faults, of a race that breaks promises, and of both together."""
    folder = tmp_path_factory.mktemp("reports")
    day, race = ran("rough-network-day"), ran("slip-during-revoke", "look-then-delete")
    kinds: dict[str, tuple[Ran, ...]] = {DAY: (day,), RACE: (race,), BOTH: (day, race)}
    found = {}
    for name, runs in kinds.items():
        found[name] = folder / f"{name}.html"
        found[name].write_text(page_html(page(*runs), "en"), encoding="utf-8")
    return found


@pytest.fixture
def sight(
    request: pytest.FixtureRequest, browser: Browser, files: dict[str, Path]
) -> Iterator[Sight]:
    context = browser.new_context(color_scheme="light", viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    seen = Sight(context.new_page(), files[getattr(request, "param", RACE)])
    yield seen
    assert seen.complaints == []
    assert [url for url in seen.asked if not url.startswith("file:")] == []
    context.close()


def opens_with(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("sight", [name], indirect=True)


@pytest.mark.parametrize("sight", [DAY, RACE, BOTH], indirect=True)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_section_is_filled_in_both_languages(sight: Sight, lang: str) -> None:
    """An empty part is left out, so each one that is there has text, and nothing stays unnamed."""
    sight.speak(lang)
    sections = sight.page.locator("main > section")
    assert sections.count() >= 4
    for at in range(sections.count()):
        section = sections.nth(at)
        assert len(section.inner_text()) > 120, section.get_attribute("id")
        assert section.locator("svg, table").count() >= 1
    shown = sight.page.locator("body").inner_text()
    assert ("Kết luận" in shown) == (lang == "vi")
    assert ("Verdict" in shown) == (lang == "en")
    assert "undefined" not in shown
    assert "{n}" not in shown


@opens_with(DAY)
def test_a_day_has_all_sections(sight: Sight) -> None:
    ids = [one.get_attribute("id") for one in sight.page.locator("main > section").all()]
    assert ids == [
        "first",
        "matrix",
        "stories",
        "timeline",
        "standings",
        "races",
        "charts",
        "graphs",
        "passing",
    ]
    assert sight.page.locator("svg.chart").count() == 9


def test_the_language_is_switched_in_place_labels_and_titles_too(sight: Sight) -> None:
    for lang, word, title in (
        ("vi", "Sơ đồ tuần tự", "nhân viên"),
        ("en", "Sequence diagram", "salesperson"),
    ):
        sight.speak(lang)
        assert sight.page.locator("html").get_attribute("lang") == lang
        diagram = sight.page.locator("svg.diagram").first
        assert word in (diagram.get_attribute("aria-label") or "")
        assert title in (diagram.locator(".step title").first.text_content() or "")
        pressed = sight.page.locator(f"button[data-lang={lang}]").get_attribute("aria-pressed")
        assert pressed == "true"


def background(sight: Sight) -> int:
    """Return how light the page is, 0 to 765."""
    colour = sight.page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(int(part) for part in colour.strip("rgb()").split(",")[:3])


def test_dark_follows_the_system_and_the_button(sight: Sight) -> None:
    assert background(sight) > 700
    sight.page.emulate_media(color_scheme="dark")
    assert background(sight) < 150
    sight.page.click("#theme")
    assert background(sight) > 700
    sight.page.click("#theme")
    assert background(sight) < 150


@opens_with(DAY)
def test_the_filter_keeps_list_and_timeline_in_step(sight: Sight) -> None:
    rows, dots = sight.page.locator("#moments tr:visible"), sight.page.locator(".dot:not(.out)")
    everything = rows.count()
    assert everything == dots.count() == 1_000
    sight.page.fill("#filter", "DH-0005 clerk")
    few = rows.count()
    assert 0 < few < 20
    assert dots.count() == few
    for row in rows.all():
        assert "DH-0005" in row.inner_text()
    assert f"{few} of {everything}" in sight.text("#shown")
    sight.page.fill("#filter", "no such thing")
    assert rows.count() == 0


def test_a_story_is_stepped_forward_and_back_with_what_each_app_believed(sight: Sight) -> None:
    tale = sight.page.locator("article.tale").first
    steps = tale.locator(".step").count()
    current, believed = tale.locator(".step.current"), tale.locator(".beliefs")
    at_end = believed.inner_text()
    assert current.get_attribute("data-n") == str(steps)
    tale.locator(".back").click()
    assert current.get_attribute("data-n") == str(steps - 1)
    assert tale.locator(".step.future").count() == 1
    for _ in range(steps):
        tale.locator(".back").click()
    assert current.count() == 0
    assert "no order" in believed.inner_text()
    tale.locator(".forward").click()
    assert current.get_attribute("data-n") == "1"
    assert tale.locator(".beliefs li.new").count() > 0
    tale.locator("input[type=range]").fill(str(steps))
    assert believed.inner_text() == at_end


def test_a_story_can_be_read_with_the_keyboard_alone(sight: Sight) -> None:
    tale = sight.page.locator("article.tale").first
    tale.locator(".step").first.focus()
    assert tale.locator(".step.current").get_attribute("data-n") == "1"
    sight.page.keyboard.press("ArrowDown")
    assert tale.locator(".step.current").get_attribute("data-n") == "2"
    line = tale.locator(".steps li").nth(1).inner_text()
    assert tale.locator(".now").inner_text() == line


def test_mark_line_and_diagram_lead_to_each_other(sight: Sight) -> None:
    row = sight.page.locator("#moments tr", has=sight.page.locator("a")).first
    row.locator("button").click()
    assert sight.page.locator(".dot.current").count() == 1
    target = (row.locator("a").get_attribute("href") or "")[1:]
    tale = sight.page.locator(f"article[id='{target}']")
    sentence = row.locator("td").nth(1).inner_text()
    assert sentence in tale.locator(".now").inner_text()
    sight.page.locator(".dot").last.click()
    assert "current" in (sight.page.locator("#moments tr").last.get_attribute("class") or "")


def test_the_command_that_replays_a_failure_is_copied(sight: Sight) -> None:
    box = sight.page.locator(".replay").first
    box.locator("button").click()
    copied = sight.page.evaluate("navigator.clipboard.readText()")
    assert copied == box.locator("code").inner_text()
    assert copied.startswith("python run_sim.py replay ")
    assert box.locator("button").inner_text() == "Copied"


def test_a_link_to_evidence_opens_what_is_folded(sight: Sight) -> None:
    assert not sight.page.locator("[id='rule-R1.1f']").is_visible()
    sight.page.locator("td.held a").first.click()
    sight.page.wait_for_function("document.querySelector('#matrix details').open")


@pytest.mark.parametrize("sight", [DAY, RACE], indirect=True)
def test_it_prints(sight: Sight) -> None:
    """To PDF, without the parts that only work on a screen, with nothing folded away."""
    assert sight.page.pdf(format="A4").startswith(b"%PDF")
    sight.page.emulate_media(media="print", color_scheme="dark")
    assert background(sight) > 700
    for hidden in ("nav", ".switches", ".player", ".copy"):
        assert not sight.page.locator(hidden).first.is_visible()
    whole = "one => one.scrollHeight <= one.clientHeight + 1"
    assert sight.page.locator(".list").evaluate(whole)


def test_a_narrow_screen_needs_no_sideways_scrolling(sight: Sight) -> None:
    sight.page.set_viewport_size({"width": 400, "height": 800})
    assert sight.page.evaluate("document.documentElement.scrollWidth") <= 400


@pytest.mark.parametrize(
    ("sight", "scheme", "lang"),
    [
        (RACE, "light", "vi"),
        (RACE, "dark", "en"),
        (BOTH, "light", "en"),
        (DAY, "dark", "vi"),
    ],
    indirect=["sight"],
)
def test_the_accessibility_check_is_clean(sight: Sight, scheme: str, lang: str) -> None:
    """By axe-core, with everything unfolded: names, roles, contrast, headings, tables."""
    sight.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    sight.speak(lang)
    sight.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(sight.page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_wicked_name_does_nothing_in_the_browser(
    browser: Browser, tmp_path: Path, attack: str
) -> None:
    result, place = ran("slip-during-revoke", "look-then-delete")
    path = tmp_path / "wicked.html"
    wicked = page_of([(named(result, attack), place)], verdict="fail")
    path.write_text(page_html(wicked, "en"), encoding="utf-8")
    seen = Sight(browser.new_page(), path)
    for lang in ("vi", "en"):
        seen.speak(lang)
    seen.page.locator(".step").first.hover()
    assert seen.page.evaluate("window.hit") is None
    assert attack in seen.page.locator("body").inner_text()
    assert seen.complaints == []
    seen.page.close()
