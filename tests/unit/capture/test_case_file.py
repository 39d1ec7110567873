from __future__ import annotations

import re
from datetime import date

import pytest

from tollbook.capture.case_file import FREE_TABLES, parse_case
from tollbook.capture.case_template import case_template
from tollbook.errors import CaseError
from tollbook.model.case import Case, CaseDefaults, NamedThing
from tollbook.model.vocabulary import Harm, SourceType

ID = "0123456789abcdef" * 2
TOP = f'format = 1\nid = "{ID}"\nname = "Arvenia"\n'


def faults_of(text: str) -> tuple[tuple[int, str], ...]:
    with pytest.raises(CaseError) as caught:
        parse_case(text, "case.toml")
    return caught.value.faults


def test_a_new_case_counts_every_harm_and_has_no_other_limits() -> None:
    case = parse_case(case_template(ID, 'Arvenia, "March"'), "case.toml")
    assert Case(id=ID, name='Arvenia, "March"', harms=tuple(Harm)) == case


def test_every_setting_that_the_template_shows_can_be_used() -> None:
    text = re.sub(r"^# (?=\S+ = |\"[^\"]+\" = )", "", case_template(ID, "Arvenia"), flags=re.MULTILINE)
    case = parse_case(text, "case.toml")
    assert case == Case(
        id=ID,
        name="Arvenia",
        harms=tuple(Harm),
        places=("Arvenia",),
        date_from=date(2026, 3, 1),
        date_to=date(2026, 3, 31),
        languages=("en",),
        parties=(
            NamedThing(name="Government of Arvenia", also=("the Government", "the Ministry of Defence")),
            NamedThing(name="Northern Front", also=("the Front",)),
        ),
        claimants=(
            NamedThing(name="Ministry of Health", also=("the Health Ministry", "health ministry officials")),
        ),
        place_names=(NamedThing(name="Kesh", also=("Kesh town", "Qesh")),),
        defaults=CaseDefaults(
            publisher="Relief Office", language="en", source_type=SourceType.UNKNOWN, max_bytes=64 * 1024**2
        ),
        citation="Example Group: Casualties in Arvenia, March 2026",
        licence="CC-BY-4.0",
        ledger="postgresql://user@host/database",
        field_classes=(("claims.sentence", "public"),),
    )


def test_tables_of_other_parts_are_handed_on_as_they_stand() -> None:
    for table in FREE_TABLES:
        case = parse_case(f"{TOP}[{table}.ministry]\ncolumns = {{ name = 2 }}\n", "case.toml")
        assert {table: {"ministry": {"columns": {"name": 2}}}} == case.further


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("[scoop]", 'there is no "scoop"; did you mean "scope"?'),
        ("zzz = 1", 'there is no "zzz"'),
        ("scope = 3", '"scope" is a number, and a table was expected: [scope]'),
        ("scope.harm = []", 'there is no "scope.harm"; did you mean "scope.harms"?'),
        (
            'scope.harms = ["killed", "dead"]',
            '"scope.harms" holds "dead", and one of killed, injured, missing, displaced, detained, abducted, casualties was expected',
        ),
        (
            "scope.harms = 3",
            '"scope.harms" is a number, and a list of words was expected: ["one", "another"]',
        ),
        (
            "scope.places = [1]",
            '"scope.places" is a list, and a list of words was expected: ["one", "another"]',
        ),
        (
            'scope.from = "2026-03-01"',
            '"scope.from" is text, and a day without quotation marks was expected: 2026-03-01',
        ),
        (
            "scope.to = 2026-03-01T10:00:00",
            '"scope.to" is a date or time, and a day without quotation marks was expected: 2026-03-01',
        ),
        (
            'scope.languages = ["eng"]',
            '"scope.languages" holds "eng", and a two-letter code such as "en" was expected',
        ),
        (
            'parties.Front = ""',
            '"parties.Front" is empty, and a list of words was expected: ["one", "another"]',
        ),
        (
            "defaults.publisher = 3",
            '"defaults.publisher" is a number, and words in quotation marks were expected',
        ),
        (
            "defaults.language = true",
            '"defaults.language" holds True, and a two-letter code such as "en" was expected',
        ),
        (
            'defaults.max_size = "big"',
            '"defaults.max_size" holds "big", and a size such as "200MB" was expected',
        ),
        ("defaults.jobs = 0", '"defaults.jobs" holds 0, and a number of processes, 1 or more, was expected'),
        (
            'defaults.source_type = "enemy"',
            f'"defaults.source_type" holds "enemy", and one of {", ".join(SourceType)} was expected',
        ),
        (
            'export.classes.a = "open"',
            '"export.classes.a" holds "open", and one of public, restricted, secret was expected',
        ),
        (
            'ledger.address = "mysql://x"',
            '"ledger.address" holds "mysql://x", and an address such as "postgresql://host/name" was expected',
        ),
        ("[lists]\n[ledger]\naddress = 1", None),
    ],
)
def test_what_makes_no_sense_is_told_with_its_line(line: str, fault: str | None) -> None:
    if fault is None:
        assert [6] == [number for number, _ in faults_of(TOP + line)]
    else:
        assert ((4, fault),) == faults_of(TOP + line)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            'format = 1\nid = "x"\nname = "a"',
            (2, '"id" is not the 32 digits and letters a to f that `tollbook new` made'),
        ),
        (f'format = "1"\nid = "{ID}"\nname = "a"', (1, '"format" is text, and the number 1 was expected')),
        (
            f'format = 2\nid = "{ID}"\nname = "a"',
            (
                1,
                "the case has format 2, and this version of Tollbook reads up to 1: install a newer Tollbook",
            ),
        ),
        (
            f'format = 1\nid = "{ID}"\n',
            (1, 'there is no "name" at the top, and a name for people was expected'),
        ),
        (
            f"{TOP}[scope]\nfrom = 2026-04-01\nto = 2026-03-01",
            (6, "the period ends on 2026-03-01, before it begins on 2026-04-01"),
        ),
        (f"{TOP}[scope\n", (4, "Expected ']' at the end of a table declaration")),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(text: str, fault: tuple[int, str]) -> None:
    assert (fault,) == faults_of(text)


def test_all_faults_are_told_at_once_in_the_order_of_their_lines() -> None:
    with pytest.raises(CaseError) as caught:
        parse_case(f"{TOP}[scope]\nharms = 3\n[defaults]\njobs = 0\n", "cases/a/case.toml")
    expected = (
        "Cannot read cases/a/case.toml:\n"
        '  line 5: "scope.harms" is a number, and a list of words was expected: ["one", "another"]\n'
        '  line 7: "defaults.jobs" holds 0, and a number of processes, 1 or more, was expected\n'
        "Correct it; `tollbook new --help` shows what it may hold."
    )
    assert expected == str(caught.value)
