from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import pytest

from tollbook.cli.main import run

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

NAMES = ("plain", "hostile")
LISTS = {
    "plain": ("ministry", "hospitals", "families", "volunteers"),
    "hostile": ("<script>document.title='run'</script>", "سجلات وزارة الصحة في كيش", "x" * 120, "d</style>"),
}
COUNTS = (310, 205, 64, 190, 48, 37, 21, 150, 33, 29, 12, 25, 9, 8, 6)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

OUTSIDE = """() => [...document.body.querySelectorAll('*')]
  .filter(e => { const b = e.getBoundingClientRect();
                 return b.width > 0 && !e.closest('.skip, thead, .scroll') && (b.right > innerWidth + 1 || b.left < -1) })
  .map(e => `${e.tagName}.${e.getAttribute('class')} ${Math.round(e.getBoundingClientRect().right)}`)"""

WEAK = """() => {
  const channel = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 };
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => { const [r, g, b] = parts(colour).map(channel); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const ground = light(getComputedStyle(document.querySelector('.document')).backgroundColor);
  const weak = [];
  for (const text of document.querySelectorAll('svg text')) {
    if (!text.textContent.trim() || !text.getClientRects().length) continue;
    const fill = getComputedStyle(text).fill;
    if (fill === 'none') continue;
    const a = light(fill), ratio = (Math.max(a, ground) + 0.05) / (Math.min(a, ground) + 0.05);
    if (ratio < 4.5) weak.push(`${text.textContent}: ${ratio.toFixed(2)}`);
  }
  return weak;
}"""


@pytest.fixture(scope="module")
def estimates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the addresses of two pages of estimates: of plain lists, and of lists with hostile names."""
    folder = tmp_path_factory.mktemp("estimates")
    for name, lists in LISTS.items():
        rows = [
            ",".join([*(str(history >> place & 1) for place in range(4)), str(count)])
            for history, count in enumerate(COUNTS, start=1)
        ]
        header = ",".join([*lists, "count"])
        (folder / f"{name}.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        page = folder / f"{name}.html"
        arguments = ["estimate", str(folder / f"{name}.csv"), "--method", "graphs", "--method", "loglinear"]
        assert 0 == run([*arguments, "--method", "chao", "--report", str(page), "--quiet"])
    return {name: (folder / f"{name}.html").as_uri() for name in LISTS}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_screen_is_too_narrow(browser: Browser, estimates: dict[str, str], name: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(estimates[name])
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    outside = page.evaluate(OUTSIDE)
    context.close()
    assert (0, []) == (overflow, outside)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_asks_nothing_of_the_network_and_runs_nothing(
    browser: Browser, estimates: dict[str, str], name: str
) -> None:
    requests: list[str] = []
    complaints: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(estimates[name], wait_until="networkidle")
    title = page.title()
    context.close()
    assert ([estimates[name]], []) == (requests, complaints)
    assert title.startswith("Estimate from 4 lists: ")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [360, 1280])
def test_words_in_charts_stand_out_from_the_page_in_both_themes(
    browser: Browser, estimates: dict[str, str], scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(estimates["plain"])
    weak = page.evaluate(WEAK)
    context.close()
    assert [] == weak


@pytest.mark.parametrize(("width", "seen", "hidden"), [(360, ".narrow", ".wide"), (1280, ".wide", ".narrow")])
def test_a_phone_gets_its_own_pictures(
    browser: Browser, estimates: dict[str, str], width: int, seen: str, hidden: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(estimates["plain"])
    visible: Callable[[str], list[bool]] = lambda kind: [  # noqa: E731 - asked for both kinds
        each.is_visible() for each in page.locator(f"figure {kind} svg").all()
    ]
    found = (set(visible(seen)), set(visible(hidden)))
    context.close()
    assert ({True}, {False}) == found


def test_the_numbers_of_a_chart_open_without_scripts(browser: Browser, estimates: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(estimates["plain"])
    details = page.locator("#chart-overlap details")
    details.locator("summary").click()
    assert details.locator("tbody tr").first.is_visible()
    context.close()
