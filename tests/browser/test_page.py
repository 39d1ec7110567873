from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

pytestmark = pytest.mark.browser

NAMES = ("examples", "hostile", "right-to-left")
WIDTHS = (320, 390, 768, 1280, 1920)

CONTRASTS = """() => {
  const channel = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 };
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => { const [r, g, b] = parts(colour).map(channel); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor, [, , , alpha = 1] = parts(colour);
      if (alpha > 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const weak = [];
  for (const element of document.body.querySelectorAll('*')) {
    const own = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own) continue;
    const a = light(getComputedStyle(element).color), b = light(ground(element));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) weak.push(`${element.tagName}.${element.className}: ${ratio.toFixed(2)}`);
  }
  return [...new Set(weak)];
}"""

BOXES_OUTSIDE = """() => [...document.body.querySelectorAll('*')]
  .filter(e => { const b = e.getBoundingClientRect();
                 return b.width > 0 && !e.closest('.skip, thead') && (b.right > innerWidth + 1 || b.left < -1) })
  .map(e => `${e.tagName}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`)"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def in_view(page: Page, selector: str) -> bool:
    seen = page.eval_on_selector(
        selector, "e => { const b = e.getBoundingClientRect(); return b.bottom > 0 && b.top < innerHeight }"
    )
    return bool(seen)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_screen_is_too_narrow(page: Page, pages: dict[str, str], name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(pages[name])
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert (0, []) == (overflow, page.evaluate(BOXES_OUTSIDE))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_asks_nothing_of_the_network_and_runs_nothing(
    page: Page, pages: dict[str, str], name: str
) -> None:
    requests: list[str] = []
    complaints: list[str] = []
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("dialog", dismiss)
    page.goto(pages[name], wait_until="networkidle")
    assert ([pages[name]], [], []) == (requests, complaints, dialogs)
    assert page.title().startswith("Casualty claims in ")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground_in_both_themes(
    browser: Browser, pages: dict[str, str], name: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(pages[name])
    weak = page.evaluate(CONTRASTS)
    context.close()
    assert [] == weak


def test_the_themes_differ(browser: Browser, pages: dict[str, str]) -> None:
    grounds = set()
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(pages["examples"])
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        context.close()
    assert 2 == len(grounds)


@pytest.mark.parametrize("name", ["examples", "hostile"])
def test_links_lead_from_the_table_to_the_words_and_back(
    page: Page, pages: dict[str, str], name: str
) -> None:
    page.goto(pages[name])
    page.click("#c1-1 .index a")
    assert "#m1-1" == page.evaluate("location.hash")
    assert in_view(page, "#m1-1")
    page.click("#m1-1 a")
    assert "#c1-1" == page.evaluate("location.hash")
    assert in_view(page, "#c1-1")


@pytest.mark.parametrize("name", NAMES)
def test_every_link_has_a_name_and_a_target(page: Page, pages: dict[str, str], name: str) -> None:
    page.goto(pages[name])
    broken = page.evaluate(
        "() => [...document.links].filter(a => !document.getElementById(a.hash.slice(1)) || "
        "!(a.ariaLabel || a.textContent).trim()).map(a => a.outerHTML)"
    )
    assert [] == broken


def test_the_first_key_press_offers_the_way_past_the_head(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["examples"])
    page.keyboard.press("Tab")
    focused = page.evaluate(
        "[document.activeElement.className, getComputedStyle(document.activeElement).outlineStyle]"
    )
    assert ["skip", "solid"] == focused
    assert in_view(page, ".skip")


def test_right_to_left_text_runs_and_aligns_from_the_right(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["right-to-left"])
    directions = page.eval_on_selector_all(
        ".prose p, h2", "all => all.map(e => getComputedStyle(e).direction)"
    )
    assert {"rtl"} == set(directions)
    left, right = page.eval_on_selector(
        "#d2 .prose p",
        "e => { const r = document.createRange(); r.selectNodeContents(e); const t = r.getBoundingClientRect(),"
        " b = e.getBoundingClientRect(); return [t.left - b.left, b.right - t.right] }",
    )
    assert left > right


def test_a_right_to_left_name_does_not_turn_the_words_around_it(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["right-to-left"])
    assert "ltr" == page.eval_on_selector(".facts", "e => getComputedStyle(e).direction")
    assert "isolate" == page.eval_on_selector(".facts bdi", "e => getComputedStyle(e).unicodeBidi")


def test_on_a_phone_each_claim_is_a_card(page: Page, pages: dict[str, str]) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(pages["examples"])
    assert "block" == page.eval_on_selector("#c1-1", "e => getComputedStyle(e).display")


def test_the_page_prints_with_everything_on_it(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["examples"])
    page.emulate_media(media="print")
    assert "none" == page.eval_on_selector(".skip", "e => getComputedStyle(e).display")
    assert page.pdf().startswith(b"%PDF")
