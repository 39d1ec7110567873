from __future__ import annotations

import subprocess
import sys

import pytest

from tollbook.read.language import identify_language


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("en", "At least 12 people were killed when shells hit the market, the regional hospital said."),
        (
            "en",
            "KESH, ARVENIA -- THREE MEN WERE KILLED AND TWO OTHERS WOUNDED WHEN THE BRIDGE FELL, POLICE SAID.",
        ),
        ("en", "Gunmen kidnap four engineers near Odra-Vel; army launches search operation."),
        (
            "en",
            "Governor Jo\u00e3o Ara\u00fajo of S\u00e3o Bras said that two were killed and Zdzis\u0142aw G\u0105sior was hurt.",
        ),
        (
            "fr",
            "Trois personnes ont \u00e9t\u00e9 tu\u00e9es et sept autres bless\u00e9es dans une explosion, a indiqu\u00e9 la police.",
        ),
        (
            "es",
            "Al menos doce personas murieron y otras veinte resultaron heridas en un ataque contra el mercado.",
        ),
        (
            "de",
            "Mindestens zw\u00f6lf Menschen wurden get\u00f6tet und drei verletzt, sagte die Polizei in Kesch am Montag.",
        ),
        ("nl", "Bij een aanslag op de markt in Kesj zijn drie mensen gedood en vier gewond, zei de politie."),
        (
            "tr",
            "Pazar yerine d\u00fczenlenen sald\u0131r\u0131da en az on iki ki\u015fi \u00f6ld\u00fc, polis a\u00e7\u0131klad\u0131.",
        ),
        ("ar", "قتل ثلاثة أشخاص في هجوم على سوق في المدينة يوم الثلاثاء حسب الشرطة"),
        ("fa", "در این حمله دست کم دوازده نفر کشته شدند و چند نفر دیگر زخمی شده‌اند"),
        ("ru", "Три человека погибли при обстреле города, сообщила полиция в понедельник"),
        ("uk", "Троє людей загинули внаслідок обстрілу міста, повідомила поліція в понеділок"),
        ("he", "שלושה נהרגו"),
        ("ja", "市場で12人が死亡した"),
        ("zh", "三人死亡"),
        ("ko", "12명이 숨졌다"),
    ],
)
def test_the_language_of_a_report_is_told(expected: str, text: str) -> None:
    assert expected == identify_language(text)


@pytest.mark.parametrize("text", ["Kesh 12", "12 / 30 / 4", "Ana Ruiz", "Morto a Kesh"])
def test_what_is_too_short_to_tell_has_no_language(text: str) -> None:
    assert identify_language(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Two of the men who were hurt have died, and that was all.",
        "Bus crash near Odra-Vel kills twelve, dozens missing",
        "ARMY RAID LEAVES THREE SOLDIERS WOUNDED IN KESH",
    ],
)
def test_plain_english_is_told_without_the_statistical_identifier(text: str) -> None:
    program = (
        "import sys; from tollbook.read.language import identify_language as i; "
        f"assert i({text!r}) == 'en'; "
        "sys.exit('py3langid' in sys.modules or 'numpy' in sys.modules)"
    )
    assert 0 == subprocess.run([sys.executable, "-c", program], check=False).returncode


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (
            "fr",
            "Attentat dans un village : quatre civils et deux soldats de la force sont morts, selon la police",
        ),
        ("sv", "Tre soldater d\u00f6da i en attack mot en by i Kesh, s\u00e4ger polisen"),
        ("de", "Kesch: Zwei Soldaten bei Angriff auf Armee-Konvoi verletzt, ein Fahrer stirbt"),
        ("es", "Mueren tres soldados en un ataque de los rebeldes cerca de la frontera norte"),
    ],
)
def test_headlines_in_other_languages_are_not_taken_for_english(expected: str, text: str) -> None:
    assert expected == identify_language(text)
