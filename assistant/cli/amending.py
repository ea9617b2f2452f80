"""`screening rescreen`: what a new version, or a decision, changes for the screenings on record."""

import argparse
import sys

from assistant.audit.clock import Clock
from assistant.authoring.comparing import ROOM
from assistant.cli.places import records_folder, screening_named
from assistant.criteria.model import StudyProtocol
from assistant.phrases import phrases
from assistant.session.amending import Consequence, Unreadable, consequences, linked
from assistant.session.opening import login_name
from assistant.session.protocols import chosen
from assistant.session.site_record import in_force
from assistant.text import visible

UNREADABLE = 2


def rescreen(arguments: argparse.Namespace) -> int:
    """List what changes for whom, and with --start begin a linked screening for each."""
    folder = records_folder(arguments)
    protocol = in_force(folder, chosen(arguments.protocol))
    language = arguments.lang or protocol.languages[0]
    only = screening_named(folder, arguments.id) if arguments.id else ""
    say = phrases(ROOM, language)
    code = count = changed = 0
    looked_at = list(consequences(folder, protocol))
    again = {each.state.rescreens: each.screening
             for each in looked_at if isinstance(each, Consequence)}  # fmt: skip
    for found in looked_at:
        if only not in ("", found.screening):
            continue
        if isinstance(found, Unreadable):
            _print(f"{found.screening}  {found.why}")
            code = UNREADABLE
            continue
        count += 1
        if found.is_any:
            changed += 1
            for line in _lines(found, protocol, language):
                _print(line)
            if found.screening in again:
                _print("  " + say("rescreen.again", id=again[found.screening]))
            elif arguments.start:
                user = arguments.user or login_name()
                id_ = linked(folder, found, protocol, user, arguments.role, Clock())
                _print("  " + say("rescreen.started", id=id_))
    reference = f"{protocol.id} {protocol.version}"
    _print(say("rescreen.count", protocol=reference, count=count, changed=changed))
    return code


def _lines(found: Consequence, protocol: StudyProtocol, language: str) -> list[str]:
    """Return what becomes of one screening, in lines."""
    say, words = phrases(ROOM, language), protocol.words_in(language)
    before, after = words.verdicts[found.before], words.verdicts[found.after]
    key = "rescreen.verdict" if found.before != found.after else "rescreen.same_verdict"
    lines = [say(key, id=found.screening, subject=found.state.subject, before=before, after=after)]
    for criterion, was, now in found.statuses:
        label = words.criteria[criterion].label if criterion in words.criteria else ""
        old, new = (words.statuses[each] if each else "—" for each in (was, now))
        lines.append("  " + say("rescreen.status", criterion=criterion, label=label, old=old,
                                new=new))  # fmt: skip
    if found.questions:
        labels = ", ".join(words.facts[fact].label for fact in found.questions)
        lines.append("  " + say("rescreen.questions", labels=labels))
    if found.lost:
        lines.append("  " + say("rescreen.lost", facts=", ".join(found.lost)))
    return lines


def _print(line: str) -> None:
    sys.stdout.write(f"{visible(line)}\n")
