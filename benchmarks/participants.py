"""Synthetic participants that the benchmarks screen: replies by fact, as a person would type."""

TYPICAL = {
    "histology_confirmed": "yes", "stage_iv_confirmed": "yes", "er_percent": "90",
    "her2_ihc": "0", "primary_treatment": "done", "sex": "female", "age": "58",
    "who_status": "1", "life_expectancy": "24 months", "metastatic_treatment_started": "no",
    "lesion_count": "3", "prior_radiotherapy": "no", "measurable_lesions": "no",
    "liver_metastases": "no", "abdominal_visceral_metastases": "no",
    "brain_metastases": "none_known", "vertebral_metastases": "no", "compliance_obstacle": "no",
    "social_security": "yes", "consent_status": "signed", "connective_tissue_disease": "none",
    "pregnancy_status": "neither",
}  # fmt: skip
"""Bone metastases only, not of the spine, and no earlier treatment: the fewest questions."""

LONG = {
    **TYPICAL, "her2_ihc": "2+", "her2_ish": "not_amplified",
    "metastatic_treatment_started": "yes", "hormone_therapy_duration": "20 days",
    "chemotherapy_cycles": "1", "targeted_therapy_given": "no", "local_treatment_given": "no",
    "treatment_stops_after_consent": "yes", "prior_radiotherapy": "yes",
    "lesion_in_irradiated_site": "no", "measurable_lesions": "yes",
    "largest_lesion_diameter": "4 cm", "liver_metastases": "yes", "ast": "84/40", "alt": "35/40",
    "bilirubin": "8 mg/L", "albumin": "41 g/L", "cirrhosis": "no", "hepatitis": "none",
    "largest_liver_lesion_diameter": "32 mm", "liver_lesion_clear_of_bowel": "yes",
    "abdominal_visceral_metastases": "yes", "weight": "65", "creatinine": "70 µmol/L",
    "vertebral_metastases": "yes", "contiguous_vertebrae": "2", "neuro_exam_date": "2026-11-02",
    "randomisation_date": "2026-11-05", "unable_to_undergo_treatment": "no",
    "systemic_or_radionuclide_given": "yes", "last_systemic_or_radionuclide_date": "2026-10-01",
    "sbrt_date": "2026-11-20", "neuro_deficit": "none", "canal_involvement": "10",
    "cord_or_cauda_compression": "no", "vertebral_instability": "no",
}  # fmt: skip
"""Liver and spine metastases under treatment: nearly every question there is."""

PATHS = {"typical": TYPICAL, "long": LONG}
