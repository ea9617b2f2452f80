"""`screening verify`: what was found, for a person or as JSON; nothing is changed."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.places import records_folder, screening_named
from assistant.errors import BadInput
from assistant.text import counted, visible

if TYPE_CHECKING:
    from assistant.audit.checkpoint import Checkpoint
    from assistant.audit.verifying import Report

_WORDS = ("sound", "WARNING", "FAILED")


def verify(arguments: argparse.Namespace) -> int:
    """Check a record with its ledger, or a whole folder, and say what was found."""
    from assistant.audit.checkpoint import parsed
    from assistant.cli.assessing import text_of

    names = arguments.checkpoint or []
    reports = _reports(arguments, [parsed(text_of(Path(name)), name) for name in names])
    code = max(map(_code, reports))
    if arguments.format == "json":
        sys.stdout.write(_json(reports, code))
    else:
        sys.stdout.writelines(f"{visible(line)}\n" for each in reports for line in _lines(each))
    return code


def _reports(
    arguments: argparse.Namespace, checkpoints: Sequence["Checkpoint"]
) -> Sequence["Report"]:
    """Return what was found in a folder, in one record of it, or in a file that is no record."""
    from assistant.audit.folders import verify_folder
    from assistant.audit.layout import screening_of
    from assistant.audit.verifying import verify as verify_file
    from assistant.session.replaying import Replayer
    from assistant.session.sites import record_folders

    what, folder, only = arguments.what, records_folder(arguments), ""
    # os.path rather than Path: any text may be asked about, one too long for a name as well.
    if what and os.path.isdir(what):  # noqa: PTH112
        folder = Path(what)
    elif what and os.path.lexists(what):
        folder, only = Path(what).parent, screening_of(Path(what).name) or ""
        if not only:
            return [verify_file(Path(what))]
    elif what:
        only = screening_named(folder, what)
    if only:
        return verify_folder(folder, Replayer(folder), checkpoints=checkpoints, only=only)
    found: list[Report] = []
    sites = record_folders([folder])
    for site, vouching in _sorted(sites, checkpoints):
        found += verify_folder(site, Replayer(site), checkpoints=vouching)
    return _doubted(found) if len(found) == len(sites) else found


def _doubted(found: Sequence["Report"]) -> Sequence["Report"]:
    """Return reports on folders without a ledger or a record, as what nobody would ask about."""
    from assistant.audit.tracing import Finding

    cause = "no record was ever kept here: is this the folder that you mean?"
    doubt = Finding("warning", None, cause)
    return [replace(each, findings=(*each.findings, doubt)) for each in found]


def _sorted(
    sites: Sequence[Path], checkpoints: Sequence["Checkpoint"]
) -> Iterator[tuple[Path, Sequence["Checkpoint"]]]:
    """Yield each folder with the checkpoints that are for it: of several, those that name it."""
    from assistant.audit.anchoring import origin_in

    if len(sites) == 1:
        yield sites[0], checkpoints
        return
    origins = {site: origin_in(site) for site in sites}
    for each in checkpoints:
        if each.origin not in origins.values():
            raise BadInput(
                "this checkpoint is of none of these ledgers", where=each.origin,
                remedy="Verify the folder that it was taken of by itself",
            )  # fmt: skip
    for site in sites:
        yield site, [each for each in checkpoints if each.origin == origins[site]]


def _code(report: "Report") -> int:
    """Return 0 for a sound report, 1 with warnings, 2 with failures."""
    severities = {finding.severity for finding in report.findings}
    return 2 if "failure" in severities else len(severities)


def _lines(report: "Report") -> Sequence[str]:
    """Return a report line by line."""
    tail = f"  {counted(report.events, 'event')}, head {report.head}" if report.head else ""
    lines = [f"{report.path}: {_WORDS[_code(report)]}{tail}"]
    for finding in report.findings:
        line = f"line {finding.line}" if finding.line else ""
        place = ", ".join(filter(None, (finding.file, line)))
        lines.append(f"  {finding.severity}: {place}{': ' if place else ''}{finding.cause}")
    return [*lines, *(f"  note: {note}" for note in report.notes)]


def _json(reports: Sequence["Report"], code: int) -> str:
    """Return every report as JSON, in plain ASCII."""
    found = {
        "result": _WORDS[code].lower(),
        "reports": [
            {
                "path": str(each.path),
                "result": _WORDS[_code(each)].lower(),
                "events": each.events,
                "head": each.head,
                "findings": [
                    {
                        "severity": one.severity,
                        "file": one.file or each.path.name,
                        "line": one.line,
                        "cause": one.cause,
                    }
                    for one in each.findings
                ],
                "notes": list(each.notes),
            }
            for each in reports
        ],
    }
    return json.dumps(found, indent=2) + "\n"
