"""From a sentence to its counts and harms, construct by construct.

Each row is a sentence and the claims it makes, written `words = bounds harm`; an open bound is left out
("At least 12 = 12.. killed"), and a stated part of a larger count says so.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

Noted = Callable[[str], list[str]]


def rows(*cases: tuple[str, list[str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("text", "expected"), cases, ids=[text for text, _ in cases])


@rows(
    ("The blast killed 12 people.", ["12 = 12 killed"]),
    ("Shelling in Kesh injured at least 30 farmers.", ["at least 30 = 30.. injured"]),
    ("The flood displaced more than 8,300 people.", ["more than 8,300 = 8,301.. displaced"]),
    ("Gunmen kidnapped three engineers near Torv.", ["three = 3 abducted"]),
    ("Police arrested nine suspects on Tuesday.", ["nine = 9 detained"]),
    (
        "A landslide buried the road and killed between 15 and 20 miners.",
        ["between 15 and 20 = 15..20 killed"],
    ),
    ("The raid left up to 40 villagers dead.", ["up to 40 = ..40 killed"]),
    ("A fire wounded dozens of welders.", ["dozens = 24..99 injured"]),
)
def test_an_active_verb_takes_its_object(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@rows(
    ("Twelve people were killed in Kesh.", ["Twelve = 12 killed"]),
    ("At least 12 people have been killed and the mill is burning.", ["At least 12 = 12.. killed"]),
    ("Some 500 families, officials said, were evacuated.", []),
    ("Three nurses got killed on the bridge.", ["Three = 3 killed"]),
    ("Nine of the drivers were later arrested.", ["Nine = 9 detained"]),
    ("About 400 villagers were evacuated from Odra-Vel.", ["About 400 = 400 displaced"]),
    ("Five people were shot dead in Torv.", ["Five = 5 killed"]),
    ("In the market 14 people were wounded.", ["14 = 14 injured"]),
)
def test_a_passive_takes_its_subject(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@rows(
    ("Twelve people died in Kesh.", ["Twelve = 12 killed"]),
    ("More than 200 people have died of cholera.", ["More than 200 = 201.. killed"]),
    ("Over a million people fled Arvenia.", ["Over a million = 1,000,001.. displaced"]),
    ("Two soldiers and a girl perished.", ["Two = 2 killed", "a girl = 1 killed"]),
    ("Six sailors drowned off Cape Lorn.", ["Six = 6 killed"]),
)
def test_an_intransitive_verb_takes_its_subject(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@rows(
    ("The 12 people killed in Kesh were miners.", ["12 = 12 killed"]),
    ("Relatives of four students abducted in Torv met the mayor.", ["four = 4 abducted"]),
    ("The council honoured 30 firefighters wounded in the blaze.", ["30 = 30 injured"]),
    ("A nurse shot dead on Monday had worked in Kesh.", ["A nurse = 1 killed"]),
)
def test_a_reduced_passive_takes_the_phrase_before_it(
    harms_in: Noted, text: str, expected: list[str]
) -> None:
    assert expected == harms_in(text)


@rows(
    ("The 12 miners who died on Monday came from Kesh.", ["12 = 12 killed"]),
    ("He named two teachers who were killed by the shell.", ["two = 2 killed"]),
    ("The 40 families mourn 40 sons, all of whom were killed.", ["40 = 40 killed"]),
    ("Two men, who had hidden in a barn, were arrested.", ["Two = 2 detained"]),
    ("Three women who were visiting the market were killed.", ["Three = 3 killed"]),
)
def test_a_relative_clause_takes_what_it_hangs_on(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@rows(
    ("The shell killed two soldiers and a girl.", ["two = 2 killed", "a girl = 1 killed"]),
    (
        "Two soldiers, three nurses and a driver were killed.",
        ["Two = 2 killed", "three = 3 killed", "a driver = 1 killed"],
    ),
    ("The bomb wounded a priest as well as four children.", ["a priest = 1 injured", "four = 4 injured"]),
    ("The blast killed a man along with his two sons.", ["a man = 1 killed", "two = 2 killed"]),
)
def test_every_member_of_a_list_of_victims_counts(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@rows(
    ("The blast killed three and wounded seven.", ["three = 3 killed", "seven = 7 injured"]),
    ("Three people were killed and seven wounded.", ["Three = 3 killed", "seven = 7 injured"]),
    ("Three people were killed and seven were wounded in Kesh.", ["Three = 3 killed", "seven = 7 injured"]),
    ("Gunmen shot and killed two guards.", ["two = 2 killed"]),
    ("A man was shot and killed in Torv.", ["A man = 1 killed"]),
    (
        "The storm killed 12, injured 30 and left 400 homeless.",
        ["12 = 12 killed", "30 = 30 injured", "400 = 400 displaced"],
    ),
    ("The attack left 12 dead and 30 wounded.", ["12 = 12 killed", "30 = 30 injured"]),
    (
        "Four people died, two went missing and nine were hurt.",
        ["Four = 4 killed", "two = 2 missing", "nine = 9 injured"],
    ),
)
def test_each_of_several_harms_takes_its_own_count(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@rows(
    ("Three suspects fled but were arrested in Torv.", ["Three = 3 detained"]),
    ("The two drivers left the road and died.", ["two = 2 killed"]),
    ("A guard tried to flee and was shot dead.", ["A guard = 1 killed"]),
)
def test_a_verb_shares_the_subject_of_the_verb_before_it(
    harms_in: Noted, text: str, expected: list[str]
) -> None:
    assert expected == harms_in(text)


@rows(
    ("Ana Lom, a teacher, was killed in Kesh.", ["Ana Lom = 1 killed"]),
    ("Mayor Ana Lom was shot dead.", ["Mayor Ana Lom = 1 killed"]),
    ("Colonel Pavo Dren of the Northern Front was wounded.", ["Colonel Pavo Dren = 1 injured"]),
    ("The rebels killed Judge Ilo Marek.", ["Judge Ilo Marek = 1 killed"]),
    ("Their colleague, Ana Lom, was killed.", ["Ana Lom = 1 killed"]),
    ("Dr. Mira Oth, 47, died in the blast.", ["Dr. Mira Oth = 1 killed"]),
)
def test_a_named_victim_counts_as_one_by_name(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@rows(
    ("A policeman was killed.", ["A policeman = 1 killed"]),
    ("The driver of the lorry died.", ["The driver = 1 killed"]),
    ("Her brother was killed in Kesh.", ["Her brother = 1 killed"]),
    ("A 12-year-old was wounded.", ["A 12-year-old = 1 injured"]),
    ("A pregnant woman was among those killed.", ["A pregnant woman = 1 killed, part"]),
    ("The gunman killed a second Arvenian man.", ["a second Arvenian man = 1 killed"]),
    ("His parents were killed by the flood.", ["His parents = 2 killed"]),
    ("His twin sons were killed.", ["His twin sons = 2 killed"]),
    ("Her unborn child died.", ["Her unborn child = 1 killed"]),
    ("A 40-year-old and his son drowned.", ["A 40-year-old = 1 killed", "his son = 1 killed"]),
    ("The mother of two was killed.", ["The mother = 1 killed"]),
    ("Both drivers were killed.", ["Both = 2 killed"]),
    ("A couple were killed in their car.", ["A couple = 2 killed"]),
    ("A family of seven was killed in Odra-Vel.", ["seven = 7 killed"]),
    ("The trio were arrested at the border.", ["The trio = 3 detained"]),
)
def test_a_person_noun_states_its_number(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@rows(
    ("The bomber killed himself and ten others.", ["himself = 1 killed", "ten = 10 killed"]),
    ("She shot herself.", ["herself = 1 killed"]),
)
def test_an_attacker_killed_in_the_attack_counts(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@rows(
    ("A farmer said that he was beaten before Mayor Ana Lom arrived.", []),
    ("A journalist left home on Monday and gunmen killed him on Friday.", ["A journalist = 1 killed"]),
    ("The soldiers were killed.", []),
    ("They were killed in Kesh.", []),
)
def test_a_pronoun_counts_only_by_the_person_it_stands_for(
    harms_in: Noted, text: str, expected: list[str]
) -> None:
    assert expected == harms_in(text)


@rows(
    ("No one was hurt.", ["No one = 0 injured"]),
    ("No casualties were reported.", ["No = 0 casualties"]),
    ("There were no immediate reports of injuries.", ["no = 0 injured"]),
    ("Nobody was killed in the crash.", ["Nobody = 0 killed"]),
    ("None of the passengers was injured.", ["None = 0 injured"]),
)
def test_nobody_is_a_count_of_zero(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@rows(
    ("Twelve people, including four children, were killed.", ["Twelve = 12 killed", "four = 4 killed, part"]),
    ("Twelve people, two of them women, were killed.", ["Twelve = 12 killed", "two = 2 killed, part"]),
    ("Twelve people were killed, among them a priest.", ["Twelve = 12 killed", "a priest = 1 killed, part"]),
    (
        "Thirty people were injured, five of whom were nurses.",
        ["Thirty = 30 injured", "five = 5 injured, part"],
    ),
    ("Among those killed were two nuns.", ["two = 2 killed, part"]),
    ("The mayor was among those killed.", ["The mayor = 1 killed, part"]),
    ("Of those killed, eleven were children.", ["eleven = 11 killed, part"]),
)
def test_a_stated_part_of_a_count_is_marked(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@rows(
    ("The death toll rose to 43.", ["43 = 43 killed"]),
    ("The toll stands at more than 1,200.", ["more than 1,200 = 1,201.. killed"]),
    ("The latest attack brings the death toll to 94.", ["94 = 94 killed"]),
    ("The number of dead has reached 300.", ["300 = 300 killed"]),
    ("The death toll has since risen to 52.", ["52 = 52 killed"]),
)
def test_a_toll_takes_the_number_it_stands_at(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@rows(
    ("Killed: 12", ["12 = 12 killed"]),
    ("Injured: 31", ["31 = 31 injured"]),
    ("Number of missing - 3", ["3 = 3 missing"]),
    ("Dead: none", ["none = 0 killed"]),
)
def test_a_label_names_the_harm_of_its_number(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@rows(
    ("Twelve people were killed in Kesh and three in Torv.", ["Twelve = 12 killed", "three = 3 killed"]),
    (
        "Twelve were killed in Kesh, three in Torv and one in Odra-Vel.",
        ["Twelve = 12 killed", "three = 3 killed", "one = 1 killed"],
    ),
)
def test_a_count_without_a_verb_shares_the_one_before(
    harms_in: Noted, text: str, expected: list[str]
) -> None:
    assert expected == harms_in(text)


@rows(
    ("Police counted 12 deaths.", ["12 = 12 killed"]),
    ("The clinic counted 40 casualties.", ["40 = 40 casualties"]),
    ("The camp feeds 3,000 refugees.", ["3,000 = 3,000 displaced"]),
    ("The rebels hold 14 hostages.", ["14 = 14 abducted"]),
    ("Rescuers pulled nine bodies from the river.", ["nine = 9 killed"]),
    ("The blast claimed 12 lives.", ["12 = 12 killed"]),
)
def test_a_noun_that_counts_harms_takes_its_number(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@rows(
    ("The killing of two nuns shocked Kesh.", ["two = 2 killed"]),
    ("The murder of Ilo Marek remains unsolved.", ["Ilo Marek = 1 killed"]),
    ("Ana Lom's death was reported on Monday.", ["Ana Lom = 1 killed"]),
    ("The abduction of three pilots ended on Friday.", ["three = 3 abducted"]),
)
def test_a_noun_for_an_act_takes_whom_it_befell(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@rows(
    ("Gunmen gunned down two guards.", ["two = 2 killed"]),
    ("Nine people lost their lives.", ["Nine = 9 killed"]),
    ("Gunmen took two of the workers hostage.", ["two = 2 abducted"]),
    ("Twelve men remain in custody.", ["Twelve = 12 detained"]),
    ("Three of the climbers did not survive.", ["Three = 3 killed"]),
    ("She lost her husband and two sons in the flood.", ["her husband = 1 killed", "two = 2 killed"]),
    ("Five children burned to death in the dormitory.", ["Five = 5 killed"]),
    ("The search for two drivers went on.", ["two = 2 missing"]),
    ("A dozen people were trapped in the mine.", ["A dozen = 12 missing"]),
    ("Some 40 people remain unaccounted for.", ["Some 40 = 40 missing"]),
    ("Two nuns are feared dead.", ["Two = 2 killed"]),
)
def test_idioms_of_harm_take_their_victims(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@rows(
    ("Forty people were killed or wounded.", ["Forty = 40 casualties"]),
    ("Twelve people were killed or are missing.", ["Twelve = 12 casualties"]),
    ("At least 80 people are dead or missing.", ["At least 80 = 80.. casualties"]),
    ("Two men were shot outside a bank.", ["Two = 2 casualties"]),
    ("Two men were fatally shot.", ["Two = 2 killed"]),
)
def test_harms_not_told_apart_are_casualties(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "The shell could kill thousands.",
        "The group vowed to kill 100 soldiers.",
        "A bomb able to kill 50 people was found.",
        "If the dam breaks, 5,000 people will die.",
        "The army would not kill 12 prisoners.",
        "The strike will leave 3,000 people dead.",
        "In the drill 12 people were killed.",
    ],
)
def test_harm_that_did_not_happen_is_no_claim(harms_in: Noted, text: str) -> None:
    assert [] == harms_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thirty people die each day on the roads.",
        "The fever kills 400 people every year.",
        "Malaria kills 30 children an hour.",
    ],
)
def test_a_general_rate_is_no_claim(harms_in: Noted, text: str) -> None:
    assert [] == harms_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "The army shot down 12 aircraft.",
        "The fire destroyed 40 houses and killed the harvest.",
        "Kesh United killed off the match with two goals.",
        "The senate killed the bill by 51 votes to 49.",
        "The Dead Sea fell by 12 metres.",
        "A 6.2 quake hit Torv.",
        "The strike killed 40 cows.",
        "Civilians were killed.",
        "Many died.",
        "Casualties were reported.",
        "The war cost 12 million dollars.",
        "Some 12,000 troops crossed the Odra-Vel.",
        "The 43rd death was reported in Kesh.",
        "Ana Lom, 47, was elected.",
    ],
)
def test_what_is_no_number_of_people_harmed_is_no_claim(harms_in: Noted, text: str) -> None:
    assert [] == harms_in(text)


@rows(
    ("12 Killed in Kesh Blast", ["12 = 12 killed"]),
    ("Blast Kills 12, Wounds 30", ["12 = 12 killed", "30 = 30 injured"]),
    ("TWELVE PEOPLE WERE KILLED AND 30 WOUNDED IN KESH.", ["TWELVE = 12 killed", "30 = 30 injured"]),
    ("Bomb kills 12 in Kesh market", ["12 = 12 killed"]),
    ("FLOOD LEAVES 400 HOMELESS", ["400 = 400 displaced"]),
)
def test_headlines_and_capitals_read_the_same(harms_in: Noted, text: str, expected: list[str]) -> None:
    assert expected == harms_in(text)
