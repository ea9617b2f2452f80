"""What a summary says, worked out by hand from the packaged protocol."""

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from support.report_materials import (
    BONE,
    HEAD,
    LIVER,
    SCREENING,
    SPINE,
    TREATED,
    decided,
    first,
    given,
    material,
    n,
    protocol,
    unfinished,
)

from assistant.criteria.answers import UnknownReason, unknown
from assistant.criteria.evaluation import Status, Verdict
from assistant.criteria.relevance import Planner
from assistant.errors import BadInput
from assistant.reports.content import CriterionShown, FactShown, Row, Summary
from assistant.reports.summary import summarise


def criterion(summary: Summary, id_: str) -> CriterionShown:
    return next(each for group in summary.groups for each in group.criteria if each.id == id_)


def fact(shown: CriterionShown, id_: str) -> FactShown:
    return next(each for each in shown.facts if each.fact == id_)


def rows(found: tuple[Row, ...]) -> dict[str, str]:
    return {row.label: row.text for row in found}


# ---------------------------------------------------------------- eligible


def test_an_eligible_verdict_stands_with_the_warning_and_nothing_open() -> None:
    summary = summarise(material(BONE), "en")
    assert summary.verdict.verdict is Verdict.ELIGIBLE
    assert (summary.verdict.glyph, summary.verdict.word) == ("✓", "Eligible")
    assert summary.verdict.caution.endswith("A synopsis is not the protocol.")
    assert summary.verdict.warning.startswith("These criteria come from the public synopsis")
    assert summary.verdict.unfinished == ""
    assert summary.verdict.validity == "No date limits this verdict. Recheck it at randomisation."
    assert summary.deciding.nothing_open.startswith("Every criterion is satisfied")
    assert (summary.deciding.failed, summary.deciding.contested) == ((), ())
    assert (summary.deciding.missing, summary.deciding.not_asked) == ((), ())
    assert summary.changing.rule == ""
    assert rows(summary.tally) == {
        "✗ not satisfied": "0",
        "≠ contested": "0",
        "? unknown": "0",
        "✓ satisfied": "20",
        "– not applicable": "16",
    }


def test_who_screened_whom_when_and_from_what() -> None:
    summary = summarise(material(BONE), "en")
    assert rows(summary.identity) == {
        "Participant": "SEIN-0042",
        "Site": "site-01",
        "Screening": SCREENING,
        "Screened by": "anna.k (coordinator)",
        "Opened": "2026-11-21 09:00:00 UTC",
        "State": "completed, not signed",
        "Completed by": "dr.leroy (investigator)",
        "Completed": "2026-11-21 09:40:00 UTC",
        "Order of questions": "the protocol's order",
    }
    assert rows(summary.provenance) == {
        "Protocol": "STEREO-SEIN (stereo_sein)",
        "Protocol version": protocol().version,
        "Registry": "NCT02089100",
        "Protocol files (SHA-256)": protocol().source.sha256,
        "Record head (SHA-256)": HEAD,
        "Events on record": "57",
        "Software": "stereo-screening 0.1.0",
        "Summary made": "2026-11-21 11:00:00 UTC",
    }


def test_times_are_shown_in_utc_wherever_they_were_taken() -> None:
    paris = timezone(timedelta(hours=1))
    made = datetime(2026, 11, 22, 0, 30, 0, tzinfo=paris)
    summary = summarise(material(BONE, made_at=made), "en")
    assert rows(summary.provenance)["Summary made"] == "2026-11-21 23:30:00 UTC"


def test_a_verdict_is_valid_until_its_first_date_lapses() -> None:
    summary = summarise(material(SPINE), "en")
    assert summary.verdict.verdict is Verdict.ELIGIBLE
    until = "Valid until 2026-12-01 (1 December 2026). Recheck it at randomisation."
    assert summary.verdict.validity == until
    assert [(each.label, each.iso) for each in summary.dates] == [
        ("neurological examination valid until", "2026-12-01"),
        ("earliest stereotactic fraction", "2026-12-01"),
    ]


@pytest.mark.parametrize(
    ("day", "start"), [(1, "Valid until 2026-12-01"), (2, "Lapsed: it was valid until 2026-12-01")]
)
def test_a_verdict_lapses_on_the_day_after(day: int, start: str) -> None:
    made = datetime(2026, 12, day, 23, 59, tzinfo=UTC)
    assert summarise(material(SPINE, made_at=made), "en").verdict.validity.startswith(start)


def test_only_an_eligible_verdict_has_a_validity() -> None:
    summary = summarise(material({**SPINE, "social_security": False}), "en")
    assert summary.verdict.validity == ""
    assert summary.dates != ()


# ---------------------------------------------------------------- failed


def test_a_failed_criterion_shows_its_value_as_typed_and_in_the_canonical_unit() -> None:
    facts = {**LIVER, "bilirubin": "310 mg/L"}
    summary = summarise(material(facts), "en")
    assert summary.verdict.verdict is Verdict.NOT_ELIGIBLE
    (failed,) = summary.deciding.failed
    assert (failed.id, failed.mark.glyph, failed.mark.word) == ("I9a", "✗", "not met")
    assert [each.fact for each in failed.facts] == ["liver_metastases", "bilirubin"]
    bilirubin = fact(failed, "bilirubin")
    assert bilirubin.value == "310 mg/L = 31 mg/dL"
    assert (bilirubin.canonical, bilirubin.unit) == ("31", "mg/dL")
    assert bilirubin.reply == "310 mg/L"
    assert bilirubin.by == "anna.k (coordinator)"
    assert bilirubin.at.iso == "2026-11-21T09:17:20Z"
    assert bilirubin.source == "laboratory report of 2026-11-14 (14 November 2026): binder 4"
    assert bilirubin.confirmations == (
        "Unusual value: total bilirubin, 310 mg/L = 31 mg/dL.",
        (
            "A bilirubin of 3 mg/dL (30 mg/L, 51.3 µmol/L) or more is unusual here, and the unit "
            "is probably wrong. Compare the value in every unit with the laboratory report. Is "
            "that right? In every unit: 31 mg/dL = 310 mg/L = 530.1 µmol/L."
        ),
    )


def test_28_mg_per_litre_is_2_8_mg_per_decilitre_and_is_met_under_either_reading() -> None:
    summary = summarise(material({**LIVER, "bilirubin": "28 mg/L"}), "en")
    met = criterion(summary, "I9a")
    assert met.mark.status is Status.MET
    assert fact(met, "bilirubin").value == "28 mg/L = 2.8 mg/dL"
    assert fact(met, "ast").value == "84/40 = 2.1×ULN"
    assert fact(met, "alt").value == "1.2×ULN"


def test_the_sponsors_decision_makes_a_contested_bilirubin_fail() -> None:
    decision = decided("bilirubin_limit", "as_published")
    facts = {**LIVER, "bilirubin": "28 mg/dL"}
    summary = summarise(material(facts, protocol=decision), "en")
    assert [each.id for each in summary.deciding.failed] == ["I9a"]
    assert fact(summary.deciding.failed[0], "bilirubin").value == "28 mg/dL"
    (shown,) = summary.terms.sponsor
    assert shown.label == "bilirubin limit"
    assert shown.reading.startswith("less than 3 mg/dL")
    assert (shown.by, shown.date) == ("Dr Vidal, sponsor", "2026-12-01 (1 December 2026)")
    assert shown.reference == "Letter 7"
    assert "bilirubin_limit" not in [each.term for each in summary.terms.undecided]


def test_readings_are_told_apart_by_who_decided_them() -> None:
    terms = summarise(material(BONE), "en").terms
    assert terms.sponsor == ()
    assert [each.term for each in terms.shipped] == [
        "enzymes", "tolerated_together", "spinal_instability", "per_lesion", "e3_read_literally",
    ]  # fmt: skip
    assert terms.shipped[0].reading == "AST and ALT only"
    assert len(terms.undecided) == 9
    cutoff = next(each for each in terms.undecided if each.term == "hr_cutoff")
    assert cutoff.reading == (
        "positive from 10% of nuclei (French practice) / or: positive from 1% of nuclei (ASCO/CAP)"
    )


# ---------------------------------------------------------------- contested


def test_a_contested_cutoff_shows_each_reading_and_asks_the_sponsor_once() -> None:
    summary = summarise(material({**BONE, "er_percent": "5 %", "pr_percent": n("1")}), "en")
    assert summary.verdict.verdict is Verdict.UNDETERMINED
    i4, e1 = summary.deciding.contested
    assert (i4.criterion.id, i4.terms) == ("I4", "hormone-receptor cut-off")
    assert [(each.reading, each.mark.glyph, each.mark.word) for each in i4.readings] == [
        ("positive from 10% of nuclei (French practice)", "✗", "not met"),
        ("positive from 1% of nuclei (ASCO/CAP)", "✓", "met"),
    ]
    assert [each.mark.word for each in e1.readings] == ["present", "absent"]
    (question,) = summary.deciding.questions
    assert question.criteria == "I4, E1"
    assert question.text == protocol().words_in("en").terms["hr_cutoff"].question
    assert question.matters == protocol().words_in("en").terms["hr_cutoff"].matters


def test_a_term_shipped_as_decided_does_not_show_among_contested_readings() -> None:
    facts = {**TREATED, "local_treatment_given": True}
    summary = summarise(material(facts), "en")
    (contested,) = summary.deciding.contested
    assert contested.criterion.id == "I7"
    assert contested.terms == "local treatment of a metastasis"
    assert len(contested.readings) == 2


# ---------------------------------------------------------------- unknown


def test_missing_answers_say_why_and_whom_they_keep_waiting() -> None:
    facts = {
        **BONE,
        "liver_metastases": unknown(UnknownReason.PENDING),
        "consent_status": "pending",
    }
    summary = summarise(material(facts), "en")
    assert summary.verdict.verdict is Verdict.UNDETERMINED
    found = [(each.fact.fact, each.fact.value, each.criteria) for each in summary.deciding.missing]
    assert found == [
        ("liver_metastases", "unknown: pending", "I9a, I9b, I9c, I9d, I10a"),
        ("consent_status", "pending: not signed yet (counts as unknown)", "I14"),
    ]
    (not_asked,) = summary.deciding.not_asked
    assert not_asked.label == "not asked (waits on liver metastases)"
    assert not_asked.text.startswith("aspartate aminotransferase (AST), alanine")
    assert criterion(summary, "I9c").mark.word == "unknown"
    assert summary.deciding.not_assessed == ""
    assert summary.changing.answers == (
        "Answers still needed: liver metastases, information and consent, "
        "questions not asked yet (10, listed above)."
    )


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (UnknownReason.NOT_DONE, "unknown: not done"),
        (UnknownReason.CANNOT_BE_OBTAINED, "unknown: cannot be obtained"),
        (UnknownReason.UNSTATED, "unknown: no reason given"),
    ],
)
def test_every_reason_has_its_words(reason: UnknownReason, words: str) -> None:
    summary = summarise(material({**BONE, "who_status": unknown(reason)}), "en")
    (missing,) = summary.deciding.missing
    assert (missing.fact.value, missing.fact.state) == (words, "unknown")
    assert (missing.fact.canonical, missing.fact.unit) == ("", "")


# ---------------------------------------------------------------- stopped and unfinished


def test_a_stopped_screening_labels_open_criteria_not_assessed() -> None:
    facts = {**first(1, BONE), "stage_iv_confirmed": False}
    summary = summarise(material(facts, stopped=True), "en")
    assert summary.verdict.verdict is Verdict.NOT_ELIGIBLE
    assert summary.verdict.unfinished.startswith("Stopped at a failed criterion.")
    assert rows(summary.identity)["State"] == "completed, not signed; stopped at a failed criterion"
    assert [each.id for each in summary.deciding.failed] == ["I1"]
    assert summary.deciding.unknown == ()
    assert summary.deciding.not_asked == ()
    assert summary.deciding.not_assessed.startswith("I2, I3, I4, I5")
    assert summary.deciding.not_assessed.count(",") == 34
    left = criterion(summary, "I3")
    assert (left.mark.status, left.mark.word) == (Status.UNKNOWN, "not assessed")
    assert (left.facts, left.not_asked) == ((), "performance status (WHO)")
    assert rows(summary.tally)["? not assessed"] == "35"
    assert rows(summary.tally)["? unknown"] == "0"


def test_an_answer_given_as_unknown_stays_in_sight_when_a_screening_is_stopped() -> None:
    facts = {"histology_confirmed": False, "who_status": unknown(UnknownReason.PENDING)}
    summary = summarise(material(facts, stopped=True), "en")
    assert [each.fact.fact for each in summary.deciding.missing] == ["who_status"]
    assert criterion(summary, "I3").mark.word == "unknown"
    assert [each.id for each in summary.deciding.unknown] == ["I3"]


@pytest.mark.parametrize(
    ("state", "shown"),
    [("open", "unfinished: questions are still open"), ("suspended", "unfinished: suspended")],
)
def test_an_unfinished_screening_says_so(state: str, shown: str) -> None:
    summary = summarise(unfinished(first(23, BONE), state), "en")
    assert summary.verdict.verdict is Verdict.UNDETERMINED
    assert summary.verdict.unfinished.startswith("Unfinished screening")
    assert rows(summary.identity)["State"] == shown
    assert "Concluded" not in rows(summary.identity)
    assert "Completed by" not in rows(summary.identity)
    assert criterion(summary, "E7").mark.word == "not assessed yet"
    assert rows(summary.tally)["? not assessed yet"] == "1"
    (not_asked,) = summary.deciding.not_asked
    assert not_asked == Row(label="not asked", text="pregnancy or breast-feeding")


def test_a_screening_without_any_answer_has_a_summary() -> None:
    summary = summarise(unfinished({}, "open"), "fr")
    assert summary.verdict.verdict is Verdict.UNDETERMINED
    assert summary.answers == ()
    assert rows(summary.tally)["? pas encore évalué"] == "36"


# ---------------------------------------------------------------- criteria, answers, formulas


def test_all_criteria_stand_in_the_protocols_order_with_their_wording() -> None:
    summary = summarise(material(BONE), "en")
    inclusion, exclusion = summary.groups
    ids = [each.id for each in (*inclusion.criteria, *exclusion.criteria)]
    assert ids == [each.id for each in protocol().criteria]
    assert (inclusion.title, exclusion.title) == ("Inclusion criteria", "Exclusion criteria")
    assert criterion(summary, "E2").mark.word == "absent"
    assert criterion(summary, "E5a").mark.glyph == "–"
    assert criterion(summary, "I3").wording == "The WHO (ECOG) performance status is at most 2."
    status = fact(criterion(summary, "I3"), "who_status")
    assert status.value == "1 – no strenuous activity, but walks and can do light work"


def test_all_answers_stand_in_the_order_they_were_given() -> None:
    summary = summarise(material(BONE), "en")
    assert [each.fact for each in summary.answers] == list(BONE)
    assert [each.canonical for each in summary.answers[:4]] == ["true", "true", "90", "1+"]


def test_a_clearance_is_exact_and_rounded_only_for_the_eye() -> None:
    # (140 − 57) × 61.5 / (72 × 91/88.4) × 0.85 = 983467/16800 = 58.539…
    facts = {**LIVER, "abdominal_visceral_metastases": True, "weight": "61.5 kg"}
    summary = summarise(material(facts), "en")
    (failed,) = summary.deciding.failed
    (clearance,) = failed.computed
    assert clearance.label == "creatinine clearance"
    assert (clearance.value, clearance.unit) == ("≈ 58.54 mL/min", "mL/min")
    assert clearance.exact == "983467/16800"
    assert clearance.note == (
        "rounded for display only; the exact value, 983467/16800, was compared"
    )
    assert clearance.formula.startswith("Cockcroft-Gault in its original form")
    french = summarise(material(facts), "fr").deciding.failed[0].computed[0]
    assert french.value == "≈ 58,54 mL/min"


def test_a_computed_value_is_not_shown_where_the_criterion_does_not_apply() -> None:
    facts = {**LIVER, "liver_metastases": False, "abdominal_visceral_metastases": False}
    assert criterion(summarise(material(facts), "en"), "I10a").computed == ()


def test_a_span_between_dates_is_shown_in_days() -> None:
    shown = criterion(summarise(material(SPINE), "en"), "E5b")
    (span,) = shown.computed
    assert (span.value, span.exact, span.note, span.formula) == ("6 days", "6", "", "")
    expected = "time from “latest neurological examination” to “planned date of randomisation”"
    assert span.label == expected


# ---------------------------------------------------------------- advisories


def test_an_advisory_names_its_criteria_and_that_it_was_acknowledged() -> None:
    facts = {**BONE, "sex": "male"}
    del facts["pregnancy_status"]
    summary = summarise(material(facts, acknowledged=("male_patient",)), "en")
    found = {each.id: each for each in summary.advisories}
    assert found["male_patient"].noted == "acknowledged"
    assert found["no_brain_imaging_demanded"].noted == ""
    assert found["no_brain_imaging_demanded"].criteria == "E4"
    assert "synopsis_is_not_the_protocol" in found


def test_an_unusual_answer_says_whether_anybody_confirmed_it() -> None:
    facts = {**BONE, "age": n("22")}
    confirmed = summarise(material(facts), "en")
    (age,) = [each for each in confirmed.advisories if each.id == "age"]
    assert age.text == "Unusual value: age, 22 years."
    assert age.noted == "confirmed by anna.k (coordinator)"
    bare = tuple(each.model_copy(update={"confirmed": ()}) for each in given(protocol(), facts))
    (age,) = [
        each for each in summarise(material(facts, given=bare), "en").advisories if each.id == "age"
    ]
    assert age.noted == "not confirmed by anybody"


# ---------------------------------------------------------------- the call itself


def test_a_planner_can_be_shared_but_must_be_the_right_one() -> None:
    planner = Planner(protocol())
    assert summarise(material(BONE), "en", planner) == summarise(material(BONE), "en")
    other = Planner(decided("hr_cutoff", "one_percent"))
    with pytest.raises(ValueError, match="another protocol, or other decisions"):
        summarise(material(BONE), "en", other)


def test_a_language_without_words_is_refused_with_those_that_have_some() -> None:
    with pytest.raises(BadInput) as caught:
        summarise(material(BONE), "de")
    assert caught.value.what == "there are no words in 'de'"
    assert caught.value.remedy == "Use one of: en, fr"


def test_the_same_material_gives_the_same_summary() -> None:
    assert summarise(material(LIVER), "fr") == summarise(material(LIVER), "fr")


def test_no_report_knows_this_trial() -> None:
    import assistant.reports

    room = Path(assistant.reports.__path__[0])
    code = "".join(path.read_text("utf-8") for path in room.glob("*.py"))
    named = set(re.findall(r'"([A-Za-z0-9_]+)"', code))
    followed = protocol()
    said = followed.words_in("en")
    ids = {*followed.fact, *followed.criterion, *followed.term}
    ids |= {*said.advisories, *said.checks, *said.dates, *said.derived}
    assert named & ids == set()
