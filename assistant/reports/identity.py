"""Who was screened by whom, how far, and under which version of what."""

from collections.abc import Mapping

from assistant.criteria.evaluation import Verdict
from assistant.reports import addenda
from assistant.reports.basis import Basis
from assistant.reports.content import Row, VerdictShown
from assistant.reports.material import Signed
from assistant.reports.notices import validity
from assistant.reports.wording import moment

GLYPHS = {Verdict.ELIGIBLE: "✓", Verdict.NOT_ELIGIBLE: "✗", Verdict.UNDETERMINED: "?"}


def verdict_shown(basis: Basis) -> VerdictShown:
    """Return the verdict in the protocol's words, its warning, and what limits it."""
    words, verdict = basis.wording.words, basis.assessment.verdict
    return VerdictShown(
        verdict=verdict,
        glyph=GLYPHS[verdict],
        word=words.verdicts[verdict],
        note=words.verdict_notes[verdict],
        caution=words.protocol.caution,
        warning=words.protocol.warning,
        unfinished=_unfinished(basis),
        validity=validity(basis),
    )


def identity(basis: Basis) -> tuple[Row, ...]:
    """Return whom the summary is about, and who screened when."""
    material, say = basis.material, basis.wording.say
    author = basis.wording.author
    return _rows(
        basis,
        {
            "subject": material.subject,
            "site": material.site,
            "screening": material.screening,
            "rescreens": material.rescreens,
            "screened_by": author(material.opened_by, material.opened_role),
            "opened_at": moment(material.opened_at).text,
            "state": _state(basis),
            "concluded_by": author(material.concluded_by, material.concluded_role),
            "concluded_at": moment(material.concluded_at).text,
            "signed": basis.wording.say("join.readings").join(
                _signed(basis, each) for each in material.signatures
            ),
            "addenda": basis.wording.listed(addenda.listed(basis)),
            "order": say.table("order").get(material.order, material.order),
        },
    )


def provenance(basis: Basis) -> tuple[Row, ...]:
    """Return what the summary was made from: protocol, record, software."""
    protocol, material = basis.protocol, basis.material
    return _rows(
        basis,
        {
            "protocol": f"{basis.wording.words.protocol.short_title} ({protocol.id})",
            "version": protocol.version,
            "registry": protocol.registry,
            "sha256": protocol.source.sha256,
            "head": material.head,
            "events": str(material.events),
            "ledger": _ledger(basis),
            "software": material.software,
            "made_at": moment(material.made_at).text,
        },
    )


def _signed(basis: Basis, signed: Signed) -> str:
    """Return a signature as it must show: name, time and meaning."""
    by = basis.wording.author(signed.by, signed.role)
    at = moment(signed.at).text
    return basis.wording.say("signed", name=signed.name, by=by, at=at, meaning=signed.meaning)


def _ledger(basis: Basis) -> str:
    """Return how long the ledger of all records is and its hash; "" if there is none."""
    size, root = basis.material.ledger_size, basis.material.ledger_root
    return basis.wording.say("ledger", count=size, root=root) if root else ""


def _state(basis: Basis) -> str:
    """Return how far the screening went."""
    state = basis.wording.say(f"state.{basis.material.state}")
    is_stopped = basis.is_concluded and basis.material.stopped
    return basis.wording.say("state.stopped", state=state) if is_stopped else state


def _unfinished(basis: Basis) -> str:
    """Return that the screening is not complete, and what follows from it; "" if it is."""
    if basis.material.practice:
        return basis.wording.say("unfinished.practice")
    if not basis.is_concluded:
        return basis.wording.say(f"unfinished.{basis.material.state}")
    return basis.wording.say("unfinished.stopped") if basis.material.stopped else ""


def _rows(basis: Basis, texts: Mapping[str, str]) -> tuple[Row, ...]:
    """Return labelled rows; those without a text are left out."""
    labels = basis.wording.say.table("identity")
    return tuple(Row(label=labels[key], text=text) for key, text in texts.items() if text)
