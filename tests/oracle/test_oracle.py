"""Hand-worked expectations of the oracle itself."""

from __future__ import annotations

import datetime as dt
import random
from fractions import Fraction
from typing import Any

import pytest

from oracle import cases as gen
from oracle.openness import (
    ASKING_ORDER,
    CALENDAR_MONTH,
    CANDIDATES,
    DATES,
    GATE_FACTS,
    READS,
    askable_facts,
    changeable,
    next_fact,
    open_facts,
)
from oracle.statuses import (
    CRITERIA,
    FAILED,
    MET,
    NOT_APPLICABLE,
    UNDECIDED,
    UNKNOWN,
    creatinine_clearance,
    decided,
    fold,
    status,
    statuses,
    verdict,
)

F = Fraction
NA = NOT_APPLICABLE
D = dt.date
STARTED = {"metastatic_treatment_started": True}
LIVER = {"liver_metastases": True}
SPINE = {"vertebral_metastases": True}
GOOD_LIVER = {"ast": F(1), "alt": F(1), "bilirubin": F(1), "albumin": F(4)}
# (140 - 60) x 54 / (72 x 1) = 60 mL/min exactly, for a man
SIXTY = {"age": 60, "weight": F(54), "creatinine": F("88.4"), "sex": "male"}

EXPECTED: list[tuple[str, dict[str, Any], str]] = [
    ("I1", {"histology_confirmed": True, "stage_iv_confirmed": True}, MET),
    ("I1", {"histology_confirmed": False}, FAILED),
    ("I1", {"histology_confirmed": None, "stage_iv_confirmed": True}, UNKNOWN),
    ("I2", {}, UNKNOWN),
    ("I2", {"age": 17}, FAILED),
    ("I2", {"age": 18}, "contested"),
    ("I2", {"age": 19}, MET),
    ("I3", {"who_status": 2}, MET),
    ("I3", {"who_status": 3}, FAILED),
    ("I4", {"er_percent": F(10)}, MET),
    ("I4", {"er_percent": F("9.99")}, UNKNOWN),  # at 1 % met, at 10 % it waits for PR
    ("I4", {"er_percent": F("9.99"), "pr_percent": F(0)}, "contested"),
    ("I4", {"er_percent": F("9.99"), "pr_percent": None}, UNKNOWN),
    ("I4", {"er_percent": F("0.99"), "pr_percent": F("0.99")}, FAILED),
    ("I4", {"er_percent": F(0), "pr_percent": F(1)}, "contested"),
    ("I5", {"her2_ihc": "0"}, MET),
    ("I5", {"her2_ihc": "1+", "her2_ish": "amplified"}, MET),
    ("I5", {"her2_ihc": "2+"}, UNKNOWN),
    ("I5", {"her2_ihc": "2+", "her2_ish": "not_amplified"}, MET),
    ("I5", {"her2_ihc": "not_done", "her2_ish": "amplified"}, FAILED),
    ("I5", {"her2_ihc": "3+", "her2_ish": "not_amplified"}, FAILED),
    ("I5", {"her2_ihc": None, "her2_ish": "not_amplified"}, UNKNOWN),
    ("I6", {"primary_treatment": "planned"}, MET),
    ("I6", {"primary_treatment": "none"}, FAILED),
    ("I7", {"metastatic_treatment_started": False}, MET),
    ("I7", {"targeted_therapy_given": False, "local_treatment_given": False}, MET),
    ("I7", {"targeted_therapy_given": False}, UNKNOWN),
    ("I7", STARTED | {"targeted_therapy_given": False}, UNKNOWN),
    ("I7", STARTED | {"targeted_therapy_given": True}, FAILED),
    (
        "I7",
        STARTED | {"targeted_therapy_given": False, "local_treatment_given": True},
        "contested",
    ),
    ("I7", STARTED | {"targeted_therapy_given": None, "local_treatment_given": True}, UNKNOWN),
    ("I7a", STARTED | {"hormone_therapy_duration": F(1)}, MET),
    ("I7a", STARTED | {"hormone_therapy_duration": F(1) + F(1, 10**9)}, "contested"),
    ("I7a", STARTED | {"hormone_therapy_duration": CALENDAR_MONTH}, "contested"),
    ("I7a", STARTED | {"hormone_therapy_duration": CALENDAR_MONTH + F(1, 10**9)}, FAILED),
    ("I7a", {"metastatic_treatment_started": False, "hormone_therapy_duration": F(9)}, NA),
    ("I7a", {"hormone_therapy_duration": F(1)}, MET),
    ("I7a", {"metastatic_treatment_started": None, "hormone_therapy_duration": F(9)}, UNKNOWN),
    # gate unknown: met under 31 days, unknown under 30.4375 days
    ("I7a", {"hormone_therapy_duration": CALENDAR_MONTH}, UNKNOWN),
    ("I7b", STARTED | {"chemotherapy_cycles": 1}, MET),
    ("I7b", STARTED | {"chemotherapy_cycles": 2}, FAILED),
    ("I7c", STARTED | {"hormone_therapy_duration": F(0), "chemotherapy_cycles": 0}, MET),
    ("I7c", STARTED | {"treatment_stops_after_consent": True}, MET),
    (
        "I7c",
        STARTED | {"chemotherapy_cycles": 1, "treatment_stops_after_consent": False},
        FAILED,
    ),
    ("I7c", STARTED | {"treatment_stops_after_consent": False}, UNKNOWN),
    ("I8a", {"prior_radiotherapy": True, "lesion_in_irradiated_site": False}, MET),
    ("I8a", {"lesion_in_irradiated_site": False}, MET),
    ("I8a", {"prior_radiotherapy": None, "lesion_in_irradiated_site": True}, UNKNOWN),
    ("I8b", {"lesion_count": 5}, MET),
    ("I8b", {"lesion_count": 6}, FAILED),
    ("I8c", {"measurable_lesions": False}, MET),
    ("I8c", {"largest_lesion_diameter": F(10)}, MET),
    (
        "I8c",
        {
            "measurable_lesions": True,
            "largest_lesion_diameter": F("10.1"),
            "largest_lesion_volume": F(500),
        },
        MET,
    ),
    ("I8c", {"measurable_lesions": True, "largest_lesion_diameter": F("10.1")}, UNKNOWN),
    ("I9a", {"liver_metastases": False}, NA),
    ("I9a", LIVER | GOOD_LIVER, MET),
    ("I9a", GOOD_LIVER, MET),  # gate unknown, test already true
    ("I9a", LIVER | GOOD_LIVER | {"ast": F(3)}, FAILED),
    ("I9a", GOOD_LIVER | {"ast": F(3)}, UNKNOWN),
    ("I9a", LIVER | GOOD_LIVER | {"albumin": F("2.5")}, FAILED),
    ("I9a", LIVER | GOOD_LIVER | {"bilirubin": F("51.3") / F("17.1")}, "contested"),
    ("I9a", LIVER | GOOD_LIVER | {"bilirubin": F("51.2") / F("17.1")}, MET),
    ("I9a", LIVER | GOOD_LIVER | {"bilirubin": F(30)}, FAILED),
    ("I9a", LIVER | GOOD_LIVER | {"bilirubin": F(30), "ast": None}, FAILED),
    # under 30 mg/dL still unknown (ast), under 3 mg/dL false
    ("I9a", LIVER | GOOD_LIVER | {"bilirubin": F(12), "ast": None}, UNKNOWN),
    ("I9b", LIVER | {"cirrhosis": False, "hepatitis": "none"}, MET),
    ("I9b", LIVER | {"cirrhosis": False, "hepatitis": "resolved"}, "contested"),
    ("I9b", LIVER | {"cirrhosis": True, "hepatitis": "resolved"}, FAILED),
    ("I9b", LIVER | {"cirrhosis": None, "hepatitis": "active"}, FAILED),
    ("I9b", LIVER | {"cirrhosis": None, "hepatitis": "resolved"}, UNKNOWN),
    ("I9c", LIVER | {"largest_liver_lesion_diameter": F(7)}, MET),
    ("I9c", LIVER | {"largest_liver_lesion_diameter": F("7.01")}, FAILED),
    ("I9d", LIVER | {"liver_lesion_clear_of_bowel": False}, FAILED),
    ("I10a", {"abdominal_visceral_metastases": True} | SIXTY, FAILED),
    ("I10a", {"abdominal_visceral_metastases": True} | SIXTY | {"creatinine": F("88.39")}, MET),
    ("I10a", {"abdominal_visceral_metastases": True} | SIXTY | {"sex": None}, UNKNOWN),
    ("I10a", {"abdominal_visceral_metastases": False, "liver_metastases": False}, NA),
    ("I10a", {"abdominal_visceral_metastases": False} | LIVER | SIXTY, "contested"),
    ("I10a", {"abdominal_visceral_metastases": False} | LIVER | SIXTY | {"weight": F(55)}, MET),
    ("I10a", {"abdominal_visceral_metastases": False} | LIVER, UNKNOWN),
    ("I10a", {"abdominal_visceral_metastases": None} | LIVER | SIXTY, UNKNOWN),
    ("I10a", {"abdominal_visceral_metastases": False} | SIXTY, UNKNOWN),
    ("I10a", SIXTY | {"weight": F(55)}, MET),
    ("I11", {"compliance_obstacle": True}, FAILED),
    ("I12", {"life_expectancy": F(3)}, FAILED),
    ("I12", {"life_expectancy": F("3.01")}, MET),
    ("I13", {"social_security": None}, UNKNOWN),
    ("I14", {"consent_status": "signed"}, MET),
    ("I14", {"consent_status": "pending"}, UNKNOWN),
    ("I14", {"consent_status": "refused"}, FAILED),
    ("E1", {"er_percent": F(0), "pr_percent": F(0), "her2_ihc": "0"}, FAILED),
    ("E1", {"er_percent": F(5), "pr_percent": F(0), "her2_ihc": "0"}, "contested"),
    ("E1", {"er_percent": F(0), "pr_percent": F(0), "her2_ihc": "3+"}, MET),
    ("E1", {"er_percent": F(10)}, MET),
    ("E1", {"er_percent": F(5), "pr_percent": F(0), "her2_ihc": "2+"}, UNKNOWN),
    ("E2", {"her2_ihc": "3+"}, FAILED),
    ("E2", {"her2_ihc": "not_done"}, MET),
    ("E3", {"metastatic_treatment_started": False}, MET),  # no gate in the table
    ("E3", STARTED | {"targeted_therapy_given": True}, FAILED),
    (
        "E3",
        STARTED
        | {
            "targeted_therapy_given": False,
            "hormone_therapy_duration": CALENDAR_MONTH,
            "chemotherapy_cycles": 1,
        },
        "contested",
    ),
    ("E3", {"metastatic_treatment_started": None, "targeted_therapy_given": True}, UNKNOWN),
    ("E4", {"brain_metastases": "leptomeningeal_only"}, "contested"),
    ("E4", {"brain_metastases": "brain"}, FAILED),
    ("E5a", SPINE | {"contiguous_vertebrae": 3}, MET),
    ("E5a", SPINE | {"contiguous_vertebrae": 4}, FAILED),
    ("E5a", {"contiguous_vertebrae": 3}, MET),
    ("E5a", {"contiguous_vertebrae": 4}, UNKNOWN),
    (
        "E5b",
        SPINE | {"neuro_exam_date": D(2026, 2, 25), "randomisation_date": D(2026, 3, 4)},
        MET,
    ),
    (
        "E5b",
        SPINE | {"neuro_exam_date": D(2026, 2, 25), "randomisation_date": D(2026, 3, 5)},
        FAILED,
    ),
    ("E5b", SPINE | {"neuro_exam_date": D(2026, 2, 25)}, UNKNOWN),
    ("E5c", SPINE | {"unable_to_undergo_treatment": True}, FAILED),
    ("E5d", SPINE | {"systemic_or_radionuclide_given": False}, MET),
    (
        "E5d",
        SPINE
        | {
            "systemic_or_radionuclide_given": True,
            "last_systemic_or_radionuclide_date": D(2028, 2, 1),
            "sbrt_date": D(2028, 3, 2),  # leap year: 30 days
        },
        FAILED,
    ),
    (
        "E5d",
        {
            "last_systemic_or_radionuclide_date": D(2028, 2, 1),
            "sbrt_date": D(2028, 3, 3),  # 31 days: absent whatever the rest
        },
        MET,
    ),
    ("E5e", SPINE | {"neuro_deficit": "stable_minor"}, MET),
    ("E5e", SPINE | {"neuro_deficit": "progressive"}, FAILED),
    ("E5f", SPINE | {"canal_involvement": F(25)}, MET),
    ("E5f", SPINE | {"canal_involvement": F("25.01")}, FAILED),
    ("E5g", SPINE | {"cord_or_cauda_compression": None}, UNKNOWN),
    ("E5h", SPINE | {"vertebral_instability": True}, FAILED),
    ("E5h", SPINE | {"vertebral_instability": False, "neuro_deficit": "none"}, MET),
    ("E5h", SPINE | {"vertebral_instability": False, "neuro_deficit": "stable_minor"}, UNKNOWN),
    (
        "E5h",
        SPINE | {"neuro_deficit": "significant", "deficit_from_vertebral_compression": True},
        FAILED,
    ),
    ("E6", {"connective_tissue_disease": "borderline"}, "contested"),
    ("E6", {"connective_tissue_disease": "definite"}, FAILED),
    ("E7", {"sex": "male"}, NA),
    ("E7", {"sex": "female", "pregnancy_status": "breastfeeding"}, FAILED),
    ("E7", {"sex": None, "pregnancy_status": "neither"}, MET),
    ("E7", {"sex": None, "pregnancy_status": "pregnant"}, UNKNOWN),
]


@pytest.mark.parametrize(("criterion", "facts", "expected"), EXPECTED)
def test_status(criterion: str, facts: dict[str, Any], expected: str) -> None:
    assert status(criterion, facts) == expected


def test_every_criterion_has_a_hand_worked_expectation() -> None:
    assert {criterion for criterion, _, _ in EXPECTED} == set(CRITERIA)
    assert len(CRITERIA) == 36


def test_fold() -> None:
    assert fold([MET, NA]) == MET
    assert fold([NA, FAILED]) == "contested"
    assert fold([MET, FAILED]) == "contested"
    assert fold([MET, FAILED, UNKNOWN]) == UNKNOWN
    assert fold([NA, UNKNOWN]) == UNKNOWN
    assert fold([NA, NA]) == NA


def test_verdict() -> None:
    assert verdict({"a": MET, "b": NA}) == "eligible"
    assert verdict({"a": MET, "b": UNKNOWN}) == "undetermined"
    assert verdict({"a": MET, "b": "contested"}) == "undetermined"
    assert verdict({"a": UNKNOWN, "b": "contested", "c": FAILED}) == "not_eligible"
    assert verdict(statuses({})) == "undetermined"


def test_clearance() -> None:
    assert creatinine_clearance(SIXTY) == 60
    woman = SIXTY | {"sex": "female"}
    assert creatinine_clearance(woman) == 51
    assert creatinine_clearance(woman | {"creatinine": F("75.14")}) == 60
    assert creatinine_clearance(SIXTY | {"age": None}) is None


def test_decisions_leave_one_reading() -> None:
    facts = {"er_percent": F(5), "pr_percent": F(0)}
    assert status("I4", facts, decided(HR_cut_off=F(1))) == MET
    assert status("I4", facts, decided(HR_cut_off=F(10))) == FAILED
    with pytest.raises(ValueError, match="no reading"):
        decided(HR_cut_off=F(5))


# --- openness ------------------------------------------------------------------------------------


def test_at_the_start_everything_is_open() -> None:
    assert open_facts({}) == ASKING_ORDER
    assert next_fact({}) == "histology_confirmed"
    assert len(set(ASKING_ORDER)) == 54


def test_gated_facts_wait_until_the_gate_is_true() -> None:
    assert "ast" in open_facts({})
    assert "ast" not in askable_facts({})
    assert "ast" in askable_facts(LIVER)
    assert "ast" not in open_facts({"liver_metastases": False})
    unsure = {"liver_metastases": None}
    assert "ast" in open_facts(unsure)
    assert "ast" not in askable_facts(unsure)
    # sex and the liver stand in gates themselves
    assert "sex" in askable_facts({})
    assert "liver_metastases" in askable_facts({})


def test_either_or_is_skip_logic() -> None:
    assert "pr_percent" not in open_facts({"er_percent": F(10)})
    assert "pr_percent" in open_facts({"er_percent": F("9.999")})
    assert "her2_ish" not in open_facts({"her2_ihc": "1+"})
    assert "her2_ish" not in open_facts({"her2_ihc": None})
    assert "her2_ish" in open_facts({"her2_ihc": "not_done"})
    measurable = {"measurable_lesions": True}
    assert "largest_lesion_volume" in open_facts(measurable)
    ten = measurable | {"largest_lesion_diameter": F(10)}
    assert "largest_lesion_volume" not in open_facts(ten)
    assert "stage_iv_confirmed" not in open_facts({"histology_confirmed": False})
    assert "stage_iv_confirmed" in open_facts({"histology_confirmed": None})


def test_a_failed_test_behind_an_unknown_gate_is_closed() -> None:
    # whatever the other values, I9a stays unknown
    facts = {"liver_metastases": None, "ast": F(3)}
    assert not {"alt", "bilirubin", "albumin"} & set(open_facts(facts))
    # but the gate, if not yet asked, keeps itself open
    assert changeable("I9a", {"ast": F(3)}) == {"liver_metastases"}


def test_drug_questions_do_not_wait_while_e3_reads_them() -> None:
    facts = {"metastatic_treatment_started": None}
    assert "hormone_therapy_duration" in askable_facts(facts)  # E3 has no gate
    assert "treatment_stops_after_consent" in open_facts(facts)
    assert "treatment_stops_after_consent" not in askable_facts(facts)  # I7c has one


def test_renal_questions_for_liver_only_disease_depend_on_the_term() -> None:
    liver_only = {"liver_metastases": True, "abdominal_visceral_metastases": False}
    assert "weight" in askable_facts(liver_only)
    no = decided(liver_is_an_abdominal_viscus=False)
    assert "weight" not in open_facts(liver_only, no)
    no_viscera = {"liver_metastases": False, "abdominal_visceral_metastases": False}
    assert "creatinine" not in open_facts(no_viscera)


def test_clearance_that_cannot_reach_sixty() -> None:
    # oldest age, highest creatinine: at 300 kg a man clears 3.7 mL/min
    hopeless = {"age": 120, "creatinine": F(2000)}
    unsure = {"abdominal_visceral_metastases": None, "liver_metastases": None}
    assert "weight" not in open_facts(unsure | hopeless)
    assert "weight" in open_facts(unsure | {"age": 120})
    assert "weight" in open_facts({"abdominal_visceral_metastases": True} | hopeless)
    # (140 - 120) x 300 / (72 x c) > 60 iff c < 1.38889 mg/dL = 122.777... umol/L
    man = unsure | {"age": 120, "sex": "male"}
    assert "weight" in open_facts(man | {"creatinine": F("122.77")})
    assert "weight" not in open_facts(man | {"creatinine": F("122.78")})


def test_a_gate_fact_is_closed_once_it_can_change_nothing() -> None:
    # liver involvement settles the gate one way, and a good clearance makes both readings met
    good = SIXTY | {"weight": F(55)} | LIVER
    assert "abdominal_visceral_metastases" not in open_facts(good)
    assert "abdominal_visceral_metastases" in open_facts(SIXTY | LIVER)


def test_dates() -> None:
    asked = SPINE | {"neuro_exam_date": D(2026, 1, 1)}
    assert "randomisation_date" in open_facts(asked)
    assert "randomisation_date" not in open_facts(SPINE | {"neuro_exam_date": None})
    given = SPINE | {"systemic_or_radionuclide_given": False}
    assert "sbrt_date" not in open_facts(given)
    unknown_last = SPINE | {"last_systemic_or_radionuclide_date": None}
    assert "sbrt_date" not in open_facts(unknown_last)
    assert "systemic_or_radionuclide_given" in open_facts(unknown_last)


def test_next_is_first_open_that_does_not_wait() -> None:
    facts: dict[str, Any] = dict.fromkeys(ASKING_ORDER)
    assert open_facts(facts) == []
    assert next_fact(facts) is None
    del facts["ast"]
    assert open_facts(facts) == []  # alt unknown: I9a is unknown whatever the ast, gate unknown
    del facts["liver_lesion_clear_of_bowel"]
    assert open_facts(facts) == ["liver_lesion_clear_of_bowel"]
    assert next_fact(facts) is None
    del facts["sex"]
    # pregnancy unknown: E7 unknown for a woman, not applicable for a man
    assert next_fact(facts) == "sex"


# --- the tables agree with the functions ----------------------------------------------------------


class Spy(dict[str, Any]):
    """A dict that remembers which keys were read."""

    def __init__(self, facts: dict[str, Any]) -> None:
        super().__init__(facts)
        self.read: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.read.add(key)
        return super().get(key, default)


def test_reads_lists_what_each_function_reads() -> None:
    assert list(READS) == list(CRITERIA)
    read: dict[str, set[str]] = {criterion: set() for criterion in CRITERIA}
    for facts in [{}, *gen.cases(3, 200)]:
        for criterion, test in CRITERIA.items():
            spy = Spy(facts)
            test(spy)
            read[criterion] |= spy.read
    assert {c: sorted(names) for c, names in read.items()} == {
        c: sorted(names) for c, names in READS.items()
    }


def test_only_gated_criteria_are_ever_not_applicable() -> None:
    found = set()
    for facts in gen.cases(4, 2000):
        found |= {c for c, result in statuses(facts).items() if result == NA}
    assert found == set(GATE_FACTS)


def draw(name: str, rng: random.Random) -> Any:
    """Any answer within the hard limits, or unknown."""
    if rng.random() < 0.15:
        return None
    if name in DATES:
        return gen.TODAY + dt.timedelta(days=rng.randint(-60, 60))
    options = [value for value in CANDIDATES[name] if value is not None]
    if type(options[0]) is int:
        return rng.randint(options[0], options[-1])
    if isinstance(options[0], F):
        reach = rng.choice([F(1), F(1, 10), F(1, 100)])
        return options[0] + (options[-1] - options[0]) * reach * F(rng.randint(0, 999), 999)
    return rng.choice(options)


def test_no_random_pair_of_answers_contradicts_openness() -> None:
    """Values drawn from the whole hard range, not from the candidates."""
    rng = random.Random(11)  # noqa: S311
    for facts in gen.cases(12, 300):
        opened = set(open_facts(facts))
        unasked = [name for name in ASKING_ORDER if name not in facts]
        for _ in range(10 if unasked else 0):
            way = dict(facts) | {name: draw(name, rng) for name in unasked}
            before = statuses(way)
            for name in unasked:
                if name not in opened:
                    assert statuses(way | {name: draw(name, rng)}) == before, name


# --- the generator ----------------------------------------------------------------------------


def test_cases_are_seeded_legal_and_inside_the_hard_limits() -> None:
    made = gen.cases(7, 400)
    assert made == gen.cases(7, 400)
    assert made != gen.cases(8, 400)
    for facts in made:
        assert gen.legal(facts)
        for name, value in facts.items():
            if value is None or name in DATES:
                continue
            options = [option for option in CANDIDATES[name] if option is not None]
            if name in gen.NUMBERS or name in ("weight", "creatinine"):
                assert min(options) <= value <= max(options), name
            else:
                assert value in options, name


def test_json_form_is_exact() -> None:
    for spelling, facts in enumerate(gen.cases(9, 400)):
        assert gen.read_back(gen.to_json_text(facts, spelling)) == facts


def test_json_spellings() -> None:
    def spelled(name: str, value: Any) -> set[str]:
        return {gen.to_json_text({name: value}, spelling) for spelling in range(40)}

    assert spelled("bilirubin", F(3)) == {
        '{"bilirubin": 3}',
        '{"bilirubin": "3 mg/dL"}',
        '{"bilirubin": "30 mg/L"}',
        '{"bilirubin": "51.3 µmol/L"}',
    }
    assert spelled("hormone_therapy_duration", CALENDAR_MONTH) == {
        '{"hormone_therapy_duration": "31 days"}'
    }
    assert '{"hormone_therapy_duration": "30.4375 days"}' in spelled(
        "hormone_therapy_duration", F(1)
    )
    assert '{"ast": "84/40"}' in spelled("ast", F(84, 40))
    assert spelled("ast", F(100, 33)) == {'{"ast": "100/33"}'}
    assert spelled("age", None) == {'{"age": null}', '{"age": "unknown"}'}
    assert spelled("sbrt_date", D(2026, 3, 1)) == {'{"sbrt_date": "2026-03-01"}'}


def test_cases_reach_every_status_and_most_next_questions() -> None:
    made = gen.cases(5, 2000)
    reached: dict[str, set[str]] = {criterion: set() for criterion in CRITERIA}
    for facts in made:
        for criterion, result in statuses(facts).items():
            reached[criterion].add(result)
    using_a_term = {"I2", "I4", "I7", "I7a", "I9a", "I9b", "I10a", "E1", "E3", "E4", "E6"}
    for criterion, found in reached.items():
        wanted = {MET, FAILED, UNKNOWN}
        wanted |= {NA} if criterion in GATE_FACTS else set()
        wanted |= {"contested"} if criterion in using_a_term else set()
        assert found == wanted, criterion
    assert {next_fact(facts) for facts in made} >= set(ASKING_ORDER)
    assert {verdict(statuses(facts)) for facts in made} == {
        "eligible",
        "not_eligible",
        "undetermined",
    }
    assert set(UNDECIDED) == set(decided())
