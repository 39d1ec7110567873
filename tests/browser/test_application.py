"""The application in a real browser: a review by keyboard alone, spans in three scripts, lost connections, hostile words, axe."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from tollbook.model.review import ReviewDecision
from tollbook.pipeline.cases import CaseFolder, reading_ledger

if TYPE_CHECKING:
    from typing import Any, Protocol

    from playwright.sync_api import Browser, BrowserContext, Page

    class Served(Protocol):
        """What these tests use of an application that answers."""

        address: str
        folder: CaseFolder
        enter: str

    class House(Protocol):
        """What these tests use of the makers of cases and applications."""

        made_case: Callable[..., CaseFolder]
        serving: Callable[..., Any]
        password: str


pytestmark = pytest.mark.browser

ATTACK = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
DOCUMENTS = {
    "market.txt": (
        "At least 12 people, including four children, were killed when shells hit the market in Kesh on Tuesday, the "
        "regional hospital said. The government denied that 12 people died and put the dead at five.\n\n"
        "The hospital treated 27 wounded.\n"
    ),
    "flood.txt": "The flood of the Odra-Vel killed nine people in Torv, the Ministry of Civil Protection said.\n",
    "arabic.txt": "\u0642\u0627\u0644\u062a \u0627\u0644\u0633\u0644\u0637\u0627\u062a: At least 30 people were killed in Kesh, police said. \u0627\u0646\u062a\u0647\u0649 \u0627\u0644\u062e\u0628\u0631.\n",
    "hebrew.txt": "\u05d4\u05de\u05e9\u05d8\u05e8\u05d4 \u05de\u05e1\u05e8\u05d4: More than 40 people were injured in Torv, police said. \u05e1\u05d5\u05e3.\n",
    "hostile.txt": f"At least 51 people were killed in Kesh, {ATTACK} said. \u202eReversed. {'y' * 400}\n",
}
PAGES = (
    "/",
    "/review",
    "/documents",
    "/claims",
    "/figures",
    "/disputes",
    "/sources",
    "/search?q=Kesh",
    "/log",
    "/log/2",
    "/settings",
    "/sweep",
)
WAIT = 20_000


@pytest.fixture(scope="module")
def served(house: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("served")
    with house.serving(house.made_case(path, DOCUMENTS), path / "keys") as running:
        yield running


@pytest.fixture
def own(house: House, tmp_path: Path) -> Iterator[Served]:
    """Return an application of the test's own, whose case it may change."""
    with house.serving(house.made_case(tmp_path, DOCUMENTS), tmp_path / "keys") as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield made
    made.close()


class Watched:
    """A page that fails the test on any dialog, script error, console error or request off the origin."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.trouble: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("dialog", lambda dialog: self.trouble.append(f"dialog {dialog.message}"))
        self.page.on("pageerror", lambda error: self.trouble.append(f"error {error}"))
        self.page.on("console", lambda message: self._console(message.type, message.text))
        self.page.on("request", lambda request: self._request(request.url, address))

    def _console(self, kind: str, text: str) -> None:
        if kind == "error" and "net::ERR" not in text:
            self.trouble.append(f"console {text}")

    def _request(self, url: str, address: str) -> None:
        if not url.startswith((address, "data:", "blob:")):
            self.trouble.append(f"request {url}")


@pytest.fixture
def enter(context: BrowserContext) -> Iterator[Callable[[Served], Page]]:
    watched: list[Watched] = []

    def open_page(application: Served) -> Page:
        each = Watched(context, application.address)
        watched.append(each)
        each.page.goto(application.enter)
        return each.page

    yield open_page
    assert [] == [trouble for each in watched for trouble in each.trouble]


def states(application: Served) -> dict[str, ReviewDecision]:
    with reading_ledger(application.folder) as ledger:
        return {each.claim.count: each.state for each in ledger.claims() if each.claim}


def decided(application: Served) -> int:
    return sum(state is not ReviewDecision.UNREVIEWED for state in states(application).values())


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT / 1000
    while not holds():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.05)


def test_a_whole_review_goes_by_keyboard_alone_in_few_key_presses(
    own: Served, enter: Callable[[Served], Page]
) -> None:
    page = enter(own)
    total = len(states(own))
    pressed = 0
    page.keyboard.press("g")
    page.keyboard.press("q")
    page.wait_for_selector("html.scripted .card:not([hidden])")  # keys are heard once the script runs
    for number in range(total):
        keys = ("e", "Enter") if number == 2 else ("x", "5") if number == 4 else ("a",)
        for key in keys:
            if key == "Enter":
                page.keyboard.type("13")
            page.keyboard.press(key)
            pressed += 1
        until(lambda done=number: decided(own) == done + 1)  # type: ignore[misc]  # the number of this turn
    page.wait_for_selector("#empty:not([hidden])")
    assert pressed <= 1.3 * total
    found = list(states(own).values())
    assert (1, 1) == (found.count(ReviewDecision.ACCEPTED_CHANGED), found.count(ReviewDecision.REJECTED))


def test_undo_goes_back_to_any_depth(own: Served, enter: Callable[[Served], Page]) -> None:
    page = enter(own)
    page.goto(f"{own.address}/review")
    for number in range(3):
        page.keyboard.press("a")
        until(lambda done=number: decided(own) == done + 1)  # type: ignore[misc]  # the number of this turn
    for number in range(3):
        page.keyboard.press("u")
        until(lambda done=number: decided(own) == 2 - done)  # type: ignore[misc]  # the number of this turn


def test_back_and_forward_keep_the_filters(served: Served, enter: Callable[[Served], Page]) -> None:
    page = enter(served)
    page.goto(f"{served.address}/claims")
    page.fill("input[name=place]", "Torv")
    page.click("text=Show")
    page.wait_for_url("**/claims?*place=Torv*")
    shown = page.locator("tbody tr").count()
    page.click("tbody a >> nth=0")
    page.wait_for_url("**/claims/c*")
    page.go_back()
    assert "place=Torv" in page.url
    assert shown == page.locator("tbody tr").count()
    page.go_forward()
    assert re.search(r"/claims/c\w+$", page.url)


@pytest.mark.parametrize(
    ("count", "narrower"), [("At least 30", "least 30"), ("More than 40", "than 40"), ("nine", "killed nine")]
)
def test_the_span_of_a_count_moves_by_words_in_any_script(
    own: Served, enter: Callable[[Served], Page], count: str, narrower: str
) -> None:
    with reading_ledger(own.folder) as ledger:
        claim = next(each.id for each in ledger.claims() if each.claim and each.claim.count == count)
    page = enter(own)
    page.goto(f"{own.address}/claims/{claim}")
    page.keyboard.press("[" if narrower.endswith(count) else "]")
    page.wait_for_selector("[data-span]:not([hidden])")
    assert narrower in page.inner_text("[data-span]")
    page.keyboard.press("a")
    until(lambda: states(own).get(narrower) is ReviewDecision.ACCEPTED)
    assert ReviewDecision.REJECTED is states(own)[count]


def test_a_span_is_chosen_by_selecting_with_the_mouse(own: Served, enter: Callable[[Served], Page]) -> None:
    with reading_ledger(own.folder) as ledger:
        claim = next(each.id for each in ledger.claims() if each.claim and each.claim.count == "nine")
    page = enter(own)
    page.goto(f"{own.address}/claims/{claim}")
    page.locator(".passage mark.chosen").dblclick()
    page.wait_for_selector("[data-span]:not([hidden])")
    assert "nine" in page.inner_text("[data-span]")


def test_a_missed_claim_is_marked_by_selecting_its_words(
    own: Served, enter: Callable[[Served], Page]
) -> None:
    with reading_ledger(own.folder) as ledger:
        document = next(each.id for each in ledger.documents() if each.document.id.endswith("flood.txt"))
    page = enter(own)
    page.goto(f"{own.address}/documents/{document}")
    page.locator(".prose p").first.dblclick(position={"x": 12, "y": 12})
    page.wait_for_selector("details#marking[open]")
    page.fill("input[name=words]", "people in Torv")
    page.fill("input[name=low]", "9")
    page.fill("input[name=high]", "9")
    page.click("text=Record this claim")
    page.wait_for_url("**/claims/c*")
    assert ReviewDecision.ACCEPTED is states(own)["people in Torv"]


def test_a_lost_connection_loses_nothing_and_says_so(
    own: Served, context: BrowserContext, enter: Callable[[Served], Page]
) -> None:
    page = enter(own)
    page.goto(f"{own.address}/review")
    context.set_offline(True)
    page.keyboard.press("a")
    page.keyboard.press("a")
    page.wait_for_selector("#connection:not([hidden])")
    assert "2 of your decisions wait on this machine" in page.inner_text("#connection")
    assert 0 == decided(own)
    context.set_offline(False)
    until(lambda: decided(own) == 2)
    page.wait_for_selector("#connection", state="hidden")


def test_a_server_that_is_killed_and_started_again_loses_nothing(
    house: House, tmp_path: Path, enter: Callable[[Served], Page]
) -> None:
    folder = house.made_case(tmp_path, DOCUMENTS)
    with house.serving(folder, tmp_path / "keys") as first:
        page = enter(first)
        page.goto(f"{first.address}/review")
        page.keyboard.press("a")
        until(lambda: decided(first) == 1)
        port = int(first.address.rpartition(":")[2])
    page.keyboard.press("a")
    page.keyboard.press("a")
    page.wait_for_selector("#connection:not([hidden])")
    with house.serving(folder, tmp_path / "keys", port=port) as second:
        until(lambda: decided(second) == 3)


def test_keys_can_be_changed_and_are_kept(served: Served, enter: Callable[[Served], Page]) -> None:
    page = enter(served)
    page.goto(f"{served.address}/settings")
    page.focus("[data-action=accept]")
    page.keyboard.press("y")
    assert "Saved." == page.inner_text("[data-said]")
    page.goto(f"{served.address}/review")
    assert "y" == page.inner_text(".card:not([hidden]) kbd[data-key=accept]")


def test_the_list_of_keys_opens_with_a_key_and_closes_with_one(
    served: Served, enter: Callable[[Served], Page]
) -> None:
    page = enter(served)
    page.goto(f"{served.address}/review")
    page.keyboard.press("?")
    assert page.is_visible("dialog#help")
    assert page.locator("dialog#help dt").count() >= 20
    page.keyboard.press("Escape")
    assert not page.is_visible("dialog#help")


def test_two_people_decide_apart_and_a_third_settles(house: House, browser: Browser, tmp_path: Path) -> None:
    folder = house.made_case(tmp_path, {"flood.txt": DOCUMENTS["flood.txt"]}, two_person=True)
    with house.serving(folder, tmp_path / "keys", team=True) as team:
        pages = {name: _signed_in(house, browser, team, name) for name in ("First", "Second", "Third")}
        pages["First"].goto(f"{team.address}/review")
        pages["First"].keyboard.press("a")
        until(lambda: states(team)["nine"] is ReviewDecision.ACCEPTED)
        pages["Second"].goto(f"{team.address}/review")
        assert "not reviewed" in pages["Second"].inner_text(".card:not([hidden]) .state")
        pages["Second"].keyboard.press("x")
        pages["Second"].keyboard.press("4")
        until(lambda: states(team)["nine"] is ReviewDecision.REJECTED)
        pages["Third"].goto(f"{team.address}/adjudicate")
        assert ["First", "Second"] == pages["Third"].locator(".dispute h3").all_inner_texts()
        pages["Third"].click("text=Accept as read")
        until(lambda: states(team)["nine"] is ReviewDecision.ACCEPTED)
        pages["Third"].goto(f"{team.address}/adjudicate")
        assert "Nobody disagrees." in pages["Third"].inner_text("main")
        for page in pages.values():
            page.context.close()


def _signed_in(house: House, browser: Browser, team: Served, name: str) -> Page:
    page = browser.new_context().new_page()
    page.goto(f"{team.address}/sign-in")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", house.password)
    page.click("button.primary")
    page.wait_for_url(f"{team.address}/")
    return page


def all_pages(served: Served) -> list[str]:
    with reading_ledger(served.folder) as ledger:
        documents = [f"/documents/{each.id}" for each in ledger.documents()]
        claims = [f"/claims/{each.id}" for each in ledger.claims()][:4]
        sweeps = [f"/sweep/{each.id}" for each in ledger.documents()][:1]
    return [*PAGES, *documents, *claims, *sweeps]


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_no_page_overflows_and_axe_finds_nothing_serious(
    browser: Browser, served: Served, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    watched = Watched(context, served.address)
    watched.page.goto(served.enter)
    wrong: list[tuple[str, object]] = []
    for path in all_pages(served):
        watched.page.goto(served.address + path)
        beyond = watched.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found = Axe().run(watched.page).response["violations"]
        serious = [
            (each["id"], each["nodes"][0]["html"][:160])
            for each in found
            if each["impact"] in {"serious", "critical"}
        ]
        wrong += [(path, f"{beyond} pixels too wide")] if beyond > 0 else []
        wrong += [(path, each) for each in serious]
    context.close()
    assert [] == wrong + [("", each) for each in watched.trouble]


def test_words_of_strangers_run_nowhere(served: Served, enter: Callable[[Served], Page]) -> None:
    page = enter(served)
    for path in all_pages(served):
        page.goto(served.address + path)
        assert "run" != page.title(), path
        assert 0 == page.locator("main img").count(), path


def test_another_site_can_neither_read_nor_write(browser: Browser, own: Served, tmp_path: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(own.enter)
    evil = tmp_path / "evil.html"
    evil.write_text(
        f"""<form id="f" method="post" action="{own.address}/undo"><input name="csrf" value="x"></form>
        <iframe src="{own.address}/review"></iframe><pre id="out"></pre>
        <script>fetch("{own.address}/claims", {{credentials: "include"}}).then(r => r.text()).then(t => out.textContent = t)
        .catch(() => out.textContent = "refused")</script>""",
        encoding="utf-8",
    )
    page.goto(evil.as_uri())
    page.wait_for_function("document.getElementById('out').textContent !== ''")
    assert "refused" == page.inner_text("#out")
    with page.expect_navigation():
        page.evaluate("document.getElementById('f').submit()")
    assert "This request came from another site." in page.inner_text("body")
    assert 0 == decided(own)
    context.close()
