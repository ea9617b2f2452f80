"""What a careful reviewer would say of a protocol that the loader accepts.

Refused is what must be a slip: nobody could be eligible, a limit that no value can reach, something
that can never show, a wrong factor between units. All else is remarked, and may be meant: the
author says so, with the reason, under `[reviewed]`.
"""

from collections.abc import Iterator

from assistant.authoring.findings import Found
from assistant.authoring.overlaps import overlaps
from assistant.authoring.unitscheck import wrong_factors
from assistant.authoring.unreachable import unreachable
from assistant.authoring.unused import unused
from assistant.authoring.wordings import wordings
from assistant.criteria.faults import Faults
from assistant.criteria.loader import parsed, shaped
from assistant.criteria.model import StudyProtocol
from assistant.criteria.schema import ProtocolFile
from assistant.criteria.sources import FILE


def review(protocol: StudyProtocol) -> tuple[Faults, Faults]:
    """Return what is refused, and what is remarked, each with file, line, cause and remedy."""
    files = dict(protocol.source.files)
    file = shaped(ProtocolFile, parsed(files[FILE], FILE), FILE, files[FILE])
    slips, remarks = Faults(files), Faults(files)
    accepted = dict(file.reviewed)
    for found in _found(protocol, file):
        if found.is_slip:
            slips.add(found.file, found.key, found.cause, found.remedy)
        elif accepted.pop(found.key, None) is None and found.key not in file.reviewed:
            remarks.add(found.file, found.key, found.cause, found.remedy)
    for key in accepted:
        remarks.add(FILE, f"reviewed.{key}", "there is nothing to say of this any more",
                    "Remove the entry")  # fmt: skip
    return slips, remarks


def _found(protocol: StudyProtocol, file: ProtocolFile) -> Iterator[Found]:
    """Yield everything that a reviewer would say."""
    yield from unreachable(protocol)
    yield from wrong_factors(protocol)
    yield from overlaps(protocol)
    yield from unused(protocol, file)
    yield from wordings(protocol)
