"""`screening decide`: the sponsor's decisions on the protocol's words, on the site's own record."""

import argparse
import sys
from datetime import date
from pathlib import Path

from assistant.audit.clock import Clock
from assistant.audit.register import Holder
from assistant.cli.keys import passphrase
from assistant.cli.places import records_folder
from assistant.criteria.model import Decision, StudyProtocol
from assistant.errors import BadInput
from assistant.session.opening import author_of, login_name
from assistant.session.protocols import chosen
from assistant.session.site_record import decide as record
from assistant.session.site_record import in_force, site_decisions
from assistant.text import visible


def decide(arguments: argparse.Namespace) -> int:
    """Record a decision, or without one list every term and how it is read at this site."""
    folder = records_folder(arguments)
    protocol = chosen(arguments.protocol)
    if arguments.term is None:
        _list(folder, protocol)
        return 0
    decision = Decision(
        term=arguments.term,
        reading=_given(arguments.reading, "READING", "Name one of the term's readings"),
        by=_given(arguments.by, "--by", "Say who decided for the sponsor"),
        date=_day(arguments.date),
        reference=_given(arguments.reference, "--reference", "Say where the decision is written"),
    )
    author = author_of(arguments.user or login_name(), arguments.role)
    event = record(folder, protocol, decision, author, Clock(), _passphrase)
    words = protocol.words_in(protocol.languages[0]).terms[decision.term]
    _print(f"Recorded: {words.label}: {words.readings[decision.reading]}")
    _print("It is in force for screenings begun from now on; earlier ones keep what was in force.")
    signed = ", signed" if "signature" in event.data else ""
    _print(f"line {event.seq + 1} of the site's record, hash {event.hash}{signed}")
    return 0


def _passphrase(holder: Holder) -> str:
    """Return the passphrase of whoever signs the decision."""
    return passphrase(f"Passphrase of {holder.user} ({holder.name}), to sign this decision: ")


def _list(folder: Path, protocol: StudyProtocol) -> None:
    """Print every term with its readings; a mark for those in force, and who decided."""
    decided = {each.term: each for _, each in site_decisions(folder, protocol.id)}
    words = protocol.words_in(protocol.languages[0]).terms
    for term in in_force(folder, protocol).terms:
        _print(f"{term.id}: {words[term.id].label}")
        for reading in term.readings:
            mark = "*" if reading.id in term.in_force else " "
            needs = f" (cannot be used: needs {reading.needs})" if reading.needs else ""
            _print(f"  {mark} {reading.id}: {words[term.id].readings[reading.id]}{needs}")
        if term.id in decided:
            each = decided[term.id]
            _print(f"    decided by {each.by}, {each.date.isoformat()}, {each.reference}")


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
