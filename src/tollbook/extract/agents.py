"""Who is said to have done it: in the claim's own clause, around it, or in the account that it goes on."""

from __future__ import annotations

from typing import cast

from tollbook.extract.account_owners import owner_of_account, who_did_it_to_them
from tollbook.extract.actors import accused_of, acting_subject, behind_by
from tollbook.extract.arguments import BE, verb_group
from tollbook.extract.assailants import assailant_around, responsible_in
from tollbook.extract.assaults import maker_of
from tollbook.extract.deed_sharing import shared_doer
from tollbook.extract.deeds import deeds_in, doer_of
from tollbook.extract.doers import agent_words, can_act, doer_end
from tollbook.extract.people import kind_of
from tollbook.extract.phrases import Kind, Phrase
from tollbook.extract.referents import referent
from tollbook.extract.scopes import scope_of
from tollbook.extract.sentence import Sentence
from tollbook.extract.sides import Side, are_opposed, named, side_of
from tollbook.extract.triggers import Frame
from tollbook.extract.view import DocumentView, Found
from tollbook.model import Harm, Scope, Span

_KEY = "agents"
"""Under which name the doers found so far are kept for the document."""

_TELLING = 3
"""A figure of at least so many people, told twice with the same harm, is taken for the same people."""
_OPENING = 2
"""A verb among the first tokens has no subject in its own sentence ("Killing two, ...")."""
_VIOLENT = frozenset({Harm.KILLED, Harm.INJURED, Harm.CASUALTIES, Harm.ABDUCTED})
_CAPTIVE = frozenset({Harm.ABDUCTED, Harm.DETAINED})


def agent_of(view: DocumentView, found: Found) -> Span | None:
    """Return the span of the words that name who is said to have done it, or None for nobody, a disaster or unknown.

    Args:
        view: the document.
        found: one of its claims.
    """
    if _KEY not in view.cache:
        view.cache[_KEY] = _agents(view)
    return cast("dict[int, Span | None]", view.cache[_KEY]).get(id(found))


def _agents(view: DocumentView) -> dict[int, Span | None]:
    """Return the doer of each claim of a document."""
    agents: dict[int, Span | None] = {}
    open_: list[Found] = []
    for found in view.found:
        local, settled = (None, True) if _tells_of_nobody(found) else _local(view, found)
        if local is None and not settled:
            local = _from_account(view, found)
            open_.append(found)
        agents[id(found)] = local
    for found in view.found:
        if agents[id(found)] is None and (told := _told_again(view, found, agents)) is not None:
            agents[id(found)] = told
    for found in open_:
        if agents[id(found)] is None and (shared := shared_doer(view, found, agents)) is not None:
            agents[id(found)] = shared
    return agents


def _tells_of_nobody(found: Found) -> bool:
    """Tell whether a claim says that nobody was harmed, by no verb of doing ("there were no casualties")."""
    return found.link.count.high == 0 and found.link.rule.rstrip("+") != "object"


def _told_again(view: DocumentView, found: Found, agents: dict[int, Span | None]) -> Span | None:
    """Return the doer of the same figure told elsewhere in the document, of one event and of more than one person."""
    count = found.link.count
    if count.low is None or count.low < _TELLING or found.link.harm not in _VIOLENT:
        return None
    if scope_of(view, found) is Scope.CUMULATIVE:
        return None
    for other in view.found:
        same = (other.link.count.low, other.link.count.high, other.link.harm) == (
            count.low,
            count.high,
            found.link.harm,
        )
        doer = agents[id(other)]
        if same and doer is not None and other.number != found.number:
            return doer
    return None


def _local(view: DocumentView, found: Found) -> tuple[Span | None, bool]:
    """Return the doer that the claim's own clause names, and whether the clause leaves nothing to ask."""
    sentence, link, language = found.sentence, found.link, view.language
    if (
        link.trigger.lemma in ("lose", "lost", "loss", "suffer")
        or _is_own_loss(sentence, found)
        or (link.harm is Harm.MISSING and link.trigger.frame is not Frame.ACT)
        or link.trigger.lemma == "evacuate"
    ):
        return None, True
    if link.trigger.frame is Frame.TOLL:
        return _around(view, found), not link.part_of and scope_of(view, found) is Scope.CUMULATIVE
    if link.harm in _CAPTIVE and (captor := _captor(sentence, found, language)) is not None:
        return _whole(view, found, captor), True
    accused = accused_of(sentence, min(link.count.start, link.trigger.start), language)
    if accused is not None:
        return _stretch(sentence, accused.start, accused.end), True
    verb = _active_verb(sentence, found)
    if verb is not None and verb_group(sentence, verb).passive:
        verb = None
    return _without_verb(view, found) if verb is None else _with_verb(view, found, verb)


def _is_own_loss(sentence: Sentence, found: Found) -> bool:
    """Tell whether someone is told to have lost the harmed ("lost two killed", "with 11 of its own men killed")."""
    phrase, start = found.link.count.phrase, found.link.count.start
    return "own" in sentence.lower[phrase.start : phrase.end] or not {"lost", "losing", "losses"}.isdisjoint(
        sentence.lower[max(0, start - 4) : start]
    )


def _without_verb(view: DocumentView, found: Found) -> tuple[Span | None, bool]:
    """Return the doer behind "by", or elsewhere in the sentence, of a harm that no active verb tells."""
    by = behind_by(found.sentence, found.link.trigger.end, view.language)
    if by is not None and not _is_victim(by, found):
        return _whole(view, found, by), True
    return _around(view, found), False


def _with_verb(view: DocumentView, found: Found, verb: int) -> tuple[Span | None, bool]:
    """Return the doer by the subject of an active verb."""
    sentence = found.sentence
    subjects = acting_subject(sentence, verb, view.language)
    if not subjects:
        maker = (
            behind_by(sentence, 0, view.language)
            if sentence.lower[0] in agent_words(view.language).assaults
            else None
        )
        if maker is not None and maker.end <= verb:
            return _whole(view, found, maker), True
        opens = verb_group(sentence, verb).start <= _OPENING and not found.link.part_of
        return (referent(view, found.number, 0, "") if opens else None) or _around(view, found), False
    return _by_subject(view, found, subjects, verb)


def _captor(sentence: Sentence, found: Found, language: str) -> Phrase | None:
    """Return who is told to hold people whose release is told: behind "by", else who releases them."""
    words = agent_words(language)
    end = found.link.count.phrase.end
    before = range(max(0, found.link.count.start - 4), found.link.count.start)
    release = next((k for k in before if sentence.lower[k] in words.releasing), None)
    if release is None:
        return None
    by = behind_by(sentence, end, language)
    if by is not None and by.start < end + 8:
        return by
    doers = [
        phrase
        for phrase in acting_subject(sentence, release, language)
        if can_act(sentence, phrase, language)
    ]
    return doers[-1] if doers and sentence.tags[doers[-1].head] != "PRP" else None


def _by_subject(
    view: DocumentView, found: Found, subjects: list[Phrase], verb: int
) -> tuple[Span | None, bool]:
    """Return the doer by the subject of the verb: itself, what a pronoun stands for, or the maker of an assault."""
    sentence, language = found.sentence, view.language
    subject = subjects[-1]
    if sentence.tags[subject.head] in ("PRP", "WP", "WDT") and sentence.lower[subject.head] not in (
        "himself",
        "herself",
    ):
        return referent(view, found.number, subject.start, sentence.lower[subject.head]), False
    doers = [
        phrase for phrase in subjects if can_act(sentence, phrase, language) and not _is_victim(phrase, found)
    ]
    words = agent_words(language)
    if doers and not words.mishaps.isdisjoint(sentence.lower[doers[-1].end : verb]):
        return None, True
    if doers and _ran_into_mine(sentence, doers[-1].end, verb):
        return None, False
    sides = _sides_fought(view, found, doers, subject)
    if sides is None and doers and not _is_other_victim(view, found, doers[-1]):
        sides = _stretch(sentence, doers[0].start, doer_end(sentence, doers[-1]))
    if sides is not None or doers:
        return (_around(view, found), False) if sides is None else (sides, True)
    return _by_thing(view, found, subjects)


_RUN_INTO = frozenset(
    ["hit", "hits", "struck", "strikes", "ran", "drove", "stepped", "triggered", "rolled", "detonated"]
)
_MINES = frozenset(
    ["mine", "mines", "landmine", "landmines", "bomb", "bombs", "ied", "explosive", "device", "tripwire"]
)


def _ran_into_mine(sentence: Sentence, start: int, verb: int) -> bool:
    """Tell whether those who act from token `start` to a verb of harm ran into a mine ("a convoy hit a mine, killing two")."""
    for k in range(start, verb):
        if sentence.lower[k] in _RUN_INTO:
            into = sentence.lower[k] != "detonated" or "over" in sentence.lower[k : k + 3]
            return into and not _MINES.isdisjoint(sentence.lower[k + 1 : min(verb, k + 6)])
    return False


def _by_thing(view: DocumentView, found: Found, subjects: list[Phrase]) -> tuple[Span | None, bool]:
    """Return the doer by a subject that cannot act itself: who made the assault, or stands behind "by" after it."""
    sentence, language = found.sentence, view.language
    for phrase in subjects:
        made = maker_of(sentence, phrase, language)
        if made is not None:
            return _stretch(sentence, *made), True
    if _is_unowned_assault(sentence, subjects[-1], language):
        return _around(view, found), False
    words = agent_words(language)
    if not words.mishaps.isdisjoint(sentence.lower):
        return None, True
    by = behind_by(sentence, subjects[-1].end, language)
    if by is not None:
        return _whole(view, found, by), True
    head = sentence.lower[subjects[-1].head]
    return None, head in words.natural or head in words.encounters


def _sides_fought(view: DocumentView, found: Found, doers: list[Phrase], subject: Phrase) -> Span | None:
    """Return the side of a fight that is the subject of the verb, or one of two opposed subjects, that did the harm."""
    sentence, language = found.sentence, view.language
    words = agent_words(language)
    opposed = len(doers) > 1 and are_opposed(named(sentence, doers[0]), named(sentence, doers[-1]), language)
    fought = bool(doers) and any(
        sentence.lower[k] in words.fights and sentence.tags[k].startswith("VB")
        for k in range(doers[-1].end, found.link.trigger.start)
    )
    if not opposed and not fought and sentence.lower[subject.head] not in words.encounters:
        return None
    victim = named(sentence, found.link.count.phrase)
    for deed in deeds_in(sentence, language):
        if deed.mutual and (doer := doer_of(deed, sentence, victim, language)) is not None:
            return _stretch(sentence, *doer)
    return None


def _is_unowned_assault(sentence: Sentence, subject: Phrase, language: str) -> bool:
    """Tell whether the subject of a verb of harm is an assault or a thing that someone must have used."""
    words = agent_words(language)
    head = sentence.lower[subject.head]
    if head in words.natural or head in words.encounters:
        return False
    return head in words.assaults or kind_of(sentence, subject, language) is Kind.THING


def _active_verb(sentence: Sentence, found: Found) -> int | None:
    """Return the verb whose subject did it, or None where the victims are the subject or a noun tells the harm."""
    link = found.link
    rule = link.rule.rstrip("+")
    if rule == "object":
        return link.trigger.start
    if link.trigger.frame in (Frame.ADJECTIVE, Frame.UNIT, Frame.ACT):
        return _causing_verb(sentence, found, min(link.count.start, link.trigger.start))
    return (
        link.trigger.start
        if rule == "part" and link.trigger.frame is Frame.OBJECT and _is_active(sentence, found)
        else None
    )


def _is_active(sentence: Sentence, found: Found) -> bool:
    """Tell whether a part of a count stands behind its verb of harm."""
    trigger = found.link.trigger.start
    return trigger < found.link.count.start and sentence.word(trigger - 1) not in (
        "was",
        "were",
        "been",
        "are",
        "is",
        "being",
    )


_CAUSING = frozenset(
    [
        "leave",
        "leaves",
        "left",
        "leaving",
        "cause",
        "caused",
        "causes",
        "causing",
        "result",
        "resulted",
        "results",
        "resulting",
        "claim",
        "claimed",
        "claims",
        "claiming",
        "commit",
        "committed",
        "committing",
        "commits",
        "inflict",
        "inflicted",
        "make",
        "made",
        "makes",
        "making",
        "carry",
        "carried",
        "take",
        "took",
        "taken",
        "takes",
        "taking",
        "shot",
        "shoot",
        "shooting",
        "hold",
        "holding",
        "held",
        "free",
        "freed",
        "release",
        "released",
        "order",
        "ordered",
        "admit",
        "admitted",
        "announce",
        "announced",
        "announces",
    ]
)


def _causing_verb(sentence: Sentence, found: Found, start: int) -> int | None:
    """Return the verb right before a count that a noun or adjective of harm follows ("left 12 dead")."""
    for k in range(start - 1, max(-1, start - 12), -1):
        if sentence.lower[k] in (";", ":"):
            return None
        if sentence.tags[k].startswith("VB") and sentence.lower[k] not in BE:
            had = sentence.lower[k] in ("had", "having") and found.link.trigger.start >= found.link.count.end
            drowned = found.link.trigger.forms and sentence.lower[k + 1 : found.link.count.start] == []
            return k if sentence.lower[k] in _CAUSING or (had and drowned) else None
    return None


_MEANWHILE = frozenset(["as", "when", "after", "while"])


def _searcher(found: Found, language: str) -> Span | None:
    """Return the force whose action those detained were detained in ("five men were held as police searched houses")."""
    sentence = found.sentence
    for phrase in sentence.phrases:
        after = phrase.start >= found.link.trigger.end and sentence.word(phrase.start - 1) in _MEANWHILE
        if after and side_of(named(sentence, phrase), language) is Side.UNIFORMED:
            return _stretch(sentence, phrase.start, phrase.end)
    return None


_BODIES = frozenset(["body", "bodies", "corpse", "corpses", "remains"])
"""Nouns of harm that tell the dead, not the deed."""


def _tells_how_they_died(found: Found) -> bool:
    """Tell whether a participle behind the dead says how they died ("the bodies of 11 men killed when troops fired")."""
    sentence = found.sentence
    return (
        sentence.lower[found.link.trigger.start] in _BODIES
        and sentence.tag(found.link.count.phrase.end) == "VBN"
    )


def _around(view: DocumentView, found: Found) -> Span | None:
    """Return the doer that other words of the sentence name: an assault's maker, or who attacked when it happened."""
    if found.link.harm is Harm.DETAINED and found.link.rule == "passive":
        return _searcher(found, view.language)
    if found.link.trigger.frame is Frame.ACT and not _tells_how_they_died(found):
        return responsible_in(found.sentence, view.language)
    return assailant_around(view, found)


def _from_account(view: DocumentView, found: Found) -> Span | None:
    """Return the doer of the account that the claim goes on, for violence without a doer of its own."""
    if (
        found.link.harm not in _VIOLENT
        or found.link.count.high == 0
        or scope_of(view, found) is Scope.CUMULATIVE
    ):
        return None
    if found.link.trigger.frame is Frame.ACT:
        of_bodies = found.sentence.lower[found.link.trigger.start] in _BODIES
        return who_did_it_to_them(view, found) if of_bodies else None
    if found.link.rule == "attribute":
        return None
    return owner_of_account(view, found)


def _is_victim(phrase: Phrase, found: Found) -> bool:
    """Tell whether a phrase is the very one harmed."""
    victim = found.link.count.phrase
    if found.link.count.kind is Kind.PERSON and found.sentence.lower[victim.head] in ("himself", "herself"):
        return False
    return phrase.start < victim.end and victim.start < phrase.end


def _is_other_victim(view: DocumentView, found: Found, phrase: Phrase) -> bool:
    """Tell whether a phrase is the object of another harm of the sentence ("killed a clerk and injured two")."""
    return any(
        other.link.trigger.start < phrase.start <= other.link.count.phrase.head < phrase.end
        for other in view.found_in(found.number)
        if other is not found
    )


def _whole(view: DocumentView, found: Found, phrase: Phrase) -> Span:
    """Return the span of a doer, of what a pronoun stands for, with a second doer joined by "and"."""
    sentence = found.sentence
    end = doer_end(sentence, phrase)
    following = sentence.starts.get(end + 1)
    joined = (
        sentence.word(end) == "and" and following is not None and can_act(sentence, following, view.language)
    )
    if joined and following is not None and not sentence.tag(following.end).startswith("VB"):
        end = following.end
    return _stretch(sentence, phrase.start, end)


def _stretch(sentence: Sentence, start: int, end: int) -> Span:
    """Return the span of tokens `start` to `end`."""
    return Span(sentence.tokens.starts[start], sentence.tokens.ends[end - 1])
