"""The tree: RFC 6962's own arithmetic, and proof of growth that only growth can give."""

import hashlib
from collections.abc import Sequence

import pytest
from support.growth import is_consistent

from assistant.audit.tree import Tree, consistency, root_of

# The reference leaves of Certificate Transparency, and the root of the first 0, 1, 2… of them.
LEAVES = [bytes.fromhex(text) for text in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
MANY = [str(number).encode() for number in range(33)]


def plainly(leaves: Sequence[bytes]) -> bytes:
    """The tree's hash as RFC 6962 defines it (2.1)."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    half = max(2**power for power in range(20) if 2**power < len(leaves))
    both = plainly(leaves[:half]) + plainly(leaves[half:])
    return hashlib.sha256(b"\1" + both).digest()


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size]


def test_a_tree_has_the_defined_root_after_every_leaf() -> None:
    tree = Tree()
    for size, leaf in enumerate(MANY):
        assert (tree.size, tree.root()) == (size, plainly(MANY[:size]))
        tree.extend([leaf])


def test_growth_is_proved_between_any_two_sizes() -> None:
    roots = [plainly(MANY[:size]) for size in range(len(MANY) + 1)]
    for new in range(1, len(MANY) + 1):
        for old in range(1, new + 1):
            proof = consistency(old, MANY[:new])
            assert is_consistent(old, new, proof, roots[old], roots[new])


def test_what_did_not_grow_has_no_proof() -> None:
    old, new = plainly(MANY[:11]), plainly(MANY[:29])
    proof = consistency(11, MANY[:29])
    other = hashlib.sha256(b"other").digest()
    assert is_consistent(11, 29, proof, old, new)
    for at in range(len(proof)):
        assert not is_consistent(11, 29, [*proof[:at], other, *proof[at + 1 :]], old, new)
        assert not is_consistent(11, 29, [*proof[:at], *proof[at + 1 :]], old, new)
    assert not is_consistent(11, 29, [*proof, other], old, new)
    assert not is_consistent(11, 29, [], old, new)
    assert not is_consistent(11, 29, proof, other, new)
    assert not is_consistent(11, 29, proof, old, other)
    assert not is_consistent(12, 29, proof, old, new)
    assert not is_consistent(29, 11, proof, new, old)
    assert not is_consistent(0, 29, proof, plainly([]), new)
    assert not is_consistent(29, 29, [other], new, new)
    assert not is_consistent(29, 29, [], old, new)


def test_a_proof_neither_too_short_nor_too_long_leads_to_a_root() -> None:
    """As the proof of other sizes, each of these would be good."""
    roots = [plainly(LEAVES[:size]) for size in range(6)]
    short = consistency(2, LEAVES[:4])
    assert is_consistent(2, 4, short, roots[2], roots[4])
    assert not is_consistent(2, 5, short, roots[2], roots[4])
    other = hashlib.sha256(b"other").digest()
    longer = [hashlib.sha256(b"\1" + other + root).digest() for root in (roots[3], roots[4])]
    assert not is_consistent(3, 4, [*consistency(3, LEAVES[:4]), other], *longer)


@pytest.mark.parametrize("old", [0, -1, 9])
def test_what_is_no_beginning_cannot_be_proved(old: int) -> None:
    with pytest.raises(ValueError, match="no beginning"):
        consistency(old, LEAVES)
