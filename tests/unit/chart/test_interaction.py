from __future__ import annotations

from tollbook.chart.interaction import interaction_script
from tollbook.chart.theme import LIGHT


def test_the_script_holds_all_it_needs_and_knows_the_colours_of_the_theme() -> None:
    script = interaction_script()
    assert "TOLLBOOK_COLOURS" not in script
    assert set() == {colour for colour in LIGHT.values() if colour not in script}
    assert len(script) > 500_000
    assert "Logarithmic scale" in script
