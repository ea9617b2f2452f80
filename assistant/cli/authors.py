"""What an author of protocol files asks for: are the scenarios kept, and do they notice changes."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import TYPE_CHECKING

from assistant.criteria.loader import load
from assistant.criteria.sources import folder_named
from assistant.errors import BadInput
from assistant.text import counted, visible

if TYPE_CHECKING:
    from assistant.authoring.trials import Trials

HOLDS, GAPS, FAILS = 0, 1, 2


def test(arguments: argparse.Namespace) -> int:
    """Try a protocol's scenarios, tell what none decides, and with --mutate what none notices."""
    from assistant.authoring.scenarios import scenarios_in
    from assistant.authoring.trials import Trials

    folder = folder_named(arguments.path)
    protocol = load(folder)
    trials = Trials(protocol, scenarios_in(folder, protocol))
    misses = list(trials.misses())
    for miss in misses:
        where = f"{miss.scenario.file}, {miss.scenario.id}"
        _print(f"{where}: {miss.what}: expected {miss.expected}, found {miss.found}")
    failed = {miss.scenario.id for miss in misses}
    count = len(trials.scenarios)
    kept = count - len(failed)
    _print(f"{protocol.id} {protocol.version}: scenarios that hold: {kept} of {count}")
    gaps = _covered(trials)
    if failed:
        if arguments.mutate:
            _print("Nothing was changed: first every scenario must hold.")
        return FAILS
    survivors = _mutated(trials) if arguments.mutate else 0
    return GAPS if gaps or survivors else HOLDS


def diff(arguments: argparse.Namespace) -> int:
    """Say in words what a later version of a protocol says otherwise than an earlier one."""
    from assistant.authoring.comparing import differences

    old, new = load(folder_named(arguments.old)), load(folder_named(arguments.path))
    languages = [each for each in new.languages if each in old.languages]
    language = arguments.lang or next(iter(languages), "en")
    if language not in languages:
        raise BadInput(
            f"no words in {language!r}", where=f"{old.id} and {new.id}",
            remedy=f"Use one of: {', '.join(languages)}" if languages else "Share a language",
        )  # fmt: skip
    for line in differences(old, new, language):
        _print(line)
    return 0


def new(arguments: argparse.Namespace) -> int:
    """Start a protocol to write in."""
    from assistant.authoring.beginning import begin

    for path in begin(arguments.folder):
        _print(str(path))
    _print(f"Try it: screening protocol check {arguments.folder}")
    return 0


def schema(arguments: argparse.Namespace) -> int:
    """Print the JSON Schema of one kind of protocol file."""
    from assistant.authoring.schemas import schema_of

    sys.stdout.write(schema_of(arguments.kind))
    return 0


def scenario(arguments: argparse.Namespace) -> int:
    """Print a screening on record as a scenario, to be checked by hand and kept."""
    from assistant.cli.places import records_folder, screening_named
    from assistant.session.scenario_of import scenario_of

    folder = records_folder(arguments)
    for line in scenario_of(folder, screening_named(folder, arguments.id)).splitlines():
        _print(line)
    return 0


def _covered(trials: Trials) -> int:
    """Tell what the scenarios decide; return how much no scenario does."""
    from assistant.authoring.coverage import goals

    found = list(goals(trials))
    counts = Counter(each.kind for each in found)
    met = Counter(each.kind for each in found if each.is_met)
    _print("decided: " + ", ".join(f"{kind} {met[kind]} of {counts[kind]}" for kind in counts))
    gaps = [each for each in found if not each.is_met]
    if gaps:
        _print("no scenario decides:")
    for each in gaps:
        _print(f"  {each.where}: {each.what}")
    return len(gaps)


def _mutated(trials: Trials) -> int:
    """Tell which changes no scenario notices; return how many."""
    from assistant.authoring.equivalence import proved_equivalent
    from assistant.authoring.mutants import Mutant, mutants

    noticed, equivalent, survivors = 0, list[tuple[Mutant, int]](), list[Mutant]()
    for mutant in mutants(trials.protocol):
        if trials.notices(mutant) is not None:
            noticed += 1
        elif cases := proved_equivalent(trials.protocol, mutant):
            equivalent.append((mutant, cases))
        else:
            survivors.append(mutant)
    total = noticed + len(equivalent) + len(survivors)
    _print(f"changes: {total}, noticed {noticed}, without difference {len(equivalent)}")
    if equivalent:
        _print("no difference (proved: the same outcome in every case that can be told apart):")
    for mutant, cases in equivalent:
        _print(f"  {mutant.where}: {mutant.change}  ({counted(cases, 'case')})")
    if survivors:
        _print("no scenario notices:")
    for mutant in survivors:
        _print(f"  {mutant.where}: {mutant.change}")
    _print(f"survivors: {len(survivors)}")
    return len(survivors)


def _print(line: str) -> None:
    """Print one line that is safe on any terminal, whatever a file may hold."""
    sys.stdout.write(f"{visible(line)}\n")
