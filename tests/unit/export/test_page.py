from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from lxml import html

from tollbook.export.page import OVERVIEW_ROWS, write_page
from tollbook.model import Claim, Harm, Reading, SourcePlace, Span

TEXT = "At least 12 people, including four children, were killed in Kesh.\n\nPlease donate."


def page(*readings: Reading) -> str:
    stream, spool = io.StringIO(), io.StringIO()
    write_page(readings, stream, spool)
    return stream.getvalue()


def tree_of(written: str) -> Any:
    """Return the page as a tree; what its queries give depends on the query, so it has no type."""
    return html.fromstring(written)


@pytest.fixture
def reading(make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]) -> Reading:
    return make_reading(
        TEXT,
        make_claim(
            TEXT, "At least 12", low=12, high=None, claimant="the hospital", disputed_by="a spokesman"
        ),
        make_claim(TEXT, "four", low=4, high=4, harm=Harm.INJURED, part_of=True),
        title="Shells hit market",
        furniture=(Span(67, 81),),
        places=(SourcePlace(0, 65, "page 2"),),
    )


def test_every_claim_links_to_its_words_and_back(reading: Reading) -> None:
    tree = tree_of(page(reading))
    for number in (1, 2):
        (row,) = tree.xpath(f"//tr[@id='c1-{number}']")
        (mark,) = tree.xpath(f"//mark[@id='m1-{number}']")
        assert [f"#m1-{number}"] == row.xpath("./td[1]/a/@href")
        assert [f"#c1-{number}"] == mark.xpath("./a/@href")


def test_every_link_leads_to_a_place_on_the_page(reading: Reading, unread_reading: Reading) -> None:
    tree = tree_of(page(reading, unread_reading))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert [] == [link for link in tree.xpath("//@href") if link.removeprefix("#") not in ids]


def test_the_text_is_whole_beside_its_marks(reading: Reading) -> None:
    tree = tree_of(page(reading))
    for number in tree.xpath("//sup"):
        number.drop_tree()
    shown = [paragraph.text_content() for paragraph in tree.xpath("//div[@class='prose']/p")]
    assert TEXT.split("\n\n") == shown


def test_two_claims_on_one_count_keep_an_anchor_and_a_link_each(
    make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]
) -> None:
    text = "No injuries or deaths."
    claims = [make_claim(text, "No", number=0, harm=harm) for harm in (Harm.INJURED, Harm.KILLED)]
    tree = tree_of(page(make_reading(text, *claims)))
    assert ["m1-1", "m1-2"] == tree.xpath("//mark/@id")
    assert {"#c1-1", "#c1-2"} == set(tree.xpath("//mark//a/@href"))
    assert [] == tree.xpath("//a//a")


def test_a_harm_is_told_by_its_name_and_not_by_colour_alone(reading: Reading) -> None:
    tree = tree_of(page(reading))
    assert ["killed", "injured"] == tree.xpath("//td[contains(@class,'number')]/span/text()")
    style = tree.xpath("//style/text()")[0]
    rules = dict(re.findall(r"\.h-(\w+) \{([^}]*)\}", style))
    forms = {
        name: tuple(re.findall(r"text-decoration-(?:style|line): ([^;]+);", rule))
        for name, rule in rules.items()
    }
    assert set(map(str, Harm)) == set(forms)
    assert len(Harm) == len(set(forms.values()))


def test_a_part_is_marked_as_one(reading: Reading) -> None:
    tree = tree_of(page(reading))
    assert ["c1-2"] == tree.xpath("//tr[@class='part']/@id")


def test_furniture_is_greyed(reading: Reading) -> None:
    tree = tree_of(page(reading))
    assert ["Please donate."] == tree.xpath("//div[@class='prose']//span[@class='furniture']/text()")


def test_the_place_in_the_source_is_told(reading: Reading) -> None:
    assert ["page 2", "page 2"] == tree_of(page(reading)).xpath("//span[@class='locator']/text()")


def test_the_list_of_documents_shows_whole_figures_once_and_whether_disputed(reading: Reading) -> None:
    tree = tree_of(page(reading))
    (cell,) = tree.xpath("//nav//td[@data-label='Figures']")
    assert "12 or more killed disputed" == " ".join(cell.text_content().split())
    assert ["#c1-1"] == cell.xpath(".//a/@href")


def test_a_figure_that_is_disputed_in_a_later_mention_is_shown_as_disputed(
    make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]
) -> None:
    text = "12 died. The 12 dead are denied by a spokesman."
    claims = [make_claim(text, "12"), make_claim(text, "12", at=5, disputed_by="a spokesman")]
    (cell,) = tree_of(page(make_reading(text, *claims))).xpath("//nav//td[@data-label='Figures']")
    assert "12 killed disputed" == " ".join(cell.text_content().split())


def test_an_unread_document_claims_nothing_of_its_figures(unread_reading: Reading) -> None:
    tree = tree_of(page(unread_reading))
    (cell,) = tree.xpath("//nav//td[@data-label='Figures']")
    assert "not known" == cell.text_content().strip()
    assert "not read: language ar" in tree.xpath("//article")[0].text_content()


def test_a_read_document_without_claims_says_so(make_reading: Callable[..., Reading]) -> None:
    assert "No claims were found in this document." in page(make_reading("Nothing."))


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>'\"&{{ 7*7 }}\x1b[2J\u202e"


def test_nothing_in_a_document_becomes_markup(
    make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]
) -> None:
    text = f"{HOSTILE} 12 died {HOSTILE}"
    words = dict.fromkeys(("victims", "place", "when", "claimant", "via", "by", "disputed_by"), HOSTILE)
    facts = dict.fromkeys(("id", "title", "publisher", "url", "language", "extractor", "media_type"), HOSTILE)
    claim = make_claim(text, "12", reader=HOSTILE, **words)
    written = page(
        make_reading(text, claim, notes=(HOSTILE,), places=(SourcePlace(0, len(text), HOSTILE),), **facts)
    )
    tree = tree_of(written)
    assert [] == tree.xpath("//script | //img | //@onerror | //iframe | //object | //form")
    assert ["#"] * len(tree.xpath("//a")) == [link[0] for link in tree.xpath("//a/@href")]
    assert "49" not in tree.xpath("//h2")[0].text_content()
    assert not {"\x1b", "\u202e"} & set(written)


def test_the_page_forbids_scripts_and_requests(reading: Reading) -> None:
    tree = tree_of(page(reading))
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'" == policy
    assert [] == tree.xpath("//@src | //link | //script")
    assert "url(" not in tree.xpath("//style/text()")[0]


def test_every_inserted_name_is_isolated_from_the_direction_around_it(reading: Reading) -> None:
    tree = tree_of(page(reading))
    assert [] == [cell for cell in tree.xpath("//dl[@class='pairs']//dd") if not cell.xpath("./bdi")]
    assert {"auto"} == set(
        tree.xpath("//div[@class='prose']/p/@dir | //h2/@dir | //span[@class='quote']/@dir")
    )


def test_documents_are_taken_one_at_a_time(make_reading: Callable[..., Reading]) -> None:
    spool = io.StringIO()
    lengths = []

    def readings() -> Iterator[Reading]:
        for number in range(3):
            lengths.append(spool.tell())
            yield make_reading(f"Document {number}.")

    write_page(readings(), io.StringIO(), spool)
    assert lengths == sorted(set(lengths))


def test_a_long_list_of_documents_is_cut_and_says_so(make_reading: Callable[..., Reading]) -> None:
    tree = tree_of(page(*[make_reading("Nothing.")] * (OVERVIEW_ROWS + 3)))
    assert OVERVIEW_ROWS == len(tree.xpath("//nav//tbody/tr"))
    assert "And 3 more documents, below." == tree.xpath("//nav/p/text()")[0]
    assert OVERVIEW_ROWS + 3 == len(tree.xpath("//article"))


def test_the_heading_counts_what_is_on_the_page(reading: Reading, unread_reading: Reading) -> None:
    tree = tree_of(page(reading, unread_reading))
    assert ["Casualty claims in 2 documents"] == tree.xpath("//h1/text()")
    assert tree.xpath("//p[@class='lede']/text()")[0].startswith("2 claims in 2 documents.")


def test_a_page_of_no_documents_is_a_page_all_the_same() -> None:
    assert ["Casualty claims in 0 documents"] == tree_of(page()).xpath("//h1/text()")
