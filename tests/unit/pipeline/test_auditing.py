from __future__ import annotations

import pytest

from tollbook.errors import UsageError
from tollbook.model import Claim, Harm, Qualifier, Scope
from tollbook.model.evidence import CaseClaim, CaseDocument, CaseFacts
from tollbook.pipeline.auditing import audit, exchange_of, exchanged, parsed_swap
from tollbook.pipeline.reconciling import CaseInput

TEXT = "The North said that the South had fired. 12 people died in Northton, the North said."


def case(text: str = TEXT) -> CaseInput:
    start = text.index("12")
    claim = Claim(
        start=start,
        end=start + 2,
        count="12",
        low=12,
        high=12,
        qualifier=Qualifier.EXACT,
        harm=Harm.KILLED,
        scope=Scope.INCIDENT,
        claimant="the North",
        by="the South",
    )
    document = CaseDocument(id="D1", publisher="Radio", text=text)
    facts = CaseFacts(id="case", parties=("the North", "the South"))
    return CaseInput(
        facts=facts, documents=(document,), claims=(CaseClaim(id="C", document="D1", claim=claim),)
    )


def test_names_are_exchanged_as_whole_words_and_claims_stay_on_their_words() -> None:
    turned = exchanged(case(), exchange_of([("North", "Far South-West"), ("South", "East")]))
    text = turned.documents[0].text
    claim = turned.claims[0].claim
    assert "The Far South-West said that the East had fired. 12 people died in Northton" in text
    assert "12" == text[claim.start : claim.end]
    assert ("the Far South-West", "the East") == (claim.claimant, claim.by)
    assert ("the Far South-West", "the East") == turned.facts.parties


def test_a_case_that_treats_both_alike_has_no_differences() -> None:
    assert [] == audit(case(), [("North", "South")])


def test_a_difference_says_where_it_stands_and_what_it_is() -> None:
    """A name that is exchanged only in part is treated otherwise, and the audit shows it."""
    found = audit(
        case(TEXT.replace("Northton", "North Hill, South Vale")),
        [("North Hill", "Kesh"), ("the North", "a man")],
    )
    assert {"as it is", "exchanged"} == {each.only for each in found}
    assert {"claims", "lines", "figures"} & {each.part for each in found}


@pytest.mark.parametrize("words", ["North", "=South", "North=", "North=North"])
def test_what_is_no_pair_of_names_is_refused(words: str) -> None:
    with pytest.raises(UsageError) as caught:
        parsed_swap([words])
    assert (
        f'Cannot exchange {words!r}: two different names were expected, as in --swap "North=South".'
        == str(caught.value)
    )


def test_pairs_are_parsed_without_the_blanks_around_them() -> None:
    assert [("North", "South"), ("A B", "C")] == parsed_swap(["North = South", "A B=C"])
