"""Which questions are open, and which comes next, by brute force from the definition only.

*Open* (design.md, `screening assess`): a fact not yet asked is open iff two ways of answering the
rest of the unasked facts that differ only in this fact ("unknown" counts as a way of answering;
values range over everything inside the hard limits) give some criterion a different status.

How it is decided here. A criterion reads only the facts listed in READS, so two ways of answering
that differ in a fact it does not read cannot change it, and answers to facts it does not read
can be ignored. For each criterion, every unasked fact it reads is given every candidate value
of CANDIDATES, all combinations are tried, and a fact is open iff two rows of that table differ
only in this fact and carry different statuses.

Why a finite list of candidates is exact.

1. Yes/no facts and choices: the candidates are all the answers there are.
2. A number compared with fixed limits only: the status depends on the number only through the
   truth of those comparisons, hence only through which of the pieces the limits cut the line into
   (below, exactly at, above each limit) it lies in. `around` puts a value in every piece that the
   hard limits allow: the limits themselves, EPS either side of each, and both hard limits. (EPS
   is smaller than the distance between any two limits and than that from a limit to a hard
   limit.) Whole numbers step by 1. Fixed numbers each need only their own pieces, so the product
   of these lists is the product of the pieces.
   So whichever readings are in force, every row of the true, infinite table has a row here with
   the same status, fact by fact, and conversely every row here is a legal answer.
3. Creatinine clearance (I10a) is one comparison of several facts. Let C be its truth: true, false,
   or unknown as soon as one of the four inputs is. The status is a function of the two gate facts
   and C.
   * For an input f: suppose two legal answers of f alone change the status. They give different
     C. If one of them is "unknown" the other gives a C in {true, false} whose status differs from
     that of C unknown. If neither is, the two known C give different statuses, and at least one
     of these differs from the status of C unknown, so answering f "unknown" instead also makes a
     pair. So f is open iff for some gate answers some *attainable* known C has a status other than
     that of unknown, given the inputs already known.
   * For a gate fact: it is open iff for some attainable C its answers change the status.
   So only the set of attainable values of C matters. Clearance falls with age and creatinine,
   rises with weight and is higher for a man, so its largest and smallest values are attained at
   hard limits: true is attainable iff the largest is > 60, false iff the smallest is <= 60. The
   hard limits, both sexes and "unknown" therefore suffice. (A few ordinary values are added;
   they can do no harm since every row is a legal answer.)
4. Differences of dates (E5b, E5d): the same argument with C = "difference > 7" or "<= 30".
   Dates have no hard limit, so both truths are attainable whenever one of the two dates is
   unasked and the other is not "unknown". Candidates lie on both sides of 7, 30 and 31 days of
   every known date of the criterion, or of an anchor day if there is none, so that both occur.
   The cross-checks of section 5 are not limits on a value and are not applied.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from oracle.statuses import CRITERIA, UNDECIDED, Facts, Terms, i10a_gate

# --- section 2: the facts, in asking order ------------------------------------------------------

ASKING_ORDER: list[str] = [
    "histology_confirmed",
    "stage_iv_confirmed",
    "er_percent",
    "pr_percent",
    "her2_ihc",
    "her2_ish",
    "primary_treatment",
    "sex",
    "age",
    "who_status",
    "life_expectancy",
    "metastatic_treatment_started",
    "hormone_therapy_duration",
    "chemotherapy_cycles",
    "targeted_therapy_given",
    "local_treatment_given",
    "treatment_stops_after_consent",
    "lesion_count",
    "prior_radiotherapy",
    "lesion_in_irradiated_site",
    "measurable_lesions",
    "largest_lesion_diameter",
    "largest_lesion_volume",
    "liver_metastases",
    "ast",
    "alt",
    "bilirubin",
    "albumin",
    "cirrhosis",
    "hepatitis",
    "largest_liver_lesion_diameter",
    "liver_lesion_clear_of_bowel",
    "abdominal_visceral_metastases",
    "weight",
    "creatinine",
    "brain_metastases",
    "vertebral_metastases",
    "contiguous_vertebrae",
    "neuro_exam_date",
    "randomisation_date",
    "unable_to_undergo_treatment",
    "systemic_or_radionuclide_given",
    "last_systemic_or_radionuclide_date",
    "sbrt_date",
    "neuro_deficit",
    "canal_involvement",
    "cord_or_cauda_compression",
    "vertebral_instability",
    "deficit_from_vertebral_compression",
    "compliance_obstacle",
    "social_security",
    "consent_status",
    "connective_tissue_disease",
    "pregnancy_status",
]

# --- the facts that each criterion reads, gate first ----------------------------------------------

READS: dict[str, tuple[str, ...]] = {
    "I1": ("histology_confirmed", "stage_iv_confirmed"),
    "I2": ("age",),
    "I3": ("who_status",),
    "I4": ("er_percent", "pr_percent"),
    "I5": ("her2_ihc", "her2_ish"),
    "I6": ("primary_treatment",),
    "I7": ("metastatic_treatment_started", "targeted_therapy_given", "local_treatment_given"),
    "I7a": ("metastatic_treatment_started", "hormone_therapy_duration"),
    "I7b": ("metastatic_treatment_started", "chemotherapy_cycles"),
    "I7c": (
        "metastatic_treatment_started",
        "hormone_therapy_duration",
        "chemotherapy_cycles",
        "treatment_stops_after_consent",
    ),
    "I8a": ("prior_radiotherapy", "lesion_in_irradiated_site"),
    "I8b": ("lesion_count",),
    "I8c": ("measurable_lesions", "largest_lesion_diameter", "largest_lesion_volume"),
    "I9a": ("liver_metastases", "ast", "alt", "bilirubin", "albumin"),
    "I9b": ("liver_metastases", "cirrhosis", "hepatitis"),
    "I9c": ("liver_metastases", "largest_liver_lesion_diameter"),
    "I9d": ("liver_metastases", "liver_lesion_clear_of_bowel"),
    "I10a": (
        "abdominal_visceral_metastases",
        "liver_metastases",
        "age",
        "weight",
        "creatinine",
        "sex",
    ),
    "I11": ("compliance_obstacle",),
    "I12": ("life_expectancy",),
    "I13": ("social_security",),
    "I14": ("consent_status",),
    "E1": ("er_percent", "pr_percent", "her2_ihc", "her2_ish"),
    "E2": ("her2_ihc",),
    "E3": (
        "metastatic_treatment_started",
        "targeted_therapy_given",
        "hormone_therapy_duration",
        "chemotherapy_cycles",
    ),
    "E4": ("brain_metastases",),
    "E5a": ("vertebral_metastases", "contiguous_vertebrae"),
    "E5b": ("vertebral_metastases", "neuro_exam_date", "randomisation_date"),
    "E5c": ("vertebral_metastases", "unable_to_undergo_treatment"),
    "E5d": (
        "vertebral_metastases",
        "systemic_or_radionuclide_given",
        "last_systemic_or_radionuclide_date",
        "sbrt_date",
    ),
    "E5e": ("vertebral_metastases", "neuro_deficit"),
    "E5f": ("vertebral_metastases", "canal_involvement"),
    "E5g": ("vertebral_metastases", "cord_or_cauda_compression"),
    "E5h": (
        "vertebral_metastases",
        "vertebral_instability",
        "neuro_deficit",
        "deficit_from_vertebral_compression",
    ),
    "E6": ("connective_tissue_disease",),
    "E7": ("sex", "pregnancy_status"),
}

# --- the gates of section 3 (criteria not listed have none) -------------------------------------

GATE_FACTS: dict[str, tuple[str, ...]] = {
    "I7a": ("metastatic_treatment_started",),
    "I7b": ("metastatic_treatment_started",),
    "I7c": ("metastatic_treatment_started",),
    "I9a": ("liver_metastases",),
    "I9b": ("liver_metastases",),
    "I9c": ("liver_metastases",),
    "I9d": ("liver_metastases",),
    "I10a": ("abdominal_visceral_metastases", "liver_metastases"),
    "E5a": ("vertebral_metastases",),
    "E5b": ("vertebral_metastases",),
    "E5c": ("vertebral_metastases",),
    "E5d": ("vertebral_metastases",),
    "E5e": ("vertebral_metastases",),
    "E5f": ("vertebral_metastases",),
    "E5g": ("vertebral_metastases",),
    "E5h": ("vertebral_metastases",),
    "E7": ("sex",),
}


def gate_is_true(criterion: str, facts: Facts, terms: Terms = UNDECIDED) -> bool:
    """Is this criterion's gate true under at least one reading in force, as answered so far?"""
    if criterion == "I10a":
        readings = terms["liver is an abdominal viscus"]
        return any(i10a_gate(facts, reading) is True for reading in readings)
    if criterion == "E7":
        return facts.get("sex") == "female"
    (gate,) = GATE_FACTS[criterion]
    return facts.get(gate) is True


# --- candidate answers, "unknown" (None) always among them ---------------------------------------

EPS = Fraction(1, 1000)


def around(low: str | int, high: str | int, *limits: Any) -> tuple[Any, ...]:
    """A quantity: both hard limits, each limit, and a tiny step either side of it."""
    values = {Fraction(low), Fraction(high)}
    for limit in limits:
        values.update((limit - EPS, Fraction(limit), limit + EPS))
    inside = sorted(value for value in values if Fraction(low) <= value <= Fraction(high))
    return (*inside, None)


def whole(low: int, high: int, *limits: int) -> tuple[Any, ...]:
    """A whole number: both hard limits, each limit, and its neighbours."""
    values = {low, high}
    for limit in limits:
        values.update((limit - 1, limit, limit + 1))
    return (*sorted(value for value in values if low <= value <= high), None)


BOOL = (True, False, None)
CALENDAR_MONTH = Fraction(31) / Fraction("30.4375")

CANDIDATES: dict[str, tuple[Any, ...]] = {
    "histology_confirmed": BOOL,
    "stage_iv_confirmed": BOOL,
    "er_percent": around(0, 100, 1, 10),
    "pr_percent": around(0, 100, 1, 10),
    "her2_ihc": ("0", "1+", "2+", "3+", "not_done", None),
    "her2_ish": ("not_amplified", "amplified", None),
    "primary_treatment": ("done", "planned", "none", None),
    "sex": ("female", "male", None),
    "age": whole(0, 120, 18),
    "who_status": (0, 1, 2, 3, 4, None),
    "life_expectancy": around(0, 600, 3),
    "metastatic_treatment_started": BOOL,
    "hormone_therapy_duration": around(0, 600, 0, 1, CALENDAR_MONTH),
    "chemotherapy_cycles": whole(0, 50, 0, 1),
    "targeted_therapy_given": BOOL,
    "local_treatment_given": BOOL,
    "treatment_stops_after_consent": BOOL,
    "lesion_count": whole(1, 200, 5),
    "prior_radiotherapy": BOOL,
    "lesion_in_irradiated_site": BOOL,
    "measurable_lesions": BOOL,
    "largest_lesion_diameter": around("0.1", 30, 10),
    "largest_lesion_volume": around("0.01", 5000, 500),
    "liver_metastases": BOOL,
    "ast": around("0.05", 250, 3),
    "alt": around("0.05", 250, 3),
    "bilirubin": around("0.05", 53, 3, 30),
    "albumin": around(1, 7, Fraction("2.5")),
    "cirrhosis": BOOL,
    "hepatitis": ("none", "active", "resolved", None),
    "largest_liver_lesion_diameter": around("0.1", 30, 7),
    "liver_lesion_clear_of_bowel": BOOL,
    "abdominal_visceral_metastases": BOOL,
    "weight": (Fraction(25), Fraction(60), Fraction(300), None),
    "creatinine": (Fraction(15), Fraction(90), Fraction(2000), None),
    "brain_metastases": ("none_known", "brain", "leptomeningeal_only", None),
    "vertebral_metastases": BOOL,
    "contiguous_vertebrae": whole(1, 26, 3),
    "unable_to_undergo_treatment": BOOL,
    "systemic_or_radionuclide_given": BOOL,
    "neuro_deficit": ("none", "stable_minor", "significant", "progressive", None),
    "canal_involvement": around(0, 100, 25),
    "cord_or_cauda_compression": BOOL,
    "vertebral_instability": BOOL,
    "deficit_from_vertebral_compression": BOOL,
    "compliance_obstacle": BOOL,
    "social_security": BOOL,
    "consent_status": ("signed", "pending", "refused", None),
    "connective_tissue_disease": ("none", "definite", "borderline", None),
    "pregnancy_status": ("neither", "pregnant", "breastfeeding", None),
}

# The four dates: section 2 gives them no hard limits, so candidates are set around other dates.
DATES = (
    "neuro_exam_date",
    "randomisation_date",
    "last_systemic_or_radionuclide_date",
    "sbrt_date",
)
ANCHOR = dt.date(2026, 6, 15)
OFFSETS = (0, 6, 7, 8, 29, 30, 31, 32, 400)


def date_candidates(known: Mapping[str, Any]) -> tuple[Any, ...]:
    """Dates at every offset before and after each known date, or the anchor if there is none."""
    centres = [known[name] for name in DATES if isinstance(known.get(name), dt.date)]
    days: set[int] = set()
    for centre in centres or [ANCHOR]:
        for offset in OFFSETS:
            days.update((centre.toordinal() - offset, centre.toordinal() + offset))
    last = dt.date.max.toordinal()
    return (*(dt.date.fromordinal(day) for day in sorted(days) if 1 <= day <= last), None)


# The undecided term that a criterion reads: what it is judged with has no other, so that one left
# out here could not be read unnoticed.
TERM_OF: dict[str, tuple[str, ...]] = dict.fromkeys(READS, ()) | {
    "I2": ("adult at 18",),
    "I4": ("HR cut-off",),
    "I7": ("local treatment counts",),
    "I7a": ("one month",),
    "I9a": ("bilirubin limit",),
    "I9b": ("resolved hepatitis",),
    "I10a": ("liver is an abdominal viscus",),
    "E1": ("HR cut-off",),
    "E3": ("one month",),
    "E4": ("leptomeningeal disease",),
    "E6": ("borderline connective tissue disease",),
}


# --- the definition -----------------------------------------------------------------------------


def changeable(criterion: str, facts: Facts, terms: Terms = UNDECIDED) -> frozenset[str]:
    """The unasked facts that can change this criterion's status."""
    known = tuple((name, facts[name]) for name in READS[criterion] if name in facts)
    return _changeable(criterion, known, tuple((name, terms[name]) for name in TERM_OF[criterion]))


@cache
def _changeable(
    criterion: str,
    known_items: tuple[tuple[str, Any], ...],
    term_items: tuple[tuple[str, tuple[Any, ...]], ...],
) -> frozenset[str]:
    known = dict(known_items)
    terms = dict(term_items)
    unasked = [name for name in READS[criterion] if name not in known]
    lists = [date_candidates(known) if name in DATES else CANDIDATES[name] for name in unasked]

    # the status of every way of answering the unasked facts, by the places of its answers
    table: dict[tuple[int, ...], str] = {}
    for places in itertools.product(*(range(len(each)) for each in lists)):
        way = dict(known)
        for name, candidates, place in zip(unasked, lists, places, strict=True):
            way[name] = candidates[place]
        table[places] = CRITERIA[criterion](way, terms)

    # two ways that differ only in one fact, with different statuses?
    found = set()
    for position, name in enumerate(unasked):
        seen: dict[tuple[int, ...], str] = {}
        for places, result in table.items():
            rest = places[:position] + places[position + 1 :]
            if seen.setdefault(rest, result) != result:
                found.add(name)
                break
    return frozenset(found)


def open_facts(facts: Facts, terms: Terms = UNDECIDED) -> list[str]:
    """The open facts, in asking order."""
    found: set[str] = set()
    for criterion in CRITERIA:
        found |= changeable(criterion, facts, terms)
    return [name for name in ASKING_ORDER if name in found]


def askable_facts(facts: Facts, terms: Terms = UNDECIDED) -> list[str]:
    """The open facts that do not wait on a gate, in asking order.

    "A question is asked iff its fact is in that set (open) and some criterion that it can change
    has no gate, or a gate that is true under at least one reading in force; otherwise it waits on
    its gate." A fact that stands in the gate itself does not wait on it.
    """
    found: set[str] = set()
    for criterion in CRITERIA:
        for name in changeable(criterion, facts, terms):
            no_gate = criterion not in GATE_FACTS
            in_the_gate = not no_gate and name in GATE_FACTS[criterion]
            if no_gate or in_the_gate or gate_is_true(criterion, facts, terms):
                found.add(name)
    return [name for name in ASKING_ORDER if name in found]


def next_fact(facts: Facts, terms: Terms = UNDECIDED) -> str | None:
    """The first open fact, in asking order, that does not wait on a gate; None if there is none."""
    askable = askable_facts(facts, terms)
    return askable[0] if askable else None
