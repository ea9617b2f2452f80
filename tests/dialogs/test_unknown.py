"""What is not known is an answer of its own, with its reason, and never taken for no."""

import pytest
from support.reading import fact, read, reader

from assistant.criteria.answers import UnknownReason
from assistant.dialogs.replies import NeedsReason
from assistant.session.protocols import packaged

EVERY = [each.id for each in packaged().facts]
P, N, C = UnknownReason.PENDING, UnknownReason.NOT_DONE, UnknownReason.CANNOT_BE_OBTAINED


@pytest.mark.parametrize(
    "text",
    ["unknown", "Unknown.", "not known", "don't know", "I don’t know", "inconnu", "Inconnue",
     "ne sais pas", "je ne sais pas", "nsp"],
)  # fmt: skip
def test_a_bare_unknown_needs_its_reason(text: str) -> None:
    for id_ in EVERY:
        with pytest.raises(NeedsReason):
            read(id_, text)
        answer = read(id_, text, is_script=True)
        assert (answer.value, answer.unknown) == (None, UnknownReason.UNSTATED)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("unknown pending", P),
        ("unknown, pending", P),
        ("Unknown: pending.", P),
        ("unknown (pending)", P),
        ("unknown – pending", P),
        ("unknown - awaited", P),
        ("unknown, not done", N),
        ("unknown not performed", N),
        ("unknown, cannot be obtained", C),
        ("not known, unobtainable", C),
        ("inconnu, en attente", P),
        ("inconnu (en attente)", P),
        ("inconnue : non fait", N),
        ("inconnu, non réalisé", N),
        ("inconnu, impossible à obtenir", C),
        ("inconnu, ne peut être obtenu", C),
        ("unknown, en attente", P),
    ],
)
def test_with_its_reason(text: str, reason: UnknownReason) -> None:
    for id_ in EVERY:
        answer = read(id_, text)
        assert (answer.value, answer.unknown, answer.typed) == (None, reason, "")


def test_what_is_shown_for_an_unknown_answer_is_read_as_one() -> None:
    shown = {
        f"{before} ({words.unknown_reasons[reason]})": reason
        for words, before in zip(packaged().words, ("unknown", "inconnu"), strict=True)
        for reason in (P, N, C)
    }
    assert len(shown) == 6
    for text, reason in shown.items():
        assert read("age", text).unknown is reason


@pytest.mark.parametrize("text", ["unknown because", "unknown 5", "unknown yes", "unknown, 1"])
def test_an_unknown_with_something_else_is_not_read(text: str) -> None:
    assert reader().unknown_reason(text) is None


@pytest.mark.parametrize("text", ["pending", "en attente"])
def test_a_reason_alone_says_unknown(text: str) -> None:
    assert read("cirrhosis", text).unknown is P
    assert read("bilirubin", text).unknown is P


def test_pending_consent_is_the_option() -> None:
    answer = read("consent_status", "pending")
    assert (answer.value, answer.unknown) == ("pending", None)
    assert "pending" in fact("consent_status").undecided_options
    assert read("consent_status", "unknown, pending").unknown is P


def test_ihc_not_done_is_the_option_and_ish_not_done_is_unknown() -> None:
    assert read("her2_ihc", "not done").value == "not_done"
    assert read("her2_ish", "not done").unknown is N


def test_no_is_never_unknown_and_none_is_never_unknown() -> None:
    assert read("cirrhosis", "no").unknown is None
    assert read("hepatitis", "none").unknown is None
