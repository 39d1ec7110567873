"""The report of the example case as people see it: no page overflows, axe finds nothing serious, a newcomer finds her way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MOST_CLICKS = 3
SINGLE = ("index", "sources", "documents", "disputes", "corrections", "method", "audit", "search")
SCHEMES: tuple[tuple[int, Literal["light", "dark"]], ...] = ((360, "dark"), (1280, "light"))


@pytest.fixture(scope="module")
def site(example_site: Callable[[], Path]) -> Path:
    return example_site()


def sample(site: Path) -> list[Path]:
    """Return every single page, and some of each kind that has many."""
    many = [
        path
        for kind in ("figures", "events", "sources", "documents")
        for path in sorted((site / kind).glob("*.html"))[::8]
    ]
    return [*(site / f"{name}.html" for name in SINGLE), *many]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("width", "scheme"), SCHEMES)
def test_no_page_overflows_and_axe_finds_nothing_serious(
    browser: Browser, site: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    wrong: list[tuple[str, object]] = []
    page.on("pageerror", lambda error: wrong.append(("script", str(error))))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith(("file:", "data:", "blob:"))
            else wrong.append(("request", request.url))
        ),
    )
    for path in sample(site):
        page.goto(path.as_uri())
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found = Axe().run(page).response["violations"]
        serious = [
            each["id"] + each["nodes"][0]["html"][:160]
            for each in found
            if each["impact"] in {"serious", "critical"}
        ]
        wrong += [(path.name, f"{beyond} pixels too wide")] if beyond > 0 else []
        wrong += [(path.name, each) for each in serious]
    context.close()
    assert [] == wrong


def test_a_page_that_runs_from_the_right_overflows_nowhere(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    turned = tmp_path / "site"
    (turned / "assets").mkdir(parents=True)
    (turned / "assets" / "site.css").write_bytes((site / "assets" / "site.css").read_bytes())
    text = (site / "index.html").read_text(encoding="utf-8").replace('dir="ltr"', 'dir="rtl"')
    (turned / "index.html").write_text(text, encoding="utf-8")
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((turned / "index.html").as_uri())
    assert "rtl" == page.evaluate("getComputedStyle(document.body).direction")
    assert 0 >= page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.close()


class Newcomer:
    """Somebody who starts on the first page and clicks on what she reads."""

    def __init__(self, page: Page, site: Path) -> None:
        self.page = page
        self.clicks = 0
        page.goto((site / "index.html").as_uri())

    def click(self, selector: str) -> Newcomer:
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()
        self.clicks += 1
        return self

    def reads(self, pattern: str) -> bool:
        return re.search(pattern, self.page.inner_text("body")) is not None and self.clicks <= MOST_CLICKS


DISPUTED = ".figure:has(.flag:text-is('disputed')) h3 a"
QUESTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "who said it": ((DISPUTED,), r"Who says so[\s\S]*said by"),
    "who passed it on": (("nav a:text-is('Sources')", "td.what a:has-text('Coast Daily')"), r"passed on by"),
    "who disputes it": ((DISPUTED,), r"Who disputes it\s+Disputed: "),
    "is it a copy": (
        ("nav a:text-is('Sources')", "td.what a:has-text('Harbour Post')"),
        r"(?i)copy|same|nearly the same text|Passed on",
    ),
    "since when": (
        ("nav a:text-is('Documents')", "td.what a:has-text('Ministry of Health of Arvenia, 31 March 2026')"),
        r"Since 1 March",
    ),
    "what changed": ((DISPUTED, "a:text-is('What changed')"), r"What was known when"),
    "which words": ((DISPUTED, ".claim a.words"), r"Claim"),
    "what is not counted": ((), r"What is not counted"),
    "how to cite it": (
        (DISPUTED, "a:text-is('How to cite this figure')"),
        r"How to cite this figure[\s\S]*@misc",
    ),
    "what was known on a date": ((DISPUTED,), r"What was known when[\s\S]*\d+ \w+ 2026"),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_newcomer_finds_the_answer_in_three_clicks(page: Page, site: Path, question: str) -> None:
    way, answer = QUESTIONS[question]
    newcomer = Newcomer(page, site)
    for step in way:
        newcomer.click(step)
    assert newcomer.reads(answer)


def test_a_click_on_a_quoted_sentence_leads_to_its_words_in_the_document(page: Page, site: Path) -> None:
    newcomer = Newcomer(page, site).click(DISPUTED).click(".claim a.words")
    target = newcomer.page.locator("mark:target")
    assert 1 == target.count()
    box = target.bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 900


def test_search_finds_figures_sources_and_words_without_a_server(page: Page, site: Path) -> None:
    page.goto((site / "search.html").as_uri())
    page.fill("#query", "torv bell")
    assert re.fullmatch(r"\d+ found(, the first 100 are shown)?", page.inner_text("#found"))
    assert "Torv Bell" in page.inner_text("#results li >> nth=0")
    page.fill("#query", "no such words at all")
    assert "0 found" == page.inner_text("#found")


def test_charts_answer_and_can_be_kept(page: Page, site: Path) -> None:
    event = next(
        path
        for path in sorted((site / "events").glob("*.html"))
        if "data-spec" in path.read_text(encoding="utf-8")
    )
    page.goto(event.as_uri())
    page.wait_for_selector(".tools button")
    button = page.locator(".tools button").first
    button.click()
    assert "true" == button.get_attribute("aria-pressed")
    with page.expect_download() as kept:
        page.locator(".tools button:text-is('PNG')").first.click()
    assert kept.value.suggested_filename.endswith(".png")


def test_without_scripts_every_chart_has_its_picture_and_its_table(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    event = next(
        path
        for path in sorted((site / "events").glob("*.html"))
        if "data-spec" in path.read_text(encoding="utf-8")
    )
    page.goto(event.as_uri())
    charts = page.locator("figure.chart").count()
    assert (
        charts == page.locator("figure.chart .wide svg").count() == page.locator("figure.chart table").count()
    )
    context.close()
