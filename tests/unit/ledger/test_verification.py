# ruff: noqa: S608, FBT001 - statements are our own; a check goes one of two ways
from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from tollbook.errors import UnknownId, UsageError
from tollbook.ledger import Ledger, Signer, document_note_draft, review_draft, undo_draft
from tollbook.ledger.commitments import Sealed, commitments_of, seal
from tollbook.model import Claim, Reading
from tollbook.model.checkpoint import Checkpoint
from tollbook.model.entry import Draft, EntryKind
from tollbook.model.review import Review, ReviewDecision

NOTE = Draft(kind=EntryKind.NOTED, fields={"note": "x"})


def change(ledger: Ledger, statement: str) -> None:
    """Change something behind the ledger's back."""
    with ledger._database.writing() as connection:
        ledger._database.unguard(connection)
        connection.exec_driver_sql(statement)
        ledger._database.guard(connection)


def troubles(
    ledger: Ledger, *, deep: bool = True, elsewhere: tuple[Checkpoint, ...] = ()
) -> list[tuple[str, str]]:
    return [(each.place, each.words) for each in ledger.verify(deep=deep, elsewhere=elsewhere).troubles]


@pytest.mark.parametrize("deep", [True, False])
@pytest.mark.parametrize(
    ("statement", "place", "words"),
    [
        (
            "UPDATE entries SET at = '2024-05-01T12:00:09.000000Z' WHERE seq = 3",
            "entry 3",
            "its number, kind, time or digests are not those that its hash was made from, or an entry before it was changed",
        ),
        (
            "UPDATE entries SET body = '{}' WHERE seq = 3",
            "entry 3",
            "it cannot be read: str stands where bytes are expected",
        ),
        ("DELETE FROM entries WHERE seq = 3", "entry 3", "it is missing"),
        ("DELETE FROM entries WHERE seq IN (3, 4)", "entry 3 to 4", "it is missing"),
        (
            "UPDATE entries SET kind = 'known' WHERE seq = 3",
            "entry 3",
            "it cannot be read: 'known' at '2024-05-01T12:00:02.000000Z' is no kind and time of an entry",
        ),
        ("UPDATE head SET size = 4", "the end of the ledger", "5 entries were found, and 4 were recorded"),
        (
            "UPDATE head SET hash = x'00'",
            "the end of the ledger",
            "the hash of the last entry is not the one that was recorded with it",
        ),
    ],
)
def test_a_change_is_told_with_its_place(
    ledger: Ledger, statement: str, place: str, words: str, deep: bool
) -> None:
    for _ in range(4):
        ledger.append([NOTE])
    change(ledger, statement)
    assert (place, words) == troubles(ledger, deep=deep)[0]


def test_a_changed_payload_is_told(ledger: Ledger) -> None:
    ledger.append([NOTE])
    with ledger._database.reading() as connection:
        body = connection.exec_driver_sql("SELECT body FROM entries WHERE seq = 2").scalar_one()
    change(ledger, f"UPDATE entries SET body = x'{body.replace(b'Ana', b'Ben').hex()}' WHERE seq = 2")
    assert [("entry 2", "its payload was changed in one of its fields (actor, note ...)")] == troubles(
        ledger, deep=False
    )


def test_a_payload_that_was_exchanged_with_its_digest_does_not_fit_its_header(ledger: Ledger) -> None:
    from tollbook.ledger.commitments import content_digest

    ledger.append([NOTE])
    sealed = seal({"actor": "Ana", "note": "forged"}, random.Random(1).randbytes)
    digest = content_digest(sealed.salts, sealed.body)
    change(
        ledger,
        f"UPDATE entries SET body = x'{sealed.body.hex()}', salts = x'{sealed.salts.hex()}', content = x'{digest.hex()}' "
        "WHERE seq = 2",
    )
    assert "entry 2" == troubles(ledger)[0][0]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"root": "00" * 32}, "entries up to there are not those that it was made for"),
        ({"case": "odra"}, "it is of the case odra"),
        ({"size": 9}, "the ledger ends after 2 entries: its end was cut off"),
    ],
)
def test_a_checkpoint_kept_elsewhere_that_does_not_fit_is_told(
    ledger: Ledger, changed: dict[str, object], words: str
) -> None:
    ledger.append([NOTE])
    kept = replace(ledger.checkpoint(), **changed)  # type: ignore[arg-type]
    assert [(f"checkpoint of {kept.size} entries kept elsewhere", words)] == troubles(
        ledger, elsewhere=(kept,)
    )


def test_a_checkpoint_signed_with_another_key_is_told(ledger: Ledger) -> None:
    forged = Signer(bytes(32)).signed(ledger.checkpoint())
    assert [
        ("checkpoint of 1 entries kept elsewhere", "it is signed with another key than that of the case")
    ] == troubles(ledger, elsewhere=(forged,))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "{",
            "it cannot be read: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        ),
        ("{}", "it cannot be read: at is None, and str is expected"),
    ],
)
def test_a_checkpoint_that_cannot_be_read_is_told(ledger: Ledger, text: str, words: str) -> None:
    ledger.checkpoint()
    change(ledger, f"UPDATE checkpoints SET checkpoint = '{text}'")
    assert [("checkpoint of 1 entries", words)] == troubles(ledger)


def test_a_derived_row_that_differs_is_told(ledger: Ledger, draft_of: Callable[..., Draft]) -> None:
    ledger.append([draft_of(ledger)])
    change(ledger, "DELETE FROM documents")
    ((place, words),) = troubles(ledger)
    assert "table documents, row 2" == place
    assert words.startswith("it says nothing, and the entries say 2, d")
    assert words.endswith("; tollbook verify --rebuild makes it anew")
    ledger.rebuild()
    assert [] == troubles(ledger)


@pytest.mark.parametrize(
    ("sealed", "words"),
    [
        (Sealed(body=b'{"a":1}', salts=b"", content=b"", fields=b""), "there is not one salt for each field"),
        (
            Sealed(body=b'{"a":1}', salts=b"x" * 16, content=b"", fields=b"", erased=b'{"a":"00"}'),
            "a field is both there and erased",
        ),
        (
            Sealed(body=b'{"a":1}', salts=b"x" * 16, content=b"", fields=b"", erased=b"[]"),
            "the commitments of erased fields are no object",
        ),
    ],
)
def test_parts_of_a_payload_that_do_not_fit_are_told(sealed: Sealed, words: str) -> None:
    with pytest.raises(ValueError, match=r"the|field") as told:
        commitments_of(sealed)
    assert words == str(told.value)


def test_what_speaks_of_an_unknown_document_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UnknownId) as told:
        ledger.append([document_note_draft("d0", {"licence": "CC0"})])
    assert "Cannot record more about d0: the case has no such document. See tollbook documents." == str(
        told.value
    )


def test_what_is_undone_is_not_undone_twice(ledger: Ledger, draft_of: Callable[..., Draft]) -> None:
    draft = draft_of(ledger)
    decision = Review(claim=draft.fields["claims/0/id"], decision=ReviewDecision.ACCEPTED)
    ledger.append([draft, review_draft(decision), undo_draft(3)])
    with pytest.raises(UsageError) as told:
        ledger.append([undo_draft(3)])
    assert "Cannot undo entry 3: it is undone already. See tollbook log." == str(told.value)


def test_a_beginning_that_several_ids_have_is_told(
    ledger: Ledger, make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]
) -> None:
    from tollbook.ledger import document_draft

    text = "one two three four five six seven eight"
    claims = [make_claim(text, word, number=1) for word in text.split()]
    reading = make_reading(text, *claims)
    names = [f"c77{letter}" for letter in "abcdefgh"]
    ledger.append([document_draft(reading, document="d1", capture="00", claim_ids=names)])
    with pytest.raises(UnknownId) as told:
        ledger.resolve("c77")
    assert (
        "Cannot tell which is meant by 'c77': c77a, c77b, c77c, c77d, c77e ... Write more letters of the id."
        == str(told.value)
    )
    assert "c77b" == ledger.resolve("C77B ")
