"""Yes and no, options, and scores: by id, by words, by position, in either language."""

from pathlib import Path

import pytest
from support.reading import fact, read, reader, refusal

from assistant.criteria.loader import load
from assistant.criteria.options import clashes, name, option_ids, picks
from assistant.criteria.sources import folder_named
from assistant.dialogs.commands import command_in
from assistant.dialogs.replies import Misread, NeedsReason
from assistant.dialogs.wording import languages
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
        ("sex", "woman", "female"),
        ("sex", "Femme", "female"),
        ("sex", "F.", "female"),
        ("sex", "man", "male"),
        ("sex", "HOMME", "male"),
        ("sex", "m", "male"),
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


@pytest.mark.parametrize("text", ["wom", "womann", "femmes", "hom", "h", "mf", "f m", "ma", "0"])
def test_what_is_nearly_a_way_to_say_one_is_none(text: str) -> None:
    assert refusal("sex", text) == "refused.option"


def test_other_ways_are_read_after_everything_else() -> None:
    asked = fact("sex")
    ways = {"female": ("Dame", "help", "unknown", "2"), "male": ("dame d'autrefois", "male")}
    words = {"en": packaged().words_in("en").facts["sex"].model_copy(update={"said": ways})}

    def understood(text: str) -> object:
        return reader().read(asked, words, text).value

    assert (understood("dame"), understood("2"), understood("male")) == ("female", "male", "male")
    with pytest.raises(NeedsReason):
        understood("unknown")
    assert not reader().names_option(asked, words, "help")  # so that the command is obeyed
    assert list(clashes(asked, words)) == [("en", "female", "2")]
    both = {"en": words["en"], "fr": words["en"].model_copy(update={"said": {"male": ("dame",)}})}
    with pytest.raises(Misread):
        reader().read(asked, both, "dame")
    assert {way for _, _, way in clashes(asked, both)} == {"2", "Dame", "dame"}


def test_every_packaged_way_to_say_an_option_is_read_as_that_option() -> None:
    said = 0
    for name_ in ("stereo_sein", "sabr_comet", "e2108"):
        protocol = load(folder_named(Path(name_)))
        for asked in protocol.facts:
            words = {each.language: each.facts[asked.id] for each in protocol.words}
            for each in words.values():
                for id_, ways in each.said.items():
                    for way in ways:
                        assert reader().read(asked, words, way).value == id_
                        assert command_in(way, languages(protocol).values()) is None
                        said += 1
    assert said == 16


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
