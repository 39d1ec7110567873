"""Who suffered it, for each way in which a word of harm takes its victims."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tollbook.extract.arguments import (
    BE,
    GET,
    after_modifiers,
    climb_of,
    coordinated_before,
    object_after,
    subject_before,
    verb_group,
)
from tollbook.extract.counts import Count, count_of
from tollbook.extract.gates import Reality, reality
from tollbook.extract.kinds import measures_something_else
from tollbook.extract.link import Link, make_links
from tollbook.extract.people import Kind, people, plural_of
from tollbook.extract.triggers import Frame, Trigger
from tollbook.extract.verbs import Form
from tollbook.model import Harm, Qualifier

if TYPE_CHECKING:
    from collections.abc import Callable

    from tollbook.extract.arguments import VerbGroup
    from tollbook.extract.phrases import Phrase
    from tollbook.extract.sentence import Sentence


def _object(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the victims of a verb whose object they are: behind it, or before its passive."""
    i = trigger.start
    if sentence.tags[i] in ("NN", "NNS", "NNP") and not _verb_after_all(sentence, trigger):
        return []
    own = verb_group(sentence, i)
    group = shared_group(sentence, own, trigger)
    real = reality(sentence, group, language)
    after = _objects(sentence, trigger)
    if real is Reality.UNREAL or (real is Reality.DENIED and not _states_none(after)):
        return []
    maybe = real is Reality.MAYBE
    counted = [phrase for phrase in after if count_of(sentence, phrase, language) is not None]
    if group.passive and Form.PARTICIPLE in trigger.forms and (own.passive or not counted):
        return make_links(sentence, trigger, subject_before(sentence, group), "passive", language, maybe=maybe)
    if counted or (after and sentence.tags[after[0].head] == "PRP"):
        return make_links(sentence, trigger, after, "object", language, maybe=maybe)
    if _is_reduced(sentence, trigger, group) and not group.perfect and not after:
        return make_links(sentence, trigger, subject_before(sentence, group), "reduced", language, maybe=maybe)
    return []


def _states_none(phrases: list[Phrase]) -> bool:
    """Tell whether the first phrase states that there was no one."""
    return bool(phrases) and phrases[0].quantity is not None and phrases[0].quantity.high == 0


def _is_reduced(sentence: Sentence, trigger: Trigger, group: VerbGroup) -> bool:
    """Tell whether a participle without auxiliary belongs to the phrase before it ("12 people killed in Kesh")."""
    if Form.PARTICIPLE not in trigger.forms or not _follows_phrase(sentence, group.start):
        return False
    following = sentence.word(trigger.end)
    if trigger.harm is Harm.CASUALTIES or trigger.frame is Frame.OBJECT_OF_PEOPLE:
        return following not in ("at", "into", "toward", "towards", "on", "from") or sentence.tags[trigger.start] == "VBN"
    return True


def _follows_phrase(sentence: Sentence, k: int) -> bool:
    """Tell whether a participle at token `k` stands right behind a phrase, or behind it and a comma."""
    while k > 0 and sentence.ends.get(k) is None and sentence.tags[k - 1].startswith("RB"):
        k -= 1
    if sentence.ends.get(k) is not None:
        return True
    apart = sentence.word(k - 1) == "," and sentence.ends.get(k - 1) is not None
    return apart and sentence.tag(k + 1) in ("IN", "RB", "NNP", "TO")


def _verb_after_all(sentence: Sentence, trigger: Trigger) -> bool:
    """Tell whether a word that was tagged a noun stands where a verb must ("have shot a man")."""
    i = trigger.start
    if " " in trigger.lemma or sentence.word(i - 1) in ("have", "has", "had", "was", "were", "been", "be", "being"):
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
    same = sentence.tag(k) == sentence.tags[trigger.start]
    if same or (sentence.tag(k) in past and sentence.tags[trigger.start] in past):
        return object_after(sentence, k)
    return []


_CAPTIVITY = frozenset(
    "hostage hostages captive captives kidnapped kidnappers kidnap abducted abductors captors ransom pirates bandits"
    " kidnapping kidnappings abduction".split()
)
_STATE_ACTORS = frozenset(
    "police policeman policemen authorities troops soldiers army forces military officials government navy court agents"
    " marines guards security officers coast customs gendarmes prosecutors investigators".split()
)
"""Whoever of these seizes people detains them; others who seize people abduct them. It is the same for all sides."""


def _object_of_people(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the victims of a verb that harms only when people are its object."""
    found = _object(sentence, trigger, language)
    harm = _captors_harm(sentence, trigger)
    persons = [Kind.PERSON, Kind.PEOPLE, Kind.NAME]
    if any(quantity.start < trigger.start for quantity in sentence.quantities) and harm is not Harm.ABDUCTED:
        persons.append(Kind.NUMBER)
    return [replace(link, harm=harm) for link in found if link.count.kind in persons]


def _captors_harm(sentence: Sentence, trigger: Trigger) -> Harm:
    """Return whether people who were seized or held were detained or abducted, by the words around."""
    if trigger.harm is not Harm.DETAINED:
        return trigger.harm
    words = set(sentence.lower)
    if _CAPTIVITY & words:
        return Harm.ABDUCTED
    led_off = trigger.lemma == "seize" or " " in trigger.lemma or bool(trigger.lemma == "hold" and _IRREGULARS & words)
    return Harm.ABDUCTED if led_off and not (_STATE_ACTORS & words) else Harm.DETAINED


_IRREGULARS = frozenset(
    "rebels rebel militants insurgents guerrillas guerillas tribesmen gunmen militia militiamen fighters terrorists extremists".split()
)
"""Armed people who are no arm of a state, on whatever side: whom they hold is abducted."""


def _object_of_kin(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the kin that somebody lost ("she lost her husband and two sons")."""
    kin = people(language).kin
    plurals = {plural_of(noun) for noun in kin} | {"children", "parents"}
    found = _object(sentence, trigger, language)
    return [link for link in found if sentence.lower[link.count.phrase.head] in kin | plurals]


_LOOKED_FOR = frozenset(
    "suspect suspects gunman gunmen attacker attackers assailant assailants bomber bombers fugitive fugitives kidnapper"
    " kidnappers killer killers culprit culprits robber robbers man men survivor survivors militant militants prisoner prisoners"
    " inmate inmates rebel rebels insurgent insurgents perpetrator perpetrators accomplice accomplices job jobs".split()
)
"""Those looked for because they are wanted, or to be found alive: that does not make them missing."""


def _sought(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return those whom a search is for ("the search for two drivers")."""
    found = make_links(sentence, trigger, object_after(sentence, trigger.end), "object", language)
    persons = (Kind.PERSON, Kind.PEOPLE)
    return [
        link
        for link in found
        if link.count.rule == "number" and link.count.kind in persons and sentence.lower[link.count.phrase.head] not in _LOOKED_FOR
    ]


def _subject(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the victims of a verb whose subject they are ("12 people died")."""
    if sentence.tags[trigger.start] in ("NN", "NNS") and " " not in trigger.lemma:
        return []
    group = shared_group(sentence, verb_group(sentence, trigger.start), trigger)
    real = reality(sentence, group, language)
    subjects = subject_before(sentence, group)
    denied = real is Reality.DENIED and trigger.lemma != "not survive" and not _states_none(subjects[-1:])
    if real is Reality.UNREAL or denied:
        return []
    return make_links(sentence, trigger, subjects, "subject", language, maybe=real is Reality.MAYBE)


_LINKING = (
    BE
    | GET
    | frozenset(
        "remain remains remained left found feared presumed believed reported lay lies listed confirmed declared pronounced"
        " go goes went gone going still fell became become held taken made rendered turned shot seriously badly critically"
        " slightly".split()
    )
)
_STATES = frozenset(["dead", "injured", "wounded", "missing", "homeless", "hurt", "killed", "displaced", "trapped"])


def _adjective(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the people called dead, wounded, missing: before, around or behind the word."""
    i = trigger.start
    around = sentence.phrase_over(i)
    if around is not None and around.head > i:
        return make_links(sentence, trigger, [around], "attribute", language)
    if around is not None and around.quantity is not None and around.end == i + 1:
        if _left_so(sentence, around, language) is Reality.UNREAL:
            return []
        return make_links(sentence, trigger, [around], "number", language)
    shot_dead = object_after(sentence, i) if trigger.lemma == "dead" and sentence.word(i - 1) in _SHOT else []
    if shot_dead:
        return make_links(sentence, trigger, shot_dead, "object", language)
    k = _before_adverbs(sentence, i)
    before = sentence.ends.get(k) or (sentence.ends.get(k + 1) if k < i and sentence.lower[k] in _STATES else None)
    if before is not None:
        return _small_clause(sentence, trigger, before, language)
    if sentence.word(k - 1) not in _LINKING:
        return []
    group = verb_group(sentence, k if sentence.lower[k - 1] in BE else k - 1)
    if reality(sentence, group, language) in (Reality.UNREAL, Reality.DENIED):
        return []
    return make_links(sentence, trigger, subject_before(sentence, group), "predicate", language)


_SHOT = frozenset(["shot", "shoot", "shooting", "stabbed", "gunned", "left", "leaving", "beaten", "struck"])


def _before_adverbs(sentence: Sentence, i: int) -> int:
    """Return the token at which the adverbs and other states before the adjective at `i` begin ("dead or seriously hurt")."""
    k = i
    while k > 0 and sentence.ends.get(k) is None:
        joined = sentence.lower[k - 1] in ("and", "or") and sentence.word(k - 2) in _STATES
        if sentence.tags[k - 1].startswith("RB"):
            k -= 1
        elif joined:
            k -= 2
        else:
            break
    return k


def _small_clause(sentence: Sentence, trigger: Trigger, before: Phrase, language: str) -> list[Link]:
    """Return the people right before the word ("left 23 people dead", "12 dead")."""
    if object_after(sentence, trigger.end - 1) and trigger.lemma not in ("dead", "missing", "homeless"):
        return []
    before = climb_of(sentence, before)
    if sentence.lower[before.head] in ("number", "toll", "count", "total"):
        return []
    phrases = [
        phrase
        for phrase in coordinated_before(sentence, before, of_object=True)
        if sentence.word(phrase.end) not in _STATES and sentence.lower[phrase.end - 1] not in _STATES
    ]
    first = phrases[0] if phrases else before
    real = _left_so(sentence, first, language)
    if real is Reality.UNREAL:
        return []
    return make_links(sentence, trigger, [*phrases, before], "small", language, maybe=real is Reality.MAYBE)


_LEAVING = frozenset("leave leaves left leaving cause causes caused causing claim claims claimed bring brings create".split())
"""Verbs whose mood decides whether the dead behind them are dead ("will leave 3,000 dead")."""


def _left_so(sentence: Sentence, phrase: Phrase, language: str) -> Reality:
    """Return what the verb right before a phrase says of its state ("will leave 3,000 dead", "left 12 dead")."""
    k = phrase.start - 1
    if sentence.word(k) not in _LEAVING:
        return Reality.HAPPENED
    return reality(sentence, verb_group(sentence, k), language)


def _state(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the people said to be in a state ("12 remain in custody")."""
    k = trigger.start
    if sentence.word(k - 1) not in _LINKING and sentence.tag(k - 1) not in ("VBP", "VBD", "VBN"):
        return []
    return _adjective(sentence, trigger, language)


def _unit(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the number before a noun that counts harms ("12 deaths", "no casualties")."""
    i = trigger.start
    phrase = sentence.phrase_over(i)
    if phrase is not None and phrase.quantity is None and sentence.word(phrase.start - 1) == "of":
        phrase = sentence.ends.get(phrase.start - 1)
        if phrase is not None and sentence.lower[phrase.head] in ("report", "reports") and _states_none([phrase]):
            return [Link(count=_none_reported(phrase), harm=trigger.harm, trigger=trigger, rule="unit", maybe=True)]
    if phrase is None or phrase.quantity is None or (phrase.head != i and phrase.start < i < phrase.head):
        phrase = _shared_number(sentence, i)
    if phrase is None or _no_longer_so(sentence, phrase) or _left_so(sentence, phrase, language) is Reality.UNREAL:
        return []
    count = _of_units(sentence, phrase) if phrase.head == i else count_of(sentence, phrase, language)
    if count is None or count.rule not in ("number", "none"):
        return []
    return [Link(count=count, harm=trigger.harm, trigger=trigger, rule="unit")]


def _of_units(sentence: Sentence, phrase: Phrase) -> Count | None:
    """Return the count of a phrase whose head counts harms itself ("12 deaths")."""
    quantity = phrase.quantity
    if quantity is None or measures_something_else(sentence.tokens, quantity) is not None:
        return None
    return Count(
        start=quantity.start,
        end=quantity.end,
        low=quantity.low,
        high=quantity.high,
        qualifier=quantity.qualifier,
        phrase=phrase,
        kind=Kind.NUMBER,
        rule="none" if quantity.high == 0 else "number",
    )


def _no_longer_so(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a phrase names those who once were something ("12 former hostages")."""
    return bool({"former", "ex", "freed", "released", "escaped"} & set(sentence.lower[phrase.start : phrase.end]))


def _none_reported(phrase: Phrase) -> Count:
    """Return the count of "no reports of casualties": nobody, on the word "no"."""
    return Count(
        start=phrase.start,
        end=phrase.start + 1,
        low=0,
        high=0,
        qualifier=Qualifier.EXACT,
        phrase=phrase,
        kind=Kind.NUMBER,
        rule="none",
    )


def _shared_number(sentence: Sentence, i: int) -> Phrase | None:
    """Return the phrase whose number a coordinated noun shares ("no deaths or injuries")."""
    k = i
    while k > 0 and sentence.tags[k - 1] in ("JJ", "NN", "RB"):
        k -= 1
    if sentence.word(k - 1) not in ("or", "and", "nor"):
        return None
    phrase = sentence.ends.get(k - 1)
    return phrase if phrase is not None and _states_none([phrase]) else None


def _act(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return those who follow "of" or stand before "'s" at a noun of harm ("the killing of two nuns")."""
    i = trigger.start
    phrase = sentence.phrase_over(i)
    at_head = phrase is not None and phrase.head == i
    if phrase is not None and at_head and phrase.possessor is not None:
        return make_links(sentence, trigger, [phrase.possessor], "possessor", language)
    if phrase is not None and at_head and trigger.lemma in ("body", "corpse") and sentence.tags[phrase.start] == "PRP$":
        return [_one_body(phrase, trigger)] if _is_dead_body(sentence, i) else []
    if sentence.word(i + 1) != "of":
        return []
    return make_links(sentence, trigger, object_after(sentence, i + 1), "of", language)


_FOUND = frozenset("found recovered discovered retrieved pulled dumped buried washed identified exhumed returned lay lying".split())


def _is_dead_body(sentence: Sentence, i: int) -> bool:
    """Tell whether a body is a dead one, by what became of it."""
    return sentence.lower[i] in ("body", "corpse") and bool(_FOUND & set(sentence.lower))


def _one_body(phrase: Phrase, trigger: Trigger) -> Link:
    """Return the claim of one death that "his body" makes."""
    count = Count(
        start=phrase.start,
        end=phrase.end,
        low=1,
        high=1,
        qualifier=Qualifier.EXACT,
        phrase=phrase,
        kind=Kind.PERSON,
        rule="one",
    )
    return Link(count=count, harm=trigger.harm, trigger=trigger, rule="possessor")


_TOLL_VERBS = frozenset(
    "is are was were be been stands stand stood reached reach reaches reaching rose rise rises risen rising climbed climb"
    " climbs climbing jumped jumps soared surged grew grown grows increased increases increasing went gone topped tops passed"
    " passes exceeded exceeds surpassed hit hits at to of now totaled totalled totals over above put puts remained remains"
    " revised brought brings bringing raised raising raises pushed pushing pushes - -- \u2013 \u2014 : , has have had had"
    " crossed crosses from (".split()
)
_FURTHEST_NUMBER = 30
_FURTHEST_OF_PLURAL = 6
"""How many tokens may stand between a toll, or a plural like "deaths", and the number it reaches."""
_STOPS = frozenset([";", "."])
_STOPS_OF_PLURALS = frozenset([";", ".", "and", "which", "who", "that", "but"])
_NOT_YET = frozenset("will would could may might should can expected likely fear fears feared predicted".split())


def _toll(sentence: Sentence, trigger: Trigger, language: str) -> list[Link]:
    """Return the number that a toll stands at, or is brought to."""
    j = trigger.end
    reach = _FURTHEST_OF_PLURAL if trigger.end == trigger.start + 1 and trigger.lemma.endswith("s") else _FURTHEST_NUMBER
    limit = min(len(sentence), j + reach)
    stops = _STOPS_OF_PLURALS if reach == _FURTHEST_OF_PLURAL else _STOPS
    while j < limit and sentence.lower[j] not in stops and sentence.lower[j] not in _NOT_YET:
        phrase = sentence.starts.get(j)
        if phrase is None or phrase.quantity is None:
            j += 1
            continue
        count = count_of(sentence, phrase, language)
        if count is not None and _leads(sentence, j, trigger.end) and not _older(sentence, j, phrase):
            return [Link(count=count, harm=trigger.harm, trigger=trigger, rule="toll")]
        j = phrase.end
    return []


def _leads(sentence: Sentence, j: int, end: int) -> bool:
    """Tell whether the word before a number lets a toll reach it."""
    return j == end or sentence.word(j - 1) in _TOLL_VERBS or sentence.tag(j - 1) in ("RB", "VBN", "VBD", "VBZ")


def _older(sentence: Sentence, j: int, phrase: Phrase) -> bool:
    """Tell whether the number is the one a toll rose from, or the step it rose by ("from 40", "by 12 to 52")."""
    return sentence.word(j - 1) == "from" or (sentence.word(j - 1) == "by" and sentence.word(phrase.end) == "to")


def among_links(sentence: Sentence, named: list[Trigger], language: str) -> list[Link]:
    """Return those said to be among people harmed ("the mayor was among those killed", "among the dead were two nuns").

    Args:
        sentence: the sentence.
        named: its words of harm.
        language: whose words to use.
    """
    result: list[Link] = []
    for k, word in enumerate(sentence.lower):
        if word not in ("among", "amongst"):
            continue
        near = [trigger for trigger in named if k < trigger.start <= k + 8]
        if near:
            phrases = _among_phrases(sentence, k, near[0])
            made = make_links(sentence, near[0], phrases, "part", language)
            result.extend(replace(link, part_of=True) for link in made)
    return result


def _among_phrases(sentence: Sentence, k: int, trigger: Trigger) -> list[Phrase]:
    """Return the phrases that a group of people harmed is said to hold, on either side of "be"."""
    if sentence.word(k - 1) in BE:
        return subject_before(sentence, verb_group(sentence, k))
    named = sentence.ends.get(k)
    if named is not None and named.quantity is not None and sentence.word(named.start - 2) == "there":
        return [named]
    j = trigger.end
    while j < len(sentence) and sentence.lower[j] not in BE:
        if sentence.lower[j] in (".", ";") or j > trigger.end + 8:
            return []
        j += 1
    while j + 1 < len(sentence) and sentence.lower[j + 1] in ("also", "reportedly"):
        j += 1
    return object_after(sentence, j) if j < len(sentence) else []


TAKERS: dict[Frame, Callable[[Sentence, Trigger, str], list[Link]]] = {
    Frame.OBJECT: _object,
    Frame.OBJECT_OF_PEOPLE: _object_of_people,
    Frame.SUBJECT: _subject,
    Frame.ADJECTIVE: _adjective,
    Frame.UNIT: _unit,
    Frame.ACT: _act,
    Frame.TOLL: _toll,
    Frame.STATE: _state,
    Frame.SOUGHT: _sought,
    Frame.OBJECT_OF_KIN: _object_of_kin,
}
"""For each frame, the function that finds the victims."""
