"""Take pictures of a page as people see it: `screenshots.py FOLDER` for those of the README, or with a page of one's own."""

from __future__ import annotations

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


def main(folder: Path, pages: list[Path]) -> None:
    """Take the pictures of the pages, or those of the README from the page of the examples."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        if not pages:
            take_for_readme(browser, example_page(Path(scratch)), folder)
        for page_file in pages:
            take(browser, page_file, folder, whole=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
