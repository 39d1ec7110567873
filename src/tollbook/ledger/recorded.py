"""Values of the record, put together from the entries that hold them."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.ledger.payloads import below, changed_claim, claim_of, document_of, status_of
from tollbook.model.entry import REDACTED, Entry
from tollbook.model.record import RecordedClaim, RecordedDocument, Redaction
from tollbook.model.review import Review, ReviewDecision


def recorded_document(added: Entry, reading: Entry, descriptions: Sequence[Entry] = ()) -> RecordedDocument:
    """Return a document of the case.

    Args:
        added: the entry that added it.
        reading: that of its newest reading; the same where there is one reading alone.
        descriptions: entries that say more of it, oldest first, without those undone.
    """
    fields = added.fields
    details, source = below(fields, "details"), fields.get("source")
    for each in descriptions:
        details |= below(each.fields, "details")
        source = each.fields.get("source", source)
    return RecordedDocument(
        id=fields["document"],
        document=document_of(reading.fields, fields.get("name", fields["document"])),
        capture=fields["capture"],
        seq=added.seq,
        at=added.at,
        actor=added.actor,
        source=source,
        origin=below(fields, "origin"),
        details=details,
        status=status_of(reading.fields),
        reason=reading.fields.get("reason"),
        reader=reading.fields.get("reader"),
        reading_seq=reading.seq,
        redacted=bool(reading.fields.get("redacts")) or "text" in reading.erased,
        erased=tuple(sorted({*added.erased, *reading.erased})),
    )


def recorded_claim(
    reading: Entry,
    index: int,
    *,
    review: Review | None = None,
    state: ReviewDecision = ReviewDecision.UNREVIEWED,
    current: bool = True,
) -> RecordedClaim:
    """Return a claim of the case.

    Args:
        reading: the entry that holds it.
        index: its place there, from 0.
        review: the decision that holds.
        state: what that was.
        current: whether it is still there.
    """
    read = claim_of(reading.fields, index, reading.erased)
    path = f"claims/{index}/"
    return RecordedClaim(
        id=reading.fields[f"{path}id"],
        document=reading.fields["document"],
        seq=reading.seq,
        index=index,
        read=read,
        claim=changed_claim(read, review.changed) if read and review and review.changed else read,
        state=state,
        review=review,
        current=current,
        erased=tuple(name.removeprefix(path) for name in reading.erased if name.startswith(path)),
    )


def redaction_of(entry: Entry) -> Redaction:
    """Return what an entry says was erased."""
    fields = entry.fields
    return Redaction(
        seq=entry.seq,
        at=entry.at,
        actor=entry.actor,
        reason=fields.get("reason", REDACTED),
        authority=fields.get("authority", REDACTED),
        fields=tuple((seq, name) for seq, names in fields["erased"] for name in names),
        captures=tuple(fields["captures"]),
    )
