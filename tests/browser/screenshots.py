"""Take pictures of a page as people see it: `screenshots.py FOLDER` for those of the README, or with a page of one's own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
DOCUMENT = "article.document"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str | None:
    """Return where Chromium lies on this machine; None when it is not there."""
    for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"):
        if Path(path).exists():
            return path
    return None


def take(browser: Browser, page_file: Path, folder: Path, *, whole: bool = False) -> None:
    """Take one picture for each size and colour scheme."""
    for size, (width, height) in SIZES.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=1
            )
            page = context.new_page()
            page.goto(page_file.resolve().as_uri())
            page.screenshot(path=folder / f"{page_file.stem}-{size}-{scheme}.png", full_page=whole)
            context.close()


def take_for_readme(browser: Browser, page_file: Path, folder: Path) -> None:
    """Take the two pictures of the README: the overview of all documents, and the first document with its claims."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, color_scheme="light")
    page = context.new_page()
    page.goto(page_file.resolve().as_uri())
    page.screenshot(path=folder / "read-overview.png")
    page.locator(DOCUMENT).first.scroll_into_view_if_needed()
    page.locator(DOCUMENT).first.screenshot(path=folder / "read-page.png")
    context.close()


def example_page(folder: Path) -> Path:
    """Return the page of the example documents, made in a folder."""
    page_file = folder / "claims.html"
    command = [
        "tollbook",
        "read",
        "examples/arvenia",
        "--format",
        "html",
        "--quiet",
        "--output",
        str(page_file),
    ]
    subprocess.run([sys.executable, "-m", *command], check=True)
    return page_file


def example_case(folder: Path) -> Path:
    """Return the folder of the example case, made by the commands that a user gives, with its report beside it."""
    example = Path("examples") / "case"
    case = folder / "case"
    _tollbook("new", str(case), "--name", "Arvenia, spring 2026")
    template = (case / "case.toml").read_text(encoding="utf-8").partition("[scope]")[0]
    settings = (example / "settings.toml").read_text(encoding="utf-8")
    (case / "case.toml").write_text(template + settings, encoding="utf-8")
    _tollbook("add", "--case", str(case), "--manifest", str(example / "manifest.csv"), "--quiet")
    _tollbook("report", str(folder / "site"), "--case", str(case))
    return case


def _tollbook(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "tollbook", *words], check=True, stdout=subprocess.DEVNULL)


def take_report(browser: Browser, site: Path, folder: Path) -> None:
    """Take pictures of the report: the case, a disputed figure, an event with its timeline, and the case on a phone in the dark."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page = context.new_page()
    page.goto((site / "index.html").resolve().as_uri())
    page.screenshot(path=folder / "report-case.png")
    page.locator(".figure:has(.flag:text-is('disputed')) h3 a").first.click()
    page.screenshot(path=folder / "report-figure.png")
    page.click("text=Timeline of the event")
    page.wait_for_selector(".tools button")
    page.locator("figure.chart").first.screenshot(path=folder / "report-timeline.png")
    context.close()
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
    page = context.new_page()
    page.goto((site / "index.html").resolve().as_uri())
    page.screenshot(path=folder / "report-phone.png")
    context.close()


def take_application(browser: Browser, case: Path, folder: Path) -> None:
    """Take pictures of every page of the application."""
    command = [sys.executable, "-m", "tollbook", "serve", str(case), "--no-browser", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    line = process.stderr.readline() if process.stderr else ""
    address = line.split(": ", 1)[1].strip()
    root = address.partition("/enter")[0]
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    try:
        page = context.new_page()
        page.goto(address)
        for name in ("review", "documents", "claims", "figures", "disputes", "sources", "log", "settings"):
            page.goto(f"{root}/{name}")
            page.screenshot(path=folder / f"app-{name}.png")
        page.goto(root)
        page.screenshot(path=folder / "app-home.png")
        page.goto(f"{root}/search?q=Torv")
        page.screenshot(path=folder / "app-search.png")
        page.goto(f"{root}/documents")
        page.click("td.what a >> nth=0")
        page.screenshot(path=folder / "app-document.png")
    finally:
        context.close()
        process.terminate()
        process.wait(timeout=20)


def main(folder: Path, pages: list[Path]) -> None:
    """Take the pictures of the pages, or those of the README from the page of the examples."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        if not pages:
            take_for_readme(browser, example_page(Path(scratch)), folder)
            os.environ.setdefault("TOLLBOOK_KEYS", f"{scratch}/keys")
            case = example_case(Path(scratch))
            take_report(browser, Path(scratch) / "site", folder)
            take_application(browser, case, folder)
        for page_file in pages:
            take(browser, page_file, folder, whole=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
