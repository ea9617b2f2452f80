"""Seeded random cases for the differential tests, and their JSON form for `screening assess`.

`cases(seed, n)` gives n dicts of facts (exact Fractions in the canonical unit, ints, bools,
option ids, dates; None = answered "unknown"; a key left out = not yet asked). Every value lies
inside section 2's hard limits and the dates obey section 5's *refuse* cross-checks.

`to_json(facts)` gives the same case as the JSON object that `screening assess` reads, without ever
rounding: `read_back` (used by the oracle's own tests) undoes it exactly. How a value is written
(bare number, other unit, value/limit; null or "unknown") is chosen from `spelling`, so the same
case can be written in several ways: to_json(facts, spelling=1), 2, 3, ...
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from oracle.openness import ASKING_ORDER, CALENDAR_MONTH, CANDIDATES, DATES

Case = dict[str, Any]

# --- the values a fact can take ------------------------------------------------------------------

F = Fraction
HAIR = F(1, 10**9)


def near(low: Any, high: Any, limits: list[Any], usual: list[Any]) -> list[Fraction]:
    """Ordinary values, both hard limits, every limit, and steps of two sizes either side of it."""
    low, high = F(low), F(high)
    values = [F(value) for value in usual] + [low, high]
    for limit in limits:
        values += [F(limit) + step for step in (0, HAIR, -HAIR, F(1, 100), -F(1, 100))]
    return [value for value in values if low <= value <= high]


# values that no binary fraction, and often no decimal in the canonical unit, can hold
ODD_BILIRUBIN = [F(micromol) / F("17.1") for micromol in (9, 50, F("51.2"), F("51.4"), 513, 514)]
ODD_CREATININE = [F("88.4") * F(mg) for mg in ("0.8", "0.85", "1", "1.001", "0.999", "1.2")]
ODD_RATIOS = [F(84, 40), F(119, 40), F(121, 40), F(100, 33), F(98, 33), F(104, 35)]
DAYS = [F(days) / F("30.4375") for days in (1, 28, 30, 31, 32, 35)]
DAYS += [1 + HAIR, CALENDAR_MONTH, F("30.9999") / F("30.4375"), F("31.0001") / F("30.4375")]

NUMBERS: dict[str, list[Any]] = {
    "er_percent": near(0, 100, [1, 10], [5, 9, 80, 95]),
    "pr_percent": near(0, 100, [1, 10], [5, 9, 60]),
    "age": [0, 17, 18, 18, 19, 25, 45, 58, 71, 90, 120],
    "who_status": [0, 1, 2, 3, 4],
    "life_expectancy": [*near(0, 600, [3], [6, 12, 24, 60]), F(91) / F("30.4375")],
    "hormone_therapy_duration": near(0, 600, [0, 1], ["0.5", 2, 12]) + DAYS,
    "chemotherapy_cycles": [0, 0, 1, 1, 2, 6, 50],
    "lesion_count": [1, 2, 3, 4, 5, 5, 6, 7, 200],
    "largest_lesion_diameter": near("0.1", 30, [10], ["1.5", 4, "10.5"]),
    "largest_lesion_volume": near("0.01", 5000, [500], [20, 450, 600]),
    "ast": near("0.05", 250, [3], ["0.8", "1.5"]) + ODD_RATIOS,
    "alt": near("0.05", 250, [3], ["0.8", "1.5"]) + ODD_RATIOS,
    "bilirubin": near("0.05", 53, [3, 30], ["0.6", "2.8", 12]) + ODD_BILIRUBIN,
    "albumin": near(1, 7, ["2.5"], ["3.9", "4.2"]),
    "largest_liver_lesion_diameter": near("0.1", 30, [7], ["2.5", 4]),
    "weight": near(25, 300, [54], [62, "70.5", 95]),
    "creatinine": near(15, 2000, ["88.4", "75.14"], [60, 90, 180, 250]) + ODD_CREATININE,
    "contiguous_vertebrae": [1, 2, 3, 3, 4, 4, 5, 26],
    "canal_involvement": near(0, 100, [25], [10, 40]),
}
# yes/no facts and choices: all the answers there are
CHOICES: dict[str, list[Any]] = {
    name: [value for value in values if value is not None]
    for name, values in CANDIDATES.items()
    if name not in NUMBERS
}
TODAY = dt.date(2026, 11, 20)


def day(offset: int) -> dt.date:
    return TODAY + dt.timedelta(days=offset)


def legal(facts: Mapping[str, Any]) -> bool:
    """Section 5, refuse: neuro_exam_date after randomisation_date; last dose after sbrt_date;
    sbrt_date before randomisation_date."""
    neuro, randomised, last, sbrt = (facts.get(name) for name in DATES)
    if neuro is not None and randomised is not None and neuro > randomised:
        return False
    if last is not None and sbrt is not None and last > sbrt:
        return False
    return not (sbrt is not None and randomised is not None and sbrt < randomised)


def four_dates(rng: random.Random) -> Case:
    """A legal set of dates, at and around 7 and 30 days."""
    randomised = rng.choice([0, 0, 3, 40])
    sbrt = randomised + rng.choice([0, 1, 7, 14, 28])
    return {
        "neuro_exam_date": day(randomised - rng.choice([0, 1, 6, 7, 7, 8, 8, 9, 30])),
        "randomisation_date": day(randomised),
        "last_systemic_or_radionuclide_date": day(
            sbrt - rng.choice([0, 1, 29, 30, 30, 31, 31, 32, 400])
        ),
        "sbrt_date": day(sbrt),
    }


def any_value(name: str, rng: random.Random) -> Any:
    if name in DATES:
        return four_dates(rng)[name]
    return rng.choice(NUMBERS[name] if name in NUMBERS else CHOICES[name])


# --- kinds of case -------------------------------------------------------------------------------


def scattered(rng: random.Random) -> Case:
    """Every fact at random: a boundary value, a gap, or an unknown."""
    gap = rng.choice([0, 0, 0.1, 0.3, 0.6, 0.9])
    unknown = rng.choice([0, 0.05, 0.2, 0.5])
    dates = four_dates(rng)
    facts: Case = {}
    for name in ASKING_ORDER:
        if rng.random() < gap:
            continue
        if rng.random() < unknown:
            facts[name] = None
        else:
            facts[name] = dates[name] if name in DATES else any_value(name, rng)
    return facts


def eligible_baseline(rng: random.Random) -> Case:
    """A realistic patient who is eligible; what does not concern her is not asked."""
    facts: Case = {
        "histology_confirmed": True,
        "stage_iv_confirmed": True,
        "er_percent": F(rng.choice([60, 90, 100])),
        "her2_ihc": rng.choice(["0", "1+"]),
        "primary_treatment": rng.choice(["done", "planned"]),
        "sex": "female",
        "age": rng.choice([38, 52, 61, 74]),
        "who_status": rng.choice([0, 1, 2]),
        "life_expectancy": F(rng.choice([6, 24, 36])),
        "metastatic_treatment_started": False,
        "lesion_count": rng.choice([2, 3, 5]),
        "prior_radiotherapy": False,
        "measurable_lesions": True,
        "largest_lesion_diameter": F(rng.choice(["2.4", "8.5", "10"])),
        "liver_metastases": False,
        "abdominal_visceral_metastases": False,
        "brain_metastases": "none_known",
        "vertebral_metastases": False,
        "compliance_obstacle": False,
        "social_security": True,
        "consent_status": "signed",
        "connective_tissue_disease": "none",
        "pregnancy_status": "neither",
    }
    for addition in (treated, irradiated, other_receptors, male, large, viscera, spine):
        addition(facts, rng)
    return {name: facts[name] for name in ASKING_ORDER if name in facts}


def treated(facts: Case, rng: random.Random) -> None:
    if rng.random() < 0.5:
        facts["metastatic_treatment_started"] = True
        facts["hormone_therapy_duration"] = F(rng.choice(["0", "0.5", "1"]))
        facts["chemotherapy_cycles"] = rng.choice([0, 1])
        facts["targeted_therapy_given"] = False
        facts["local_treatment_given"] = False
        facts["treatment_stops_after_consent"] = True


def irradiated(facts: Case, rng: random.Random) -> None:
    if rng.random() < 0.3:
        facts["prior_radiotherapy"] = True
        facts["lesion_in_irradiated_site"] = False


def other_receptors(facts: Case, rng: random.Random) -> None:
    if rng.random() < 0.3:
        facts["er_percent"], facts["pr_percent"] = F(0), F(40)
    if rng.random() < 0.3:
        facts["her2_ihc"] = rng.choice(["2+", "not_done"])
        facts["her2_ish"] = "not_amplified"


def male(facts: Case, rng: random.Random) -> None:
    if rng.random() < 0.3:
        facts["sex"] = "male"
        del facts["pregnancy_status"]


def large(facts: Case, rng: random.Random) -> None:
    if rng.random() < 0.2:
        facts["largest_lesion_diameter"] = F("10.4")
        facts["largest_lesion_volume"] = F(rng.choice([480, 500]))


def viscera(facts: Case, rng: random.Random) -> None:
    if rng.random() < 0.5:
        facts["liver_metastases"] = True
        facts["ast"], facts["alt"] = rng.choice(ODD_RATIOS[:2]), F("0.9")
        facts["bilirubin"] = rng.choice([F("0.7"), F("2.8")])
        facts["albumin"] = F("4.1")
        facts["cirrhosis"] = False
        facts["hepatitis"] = "none"
        facts["largest_liver_lesion_diameter"] = F(rng.choice(["2.4", "7"]))
        facts["liver_lesion_clear_of_bowel"] = True
    if rng.random() < 0.3:
        facts["abdominal_visceral_metastases"] = True
    if facts["liver_metastases"] or facts["abdominal_visceral_metastases"]:
        facts["weight"], facts["creatinine"] = F("70.5"), F(55)


def spine(facts: Case, rng: random.Random) -> None:
    if rng.random() < 0.5:
        return
    randomised = rng.choice([3, 10])
    facts["vertebral_metastases"] = True
    facts["contiguous_vertebrae"] = rng.choice([1, 3])
    facts["neuro_exam_date"] = day(randomised - rng.choice([0, 3, 7]))
    facts["randomisation_date"] = day(randomised)
    facts["unable_to_undergo_treatment"] = False
    facts["systemic_or_radionuclide_given"] = True
    facts["last_systemic_or_radionuclide_date"] = day(randomised + 7 - 31)
    facts["sbrt_date"] = day(randomised + 7)
    facts["neuro_deficit"] = "none"
    facts["canal_involvement"] = F(rng.choice([0, 10, 25]))
    facts["cord_or_cauda_compression"] = False
    facts["vertebral_instability"] = False
    if rng.random() < 0.5:
        facts["neuro_deficit"] = "stable_minor"
        facts["deficit_from_vertebral_compression"] = False


def mutated_baseline(rng: random.Random) -> Case:
    """The eligible patient with 0 to 3 facts changed, left out or unknown."""
    facts = eligible_baseline(rng)
    for _ in range(rng.randint(0, 3)):
        name = rng.choice(ASKING_ORDER if rng.random() < 0.3 else list(facts))
        what = rng.random()
        if what < 0.2:
            facts.pop(name, None)
        elif what < 0.4:
            facts[name] = None
        else:
            facts[name] = any_value(name, rng)
    return facts


def interview(rng: random.Random) -> Case:
    """An interview broken off: facts answered in asking order up to some point, few gaps."""
    facts = mutated_baseline(rng) if rng.random() < 0.5 else scattered(rng)
    stop = rng.randint(0, len(ASKING_ORDER))
    return {name: facts[name] for name in ASKING_ORDER[:stop] if name in facts}


def contested(rng: random.Random) -> Case:
    """The baseline with one to three terms of section 4 brought into play, at times with gaps."""
    facts = eligible_baseline(rng)
    if rng.random() < 0.3:
        facts = {name: value for name, value in facts.items() if rng.random() < 0.8}
    plays: list[Case] = [
        {"age": 18},
        {"er_percent": rng.choice([F(1), F(5), F("9.99")]), "pr_percent": F(rng.choice([0, 4]))},
        {
            "metastatic_treatment_started": True,
            "hormone_therapy_duration": rng.choice([CALENDAR_MONTH, 1 + HAIR]),
            "chemotherapy_cycles": rng.choice([0, 1]),
            "targeted_therapy_given": False,
        },
        {
            "metastatic_treatment_started": True,
            "targeted_therapy_given": rng.choice([False, False, None, True]),
            "local_treatment_given": True,
        },
        {"liver_metastases": True, "bilirubin": rng.choice([F(3), F(12), F(513) / F("17.1")])},
        {"liver_metastases": True, "hepatitis": "resolved", "cirrhosis": rng.choice([False, None])},
        {
            "liver_metastases": rng.choice([True, None]),
            "abdominal_visceral_metastases": rng.choice([False, None]),
            # a man of 60 weighing 54 kg clears exactly 60 mL/min at 1 mg/dL = 88.4 umol/L
            "sex": rng.choice(["male", "female"]),
            "age": 60,
            "weight": F(54),
            "creatinine": rng.choice([F("88.4"), F("75.14"), F("75.13"), F("88.39"), F(200)]),
        },
        {"brain_metastases": "leptomeningeal_only"},
        {"connective_tissue_disease": "borderline"},
    ]
    for play in rng.sample(plays, rng.randint(1, 3)):
        facts.update(play)
    return facts


KINDS: tuple[Callable[[random.Random], Case], ...] = (
    scattered,
    mutated_baseline,
    interview,
    contested,
)


def cases(seed: int, n: int) -> list[Case]:
    """n legal cases, the same for the same seed; all kinds in turn."""
    rng = random.Random(seed)  # noqa: S311
    found: list[Case] = []
    while len(found) < n:
        facts = KINDS[len(found) % len(KINDS)](rng)
        if legal(facts):
            found.append({name: facts[name] for name in ASKING_ORDER if name in facts})
    return found


# --- the JSON form --------------------------------------------------------------------------------

# section 2's units: how many of each make one canonical unit (the first)
UNITS: dict[str, dict[str, Fraction]] = {
    "er_percent": {"%": F(1)},
    "pr_percent": {"%": F(1)},
    "life_expectancy": {
        "months": F(1),
        "weeks": F("30.4375") / 7,
        "years": F(1, 12),
    },
    "hormone_therapy_duration": {
        "months": F(1),
        "weeks": F("30.4375") / 7,
        "days": F("30.4375"),
    },
    "largest_lesion_diameter": {"cm": F(1), "mm": F(10)},
    "largest_lesion_volume": {"mL": F(1), "cm³": F(1)},
    "ast": {"×ULN": F(1)},
    "alt": {"×ULN": F(1)},
    "bilirubin": {"mg/dL": F(1), "mg/L": F(10), "µmol/L": F("17.1")},
    "albumin": {"g/dL": F(1), "g/L": F(10)},
    "largest_liver_lesion_diameter": {"cm": F(1), "mm": F(10)},
    "weight": {"kg": F(1)},
    "creatinine": {"µmol/L": F(1), "mg/dL": 1 / F("88.4"), "mg/L": 10 / F("88.4")},
    "canal_involvement": {"%": F(1)},
}
RATIOS = ("ast", "alt")


def decimal(value: Fraction) -> str | None:
    """The exact decimal notation of a value, or None if it has none (or one beyond 15 digits)."""
    scaled = value * 10**12
    if scaled.denominator != 1:
        return None
    digits = str(abs(scaled.numerator)).rjust(13, "0")
    whole, fraction = digits[:-12], digits[-12:].rstrip("0")
    if len((whole + fraction).lstrip("0")) > 15:
        return None
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


def bare(text: str) -> int | float | None:
    """A JSON number that json.dumps writes out with exactly this value, or None."""
    if "." not in text:
        return int(text)
    number = float(text)
    written = repr(number)
    return number if "e" not in written and F(written) == F(text) else None


def ways_to_write(name: str, value: Fraction) -> list[Any]:
    ways: list[Any] = []
    for unit, per_canonical in UNITS[name].items():
        text = decimal(value * per_canonical)
        if text is None:
            continue
        if not ways and per_canonical == 1:
            number = bare(text)
            if number is not None:
                ways += [number, number]  # twice: the commonest way
        ways.append(f"{text} {unit}")
    if name in RATIOS:
        ratios = [(decimal(value * limit), limit) for limit in (40, 35, 33)]
        ways += [f"{text}/{limit}" for text, limit in ratios if text is not None]
    if not ways:
        raise ValueError(f"{name}: {value} has no exact notation in any unit")
    return ways


def to_json(facts: Mapping[str, Any], spelling: int = 0) -> dict[str, Any]:
    """The case as the object that `screening assess` reads."""
    written: dict[str, Any] = {}
    for name, value in facts.items():
        rng = random.Random(f"{spelling} {name} {value}")  # noqa: S311
        if value is None:
            written[name] = rng.choice([None, "unknown"])
        elif isinstance(value, dt.date):
            written[name] = value.isoformat()
        elif name in UNITS:
            written[name] = rng.choice(ways_to_write(name, Fraction(value)))
        else:
            written[name] = value
    return written


def to_json_text(facts: Mapping[str, Any], spelling: int = 0) -> str:
    """One line of a .jsonl file."""
    return json.dumps(to_json(facts, spelling), ensure_ascii=False)


def read_back(text: str) -> Case:
    """Undo to_json_text exactly: only for the oracle's own tests."""
    facts: Case = {}
    for name, written in json.loads(text, parse_float=Fraction).items():
        if written is None or written == "unknown":
            facts[name] = None
        elif name in DATES:
            facts[name] = dt.date.fromisoformat(written)
        elif name not in UNITS:
            facts[name] = written
        elif not isinstance(written, str):
            facts[name] = Fraction(written)
        elif "/" in written and " " not in written:
            value, limit = written.split("/")
            facts[name] = Fraction(value) / Fraction(limit)
        else:
            number, unit = written.split(" ")
            facts[name] = Fraction(number) / UNITS[name][unit]
    return facts
