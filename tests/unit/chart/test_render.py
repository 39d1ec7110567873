from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from tollbook.chart.render import drawing, page_svg, png_file, svg_file
from tollbook.chart.theme import DARK, INK, LIGHT, SERIES, themed
from tollbook.model.chart import Chart

HOSTILE = '<script>alert(1)</script> & "quoted" قائمة'


def bars(*names: str) -> dict[str, Any]:
    return themed(
        {
            "width": 200,
            "height": 60,
            "data": {"values": [{"list": name, "people": 10 + at} for at, name in enumerate(names)]},
            "mark": {"type": "bar", "color": SERIES[1], "clip": True},
            "encoding": {
                "x": {"field": "people", "type": "quantitative"},
                "y": {"field": "list", "type": "nominal", "title": None},
            },
        }
    )


def chart(**changes: Any) -> Chart:
    plain: dict[str, Any] = {
        "name": "bars",
        "title": "Bars",
        "wide": bars("A", "B"),
        "narrow": bars("A", "B"),
        "alternative": "A holds 10, B holds 11.",
        "columns": ("list", "people"),
        "rows": (("A", 10), ("B", 11)),
    }
    return Chart(**{**plain, **changes})


def paints(svg: str) -> set[str]:
    root: Element = fromstring(svg)
    return {each.attrib[key] for each in root.iter() for key in ("fill", "stroke") if key in each.attrib}


def test_on_a_page_every_colour_is_one_that_the_page_can_set() -> None:
    svg = page_svg(bars("A"), "A holds 10.", name="bars")
    coloured = paints(svg) - {"none", "transparent"}
    assert coloured
    assert set() == {
        paint for paint in coloured if not re.fullmatch(r"var\(--chart-[a-z0-9-]+, #[0-9a-f]{6}\)", paint)
    }
    assert f"var(--chart-series-2, {SERIES[1]})" in coloured


def test_a_picture_is_one_image_with_its_words_to_a_screen_reader() -> None:
    root: Element = fromstring(page_svg(bars("A"), 'A "holds" 10 <&>.', name="bars"))
    assert ("img", 'A "holds" 10 <&>.') == (root.get("role"), root.get("aria-label"))
    inside = [key for each in root.iter() if each is not root for key in each.attrib]
    assert [] == [key for key in inside if key == "role" or key.startswith("aria-")]


def test_text_of_others_stays_text() -> None:
    svg = page_svg(bars(HOSTILE), "One bar.", name="bars")
    assert "<script" not in svg
    texts = ["".join(each.itertext()) for each in fromstring(svg).iter("text")]
    assert any(text.startswith("<script>alert(1)") for text in texts)


def test_ids_of_pictures_on_one_page_differ() -> None:
    drawn = drawing(chart())
    found = [set(re.findall(r'id="([^"]+)"', each)) for each in (drawn.wide, drawn.narrow)]
    assert found[0]
    assert set() == found[0] & found[1]
    for svg, ids in zip((drawn.wide, drawn.narrow), found, strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= ids


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert drawing(chart()) == drawing(chart())


def test_a_picture_on_a_page_shrinks_with_its_column_and_keeps_its_form() -> None:
    root: Element = fromstring(page_svg(bars("A"), "One bar.", name="bars"))
    width, height = root.get("width"), root.get("height")
    assert f"max-width:{width}px;width:100%;height:auto;aspect-ratio:{width}/{height}" == root.get("style")


@pytest.mark.parametrize(("dark", "scheme"), [(False, LIGHT), (True, DARK)], ids=["light", "dark"])
def test_a_file_has_a_ground_and_the_colours_of_its_scheme(
    dark: bool,  # noqa: FBT001 - pytest hands it over by name
    scheme: dict[str, str],
) -> None:
    svg = svg_file(bars("A"), "One bar.", dark=dark)
    root: Element = fromstring(svg)
    assert "{http://www.w3.org/2000/svg}svg" == root.tag
    ground = root[0]
    assert ("100%", scheme["ground"]) == (ground.get("width"), ground.get("fill"))
    assert scheme["series-2"] in paints(svg)
    other = LIGHT if dark else DARK
    assert set() == paints(svg) & set(other.values())


def test_png_images_are_made_light_and_dark() -> None:
    light, dark = png_file(bars("A")), png_file(bars("A"), dark=True)
    assert [b"\x89PNG", b"\x89PNG"] == [light[:4], dark[:4]]
    assert light != dark


def test_nothing_is_fetched_while_drawing() -> None:
    asking = {**bars("A"), "data": {"url": "https://example.org/data.csv"}}
    with pytest.raises(ValueError, match="not allowed"):
        page_svg(asking, "Nothing.", name="bars")


def test_ink_is_a_colour_of_the_theme() -> None:
    assert "ink" == {colour: name for name, colour in LIGHT.items()}[INK]
