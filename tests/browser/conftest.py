"""A browser without a screen, and pages made by the command line from examples and from hostile documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tollbook.cli.main import run

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM_PATHS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

ATTACK = "</style></script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\"><svg onload=\"document.title='run'\">"
HOSTILE = (
    {
        "id": f"../{ATTACK}",
        "title": ATTACK,
        "publisher": ATTACK,
        "url": "javascript:document.title='run'",
        "language": "en",
        "text": f"At least 12 people were killed in Kesh, police said. {ATTACK} Four others {ATTACK} were wounded.",
    },
    {
        "id": "endless",
        "language": "en",
        "title": "x" * 400,
        "text": "In Kesh 31 people were killed, "
        + "y" * 500
        + " said. No injuries or deaths were reported in Odra-Vel.",
    },
)
RIGHT_TO_LEFT = (
    {
        "id": "rtl",
        "language": "en",
        "title": "أخبار كيش",
        "text": "أخبار كيش\n\nقالت السلطات: At least 12 people were killed in Kesh on Tuesday, police said. انتهى الخبر.",
    },
    {
        "id": "unread",
        "language": "ar",
        "title": "كيش",
        "text": "قتل اثنا عشر شخصا في كيش يوم الثلاثاء، بحسب الشرطة.",
    },
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium; skip where it is not installed."""
    found = [path for path in CHROMIUM_PATHS if Path(path).exists()]
    if not found:
        pytest.skip(f"Chromium is not on this machine (looked at {', '.join(CHROMIUM_PATHS)})")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found[0], args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> dict[str, str]:
    """Return the addresses of the pages: of the examples, of hostile and of right-to-left documents."""
    folder = tmp_path_factory.mktemp("pages")
    inputs = {"examples": project_root / "examples" / "arvenia"}
    for name, records in (("hostile", HOSTILE), ("right-to-left", RIGHT_TO_LEFT)):
        inputs[name] = folder / f"{name}.jsonl"
        inputs[name].write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    for name, path in inputs.items():
        assert (
            run(["read", str(path), "--format", "html", "--quiet", "--output", str(folder / f"{name}.html")])
            == 0
        )
    return {name: (folder / f"{name}.html").as_uri() for name in inputs}
