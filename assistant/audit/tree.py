"""The Merkle tree of RFC 6962: one hash that vouches for a whole list, and proof that it only grew.

Invariant: a leaf and a node never have the same preimage, so a root stands for one list only.
"""

import hashlib
from collections.abc import Sequence

# Copies of a hash begun with the mark of its kind: made quicker than a new one.
_of_leaf = hashlib.sha256(b"\0").copy
_of_node = hashlib.sha256(b"\1").copy


class Tree:
    """A tree to which leaves are added; of what is below, only the right edge is kept."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: dict[int, bytes] = {}  # roots of whole subtrees, by their height

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Add the next leaves."""
        nodes = list(map(_leaf, leaves))
        self.size += len(nodes)
        height = 0
        while nodes:
            if height in self._edge:
                nodes.insert(0, self._edge.pop(height))
            if len(nodes) % 2:
                self._edge[height] = nodes.pop()
            pairs = iter(nodes)
            nodes = list(map(_node, pairs, pairs))
            height += 1

    def root(self) -> bytes:
        """The tree's hash, 32 bytes."""
        if not self._edge:
            return hashlib.sha256().digest()
        root, *others = (self._edge[height] for height in sorted(self._edge))
        for node in others:
            root = _node(node, root)
        return root


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The hash of a whole list."""
    tree = Tree()
    tree.extend(leaves)
    return tree.root()


def consistency(old: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Proof that the list begins with what it was when it had `old` leaves (RFC 6962, 2.1.2)."""
    if not 0 < old <= len(leaves):
        raise ValueError(f"{old} leaves are no beginning of {len(leaves)}")
    return _subproof(old, leaves, is_known=True)


def _subproof(old: int, leaves: Sequence[bytes], *, is_known: bool) -> list[bytes]:
    size = len(leaves)
    if old == size:
        return [] if is_known else [root_of(leaves)]
    half = 1 << ((size - 1).bit_length() - 1)  # the largest power of two below the size
    if old <= half:
        return [*_subproof(old, leaves[:half], is_known=is_known), root_of(leaves[half:])]
    return [*_subproof(old - half, leaves[half:], is_known=False), root_of(leaves[:half])]


def _leaf(content: bytes) -> bytes:
    digest = _of_leaf()
    digest.update(content)
    return digest.digest()


def _node(left: bytes, right: bytes) -> bytes:
    digest = _of_node()
    digest.update(left + right)
    return digest.digest()
