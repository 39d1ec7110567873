"""Every field that leaves a case, with its type, what it means, and the class that says who may see it.

This is data on purpose: a field that does not stand here cannot be exported. The classes follow
what the standards of casualty recording and of documenting sexual violence ask for: names
of the living, of minors, witnesses, relatives and detainees are for those who need them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tollbook.model.exposure import Exposure
from tollbook.model.review import RejectionReason, ReviewDecision
from tollbook.model.vocabulary import Harm, Modality, Qualifier, Scope, SourceType, Stance

PUBLIC, RESTRICTED, SECRET = Exposure.PUBLIC, Exposure.RESTRICTED, Exposure.SECRET


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of an exported table.

    Attributes:
        name: name of the column.
        exposure: who may see it, unless a case says otherwise.
        type: in the words of Frictionless Table Schema.
        description: what it means, in one sentence.
        required: whether it is never empty.
        allowed: the values it may have; empty when there is no such list.
        words: whether it holds words of a document, which may name people.
    """

    name: str
    exposure: Exposure
    description: str
    type: str = "string"
    required: bool = False
    allowed: tuple[str, ...] = ()
    words: bool = False


def _field(
    name: str,
    exposure: Exposure,
    description: str,
    kind: str = "string",
    *,
    required: bool = False,
    allowed: type[StrEnum] | tuple[str, ...] = (),
    words: bool = False,
) -> Field:
    values = tuple(str(each) for each in allowed)
    return Field(
        name=name,
        exposure=exposure,
        description=description,
        type=kind,
        required=required,
        allowed=values,
        words=words,
    )


CLAIMS = (
    _field("id", PUBLIC, "Id of the claim: stable, and no digest of anything that could be guessed.", required=True),
    _field("document", PUBLIC, "Id of the document that says it.", required=True),
    _field("source", PUBLIC, "Id of the source that published the document."),
    _field("publisher", PUBLIC, "Who published the document.", words=True),
    _field("published_at", PUBLIC, "Day of publication of the document.", "date"),
    _field("address", PUBLIC, "Where the document was published."),
    _field("count", PUBLIC, "The words that state the number, with their qualifier.", words=True),
    _field("low", PUBLIC, "Smallest number said, inclusive; empty when open downwards.", "integer"),
    _field("high", PUBLIC, "Largest number said, inclusive; empty when open upwards.", "integer"),
    _field("qualifier", PUBLIC, "How the words hedge the number.", allowed=Qualifier),
    _field("harm", PUBLIC, "What was suffered; casualties is killed and injured not told apart.", allowed=Harm),
    _field("victims", PUBLIC, "Words that say who they were, without the number.", words=True),
    _field("place", PUBLIC, "Words for the place where the harm happened.", words=True),
    _field("when", PUBLIC, "Words that say when."),
    _field("date_from", PUBLIC, "First day that these words can mean.", "date"),
    _field("date_to", PUBLIC, "Last day that they can mean.", "date"),
    _field("date_precision", PUBLIC, "How fine the days are: 1 a day, 2 some days, 3 a week, 4 a month, 5 a year.", "integer"),
    _field("claimant", PUBLIC, "Who says it; empty when the document itself does.", words=True),
    _field("via", PUBLIC, "Who passed it on, if another.", words=True),
    _field("by", PUBLIC, "Who is said to have done it; never more than said.", words=True),
    _field("disputed_by", PUBLIC, "Who denies or doubts it in the same document.", words=True),
    _field("scope", PUBLIC, "A running total, or one incident.", allowed=Scope),
    _field("stance", PUBLIC, "What the speaker does with the figure.", allowed=Stance),
    _field("modality", PUBLIC, "Whether the harm or its number is stated, or feared, believed, alleged.", allowed=Modality),
    _field("part_of", PUBLIC, "Whether it is a stated part of a larger count.", "boolean"),
    _field("confidence", PUBLIC, "Chance from 0 to 1 that words, numbers and harm were read right; not that they are true.", "number"),
    _field("start", PUBLIC, "Offset of the count in the text of the document, in Unicode code points.", "integer"),
    _field("end", PUBLIC, "Offset after it.", "integer"),
    _field("state", PUBLIC, "What a person decided about it.", required=True, allowed=ReviewDecision),
    _field("reason", PUBLIC, "Why it was rejected.", allowed=RejectionReason),
    _field("reviewed_at", PUBLIC, "When that was decided.", "datetime"),
    _field("reviewer", RESTRICTED, "Who decided."),
    _field("note", RESTRICTED, "What the reviewer noted."),
    _field("current", PUBLIC, "Whether the newest reading still finds it, or a person decided about it.", "boolean", required=True),
    _field("sentence", RESTRICTED, "The sentence that says it, which may name people."),
    _field("reader", PUBLIC, "Program and version that read it, or the person who did."),
    _field("entry", PUBLIC, "Number of the entry of the ledger that holds it.", "integer", required=True),
)  # fmt: skip

DOCUMENTS = (
    _field("id", PUBLIC, "Id of the document.", required=True),
    _field("name", RESTRICTED, "The name it came under, which may be a path on somebody's machine."),
    _field("title", PUBLIC, "Title, as the document names it.", words=True),
    _field("source", PUBLIC, "Id of the source that published it."),
    _field("publisher", PUBLIC, "Who published it.", words=True),
    _field("published_at", PUBLIC, "Day of publication.", "date"),
    _field("address", PUBLIC, "Where it was published."),
    _field("language", PUBLIC, "Two-letter code of its language."),
    _field("media_type", PUBLIC, "What the bytes are."),
    _field("sha256", PUBLIC, "SHA-256 of the bytes as received, in hex.", required=True),
    _field("licence", PUBLIC, "Under which its text may be used, where somebody has said."),
    _field("sensitivity", PUBLIC, "How far what it says may go.", allowed=Exposure),
    _field("added_at", PUBLIC, "When it came into the case.", "datetime", required=True),
    _field("added_by", RESTRICTED, "Who added it."),
    _field("how", PUBLIC, "How the bytes came in: file, stdin, corpus, warc, fetch."),
    _field("origin", RESTRICTED, "From where: the path or the archive, which may name a person or a machine."),
    _field("fetched_at", PUBLIC, "When it was fetched from its address.", "datetime"),
    _field("exchanges", SECRET, "Requests and answers on the way to it; they tell of the network they went through.", "array"),
    _field("details", SECRET, "What else was said of it; nobody has looked at who may see it.", "object"),
    _field("status", PUBLIC, "read, or not read and why.", required=True),
    _field("notes", PUBLIC, "What was repaired or left out on the way in.", "array"),
    _field("extractor", PUBLIC, "Program and version that made the text."),
    _field("reader", PUBLIC, "Program and version of the newest reading."),
    _field("claims", PUBLIC, "How many claims it holds.", "integer", required=True),
    _field("erased", PUBLIC, "Names of the fields that were erased from it.", "array"),
    _field("text", RESTRICTED, "The stored text, into which offsets point."),
    _field("entry", PUBLIC, "Number of the entry of the ledger that added it.", "integer", required=True),
)  # fmt: skip

SOURCES = (
    _field("id", PUBLIC, "Id of the source.", required=True),
    _field("name", PUBLIC, "Its name.", words=True),
    _field("names", PUBLIC, "All its names, each after its language.", "array", words=True),
    _field("type", PUBLIC, "What kind of source it is; the same words for every party.", required=True, allowed=SourceType),
    _field("relation", PUBLIC, "Its relation to the parties, in words."),
    _field("country", PUBLIC, "Where it is."),
    _field("method", PUBLIC, "How it counts and what it takes in."),
    _field("exclusions", PUBLIC, "What it says that it leaves out.", "array"),
    _field("definitions", PUBLIC, "Changes of what it counts, each after its day.", "array"),
    _field("documents", PUBLIC, "How many documents of it are in the case.", "integer", required=True),
)  # fmt: skip

REVIEWS = (
    _field("entry", PUBLIC, "Number of the entry of the ledger that holds the decision.", "integer", required=True),
    _field("claim", PUBLIC, "Id of the claim.", required=True),
    _field("decision", PUBLIC, "What was decided.", required=True, allowed=ReviewDecision),
    _field("reason", PUBLIC, "Why it was rejected.", allowed=RejectionReason),
    _field("changed", RESTRICTED, "What was changed; the public values stand in the table of claims.", "object"),
    _field("note", RESTRICTED, "What the reviewer noted."),
    _field("reviewer", RESTRICTED, "Who decided."),
    _field("at", PUBLIC, "When.", "datetime"),
    _field("undone", PUBLIC, "Whether it was taken back.", "boolean", required=True),
    _field("carried_from", PUBLIC, "Entry of the decision that it carries over to a newer reading.", "integer"),
)  # fmt: skip

TABLES: dict[str, tuple[Field, ...]] = {
    "claims": CLAIMS,
    "documents": DOCUMENTS,
    "sources": SOURCES,
    "reviews": REVIEWS,
}
"""The tables of an export, and their fields in order."""
