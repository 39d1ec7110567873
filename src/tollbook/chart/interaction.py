"""The script that makes charts on a page answer, with all that it needs in one file. The pages work without it."""

from __future__ import annotations

import json
from importlib.resources import files

import vl_convert

from tollbook.chart.render import GRAMMAR
from tollbook.chart.theme import LIGHT


def interaction_script() -> str:
    """Return a module script that gives each chart of a page tooltips, a logarithmic scale and pictures to keep.

    It holds the libraries that draw (Vega, Vega-Lite, Vega-Embed; BSD-3-Clause), bundled by
    vl-convert, and makes no request.
    """
    own = files("tollbook.chart").joinpath("data", "interaction.js").read_text(encoding="utf-8")
    colours = json.dumps({colour: name for name, colour in LIGHT.items()})
    return vl_convert.javascript_bundle(own.replace("TOLLBOOK_COLOURS", colours), GRAMMAR)
