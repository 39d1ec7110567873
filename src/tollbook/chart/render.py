"""Specifications into pictures: SVG for a page or a file, PNG. The one place that knows vl-convert.

Nothing is fetched while drawing: data stands in the specification, and addresses are refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, tostring  # only written with; parsing is defusedxml's

import vl_convert
from defusedxml.ElementTree import fromstring

from tollbook.chart.theme import DARK, LIGHT
from tollbook.model.chart import Chart, Drawing

GRAMMAR = "6.1"
_NAMESPACE = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"
_BASE = "https://vega.github.io/vega-datasets/"
"""What the library puts before an address that is relative to the page."""

_PAINTS = ("fill", "stroke")
_NAMES = {colour: name for name, colour in LIGHT.items()}
_PNG_SCALE = 2.0


def drawing(chart: Chart) -> Drawing:
    """Return the chart with its pictures for a page, which gives them their colours.

    The page defines the variables `--chart-ink`, `--chart-series-1` and so on; where it
    does not, the light colours hold.
    """
    return Drawing(
        chart=chart,
        wide=page_svg(chart.wide, chart.alternative, name=f"{chart.name}-wide"),
        narrow=page_svg(chart.narrow, chart.alternative, name=f"{chart.name}-narrow"),
    )


def page_svg(specification: Mapping[str, Any], alternative: str, *, name: str) -> str:
    """Return an SVG element for an HTML page.

    Args:
        specification: Vega-Lite, in the light colours of the theme.
        alternative: what the picture shows, in words.
        name: makes the ids in the picture unique on the page.
    """
    paints = {colour: f"var(--chart-{known}, {colour})" for colour, known in _NAMES.items()}
    root = _drawn(specification, alternative, paints, name)
    width, height = root.get("width"), root.get("height")
    root.set("style", f"max-width:{width}px;width:100%;height:auto;aspect-ratio:{width}/{height}")
    return tostring(root, encoding="unicode", short_empty_elements=False)


def svg_file(specification: Mapping[str, Any], alternative: str, *, dark: bool = False) -> str:
    """Return an SVG document that stands alone, on a ground of its own, light or dark."""
    root = _drawn(specification, alternative, _scheme(dark=dark), "chart")
    root.set("xmlns", _NAMESPACE)
    ground = (DARK if dark else LIGHT)["ground"]
    root.insert(0, Element("rect", {"width": "100%", "height": "100%", "fill": ground}))
    return tostring(root, encoding="unicode")


def png_file(specification: Mapping[str, Any], *, dark: bool = False) -> bytes:
    """Return a PNG image of two pixels for each pixel of the chart, light or dark."""
    known = json.dumps({**specification, "background": LIGHT["ground"]})
    for colour, painted in _scheme(dark=dark).items():
        known = known.replace(colour, painted)
    return vl_convert.vegalite_to_png(
        json.loads(known), vl_version=GRAMMAR, scale=_PNG_SCALE, allowed_base_urls=[]
    )


def _scheme(*, dark: bool) -> dict[str, str]:
    return {colour: (DARK if dark else LIGHT)[name] for colour, name in _NAMES.items()}


def _drawn(
    specification: Mapping[str, Any], alternative: str, paints: Mapping[str, str], name: str
) -> Element:
    """Return the picture as a tree: one image to a screen reader, its colours replaced, its ids its own."""
    text = vl_convert.vegalite_to_svg(dict(specification), vl_version=GRAMMAR, allowed_base_urls=[])
    root: Element = fromstring(text)
    ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    renamed = {known: f"{name}-{number}" for number, known in enumerate(ids)}  # the library counts on and on
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        _tidy(element, paints, renamed)
    links = [element for element in root.iter("a") if "href" in element.attrib]
    root.set("role", "group" if links else "img")  # the parts of an image cannot be reached
    root.set("aria-label", alternative)
    return root


def _tidy(element: Element, paints: Mapping[str, str], renamed: Mapping[str, str]) -> None:
    if element.tag == "a":
        _link(element)
    for key in [key for key in element.attrib if key == "role" or key.startswith("aria-")]:
        if element.tag != "a":
            del element.attrib[key]
    for paint in _PAINTS:
        if paint in element.attrib:
            element.set(paint, paints.get(element.attrib[paint].lower(), element.attrib[paint]))
    for key, value in element.attrib.items():
        if key == "id":
            element.set(key, renamed[value])
        elif value.startswith("url(#"):
            element.set(key, f"url(#{renamed[value[5:-1]]})")


def _link(element: Element) -> None:
    """Give a link its address as it was asked for, and the words of its mark for a name."""
    address = element.attrib.pop(_LINK, "")
    element.attrib.pop("target", None)
    element.set("href", address.removeprefix(_BASE))
    words = [mark.attrib["aria-label"] for mark in element.iter() if "aria-label" in mark.attrib]
    element.set("aria-label", words[0] if words else address)
