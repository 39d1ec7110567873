from __future__ import annotations

import io
import json
import pickle
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tollbook.errors import EmptyInput, InputError, UsageError
from tollbook.model import Claim, Document, Harm, Qualifier, Reading, ReadStatus, Scope
from tollbook.pipeline.reading import DocumentFailure, read_claims, read_corpus, read_document
from tollbook.settings import CorpusSettings

TEXT = "At least 12 people were killed in Kesh on Tuesday, the regional hospital said."


class WordReader:
    """A reader that claims one person killed at each "12"; `broken` brings it down."""

    name = "words 1"

    def __init__(self, shift: int = 0) -> None:
        self.shift = shift
        self.seen: list[str | None] = []

    def languages(self) -> frozenset[str]:
        return frozenset({"en"})

    def claims(self, document: Document) -> tuple[Claim, ...]:
        self.seen.append(document.language)
        if "broken" in document.text:
            raise RuntimeError("no such word")
        at = document.text.find("12")
        if at < 0:
            return ()
        start = at + self.shift
        return (
            Claim(
                start=start, end=start + 2, count="12", low=12, high=12, confidence=0.6,
                qualifier=Qualifier.EXACT, harm=Harm.KILLED, scope=Scope.INCIDENT,
            ),
        )  # fmt: skip


def readings(outcomes: Sequence[Reading | InputError]) -> list[Reading]:
    return [outcome for outcome in outcomes if isinstance(outcome, Reading)]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    records = [
        {
            "id": f"r{number}",
            "text": f"At least {number + 2} people were killed in Kesh on Tuesday, police said.",
            "language": "en",
        }
        for number in range(60)
    ]
    path = tmp_path / "corpus.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_a_path_gives_the_document_that_lies_there(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    document = read_document(path)
    assert (str(path), TEXT, "text/plain") == (document.id, document.text, document.media_type)


def test_bytes_give_the_document_they_hold_under_the_name_given() -> None:
    document = read_document(TEXT.encode(), name="note")
    assert ("note", TEXT) == (document.id, document.text)


def test_a_name_goes_before_the_path(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert "kesh" == read_document(path, name="kesh").id


def test_what_is_said_beside_a_document_is_taken_where_it_is_silent() -> None:
    settings = CorpusSettings(date=date(2025, 3, 5), publisher="Arvenia Wire", language="en")
    document = read_document(TEXT.encode(), settings=settings)
    assert (date(2025, 3, 5), "Arvenia Wire", "en") == (
        document.published_at,
        document.publisher,
        document.language,
    )


def test_what_a_document_says_goes_before_what_is_said_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "publisher": "Coast Daily"}), encoding="utf-8")
    assert "Coast Daily" == read_document(path, settings=CorpusSettings(publisher="other")).publisher


def test_a_path_without_a_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "none.txt"
    with pytest.raises(InputError) as refused:
        read_document(path)
    assert f"Cannot read {path}: there is no such file or folder. Check the path." == str(refused.value)


def test_a_corpus_is_not_one_document(corpus: Path) -> None:
    with pytest.raises(UsageError) as refused:
        read_document(corpus)
    expected = (
        f"Cannot read {corpus} as one document: it is a folder or a corpus. "
        "Use read_corpus, which returns them one by one."
    )
    assert expected == str(refused.value)


def test_a_folder_of_good_and_bad_files_gives_the_good_and_an_error_for_each_bad(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
    outcomes = list(read_corpus([tmp_path], reader=WordReader()))
    assert [Reading, EmptyInput, Reading] == [type(outcome) for outcome in outcomes]


def test_standard_input_is_read_where_a_dash_stands() -> None:
    (outcome,) = read_corpus(["-"], reader=WordReader(), stdin=io.BytesIO(TEXT.encode()))
    assert ["12"] == [claim.count for reading in readings([outcome]) for claim in reading.claims]


def test_a_claim_keeps_the_name_of_its_reader(make_document: Callable[..., Document]) -> None:
    (claim,) = read_claims(make_document(TEXT), WordReader()).claims
    assert "words 1" == claim.reader


def test_claims_below_the_lowest_confidence_are_left_out(make_document: Callable[..., Document]) -> None:
    document = make_document(TEXT)
    kept = [len(read_claims(document, WordReader(), floor).claims) for floor in (0.0, 0.6, 0.61)]
    assert [1, 1, 0] == kept


def test_a_language_without_a_reader_is_not_read_and_no_failure(
    make_document: Callable[..., Document],
) -> None:
    reader = WordReader()
    document = make_document("قتل 12 شخصا.", language="ar")
    expected = Reading(document=document, status=ReadStatus.NOT_READ, reason="language ar")
    assert (expected, []) == (read_claims(document, reader), reader.seen)


def test_a_language_that_could_not_be_told_is_read_as_english_with_a_note(
    make_document: Callable[..., Document],
) -> None:
    reader = WordReader()
    document = make_document(TEXT, language=None)
    reading = read_claims(document, reader)
    noted = replace(document, notes=("The language could not be told; it was read as English.",))
    assert (noted, ["en"], 1) == (reading.document, reader.seen, len(reading.claims))


def test_a_defect_met_in_one_document_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("This one is broken, 12 times over, in Kesh.", encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    failure, reading = read_corpus([tmp_path], CorpusSettings(language="en"), reader=WordReader())
    expected = (
        f"Cannot read {tmp_path / 'a.txt'}: it brought the reader down (RuntimeError: no such word). "
        "This is a defect of Tollbook: please report it, with the document if you may."
    )
    assert isinstance(failure, DocumentFailure)
    assert (expected, True) == (str(failure), isinstance(reading, Reading))
    assert 'raise RuntimeError("no such word")' in failure.trace


def test_a_failure_survives_the_way_out_of_a_worker() -> None:
    failure = DocumentFailure("a.txt", "it failed", "Report it.", "trace")
    again = pickle.loads(pickle.dumps(failure))  # noqa: S301 - what processes hand to one another
    assert (str(failure), "trace", "a.txt") == (str(again), again.trace, again.name)


def test_a_reader_whose_count_does_not_stand_where_it_says_is_refused(
    make_document: Callable[..., Document],
) -> None:
    with pytest.raises(ValueError, match="Cannot take a claim") as refused:
        read_claims(make_document(TEXT), WordReader(shift=1))
    expected = (
        "Cannot take a claim of words 1: '12' was expected at 10-12, and '2 ' stands there. Mend the reader."
    )
    assert expected == str(refused.value)


def test_one_job_and_two_give_the_same(corpus: Path) -> None:
    one, two = (list(read_corpus([corpus], CorpusSettings(jobs=jobs))) for jobs in (1, 2))
    assert [f"r{number}" for number in range(60)] == [reading.document.id for reading in readings(one)]
    assert one == two


def test_a_document_reads_the_same_in_any_company_and_order(tmp_path: Path, corpus: Path) -> None:
    lines = corpus.read_text(encoding="utf-8").splitlines(keepends=True)
    backwards = tmp_path / "backwards.jsonl"
    backwards.write_text("".join(reversed(lines)), encoding="utf-8")
    forth, back = (
        {reading.document.id: reading.claims for reading in readings(list(read_corpus([path])))}
        for path in (corpus, backwards)
    )
    assert forth == back


def test_readings_come_before_the_whole_corpus_is_taken(corpus: Path) -> None:
    taken = read_corpus([corpus], reader=(reader := WordReader()))
    next(taken)
    taken.close()  # type: ignore[attr-defined]
    assert len(reader.seen) < 60
