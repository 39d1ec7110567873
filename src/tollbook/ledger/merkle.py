"""A Merkle tree over the entries, as RFC 9162 lays it down, with proofs of inclusion and of consistency.

References:
    RFC 9162 (2021), Certificate Transparency Version 2.0, sections 2.1.1 to 2.1.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The roots of the whole subtrees that the leaves so far make up, largest first: all that appending needs.

    Args:
        size: how many leaves there are.
        peaks: one root for each bit that is set in `size`, highest bit first.
    """

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> Frontier:
        """Return the frontier that `to_bytes` wrote.

        Raises:
            ValueError: when there is not one hash for each bit set in the size.
        """
        if size < 0 or len(data) != HASH_BYTES * size.bit_count():
            raise ValueError(f"{len(data)} bytes are no frontier of {size} leaves")
        return cls(size, [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)])

    def to_bytes(self) -> bytes:
        """Return the peaks, one after the other."""
        return b"".join(self.peaks)

    def append(self, leaf: bytes) -> None:
        """Take in the hash of one more leaf."""
        self.size += 1
        whole = self.size
        while whole % 2 == 0:
            leaf = node_hash(self.peaks.pop(), leaf)
            whole //= 2
        self.peaks.append(leaf)

    def root(self) -> bytes:
        """Return the root over all leaves; that of no leaves is the hash of nothing."""
        if not self.peaks:
            return sha256(b"").digest()
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root over the hashes of leaves."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the hashes that lead from one leaf to the root, nearest first (RFC 9162, 2.1.3.1).

    Args:
        index: which leaf, from 0.
        leaves: hashes of all leaves.
    """
    if len(leaves) == 1:
        return ()
    split = _split(len(leaves))
    if index < split:
        return (*inclusion_proof(index, leaves[:split]), root_of(leaves[split:]))
    return (*inclusion_proof(index - split, leaves[split:]), root_of(leaves[:split]))


def consistency_proof(first: int, leaves: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the hashes that show that a tree grew out of its first leaves (RFC 9162, 2.1.4.1).

    Args:
        first: size of the earlier tree, from 1 to all of the leaves.
        leaves: hashes of the leaves of the later tree.
    """
    return _subproof(first, leaves, whole=True)


def _subproof(first: int, leaves: Sequence[bytes], *, whole: bool) -> tuple[bytes, ...]:
    if first == len(leaves):
        return () if whole else (root_of(leaves),)
    split = _split(len(leaves))
    if first <= split:
        return (*_subproof(first, leaves[:split], whole=whole), root_of(leaves[split:]))
    return (*_subproof(first - split, leaves[split:], whole=False), root_of(leaves[:split]))


def _split(size: int) -> int:
    """Return the largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1


def root_from_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes | None:
    """Return the root that a proof of inclusion leads to; None when it has not the right length (RFC 9162, 2.1.3.2).

    Args:
        index: which leaf, from 0.
        size: leaves of the whole tree.
        leaf: hash of the leaf.
        proof: the hashes on the way.
    """
    if not 0 <= index < size:
        return None
    place, last, root = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return None
        if place & 1 or place == last:
            root = node_hash(step, root)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            root = node_hash(root, step)
        place, last = place >> 1, last >> 1
    return root if last == 0 else None


def is_consistent(
    first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Return whether a proof shows that the second tree grew out of the first (RFC 9162, 2.1.4.2).

    Args:
        first: size of the earlier tree.
        second: size of the later tree.
        first_root: root of the earlier tree.
        second_root: root of the later tree.
        proof: the hashes that were given.
    """
    if first == second:
        return not proof and first_root == second_root
    if not 0 < first < second or not proof:
        return False
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    earlier = later = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            earlier, later = node_hash(step, earlier), node_hash(step, later)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            later = node_hash(later, step)
        place, last = place >> 1, last >> 1
    return last == 0 and earlier == first_root and later == second_root
