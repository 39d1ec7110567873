"""Whose account each sentence of a document gives: speakers with pronouns resolved, quotations, carried speech."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.extract.attribution import attributions
from tollbook.extract.sentence import Sentence
from tollbook.extract.speaker_kinds import Attribution, Speaker, SpeakerKind
from tollbook.extract.speaker_phrases import speaker_before
from tollbook.extract.speech import Act, speech
from tollbook.extract.view import DocumentView
from tollbook.model import Span, Stance

_LOOK_BACK = 3
"""How many sentences before its own a pronoun may have its speaker in."""
_OWN_VOICE = frozenset(["we", "i"])
_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_HANDOVER = 8
"""How many tokens may stand between a verb of speech and the speaker whose words it passes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A speaker found in a document.

    Attributes:
        words: where the words that name the speaker stand.
        kind: what the speaker is.
        plural: whether they are several.
    """

    words: Span
    kind: SpeakerKind
    plural: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One attribution with its speakers named.

    Attributes:
        attribution: the attribution in its sentence.
        source: who speaks; None where the text itself does.
        medium: who passed it on.
    """

    attribution: Attribution
    source: Source | None
    medium: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who stands behind one claim.

    Attributes:
        claimant: the words that name who says it; None when the document does.
        via: who passed it on, if another than the claimant.
        disputed_by: who in this document denies or doubts it.
        stance: what the speaker does with the figure.
    """

    claimant: Span | None = None
    via: Span | None = None
    disputed_by: Span | None = None
    stance: Stance = Stance.ASSERTS


class Accounts:
    """The accounts of a document's sentences, worked out when first asked for."""

    def __init__(self, view: DocumentView) -> None:
        """Begin with nothing worked out.

        Args:
            view: the document.
        """
        self._view = view
        self._known: dict[int, list[Account]] = {}

    def of(self, number: int) -> list[Account]:
        """Return the accounts of sentence `number`, in the order of their verbs."""
        known = self._known.get(number)
        if known is None:
            known = self._known[number] = self._work_out(number)
        return known

    def _work_out(self, number: int) -> list[Account]:
        """Return the accounts of a sentence, pronouns replaced by whom they stand for."""
        sentence = self._view.sentence(number)
        accounts: list[Account] = []
        for attribution in attributions(sentence, self._view.language):
            source = self._named(
                number, sentence, attribution.speaker, accounts, backward=attribution.backward
            )
            medium = None
            if attribution.medium is not None:
                medium = self._named(number, sentence, attribution.medium, accounts)
            accounts.append(Account(attribution=attribution, source=source, medium=medium))
        return accounts

    def _named(
        self,
        number: int,
        sentence: Sentence,
        speaker: Speaker,
        before: list[Account],
        *,
        backward: bool = False,
    ) -> Source | None:
        """Return the source that a speaker is or stands for; None for the text's own voice."""
        if speaker.kind is not SpeakerKind.PRONOUN:
            return source_of(sentence, speaker)
        word = sentence.lower[speaker.head]
        if word in _OWN_VOICE:
            return None
        if word not in ("he", "she", "it", "they"):
            return source_of(sentence, speaker)
        for account in reversed(before):
            if account.source is not None and _stands_for(word, account.source):
                return account.source
        opening = None if backward else self._opening(number, speaker.start)
        if opening is not None and _stands_for(word, opening):
            return opening
        return self._from_before(number, word)

    def _from_before(self, number: int, word: str) -> Source | None:
        """Return the last speaker before a sentence for whom a pronoun can stand."""
        for n in range(number - 1, max(-1, number - 1 - _LOOK_BACK), -1):
            for account in reversed(self.of(n)):
                if account.source is not None and _stands_for(word, account.source):
                    return account.source
            opening = self._opening(n, None)
            if opening is not None and _stands_for(word, opening):
                return opening
        return None

    def _opening(self, number: int, before: int | None) -> Source | None:
        """Return the subject that a sentence opens with, if such a one can speak.

        Args:
            number: of the sentence.
            before: only a subject that ends before this token counts.
        """
        sentence = self._view.sentence(number)
        for k, tag in enumerate(sentence.tags):
            if before is not None and k >= before:
                return None
            if tag in _FINITE and k:
                speaker = speaker_before(sentence, k, self._view.language)
                if speaker is not None and speaker.speaks and speaker.kind is not SpeakerKind.PRONOUN:
                    return source_of(sentence, speaker)
        return None


def accounts_of(view: DocumentView) -> Accounts:
    """Return the accounts of a document, the same object each time."""
    known = view.cache.get("accounts")
    if isinstance(known, Accounts):
        return known
    made = view.cache["accounts"] = Accounts(view)
    return made


def source_of(sentence: Sentence, speaker: Speaker) -> Source:
    """Return a speaker of a sentence as a source of the document."""
    words = Span(sentence.tokens.starts[speaker.start], sentence.tokens.ends[speaker.end - 1])
    return Source(words=words, kind=speaker.kind, plural=speaker.plural)


def _stands_for(pronoun: str, source: Source) -> bool:
    """Tell whether a pronoun can stand for a source."""
    if source.kind is SpeakerKind.PRONOUN:
        return False
    if pronoun == "they":
        return source.plural or source.kind in (SpeakerKind.BODY, SpeakerKind.MEDIUM)
    if pronoun == "it":
        return not source.plural and source.kind is not SpeakerKind.PERSON
    return not source.plural and source.kind in (SpeakerKind.PERSON, SpeakerKind.NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """Whose words a claim is.

    Attributes:
        source: who says it; None where the text itself does.
        medium: who passed it on.
        over: every account that covers the claim, the innermost first.
    """

    source: Source | None = None
    medium: Source | None = None
    over: tuple[Account, ...] = ()


def ownership(accounts: list[Account], sentence: Sentence, token: int, language: str) -> Ownership:
    """Return whose words token `token` of a sentence is.

    Args:
        accounts: of the sentence.
        sentence: the sentence.
        token: where the claim's count begins.
        language: whose words to use.
    """
    over = [
        account
        for account in accounts
        if account.attribution.covers(token) and _owns(account, sentence, token)
    ]
    over = [account for account in over if not _gives_way(account, over)]
    if len(over) > 1:
        over = [account for account in over if not _is_evidence(sentence, account, language)] or over
    if len(over) > 1:
        over = [account for account in over if account.source is not None] or over
    if not over:
        return Ownership()
    over.sort(key=_reach)
    inner = over[0]
    if inner.source is None:
        return Ownership(over=tuple(over))
    medium = inner.medium
    for outer in over[1:]:
        if medium is None and outer.source not in (None, inner.source) and _passes_on(outer, inner, sentence):
            medium = outer.source
    return Ownership(source=inner.source, medium=medium, over=tuple(over))


def _gives_way(account: Account, over: list[Account]) -> bool:
    """Tell whether the same speaker goes on with another verb ("denied the raid and put the dead at nine")."""
    this = account.attribution
    return any(
        other.attribution.speaker == this.speaker and other.attribution.verb > this.verb and not this.backward
        for other in over
    )


def _owns(account: Account, sentence: Sentence, token: int) -> bool:
    """Tell whether an account can own a claim: calling a figure names does so only where the figure stands in it."""
    attribution = account.attribution
    return attribution.act is not Act.CALL or (
        attribution.verb < token and "that" in sentence.lower[attribution.verb : token]
    )


def _reach(account: Account) -> tuple[int, int]:
    """Return how far an account reaches; the shortest is the innermost."""
    attribution = account.attribution
    return attribution.end - attribution.start, -attribution.verb


def _is_evidence(sentence: Sentence, account: Account, language: str) -> bool:
    """Tell whether the speaker is only what was found by looking ("tests show")."""
    return (
        account.attribution.act is Act.SHOW
        or sentence.lower[account.attribution.speaker.head] in speech(language).evidence
    )


def _passes_on(outer: Account, inner: Account, sentence: Sentence) -> bool:
    """Tell whether the outer speaker passes on what the inner one says, and does not speak beside them."""
    one, other = outer.attribution, inner.attribution
    if one.act not in (Act.SAY, Act.TELL):
        return False
    if one.backward:
        return outer.source is not None and (
            other.verb < one.speaker.start or outer.source.kind is SpeakerKind.MEDIUM
        )
    between = sentence.lower[one.verb + 1 : other.speaker.start]
    if any(word in ("and", "but", "while", "whereas", ";") for word in between):
        return False
    return len(between) <= _HANDOVER and other.verb > one.verb
