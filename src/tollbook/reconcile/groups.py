"""Who is counted: a term of the field, a party's armed forces, or the document's own words.

The words that a party has for people are kept as they are; only words that name an age, an
office or membership of an armed force are turned into the field's terms.
"""

from __future__ import annotations

import re

from tollbook.model.reconciliation import ALL
from tollbook.model.vocabulary import Harm
from tollbook.reconcile.entries import Entry
from tollbook.reconcile.lexicon import lexicon, says, words_of
from tollbook.reconcile.names import NameBook, name_words

FOUND_MISSING = "found after missing"
ARMED = "armed_forces"

_WORD = re.compile(r"[^\W\d_]+")
_LISTS = re.compile(
    r"\b((?:two|three|four|five|all|both) (?:lists|registers|sources|books|rolls)),? (?:taken )?(?:together|combined)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:toll|total|number of (?:the )?(?:dead|deaths|people killed))\b",
    re.IGNORECASE,
)
_UNDER_AGE = re.compile(r"\bunder (?:18|eighteen|the age of (?:18|eighteen))\b", re.IGNORECASE)


def group_of(entry: Entry, names: NameBook) -> str:
    """Return who a claim counts."""
    claim = entry.claim
    victims = claim.victims or ""
    if claim.harm is Harm.KILLED and _found_after_missing(entry, victims):
        return FOUND_MISSING
    together = _LISTS.search(entry.sentence) if _may_add_lists(entry.sentence) else None
    if together:
        return f"in {together[1].lower()} together"
    forces = _own_forces(entry, victims, names)
    if forces:
        return forces
    return _by_words(victims or _told_after(entry), names)


def _may_add_lists(sentence: str) -> bool:
    return "together" in sentence or "combined" in sentence


_WERE = re.compile(
    r"\b(?:were|are|was|is) (?:all )?((?:children|women|girls|boys|under (?:18|eighteen)|nurses|doctors|aid workers|medical staff|journalists)\b[^.,;]*)"
)


def _told_after(entry: Entry) -> str:
    """Return who a part of the harmed were, as the words after the count say: "seven of the dead were under 18"."""
    if not entry.part:
        return ""
    start = entry.claim.end - entry.view.sentence_start(entry.number)
    match = _WERE.search(entry.sentence, max(start, 0))
    return match[1] if match else ""


def _found_after_missing(entry: Entry, victims: str) -> bool:
    """Return whether the count is of those missing people who were found dead, and not of all the dead."""
    if not entry.says("found_missing"):
        return False
    return entry.part or "missing" in victims or not _TOTAL.search(entry.sentence)


def _own_forces(entry: Entry, victims: str, names: NameBook) -> str | None:
    """Return the forces of whoever tells of its own losses, or whose name is given as that of the harmed."""
    words = set(_WORD.findall(victims.lower()))
    armed = bool(words & words_of("groups", ARMED))
    party = names.party(victims)
    if not victims and (told := _forces_before(entry, names)) is not None:
        return f"{ARMED} of {told}"
    if party is not None and (armed or name_words(party) == name_words(victims) or "itself" in words):
        return f"{ARMED} of {party}"
    speaker = names.party(entry.root)
    if speaker is None or party is not None:
        return None
    if armed and words & words_of("names", "first_person"):
        return f"{ARMED} of {speaker}"
    generic = not words - words_of("groups_generic", "words")
    losses = says("own_losses", _clause(entry))
    return (
        f"{ARMED} of {speaker}" if losses and (armed or generic) and not claim_is_of_others(entry) else None
    )


_FORCES_OF = re.compile(r"\b(?:forces|troops|fighters|soldiers|units) of (?:the )?$", re.IGNORECASE)
_SUFFERED = re.compile(r"^ (?:lost|suffered)\b", re.IGNORECASE)
_HAD = re.compile(r"^(?: itself)? (?:had|lost|suffered)\b", re.IGNORECASE)


def _forces_before(entry: Entry, names: NameBook) -> str | None:
    """Return the party of which the words before the count say that its forces had so many harmed."""
    start = entry.claim.start - entry.view.sentence_start(entry.number)
    before = entry.sentence[: max(start, 0)]
    for place, party in reversed(names.parties_in(before)):
        after = before[place + len(re.sub(r"^(?:the|a|an)\s+", "", party, flags=re.IGNORECASE)) :]
        plain = _FORCES_OF.search(before[:place]) or " itself" in after[:8] or _SUFFERED.match(after)
        if _HAD.match(after) and plain:
            return party
    return None


def claim_is_of_others(entry: Entry) -> bool:
    """Return whether the claim names the speaker itself as having done it."""
    return entry.claim.by is not None


def _clause(entry: Entry) -> str:
    """Return the words of the sentence up to the count and shortly after, where "its own losses" would stand."""
    start = entry.claim.start - entry.view.sentence_start(entry.number)
    return entry.sentence[: max(start, 0) + 40]


def _by_words(victims: str, names: NameBook) -> str:
    """Return a term of the field where the words name one, `all` where they tell nothing, else the words."""
    words = set(_WORD.findall(victims.lower()))
    if not words - words_of("groups_generic", "words"):
        return ALL
    return _term(words, victims) or _forces(words, victims, names) or _kept(victims)


def _term(words: set[str], victims: str) -> str | None:
    if _UNDER_AGE.search(victims):
        return "children"
    if words & words_of("groups", "children") and words & words_of("groups", "women"):
        return "women and children"
    terms = (
        "children",
        "women",
        "health",
        "journalist",
        "civil_defence",
        "education",
        "humanitarian",
        "civilian",
    )
    armed = bool(words & words_of("groups", ARMED))
    fitting = (term for term in terms if words & words_of("groups", term))
    return next((term for term in fitting if not (armed and term == "humanitarian")), None)


def _forces(words: set[str], victims: str, names: NameBook) -> str | None:
    party = names.party(victims)
    return f"{ARMED} of {party}" if party is not None and words & words_of("groups", ARMED) else None


def _kept(victims: str) -> str:
    """Return the document's words without their small beginning."""
    dull = words_of("names", "stop") | {
        "some",
        "all",
        "other",
        "others",
        "about",
        "own",
    }
    kept = victims.split()
    while len(kept) > 1 and kept[0].lower() in dull:
        kept = kept[1:]
    return " ".join(kept).strip(" ,;:")


def named_terms() -> frozenset[str]:
    """Return the groups that are terms of the field and always parts of a whole."""
    return frozenset(lexicon("groups")) | {"women and children"}
