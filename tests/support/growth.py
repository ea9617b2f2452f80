"""Proof that a Merkle tree only grew, checked as RFC 9162 describes: by whoever holds two roots."""

import hashlib
from collections.abc import Sequence


def is_consistent(
    old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> bool:
    """Whether a proof shows that a tree grew from one root to the other (RFC 9162, 2.1.4.2)."""
    if old == new:
        return not proof and old_root == new_root
    if not 0 < old < new or not proof:
        return False
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    return _grown(old, new, path) == (old_root, new_root)


def _grown(old: int, new: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The two roots that a path of proof leads to, or None if it leads nowhere."""
    place, last = _without_ones(old - 1, new - 1)
    below = above = path[0]
    for node in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            below, above = _node(node, below), _node(node, above)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            above = _node(above, node)
        place, last = place >> 1, last >> 1
    return (below, above) if last == 0 else None


def _without_ones(place: int, last: int) -> tuple[int, int]:
    while place & 1:
        place, last = place >> 1, last >> 1
    return place, last


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()
