from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from tollbook.export.templates import page_templates, shipped


def test_whatever_is_put_into_a_template_is_escaped() -> None:
    template = page_templates().from_string("<p>{{ words }}</p>")
    assert "<p>&lt;b onclick=&#34;x&#34;&gt;</p>" == template.render(words='<b onclick="x">')


def test_a_name_that_a_template_does_not_know_is_an_error() -> None:
    with pytest.raises(UndefinedError, match=r"^'words' is undefined$"):
        page_templates().from_string("{{ words }}").render()


def test_text_of_a_document_is_shown_without_characters_that_turn_it() -> None:
    assert "\u202e" not in page_templates().from_string("{{ words | shown }}").render(words="a\u202eb")


def test_the_style_sheet_ships() -> None:
    assert "--paper" in shipped("page.css")
