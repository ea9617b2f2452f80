"""The trial's own scenarios hold, agree with an independent reading, and notice every change."""

from oracle import statuses as oracle
from support.protocols import stereo
from support.scenarios import shipped

from assistant.authoring.equivalence import proved_equivalent
from assistant.authoring.mutants import mutants
from assistant.authoring.trials import Trials
from assistant.criteria.loader import loaded
from assistant.criteria.truth import TRUE, UNKNOWN, Truth

# The contract lists the terms in this order, and each one's readings in the oracle's order.
UNDECIDED = (
    "adult_at_18", "hr_cutoff", "one_month", "local_treatment_counts", "bilirubin_limit",
    "resolved_hepatitis", "liver_is_abdominal_viscus", "leptomeningeal_disease",
    "borderline_connective_tissue_disease",
)  # fmt: skip


def test_every_expectation_holds() -> None:
    assert list(shipped().misses()) == []


def test_an_independent_reading_expects_the_same() -> None:
    compared = 0
    for scenario in shipped().scenarios:
        expected = scenario.expected["statuses"]
        if not expected or set(scenario.readings) - set(UNDECIDED):
            continue
        terms = dict(oracle.UNDECIDED)
        for term, name in zip(UNDECIDED, oracle.UNDECIDED, strict=True):
            ids = [each.id for each in shipped().protocol.term[term].readings]
            if term in scenario.readings:
                chosen = ids.index(scenario.readings[term])
                terms[name] = (oracle.UNDECIDED[name][chosen],)
        values = shipped().setting(scenario).values
        facts = {fact: plain(value) for fact, value in values.items()}
        found = oracle.statuses(facts, terms)
        assert expected == found, scenario.id
        assert scenario.verdict == oracle.verdict(found), scenario.id
        compared += len(found)
    assert compared > 36 * 200


def plain(value: object) -> object:
    """A value as the oracle has it."""
    if isinstance(value, Truth):
        return None if value is UNKNOWN else value is TRUE
    return value


def test_every_change_is_noticed_or_proved_to_make_no_difference() -> None:
    protocol = shipped().protocol
    survivors = [
        f"{each.where}: {each.change}"
        for each in mutants(protocol)
        if shipped().notices(each) is None and not proved_equivalent(protocol, each)
    ]
    assert survivors == []


# Changes by hand, of the file itself: one of each kind.
EDITS = [
    ("test = \"ast < 3 and alt < 3", "test = \"ast <= 3 and alt < 3"),
    ("albumin > '2.5 g/dL'", "albumin > '2.51 g/dL'"),
    ('washout = "30 days"', 'washout = "31 days"'),
    ("histology_confirmed and stage_iv_confirmed", "histology_confirmed or stage_iv_confirmed"),
    ('gate = "metastatic_treatment_started"\ntest = "chemo', 'test = "chemo'),
    ("['pregnant', 'breastfeeding']", "['pregnant']"),
    ('value = "30.4375 days"', 'value = "30 days"'),
    ("0.85 if sex", "0.86 if sex"),
    ('hard = ["15", "2000"]', 'hard = ["15", "1999"]'),
    ('usual = [["40", "130"]]', 'usual = [["40", "129"]]'),
    ('"µmol/L" = "1/17.1"', '"µmol/L" = "1/17"'),
    ('{ id = "pending", unknown = true }', '{ id = "pending" }'),
    ('action = "refuse"\nwhen = "neuro_exam_date', 'action = "confirm"\nwhen = "neuro_exam_date'),
    ("when = \"sex == 'male'\"\n", ""),
    ('decided = "both"', 'decided = "only_one"'),
    ('when = "not measurable_lesions and', 'when = "measurable_lesions and'),
    ('value = "neuro_exam_date + neuro', 'value = "randomisation_date + neuro'),
]  # fmt: skip


def test_changes_of_the_file_itself_are_noticed() -> None:
    sound = dict(stereo().source.files)
    text = sound["protocol.toml"].decode()
    for old, new in EDITS:
        assert text.count(old) == 1, old
        changed = loaded({**sound, "protocol.toml": text.replace(old, new).encode()})
        assert any(Trials(changed, shipped().scenarios).misses()), old
