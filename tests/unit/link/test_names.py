"""Folding, romanising, parts and skeletons of names; all names are invented or common words of grammar."""

from __future__ import annotations

import pytest

from tollbook.link.folding import Script, folded, script_of
from tollbook.link.parts import NameOrder, parts_of
from tollbook.link.romanising import romanised, sounds
from tollbook.link.skeletons import skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"),
        ("إكرام", "اكرام"),
        ("ساره", "سارة"),
        ("موسى", "موسي"),
        ("هناء", "هنا"),
        ("رؤوف", "رووف"),
        ("مـحـمد", "محمد"),
        ("مُحَمَّد", "محمد"),
        ("کریم", "كريم"),
        ("Zoë", "ZOE"),
        ("O’Vrân", "O'Vran"),
        ("Кешёв", "Кешев"),
        ("Straße", "STRASSE"),
        ("שלום", "שלומ"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Amira", Script.LATIN),
        ("أميرة", Script.ARABIC),
        ("Амира", Script.CYRILLIC),
        ("עמירה", Script.HEBREW),
        ("Αμίρα", Script.GREEK),
        ("阿米拉", Script.OTHER),
        ("12", Script.NONE),
        ("Amira أ", Script.LATIN),
    ],
)
def test_the_script_is_that_of_most_letters(name: str, script: Script) -> None:
    assert script == script_of(name)


@pytest.mark.parametrize(
    ("name", "latin"),
    [("Кеш", "kesh"), ("كيش", "kish"), ("Κες", "kes"), ("Šolen", "solen"), ("12", ""), ("קש", "ksh")],
)
def test_every_script_with_a_table_is_romanised(name: str, latin: str) -> None:
    assert latin == romanised(name)


@pytest.mark.parametrize(
    ("one", "other"), [("chekh", "tchekh"), ("kheiss", "kheis"), ("noor", "nour"), ("zoulen", "zulen")]
)
def test_spellings_of_one_sound_sound_alike(one: str, other: str) -> None:
    assert sounds(one) == sounds(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Khaled", "خالد"), ("Tarek", "طارق"), ("Solen", "Соленъ"), ("Qadir", "Kader"), ("Yusef", "يوسف")],
)
def test_the_skeleton_is_what_scripts_and_romanisations_share(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_a_word_of_vowels_alone_has_a_skeleton_and_an_empty_one_has_none() -> None:
    assert ("-", "") == (skeleton("Aya"), skeleton(""))


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Abu Kesh", ("abukesh",)),
        ("Abou-Kesh", ("abukesh",)),
        ("Umm Solen Vela", ("ummsolen", "vela")),
        ("Abd al-Kesh", ("abdkesh",)),
        ("Abdul Kesh", ("abdkesh",)),
        ("Abdelkesh", ("abdkesh",)),
        ("Nur al-Din", ("nurdin",)),
        ("Nureddin", ("nurdin",)),
        ("Amira bint Tarek al-Solen", ("amira", "tarek", "solen")),
        ("Sheikh Tarek Amar Solen", ("tarek", "amar", "solen")),
        ("María de la Vela Orr", ("maria", "vela", "orr")),
        ("VELA ORR, María", ("maria", "vela", "orr")),
        ("عبد الرحمن أبو كيش", ("عبدرحمن", "ابوكيش")),
        ("عبدالرحمن ابوكيش", ("عبدرحمن", "ابوكيش")),
        ("نور الدين الكيشي", ("نوردين", "كيشي")),
        ("אבו קש", ("אבוקש",)),
        ("", ()),
    ],
)
def test_particles_are_joined_and_articles_left_out(name: str, keys: tuple[str, ...]) -> None:
    assert keys == parts_of(name).keys


def test_a_title_before_a_short_name_may_be_the_name() -> None:
    assert ("sayed", "solen") == parts_of("Sayed Solen").keys


def test_a_chain_gives_given_father_grandfather_and_family() -> None:
    parts = parts_of("Amira Tarek Amar Solen", NameOrder.CHAIN)
    assert ("amira", "tarek", "amar", "solen") == (parts.given, parts.father, parts.grandfather, parts.family)


def test_a_chain_of_two_has_no_father() -> None:
    parts = parts_of("Amira Solen", NameOrder.CHAIN)
    assert ("amira", None, None, "solen") == (parts.given, parts.father, parts.grandfather, parts.family)


def test_where_the_order_is_unknown_no_part_has_a_role() -> None:
    parts = parts_of("Amira Tarek Solen")
    assert (None, None, None) == (parts.given, parts.father, parts.family)


def test_the_family_may_stand_first() -> None:
    parts = parts_of("Solen Amira", NameOrder.FAMILY_FIRST)
    assert ("amira", "solen") == (parts.given, parts.family)


@pytest.mark.parametrize("name", ["María Vela Orr", "VELA ORR, María"])
def test_two_surnames_are_told_apart(name: str) -> None:
    parts = parts_of(name, NameOrder.DOUBLE_SURNAME)
    assert ("maria", "vela", "orr") == (parts.given, parts.family, parts.second_family)


def test_one_surname_after_a_comma_is_one_surname() -> None:
    parts = parts_of("VELA, María Luz", NameOrder.DOUBLE_SURNAME)
    assert ("vela", None) == (parts.family, parts.second_family)


def test_a_kunya_at_the_head_is_no_given_name() -> None:
    parts = parts_of("Abu Kesh Tarek Solen", NameOrder.GIVEN_FIRST)
    assert ("abukesh", "tarek", "solen") == (parts.kunya, parts.given, parts.family)
