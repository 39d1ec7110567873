"""Articles, particles and titles of names: what is joined to its neighbour, and what is left out.

"Abu Kesh", "Abu-Kesh" and "Abukesh" are one part of a name, written by three clerks. The lists hold
grammar, not names; the same rules hold for every people.
"""

from __future__ import annotations

FATHER_OF = frozenset("ابو ابي ابا abu abou abo aboo бу абу אבו".split())
MOTHER_OF = frozenset("ام um umm oum omm ум умм".split())
KUNYA = FATHER_OF | MOTHER_OF
"""Words before the name of a child, by which a parent is called."""

SERVANT = frozenset("عبد abd abdul abdel abdal abdol abd'al абд абдул абдель עבד".split())
"""The first half of names such as Abd al-Rahman."""

ARTICLE = frozenset("ال al el ul ad as ash ath az at an ar ud ur us uz ed es ez er аль эль эд אל".split())
"""The Arabic article in the ways its l follows the next sound; only before another word is it one."""

LATIN_ARTICLE = frozenset("al el ul аль эль".split())
"""Those that are no syllable of anything else."""

SON_OF = frozenset(
    "بن ابن bin ben ibn ibni بنت bint bent ولد ould wuld wold walad oglu ogly ogli uly uulu kyzy qizi zada zadeh бин бен ибн бинт оглы кызы угли уулу בן בת bar bat".split()
)
"""Words between a name and that of the father: the chain says the same without them."""

GENITIVE_HEADS = frozenset(
    "دين الدين دين deen din eddin eddine uddin addin aldin aldeen الاسلام islam alislam الله allah ullah illah lah rahman rehman rahim aziz haq haqq hak latif karim qadir malik hamid majid wahab wahhab salam samad ghani ghafur jabbar jalil khaliq hakim halim".split()
)
"""Second halves of two-word names: "Nur al-Din". They belong to the word before them where an article joins the two."""

SECOND_HALVES = frozenset("الدين الله الاسلام ربه اللطيف النبي الرسول allah ullah eddin eddine uddin".split())
"""Second halves that are never a name of their own."""

NOBLE = frozenset(
    "de del della di da do dos das du la las los le les y e i van von vom zu zur der den ter ten dela delos af av dal dalla".split()
)
"""Prepositions and articles of Romance and Germanic family names; clerks keep or drop them."""

TITLES = frozenset(
    "haji hajj hadji hajji haj sheikh shaikh cheikh shaykh shekh sayyid sayed syed sayyed mullah mulla maulavi mawlawi maulana molvi mohtarma dr doctor prof professor eng engineer mr mrs ms miss sir dame lord lady gen general col colonel maj major capt captain lt sgt brig rev father sister imam ustad qari hafiz ayatollah الحاج حاج الحاجه الشيخ شيخ السيد سيد السيده سيده الدكتور دكتور د الشهيد الشهيده المرحوم المرحومه المهندس الاستاذ ملا مولوي حاجي доктор генерал полковник шейх".split()
)
"""Forms of address and rank; no part of who somebody is. A single word is never taken for one."""
