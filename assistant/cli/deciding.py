"""`screening decide`: the sponsor's decisions on the protocol's words, on the site's own record."""

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

from assistant.audit.clock import Clock
from assistant.audit.register import Holder
from assistant.authoring.comparing import ROOM
from assistant.cli.keys import passphrase
from assistant.cli.places import records_folder
from assistant.criteria.model import Decision, StudyProtocol
from assistant.criteria.words import TermWords
from assistant.errors import BadInput
from assistant.phrases import Phrases, phrases
from assistant.session.opening import author_of, login_name
from assistant.session.protocols import chosen
from assistant.session.site_record import decide as record
from assistant.session.site_record import in_force, site_decisions
from assistant.text import visible


def decide(arguments: argparse.Namespace) -> int:
    """Record a decision, or without one list every term and how it is read at this site."""
    folder = records_folder(arguments)
    protocol = chosen(arguments.protocol)
    language = arguments.lang or protocol.languages[0]
    say = phrases(ROOM, language)
    if arguments.term is None:
        _list(folder, protocol, language)
        return 0
    decision = Decision(
        term=arguments.term,
        reading=_given(arguments.reading, "READING", "Name one of the term's readings"),
        by=_given(arguments.by, "--by", "Say who decided for the sponsor"),
        date=_day(arguments.date),
        reference=_given(arguments.reference, "--reference", "Say where the decision is written"),
    )
    author = author_of(arguments.user or login_name(), arguments.role)
    ask = partial(_passphrase, say)
    event = record(folder, protocol, decision, author, Clock(), ask)
    words = _words(protocol, language)[decision.term]
    _print(say("decide.recorded", term=words.label, reading=words.readings[decision.reading]))
    _print(say("decide.in_force"))
    key = "decide.signed_line" if "signature" in event.data else "decide.line"
    _print(say(key, number=event.seq + 1, hash=event.hash))
    return 0


def _passphrase(say: Phrases, holder: Holder) -> str:
    """Return the passphrase of whoever signs the decision."""
    return passphrase(say("decide.passphrase", user=holder.user, name=holder.name))


def _list(folder: Path, protocol: StudyProtocol, language: str) -> None:
    """Print every term with its readings; a mark for those in force, and who decided."""
    say, words = phrases(ROOM, language), _words(protocol, language)
    decided = {each.term: each for _, each in site_decisions(folder, protocol.id)}
    for term in in_force(folder, protocol).terms:
        _print(say("decide.term", id=term.id, label=words[term.id].label))
        for reading in term.readings:
            mark = "*" if reading.id in term.in_force else " "
            needs = say("decide.needs", needs=reading.needs) if reading.needs else ""
            text = words[term.id].readings[reading.id]
            _print(say("decide.reading", mark=mark, id=reading.id, text=text, needs=needs))
        if term.id in decided:
            each = decided[term.id]
            day = each.date.isoformat()
            _print(say("decide.by", by=each.by, day=day, reference=each.reference))


def _words(protocol: StudyProtocol, language: str) -> Mapping[str, TermWords]:
    """Return the words of the terms in a language, which the protocol must have."""
    if language not in protocol.languages:
        raise BadInput(
            f"no words in {language!r}", where=protocol.id,
            remedy=f"Use one of: {', '.join(protocol.languages)}",
        )  # fmt: skip
    return protocol.words_in(language).terms


def _given(text: str | None, where: str, remedy: str) -> str:
    if text is None:
        raise BadInput("is missing", where=where, remedy=remedy)
    return text


def _day(text: str | None) -> date:
    """Return the day that was given, or today."""
    if text is None:
        return Clock().now().astimezone().date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{visible(text)!r} is not a date", where="--date",
                       remedy="Write it so: 2026-11-21") from error  # fmt: skip


def _print(line: str) -> None:
    sys.stdout.write(f"{visible(line)}\n")
