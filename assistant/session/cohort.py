"""Assessment without a dialog: one JSON object of facts in, one JSON object of results out."""

import json
from collections.abc import Mapping
from typing import Any

from assistant.criteria.answers import Answer
from assistant.criteria.entry import Numeral, entered
from assistant.criteria.evaluation import assess
from assistant.criteria.model import Fact, StudyProtocol
from assistant.criteria.relevance import Planner
from assistant.criteria.remarks import Remark, advisories, doubts, violations
from assistant.dialogs.wording import Wording
from assistant.errors import BadInput
from assistant.text import visible

LARGEST_LINE = 256 * 1024


class Assessor:
    """Assesses objects of facts under one protocol and the readings in force."""

    def __init__(self, protocol: StudyProtocol) -> None:
        self._protocol = protocol
        self._planner = Planner(protocol)
        self._wording = Wording(protocol, protocol.languages[0])

    def report(self, text: str, where: str) -> dict[str, Any]:
        """Return the results for one JSON object, as plain values in the documented order.

        Raises BadInput naming where, which fact, what is wrong and the remedy.
        """
        answers = self._answers(facts_in(text, where), where)
        return self._reported(answers)

    def _answers(self, given: Mapping[str, object], where: str) -> dict[str, Answer]:
        """Return the answers that an object gives; they must be able to stand together."""
        answers = {}
        for id_, value in given.items():
            fact = self._protocol.fact.get(id_)
            if fact is None:
                raise BadInput(
                    f"{visible(id_[:60])!r} is not a fact of this protocol", where=where,
                    remedy=_nearest(id_, list(self._protocol.fact)),
                )  # fmt: skip
            answers[id_] = _located(fact, value, where)
        refused = violations(self._protocol, answers)
        if refused:
            facts = " / ".join(fact for fact in refused[0].facts if fact in answers)
            text = self._wording.remark(refused[0], answers)
            raise BadInput(text, where=f"{where}, {facts}", remedy="Correct one of the two")
        return answers

    def _reported(self, answers: Mapping[str, Answer]) -> dict[str, Any]:
        """Return everything there is to say of some answers."""
        protocol = self._protocol
        assessment = assess(protocol, answers)
        plan = self._planner.plan(answers)
        remarks = (*advisories(protocol, answers), *doubts(protocol, answers))
        return {
            "verdict": str(assessment.verdict),
            "criteria": [
                {
                    "id": result.criterion,
                    "category": str(result.category),
                    "status": str(result.status),
                    "facts": list(result.facts),
                }
                for result in assessment.results
            ],
            "open": list(plan.open),
            "next": plan.next,
            "advisories": [self._remark(each, answers) for each in remarks],
            "protocol": {
                "id": protocol.id,
                "version": protocol.version,
                "sha256": protocol.source.sha256,
            },
        }

    def _remark(self, remark: Remark, answers: Mapping[str, Answer]) -> dict[str, Any]:
        """Return one advisory, unusual value or unlikely combination."""
        return {
            "kind": str(remark.kind),
            "id": remark.id,
            "facts": list(remark.facts),
            "criteria": list(remark.criteria),
            "text": self._wording.remark(remark, answers),
        }

    def text(self, results: Mapping[str, Any]) -> str:
        """Return results in lines that a person reads."""
        words = self._wording.words
        lines = [f"Verdict: {words.verdicts[results['verdict']]}", words.protocol.warning, ""]
        for each in results["criteria"]:
            statuses = (
                words.statuses_exclusion if each["category"] == "exclusion" else words.statuses
            )
            facts = self._wording.labels(each["facts"]) if each["status"] != "met" else ""
            label = words.criteria[each["id"]].label
            line = f"{each['id']:<5}{statuses[each['status']]:<16}{label}"
            lines.append(f"{line} – {facts}" if facts else line)
        still = self._wording.labels(results["open"])
        lines += ["", f"Can still matter: {still or 'nothing'}", ""]
        lines += [f"- {each['text']}" for each in results["advisories"]]
        protocol = results["protocol"]
        return "\n".join(
            [*lines, "", f"Protocol {protocol['id']} {protocol['version']}, {protocol['sha256']}"]
        )

    def line(self, results: Mapping[str, Any]) -> str:
        """Return results in one line that a person reads."""
        decisive = [
            f"{each['id']} {each['status']}" for each in results["criteria"]
            if each["status"] in ("failed", "unknown", "contested")
        ]  # fmt: skip
        return f"{results['verdict']}: {', '.join(decisive) or 'every criterion met'}"


def facts_in(text: str, where: str) -> dict[str, object]:
    """Return the object that a JSON text holds, its numbers with the digits they were written in.

    Raises BadInput if it holds anything else, names a fact twice, or is no JSON at all.
    """
    try:
        found = json.loads(
            text,
            parse_float=Numeral,
            parse_int=Numeral,
            parse_constant=_refuse_constant,
            object_pairs_hook=_once_each,
        )
    except BadInput as error:
        raise BadInput(error.what, where=where, remedy=error.remedy) from error
    except (ValueError, RecursionError) as error:
        cause = str(error) if isinstance(error, json.JSONDecodeError) else "It is nested too deeply"
        raise BadInput(
            "is not JSON", where=where, why=visible(cause),
            remedy='Write one object of facts, for example {"age": 58, "sex": "female"}',
        ) from error  # fmt: skip
    if not isinstance(found, dict):
        raise BadInput(
            "is not an object of facts", where=where,
            remedy='Write for example {"age": 58, "sex": "female"}',
        )  # fmt: skip
    return found


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object's members, or refuse one that is named twice."""
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadInput(f"{visible(twice[:60])!r} is given twice", remedy="Give each fact once")
    return members


def _refuse_constant(name: str) -> object:
    raise BadInput(f"{name} is not a number of JSON", remedy="Write null if it is not known")


def _located(fact: Fact, given: object, where: str) -> Answer:
    """Return the answer that a value gives; what is wrong with it says where it stands."""
    try:
        return entered(fact, given)
    except BadInput as error:
        raise BadInput(
            visible(error.what), where=f"{where}, {error.where}", why=error.why, remedy=error.remedy
        ) from error


def _nearest(id_: str, known: list[str]) -> str:
    """Return a remedy for an unknown fact."""
    from difflib import get_close_matches

    near = get_close_matches(id_[:60], known, n=1)
    if near:
        return f"Did you mean {near[0]}?"
    return "`screening protocol show` lists the facts"
