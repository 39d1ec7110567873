from __future__ import annotations

import pytest

from tollbook.read.alignment import PageText

RUNS = [
    "Home",
    "Two people were killed in Kesh on Monday.",
    "Home",
    "The hospital counted",
    "31 wounded people in all.",
    "***",
    "",
]


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("Two people were  killed in Kesh\non Monday.", range(1, 2)),
        ("people were killed in Kesh", range(1, 2)),
        ("The hospital counted 31 wounded people in all.", range(3, 5)),
        ("***", range(5, 6)),
        ("killed", None),
        ("Nine people were killed in Odra-Vel on Friday.", None),
        ("", None),
    ],
)
def test_a_passage_is_found_by_its_letters(passage: str, expected: range | None) -> None:
    assert expected == PageText(RUNS).find(passage)


def test_passages_that_are_the_same_are_found_one_after_the_other() -> None:
    page = PageText(RUNS)
    page.find(RUNS[1])
    assert range(2, 3) == page.find("Home")


def test_a_passage_before_the_last_one_is_found_as_well() -> None:
    page = PageText(RUNS)
    page.find(RUNS[4])
    assert range(1, 2) == page.find(RUNS[1])


def test_a_passage_with_something_cut_out_of_it_is_found_by_its_beginning_or_end() -> None:
    run = "The regional hospital in Kesh said that it had received twelve bodies and SHARE thirty-one wounded people so far"
    page = PageText(["Start", run])
    assert range(1, 2) == page.find(run.replace("SHARE ", ""))
    assert None is page.find(
        "The regional hospital in Vel said that it had received ten bodies and nobody else so far, he said"
    )
