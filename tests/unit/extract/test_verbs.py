"""Forms of verbs."""

from __future__ import annotations

import pytest

from tollbook.extract.verbs import Form, forms_of


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("kill", "kill kills killed killing"),
        ("injure", "injure injures injured injuring"),
        ("bury", "bury buries buried burying"),
        ("crush", "crush crushes crushed crushing"),
        ("shoot: shot, shot, shooting", "shoot shoots shot shooting"),
        ("slay: slew, slain, slaying", "slay slays slew slain slaying"),
    ],
)
def test_a_verb_has_these_forms(entry: str, words: str) -> None:
    assert words.split() == list(forms_of(entry)[1])


def test_the_base_form_names_the_verb() -> None:
    assert "shoot" == forms_of("shoot: shot, shot, shooting")[0]


def test_one_word_can_be_several_forms() -> None:
    assert frozenset({Form.PAST, Form.PARTICIPLE}) == forms_of("kill")[1]["killed"]


def test_variants_are_all_forms() -> None:
    forms = forms_of("hang: hung hanged, hung hanged, hanging")[1]
    assert forms["hung"] == forms["hanged"] == frozenset({Form.PAST, Form.PARTICIPLE})
