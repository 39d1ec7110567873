"""What the ledger's hashes are made from: canonical JSON, commitments, the Merkle tree and its proofs."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tollbook.errors import LedgerError
from tollbook.ledger.canonical import canonical_json, parsed
from tollbook.ledger.chaining import genesis, header, moment_of, timestamp
from tollbook.ledger.commitments import (
    commitments_of,
    content_digest,
    fields_digest,
    opened,
    seal,
    without,
)
from tollbook.ledger.merkle import (
    Frontier,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    leaf_hash,
    root_from_inclusion,
    root_of,
)
from tollbook.model.entry import EntryKind

EXACT = 2**53 - 1
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-EXACT, EXACT) | st.floats(-EXACT, EXACT) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
NAMES = st.text("abcdefghijklmnopqrstuvwxyz/0123456789_", min_size=1, max_size=12)
FIELDS = st.dictionaries(NAMES, VALUES, min_size=1, max_size=8)
LEAVES = st.integers(1, 70).map(lambda count: [leaf_hash(bytes([number])) for number in range(count)])


@given(VALUES)
def test_canonical_json_is_that_of_rfc_8785(value: Any) -> None:
    assert rfc8785.dumps(value) == canonical_json(value)


@given(VALUES)
def test_canonical_json_reads_back_as_the_same_value(value: Any) -> None:
    assert parsed(canonical_json(value)) == json.loads(json.dumps(value))


@pytest.mark.parametrize("loose", [b'{"b":1,"a":2}', b'{"a": 1}', b"1.0", b'"\\u0041"', b'{"a":1,"a":1}'])
def test_json_in_another_form_is_told(loose: bytes) -> None:
    with pytest.raises(ValueError, match=r"^the JSON is not in its canonical form$"):
        parsed(loose)


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), 2**53, 1e16, "\ud800", {1: 2}, {"a": b"bytes"}]
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(LedgerError, match=r"^Cannot record \w+ as canonical JSON: .* is expected\.$"):
        canonical_json(value)


@given(FIELDS, st.integers(0, 2**32))
def test_every_field_is_bound_and_can_be_erased_alone(fields: dict[str, Any], seed: int) -> None:
    sealed = seal(fields, random.Random(seed).randbytes)
    assert json.loads(json.dumps(fields)) == opened(sealed.body)
    assert content_digest(sealed.salts, sealed.body) == sealed.content
    assert fields_digest(commitments_of(sealed)) == sealed.fields
    gone = sorted(fields)[: 1 + seed % len(fields)]
    left = without(sealed, gone)
    assert commitments_of(left) == commitments_of(sealed)
    assert sorted(set(fields) - set(gone)) == sorted(opened(left.body))
    assert left == without(left, gone)


@given(FIELDS, st.integers(0, 2**32))
def test_equal_payloads_have_commitments_that_cannot_be_compared(fields: dict[str, Any], seed: int) -> None:
    chance = random.Random(seed)
    first, second = seal(fields, chance.randbytes), seal(fields, chance.randbytes)
    assert set(commitments_of(first).values()).isdisjoint(commitments_of(second).values())


def test_a_header_is_canonical_json() -> None:
    made = header(
        seq=7,
        kind="noted",
        at="2024-05-01T12:00:00.000001Z",
        content=b"\x01",
        fields=b"\x02",
        previous=b"\x03",
    )
    expected: dict[str, Any] = {
        "seq": 7, "kind": "noted", "at": "2024-05-01T12:00:00.000001Z", "content": "01", "fields": "02", "previous": "03",
    }  # fmt: skip
    assert rfc8785.dumps(expected) == made


@pytest.mark.parametrize(("kind", "at"), [('no"ted', "2024-05-01T12:00:00.000001Z"), ("noted", "yesterday")])
def test_a_header_takes_no_kind_or_time_of_another_form(kind: str, at: str) -> None:
    with pytest.raises(ValueError, match="is no kind and time of an entry"):
        header(seq=1, kind=kind, at=at, content=b"", fields=b"", previous=b"")


@given(st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.just(timezone(timedelta(hours=5)))))  # noqa: DTZ001
def test_a_moment_comes_back_from_its_time(moment: datetime) -> None:
    assert moment == moment_of(timestamp(moment))


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(
        ValueError, match="has no time zone; an entry needs a moment that is the same everywhere"
    ):
        timestamp(datetime(2024, 5, 1))  # noqa: DTZ001 - that is what is refused


def test_no_two_cases_begin_alike() -> None:
    assert genesis("kesh") != genesis("odra")
    assert len(EntryKind) == len(set(EntryKind))


# The tree. References: RFC 9162, section 2.1.5 has the tree of seven leaves whose proofs are spelt out there.


def test_the_tree_of_the_rfc_has_the_proofs_that_it_spells_out() -> None:
    d = [leaf_hash(bytes([number])) for number in range(7)]

    def node(left: bytes, right: bytes) -> bytes:
        return sha256(b"\x01" + left + right).digest()

    g, h, i = node(d[0], d[1]), node(d[2], d[3]), node(d[4], d[5])
    k, l_ = node(g, h), node(i, d[6])
    assert node(k, l_) == root_of(d)
    assert (d[1], h, l_) == inclusion_proof(0, d)
    assert (d[2], g, l_) == inclusion_proof(3, d)
    assert (d[5], d[6], k) == inclusion_proof(4, d)
    assert (i, k) == inclusion_proof(6, d)
    assert (d[2], d[3], g, l_) == consistency_proof(3, d)
    assert (l_,) == consistency_proof(4, d)
    assert (i, d[6], k) == consistency_proof(6, d)


def test_the_root_of_no_leaves_is_the_hash_of_nothing() -> None:
    assert sha256(b"").digest() == Frontier().root()


@given(LEAVES)
def test_a_frontier_that_was_kept_goes_on_as_if_it_had_not_been(leaves: list[bytes]) -> None:
    frontier = Frontier()
    for leaf in leaves:
        frontier = Frontier.from_bytes(frontier.size, frontier.to_bytes())
        frontier.append(leaf)
    assert (len(leaves), root_of(leaves)) == (frontier.size, frontier.root())


@pytest.mark.parametrize(("size", "data"), [(-1, b""), (3, b"x" * 32), (2, b"x" * 31)])
def test_bytes_that_are_no_frontier_are_refused(size: int, data: bytes) -> None:
    with pytest.raises(ValueError, match=f"^{len(data)} bytes are no frontier of {size} leaves$"):
        Frontier.from_bytes(size, data)


@given(LEAVES, st.data())
def test_a_proof_of_inclusion_leads_to_the_root_and_a_changed_one_does_not(
    leaves: list[bytes], data: st.DataObject
) -> None:
    index, root = data.draw(st.integers(0, len(leaves) - 1)), root_of(leaves)
    proof = list(inclusion_proof(index, leaves))
    assert root == root_from_inclusion(index, len(leaves), leaves[index], proof)
    assert root != root_from_inclusion(index, len(leaves), leaf_hash(b"another"), proof)
    for place in range(len(proof)):
        changed = [*proof[:place], leaf_hash(b"x"), *proof[place + 1 :]]
        assert root != root_from_inclusion(index, len(leaves), leaves[index], changed)
    assert root != root_from_inclusion(
        index, len(leaves), leaves[index], [*proof, proof[0] if proof else b""]
    )
    assert root_from_inclusion(len(leaves), len(leaves), leaves[index], proof) is None


@given(LEAVES, st.data())
def test_a_proof_of_consistency_holds_and_one_of_another_tree_does_not(
    leaves: list[bytes], data: st.DataObject
) -> None:
    first = data.draw(st.integers(1, len(leaves)))
    proof, earlier, later = consistency_proof(first, leaves), root_of(leaves[:first]), root_of(leaves)
    assert is_consistent(first, len(leaves), earlier, later, proof)
    other = root_of([*leaves[: first - 1], leaf_hash(b"another")])
    assert not is_consistent(first, len(leaves), other, later, proof)
    assert not is_consistent(first, len(leaves), earlier, other, proof)
    assert not is_consistent(first, len(leaves), earlier, later, [*proof, leaf_hash(b"more")])
    assert not is_consistent(0, len(leaves), earlier, later, proof)
