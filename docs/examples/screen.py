"""Makes the examples in this folder anew: `python docs/examples/screen.py`.

Three invented participants are screened in the real terminal interface, each reply typed key by
key when its question is on record; then the summaries are written. What lay here before goes.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pexpect

HERE = Path(__file__).parent
TRANSCRIPTS = HERE / "transcripts"
COMMAND = ["-m", "assistant", "--transcripts", str(TRANSCRIPTS)]
PATIENCE = 20.0  # seconds for a turn; it takes far less

COMMON = {
    "histology_confirmed": "yes", "stage_iv_confirmed": "yes", "primary_treatment": "done",
    "sex": "female", "metastatic_treatment_started": "no", "prior_radiotherapy": "no",
    "measurable_lesions": "yes", "liver_metastases": "no", "abdominal_visceral_metastases": "no",
    "brain_metastases": "none known", "vertebral_metastases": "no", "compliance_obstacle": "no",
    "social_security": "yes", "consent_status": "signed", "connective_tissue_disease": "none",
    "pregnancy_status": "neither",
}  # fmt: skip
PARTICIPANTS: dict[str, tuple[str, dict[str, str]]] = {
    "SEIN-0101": ("eligible", {
        **COMMON, "er_percent": "90", "her2_ihc": "1+", "age": "58", "who_status": "1",
        "life_expectancy": "24 months", "lesion_count": "3", "prior_radiotherapy": "yes",
        "lesion_in_irradiated_site": "no", "largest_lesion_diameter": "28 mm",
    }),
    "SEIN-0102": ("excluded-on-a-spine-criterion", {
        **COMMON, "er_percent": "80", "her2_ihc": "0", "age": "64", "who_status": "0",
        "life_expectancy": "3 years", "metastatic_treatment_started": "yes",
        "hormone_therapy_duration": "3 weeks", "chemotherapy_cycles": "0",
        "targeted_therapy_given": "no", "local_treatment_given": "no",
        "treatment_stops_after_consent": "yes", "lesion_count": "2",
        "largest_lesion_diameter": "22 mm", "vertebral_metastases": "yes",
        "contiguous_vertebrae": "1", "neuro_exam_date": "2026-11-23",
        "randomisation_date": "2026-12-01", "unable_to_undergo_treatment": "no",
        "systemic_or_radionuclide_given": "yes",
        "last_systemic_or_radionuclide_date": "2026-10-30", "sbrt_date": "2026-12-08",
        "neuro_deficit": "none", "canal_involvement": "10", "cord_or_cauda_compression": "no",
        "vertebral_instability": "no",
    }),
    "SEIN-0103": ("undetermined-contested-term", {
        **COMMON, "er_percent": "5", "pr_percent": "2", "her2_ihc": "2+",
        "her2_ish": "unknown pending", "age": "47", "who_status": "1",
        "life_expectancy": "5 years", "lesion_count": "2", "largest_lesion_diameter": "31 mm",
        "liver_metastases": "yes", "ast": "84/40", "alt": "1.4", "bilirubin": "11 mg/L",
        "albumin": "41 g/L", "cirrhosis": "no", "hepatitis": "none",
        "largest_liver_lesion_diameter": "31 mm", "liver_lesion_clear_of_bowel": "yes",
        "weight": "61", "creatinine": "78 µmol/L",
    }),
}  # fmt: skip


class Window:
    """The terminal interface in a pseudo-terminal, followed by what it puts on record."""

    def __init__(self, subject: str) -> None:
        command = [*COMMAND, "new", "--subject", subject, "--user", "jdupont", "--site", "site-01"]
        before = set(TRANSCRIPTS.glob("*-*.jsonl"))
        self.process = pexpect.spawn(
            sys.executable, [*command, "--lang", "en"], dimensions=(40, 120), cwd=HERE.parents[1]
        )
        self.path = self._awaited(lambda: next(iter({*TRANSCRIPTS.glob("*-*.jsonl")} - before), 0))

    def last(self) -> dict[str, Any]:
        """Return the last event on record."""
        event: dict[str, Any] = json.loads(self.path.read_bytes().splitlines()[-1])["e"]
        return event

    def until(self, kind: str) -> dict[str, Any]:
        """Wait until an event of a kind is the last on record."""
        self._awaited(lambda: self.last()["type"] == kind)
        return self.last()

    def say(self, text: str) -> None:
        """Type a reply and give it, when the screen has had time to ask for it."""
        self._pass(0.4)
        self.process.send(f"{text}\r")
        self._pass(0.4)

    def close(self) -> None:
        """Leave."""
        self.process.send("\r")
        self._pass(1.0)
        self.process.close()

    def _awaited(self, look: Callable[[], Any]) -> Any:
        end = monotonic() + PATIENCE
        while not (found := look()):
            assert monotonic() < end, "nothing came on record"
            self._pass(0.05)
        return found

    def _pass(self, seconds: float) -> None:
        """Let some time pass, and take what the program paints meanwhile."""
        end = monotonic() + seconds
        while (left := end - monotonic()) > 0:
            with suppress(pexpect.TIMEOUT, pexpect.EOF):
                self.process.read_nonblocking(1 << 16, left)
            sleep(0.01)


def screen(subject: str, replies: dict[str, str]) -> Path:
    """Screen one participant to the end, and return the record."""
    window = Window(subject)
    left = dict(replies)
    while left:
        event = window.last()
        if event["type"] == "asked" and event["data"]["fact"] in left:
            if event["data"]["fact"] == "er_percent":
                window.say("source pathology report, 2026-10-12, core biopsy")
            window.say(left.pop(event["data"]["fact"]))
            if event["data"]["fact"] == "randomisation_date":
                window.say("continue")  # the examination is too old, as the assistant says
        else:
            window.say("")
    if "her2_ish" in replies:
        for reply in ("revise her2_ish", "not amplified", "new or corrected result", "yes"):
            window.say(reply)
    for reply in ("conclude", "yes", "yes"):
        window.say(reply)
    window.until("concluded")
    window.close()
    return window.path


def main() -> None:
    """Screen everybody, and write the summaries."""
    shutil.rmtree(TRANSCRIPTS, ignore_errors=True)
    for subject, (name, replies) in PARTICIPANTS.items():
        path = screen(subject, replies)
        for format_ in ("txt", "html"):
            output = HERE / f"{name}.{format_}"
            arguments = ["summary", path.stem, "--format", format_, "-o", str(output)]
            subprocess.run([sys.executable, *COMMAND, *arguments], check=True)  # noqa: S603
        print(subject, path.stem)  # noqa: T201
    kept = ["checkpoint", "-o", str(HERE / "transcripts.checkpoint")]
    subprocess.run([sys.executable, *COMMAND, *kept], check=True)  # noqa: S603
    for lock in TRANSCRIPTS.glob("*.lock"):
        lock.unlink()


if __name__ == "__main__":
    main()
