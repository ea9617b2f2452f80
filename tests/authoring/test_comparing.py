"""What differs between two versions is said in words, and what only seems to differ as well."""

import pytest
from support.protocols import tiny, tiny_files, tiny_with

from assistant.authoring.comparing import differences
from assistant.criteria.loader import loaded
from assistant.criteria.model import StudyProtocol


def said(new: StudyProtocol, language: str = "en") -> list[str]:
    return list(differences(tiny(), new, language))


def test_a_version_differs_in_nothing_from_itself() -> None:
    assert said(tiny()) == []


def test_a_limit_and_its_wording() -> None:
    files = tiny_files()
    for name, old, new in (
        ("protocol.toml", "body_mass_index < 40", "body_mass_index < 35"),
        ("en.toml", "is below 40 kg/m²", "is below 35 kg/m²"),
        ("fr.toml", "inférieur à 40 kg/m²", "inférieur à 35 kg/m²"),
    ):
        files[name] = files[name].decode().replace(old, new).encode()
    assert said(loaded(files)) == [
        "Changed: criterion K3 (Body mass index < 40)",
        "  rule: body_mass_index < 40  →  body_mass_index < 35",
        (
            "  words (wording): The body mass index is below 40 kg/m².  →  "
            "The body mass index is below 35 kg/m²."
        ),
    ]
    assert said(loaded(files), "fr") == [
        "Modifié : le critère K3 (Indice de masse < 40)",
        "  règle : body_mass_index < 40  →  body_mass_index < 35",
        (
            "  texte (wording) : L'indice de masse corporelle est inférieur à 40 kg/m².  →  "
            "L'indice de masse corporelle est inférieur à 35 kg/m²."
        ),
    ]


def test_a_rule_that_changed_while_its_wording_did_not() -> None:
    changed = said(tiny_with(("body_mass_index < 40", "body_mass_index < 35")))
    assert changed[-1] == "  Its rule changed, and its wording did not: look at both."


def test_a_rule_written_otherwise_is_proved_to_be_the_same() -> None:
    changed = tiny_with(('test = "body_mass_index < 40"', 'test = "not body_mass_index >= 40"'))
    proved = "  Its rule is written otherwise, and is proved to come to the same in every case."
    assert said(changed)[-1] == proved


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ('usual = [["45", "140"]]', 'usual = [["45", "150"]]',
         ["Changed: the question weight (weight)", "  usual from – to: 45 – 140  →  45 – 150"]),
        (('decided = "x_ray"\nreadings = [{ id = "x_ray" }, { id = "mri", needs = "an MRI of the '
         'knee" }]'), 'readings = [{ id = "x_ray" }, { id = "mri" }]',
         ["Changed: the term image (image)",
          "  readings: x_ray, mri (needs an MRI of the knee)  →  x_ray, mri",
          "  decided: x_ray  →  (nothing)"]),
        ('action = "refuse"', 'action = "confirm"',
         ["Changed: the cross-check injection_after_visit", "  what it does: refuse  →  confirm"]),
        ('when = "injection_given"', 'when = "not injection_given"',
         ["Changed: the advisory sugar_may_rise",
          "  when: injection_given  →  not injection_given"]),
        ("value = \"weight / in_unit(height, 'm') ** 2\"",
         "value = \"weight / in_unit(height, 'm') ** 3\"",
         ["Changed: the computed value body_mass_index (body mass index)",
          "  computed as: weight / ((height / 100) ** 2)  →  weight / ((height / 100) ** 3)"]),
        ('version = "0.1"', 'version = "0.2"',
         ["Changed: the protocol tiny_knee", "  version: 0.1  →  0.2"]),
    ],
)  # fmt: skip
def test_whatever_else_a_file_says(old: str, new: str, lines: list[str]) -> None:
    assert said(tiny_with((old, new))) == lines


def test_what_is_added_and_removed() -> None:
    files = tiny_files()
    text = files["protocol.toml"].decode()
    advisory = '[[advisories]]\nid = "made_up"\n'
    files["protocol.toml"] = text.replace(advisory, "").encode()
    for language in ("en", "fr"):
        words = files[f"{language}.toml"].decode()
        start = words.index("[advisories.made_up]")
        end = words.index("[", start + 1)
        files[f"{language}.toml"] = (words[:start] + words[end:]).encode()
    without = loaded(files)
    assert said(without) == ["Removed: the advisory made_up"]
    added = list(differences(without, tiny(), "en"))
    assert added[0] == "Added: the advisory made_up"
    assert added[1].startswith("  words (text): ")
