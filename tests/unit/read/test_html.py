from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import trafilatura

from tollbook.errors import DamagedInput, EmptyInput, InputTooLarge
from tollbook.model.document import Document
from tollbook.model.limits import Limits
from tollbook.read import ReadOptions

Read = Callable[..., Document]

LEAD = (
    "At least <b>12 people</b>, including <a href='x'>four children</a>, were killed when shells hit a market in "
    "Kesh on Tuesday, the regional hospital&nbsp;said."
)
LEAD_TEXT = (
    "At least 12 people, including four children, were killed when shells hit a market in Kesh on Tuesday, the "
    "regional hospital said."
)
DENIAL = "A government spokesman denied any strike and put the dead at five, without saying how he knew."
PAGE = f"""<!doctype html>
<html><head><meta charset="utf-8"><title>Shelling in Kesh - Arvenia Wire</title><base href="https://evil.example/">
<link rel="canonical" href="https://wire.example/kesh"><meta property="og:site_name" content="Arvenia Wire">
<meta property="article:published_time" content="2024-03-05T10:00:00Z"><script>var dead = "77 killed";</script></head>
<body><nav><a href="/">Home</a> <a href="/war">90 killed elsewhere</a></nav>
<article><h1>Shelling in Kesh</h1><p>{LEAD}</p><!-- 55 killed -->
<p style="color:red; display: none">66 people were killed in a paragraph that nobody sees on the page.</p>
<noscript><p>88 people were killed in a paragraph for browsers without scripts.</p></noscript>
<div>{DENIAL}<br>The Northern Front blamed the army for the shells.<p>The market was full when it was hit, traders said.</p>
The hospital asked for blood.</div>
<ul><li>Six people were hurt at the gate.</li><li>Seven are missing.</li></ul>
<table><tr><th>Town</th><th>Killed</th></tr><tr><td>Kesh</td><td>12</td></tr></table>
<figure><img src="a.jpg"><figcaption>Rescuers carry 9 wounded people</figcaption></figure>
<p dir="rtl">\u0642\u0627\u0644 \u0627\u0644\u0645\u0633\u062a\u0634\u0641\u0649 \u0625\u0646 12 \u0642\u062a\u0644\u0648\u0627 \u0641\u064a \u0627\u0644\u0633\u0648\u0642.</p>
</article><footer>&copy; Arvenia Wire</footer></body></html>"""


@pytest.fixture(scope="module")
def page(read: Read) -> Document:
    return read(PAGE.encode(), "kesh.html")


def _at(document: Document, locator: str) -> list[str]:
    return [document.text[start:end] for start, end, found in document.places if found == locator]


def test_each_passage_knows_the_path_of_its_element(page: Document) -> None:
    assert [LEAD_TEXT] == _at(page, "/html/body/article/p[1]")
    assert ["Seven are missing."] == _at(page, "/html/body/article/ul/li[2]")
    assert ["The market was full when it was hit, traders said."] == _at(page, "/html/body/article/div/p")
    assert [
        DENIAL,
        "The Northern Front blamed the army for the shells.",
        "The hospital asked for blood.",
    ] == _at(page, "/html/body/article/div")


def test_blocks_are_parted_by_blank_lines_breaks_by_one_and_cells_by_bars(page: Document) -> None:
    assert f"Shelling in Kesh\n\n{LEAD_TEXT}\n\n" in page.text
    assert f"{DENIAL}\nThe Northern Front blamed" in page.text
    assert "Town | Killed\n\nKesh | 12\n\n" in page.text


def test_what_a_browser_does_not_show_is_not_read(page: Document) -> None:
    assert [] == [number for number in ("55", "66", "77", "88", "90") if number in page.text]


def test_right_to_left_text_is_kept(page: Document) -> None:
    assert "\u0642\u062a\u0644\u0648\u0627" in page.text


def test_what_the_page_says_of_itself_is_kept(page: Document) -> None:
    assert ("Shelling in Kesh", "Arvenia Wire", "https://wire.example/kesh", date(2024, 3, 5)) == (
        page.title,
        page.publisher,
        page.url,
        page.published_at,
    )


def test_every_character_of_the_text_but_breaks_has_a_place(page: Document) -> None:
    covered = {at for start, end, _ in page.places for at in range(start, end)}
    between = "".join(letter for at, letter in enumerate(page.text) if at not in covered)
    assert set() == set(between) - set("\n |")


def test_the_day_that_is_asked_for_is_used_only_when_the_page_names_none(read: Read) -> None:
    options = ReadOptions(date=date(2020, 1, 1))
    assert date(2024, 3, 5) == read(PAGE.encode(), options=options).published_at
    assert date(2020, 1, 1) == read(b"<p>Two people were killed in Kesh.</p>", options=options).published_at


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('<meta charset="windows-1251"><p>\u0414\u0432\u043e\u0435 \u0443\u0431\u0438\u0442\u044b</p>'.encode("cp1251"), "\u0414\u0432\u043e\u0435 \u0443\u0431\u0438\u0442\u044b"),
        ('<meta charset="iso-8859-1"><p>Two \x93killed\x94</p>'.encode("latin-1"), "Two \u201ckilled\u201d"),
        ("\ufeff<p>Caf\u00e9 hit</p>".encode(), "Caf\u00e9 hit"),
        ("\ufeff<p>Caf\u00e9 hit</p>".encode("utf-16-le"), "Caf\u00e9 hit"),
        (b'<meta charset="unicode_escape"><p>Two \\x41 died</p>', "Two \\x41 died"),
        (b'<meta charset="no-such-charset"><p>Two died</p>', "Two died"),
        (b'<meta charset="utf-16"><p>Two died</p>', "Two died"),
    ],
)  # fmt: skip
def test_the_charset_is_that_of_the_mark_or_of_the_page(read: Read, data: bytes, expected: str) -> None:
    assert expected == read(data).text


def test_a_page_without_an_article_gives_all_its_visible_text(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trafilatura, "bare_extraction", lambda *_args, **_options: None)
    document = read(b"<body><div>Two died.<span hidden>99 died.</span></div><p>One was hurt.</p></body>")
    assert "Two died.\n\nOne was hurt." == document.text
    assert ("/html/body/div", "/html/body/p") == tuple(place.locator for place in document.places)
    assert ("No article was found in the page; all visible text was taken.",) == document.notes


def test_a_page_that_the_extractor_fails_on_gives_all_its_visible_text(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_args: object, **_options: object) -> None:
        raise RecursionError

    monkeypatch.setattr(trafilatura, "bare_extraction", failing)
    document = read(b"<p>Two died.</p>")
    assert (
        "The article could not be told from the page (RecursionError).",
        "No article was found in the page; all visible text was taken.",
    ) == document.notes


def test_a_passage_that_is_not_in_the_page_is_placed_at_its_root_and_noted(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract: Any = trafilatura.bare_extraction

    def changed(*args: object, **options: object) -> object:
        found = extract(*args, **options)
        found.body[0].text = "Words that stand nowhere else."
        return found

    monkeypatch.setattr(trafilatura, "bare_extraction", changed)
    document = read(f"<article><p>{LEAD}</p><p>{DENIAL}</p></article>".encode())
    assert "/html" == document.places[0].locator
    assert ("1 of 2 passages could not be placed in the page.",) == document.notes


def test_captions_and_boxes_that_survive_are_furniture(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trafilatura, "bare_extraction", lambda *_args, **_options: None)
    boxes = "<figcaption>9 wounded</figcaption><div class='x related'><p>40 die in flood</p></div>"
    document = read(
        f"<article class='related-links-page related'><p>{LEAD}</p><p>{DENIAL}</p>{boxes}</article>".encode()
    )
    assert ["9 wounded", "40 die in flood"] == [document.text[start:end] for start, end in document.furniture]


def test_a_page_without_words_is_empty(read: Read) -> None:
    with pytest.raises(EmptyInput) as caught:
        read(b"<html><body><script>1</script></body></html>", "a.html")
    assert "Cannot read a.html: there are no words in it. Check that it is the document you meant." == str(
        caught.value
    )


def test_a_page_without_elements_is_damaged(read: Read) -> None:
    with pytest.raises(DamagedInput) as caught:
        read(b"<!doctype html>", "a.html")
    assert (
        "Cannot read a.html: it begins as HTML and holds no element (Document is empty). Fetch or copy it again."
    ) == str(caught.value)


def test_elements_too_deep_in_one_another_are_refused_rather_than_lost(read: Read) -> None:
    with pytest.raises(DamagedInput) as caught:
        read(b"<div>" * 1000 + b"Two died.", "a.html")
    assert (
        "Cannot read a.html: its elements stand more than 256 deep in one another, or one holds more than 10 million "
        "bytes. Save the article as plain text and read that."
    ) == str(caught.value)


def test_a_page_of_too_many_bytes_names_the_limit(read: Read) -> None:
    with pytest.raises(InputTooLarge) as caught:
        read(b"<p>" + b"Two died. " * 1000, "a.html", options=ReadOptions(limits=Limits(input_bytes=8192)))
    assert (
        "Cannot read a.html: the page has 9.8 KiB, over the limit of 1.0 KiB for HTML. "
        "Raise the limit with --max-size; the limit for HTML is an eighth of it."
    ) == str(caught.value)


def test_a_page_of_too_many_elements_names_the_limit(read: Read) -> None:
    with pytest.raises(InputTooLarge) as caught:
        read(b"<p>Two died." + b"<b>" * 30, "a.html", options=ReadOptions(limits=Limits(input_bytes=10240)))
    assert (
        "Cannot read a.html: the page has 33 elements, over the limit of 10. "
        "Raise the limit with --max-size; one element is allowed for each 1,024 bytes of it."
    ) == str(caught.value)


def test_entities_of_a_document_type_are_not_expanded(read: Read) -> None:
    page = b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><html><body><p>Two died &b;</p></body></html>'
    assert "aaaa" not in read(page).text.replace('"aaaa"', "")


def test_the_headline_that_the_extractor_leaves_out_stands_first(read: Read) -> None:
    page = f"<body><h1>Shelling in Kesh kills 12</h1><div><p>{LEAD * 3}</p><p>{DENIAL}</p></div></body>"
    document = read(page.encode())
    assert ("Shelling in Kesh kills 12", "/html/body/h1") == (
        document.text.split("\n")[0],
        document.places[0].locator,
    )
    assert 1 == document.text.count("Shelling in Kesh kills 12")
