"""Who suffered it, where a verb tells the harm: its object, its subject, or whom a search is for."""

from __future__ import annotations

from dataclasses import replace

from tollbook.extract.arguments import BE, VerbGroup, subject_before, verb_group
from tollbook.extract.counts import count_of, states_none
from tollbook.extract.gates import Reality, reality
from tollbook.extract.link import Link
from tollbook.extract.linking import make_links
from tollbook.extract.objects import object_after
from tollbook.extract.people import kind_of
from tollbook.extract.person_words import people, plural_of
from tollbook.extract.phrases import Kind, Phrase
from tollbook.extract.sentence import Sentence
from tollbook.extract.triggers import Frame, Trigger
from tollbook.extract.verbs import Form
from tollbook.model import Harm


def victims_of_object(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the victims of a verb whose object they are: behind it, or before its passive."""
    i = trigger.start
    if sentence.tags[i] in ("NN", "NNS", "NNP") and not _verb_after_all(sentence, trigger):
        return []
    own = verb_group(sentence, i)
    group = shared_group(sentence, own, trigger)
    real = reality(sentence, group, language)
    after = _objects(sentence, trigger)
    if real is Reality.UNREAL or (real is Reality.DENIED and not states_none(after)):
        return []
    maybe = real is Reality.MAYBE
    counted = [phrase for phrase in after if count_of(sentence, phrase, language) is not None]
    inverted = inverted_subject(sentence, trigger)
    if inverted or (group.passive and Form.PARTICIPLE in trigger.forms and (own.passive or not counted)):
        subjects = inverted or subject_before(sentence, group)
        return make_links(sentence, trigger, subjects, "passive", language, maybe=maybe)
    if counted or (after and sentence.tags[after[0].head] == "PRP"):
        return make_links(sentence, trigger, after, "object", language, maybe=maybe)
    if _is_reduced(sentence, trigger, group) and not group.perfect and not after:
        return make_links(
            sentence, trigger, subject_before(sentence, group), "reduced", language, maybe=maybe
        )
    return []


def inverted_subject(sentence: Sentence, trigger: Trigger) -> list[Phrase]:
    """Return who stands behind "be" where the harm opens the sentence ("also wounded were three civilians"), or nobody.

    Args:
        sentence: the sentence.
        trigger: its words of harm.
    """
    opening = sentence.lower[: trigger.start]
    if Form.PARTICIPLE not in trigger.forms and sentence.tags[trigger.start] != "JJ":
        return []
    if sentence.word(trigger.end) not in BE or not _OPENING.issuperset(opening):
        return []
    return object_after(sentence, trigger.end)


_OPENING = frozenset(
    [
        "also",
        "still",
        "among",
        "those",
        "the",
        "and",
        "but",
        "seriously",
        "badly",
        "critically",
        '"',
        "-",
        "*",
    ]
)


def _is_reduced(sentence: Sentence, trigger: Trigger, group: VerbGroup) -> bool:
    """Tell whether a participle without auxiliary belongs to the phrase before it ("12 killed in Kesh")."""
    if Form.PARTICIPLE not in trigger.forms or not _follows_phrase(sentence, group.start):
        return False
    following = sentence.word(trigger.end)
    if trigger.harm is Harm.CASUALTIES or trigger.frame is Frame.OBJECT_OF_PEOPLE:
        return (
            following not in ("at", "into", "toward", "towards", "on", "from")
            or sentence.tags[trigger.start] == "VBN"
        )
    return True


def _follows_phrase(sentence: Sentence, k: int) -> bool:
    """Tell whether a participle at token `k` stands right behind a phrase, or behind it and a comma."""
    while k > 0 and sentence.ends.get(k) is None and sentence.tags[k - 1].startswith("RB"):
        k -= 1
    if sentence.ends.get(k) is not None:
        return True
    apart = sentence.word(k - 1) == "," and sentence.ends.get(k - 1) is not None
    return apart and sentence.tag(k + 1) in ("IN", "RB", "NNP", "TO")


_BEFORE_PARTICIPLE = frozenset("have has had was were been be being".split())
"""Auxiliaries after which a word of harm is a verb, whatever its tag."""


def _verb_after_all(sentence: Sentence, trigger: Trigger) -> bool:
    """Tell whether a word that was tagged a noun stands where a verb must ("have shot a man")."""
    i = trigger.start
    if " " in trigger.lemma or sentence.word(i - 1) in _BEFORE_PARTICIPLE:
        return True
    return i + 1 in sentence.starts and sentence.ends.get(i) is not None and Form.PAST in trigger.forms


def shared_group(sentence: Sentence, group: VerbGroup, trigger: Trigger) -> VerbGroup:
    """Return the group whose auxiliaries a coordinated verb shares ("were shot and killed")."""
    if group.start != group.verb or trigger.forms <= {Form.ING}:
        return group
    k = group.start - 1
    while k > 0 and sentence.tags[k].startswith("RB"):
        k -= 1
    if sentence.word(k) not in ("and", "or", ",", "but"):
        return group
    only_comma = sentence.word(k) == ","
    while k >= 0 and sentence.lower[k] in ("and", "or", ",", "but"):
        k -= 1
    if only_comma and sentence.tag(k) != sentence.tags[group.verb]:
        return group
    for j in range(k, max(-1, k - 9), -1):
        if sentence.tags[j] in ("VBN", "VBD", "VB", "VBG", "VBZ", "VBP") and sentence.lower[j] not in BE:
            if sentence.lower[j] in ("said", "says", "say"):
                return group
            return replace(verb_group(sentence, j), verb=group.verb)
        if sentence.lower[j] in (";", ".", "that"):
            break
    return group


def _objects(sentence: Sentence, trigger: Trigger) -> list[Phrase]:
    """Return the objects behind a verb, or behind a verb coordinated to it ("killed and wounded 12")."""
    found = object_after(sentence, trigger.end - 1)
    k = trigger.end
    if not found and trigger.lemma.endswith("to death") and sentence.lower[k : k + 2] == ["to", "death"]:
        return object_after(sentence, k + 1)
    if found or sentence.word(k) not in ("and", "or", ","):
        return found
    while sentence.word(k) in ("and", "or", ",", "also", "then", "seriously", "fatally"):
        k += 1
    past = ("VBN", "VBD")
    if sentence.word(k) in ("said", "says", "say", "told", "reported"):
        return []
    same = sentence.tag(k) == sentence.tags[trigger.start]
    if same or (sentence.tag(k) in past and sentence.tags[trigger.start] in past):
        return object_after(sentence, k)
    return []


_CAPTIVITY = frozenset(
    "hostage hostages captive captives kidnapped kidnappers kidnap abducted abductors captors"
    " ransom pirates bandits kidnapping kidnappings abduction".split()
)
_STATE_ACTORS = frozenset(
    "police policeman policemen authorities troops soldiers army forces military officials"
    " government navy court agents marines guards security officers coast customs gendarmes"
    " prosecutors investigators".split()
)
"""Whoever of these seizes people detains them; others abduct them. It is the same for all sides."""


def victims_of_seizing(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the victims of a verb that harms only when people are its object."""
    if trigger.lemma == "hold" and _has_room(sentence, trigger, language):
        return []
    found = victims_of_object(sentence, trigger, language)
    harm = _captors_harm(sentence, trigger)
    persons = [Kind.PERSON, Kind.PEOPLE, Kind.NAME]
    if any(quantity.start < trigger.start for quantity in sentence.quantities) and harm is not Harm.ABDUCTED:
        persons.append(Kind.NUMBER)
    return [replace(link, harm=harm) for link in found if link.count.kind in persons]


_ROOMS = frozenset(
    "camp camps prison prisons jail jails center centre hospital hall shelter stadium register list cell".split()
)


def _has_room(sentence: Sentence, trigger: Trigger, language: str) -> bool:
    """Tell whether it is a thing that holds people: a hall, a list ("shelters that hold 50 people")."""
    group = verb_group(sentence, trigger.start)
    if group.passive or trigger.end not in sentence.starts:
        return False
    subjects = subject_before(sentence, group)
    if not subjects:
        return False
    place = sentence.lower[subjects[-1].head] in _ROOMS
    return place or kind_of(sentence, subjects[-1], language) in (Kind.THING, Kind.UNKNOWN)


def _captors_harm(sentence: Sentence, trigger: Trigger) -> Harm:
    """Return whether people who were seized or held were detained or abducted, by the words around."""
    if trigger.harm is not Harm.DETAINED:
        return trigger.harm
    words = set(sentence.lower)
    if _CAPTIVITY & words:
        return Harm.ABDUCTED
    led_off = (
        trigger.lemma == "seize"
        or " " in trigger.lemma
        or bool(trigger.lemma == "hold" and _IRREGULARS & words)
    )
    return Harm.ABDUCTED if led_off and not (_STATE_ACTORS & words) else Harm.DETAINED


_IRREGULARS = frozenset(
    "rebels rebel militants insurgents guerrillas guerillas tribesmen gunmen militia militiamen"
    " fighters terrorists extremists".split()
)
"""Armed people who are no arm of a state, on whatever side: whom they hold is abducted."""


def victims_lost_as_kin(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the kin that somebody lost ("she lost her husband and two sons")."""
    kin = people(language).kin
    plurals = {plural_of(noun) for noun in kin} | {"children", "parents"}
    found = victims_of_object(sentence, trigger, language)
    return [link for link in found if sentence.lower[link.count.phrase.head] in kin | plurals | _OWN_MEN]


_OWN_MEN = frozenset(
    "soldiers fighters troops men guards officers policemen sailors airmen pilots peacekeepers comrades colleagues marines"
    " commandos insurgents rebels militants guerrillas militiamen gunmen policeman soldier fighter comrade colleague"
    " firefighters crewmen servicemen crew".split()
)
"""Those whose loss is their death, for an army, a crew or a service ("the brigade lost two soldiers")."""


_LOOKED_FOR = frozenset(
    "suspect suspects gunman gunmen attacker attackers assailant assailants bomber bombers fugitive"
    " fugitives kidnapper kidnappers killer killers culprit culprits robber robbers man men survivor"
    " survivors militant militants prisoner prisoners inmate inmates rebel rebels insurgent"
    " insurgents perpetrator perpetrators accomplice accomplices job jobs".split()
)
"""Those looked for because they are wanted, or to be found alive: that does not make them missing."""


def victims_sought(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return those whom a search is for ("the search for two drivers")."""
    found = make_links(sentence, trigger, object_after(sentence, trigger.end), "object", language)
    persons = (Kind.PERSON, Kind.PEOPLE)
    return [
        link
        for link in found
        if link.count.rule == "number"
        and link.count.kind in persons
        and sentence.lower[link.count.phrase.head] not in _LOOKED_FOR
    ]


def victims_as_subject(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the victims of a verb whose subject they are ("12 people died")."""
    if sentence.tags[trigger.start] in ("NN", "NNS") and " " not in trigger.lemma:
        return []
    group = shared_group(sentence, verb_group(sentence, trigger.start), trigger)
    real = reality(sentence, group, language)
    subjects = subject_before(sentence, group)
    denied = real is Reality.DENIED and trigger.lemma != "not survive" and not states_none(subjects[-1:])
    if real is Reality.UNREAL or denied:
        return []
    return make_links(sentence, trigger, subjects, "subject", language, maybe=real is Reality.MAYBE)
