from __future__ import annotations

import json
from pathlib import Path

import pytest

from tollbook.read.furniture import furniture_spans

STORY = "At least 12 people were killed when shells hit the market in Kesh, the hospital said."


def _marked(text: str, language: str | None = "en") -> list[str]:
    return [text[start:end] for start, end in furniture_spans(text, language)]


@pytest.mark.parametrize(
    "line",
    [
        "Rescuers at the market where 12 died (Photo: A. Solen/CC)",
        "An injured man waits for help. Image: Arvenia Wire.",
        "Photo: Ana Ruiz",
        "File photo of the market in Kesh, where 12 people died in 2019.",
        "The bridge in 2019. Photo credit: J. Vel",
        "READ MORE: 40 killed in flood of the Odra-Vel",
        "Sign up for our newsletter and get 3 stories a day.",
        "This site uses cookies. Accept?",
        "Share this article",
        "Advertisement",
        "Please make a donation to help us report.",
        "Become a patron at Patreon!",
        "\u00a9 Arvenia Wire 2024. All rights reserved.",
    ],
)
def test_a_line_of_furniture_is_marked_alone(line: str) -> None:
    assert [line] == _marked(f"{STORY}\n\n{line}\n\n{STORY}")


@pytest.mark.parametrize(
    "line",
    [
        "Photos released by the hospital showed 12 bodies in the yard.",
        "The Red Cross made an appeal for donations after 40 people died.",
        "A video of the shelling, in which four people died, was shared on Facebook.",
        "Related deaths were put at 30 by the ministry.",
        "He was killed while taking a picture: a shell hit the bridge where he and nine others stood.",
        "The map: 12 villages, 40 dead. Nobody has counted the wounded yet, and the army keeps the road closed.",
        "Readers of the newspaper donated blood for the 31 injured.",
        "Search teams found 9 bodies.",
        '"We need your support," said the mayor, whose town counts 40 dead. "Please donate blood."',
        "The government rejected an appeal to support the families of the 12 dead.",
    ],
)
def test_what_a_report_may_say_is_not_marked(line: str) -> None:
    assert [] == _marked(f"{STORY}\n\n{line}\n\n{STORY}")


def test_everything_from_an_appeal_to_the_end_is_marked() -> None:
    appeal = [
        "A special financial appeal to everybody who reads",
        "Independent reporting explains the world as nobody else does.",
        "Please make a donation so that we reach more people.",
        "Donate via PayPal",
        "Liked this article? We need your support.",
        "March 2024",
    ]
    assert appeal == _marked("\n\n".join([STORY, *appeal]))


def test_the_heading_of_an_appeal_is_marked_with_it() -> None:
    appeal = [
        "Support Valley Radio",
        "Do you like what you hear? If 300 listeners donate 10 crowns, we can stay on the air.",
    ]
    assert appeal == _marked("\n".join([*[STORY] * 9, *appeal]))


def test_a_heading_above_other_text_is_not_marked() -> None:
    assert [] == _marked(f"Support for the families\n{STORY}")


def test_an_appeal_ends_before_a_line_that_may_be_the_report() -> None:
    appeal = ["Please make a donation.", "Donate via PayPal"]
    after = "Two more people were killed in Odra-Vel."
    assert appeal == _marked("\n\n".join([STORY, *appeal, after]))


def test_an_appeal_in_the_middle_of_a_report_is_marked_alone() -> None:
    assert ["Please make a donation."] == _marked(
        "\n".join([STORY, "Please make a donation.", *["The road is shut."] * 9])
    )


def test_the_links_below_a_heading_are_marked_with_it() -> None:
    links = ["Related links:", "40 killed in flood", "Talks resume in Odra-Vel"]
    assert links == _marked("\n".join([STORY, *links, "Traders said that they had seen it."]))


def test_a_sentence_below_a_heading_is_no_link() -> None:
    assert ["Sources"] == _marked(f"Sources\n{STORY}")


def test_text_in_capitals_is_marked_the_same() -> None:
    assert ["READ MORE: FLOOD KILLS 40"] == _marked("READ MORE: FLOOD KILLS 40\nTWO DIED IN KESH.")


def test_a_language_without_a_list_has_nothing_marked() -> None:
    assert [] == _marked("Advertisement\nTwo died.", "xx")
    assert [] == _marked("Advertisement\nTwo died.", "../en")


def test_a_text_of_no_known_language_is_taken_for_english() -> None:
    assert ["Advertisement"] == _marked("Advertisement\nTwo died.", None)


@pytest.mark.bench
def test_no_claim_of_the_training_corpus_is_marked(bench_data: Path) -> None:
    reading = bench_data / "data" / "reading"
    texts = {}
    for line in (reading / "articles-open.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        texts[record["id"]] = record["text"]
    lost = []
    for line in (reading / "gold-train.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        spans = furniture_spans(texts[gold["id"]], "en")
        lost += [
            (gold["id"], claim["count"])
            for claim in gold["claims"]
            if any(claim["start"] < end and start < claim["end"] for start, end in spans)
        ]
    assert [] == lost
