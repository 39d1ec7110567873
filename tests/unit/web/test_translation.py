"""All words of the application stand in one catalogue, ready for a translator."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tollbook.web.script_words import script_words
from tollbook.web.translation import gettext, ngettext

WEB = Path(__file__).parents[3] / "src" / "tollbook" / "web"
CATALOGUE = WEB / "data" / "locale" / "tollbook.pot"
METHODS = [("**.py", "python"), ("**.j2", "jinja2")]
OPTIONS = {"**.j2": {"trim_blocks": "true", "lstrip_blocks": "true"}}


def listed() -> set[str]:
    with CATALOGUE.open("rb") as stream:
        return {
            key
            for message in read_po(stream)
            if message.id
            for key in ([message.id] if isinstance(message.id, str) else message.id)
        }


def used() -> set[str]:
    found = extract_from_dir(str(WEB), METHODS, OPTIONS)
    return {
        key for _, _, words, _, _ in found for key in ([words] if isinstance(words, str) else words) if key
    }


def test_the_catalogue_holds_the_words_that_are_used_and_no_others() -> None:
    assert listed() == used(), "run: make catalogue"


def test_scripts_show_no_words_of_their_own() -> None:
    shown = [
        (path.name, words)
        for path in sorted((WEB / "data").glob("*.js"))
        for words in re.findall(
            r"textContent = (\"[^\"]+\"|`[^`]*[a-z]{4,} [^`]*`)", path.read_text(encoding="utf-8")
        )
    ]
    assert [] == shown


def test_words_without_a_translation_stay_as_they_are() -> None:
    assert "Accept" == gettext("Accept", "xx")
    assert "2 claims" == ngettext("1 claim", "2 claims", 2, "xx")


def test_every_word_of_the_scripts_is_in_the_catalogue() -> None:
    words = script_words()
    assert set() == {*words.pop("actions").values(), *words.values()} - listed()


def test_a_translated_catalogue_can_be_written_from_it(tmp_path: Path) -> None:
    with CATALOGUE.open("rb") as stream:
        catalogue = read_po(stream, locale="fr")
    with (tmp_path / "tollbook.mo").open("wb") as stream:
        write_mo(stream, catalogue)
    assert (tmp_path / "tollbook.mo").stat().st_size > 100
