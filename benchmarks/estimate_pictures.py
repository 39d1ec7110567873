"""The pictures of the manual's pages on estimates, drawn by the tool itself: `estimate_pictures.py docs/images`."""

from __future__ import annotations

import sys
from pathlib import Path

from tollbook.chart.estimates import estimate_charts
from tollbook.chart.render import svg_file
from tollbook.estimate.datasets import load
from tollbook.pipeline.estimates import estimate_total

DATASET = "kosovo-1999"


def main(folder: Path) -> None:
    """Write one SVG for each chart of the worked guide."""
    found = estimate_total(load(DATASET), name=DATASET)
    for chart in estimate_charts(found):
        path = folder / f"estimate-{chart.name}.svg"
        path.write_text(svg_file(chart.wide, chart.alternative) + "\n", encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
