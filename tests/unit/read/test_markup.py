from __future__ import annotations

import pytest
from lxml import etree
from lxml import html as lxml_html

from tollbook.read.markup import Locators, text_runs


def _runs(page: str) -> list[tuple[str, str, bool]]:
    locators = Locators()
    return [
        (run.text, locators.path(run.owner), run.after_break)
        for run in text_runs(lxml_html.document_fromstring(page), lambda element: element.tag == "script")
    ]


def test_text_is_cut_at_blocks_and_breaks_and_nowhere_else() -> None:
    assert [
        ("one two", "/html/body/div", False),
        ("three", "/html/body/div", True),
        ("four", "/html/body/div/p", False),
        ("five", "/html/body/div", False),
        ("six", "/html/body", False),
    ] == _runs(
        "<body><div>one <b>t<i>w</i>o</b><br><br>three<p>four</p>five<script>x</script></div>six</body>"
    )


def test_the_text_after_a_dropped_element_is_kept() -> None:
    assert [("one two", "/html/body/p", False)] == _runs("<p>one <script>x</script>two</p>")


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ("<div><p>x</p></div>", "/html/body/div/p"),
        ("<div><p>a</p><b>b</b><p id='x'>x</p></div>", "/html/body/div/p[2]"),
        ("<div><o:p>x</o:p></div>", "/html/body/div/*[1]"),
        ("<div><b>a</b><said.<>x</div>", "/html/body/div/*[2]"),
    ],
)
def test_a_path_leads_to_its_element(page: str, path: str) -> None:
    tree = lxml_html.document_fromstring(page)
    wanted = next(element for element in tree.iter() if element.text == "x")
    assert path == Locators().path(wanted)
    assert [wanted] == tree.getroottree().xpath(path)


def test_the_root_has_a_path_whatever_its_name() -> None:
    assert "/html" == Locators().path(etree.Element("html"))
