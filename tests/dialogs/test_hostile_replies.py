"""Whatever is typed is an answer inside the limits, or one of three refusals."""

from datetime import date
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st
from support.reading import fact, reader, words

from assistant.criteria.answers import Answer
from assistant.criteria.display import Display
from assistant.criteria.entry import measured
from assistant.criteria.model import Fact
from assistant.criteria.numbers import rational
from assistant.criteria.options import option_ids
from assistant.dialogs.commands import command_in
from assistant.dialogs.replies import Misread, NeedsReason, NeedsUnit
from assistant.dialogs.wording import Wording, languages
from assistant.session.protocols import packaged

FACTS = st.sampled_from([each.id for each in packaged().facts])
PIECES = st.sampled_from([
    "yes", "no", "oui", "unknown", "pending", "2+", "3", "0", "-", "+", ",", ".", "/", " ", "84/40",
    "mg/L", "µmol/L", "×ULN", "31/04/2026", "today", "il y a", "3 jours", "1,000", "1e9", "٣", "²",
    "½", "\u200b", "\u202e", "\x1b[2J", "\x00", "\n", "'", '"', "[/]", "{}", "{0}", "%s", "none",
])  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=6).map("".join), st.text("0123456789.,/ -+"))


def stands(one: Fact, answer: Answer) -> None:
    """Whether an answer is one that the fact can have, and says what was typed."""
    value = answer.value
    if value is None:
        assert answer.unknown is not None
    elif one.type == "bool":
        assert isinstance(value, bool)
        assert answer.typed == str(value).lower()
    elif one.type == "option":
        assert value in option_ids(one)
        assert answer.typed == value
    elif one.type == "date":
        assert isinstance(value, date)
        assert answer.typed == value.isoformat()
    else:
        number = rational(answer.typed)
        assert isinstance(value, Fraction)
        assert number is not None
        assert one.hard is not None
        assert value in one.hard
        assert measured(one, number, answer.typed, answer.unit) == answer


@given(id_=FACTS, text=TEXTS, is_script=st.booleans())
@example(id_="who_status", text="1.0", is_script=False)
@example(id_="ast", text="3,500/40", is_script=False)
@example(id_="ast", text="1/0", is_script=False)
@example(id_="age", text="\ud800", is_script=True)
@example(id_="weight", text="9" * 9000, is_script=False)
@example(id_="sbrt_date", text="٣١/٠٤/٢٠٢٦", is_script=False)
def test_any_text(id_: str, text: str, is_script: bool) -> None:
    one = fact(id_)
    open_to: NeedsUnit | None = None
    try:
        answer = reader(is_script=is_script).read(one, words(id_), text)
    except Misread as misread:
        for language in packaged().languages:
            said = Wording(packaged(), language).refusal(one, misread)
            assert said.split()
    except NeedsUnit as needed:
        assert not is_script
        open_to = needed
    except NeedsReason:
        assert not is_script
    else:
        stands(one, answer)
        for language in packaged().languages:
            display: Display = Wording(packaged(), language).display
            assert display.full(one, answer)
            assert display.answer(one, answer)
    if open_to is not None:
        number = rational(open_to.typed)
        assert number is not None
        assert len({number * one.scale.factor(unit) for unit in open_to.units}) > 1


@given(id_=FACTS, text=TEXTS)
def test_a_script_and_a_person_never_disagree(id_: str, text: str) -> None:
    """What both are given as an answer is the same, but for a number without its unit."""
    one = fact(id_)
    answers = []
    for is_script in (False, True):
        try:
            answers.append(reader(is_script=is_script).read(one, words(id_), text))
        except (Misread, NeedsUnit, NeedsReason):
            return
    by_person, by_script = answers
    assert by_person == by_script or by_person.unit != by_script.unit


@given(text=TEXTS)
def test_any_text_is_a_command_or_none(text: str) -> None:
    found = command_in(text, languages(packaged()).values())
    assert found is None or isinstance(found[1], str)
