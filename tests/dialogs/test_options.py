"""Yes and no, options, and scores: by id, by words, by position, in either language."""

import pytest
from support.reading import fact, read, reader, refusal

from assistant.dialogs.replies import Misread, name, option_ids, picks
from assistant.session.protocols import packaged

BOOLS = [each.id for each in packaged().facts if each.type == "bool"]


@pytest.mark.parametrize(
    "text", ["yes", "Yes", "YES.", " yes ", "y", "true", "oui", "Oui !", "o", "vrai"]
)
def test_yes(text: str) -> None:
    answer = read("cirrhosis", text)
    assert (answer.value, answer.typed, answer.unit) == (True, "true", "")


@pytest.mark.parametrize("text", ["no", "No.", "n", "NON", "non", "false", "faux"])
def test_no(text: str) -> None:
    answer = read("cirrhosis", text)
    assert (answer.value, answer.typed, answer.unit) == (False, "false", "")


@pytest.mark.parametrize("text", ["", ".", "yes no", "yess", "1", "0", "-", "yes please", "ye s"])
def test_neither_yes_nor_no(text: str) -> None:
    assert refusal("cirrhosis", text) == "refused.bool"
    assert reader().yes_or_no(text) is None


def test_every_yes_no_question_reads_alike() -> None:
    assert len(BOOLS) == 21
    for id_ in BOOLS:
        assert read(id_, "oui").value is True
        assert read(id_, "no").value is False


@pytest.mark.parametrize(
    ("id_", "text", "chosen"),
    [
        ("primary_treatment", "done", "done"),
        ("primary_treatment", "DONE", "done"),
        ("primary_treatment", "1", "done"),
        ("primary_treatment", "2", "planned"),
        ("primary_treatment", "3", "none"),
        ("primary_treatment", "neither done nor planned", "none"),
        ("primary_treatment", "Neither done nor planned.", "none"),
        ("brain_metastases", "none_known", "none_known"),
        ("brain_metastases", "none known", "none_known"),
        ("brain_metastases", "leptomeningeal only", "leptomeningeal_only"),
        ("brain_metastases", "3", "leptomeningeal_only"),
        ("her2_ish", "not amplified", "not_amplified"),
        ("her2_ish", "not amplified (negative)", "not_amplified"),
        ("her2_ish", "2", "amplified"),
        ("sex", "female", "female"),
        ("sex", "2", "male"),
        ("hepatitis", "none", "none"),
        ("hepatitis", "no hepatitis, present or past", "none"),
        ("consent_status", "refused", "refused"),
        ("neuro_deficit", "stable minor", "stable_minor"),
        ("primary_treatment", "Fait", "done"),
        ("primary_treatment", "prévu", "planned"),
        ("her2_ish", "non amplifie", "not_amplified"),
        ("consent_status", "signé", "signed"),
        ("consent_status", "en attente", "pending"),
        ("connective_tissue_disease", "limite", "borderline"),
    ],
)
def test_options(id_: str, text: str, chosen: str) -> None:
    answer = read(id_, text)
    assert (answer.value, answer.typed, answer.unit) == (chosen, chosen, "")


def test_every_option_is_read_by_id_by_position_and_by_its_words_in_every_language() -> None:
    options = [each for each in packaged().facts if each.type == "option"]
    assert len(options) == 10
    for each in options:
        for key, id_ in picks(each).items():
            assert read(each.id, key).value == id_
        for id_ in option_ids(each):
            spoken = [words.facts[each.id].values[id_] for words in packaged().words]
            for text in (id_, id_.upper(), id_.replace("_", " "), *spoken):
                assert read(each.id, text).value == id_, text


def test_a_name_that_two_options_share_picks_neither() -> None:
    assert [name(each) for each in ("done: by surgery", "fait : par", "amplified (positive)")] == [
        "done", "fait", "amplified",
    ]  # fmt: skip
    asked = fact("primary_treatment")
    values = {"done": "treated: already", "planned": "treated: later", "none": "not treated"}
    words = packaged().words_in("en").facts[asked.id].model_copy(update={"values": values})
    with pytest.raises(Misread):
        reader().read(asked, {"en": words}, "treated")


@pytest.mark.parametrize("text", ["0", "4", "none at all", "don", "", "1)", "yes"])
def test_none_of_the_options(text: str) -> None:
    assert refusal("primary_treatment", text) == "refused.option"


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("0", "0"),
        ("1", "1+"),
        ("2", "2+"),
        ("3", "3+"),
        ("1+", "1+"),
        ("2+", "2+"),
        ("3+", "3+"),
        ("2+.", "2+"),
        ("not done", "not_done"),
        ("not_done", "not_done"),
        ("IHC not done", "not_done"),
    ],
)
def test_a_digit_is_the_her2_score_never_the_position(text: str, score: str) -> None:
    assert read("her2_ihc", text).value == score


@pytest.mark.parametrize("text", ["4", "5", "-1", "4+", "0+1", "2++", "2 +", "1,5"])
def test_no_her2_score(text: str) -> None:
    assert refusal("her2_ihc", text) == "refused.option"


def test_positions_of_scores_are_not_offered() -> None:
    assert picks(fact("her2_ihc")) == {"0": "0", "1": "1+", "2": "2+", "3": "3+", "n": "not_done"}
    assert picks(fact("who_status")) == {str(n): str(n) for n in range(5)}
    assert picks(fact("sex")) == {"1": "female", "2": "male"}


@pytest.mark.parametrize("level", range(5))
def test_a_digit_is_the_who_status(level: int) -> None:
    for text in (str(level), f"{level}.0", f"0{level}", f"+{level}", f"{level},0"):
        answer = read("who_status", text)
        assert (answer.value, answer.typed, answer.unit) == (level, str(level), "")


def test_who_status_in_words() -> None:
    words = "Self-caring, unable to work, up more than 50% of waking hours."
    assert read("who_status", words).value == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("5", "refused.limits"),
        ("-1", "refused.limits"),
        ("1.5", "refused.whole"),
        ("1-2", "refused.number"),
        ("2+", "refused.number"),
        ("", "refused.number"),
    ],
)
def test_no_who_status(text: str, why: str) -> None:
    assert refusal("who_status", text) == why
