"""What would change a criterion: other answers to one thing, everything else as it is."""

from collections.abc import Iterable
from fractions import Fraction
from math import floor

from hypothesis import given, settings
from hypothesis import strategies as st
from support.protocols import answers_to, decided, stereo, tiny, tiny_with
from support.stretches import span

from assistant.criteria.evaluation import Status, assess
from assistant.criteria.model import Span, StudyProtocol
from assistant.criteria.relevance import Planner
from assistant.criteria.turning import Turn, turns

F = Fraction

MET, FAILED, CONTESTED = Status.MET, Status.FAILED, Status.CONTESTED


def turned(
    criterion: str,
    given: dict[str, object],
    *wanted: Status,
    protocol: StudyProtocol | None = None,
) -> tuple[Turn, ...]:
    protocol = protocol or stereo()
    return turns(Planner(protocol), answers_to(protocol, given), criterion, wanted)


def test_a_number() -> None:
    assert turned("I3", {"who_status": 3}, MET) == (
        Turn(criterion="I3", subject="who_status", facts=("who_status",), becomes=MET,
             stretches=(span("(-, 2]"),)),
    )  # fmt: skip
    assert turned("I3", {"who_status": 2}, FAILED) == (
        Turn(criterion="I3", subject="who_status", facts=("who_status",), becomes=FAILED,
             stretches=(span("(2, -)"),)),
    )  # fmt: skip
    assert turned("I3", {"who_status": 2}, MET) == ()


def test_a_number_with_a_disputed_limit() -> None:
    found = turned("I2", {"age": 40}, FAILED, CONTESTED)
    assert [(turn.becomes, turn.stretches) for turn in found] == [
        (FAILED, (span("(-, 18)"),)),
        (CONTESTED, (span("[18, 18]"),)),
    ]
    adult = decided(stereo(), adult_at_18="adult")
    (turn,) = turned("I2", {"age": 17}, MET, protocol=adult)
    assert turn.stretches == (span("[18, -)"),)


def test_a_choice_and_a_yes_or_no() -> None:
    (turn,) = turned("E4", {"brain_metastases": "brain"}, MET)
    assert (turn.subject, turn.options, turn.stretches) == ("brain_metastases", ("none_known",), ())
    (turn,) = turned("I11", {"compliance_obstacle": True}, MET)
    assert turn.options == ("false",)
    (turn,) = turned("I13", {"social_security": False}, MET)
    assert turn.options == ("true",)
    (turn,) = turned("I6", {"primary_treatment": "none"}, MET)
    assert turn.options == ("done", "planned")
    # an option that counts as unknown is no way out
    (turn,) = turned("I14", {"consent_status": "refused"}, MET)
    assert turn.options == ("signed",)
    (turn,) = turned("I14", {"consent_status": "signed"}, FAILED)
    assert turn.options == ("refused",)


def test_one_thing_at_a_time() -> None:
    found = turned("I8c", {"measurable_lesions": True, "largest_lesion_diameter": "12 cm",
                           "largest_lesion_volume": "600 mL"}, MET)  # fmt: skip
    assert [(turn.subject, turn.options, turn.stretches) for turn in found] == [
        ("measurable_lesions", ("false",), ()),
        ("largest_lesion_diameter", (), (span("(-, 10]"),)),
        ("largest_lesion_volume", (), (span("(-, 500]"),)),
    ]
    # in asking order, whatever the order within the rule
    compressed = {"vertebral_metastases": True, "vertebral_instability": False,
                  "neuro_deficit": "significant",
                  "deficit_from_vertebral_compression": True}  # fmt: skip
    assert [turn.subject for turn in turned("E5h", compressed, MET)] == [
        "neuro_deficit", "deficit_from_vertebral_compression",
    ]  # fmt: skip
    # neither enzyme alone mends both
    both = {"liver_metastases": True, "ast": "4 x", "alt": "4 x", "albumin": "4 g/dL"}
    assert turned("I9a", both, MET) == ()


def test_a_computed_value_and_its_name() -> None:
    man = {"abdominal_visceral_metastases": True, "sex": "male", "age": 60, "weight": "54 kg",
           "creatinine": "1 mg/dL"}  # fmt: skip
    assert turned("I10a", man, MET) == (
        Turn(criterion="I10a", subject="creatinine_clearance",
             facts=("sex", "age", "weight", "creatinine"), becomes=MET,
             stretches=(span("(60, -)"),)),
    )  # fmt: skip


def test_a_difference_of_dates_in_days() -> None:
    late = {"vertebral_metastases": True, "neuro_exam_date": "2026-03-01",
            "randomisation_date": "2026-03-09"}  # fmt: skip
    assert turned("E5b", late, MET) == (
        Turn(criterion="E5b", subject="", facts=("neuro_exam_date", "randomisation_date"),
             becomes=MET, stretches=(span("(-, 7]"),)),
    )  # fmt: skip


def test_gates_are_left_alone() -> None:
    large = {"liver_metastases": True, "largest_liver_lesion_diameter": "8 cm"}
    (turn,) = turned("I9c", large, MET, Status.NOT_APPLICABLE)
    assert turn.subject == "largest_liver_lesion_diameter"
    assert turned("E7", {"sex": "female", "pregnancy_status": "pregnant"}, MET)[0].options == (
        "neither",
    )


def test_what_is_missing_can_turn_too() -> None:
    (turn,) = turned("I9c", {"liver_metastases": True}, MET)
    assert turn.stretches == (span("(-, 7]"),)
    (turn,) = turned("I9c", {"liver_metastases": True, "largest_liver_lesion_diameter": None}, MET)
    assert turn.stretches == (span("(-, 7]"),)


def test_a_turn_may_run_beyond_the_hard_limits() -> None:
    # any duration but 0 fails; that there is none below 0 is for the limits to say
    stopped: dict[str, object] = {
        "metastatic_treatment_started": True, "hormone_therapy_duration": 0,
        "chemotherapy_cycles": 0, "treatment_stops_after_consent": False,
    }  # fmt: skip
    found = turned("I7c", stopped, FAILED)
    assert [(turn.subject, turn.stretches) for turn in found] == [
        ("hormone_therapy_duration", (span("(-, 0)"), span("(0, -)"))),
        ("chemotherapy_cycles", (span("(-, 0)"), span("(0, -)"))),
    ]


def test_what_hard_limits_keep_out_of_reach() -> None:
    # no height brings 250 kg below 40 kg/m², but a weight does: both are tried together
    (turn,) = turned("K3", {"weight": "250 kg", "height": "2 m"}, MET, protocol=tiny())
    assert (turn.subject, turn.stretches) == ("body_mass_index", (span("(-, 40)"),))
    strict = tiny_with(
        ('test = "in_severe_pain"', 'test = "in_severe_pain and pain_score <= 10"'),
    )
    found = turned("K2", {"pain_score": 8}, FAILED, CONTESTED, protocol=strict)
    # above 10 it would fail, but nothing above 10 can be answered
    assert [(turn.becomes, turn.stretches) for turn in found] == [
        (FAILED, (span("(-, 6)"),)),
        (CONTESTED, (span("[6, 7)"),)),
    ]


TURNABLE: dict[str, list[object]] = {
    "er_percent": ["0 %", "5 %", "10 %", None],
    "pr_percent": ["0 %", "1 %", None],
    "her2_ihc": ["0", "2+", "3+", None],
    "her2_ish": ["amplified", "not_amplified", None],
    "sex": ["female", "male", None],
    "age": [17, 18, 40, None],
    "weight": ["30 kg", "70 kg", None],
    "creatinine": ["60 µmol/L", "300 µmol/L", None],
    "abdominal_visceral_metastases": [True, False, None],
    "metastatic_treatment_started": [True, None],
    "hormone_therapy_duration": [0, "31 days", "40 days", None],
    "chemotherapy_cycles": [0, 1, 2, None],
    "targeted_therapy_given": [True, False, None],
    "largest_lesion_diameter": ["9 cm", "11 cm", None],
    "largest_lesion_volume": ["400 mL", "600 mL", None],
    "measurable_lesions": [True, False, None],
}


@st.composite
def some_answers(draw: st.DrawFn) -> dict[str, object]:
    return {fact: draw(st.sampled_from(values)) for fact, values in TURNABLE.items()}


PLANNER = Planner(stereo())


@given(some_answers(), st.sampled_from(["I2", "I4", "I5", "I7a", "I7c", "I8c", "E1", "E3"]))
@settings(deadline=None, max_examples=150)
def test_following_a_turn_leads_where_it_says(given: dict[str, object], criterion: str) -> None:
    answers = answers_to(stereo(), given)
    for turn in turns(PLANNER, answers, criterion, list(Status)):
        assert assess(stereo(), answers).of(criterion).status is not turn.becomes
        (fact,) = turn.facts
        for value in values_of(fact, turn):
            changed = answers_to(stereo(), {**given, fact: value})
            assert assess(stereo(), changed).of(criterion).status is turn.becomes


def values_of(fact: str, turn: Turn) -> Iterable[object]:
    """Some values that a turn speaks of, as JSON gives them."""
    for option in turn.options:
        yield {"true": True, "false": False}.get(option, option)
    hard = stereo().fact[fact].hard or Span(low=F(0), high=F(0))
    for stretch in turn.stretches:
        low = hard.low if stretch.low is None else stretch.low
        high = hard.high if stretch.high is None else stretch.high
        inside = [F(floor(low) + 1)] * (floor(low) + 1 < high)
        ends = [low] * stretch.low_included + [high] * stretch.high_included
        for number in (*inside, *ends):
            if number.denominator == 1 and number in hard:  # which any fact can be given
                yield int(number)
