"""Which source document each answer names, as the record tells it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from assistant.audit.events import Event, Json
from assistant.criteria.answers import Answers
from assistant.criteria.evaluation import Assessment, Status, Verdict, fact_value
from assistant.criteria.model import StudyProtocol
from assistant.criteria.truth import UNKNOWN
from assistant.dialogs.documents import Document
from assistant.session.policy import ALL, DECIDING, Policy
from assistant.session.shapes import mapping
from assistant.session.state import text, texts


class Source(NamedTuple):
    """The document named for an answer, and the event that named it.

    Records of earlier versions hold it only as it was typed (`typed`); its kind is then "".
    """

    event: int
    kind: str
    day: date | None
    where: str
    typed: str


def sources(events: Iterable[Event]) -> Mapping[str, Source]:
    """Return the document last named for each fact."""
    found: dict[str, Source] = {}
    for event in events:
        if is_naming(event):
            facts = texts(event.data, "facts") if "facts" in event.data else []
            for fact in facts or [text(event.data, "fact")]:
                found[fact] = _source(event, event.data.get("document"))
    return found


def is_naming(event: Event) -> bool:
    """Return whether an event names a source document: in the conversation, or beside it."""
    in_talk = event.type == "noted" and event.data["kind"] == "source"
    return in_talk or event.type == "source_named"


def document_data(document: Document, facts: Sequence[str]) -> dict[str, Json]:
    """Return what an event says of a document and of the answers that it is named for."""
    several: dict[str, Json] = {"facts": list(facts)} if len(facts) > 1 else {}
    return {
        "fact": facts[0] if len(facts) == 1 else "",
        "document": {"kind": document.kind, "date": document.day.isoformat()},
        **several,
    }


def unsourced(
    protocol: StudyProtocol,
    answers: Answers,
    assessment: Assessment,
    named: Iterable[str],
    policy: Policy,
) -> tuple[str, ...]:
    """Return the facts whose answers have to name a document under a policy, and do not.

    An answer "unknown" has none to name. The verdict is decided by its failed criteria, or, where
    none has failed, by all.
    """
    demanded = _demanded(protocol, assessment, policy)
    known = [
        fact for fact, answer in answers.items()
        if fact_value(protocol.fact[fact], answer) is not UNKNOWN
    ]  # fmt: skip
    return tuple(each for each in known if each in demanded and each not in set(named))


def _demanded(protocol: StudyProtocol, assessment: Assessment, policy: Policy) -> frozenset[str]:
    """Return the facts that a policy demands a document for."""
    if policy.facts == ALL:
        return frozenset(protocol.fact)
    if policy.facts != DECIDING:
        return frozenset(policy.facts)
    results = assessment.results
    if assessment.verdict is Verdict.NOT_ELIGIBLE:
        results = assessment.with_status(Status.FAILED)
    return frozenset(fact for result in results for fact in result.facts)


def _source(event: Event, document: Json) -> Source:
    """Return the document that an event names."""
    typed = event.private.get("text", "—")
    if document is None:
        return Source(event.seq, "", None, "", typed)
    named = mapping(document)
    day = date.fromisoformat(text(named, "date"))
    return Source(event.seq, text(named, "kind"), day, event.private.get("where", "—"), typed)
