"""Which claim of a new text is which of an old one, where the same source gave another text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from tollbook.model.claim import Claim

_AROUND = 40
"""Characters on each side that tell a count from others like it, where its sentence was cut otherwise."""

_ENOUGH = 12
"""Characters on one side that are no chance."""

Key = tuple[str, ...]


def moved(old: Mapping[str, Claim], old_text: str, new: Mapping[str, Claim], new_text: str) -> dict[str, str]:
    """Return pairs of ids: of an old claim, and of the new one that says the same.

    The same is: the same words for the count and the same harm in the same sentence, whatever
    the white space; where no sentence fits, the same words on both sides of the count; and where these do not
    fit, on one side, if no other claim has them. Of several that are alike, the first goes with the first.
    What fits nothing is left out.

    Args:
        old: claims by id, in the order of the old text.
        old_text: what their offsets point into.
        new: claims by id, in the order of the new text.
        new_text: what theirs point into.
    """
    pairs: dict[str, str] = {}
    for key_of, must_be_alone in (
        (_by_sentence, False),
        (_by_both_sides, False),
        (_by_after, True),
        (_by_before, True),
    ):
        taken = set(pairs.values())
        before = _alike({name: claim for name, claim in old.items() if name not in pairs}, old_text, key_of)
        now = _alike({name: claim for name, claim in new.items() if name not in taken}, new_text, key_of)
        for key, names in before.items():
            found = now.get(key, [])
            enough = len(names) == len(found) == 1 and len(key[-1]) >= _ENOUGH
            if enough or not must_be_alone:
                pairs |= dict(zip(names, found, strict=False))
    return pairs


def _alike(
    claims: Mapping[str, Claim], text: str, key_of: Callable[[Claim, str], Key]
) -> dict[Key, list[str]]:
    """Return the ids of claims by what is the same of them, in the order of the text."""
    found: defaultdict[Key, list[str]] = defaultdict(list)
    for name, claim in claims.items():
        found[key_of(claim, text)].append(name)
    return found


def _by_sentence(claim: Claim, text: str) -> Key:
    start, end = claim.sentence
    if not start <= claim.start < claim.end <= end:  # a reader that tells no sentences
        return _by_both_sides(claim, text)
    return (_plain(claim.count), str(claim.harm), _plain(text[start:end]))


def _by_both_sides(claim: Claim, text: str) -> Key:
    return (*_by_before(claim, text), *_by_after(claim, text))


def _by_before(claim: Claim, text: str) -> Key:
    before = _plain(text[max(0, claim.start - 2 * _AROUND) : claim.start])
    return (_plain(claim.count), str(claim.harm), before[-_AROUND:])


def _by_after(claim: Claim, text: str) -> Key:
    after = _plain(text[claim.end : claim.end + 2 * _AROUND])
    return (_plain(claim.count), str(claim.harm), after[:_AROUND])


def _plain(words: str) -> str:
    return " ".join(words.split())
