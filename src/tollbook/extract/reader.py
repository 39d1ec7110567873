"""The built-in reader: a grammar that finds the claims of a document."""

from __future__ import annotations

from tollbook.extract.agents import agent_of
from tollbook.extract.confidence import confidence_of
from tollbook.extract.dates import dates_of
from tollbook.extract.figures import leaning_figures
from tollbook.extract.harms import harm_words
from tollbook.extract.links import links
from tollbook.extract.modality import modality_of
from tollbook.extract.parsing import take_apart
from tollbook.extract.places import place_of
from tollbook.extract.scopes import scope_of
from tollbook.extract.sentences import sentence_spans
from tollbook.extract.speakers import Voice, voices_of
from tollbook.extract.times import when_of
from tollbook.extract.victims import victims_of
from tollbook.extract.view import DocumentView, Found
from tollbook.model import PHRASE_FIELDS, Claim, Document, Span

_DEFAULT_LANGUAGE = "en"
"""A document whose language could not be told is read as this one."""


class GrammarReader:
    """Finds claims by grammar and lexicons alone; the same text gives the same claims, always."""

    name = "tollbook.grammar 0.1.0"

    def languages(self) -> frozenset[str]:
        """Return the two-letter codes of the languages it reads."""
        return frozenset({"en"})

    def claims(self, document: Document) -> tuple[Claim, ...]:
        """Return the claims of a document, in text order."""
        view = view_of(document)
        voices = voices_of(view)
        return tuple(self._claim(view, found, voice) for found, voice in zip(view.found, voices, strict=True))

    def _claim(self, view: DocumentView, found: Found, voice: Voice) -> Claim:
        """Return one claim with all its fields."""
        text, count = view.document.text, found.link.count
        spans = {
            "victims": victims_of(view, found),
            "place": place_of(view, found),
            "when": when_of(view, found),
            "claimant": voice.claimant,
            "via": voice.via,
            "by": agent_of(view, found),
            "disputed_by": voice.disputed_by,
        }
        words = {name: None if span is None else text[span.start : span.end] for name, span in spans.items()}
        dates = dates_of(words["when"] or "", view.document.published_at, view.language)
        return Claim(
            start=found.start,
            end=found.end,
            count=text[found.start : found.end],
            low=count.low,
            high=count.high,
            qualifier=count.qualifier,
            harm=found.link.harm,
            scope=scope_of(view, found),
            stance=voice.stance,
            modality=modality_of(view, found),
            part_of=found.link.part_of,
            **words,
            date_from=dates.date_from,
            date_to=dates.date_to,
            date_precision=dates.precision,
            sentence=Span(*found.sentence.span),
            spans=tuple((name, span) for name in PHRASE_FIELDS if (span := spans[name]) is not None),
            confidence=confidence_of(view, found),
            reader=self.name,
        )


def extract_claims(document: Document) -> tuple[Claim, ...]:
    """Return the claims of a document, in text order, as the built-in reader finds them.

    The same text gives the same claims every time. A document in a language that the reader
    does not know has no claims here; `tollbook.pipeline.reading` says so in words.

    Args:
        document: as `tollbook.read_document` gives it.

    Example:
        >>> from tollbook.model import Document
        >>> text = "At least 12 people were killed in Kesh on Tuesday, the regional hospital said."
        >>> document = Document(id="D1", sha256="", media_type="text/plain", text=text, extractor="none")
        >>> for claim in extract_claims(document):
        ...     print(claim.count, claim.harm, claim.low, claim.high, claim.place, claim.claimant, sep=" | ")
        At least 12 | killed | 12 | None | Kesh | the regional hospital
    """
    reader = GrammarReader()
    if (document.language or _DEFAULT_LANGUAGE) not in reader.languages():
        return ()
    return reader.claims(document)


def view_of(document: Document) -> DocumentView:
    """Return a document with the counts and harms found in it, page furniture left out."""
    language = document.language or _DEFAULT_LANGUAGE
    view = DocumentView(document, language, list(sentence_spans(document.text)), take_apart)
    lowered, words = view.lowered, harm_words(language)
    for number, span in enumerate(view.spans):
        if not words.may_speak_of_harm(lowered, span.start, span.end) or _is_furniture(document, span):
            continue
        sentence = view.sentence(number)
        view.found.extend(
            Found(number=number, sentence=sentence, link=link) for link in links(sentence, language)
        )
    view.found.extend(leaning_figures(view))
    view.found.sort(key=lambda found: (found.start, found.end, found.link.harm))
    return view


def _is_furniture(document: Document, span: Span) -> bool:
    """Tell whether a sentence stands in page furniture."""
    return any(start < span.end and span.start < end for start, end in document.furniture)
