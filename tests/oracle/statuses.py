"""The 36 leaf criteria of protocol.md section 3, read by hand, one function each.

Facts are a plain dict, fact id -> value, in the canonical unit of section 2 (the one in bold).
A key that is missing is a question not yet asked; None is a question answered "unknown".
Both count as unknown for a status.

A three-valued truth is True, False or None (unknown). Every function below has the contract's
row quoted above it, so that it can be checked against protocol.md line by line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

Truth = bool | None
Facts = Mapping[str, Any]
Terms = Mapping[str, tuple[Any, ...]]

MET = "met"
FAILED = "failed"
UNKNOWN = "unknown"
CONTESTED = "contested"
NOT_APPLICABLE = "not_applicable"

# --- section 4: the terms that are undecided as shipped, with their readings -------------------

UNDECIDED: dict[str, tuple[Any, ...]] = {
    # ">18" strictly: 18 fails (False) / means adult: 18 passes (True)
    "adult at 18": (False, True),
    # 10 % / 1 %
    "HR cut-off": (Fraction(10), Fraction(1)),
    # 30.4375 days / 31 days, in months of 30.4375 days
    "one month": (Fraction(1), Fraction(31) / Fraction("30.4375")),
    # yes / no
    "local treatment counts": (True, False),
    # 30 mg/dL / 3 mg/dL
    "bilirubin limit": (Fraction(30), Fraction(3)),
    # excludes (True) / does not (False)
    "resolved hepatitis": (True, False),
    # yes / no
    "liver is an abdominal viscus": (True, False),
    # counts as brain (True) / does not (False)
    "leptomeningeal disease": (True, False),
    # excludes (True) / does not (False)
    "borderline connective tissue disease": (True, False),
}


# --- section 1: Kleene's connectives ------------------------------------------------------------


def k_not(a: Truth) -> Truth:
    if a is None:
        return None
    return not a


def k_and(*parts: Truth) -> Truth:
    if False in parts:
        return False
    if None in parts:
        return None
    return True


def k_or(*parts: Truth) -> Truth:
    if True in parts:
        return True
    if None in parts:
        return None
    return False


# --- comparisons: unknown as soon as the value is unknown --------------------------------------


def less_than(value: Any, limit: Any) -> Truth:
    return None if value is None else value < limit


def at_most(value: Any, limit: Any) -> Truth:
    return None if value is None else value <= limit


def at_least(value: Any, limit: Any) -> Truth:
    return None if value is None else value >= limit


def more_than(value: Any, limit: Any) -> Truth:
    return None if value is None else value > limit


def equals(value: Any, wanted: Any) -> Truth:
    return None if value is None else value == wanted


def one_of(value: Any, *options: str) -> Truth:
    return None if value is None else value in options


# --- section 1: gates, and folding the combinations of readings --------------------------------


def inclusion(holds: Truth, gate: Truth = True) -> str:
    """The status of an inclusion criterion under one combination of readings."""
    if gate is False:
        return NOT_APPLICABLE
    if gate is None:
        return MET if holds is True else UNKNOWN
    if holds is None:
        return UNKNOWN
    return MET if holds else FAILED


def exclusion(present: Truth, gate: Truth = True) -> str:
    """An exclusion criterion is met when what it excludes is absent."""
    return inclusion(k_not(present), gate)


def fold(results: Iterable[str]) -> str:
    """One status from the statuses under every combination of the readings."""
    different = set(results)
    if UNKNOWN in different:
        return UNKNOWN
    if len(different) == 1:
        return different.pop()
    if different == {MET, NOT_APPLICABLE}:
        return MET
    return CONTESTED


# --- the inclusion criteria ----------------------------------------------------------------------


# Row I1, met when: histology_confirmed and stage_iv_confirmed
def i1(facts: Facts, terms: Terms = UNDECIDED) -> str:
    return inclusion(k_and(facts.get("histology_confirmed"), facts.get("stage_iv_confirmed")))


# Row I2, met when: age > 18, strictly; at 18: *adult at 18*
def i2(facts: Facts, terms: Terms = UNDECIDED) -> str:
    age = facts.get("age")
    results = []
    for eighteen_passes in terms["adult at 18"]:
        old_enough = at_least(age, 18) if eighteen_passes else more_than(age, 18)
        results.append(inclusion(old_enough))
    return fold(results)


# Row I3, met when: who_status <= 2
def i3(facts: Facts, terms: Terms = UNDECIDED) -> str:
    return inclusion(at_most(facts.get("who_status"), 2))


# Row I4, met when: er_percent >= *HR cut-off* or pr_percent >= *HR cut-off*
def i4(facts: Facts, terms: Terms = UNDECIDED) -> str:
    results = []
    for cutoff in terms["HR cut-off"]:
        er_positive = at_least(facts.get("er_percent"), cutoff)
        pr_positive = at_least(facts.get("pr_percent"), cutoff)
        results.append(inclusion(k_or(er_positive, pr_positive)))
    return fold(results)


# The I5 test: her2_ihc is 0 or 1+, or (2+ or not_done, and her2_ish not_amplified)
def her2_not_overexpressed(facts: Facts) -> Truth:
    ihc = facts.get("her2_ihc")
    ish = facts.get("her2_ish")
    return k_or(
        one_of(ihc, "0", "1+"),
        k_and(one_of(ihc, "2+", "not_done"), equals(ish, "not_amplified")),
    )


# Row I5, met when: the I5 test
def i5(facts: Facts, terms: Terms = UNDECIDED) -> str:
    return inclusion(her2_not_overexpressed(facts))


# Row I6, met when: primary_treatment is done or planned
def i6(facts: Facts, terms: Terms = UNDECIDED) -> str:
    return inclusion(one_of(facts.get("primary_treatment"), "done", "planned"))


# Row I7, met when: not metastatic_treatment_started, or (not targeted_therapy_given, and not
#     (*local treatment counts* and local_treatment_given))
def i7(facts: Facts, terms: Terms = UNDECIDED) -> str:
    started = facts.get("metastatic_treatment_started")
    targeted = facts.get("targeted_therapy_given")
    local = facts.get("local_treatment_given")
    results = []
    for local_counts in terms["local treatment counts"]:
        tolerated = k_and(k_not(targeted), k_not(k_and(local_counts, local)))
        results.append(inclusion(k_or(k_not(started), tolerated)))
    return fold(results)


# Row I7a, gate metastatic_treatment_started; met when: hormone_therapy_duration <= *one month*
def i7a(facts: Facts, terms: Terms = UNDECIDED) -> str:
    gate = facts.get("metastatic_treatment_started")
    results = []
    for one_month in terms["one month"]:
        short_enough = at_most(facts.get("hormone_therapy_duration"), one_month)
        results.append(inclusion(short_enough, gate))
    return fold(results)


# Row I7b, gate metastatic_treatment_started; met when: chemotherapy_cycles <= 1
def i7b(facts: Facts, terms: Terms = UNDECIDED) -> str:
    gate = facts.get("metastatic_treatment_started")
    return inclusion(at_most(facts.get("chemotherapy_cycles"), 1), gate)


# Row I7c, gate metastatic_treatment_started; met when: hormone_therapy_duration is 0 and
#     chemotherapy_cycles is 0, or treatment_stops_after_consent
def i7c(facts: Facts, terms: Terms = UNDECIDED) -> str:
    gate = facts.get("metastatic_treatment_started")
    nothing_to_stop = k_and(
        equals(facts.get("hormone_therapy_duration"), 0),
        equals(facts.get("chemotherapy_cycles"), 0),
    )
    return inclusion(k_or(nothing_to_stop, facts.get("treatment_stops_after_consent")), gate)


# Row I8a, met when: not prior_radiotherapy, or not lesion_in_irradiated_site
def i8a(facts: Facts, terms: Terms = UNDECIDED) -> str:
    return inclusion(
        k_or(k_not(facts.get("prior_radiotherapy")), k_not(facts.get("lesion_in_irradiated_site")))
    )


# Row I8b, met when: lesion_count <= 5
def i8b(facts: Facts, terms: Terms = UNDECIDED) -> str:
    return inclusion(at_most(facts.get("lesion_count"), 5))


# Row I8c, met when: not measurable_lesions, or largest_lesion_diameter <= 10 cm, or
#     largest_lesion_volume <= 500 mL
def i8c(facts: Facts, terms: Terms = UNDECIDED) -> str:
    return inclusion(
        k_or(
            k_not(facts.get("measurable_lesions")),
            at_most(facts.get("largest_lesion_diameter"), 10),
            at_most(facts.get("largest_lesion_volume"), 500),
        )
    )


# Row I9a, gate liver_metastases; met when: ast < 3 and alt < 3 and bilirubin < *bilirubin limit*
#     and albumin > 2.5 g/dL, all strict
def i9a(facts: Facts, terms: Terms = UNDECIDED) -> str:
    gate = facts.get("liver_metastases")
    results = []
    for bilirubin_limit in terms["bilirubin limit"]:
        holds = k_and(
            less_than(facts.get("ast"), 3),
            less_than(facts.get("alt"), 3),
            less_than(facts.get("bilirubin"), bilirubin_limit),
            more_than(facts.get("albumin"), Fraction("2.5")),
        )
        results.append(inclusion(holds, gate))
    return fold(results)


# Row I9b, gate liver_metastases; met when: not cirrhosis, and hepatitis is none (resolved:
#     *resolved hepatitis*)
def i9b(facts: Facts, terms: Terms = UNDECIDED) -> str:
    gate = facts.get("liver_metastases")
    hepatitis = facts.get("hepatitis")
    results = []
    for resolved_excludes in terms["resolved hepatitis"]:
        if resolved_excludes:
            no_hepatitis = one_of(hepatitis, "none")
        else:
            no_hepatitis = one_of(hepatitis, "none", "resolved")
        results.append(inclusion(k_and(k_not(facts.get("cirrhosis")), no_hepatitis), gate))
    return fold(results)


# Row I9c, gate liver_metastases; met when: largest_liver_lesion_diameter <= 7 cm
def i9c(facts: Facts, terms: Terms = UNDECIDED) -> str:
    gate = facts.get("liver_metastases")
    return inclusion(at_most(facts.get("largest_liver_lesion_diameter"), 7), gate)


# Row I9d, gate liver_metastases; met when: liver_lesion_clear_of_bowel
def i9d(facts: Facts, terms: Terms = UNDECIDED) -> str:
    return inclusion(facts.get("liver_lesion_clear_of_bowel"), facts.get("liver_metastases"))


# Derived (section 2): creatinine_clearance, mL/min =
#     (140 - age) x weight / (72 x creatinine in mg/dL), x 0.85 if female;
#     1 mg/dL = 88.4 umol/L; unknown if any of its inputs is (section 1)
def creatinine_clearance(facts: Facts) -> Fraction | None:
    age = facts.get("age")
    weight = facts.get("weight")
    creatinine = facts.get("creatinine")
    sex = facts.get("sex")
    if age is None or weight is None or creatinine is None or sex is None:
        return None
    creatinine_mg_dl = Fraction(creatinine) / Fraction("88.4")
    clearance: Fraction = (140 - age) * Fraction(weight) / (72 * creatinine_mg_dl)
    if sex == "female":
        clearance = clearance * Fraction("0.85")
    return clearance


# The gate of I10a: abdominal_visceral_metastases,
#     or liver_metastases if *liver is an abdominal viscus*
def i10a_gate(facts: Facts, liver_is_abdominal: bool) -> Truth:
    abdominal = facts.get("abdominal_visceral_metastases")
    if liver_is_abdominal:
        return k_or(abdominal, facts.get("liver_metastases"))
    return abdominal


# Row I10a, gate above; met when: creatinine_clearance > 60 mL/min, strictly
def i10a(facts: Facts, terms: Terms = UNDECIDED) -> str:
    results = []
    for liver_is_abdominal in terms["liver is an abdominal viscus"]:
        gate = i10a_gate(facts, liver_is_abdominal)
        results.append(inclusion(more_than(creatinine_clearance(facts), 60), gate))
    return fold(results)


# Row I11, met when: not compliance_obstacle
def i11(facts: Facts, terms: Terms = UNDECIDED) -> str:
    return inclusion(k_not(facts.get("compliance_obstacle")))


# Row I12, met when: life_expectancy > 3 months, strictly
def i12(facts: Facts, terms: Terms = UNDECIDED) -> str:
    return inclusion(more_than(facts.get("life_expectancy"), 3))


# Row I13, met when: social_security
def i13(facts: Facts, terms: Terms = UNDECIDED) -> str:
    return inclusion(facts.get("social_security"))


# Row I14, met when: consent_status is signed (section 2: `pending` counts as unknown)
def i14(facts: Facts, terms: Terms = UNDECIDED) -> str:
    consent = facts.get("consent_status")
    if consent == "pending":
        consent = None
    return inclusion(equals(consent, "signed"))


# --- the exclusion criteria ----------------------------------------------------------------------


# Row E1, failed when: er_percent < *HR cut-off* and pr_percent < *HR cut-off* and HER2 not
#     overexpressed (the I5 test)
def e1(facts: Facts, terms: Terms = UNDECIDED) -> str:
    results = []
    for cutoff in terms["HR cut-off"]:
        er_negative = less_than(facts.get("er_percent"), cutoff)
        pr_negative = less_than(facts.get("pr_percent"), cutoff)
        results.append(exclusion(k_and(er_negative, pr_negative, her2_not_overexpressed(facts))))
    return fold(results)


# Row E2, failed when: her2_ihc is 3+
def e2(facts: Facts, terms: Terms = UNDECIDED) -> str:
    return exclusion(equals(facts.get("her2_ihc"), "3+"))


# Row E3, no gate; failed when: metastatic_treatment_started, and (targeted_therapy_given, or
#     hormone_therapy_duration > *one month*, or chemotherapy_cycles > 1) (*E3 read literally* is
#     decided: no)
def e3(facts: Facts, terms: Terms = UNDECIDED) -> str:
    results = []
    for one_month in terms["one month"]:
        beyond_tolerance = k_or(
            facts.get("targeted_therapy_given"),
            more_than(facts.get("hormone_therapy_duration"), one_month),
            more_than(facts.get("chemotherapy_cycles"), 1),
        )
        results.append(
            exclusion(k_and(facts.get("metastatic_treatment_started"), beyond_tolerance))
        )
    return fold(results)


# Row E4, failed when: brain_metastases is brain (leptomeningeal_only: *leptomeningeal disease*)
def e4(facts: Facts, terms: Terms = UNDECIDED) -> str:
    brain = facts.get("brain_metastases")
    results = []
    for counts_as_brain in terms["leptomeningeal disease"]:
        if counts_as_brain:
            present = one_of(brain, "brain", "leptomeningeal_only")
        else:
            present = one_of(brain, "brain")
        results.append(exclusion(present))
    return fold(results)


# Row E5a, gate vertebral_metastases; failed when: contiguous_vertebrae > 3
def e5a(facts: Facts, terms: Terms = UNDECIDED) -> str:
    gate = facts.get("vertebral_metastases")
    return exclusion(more_than(facts.get("contiguous_vertebrae"), 3), gate)


# A difference of two dates in days; derived, so unknown if either date is
def days_between(earlier: dt.date | None, later: dt.date | None) -> int | None:
    if earlier is None or later is None:
        return None
    return (later - earlier).days


# Row E5b, gate vertebral_metastases; failed when: randomisation_date - neuro_exam_date > 7 days
def e5b(facts: Facts, terms: Terms = UNDECIDED) -> str:
    gate = facts.get("vertebral_metastases")
    days = days_between(facts.get("neuro_exam_date"), facts.get("randomisation_date"))
    return exclusion(more_than(days, 7), gate)


# Row E5c, gate vertebral_metastases; failed when: unable_to_undergo_treatment
def e5c(facts: Facts, terms: Terms = UNDECIDED) -> str:
    return exclusion(facts.get("unable_to_undergo_treatment"), facts.get("vertebral_metastases"))


# Row E5d, gate vertebral_metastases; failed when: systemic_or_radionuclide_given, and sbrt_date -
#     last_systemic_or_radionuclide_date <= 30 days
def e5d(facts: Facts, terms: Terms = UNDECIDED) -> str:
    gate = facts.get("vertebral_metastases")
    days = days_between(facts.get("last_systemic_or_radionuclide_date"), facts.get("sbrt_date"))
    return exclusion(k_and(facts.get("systemic_or_radionuclide_given"), at_most(days, 30)), gate)


# Row E5e, gate vertebral_metastases; failed when: neuro_deficit is significant or progressive
def e5e(facts: Facts, terms: Terms = UNDECIDED) -> str:
    gate = facts.get("vertebral_metastases")
    return exclusion(one_of(facts.get("neuro_deficit"), "significant", "progressive"), gate)


# Row E5f, gate vertebral_metastases; failed when: canal_involvement > 25 %
def e5f(facts: Facts, terms: Terms = UNDECIDED) -> str:
    gate = facts.get("vertebral_metastases")
    return exclusion(more_than(facts.get("canal_involvement"), 25), gate)


# Row E5g, gate vertebral_metastases; failed when: cord_or_cauda_compression
def e5g(facts: Facts, terms: Terms = UNDECIDED) -> str:
    return exclusion(facts.get("cord_or_cauda_compression"), facts.get("vertebral_metastases"))


# Row E5h, gate vertebral_metastases; failed when: vertebral_instability, or (neuro_deficit is not
#     none, and deficit_from_vertebral_compression)
def e5h(facts: Facts, terms: Terms = UNDECIDED) -> str:
    gate = facts.get("vertebral_metastases")
    has_deficit = k_not(equals(facts.get("neuro_deficit"), "none"))
    return exclusion(
        k_or(
            facts.get("vertebral_instability"),
            k_and(has_deficit, facts.get("deficit_from_vertebral_compression")),
        ),
        gate,
    )


# Row E6, failed when: connective_tissue_disease is definite (borderline: *borderline connective
#     tissue disease*)
def e6(facts: Facts, terms: Terms = UNDECIDED) -> str:
    disease = facts.get("connective_tissue_disease")
    results = []
    for borderline_excludes in terms["borderline connective tissue disease"]:
        if borderline_excludes:
            present = one_of(disease, "definite", "borderline")
        else:
            present = one_of(disease, "definite")
        results.append(exclusion(present))
    return fold(results)


# Row E7, gate sex is female; failed when: pregnancy_status is pregnant or breastfeeding
def e7(facts: Facts, terms: Terms = UNDECIDED) -> str:
    gate = equals(facts.get("sex"), "female")
    return exclusion(one_of(facts.get("pregnancy_status"), "pregnant", "breastfeeding"), gate)


# --- all of them, in the order of section 3 ------------------------------------------------------

CRITERIA: dict[str, Callable[..., str]] = {
    "I1": i1,
    "I2": i2,
    "I3": i3,
    "I4": i4,
    "I5": i5,
    "I6": i6,
    "I7": i7,
    "I7a": i7a,
    "I7b": i7b,
    "I7c": i7c,
    "I8a": i8a,
    "I8b": i8b,
    "I8c": i8c,
    "I9a": i9a,
    "I9b": i9b,
    "I9c": i9c,
    "I9d": i9d,
    "I10a": i10a,
    "I11": i11,
    "I12": i12,
    "I13": i13,
    "I14": i14,
    "E1": e1,
    "E2": e2,
    "E3": e3,
    "E4": e4,
    "E5a": e5a,
    "E5b": e5b,
    "E5c": e5c,
    "E5d": e5d,
    "E5e": e5e,
    "E5f": e5f,
    "E5g": e5g,
    "E5h": e5h,
    "E6": e6,
    "E7": e7,
}


def status(criterion: str, facts: Facts, terms: Terms = UNDECIDED) -> str:
    return CRITERIA[criterion](facts, terms)


def statuses(facts: Facts, terms: Terms = UNDECIDED) -> dict[str, str]:
    """The status of every leaf criterion, in the order of section 3."""
    return {criterion: test(facts, terms) for criterion, test in CRITERIA.items()}


def decided(**readings: Any) -> dict[str, tuple[Any, ...]]:
    """The terms with some of them decided: decided(HR_cut_off=Fraction(1)).

    Keyword = the term's name with every space or hyphen written as an underscore.
    """
    terms = dict(UNDECIDED)
    names = {name.replace(" ", "_").replace("-", "_"): name for name in UNDECIDED}
    for keyword, reading in readings.items():
        name = names[keyword]
        if reading not in UNDECIDED[name]:
            raise ValueError(f"{name!r} has no reading {reading!r}")
        terms[name] = (reading,)
    return terms


# Verdict: any failed -> not_eligible; else any unknown or contested -> undetermined;
# else eligible
def verdict(by_criterion: Mapping[str, str]) -> str:
    values = set(by_criterion.values())
    if FAILED in values:
        return "not_eligible"
    if UNKNOWN in values or CONTESTED in values:
        return "undetermined"
    return "eligible"
